namespace Concord.Storage.Data;

/// <summary>
/// An import that runs. Its process holds a lock on a file beside the database, which the operating system lets go when the process ends, however it ends:
/// that tells a crashed import from one that runs elsewhere. Process numbers would not do: two containers on one data folder have each their own.
/// </summary>
internal sealed class RunningImport : IDisposable
{
    private readonly FileStream _lock;

    /// <exception cref="IOException">Somebody else holds the import.</exception>
    public RunningImport(Database database, long id)
    {
        Id = id;
        _lock = new FileStream(
            Path.Combine(database.TemporaryFolder, $"import-{id}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
    }

    public long Id { get; }

    /// <summary>The import of a process that is gone; null while that process lives.</summary>
    public static RunningImport? TakeOver(Database database, long id)
    {
        try
        {
            return new RunningImport(database, id);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Dispose() => _lock.Dispose();
}
