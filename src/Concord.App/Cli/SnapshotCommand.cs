using System.CommandLine;
using Concord.App.Api;
using Concord.App.Data;
using Concord.App.Security;

namespace Concord.App.Cli;

/// <summary><c>concord snapshot create</c> and <c>concord snapshot list</c>.</summary>
internal static class SnapshotCommand
{
    public static Command Make() => new("snapshot", "Freeze the dataset for a cycle.") { Create(), List() };

    private static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "Name for people, e.g. \"Cycle 2026-03\"." };
        var asOf = CommandLine.Date("--as-of", "Facts dated later are not in it; the dataset's own date when left out.");
        var note = new Option<string?>("--note") { Description = "Free text." };
        var reason = new Option<string?>("--override") { Description = "Make it although the data gate is held, for this reason.", HelpName = "REASON" };
        var folder = CommandLine.DataFolder();
        var json = CommandLine.Json();
        var command = new Command("create", "Make a data snapshot. Refused while the data gate is held (exit code 1).") { name, asOf, note, reason, folder, json };
        command.SetAction((parsed, token) =>
        {
            using var store = CommandLine.OpenExisting(parsed.GetValue(folder)!);
            var data = new LiveData(store, TimeProvider.System);
            var order = new SnapshotOrder(
                parsed.GetValue(name)!, parsed.GetValue(asOf) ?? data.AsOf().Effective, parsed.GetValue(note), parsed.GetValue(reason) is not null, parsed.GetValue(reason));
            try
            {
                var snapshot = new SnapshotMaker(store, new CheckRuns(store, data, TimeProvider.System)).Create(order, Caller.CommandLine, token);
                CommandAudit.Keep(store, "createSnapshot", order);
                if (parsed.GetValue(json))
                    Terminal.WriteJson(snapshot);
                else
                    Terminal.Write($"Data snapshot {snapshot.Id} ({snapshot.Name}) as of {snapshot.AsOf:yyyy-MM-dd}, fingerprint {snapshot.Fingerprint}");
                return Task.FromResult(ExitCode.Ok);
            }
            catch (ProblemException e) when (e.Code == "gate_held")
            {
                throw new CommandException($"{e.Message} Maybe mend what the findings name first, or give a reason with --override.", ExitCode.Findings);
            }
        });
        return command;
    }

    private static Command List()
    {
        var folder = CommandLine.DataFolder();
        var json = CommandLine.Json();
        var command = new Command("list", "List the data snapshots.") { folder, json };
        command.SetAction(parsed =>
        {
            using var store = CommandLine.OpenExisting(parsed.GetValue(folder)!);
            var snapshots = store.Snapshots();
            if (parsed.GetValue(json))
                Terminal.WriteJson(snapshots);
            else
            {
                foreach (var s in snapshots)
                    Terminal.Write($"{s.Id,5}  {s.AsOf:yyyy-MM-dd}  {s.Name}  ({s.ImportIds.Count} imports, made {s.CreatedAt:yyyy-MM-dd HH:mm} UTC by {s.Author})");
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
