using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Concord.Planning.Data;
using Concord.Storage.Data.Segments;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Concord.Storage.Data;

/// <summary>
/// Writes what an import reads, on a thread of its own, each segment in a short transaction: other writers wait for milliseconds, not for the import.
/// Nothing of it is visible until the import is published.
/// </summary>
internal sealed class SegmentWriter : IDisposable
{
    private const int RejectedPerTransaction = 2_000;
    private const int RejectedTextPerTransaction = 4_000_000; // characters: a rejected row keeps its cells as they came, and they may be large

    private readonly Database _database;
    private readonly long _import;
    private readonly BlockingCollection<Action<SqliteConnection>> _work = new(boundedCapacity: 2);
    private readonly ConcurrentBag<SegmentBuilder> _free = [];
    private readonly RowHashes _hashes = new();
    private byte[] _buffer = new byte[1 << 20];
    private readonly Task _thread;
    private List<RejectedRow> _rejected = [];
    private long _rejectedText;
    private volatile ExceptionDispatchInfo? _failure;

    public SegmentWriter(Database database, long import)
    {
        _database = database;
        _import = import;
        _thread = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>An empty builder for the table, used before if possible.</summary>
    public SegmentBuilder Take(TableDefinition table, Utf8Dictionary?[] sharedDictionaries) =>
        _free.TryTake(out var builder) && builder.IsFor(table, sharedDictionaries) ? builder : new SegmentBuilder(table, sharedDictionaries);

    /// <summary>Hands a segment over for writing; the caller must not touch it any more.</summary>
    public void Write(SegmentBuilder builder, int firstRow, KeyIndex keys)
    {
        var dictionaries = builder.FreezeDictionaries();
        Enqueue(connection =>
        {
            Insert(connection, builder, firstRow, dictionaries);
            keys.Add(0, firstRow, builder.Rows, _hashes);
            builder.Clear();
            _free.Add(builder);
        });
    }

    public void Reject(RejectedRow row)
    {
        _rejected.Add(row);
        _rejectedText += row.Values.Values.Sum(v => (long)(v?.Length ?? 0));
        if (_rejected.Count == RejectedPerTransaction || _rejectedText >= RejectedTextPerTransaction)
            FlushRejected();
    }

    /// <summary>Waits until everything handed over is written.</summary>
    public void Complete()
    {
        FlushRejected();
        _work.CompleteAdding();
        _thread.Wait();
        _failure?.Throw();
    }

    public static void InsertRejected(SqliteConnection connection, SqliteTransaction transaction, long import, RejectedRow row) =>
        connection.Execute(
            """
            INSERT INTO rejected_rows (import_id, table_name, file, line, cells, problems, first_code)
            VALUES (@import, @Table, @File, @Line, @cells, @problems, @code)
            """,
            new
            {
                import,
                row.Table,
                row.File,
                row.Line,
                cells = JsonSerializer.Serialize(row.Values, DataStore.Json),
                problems = JsonSerializer.Serialize(row.Problems, DataStore.Json),
                code = row.Problems[0].Code,
            }, transaction);

    public void Dispose()
    {
        if (!_work.IsAddingCompleted)
            _work.CompleteAdding();
        _thread.Wait();
        _work.Dispose();
    }

    private void Run()
    {
        try
        {
            using var connection = _database.Connect();
            foreach (var write in _work.GetConsumingEnumerable())
                write(connection);
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            foreach (var _ in _work.GetConsumingEnumerable())
            {
                // Drained, so that the reading side is never stuck.
            }
        }
    }

    private void Enqueue(Action<SqliteConnection> write)
    {
        _failure?.Throw();
        _work.Add(write);
    }

    private void Insert(SqliteConnection connection, SegmentBuilder builder, int firstRow, Utf8Dictionary.Frozen[] dictionaries)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var segment = connection.ExecuteScalar<long>(
            "INSERT INTO segments (import_id, table_name, first_row, row_count) VALUES (@import, @table, @firstRow, @rows) RETURNING id",
            new { import = _import, table = builder.Table.Name, firstRow, rows = builder.Rows }, transaction);
        // Bound as a span: a command parameter would copy the bytes of every column into an array of its own.
        Check(connection, raw.sqlite3_prepare_v2(connection.Handle, "INSERT INTO segment_columns VALUES (?1, ?2, ?3)", out var insert));
        using (insert)
        {
            Check(connection, raw.sqlite3_bind_int64(insert, 1, segment));
            builder.Encode(_hashes, dictionaries, ref _buffer, (name, buffer, size) =>
            {
                Check(connection, raw.sqlite3_bind_text(insert, 2, name));
                Check(connection, raw.sqlite3_bind_blob(insert, 3, buffer.AsSpan(0, size)));
                Check(connection, raw.sqlite3_step(insert), raw.SQLITE_DONE);
                Check(connection, raw.sqlite3_reset(insert));
            });
        }

        transaction.Commit();
    }

    private static void Check(SqliteConnection connection, int result, int expected = raw.SQLITE_OK)
    {
        if (result != expected)
            SqliteException.ThrowExceptionForRC(result, connection.Handle);
    }

    private void FlushRejected()
    {
        if (_rejected.Count == 0)
            return;
        var rows = _rejected;
        _rejected = [];
        _rejectedText = 0;
        Enqueue(connection =>
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            foreach (var row in rows)
                InsertRejected(connection, transaction, _import, row);
            transaction.Commit();
        });
    }
}
