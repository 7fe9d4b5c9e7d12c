using Microsoft.Playwright;

namespace Concord.AppTests.Browser;

public sealed class PageTests(Chromium chromium, AdventureWorksServer adventureWorks)
{
    public static TheoryData<string, ColorScheme> Pages()
    {
        var data = new TheoryData<string, ColorScheme>();
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            data.Add("/data", scheme);
            data.Add("/data/imports", scheme);
            data.Add("/data/imports?import=1", scheme);
            data.Add("/data/imports/new", scheme);
            data.Add("/data/findings", scheme);
            data.Add("/data/findings?code=ITEM_WITHOUT_COST", scheme);
            data.Add("/data/rejected-rows", scheme);
            data.Add("/data/tables", scheme);
            data.Add("/data/tables/sales_history?sort=-quantity", scheme);
            data.Add("/data/items/BK-R93R-48", scheme);
            data.Add("/data/network", scheme);
            data.Add("/data/history", scheme);
            data.Add("/data/snapshots?snapshot=1", scheme);
            data.Add("/reference/calendar?pattern=iso_week", scheme);
            data.Add("/reference/measures", scheme);
            data.Add("/people", scheme);
            data.Add("/audit", scheme);
            data.Add("/account", scheme);
            data.Add("/plan", scheme);
            data.Add("/plan?level=region,category&depth=2&unit=money", scheme);
            data.Add("/scenarios", scheme);
            data.Add("/scenarios/compare?a=1&b=2", scheme);
            data.Add("/scenarios/merge?into=1&from=2", scheme);
            data.Add("/no/such/page", scheme);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task EveryPageOpensWithoutComplaintAndWithoutABarrier(string path, ColorScheme scheme)
    {
        var server = await adventureWorks.Server();
        await using var browser = await BrowserSession.Open(chromium, server.Http.BaseAddress!, scheme);
        await browser.Go(path);
        Assert.EndsWith("Concord", await browser.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.Empty(await browser.Page.SeriousFindings());
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task TheKeyboardReachesPagesAndSearch()
    {
        var server = await adventureWorks.Server();
        await using var browser = await BrowserSession.Open(chromium, server.Http.BaseAddress!);
        var page = browser.Page;
        await browser.Go("/data");
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("m");
        await page.WaitForURLAsync("**/data/tables");
        await page.GetByLabel("Search tables and columns").WaitForAsync();
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("bills");
        await page.WaitForURLAsync("**/data/tables?search=bills");
        await page.GetByRole(AriaRole.Link, new() { Name = "Bills of material" }).WaitForAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Customers" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task AProductStructureIsWalkedByClicking()
    {
        var server = await adventureWorks.Server();
        await using var browser = await BrowserSession.Open(chromium, server.Http.BaseAddress!);
        var page = browser.Page;
        await browser.Go("/data/items/BK-R93R-48");
        await page.Locator(".react-flow__node[data-id='FR-R92R-48']").ClickAsync();
        await page.WaitForURLAsync("**/data/items/FR-R92R-48*");
        await page.GetByText("Goes into").ClickAsync();
        await page.Locator(".react-flow__node[data-id='BK-R93R-48']").WaitForAsync();
        Assert.Contains("direction=up", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSupplyNetworkLeadsToTheRowsOfItsNodes()
    {
        var server = await adventureWorks.Server();
        await using var browser = await BrowserSession.Open(chromium, server.Http.BaseAddress!);
        var page = browser.Page;
        await browser.Go("/data/network");
        await page.Locator(".react-flow__node[data-id='#supplier']").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByText("104 suppliers").WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Dialog).WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await page.Locator(".react-flow__node[data-id='plant:ADW-PLANT']").ClickAsync();
        await page.WaitForURLAsync("**/data/tables/locations?search=ADW-PLANT");
        await page.GetByText("AdventureWorks plant").WaitForAsync();
    }

    [Fact]
    public async Task ATableIsSortedAndFilteredAndTheAddressKeepsIt()
    {
        var server = await adventureWorks.Server();
        await using var browser = await BrowserSession.Open(chromium, server.Http.BaseAddress!);
        var page = browser.Page;
        await browser.Go("/data/tables/items?filter=family%3Aeq%3ARoad%20Bikes&sort=-item");
        var rows = page.Locator("tbody tr");
        Assert.StartsWith("BK-R93R-62", await rows.First.InnerTextAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "item", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("sort=", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Button, new() { Name = "Take the filter on family away" }).ClickAsync();
        await page.GetByText("of 504 rows").WaitForAsync();
    }
}
