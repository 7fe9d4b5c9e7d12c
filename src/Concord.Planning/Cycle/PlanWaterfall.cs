using System.Collections.Immutable;
using Concord.Planning.Cube;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Cycle;

/// <summary>What a bar of a waterfall shows: why the plan is another.</summary>
public enum WaterfallCause
{
    /// <summary>Newer history, another method, another snapshot.</summary>
    StatisticalForecast,

    /// <summary>Promotions, launches and other demand events.</summary>
    Events,
    SalesInput,
    MarketingInput,
    FinanceInput,

    /// <summary>Drivers of demand that the scenario states.</summary>
    Drivers,

    /// <summary>What the consensus stage adds by rule: it is never below the order backlog, and never below zero.</summary>
    OrderBacklog,

    /// <summary>What people typed over the consensus.</summary>
    Entries,

    /// <summary>What supply cannot serve, or serves in another bucket.</summary>
    SupplyLimits,

    /// <summary>The same volume at other net prices. Of revenue only.</summary>
    Price,
}

/// <param name="Value">How much more the later plan has because of it; below zero for less. In the unit of the waterfall.</param>
public sealed record WaterfallBar(WaterfallCause Cause, decimal Value);

/// <summary>From one total to another, bar by bar.</summary>
/// <param name="Unit">A planning unit for volume, the reporting currency for revenue.</param>
/// <param name="From">Of the earlier plan.</param>
/// <param name="To">Of the later plan: <paramref name="From"/> plus all bars, exactly.</param>
/// <param name="Bars">In the order of <see cref="WaterfallCause"/>, each cause once.</param>
/// <param name="Outside">Series that cannot be stated in the unit, a conversion or a price being missing: the totals are without them.</param>
public sealed record Waterfall(bool IsRevenue, string Unit, decimal From, decimal To, ImmutableList<WaterfallBar> Bars, int Outside);

/// <summary>A plan to compare.</summary>
/// <param name="Name">For people.</param>
public sealed record WaterfallSide(string Name, PlanState State, PlanStructure Structure);

/// <summary>What changed between two plans, in the buckets both plan.</summary>
/// <param name="Waterfalls">Constrained demand, one for each planning unit, and its revenue. Empty when the plans have no bucket in common.</param>
/// <param name="Notes">What is missing, and what was taken instead.</param>
public sealed record PlanWaterfall(string From, string To, int FirstBucket, int LastBucket, string FirstLabel, string LastLabel, ImmutableList<Waterfall> Waterfalls, ImmutableList<string> Notes)
{
    private const int VolumeDecimals = 3;

    /// <summary>
    /// Compares two plans. The volume of a plan is its constrained demand, taken apart by what made it: statistical forecast, events, each function's weighted difference
    /// to these two, drivers of demand, the rest of what the consensus stage wrote, entries, and what supply limits. Bars of revenue are the same differences at the earlier price.
    /// </summary>
    /// <param name="from">The earlier plan.</param>
    /// <param name="to">The later plan, of the same store: series and buckets have the same numbers in both.</param>
    /// <param name="rules">The weights of the inputs.</param>
    public static PlanWaterfall Between(WaterfallSide from, WaterfallSide to, DemandRules rules)
    {
        var (one, other) = (from.Structure.Horizon.BucketsOf(from.Structure.Calendar), to.Structure.Horizon.BucketsOf(to.Structure.Calendar));
        var (first, end) = (Math.Max(one.Start.Value, other.Start.Value), Math.Min(one.End.Value, other.End.Value));
        var space = to.Structure.Spaces.GetValueOrDefault(PlanVolume.Demand);
        if (first >= end || space is null)
            return new PlanWaterfall(from.Name, to.Name, first, first - 1, "", "", [], ["The two plans have no planned bucket in common."]);
        var (before, after) = (PlanVolume.Of(from, space.Count, first, end - first, rules), PlanVolume.Of(to, space.Count, first, end - first, rules));
        return new PlanWaterfall(
            from.Name, to.Name, first, end - 1, to.Structure.Calendar[first].Label, to.Structure.Calendar[end - 1].Label, [.. Volumes(before, after, space), Revenue(before, after, space)],
            [.. before.Notes, .. after.Notes]);
    }

