using System.CommandLine;
using Concord.Storage.Scenarios;

namespace Concord.App.Cli;

/// <summary><c>concord compact</c>: drops the values of old revisions.</summary>
internal static class CompactCommand
{
    public static Command Make()
    {
        var folder = CommandLine.DataFolder();
        var days = new Option<int>("--keep-days")
        {
            Description = "Revisions younger than so many days keep their values.", HelpName = "N", DefaultValueFactory = _ => RetentionRule.Standard.KeepDays,
        };
        days.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 36500)
                result.AddError("--keep-days must be 0 to 36500.");
        });
        var json = CommandLine.Json();
        var command = new Command(
            "compact",
            "Drop the values of old revisions. Plans of record, the heads and origins of scenarios and the revisions where scenarios part keep theirs; the history and all entries stay. A server may run meanwhile.")
        {
            folder, days, json,
        };
        command.SetAction((parsed, token) =>
        {
            using var data = CommandLine.OpenExisting(parsed.GetValue(folder)!);
            using var plans = new SqlitePlanStore(data.Database);
            var result = plans.Compact(new RetentionRule(parsed.GetValue(days)), TimeProvider.System.GetUtcNow(), token);
            if (parsed.GetValue(json))
                Terminal.WriteJson(result);
            else
                Terminal.Write($"{result.RevisionsDropped:N0} revisions have lost their values; {result.PagesDropped:N0} pages with {result.BytesFreed / 1e6:N1} MB are freed.");
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }
}
