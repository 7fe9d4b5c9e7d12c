
namespace Concord.App;

/// <summary>Serves the built web app. Files under assets/ carry a hash in their name and never change; the others are asked for anew each time.</summary>
internal static class WebFiles
{
    public static StaticFileOptions Options { get; } = new()
    {
        OnPrepareResponse = file =>
        {
            var hashed = file.Context.Request.Path.StartsWithSegments("/assets");
            file.Context.Response.Headers.CacheControl = hashed ? "public, max-age=31536000, immutable" : "no-cache";
        },
    };

    /// <summary>Any address that is neither the API's nor a file's is a page of the web app, which finds its own way from index.html.</summary>
    public static void UseWebFiles(this WebApplication app)
    {
        app.Use((http, next) =>
        {
            var (request, path) = (http.Request, http.Request.Path);
            if ((HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && !path.StartsWithSegments("/api") && !path.StartsWithSegments("/openapi")
                && !Path.HasExtension(path))
            {
                request.Path = "/index.html";
            }

            return next(http);
        });
        app.UseStaticFiles(Options);
    }
}
