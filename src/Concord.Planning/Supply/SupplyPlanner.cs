using System.Runtime.ExceptionServices;
using Concord.Numerics.Linear;

namespace Concord.Planning.Supply;

/// <summary>
/// Plans a supply model: one linear program for each of its connected components, solved two at a time. The least of cost and penalties, so service comes before safety stock and safety stock before money
/// (<see cref="SupplyPenaltyRule"/>); of equal plans the one that makes late and by the way listed first.
/// </summary>
public static class SupplyPlanner
{
    private const int Threads = 2;

    /// <summary>The same model without a basis gives the same plan bit for bit. From a basis it may be another one of the same objective.</summary>
    /// <param name="warm">The basis of an earlier plan; used where it fits. It pays when few numbers changed; when most did, planning without one is faster.</param>
    /// <param name="progress">Share of the work done [0..1].</param>
    /// <exception cref="ArgumentException">The model is none: <see cref="SupplyModelFaults"/>.</exception>
    /// <exception cref="SolverMissingException">The solver's library is not on this machine.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static SupplyOutcome Plan(SupplyModel model, SupplyBasis? warm, IProgress<double>? progress, CancellationToken token)
    {
        var faults = SupplyModelFaults.Of(model);
        if (faults.Count > 0)
            throw new ArgumentException($"This is no supply model ({faults.Count} faults): {string.Join(' ', faults.Take(5))}", nameof(model));

        var parts = SupplyComponent.Of(model);
        var plan = SupplyPlan.Empty(model);
        var prices = new SupplyPrices(new double[model.Nodes.Count * model.Buckets], new double[model.Resources.Count * model.Buckets]);
        var requirements = ResourceRequirements.Of(model, [.. model.Demands.SelectMany(d => d.Quantity)]);
        var solved = new Solved[parts.Count];
        var work = Math.Max(1, parts.Sum(p => p.Nodes.Length + p.Activities.Length));
        var done = 0;
        try
        {
            // Components write into separate cells of the plan, so that the order in which they finish leaves no trace.
            Parallel.For(0, parts.Count, new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = token }, i =>
            {
                solved[i] = Solve(model, parts[i], warm?.Statuses.Count == parts.Count ? warm.Statuses[i] : null, requirements, plan, prices, token);
                progress?.Report((double)Interlocked.Add(ref done, parts[i].Nodes.Length + parts[i].Activities.Length) / work);
            });
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        SupplyDerivation.Complete(model, plan);
        var check = SupplyCheck.Check(model, plan);
        if (!check.Passed)
            throw new InvalidOperationException($"The plan breaks its own model in {check.Breaches.Count} places: {string.Join(' ', check.Breaches.Take(5).Select(b => b.Message))}");

        var effort = new SupplyEffort(parts.Count, solved.Sum(s => s.Columns), solved.Sum(s => s.Rows), solved.Sum(s => s.Entries), solved.Sum(s => (long)s.Iterations));
        return new SupplyOutcome(
            plan, check.Cost, check.Cost.Total + check.Penalties.Total, check.Penalties.Total, ShortageExplanation.Of(model, plan, prices), Notes(model, plan), prices, effort,
            new SupplyBasis([.. solved.Select(s => s.Basis)]));
    }

    private readonly record struct Solved(byte[] Basis, int Columns, int Rows, int Entries, int Iterations);

    private static Solved Solve(SupplyModel model, SupplyComponent part, byte[]? warm, ResourceRequirements requirements, SupplyPlan plan, SupplyPrices prices, CancellationToken token)
    {
        var program = new SupplyProgram(model, part);
        using var solver = new ClpSolver();
        solver.Load(program.Program);
        solver.SetBasis(warm?.Length == program.Program.ColumnCount + program.Program.RowCount ? warm : program.FirstBasis(requirements));
        var solution = solver.Solve(Timeout.InfiniteTimeSpan, token);
        if (solution.Status != LinearStatus.Optimal)
        {
            // Once more without a hint, should a basis have led the solver astray.
            solver.Load(program.Program);
            solution = solver.Solve(Timeout.InfiniteTimeSpan, token);
        }

        // Every supply program has a solution and none is unbounded: costs are not negative, and what cannot be is paid for by penalties.
        if (solution.Status != LinearStatus.Optimal)
            throw new InvalidOperationException($"The supply program of {part.Nodes.Length} nodes ({program.Program.ColumnCount} columns, {program.Program.RowCount} rows) ended as {solution.Status}.");
        program.Read(solution, plan);
        program.Read(solution, prices);
        return new Solved(solver.GetBasis(), program.Program.ColumnCount, program.Program.RowCount, program.Program.EntryCount, solution.Iterations);
    }

    private static List<string> Notes(SupplyModel model, SupplyPlan plan)
    {
        var notes = new List<string>();
        for (var a = 0; a < model.Activities.Count; a++)
        {
            var activity = model.Activities[a];
            for (var t = 0; t < model.Buckets; t++)
            {
                var start = plan.Start[(a * model.Buckets) + t];
                if (activity.Fixed[t] > start + (1e-6 * (1 + activity.Fixed[t])))
                {
                    notes.Add(FormattableString.Invariant(
                        $"Of {activity.Fixed[t]:0.##} of {model.Nodes[activity.Node]} fixed in {model.BucketLabels[t]} ({activity.FixedBy ?? activity.Label}) only {start:0.##} can be started: material is missing."));
                }
            }
        }

        for (var r = 0; r < model.Resources.Count; r++)
        {
            for (var t = 0; t < model.Buckets; t++)
            {
                if (plan.Overload[(r * model.Buckets) + t] is var over and > 1e-6)
                {
                    notes.Add(FormattableString.Invariant(
                        $"{model.Resources[r].Name} is overloaded by {over:0.##} in {model.BucketLabels[t]}: fixed quantities and stock ask for more than capacity {model.Resources[r].Capacity[t]:0.##} and overtime {model.Resources[r].Overtime[t]:0.##}."));
                }
            }
        }

        return notes;
    }
}
