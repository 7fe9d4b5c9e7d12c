using Concord.App.Api;
using Concord.App.Security;
using Concord.Planning.Data;
using Concord.Planning.Scenarios;
using Concord.Storage.Data;
using Concord.Storage.Scenarios;

namespace Concord.App.Jobs;

/// <summary>Loads the facts of data snapshots into plans.</summary>
internal sealed class PlanJobs(JobQueue queue, DataStore data, PlanStart start, PlanRepository repository, PlanStructures structures)
{
    private const string DefaultCurrency = "EUR";

    // More would be no help in a line of the job list.
    private const int MostNotes = 8;

    public Job Start(PlanOrder order, Caller caller) => queue.Add(JobKind.Plan, $"Start the plan '{order.Name}'", job => Run(job, order, caller.Name));

    /// <summary>Starts a plan as part of a job.</summary>
    public Scenario Run(JobRun job, PlanOrder order, string author)
    {
        job.Report("Loading facts", order.Name, 0);
        var snapshot = data.Snapshot(order.SnapshotId)!;
        var basis = BasisOf(order, data.Open(snapshot));
        var (scenario, notes) = start.Start(basis, order.Name.Trim(), author, job.Token).GetAwaiter().GetResult();
        Tell(job, notes);
        return scenario;
    }

    /// <summary>What a plan is made with, as it was ordered or else as the facts suggest.</summary>
    public static PlanBasis BasisOf(PlanOrder order, Dataset dataset) => new(
        0, order.SnapshotId, order.Pattern, order.FiscalStart, FirstDay(dataset, order.HistoryMonths), order.HorizonMonths, order.FrozenWeeks, order.FlexibleMonths,
        order.Currency ?? UsualCurrency(dataset));

    public Job TakeSnapshot(long scenario, long snapshotId, Caller caller) => queue.Add(JobKind.Plan, "Take newer facts into the plan", job =>
    {
        job.Report("Loading facts", "", 0);
        var old = structures.BasisOf(repository.Head(scenario).State.BasisId);
        var (_, notes) = start.TakeSnapshot(scenario, old with { Id = 0, SnapshotId = snapshotId }, caller.Name, job.Token).GetAwaiter().GetResult();
        Tell(job, notes);
    });

    private static void Tell(JobRun job, IReadOnlyList<string> notes) => job.Report(
        "Loaded", notes.Count == 0 ? "every fact has its place" : string.Join(" ", notes.Take(MostNotes)) + (notes.Count > MostNotes ? $" And {notes.Count - MostNotes} more." : ""), 1);

    /// <summary>
    /// The first day of a month, so that buckets keep their places when the history is looked at again: so many months back, or that of the first sale
    /// when no number is given.
    /// </summary>
    private static DateOnly FirstDay(Dataset dataset, int? historyMonths)
    {
        var planned = dataset.AsOf.AddDays(1);
        var first = planned.AddMonths(-(historyMonths ?? Plan.MostHistoryMonths));
        if (historyMonths is null && EarliestSale(dataset) is var earliest && earliest > first)
            first = earliest < planned ? earliest : planned;
        return new DateOnly(first.Year, first.Month, 1);
    }

    private static DateOnly EarliestSale(Dataset dataset)
    {
        var earliest = int.MaxValue;
        foreach (var batch in dataset.Batches(DataModel.Table<SalesHistoryLine>(), "order_date"))
        {
            foreach (var day in batch["order_date"].Days)
            {
                if (day != ColumnData.NoDate)
                    earliest = Math.Min(earliest, day);
            }
        }

        return earliest == int.MaxValue ? dataset.AsOf.AddDays(1) : DateOnly.FromDayNumber(earliest);
    }

    /// <summary>The currency of most prices, else of most locations.</summary>
    private static string UsualCurrency(Dataset dataset) =>
        dataset.Rows<Price>().Select(p => p.Currency).Concat(dataset.Rows<StandardCost>().Select(c => c.Currency)).Concat(dataset.Rows<Location>().Select(l => l.Currency!))
            .Where(c => !string.IsNullOrEmpty(c)).GroupBy(c => c).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).FirstOrDefault()?.Key ?? DefaultCurrency;
}
