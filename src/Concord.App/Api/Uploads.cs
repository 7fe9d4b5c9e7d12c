using Concord.App.Data;
using Concord.App.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

public enum UploadKind
{
    Csv,
    Xlsx,
}

/// <param name="Kind">Told from the content, not from the name.</param>
/// <param name="Sheets">Sheets of a workbook.</param>
public sealed record UploadedFile(string Name, long Bytes, UploadKind Kind, IReadOnlyList<string>? Sheets);

/// <summary>Files on the server that wait to be imported. Gone after a day, or when the server is started anew.</summary>
public sealed record Upload(string Id, DateTimeOffset ExpiresAt, IReadOnlyList<UploadedFile> Files);

internal static class Uploads
{
    public static void MapUploads(this RouteGroupBuilder api)
    {
        var uploads = api.MapGroup("/uploads").WithTags("Imports");
        uploads.MapPost("", Create).WithName("createUpload").Needs(Permission.ImportData).Accepts<IFormFileCollection>("multipart/form-data").Problem(413);
        uploads.MapDelete("/{id}", Delete).WithName("deleteUpload").Needs(Permission.ImportData).Problem(404, 409);
    }

    /// <summary>Takes CSV and XLSX files, as parts of a multipart form with any field names. Nothing is imported yet.</summary>
    public static async Task<Created<Upload>> Create(HttpRequest request, UploadFolder uploads, CancellationToken token)
    {
        var upload = await uploads.Receive(request, token);
        return TypedResults.Created((string?)null, upload);
    }

    /// <summary>Removes uploaded files.</summary>
    public static NoContent Delete(string id, UploadFolder uploads)
    {
        uploads.Delete(id);
        return TypedResults.NoContent();
    }
}
