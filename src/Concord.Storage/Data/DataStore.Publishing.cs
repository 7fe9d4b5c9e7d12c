using System.Text.Json;
using Concord.Planning.Data;
using Concord.Planning.Data.Checks;
using Concord.Storage.Data.Segments;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Concord.Storage.Data;

/// <content>The moment an import becomes part of the dataset.</content>
public sealed partial class DataStore
{
    /// <summary>
    /// Makes an import live, in one transaction: decides which of its rows repeat a key, which rows of earlier imports it replaces, and counts what is new.
    /// </summary>
    /// <returns>The import itself; or another one that is live with the same content, published meanwhile: then this one is forgotten.</returns>
    internal long Publish(
        long import, string contentHash, IReadOnlyList<ImportedFile> files, IReadOnlyList<ImportTableCounts> tables,
        IReadOnlyDictionary<string, KeyIndex> indexes, IReadOnlyList<Finding> findings)
    {
        using var connection = Database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        if (connection.ExecuteScalar<long?>(
                "SELECT id FROM imports WHERE content_hash = @contentHash AND status = 'live'", new { contentHash }, transaction) is { } same)
        {
            transaction.Rollback();
            ForgetImport(import);
            return same;
        }

        foreach (var (position, file) in files.Index())
        {
            connection.Execute(
                "INSERT INTO import_files VALUES (@import, @position, @Name, @Sha256, @Bytes)",
                new { import, position, file.Name, file.Sha256, file.Bytes }, transaction);
        }

        foreach (var counts in tables)
            InsertCounts(connection, transaction, import, PublishTable(connection, transaction, import, counts, indexes[counts.Table], Waiting(connection, import, counts.Table)));
        if (findings.Count > 0)
        {
            connection.Execute(
                "INSERT INTO import_findings VALUES (@import, @json)",
                new { import, json = JsonSerializer.Serialize(findings.Select(f => f with { ImportId = import }), Json) }, transaction);
        }

        GoLive(connection, transaction, import, contentHash);
        transaction.Commit();
        return import;
    }

    /// <summary>
    /// Makes a repair live, in one transaction. Rows that failed again, or that repeat the key of another row of the repair with other values, take the place
    /// of the rejected rows they correct. Nothing of the import is left when no row was accepted.
    /// </summary>
    /// <returns>The rejected rows that failed again.</returns>
    /// <exception cref="DataStoreException">One of the rows is no longer open: it was repaired, dismissed, undone or replaced meanwhile.</exception>
    internal IReadOnlyList<RejectedRow> PublishRepair(
        long import, IReadOnlyList<ImportTableCounts> tables, IReadOnlyDictionary<string, KeyIndex> indexes, ILookup<string, CorrectedRow> rows)
    {
        using var connection = Database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        var numbers = rows.SelectMany(r => r).Select(r => r.Row.Id).ToHashSet();
        var open = connection.Query<long>(
            $"SELECT id FROM ({RejectedRowsView}) WHERE State = 'open' AND id IN (SELECT value FROM json_each(@numbers))",
            new { numbers = JsonSerializer.Serialize(numbers) }, transaction).ToHashSet();
        if (numbers.FirstOrDefault(n => !open.Contains(n)) is var gone and > 0)
            throw new DataStoreException($"Rejected row {gone} is no longer open. Maybe somebody repaired it, or undid or replaced its import, meanwhile.");

        var accepted = tables.Any(t => t.Accepted > 0);
        foreach (var counts in accepted ? tables : [])
        {
            var final = PublishTable(connection, transaction, import, counts, indexes[counts.Table], []);
            InsertCounts(connection, transaction, import, final with { Read = final.Accepted + final.Duplicates, Rejected = 0 });
        }

        var failed = TakeFailedRepairs(connection, transaction, import, rows);
        if (accepted)
        {
            foreach (var id in numbers.Except(failed))
                connection.Execute("UPDATE rejected_rows SET repaired_by = @import WHERE id = @id", new { import, id }, transaction);
            GoLive(connection, transaction, import, null);
        }
        else
        {
            connection.Execute("DELETE FROM imports WHERE id = @import", new { import }, transaction);
        }

        transaction.Commit();
        return [.. failed.Select(id => RejectedRow(id)!)];
    }

    private void GoLive(SqliteConnection connection, SqliteTransaction transaction, long import, string? contentHash)
    {
        var changed = connection.Execute(
            """
            UPDATE imports SET status = 'live', content_hash = @contentHash, finished_at = @now,
                sequence = (SELECT COALESCE(MAX(sequence), 0) + 1 FROM imports) WHERE id = @import AND status = 'running'
            """,
            new { import, contentHash, now = Now() }, transaction);
        if (changed == 0)
            throw new DataStoreException($"Import {import} was given up meanwhile. Maybe the data folder lies on a drive without file locks; import the files again.");
    }

