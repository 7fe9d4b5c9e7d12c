using System.CommandLine;
using Concord.App.Data;
using Concord.Storage.Data;

namespace Concord.App.Cli;

/// <summary><c>concord restore</c>: a backup becomes the database of a data folder.</summary>
internal static class RestoreCommand
{
    public static Command Make()
    {
        var from = new Option<string>("--from") { Description = "A file that \"concord backup\" wrote.", HelpName = "FILE", Required = true };
        var folder = CommandLine.DataFolder();
        var force = new Option<bool>("--force") { Description = "Put a database that is there aside, under a name with today's date." };
        var json = CommandLine.Json();
        var command = new Command("restore", "Make a backup the database of a data folder that no server uses.") { from, folder, force, json };
        command.SetAction(parsed =>
        {
            var data = parsed.GetValue(folder)!;

            // A folder with anything but what a server leaves in passing is somebody's.
            if (!parsed.GetValue(force) && Directory.Exists(data) && Directory.EnumerateFileSystemEntries(data).FirstOrDefault(IsKept) is { } found)
                throw new CommandException($"The folder '{data}' is not empty: it holds '{Path.GetFileName(found)}'. Maybe restore to another folder, or put a database that is there aside with --force.");
            using var exclusive = FolderLock.Take(data);
            var aside = Backup.Restore(parsed.GetValue(from)!, data, parsed.GetValue(force), TimeProvider.System.GetUtcNow());
            if (parsed.GetValue(json))
                Terminal.WriteJson(new { folder = Path.GetFullPath(data), putAside = aside });
            else
            {
                Terminal.Write($"Restored to {data}. Uploads that waited for their import are not in a backup, and people sign in again.");
                if (aside is not null)
                    Terminal.Write($"The database that was there is now {aside}");
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static bool IsKept(string path) => Path.GetFileName(path) is not ("server.lock" or "tmp" or "uploads" or "keys");
}
