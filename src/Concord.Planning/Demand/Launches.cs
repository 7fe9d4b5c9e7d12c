using System.Globalization;
using Concord.Planning.Data;

namespace Concord.Planning.Demand;

/// <summary>
/// Forecasts of items that have been sold for less than a season, or not yet:
/// <code>
/// ŷ[t] = level × s[t] × r[age]
/// level = (Σ w y + k prior) / (Σ w s r + k)
/// </code>
/// s is the season of the like item, else of the family or category; r the ramp of earlier launches; w falls by a fifth a period into the past; prior is the level of the like
/// item in the same place times the share of the relation, and counts as k = 2 periods. Without a like item the level is what was sold, or, for an item nobody has bought yet, the
/// mean level of its family's items there.
/// </summary>
internal sealed class Launches
{
    private const double Fading = .8, PriorWeight = 2, LeastRamp = .2, MostRamp = 1.5, LeastSpread = .3;
    private const int LeastLaunches = 3;

    private readonly DemandHistory _history;
    private readonly int _season;
    private readonly double[] _ramp;
    private readonly DateOnly _cutOff;
    private readonly Dictionary<string, int> _codeOf = new(StringComparer.Ordinal);
    private readonly ILookup<string, ItemRelation> _models;
    private readonly ILookup<(string Family, int Location, int Channel, int Region), int> _family;

    public Launches(DemandHistory history, Dataset dataset, DateOnly cutOff)
    {
        (_history, _season, _cutOff) = (history, history.Periods.Season, cutOff);
        var catalog = history.Catalog;
        for (var code = 0; code < catalog.Members(0).Length; code++)
            _codeOf[catalog.Members(0)[code]] = code;
        _models = dataset.Rows<ItemRelation>().Where(r => r.Kind is RelationKind.LikeItem or RelationKind.Replacement && r.Item != r.RelatedItem)
            .OrderBy(r => r.Kind == RelationKind.LikeItem ? 0 : 1).ThenBy(r => r.RelatedItem.Value, StringComparer.Ordinal).ToLookup(r => r.Item.Value, StringComparer.Ordinal);
        _family = Enumerable.Range(0, catalog.Count).Where(s => history.Present[s] && history.LifeOf(s) is { Item.Family: not null, IsNew: false } life && life.Start < history.End)
            .ToLookup(s => (history.LifeOf(s).Item!.Family!, catalog.Codes(1)[s], catalog.Codes(2)[s], catalog.Codes(3)[s]));
        _ramp = LearnRamp();
    }

    /// <summary>What was said of a launch.</summary>
    /// <param name="Method">How it was forecast.</param>
    /// <param name="Reason">In words.</param>
    /// <param name="Assumed">What the forecast rests on without anybody having said so; null for nothing.</param>
    /// <param name="Possible">False when there is nothing to make a forecast from.</param>
    internal sealed record Launch(string Method, string Reason, string? Assumed, bool Possible = true);

    /// <summary>True when the item is to be launched or was launched less than a season ago.</summary>
    public bool IsLaunch(int series)
    {
        var life = _history.LifeOf(series);
        if (life.IsNew)
            return true;
        return life.Start >= _history.End && life.Item is { } item
            && (item.LaunchDate is { } launch ? _history.Periods.PeriodOf(launch) > _history.Periods.Past - _season : item.Stage is LifecycleStage.Launch or LifecycleStage.Development)
            && !(item.EndOfLifeDate <= _cutOff);
    }

