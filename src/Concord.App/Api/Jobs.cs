using Concord.App.Jobs;
using Concord.App.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

internal static class Jobs
{
    public static void MapJobs(this RouteGroupBuilder api)
    {
        var jobs = api.MapGroup("/jobs").WithTags("Jobs");
        jobs.MapGet("", List).WithName("listJobs").Needs(Permission.View);
        jobs.MapGet("/{id}", Get).WithName("getJob").Needs(Permission.View).Problem(404);
        jobs.MapDelete("/{id}", Cancel).WithName("cancelJob").Needs(Permission.ImportData).Problem(404);
    }

    /// <summary>The last 100 jobs of this server process, newest first.</summary>
    public static Ok<IReadOnlyList<Job>> List(JobQueue queue) => TypedResults.Ok(queue.Jobs());

    /// <summary>One job as it stands now. Ask again every second or so while it runs.</summary>
    public static Ok<Job> Get(string id, JobQueue queue) => TypedResults.Ok(Find(id, queue).Now());

    /// <summary>Asks a job to stop. It leaves nothing half: a cancelled import has imported nothing. A job that has ended stays as it is.</summary>
    public static Accepted<Job> Cancel(string id, JobQueue queue)
    {
        var job = Find(id, queue);
        job.Cancel();
        return TypedResults.Accepted((string?)null, job.Now());
    }

    private static JobRun Find(string id, JobQueue queue) =>
        queue.Find(id) ?? throw ProblemException.NotFound("job", id, "Maybe the server was started anew since, or 100 newer jobs have come.");
}
