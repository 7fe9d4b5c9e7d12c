using System.Globalization;
using Concord.Planning.Cube;
using Concord.Planning.Demand;
using Concord.Planning.Kpi;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Cycle;

/// <summary>What the demand review should look at, by value at stake.</summary>
/// <param name="Unit">What values are in: the reporting currency, or base units where nothing has a price.</param>
/// <param name="Basis">What errors are measured by.</param>
/// <param name="Groups">Parts looked at.</param>
/// <param name="Rows">The largest value at stake first, those without one last.</param>
public sealed record DemandExceptions(string Unit, string Basis, int Groups, IReadOnlyList<DemandExceptionCount> Kinds, IReadOnlyList<DemandException> Rows)
{
    private const int QuarterDays = 92, HalfYearDays = 184, YearDays = 366;

    /// <summary>
    /// Looks at every group of a level.
    /// <list type="bullet">
    /// <item>Error: absolute error of the group's total over the last half year, by the plans of record at the lag; by the backtest where no plan of record reaches that far.</item>
    /// <item>Bias instead of error, where it was off on the same side all the time.</item>
    /// <item>Jump: consensus (statistical forecast where there is none) of the next quarter is above or below all of: the same buckets of last year, these times the growth of the last quarter over the
    /// year before, the last quarter. At stake is the distance to the nearest.</item>
    /// <item>Missing input: a function that has not submitted; a function that has an input elsewhere in the plan of the group and none in the next quarter. At stake is the usual error of the group over the next quarter.</item>
    /// <item>Override: distance of consensus to forecast plus events, bucket by bucket over the next year.</item>
    /// </list>
    /// </summary>
    /// <param name="now">The plan, with its stages up to consensus.</param>
    /// <param name="plans">Plans of record, in the order they were approved.</param>
    /// <param name="forecast">What the stage forecast said; null when it was not computed.</param>
    /// <param name="waiting">Functions that must submit and have not.</param>
    /// <param name="lag">Buckets ahead, from 1 on.</param>
    /// <exception cref="ArgumentException">An attribute that demand does not have.</exception>
    public static DemandExceptions Of(
        StageInput now, IReadOnlyList<RecordedPlan> plans, ForecastDetails? forecast, IReadOnlyList<InputFunction> waiting, IReadOnlyList<string> level, Coordinates filter, int lag, DemandExceptionRules rules)
    {
        if (now.Structure.SeriesCount("consensus_demand") == 0)
            return new DemandExceptions("", "", 0, [], []);
        var sums = new DemandReviewSums(now, level, filter);
        var found = new Finder(now, sums, DemandErrors.Of(now, sums, plans, forecast, lag, Within(now.Structure, HalfYearDays)), rules);
        for (var group = 0; group < sums.Grouping.Count; group++)
            found.Look(group);
        if (waiting.Count > 0)
        {
            var whole = new DemandReviewSums(now, [], filter);
            found.Waiting(waiting, DemandErrors.Of(now, whole, plans, forecast, lag, Within(now.Structure, HalfYearDays)));
        }

        DemandException[] rows = [.. found.Rows.OrderByDescending(r => r.AtStake ?? -1).ThenBy(r => r.Kind).ThenBy(r => string.Join('\u001f', r.Members), StringComparer.Ordinal)];
        return new DemandExceptions(
            sums.Unit, found.Basis, sums.Grouping.Count,
            [.. Enum.GetValues<DemandExceptionKind>().Select(k => new DemandExceptionCount(k, rows.Count(r => r.Kind == k), rows.Where(r => r.Kind == k).Sum(r => r.AtStake ?? 0)))], rows);
    }

    /// <summary>Buckets of the horizon that end within so many days from its first.</summary>
    private static int Within(PlanStructure structure, int days)
    {
        var (first, end) = (structure.FirstPlanned, structure.Horizon.BucketsOf(structure.Calendar).End.Value);
        var count = 0;
        while (first + count < end && structure.Calendar[first + count].Last.DayNumber < structure.Calendar[first].First.DayNumber + days)
            count++;
        return Math.Max(Math.Min(1, end - first), count);
    }

    private sealed class Finder
    {
        private static readonly InputFunction[] Functions = Enum.GetValues<InputFunction>();

