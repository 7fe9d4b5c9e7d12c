using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Concord.AppTests.Api;

/// <summary>Cycles over HTTP, each test on a server of its own: a company has one open cycle at a time.</summary>
public sealed class CycleTests : IAsyncLifetime
{
    private readonly PlanServer _server = new();

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        await _server.Add("eve", "executive");
        await _server.Add("pia", "product");
        await _server.Add("sam", "supply_planner");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_cycle_runs_from_its_opening_to_the_plan_of_record_and_the_next_goes_on_from_there()
    {
        var snapshot = (long)_server.Structure["snapshotId"]!;
        await Refused("ben", "/cycles", new { name = "2026-04", snapshotId = snapshot, scenarios = new[] { 1 } }, 403, "forbidden");
        await Refused("anna", "/cycles", new { name = "2026-04", snapshotId = snapshot }, 400, "invalid_value");
        var cycle = await _server.As("anna").Post("/cycles", new { name = "2026-04", snapshotId = snapshot, scenarios = new[] { 1 }, owners = new { supply_review = "sam" } });
        Assert.Equal(("open", "2026-04-01", 6), ((string?)cycle["state"], (string?)cycle["firstPlanned"], cycle["steps"]!.AsArray().Count));
        await Refused("anna", "/cycles", new { name = "2026-05", snapshotId = snapshot, scenarios = new[] { 1 } }, 409, "cycle_open");

        // Data: the gate looks at the checklist first, and at the snapshot, whose own gate was overridden with a reason.
        Assert.Equal(["checklist"], await Held("data"));
        await Tick("data", "anna");
        await _server.As("anna").Post("/cycles/1/steps/data/close", new { });
        Assert.Equal("step_closed", (string?)(await _server.As("anna").PutAsync("/api/v1/cycles/1/steps/data/checklist/0", JsonContent.Create(new { done = false })).Problem(409))["code"]);

        // Product review: a launch comes into the plan as master data of a new item.
        await Refused("pia", "/cycles/1/product-decisions", new { choice = "launch", item = "ROAD-2", relatedItem = "ROAD-9", date = "2026-07-01", reason = "Range gap" }, 400, "invalid_value");
        await _server.As("pia").Post("/cycles/1/product-decisions", new { choice = "launch", item = "ROAD-2", relatedItem = "ROAD-1", date = "2026-07-01", share = 0.5, reason = "Range gap" });
        await Tick("product_review", "pia");
        Assert.Equal(["product_decisions"], await Held("product_review"));
        await _server.As("pia").Post("/cycles/1/product-decisions/1/apply", new { });
        await Refused("pia", "/cycles/1/product-decisions/1/apply", new { }, 409, "decision_settled");
        Assert.Contains((await _server.As("vera").Get("/scenarios/1/patches")).AsArray(), p => (string?)p!["table"] == "items" && (string?)p["key"]![0] == "ROAD-2" && (string?)p["values"]!["family"] == "Road Bikes");
        await _server.As("pia").Post("/cycles/1/steps/product_review/close", new { });

        // Demand review: who changes an input after submitting it has not submitted.
        await _server.As("sara").Post("/cycles/1/submissions", new { function = "sales", comment = "Fair in May" });
        await Refused("sara", "/cycles/1/submissions", new { function = "finance" }, 403, "not_the_function");
        await Refused("ben", "/cycles/1/submissions", new { function = "sales" }, 403, "forbidden");
        await Refused("nick", "/cycles/1/submissions", new { function = "sales" }, 403, "not_the_function");
        foreach (var function in (string[])["marketing", "finance"])
            await _server.As("anna").Post("/cycles/1/submissions", new { function });
        await Tick("demand_review", "ben");
        Assert.Equal(["stages_current"], await Held("demand_review"));
        await _server.Enter("sara", 1, new { measure = "sales_input", from = _server.Flexible, to = _server.Flexible, rule = "set", value = 30, coordinates = new { family = new[] { "Road Bikes" } } });
        Assert.Equal(["stages_current", "submissions"], await Held("demand_review"));
        await _server.As("sara").Post("/cycles/1/submissions", new { function = "sales" });
        Assert.Equal(["stages_current"], await Held("demand_review"));

        // Nothing is computed: only an authority closes the step, and says why.
        var held = await Refused("ben", "/cycles/1/steps/demand_review/close", new { }, 409, "gate_held");
        Assert.Contains("The stage forecast has not been computed.", (string?)held["errors"]!["reasons"]![0], StringComparison.Ordinal);
        await Refused("ben", "/cycles/1/steps/demand_review/close", new { @override = "Later" }, 403, "not_authority");
        await Refused("sam", "/cycles/1/steps/demand_review/close", new { }, 403, "not_owner");
        await _server.As("anna").Post("/cycles/1/steps/demand_review/close", new { @override = "The planners agreed by telephone" });
        await Refused("sara", "/cycles/1/submissions", new { function = "sales" }, 409, "step_closed");
        foreach (var step in (string[])["supply_review", "reconciliation"])
            await _server.As("anna").Post($"/cycles/1/steps/{step}/close", new { @override = "As last month" });

        // Executive review.
        await _server.As("ben").Post("/cycles/1/records", new { kind = "action", text = "Ask S1 for more wheels", owner = "sam", date = "2026-05-15", revisions = new[] { 1 } });
        await _server.As("ben").Post("/cycles/1/records", new { kind = "decision", text = "Launch in July", status = "done" });
        var proposal = await _server.As("eve").Get("/cycles/1/proposals/1");
        var revision = (long)proposal["revision"]!;
        Assert.Contains("The stage supply has not been computed.", proposal["doubts"]!.AsArray().Select(d => (string?)d));
        await Refused("vera", "/cycles/1/verdicts", Verdict("approved", revision), 403, "forbidden");
        await Refused("anna", "/cycles/1/verdicts", Verdict("approved", revision), 403, "forbidden");
        await Refused("eve", "/cycles/1/verdicts", Verdict("approved", revision - 1), 409, "scenario_moved");
        await Refused("eve", "/cycles/1/verdicts", Verdict("approved", revision), 409, "plan_not_ready");
        var back = await _server.As("eve").Post("/cycles/1/verdicts", Verdict("sent_back", revision, comment: "Show overtime"));
        Assert.Equal(["reconciliation", "executive_review"], back["steps"]!.AsArray().Where(s => s!["closedBy"] is null).Select(s => (string?)s!["kind"]));
        await _server.As("anna").Post("/cycles/1/steps/reconciliation/close", new { @override = "Overtime was shown" });
        var approved = await _server.As("eve").Post("/cycles/1/verdicts", Verdict("approved", revision, "Good", "The stages follow"));
        Assert.Equal("approved", (string?)approved["state"]);
        await Refused("eve", "/cycles/1/verdicts", Verdict("approved", revision), 409, "approved_already");

        var record = await _server.As("vera").Get($"/plans-of-record/{revision}");
        Assert.Equal(("eve", "executive", "The stages follow"), ((string?)record["approval"]!["by"], (string?)record["approval"]!["role"], (string?)record["approval"]!["despiteReason"]));
        Assert.Equal((string?)proposal["fingerprint"], (string?)record["fingerprint"]);
        Assert.Equal(64, ((string?)record["fingerprint"])!.Length);
        Assert.True(JsonNode.DeepEquals(proposal["figures"], record["approval"]!["figures"]));
        Assert.Contains(record["approval"]!["figures"]!.AsArray(), f => (string?)f!["name"] == "revenue" && f["value"] is null && f["note"] is not null);

        // Whatever is typed afterwards, the plan of record stays.
        await _server.Enter("ben", 1, PlanServer.Set(_server.Flexible, 60, ("family", "Road Bikes")));
        Assert.True(JsonNode.DeepEquals(record, await _server.As("vera").Get($"/plans-of-record/{revision}")));
        var audit = (await _server.As("anna").Get("/audit?who=eve"))["rows"]!.AsArray();
        Assert.Contains(audit, a => (string?)a!["operation"] == "judgePlan" && (int)a["status"]! == 200);

        // The next cycle: a newer snapshot, a scenario from the plan of record, the action that was left open.
        await _server.As("anna").Imported(("sales_history.csv", "order,line,item,customer,location,order_date,quantity\nO9,1,ROAD-1,C1,W1,2026-04-15,9\n"));
        var april = (long)(await _server.As("anna").Post("/snapshots", new { name = "April", asOf = "2026-04-30", @override = true, reason = "a test" }))["id"]!;
        var next = await _server.As("anna").Post("/cycles", new { name = "2026-05", snapshotId = april });
        Assert.Equal((1, "2026-05-01"), ((long)next["predecessor"]!, (string?)next["firstPlanned"]));
        Assert.Equal(["Ask S1 for more wheels"], next["records"]!.AsArray().Select(r => (string?)r!["text"]));
        Assert.Equal("closed", (string?)(await _server.As("vera").Get("/cycles/1"))["state"]);
        var scenario = (long)next["leadingScenario"]!;
        var structure = await _server.As("vera").Get($"/scenarios/{scenario}/structure");
        Assert.Equal((int)_server.Structure["firstPlanned"]! + 1, (int)structure["firstPlanned"]!);
        Assert.Equal(30, await _server.Value(scenario, "sales_input", _server.Flexible, ("family", "Road Bikes")));

        // What changed since: seen from the plan of record, bar by bar.
        await _server.Enter("anna", scenario, PlanServer.Set(_server.Flexible + 1, 44, ("family", "Road Bikes")));
        var waterfall = await _server.As("vera").Get($"/cycles/{next["id"]}/waterfall");
        Assert.Equal("Plan of record '2026-04'", (string?)waterfall["from"]);
        var volume = waterfall["waterfalls"]![0]!;
        Assert.Equal((0m, 44m), ((decimal)volume["from"]!, (decimal)volume["to"]!));
        Assert.Equal(44m, volume["bars"]!.AsArray().Sum(b => (decimal)b!["value"]!));
        Assert.Equal(44m, (decimal)volume["bars"]!.AsArray().Single(b => (string?)b!["cause"] == "entries")!["value"]!);
    }

