namespace Concord.Numerics.Linear;

/// <summary>
/// A solver that holds one linear program, solves it, and solves it again after small changes from where it stopped. Not for use by several threads at once; several solvers may work at the same time.
/// The same calls give the same results bit for bit, unless the time limit cut a solve short.
/// </summary>
public interface ILinearSolver : IDisposable
{
    /// <summary>Name and version, for reports.</summary>
    string Name { get; }

    /// <summary>Takes the program over and forgets the one before it with its basis.</summary>
    void Load(LinearProgram program);

    /// <summary>Solves from the basis at hand: that of the last solve, the one set by <see cref="SetBasis"/>, or none.</summary>
    /// <param name="timeLimit">Wall time after which the solve is cut short; infinite (<see cref="Timeout.InfiniteTimeSpan"/>) for no limit.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled. The solver can be used on.</exception>
    /// <exception cref="InvalidOperationException">Nothing is loaded.</exception>
    LinearSolution Solve(TimeSpan timeLimit, CancellationToken token);

    /// <summary>Changes bounds of a column; the basis stays.</summary>
    void SetColumnBounds(int column, double lower, double upper);

    /// <summary>Changes bounds of a row; the basis stays.</summary>
    void SetRowBounds(int row, double lower, double upper);

    /// <summary>Changes the cost of a column; the basis stays.</summary>
    void SetCost(int column, double cost);

    /// <summary>Where the solver stands: a <see cref="BasisStatus"/> for each column, then for each row.</summary>
    byte[] GetBasis();

    /// <summary>Starts the next solve from there. A set of statuses that is no basis is repaired.</summary>
    /// <exception cref="ArgumentException">Not as many statuses as columns and rows.</exception>
    void SetBasis(ReadOnlySpan<byte> basis);
}

public enum BasisStatus : byte
{
    Free = 0,
    Basic = 1,
    AtUpper = 2,
    AtLower = 3,
    SuperBasic = 4,
    Fixed = 5,
}

public enum LinearStatus
{
    Optimal,

    /// <summary>No values of the columns keep all bounds.</summary>
    Infeasible,

    /// <summary>The cost can be lowered without end.</summary>
    Unbounded,

    /// <summary>The time limit came first. The values are those of the last step, not a solution.</summary>
    TimeLimit,

    /// <summary>The solver gave up for numerical reasons.</summary>
    Failed,
}

/// <summary>What a solve gave.</summary>
/// <param name="Objective">Cost of the values.</param>
/// <param name="Columns">Values of the variables.</param>
/// <param name="Rows">A x.</param>
/// <param name="Duals">By row: by how much the objective grows per unit by which the bound that binds is raised; 0 where none binds. So 0 or more at a lower bound, 0 or less at an upper one.</param>
/// <param name="ReducedCosts">By column: Costs less A' Duals; 0 or more at a lower bound, 0 or less at an upper one, 0 in between.</param>
/// <param name="Iterations">Steps of this solve.</param>
public sealed record LinearSolution(LinearStatus Status, double Objective, double[] Columns, double[] Rows, double[] Duals, double[] ReducedCosts, int Iterations);

/// <summary>The solver's library is not on this machine; the message says how to get it.</summary>
public sealed class SolverMissingException : Exception
{
    public SolverMissingException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    public SolverMissingException()
        : this("No linear solver is on this machine.")
    {
    }

    public SolverMissingException(string message)
        : this(message, null)
    {
    }
}
