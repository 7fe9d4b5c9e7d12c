using System.Text.Json.Nodes;

namespace Concord.AppTests.Api;

/// <summary>Plans over HTTP: what is typed, by whom, and what becomes of it.</summary>
public sealed class PlanTests(PlanServer server) : IClassFixture<PlanServer>
{
    private readonly int _bucket = server.Flexible;

    [Fact]
    public async Task Facts_are_read_at_any_level_with_subtotals_and_fiscal_totals()
    {
        var february = Bucket("2026-02");
        var cells = await server.As("vera").Post("/scenarios/1/cells", new
        {
            measures = new[] { "sales_history" }, level = new[] { "category", "family" }, subtotals = true, periods = true, from = february, to = february,
        });
        var rows = cells["rows"]!.AsArray().Select(r => string.Join('/', r!["members"]!.AsArray())).ToList();
        Assert.Equal("", rows[0]);
        Assert.True(rows.IndexOf("Bikes") < rows.IndexOf("Bikes/City Bikes"));

        // 12 road bikes, and 4 city bikes at half a bike equivalent each. The quarter: 10 + 12 + 8 road bikes, (4 + 6) / 2 city bikes.
        Assert.Equal(14, (double)cells["measures"]![0]!["values"]![rows.IndexOf("Bikes")]!);
        Assert.Equal(35, (double)cells["measures"]![0]!["quarters"]![rows.IndexOf("Bikes")]!);
        Assert.Equal("BIKE-EQ", (string?)cells["measures"]![0]!["units"]![rows.IndexOf("Bikes")]);
        Assert.Equal("2026-02", (string?)server.Structure["buckets"]![february]!["label"]);
    }

    [Fact]
    public async Task Unlike_items_have_no_total_and_say_why()
    {
        var march = Bucket("2026-03");
        var cells = await server.As("vera").Post("/scenarios/1/cells", new { measures = new[] { "actual_stock" }, from = march, to = march, level = new[] { "item" }, subtotals = true });
        var stock = cells["measures"]![0]!;

        // 40 wheels, each for itself, and 7 road bikes in bike equivalents.
        Assert.Null(stock["values"]![0]);
        Assert.Contains("do not add up", (string?)stock["noTotal"]![0], StringComparison.Ordinal);
        var wheels = cells["rows"]!.AsArray().Select(r => (string?)r!["members"]!.AsArray().LastOrDefault()).ToList().IndexOf("WHEEL");
        Assert.Equal(40, (double)stock["values"]![wheels]!);
    }

    [Fact]
    public async Task A_family_total_goes_to_its_series_like_last_years_sales()
    {
        var scenario = await server.Scenario();
        await server.Enter("ben", scenario, PlanServer.Set(_bucket, 60, ("family", "Road Bikes")));

        // Sold in the year before: 10 + 12 to C1 (Retail, North), 8 to C2 (Online, South).
        Assert.Equal(44, (await server.Value(scenario, "consensus_demand", _bucket, ("family", "Road Bikes"), ("region", "North")))!.Value, 1e-9);
        Assert.Equal(16, (await server.Value(scenario, "consensus_demand", _bucket, ("family", "Road Bikes"), ("region", "South")))!.Value, 1e-9);
        Assert.Equal(60, await server.Value(scenario, "consensus_demand", _bucket, ("family", "Road Bikes")));
    }

    [Fact]
    public async Task Editing_a_scenario_leaves_the_one_it_was_made_from_alone()
    {
        var parent = await server.Scenario();
        await server.Enter("ben", parent, PlanServer.Set(_bucket, 50, ("family", "City Bikes")));
        var child = await server.Scenario(parent);
        await server.Enter("ben", child, PlanServer.Set(_bucket, 70, ("family", "City Bikes")));
        Assert.Equal(50, await server.Value(parent, "consensus_demand", _bucket, ("family", "City Bikes")));
        Assert.Equal(70, await server.Value(child, "consensus_demand", _bucket, ("family", "City Bikes")));
    }

