using System.Globalization;
using Concord.Numerics.Forecasting;
using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Demand;

/// <summary>
/// The stage forecast: expected demand of every series and its 80 % and 95 % intervals over the horizon, by the method that did best on the end of its own history; by a like item or the
/// family for launches; falling to nothing at the end of life. A first bucket that the cut-off splits is forecast as a whole. Forecasts and bounds are zero or more.
/// </summary>
public static class Forecasting
{
    private const int Version = 2;

    /// <summary>Periods with sales below which a place has not shown how much it asks for.</summary>
    private const int LeastSales = 3;

    private static readonly string[] Measures = ["statistical_forecast", "forecast_low_95", "forecast_low_80", "forecast_high_80", "forecast_high_95"];

    /// <summary>Probabilities of the bounds, in the order of <see cref="Measures"/>.</summary>
    private static readonly double[] Probabilities = [.025, .1, .9, .975];

    /// <summary>Quantiles of the standard normal distribution at those.</summary>
    private static readonly double[] Normal = [-1.959963984540054, -1.2815515655446004, 1.2815515655446004, 1.959963984540054];

    public static StageDefinition Definition { get; } = new(
        Stage.Forecast, Version, ["cleansed_history"], Measures, ["items", "item_relations", "sales_history"], Run);

    private static StageOutput Run(StageInput input, IProgress<StageProgress>? progress, CancellationToken token)
    {
        if (!input.Structure.Spaces.TryGetValue(MeasureRegistry.Measure(Measures[0]).Grain & ~Grain.Bucket, out var space) || space.Count == 0)
        {
            return new StageOutput(new Dictionary<string, Layer>(), new ForecastDetails(
                [new Finding("NO_SALES_HISTORY", Severity.Error, "sales_history", "*", null, null, "Nothing was sold, ordered or forecast, and no item is being launched: there is nothing to forecast.", "Maybe the sales history was not imported, or its items or customers are not in the master data.")], []));
        }

        progress?.Report(new StageProgress(Stage.Forecast, "Reading the history", 0));
        var periods = new SeasonPeriods(input.Structure);
        var sold = periods.Fold(SeriesMatrix.From(input.Cube.Values("cleansed_history"), space.Count, 0, input.Structure.FirstPlanned));
        var history = new DemandHistory(sold, space.Attributes.Catalog, space.Attributes.Present.ToArray(), periods, input.Dataset);
        var run = new Work(input, history, periods);
        run.ForecastAll(progress, token);
        run.ApplyLifecycle();
        progress?.Report(new StageProgress(Stage.Forecast, "Writing the forecast", .95));
        return run.Output();
    }

    /// <summary>One run of the stage.</summary>
    private sealed class Work
    {
        private readonly StageInput _input;
        private readonly DemandHistory _history;
        private readonly SeasonPeriods _periods;
        private readonly Launches _launches;
        private readonly SeriesMatrix _means, _deviations;
        private readonly double[] _multiples;
        private readonly SeriesForecast[] _details;
        private readonly bool[] _copied;
        private readonly List<Finding>?[] _found;
        private readonly List<Finding> _findings = [];
        private readonly Dictionary<string, SeriesForecast> _before = new(StringComparer.Ordinal);
        private readonly SeriesMatrix[] _beforeRows;
        private readonly SeriesMatrix[] _output;
        private readonly HashSet<int> _changing;
        private readonly List<(ItemRelation Relation, DateOnly From)> _replacements;

