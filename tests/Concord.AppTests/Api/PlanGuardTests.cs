using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Concord.AppTests.Api;

/// <summary>What a plan is guarded against: unreadable requests, rights gone round, edits lost in merges, and a newer data snapshot under a plan.</summary>
public sealed class PlanGuardTests(PlanServer server) : IClassFixture<PlanServer>
{
    private readonly int _bucket = server.Flexible;

    [Theory]
    [InlineData("entries", """{"entries":[null]}""", "entries[0]")]
    [InlineData("entries", """{"entries":null}""", null)]
    [InlineData("entries", """{"entries":[{"measure":null,"from":1,"to":1,"rule":"set","value":1}]}""", null)]
    [InlineData("entries", """{"entries":[{"measure":"consensus_demand","from":1,"to":1,"rule":"set","value":"NaN"}]}""", null)]
    [InlineData("entries", """{"entries":[{"measure":"consensus_demand","from":1,"to":1,"rule":"set","value":1e999}]}""", null)]
    [InlineData("entries", """{"entries":[{"measure":"consensus_demand","from":1,"to":1,"rule":7,"value":1}]}""", null)]
    [InlineData("entries", """{"entries":[{"measure":"consensus_demand","from":99999999999,"to":1,"rule":"set","value":1}]}""", null)]
    [InlineData("entries", """{"entries":[{"measure":"consensus_demand","from":1,"to":1,"rule":"set","value":1,"coordinates":{"family":[null]}}]}""", "coordinates.family[0]")]
    [InlineData("entries", """{"entries":[{"measure":"consensus_demand","from":1,"to":1,"rule":"set","value":1,"coordinates":{"family":null}}]}""", "coordinates.family")]
    [InlineData("entries", """{"entries":[{"measure":"consensus_demand","from":1,"to":1,"rule":"set","value":1,"coordinates":{"":["x"]}}]}""", "entries[0].coordinates")]
    [InlineData("entries", """{"entries":[{"measure":"consensus_demand","from":1,"to":1,"rule":"set","value":1,"expires":"2001-01-01"}]}""", "entries[0].expires")]
    [InlineData("cells", """{"measures":null}""", null)]
    [InlineData("cells", """{"measures":[null]}""", "measures[0]")]
    [InlineData("cells", """{"measures":["stock"],"level":[null]}""", "level[0]")]
    [InlineData("cells", """{"measures":[""]}""", "measures[0]")]
    [InlineData("merge", """{"source":1,"resolutions":[null]}""", "resolutions[0]")]
    [InlineData("patches", """{"patches":[null]}""", "patches[0]")]
    [InlineData("patches", """{"patches":[{"table":"items","key":null,"values":{"family":"x"}}]}""", null)]
    [InlineData("patches", """{"patches":[{"table":"items","key":[null],"values":{"family":"x"}}]}""", "key[0]")]
    [InlineData("patches", """{"patches":[{"table":"items","key":["ROAD-1"],"values":{"family":null}}]}""", "values.family")]
    [InlineData("patches", """{"patches":[{"table":"items","key":["ROAD-1"],"values":{"family":"x"}}],"seriesLike":{"X":null}}""", "seriesLike.X")]
    [InlineData("explain", """{"measure":"consensus_demand","from":2147483647,"to":2147483647}""", "from")]
    public async Task What_cannot_be_read_is_refused_with_the_field(string endpoint, string body, string? field)
    {
        var scenario = await server.Scenario();
        using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        var problem = await server.As("anna").PostAsync($"/api/v1/scenarios/{scenario}/{endpoint}", content).Problem(400);
        if (field is not null)
            Assert.EndsWith(field, (string?)problem["field"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_family_total_typed_in_one_scenario_holds_where_another_moved_an_item_to_the_family()
    {
        var ours = await server.Scenario();
        var theirs = await server.Scenario(ours);
        await Move(ours, "CITY-1", "Road Bikes");
        await server.Enter("ben", theirs, PlanServer.Set(_bucket, 60, ("family", "Road Bikes")));
        await server.As("anna").Post($"/scenarios/{ours}/merge", new { source = theirs, resolutions = Array.Empty<object>() });
        Assert.Equal(60, (await server.Value(ours, "consensus_demand", _bucket, ("family", "Road Bikes")))!.Value, 1e-9);
        Assert.True(await server.Value(ours, "consensus_demand", _bucket, ("item", "CITY-1")) > 0);
        Assert.Equal(60, await server.Value(theirs, "consensus_demand", _bucket, ("item", "ROAD-1")));
    }

    [Fact]
    public async Task A_resolution_of_a_conflict_that_is_none_any_more_is_not_dropped_silently()
    {
        var ours = await server.Scenario();
        var theirs = await server.Scenario(ours);
        await server.Enter("ben", theirs, PlanServer.Set(_bucket, 60, ("family", "Road Bikes")));
        var stale = new { source = theirs, resolutions = new[] { new { conflict = "consensus_demand/1/2/3", take = "value", value = 5 } } };
        Assert.Equal("scenario_moved", (string?)(await server.As("anna").PostRaw($"/scenarios/{ours}/merge", stale).Problem(409))["code"]);
        Assert.Null(await server.Value(ours, "consensus_demand", _bucket, ("family", "Road Bikes")));

        await server.As("anna").Post($"/scenarios/{ours}/merge", new { source = theirs, resolutions = Array.Empty<object>() });
        var again = await server.As("anna").Post($"/scenarios/{ours}/merge", new { source = theirs, resolutions = Array.Empty<object>() });
        Assert.Equal("There was nothing to merge.", (string?)Assert.Single(again["notes"]!.AsArray()));
    }

    [Fact]
    public async Task What_somebody_took_back_is_not_there_to_undo()
    {
        var scenario = await server.Scenario();
        var edit = (long)(await server.Enter("ben", scenario, PlanServer.Set(_bucket, 60, ("family", "Road Bikes"))))["revision"]!;
        await server.As("anna").Post($"/scenarios/{scenario}/revert", new { revision = edit });
        Assert.Equal("nothing_to_undo", (string?)(await server.As("ben").PostRaw($"/scenarios/{scenario}/undo", new { }).Problem(409))["code"]);

        // The taking back taken back, the edit is there again, to be undone by its author.
        await server.As("anna").Post($"/scenarios/{scenario}/undo", new { });
        Assert.Equal(60, await server.Value(scenario, "consensus_demand", _bucket, ("family", "Road Bikes")));
        await server.As("ben").Post($"/scenarios/{scenario}/undo", new { });
        Assert.Null(await server.Value(scenario, "consensus_demand", _bucket, ("family", "Road Bikes")));
    }

    [Fact]
    public async Task Who_may_change_master_data_may_take_the_change_back_and_the_plan_follows()
    {
        var scenario = await server.Scenario();
        await server.As("ben").Post($"/scenarios/{scenario}/patches", new { patches = new[] { new { table = "item_locations", key = new[] { "ROAD-1", "W1" }, values = new { safety_stock = "5" } } } });
        Assert.Equal(5, await server.Value(scenario, "safety_stock", _bucket, ("item", "ROAD-1")));
        await server.As("ben").Post($"/scenarios/{scenario}/undo", new { });
        Assert.Null(await server.Value(scenario, "safety_stock", _bucket, ("item", "ROAD-1")));
    }

    [Fact]
    public async Task A_newer_data_snapshot_brings_its_facts_and_calendar_and_keeps_what_was_typed()
    {
        var scenario = await server.Scenario();
        var old = (long)(await server.Enter("ben", scenario, PlanServer.Set(_bucket, 30, ("family", "Road Bikes"))))["revision"]!;
        var behind = await server.Scenario(scenario);
        var http = server.As("anna");
        await http.Imported(
            ("items.csv", "item,description,type,source,unit,planning_unit,category,family\nCITY-1,City bike,finished_good,make,EA,BIKE-EQ,Bikes,Road Bikes\n"),
            ("sales_history.csv", "order,line,item,customer,location,order_date,quantity\nO9,1,ROAD-1,C1,W1,2026-04-15,9\n"));
        var snapshot = (long)(await http.Post("/snapshots", new { name = "April", asOf = "2026-04-30", @override = true, reason = "a test" }))["id"]!;
        await Take(scenario, snapshot);

        var structure = await http.Get($"/scenarios/{scenario}/structure");
        Assert.Equal((int)server.Structure["firstPlanned"]! + 1, (int)structure["firstPlanned"]!);
        Assert.Equal(server.Structure["buckets"]!.AsArray().Count + 1, structure["buckets"]!.AsArray().Count);
        Assert.Equal(9, await server.Value(scenario, "sales_history", (int)server.Structure["firstPlanned"]!, ("item", "ROAD-1")));
        Assert.Equal(30, (await server.Value(scenario, "consensus_demand", _bucket, ("family", "Road Bikes")))!.Value, 1e-9);
        Assert.True(await server.Value(scenario, "consensus_demand", _bucket, ("item", "CITY-1")) > 0);

        // The scenario beside it stands where it stood.
        Assert.Equal(30, await server.Value(behind, "consensus_demand", _bucket, ("item", "ROAD-1")));
        Assert.Null(await server.Value(behind, "sales_history", (int)server.Structure["firstPlanned"]!, ("item", "ROAD-1")));

        // The bucket is in the frozen zone now: whoever saw it before has no right left over from then.
        await server.As("ben").PostRaw($"/scenarios/{scenario}/entries", new { @base = old, entries = new[] { PlanServer.Set(_bucket, 31, ("family", "Road Bikes")) } }).Problem(403);

        // Facts are not taken back, and the same snapshot is not taken twice.
        var head = await Head(scenario);
        await http.PostRaw($"/scenarios/{scenario}/revert", new { revision = head }).Problem(409);
        await Take(scenario, snapshot);
        Assert.Equal(head, await Head(scenario));
        Assert.Equal("2026-05", (string?)structure["buckets"]![_bucket]!["label"]);
        Assert.NotEmpty((await http.Post("/diffs", new { from = old, to = head, level = new[] { "item" } }))["measures"]!.AsArray());

        // A scenario that is behind does not get cells of a calendar it does not have; the other way the merge goes through.
        Assert.Equal("other_snapshot", (string?)(await http.PostRaw($"/scenarios/{behind}/merge/preview", new { source = scenario }).Problem(409))["code"]);
        await server.Enter("ben", behind, PlanServer.Set(_bucket + 1, 44, ("family", "Road Bikes")));
        await http.Post($"/scenarios/{scenario}/merge", new { source = behind, resolutions = Array.Empty<object>() });
        Assert.Equal(44, (await server.Value(scenario, "consensus_demand", _bucket + 1, ("family", "Road Bikes")))!.Value, 1e-9);
        Assert.True(await server.Value(scenario, "consensus_demand", _bucket + 1, ("item", "CITY-1")) > 0);

        // Once it has taken the snapshot too, there is nothing between them but what was typed.
        await Take(behind, snapshot);
        Assert.Empty((await http.Post($"/scenarios/{behind}/merge/preview", new { source = scenario }))["conflicts"]!.AsArray());
    }

    private async Task Take(long scenario, long snapshot)
    {
        var job = await server.As("anna").Ended(await server.As("anna").Post($"/scenarios/{scenario}/snapshot", new { snapshotId = snapshot }));
        Assert.True((string?)job["state"] == "succeeded", job.ToJsonString());
    }

    private async Task Move(long scenario, string item, string family) =>
        await server.As("anna").Post($"/scenarios/{scenario}/patches", new { patches = new[] { new { table = "items", key = new[] { item }, values = new { family } } } });

    private async Task<long> Head(long scenario) => (long)(await server.As("vera").Get($"/scenarios/{scenario}/revisions?take=1"))[0]!["id"]!;
}
