using Concord.Planning.Cube;
using Concord.Planning.Data;

namespace Concord.Planning.Demand;

/// <summary>
/// What demand events that pass did to the history. Taken back are promotions, and other events that are over; what came to stay (a new
/// channel, a competitor that left) is part of the level, and the forecast is to go on from it.
/// </summary>
internal sealed class PastEvents
{
    private readonly SeasonPeriods _periods;
    private readonly Dictionary<int, List<(int Period, double Factor, DemandEvent Event)>> _bySeries = [];

    /// <summary>True when the effect of an event is not part of the level of the history: of a promotion, and of any other that was over at the cut-off, but for launches and ends of life.</summary>
    public static bool Passes(DemandEvent e, DateOnly cutOff) =>
        e.Kind == DemandEventKind.Promotion || (e.To <= cutOff && e.Kind is not (DemandEventKind.Launch or DemandEventKind.EndOfLife));

    /// <param name="dataset">Events and items.</param>
    /// <param name="catalog">Series of demand.</param>
    /// <param name="present">Series that are part of the plan.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="history">Sales history by period.</param>
    /// <param name="shares">The share of a customer in a series; 1 for events that name none.</param>
    public PastEvents(Dataset dataset, SeriesCatalog catalog, ReadOnlySpan<bool> present, SeasonPeriods periods, SeriesMatrix history, Func<DemandEvent, int, double> shares)
    {
        _periods = periods;
        var familyOf = dataset.Rows<Item>().DistinctBy(i => i.Id).ToDictionary(i => i.Id.Value, i => i.Family, StringComparer.Ordinal);
        var all = Enumerable.Range(0, catalog.Count).ToArray();
        foreach (var e in dataset.Rows<DemandEvent>().Where(e => Passes(e, dataset.AsOf) && (e.EffectPercent ?? e.EffectQuantity) is not null).OrderBy(e => e.From).ThenBy(e => e.Id, StringComparer.Ordinal))
        {
            var last = e.To ?? e.From;
            var (from, to) = (Math.Max(0, periods.PeriodOf(e.From)), Math.Min(periods.Past - 1, periods.PeriodOf(last)));
            if (to < from)
                continue;
            var moved = new List<int>();
            foreach (var series in all)
            {
                if (present[series] && Moves(e, catalog, series, familyOf))
                    moved.Add(series);
            }

            for (var period = from; period <= to; period++)
            {
                var share = periods.Share(period, e.From, last);
                var total = 0d;
                foreach (var series in moved)
                    total += Math.Max(0, Known(history.Row(series)[period])) * shares(e, series);
                foreach (var series in moved)
                {
                    var own = shares(e, series);
                    var factor = e.EffectPercent is { } percent
                        ? 1 / (1 + (own * share * percent / 100))
                        : total > 0 ? 1 - (own * e.EffectQuantity!.Value * Days(e, last, period) / total) : 1;

                    // An event that is said to have brought more than was sold, or to have stopped all demand, says nothing about the rest.
                    if (own > 0 && double.IsFinite(factor) && factor != 1)
                        Of(series).Add((period, Math.Clamp(factor, LeastFactor, 1 / LeastFactor), e));
                }
            }
        }
    }

    private const double LeastFactor = .1;

    /// <summary>The periods of a series with what demand is to be multiplied by to take an event back.</summary>
    public IReadOnlyList<(int Period, double Factor, DemandEvent Event)> On(int series) => _bySeries.GetValueOrDefault(series) ?? [];

    private static bool Moves(DemandEvent e, SeriesCatalog catalog, int series, Dictionary<string, string?> familyOf)
    {
        var item = catalog.Members(0)[catalog.Codes(0)[series]];
        return (e.Item is null || e.Item.Value.Value == item)
            && (e.Family is null || (familyOf.TryGetValue(item, out var family) && family == e.Family))
            && (e.Channel is null || catalog.Members(2)[catalog.Codes(2)[series]] == e.Channel)
            && (e.Region is null || catalog.Members(3)[catalog.Codes(3)[series]] == e.Region);
    }

    /// <summary>The part of an event's days that lie in a period.</summary>
    private double Days(DemandEvent e, DateOnly last, int period) =>
        _periods.Share(period, e.From, last) * _periods.Days(period) / Math.Max(1, last.DayNumber - e.From.DayNumber + 1);

    private List<(int, double, DemandEvent)> Of(int series)
    {
        if (!_bySeries.TryGetValue(series, out var list))
            _bySeries.Add(series, list = []);
        return list;
    }

    private static double Known(double value) => double.IsNaN(value) ? 0 : value;
}