    private static void InsertCounts(SqliteConnection connection, SqliteTransaction transaction, long import, ImportTableCounts counts) => connection.Execute(
        """
        INSERT INTO import_tables VALUES
        (@import, @Table, @mode, @Read, @Accepted, @Rejected, @Duplicates, @Added, @Changed, @Unchanged)
        """,
        new
        {
            import, counts.Table, mode = Word(counts.Mode), counts.Read, counts.Accepted, counts.Rejected, counts.Duplicates, counts.Added, counts.Changed,
            counts.Unchanged,
        }, transaction);

    /// <summary>The rejected rows of a table that wait: number and values.</summary>
    private static List<(long Id, string Cells)> Waiting(SqliteConnection connection, long import, string table) =>
        [.. connection.Query<(long, string)>(
            $"SELECT id, cells FROM ({RejectedRowsView}) WHERE State = 'open' AND TableName = @table AND ImportId <> @import", new { table, import })];

    /// <param name="waiting">Rejected rows that count as repaired by this import when it brings their keys: the source was corrected and exported again.</param>
    private static ImportTableCounts PublishTable(
        SqliteConnection connection, SqliteTransaction transaction, long import, ImportTableCounts counts, KeyIndex index, List<(long Id, string Cells)> waiting)
    {
        var table = DataModel.Table(counts.Table);
        foreach (var (number, (_, cells)) in waiting.Index())
        {
            if (RowHashes.KeyOf(table, JsonSerializer.Deserialize<Dictionary<string, string?>>(cells, Json)!) is { } key)
                index.AddWaiting(key, number);
        }

        var earlier = connection.Query<(long Id, string Status, int Rows)>(
            """
            SELECT i.id, i.status, MAX(s.first_row + s.row_count) FROM imports i JOIN segments s ON s.import_id = i.id
            WHERE s.table_name = @Table AND i.status IN ('live', 'undone') GROUP BY i.id ORDER BY i.sequence
            """, new { counts.Table }, transaction).ToList();
        var live = new VisibleRows(connection, LiveImports(connection, transaction));
        var shown = AddEarlier(connection, table, earlier.ConvertAll(e => e.Id), live, index);
        ulong[][] hidden = [[], .. earlier.Select(e => new ulong[(e.Rows + 63) / 64])];
        var overlap = KeyOverlap.Find(index, hidden, (owner, row) => RowSet.IsSet(shown[owner], row));

        foreach (var number in overlap.Brought)
            connection.Execute("UPDATE rejected_rows SET repaired_by = @import WHERE id = @Id", new { import, waiting[number].Id }, transaction);
        for (var owner = 1; owner <= earlier.Count; owner++)
            Hide(connection, transaction, earlier[owner - 1].Id, table, import, hidden[owner]);
        var rejected = 0;
        if (overlap.Duplicates.Count > 0)
        {
            var own = new ulong[(counts.Accepted + 63) / 64];
            foreach (var duplicate in overlap.Duplicates)
                RowSet.Set(own, duplicate.Row);
            Hide(connection, transaction, import, table, import, own);
            rejected = RejectDuplicates(connection, transaction, import, table, overlap.Duplicates);
        }

        var accepted = counts.Accepted - overlap.Duplicates.Count;
        return counts with
        {
            Accepted = accepted,
            Rejected = counts.Rejected + rejected,
            Duplicates = overlap.Duplicates.Count - rejected,
            Added = accepted - overlap.Changed - overlap.Unchanged,
            Changed = overlap.Changed,
            Unchanged = overlap.Unchanged,
        };
    }

    /// <summary>Adds the rows of earlier imports to the index. Answers, by their position from 1, which of them the dataset shows now.</summary>
    private static ulong[][] AddEarlier(SqliteConnection connection, TableDefinition table, List<long> earlier, VisibleRows live, KeyIndex index)
    {
        var shown = new ulong[earlier.Count + 1][];
        var visible = live.Segments(connection, table).ToLookup(s => s.ImportId);
        var hashes = new RowHashes();
        for (var owner = 1; owner <= earlier.Count; owner++)
        {
            var id = earlier[owner - 1];
            var segments = VisibleRows.AllSegments(connection, id, table);
            shown[owner] = new ulong[(segments.Sum(s => s.Rows) + 63) / 64];
            foreach (var segment in segments)
            {
                hashes.AddColumns(table, StoredDataset.ReadColumns(connection, table, segment), segment.Rows);
                index.Add(owner, segment.FirstRow, segment.Rows, hashes);
            }

            foreach (var segment in visible[id])
            {
                var hidden = live.Hidden(segment);
                for (var row = 0; row < segment.Rows; row++)
                {
                    if (hidden.Length == 0 || !hidden[row])
                        RowSet.Set(shown[owner], segment.FirstRow + row);
                }
            }
        }

        return shown;
    }

    private static void Hide(SqliteConnection connection, SqliteTransaction transaction, long import, TableDefinition table, long by, ulong[] rows)
    {
        if (Array.TrueForAll(rows, word => word == 0))
            return;
        connection.Execute(
            "INSERT INTO hidden_rows VALUES (@import, @table, @by, @rows)", new { import, table = table.Name, by, rows = RowSet.Encode(rows) }, transaction);
    }

