using Concord.Planning.Cube;
using Concord.Planning.Cycle;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Tests.Cube;
using Xunit;

namespace Concord.Tests.Cycle;

/// <summary>Items a and b of family F, item c of family G; buckets 12 to 23 are planned.</summary>
public sealed class PackSheetsTests
{
    private static SmallPlan Three(string unitOfC = "PCE") =>
        new SmallPlan().Item("a", "F").Item("b", "F").Item("c", "G", unitOfC).DemandFor("a", "b", "c").Put("consensus_demand", 11, 900, 900, 900).Put("consensus_demand", 12, 1, 2, 5).Put("consensus_demand", 14, 3, double.NaN, 5);

    private static PlanState State(SmallPlan plan) => PlanState.Empty with { Cube = plan.Cube() };

    [Fact]
    public void Sheets_have_the_buckets_of_the_horizon()
    {
        var labels = PackSheets.Buckets(Three().Structure);
        Assert.Equal((12, "2026-01", "2026-12"), (labels.Count, labels[0], labels[^1]));
    }

    [Fact]
    public void Families_are_ranked_by_consensus_where_nothing_has_revenue()
    {
        var plan = Three();
        var sheets = PackSheets.Families(State(plan), plan.Structure, 5);
        Assert.Equal(["G", "F"], sheets.Select(s => s.Member));
        var row = Assert.Single(sheets[1].Rows);
        Assert.Equal(("consensus_demand", "PCE", 6d), (row.Measure, row.Unit, row.Total!.Value));
        Assert.Equal([3d, null, 3d, null], row.Values.Take(4));
        Assert.Equal(["G"], PackSheets.Families(State(plan), plan.Structure, 1).Select(s => s.Member));
    }

    [Fact]
    public void Revenue_ranks_before_volume()
    {
        var plan = Three().Put("revenue", 12, 1000, 0, 10);
        Assert.Equal(["F", "G"], PackSheets.Families(State(plan), plan.Structure, 5).Select(s => s.Member));
    }

    [Fact]
    public void The_company_has_volumes_only_in_one_unit()
    {
        var (same, mixed) = (Three(), Three("KG"));
        Assert.Equal([("consensus_demand", 16d)], PackSheets.Company(State(same), same.Structure).Rows.Select(r => (r.Measure, r.Total!.Value)));
        Assert.Empty(PackSheets.Company(State(mixed), mixed.Structure).Rows);
        var empty = new SmallPlan().Item("a").DemandFor("a");
        Assert.Empty(PackSheets.Company(State(empty), empty.Structure).Rows);
    }

    [Fact]
    public void Resources_are_ranked_by_their_fullest_bucket_and_those_without_capacity_come_last()
    {
        var plan = Three().Series(Grain.Resource, [.. SeriesCatalog.KeysOf(Grain.Resource).Select(k => "WIDE")]).Series(Grain.Resource, [.. SeriesCatalog.KeysOf(Grain.Resource).Select(k => "FULL")])
            .Series(Grain.Resource, [.. SeriesCatalog.KeysOf(Grain.Resource).Select(k => "OPEN")])
            .Put("load", 12, 80, 10, 500).Put("load", 13, 80, 99, 500).Put("capacity", 12, 100, 100, double.NaN).Put("capacity", 13, 100, 100, double.NaN);
        var sheets = PackSheets.Resources(State(plan), plan.Structure, 5);
        Assert.Equal(["FULL", "WIDE", "OPEN"], sheets.Select(s => s.Member));
        Assert.Equal([("load", "hours", 109d), ("capacity", "hours", 200d)], sheets[0].Rows.Select(r => (r.Measure, r.Unit!, r.Total!.Value)));
    }
}
