using System.CommandLine;
using Concord.App.Api;
using Concord.App.Data;
using Concord.Planning.Data;
using CsvHelper;

namespace Concord.App.Cli;

/// <summary><c>concord export</c>: a table as canonical CSV.</summary>
internal static class ExportCommand
{
    public static Command Make()
    {
        var table = new Option<string>("--table") { Description = "The table.", Required = true };
        var output = new Option<string>("--out") { Description = "The file to write.", Required = true, HelpName = "FILE" };
        var snapshot = new Option<long?>("--snapshot") { Description = "Number of a data snapshot; the live dataset when left out." };
        var folder = CommandLine.DataFolder();
        var command = new Command("export", "Write a table as CSV, as \"concord import\" reads it.") { table, output, snapshot, folder };
        command.SetAction((parsed, token) =>
        {
            var name = parsed.GetValue(table)!;
            if (!DataModel.TryTable(name, out var definition))
                throw new CommandException($"There is no table '{name}'.{NearestName.MaybeHint(name, DataModel.Tables.Select(t => t.Name))}", ExitCode.Usage);
            using var store = CommandLine.OpenExisting(parsed.GetValue(folder)!);
            var dataset = new LiveData(store, TimeProvider.System).Of(parsed.GetValue(snapshot));
            var path = Path.GetFullPath(parsed.GetValue(output)!);
            var unfinished = path + ".part";
            long rows;
            try
            {
                using (var csv = CsvWriter.ToFile(unfinished, CsvResult.Options))
                    rows = TableCsv.Write(csv, dataset, definition, token);
                File.Move(unfinished, path, overwrite: true);
            }
            finally
            {
                File.Delete(unfinished);
            }

            // The as-of rule may leave rows out: who counts orders must read that here.
            Terminal.Say($"{path} is written: {rows:N0} rows of {definition.Name}{AsOfWords(definition.AsOf, dataset.AsOf)}.");
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static string AsOfWords(AsOfRule rule, DateOnly date) => rule switch
    {
        AsOfRule.UpTo => $", dated up to {date:yyyy-MM-dd}",
        AsOfRule.State => $", the state as of {date:yyyy-MM-dd}",
        AsOfRule.OpenAt => $", those open at {date:yyyy-MM-dd}",
        _ => "",
    };
}