    [Fact]
    public async Task The_same_cell_changed_by_two_people_is_a_conflict_that_shows_both_and_keeps_the_first()
    {
        var scenario = await server.Scenario();
        var seen = (long)(await server.Enter("anna", scenario, PlanServer.Set(_bucket, 40, ("family", "Road Bikes"))))["revision"]!;
        await server.Enter("anna", scenario, PlanServer.Set(_bucket, 45, ("item", "ROAD-1")));
        var problem = await server.As("ben").PostRaw($"/scenarios/{scenario}/entries", new { @base = seen, entries = new[] { PlanServer.Set(_bucket, 99, ("family", "Road Bikes")) } }).Problem(409);
        Assert.Equal("cell_conflict", (string?)problem["code"]);
        var conflict = Assert.Single(problem["conflicts"]!.AsArray())!;
        Assert.Equal((99, 40, 45, "anna"), ((double)conflict["yours"]!, (double)conflict["before"]!, (double)conflict["theirs"]!, (string?)conflict["theirAuthor"]));
        Assert.Equal(45, await server.Value(scenario, "consensus_demand", _bucket, ("family", "Road Bikes")));

        // Other cells do not conflict, however old the revision that was seen; nor does one with oneself.
        await server.As("ben").Post($"/scenarios/{scenario}/entries", new { @base = seen, entries = new[] { PlanServer.Set(_bucket, 9, ("family", "City Bikes")) } });
        await server.As("anna").Post($"/scenarios/{scenario}/entries", new { @base = seen, entries = new[] { PlanServer.Set(_bucket, 46, ("item", "ROAD-1")) } });
    }

    [Fact]
    public async Task Undo_takes_back_ones_own_last_change_and_redo_makes_it_again()
    {
        var scenario = await server.Scenario();
        await server.Enter("ben", scenario, PlanServer.Set(_bucket, 10, ("family", "Road Bikes")));
        await server.Enter("ben", scenario, PlanServer.Set(_bucket, 20, ("family", "Road Bikes")));
        await server.Enter("anna", scenario, PlanServer.Set(_bucket, 5, ("family", "City Bikes")));
        await server.As("ben").Post($"/scenarios/{scenario}/undo", new { });
        Assert.Equal(10, await server.Value(scenario, "consensus_demand", _bucket, ("family", "Road Bikes")));
        await server.As("ben").Post($"/scenarios/{scenario}/undo", new { });
        Assert.Null(await server.Value(scenario, "consensus_demand", _bucket, ("family", "Road Bikes")));
        Assert.Equal(5, await server.Value(scenario, "consensus_demand", _bucket, ("family", "City Bikes")));
        await server.As("ben").Post($"/scenarios/{scenario}/redo", new { });
        await server.As("ben").Post($"/scenarios/{scenario}/redo", new { });
        Assert.Equal(20, await server.Value(scenario, "consensus_demand", _bucket, ("family", "Road Bikes")));
        Assert.Equal("nothing_to_redo", (string?)(await server.As("ben").PostRaw($"/scenarios/{scenario}/redo", new { }).Problem(409))["code"]);
        Assert.Equal(2, (await server.As("vera").Get($"/scenarios/{scenario}/entries")).AsArray().Count(e => (string?)e!["author"] == "ben"));
    }

    [Fact]
    public async Task A_change_that_somebody_built_upon_is_not_undone_under_him()
    {
        var scenario = await server.Scenario();
        await server.Enter("ben", scenario, PlanServer.Set(_bucket, 10, ("family", "Road Bikes")));
        await server.Enter("anna", scenario, PlanServer.Set(_bucket, 12, ("family", "Road Bikes")));
        Assert.Equal("changed_since", (string?)(await server.As("ben").PostRaw($"/scenarios/{scenario}/undo", new { }).Problem(409))["code"]);
        Assert.Equal(12, await server.Value(scenario, "consensus_demand", _bucket, ("family", "Road Bikes")));
    }

