using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Concord.Planning.Data;
using Concord.Storage.Data.Segments;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Concord.Storage.Data;

/// <content>Datasets: the live one, and frozen ones (data snapshots).</content>
public sealed partial class DataStore
{
    /// <summary>Days without any sale, and one in how many rows: see <see cref="LatestFactDate"/>.</summary>
    private const int LongestGap = 7, MistakenShare = 10_000;

    /// <summary>The facts of all live imports, as of a date. What is imported or undone later does not change it.</summary>
    public StoredDataset Live(DateOnly asOf)
    {
        using var connection = Database.Connect();
        var ids = LiveImports(connection);
        return new StoredDataset(Database, asOf, ids, Fingerprint(ids, asOf));
    }

    public StoredDataset Open(DataSnapshot snapshot) => new(Database, snapshot.AsOf, snapshot.ImportIds, snapshot.Fingerprint);

    /// <summary>Freezes the live dataset as of a date. Costs a list of import numbers: the rows themselves never change.</summary>
    public DataSnapshot CreateSnapshot(string name, DateOnly asOf, string? note, string author, string? quality)
    {
        using var connection = Database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        var imports = LiveImports(connection, transaction);
        var id = connection.ExecuteScalar<long>(
            """
            INSERT INTO snapshots (name, as_of, created_at, author, note, fingerprint, quality)
            VALUES (@name, @asOf, @now, @author, @note, @fingerprint, @quality) RETURNING id
            """,
            new { name, asOf = Day(asOf), now = Now(), author, note, fingerprint = Fingerprint(imports, asOf), quality }, transaction);
        foreach (var import in imports)
            connection.Execute("INSERT INTO snapshot_imports VALUES (@id, @import)", new { id, import }, transaction);
        transaction.Commit();
        return Snapshot(id)!;
    }

    /// <summary>All snapshots, newest first.</summary>
    public IReadOnlyList<DataSnapshot> Snapshots() => ReadSnapshots(null);

    public DataSnapshot? Snapshot(long id) => ReadSnapshots(id).FirstOrDefault();

    /// <summary>Visible rows and waiting rejected rows of every table, live. Tables without either are left out.</summary>
    public IReadOnlyDictionary<string, TableCounts> Counts()
    {
        using var connection = Database.Connect();
        var view = new VisibleRows(connection, LiveImports(connection));
        var rejected = RejectedRows(new RejectedRowQuery(Take: 0)).ByTable;
        return DataModel.Tables
            .Select(t => (t.Name, Counts: new TableCounts(view.Count(connection, t), rejected.GetValueOrDefault(t.Name))))
            .Where(t => t.Counts.Rows > 0 || t.Counts.Rejected > 0)
            .ToDictionary(t => t.Name, t => t.Counts);
    }

    /// <summary>
    /// The newest order date in the live sales history, or null when there is none. Rows dated by mistake do not count: those after a gap of more than a week, when there are fewer than one in ten thousand
    /// of them.
    /// </summary>
    public DateOnly? LatestFactDate()
    {
        using var connection = Database.Connect();
        var view = new VisibleRows(connection, LiveImports(connection));
        var table = DataModel.Table<SalesHistoryLine>();
        var rows = new SortedDictionary<int, long>();
        foreach (var segment in view.Segments(connection, table))
        {
            var days = SegmentCodec.DecodeWhole(StoredDataset.ColumnBlob(connection, segment.Id, table.AsOfColumn!), segment.Rows);
            var hidden = view.Hidden(segment);
            for (var i = 0; i < days.Length; i++)
            {
                if (days[i] != ColumnData.NoDate && !(hidden.Length > 0 && hidden[i]))
                    rows[days[i]] = rows.GetValueOrDefault(days[i]) + 1;
            }
        }

        if (rows.Count == 0)
            return null;
        var (known, total, after) = (rows.Keys.ToArray(), rows.Values.Sum(), 0L);
        var latest = known.Length - 1;
        for (var i = known.Length - 1; i > 0; i--)
        {
            after += rows[known[i]];
            if (after * MistakenShare >= total)
                break;
            if (known[i] - known[i - 1] > LongestGap)
                latest = i - 1;
        }

        return DateOnly.FromDayNumber(known[latest]);
    }

    private static List<long> LiveImports(SqliteConnection connection, SqliteTransaction? transaction = null) =>
        [.. connection.Query<long>("SELECT id FROM imports WHERE status = 'live' ORDER BY sequence", transaction: transaction)];

    private static string Fingerprint(IReadOnlyList<long> imports, DateOnly asOf) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Day(asOf)}:{string.Join(',', imports)}")));

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private List<DataSnapshot> ReadSnapshots(long? id)
    {
        using var connection = Database.Connect();
        var imports = connection.Query<(long SnapshotId, long ImportId)>(
                """
                SELECT s.snapshot_id, s.import_id FROM snapshot_imports s JOIN imports i ON i.id = s.import_id
                WHERE @id IS NULL OR s.snapshot_id = @id ORDER BY i.sequence
                """, new { id })
            .ToLookup(s => s.SnapshotId, s => s.ImportId);
        return [.. connection.Query<(long Id, string Name, string AsOf, string CreatedAt, string Author, string? Note, string Fingerprint, string? Quality)>(
                "SELECT id, name, as_of, created_at, author, note, fingerprint, quality FROM snapshots WHERE @id IS NULL OR id = @id ORDER BY id DESC", new { id })
            .Select(s => new DataSnapshot(
                s.Id, s.Name, DateOnly.ParseExact(s.AsOf, "yyyy-MM-dd", CultureInfo.InvariantCulture), Instant(s.CreatedAt), s.Author, s.Note, s.Fingerprint,
                s.Quality, [.. imports[s.Id]]))];
    }
}
