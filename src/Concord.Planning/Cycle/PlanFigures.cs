using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Finance;
using Concord.Planning.Scenarios;
using CellReader = Concord.Planning.Cube.CellReader;

namespace Concord.Planning.Cycle;

/// <summary>Some buckets of the horizon.</summary>
/// <param name="From">First one, counted from the start of the horizon.</param>
/// <param name="End">The one after the last.</param>
internal sealed record FigurePeriod(string Label, int From, int End, DateOnly First, DateOnly Last)
{
    public int Days => Last.DayNumber - First.DayNumber + 1;
}

/// <summary>Totals of the company by bucket of the horizon, and why they are missing.</summary>
/// <param name="Values">NaN for none.</param>
/// <param name="Missing">Why there is no value at all; null when there is one.</param>
/// <param name="Note">What the totals leave out; null for nothing.</param>
internal sealed record PlanTotals(double[] Values, string? Missing, string? Note);

/// <summary>Reads what figures of one plan are made of. One thread.</summary>
internal sealed class PlanFigures
{
    /// <summary>Measures that a plan has none of where a supply plan is known without them: nothing is late, lost or worked in overtime.</summary>
    private static readonly Dictionary<string, string> WrittenWith = new(StringComparer.Ordinal)
    {
        ["backorders"] = "constrained_demand",
        ["lost_demand"] = "constrained_demand",
        ["overtime"] = "load",
        ["overtime_cost"] = "production_cost",
    };

    private readonly StageInput _plan;
    private readonly Dictionary<string, PlanTotals> _totals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SeriesMatrix> _matrices = new(StringComparer.Ordinal);
    private readonly int _first;
    private readonly int _count;

    public PlanFigures(StageInput plan)
    {
        _plan = plan;
        var structure = plan.Structure;
        var buckets = structure.Horizon.BucketsOf(structure.Calendar);
        (_first, _count) = (buckets.Start.Value, buckets.End.Value - buckets.Start.Value);
        All = Period("horizon", 0, _count);
        Buckets = [.. Enumerable.Range(0, _count).Select(b => Period(Label(b), b, b + 1))];
        Years = [.. structure.Calendar.FiscalYears.Where(y => y.LastIndex >= _first && y.FirstIndex < buckets.End.Value)
            .Select(y => Period(y.Label, Math.Max(y.FirstIndex, _first) - _first, Math.Min(y.LastIndex + 1, buckets.End.Value) - _first))];
    }

    public FigurePeriod All { get; }

    public IReadOnlyList<FigurePeriod> Years { get; }

    /// <summary>Each bucket of the horizon by itself.</summary>
    public IReadOnlyList<FigurePeriod> Buckets { get; }

    public string Currency => _plan.Structure.Spaces.Values.Select(s => s.Units.Currency).FirstOrDefault("");

    public int Days(int bucket) => _plan.Structure.Calendar[_first + bucket].DaysShared(_plan.Structure.Horizon.First, _plan.Structure.Horizon.Last);

    public string Label(int bucket) => _plan.Structure.Calendar[_first + bucket].Label;

    /// <summary>The company's total of a measure; quantities at their net price.</summary>
    public PlanTotals Totals(string measure)
    {
        if (!_totals.TryGetValue(measure, out var totals))
            _totals.Add(measure, totals = Read(MeasureRegistry.Measure(measure)));
        return totals;
    }

    /// <summary>The leaf values over the horizon; null when the plan has none.</summary>
    public SeriesMatrix? Matrix(string measure)
    {
        if (Totals(measure).Missing is not null || _plan.Structure.SeriesCount(measure) is not (var count and > 0))
            return null;
        if (!_matrices.TryGetValue(measure, out var matrix))
            _matrices.Add(measure, matrix = SeriesMatrix.From(_plan.Cube.Values(measure), count, _first, _count));
        return matrix;
    }

    public SeriesSpace Space(string measure) => _plan.Structure.Of(MeasureRegistry.Measure(measure));

    /// <summary>The net price of each series of a space in a bucket of the horizon [reporting currency per base unit].</summary>
    public double[] Prices(SeriesSpace space, int bucket) => space.Units.Prices(_first + bucket);

    private PlanTotals Read(MeasureDefinition measure)
    {
        var none = new double[_count];
        Array.Fill(none, double.NaN);
        if (_plan.Structure.SeriesCount(measure.Name) == 0)
            return new PlanTotals(none, $"nothing in the dataset has {Lower(measure.Title)}", null);
        if (_count > 0 && !HasPage(_plan.Cube.Values(measure.Name)) && WrittenWith.TryGetValue(measure.Name, out var other) && HasPage(_plan.Cube.Values(other)))
            return new PlanTotals(new double[_count], null, null);
        if (_count == 0 || !HasPage(_plan.Cube.Values(measure.Name)))
            return new PlanTotals(none, $"the plan has no {Lower(measure.Title)}: the stage {measure.WrittenBy.ToString().ToLowerInvariant()} wrote none", null);
        var column = CellReader.Read(_plan.Cube, _plan.Structure, new CellQuery([measure.Name], [], Coordinates.All, _first, _first + _count - 1, ValueUnit.Money)).Measures[0];
        if (column.Reason is { } reason)
            return new PlanTotals(none, reason, null);
        var missing = Array.TrueForAll(column.Values, double.IsNaN) ? $"no value of {Lower(measure.Title)} could be stated in money: prices are missing" : null;
        var note = column.Outside.Length > 0 && column.Outside[0] > 0 ? $"without {column.Outside[0]} series that have no price" : null;
        note = MoneyGaps.Note(_plan.Cube, _plan.Structure, measure.Name, _first, _count) is { } gap ? note is null ? gap : $"{note}; {gap}" : note;
        return new PlanTotals(column.Values.Length == _count ? column.Values : none, missing, note);
    }

    private bool HasPage(Layer layer)
    {
        for (var bucket = _first; bucket < _first + _count; bucket++)
        {
            for (var block = 0; block < layer.BlockCount(bucket); block++)
            {
                if (layer.PageAt(bucket, block) is not null)
                    return true;
            }
        }

        return false;
    }

    private FigurePeriod Period(string label, int from, int end)
    {
        var (calendar, horizon) = (_plan.Structure.Calendar, _plan.Structure.Horizon);
        if (end <= from)
            return new FigurePeriod(label, from, from, horizon.First, horizon.First.AddDays(-1));
        var (first, last) = (calendar[_first + from].First, calendar[_first + end - 1].Last);
        return new FigurePeriod(label, from, end, first < horizon.First ? horizon.First : first, last > horizon.Last ? horizon.Last : last);
    }

    internal static string Lower(string title) => title.Length > 1 && char.IsLower(title[1]) ? char.ToLowerInvariant(title[0]) + title[1..] : title;
}
