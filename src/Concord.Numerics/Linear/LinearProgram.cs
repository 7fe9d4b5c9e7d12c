namespace Concord.Numerics.Linear;

/// <summary>
/// minimise cost · x subject to RowLower &lt;= A x &lt;= RowUpper and ColumnLower &lt;= x &lt;= ColumnUpper. The matrix A is kept by columns (compressed sparse columns): the entries of column j
/// are <see cref="Rows"/> and <see cref="Values"/> from <see cref="Starts"/>[j] to before <see cref="Starts"/>[j + 1], by ascending row, each row at most once. Infinity stands for no bound.
/// </summary>
public sealed record LinearProgram(
    double[] Costs, double[] ColumnLower, double[] ColumnUpper, double[] RowLower, double[] RowUpper, int[] Starts, int[] Rows, double[] Values)
{
    public int ColumnCount => Costs.Length;

    public int RowCount => RowLower.Length;

    public int EntryCount => Rows.Length;
}

/// <summary>
/// Collects a <see cref="LinearProgram"/>: columns at any time, rows one after the other, since a constraint is written as a row. An entry may be given in parts: parts of the same row and column add up.
/// </summary>
public sealed class LinearProgramBuilder
{
    private readonly List<double> _costs = [], _columnLower = [], _columnUpper = [], _rowLower = [], _rowUpper = [], _values = [];
    private readonly List<int> _rowStarts = [], _columns = [];

    public int ColumnCount => _costs.Count;

    public int RowCount => _rowLower.Count;

    /// <summary>Adds a variable and returns its index.</summary>
    /// <exception cref="ArgumentException">A NaN, an infinite cost, or a lower bound above the upper one.</exception>
    public int Column(double cost, double lower = 0, double upper = double.PositiveInfinity)
    {
        if (!double.IsFinite(cost) || !(lower <= upper) || double.IsPositiveInfinity(lower) || double.IsNegativeInfinity(upper))
            throw new ArgumentException($"Column {_costs.Count}: cost {cost} and bounds {lower} to {upper} are no column.");
        _costs.Add(cost);
        _columnLower.Add(lower);
        _columnUpper.Add(upper);
        return _costs.Count - 1;
    }

    /// <summary>Begins a constraint and returns its index; <see cref="Entry"/> fills it until the next one begins.</summary>
    /// <exception cref="ArgumentException">A NaN, or a lower bound above the upper one.</exception>
    public int Row(double lower, double upper)
    {
        if (!(lower <= upper) || double.IsPositiveInfinity(lower) || double.IsNegativeInfinity(upper))
            throw new ArgumentException($"Row {_rowLower.Count}: bounds {lower} to {upper} are no row.");
        _rowLower.Add(lower);
        _rowUpper.Add(upper);
        _rowStarts.Add(_columns.Count);
        return _rowLower.Count - 1;
    }

    /// <summary>Adds value · x[column] to the row that was begun last. Zeros leave no entry.</summary>
    /// <exception cref="ArgumentException">A value that is not finite, or a column that does not exist.</exception>
    /// <exception cref="InvalidOperationException">No row was begun.</exception>
    public void Entry(int column, double value)
    {
        if (_rowLower.Count == 0)
            throw new InvalidOperationException("An entry needs a row: begin one first.");
        if (!double.IsFinite(value) || (uint)column >= (uint)_costs.Count)
            throw new ArgumentException($"Row {_rowLower.Count - 1}: value {value} for column {column} of {_costs.Count} is no entry.");
        if (value == 0)
            return;
        _columns.Add(column);
        _values.Add(value);
    }

    /// <summary>The program so far.</summary>
    public LinearProgram Build()
    {
        var starts = new int[_costs.Count + 1];
        foreach (var column in _columns)
            starts[column + 1]++;
        for (var j = 0; j < _costs.Count; j++)
            starts[j + 1] += starts[j];

        var rows = new int[_columns.Count];
        var values = new double[_columns.Count];
        var next = starts[..^1];
        for (var row = 0; row < _rowLower.Count; row++)
        {
            var end = row + 1 < _rowLower.Count ? _rowStarts[row + 1] : _columns.Count;
            for (var e = _rowStarts[row]; e < end; e++)
            {
                var at = next[_columns[e]]++;
                (rows[at], values[at]) = (row, _values[e]);
            }
        }

        var entries = AddUpParts(starts, rows, values);
        return new LinearProgram(
            [.. _costs], [.. _columnLower], [.. _columnUpper], [.. _rowLower], [.. _rowUpper], starts, rows[..entries], values[..entries]);
    }

    // Parts of one entry stand beside each other, since rows were filled in order. Parts that cancel leave no entry.
    private static int AddUpParts(int[] starts, int[] rows, double[] values)
    {
        var kept = 0;
        var from = 0;
        for (var j = 0; j + 1 < starts.Length; j++)
        {
            var to = starts[j + 1];
            starts[j] = kept;
            while (from < to)
            {
                var row = rows[from];
                var sum = values[from++];
                while (from < to && rows[from] == row)
                    sum += values[from++];
                if (sum == 0)
                    continue;
                (rows[kept], values[kept]) = (row, sum);
                kept++;
            }
        }

        starts[^1] = kept;
        return kept;
    }
}