        public Work(StageInput input, DemandHistory history, SeasonPeriods periods)
        {
            (_input, _history, _periods) = (input, history, periods);
            _launches = new Launches(history, input.Dataset, input.Structure.Horizon.CutOff);
            var (count, steps) = (history.Catalog.Count, Math.Max(0, periods.End - periods.Past));
            (_means, _deviations) = (new SeriesMatrix(count, periods.Past, steps), new SeriesMatrix(count, periods.Past, steps));
            (_multiples, _details, _copied, _found) = (new double[count * Probabilities.Length], new SeriesForecast[count], new bool[count], new List<Finding>?[count]);
            Array.Fill(_multiples, double.NaN);
            var planned = input.Structure.Horizon.BucketsOf(input.Structure.Calendar);
            var (first, buckets) = (planned.Start.Value, planned.End.Value - planned.Start.Value);
            _output = [.. Measures.Select(_ => new SeriesMatrix(count, first, buckets))];
            _beforeRows = [];
            var items = input.Dataset.Rows<Item>().DistinctBy(i => i.Id).ToDictionary(i => i.Id);
            _replacements = [.. from relation in input.Dataset.Rows<ItemRelation>()
                                where relation.Kind == RelationKind.Replacement && relation.Item != relation.RelatedItem
                                let day = Lifecycle.TakesOver(relation, items.GetValueOrDefault(relation.Item))
                                where day is not null
                                select (relation, day.Value)];
            _changing = Changing();
            if (input.Before is { Details: ForecastDetails details } before && Measures.All(before.Written.ContainsKey))
            {
                foreach (var one in details.Series.Where(s => s.Fingerprint.Length > 0 && s.Series < count))
                    _before[one.Fingerprint + one.Series.ToString(CultureInfo.InvariantCulture)] = one;
                _beforeRows = [.. Measures.Select(m => SeriesMatrix.From(before.Written[m], count, first, buckets))];
            }
        }

        public void ForecastAll(IProgress<StageProgress>? progress, CancellationToken token)
        {
            var done = 0;
            var count = _history.Catalog.Count;
            Parallel.For(0, count, new ParallelOptions { CancellationToken = token }, () => new ForecastScratch(), (series, _, scratch) =>
            {
                if (_history.Present[series])
                    _details[series] = Forecast(series, scratch);
                if (Interlocked.Increment(ref done) % 256 == 0)
                    progress?.Report(new StageProgress(Stage.Forecast, $"{done} of {count} series", .9 * done / count));
                return scratch;
            }, _ => { });
            if (_history.End > 0 && _history.End < _periods.Past)
            {
                _findings.Add(new Finding(
                    "HISTORY_ENDS_EARLY", Severity.Warning, "sales_history", "sales_history", "order_date", $"{_periods.Last(_history.End - 1):yyyy-MM-dd}",
                    $"Nothing was sold after {_periods.Last(_history.End - 1):yyyy-MM-dd}, though the cut-off is {_input.Structure.Horizon.CutOff:yyyy-MM-dd}; the time between is taken as not known, not as zero.",
                    "Import the missing sales. Maybe the last extract is old."));
            }
        }

        /// <summary>The forecast of one series, before its end and before successors.</summary>
        private SeriesForecast Forecast(int series, ForecastScratch scratch)
        {
            var life = _history.LifeOf(series);
            if (_launches.IsLaunch(series))
                return ForecastLaunch(series);
            if (life.Start >= _history.End)
            {
                Say(series, "NO_SALES_HISTORY", Severity.Warning, $"Item '{Name(series)}' was never sold and is not being launched: there is no forecast of it.", "Name a like item and a launch date, or leave it out of the plan. Maybe it is sold under another number.");
                return Details(series, "none", [], SeriesClass.NoHistory, "The item was never sold.");
            }

            var start = _history.StartOf(series);
            var last = _history.End - 1;
            while (last >= start && _history.Sold(series, last) == 0)
                last--;
            if (last < start || _history.End - 1 - last > _periods.Season)
            {
                _means.Row(series).Clear();
                _deviations.Row(series).Clear();
                return Details(series, "zero", [], SeriesClass.Dormant, last < start ? "The item is sold elsewhere, never here." : $"Nobody bought here after {_periods.Last(last):yyyy-MM-dd}, for more than a season.");
            }

            return ForecastByMethod(series, ButForFewSales(series, start), scratch);
        }

        /// <summary>
        /// The first period of the history that is looked at. A first order or two in a new place do not come again each period: where there are fewer than three, the periods of the last season in which
        /// the item was sold elsewhere and not here count too.
        /// </summary>
        private int ButForFewSales(int series, int start)
        {
            var sales = 0;
            for (var period = start; period < _history.End; period++)
                sales += _history.Sold(series, period) > 0 ? 1 : 0;
            return sales >= LeastSales ? start : Math.Min(start, Math.Max(_history.End - _periods.Season, Math.Max(_history.First, _history.LifeOf(series).Start)));
        }