        private readonly DemandReviewSums _sums;
        private readonly DemandErrors _errors;
        private readonly DemandExceptionRules _rules;
        private readonly PlanStructure _structure;
        private readonly int _quarter, _year, _first, _complete;
        private readonly bool _hasConsensus;
        private readonly double[] _plan, _consensus, _written, _forecast, _events, _last, _before, _lastYear;
        private readonly double[][] _inputs;

        public Finder(StageInput now, DemandReviewSums sums, DemandErrors errors, DemandExceptionRules rules)
        {
            (_sums, _errors, _rules, _structure) = (sums, errors, rules, now.Structure);
            (_first, _quarter, _year) = (_structure.FirstPlanned, Within(_structure, QuarterDays), Within(_structure, YearDays));
            _complete = ForecastRecord.CompleteBuckets(_structure);
            _consensus = sums.Of(now.Cube, "consensus_demand", _first, _year);
            _written = sums.Of(now.Cube, "consensus_demand", _first, _year, LayerKind.Written);
            _forecast = sums.Of(now.Cube, "statistical_forecast", _first, _year);
            _events = sums.Of(now.Cube, "event_effect", _first, _year);
            _hasConsensus = Array.Exists(_consensus, v => !double.IsNaN(v));
            _plan = _hasConsensus ? _consensus : _forecast;
            _inputs = Array.ConvertAll(Functions, f => now.Cube.Values(Submission.MeasureOf(f)).BucketCount == 0 ? [] : sums.Of(now.Cube, Submission.MeasureOf(f), 0, _structure.Calendar.Count));
            _last = Past(now, _complete - _quarter);
            _before = Past(now, ForecastRecord.YearBefore(_structure, _complete - _quarter));
            _lastYear = Past(now, ForecastRecord.YearBefore(_structure, _first));
        }

        public List<DemandException> Rows { get; } = [];

        public string Basis => _errors.Basis;

        public void Look(int group)
        {
            if (_errors.Actual(group) > 0 || _errors.Absolute(group) > 0)
                Missed(group);
            Jumped(group);
            Unheard(group);
            if (_hasConsensus)
                Overridden(group);
        }

        /// <summary>Functions that have not submitted: about all of the plan looked at.</summary>
        /// <param name="whole">Errors of all of it as one group.</param>
        public void Waiting(IReadOnlyList<InputFunction> functions, DemandErrors whole)
        {
            var planned = 0d;
            for (var group = 0; group < _sums.Grouping.Count; group++)
                planned += Sum(_plan, group, _year, _quarter);
            var risk = planned > 0 ? planned * (whole.Share(0) ?? 0) : 0;
            foreach (var function in functions)
            {
                Rows.Add(new DemandException(
                    DemandExceptionKind.MissingInput, [], risk > 0 ? risk : null, null, null, [function],
                    $"{function} has not submitted its input of this cycle.{(risk > 0 ? $" Without it the next quarter stands on forecast and events, which are usually {Amount(risk)} off." : "")}"));
            }
        }

        private void Missed(int group)
        {
            var (absolute, bias, actual) = (_errors.Absolute(group), _errors.Bias(group), _errors.Actual(group));
            var over = _errors.IsRecorded ? $"over {_errors.Buckets} {(_errors.Buckets == 1 ? "bucket" : "buckets")} ({_errors.Basis})" : "in the backtest, for half a year";
            if (_errors.IsPersistent(group) && Math.Abs(bias) > _rules.Bias * actual)
            {
                var side = bias > 0 ? "high" : "low";
                Add(DemandExceptionKind.Bias, group, Math.Abs(bias), bias, actual, Math.Abs(bias),
                    $"Forecast too {side}{(_errors.IsRecorded ? " every time" : "")}: {Amount(Math.Abs(bias))}{Of(bias, actual)} {over}.");
            }
            else if (absolute > _rules.Error * actual)
            {
                Add(DemandExceptionKind.ForecastError, group, absolute, bias, actual, absolute,
                    $"Forecast off by {Amount(absolute)}{Of(absolute, actual)} {over}{(_errors.IsRecorded ? $"; in sum {Signed(bias)}" : "")}.");
            }
        }

