using System.Runtime.InteropServices;

namespace Concord.Numerics.Linear;

/// <summary>
/// The dual simplex method of COIN-OR CLP, in process. Single-threaded. Plans whose costs are not negative start dual feasible, which is why the dual method is the one to use; CLP's primal
/// method only finishes what the dual one leaves undecided (an unbounded program).
/// </summary>
public sealed class ClpSolver : ILinearSolver
{
    // CLP takes bounds beyond this as infinite.
    private const double Infinite = 1e30;

    private ClpLibrary.Model? _model;
    private int _columns, _rows;

    /// <exception cref="SolverMissingException">The library is not on this machine.</exception>
    public ClpSolver() => Name = "COIN-OR CLP " + Marshal.PtrToStringUTF8(ClpLibrary.Version());

    public string Name { get; }

    public void Load(LinearProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        _model?.Dispose();
        _model = ClpLibrary.New();
        (_columns, _rows) = (program.ColumnCount, program.RowCount);
        ClpLibrary.SetLogLevel(_model, 0);
        ClpLibrary.Load(
            _model, _columns, _rows, program.Starts, program.Rows, program.Values, program.ColumnLower, program.ColumnUpper, program.Costs, program.RowLower, program.RowUpper);
    }

    public LinearSolution Solve(TimeSpan timeLimit, CancellationToken token)
    {
        var model = Loaded();
        token.ThrowIfCancellationRequested();
        ClpLibrary.SetIterations(model, 0);
        ClpLibrary.SetMaximumIterations(model, int.MaxValue);
        ClpLibrary.SetMaximumSeconds(model, -1);

        int status;
        bool cut;
        using (var limit = CancellationTokenSource.CreateLinkedTokenSource(token))
        {
            if (timeLimit == TimeSpan.Zero)
                limit.Cancel();
            else if (timeLimit != Timeout.InfiniteTimeSpan)
                limit.CancelAfter(timeLimit);

            // Another thread lowers the limits, which CLP looks at in every step. Its own clock counts the processor time of all threads together, so it is no use here.
            using (limit.Token.Register(() => Stop(model)))
            {
                ClpLibrary.Dual(model, 0);
                status = ClpLibrary.Status(model);
                if (status is not (0 or 1 or 3) && !limit.IsCancellationRequested)
                {
                    ClpLibrary.Primal(model, 0);
                    status = ClpLibrary.Status(model);
                }
            }

            cut = limit.IsCancellationRequested;
        }

        token.ThrowIfCancellationRequested();
        var result = status switch
        {
            0 => LinearStatus.Optimal,
            _ when cut => LinearStatus.TimeLimit,
            1 => LinearStatus.Infeasible,
            2 => LinearStatus.Unbounded,
            _ => LinearStatus.Failed,
        };
        return new LinearSolution(
            result, ClpLibrary.Objective(model), Read(ClpLibrary.Columns(model), _columns), Read(ClpLibrary.Rows(model), _rows), Read(ClpLibrary.Duals(model), _rows),
            Read(ClpLibrary.ReducedCosts(model), _columns), ClpLibrary.Iterations(model));
    }

    private static void Stop(ClpLibrary.Model model)
    {
        ClpLibrary.SetMaximumSeconds(model, 0);
        ClpLibrary.SetMaximumIterations(model, 0);
    }

    public void SetColumnBounds(int column, double lower, double upper)
    {
        var model = Loaded();
        Write(ClpLibrary.ColumnLower(model), _columns, column, Bound(lower));
        Write(ClpLibrary.ColumnUpper(model), _columns, column, Bound(upper));
    }

    public void SetRowBounds(int row, double lower, double upper)
    {
        var model = Loaded();
        Write(ClpLibrary.RowLower(model), _rows, row, Bound(lower));
        Write(ClpLibrary.RowUpper(model), _rows, row, Bound(upper));
    }

    public void SetCost(int column, double cost) => Write(ClpLibrary.Costs(Loaded()), _columns, column, cost);

    public byte[] GetBasis()
    {
        var model = Loaded();
        var basis = new byte[_columns + _rows];
        // A model that was never solved has no statuses of its own: everything stands at a bound, rows are basic.
        var statuses = ClpLibrary.Statuses(model);
        if (statuses == 0)
        {
            Array.Fill(basis, (byte)BasisStatus.AtLower, 0, _columns);
            Array.Fill(basis, (byte)BasisStatus.Basic, _columns, _rows);
            return basis;
        }

        if (basis.Length > 0)
            Marshal.Copy(statuses, basis, 0, basis.Length);
        // The upper bits are CLP's notes to itself.
        for (var i = 0; i < basis.Length; i++)
            basis[i] &= 7;
        return basis;
    }

    public void SetBasis(ReadOnlySpan<byte> basis)
    {
        var model = Loaded();
        if (basis.Length != _columns + _rows)
            throw new ArgumentException($"{basis.Length} statuses for {_columns} columns and {_rows} rows.");
        if (basis.Length > 0)
            ClpLibrary.SetStatuses(model, basis);
    }

    public void Dispose() => _model?.Dispose();

    private ClpLibrary.Model Loaded() => _model ?? throw new InvalidOperationException("No linear program is loaded.");

    private static double Bound(double value) => Math.Abs(value) >= Infinite ? Math.CopySign(double.MaxValue, value) : value;

    private static double[] Read(nint from, int count)
    {
        var values = new double[count];
        if (count > 0)
            Marshal.Copy(from, values, 0, count);
        return values;
    }

    private static unsafe void Write(nint to, int count, int index, double value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
        ((double*)to)[index] = value;
    }
}