    /// <summary>Of two rows with one key and different values only one can be true: the first stays, the others become rejected rows. Answers how many.</summary>
    private static int RejectDuplicates(
        SqliteConnection connection, SqliteTransaction transaction, long import, TableDefinition table, List<(int Row, int First, bool Equal)> duplicates)
    {
        var rejected = 0;
        var files = connection.Query<string>("SELECT name FROM import_files WHERE import_id = @import ORDER BY position", new { import }, transaction).ToList();
        var conflicts = duplicates.Where(d => !d.Equal).ToList();
        var takenLines = LinesOf(connection, import, table, conflicts.ConvertAll(d => d.First));
        SegmentRows? rows = null;
        foreach (var (position, (row, _, _)) in conflicts.Index())
        {
            rows = SegmentRows.Holding(row, rows, connection, import, table);
            var (batch, at) = (rows.Batch, row - rows.FirstRow);
            var values = table.Columns.ToDictionary(c => c.Name, c => batch.Cell(at, c), StringComparer.Ordinal);
            var problem = new RowProblem(
                RowProblemCode.DuplicateKey, table.Key[0].Name, batch.KeyText(at),
                $"{table.Name} {batch.KeyText(at)} comes twice with different values: line {takenLines[position]} was taken, line {batch.Lines[at]} was not.",
                RowChecks.Definition(RowProblemCode.DuplicateKey).Advice);
            SegmentWriter.InsertRejected(
                connection, transaction, import,
                new RejectedRow(0, import, table.Name, files.ElementAtOrDefault(rows.Files[at]) ?? "", batch.Lines[at], values, [problem], RejectedRowState.Open, null));
            rejected++;
        }

        return rejected;
    }

    /// <summary>
    /// Rows of a repair that failed again: their new values and problems replace those of the rejected row they correct, and the copies made by the repair go.
    /// </summary>
    private static List<long> TakeFailedRepairs(SqliteConnection connection, SqliteTransaction transaction, long import, ILookup<string, CorrectedRow> rows)
    {
        var byTable = rows.ToDictionary(r => r.Key, r => r.ToList());
        var failed = new List<long>();
        foreach (var (table, line, cells, problems, code) in connection.Query<(string, int, string, string, string)>(
            "SELECT table_name, line, cells, problems, first_code FROM rejected_rows WHERE import_id = @import", new { import }, transaction).ToList())
        {
            var id = byTable[table][line - 1].Row.Id;
            connection.Execute(
                "UPDATE rejected_rows SET cells = @cells, problems = @problems, first_code = @code WHERE id = @id", new { id, cells, problems, code }, transaction);
            failed.Add(id);
        }

        connection.Execute("DELETE FROM rejected_rows WHERE import_id = @import", new { import }, transaction);
        return failed;
    }

    /// <summary>The lines of some rows. Segment by segment: rows that were taken lie anywhere, and reading a segment for each would never end.</summary>
    private static int[] LinesOf(SqliteConnection connection, long import, TableDefinition table, List<int> rows)
    {
        var lines = new int[rows.Count];
        var segments = new Queue<VisibleRows.Segment>(rows.Count == 0 ? [] : VisibleRows.AllSegments(connection, import, table));
        VisibleRows.Segment? segment = null;
        int[] segmentLines = [];
        foreach (var (position, row) in rows.Index().OrderBy(r => r.Item))
        {
            while (segment is null || row >= segment.FirstRow + segment.Rows)
            {
                segment = segments.Dequeue();
                segmentLines = [];
            }

            if (segmentLines.Length == 0)
                segmentLines = SegmentCodec.DecodeWhole(StoredDataset.ColumnBlob(connection, segment.Id, SegmentBuilder.LineColumn), segment.Rows);
            lines[position] = segmentLines[row - segment.FirstRow];
        }

        return lines;
    }

    /// <summary>One decoded segment, kept while rows of it are asked for.</summary>
    private sealed record SegmentRows(int FirstRow, TableBatch Batch, int[] Files)
    {
        public static SegmentRows Holding(int row, SegmentRows? known, SqliteConnection connection, long import, TableDefinition table)
        {
            if (known is not null && row >= known.FirstRow && row < known.FirstRow + known.Batch.RowCount)
                return known;
            var segment = VisibleRows.AllSegments(connection, import, table)
                .First(s => row >= s.FirstRow && row < s.FirstRow + s.Rows);
            return new SegmentRows(segment.FirstRow, new TableBatch(
                table, segment.Rows, StoredDataset.ReadColumns(connection, table, segment), [],
                SegmentCodec.DecodeWhole(StoredDataset.ColumnBlob(connection, segment.Id, SegmentBuilder.LineColumn), segment.Rows)),
                SegmentCodec.DecodeWhole(StoredDataset.ColumnBlob(connection, segment.Id, SegmentBuilder.FileColumn), segment.Rows));
        }
    }
}
