using Concord.Planning.Data;
using Concord.Planning.Data.Checks;
using FsCheck;
using FsCheck.Fluent;

namespace Concord.Tests.Data.Checks;

public sealed class DataQualityTests
{
    private static readonly Dictionary<string, long> NoRows = [];

    [Fact]
    public void AnErrorCountsTwiceAWarningAndAnInfoNothing()
    {
        var score = DataQuality.Score(
            [Result("ITEM_WITHOUT_COST", 10, 5), Result("BUDGET_MONTHS_MISSING", 10, 2), Result("FINISHED_GOOD_WITHOUT_PRICE", 0, 0)], NoRows, NoRows);

        var completeness = Area(score, DataArea.Finance).Dimensions.Single(d => d.Dimension == QualityDimension.Completeness);
        Assert.Equal(100 * ((4 * 0.5) + (2 * 0.8)) / 6, completeness.Score!.Value, 1e-9);
        Assert.Equal((20, 7), (completeness.Population, completeness.Failed));
        Assert.Equal(completeness.Score, Area(score, DataArea.Finance).Score);
        Assert.Equal(completeness.Score, score.Overall);
    }

    [Fact]
    public void WhatHasNoPopulationIsNotMeasurable()
    {
        var score = DataQuality.Score([Result("ITEM_WITHOUT_FAMILY", 4, 0), Result("LOCATION_WITHOUT_STORAGE_CAPACITY", 4, 4)], NoRows, NoRows);

        var products = Area(score, DataArea.Products);
        Assert.Equal(100, products.Score);
        var timeliness = products.Dimensions.Single(d => d.Dimension == QualityDimension.Timeliness);
        Assert.Null(timeliness.Score);
        Assert.StartsWith("not measurable, because", timeliness.NotMeasurable);
        var network = Area(score, DataArea.Network);
        Assert.Null(network.Score);
        Assert.Equal("not measurable, because its tables are empty", network.NotMeasurable);
        Assert.Equal(100, score.Overall);
        Assert.Null(DataQuality.Score([], NoRows, NoRows).Overall);
    }

    [Fact]
    public void OneRejectedRowAmongAMillionIsSeenAndItsRepairToo()
    {
        var before = DataQuality.Score([], Rows("sales_history", 1), Rows("sales_history", 1_000_000));
        var after = DataQuality.Score([], Rows("sales_history", 0), Rows("sales_history", 1_000_001));

        Assert.Equal("97.07", DataQuality.Text(before.Overall));
        Assert.Equal("100.00", DataQuality.Text(after.Overall));
        Assert.Equal(1, Area(before, DataArea.Demand).Rejected);
    }

    [Fact]
    public void AreasAreWeighted()
    {
        CheckResult[] results = [Result("ITEM_WITHOUT_FAMILY", 10, 10), Result("CUSTOMER_WITHOUT_CHANNEL", 10, 0)];

        Assert.Equal(50, DataQuality.Score(results, NoRows, NoRows).Overall);
        Assert.Equal(25, DataQuality.Score(results, NoRows, NoRows, new Dictionary<DataArea, double> { [DataArea.Products] = 3 }).Overall);
        Assert.Equal(100, DataQuality.Score(results, NoRows, NoRows, new Dictionary<DataArea, double> { [DataArea.Products] = 0 }).Overall);
    }

    [Theory]
    [InlineData(99.999, "99.99")]
    [InlineData(100.0, "100.00")]
    [InlineData(null, "not measurable")]
    public void ScoresAreRoundedDown(double? score, string text) => Assert.Equal(text, DataQuality.Text(score));

