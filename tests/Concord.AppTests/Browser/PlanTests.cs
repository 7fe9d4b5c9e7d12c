using Microsoft.Playwright;

namespace Concord.AppTests.Browser;

public sealed class PlanTests(Chromium chromium)
{
    private const string Consensus = "Consensus demand";

    /// <summary>A server with the small company and a data snapshot of March 2026: the plan begins in April.</summary>
    private static async Task<RunningServer> Company()
    {
        var server = await RunningServer.Start();
        await server.Http.Imported(SmallCompany.All);
        await server.Http.Quality();
        await server.Http.Post("/snapshots", new { name = "2026-03", asOf = "2026-03-31", @override = true, reason = "A test" });
        return server;
    }

    private static async Task<RunningServer> Planned()
    {
        var server = await Company();
        var job = await server.Http.Ended(await server.Http.Post("/plan", new { snapshotId = 1 }));
        Assert.True((string?)job["state"] == "succeeded", job.ToJsonString());
        return server;
    }

    [Fact]
    public async Task AFamilyTotalIsEditedAScenarioIsMadeBothAreEditedAndMergedWithOneConflict()
    {
        await using var server = await Company();
        await using var browser = await BrowserSession.Open(chromium, server.Http.BaseAddress!);
        var page = browser.Page;
        var grid = new PlanGrid(page);

        // There is no plan, and the page starts one.
        await browser.Go("/plan");
        await page.GetByText("No plan yet").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the plan" }).ClickAsync();
        await grid.Grid.WaitForAsync();

        // A family's total; the category above follows.
        await grid.Open("Bikes");
        await grid.Type("Road Bikes", Consensus, "2026-05", "120");
        await grid.Shows("Road Bikes", Consensus, "2026-05", "120");
        await grid.Shows("Bikes", Consensus, "2026-05", "120");

        // A scenario from here, in which the family is changed twice.
        await page.GetByRole(AriaRole.Button, new() { Name = "Scenario: Baseline" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "New scenario from Baseline" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("High season");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the scenario" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Scenario: High season" }).WaitForAsync();
        await grid.Open("Bikes");
        await grid.Type("Road Bikes", Consensus, "2026-05", "150");
        await grid.Shows("Road Bikes", Consensus, "2026-05", "150");
        await grid.Type("Road Bikes", Consensus, "2026-06", "60");
        await grid.Shows("Road Bikes", Consensus, "2026-06", "60");

        // The first scenario did not see that, and is changed too.
        await page.GetByRole(AriaRole.Button, new() { Name = "Scenario: High season" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Baseline" }).ClickAsync();
        await grid.Open("Bikes");
        await grid.Shows("Road Bikes", Consensus, "2026-05", "120");
        await grid.Shows("Road Bikes", Consensus, "2026-06", "");
        await grid.Type("Road Bikes", Consensus, "2026-05", "+10");
        await grid.Shows("Road Bikes", Consensus, "2026-05", "130");

        // The merge shows both values; theirs is taken.
        await page.GetByRole(AriaRole.Link, new() { Name = "Scenarios" }).ClickAsync();
        await page.GetByLabel("Compare Baseline").CheckAsync();
        await page.GetByLabel("Compare High season").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Merge", Exact = true }).ClickAsync();
        await page.GetByText("1 conflict", new() { Exact = true }).WaitForAsync();
        var merge = page.GetByRole(AriaRole.Button, new() { Name = "Merge into Baseline" });
        Assert.True(await merge.IsDisabledAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "130" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "150" }).ClickAsync();
        await merge.ClickAsync();

        // The plan has the value chosen and the one nobody contested.
        await grid.Grid.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Scenario: Baseline" }).WaitForAsync();
        await grid.Open("Bikes");
        await grid.Shows("Road Bikes", Consensus, "2026-05", "150");
        await grid.Shows("Road Bikes", Consensus, "2026-06", "60");
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task ABlockIsPastedUndoneAndShownInOtherUnitsAndWhatCannotBeTypedSaysWhy()
    {
        await using var server = await Planned();
        await using var browser = await BrowserSession.Open(chromium, server.Http.BaseAddress!);
        var page = browser.Page;
        var grid = new PlanGrid(page);
        await browser.Go("/plan?totals=quarters");
        await grid.Grid.WaitForAsync();
        await grid.Open("Bikes");

        // Two families, two months, as a German spreadsheet writes them.
        await (await grid.Cell("City Bikes", Consensus, "2026-05")).ClickAsync();
        await grid.Paste("1.000,5\t200\r\n");
        await grid.Shows("City Bikes", Consensus, "2026-05", "1,001");
        await grid.Shows("City Bikes", Consensus, "2026-06", "200");

        await page.Keyboard.PressAsync("Control+z");
        await grid.Shows("City Bikes", Consensus, "2026-05", "");
        await grid.Shows("City Bikes", Consensus, "2026-06", "");
        await page.Keyboard.PressAsync("Control+y");
        await grid.Shows("City Bikes", Consensus, "2026-06", "200");

        // A city bike is half a bike equivalent.
        await page.GetByText("Item unit").ClickAsync();
        await grid.Shows("City Bikes", Consensus, "2026-06", "400");
        await page.GetByText("Planning unit").ClickAsync();
        await grid.Shows("City Bikes", Consensus, "2026-06", "200");

        // A typed quarter is the sum of its months.
        await grid.Type("Road Bikes", Consensus, "FY2026-Q3", "90");
        await grid.Shows("Road Bikes", Consensus, "FY2026-Q3", "90");
        await grid.Shows("Road Bikes", Consensus, "2026-08", "30");

        // A fact, and a text that is no number.
        await grid.Type("Road Bikes", "Sales history", "2026-05", "5");
        await page.GetByText("Not entered").WaitForAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await page.GetByRole(AriaRole.Status).Filter(new() { HasText = "fact of the dataset" }).WaitForAsync();
        await grid.Type("Road Bikes", Consensus, "2026-07", "10%");
        var wrong = await grid.Cell("Road Bikes", Consensus, "2026-07");
        await Assertions.Expect(wrong).ToHaveAttributeAsync("aria-invalid", "true");
        Assert.Contains("Maybe write +10%", await wrong.GetAttributeAsync("title"), StringComparison.Ordinal);
        Assert.Empty(browser.Complaints);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task TheGridWithItsPanelsHasNoBarrierAndAnotherPersonsChangeComesByItself(ColorScheme scheme)
    {
        await using var server = await Planned();
        await using var browser = await BrowserSession.Open(chromium, server.Http.BaseAddress!, scheme);
        var page = browser.Page;
        var grid = new PlanGrid(page);
        await browser.Go("/plan");
        await grid.Grid.WaitForAsync();
        await grid.Open("Bikes");
        await grid.Type("Road Bikes", Consensus, "2026-06", "80");
        await grid.Shows("Road Bikes", Consensus, "2026-06", "80");
        await (await grid.Cell("Road Bikes", Consensus, "2026-06")).ClickAsync();
        await page.Keyboard.PressAsync("l");
        await (await grid.Cell("Road Bikes", Consensus, "2026-06")).GetByLabel("locked", new() { Exact = true }).WaitForAsync();
        await page.Keyboard.PressAsync("e");
        await page.GetByRole(AriaRole.Complementary).GetByText("set to 80").WaitForAsync();
        Assert.Empty(await page.SeriousFindings());

        // What somebody else types arrives without a reload.
        var structure = await server.Http.Get("/scenarios/1/structure");
        var august = (int)structure["buckets"]!.AsArray().First(b => (string?)b!["label"] == "2026-08")!["index"]!;
        await server.Http.Post("/scenarios/1/entries", new
        {
            entries = new[]
            {
                new { measure = "consensus_demand", from = august, to = august, rule = "set", value = 33, coordinates = new { family = new[] { "City Bikes" } } },
            },
        });
        await grid.Shows("City Bikes", Consensus, "2026-08", "33");

        await page.Keyboard.PressAsync("p");
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Reason").WaitForAsync();
        Assert.Empty(await page.SeriousFindings());
        Assert.Empty(browser.Complaints);
    }
}
