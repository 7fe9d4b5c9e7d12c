using Concord.App.Api;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Concord.App.Security;

/// <summary>What every request passes first: host and origin checks, and the headers that tell browsers what pages of Concord may do.</summary>
internal static class Protection
{
    private const string Policy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
        + "form-action 'self'; frame-ancestors 'none'";

    public static void UseProtection(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<ServerSettings>();
        var json = app.Services.GetRequiredService<IOptions<JsonOptions>>().Value;
        app.Use((http, next) =>
        {
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            if (http.Request.IsHttps)
                headers.StrictTransportSecurity = "max-age=31536000";
            if (http.Request.Path.StartsWithSegments("/api") && headers.CacheControl.Count == 0)
                headers.CacheControl = "no-store";

            if (!Addresses.IsAllowed(http.Request.Host, settings))
            {
                return Problems.Write(
                    http, Problems.Make(StatusCodes.Status421MisdirectedRequest, "wrong_host", Addresses.Refusal(http.Request.Host, settings), "Host", http.Request.Host.Value), json);
            }

            return CrossSite.Fault(http.Request, settings) is { } fault
                ? Problems.Write(http, Problems.Make(
                    StatusCodes.Status403Forbidden, "cross_site", fault, hint: "Maybe a page of another address is open; use the pages of this server, or a program that sends no Origin."), json)
                : next(http);
        });
    }
}
