using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Cycle;

/// <summary>What the data say of prices, lead times, capacity, costs and cash in a bad year. Each gives a value with its rule, or why there is none.</summary>
internal static class ScenarioFacts
{
    /// <summary>Net revenue of the last year over the same shipments at plan prices: discounts and returns that plan prices do not know.</summary>
    public static (double? Value, string Text) Price(StageInput plan)
    {
        var structure = plan.Structure;
        var count = structure.SeriesCount("actual_revenue");
        var end = structure.FirstPlanned;
        var begin = end < structure.Calendar.Count ? Math.Max(0, structure.Calendar.IndexOf(structure.Calendar[end].First.AddYears(-1))) : 0;
        double revenue = 0, atPlan = 0;
        if (count > 0 && end > begin)
        {
            var units = structure.Of(MeasureRegistry.Measure("actual_revenue")).Units;
            var paid = SeriesMatrix.From(plan.Cube.Values("actual_revenue"), count, begin, end - begin);
            var shipped = SeriesMatrix.From(plan.Cube.Values("shipments"), count, begin, end - begin);
            for (var bucket = begin; bucket < end; bucket++)
            {
                var prices = units.Prices(bucket);
                for (var series = 0; series < count; series++)
                {
                    var (money, quantity) = (paid.Row(series)[bucket - begin], shipped.Row(series)[bucket - begin]);
                    if (double.IsNaN(money) || double.IsNaN(quantity) || double.IsNaN(prices[series]))
                        continue;
                    revenue += money;
                    atPlan += quantity * prices[series];
                }
            }
        }

        if (!(atPlan > 0))
            return (null, "Prices are as in the central plan: no shipment of the last year has a price to compare with.");
        var share = Math.Round(revenue / atPlan, 3);
        return share is < 1 and >= 0.5
            ? (share, $"Net prices at {share:0.000} of the plan's, as realised in the last year: revenue less returns and discounts, over the same shipments at plan prices.")
            : (null, $"Prices are as in the central plan: in the last year {share:0.000} of plan prices were realised.");
    }

    /// <summary>Lead times one standard deviation longer.</summary>
    public static (double? Value, string Text) LeadTime(Dataset dataset)
    {
        double days = 0, deviations = 0;
        var count = 0;
        foreach (var row in dataset.Rows<SupplierItem>())
        {
            if (row is not { LeadTime: > 0, LeadTimeDeviation: > 0 })
                continue;
            (days, deviations, count) = (days + row.LeadTime.Value, deviations + row.LeadTimeDeviation.Value, count + 1);
        }

        return count > 0
            ? (Math.Round((days + deviations) / days, 3), $"Lead times longer by one standard deviation: {deviations / count:0.0} days on {days / count:0.0}, the mean of {count} supplier items that state both.")
            : (null, "Lead times are as in the central plan: no supplier item states a deviation.");
    }

    /// <summary>Capacity less the share that breakdowns took in the year up to the cut-off.</summary>
    public static (double? Value, string Text) Capacity(Dataset dataset)
    {
        var work = new ResourceHours(dataset);
        var breakdowns = dataset.Rows<CapacityException>().Where(e => e.Kind == CapacityExceptionKind.Breakdown).ToLookup(e => e.Resource);
        double hours = 0, lost = 0;
        foreach (var resource in dataset.Rows<Resource>())
        {
            for (var day = dataset.AsOf.AddYears(-1).AddDays(1); day <= dataset.AsOf; day = day.AddDays(1))
            {
                var shifts = work.Shifts(resource.Id, day);
                hours += shifts;
                foreach (var stop in breakdowns[resource.Id])
                    lost += day >= stop.From && day <= (stop.To ?? stop.From) ? Math.Min(shifts, stop.HoursPerDay ?? shifts) : 0;
            }
        }

        return lost > 0 && lost < hours
            ? (Math.Round(1 - (lost / hours), 4), $"Capacity less the breakdowns of the last year: {lost:0} of {hours:0} h of shifts.")
            : (null, "Capacity is as in the central plan: no breakdown of the last year is in the capacity exceptions.");
    }

    /// <summary>Standard costs rise once more as they did in the last year, by the median item.</summary>
    public static (double? Value, string Text) Cost(Dataset dataset)
    {
        var changes = new List<double>();
        foreach (var group in dataset.Rows<StandardCost>().Where(c => c.Cost > 0).GroupBy(c => (c.Item, c.Location, c.Currency)))
        {
            if (On(group, dataset.AsOf) is { } now && On(group, dataset.AsOf.AddYears(-1)) is { } before)
                changes.Add(now / before);
        }

        changes.Sort();
        var median = changes.Count == 0 ? double.NaN : (changes[(changes.Count - 1) / 2] + changes[changes.Count / 2]) / 2;
        return double.IsNaN(median) ? (null, "Costs are as in the central plan: no item has standard costs of a year ago.")
            : Math.Round(median, 4) is var factor && factor > 1 ? (factor, $"Costs rise once more as in the last year: by {(factor - 1) * 100:0.0#} %, the median of {changes.Count} standard costs.")
            : (null, $"Costs are as in the central plan: the median of {changes.Count} standard costs did not rise in the last year.");

        static double? On(IEnumerable<StandardCost> costs, DateOnly day) => costs
            .Where(c => (c.ValidFrom ?? DateOnly.MinValue) <= day && (c.ValidTo ?? DateOnly.MaxValue) >= day).MaxBy(c => c.ValidFrom ?? DateOnly.MinValue)?.Cost;
    }

    /// <summary>The least cash of the central plan: nobody lends more than it needs.</summary>
    public static (double? Value, string Text) Cash(StageInput plan)
    {
        var cash = new PlanFigures(plan).Totals("cash");
        var lowest = cash.Missing is null ? cash.Values.Where(v => !double.IsNaN(v)).Min() : double.NaN;
        return double.IsNaN(lowest)
            ? (null, "There is no cash ceiling: the cash of the central plan is not computed.")
            : (Math.Floor(lowest), $"Cash may not fall below {Math.Floor(lowest):0}, its lowest in the central plan: nobody lends more than that plan needs.");
    }
}
