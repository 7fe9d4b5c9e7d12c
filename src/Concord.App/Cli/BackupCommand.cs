using System.CommandLine;
using Concord.Storage.Data;

namespace Concord.App.Cli;

/// <summary><c>concord backup</c>: the whole database as one file, while the server runs.</summary>
internal static class BackupCommand
{
    public static Command Make()
    {
        var folder = CommandLine.DataFolder();
        var to = new Option<string>("--to") { Description = "File to write.", HelpName = "FILE", Required = true };
        var force = new Option<bool>("--force") { Description = "Replace a file of that name." };
        var json = CommandLine.Json();
        var command = new Command("backup", "Copy dataset, plans, people and settings into one file. A server may run meanwhile; nobody waits.") { folder, to, force, json };
        command.SetAction(parsed =>
        {
            var file = parsed.GetValue(to)!;
            using var store = CommandLine.OpenExisting(parsed.GetValue(folder)!);
            var bytes = Backup.Write(store.Database, file, parsed.GetValue(force));
            if (parsed.GetValue(json))
                Terminal.WriteJson(new { file = Path.GetFullPath(file), bytes });
            else
                Terminal.Write($"Written and checked: {file} ({bytes / 1e6:N1} MB). Bring it back with: concord restore --from {file}");
            return ExitCode.Ok;
        });
        return command;
    }
}
