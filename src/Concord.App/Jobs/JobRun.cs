using Concord.App.Api;

namespace Concord.App.Jobs;

/// <summary>A job in the queue: its work, its cancellation and its latest state. The work reports through it.</summary>
internal sealed class JobRun(string id, JobKind kind, string title, Action<JobRun> work, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _cancel = new();
    private Job _job = new(id, kind, title, JobState.Queued, 0, "", "", time.GetUtcNow(), null, null, null, false, null);

    /// <summary>Cancelled when somebody cancels the job or the server stops.</summary>
    public CancellationToken Token => _cancel.Token;

    public Job Now()
    {
        lock (_lock)
            return _job;
    }

    /// <summary>Tells how far the work is. Shares never go back.</summary>
    public void Report(string stage, string detail, double share)
    {
        lock (_lock)
            _job = _job with { Stage = stage, Detail = detail, Share = Math.Clamp(share, _job.Share, 1) };
    }

    public void Made(long importId, bool alreadyImported)
    {
        lock (_lock)
            _job = _job with { ImportId = importId, AlreadyImported = alreadyImported };
    }

    /// <summary>Asks the work to stop. A job that waits ends at once; one that has ended stays as it is.</summary>
    public void Cancel()
    {
        lock (_lock)
        {
            if (_job.Ended())
                return;
            if (_job.State == JobState.Queued)
                _job = _job with { State = JobState.Cancelled, FinishedAt = time.GetUtcNow() };
            else
                _job = _job with { Stage = "Cancelling" };
        }

        _cancel.Cancel();
    }

    /// <summary>Does the work, unless it was cancelled before. Never throws: what goes wrong becomes the state of the job.</summary>
    public void Execute(ILogger log)
    {
        lock (_lock)
        {
            if (_job.State != JobState.Queued)
                return;
            _job = _job with { State = JobState.Running, StartedAt = time.GetUtcNow() };
        }

        try
        {
            work(this);
            End(JobState.Succeeded, null);
        }
        catch (OperationCanceledException) when (Token.IsCancellationRequested)
        {
            End(JobState.Cancelled, null);
        }
        catch (Exception e)
        {
            var problem = Problems.Of(e);
            if (problem.Status >= StatusCodes.Status500InternalServerError)
                log.LogError(e, "Job {Id} ({Title}) failed", id, title);
            End(JobState.Failed, problem with { TraceId = id });
        }
    }

    public void Dispose() => _cancel.Dispose();

    private void End(JobState state, Problem? problem)
    {
        lock (_lock)
        {
            _job = _job with
            {
                State = state,
                FinishedAt = time.GetUtcNow(),
                Problem = problem,
                Share = state == JobState.Succeeded ? 1 : _job.Share,
                Stage = state switch { JobState.Succeeded => "Done", JobState.Cancelled => "Cancelled", _ => "Failed" },
            };
        }
    }
}
