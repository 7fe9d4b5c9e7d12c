using System.Text.Json.Nodes;

namespace Concord.AppTests.Api;

/// <summary>Computing scenarios, their drivers and the rules of planning, over HTTP.</summary>
public sealed class StageTests(PlanServer server) : IClassFixture<PlanServer>
{
    private HttpClient Anna => server.As("anna");

    [Fact]
    public async Task AScenarioIsComputedOnceAndAgainOnlyWhereSomethingChanged()
    {
        var scenario = await server.Scenario();
        Assert.All(await Stages(scenario), s => Assert.Equal("missing", s.Freshness));
        await Compute(scenario);
        var first = await Stages(scenario);
        Assert.NotEmpty(first);
        Assert.All(first, s => Assert.Equal("current", s.Freshness));

        // Nothing changed: no new revision.
        var head = await Head(scenario);
        await Compute(scenario);
        Assert.Equal(head, await Head(scenario));

        await server.Enter("anna", scenario, PlanServer.Set(server.Flexible, 500));
        var stale = await Stages(scenario);
        Assert.Equal(["cleanse", "consensus", "forecast"], stale.Where(s => s.Freshness == "current").Select(s => s.Stage).Order(StringComparer.Ordinal));
        Assert.Equal(["finance", "kpi", "supply"], stale.Where(s => s.Freshness == "stale").Select(s => s.Stage).Order(StringComparer.Ordinal));
        await Compute(scenario);
        var again = await Stages(scenario);
        Assert.All(again, s => Assert.Equal("current", s.Freshness));
        Assert.Equal(first.Single(s => s.Stage == "forecast").Fingerprint, again.Single(s => s.Stage == "forecast").Fingerprint);
        Assert.Equal(500, await server.Value(scenario, "consensus_demand", server.Flexible));
    }

    [Fact]
    public async Task ADriverMovesItsScenarioAndNoOther()
    {
        var central = await server.Scenario();
        await Compute(central);
        var cautious = await server.Scenario(central);
        var driver = new { name = "Weak market", kind = "demand", part = new Dictionary<string, string[]>(), firstBucket = server.Flexible, lastBucket = server.Flexible, value = 0.5, assumption = "As in the last downturn" };
        var kept = await Anna.Put($"/scenarios/{cautious}/drivers", new[] { driver });
        Assert.Equal("Weak market", (string?)kept[0]!["name"]);
        await Compute(cautious);
        var (before, after) = (await server.Value(central, "consensus_demand", server.Flexible), await server.Value(cautious, "consensus_demand", server.Flexible));
        Assert.True(before > 0);
        Assert.Equal(before!.Value / 2, after!.Value, 6);
        Assert.Empty((await Anna.Get($"/scenarios/{central}/drivers")).AsArray());
        await Anna.PutRaw($"/scenarios/{cautious}/drivers", new[] { driver with { value = -1 } }).Problem(400);
        await Anna.PutRaw($"/scenarios/{cautious}/drivers", new[] { driver, driver }).Problem(400);
        await Anna.PutRaw($"/scenarios/{cautious}/drivers", new[] { driver with { lastBucket = 9999 } }).Problem(400);
    }

    [Fact]
    public async Task NeighboursAreMadeByOneActionAndCompared()
    {
        var central = await server.Scenario();
        await Anna.PostRaw($"/scenarios/{central}/scenario-set", null).Problem(409);
        await Compute(central);
        var made = (await Anna.Post($"/scenarios/{central}/scenario-set", null)).AsArray();
        Assert.NotEmpty(made);
        foreach (var one in made)
        {
            Assert.NotEmpty(one!["drivers"]!.AsArray());
            Assert.All(one["drivers"]!.AsArray(), d => Assert.NotEmpty((string)d!["assumption"]!));
            var job = await Anna.Ended(one["job"]!);
            Assert.True((string?)job["state"] == "succeeded", job.ToJsonString());
        }

        var ids = made.Select(m => (long)m!["scenario"]!["id"]!).Prepend(central).ToList();
        var comparison = await Anna.Get($"/comparison?{string.Join('&', ids.Select(i => $"scenario={i}"))}");
        Assert.Equal(ids.Count, comparison["plans"]!.AsArray().Count);
        Assert.Contains(comparison["rows"]!.AsArray(), r => (string?)r!["figure"] == "revenue");
        var kpi = await Anna.Get($"/scenarios/{central}/kpi?level=family");
        Assert.All(kpi["rows"]![0]!["figures"]!.AsArray(), f => Assert.True(f!["value"] is not null || f["notMeasurable"] is not null));
        await Anna.GetRaw($"/scenarios/{central}/kpi?level=famly").Problem(400);
    }

    [Fact]
    public async Task RulesThatMakeNoSenseAreRefusedWithTheirField()
    {
        var problem = await Anna.PutRaw("/planning-rules", new { finance = new { customerPaymentDays = -3 } }).Problem(400);
        Assert.Equal("finance.customerPaymentDays", (string?)problem["field"]);
    }

    private async Task Compute(long scenario)
    {
        var job = await Anna.Ended(await Anna.Post($"/scenarios/{scenario}/compute", null));
        Assert.True((string?)job["state"] == "succeeded", job.ToJsonString());
    }

    private async Task<long> Head(long scenario) => (long)(await Anna.Get($"/scenarios/{scenario}/revisions"))[0]!["id"]!;

    private async Task<IReadOnlyList<(string Stage, string Freshness, string? Fingerprint)>> Stages(long scenario) =>
        [.. (await Anna.Get($"/scenarios/{scenario}/stages")).AsArray().Select(s => ((string)s!["stage"]!, (string)s["freshness"]!, (string?)s["fingerprint"]))];
}
