using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Concord.Storage.Data;

/// <summary>
/// The SQLite database of one data folder: connections with the house settings, and the schema, brought up to date step by step.
/// Write-ahead log: readers never wait for a writer. Commits are synced to disk: acknowledged means durable.
/// </summary>
public sealed class Database
{
    private readonly string _connectionString;

    private Database(string folder)
    {
        Folder = folder;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "concord.db"), Pooling = true, DefaultTimeout = 120 }.ToString();
    }

    public string Folder { get; }

    /// <summary>Folder for files that live no longer than one operation.</summary>
    public string TemporaryFolder => Path.Combine(Folder, "tmp");

    /// <summary>Opens or creates the database of a folder.</summary>
    /// <exception cref="DataStoreException">The database was written by a newer version.</exception>
    public static Database Open(string folder)
    {
        Directory.CreateDirectory(folder);
        var database = new Database(Path.GetFullPath(folder));
        Directory.CreateDirectory(database.TemporaryFolder);
        using var connection = database.Connect();

        // Only a new database takes the first two: larger pages suit the blobs, and what compaction frees can be given back to the disk.
        connection.Execute("PRAGMA page_size = 8192; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL");
        database.Migrate(connection);
        return database;
    }

    /// <summary>A connection from the pool; the caller disposes it.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 60000; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864;";
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>Releases the pooled connections, so that the files can be moved or deleted.</summary>
    public void Close()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private void Migrate(SqliteConnection connection)
    {
        var version = connection.ExecuteScalar<int>("PRAGMA user_version");
        if (version > Schema.Steps.Count)
        {
            throw new DataStoreException(
                $"The data in {Folder} was written by a newer Concord (schema {version}, this one knows {Schema.Steps.Count}). Maybe start the newer version.");
        }

        for (; version < Schema.Steps.Count; version++)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            // Another process may have done the step while this one waited for the lock.
            if (connection.ExecuteScalar<int>("PRAGMA user_version", transaction: transaction) == version)
            {
                connection.Execute(Schema.Steps[version], transaction: transaction);
                connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version + 1}"), transaction: transaction);
            }

            transaction.Commit();
        }
    }
}
