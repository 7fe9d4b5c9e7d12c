using Concord.Planning.Cube;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;

namespace Concord.Tests.Cube;

public sealed class ContributionsTests
{
    [Fact]
    public void Of_a_bucket_that_the_cut_off_splits_what_came_counts_beside_the_rest_that_is_planned()
    {
        // The cut-off is 15 December: of a 30 came by then, and 50 are planned for the rest; b came and is not planned any more.
        var plan = new SmallPlan().Item("a", "F", price: 1).Item("b", "G", price: 1).DemandFor("a", "b")
            .Put("actual_revenue", 10, 70, 5).Put("actual_revenue", 11, 30, 8).Put("revenue", 11, 50, double.NaN).Put("revenue", 12, 100, double.NaN)
            .Put("sales_history", 11, 30, 8).Put("consensus_demand", 11, 80, 8);
        var structure = new PlanStructure(plan.Structure.Calendar, new Horizon(new(2025, 12, 15), 12, ZoneLength.Months(1), ZoneLength.Months(2)), plan.Structure.Spaces);
        Contributions Of(string measure, int first, int last, bool actuals = true, int take = 10) =>
            Contributions.Of(plan.Cube(), structure, MeasureRegistry.Measure(measure), "family", Coordinates.All, first, last, ValueUnit.PlanningUnits, actuals, take);

        var found = Of("revenue", 10, 12);
        Assert.Equal((263, 2, 0), (found.Total, found.Count, found.Rest));
        Assert.Equal([new Contribution("F", 250), new Contribution("G", 13)], found.Rows);
        Assert.Equal((250, 13), (Of("revenue", 10, 12, take: 1).Rows.Single().Value, Of("revenue", 10, 12, take: 1).Rest));
        Assert.Equal(150, Of("revenue", 10, 12, actuals: false).Total);
        Assert.Equal(100, Of("revenue", 12, 12).Total);

        // Consensus is of the whole bucket.
        Assert.Equal(88, Of("consensus_demand", 11, 11).Total);
    }
}
