using Concord.Planning.Cube;
using Concord.Planning.Cycle;
using Concord.Planning.Scenarios;
using Concord.Tests.Cube;
using Xunit;

namespace Concord.Tests.Cycle;

public sealed class ScenarioFileTests
{
    private static readonly PlanStructure Structure = new SmallPlan().Item("a", "Road").Series(SmallPlan.Demand, "a", "L", "Retail", "East").Series(SmallPlan.Demand, "a", "L", "Online", "East").Structure;

    private static string Fails(string json) => Assert.Throws<ScenarioFileException>(() => ScenarioFile.Read(json, Structure)).Message;

    private static string OneDriver(string driver) => $$"""{ "scenarios": [ { "name": "s", "drivers": [ {{driver}} ] } ] }""";

    [Fact]
    public void WhatIsWrittenReadsTheSame()
    {
        ScenarioTemplate[] templates =
        [
            new("central", "As agreed.", []),
            new("cautious", "Wör\"se", [
                new Driver("low", DriverKind.Demand, Coordinates.Of(("channel", "Retail")), 12, 14, 0.913, "because"),
                new Driver("cash", DriverKind.CashCeiling, Coordinates.All, 12, 23, -5000, "bank"), new Driver("none", DriverKind.SupplyEvents, Coordinates.All, 12, 23, 0, "luck")]),
        ];
        var read = ScenarioFile.Read(ScenarioFile.Write(templates, Structure), Structure);
        Assert.Equal(templates.SelectMany(t => t.Drivers), read.SelectMany(t => t.Drivers));
        Assert.Equal(templates.Select(t => (t.Name, t.Description)), read.Select(t => (t.Name, t.Description)));
    }

    [Fact]
    public void TheSampleIsRead()
    {
        var templates = ScenarioFile.Read(File.ReadAllText(Repository.PathOf("samples", "scenarios.json")), Structure);
        Assert.Equal(["central", "slow market", "second shift"], templates.Select(t => t.Name));
        Assert.Equal((12, 23), (templates[1].Drivers[0].FirstBucket, templates[1].Drivers[0].LastBucket));
    }

    [Fact]
    public void EveryProblemIsToldWithItsPlace()
    {
        Assert.Contains("Not JSON at line 1", Fails("{ x"), StringComparison.Ordinal);
        Assert.Contains("A list of at least one scenario is expected", Fails("{ }"), StringComparison.Ordinal);
        var message = Fails(OneDriver("""{ "name": "d", "kind": "demnad", "part": { "chanel": "Retail" }, "from": "2026-14", "value": -1, "vlaue": 2 }"""));
        Assert.Contains("$.scenarios[0].drivers[0].kind: 'demnad' is no kind of driver. Maybe 'demand'?", message, StringComparison.Ordinal);
        Assert.Contains("There is no attribute 'chanel'. Maybe 'channel'?", message, StringComparison.Ordinal);
        Assert.Contains("'2026-14' is no bucket of the horizon.", message, StringComparison.Ordinal);
        Assert.Contains("A factor is not negative: -1.", message, StringComparison.Ordinal);
        Assert.Contains("'assumption' is missing.", message, StringComparison.Ordinal);
        Assert.Contains("'vlaue' is not known here.", message, StringComparison.Ordinal);
        Assert.Contains("No channel of the plan is called 'Retial'. Maybe 'Retail'?", Fails(OneDriver("""{ "name": "d", "kind": "demand", "part": { "channel": ["Retial"] }, "value": 1, "assumption": "x" }""")), StringComparison.Ordinal);
        Assert.Contains("Maybe it was meant in percent", Fails(OneDriver("""{ "name": "d", "kind": "demand", "value": 95, "assumption": "x" }""")), StringComparison.Ordinal);
        Assert.Contains("Maybe from and to are swapped", Fails(OneDriver("""{ "name": "d", "kind": "demand", "from": "2026-05", "to": "2026-02", "value": 1, "assumption": "x" }""")), StringComparison.Ordinal);
        Assert.Contains("Supply events happen (1) or do not (0)", Fails(OneDriver("""{ "name": "d", "kind": "supply_events", "value": 0.5, "assumption": "x" }""")), StringComparison.Ordinal);
        Assert.Contains("Two scenarios are called 's'", Fails("""{ "scenarios": [ { "name": "s" }, { "name": "S" } ] }"""), StringComparison.Ordinal);
    }
}
