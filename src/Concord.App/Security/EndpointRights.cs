using Concord.App.Api;

namespace Concord.App.Security;

/// <summary>What an endpoint says of who may call it; exactly one on each endpoint.</summary>
/// <param name="Needs">Null when anybody may call it, without signing in.</param>
internal sealed record EndpointRight(Permission? Needs);

/// <summary>Marks a POST that only asks, so that it is no change and is not in the audit log.</summary>
internal sealed record QueryMark;

/// <summary>How endpoints declare who may call them. An endpoint that declares nothing keeps the server from starting.</summary>
internal static class EndpointRights
{
    /// <summary>Only who has this permission may call the endpoint.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, Permission permission)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new EndpointRight(permission), Refused(StatusCodes.Status401Unauthorized), Refused(StatusCodes.Status403Forbidden));

    /// <summary>Anybody may call the endpoint, without signing in.</summary>
    public static TBuilder Anonymous<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new EndpointRight(Needs: null));

    /// <summary>The endpoint changes nothing, although its method is POST.</summary>
    public static TBuilder IsQuery<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new QueryMark());

    private static ProducesResponseTypeMetadata Refused(int status) => new(status, typeof(Problem), ["application/problem+json"]);

    /// <summary>Fails when an endpoint does not say who may call it, or says it twice.</summary>
    /// <exception cref="InvalidOperationException">Names the endpoints.</exception>
    public static void Check(IEnumerable<Endpoint> endpoints)
    {
        var faulty = endpoints.Where(e => e.Metadata.OfType<EndpointRight>().Count() != 1).Select(e => e.DisplayName).ToList();
        if (faulty.Count > 0)
            throw new InvalidOperationException($"These endpoints must say once who may call them, by .Needs(Permission) or .Anonymous(): {string.Join("; ", faulty)}");
    }
}
