using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Planning.Supply;
using Concord.Tests.Data;
using Xunit;

namespace Concord.Tests.Supply;

/// <summary>A line that makes bikes: half an hour each at a yield of 0.9, some hours a working day; 22 working days in April, 21 in May.</summary>
public sealed class SupplyReviewTests
{
    private static SupplyCase Maker(double hours) => new SupplyCase().With(
        Facts.MadeItem("A"), Facts.Location("P1") with { Type = LocationType.Plant }, Facts.Customer("C1"), Facts.Resource("LINE") with { CostPerHour = 20 }, Facts.Shift("LINE", hours: hours),
        Facts.Routing("A", "LINE") with { LeadTime = 0, Yield = 0.9 }, Facts.Price("A"), Facts.Cost("A"));

    private static (StageInput Input, SupplyDetails Details) Plan(SupplyCase plan)
    {
        var input = plan.Input();
        var output = SupplyPlanning.Run(input, null, TestContext.Current.CancellationToken);
        var cube = input.Cube;
        foreach (var (measure, layer) in output.Written)
            cube = cube.With(measure, new MeasureLayers(layer, layer, Layer.Empty));
        return (input with { State = input.State with { Cube = cube } }, (SupplyDetails)output.Details);
    }

    [Fact]
    public void A_full_line_limits_with_the_value_of_what_is_late_and_the_hours_it_takes()
    {
        // One hour a day: 22 h make 39.6 of the 90 asked for in April, 50.4 wait; they would take 28 h.
        var (input, details) = Plan(Maker(1).Demand("A", "P1", 90));
        var shortage = Assert.Single(details.Shortages, s => s.Bucket == "2026-04");
        Assert.Equal((ShortageCause.Resource, "LINE", "2026-04", "Road Bikes"), (shortage.Cause, shortage.Name, shortage.At, shortage.Family));
        Assert.Equal(5040, shortage.Value!.Value, 3);
        Assert.Equal(28, shortage.Hours!.Value, 6);
        Assert.Equal(["Retail"], shortage.Channels);
        Assert.Equal(["Europe"], shortage.Regions);

        var uses = ResourceUse.Of(input, details, 0, 3);
        var line = Assert.Single(SupplyReview.Limits(input, details, uses, new CostRates(input), new ReviewPeriod("", 0, 3)));
        Assert.Equal(("LINE", 0, 1), (line.Use.Resource, line.Worst, line.Shortages));
        Assert.Equal(5040, line.ShortageValue, 3);
        Assert.Equal(50d / 22, line.WorstWanted, 6);
        Assert.Equal(1, line.WorstLoad, 6);

        // 28 h of overtime at 20 x 1.5; or two shifts of 22 h at 20, as one brings too little.
        Assert.Equal((true, 28.0, 840.0, 44.0, 880.0), (line.Fix.Late, Math.Round(line.Fix.Hours, 6), Math.Round(line.Fix.OvertimeCost, 4), line.Fix.ShiftHours, line.Fix.ShiftCost));
        Assert.Equal(840, line.Fix.Cost, 4);
        Assert.False(line.Fix.IsShift);
    }

    [Fact]
    public void Without_a_price_a_shortage_has_no_value_and_all_shortages_are_counted_by_bucket_and_cause()
    {
        // B has no price and no source: planning takes the price of A for it, 100 EUR, which is nobody's money.
        var (_, details) = Plan(Maker(1).With(Facts.Item("B")).Demand("A", "P1", 90).Demand("B", "P1", 5));
        var lost = details.Shortages.Single(s => s is { Item: "B", Bucket: "2026-04" });
        Assert.Equal((5, (double?)null), (lost.Quantity, lost.Value));
        Assert.Equal(details.Shortages.Count, details.ShortageTotals.Sum(t => t.Count));
        var april = details.ShortageTotals.Where(t => t.Bucket == "2026-04").ToDictionary(t => t.Cause!.Value, t => (t.Count, Math.Round(t.Value, 3)));
        Assert.Equal((1, 5040), april[ShortageCause.Resource]);
        Assert.Equal((1, 0), april[ShortageCause.NoSource]);
    }

    [Fact]
    public void A_line_that_serves_all_by_making_ahead_is_over_capacity_but_nothing_is_late()
    {
        // 36 h wanted in May for 21 h: the rest is made in April.
        var (input, details) = Plan(Maker(1).Demand("A", "P1", 0, 64.8));
        Assert.Empty(details.Shortages);
        var line = Assert.Single(SupplyReview.Limits(input, details, ResourceUse.Of(input, details, 0, 3), new CostRates(input), new ReviewPeriod("", 0, 3)));
        Assert.Equal((1, 0.0, 1), (line.OverBuckets, line.ShortageValue, line.Worst));
        Assert.Equal((false, 15.0), (line.Fix.Late, Math.Round(line.Fix.Hours, 6)));
        Assert.Empty(SupplyReview.Limits(input, details, ResourceUse.Of(input, details, 3, 3), new CostRates(input), new ReviewPeriod("", 3, 3)));
    }

