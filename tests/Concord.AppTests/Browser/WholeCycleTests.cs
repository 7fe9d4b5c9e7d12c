using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Concord.AppTests.Browser;

/// <summary>A whole cycle as its people walk it, page by page, on the demo company: each of them does in the browser what is theirs to do.</summary>
public sealed partial class WholeCycleTests(Chromium chromium, DemoServer demo)
{
    private const string Limiting = "P1-ASM1", Sent = "Elena sends it back: overtime first";

    [Fact]
    public async Task PeopleWalkACycleFromItsOpeningToTheNext()
    {
        await using var server = await demo.Copy();
        await using var browser = await BrowserSession.Open(chromium, server.Http.BaseAddress!);
        var page = browser.Page;

        // The coordinator ends the cycle that was open and opens one of her own on the same data, from the last plan of record.
        await browser.Go("/cycle");
        await Press(page, "Close the cycle");
        await Reason(page, "The season is planned anew.", "Close the cycle");
        await Press(page, "Open the next cycle");
        await page.GetByLabel("Name of the cycle").FillAsync("Season");
        await Press(page, "Open the cycle");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Cycle Season" }).WaitForAsync();
        var cycle = await Cycle(server);
        var central = (long)cycle["scenarios"]![0]!;
        await CloseStep(browser, "data");
        await CloseStep(browser, "product_review");
        await browser.Go($"/demand?scenario={central}");
        await Compute(page);

        // Sales and marketing adjust their input, and all functions submit.
        await Become(browser, "Jonas Weber");
        await Promise(browser, central, "Electric mowers", "Sales input", "+60%");
        await Promise(browser, central, "Ride-on mowers", "Sales input", "+60%");
        await Submit(page, "Sales");
        await Become(browser, "Marta Keller");
        await Promise(browser, central, "Robotic mowers", "Marketing input", "+80%");
        await Submit(page, "Marketing");
        await Become(browser, "Fiona Grant");
        await browser.Go($"/demand?scenario={central}");
        await Submit(page, "Finance");

        // The coordinator has it computed and closes the review; supply finds what limits the season and adds overtime on a scenario of its own.
        await Become(browser, "Clara Holm");
        await browser.Go($"/supply?scenario={central}");
        await Compute(page);
        await CloseStep(browser, "demand_review");
        await Become(browser, "Sven Adler");
        await browser.Go($"/supply?scenario={central}");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(Limiting);
        await page.Keep("walk-supply");
        await Press(page, "Add hours");
        var drawer = page.GetByRole(AriaRole.Dialog);
        await drawer.GetByLabel("Why").FillAsync("Season with overtime");
        await drawer.GetByLabel("Name of the scenario it is made on").FillAsync("Season with overtime");
        await drawer.GetByRole(AriaRole.Button, new() { Name = "Make the scenario and plan again" }).ClickAsync();
        await Computed(server, "Season with overtime");
        var overtime = await Scenario(server, "Season with overtime");
        Assert.True(await Figure(server, central, overtime, "service_in_time", 1) >= await Figure(server, central, overtime, "service_in_time", 0));

        // Reconciliation: a cautious and an ambitious plan beside the central one, compared.
        await Become(browser, "Clara Holm");
        await CloseStep(browser, "supply_review");
        await browser.Go($"/scenarios?scenario={central}");
        await Press(page, "Central, cautious, ambitious");
        await Press(page, "Make and compute them");
        await page.GetByRole(AriaRole.Dialog).WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await Computed(server, "Season: ambitious");
        var ambitious = await Scenario(server, "Season: ambitious");
        foreach (var scenario in new[] { overtime, ambitious })
        {
            await browser.Go($"/cycle?scenario={scenario}");
            await page.GetByRole(AriaRole.Button, new() { NameRegex = AddToCycle() }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { NameRegex = AddToCycle() }).WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        }

        await browser.Go($"/scenarios?scenario={central}&compare={central},{overtime},{ambitious}");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Side by side" }).WaitForAsync();
        await page.Keep("walk-scenarios");
        await CloseStep(browser, "reconciliation");

        // The executive sends the central plan back, which opens reconciliation again, and approves the one with overtime.
        await Become(browser, "Elena Rossi");
        await browser.Go($"/executive?scenario={central}");
        await Option(page, "Season").GetByRole(AriaRole.Button, new() { Name = "Send back" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("What is wrong, or is to be changed").FillAsync(Sent);
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Send back" }).ClickAsync();
        await page.GetByText(Sent).First.WaitForAsync();
        await Become(browser, "Clara Holm");
        await CloseStep(browser, "reconciliation");
        await Become(browser, "Elena Rossi");
        await browser.Go($"/executive?scenario={central}");
        await page.Keep("walk-executive");
        await Option(page, "Season with overtime").GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Approve as plan of record" }).ClickAsync();
        await page.GetByText("is the plan of record of Season").First.WaitForAsync();

        // The next cycle opens from it.
        await Become(browser, "Clara Holm");
        await CloseStep(browser, "executive_review");
        await browser.Go("/cycle");
        await Press(page, "Open the next cycle");
        await page.GetByLabel("Name of the cycle").FillAsync("After the season");
        await Press(page, "Open the cycle");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Cycle After the season" }).WaitForAsync();
        await page.Keep("walk-next");

        // What the server keeps is what the people did.
        var done = await server.Http.Get($"/cycles/{cycle["id"]}");
        Assert.Equal("closed", (string?)done["state"]);
        Assert.Equal(["sent_back", "approved"], done["approvals"]!.AsArray().Select(a => (string?)a!["verdict"]));
        Assert.Equal(overtime, (long)done["approvals"]![1]!["scenario"]!);
        Assert.Equal(["sales jonas.weber", "marketing marta.keller", "finance fiona.grant"], done["submissions"]!.AsArray().Where(s => s!["withdrawnBy"] is null).Select(s => $"{s!["function"]} {s["by"]}"));
        Assert.Equal((long)done["approvals"]![1]!["revision"]!, (long)(await server.Http.Get("/plans-of-record"))[0]!["revision"]!);
        Assert.Empty(browser.Complaints);
    }

    /// <summary>Becomes another person of the demo company, by the menu in the head of the page.</summary>
    private static async Task Become(BrowserSession browser, string name)
    {
        var page = browser.Page;
        if (await page.Locator("header").GetByRole(AriaRole.Button, new() { Name = name }).CountAsync() > 0)
            return;
        await page.Locator("header").GetByRole(AriaRole.Button, new() { NameRegex = People() }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = name }).ClickAsync();
        await page.Locator("header").GetByRole(AriaRole.Button, new() { Name = name }).WaitForAsync();
    }

    /// <summary>Copies the forecast into an input of a family for the season, changed by a share, as one types it into the grid.</summary>
    private static async Task Promise(BrowserSession browser, long scenario, string family, string measure, string change)
    {
        var at = Uri.EscapeDataString(new JsonObject { ["family"] = new JsonArray(family) }.ToJsonString());
        await browser.Go($"/demand?scenario={scenario}&unit=planning_units&at={at}");
        var grid = new PlanGrid(browser.Page);
        foreach (var month in (string[])["2027-01", "2027-02", "2027-03"])
        {
            var forecast = await (await grid.Cell("All", "Statistical forecast", month)).TextContentAsync();
            var wanted = double.Parse(forecast!.Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture) * (1 + (double.Parse(change[1..^1], System.Globalization.CultureInfo.InvariantCulture) / 100));
            await grid.Type("All", measure, month, $"{wanted:0}");
            await grid.Shows("All", measure, month, $"{Math.Round(wanted):#,0}");
        }
    }

    private static async Task Submit(IPage page, string function)
    {
        var bar = page.Locator(".demand-submission").Filter(new() { HasText = function });
        await bar.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();
        await bar.GetByRole(AriaRole.Button, new() { Name = "Take back" }).WaitForAsync();
    }

    /// <summary>Closes a step on the cycle page, with a reason where its gate is held.</summary>
    private static async Task CloseStep(BrowserSession browser, string step)
    {
        var page = browser.Page;
        await browser.Go($"/cycle?step={step}");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = CloseButton() }).WaitForAsync();
        var open = page.GetByRole(AriaRole.Checkbox, new() { Checked = false });
        for (var left = await open.CountAsync(); left > 0; left--)
        {
            await open.First.ClickAsync();
            await Assertions.Expect(open).ToHaveCountAsync(left - 1);
        }

