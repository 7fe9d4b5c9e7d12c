using System.Security.Cryptography;
using System.Threading.Channels;
using Concord.App.Api;

namespace Concord.App.Jobs;

/// <summary>
/// The long tasks of this process: two run at a time, so that one import never waits for another person's, and checks run one at a time
/// beside them. Jobs live in memory: a restart forgets them, and the store drops what they had not finished.
/// </summary>
internal sealed class JobQueue(TimeProvider time, ILogger<JobQueue> log) : BackgroundService
{
    private const int Kept = 100;
    private const int MostWaiting = 50;
    private const int Workers = 2;

    private readonly Lock _lock = new();
    private readonly List<JobRun> _jobs = [];
    private readonly Channel<JobRun> _tasks = Channel.CreateUnbounded<JobRun>();
    private readonly Channel<JobRun> _checks = Channel.CreateUnbounded<JobRun>(new UnboundedChannelOptions { SingleReader = true });
    private bool _stopping;

    /// <summary>Jobs, newest first; the last 100.</summary>
    public IReadOnlyList<Job> Jobs()
    {
        lock (_lock)
            return [.. Enumerable.Reverse(_jobs).Select(j => j.Now())];
    }

    public JobRun? Find(string id)
    {
        lock (_lock)
            return _jobs.Find(j => j.Now().Id == id);
    }

    /// <summary>Queues a task.</summary>
    /// <exception cref="ProblemException">429: too many jobs wait; 503: the server is stopping.</exception>
    public Job Add(JobKind kind, string title, Action<JobRun> work)
    {
        lock (_lock)
        {
            if (_stopping)
                throw new ProblemException(StatusCodes.Status503ServiceUnavailable, "stopping", "The server is stopping and takes no new jobs.");
            if (_jobs.Count(j => j.Now().State == JobState.Queued) >= MostWaiting)
            {
                throw new ProblemException(
                    StatusCodes.Status429TooManyRequests, "too_many_jobs", $"{MostWaiting} jobs wait already.", hint: "Maybe wait for some of them, or cancel them.");
            }

            return Queue(kind, title, work).Now();
        }
    }

    /// <summary>Queues a check run, or returns the one that waits already: it will see the same data.</summary>
    public Job AddCheck(string title, Action<JobRun> work)
    {
        lock (_lock)
        {
            var waiting = _jobs.Find(j => j.Now() is { Kind: JobKind.Check, State: JobState.Queued });
            return (waiting ?? Queue(JobKind.Check, title, work)).Now();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stop = stoppingToken.Register(CancelAll);
        await Task.WhenAll([.. Enumerable.Range(0, Workers).Select(_ => Work(_tasks, stoppingToken)), Work(_checks, stoppingToken)]);
    }

    private async Task Work(Channel<JobRun> lane, CancellationToken stopping)
    {
        try
        {
            await foreach (var job in lane.Reader.ReadAllAsync(stopping))
                await Task.Run(() => job.Execute(log), CancellationToken.None);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops; running jobs were cancelled and have ended.
        }
    }

    private void CancelAll()
    {
        List<JobRun> all;
        lock (_lock)
        {
            _stopping = true;
            all = [.. _jobs];
        }

        foreach (var job in all)
            job.Cancel();
    }

    private JobRun Queue(JobKind kind, string title, Action<JobRun> work)
    {
        var job = new JobRun(RandomNumberGenerator.GetHexString(16, lowercase: true), kind, title, work, time);
        _jobs.Add(job);
        while (_jobs.Count > Kept && _jobs.Find(j => j.Now().Ended()) is { } oldest)
        {
            _jobs.Remove(oldest);
            oldest.Dispose();
        }

        (kind == JobKind.Check ? _checks : _tasks).Writer.TryWrite(job);
        return job;
    }
}
