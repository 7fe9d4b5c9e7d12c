using System.Collections.Immutable;
using System.Globalization;
using Concord.Planning.Cube;
using Concord.Planning.Scenarios;
using Microsoft.Data.Sqlite;

namespace Concord.Storage.Scenarios;

/// <summary>A connection that reads plans, with its statements prepared. Used by one thread at a time; <see cref="PlanReaders"/> lends them out.</summary>
internal sealed class PlanReader(SqliteConnection connection) : IDisposable
{
    private readonly Statement _begin = new(connection, "BEGIN");
    private readonly Statement _end = new(connection, "COMMIT");
    private readonly Statement _page = new(connection, "SELECT base, data FROM pages WHERE id = $1");
    private readonly Statement _entry = new(connection, "SELECT json FROM entries WHERE id = $1");
    private readonly Statement _root = new(
        connection,
        """
        SELECT v.first_parent, v.basis, v.added, v.dropped, v.patches, r.checkpoint, r.pages, r.entries, r.patches
        FROM revisions v LEFT JOIN revision_roots r ON r.revision = v.id WHERE v.id = $1
        """);

    private readonly Statement _outline = new(
        connection,
        """
        WITH RECURSIVE up (id) AS (
            SELECT $1 UNION ALL
            SELECT r.first_parent FROM up JOIN revisions r ON r.id = up.id WHERE r.first_parent IS NOT NULL AND NOT EXISTS (SELECT 1 FROM plan_outlines o WHERE o.revision = up.id))
        SELECT o.json FROM up JOIN plan_outlines o ON o.revision = up.id
        """);

    private readonly Statement _change = new(connection, "SELECT first_parent, added, dropped, patches FROM revisions WHERE id = $1");

    public SqliteConnection Connection { get; } = connection;

    /// <summary>Runs with one snapshot of the database, whatever is written meanwhile.</summary>
    public T InSnapshot<T>(Func<PlanReader, T> read)
    {
        _begin.Run();
        try
        {
            return read(this);
        }
        finally
        {
            _end.Run();
        }
    }

    /// <summary>The values of a page.</summary>
    /// <exception cref="PlanStoreException">Compaction has dropped the page.</exception>
    /// <exception cref="PlanDamagedException">The page is not what was written.</exception>
    public double[] Page(long id)
    {
        var (baseId, data) = PageRow(id)
            ?? throw new PlanStoreException($"Page {id} of the plan is gone: compaction has dropped the values of the revisions it belonged to. Maybe open the scenario again.");
        if (baseId is not { } from)
            return PageCodec.Decode(id, null, data, []);
        var (none, baseData) = PageRow(from) ?? throw new PlanDamagedException($"Page {id} of the plan differs from page {from}, which is not there. Maybe restore a backup.");
        if (none is not null)
            throw new PlanDamagedException($"Page {id} of the plan differs from page {from}, which is not a whole page. Maybe restore a backup.");
        return PageCodec.Decode(id, from, data, PageCodec.Decode(from, null, baseData, []));
    }

    /// <summary>The outline of a revision as JSON; null when none of its ancestors has one.</summary>
    public string? Outline(long revision)
    {
        using var row = _outline.Read(revision);
        return row.Read() ? row.GetString(0) : null;
    }

    /// <summary>The page tables from the revision back to the last checkpoint, newest first.</summary>
    /// <exception cref="PlanStoreException">No such revision, or its values were dropped.</exception>
    public List<RootRow> Roots(long revision)
    {
        var roots = new List<RootRow>();
        for (long? id = revision; id is { } current;)
        {
            using var row = _root.Read(current);
            if (!row.Read())
                throw new PlanStoreException(string.Create(CultureInfo.InvariantCulture, $"There is no revision {current}. Maybe it belongs to another data folder."));
            if (row.IsDBNull(5))
            {
                throw current == revision
                    ? new PlanStoreException($"The values of revision {current} are gone: compaction dropped them by the retention rule. What it changed can still be read in the history.")
                    : new PlanDamagedException($"Revision {revision} builds on revision {current}, which has no values. Maybe restore a backup.");
            }

            roots.Add(new RootRow(
                current, row.GetInt64(1), Blob(row, 2), Blob(row, 3), Text(row, 4), row.GetInt64(5) != 0, row.GetFieldValue<byte[]>(6), Blob(row, 7), Text(row, 8)));
            id = roots[^1].Checkpoint ? null : row.IsDBNull(0) ? null : row.GetInt64(0);
        }

        return roots;
    }

    /// <summary>An entry by its number.</summary>
    /// <exception cref="PlanDamagedException">A revision names an entry that is not there.</exception>
    public Entry Entry(long id)
    {
        using var row = _entry.Read(id);
        return row.Read() ? PlanJson.ReadEntry(row.GetString(0)) : throw new PlanDamagedException($"Entry {id} of the plan is not there. Maybe restore a backup.");
    }

    /// <summary>What a revision changed: the numbers of entries, and the patches of it and of its first parent.</summary>
    public (List<long> Added, List<long> Dropped, ImmutableList<RecordPatch>? Patches, ImmutableList<RecordPatch> Before) Change(long id)
    {
        long? parent;
        List<long> added, dropped;
        string? patches;
        using (var row = _change.Read(id))
        {
            if (!row.Read())
                throw new PlanStoreException($"There is no revision {id}. Maybe it belongs to another data folder.");
            (parent, patches) = (row.IsDBNull(0) ? null : row.GetInt64(0), Text(row, 3));
            (added, dropped) = (RootCodec.DecodeNumbers(Blob(row, 1) ?? []), RootCodec.DecodeNumbers(Blob(row, 2) ?? []));
        }

        var before = ImmutableList<RecordPatch>.Empty;
        while (patches is not null && parent is { } ancestor)
        {
            using var row = _change.Read(ancestor);
            if (!row.Read())
                break;
            if (Text(row, 3) is { } older)
            {
                before = PlanJson.ReadPatches(older);
                break;
            }

            parent = row.IsDBNull(0) ? null : row.GetInt64(0);
        }

        return (added, dropped, patches is null ? null : PlanJson.ReadPatches(patches), before);
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_begin, _end, _page, _entry, _root, _outline, _change])
            statement.Dispose();
        Connection.Dispose();
    }

    private (long? Base, byte[] Data)? PageRow(long id)
    {
        using var row = _page.Read(id);
        return row.Read() ? (row.IsDBNull(0) ? null : row.GetInt64(0), row.GetFieldValue<byte[]>(1)) : null;
    }

    private static byte[]? Blob(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
