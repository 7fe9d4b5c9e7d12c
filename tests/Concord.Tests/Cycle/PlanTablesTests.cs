using Concord.Planning.Cube;
using Concord.Planning.Cycle;
using Concord.Planning.Data;
using Concord.Planning.Scenarios;
using Concord.Tests.Cube;
using Xunit;

namespace Concord.Tests.Cycle;

public sealed class PlanTablesTests
{
    // Road bikes r1 and r2 in a common planning unit, tyres t1 in pieces of their own.
    private static readonly SmallPlan Plan = new SmallPlan()
        .Item("r1", "Road", "PCE", "BIKE", 1, 100).Item("r2", "Road", "PCE", "BIKE", 2, 200).Item("t1", "Tyres", "PCE", "TYRE", 1, 10).DemandFor("r1", "r2", "t1")
        .Put("sales_history", 11, 9, 9, 9).Put("consensus_demand", 12, 5, 6, double.NaN).Put("consensus_demand", 14, 7, double.NaN, 8).Put("revenue", 12, 500, 1200, double.NaN);

    private static readonly PlanState State = PlanState.Empty with { Cube = Plan.Cube() };

    private static IEnumerable<string> Lines(ReportTable table, params string[] columns) => table.Rows.Select(row => string.Join(' ', columns.Select(name =>
        row[table.Columns.Select(c => c.Name).ToList().IndexOf(name)]).Select(v => v is DateOnly day ? $"{day:yyyy-MM-dd}" : $"{v ?? "-"}")));

    [Fact]
    public void ByItemInBaseUnitsAndByFamilyInPlanningUnits()
    {
        var items = PlanTables.ByItem(State, Plan.Structure).Single(t => t.Name == "demand_plan");
        Assert.Equal(["Road r1 2026-01 5", "Road r1 2026-03 7", "Road r2 2026-01 6", "Tyres t1 2026-03 8"], Lines(items, "family", "item", "bucket", "consensus_demand"));
        var families = PlanTables.ByFamily(State, Plan.Structure).Single(t => t.Name == "demand_by_family");
        Assert.Equal(["Road C R 2026-01 2026-01-01 BIKE 17", "Road C R 2026-03 2026-03-01 BIKE 7", "Tyres C R 2026-03 2026-03-01 TYRE 8"],
            Lines(families, "family", "channel", "region", "bucket", "first_day", "unit", "consensus_demand"));
        Assert.Equal(["Road 2026-01 1700"], Lines(PlanTables.ByFamily(State, Plan.Structure).Single(t => t.Name == "finance_by_family"), "family", "bucket", "revenue"));
    }

    [Fact]
    public void ATableOfWhatThePlanDoesNotHaveIsEmptyAndEveryRowFitsItsColumns()
    {
        foreach (var table in PlanTables.ByItem(State, Plan.Structure).Concat(PlanTables.ByFamily(State, Plan.Structure)))
        {
            Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count));
            Assert.Equal(table.Name is "demand_plan" or "financial_plan" or "demand_by_family" or "finance_by_family" or "company", table.Rows.Count > 0);
        }
    }
}
