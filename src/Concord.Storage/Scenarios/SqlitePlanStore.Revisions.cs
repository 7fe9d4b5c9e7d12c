using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Concord.Planning.Cube;
using Concord.Planning.Scenarios;
using Dapper;

namespace Concord.Storage.Scenarios;

// Reading: the log and the states of revisions.
public sealed partial class SqlitePlanStore
{
    public (long Revision, long Entry) NextIds()
    {
        using var connection = _database.Connect();
        return connection.QuerySingle<(long, long)>("SELECT (SELECT coalesce(max(id), 0) + 1 FROM revisions), (SELECT coalesce(max(id), 0) + 1 FROM entries)");
    }

    public IReadOnlyList<RevisionInfo> Log()
    {
        using var connection = _database.Connect();
        using var rows = connection.ExecuteReader($"SELECT {LogColumns} FROM revisions ORDER BY id");
        var log = new List<RevisionInfo>();
        while (rows.Read())
            log.Add(ReadInfo(rows));
        return log;
    }

    public Revision Revision(long id) => _readers.Use(reader => reader.InSnapshot(r =>
    {
        var roots = r.Roots(id);
        var pages = RootRow.PageTable(roots).Select(p => (p.Key, (Page?)_pages.GetOrAdd(p.Value, number => new Page(number, _readPage))));
        var entries = RootRow.Entries(roots).Select(number => _entries.GetOrAdd(number, r.Entry)).ToImmutableList();
        var patches = RootRow.PatchesOf(roots) is { } json ? PlanJson.ReadPatches(json) : [];
        using var row = r.Connection.ExecuteReader($"SELECT {LogColumns} FROM revisions WHERE id = @id", new { id });
        row.Read();
        var state = new PlanState(PlanCube.Empty.With(pages), entries, patches, roots[0].Basis);
        return new Revision(ReadInfo(row), r.Outline(id) is { } outline ? PlanJson.ReadOutline(outline, state) : state);
    }));

    public RevisionChange Change(long id) => _readers.Use(reader => reader.InSnapshot(r =>
    {
        var (added, dropped, patches, before) = r.Change(id);
        var known = before.Select(PlanJson.Write).GroupBy(p => p).ToDictionary(g => g.Key, g => g.Count());
        return new RevisionChange(
            [.. added.Select(number => _entries.GetOrAdd(number, r.Entry))], [.. dropped],
            [.. (patches ?? []).Where(p => !Take(known, PlanJson.Write(p)))]);
    }));

    /// <summary>What the plans take on disk.</summary>
    public PlanSize Size()
    {
        using var connection = _database.Connect();
        var (pages, bytes, differences) = connection.QuerySingle<(long, long, long)>("SELECT count(*), coalesce(sum(length(data)), 0), count(base) FROM pages");
        var roots = connection.ExecuteScalar<long>("SELECT coalesce(sum(length(pages) + coalesce(length(entries), 0) + coalesce(length(patches), 0)), 0) FROM revision_roots");
        var entries = connection.ExecuteScalar<long>("SELECT coalesce(sum(length(json)), 0) FROM entries");
        var file = connection.ExecuteScalar<long>("PRAGMA page_count") - connection.ExecuteScalar<long>("PRAGMA freelist_count");
        return new PlanSize(pages, differences, bytes, roots, entries, file * connection.ExecuteScalar<long>("PRAGMA page_size"));
    }

    private const string LogColumns = "id, parents, kind, author, at, message, reverts";

    private static readonly Dictionary<string, RevisionKind> Kinds = Enum.GetValues<RevisionKind>().ToDictionary(Word);

    private static RevisionInfo ReadInfo(System.Data.IDataRecord row) => new(
        row.GetInt64(0), JsonSerializer.Deserialize<ImmutableArray<long>>(row.GetString(1)), Kinds[row.GetString(2)], row.GetString(3),
        DateTimeOffset.Parse(row.GetString(4), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), row.GetString(5), row.IsDBNull(6) ? null : row.GetInt64(6));

    private static bool Take(Dictionary<string, int> known, string json)
    {
        if (!known.TryGetValue(json, out var left) || left == 0)
            return false;
        known[json] = left - 1;
        return true;
    }
}

/// <summary>What plans take in a database.</summary>
/// <param name="Pages">Pages, whole ones and differences.</param>
/// <param name="Differences">Those of them that hold what differs from another page.</param>
/// <param name="PageBytes">Bytes of all pages.</param>
/// <param name="RootBytes">Bytes of all page tables.</param>
/// <param name="EntryBytes">Characters of all entries.</param>
/// <param name="DatabaseBytes">Bytes of the database file in use, the dataset included.</param>
public sealed record PlanSize(long Pages, long Differences, long PageBytes, long RootBytes, long EntryBytes, long DatabaseBytes);
