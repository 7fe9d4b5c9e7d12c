using System.CommandLine;
using Concord.App.Data;
using Concord.Planning.Data.Checks;

namespace Concord.App.Cli;

/// <summary><c>concord check</c>: runs the checks, prints score and gate.</summary>
internal static class CheckCommand
{
    public static Command Make()
    {
        var asOf = CommandLine.Date("--as-of", "The date the data is seen as of; the dataset's own when left out.");
        var folder = CommandLine.DataFolder();
        var json = CommandLine.Json();
        var command = new Command("check", "Check the data, and say whether the data gate is open (exit code 0) or held (1).") { asOf, folder, json };
        command.SetAction((parsed, token) => Task.FromResult(Check(parsed.GetValue(asOf), parsed.GetValue(folder)!, parsed.GetValue(json), token)));
        return command;
    }

    private static int Check(DateOnly? asOf, string folder, bool json, CancellationToken token)
    {
        using var store = CommandLine.OpenExisting(folder);
        var runs = new CheckRuns(store, new LiveData(store, TimeProvider.System), TimeProvider.System);
        var run = runs.Run(asOf, new DirectProgress<double>(share => Terminal.Progress("Checking", "", share)), token);
        var gate = runs.Gate(run);
        if (json)
        {
            Terminal.WriteJson(new
            {
                run.AsOf,
                run.Score.Overall,
                Areas = run.Score.Areas.Select(a => new { a.Area, a.Score, a.NotMeasurable, a.Rejected }),
                Gate = new { Open = !gate.IsHeld, Reasons = gate.Reasons.Select(r => r.Text) },
                Checks = run.Results.Where(r => r.Failed > 0).Select(r => new { r.Definition.Code, r.Definition.Severity, r.Population, r.Failed }),
            });
        }
        else
        {
            Terminal.Write($"Data quality as of {run.AsOf:yyyy-MM-dd}: {DataQuality.Text(run.Score.Overall)}");
            foreach (var area in run.Score.Areas)
                Terminal.Write($"  {CheckRuns.Title(area.Area),-18} {(area.Score is null ? area.NotMeasurable : DataQuality.Text(area.Score))}");
            foreach (var result in run.Results.Where(r => r.Failed > 0).OrderByDescending(r => r.Definition.Severity).ThenByDescending(r => r.Failed))
                Terminal.Write($"  {result.Definition.Severity,-8}{result.Failed,10:N0} of {result.Population,10:N0}  {result.Definition.Code}: {result.Definition.Title}");
            Terminal.Write(gate.IsHeld ? "The data gate is held:" : "The data gate is open.");
            foreach (var reason in gate.Reasons)
                Terminal.Write($"  {reason.Text}");
        }

        return gate.IsHeld ? ExitCode.Findings : ExitCode.Ok;
    }
}
