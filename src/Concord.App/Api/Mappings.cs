using System.Text.Json.Serialization;
using Concord.App.Data;
using Concord.App.Security;
using Concord.Planning.Data;
using Concord.Storage.Data.Sources;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

public enum MappingOrigin
{
    /// <summary>Comes with Concord; cannot be changed or deleted.</summary>
    Builtin,

    /// <summary>Saved by somebody.</summary>
    Saved,
}

/// <param name="UpdatedAt">When it was saved; null for builtin ones.</param>
public sealed record MappingInfo(string Name, string Title, string Description, MappingOrigin Source, DateTimeOffset? UpdatedAt);

/// <param name="Json">The mapping file as text.</param>
public sealed record MappingText(string Name, MappingOrigin Source, string Json);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MappingOrder(string Json);

/// <summary>What to show of a mapping over uploaded files.</summary>
/// <param name="Mapping">Name of a mapping; left out together with mappingJson it is "canonical".</param>
/// <param name="MappingJson">A mapping as text, instead of a name.</param>
/// <param name="Parameters">Values for the mapping's parameters.</param>
/// <param name="Rows">Rows to show of each table, 1 to 200.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PreviewOrder(
    string UploadId, string? Mapping = null, string? MappingJson = null, IReadOnlyDictionary<string, string>? Parameters = null, int Rows = 20);

/// <param name="Field">The column; null when it concerns the row as a whole.</param>
public sealed record PreviewProblem(string? Field, string Message);

/// <param name="Line">Line in the file, or row in the sheet.</param>
/// <param name="Cells">In the order of the block's columns, canonical text; null when empty.</param>
/// <param name="Problems">Why an import would reject the row.</param>
public sealed record PreviewRow(int Line, IReadOnlyList<string?> Cells, IReadOnlyList<PreviewProblem> Problems);

/// <summary>The first rows of one table before and after the mapping.</summary>
/// <param name="Replaces">True when the rows state the whole table: rows of earlier imports would be gone.</param>
/// <param name="Path">Where the table stands in the mapping file.</param>
/// <param name="Source">The file or sheet they come from.</param>
/// <param name="SourceLines">For each source row its line in the file.</param>
public sealed record PreviewBlock(
    string Table, string Title, bool Replaces, string Path, string Source, IReadOnlyList<string> SourceHeaders, IReadOnlyList<IReadOnlyList<string>> SourceRows,
    IReadOnlyList<int> SourceLines, IReadOnlyList<string> Columns, IReadOnlyList<PreviewRow> Rows);

/// <summary>A value of a mapping that may be given anew for each import, such as the currency.</summary>
/// <param name="Value">The mapping's own value, canonical text; null when it must be given.</param>
public sealed record PreviewParameter(string Name, string? Value, string? Description);

/// <param name="Findings">What does not fit between mapping and files.</param>
/// <param name="Assumptions">What the mapping takes for granted about the source.</param>
/// <param name="Parameters">What may be given anew; the preview was made with the values of the request.</param>
public sealed record Preview(
    IReadOnlyList<Finding> Findings, IReadOnlyList<string> Assumptions, IReadOnlyList<PreviewParameter> Parameters, IReadOnlyList<PreviewBlock> Blocks);

internal static class Mappings
{
    private static readonly Lazy<byte[]> Workbook = new(() =>
    {
        using var workbook = new MemoryStream();
        TemplateWorkbook.Write(workbook);
        return workbook.ToArray();
    });

    public static void MapMappings(this RouteGroupBuilder api)
    {
        var mappings = api.MapGroup("/mappings").WithTags("Mappings");
        mappings.MapGet("", List).WithName("listMappings").Needs(Permission.View);
        mappings.MapGet("/{name}", Get).WithName("getMapping").Needs(Permission.View).Problem(404);
        mappings.MapPut("/{name}", Put).WithName("saveMapping").Needs(Permission.ImportData).Problem(409);
        mappings.MapDelete("/{name}", Delete).WithName("deleteMapping").Needs(Permission.ImportData).Problem(404, 409);
        mappings.MapPost("/preview", ShowPreview).WithName("previewMapping").Needs(Permission.ImportData).IsQuery().Problem(404);
        api.MapGet("/template.xlsx", Template).WithName("getTemplate").Needs(Permission.View).WithTags("Imports")
            .Produces(200, contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    }

    /// <summary>All mappings: those that come with Concord, and saved ones.</summary>
    public static Ok<IReadOnlyList<MappingInfo>> List(MappingShelf shelf) => TypedResults.Ok(shelf.List());

    /// <summary>A mapping as text.</summary>
    public static Ok<MappingText> Get(string name, MappingShelf shelf) => TypedResults.Ok(shelf.Get(name));

    /// <summary>Saves a mapping under a name: lower case letters, digits and hyphens. What is wrong in it comes back by its place in the file.</summary>
    public static NoContent Put(string name, MappingOrder order, Caller caller, MappingShelf shelf)
    {
        shelf.Save(name, order.Json, caller);
        return TypedResults.NoContent();
    }

    /// <summary>Deletes a saved mapping. Imports made through it stay.</summary>
    public static NoContent Delete(string name, MappingShelf shelf)
    {
        shelf.Delete(name);
        return TypedResults.NoContent();
    }

    /// <summary>Shows the first rows of uploaded files before and after a mapping. Imports nothing.</summary>
    public static Ok<Preview> ShowPreview(PreviewOrder order, MappingShelf shelf, UploadFolder uploads, CancellationToken token)
    {
        if (order.Rows is < 1 or > 200)
            throw ProblemException.Invalid("rows", $"{order.Rows}", $"rows is {order.Rows}; it must be 1 to 200.");
        using var lease = uploads.Use(order.UploadId);
        return TypedResults.Ok(shelf.Preview(order, lease.Files, token));
    }

    /// <summary>A workbook with a sheet for each table that explains its columns, for companies without an ERP export. Filled in, it is imported through the mapping "canonical".</summary>
    public static FileContentHttpResult Template() =>
        TypedResults.File(Workbook.Value, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "concord-template.xlsx");
}
