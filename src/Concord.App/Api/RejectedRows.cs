using System.Text.Json.Serialization;
using Concord.App.Jobs;
using Concord.App.Security;
using Concord.Planning.Data;
using Concord.Planning.Data.Checks;
using Concord.Storage.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

/// <summary>How many of the rejected rows that pass the filter there are by table and by reason.</summary>
public sealed record TableCount(string Table, string Title, long Count);

public sealed record CodeCount(string Code, string Title, long Count);

public sealed record RejectedRowList(
    long Total, IReadOnlyList<TableCount> ByTable, IReadOnlyList<CodeCount> ByCode, IReadOnlyList<RejectedRow> Rows);

/// <param name="Corrections">For each row the full set of values to submit, by column, in canonical text; empty cells null or left out.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RepairOrder(IReadOnlyList<RowCorrection> Corrections);

/// <summary>Which open rejected rows to submit again with the values they have; a field left out takes all.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ResubmitOrder(long? ImportId = null, string? Table = null, string? Code = null);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RejectedRowIds(IReadOnlyList<long> Ids);

internal static class RejectedRows
{
    /// <summary>Most corrections in one request; more come as a file.</summary>
    public const int MostCorrections = 10_000;

    private const int MostTaken = 500;

    public static void MapRejectedRows(this RouteGroupBuilder api)
    {
        var rows = api.MapGroup("").WithTags("Rejected rows");
        rows.MapGet("/rejected-rows", List).WithName("listRejectedRows").Needs(Permission.View);
        rows.MapGet("/rejected-rows.csv", Csv).WithName("exportRejectedRows").Needs(Permission.View).Produces(200, contentType: "text/csv");
        rows.MapGet("/rejected-rows/{id}", Get).WithName("getRejectedRow").Needs(Permission.View).Problem(404);
        rows.MapPost("/rejected-rows/repair", Repair).WithName("repairRejectedRows").Needs(Permission.ImportData).Problem(404, 409);
        rows.MapPost("/rejected-rows/resubmit", Resubmit).WithName("resubmitRejectedRows").Needs(Permission.ImportData).Problem(429);
        rows.MapPost("/rejected-rows/dismiss", Dismiss).WithName("dismissRejectedRows").Needs(Permission.ImportData).Problem(404, 409);
        rows.MapPost("/rejected-rows/reopen", Reopen).WithName("reopenRejectedRows").Needs(Permission.ImportData).Problem(404, 409);
        rows.MapPost("/rejected-rows/file", RepairFile).WithName("repairRejectedRowsByFile").Needs(Permission.ImportData)
            .Accepts<IFormFile>("multipart/form-data").Problem(404, 409, 413);
    }

    /// <summary>Rows that failed the row checks, with counts by table and reason over all that pass the filter.</summary>
    /// <param name="importId">Only of this import.</param>
    /// <param name="table">Only of this table.</param>
    /// <param name="code">Only with this reason.</param>
    /// <param name="state">open (when left out), repaired, dismissed, or all.</param>
    /// <param name="skip">Rows to leave out at the start.</param>
    /// <param name="take">Rows to send, at most 500; 100 when left out.</param>
    public static Ok<RejectedRowList> List(
        DataStore store, long? importId = null, string? table = null, string? code = null, string? state = null, int skip = 0, int take = 100)
    {
        Words.CheckWindow(skip, take, MostTaken);
        var page = store.RejectedRows(new RejectedRowQuery(
            importId, Tables.Known(table, "table"), code, state == "all" ? null : Words.Parse<RejectedRowState>(state, "state") ?? RejectedRowState.Open, skip, take));
        return TypedResults.Ok(new RejectedRowList(
            page.Total,
            [.. page.ByTable.OrderByDescending(t => t.Value).ThenBy(t => t.Key).Select(t => new TableCount(t.Key, DataModel.Table(t.Key).Title, t.Value))],
            [.. page.ByCode.OrderByDescending(c => c.Value).ThenBy(c => c.Key).Select(c => new CodeCount(c.Key, RowChecks.Definition(c.Key).Title, c.Value))],
            page.Rows));
    }