    /// <summary>Forecasts a launch.</summary>
    /// <param name="series">Of a new item.</param>
    /// <param name="means">By planned period.</param>
    /// <param name="deviations">Standard errors.</param>
    public Launch Forecast(int series, Span<double> means, Span<double> deviations)
    {
        var catalog = _history.Catalog;
        var code = catalog.Codes(0)[series];
        var life = _history.Lives[code];
        var item = life.Item!;
        var (model, share, moves) = ModelOf(item);
        var (indices, given) = _history.SeasonOf(model >= 0 ? model : code);
        var source = given ?? "no season";
        var prior = model >= 0 ? share * LevelAt(model, catalog.Codes(1)[series], catalog.Codes(2)[series], catalog.Codes(3)[series]) : double.NaN;
        var past = _history.Periods.Past;
        if (life.Start >= _history.End)
        {
            if (moves)
            {
                // What its predecessor sells is moved to it from the day on which it takes over.
                means.Clear();
                deviations.Clear();
                return new Launch("replacement", $"Takes over demand of '{catalog.Members(0)[model]}'.", null);
            }

            if (item.LaunchDate is null && item.Stage == LifecycleStage.Development)
                return new Launch("none", $"Item '{item.Id}' is in development and has no launch date.", "nothing is forecast", Possible: false);
            var ofFamily = double.IsNaN(prior);
            var level = ofFamily ? FamilyLevel(item.Family, series) : prior;
            if (double.IsNaN(level))
                return new Launch("none", $"Item '{item.Id}' has no sales, no like item, and its family sells nothing there.", "nothing is forecast", Possible: false);
            var start = item.LaunchDate is { } launch ? Math.Max(_history.Periods.PeriodOf(launch), 0) : past;
            for (var step = 0; step < means.Length; step++)
            {
                var sold = _history.Periods.Share(past + step, item.LaunchDate, null);
                means[step] = past + step < start ? 0 : level * sold * indices[(past + step) % _season] * Ramp(past + step - start);
                deviations[step] = means[step] / 2;
            }

            return ofFamily
                ? new Launch("family mean", $"Mean level of the items of family {item.Family} there, with {source}.", $"it will sell like the mean item of family {item.Family}")
                : new Launch("like item", string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} % of like item '{catalog.Members(0)[model]}', with {source}."), null);
        }

        var (weighted, profile, weight) = (0d, 0d, 1d);
        var first = Math.Max(_history.First, life.Start);
        for (var period = _history.End - 1; period >= first; period--)
        {
            weighted += weight * _history.Sold(series, period);
            profile += weight * indices[period % _season] * Ramp(period - life.Start);
            weight *= Fading;
        }

        var known = profile;
        if (!double.IsNaN(prior))
        {
            weighted += PriorWeight * prior;
            profile += PriorWeight;
        }

        var fitted = profile > 0 ? weighted / profile : 0;
        var (squares, total) = (0d, 0d);
        weight = 1;
        for (var period = _history.End - 1; period >= first; period--)
        {
            var expected = fitted * indices[period % _season] * Ramp(period - life.Start);
            if (expected > 0)
            {
                var error = (_history.Sold(series, period) - expected) / expected;
                squares += weight * error * error;
                total += weight;
            }

            weight *= Fading;
        }

        var spread = Math.Max(LeastSpread, total > 2 ? Math.Sqrt(squares / total) : .5);
        for (var step = 0; step < means.Length; step++)
        {
            means[step] = fitted * indices[(past + step) % _season] * Ramp(past + step - life.Start);
            deviations[step] = spread * means[step];
        }

        var periods = _history.End - first;
        return model >= 0
            ? new Launch("like item", $"Scaled to {periods} periods of sales and to like item '{catalog.Members(0)[model]}', with {source}.", null)
            : new Launch("launch profile", known > 0 ? $"Scaled to {periods} periods of sales, with {source}." : "Too little was sold to see a level.", null);
    }

    private double Ramp(int age) => age < 0 ? 0 : age < _ramp.Length ? _ramp[age] : 1;

    /// <summary>The item a launch is planned after, below zero for none; and whether that item's demand is still to move to it.</summary>
    private (int Model, double Share, bool Moves) ModelOf(Item item)
    {
        foreach (var relation in _models[item.Id.Value])
        {
            if (_codeOf.TryGetValue(relation.RelatedItem.Value, out var code) && _history.Lives[code].Start < _history.End)
                return (code, relation.Share, relation.Kind == RelationKind.Replacement && Lifecycle.TakesOver(relation, item) > _cutOff);
        }

        return (-1, double.NaN, false);
    }

    /// <summary>Mean demand of the last season without its season, of an item in a place; 0 where it is not sold.</summary>
    private double LevelAt(int code, int location, int channel, int region)
    {
        var catalog = _history.Catalog;
        var series = catalog.Find([catalog.Members(0)[code], catalog.Members(1)[location], catalog.Members(2)[channel], catalog.Members(3)[region]]);
        return series < 0 || !_history.Present[series] ? 0 : LevelOf(series);
    }

    private double LevelOf(int series)
    {
        var (indices, _) = _history.SeasonOf(_history.Catalog.Codes(0)[series]);
        var (sold, profile) = (0d, 0d);
        for (var period = Math.Max(_history.StartOf(series), _history.End - _season); period < _history.End; period++)
        {
            sold += _history.Sold(series, period);
            profile += indices[period % _season];
        }

        return profile > 0 ? sold / profile : 0;
    }

    private double FamilyLevel(string? family, int series)
    {
        if (family is null)
            return double.NaN;
        var catalog = _history.Catalog;
        var (sum, count) = (0d, 0);
        foreach (var other in _family[(family, catalog.Codes(1)[series], catalog.Codes(2)[series], catalog.Codes(3)[series])])
        {
            sum += LevelOf(other);
            count++;
        }

        return count > 0 ? sum / count : double.NaN;
    }

    /// <summary>
    /// Demand by age as a share of demand when mature (the second half of the first season), over items that were launched within the history and have sold for more than a season
    /// since; without three of them every age counts as mature.
    /// </summary>
    private double[] LearnRamp()
    {
        var ramp = new double[_season];
        var launches = 0;
        for (var code = 0; code < _history.Lives.Length; code++)
        {
            var life = _history.Lives[code];
            if (_history.ItemTotals[code] is not { } total || life.Start <= _history.First + 1 || life.Start + _season + 2 > _history.End)
                continue;
            var (indices, _) = _history.SeasonOf(code);
            var mature = 0d;
            for (var age = _season / 2; age < _season; age++)
                mature += total[life.Start + age] / indices[(life.Start + age) % _season] / (_season - (_season / 2));
            if (!(mature > 0))
                continue;
            launches++;
            for (var age = 0; age < _season; age++)
                ramp[age] += Math.Clamp(total[life.Start + age] / indices[(life.Start + age) % _season] / mature, 0, 2);
        }

        for (var age = 0; age < _season; age++)
            ramp[age] = launches < LeastLaunches || age >= _season / 2 ? 1 : Math.Clamp(ramp[age] / launches, LeastRamp, MostRamp);
        return ramp;
    }
}
