using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Storage.Data;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Concord.Storage.Scenarios;

/// <summary>Plans in the SQLite database of a data folder: see docs/adr/0006. Several processes may use one folder.</summary>
public sealed partial class SqlitePlanStore : IPlanStore, IDisposable
{
    private readonly Database _database;
    private readonly PlanReaders _readers;
    private readonly WeakTable<Page> _pages = new();
    private readonly WeakTable<Entry> _entries = new();
    private readonly Func<long, double[]> _readPage;

    // One writer at a time: SQLite has no more, and waiting here is fair and cheap where its busy handler polls.
    private readonly Lock _writing = new();
    private readonly PlanWriter _writer;
    private readonly LogCheckpoints _checkpoints;
    private bool _disposed;
    private ImmutableDictionary<Grain, SeriesCatalog> _catalogs = ImmutableDictionary<Grain, SeriesCatalog>.Empty;

    public SqlitePlanStore(Database database)
    {
        _database = database;
        _readers = new PlanReaders(database);
        _readPage = id => _readers.Use(r => r.Page(id));
        _checkpoints = new LogCheckpoints(database);
        var connection = database.Connect();
        connection.Execute("PRAGMA wal_autocheckpoint = 0");
        _writer = new PlanWriter(connection);
    }

    public IReadOnlyList<SeriesCatalog> Catalogs()
    {
        using var connection = _database.Connect();
        return [.. ReadCatalogs(connection).Values.OrderBy(c => c.Grain)];
    }

    public SeriesCatalog AddSeries(Grain grain, IReadOnlyList<IReadOnlyList<string>> coordinates)
    {
        lock (_writing)
        {
            return _writer.InTransaction(connection =>
            {
                var old = ReadCatalogs(connection).GetValueOrDefault(grain & ~Grain.Bucket) ?? SeriesCatalog.Empty(grain);
                var grown = old.With(coordinates);
                if (grown.Count > old.Count)
                {
                    var added = Enumerable.Range(old.Count, grown.Count - old.Count).Select(grown.Coordinate);
                    connection.Execute(
                        "INSERT INTO plan_series VALUES (@grain, @first, @count, @chunk)",
                        new { grain = (long)grown.Grain, first = old.Count, count = grown.Count - old.Count, chunk = Deflated(added) });
                }

                return grown;
            });
        }
    }

    public PlanBasis AddBasis(PlanBasis basis)
    {
        lock (_writing)
        {
            var id = _writer.InTransaction(connection => connection.ExecuteScalar<long>(
                """
                INSERT INTO plan_bases (snapshot_id, calendar, fiscal_start, first_day, horizon_months, frozen_weeks, flexible_months, currency)
                VALUES (@SnapshotId, @Calendar, @FiscalStart, @firstDay, @HorizonMonths, @FrozenWeeks, @FlexibleMonths, @Currency) RETURNING id
                """,
                new
                {
                    basis.SnapshotId,
                    basis.Calendar,
                    basis.FiscalStart,
                    firstDay = basis.FirstDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    basis.HorizonMonths,
                    basis.FrozenWeeks,
                    basis.FlexibleMonths,
                    basis.Currency,
                }));
            return basis with { Id = id };
        }
    }

    public IReadOnlyList<PlanBasis> Bases()
    {
        using var connection = _database.Connect();
        using var rows = connection.ExecuteReader("SELECT * FROM plan_bases ORDER BY id");
        var bases = new List<PlanBasis>();
        while (rows.Read())
        {
            bases.Add(new PlanBasis(
                rows.GetInt64(0), rows.GetInt64(1), rows.GetString(2), rows.GetInt32(3), DateOnly.ParseExact(rows.GetString(4), "yyyy-MM-dd", CultureInfo.InvariantCulture),
                rows.GetInt32(5), rows.GetInt32(6), rows.GetInt32(7), rows.GetString(8)));
        }

        return bases;
    }

    public IReadOnlyList<Scenario> Scenarios()
    {
        using var connection = _database.Connect();
        return ReadScenarios(connection);
    }

    public Scenario AddScenario(string name, string? description, long head, string author, DateTimeOffset at)
    {
        lock (_writing)
        {
            return _writer.InTransaction(connection =>
            {
                RequireValues(connection, head);
                RequireFreeName(connection, name, 0);
                var id = connection.ExecuteScalar<long>(
                    """
                    INSERT INTO scenarios (name, description, head, origin, author, created_at) VALUES (@name, @description, @head, @head, @author, @at) RETURNING id
                    """,
                    new { name, description, head, author, at = Text(at) });
                return new Scenario(id, name, description, head, head, author, at.ToUniversalTime(), false);
            });
        }
    }

    public Scenario SaveScenario(long id, string name, string? description, bool archived)
    {
        lock (_writing)
        {
            return _writer.InTransaction(connection =>
            {
                RequireFreeName(connection, name, id);
                if (connection.Execute("UPDATE scenarios SET name = @name, description = @description, archived = @archived WHERE id = @id", new { id, name, description, archived }) == 0)
                    throw new PlanStoreException($"There is no scenario {id}. Maybe it belongs to another data folder.");
                return ReadScenarios(connection).Single(s => s.Id == id);
            });
        }
    }