        private SeriesForecast ForecastByMethod(int series, int start, ForecastScratch scratch)
        {
            var known = new double[_history.End - start];
            for (var t = 0; t < known.Length; t++)
                known[t] = _history.Sold(series, start + t);
            var season = _periods.Season;
            (double[], string)? shape = null;
            if (_history.SeasonOf(_history.Catalog.Codes(0)[series]) is var (indices, source) && source is not null)
                shape = ([.. Enumerable.Range(0, season).Select(i => indices[(start + i) % season])], source);
            var gap = _periods.Past - _history.End;
            var steps = _means.Count;
            var fingerprint = SeriesForecaster.Fingerprint(
                known, shape is { } used ? used.Item1 : [], Version, season, gap, steps, _input.Rules.Demand.BacktestOrigins, _output[0].First, _output[0].Count);
            var changes = _changing.Contains(_history.Catalog.Codes(0)[series]);
            if (!changes && _before.TryGetValue(fingerprint + series.ToString(CultureInfo.InvariantCulture), out var before))
            {
                for (var m = 0; m < Measures.Length; m++)
                    _beforeRows[m].Row(series).CopyTo(_output[m].Row(series));
                _copied[series] = true;
                return before;
            }

            Span<double> means = new double[gap + steps], deviations = new double[gap + steps];
            var fitted = SeriesForecaster.Forecast(known, season, shape, _input.Rules.Demand.BacktestOrigins, means, deviations, scratch);
            means[gap..].CopyTo(_means.Row(series));
            deviations[gap..].CopyTo(_deviations.Row(series));
            if (fitted.Choice.Pattern is DemandPattern.Intermittent or DemandPattern.Lumpy)
                SeriesForecaster.Multiples(known, 2 * season, Probabilities, _multiples.AsSpan(series * Probabilities.Length, Probabilities.Length));
            var choice = fitted.Choice;
            var names = choice.Method.ParameterNames;
            return Details(
                series, choice.Method.Name, [.. names.Select((n, i) => new FittedParameter(n, fitted.Parameters[i])).Where(p => double.IsFinite(p.Value))],
                Enum.Parse<SeriesClass>(choice.Pattern.ToString()), SeriesForecaster.Reason(fitted)) with
            {
                Error = Finite(choice.Error),
                Bias = Finite(choice.Bias),
                NaiveError = Finite(choice.NaiveError),
                Origins = choice.Origins,
                Fingerprint = changes ? "" : fingerprint,
            };
        }

        private SeriesForecast ForecastLaunch(int series)
        {
            var launch = _launches.Forecast(series, _means.Row(series), _deviations.Row(series));
            if (launch.Assumed is { } assumed)
            {
                Say(
                    series, launch.Possible ? "LAUNCH_WITHOUT_LIKE_ITEM" : "LAUNCH_WITHOUT_BASIS", launch.Possible ? Severity.Info : Severity.Warning,
                    launch.Possible ? $"Nobody has bought item '{Name(series)}' yet and it names no like item: assumed is that {assumed}." : $"{launch.Reason} For now {assumed}.",
                    "Name a like item with a share, and the launch date. Maybe the relation is missing in the extract.");
            }

            return Details(series, launch.Method, [], launch.Possible ? SeriesClass.Launch : SeriesClass.NoHistory, launch.Reason);
        }

