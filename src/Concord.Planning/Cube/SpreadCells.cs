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

    /// <summary>Sum of all cells without their signs, in the typed unit.</summary>
    public double Size { get; private set; }

    /// <summary>True when no two free cells have values of different signs.</summary>
    public bool OneSign => !(_positive && _negative);

    private bool _positive, _negative;

    /// <summary>Weighs the free cells by the size of what they have. False when that is nothing.</summary>
    public bool OwnWeights(double[] weights)
    {
        if (!_positive && !_negative)
            return false;
        for (var i = 0; i < Count; i++)
            weights[i] = _free[i] && !double.IsNaN(_values[i]) ? Math.Min(Math.Abs(_values[i]) * Factor(i), double.MaxValue) : 0;
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
                weights[i] = _free[i] && weights[i] > 0 ? Math.Min(weights[i] * Factor(i), double.MaxValue) : 0;
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
        Cut(amount, weights, whole, parts);
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

    /// <summary>Multiplies the free cells.</summary>
    public void Multiply(double factor)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_free[i])
                _values[i] *= factor;
        }
    }

    /// <summary>
    /// Takes an amount away from free cells that are not below zero, by weights; none goes below zero. Where a cell has less than its share, the others give
    /// more; where the cells with a weight have too little, those without give the rest in proportion to what they have.
    /// </summary>
    /// <param name="amount">Zero to <see cref="FreeAmount"/>.</param>
    /// <param name="weights">One for each cell; used up.</param>
    public void TakeAway(double amount, double[] weights)
    {
        var givers = new List<int>();
        double total = 0;
        for (var i = 0; i < Count; i++)
        {
            if (_free[i] && weights[i] > 0 && _values[i] > 0)
            {
                givers.Add(i);
                total += weights[i];
            }
            else
            {
                weights[i] = 0;
            }
        }

        // Those that have least for their weight are used up first; once one has enough, so have all after it.
        givers.Sort((a, b) => (_values[a] * Factor(a) / weights[a], a).CompareTo((_values[b] * Factor(b) / weights[b], b)));
        foreach (var cell in givers)
        {
            var has = _values[cell] * Factor(cell);
            if (has * total > amount * weights[cell])
                break;
            amount -= has;
            total -= weights[cell];
            (_values[cell], weights[cell]) = (0, 0);
        }

        if (!(amount > 0))
            return;
        var parts = new double[Count];
        if (!Cut(amount, weights, whole: false, parts) && OwnWeights(weights))
            Cut(amount, weights, whole: false, parts);
        for (var i = 0; i < Count; i++)
        {
            if (weights[i] > 0)
                _values[i] = Math.Max(0, _values[i] - parts[i]);
        }
    }

    /// <summary>Rounds the free cells to whole numbers, the remainder carried, so that they sum to an amount as far as whole numbers can.</summary>
    /// <param name="amount">What they sum to before, in the typed unit.</param>
    public void Round(double amount)
    {
        var (above, below) = (new double[Count], new double[Count]);
        double sumAbove = 0, sumBelow = 0;
        for (var i = 0; i < Count; i++)
        {
            if (!_free[i] || double.IsNaN(_values[i]))
                continue;
            var value = _values[i] * Factor(i);
            above[i] = Math.Max(0, value);
            below[i] = Math.Max(0, -value);
            sumAbove += above[i];
            sumBelow += below[i];
        }

        // What is above zero and what is below are rounded apart, so that none changes its sign.
        var rounded = sumBelow == 0 ? amount : Math.Max(Math.Round(sumAbove), amount);
        var parts = new double[Count];
        foreach (var (part, weights) in new[] { (rounded, above), (amount - rounded, below) })
        {
            if (!Cut(part, weights, whole: true, parts))
                continue;
            for (var i = 0; i < Count; i++)
            {
                if (weights[i] > 0)
                    _values[i] = parts[i];
            }
        }
    }

    public void Write()
    {
        for (var bucket = _first; bucket <= _last; bucket++)
            _edit.Scatter(_measure.Name, LayerKind.Values, bucket, Series, _values.AsSpan((bucket - _first) * Series.Length, Series.Length));
    }

    // Cells outside have no factor; their weight is zero, so it is not looked at.
    private bool Cut(double amount, double[] weights, bool whole, double[] parts) => Shares.Cut(amount, weights, _factors, whole, parts);

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
        Size += Math.Abs(amount);
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
