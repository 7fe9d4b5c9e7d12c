using System.CommandLine;
using Concord.App.Api;
using Concord.Planning.Cycle;
using Concord.Planning.Data;
using Concord.Planning.Data.Mappings;
using Concord.Storage.Data;
using Concord.Storage.Scenarios;

namespace Concord.App.Cli;

/// <summary>The command line: what is common to all commands. Results go to stdout, progress and messages to stderr.</summary>
internal static class CommandLine
{
    /// <summary>How long a command may take to end after Ctrl-C before the process is ended under it.</summary>
    private static readonly TimeSpan CancelTime = TimeSpan.FromSeconds(30);

    public static async Task<int> Run(string[] args)
    {
        var root = new RootCommand(
            "Concord runs a company's Sales & Operations Planning. Exit codes: 0 done, 1 the data gate is held, 2 wrong usage, 3 failed or cancelled.")
        {
            ServeCommand.Make(), ImportCommand.Make(), CheckCommand.Make(), SnapshotCommand.Make(), DataCommand.Make(), ExportCommand.Make(),
            TemplateCommand.Make(), DemoCommand.Make(), OpenApiCommand.Make(), PersonCommand.Make(), BenchCommand.Make(), CycleCommand.Make(),
            BackupCommand.Make(), RestoreCommand.Make(), CompactCommand.Make(), EndureCommand.Make(),
        };
        var parsed = root.Parse(args);
        try
        {
            var code = await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,

                // The server ends by its own rules.
                ProcessTerminationTimeout = parsed.CommandResult.Command.Name == ServeCommand.Name ? null : CancelTime,
            });
            return parsed.Errors.Count > 0 ? ExitCode.Usage : code;
        }
        catch (Exception e) when (Explain(e) is { } told)
        {
            Terminal.Say(told.Message);
            return told.Code;
        }
    }

    /// <summary>The option every command has that touches data.</summary>
    public static Option<string> DataFolder() => new("--data-dir")
    {
        Description = "Folder with the database.", DefaultValueFactory = _ => "./data", HelpName = "DIR",
    };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON document on stdout instead of text." };

    /// <summary>A date option, as yyyy-MM-dd.</summary>
    public static Option<DateOnly?> Date(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "yyyy-MM-dd",
        CustomParser = result =>
        {
            if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", out var date))
                return date;
            result.AddError($"'{result.Tokens[0].Value}' is not a date as yyyy-MM-dd.");
            return null;
        },
    };

    /// <summary>A whole number within bounds.</summary>
    public static Option<int> Number(string name, string description, int standard, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < least || result.GetValueOrDefault<int>() > most)
                result.AddError($"{name} must be from {least:#,0} to {most:#,0}.");
        });
        return option;
    }

    /// <summary>Opens the store of a folder that must hold one already.</summary>
    /// <exception cref="CommandException">The folder holds no database.</exception>
    public static DataStore OpenExisting(string folder) =>
        File.Exists(Path.Combine(folder, "concord.db"))
            ? DataStore.Open(folder, TimeProvider.System)
            : throw new CommandException($"There is no database in '{folder}'. Maybe --data-dir is missing, or nothing was imported yet: concord import FILES", ExitCode.Usage);

    private static (string Message, int Code)? Explain(Exception exception) => exception switch
    {
        CommandException e => (e.Message, e.ExitCode),
        OperationCanceledException => ("Cancelled; the data is as before.", ExitCode.Failure),
        ProblemException e => ($"{e.Message}{(e.Hint is null ? "" : " " + e.Hint)}", e.Status < 409 ? ExitCode.Usage : ExitCode.Failure),
        MappingException or ScenarioFileException => (exception.Message, ExitCode.Usage),
        DataStoreException or PlanStoreException or ImportFormatException or IOException or UnauthorizedAccessException => (exception.Message, ExitCode.Failure),
        _ => null,
    };
}
