using System.CommandLine;
using Concord.Planning.Cube;
using Concord.Planning.Scenarios;
using Concord.Storage.Data;
using Concord.Storage.Scenarios;

namespace Concord.App.Cli;

/// <summary>
/// <c>concord endure</c>, not listed: writers edit a scenario of their own folder as fast as they can, beside compaction, and print each edit when it
/// is acknowledged. Whoever kills the process can then see whether all of them are there, and none by halves.
/// </summary>
internal static class EndureCommand
{
    public const string Scenario = "Endurance";

    /// <summary>The measure that is written.</summary>
    public const string Measure = "statistical_forecast";

    /// <summary>Neighbouring cells of a writer, in every bucket of an edit: all of them get the value of the edit.</summary>
    public const int Cells = 300;

    /// <summary>Buckets of an edit: each is a page of its own.</summary>
    public const int Buckets = 4;

    public static Command Make()
    {
        var folder = new Option<string>("--data-dir") { Description = "A folder for nothing else.", HelpName = "DIR", Required = true };
        var writers = new Option<int>("--writers") { Description = "Writers at once.", DefaultValueFactory = _ => 4 };
        writers.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 40)
                result.AddError("--writers must be 1 to 40.");
        });
        var command = new Command("endure", "Edit without end, to be killed: a test of the store.") { folder, writers };
        command.Hidden = true;
        command.SetAction(async (parsed, token) =>
        {
            using var store = new SqlitePlanStore(Database.Open(parsed.GetValue(folder)!));
            await using var plans = PlanRepository.Open(store, TimeProvider.System);
            var scenario = plans.Scenarios().FirstOrDefault(s => s.Name == Scenario)
                ?? plans.Branch(Scenario, null, (await plans.Start(PlanState.Empty, "endure", "Nothing yet", token: token)).Id, "endure");
            var tasks = Enumerable.Range(0, parsed.GetValue(writers)).Select(writer => Task.Run(() => Write(plans, scenario.Id, writer, token), token));
            await Task.WhenAll(tasks.Append(Task.Run(() => CompactAgainAndAgain(plans, token), token)));
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task Write(PlanRepository plans, long scenario, int writer, CancellationToken token)
    {
        while (true)
        {
            var value = 0.0;
            var revision = await plans.Commit(
                scenario, $"writer {writer}",
                head =>
                {
                    var last = head.State.Cube.Values(Measure)[writer * Cells, 0];
                    value = double.IsNaN(last) ? 1 : last + 1;
                    var edit = new CubeEdit(head.State.Cube, _ => 3 * Page.Length);
                    for (var bucket = 0; bucket < Buckets; bucket++)
                        Fill(edit, bucket, writer, value);
                    var entry = new Entry(
                        plans.NewEntryId(), Measure, Coordinates.Of(("item", $"{writer}")), 0, Buckets - 1, EntryRule.Set, value, ValueUnit.ItemUnits, $"writer {writer}", head.Info.At);
                    var others = head.State.Entries.RemoveAll(e => e.Author == entry.Author);
                    return new PlanDraft(new PlanState(edit.Build(), others.Add(entry), head.State.Patches, head.State.BasisId), RevisionKind.Edit, $"{writer} {value:R}");
                },
                token);
            Terminal.Write($"{revision.Id} {writer} {value:R}");
        }
    }

    private static void Fill(CubeEdit edit, int bucket, int writer, double value)
    {
        for (var series = writer * Cells; series < (writer + 1) * Cells; series++)
            edit.Write(new PageAddress(Measure, LayerKind.Values, bucket, series / Page.Length))[series % Page.Length] = value;
    }

    private static async Task CompactAgainAndAgain(PlanRepository plans, CancellationToken token)
    {
        while (true)
        {
            plans.Compact(new RetentionRule(0), token);
            await Task.Delay(20, token);
        }
    }
}
