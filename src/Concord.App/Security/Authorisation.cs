using Concord.App.Api;
using Concord.Storage.Data;
using Concord.Storage.People;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Concord.App.Security;

/// <summary>The one place that lets a request through to its endpoint, or refuses it.</summary>
internal static class Authorisation
{
    public const int ShortestPassword = 12;

    /// <summary>How long a sign-in lasts without a request.</summary>
    private static readonly TimeSpan SessionTime = TimeSpan.FromHours(10);

    public static void AddConcordSecurity(this IServiceCollection services, ServerSettings settings)
    {
        services.AddSingleton(p => new PeopleStore(p.GetRequiredService<DataStore>().Database, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new AuditLog(p.GetRequiredService<DataStore>().Database, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Access>();
        services.AddSingleton<Callers>();
        services.AddSingleton<SignInGate>();
        services.AddScoped<Accounts>();
        services.AddScoped<SignIn>();
        services.AddHttpContextAccessor();
        services.AddScoped(p => p.GetRequiredService<IHttpContextAccessor>().HttpContext?.Features.Get<Caller>()
            ?? throw new InvalidOperationException("There is no caller outside of a request that was let through."));
        services.AddScoped<AuditNote>();

        services.AddDataProtection().SetApplicationName("concord").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(settings.DataFolder, "keys")));
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, cookie =>
        {
            cookie.Cookie.Name = "concord";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = SessionTime;
            cookie.SlidingExpiration = true;
        });
        services.AddIdentityCore<Person>(identity =>
        {
            identity.Password.RequiredLength = ShortestPassword;
            identity.Password.RequiredUniqueChars = 5;

            // Length is what protects; rules on characters make people write passwords down.
            identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
            identity.Lockout.MaxFailedAccessAttempts = SignInGate.MostFailures;
            identity.Lockout.DefaultLockoutTimeSpan = SignInGate.LockTime;
        }).AddSignInManager();
        services.AddScoped<IUserStore<Person>, IdentityStore>();
    }

    public static void UseAuthorisation(this WebApplication app)
    {
        var json = app.Services.GetRequiredService<IOptions<JsonOptions>>().Value;
        var callers = app.Services.GetRequiredService<Callers>();
        var access = app.Services.GetRequiredService<Access>();
        app.Use(async (http, next) =>
        {
            // Nothing is at that address, or nothing that takes this method or content: routing tells so itself.
            if (http.GetEndpoint() is not RouteEndpoint endpoint)
            {
                await next(http);
                return;
            }

            var needs = endpoint.Metadata.OfType<EndpointRight>().Single().Needs;
            var (caller, badToken) = await callers.Find(http);
            http.Features.Set(caller);
            if (needs is { } permission && caller?.May(permission) != true)
            {
                if (caller is null)
                    http.Response.Headers.WWWAuthenticate = "Bearer";
                await Problems.Write(http, caller is null ? Unknown(access.Mode, badToken) : Refusal(caller, permission), json);
                return;
            }

            await next(http);
        });
    }

    private static Problem Unknown(AccessMode mode, string? badToken)
    {
        if (badToken is not null)
            return Problems.Make(StatusCodes.Status401Unauthorized, "bad_token", badToken, "Authorization", hint: "Maybe make a new token on the page Account.");
        return mode == AccessMode.SetUp
            ? Problems.Make(
                StatusCodes.Status401Unauthorized, "set_up_needed", "This server has no owner yet: nothing answers before its set-up.",
                hint: "Maybe open the page /setup; the code it asks for stands in the server's terminal.")
            : Problems.Make(StatusCodes.Status401Unauthorized, "sign_in_needed", "Sign in first.", hint: "Maybe the session has ended; programs send a personal token.");
    }

    private static Problem Refusal(Caller caller, Permission needs) => Problems.Make(
        StatusCodes.Status403Forbidden, "forbidden", Permissions.Refusal(caller, needs),
        hint: "Maybe ask an administrator for the role; a token may less than its person, and never changes the person's account.");
}