    private static IEnumerable<Waterfall> Volumes(PlanVolume before, PlanVolume after, SeriesSpace space)
    {
        var units = space.Units;
        var sums = new Dictionary<int, Sums>();
        for (var series = 0; series < space.Count; series++)
        {
            if (before.IsEmpty(series) && after.IsEmpty(series))
                continue;
            var code = units.PlanningUnitOf[series];
            var factor = units.PlanningFactors[series];
            if (!sums.TryGetValue(code, out var sum))
                sums[code] = sum = new Sums();
            if (double.IsNaN(factor) || code < 0)
                sum.Outside++;
            else
                sum.Add(before, after, series, factor);
        }

        return sums.OrderBy(s => s.Key).Select(s => s.Value.ToWaterfall(false, s.Key < 0 ? "" : units.PlanningUnits[s.Key], VolumeDecimals));
    }

    private static Waterfall Revenue(PlanVolume before, PlanVolume after, SeriesSpace space)
    {
        var sum = new Sums();
        for (var series = 0; series < space.Count; series++)
        {
            if (!before.IsEmpty(series) || !after.IsEmpty(series))
                sum.AddRevenue(before, after, series);
        }

        return sum.ToWaterfall(true, space.Units.Currency, 2);
    }

    /// <summary>Totals in the making.</summary>
    private sealed class Sums
    {
        private readonly double[] _bars = new double[(int)WaterfallCause.Price + 1];
        private double _from;
        private double _to;

        public int Outside { get; set; }

        public void Add(PlanVolume before, PlanVolume after, int series, double factor)
        {
            for (var column = 0; column < before.Count; column++)
            {
                _from += factor * before.Total(series, column);
                _to += factor * after.Total(series, column);
                for (var cause = 0; cause < PlanVolume.Parts; cause++)
                    _bars[cause] += factor * (after.Part(cause, series, column) - before.Part(cause, series, column));
            }
        }

        public void AddRevenue(PlanVolume before, PlanVolume after, int series)
        {
            var isOutside = false;
            for (var column = 0; column < before.Count; column++)
            {
                var (old, now) = (before.Total(series, column), after.Total(series, column));
                if (old == 0 && now == 0)
                    continue;
                var (oldPrice, newPrice) = (before.Price(series, column), after.Price(series, column));

                // One of them alone is not known where an item is new, or no longer sold: then there is no change of price to show.
                isOutside |= (double.IsNaN(oldPrice) && old != 0) || (double.IsNaN(newPrice) && now != 0);
                oldPrice = double.IsNaN(oldPrice) ? newPrice : oldPrice;
                newPrice = double.IsNaN(newPrice) ? oldPrice : newPrice;
                if (double.IsNaN(oldPrice))
                    continue;
                _from += old * oldPrice;
                _to += now * newPrice;
                for (var cause = 0; cause < PlanVolume.Parts; cause++)
                    _bars[cause] += oldPrice * (after.Part(cause, series, column) - before.Part(cause, series, column));
                _bars[(int)WaterfallCause.Price] += now * (newPrice - oldPrice);
            }

            Outside += isOutside ? 1 : 0;
        }

        /// <summary>Rounds both totals and every bar; what rounding leaves goes to the largest bar, so that the sum is exact.</summary>
        public Waterfall ToWaterfall(bool isRevenue, string unit, int decimals)
        {
            var (from, to) = (Rounded(_from, decimals), Rounded(_to, decimals));
            var bars = _bars[..(isRevenue ? PlanVolume.Parts + 1 : PlanVolume.Parts)].Select(b => Rounded(b, decimals)).ToArray();
            var largest = Array.IndexOf(bars, bars.MaxBy(Math.Abs));
            bars[largest] += to - from - bars.Sum();
            return new Waterfall(isRevenue, unit, from, to, [.. bars.Select((b, i) => new WaterfallBar((WaterfallCause)i, b))], Outside);
        }

        private static decimal Rounded(double value, int decimals) => Math.Round((decimal)value, decimals, MidpointRounding.AwayFromZero);
    }
}