    /// <summary>The rejected rows of one table as CSV: the table's columns, and rejected_row, file, line and problems. Correct it and send it back to /rejected-rows/file.</summary>
    /// <param name="table">The table.</param>
    /// <param name="importId">Only of this import.</param>
    public static CsvResult Csv(string table, DataStore store, long? importId = null)
    {
        var definition = DataModel.Table(Tables.Known(table, "table")!);
        return new CsvResult($"rejected-{definition.Name}.csv", csv =>
        {
            csv.WriteHeader([.. definition.Columns.Select(c => c.Name), "rejected_row", "file", "line", "problems"]);
            for (var skip = 0; ; skip += MostTaken)
            {
                var page = store.RejectedRows(new RejectedRowQuery(importId, definition.Name, null, RejectedRowState.Open, skip, MostTaken));
                foreach (var row in page.Rows)
                {
                    csv.WriteRecord([
                        .. definition.Columns.Select(c => row.Values.GetValueOrDefault(c.Name) ?? ""), $"{row.Id}", row.File, $"{row.Line}",
                        string.Join(" | ", row.Problems.Select(p => p.Message))]);
                }

                if (page.Rows.Count < MostTaken)
                    return;
            }
        });
    }

    /// <summary>One rejected row.</summary>
    public static Ok<RejectedRow> Get(long id, DataStore store) => TypedResults.Ok(Find(id, "id", store));

    /// <summary>Submits corrected rows. Those that pass become an import of their own; those that fail again come back with their new problems.</summary>
    public static Ok<RepairResult> Repair(RepairOrder order, Caller caller, DataStore store, Importer importer, CheckJobs checks, CancellationToken token)
    {
        if (order.Corrections.Count is 0 or > MostCorrections)
        {
            throw ProblemException.Invalid(
                "corrections", $"{order.Corrections.Count}", $"{order.Corrections.Count} corrections came; 1 to {MostCorrections} are possible at once.",
                "Maybe send them as a file to /rejected-rows/file.");
        }

        for (var i = 0; i < order.Corrections.Count; i++)
        {
            var correction = order.Corrections[i];
            var row = Find(correction.RejectedRowId, $"corrections[{i}].rejectedRowId", store);
            var columns = DataModel.Table(row.Table).Columns.Select(c => c.Name).ToList();
            foreach (var name in correction.Values.Keys.Where(name => !columns.Contains(name)))
            {
                throw ProblemException.Invalid(
                    $"corrections[{i}].values.{name}", name, $"Table '{row.Table}' has no column '{name}'.", NearestName.MaybeHint(name, columns).Trim() is { Length: > 0 } hint ? hint : null);
            }
        }

        var result = importer.Repair(order.Corrections, caller.Name, null, token);
        if (result.Import is not null)
            checks.Request();
        return TypedResults.Ok(result);
    }

    /// <summary>Submits open rejected rows again with the values they have, as a job: useful after the master data they name has come.</summary>
    public static Accepted<Job> Resubmit(ResubmitOrder order, Caller caller, RepairJobs jobs)
    {
        Tables.Known(order.Table, "table");
        return Endpoints.Accepted(jobs.Start(order, caller));
    }

    /// <summary>Marks rejected rows as not needed. They stay on record and can be reopened.</summary>
    public static NoContent Dismiss(RejectedRowIds order, DataStore store, CheckJobs checks)
    {
        Check(order, store);
        store.Dismiss(order.Ids);
        checks.Request();
        return TypedResults.NoContent();
    }

    /// <summary>Opens dismissed rejected rows again.</summary>
    public static NoContent Reopen(RejectedRowIds order, DataStore store, CheckJobs checks)
    {
        Check(order, store);
        store.Reopen(order.Ids);
        checks.Request();
        return TypedResults.NoContent();
    }

    /// <summary>Submits a corrected file of rejected rows: CSV or XLSX with the column rejected_row, as /rejected-rows.csv writes it.</summary>
    public static async Task<Ok<RepairResult>> RepairFile(HttpRequest request, Caller caller, RepairJobs jobs, CheckJobs checks, CancellationToken token)
    {
        var result = await jobs.RepairFile(request, caller, token);
        if (result.Import is not null)
            checks.Request();
        return TypedResults.Ok(result);
    }

    private static RejectedRow Find(long id, string field, DataStore store) =>
        store.RejectedRow(id) ?? throw new ProblemException(
            StatusCodes.Status404NotFound, "not_found", $"There is no rejected row '{id}'.", field, $"{id}", "Maybe its import was undone.");

    private static void Check(RejectedRowIds order, DataStore store)
    {
        if (order.Ids.Count is 0 or > MostCorrections)
            throw ProblemException.Invalid("ids", $"{order.Ids.Count}", $"{order.Ids.Count} ids came; 1 to {MostCorrections} are possible at once.");
        for (var i = 0; i < order.Ids.Count; i++)
            Find(order.Ids[i], $"ids[{i}]", store);
    }
}
