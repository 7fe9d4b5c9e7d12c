using Concord.Numerics.Linear;

namespace Concord.Tests.Numerics.Linear;

/// <summary>What every <see cref="ILinearSolver"/> must do; a solver's own test class says how to make one.</summary>
public abstract class LinearSolverContract
{
    private const double Inf = double.PositiveInfinity;

    protected abstract ILinearSolver NewSolver();

    private LinearSolution Solve(LinearProgram program)
    {
        using var solver = NewSolver();
        solver.Load(program);
        return solver.Solve(Timeout.InfiniteTimeSpan, default);
    }

    private static void AssertNear(double expected, double actual, double tolerance = 1e-6) => Assert.InRange(actual, expected - tolerance, expected + tolerance);

    // Hillier & Lieberman, Introduction to Operations Research: Wyndor Glass. Profit 3 and 5, plants with 4, 12 and 18 hours: 2 doors, 6 windows, profit 36; shadow prices 0, 3/2, 1.
    private static LinearProgram Wyndor()
    {
        var b = new LinearProgramBuilder();
        var doors = b.Column(-3);
        var windows = b.Column(-5);
        b.Row(-Inf, 4);
        b.Entry(doors, 1);
        b.Row(-Inf, 12);
        b.Entry(windows, 2);
        b.Row(-Inf, 18);
        b.Entry(doors, 3);
        b.Entry(windows, 2);
        return b.Build();
    }

    [Fact]
    public void Product_mix_of_the_textbook_with_its_shadow_prices()
    {
        var s = Solve(Wyndor());

        Assert.Equal(LinearStatus.Optimal, s.Status);
        AssertNear(-36, s.Objective);
        AssertNear(2, s.Columns[0]);
        AssertNear(6, s.Columns[1]);
        // An upper bound raised by one lowers the cost: the duals are below zero.
        AssertNear(0, s.Duals[0]);
        AssertNear(-1.5, s.Duals[1]);
        AssertNear(-1, s.Duals[2]);
        Assert.All(s.ReducedCosts, r => AssertNear(0, r));
        AssertNear(12, s.Rows[1]);
    }

    // Stigler's question with three foods: at least 10 of one nutrient and 12 of the other; cost 2, 3 and 10.
    [Fact]
    public void A_diet_has_duals_above_zero_at_its_lower_bounds()
    {
        var b = new LinearProgramBuilder();
        var bread = b.Column(2);
        var beans = b.Column(3);
        var caviar = b.Column(10);
        b.Row(10, Inf);
        b.Entry(bread, 2);
        b.Entry(beans, 1);
        b.Entry(caviar, 1);
        b.Row(12, Inf);
        b.Entry(bread, 1);
        b.Entry(beans, 3);
        b.Entry(caviar, 1);
        var s = Solve(b.Build());

        // Both bind: 2 x + y = 10, x + 3 y = 12: x = 3.6, y = 2.8. Prices: 2 u + v = 2, u + 3 v = 3: u = 0.6, v = 0.8.
        AssertNear((2 * 3.6) + (3 * 2.8), s.Objective);
        AssertNear(0.6, s.Duals[0]);
        AssertNear(0.8, s.Duals[1]);
        AssertNear(10 - 0.6 - 0.8, s.ReducedCosts[caviar]);
    }

    // Chopra & Meindl, Supply Chain Management, aggregate planning at Red Tomato Tools: 1,600 3,000 3,200 3,800 2,200 2,200 tools in six months; 80 workers at the start; 20 days of 8 h at $4;
    // overtime $6 (10 h a worker); hiring $300, layoff $500; stock $2, stockout $5, subcontracting $30, material $10; 4 h a tool; stock 1,000 at the start, at least 500 at the end, no stockout then.
    [Fact]
    public void The_aggregate_plan_of_Red_Tomato_costs_422275()
    {
        double[] demand = [1600, 3000, 3200, 3800, 2200, 2200];
        var b = new LinearProgramBuilder();
        var (force, hired, fired, overtime, made, stock, short_, bought) = (new int[6], new int[6], new int[6], new int[6], new int[6], new int[6], new int[6], new int[6]);
        for (var t = 0; t < 6; t++)
        {
            force[t] = b.Column(640);
            hired[t] = b.Column(300);
            fired[t] = b.Column(500);
            overtime[t] = b.Column(6);
            made[t] = b.Column(10);
            stock[t] = b.Column(2, t == 5 ? 500 : 0);
            short_[t] = b.Column(5, 0, t == 5 ? 0 : Inf);
            bought[t] = b.Column(30);
        }

        for (var t = 0; t < 6; t++)
        {
            var before = t == 0 ? 80.0 : 0;
            b.Row(before, before);
            b.Entry(force[t], 1);
            b.Entry(hired[t], -1);
            b.Entry(fired[t], 1);
            if (t > 0)
                b.Entry(force[t - 1], -1);

            b.Row(-Inf, 0);
            b.Entry(made[t], 4);
            b.Entry(force[t], -160);
            b.Entry(overtime[t], -1);

            var needed = demand[t] - (t == 0 ? 1000 : 0);
            b.Row(needed, needed);
            b.Entry(made[t], 1);
            b.Entry(bought[t], 1);
            b.Entry(stock[t], -1);
            b.Entry(short_[t], 1);
            if (t > 0)
            {
                b.Entry(stock[t - 1], 1);
                b.Entry(short_[t - 1], -1);
            }

            b.Row(-Inf, 0);
            b.Entry(overtime[t], 1);
            b.Entry(force[t], -10);
        }

        AssertNear(422_275, Solve(b.Build()).Objective, 0.5);
    }