        var close = page.GetByRole(AriaRole.Button, new() { NameRegex = CloseButton() });
        await close.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        var again = page.GetByRole(AriaRole.Button, new() { Name = "Open again" });
        await dialog.Or(again).First.WaitForAsync();
        if (await dialog.IsVisibleAsync())
            await Reason(page, "Looked at in the meeting; it does not change the plan.", "Close the step");
        await again.WaitForAsync();
    }

    private static async Task Reason(IPage page, string reason, string confirm)
    {
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox).FillAsync(reason);
        await dialog.GetByRole(AriaRole.Button, new() { Name = confirm }).ClickAsync();
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    /// <summary>Presses what a stale plan asks for, and waits until nothing is stale.</summary>
    private static async Task Compute(IPage page)
    {
        var now = page.GetByRole(AriaRole.Button, new() { Name = "Compute now" });
        await now.ClickAsync();
        await page.GetByLabel("Progress of the computation").WaitForAsync();
        await page.GetByLabel("Progress of the computation").WaitForAsync(new() { State = WaitForSelectorState.Hidden, Timeout = 300_000 });
        await now.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    private static async Task Computed(RunningServer server, string scenario)
    {
        for (var tries = 0; tries < 3000; tries++)
        {
            var known = (await server.Http.Get("/scenarios")).AsArray().FirstOrDefault(s => (string?)s!["name"] == scenario);
            if (known is not null && (await server.Http.Get($"/scenarios/{known["id"]}/stages")).AsArray().All(s => (string?)s!["freshness"] == "current"))
                return;
            await Task.Delay(200);
        }

        Assert.Fail($"'{scenario}' was not computed.");
    }

    private static ILocator Option(IPage page, string scenario) =>
        page.Locator("section").Filter(new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = scenario, Exact = true }) }).Last;

    private static async Task<long> Scenario(RunningServer server, string name) =>
        (long)(await server.Http.Get("/scenarios")).AsArray().First(s => (string?)s!["name"] == name)!["id"]!;

    private static async Task<JsonNode> Cycle(RunningServer server) => await server.Http.Get($"/cycles/{(await server.Http.Get("/cycles"))[0]!["id"]}");

    private static async Task<double> Figure(RunningServer server, long first, long second, string figure, int plan) =>
        (double)(await server.Http.Get($"/comparison?scenario={first}&scenario={second}"))["rows"]!.AsArray().First(r => (string?)r!["figure"] == figure)!["plans"]![plan]!["horizon"]!["value"]!;

    private static Task Press(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).First.ClickAsync();

    [GeneratedRegex("^(Clara Holm|Jonas Weber|Marta Keller|Fiona Grant|Sven Adler|Elena Rossi)")]
    private static partial Regex People();

    [GeneratedRegex("^Add .* to the cycle$")]
    private static partial Regex AddToCycle();

    [GeneratedRegex("^(Close the step|Close in spite of the gate)$")]
    private static partial Regex CloseButton();
}
