using System.Text.Json.Serialization;
using Concord.App.Jobs;
using Concord.App.Security;
using Concord.Planning.Data;
using Concord.Storage.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

/// <summary>Files to import.</summary>
/// <param name="UploadId">The upload that holds the files.</param>
/// <param name="Mapping">Name of the mapping; "canonical" for files in Concord's own tables. Left out together with mappingJson it is "canonical".</param>
/// <param name="MappingJson">A mapping as text, instead of a name: one that is not saved.</param>
/// <param name="Parameters">Values for the mapping's parameters.</param>
/// <param name="Title">Name of the import for people; left out it is made of the file names.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ImportOrder(
    string UploadId, string? Mapping = null, string? MappingJson = null, IReadOnlyDictionary<string, string>? Parameters = null, string? Title = null);

/// <param name="Findings">What the mapping run had to say: assumptions, files and columns it did not use.</param>
public sealed record ImportDetails(ImportInfo Import, IReadOnlyList<Finding> Findings);

internal static class Imports
{
    public static void MapImports(this RouteGroupBuilder api)
    {
        var imports = api.MapGroup("/imports").WithTags("Imports");
        imports.MapPost("", Start).WithName("startImport").Needs(Permission.ImportData).Problem(404, 429);
        imports.MapGet("", List).WithName("listImports").Needs(Permission.View);
        imports.MapGet("/{id}", Get).WithName("getImport").Needs(Permission.View).Problem(404);
        imports.MapPost("/{id}/undo", Undo).WithName("undoImport").Needs(Permission.ManageData).Problem(404, 409);
        imports.MapPost("/{id}/restore", Restore).WithName("restoreImport").Needs(Permission.ManageData).Problem(404, 409);
    }

    /// <summary>Imports uploaded files through a mapping, as a job. All or nothing: until it is done, nothing of it is visible.</summary>
    public static Accepted<Job> Start(ImportOrder order, Caller caller, ImportJobs jobs) => Endpoints.Accepted(jobs.Start(order, caller));

    /// <summary>All imports, newest first, undone and failed ones too.</summary>
    public static Ok<IReadOnlyList<ImportInfo>> List(DataStore store) => TypedResults.Ok(store.Imports());

    /// <summary>One import and what its mapping run had to say.</summary>
    public static Ok<ImportDetails> Get(long id, DataStore store) =>
        TypedResults.Ok(new ImportDetails(Find(id, store), store.ImportFindings(id)));

    /// <summary>Takes an import back: the dataset is as if it had never come. Snapshots that hold it stay as they are.</summary>
    public static Ok<ImportInfo> Undo(long id, DataStore store, CheckJobs checks)
    {
        Find(id, store);
        var import = store.Undo(id);
        checks.Request();
        return TypedResults.Ok(import);
    }

    /// <summary>Brings an undone import back.</summary>
    public static Ok<ImportInfo> Restore(long id, DataStore store, CheckJobs checks)
    {
        Find(id, store);
        var import = store.Restore(id);
        checks.Request();
        return TypedResults.Ok(import);
    }

    private static ImportInfo Find(long id, DataStore store) => store.Import(id) ?? throw ProblemException.NotFound("import", id);
}
