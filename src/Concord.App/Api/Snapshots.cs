using System.Text.Json;
using System.Text.Json.Serialization;
using Concord.App.Data;
using Concord.App.Security;
using Concord.Storage.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

/// <summary>A data snapshot to make.</summary>
/// <param name="Name">Name for people, e.g. "Cycle 2026-03".</param>
/// <param name="AsOf">Facts dated later are not in it, by each table's as-of rule.</param>
/// <param name="Note">Free text.</param>
/// <param name="Override">True to make it although the gate is held; then a reason is needed.</param>
/// <param name="Reason">Why the held gate does not matter; kept with the snapshot.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SnapshotOrder(string Name, DateOnly AsOf, string? Note = null, bool Override = false, string? Reason = null);

/// <param name="Quality">The quality at its making; null when no check had run.</param>
public sealed record SnapshotInfo(
    long Id, string Name, DateOnly AsOf, DateTimeOffset CreatedAt, string Author, string? Note, string Fingerprint, IReadOnlyList<long> ImportIds,
    QualityAtSnapshot? Quality);

/// <param name="Rows">Rows it holds by table, as of its date.</param>
public sealed record SnapshotDetails(SnapshotInfo Snapshot, IReadOnlyList<TableCount> Rows);

internal static class Snapshots
{
    public static void MapSnapshots(this RouteGroupBuilder api)
    {
        var snapshots = api.MapGroup("/snapshots").WithTags("Data snapshots");
        snapshots.MapPost("", Create).WithName("createSnapshot").Needs(Permission.ManageData).Problem(409);
        snapshots.MapGet("", List).WithName("listSnapshots").Needs(Permission.View);
        snapshots.MapGet("/{id}", Get).WithName("getSnapshot").Needs(Permission.View).Problem(404);
    }

    /// <summary>Freezes the dataset as of a date. Refused while the gate is held, unless it is overridden with a reason. Later imports and undos never change it.</summary>
    public static Created<SnapshotInfo> Create(SnapshotOrder order, Caller caller, SnapshotMaker maker, CancellationToken token)
    {
        var snapshot = maker.Create(order, caller, token);
        return TypedResults.Created($"/api/v1/snapshots/{snapshot.Id}", Info(snapshot));
    }

    /// <summary>All data snapshots, newest first.</summary>
    public static Ok<IReadOnlyList<SnapshotInfo>> List(DataStore store) =>
        TypedResults.Ok<IReadOnlyList<SnapshotInfo>>([.. store.Snapshots().OrderByDescending(s => s.Id).Select(Info)]);

    /// <summary>One data snapshot with the number of rows it holds.</summary>
    public static Ok<SnapshotDetails> Get(long id, DataStore store, LiveData data, CancellationToken token)
    {
        var snapshot = store.Snapshot(id) ?? throw ProblemException.NotFound("data snapshot", id);
        var dataset = data.Of(id);
        var rows = new List<TableCount>();
        foreach (var table in Concord.Planning.Data.DataModel.Tables)
        {
            token.ThrowIfCancellationRequested();
            rows.Add(new TableCount(table.Name, table.Title, dataset.Batches(table).Sum(b => (long)b.RowCount)));
        }

        return TypedResults.Ok(new SnapshotDetails(Info(snapshot), rows));
    }

    private static SnapshotInfo Info(DataSnapshot s) => new(
        s.Id, s.Name, s.AsOf, s.CreatedAt, s.Author, s.Note, s.Fingerprint, s.ImportIds,
        s.Quality is null ? null : JsonSerializer.Deserialize<QualityAtSnapshot>(s.Quality, JsonFormat.Options));
}
