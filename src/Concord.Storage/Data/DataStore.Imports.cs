using System.Text.Json;
using Concord.Planning.Data;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Concord.Storage.Data;

/// <content>Imports: listing, undoing and restoring them, and cleaning up after a crash.</content>
public sealed partial class DataStore
{
    /// <summary>All imports, newest first.</summary>
    public IReadOnlyList<ImportInfo> Imports()
    {
        using var connection = Database.Connect();
        return ReadImports(connection, "", null);
    }

    public ImportInfo? Import(long id)
    {
        using var connection = Database.Connect();
        return ReadImports(connection, "WHERE id = @id", new { id }).FirstOrDefault();
    }

    /// <summary>What the mapping reported when the import was read: assumptions, columns it did not know. Empty for an unknown import.</summary>
    public IReadOnlyList<Finding> ImportFindings(long id)
    {
        using var connection = Database.Connect();
        var json = connection.ExecuteScalar<string?>("SELECT findings FROM import_findings WHERE import_id = @id", new { id });
        return json is null ? [] : JsonSerializer.Deserialize<Finding[]>(json, Json)!;
    }

    /// <summary>Takes a live import out of the dataset. What it had replaced shows again; snapshots do not change.</summary>
    /// <exception cref="DataStoreException">There is no such import, or it is not live.</exception>
    public ImportInfo Undo(long id) => SetStatus(id, ImportStatus.Live, ImportStatus.Undone, "undone");

    /// <summary>Puts an undone import back where it was.</summary>
    /// <exception cref="DataStoreException">There is no such import, or it is not undone.</exception>
    public ImportInfo Restore(long id) => SetStatus(id, ImportStatus.Undone, ImportStatus.Live, "restored");

    private ImportInfo SetStatus(long id, ImportStatus from, ImportStatus to, string verb)
    {
        using var connection = Database.Connect();
        var changed = connection.Execute(
            "UPDATE imports SET status = @to WHERE id = @id AND status = @from", new { id, from = Word(from), to = Word(to) });
        var import = ReadImports(connection, "WHERE id = @id", new { id }).FirstOrDefault()
            ?? throw new DataStoreException($"There is no import {id}.");
        return changed == 1
            ? import
            : throw new DataStoreException($"Import {id} cannot be {verb}: it is {Word(import.Status)}, not {Word(from)}.");
    }

    /// <summary>Starts an import; the caller disposes it when it has ended, one way or the other.</summary>
    internal RunningImport BeginImport(ImportKind kind, string title, string author, string mapping)
    {
        using var connection = Database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        var id = connection.ExecuteScalar<long>(
            """
            INSERT INTO imports (kind, status, title, author, mapping, created_at)
            VALUES (@kind, 'running', @title, @author, @mapping, @now) RETURNING id
            """,
            new { kind = Word(kind), title, author, mapping, now = Now() }, transaction);
        // Before the commit: nobody ever sees a running import that is not locked, unless its process is gone.
        var running = new RunningImport(Database, id);
        transaction.Commit();
        return running;
    }

    /// <summary>The live import of the same content, if there is one.</summary>
    internal ImportInfo? LiveImportOf(string contentHash)
    {
        using var connection = Database.Connect();
        return ReadImports(connection, "WHERE content_hash = @contentHash AND status = 'live'", new { contentHash }).FirstOrDefault();
    }

    /// <summary>Ends an import that did not come through, and removes every row of it. One that was published is left alone.</summary>
    internal void AbandonImport(long id, ImportStatus status, string? error)
    {
        using var connection = Database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        if (connection.ExecuteScalar<string?>("SELECT status FROM imports WHERE id = @id", new { id }, transaction) is "live" or "undone")
            return;
        RemoveRows(connection, transaction, id);
        connection.Execute(
            "UPDATE imports SET status = @status, error = @error, finished_at = @now WHERE id = @id AND status = 'running'",
            new { id, status = Word(status), error, now = Now() }, transaction);
        transaction.Commit();
    }

