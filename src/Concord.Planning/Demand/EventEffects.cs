using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Demand;

/// <summary>
/// What demand events add to the statistical forecast over the horizon, and take from it [base units].
/// <list type="bullet">
/// <item>effect_percent is taken of the forecast, for the share of the bucket's days on which the event acts; percentages of several events on one cell add up.</item>
/// <item>effect_quantity is the change in all: cut over the days of the event, then over the series it moves in proportion to their forecast; in equal parts where there is none.</item>
/// <item>A price change, a launch or an end of life acts by the effect it states and by nothing else. Launches and ends of life that the item states as dates are in the forecast already.</item>
/// <item>Of an event that acts at the cut-off, promotions aside, the history the forecast goes on from knows: it is not added again; where it ends in the horizon, its percentage is taken back from there on.
/// Promotions were taken out of that history by cleansing: they act in the horizon as stated.</item>
/// <item>A related item loses to what an event gains the share of the item relation cannibalisation; a launch still to come takes that share of the related item's own forecast, and no more than the launch is forecast to sell.</item>
/// <item>Drivers of promotions multiply the effect of promotions, cannibalisation included.</item>
/// </list>
/// </summary>
internal sealed class EventEffects
{
    private readonly StageInput _input;
    private readonly SeriesSpace _space;
    private readonly SeriesMatrix _baseline;
    private readonly SeriesMatrix? _promotionFactors;
    private readonly Dictionary<string, Item> _items;
    private readonly Dictionary<CustomerId, Customer> _customers;
    private readonly List<ItemRelation> _relations;
    private readonly EventPart _parts;
    private readonly List<EventEffect> _effects = [];
    private readonly List<Finding> _findings = [];
    private readonly List<string> _silent = [];

    public EventEffects(StageInput input, SeriesSpace space, SeriesMatrix baseline)
    {
        (_input, _space, _baseline) = (input, space, baseline);
        _promotionFactors = Drivers.Factors(input.State, DriverKind.Promotions, space, baseline.First, baseline.Count);
        _items = input.Dataset.Rows<Item>().DistinctBy(i => i.Id).ToDictionary(i => i.Id.Value, StringComparer.Ordinal);
        _customers = input.Dataset.Rows<Customer>().DistinctBy(c => c.Id).ToDictionary(c => c.Id);
        _relations = [.. input.Dataset.Rows<ItemRelation>().Where(r => r.Kind == RelationKind.Cannibalisation)];
        _parts = new EventPart(input.Dataset, space, _customers);
        Effect = new SeriesMatrix(baseline.Series, baseline.First, baseline.Count);
        Effect.Values.AsSpan().Clear();
        if (_promotionFactors is not null)
        {
            ByDrivers = new SeriesMatrix(baseline.Series, baseline.First, baseline.Count);
            ByDrivers.Values.AsSpan().Clear();
        }
    }

    /// <summary>The effect of all events, 0 for none.</summary>
    public SeriesMatrix Effect { get; }

    /// <summary>The part of <see cref="Effect"/> that drivers of promotions add or take away; null without such drivers.</summary>
    public SeriesMatrix? ByDrivers { get; }

    public IReadOnlyList<EventEffect> Effects => _effects;

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Adds up all events.</summary>
    public void Compute(CancellationToken token)
    {
        foreach (var e in _input.Dataset.Rows<DemandEvent>().OrderBy(e => e.Id, StringComparer.Ordinal))
        {
            token.ThrowIfCancellationRequested();
            var (from, to) = (e.From, e.To ?? DateOnly.MaxValue);
            if (to < Horizon.First || from > Horizon.Last)
                continue;
            Add(e, from, to);
        }

        foreach (var relation in _relations.OrderBy(r => r.Item.Value, StringComparer.Ordinal).ThenBy(r => r.RelatedItem.Value, StringComparer.Ordinal))
            AddLaunch(relation);
        if (_silent.Count > 0)
        {
            _findings.Add(new Finding(
                "EVENT_WITHOUT_EFFECT", Severity.Info, "demand_events", _silent[0], "effect_percent", null,
                $"{_silent.Count} {(_silent.Count == 1 ? "event" : "events")} of the horizon state no effect and move nothing: {string.Join(", ", _silent.Take(5))}{(_silent.Count > 5 ? " …" : "")}.",
                "Maybe state the expected change of demand in percent or in quantity."));
        }

        KeepAboveZero();
    }

    private Horizon Horizon => _input.Structure.Horizon;

