using Concord.Storage.Data;
using Microsoft.Data.Sqlite;

namespace Concord.Storage.Scenarios;

/// <summary>
/// Moves what commits have appended to the write-ahead log into the database file, beside the writers: by default SQLite lets every fifth large commit
/// do that for all, and wait. A failure harms nothing, as the log holds everything: the next time does it.
/// </summary>
internal sealed class LogCheckpoints(Database database) : IDisposable
{
    /// <summary>Written before the log is moved [bytes].</summary>
    private const long Behind = 4 << 20;

    /// <summary>Written before a writer moves the log itself, as it would else grow for as long as nobody pauses [bytes].</summary>
    private const long FarBehind = 32 << 20;

    private readonly Lazy<SqliteConnection> _connection = new(database.Connect);
    private long _sinceStart;
    private long _sinceEmpty;
    private Task _running = Task.CompletedTask;

    /// <summary>Takes note of a commit. Called by the one writer, after it.</summary>
    public void Committed(SqliteConnection writer, long bytes)
    {
        _sinceStart += bytes;
        _sinceEmpty += bytes;
        if (_sinceEmpty > FarBehind)
        {
            // Mostly moved already; without a writer beside it the rest follows, and the log begins anew.
            Move(writer);
            (_sinceStart, _sinceEmpty) = (0, 0);
        }
        else if (_sinceStart > Behind && _running.IsCompleted)
        {
            _sinceStart = 0;
            _running = Task.Run(() => Move(_connection.Value));
        }
    }

    public void Dispose()
    {
        _running.Wait();
        if (_connection.IsValueCreated)
            _connection.Value.Dispose();
    }

    private static void Move(SqliteConnection connection)
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
            command.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // Maybe the disk is full: whoever writes next is told.
        }
    }
}
