using System.CommandLine;
using Concord.App.Bench;

namespace Concord.App.Cli;

/// <summary><c>concord bench …</c>: the measurements behind docs/benchmarks.</summary>
internal static class BenchCommand
{
    public static Command Make() => new("bench", "Measure this machine and this version; the figures of docs/benchmarks come from here.") { Import() };

    private static Command Import()
    {
        var rows = new Option<int>("--rows") { Description = "Rows of sales history.", DefaultValueFactory = _ => 5_000_000 };
        rows.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1000 or > 100_000_000)
                result.AddError("--rows must be from 1,000 to 100,000,000.");
        });
        var json = CommandLine.Json();
        var command = new Command("import", "Sales history from CSV to queryable history with all checks, against sqlite3 .import of the same file.") { rows, json };
        command.SetAction((parsed, token) =>
        {
            ImportBench.Run(parsed.GetValue(rows), Terminal.Say, token).Write(Console.Out, parsed.GetValue(json));
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }
}