        /// <summary>Replacements first, as they move what a predecessor would have sold after its end; then ends of life.</summary>
        public void ApplyLifecycle()
        {
            var catalog = _history.Catalog;
            Lifecycle.MoveToSuccessors(
                _replacements, catalog, _history.Present, _periods, _input.Structure.Horizon.CutOff, _means, _deviations,
                (successor, predecessor, relation, day) =>
                {
                    _details[successor] = _details[successor] with { Fingerprint = "", Reason = $"{_details[successor].Reason} From {day:yyyy-MM-dd} it takes over demand of '{relation.RelatedItem}'." };
                    _details[predecessor] = _details[predecessor] with { Fingerprint = "", Reason = $"{_details[predecessor].Reason} From {day:yyyy-MM-dd} demand moves to '{relation.Item}'." };
                    MultiplesOff(successor);
                });
            var factors = new double[_means.Count];
            for (var series = 0; series < catalog.Count; series++)
            {
                if (!_history.Present[series] || _history.LifeOf(series).Item is not { } item || !Lifecycle.EndFactors(item, _periods, factors))
                    continue;
                var (means, deviations) = (_means.Row(series).ToArray(), _deviations.Row(series).ToArray());
                for (var step = 0; step < factors.Length; step++)
                {
                    _means.Row(series)[step] = means[step] * factors[step];
                    _deviations.Row(series)[step] = deviations[step] * factors[step];
                }

                if (_details[series].Class is SeriesClass.NoHistory or SeriesClass.Dormant)
                    continue;
                var end = item.EndOfLifeDate is { } day ? $"Demand ends on {day:yyyy-MM-dd}." : "The item is at its end of life and has no date: demand falls to nothing within a season.";
                _details[series] = _details[series] with { Class = SeriesClass.EndOfLife, Fingerprint = "", Reason = $"{_details[series].Reason} {end}" };
            }
        }

        public StageOutput Output()
        {
            Parallel.For(0, _history.Catalog.Count, series =>
            {
                if (!_history.Present[series] || _copied[series])
                    return;
                var multiples = _multiples.AsSpan(series * Probabilities.Length, Probabilities.Length);
                for (var step = 0; step < _means.Count; step++)
                {
                    var (mean, deviation) = (_means.Row(series)[step], _deviations.Row(series)[step]);
                    if (double.IsNaN(mean))
                        continue;
                    var first = _output[0].First;
                    _periods.Spread(_periods.Past + step, mean, _output[0].Row(series), first);
                    for (var p = 0; p < Probabilities.Length; p++)
                    {
                        var bound = double.IsNaN(multiples[p]) ? mean + (Normal[p] * deviation) : mean * multiples[p];
                        _periods.Spread(_periods.Past + step, Math.Max(0, bound), _output[p + 1].Row(series), first);
                    }
                }
            });
            for (var series = 0; series < _found.Length; series++)
            {
                if (_found[series] is { } found)
                    _findings.AddRange(found);
            }

            var written = new Dictionary<string, Layer>(StringComparer.Ordinal);
            for (var m = 0; m < Measures.Length; m++)
                written.Add(Measures[m], _output[m].ToLayer(_input.Cube[Measures[m]].Written));
            return new StageOutput(written, new ForecastDetails([.. _findings.DistinctBy(f => (f.Code, f.Entity))], [.. _details.Where(d => d is not null)]));
        }

        /// <summary>Items whose forecast is changed after the fit: those that end, and both sides of a replacement.</summary>
        private HashSet<int> Changing()
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (relation, from) in _replacements)
            {
                if (from > _input.Structure.Horizon.CutOff)
                    names.UnionWith([relation.Item.Value, relation.RelatedItem.Value]);
            }

            var changing = new HashSet<int>();
            var factors = new double[_means.Count];
            for (var code = 0; code < _history.Lives.Length; code++)
            {
                if (names.Contains(_history.Catalog.Members(0)[code]) || (_history.Lives[code].Item is { } item && Lifecycle.EndFactors(item, _periods, factors)))
                    changing.Add(code);
            }

            return changing;
        }

        private SeriesForecast Details(int series, string method, IReadOnlyList<FittedParameter> parameters, SeriesClass of, string reason) =>
            new(series, _history.Catalog.Coordinate(series), method, parameters, null, null, null, 0, of, reason, "");

        private void MultiplesOff(int series) => _multiples.AsSpan(series * Probabilities.Length, Probabilities.Length).Fill(double.NaN);

        private string Name(int series) => _history.Catalog.Members(0)[_history.Catalog.Codes(0)[series]];

        private void Say(int series, string code, Severity severity, string message, string advice) =>
            (_found[series] ??= []).Add(new Finding(code, severity, "items", Name(series), null, null, message, advice));

        private static double? Finite(double value) => double.IsFinite(value) ? value : null;
    }
}
