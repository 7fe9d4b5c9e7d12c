using System.CommandLine;
using Concord.App.Api;
using Concord.App.Cycles;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Mappings;
using Concord.Planning.Scenarios;

namespace Concord.App.Cli;

/// <summary><c>concord cycle run</c>: the whole monthly cycle on files, without a server.</summary>
internal static class CycleCommand
{
    private const int MostCycles = 24;

    public static Command Make() => new("cycle", "Run S&OP cycles.") { RunCycles() };

    private static Command RunCycles()
    {
        var files = new Option<string[]>("--data") { Description = "CSV and XLSX files, or folders of them.", Required = true, AllowMultipleArgumentsPerToken = true, HelpName = "FILES" };
        var mapping = new Option<string>("--mapping") { Description = "A mapping file, or the name of a mapping.", DefaultValueFactory = _ => Mapping.Canonical.Name, HelpName = "FILE|NAME" };
        var parameters = new Option<string[]>("--param") { Description = "A value for a parameter of the mapping; repeatable.", HelpName = "NAME=VALUE" };
        var asOf = CommandLine.Date("--as-of", "The cut-off of the last cycle: facts dated later are unknown to it.");
        asOf.Required = true;
        var folder = new Option<string>("--out") { Description = "Folder the results are written to; new, empty, or with an earlier run, which is replaced.", Required = true, HelpName = "DIR" };
        var data = new Option<string?>("--data-dir") { Description = "Keep the database there, to look at with `concord serve`; empty or new. Left out, it is gone afterwards.", HelpName = "DIR" };
        var cycles = CommandLine.Number("--cycles", "How many monthly cycles, one after another, end at --as-of.", 1, 1, MostCycles);
        var horizon = CommandLine.Number("--horizon", "Months that are planned.", new PlanOrder(0).HorizonMonths, Horizon.ShortestMonths, Horizon.LongestMonths);
        var frozen = CommandLine.Number("--frozen", "Weeks of the frozen zone.", new PlanOrder(0).FrozenWeeks, 0, 52);
        var flexible = CommandLine.Number("--flexible", "Months of the flexible zone.", new PlanOrder(0).FlexibleMonths, 0, Horizon.LongestMonths);
        var calendar = new Option<string>("--calendar") { Description = "How time is cut.", DefaultValueFactory = _ => new PlanOrder(0).Pattern };
        calendar.AcceptOnlyFromAmong([.. BucketPattern.All(new FiscalYear(1)).Select(p => p.Name)]);
        var fiscal = CommandLine.Number("--fiscal-start", "First month of the fiscal year.", 1, 1, 12);
        var currency = new Option<string?>("--currency") { Description = "The reporting currency; left out, the one most prices are in.", HelpName = "EUR" };
        var level = new Option<SupplyLevel>("--level") { Description = "What supply is planned in: families, or every item by itself.", DefaultValueFactory = _ => SupplyLevel.Family };
        var scenarios = new Option<string?>("--scenarios") { Description = "A JSON file of scenarios and their drivers; left out, central, cautious and ambitious as the data suggest.", HelpName = "FILE" };
        var cash = new Option<double>("--opening-cash") { Description = "Cash at the first cut-off, in the reporting currency.", DefaultValueFactory = _ => 0 };
        var command = new Command("run", "One S&OP cycle from an ERP extract to an approved and released plan of record: import, checks, forecast, consensus, supply, finance, scenarios, comparison, approval, release, key figures.")
        {
            files, mapping, parameters, asOf, folder, data, cycles, horizon, frozen, flexible, calendar, fiscal, currency, level, scenarios, cash,
        };
        command.SetAction(async (parsed, token) =>
        {
            var rules = PlanningRules.Standard with
            {
                Supply = PlanningRules.Standard.Supply with { Level = parsed.GetValue(level) },
                Finance = PlanningRules.Standard.Finance with { OpeningCash = parsed.GetValue(cash) },
            };
            var zone = parsed.GetResult(flexible) is { Implicit: false } ? parsed.GetValue(flexible) : MostFlexible(parsed.GetValue(horizon), parsed.GetValue(frozen), parsed.GetValue(flexible));
            var plan = new PlanOrder(
                0, "Central", parsed.GetValue(calendar)!, parsed.GetValue(fiscal), null, parsed.GetValue(horizon), parsed.GetValue(frozen), zone, Currency(parsed.GetValue(currency)));
            CheckZones(plan, parsed.GetValue(asOf)!.Value);
            if (parsed.GetValue(scenarios) is { } file && !File.Exists(file))
                throw new CommandException($"There is no file '{file}'. Maybe begin with samples/scenarios.json.", ExitCode.Usage);
            var options = new RunOptions(
                parsed.GetValue(files)!, parsed.GetValue(mapping)!, ImportCommand.Parameters(parsed.GetValue(parameters) ?? []), parsed.GetValue(asOf)!.Value, parsed.GetValue(cycles),
                EmptyFolder(parsed.GetValue(folder)!, "--out"), parsed.GetValue(data) is { } kept ? EmptyFolder(kept, "--data-dir") : null, plan, rules, parsed.GetValue(scenarios));
            var summary = await CycleRun.Run(options, Terminal.Progress, token);
            foreach (var line in summary.Lines)
                Terminal.Write(line);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>The flexible zone of a horizon that is too short for the usual one: what the frozen zone leaves of it.</summary>
    private static int MostFlexible(int horizon, int frozenWeeks, int usual) => Math.Clamp(horizon - ((frozenWeeks + 3) / 4), 0, usual);

    /// <exception cref="CommandException">The zones are longer than the horizon.</exception>
    private static void CheckZones(PlanOrder plan, DateOnly asOf)
    {
        try
        {
            _ = new Horizon(asOf, plan.HorizonMonths, ZoneLength.Weeks(plan.FrozenWeeks), ZoneLength.Months(plan.FlexibleMonths));
        }
        catch (ArgumentException e)
        {
            throw new CommandException(e.Message.Split(" (Parameter", 2)[0], ExitCode.Usage);
        }
    }

    /// <exception cref="CommandException">It is no ISO 4217 code.</exception>
    private static string? Currency(string? given) => given is null || (given.Length == 3 && given.All(char.IsAsciiLetterUpper))
        ? given
        : throw new CommandException($"'{given}' is not an ISO 4217 currency. Maybe EUR or USD?", ExitCode.Usage);

    /// <summary>A folder that may be written to: new, empty, or with the results of an earlier run, which are replaced.</summary>
    /// <exception cref="CommandException">There is something else in it: it may be somebody's.</exception>
    private static string EmptyFolder(string path, string option) => File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any() && !File.Exists(Path.Combine(path, CycleRun.Marker)))
        ? throw new CommandException($"{option} {path} is not empty. Maybe name a new folder: what is not a result of this command is not overwritten.", ExitCode.Usage)
        : path;
}
