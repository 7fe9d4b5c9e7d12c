using System.Diagnostics;
using Concord.App.Api;
using Concord.App.Data;
using Concord.App.Jobs;
using Concord.App.Plans;
using Concord.App.Security;
using Concord.Planning.Cube;
using Concord.Planning.Cycle;
using Concord.Planning.Data;
using Concord.Planning.Data.Mappings;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Storage.Data;
using Concord.Storage.Data.Sources;
using Concord.Storage.Demo;
using Concord.Storage.Scenarios;
using Microsoft.Data.Sqlite;

namespace Concord.App.Bench;

/// <summary>
/// Measures the computation of a whole plan: the demo company at several sizes, stage by stage, and again after one entry. Making and importing the company is not measured. What is durable at the
/// end (pages, what stages said) is.
/// </summary>
internal sealed class CycleBench(IReadOnlyList<int> scales, Action<string> log)
{
    private const int Seed = 7;
    private const double MostSeconds = 15, MostGrowth = 12;

    public async Task<BenchResult> Run(CancellationToken token)
    {
        var figures = new List<BenchFigure>();
        var full = new Dictionary<int, double>();
        foreach (var scale in scales)
            full[scale] = await Scale(scale, figures, token);
        if (full.TryGetValue(1, out var one) && full.TryGetValue(10, out var ten))
            figures.Add(new("full recompute, scale 10 over scale 1", ten / one, "x", "<=", MostGrowth));
        return new BenchResult($"full recompute of the demo company at scale {string.Join(" and ", scales)}", BenchResult.ThisMachine(), figures);
    }

    private async Task<double> Scale(int scale, List<BenchFigure> figures, CancellationToken token)
    {
        var folder = Directory.CreateTempSubdirectory("concord-bench-").FullName;
        try
        {
            log($"Scale {scale}: making and importing the demo company …");
            DemoCompany.Write(new DemoOptions(Seed, scale), Path.Combine(folder, "files"));
            using var data = DataStore.Open(Path.Combine(folder, "data"), TimeProvider.System);
            var files = Directory.EnumerateFiles(Path.Combine(folder, "files")).Order(StringComparer.Ordinal).Select(f => SourceFile.FromPath(f)).ToList();
            new Importer(data).Run(ImportRequests.Of(null, new MappingShelf(data).Choose(Mapping.Canonical.Name, null), files, new Dictionary<string, string>(), Caller.CommandLine), null, token);
            Directory.Delete(Path.Combine(folder, "files"), recursive: true);
            using var store = new SqlitePlanStore(data.Database);
            await using var repository = PlanRepository.Open(store, TimeProvider.System);
            var structures = new PlanStructures(data, store);
            var snapshot = data.CreateSnapshot("Bench", DemoOptions.DefaultAsOf, null, "bench", null);
            var order = new PlanOrder(snapshot.Id);
            var basis = PlanJobs.BasisOf(order, data.Open(snapshot));
            var (scenario, _) = await new PlanStart(data, repository, structures).Start(basis, "Central", "bench", token);
            return await Measure(scale, figures, new PlanComputations(data, repository, structures, TimeProvider.System), repository, structures, scenario.Id, token);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<double> Measure(
        int scale, List<BenchFigure> figures, PlanComputations computations, PlanRepository repository, PlanStructures structures, long scenario, CancellationToken token)
    {
        var structure = structures.Of(repository.Head(scenario).State);
        figures.Add(new($"scale {scale}: demand series", structure.SeriesCount("consensus_demand"), "series"));
        log($"Scale {scale}: computing everything …");
        using var memory = new PeakMemory();
        var stages = new StageTimes();
        var clock = Stopwatch.StartNew();
        var cpu = Environment.CpuUsage.TotalTime;
        await computations.Compute(scenario, "bench", stages, token);
        var wall = clock.Elapsed.TotalSeconds;
        foreach (var (stage, stageWall, stageCpu) in stages.All)
        {
            figures.Add(new($"scale {scale}: {ChoiceWords.Spell(stage.ToString())}, wall", stageWall, "s"));
            figures.Add(new($"scale {scale}: {ChoiceWords.Spell(stage.ToString())}, CPU", stageCpu, "s"));
        }

        figures.Add(new($"scale {scale}: full recompute, wall, durable", wall, "s", "<", scale == 1 ? MostSeconds : null));
        figures.Add(new($"scale {scale}: full recompute, CPU", (Environment.CpuUsage.TotalTime - cpu).TotalSeconds, "s"));
        figures.Add(new($"scale {scale}: peak resident memory above that before", (memory.Peak - memory.Before) / 1048576d, "MiB"));

        log($"Scale {scale}: computing again after one entry …");
        var bucket = structure.FirstPlanned + 3;
        var catalog = structure.Of(MeasureRegistry.Measure("sales_input")).Attributes.Catalog;
        var series = Array.FindIndex(Enumerable.Range(0, catalog.Count).ToArray(), s => repository.Head(scenario).State.Cube.Values("consensus_demand")[s, bucket] > 0);
        var one = catalog.Coordinate(series);
        var entry = new Entry(
            repository.NewEntryId(), "sales_input", Coordinates.Of([.. catalog.Keys.Select((key, k) => new KeyValuePair<string, IReadOnlyList<string>>(key, [one[k]]))]), bucket, bucket,
            EntryRule.Set, repository.Head(scenario).State.Cube.Values("consensus_demand")[series, bucket] * 1.5, ValueUnit.ItemUnits, "bench", DateTimeOffset.UtcNow);
        await repository.Commit(scenario, "bench", head => new PlanDraft(Editing.Apply(head.State, structure, [entry]).State, RevisionKind.Edit, "one entry"), token);
        var again = new StageTimes();
        clock.Restart();
        await computations.Compute(scenario, "bench", again, token);
        var after = clock.Elapsed.TotalSeconds;
        foreach (var (stage, stageWall, _) in again.All)
            figures.Add(new($"scale {scale}: after one entry, {ChoiceWords.Spell(stage.ToString())}, wall", stageWall, "s"));
        figures.Add(new($"scale {scale}: after one entry, wall, durable", after, "s"));
        figures.Add(new($"scale {scale}: after one entry, as a share of the full recompute", after / wall, "share", "<", 0.5));
        return wall;
    }

    /// <summary>Takes the time between the start and the end of each stage.</summary>
    private sealed class StageTimes : IProgress<StageProgress>
    {
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private readonly Dictionary<Stage, (double Wall, double Cpu)> _start = [];

        public List<(Stage Stage, double Wall, double Cpu)> All { get; } = [];

        public void Report(StageProgress value)
        {
            var now = (_clock.Elapsed.TotalSeconds, Environment.CpuUsage.TotalTime.TotalSeconds);
            if (!_start.TryGetValue(value.Stage, out var start))
                _start.Add(value.Stage, now);
            else if (value.Message == Pipeline.Done)
                All.Add((value.Stage, now.Item1 - start.Wall, now.Item2 - start.Cpu));
        }
    }
}
