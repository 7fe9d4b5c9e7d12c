using Concord.Numerics.Linear;

namespace Concord.Tests.Numerics.Linear;

public sealed class ClpSolverTests : LinearSolverContract
{
    protected override ILinearSolver NewSolver() => new ClpSolver();

    [Fact]
    public void It_says_which_version_it_is()
    {
        using var solver = NewSolver();
        Assert.StartsWith("COIN-OR CLP 1.", solver.Name);
    }
}
