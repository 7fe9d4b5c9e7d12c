using System.Text.Json;
using System.Text.Json.Nodes;
using Concord.App.Api;
using Concord.App.Data;
using Concord.Storage.People;
using Microsoft.AspNetCore.Http.Metadata;

namespace Concord.App.Security;

/// <summary>What an endpoint adds to the line of the audit log that its request gets.</summary>
internal sealed class AuditNote
{
    /// <summary>Who it was, where that is known only after the request was let through: at sign-in.</summary>
    public string? Who { get; set; }

    /// <summary>What was asked for, as JSON without a secret; without one it is made of the body.</summary>
    public string? Summary { get; set; }
}

/// <summary>Marks an endpoint whose body carries a secret: nothing of the body comes into the audit log.</summary>
internal sealed record SecretBodyMark;

/// <summary>Keeps every request that changes something, or was refused to, in the audit log, in one place for all endpoints.</summary>
internal static class AuditTrail
{
    private const int LongestText = 80;
    private const int MostElements = 5;
    private const int LongestPath = 300;
    private const int DeepestBody = 6;

    /// <summary>Bodies beyond this are told by their size only.</summary>
    private const int LargestBody = 64 << 10;

    public static TBuilder HidesBody<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new SecretBodyMark());

    public static void UseAuditTrail(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<AuditLog>;
        app.Use(async (http, next) =>
        {
            if (http.GetEndpoint() is not RouteEndpoint endpoint || !Changes(http.Request.Method) || endpoint.Metadata.GetMetadata<QueryMark>() is not null)
            {
                await next(http);
                return;
            }

            try
            {
                await next(http);
            }
            catch (Exception e)
            {
                await Keep(http, endpoint, Problems.Of(e).Status, log());
                throw;
            }

            await Keep(http, endpoint, http.Response.StatusCode, log());
        });
    }

    /// <summary>Keeps the body the endpoint reads, shortened, for the line in the log.</summary>
    public static void AddAuditSummary(this RouteGroupBuilder api) => api.AddEndpointFilter((context, next) =>
    {
        var http = context.HttpContext;
        var metadata = http.GetEndpoint()!.Metadata;
        if (Changes(http.Request.Method) && metadata.GetMetadata<QueryMark>() is null && metadata.GetMetadata<SecretBodyMark>() is null
            && metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is { } type && context.Arguments.FirstOrDefault(type.IsInstanceOfType) is { } body)
        {
            http.RequestServices.GetRequiredService<AuditNote>().Summary = http.Request.ContentLength is null or > LargestBody
                ? $$"""{"bytes":{{http.Request.ContentLength?.ToString() ?? "null"}}}"""
                : Shortened(JsonSerializer.SerializeToNode(body, type, JsonFormat.Options), 0)?.ToJsonString(JsonFormat.Options) ?? "{}";
        }

        return next(context);
    });

    private static bool Changes(string method) => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);

    private static Task Keep(HttpContext http, RouteEndpoint endpoint, int status, AuditLog log)
    {
        var note = http.RequestServices.GetRequiredService<AuditNote>();
        var caller = http.Features.Get<Caller>();

        // Refused means: by who may not. What failed for another reason has changed nothing.
        var refused = status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status429TooManyRequests;
        if ((note.Who ?? caller?.Name) is not { } who || (status >= StatusCodes.Status300MultipleChoices && !refused))
            return Task.CompletedTask;
        var path = $"{http.Request.Path}{http.Request.QueryString}";
        return log.Add(new AuditEntry(
            who, caller?.From ?? $"{http.Connection.RemoteIpAddress}", endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? endpoint.DisplayName ?? "",
            path.Length > LongestPath ? path[..LongestPath] : path, status, note.Summary ?? "{}"));
    }

    /// <summary>Texts cut, and of lists the first elements only, with the number of the others.</summary>
    private static JsonNode? Shortened(JsonNode? node, int depth)
    {
        switch (node)
        {
            case JsonObject or JsonArray when depth == DeepestBody:
                return "…";
            case JsonObject given:
                var shortened = new JsonObject();
                foreach (var (name, value) in given.Where(p => p.Value is not null))
                    shortened[name] = Shortened(value, depth + 1);
                return shortened;
            case JsonArray given:
                var first = new JsonArray([.. given.Take(MostElements).Select(n => Shortened(n, depth + 1))]);
                if (given.Count > MostElements)
                    first.Add($"… {given.Count - MostElements} more");
                return first;
            case JsonValue value when value.TryGetValue<string>(out var text) && text.Length > LongestText:
                return text[..LongestText] + "…";
            default:
                return node?.DeepClone();
        }
    }
}
