using Microsoft.Data.Sqlite;

namespace Concord.Storage.Scenarios;

/// <summary>The one connection of a store that writes, with its statements prepared. Used by one thread at a time.</summary>
internal sealed class PlanWriter(SqliteConnection connection) : IDisposable
{
    // Transactions by statement, not by SqliteTransaction: prepared commands then need not be told of each.
    private readonly Statement _begin = new(connection, "BEGIN IMMEDIATE");
    private readonly Statement _commit = new(connection, "COMMIT");
    private readonly Statement _rollback = new(connection, "ROLLBACK");

    // Reads what the transaction has written so far.
    private readonly PlanReader _reader = new(connection);

    public Statement Head { get; } = new(connection, "SELECT head, archived, name FROM scenarios WHERE id = $1");

    public Statement MoveHead { get; } = new(connection, "UPDATE scenarios SET head = $2 WHERE id = $1");

    public Statement Root { get; } = new(connection, "SELECT size, since, steps FROM revision_roots WHERE revision = $1");

    public Statement AddRoot { get; } = new(connection, "INSERT INTO revision_roots VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");

    public Statement HasRevision { get; } = new(connection, "SELECT 1 FROM revisions WHERE id = $1");

    public Statement AddRevision { get; } = new(connection, "INSERT INTO revisions VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");

    public Statement AddEntry { get; } = new(connection, "INSERT INTO entries VALUES ($1, $2) ON CONFLICT DO NOTHING");

    public Statement EntryJson { get; } = new(connection, "SELECT json FROM entries WHERE id = $1");

    public Statement AddOutline { get; } = new(connection, "INSERT INTO plan_outlines VALUES ($1, $2)");

    public Statement NextPage { get; } = new(connection, "SELECT next FROM plan_numbers WHERE name = 'page'");

    public Statement SetNextPage { get; } = new(connection, "UPDATE plan_numbers SET next = $1 WHERE name = 'page'");

    /// <summary>A page that may be referred to: a doomed one may not.</summary>
    public Statement PageHead { get; } = new(connection, "SELECT base, spent FROM pages WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM doomed_pages d WHERE d.id = $1)");

    public Statement PageData { get; } = new(connection, "SELECT data FROM pages WHERE id = $1");

    private Statement AddPage { get; } = new(connection, "INSERT INTO pages VALUES ($1, $2, $3, $4)");

    public Statement SetCheckpoint { get; } = new(
        connection, "UPDATE revision_roots SET checkpoint = 1, size = $2, since = 0, steps = 0, pages = $3, entries = $4, patches = $5 WHERE revision = $1");

    public SqliteConnection Connection => connection;

    /// <summary>Bytes of all pages added so far.</summary>
    public long PageBytes { get; private set; }

    public void WritePage(long id, long? baseId, long spent, byte[] data)
    {
        AddPage.Run(id, baseId, spent, data);
        PageBytes += data.Length;
    }

    /// <summary>Makes the page table of a kept revision whole, so that it needs no other.</summary>
    /// <returns>Its size [bytes].</returns>
    public long MakeCheckpoint(long revision)
    {
        var root = CheckpointRow.Of(_reader.Roots(revision));
        SetCheckpoint.Run(revision, root.Size, root.Pages, root.Entries, root.Patches);
        return root.Size;
    }

    /// <summary>Runs a change that is kept whole, and is durable when this returns; when it throws, nothing of it is kept.</summary>
    public T InTransaction<T>(Func<SqliteConnection, T> change)
    {
        _begin.Run();
        try
        {
            var result = change(connection);
            _commit.Run();
            return result;
        }
        catch
        {
            // SQLite has rolled back by itself after some errors, such as a full disk.
            if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle!) == 0)
                _rollback.Run();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_begin, _commit, _rollback, Head, MoveHead, Root, AddRoot, HasRevision, AddRevision, AddEntry, EntryJson, AddOutline, NextPage, SetNextPage, PageHead, PageData, AddPage, SetCheckpoint])
            statement.Dispose();
        _reader.Dispose();
    }
}
