using Concord.Numerics.Cells;
using Concord.Planning.Data;
using Concord.Planning.Data.Calendar;

namespace Concord.Planning.Cube;

/// <summary>
/// The budget at the leaf series. A month's line is cut over the buckets of the month by days, then over the series of its item or family, channel and region:
/// volume in proportion to the sales history of the last year in planning units; revenue and cost in proportion to actual revenue of the last year; where that is nothing, by
/// volume, and where that too is nothing, in equal parts. Of several versions that state a month, the last one in ordinal order counts for it.
/// </summary>
internal sealed class FactBudget
{
    private readonly FactScope _scope;
    private readonly SeriesSpace? _space;
    private readonly Dictionary<DateOnly, string> _versions = [];
    private readonly (double[] Volume, double[] Revenue) _weights;

    /// <param name="scope">Where rows find their place.</param>
    /// <param name="addYear">Adds the values of a measure over the last year to those of all series [base units, or reporting currency].</param>
    public FactBudget(FactScope scope, Action<string, double[]> addYear)
    {
        _scope = scope;
        _space = scope.Structure.Spaces.GetValueOrDefault(FactScope.Demand);
        foreach (var line in scope.Dataset.Rows<BudgetLine>())
        {
            var month = FirstOfMonth(line.Month);
            if (!_versions.TryGetValue(month, out var version) || string.CompareOrdinal(line.Version, version) > 0)
                _versions[month] = line.Version;
        }

        _weights = (new double[_space?.Count ?? 0], new double[_space?.Count ?? 0]);
        if (_space is null || _versions.Count == 0)
            return;
        addYear("sales_history", _weights.Volume);
        addYear("actual_revenue", _weights.Revenue);
        for (var series = 0; series < _weights.Volume.Length; series++)
            _weights.Volume[series] *= _space.Units.PlanningFactors[series];
    }

    public static IReadOnlyList<string> Measures { get; } = ["budget_quantity", "budget_revenue", "budget_cost"];

    /// <summary>The buckets of the year that ends with the cut-off.</summary>
    public static Range LastYear(PlanStructure structure, DateOnly asOf) =>
        asOf <= structure.Calendar.First.AddYears(1) ? structure.Calendar.Touching(structure.Calendar.First, asOf) : structure.Calendar.Touching(asOf.AddYears(-1).AddDays(1), asOf);

    /// <summary>The parts of all lines: series, bucket, value [planning units, or reporting currency] and the row each comes from.</summary>
    /// <param name="measure">One of <see cref="Measures"/>.</param>
    /// <param name="only">Null for all buckets.</param>
    public void Read(string measure, int? only, Action<int, int, double, TableBatch, int> use)
    {
        if (_space is null)
            return;
        foreach (var batch in _scope.Dataset.Batches(DataModel.Table<BudgetLine>()))
        {
            var amounts = batch[measure["budget_".Length..]].Numbers;
            for (var row = 0; row < batch.RowCount; row++)
            {
                if (!double.IsNaN(amounts[row]))
                    Spread(measure, only, batch, row, amounts[row], use);
            }
        }
    }

    private void Spread(string measure, int? only, TableBatch batch, int row, double amount, Action<int, int, double, TableBatch, int> use)
    {
        var first = FirstOfMonth(DateOnly.FromDayNumber(batch["month"].Days[row]));
        if (_versions[first] != batch["version"].Text(row))
            return;
        var last = first.AddMonths(1).AddDays(-1);
        var calendar = _scope.Structure.Calendar;
        if (first < calendar.First || last > calendar.Last)
        {
            _scope.Notes.Count(FactGap.OutsideOfCalendar, measure, batch, row);
            return;
        }

        var series = Series(batch, row);
        if (series.Length == 0)
        {
            _scope.Notes.Count(FactGap.NoSeries, measure, batch, row);
            return;
        }

        var (from, end) = (calendar.Touching(first, last).Start.Value, calendar.Touching(first, last).End.Value);
        var days = new int[end - from];
        for (var i = 0; i < days.Length; i++)
            days[i] = calendar[from + i].DaysShared(first, last);
        var ofBuckets = new double[days.Length];
        Proration.ByWeights(amount, days, ofBuckets);
        var weights = Weights(measure, series);
        var parts = new double[series.Length];
        for (var i = 0; i < days.Length; i++)
        {
            if (only is { } bucket && bucket != from + i)
                continue;
            var rate = measure == "budget_quantity" ? 1 : _scope.Rate(batch["currency"].Text(row), null, from + i);
            if (double.IsNaN(rate))
            {
                _scope.Notes.Count(FactGap.NoRate, measure, batch, row);
                continue;
            }

            Shares.Cut(ofBuckets[i] * rate, weights, [], whole: false, parts);
            for (var s = 0; s < series.Length; s++)
            {
                if (!double.IsNaN(parts[s]))
                    use(series[s], from + i, parts[s], batch, row);
            }
        }
    }

    private int[] Series(TableBatch batch, int row)
    {
        var parts = new List<(string, string)>();
        foreach (var attribute in (ReadOnlySpan<string>)["family", "item", "channel", "region"])
        {
            if (batch[attribute].Text(row) is { } member)
                parts.Add((attribute, member));
        }

        return _space!.Attributes.Select(Coordinates.Of(parts.ToArray()));
    }

    private double[] Weights(string measure, int[] series)
    {
        if (measure != "budget_quantity" && TryPick(_weights.Revenue, series, out var byRevenue))
            return byRevenue;
        if (TryPick(_weights.Volume, series, out var byVolume))
            return byVolume;
        Array.Fill(byVolume, 1);
        return byVolume;
    }

    /// <summary>The weights of the series; false when none is above zero.</summary>
    private static bool TryPick(double[] weights, int[] series, out double[] picked)
    {
        picked = Array.ConvertAll(series, s => weights[s]);
        foreach (var weight in picked)
        {
            if (weight > 0)
                return true;
        }

        return false;
    }

    private static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);
}