    [Fact]
    public async Task Scenarios_merge_cell_by_cell_and_ask_where_both_changed_one()
    {
        var ours = await server.Scenario();
        await server.Enter("anna", ours, PlanServer.Set(_bucket, 10, ("family", "Road Bikes")), PlanServer.Set(_bucket, 4, ("family", "City Bikes")));
        var theirs = await server.Scenario(ours);
        await server.Enter("anna", ours, PlanServer.Set(_bucket, 11, ("family", "Road Bikes")));
        await server.Enter("ben", theirs, PlanServer.Set(_bucket, 14, ("family", "Road Bikes")), PlanServer.Set(_bucket, 6, ("family", "City Bikes")));

        var preview = await server.As("anna").Post($"/scenarios/{ours}/merge/preview", new { source = theirs });
        var conflict = Assert.Single(preview["conflicts"]!.AsArray())!;
        Assert.Equal((10, 11, 14), ((double)conflict["before"]!, (double)conflict["ours"]!, (double)conflict["theirs"]!));
        Assert.Equal(("anna", "ben"), ((string?)conflict["ourEntry"]!["author"], (string?)conflict["theirEntry"]!["author"]));
        var id = (string?)conflict["id"];
        Assert.Equal("merge_conflicts", (string?)(await server.As("anna").PostRaw($"/scenarios/{ours}/merge", new { source = theirs, resolutions = Array.Empty<object>() }).Problem(409))["code"]);

        foreach (var (take, value, expected) in new[] { ("ours", (double?)null, 11d), ("theirs", null, 14), ("value", 12.5, 12.5) })
        {
            var target = await server.Scenario(ours);
            await server.As("anna").Post($"/scenarios/{target}/merge", new { source = theirs, theirs = (long)preview["theirs"]!, resolutions = new[] { new { conflict = id, take, value } } });
            Assert.Equal(expected, await server.Value(target, "consensus_demand", _bucket, ("family", "Road Bikes")));
            Assert.Equal(6, await server.Value(target, "consensus_demand", _bucket, ("family", "City Bikes")));
            var head = (await server.As("anna").Get($"/scenarios/{target}/revisions?take=1"))[0]!;
            Assert.Equal(("merge", 2), ((string?)head["kind"], head["parents"]!.AsArray().Count));

            // Merged once, there is nothing left to merge.
            Assert.False((bool)(await server.As("anna").Post($"/scenarios/{target}/merge/preview", new { source = theirs }))["changes"]!);
        }
    }

    [Fact]
    public async Task What_was_typed_for_a_family_is_spread_again_when_an_item_moves_to_it()
    {
        var scenario = await server.Scenario();
        await server.Enter("anna", scenario, PlanServer.Set(_bucket, 30, ("family", "Road Bikes")));
        await server.As("anna").Post($"/scenarios/{scenario}/patches", new { patches = new[] { new { table = "items", key = new[] { "CITY-1" }, values = new { family = "Road Bikes" } } } });
        Assert.Equal(30, (await server.Value(scenario, "consensus_demand", _bucket, ("family", "Road Bikes")))!.Value, 1e-9);
        Assert.True(await server.Value(scenario, "consensus_demand", _bucket, ("item", "CITY-1")) > 0);

        // Undone, the item is where it was, and so is every number.
        await server.As("anna").Post($"/scenarios/{scenario}/undo", new { });
        Assert.Equal(30, await server.Value(scenario, "consensus_demand", _bucket, ("item", "ROAD-1")));
        Assert.Null(await server.Value(scenario, "consensus_demand", _bucket, ("item", "CITY-1")));
        Assert.Empty((await server.As("anna").Get("/scenarios/1/patches")).AsArray());
    }

    [Fact]
    public async Task A_new_item_is_planned_where_the_item_is_that_it_is_like()
    {
        var scenario = await server.Scenario();
        await server.As("anna").Post($"/scenarios/{scenario}/patches", new
        {
            patches = new object[]
            {
                new { table = "items", key = new[] { "ROAD-9" }, values = new { unit = "EA", planning_unit = "BIKE-EQ", family = "Road Bikes", category = "Bikes" } },
                new { table = "unit_conversions", key = new[] { "ROAD-9", "EA", "BIKE-EQ" }, values = new { factor = "1" } },
            },
            seriesLike = new Dictionary<string, string> { ["ROAD-9"] = "ROAD-1" },
        });
        await server.Enter("anna", scenario, PlanServer.Set(_bucket, 8, ("item", "ROAD-9")));
        Assert.Equal(8, await server.Value(scenario, "consensus_demand", _bucket, ("item", "ROAD-9")));
        Assert.Equal(8, await server.Value(scenario, "consensus_demand", _bucket, ("family", "Road Bikes")));
        Assert.Null(await server.Value(1, "consensus_demand", _bucket, ("item", "ROAD-9")));
    }