    [Fact]
    public void Hours_by_family_sum_to_the_load()
    {
        var (input, details) = Plan(Maker(8).Demand("A", "P1", 90, 45));
        var work = Assert.Single(details.Work);
        Assert.Equal("Road Bikes", Assert.Single(work.Families).Family);
        Assert.Equal([50, 25, 0, 0, 0, 0], work.Families[0].Hours);
        Assert.Equal([50, 25, 0, 0, 0, 0], work.Wanted);
        Assert.Equal(50, ResourceUse.Of(input, details, 0, 1)[0].Load[0], 6);
    }

    [Fact]
    public void Available_capacity_counts_drivers_and_supply_events()
    {
        var stop = new SupplyEvent { Id = "E1", Kind = SupplyEventKind.LineStop, Resource = new("LINE"), From = Facts.Day("2026-05-01"), To = Facts.Day("2026-05-31"), CapacityPercent = 25 };
        var (input, details) = Plan(Maker(1).With(stop).Demand("A", "P1", 1).Drive(DriverKind.Capacity, 1.5, first: 0, last: 0));
        var use = Assert.Single(ResourceUse.Of(input, details, 0, 6));
        Assert.Equal([33, 5.25, 22], use.Capacity.Take(3));
        var stated = SeriesMatrix.From(input.Cube.Values("capacity"), 1, input.Structure.FirstPlanned, 2).Values;
        Assert.Equal([22, 21], stated);
        Assert.Equal("available_capacity", MeasureRegistry.Measure("utilisation").Denominator);
    }

    [Fact]
    public void Added_overtime_is_a_record_the_plan_reads_as_overtime_allowed()
    {
        var before = Maker(1).Demand("A", "P1", 90);
        var change = CapacityChange.Of(before.Input(), "LINE", CapacityChangeKind.Overtime, 7, 0, 1, "spring");
        Assert.Equal(30, Assert.Single(change.HoursAdded), 6);
        Assert.Equal((30.0, 900.0), (change.Rate, Math.Round(change.MostCost, 6)));
        var patch = Assert.Single(change.Patches);
        Assert.Equal(["LINE", "2026-04-01", "overtime"], patch.Key);

        var input = before.Input();
        input = input with { Dataset = new PatchedDataset(input.Dataset, change.Patches) };
        var output = SupplyPlanning.Run(input, null, TestContext.Current.CancellationToken);
        var limit = SeriesMatrix.From(output.Written["overtime_limit"], 1, input.Structure.FirstPlanned, 2).Values;
        Assert.Equal(30, limit[0], 6);
        Assert.Equal(0, limit[1], 6);
        Assert.Equal(28, SeriesMatrix.From(output.Written["overtime"], 1, input.Structure.FirstPlanned, 1).Values[0], 6);
        Assert.Empty(((SupplyDetails)output.Details).Shortages);

        // Once more in the same month adds to what is there.
        Assert.Equal("2", CapacityChange.Of(input, "LINE", CapacityChangeKind.Overtime, 7, 0, 1, "again").Patches[0].Values!["hours_per_day"]);
    }

    [Fact]
    public void An_added_shift_is_like_the_one_there_is_and_raises_the_capacity_of_its_buckets_only()
    {
        var input = Maker(8).Demand("A", "P1", 90).Input();
        var change = CapacityChange.Of(input, "LINE", CapacityChangeKind.Shift, 0, 1, 1, "summer");
        Assert.Equal([168.0], change.HoursAdded);
        Assert.Equal((20.0, 3360.0), (change.Rate, change.MostCost));
        var after = FactCube.Load(new PatchedDataset(input.Dataset, change.Patches), input.Structure, TestContext.Current.CancellationToken).Cube;
        Assert.Equal([176, 336, 176], SeriesMatrix.From(after.Values("capacity"), 1, input.Structure.FirstPlanned, 3).Values);
        Assert.Throws<ArgumentException>(() => CapacityChange.Of(input, "LINNE", CapacityChangeKind.Shift, 0, 1, 1, ""));
    }

    [Fact]
    public void A_factor_is_a_driver_with_its_reason()
    {
        var (input, _) = Plan(Maker(1).Demand("A", "P1", 90));
        var change = CapacityChange.Of(input, "LINE", CapacityChangeKind.Factor, 1.5, 0, 2, "second press");
        Assert.Equal([11, 10.5], change.HoursAdded);
        var driver = Assert.IsType<Driver>(change.Driver);
        Assert.Equal((DriverKind.Capacity, 1.5, "second press", 12, 13), (driver.Kind, driver.Value, driver.Assumption, driver.FirstBucket, driver.LastBucket));
        Assert.Empty(change.Patches);
    }

    [Fact]
    public void The_next_quarter_is_the_first_that_begins_after_the_cut_off()
    {
        // The plan starts in April, with the second quarter; the fiscal year is the calendar year.
        var structure = Maker(1).Input().Structure;
        var periods = ReviewPeriod.Of(structure.Calendar, structure.Horizon);
        Assert.Equal([(0, 3), (3, 3), (0, 6)], periods.Select(p => (p.First, p.Count)));
        Assert.Equal("", periods[^1].Label);
    }
}
