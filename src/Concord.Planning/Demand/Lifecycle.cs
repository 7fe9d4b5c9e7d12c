using Concord.Planning.Cube;
using Concord.Planning.Data;

namespace Concord.Planning.Demand;

/// <summary>What dates of the master data do to a forecast: items end, and successors take over.</summary>
internal static class Lifecycle
{
    /// <summary>What is left of demand on the last day of an item in decline.</summary>
    private const double LeftAtEnd = .2;

    /// <summary>
    /// What an item's demand in each planned period is to be multiplied by: 0 after its end of life, the share of days in the period it falls into. In the stages decline and end of life
    /// demand falls in a straight line to a fifth over the half season before the end, starting from what is left of it at the cut-off. The stage end of life without a date: in a
    /// straight line to nothing within a season.
    /// </summary>
    /// <param name="item">The item.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="factors">One for each planned period.</param>
    /// <returns>False when demand does not end within the horizon; the factors are then 1.</returns>
    public static bool EndFactors(Item item, SeasonPeriods periods, Span<double> factors)
    {
        factors.Fill(1);
        if (item.EndOfLifeDate is not { } end)
        {
            if (item.Stage != LifecycleStage.EndOfLife)
                return false;
            for (var step = 0; step < factors.Length; step++)
                factors[step] = Math.Max(0, 1 - ((step + 1d) / periods.Season));
            return true;
        }

        var last = periods.PeriodOf(end);
        if (last >= periods.Past + factors.Length)
            return false;
        var falling = item.Stage is LifecycleStage.Decline or LifecycleStage.EndOfLife ? periods.Season / 2 : 0;
        var start = falling == 0 ? 1 : Left(Math.Max(0, last - periods.Past + 1), falling);
        for (var step = 0; step < factors.Length; step++)
        {
            var period = periods.Past + step;
            factors[step] = period > last ? 0 : periods.Share(period, null, end) * (falling == 0 ? 1 : Left(last - period, falling) / start);
        }

        return true;
    }

    /// <summary>The day on which a successor takes over: that of the relation, else that of its launch; null when neither is known.</summary>
    public static DateOnly? TakesOver(ItemRelation relation, Item? successor) => relation.ValidFrom ?? successor?.LaunchDate;

    /// <summary>What is left of demand so many periods before the end.</summary>
    private static double Left(int before, int falling) => LeftAtEnd + ((1 - LeftAtEnd) * Math.Min(1, (double)before / falling));

    /// <summary>
    /// Moves demand from predecessors to successors: the share of the relation from the day on which they <see cref="TakesOver"/>, place by place, where that day is in the horizon; what moved before is in the
    /// history of both. Where a successor has no series in the place, demand stays.
    /// </summary>
    /// <param name="relations">Those of the kind replacement, each with its day.</param>
    /// <param name="catalog">Series of demand.</param>
    /// <param name="present">Series that are part of the plan.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="cutOff">The cut-off.</param>
    /// <param name="means">Forecasts before any end of life; changed.</param>
    /// <param name="deviations">Their standard errors; changed.</param>
    /// <param name="moved">Called with the series of successor and predecessor, the relation and its day.</param>
    public static void MoveToSuccessors(
        IEnumerable<(ItemRelation Relation, DateOnly From)> relations, SeriesCatalog catalog, bool[] present, SeasonPeriods periods, DateOnly cutOff, SeriesMatrix means, SeriesMatrix deviations,
        Action<int, int, ItemRelation, DateOnly> moved)
    {
        var seriesOf = Enumerable.Range(0, catalog.Count).Where(s => present[s]).ToLookup(s => catalog.Members(0)[catalog.Codes(0)[s]], StringComparer.Ordinal);
        foreach (var (relation, day) in relations.Where(r => r.From > cutOff)
            .OrderBy(r => r.From).ThenBy(r => r.Relation.Item.Value, StringComparer.Ordinal).ThenBy(r => r.Relation.RelatedItem.Value, StringComparer.Ordinal))
        {
            foreach (var predecessor in seriesOf[relation.RelatedItem.Value])
            {
                var place = catalog.Coordinate(predecessor);
                place[0] = relation.Item.Value;
                var successor = catalog.Find(place);
                if (successor < 0 || !present[successor])
                    continue;
                var any = false;
                for (var step = 0; step < means.Count; step++)
                {
                    var share = relation.Share * periods.Share(periods.Past + step, day, relation.ValidTo);
                    ref var from = ref means.Row(predecessor)[step];
                    ref var to = ref means.Row(successor)[step];
                    if (!(share > 0) || double.IsNaN(from))
                        continue;
                    any = true;
                    var (gone, spread) = (share * from, share * deviations.Row(predecessor)[step]);
                    ref var deviation = ref deviations.Row(successor)[step];
                    deviation = double.IsNaN(to) ? spread : Math.Sqrt((deviation * deviation) + (spread * spread));
                    to = (double.IsNaN(to) ? 0 : to) + gone;
                    from -= gone;
                    deviations.Row(predecessor)[step] *= 1 - share;
                }

                if (any)
                    moved(successor, predecessor, relation, day);
            }
        }
    }
}