    /// <summary>Mending one failure of a check, or repairing or dismissing one rejected row, raises its dimension and lowers no score.</summary>
    [Fact]
    public void MendingNeverLowersAScore()
    {
        var states =
            from failures in Gen.Choose(0, 50).ListOf(DataChecks.All.Count)
            from more in Gen.Choose(0, 50).ListOf(DataChecks.All.Count)
            from rejected in Gen.Choose(1, 2000).ListOf(DataModel.Tables.Count)
            from accepted in Gen.Choose(0, 100_000).ListOf(DataModel.Tables.Count)
            from check in Gen.Choose(0, DataChecks.All.Count - 1)
            from table in Gen.Choose(0, DataModel.Tables.Count - 1)
            select (failures, more, rejected, accepted, check, table);

        Prop.ForAll(states.ToArbitrary(), s =>
        {
            var results = DataChecks.All.Select((c, i) => new CheckResult(c.Definition, s.failures[i] + s.more[i], s.failures[i], [])).ToList();
            var rejected = DataModel.Tables.Select((t, i) => (t.Name, Rows: (long)s.rejected[i])).ToDictionary(t => t.Name, t => t.Rows);
            var accepted = DataModel.Tables.Select((t, i) => (t.Name, Rows: (long)s.accepted[i])).ToDictionary(t => t.Name, t => t.Rows);
            var before = DataQuality.Score(results, rejected, accepted);

            var mended = results.Select((r, i) => i == s.check ? r with { Failed = Math.Max(0, r.Failed - 1) } : r);
            AssertNoneLower(before, DataQuality.Score(mended, rejected, accepted));

            var table = DataModel.Tables[s.table];
            var fewer = new Dictionary<string, long>(rejected) { [table.Name] = rejected[table.Name] - 1 };
            var repaired = DataQuality.Score(results, fewer, new Dictionary<string, long>(accepted) { [table.Name] = accepted[table.Name] + 1 });
            AssertNoneLower(before, repaired);
            AssertNoneLower(before, DataQuality.Score(results, fewer, accepted));
            var validity = Validity(before, table.Area);
            Assert.True(Validity(repaired, table.Area) > validity || validity == 0);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void TheGateSaysWhatHoldsIt()
    {
        CheckResult[] results =
        [
            Result("ITEM_WITHOUT_FAMILY", 10, 8),
            Result("BILL_CYCLE", 100, 1, new Finding("BILL_CYCLE", Severity.Error, "bills_of_material", "A -> A", null, null, "It runs in a circle: A -> A.", "")),
        ];

        var state = new DataGate(new DataGateThresholds()).Judge(DataQuality.Score(results, NoRows, NoRows), results);

        Assert.True(state.IsHeld);
        Assert.Equal(
            [
                "The data quality score is 59.50; 80 are asked for.",
                "The quality of products is 20.00; 85 are asked for. Lowest is completeness with 20.00.",
                "BILL_CYCLE: It runs in a circle: A -> A.",
                "The quality of demand is not measurable, because its tables are empty.",
            ],
            state.Reasons.Select(r => r.Text));
        Assert.Equal([null, DataArea.Products, DataArea.Production, DataArea.Demand], state.Reasons.Select(r => r.Area));
    }

    [Fact]
    public void TheCoordinatorCanOpenTheGate()
    {
        CheckResult[] results = [Result("ITEM_WITHOUT_FAMILY", 10, 8)];
        var thresholds = new DataGateThresholds
        {
            MinimumOverall = 10, MinimumByArea = new Dictionary<DataArea, double> { [DataArea.Products] = 20 }, RequiredAreas = [DataArea.Products], HoldingChecks = [],
        };

        Assert.False(new DataGate(thresholds).Judge(DataQuality.Score(results, NoRows, NoRows), results).IsHeld);
        Assert.True(new DataGate(thresholds with { MinimumOverall = 21 }).Judge(DataQuality.Score(results, NoRows, NoRows), results).IsHeld);
    }

    [Fact]
    public void TheDefaultGateHoldsByChecksThatExist() =>
        Assert.All(new DataGateThresholds().HoldingChecks, code => Assert.Equal(code, DataChecks.Definition(code).Code));

    private static void AssertNoneLower(DataQualityScore before, DataQualityScore after)
    {
        Assert.True(after.Overall >= before.Overall);
        foreach (var (a, b) in after.Areas.Zip(before.Areas))
        {
            Assert.True(a.Score >= b.Score);
            Assert.All(a.Dimensions.Zip(b.Dimensions), d => Assert.True(d.First.Score is null ? d.Second.Score is null : d.First.Score >= d.Second.Score));
        }
    }

    private static double Validity(DataQualityScore score, DataArea area) =>
        Area(score, area).Dimensions.Single(d => d.Dimension == QualityDimension.Validity).Score!.Value;

    private static AreaScore Area(DataQualityScore score, DataArea area) => score.Areas.Single(a => a.Area == area);

    private static Dictionary<string, long> Rows(string table, long count) => new() { [table] = count };

    private static CheckResult Result(string code, long population, long failed, params Finding[] findings) =>
        new(DataChecks.Definition(code), population, failed, findings);
}
