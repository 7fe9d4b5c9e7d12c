using System.CommandLine;
using Concord.Storage.Demo;

namespace Concord.App.Cli;

/// <summary><c>concord demo</c>: the demo company as canonical CSV.</summary>
internal static class DemoCommand
{
    public static Command Make()
    {
        var seed = new Option<long>("--seed") { Description = "The same seed gives the same company, byte for byte.", DefaultValueFactory = _ => 7 };
        var scale = new Option<int>("--scale") { Description = "Times as many items and orders.", DefaultValueFactory = _ => 1 };
        var output = new Option<string>("--out") { Description = "Folder to write the files to.", DefaultValueFactory = _ => "./demo", HelpName = "DIR" };
        var command = new Command("demo", "Write the demo company as CSV files that \"concord import\" reads.") { seed, scale, output };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(scale) is < 1 or > DemoCompany.LargestScale)
                throw new CommandException($"--scale {parsed.GetValue(scale)} is outside of 1 to {DemoCompany.LargestScale}.", ExitCode.Usage);
            var folder = Path.GetFullPath(parsed.GetValue(output)!);
            var summary = DemoCompany.Write(new DemoOptions(parsed.GetValue(seed), parsed.GetValue(scale)), folder);
            foreach (var (table, rows) in summary.Rows)
                Terminal.Write($"  {table,-22}{rows,12:N0} rows");
            Terminal.Write($"  On time and in full   {summary.OnTimeInFull,12:P1}");
            foreach (var (resource, load) in summary.PeakLoads)
                Terminal.Write($"  Peak load {resource,-12}{load,12:P0}");
            Terminal.Say($"The demo company is written to {folder}. Import it: concord import {folder}");
            return ExitCode.Ok;
        });
        return command;
    }
}