    [Fact]
    public async Task A_cycle_that_is_given_up_says_why_and_a_second_one_begins()
    {
        var snapshot = (long)_server.Structure["snapshotId"]!;
        await _server.As("anna").Post("/cycles", new { name = "First", snapshotId = snapshot, scenarios = new[] { 1 } });
        await Refused("anna", "/cycles/1/close", new { }, 400, "no_reason");
        await _server.As("anna").Post("/cycles/1/close", new { reason = "The company was bought" });
        await Refused("anna", "/cycles/1/records", new { kind = "action", text = "x" }, 409, "cycle_closed");
        await Refused("anna", "/cycles", new { name = "First", snapshotId = snapshot, scenarios = new[] { 1 } }, 409, "name_taken");
        await _server.As("anna").Post("/cycles", new { name = "Second", snapshotId = snapshot, scenarios = new[] { 1 } });
        var list = (await _server.As("vera").Get("/cycles")).AsArray();
        Assert.Equal(["Second", "First"], list.Select(c => (string?)c!["name"]));
        await Refused("anna", "/cycles/2/steps/supply_review/reopen", new { reason = "x" }, 409, "step_open");
        await Refused("sam", "/cycles/2/steps/supply_review/reopen", new { reason = "x" }, 403, "forbidden");
        await Refused("sara", "/cycles/2/acknowledgements", new { kind = "finding", key = "NO_SOURCE", comment = "x" }, 400, "invalid_value");
        Assert.Equal("no_plan_of_record", (string?)(await _server.As("vera").GetAsync("/api/v1/cycles/2/waterfall").Problem(409))["code"]);
    }