        private void Jumped(int group)
        {
            var (planned, recent, before, year) = (Sum(_plan, group, _year, _quarter), Sum(_last, group, _quarter, _quarter), Sum(_before, group, _quarter, _quarter), Sum(_lastYear, group, _quarter, _quarter));
            if (!(year > 0) || !(recent > 0))
                return;
            var grown = before > 0 ? year * recent / before : year;
            var (low, high) = (Math.Min(Math.Min(year, grown), recent), Math.Max(Math.Max(year, grown), recent));
            var nearest = planned > high ? high : low;
            var away = planned > high ? planned - high : planned < low ? planned - low : 0;
            if (Math.Abs(away) <= _rules.Jump * nearest)
                return;
            Add(DemandExceptionKind.Jump, group, Math.Abs(away), away, nearest, Math.Abs(away),
                $"{(_hasConsensus ? "Consensus" : "Forecast")} of {Span(_quarter)} is {Amount(planned)}, {Percent(away, nearest)} {(away > 0 ? "above" : "below")} everything to compare with: last year {Amount(year)}, last year with the growth since {Amount(grown)}, the last {_quarter} buckets {Amount(recent)}.");
        }

        /// <summary>Functions with an opinion elsewhere and none on the next quarter.</summary>
        private void Unheard(int group)
        {
            var count = _structure.Calendar.Count;
            for (var f = 0; f < Functions.Length; f++)
            {
                if (_inputs[f].Length == 0)
                    continue;
                var row = _inputs[f].AsSpan(group * count, count);
                if (row.IndexOfAnyExcept(double.NaN) < 0 || row.Slice(_first, _quarter).IndexOfAnyExcept(double.NaN) >= 0)
                    continue;
                var risk = Risk(group);
                Rows.Add(new DemandException(
                    DemandExceptionKind.MissingInput, _sums.Grouping.Keys[group], risk, null, null, [Functions[f]],
                    $"{Functions[f]} has an input here, but none for {Span(_quarter)}.{(risk is { } value ? $" There the usual error of the forecast is {Amount(value)}." : "")}"));
            }
        }

        private void Overridden(int group)
        {
            var (away, signed, basis, typed) = (0d, 0d, 0d, 0d);
            for (var b = 0; b < _year; b++)
            {
                var at = (group * _year) + b;
                var (plan, by) = (Zero(_consensus[at]), Zero(_forecast[at]) + Zero(_events[at]));
                away += Math.Abs(plan - by);
                signed += plan - by;
                basis += by;
                typed += plan - Zero(_written[at]);
            }

            if (away <= _rules.Override * basis || away == 0)
                return;
            var rest = signed - typed;
            Add(DemandExceptionKind.Override, group, away, signed, basis, away,
                $"Consensus of {Span(_year)} is {Signed(signed)}{Of(signed, basis)} from forecast and events: {Signed(typed)} typed on it, {Signed(rest)} by inputs of functions, orders and drivers.");
        }

        private double? Risk(int group) => _errors.Share(group) is { } share ? share * Sum(_plan, group, _year, _quarter) : null;

        private double[] Past(StageInput now, int from)
        {
            var sums = new double[_sums.Grouping.Count * _quarter];
            if (from < 0 || from + _quarter > _complete)
            {
                // A year before the plan may run into the plan itself where the horizon's first quarter is longer than what is known.
                Array.Fill(sums, double.NaN);
                return sums;
            }

            return _sums.Of(now.Cube, "sales_history", from, _quarter);
        }

        private void Add(DemandExceptionKind kind, int group, double stake, double signed, double basis, double size, string why) =>
            Rows.Add(new DemandException(kind, _sums.Grouping.Keys[group], stake, signed, basis > 0 ? size / basis : null, [], why));

        private static double Sum(double[] values, int group, int stride, int count) => DemandReviewSums.Total(values.AsSpan(group * stride, count));

        private string Span(int count) => count == 1 ? _structure.Calendar[_first].Label : $"{_structure.Calendar[_first].Label} to {_structure.Calendar[_first + count - 1].Label}";

        private string Amount(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:#,0} {_sums.Unit}");

        private string Signed(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:+#,0;-#,0;0} {_sums.Unit}");

        private static string Percent(double value, double of) => string.Create(CultureInfo.InvariantCulture, $"{100 * Math.Abs(value) / of:0} %");

        private static string Of(double value, double of) => of > 0 ? $" ({Percent(value, of)})" : "";

        private static double Zero(double value) => double.IsNaN(value) ? 0 : value;
    }
}
