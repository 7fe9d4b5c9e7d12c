namespace Concord.Planning.Cycle;

/// <summary>The figures of a comparison that are made series by series.</summary>
internal static class ServiceFigures
{
    /// <summary>
    /// Consensus demand served in the bucket it is asked for, as a share of it. Backorders are served oldest first, so that of the demand of a bucket what is lost, and at most what is past its
    /// date at its end, is not served in time. Series are weighted by their net price, so that unlike items add up; those without a price are left out and counted.
    /// </summary>
    public static FigureValue InTime(PlanFigures plan, FigurePeriod period)
    {
        var totals = plan.Totals("consensus_demand");
        if (totals.Missing is { } why)
            return FigureValue.Missing(why);
        if (plan.Totals("constrained_demand").Missing is { } notServed)
            return FigureValue.Missing(notServed);
        var asked = plan.Matrix("consensus_demand")!;
        var (late, lost) = (plan.Matrix("backorders"), plan.Matrix("lost_demand"));
        var space = plan.Space("consensus_demand");
        double inTime = 0, all = 0;
        for (var bucket = period.From; bucket < period.End; bucket++)
        {
            var prices = plan.Prices(space, bucket);
            for (var series = 0; series < asked.Series; series++)
            {
                var quantity = asked.Row(series)[bucket];
                if (!(quantity > 0) || double.IsNaN(prices[series]) || !space.Attributes.Present[series])
                    continue;
                var given = Math.Min(quantity, Value(lost?.Row(series)[bucket]));
                var past = Math.Min(quantity - given, Value(late?.Row(series)[bucket]));
                all += quantity * prices[series];
                inTime += (quantity - given - past) * prices[series];
            }
        }

        return all > 0 ? FigureValue.Of(inTime / all, totals.Note) : FigureValue.Missing($"there is no demand with a price in the {period.Label}");

        static double Value(double? quantity) => quantity is > 0 ? quantity.Value : 0;
    }

    /// <summary>Load over capacity of all resources whose capacity is known and above zero.</summary>
    public static FigureValue AverageUtilisation(PlanFigures plan, FigurePeriod period)
    {
        double load = 0, capacity = 0;
        var missing = Each(plan, period, (_, _, used, known) => (load, capacity) = (load + used, capacity + known));
        return capacity > 0 ? FigureValue.Of(load / capacity) : FigureValue.Missing(missing ?? $"no resource has a capacity in the {period.Label}");
    }

    /// <summary>The highest load over capacity of a resource in a bucket, and where that is.</summary>
    public static FigureValue PeakUtilisation(PlanFigures plan, FigurePeriod period)
    {
        var (peak, at, of) = (double.NaN, 0, 0);
        var missing = Each(plan, period, (series, bucket, used, known) =>
        {
            if (!(used / known <= peak))
                (peak, at, of) = (used / known, bucket, series);
        });
        return double.IsNaN(peak)
            ? FigureValue.Missing(missing ?? $"no resource has a capacity in the {period.Label}")
            : FigureValue.Of(peak, $"{plan.Space("load").Attributes.Catalog.Coordinate(of)[0]} in {plan.Label(at)}");
    }

    private static string? Each(PlanFigures plan, FigurePeriod period, Action<int, int, double, double> use)
    {
        // Plans of earlier versions do not tell the capacity they counted on.
        var known = plan.Totals("available_capacity").Missing is null ? "available_capacity" : "capacity";
        if ((plan.Totals("load").Missing ?? plan.Totals(known).Missing) is { } missing)
            return missing;
        var (load, capacity) = (plan.Matrix("load")!, plan.Matrix(known)!);
        var present = plan.Space("load").Attributes;
        for (var series = 0; series < load.Series; series++)
        {
            for (var bucket = period.From; bucket < period.End && present.Present[series]; bucket++)
            {
                if (capacity.Row(series)[bucket] > 0)
                    use(series, bucket, load.Row(series)[bucket] is var used && double.IsNaN(used) ? 0 : used, capacity.Row(series)[bucket]);
            }
        }

        return null;
    }
}
