using System.Reflection;
using CsvHelper;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Concord.App.Api;

/// <summary>A CSV file that is written while it is sent. Text that a spreadsheet would take for a formula gets a leading apostrophe.</summary>
internal sealed class CsvResult(string name, Action<CsvWriter> write) : IResult, IEndpointMetadataProvider
{
    /// <summary>How Concord writes CSV for people: UTF-8, comma, no formulas.</summary>
    public static CsvWriterOptions Options { get; } = new() { Injection = CsvInjection.Escape };

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), ["text/csv"]));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        // The writer is synchronous; this lets it write into the response without collecting the file in memory.
        httpContext.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
        httpContext.Response.ContentType = "text/csv; charset=utf-8";
        httpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        using var csv = CsvWriter.Create(httpContext.Response.Body, Options, leaveOpen: true);
        write(csv);
        csv.Flush();
        return Task.CompletedTask;
    }
}