    /// <summary>Forgets an import altogether: the same files turned out to be live already.</summary>
    internal void ForgetImport(long id)
    {
        using var connection = Database.Connect();
        connection.Execute("DELETE FROM imports WHERE id = @id", new { id });
    }

    private static void RemoveRows(SqliteConnection connection, SqliteTransaction transaction, long id)
    {
        foreach (var table in (string[])["segments", "hidden_rows", "rejected_rows", "import_tables", "import_files", "import_findings"])
            connection.Execute($"DELETE FROM {table} WHERE import_id = @id", new { id }, transaction);
        connection.Execute("UPDATE rejected_rows SET repaired_by = NULL WHERE repaired_by = @id", new { id }, transaction);
    }

    /// <summary>An import that says it is running, but whose process is gone, was killed half-way: it becomes failed and its rows are removed.</summary>
    private void RemoveLeftovers()
    {
        using var connection = Database.Connect();
        foreach (var id in connection.Query<long>("SELECT id FROM imports WHERE status = 'running'").ToList())
        {
            using var taken = RunningImport.TakeOver(Database, id);
            if (taken is not null)
                AbandonImport(id, ImportStatus.Failed, "The program ended before the import did. Maybe import the files again.");
        }

        foreach (var file in Directory.EnumerateFiles(Database.TemporaryFolder, "keys-*.tmp"))
        {
            // Best effort: on some systems a file that a running import still uses cannot be deleted, and need not be.
            try
            {
                if (File.GetLastWriteTimeUtc(file) < _time.GetUtcNow().UtcDateTime.AddDays(-1))
                    File.Delete(file);
            }
            catch (IOException)
            {
                continue;
            }
        }
    }

    private static List<ImportInfo> ReadImports(SqliteConnection connection, string where, object? parameters)
    {
        var heads = connection.Query<ImportHead>(
            $"SELECT id, kind, status, title, author, mapping, created_at AS CreatedAt, finished_at AS FinishedAt, error FROM imports {where} ORDER BY id DESC",
            parameters).ToList();
        if (heads.Count == 0)
            return [];
        var files = connection.Query<(long ImportId, string Name, string Sha256, long Bytes)>(
                $"SELECT import_id, name, sha256, bytes FROM import_files WHERE import_id IN (SELECT id FROM imports {where}) ORDER BY import_id, position", parameters)
            .ToLookup(f => f.ImportId, f => new ImportedFile(f.Name, f.Sha256, f.Bytes));
        var tables = connection.Query<TableCountsRow>(
                $"""
                SELECT import_id AS ImportId, table_name AS TableName, mode AS Mode, read_rows AS ReadRows, accepted AS Accepted, rejected AS Rejected,
                       duplicates AS Duplicates, added AS Added, changed AS Changed, unchanged AS Unchanged
                FROM import_tables WHERE import_id IN (SELECT id FROM imports {where})
                """, parameters)
            .ToLookup(t => t.ImportId, t => new ImportTableCounts(
                t.TableName, FromWord<ImportMode>(t.Mode), t.ReadRows, t.Accepted, t.Rejected, t.Duplicates, t.Added, t.Changed, t.Unchanged));
        return [.. heads.Select(h => new ImportInfo(
            h.Id, FromWord<ImportKind>(h.Kind), FromWord<ImportStatus>(h.Status), h.Title, h.Author, h.Mapping, Instant(h.CreatedAt),
            h.FinishedAt is null ? null : Instant(h.FinishedAt), h.Error, [.. files[h.Id]], [.. tables[h.Id].OrderBy(t => Position(t.Table))]))];
    }

    private static int Position(string table)
    {
        for (var i = 0; i < DataModel.Tables.Count; i++)
        {
            if (DataModel.Tables[i].Name == table)
                return i;
        }

        return int.MaxValue;
    }

    private sealed record ImportHead(
        long Id, string Kind, string Status, string Title, string Author, string Mapping, string CreatedAt, string? FinishedAt, string? Error);

    private sealed record TableCountsRow(
        long ImportId, string TableName, string Mode, long ReadRows, long Accepted, long Rejected, long Duplicates, long Added, long Changed, long Unchanged);
}