    public string SaveDetails(StageDetails details, DateTimeOffset at)
    {
        var data = PlanJson.Write(details);
        var key = Fingerprints.Of(data);
        lock (_writing)
            _writer.InTransaction(connection => connection.Execute("INSERT INTO stage_details VALUES (@key, @at, @data) ON CONFLICT (key) DO UPDATE SET at = @at", new { key, at = Text(at), data }));
        return key;
    }

    public StageDetails? Details(string key)
    {
        using var connection = _database.Connect();
        return connection.ExecuteScalar<byte[]?>("SELECT data FROM stage_details WHERE key = @key", new { key }) is { } data ? PlanJson.ReadDetails(data) : null;
    }

    public void SavePlanOfRecord(long revision, string name, string author, DateTimeOffset at)
    {
        lock (_writing)
        {
            _writer.InTransaction(connection =>
            {
                AddPlanOfRecord(connection, revision, name, author, at);
                return true;
            });
        }
    }

    /// <summary>Marks a revision as the plan of record, as part of the caller's transaction.</summary>
    /// <exception cref="PlanStoreException">It is one already, or its values are gone.</exception>
    internal static void AddPlanOfRecord(SqliteConnection connection, long revision, string name, string author, DateTimeOffset at)
    {
        RequireValues(connection, revision);
        if (connection.Execute("INSERT INTO plans_of_record VALUES (@revision, @name, @author, @at) ON CONFLICT DO NOTHING", new { revision, name, author, at = Text(at) }) == 0)
            throw new PlanStoreException($"Revision {revision} is a plan of record already, and those never change. Maybe open the list of plans of record.");
    }

    public IReadOnlyList<PlanOfRecord> PlansOfRecord()
    {
        using var connection = _database.Connect();
        return [.. connection.Query<(long Revision, string Name, string Author, string At)>("SELECT revision, name, author, at FROM plans_of_record ORDER BY at, revision")
            .Select(p => new PlanOfRecord(p.Revision, p.Name, p.Author, Instant(p.At)))];
    }

    public void Dispose()
    {
        lock (_writing)
        {
            if (_disposed)
                return;
            _disposed = true;
            _checkpoints.Dispose();

            // The connection goes back to the pool, as others expect it.
            _writer.Connection.Execute("PRAGMA wal_autocheckpoint = 1000");
            _writer.Dispose();
        }

        _readers.Dispose();
    }

    private static ImmutableArray<Scenario> ReadScenarios(SqliteConnection connection) =>
        [.. connection.Query<(long Id, string Name, string? Description, long Head, long Origin, string Author, string At, long Archived)>(
            "SELECT id, name, description, head, origin, author, created_at, archived FROM scenarios ORDER BY id")
            .Select(s => new Scenario(s.Id, s.Name, s.Description, s.Head, s.Origin, s.Author, Instant(s.At), s.Archived != 0))];

    /// <summary>The catalogs as the database has them now; chunks that were read before are not read again.</summary>
    private ImmutableDictionary<Grain, SeriesCatalog> ReadCatalogs(SqliteConnection connection)
    {
        var catalogs = Volatile.Read(ref _catalogs);
        var known = catalogs;
        foreach (var (grain, first) in connection.Query<(long, long)>("SELECT grain, first FROM plan_series ORDER BY grain, first"))
        {
            var catalog = catalogs.GetValueOrDefault((Grain)grain) ?? SeriesCatalog.Empty((Grain)grain);
            if (first < catalog.Count)
                continue;
            var chunk = connection.ExecuteScalar<byte[]>("SELECT coordinates FROM plan_series WHERE grain = @grain AND first = @first", new { grain, first });
            using var inflated = new DeflateStream(new MemoryStream(chunk!), CompressionMode.Decompress);
            catalogs = catalogs.SetItem((Grain)grain, catalog.With(JsonSerializer.Deserialize<List<string[]>>(inflated)!));
        }

        // What a transaction has not committed yet is never read here: AddSeries reads before it writes.
        Interlocked.CompareExchange(ref _catalogs, catalogs, known);
        return catalogs;
    }

    private static byte[] Deflated(IEnumerable<string[]> coordinates)
    {
        using var stream = new MemoryStream();
        using (var deflate = new DeflateStream(stream, CompressionLevel.Fastest, leaveOpen: true))
            JsonSerializer.Serialize(deflate, coordinates);
        return stream.ToArray();
    }

    private static void RequireFreeName(SqliteConnection connection, string name, long except)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new PlanStoreException("A scenario needs a name.");
        var taken = connection.QueryFirstOrDefault<(long Id, string Name, long Archived)>(
            "SELECT id, name, archived FROM scenarios WHERE name = @name AND id <> @except", new { name, except });
        if (taken.Id != 0)
            throw new PlanStoreException($"There is a scenario '{taken.Name}' already{(taken.Archived != 0 ? ", an archived one" : "")}. Maybe choose another name.");
    }

    private static void RequireValues(SqliteConnection connection, long revision)
    {
        if (connection.ExecuteScalar<long?>("SELECT 1 FROM revisions WHERE id = @revision", new { revision }) is null)
            throw new PlanStoreException($"There is no revision {revision}. Maybe it belongs to another data folder.");
        if (connection.ExecuteScalar<long?>("SELECT 1 FROM revision_roots WHERE revision = @revision", new { revision }) is null)
            throw new PlanStoreException($"The values of revision {revision} are gone: compaction dropped them by the retention rule. Maybe take a later revision.");
    }

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string Word(RevisionKind kind) => ChoiceWords.Spell(kind.ToString());
}