    [Fact]
    public async Task Rights_end_at_zones_measures_and_parts_of_the_hierarchy()
    {
        var scenario = await server.Scenario();
        object Input(int bucket, string region) => new { measure = "sales_input", from = bucket, to = bucket, rule = "set", value = 3, coordinates = new { region = new[] { region }, family = new[] { "Road Bikes" } } };
        await server.Enter("nick", scenario, Input(_bucket, "North"));
        var elsewhere = await server.As("nick").PostRaw($"/scenarios/{scenario}/entries", new { entries = new[] { Input(_bucket, "South") } }).Problem(403);
        Assert.Contains("region North", (string?)elsewhere["detail"], StringComparison.Ordinal);
        await server.As("nick").PostRaw($"/scenarios/{scenario}/entries", new { entries = new[] { PlanServer.Set(_bucket, 3, ("region", "North")) } }).Problem(403);
        await server.As("vera").PostRaw($"/scenarios/{scenario}/entries", new { entries = new[] { Input(_bucket, "North") } }).Problem(403);

        var frozen = (int)server.Structure["firstPlanned"]!;
        await server.As("ben").PostRaw($"/scenarios/{scenario}/entries", new { entries = new[] { PlanServer.Set(frozen, 3) } }).Problem(403);
        var reasonless = await server.As("anna").PostRaw($"/scenarios/{scenario}/entries", new { entries = new[] { Override(null) } }).Problem(403);
        Assert.Contains("reason", (string?)reasonless["hint"], StringComparison.Ordinal);
        await server.Enter("anna", scenario, Override("A customer is lost"));
        Assert.Equal(3, await server.Value(scenario, "consensus_demand", frozen));

        var cells = await server.As("nick").Post($"/scenarios/{scenario}/cells", new { measures = new[] { "sales_input" }, level = new[] { "region" }, from = _bucket, to = _bucket });
        var refused = cells["measures"]![0]!["refused"]!.AsArray().Select(r => (string?)r).ToList();
        var regions = cells["rows"]!.AsArray().Select(r => (string?)r!["members"]![0]).ToList();
        Assert.Null(refused[regions.IndexOf("North")]);
        Assert.NotNull(refused[regions.IndexOf("South")]);

        object Override(string? reason) => new { measure = "consensus_demand", from = frozen, to = frozen, rule = "set", value = 3, @override = true, reason };
    }

    [Fact]
    public async Task A_value_explains_itself_by_its_entries()
    {
        var scenario = await server.Scenario();
        await server.Enter("ben", scenario, PlanServer.Set(_bucket, 10, ("family", "Road Bikes")));
        await server.As("anna").Post($"/scenarios/{scenario}/entries", new
        {
            entries = new[] { new { measure = "consensus_demand", from = _bucket, to = _bucket, rule = "multiply", value = 1.5, coordinates = new { category = new[] { "Bikes" } }, reason = "Campaign" } },
        });
        var answer = await server.As("vera").Post($"/scenarios/{scenario}/explain", new { measure = "consensus_demand", from = _bucket, to = _bucket, coordinates = new { family = new[] { "Road Bikes" } } });
        Assert.Equal(15, (double)answer["value"]!, 1e-9);
        Assert.Null(answer["written"]);
        var effects = answer["effects"]!.AsArray();
        Assert.Equal([("ben", null, 10d), ("anna", "Campaign", 15d)], effects.Select(e => ((string?)e!["entry"]!["author"], (string?)e["entry"]!["reason"], Math.Round((double)e["after"]!, 6))));
        Assert.Equal(10, (double)effects[1]!["before"]!, 1e-9);
    }

