using Concord.App.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

/// <summary>What the endpoint files share in their declarations.</summary>
internal static class Endpoints
{
    /// <summary>Declares that the endpoint answers with a <see cref="Api.Problem"/> of these statuses (400 and 500 are declared for all).</summary>
    public static RouteHandlerBuilder Problem(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            endpoint.Produces<Problem>(status, "application/problem+json");
        return endpoint;
    }

    /// <summary>202 with the job and where to ask for it.</summary>
    public static Accepted<Job> Accepted(Job job) => TypedResults.Accepted($"/api/v1/jobs/{job.Id}", job);
}