    [Fact]
    public async Task An_edit_in_the_frozen_zone_by_an_authority_is_on_record_with_author_and_reason()
    {
        var frozen = (int)_server.Structure["firstPlanned"]!;
        object Entry(string? reason) => new { entries = new[] { new { measure = "consensus_demand", from = frozen, to = frozen, rule = "set", value = 3, @override = true, reason } } };
        await Refused("ben", "/scenarios/1/entries", Entry("I insist"), 403, "not_editable");
        await Refused("anna", "/scenarios/1/entries", Entry(null), 403, "not_editable");
        await _server.As("anna").Post("/scenarios/1/entries", Entry("Fire at W1"));
        await _server.Enter("anna", 1, PlanServer.Set(_server.Flexible, 5, ("family", "Road Bikes")));
        var entries = (await _server.As("vera").Get("/scenarios/1/entries")).AsArray();
        Assert.Equal([(false, null), (true, "Fire at W1")], entries.Select(e => ((bool)e!["override"]!, (string?)e["reason"])));
        Assert.Equal("anna", (string?)entries[1]!["author"]);
    }

    private static object Verdict(string verdict, long revision, string? comment = null, string? despite = null) => new { verdict, scenario = 1, revision, comment, despite };

    private async Task<string[]> Held(string step) => [.. (await _server.As("vera").Get($"/cycles/1/steps/{step}/gate"))["checks"]!.AsArray()
        .Where(c => (string?)c!["outcome"] == "held").Select(c => (string)c!["name"]!)];

    private async Task Tick(string step, string person)
    {
        for (var item = 0; item < 2; item++)
            await _server.As(person).Put($"/cycles/1/steps/{step}/checklist/{item}", new { done = true });
    }

    private async Task<JsonNode> Refused(string person, string path, object body, int status, string code)
    {
        var problem = await _server.As(person).PostRaw(path, body).Problem(status);
        Assert.Equal(code, (string?)problem["code"]);
        return problem;
    }
}
