using Concord.Planning.Data;
using Concord.Storage.Data.Segments;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Concord.Storage.Data;

/// <summary>
/// Which rows a set of imports shows together: a row is hidden when a later import of the set has its key, or states the whole table.
/// An import that is not in the set hides nothing: that is why undoing an import brings back what it had replaced.
/// </summary>
internal sealed class VisibleRows
{
    private readonly IReadOnlyList<long> _imports;
    private readonly Dictionary<long, int> _position;
    private readonly Dictionary<string, int> _replacedBefore = new(StringComparer.Ordinal);
    private readonly ILookup<(long ImportId, string Table), byte[]> _hidden;

    /// <param name="imports">The imports of the set, in the order they were published.</param>
    public VisibleRows(SqliteConnection connection, IReadOnlyList<long> imports)
    {
        _imports = imports;
        _position = imports.Index().ToDictionary(i => i.Item, i => i.Index);
        foreach (var (import, table) in connection.Query<(long, string)>("SELECT import_id, table_name FROM import_tables WHERE mode = 'replace'"))
        {
            if (_position.TryGetValue(import, out var position))
                _replacedBefore[table] = Math.Max(position, _replacedBefore.GetValueOrDefault(table));
        }

        _hidden = connection.Query<(long ImportId, string Table, long By, byte[] Rows)>("SELECT import_id, table_name, by_import_id, rows FROM hidden_rows")
            .Where(h => _position.ContainsKey(h.ImportId) && _position.ContainsKey(h.By))
            .ToLookup(h => (h.ImportId, h.Table), h => h.Rows);
    }

    /// <summary>A segment of the set.</summary>
    public sealed record Segment(long Id, long ImportId, string Table, int FirstRow, int Rows);

    /// <summary>The segments that may hold visible rows of a table, in the order their imports were published.</summary>
    public IEnumerable<Segment> Segments(SqliteConnection connection, TableDefinition table) =>
        _imports.Skip(_replacedBefore.GetValueOrDefault(table.Name)).SelectMany(import => AllSegments(connection, import, table));

    /// <summary>All segments of one import, hidden or not.</summary>
    public static List<Segment> AllSegments(SqliteConnection connection, long import, TableDefinition table) =>
        [.. connection.Query<(long Id, int First, int Rows)>(
                "SELECT id, first_row, row_count FROM segments WHERE import_id = @import AND table_name = @table ORDER BY first_row",
                new { import, table = table.Name })
            .Select(s => new Segment(s.Id, import, table.Name, s.First, s.Rows))];

    /// <summary>For each row of a segment whether it is hidden; empty when none is.</summary>
    public bool[] Hidden(Segment segment)
    {
        bool[] hidden = [];
        foreach (var rows in _hidden[(segment.ImportId, segment.Table)])
        {
            if (hidden.Length == 0)
                hidden = new bool[segment.Rows];
            RowSet.Mark(rows, segment.FirstRow, hidden);
        }

        return hidden;
    }

    /// <summary>Visible rows of a table, before any as-of rule.</summary>
    public long Count(SqliteConnection connection, TableDefinition table) =>
        Segments(connection, table).Sum(s => s.Rows - (long)Hidden(s).Count(h => h));
}
