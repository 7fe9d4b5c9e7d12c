using System.Globalization;
using Microsoft.Playwright;

namespace Concord.AppTests.Browser;

public sealed class ImportAndRepairTests(Chromium chromium)
{
    [Fact]
    public async Task AdventureWorksIsImportedThroughThePageARejectedRowIsRepairedAndTheScoreRises()
    {
        using var extract = new BrokenExtract();
        await using var server = await RunningServer.Start();
        await using var browser = await BrowserSession.Open(chromium, server.Http.BaseAddress!);
        var page = browser.Page;

        // Nothing is there, and the page says where to begin.
        await browser.Go("/data");
        await page.GetByText("No data yet").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Import files" }).ClickAsync();

        // Files, mapping, first rows before and after.
        await page.SetInputFilesAsync("input[type=file][multiple]", extract.Files);
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Mapping" }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "AdventureWorks" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sales history" }).ClickAsync();
        var before = page.GetByRole(AriaRole.Region, new() { Name = "Sales history: rows of SalesOrderLine.csv" });
        var after = page.GetByRole(AriaRole.Region, new() { Name = "Sales history: rows of sales_history" });
        Assert.Contains("ProductNumber", await before.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("BK-R93R-48", await after.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("ADW-PLANT", await after.InnerTextAsync(), StringComparison.Ordinal);

        // Import: progress, then what it did.
        await page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
        await page.GetByText("is live.").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Repair rejected rows" }).WaitForAsync();
        Assert.Equal(56_042, await server.Http.Rows("sales_history"));
        await server.Http.Quality();
        await browser.Go("/data");
        var first = await Score(page);

        // The row with the unknown item says why; the right item is typed in and submitted.
        await page.GetByRole(AriaRole.Link, new() { Name = "rejected rows wait for repair" }).ClickAsync();
        await page.GetByText($"'{BrokenExtract.UnknownItem}' in 'item' is not in items.").WaitForAsync();
        var row = page.GetByRole(AriaRole.Row).Filter(new() { Has = page.Locator($"input[value='{BrokenExtract.UnknownItem}']") });
        var cell = row.Locator($"input[value='{BrokenExtract.UnknownItem}']");
        Assert.Equal("true", await cell.GetAttributeAsync("aria-invalid"));
        var open = (int)(await server.Http.Get("/rejected-rows"))["total"]!;
        await cell.FillAsync(BrokenExtract.RightItem);
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit 1 changed row" }).ClickAsync();
        await page.GetByText("1 row accepted").WaitForAsync();

        // The dataset has the row, the list is shorter by one, and the score on the overview has risen by itself.
        Assert.Equal(56_043, await server.Http.Rows("sales_history"));
        Assert.Equal(open - 1, (int)(await server.Http.Get("/rejected-rows"))["total"]!);
        await page.GetByRole(AriaRole.Link, new() { Name = "Overview" }).ClickAsync();
        await page.WaitForFunctionAsync(
            "first => Number(document.querySelector('[data-testid=overall-score]')?.textContent) > first", first);
        Assert.True(await Score(page) > first);
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task AnImportIsUndoneAndRestoredAndTheSameFilesAgainChangeNothing()
    {
        await using var server = await RunningServer.Start();
        var id = await server.Http.Imported(SmallCompany.All);
        await server.Http.Quality();
        await using var browser = await BrowserSession.Open(chromium, server.Http.BaseAddress!);
        var page = browser.Page;

        await browser.Go("/data/imports");
        await page.GetByRole(AriaRole.Row).Nth(1).GetByRole(AriaRole.Button).ClickAsync();
        Assert.Contains($"import={id}", page.Url, StringComparison.Ordinal);
        var drawer = page.GetByRole(AriaRole.Dialog);
        await drawer.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        Assert.Equal(4, await server.Http.Rows("items"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo the import" }).ClickAsync();
        await page.GetByText($"Import {id} undone").WaitForAsync();
        Assert.Equal(0, await server.Http.Rows("items"));

        await drawer.GetByRole(AriaRole.Button, new() { Name = "Restore" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Restore the import" }).ClickAsync();
        await page.GetByText($"Import {id} restored").WaitForAsync();
        Assert.Equal(4, await server.Http.Rows("items"));

        await browser.Go("/data/imports/new");
        await page.SetInputFilesAsync("input[type=file][multiple]", SmallCompany.All.Select(file => new FilePayload
        {
            Name = file.Name, MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(file.Text),
        }));
        await page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
        await page.GetByText("Already imported.").WaitForAsync();
        Assert.Equal(4, await server.Http.Rows("items"));
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task ARequestTheServerRefusesIsToldOnThePage()
    {
        await using var server = await RunningServer.Start();
        await using var browser = await BrowserSession.Open(chromium, server.Http.BaseAddress!);
        await browser.Go("/data/tables/items?filter=nonsense:eq:1");
        var alert = browser.Page.GetByRole(AriaRole.Alert);
        await alert.WaitForAsync();
        Assert.Contains("nonsense", await alert.InnerTextAsync(), StringComparison.Ordinal);
    }

    private static async Task<double> Score(IPage page) =>
        double.Parse(await page.GetByTestId("overall-score").InnerTextAsync(), CultureInfo.InvariantCulture);
}