    // A transport problem: supplies 20 and 30, demands 10, 25, 15; the cheapest is 1x10 + 2x10 + 3x15 + 1x15.
    private static LinearProgram Transport()
    {
        double[,] cost = { { 1, 2, 4 }, { 3, 3, 1 } };
        double[] supply = [20, 30], demand = [10, 25, 15];
        var b = new LinearProgramBuilder();
        foreach (var c in cost)
            b.Column(c);
        for (var i = 0; i < 2; i++)
        {
            b.Row(-Inf, supply[i]);
            for (var j = 0; j < 3; j++)
                b.Entry((i * 3) + j, 1);
        }

        for (var j = 0; j < 3; j++)
        {
            b.Row(demand[j], Inf);
            b.Entry(j, 1);
            b.Entry(3 + j, 1);
        }

        return b.Build();
    }

    [Fact]
    public void A_degenerate_transport_problem_has_duals_that_prove_its_optimum()
    {
        var s = Solve(Transport());

        AssertNear(90, s.Objective);
        // Strong duality, whatever basis was found.
        AssertNear(90, (s.Duals[0] * 20) + (s.Duals[1] * 30) + (s.Duals[2] * 10) + (s.Duals[3] * 25) + (s.Duals[4] * 15));
        Assert.All(s.Duals[..2], d => Assert.True(d <= 1e-9));
        Assert.All(s.Duals[2..], d => Assert.True(d >= -1e-9));
    }

    [Fact]
    public void Contradicting_rows_are_infeasible()
    {
        var b = new LinearProgramBuilder();
        var x = b.Column(1);
        b.Row(5, Inf);
        b.Entry(x, 1);
        b.Row(-Inf, 3);
        b.Entry(x, 1);
        Assert.Equal(LinearStatus.Infeasible, Solve(b.Build()).Status);
    }

    [Fact]
    public void A_profit_without_a_limit_is_unbounded()
    {
        var b = new LinearProgramBuilder();
        var x = b.Column(-1);
        var y = b.Column(0);
        b.Row(-Inf, 3);
        b.Entry(x, 1);
        b.Entry(y, -1);
        Assert.Equal(LinearStatus.Unbounded, Solve(b.Build()).Status);
    }

    [Fact]
    public void An_empty_program_is_optimal_at_zero()
    {
        var s = Solve(new LinearProgramBuilder().Build());
        Assert.Equal(LinearStatus.Optimal, s.Status);
        Assert.Equal(0, s.Objective);
        Assert.Empty(s.Columns);
    }

    [Fact]
    public void Without_rows_each_column_goes_to_its_cheaper_bound()
    {
        var b = new LinearProgramBuilder();
        b.Column(2, 1, 5);
        b.Column(-3, -4, 7);
        var s = Solve(b.Build());
        Assert.Equal(LinearStatus.Optimal, s.Status);
        Assert.Equal([1.0, 7.0], s.Columns);
    }

    [Fact]
    public void An_entry_may_come_in_parts_and_vanish()
    {
        var b = new LinearProgramBuilder();
        var x = b.Column(1);
        var y = b.Column(1);
        b.Row(6, Inf);
        b.Entry(x, 1);
        b.Entry(y, 1);
        b.Entry(x, 2);
        b.Entry(y, -1);
        var program = b.Build();
        Assert.Equal(1, program.EntryCount);
        Assert.Equal([0, 1, 1], program.Starts);
        AssertNear(2, Solve(program).Columns[x]);
    }

