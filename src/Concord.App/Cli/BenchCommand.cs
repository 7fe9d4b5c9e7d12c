using System.CommandLine;
using Concord.App.Bench;
using Concord.Storage.Demo;

namespace Concord.App.Cli;

/// <summary><c>concord bench …</c>: the measurements behind docs/benchmarks.</summary>
internal static class BenchCommand
{
    public static Command Make() => new("bench", "Measure this machine and this version; the figures of docs/benchmarks come from here.") { Import(), Cube(), Writers(), Cycle(), Company() };

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

    private static Command Cube()
    {
        var series = CommandLine.Number("--series", "Leaf series.", 100_000, 1000, 2_000_000);
        var buckets = CommandLine.Number("--buckets", "Months, past and planned.", 60, 6, 144);
        var measures = CommandLine.Number("--measures", "Measures with a value in every cell.", 10, 1, BenchCompany.Measures.Count);
        var json = CommandLine.Json();
        var command = new Command("cube", "Edits with their durable commit, reads at family level, scenarios, memory, growth and cold start of a plan.") { series, buckets, measures, json };
        command.SetAction(async (parsed, token) =>
        {
            var result = await new CubeBench(parsed.GetValue(series), parsed.GetValue(buckets), parsed.GetValue(measures), Terminal.Say).Run(token);
            result.Write(Console.Out, parsed.GetValue(json));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Cycle()
    {
        var scales = new Option<string>("--scale") { Description = "Sizes of the demo company, separated by commas.", DefaultValueFactory = _ => "1,10", HelpName = "N,N" };
        scales.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>()?.Split(',').Any(s => !int.TryParse(s, out var n) || n < 1 || n > DemoCompany.LargestScale) != false)
                result.AddError($"--scale is a list of whole numbers from 1 to {DemoCompany.LargestScale}. Maybe 1,10?");
        });
        var json = CommandLine.Json();
        var command = new Command("cycle", "The whole computation of a plan of the demo company, stage by stage, and again after one entry.") { scales, json };
        command.SetAction(async (parsed, token) =>
        {
            var result = await new CycleBench([.. parsed.GetValue(scales)!.Split(',').Select(int.Parse)], Terminal.Say).Run(token);
            result.Write(Console.Out, parsed.GetValue(json));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Company()
    {
        var series = CommandLine.Number("--series", "Leaf series.", 100_000, 1000, 2_000_000);
        var buckets = CommandLine.Number("--buckets", "Months, past and planned.", 60, 6, 144);
        var measures = CommandLine.Number("--measures", "Measures with a value in every cell.", 3, 1, BenchCompany.Measures.Count);
        var folder = CommandLine.DataFolder();
        var command = new Command("company", "A company of any size in a data folder of its own, with a plan, to try pages and programs with.") { series, buckets, measures, folder };
        command.SetAction(async (parsed, token) =>
        {
            var path = parsed.GetValue(folder)!;
            if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
                throw new CommandException($"The folder '{path}' is not empty. Maybe name one that is not there yet with --data-dir?");
            await BenchCompany.Write(path, parsed.GetValue(series), parsed.GetValue(buckets), parsed.GetValue(measures), Terminal.Say, token);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Writers()
    {
        var clients = CommandLine.Number("--clients", "People who type at once.", 20, 1, 500);
        var seconds = CommandLine.Number("--seconds", "How long they type.", 20, 1, 3600);
        var url = new Option<string>("--url") { HelpName = "URL", Description = $"A server that runs, with the demo company. Left out: {ServerSettings.DefaultUrls} if it answers, else one is started for the measurement." };
        url.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } given && !(Uri.TryCreate(given, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
                result.AddError($"'{given}' is not an address. Maybe {ServerSettings.DefaultUrls}?");
        });
        var json = CommandLine.Json();
        var command = new Command("writers", "Many people typing into one scenario over HTTP, with readers and an export beside them; afterwards every edit is looked for.") { clients, seconds, url, json };
        command.SetAction(async (parsed, token) =>
        {
            var server = parsed.GetValue(url) is { } given ? new Uri(given) : await Running(new Uri(ServerSettings.DefaultUrls), token);
            var result = await new WritersBench(parsed.GetValue(clients), parsed.GetValue(seconds), server, Terminal.Say).Run(token);
            result.Write(Console.Out, parsed.GetValue(json));
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>The address, when a server answers there.</summary>
    private static async Task<Uri?> Running(Uri address, CancellationToken token)
    {
        using var client = new HttpClient { BaseAddress = address };
        try
        {
            using var answer = await client.GetAsync("api/v1/session", token);
            return answer.IsSuccessStatusCode ? address : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
