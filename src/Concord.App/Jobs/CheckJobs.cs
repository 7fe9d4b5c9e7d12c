using Concord.App.Data;

namespace Concord.App.Jobs;

/// <summary>Check runs as jobs. They are asked for after every change of the data; those that wait are one.</summary>
internal sealed class CheckJobs(JobQueue queue, CheckRuns runs)
{
    /// <summary>Asks for a check run as of a date; the effective one for null.</summary>
    public Job Request(DateOnly? asOf = null) =>
        asOf is { } date
            ? queue.Add(JobKind.Check, $"Checks as of {date:yyyy-MM-dd}", job => Run(job, asOf))
            : queue.AddCheck("Checks", job => Run(job, null));

    private void Run(JobRun job, DateOnly? asOf)
    {
        job.Report("Checking", "", 0);
        var run = runs.Run(asOf, new DirectProgress<double>(share => job.Report("Checking", "", share)), job.Token);
        job.Report("Done", $"As of {run.AsOf:yyyy-MM-dd}: {run.Results.Sum(r => r.Failed)} findings", 1);
    }
}
