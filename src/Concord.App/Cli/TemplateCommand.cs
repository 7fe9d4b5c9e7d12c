using System.CommandLine;
using Concord.Storage.Data.Sources;

namespace Concord.App.Cli;

/// <summary><c>concord template</c>: the workbook a company without an ERP export fills in.</summary>
internal static class TemplateCommand
{
    public static Command Make()
    {
        var file = new Argument<string>("FILE.xlsx") { Description = "The workbook to write." };
        var command = new Command("template", "Write a workbook with a sheet for each table that explains its columns.") { file };
        command.SetAction(parsed =>
        {
            var path = Path.GetFullPath(parsed.GetValue(file)!);
            if (!Path.GetExtension(path).Equals(".xlsx", StringComparison.OrdinalIgnoreCase))
                throw new CommandException($"'{path}' does not end in .xlsx.", ExitCode.Usage);
            if (File.Exists(path))
                throw new CommandException($"'{path}' is there already. Maybe it is filled in: choose another name.");
            using (var workbook = File.Create(path))
                TemplateWorkbook.Write(workbook);
            Terminal.Say($"{path} is written. Fill in what you have, then: concord import {Path.GetFileName(path)}");
            return ExitCode.Ok;
        });
        return command;
    }
}
