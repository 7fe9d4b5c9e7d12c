using Concord.App.Api;

namespace Concord.App.Jobs;

public enum JobKind
{
    Import,
    Check,
    Demo,
    Repair,
    Plan,
    Compute,
}

public enum JobState
{
    Queued,
    Running,
    Succeeded,
    Failed,
    Cancelled,
}

/// <summary>A long task of the server as it stands at one moment.</summary>
/// <param name="Share">Share done, 0 to 1.</param>
/// <param name="Stage">What is being done, for people; empty before it starts.</param>
/// <param name="Detail">More on the stage, e.g. the table and the rows read so far.</param>
/// <param name="ImportId">The import it made, when it has made one.</param>
/// <param name="AlreadyImported">True when the same files had come in before and nothing was changed.</param>
/// <param name="Problem">Why it failed.</param>
public sealed record Job(
    string Id, JobKind Kind, string Title, JobState State, double Share, string Stage, string Detail, DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, long? ImportId, bool AlreadyImported, Problem? Problem)
{
    public bool Ended() => State is JobState.Succeeded or JobState.Failed or JobState.Cancelled;
}
