using Concord.App.Api;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Concord.App.Security;

/// <summary>The one place that lets a request through to its endpoint, or refuses it.</summary>
internal static class Authorisation
{
    public static void AddConcordSecurity(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped(provider => provider.GetRequiredService<IHttpContextAccessor>().HttpContext?.Features.Get<Caller>()
            ?? throw new InvalidOperationException("There is no caller outside of a request that was let through."));
    }

    public static void UseAuthorisation(this WebApplication app)
    {
        var json = app.Services.GetRequiredService<IOptions<JsonOptions>>().Value;
        app.Use((http, next) =>
        {
            // Nothing is at that address, or nothing that takes this method or content: routing tells so itself.
            if (http.GetEndpoint() is not RouteEndpoint endpoint)
                return next(http);
            var right = endpoint.Metadata.OfType<EndpointRight>().Single();
            var caller = Caller.Local($"{http.Connection.RemoteIpAddress}");
            http.Features.Set(caller);
            return right.Needs is not { } needs || caller.May(needs) ? next(http) : Problems.Write(http, Refusal(caller, needs), json);
        });
    }

    private static Problem Refusal(Caller caller, Permission needs)
    {
        var roles = string.Join(", ", Permissions.RolesWith(needs).Select(r => Words.Spell(r).Replace('_', ' ')));
        return Problems.Make(
            StatusCodes.Status403Forbidden, "forbidden", $"{caller.DisplayName} may not do this: it needs one of the roles {roles}.",
            hint: "Maybe ask an administrator for the role.");
    }
}
