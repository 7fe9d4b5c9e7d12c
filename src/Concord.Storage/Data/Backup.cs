using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Concord.Storage.Data;

/// <summary>
/// Copies of a data folder's database: one file with everything that is kept, namely dataset, plans, people and settings. Not in it are uploads whose
/// import has not ended, and the keys that protect sign-in cookies: after a restore people sign in again.
/// </summary>
public static class Backup
{
    /// <summary>Writes a copy as of now, while others read and write. It appears under its name only when it is whole and was checked.</summary>
    /// <param name="database">What to copy.</param>
    /// <param name="file">Where to.</param>
    /// <param name="overwrite">True to replace a file of that name.</param>
    /// <returns>Bytes of the copy.</returns>
    /// <exception cref="DataStoreException">There is such a file, or the copy does not pass the check.</exception>
    public static long Write(Database database, string file, bool overwrite)
    {
        file = Path.GetFullPath(file);
        if (Path.Exists(file) && (!overwrite || Directory.Exists(file)))
            throw new DataStoreException($"'{file}' is there already. Maybe choose another name, or replace it with --force.");
        var partial = $"{file}.partial";
        try
        {
            using (File.Create(partial))
                OwnerOnly(partial);

            // One read transaction: a consistent copy, for which no writer waits.
            using (var connection = database.Connect())
                connection.Execute("VACUUM INTO @partial", new { partial });
            if (Fault(partial) is { } fault)
                throw new DataStoreException($"The copy cannot be used: {fault} Maybe the disk is damaged; look at the database itself with: sqlite3 concord.db 'PRAGMA integrity_check'");
            ToDisk(partial);
            File.Move(partial, file, overwrite);
            return new FileInfo(file).Length;
        }
        finally
        {
            Remove(partial);
        }
    }

    /// <summary>Makes a backup the database of a folder that nobody uses. A database that is there is kept under another name.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="folder">The data folder; made when it is not there.</param>
    /// <param name="replace">True to put aside a database that is there.</param>
    /// <param name="now">For the name of what is put aside.</param>
    /// <returns>Where the old database is now; null when there was none.</returns>
    /// <exception cref="DataStoreException">The file is no backup of Concord, or there is a database.</exception>
    public static string? Restore(string file, string folder, bool replace, DateTimeOffset now)
    {
        if (!File.Exists(file))
            throw new DataStoreException($"There is no file '{file}'.");
        var target = Path.Combine(Path.GetFullPath(folder), "concord.db");
        if (Path.GetFullPath(file) == target)
            throw new DataStoreException($"'{file}' is the database itself. Maybe name a file that was written by: concord backup");
        if (File.Exists(target) && !replace)
            throw new DataStoreException($"There is a database in '{folder}' already. Maybe restore to another folder, or put it aside with --force.");

        var partial = $"{target}.partial";
        try
        {
            Directory.CreateDirectory(folder);
            Remove(partial);
            File.Copy(file, partial);
            OwnerOnly(partial);

            // A database that was put aside has its newest changes in the log beside it.
            if (File.Exists($"{file}-wal"))
                File.Copy($"{file}-wal", $"{partial}-wal");
            if (Fault(partial) is { } fault)
                throw new DataStoreException($"'{file}' cannot be restored: {fault} Maybe it is not a file that was written by: concord backup");
            ToDisk(partial);
            var aside = PutAside(target, now);
            File.Move(partial, target);
            Database.Open(folder).Close();
            return aside;
        }
        finally
        {
            Remove(partial);
        }
    }

    /// <summary>What is wrong with a copy of a database; null when it can be used, which then is one file without a log.</summary>
    private static string? Fault(string file)
    {
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
            connection.Open();

            // Takes a log in, so that one file is all of it.
            connection.Execute("PRAGMA journal_mode = DELETE");
            var check = connection.ExecuteScalar<string>("PRAGMA integrity_check(1)");
            if (check != "ok")
                return $"its integrity check says: {check}.";
            var version = connection.ExecuteScalar<int>("PRAGMA user_version");
            if (version > Schema.Steps.Count)
                return $"it was written by a newer Concord (schema {version}, this one knows {Schema.Steps.Count}).";
            return version == 0 || connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_schema WHERE name IN ('imports', 'settings')") < 2
                ? "it holds no data of Concord."
                : null;
        }
        catch (SqliteException e)
        {
            return $"{e.Message}.";
        }
    }

    /// <summary>Renames a database with its log, so that both still belong together.</summary>
    private static string? PutAside(string target, DateTimeOffset now)
    {
        if (!File.Exists(target))
            return null;
        var aside = Path.Combine(Path.GetDirectoryName(target)!, $"concord-before-{now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}.db");
        foreach (var part in (string[])["-wal", "-shm", ""])
        {
            if (File.Exists(target + part))
                File.Move(target + part, aside + part);
        }

        return aside;
    }

    private static void OwnerOnly(string file)
    {
        // It holds hashes of passwords and tokens.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static void ToDisk(string file)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    private static void Remove(string partial)
    {
        foreach (var part in (string[])["", "-journal", "-wal", "-shm"])
            File.Delete(partial + part);
    }
}