    [Fact]
    public void From_its_own_basis_a_program_needs_no_step()
    {
        using var solver = NewSolver();
        solver.Load(Wyndor());
        var first = solver.Solve(Timeout.InfiniteTimeSpan, default);
        var basis = solver.GetBasis();
        Assert.Equal(5, basis.Length);
        Assert.Equal(3, basis.Count(s => s == (byte)BasisStatus.Basic));

        using var other = NewSolver();
        other.Load(Wyndor());
        other.SetBasis(basis);
        var again = other.Solve(Timeout.InfiniteTimeSpan, default);
        AssertNear(first.Objective, again.Objective);
        Assert.Equal(0, again.Iterations);
        Assert.Throws<ArgumentException>(() => other.SetBasis([1, 2]));
    }

    [Fact]
    public void Changed_bounds_and_costs_count_in_the_next_solve()
    {
        using var solver = NewSolver();
        solver.Load(Wyndor());
        solver.Solve(Timeout.InfiniteTimeSpan, default);

        // A shadow price at work: one more hour in plant 3 is worth 1.
        solver.SetRowBounds(2, -Inf, 19);
        AssertNear(-37, solver.Solve(Timeout.InfiniteTimeSpan, default).Objective);
        solver.SetColumnBounds(1, 0, 5);
        AssertNear(-(3 * 3) - (5 * 5), solver.Solve(Timeout.InfiniteTimeSpan, default).Objective);
        solver.SetCost(0, 1);
        AssertNear(-25, solver.Solve(Timeout.InfiniteTimeSpan, default).Objective);
        Assert.Throws<ArgumentOutOfRangeException>(() => solver.SetCost(2, 1));
    }

    [Fact]
    public void The_same_calls_give_the_same_bits()
    {
        var program = Large(60, 12);
        var (a, b) = (Solve(program), Solve(program));
        Assert.Equal(a.Columns, b.Columns);
        Assert.Equal(a.Duals, b.Duals);
    }

    [Fact]
    public void A_cancelled_solve_throws_and_the_solver_goes_on()
    {
        using var solver = NewSolver();
        solver.Load(Large(400, 60));
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(30));
        Assert.ThrowsAny<OperationCanceledException>(() => solver.Solve(Timeout.InfiniteTimeSpan, source.Token));

        solver.Load(Wyndor());
        AssertNear(-36, solver.Solve(Timeout.InfiniteTimeSpan, default).Objective);
    }

    [Fact]
    public void A_time_limit_cuts_a_solve_short_and_the_next_one_finishes_it()
    {
        using var solver = NewSolver();
        var program = Large(80, 16);
        solver.Load(program);

        // No time at all: whatever is larger a fast machine may use to finish.
        Assert.Equal(LinearStatus.TimeLimit, solver.Solve(TimeSpan.Zero, default).Status);
        var s = solver.Solve(Timeout.InfiniteTimeSpan, default);
        Assert.Equal(LinearStatus.Optimal, s.Status);
        AssertNear(Solve(program).Objective, s.Objective, 1e-6 * Math.Abs(s.Objective));
    }

    [Fact]
    public void Without_a_program_there_is_nothing_to_solve()
    {
        using var solver = NewSolver();
        Assert.Throws<InvalidOperationException>(() => solver.Solve(Timeout.InfiniteTimeSpan, default));
    }

    /// <summary>Items on shared machines over periods: make, stock, and be late at a price.</summary>
    private static LinearProgram Large(int items, int periods)
    {
        var b = new LinearProgramBuilder();
        var machines = Math.Max(1, items / 15);
        var (make, stock, late) = (new int[items, periods], new int[items, periods], new int[items, periods]);
        for (var i = 0; i < items; i++)
        {
            for (var t = 0; t < periods; t++)
            {
                make[i, t] = b.Column(10 + ((i * 7) % 13));
                stock[i, t] = b.Column(0.1 + (0.01 * ((i * 3) % 7)));
                late[i, t] = b.Column(50 + ((i * 11) % 17));
            }
        }

        for (var i = 0; i < items; i++)
        {
            for (var t = 0; t < periods; t++)
            {
                var demand = 20.0 + (((i * 31) + (t * 17)) % 23);
                b.Row(demand, demand);
                b.Entry(make[i, t], 1);
                b.Entry(stock[i, t], -1);
                b.Entry(late[i, t], 1);
                if (t == 0)
                    continue;
                b.Entry(stock[i, t - 1], 1);
                b.Entry(late[i, t - 1], -1);
            }
        }

        for (var m = 0; m < machines; m++)
        {
            for (var t = 0; t < periods; t++)
            {
                b.Row(-Inf, 31.0 * items / machines);
                for (var i = 0; i < items; i++)
                {
                    if ((i + m) % machines <= 1)
                        b.Entry(make[i, t], 0.5 + (0.1 * ((i + m + t) % 9)));
                }
            }
        }

        return b.Build();
    }
}