    [Fact]
    public async Task Two_revisions_are_compared_at_any_level()
    {
        var scenario = await server.Scenario();
        await server.Enter("ben", scenario, PlanServer.Set(_bucket, 10, ("family", "Road Bikes")));
        var before = await Head(scenario);
        await server.Enter("ben", scenario, PlanServer.Set(_bucket, 25, ("family", "Road Bikes")), PlanServer.Set(_bucket, 1, ("family", "City Bikes")));
        var diff = await server.As("vera").Post("/diffs", new { from = before, to = await Head(scenario), level = new[] { "family" } });
        var measure = Assert.Single(diff["measures"]!.AsArray())!;
        Assert.Equal([("Road Bikes", 15d), ("City Bikes", 1d)], measure["rows"]!.AsArray().Select(r =>
            ((string)r!["members"]![0]!, Math.Round((double)r["toTotal"]! - ((double?)r["fromTotal"] ?? 0), 6))));
        Assert.Equal(2, diff["onlyInTo"]!.AsArray().Count);
    }

    [Fact]
    public async Task Bad_requests_name_the_field_the_value_and_a_way_out()
    {
        var scenario = await server.Scenario();
        await Refused(new { entries = new[] { new { measure = "consensus_demnd", from = _bucket, to = _bucket, rule = "set", value = 1 } } }, "entries[0].measure", "Maybe 'consensus_demand'?");
        await Refused(new { entries = new[] { PlanServer.Set(_bucket, 1, ("famly", "Road Bikes")) } }, "entries[0].coordinates", "Maybe 'family'?");
        await Refused(new { entries = new[] { PlanServer.Set(9999, 1) } }, "entries[0].from", null);
        await Refused(new { entries = new[] { PlanServer.Set(_bucket, 1, ("family", "Roads")) } }, "entries[0]", "Maybe a member");
        await Refused(new { entries = Array.Empty<object>() }, "entries", null);
        var rule = await server.As("anna").PostRaw($"/scenarios/{scenario}/entries", new { entries = new[] { new { measure = "consensus_demand", from = _bucket, to = _bucket, rule = "sett", value = 1 } } }).Problem(400);
        Assert.Equal("The value of 'entries[0].rule' is not one of set, add, multiply, copy, reset, lock, unlock.", (string?)rule["detail"]);
        await server.As("anna").PostRaw("/scenarios/999/entries", new { entries = new[] { PlanServer.Set(_bucket, 1) } }).Problem(404);
        await server.As("anna").PostRaw("/scenarios", new { name = "Baseline", fromRevision = 1 }).Problem(409);
        await server.As("anna").PostRaw("/scenarios", new { name = "x" }).Problem(400);

        async Task Refused(object order, string field, string? hint)
        {
            var problem = await server.As("anna").PostRaw($"/scenarios/{scenario}/entries", order).Problem(400);
            Assert.Equal(field, (string?)problem["field"]);
            if (hint is not null)
                Assert.StartsWith(hint, (string?)problem["hint"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Open_pages_are_told_that_a_scenario_moved()
    {
        var scenario = await server.Scenario();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var stream = await server.As("vera").GetStreamAsync("/api/v1/scenarios/events", patience.Token);
        using var reader = new StreamReader(stream);
        await server.Enter("ben", scenario, PlanServer.Set(_bucket, 10, ("family", "Road Bikes")));
        while (await reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (!line.StartsWith("data: {", StringComparison.Ordinal) || JsonNode.Parse(line[5..]) is not JsonObject move || (long)move["scenario"]! != scenario)
                continue;
            Assert.Equal(("ben", "edit"), ((string?)move["author"], (string?)move["kind"]));
            return;
        }

        Assert.Fail("The stream ended without a word of the edit.");
    }

    [Fact]
    public async Task An_archived_scenario_does_not_change_until_it_is_back()
    {
        var scenario = await server.Scenario();
        Assert.True((bool)JsonNode.Parse(await (await server.As("anna").PatchAsync($"/api/v1/scenarios/{scenario}", System.Net.Http.Json.JsonContent.Create(new { archived = true }))).Content.ReadAsStringAsync())!["archived"]!);
        Assert.Equal("archived", (string?)(await server.As("anna").PostRaw($"/scenarios/{scenario}/entries", new { entries = new[] { PlanServer.Set(_bucket, 1) } }).Problem(409))["code"]);
    }

    private async Task<long> Head(long scenario) => (long)(await server.As("vera").Get($"/scenarios/{scenario}/revisions?take=1"))[0]!["id"]!;

    private int Bucket(string label) => server.Structure["buckets"]!.AsArray().First(b => (string?)b!["label"] == label)!["index"]!.GetValue<int>();
}
