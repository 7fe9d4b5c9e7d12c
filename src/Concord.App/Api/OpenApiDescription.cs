using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Concord.App.Api;

/// <summary>The OpenAPI 3.1 document: served at /openapi/v1.json, printed by <c>concord openapi</c>, and kept as web/openapi.json for the typed client.</summary>
internal static class OpenApiDescription
{
    public const string Name = "v1";

    public static void AddConcordOpenApi(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddSchemaTransformer<NullableElements>();
        options.AddOperationTransformer<OpenApiExamples>();
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Concord",
                Version = "v1",
                Description = "The data foundation of Concord: ERP facts in, checked and trusted. Errors are application/problem+json with a code, a field path and a hint.",
                License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" },
            };
            document.Servers = [];
            return Task.CompletedTask;
        });
    });

    /// <summary>The document as JSON text, ending with a line feed; the same for the same build, byte for byte.</summary>
    /// <param name="app">The server; it need not be started.</param>
    public static async Task<string> Text(WebApplication app, CancellationToken token)
    {
        // Endpoints become known to the generator when the pipeline is put together, which otherwise happens at the start.
#pragma warning disable ASP0014
        app.UseEndpoints(_ => { });
#pragma warning restore ASP0014
        var document = await app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync(token);
        return (await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, token)).ReplaceLineEndings("\n").TrimEnd() + "\n";
    }
}
