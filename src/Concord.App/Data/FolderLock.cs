using Concord.App.Cli;

namespace Concord.App.Data;

/// <summary>Keeps a second server off a data folder: each would remove the other's uploads. The system releases it when the process is gone, however it ended.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="CommandException">Another server has the folder, or it cannot be written.</exception>
    public static FolderLock Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FolderLock(new FileStream(Path.Combine(folder, "server.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The data folder '{folder}' cannot be used by this server: {e.Message} Maybe another server is serving it.");
        }
    }

    public void Dispose() => _file.Dispose();
}