    private void Add(DemandEvent e, DateOnly from, DateOnly to)
    {
        if (e.EffectPercent is null && e.EffectQuantity is null)
        {
            if (e.Kind is not (DemandEventKind.Launch or DemandEventKind.EndOfLife))
                _silent.Add(e.Id);
            return;
        }

        var item = e.Item is { } id ? _items.GetValueOrDefault(id.Value) : null;
        if ((e.Kind == DemandEventKind.Launch && item?.LaunchDate is not null) || (e.Kind == DemandEventKind.EndOfLife && item?.EndOfLifeDate is not null))
        {
            _findings.Add(new Finding(
                "EVENT_IN_FORECAST", Severity.Info, "demand_events", e.Id, "effect_percent", null,
                $"Event {e.Id} states an effect, and item {e.Item} has the date of its {ChoiceWords.Spell(e.Kind.ToString()).Replace('_', ' ')}: the forecast follows the date, the effect is not added again.",
                "Maybe take the effect away, or plan it as an input of marketing."));
            return;
        }

        var (series, shares, name) = _parts.Of(e);
        if (series.Length == 0)
        {
            _findings.Add(new Finding(
                "EVENT_MOVES_NOTHING", Severity.Warning, "demand_events", e.Id, null, name,
                $"Event {e.Id} moves {name}, of which the plan has no demand: it has no effect.", "Maybe a family, item, channel or region is misspelt, or the item has no sales history yet."));
            return;
        }

        var gain = new SeriesMatrix(series.Length, _baseline.First, _baseline.Count);
        gain.Values.AsSpan().Clear();
        var acts = e.Kind != DemandEventKind.Promotion && from < Horizon.First;
        if (acts)
            TakeBack(e, to, series, shares, gain);
        else if (e.EffectPercent is { } percent)
            Percent(percent / 100, from, to, series, shares, gain);
        else
            Quantity(e, from, to, series, gain);
        Put(e.Id, e.Kind, e.Description, name, series, gain);
        if (e.RelatedItem is { } related && !acts && e.Kind is not (DemandEventKind.Launch or DemandEventKind.EndOfLife))
            Cannibalise(e, related, series, gain);
    }

    private void Percent(double effect, DateOnly from, DateOnly to, int[] series, double[] shares, SeriesMatrix gain)
    {
        for (var b = 0; b < gain.Count; b++)
        {
            var days = DayShare(b, from, to) * effect;
            if (days == 0)
                continue;
            for (var i = 0; i < series.Length; i++)
                gain.Row(i)[b] = Zero(_baseline.Row(series[i])[b]) * days * shares[i];
        }
    }

    /// <summary>The history has the forecast at (1 + effect) of what it would be without the event: after its end what it had added is missing, what it had taken comes back.</summary>
    private void TakeBack(DemandEvent e, DateOnly to, int[] series, double[] shares, SeriesMatrix gain)
    {
        if (e.EffectPercent is not { } percent || percent <= -100 || to >= Horizon.Last)
            return;
        var effect = percent / 100;
        Percent(-effect / (1 + effect), to.AddDays(1), DateOnly.MaxValue, series, shares, gain);
    }

    private void Quantity(DemandEvent e, DateOnly from, DateOnly to, int[] series, SeriesMatrix gain)
    {
        if (e.To is null)
        {
            to = Horizon.Last;
            _findings.Add(new Finding(
                "EVENT_WITHOUT_LAST_DAY", Severity.Warning, "demand_events", e.Id, "to_date", null,
                $"Event {e.Id} states a quantity of {e.EffectQuantity:0.##} and no last day: it is spread up to the end of the horizon, {to:yyyy-MM-dd}.", "Maybe enter the last day of the event."));
        }

        var weights = new double[series.Length];
        var days = to.DayNumber - from.DayNumber + 1;
        for (var b = 0; b < gain.Count; b++)
        {
            var quantity = e.EffectQuantity!.Value * _input.Structure.Calendar[gain.First + b].DaysShared(from, to) / days;
            if (quantity == 0)
                continue;
            var sum = 0d;
            for (var i = 0; i < series.Length; i++)
                sum += weights[i] = Zero(_baseline.Row(series[i])[b]);
            for (var i = 0; i < series.Length; i++)
                gain.Row(i)[b] = sum > 0 ? quantity * (weights[i] / sum) : quantity / series.Length;
        }
    }

