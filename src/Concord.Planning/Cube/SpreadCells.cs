using Concord.Numerics.Cells;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Cube;

/// <summary>Fills one value for each series.</summary>
internal delegate void FillSeries(int bucket, Span<double> values);

/// <summary>The cells an entry is spread over: some series in some buckets, bucket by bucket.</summary>
internal sealed class Cells
{
    private readonly MeasureDefinition _measure;
    private readonly int _first, _last;
    private readonly double[]? _factors;
    private readonly CubeEdit _edit;
    private readonly double[] _values;
    private readonly bool[] _free;

    /// <param name="measure">The measure.</param>
    /// <param name="series">Ascending.</param>
    /// <param name="first">First bucket.</param>
    /// <param name="last">Last bucket.</param>
    /// <param name="factors">What each cell is multiplied by to be in the typed unit, NaN where it cannot be; null when all are one.</param>
    /// <param name="edit">Where the values are read and written.</param>
    public Cells(MeasureDefinition measure, int[] series, int first, int last, double[]? factors, CubeEdit edit)
    {
        (_measure, Series, _first, _last, _factors, _edit) = (measure, series, first, last, factors, edit);
        Count = series.Length * (last - first + 1);
        _values = new double[Count];
        _free = new bool[Count];
        var locks = new double[series.Length];
        for (var bucket = first; bucket <= last; bucket++)
        {
            var at = (bucket - first) * series.Length;
            edit.Gather(measure.Name, LayerKind.Values, bucket, series, _values.AsSpan(at, series.Length));
            edit.Gather(measure.Name, LayerKind.Locks, bucket, series, locks);
            for (var i = 0; i < locks.Length; i++)
                Take(at + i, locks[i] == 1);
        }
    }

    public int[] Series { get; }

    public int Count { get; }

    /// <summary>Cells that may change.</summary>
    public int Free { get; private set; }

    public int Locked { get; private set; }

    /// <summary>Cells that cannot be stated in the typed unit: they are no part of its total and stay as they are.</summary>
    public int Outside { get; private set; }

    /// <summary>Sum of the free cells, in the typed unit; 0 when none has a value.</summary>
    public double FreeAmount { get; private set; }

    /// <summary>Sum of the locked cells, in the typed unit.</summary>
    public double LockedAmount { get; private set; }

    public bool HasValues { get; private set; }

    /// <summary>True when no two free cells have values of different signs.</summary>
    public bool OneSign => !(_positive && _negative);

    private bool _positive, _negative;

    /// <summary>Weighs the free cells by the size of what they have. False when that is nothing.</summary>
    public bool OwnWeights(double[] weights)
    {
        if (!_positive && !_negative)
            return false;
        for (var i = 0; i < Count; i++)
            weights[i] = _free[i] && !double.IsNaN(_values[i]) ? Math.Abs(_values[i]) * Factor(i) : 0;
        return true;
    }

    /// <summary>Weighs the free cells by values from elsewhere, those below zero as zero. False when they are nothing.</summary>
    public bool WeightsOf(double[] weights, FillSeries fill)
    {
        var any = false;
        for (var bucket = _first; bucket <= _last; bucket++)
        {
            var at = (bucket - _first) * Series.Length;
            fill(bucket, weights.AsSpan(at, Series.Length));
            for (var i = at; i < at + Series.Length; i++)
            {
                weights[i] = _free[i] && weights[i] > 0 ? weights[i] * Factor(i) : 0;
                any |= weights[i] > 0;
            }
        }

        return any;
    }

    public void EqualWeights(double[] weights)
    {
        for (var i = 0; i < Count; i++)
            weights[i] = _free[i] ? 1 : 0;
    }

    /// <summary>Shares an amount among the free cells, in place of what they have or on top of it.</summary>
    public void Share(double amount, double[] weights, bool whole, bool onTop)
    {
        var parts = new double[Count];
        // Cells outside have no factor; their weight is zero, so any factor does.
        Shares.Cut(amount, weights, _factors is null ? [] : Usable(_factors), whole, parts);
        for (var i = 0; i < Count; i++)
        {
            if (!_free[i])
                continue;
            if (onTop)
                _values[i] = PresentSums.Add(_values[i], parts[i]);
            else if (!double.IsNaN(parts[i]))
                _values[i] = parts[i];
            else if (!double.IsNaN(_values[i]))
                _values[i] = 0;
        }
    }

    public void Write()
    {
        for (var bucket = _first; bucket <= _last; bucket++)
            _edit.Scatter(_measure.Name, LayerKind.Values, bucket, Series, _values.AsSpan((bucket - _first) * Series.Length, Series.Length));
    }

    private static double[] Usable(double[] factors) => Array.ConvertAll(factors, f => double.IsNaN(f) ? 1 : f);

    private double Factor(int cell) => _factors is null ? 1 : _factors[cell];

    private void Take(int cell, bool isLocked)
    {
        var value = _values[cell];
        if (double.IsNaN(Factor(cell)))
        {
            Outside++;
            return;
        }

        var amount = double.IsNaN(value) ? 0 : value * Factor(cell);
        HasValues |= !double.IsNaN(value);
        if (isLocked)
        {
            Locked++;
            LockedAmount += amount;
            return;
        }

        _free[cell] = true;
        Free++;
        FreeAmount += amount;
        _positive |= amount > 0;
        _negative |= amount < 0;
    }
}