    /// <summary>Takes from the related item the share of what the event gains, over its series of the same part, in proportion to their forecast and no more than it.</summary>
    private void Cannibalise(DemandEvent e, ItemId related, int[] series, SeriesMatrix gain)
    {
        var share = _relations.Where(r => r.RelatedItem == related && (e.Item is null || r.Item == e.Item)).Select(r => (double?)r.Share).FirstOrDefault();
        var (victims, _, name) = _parts.Of(e with { Item = related, Family = null });
        if (share is null || victims.Length == 0)
        {
            _findings.Add(new Finding(
                "EVENT_CANNIBALISES_NOTHING", Severity.Warning, "demand_events", e.Id, "related_item", related.Value,
                $"Event {e.Id} names the related item {related}, and {(share is null ? "no item relation states the share it loses" : "the plan has no demand of it")}: nothing is taken from it.",
                "Maybe add an item relation of kind cannibalisation with its share."));
            return;
        }

        var loss = new SeriesMatrix(victims.Length, _baseline.First, _baseline.Count);
        loss.Values.AsSpan().Clear();
        for (var b = 0; b < gain.Count; b++)
        {
            double gained = 0, forecast = 0;
            for (var i = 0; i < series.Length; i++)
                gained += gain.Row(i)[b];
            foreach (var s in victims)
                forecast += Zero(_baseline.Row(s)[b]);
            if (!(gained > 0) || !(forecast > 0))
                continue;
            var factor = Math.Min(1, share.Value * gained / forecast);
            for (var i = 0; i < victims.Length; i++)
                loss.Row(i)[b] = -Zero(_baseline.Row(victims[i])[b]) * factor;
        }

        Put(e.Id, e.Kind, e.Description, $"{name}, cannibalised", victims, loss);
    }

    /// <summary>A launch still to come takes its share of the related item's demand. Of one that is past the history tells.</summary>
    private void AddLaunch(ItemRelation relation)
    {
        var launch = _input.Dataset.Rows<DemandEvent>().Where(e => e.Kind == DemandEventKind.Launch && e.Item == relation.Item && e.RelatedItem == relation.RelatedItem).MinBy(e => e.From);
        var first = relation.ValidFrom ?? _items.GetValueOrDefault(relation.Item.Value)?.LaunchDate ?? launch?.From;
        if (first is not { } from || from < Horizon.First || from > Horizon.Last || !(relation.Share > 0))
            return;
        var gainers = _space.Attributes.Select(Coordinates.Of(("item", relation.Item.Value)));
        var losers = _space.Attributes.Select(Coordinates.Of(("item", relation.RelatedItem.Value)));
        if (gainers.Length == 0 || losers.Length == 0)
            return;
        var loss = new SeriesMatrix(losers.Length, _baseline.First, _baseline.Count);
        loss.Values.AsSpan().Clear();
        for (var b = 0; b < loss.Count; b++)
        {
            double gained = 0, forecast = 0;
            foreach (var s in gainers)
                gained += Zero(_baseline.Row(s)[b]) + Effect.Row(s)[b];
            foreach (var s in losers)
                forecast += Zero(_baseline.Row(s)[b]);
            var share = relation.Share * DayShare(b, from, relation.ValidTo ?? DateOnly.MaxValue);
            if (!(share > 0) || !(forecast > 0) || !(gained > 0))
                continue;
            var factor = Math.Min(share, gained / forecast);
            for (var i = 0; i < losers.Length; i++)
                loss.Row(i)[b] = -Zero(_baseline.Row(losers[i])[b]) * factor;
        }

        Put(launch?.Id ?? $"{relation.Item} / {relation.RelatedItem}", DemandEventKind.Launch, launch?.Description, $"item {relation.RelatedItem}, cannibalised by {relation.Item}", losers, loss);
    }

    private void Put(string id, DemandEventKind kind, string? description, string part, int[] series, SeriesMatrix change)
    {
        var (quantity, money) = (new double[change.Count], new double[change.Count]);
        var unpriced = new bool[series.Length];
        var factors = _space.Units.PlanningFactors;
        var any = false;
        for (var b = 0; b < change.Count; b++)
        {
            var prices = _space.Units.Prices(change.First + b);
            for (var i = 0; i < series.Length; i++)
            {
                var (s, value) = (series[i], change.Row(i)[b]);
                if (value == 0)
                    continue;
                any = true;
                if (kind == DemandEventKind.Promotion && _promotionFactors is not null)
                {
                    var scaled = value * _promotionFactors.Row(s)[b];
                    ByDrivers!.Row(s)[b] += scaled - value;
                    value = scaled;
                }

                Effect.Row(s)[b] += value;
                quantity[b] += value * (double.IsNaN(factors[s]) ? 1 : factors[s]);
                if (double.IsNaN(prices[s]))
                    unpriced[i] = true;
                else
                    money[b] += value * prices[s];
            }
        }

        if (any)
            _effects.Add(new EventEffect(id, kind, description, part, quantity, money, unpriced.Count(u => u)));
    }

    /// <summary>Demand is not below zero: events take no more than there is.</summary>
    private void KeepAboveZero()
    {
        for (var i = 0; i < Effect.Values.Length; i++)
        {
            if (Effect.Values[i] < 0)
                Effect.Values[i] = Math.Max(Effect.Values[i], -Zero(_baseline.Values[i]));
        }
    }

    private double DayShare(int bucket, DateOnly from, DateOnly to)
    {
        var b = _input.Structure.Calendar[_baseline.First + bucket];
        return (double)b.DaysShared(from, to) / b.Days;
    }

    private static double Zero(double value) => double.IsNaN(value) ? 0 : value;
}
