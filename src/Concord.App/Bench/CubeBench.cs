using System.Diagnostics;
using System.Numerics.Tensors;
using Concord.App.Api;
using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Storage.Data;
using Concord.Storage.Scenarios;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Concord.App.Bench;

/// <summary>Measures the cube with its database: edits with their durable commit, reading, scenarios, memory, growth and cold start.</summary>
internal sealed class CubeBench(int series, int wantedBuckets, int measures, Action<string> log)
{
    private const int TotalEdits = 60, LeafEdits = 400, Reads = 60, Branches = 100, ReadMeasures = 3, ReadBuckets = 36;
    private const string Edited = "consensus_demand";

    /// <summary>Whole months at both ends: as many as wanted, or one more.</summary>
    private int _buckets = wantedBuckets;

    private double _totalEdit;

    public async Task<BenchResult> Run(CancellationToken token)
    {
        var folder = Directory.CreateTempSubdirectory("concord-bench-").FullName;
        try
        {
            return new BenchResult($"cube of {series} series x {_buckets} buckets x {measures} measures", BenchResult.ThisMachine(), await Figures(folder, token));
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<List<BenchFigure>> Figures(string folder, CancellationToken token)
    {
        var dataFolder = Path.Combine(folder, "data");
        var figures = new List<BenchFigure>();
        var baseline = Resident();
        using (var data = DataStore.Open(dataFolder, TimeProvider.System))
        {
            using var store = new SqlitePlanStore(data.Database);
            await using var repository = PlanRepository.Open(store, TimeProvider.System);
            var structures = new PlanStructures(data, store);
            log($"Importing {series:N0} series and starting a plan …");
            var clock = Stopwatch.StartNew();
            var scenario = await BenchCompany.Make(folder, data, new PlanStart(data, repository, structures), series, _buckets, token);
            figures.Add(new("import, data snapshot and start of the plan", clock.Elapsed.TotalSeconds, "s"));
            var structure = structures.Of(repository.Head(scenario.Id).State);
            _buckets = structure.Calendar.Count;
            var cells = (double)series * _buckets * measures;
            log($"Populating {measures} measures in {_buckets} buckets …");
            clock.Restart();
            await repository.Commit(scenario.Id, "bench", head => new PlanDraft(
                head.State with { Cube = BenchCompany.Fill(head.State.Cube, series, _buckets, measures) }, RevisionKind.Load, "fill"), token);
            figures.Add(new("populate: cells a second, durable", cells / clock.Elapsed.TotalSeconds, "cells/s"));
            figures.Add(new("resident memory per populated cell, above that of the started program", (Resident() - baseline) / cells, "bytes", "<", 12));

            await Edits(figures, dataFolder, repository, structures, scenario.Id, token);
            Branching(figures, repository, scenario.Id);
            Reading(figures, repository.Head(scenario.Id).State, structure);
            figures.Add(new("resident memory per populated cell, after all edits and reads", (Resident() - baseline) / cells, "bytes", "<", 12));
            figures.Add(new("database size per populated cell", Size(dataFolder) / cells, "bytes"));
        }

        Updates(figures, folder);
        log("Starting a server on the data …");
        figures.Add(new("cold start: from the start of a server process to its first answer", await ColdStart(dataFolder, token), "s", "<", 5));
        return figures;
    }

    private async Task Edits(List<BenchFigure> figures, string folder, PlanRepository repository, PlanStructures structures, long scenario, CancellationToken token)
    {
        var structure = structures.Of(repository.Head(scenario).State);
        var first = structure.FirstPlanned;
        var planned = _buckets - first;
        log($"{TotalEdits} edits of the grand total, {LeafEdits} of single series …");
        for (var i = 0; i < 5; i++)
            await Edit(Coordinates.All, first + (i % planned), 1e7 + i);
        var before = Checkpointed(folder);
        var totals = new List<double>();
        for (var i = 0; i < TotalEdits; i++)
            totals.Add(await Edit(Coordinates.All, first + (i % planned), 2e7 + (i * 1000)));
        var after = Checkpointed(folder);
        var catalog = structure.Of(MeasureRegistry.Measure(Edited)).Attributes.Catalog;
        var leaves = new List<double>();
        for (var i = 0; i < LeafEdits; i++)
        {
            var one = catalog.Coordinate((int)((long)i * 7919 * 31 % series));
            leaves.Add(await Edit(Coordinates.Of([.. catalog.Keys.Select((key, k) => new KeyValuePair<string, IReadOnlyList<string>>(key, [one[k]]))]), first + (i % planned), 1000 + i));
        }

        var last = Checkpointed(folder);
        _totalEdit = Median(totals);
        figures.Add(new($"one bucket of the grand total over {series} series, durable: p50", _totalEdit, "ms"));
        figures.Add(new($"one bucket of the grand total over {series} series, durable: p95", Percentile(totals, 0.95), "ms", "<", 100));
        figures.Add(new("one leaf, durable: p50", Median(leaves), "ms"));
        figures.Add(new("one leaf, durable: p95", Percentile(leaves, 0.95), "ms", "<", 10));
        figures.Add(new("database growth per changed cell, edits of the grand total", (after - before) / ((double)TotalEdits * series), "bytes"));
        figures.Add(new("database growth per changed cell, edits of single series", (last - after) / (double)LeafEdits, "bytes"));

        async Task<double> Edit(Coordinates part, int bucket, double value)
        {
            var clock = Stopwatch.StartNew();
            var entry = new Entry(repository.NewEntryId(), Edited, part, bucket, bucket, EntryRule.Set, value, ValueUnit.PlanningUnits, "bench", DateTimeOffset.UtcNow);
            await repository.Commit(scenario, "bench", head =>
            {
                var outcome = Editing.Apply(head.State, structures.Of(head.State), [entry]);
                return outcome.Refused is { } refused ? throw new InvalidOperationException(refused.Reason) : new PlanDraft(outcome.State, RevisionKind.Edit, "bench");
            }, token);
            return clock.Elapsed.TotalMilliseconds;
        }
    }

    private static void Branching(List<BenchFigure> figures, PlanRepository repository, long scenario)
    {
        var times = new List<double>();
        for (var i = 0; i < Branches; i++)
        {
            var clock = Stopwatch.StartNew();
            repository.Branch($"bench {i}", null, repository.Head(scenario).Id, "bench");
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        figures.Add(new("making a scenario, durable: p50", Median(times), "ms"));
        figures.Add(new("making a scenario, durable: p95", Percentile(times, 0.95), "ms", "<", 5));
    }

    private void Reading(List<BenchFigure> figures, PlanState state, PlanStructure structure)
    {
        log($"{Reads} cold reads of {BenchCompany.Families} families x {ReadBuckets} buckets x {ReadMeasures} measures …");
        string[] names = [.. BenchCompany.Measures.Take(Math.Min(ReadMeasures, measures))];
        var window = Math.Min(ReadBuckets, _buckets);
        var query = new CellQuery(names, ["family"], Coordinates.All, _buckets - window, _buckets - 1, ValueUnit.PlanningUnits);
        var grouping = structure.Of(MeasureRegistry.Measure(Edited)).Attributes.Group(["family"], Coordinates.All);
        var scattered = structure.Of(MeasureRegistry.Measure(Edited)).Attributes.Group(["channel", "location"], Coordinates.All);
        var flat = new double[(long)series * window * names.Length];
        Array.Fill(flat, 1.5);
        var sums = new double[grouping.Count * window];
        var sumsScattered = new double[scattered.Count * window];
        List<double> grid = [], ours = [], theirs = [], oursScattered = [];
        double checksum = 0;
        var elsewhere = new double[32 << 20];
        for (var i = 0; i < Reads + 3; i++)
        {
            grid.Add(Cold(elsewhere, () => checksum += CellReader.Read(state.Cube, structure, query).Measures[0].Values[0]));
            ours.Add(Cold(elsewhere, () =>
            {
                foreach (var name in names)
                    Aggregation.Sum(state.Cube.Values(name), grouping, _buckets - window, window, null, sums, threads: 1);
                checksum += sums[0];
            }));
            oursScattered.Add(Cold(elsewhere, () =>
            {
                foreach (var name in names)
                    Aggregation.Sum(state.Cube.Values(name), scattered, _buckets - window, window, null, sumsScattered, threads: 1);
                checksum += sumsScattered[0];
            }));
            theirs.Add(Cold(elsewhere, () => checksum += TensorPrimitives.Sum<double>(flat)));
        }

        if (!double.IsFinite(checksum))
            throw new InvalidOperationException("The sums are not numbers.");
        foreach (var times in (List<double>[])[grid, ours, theirs, oursScattered])
            times.RemoveRange(0, 3);
        var bytes = flat.Length * 8d;
        figures.Add(new($"grid read, {BenchCompany.Families} families x {window} buckets x {names.Length} measures: p50", Median(grid), "ms"));
        figures.Add(new($"grid read, {BenchCompany.Families} families x {window} buckets x {names.Length} measures: p95", Percentile(grid, 0.95), "ms", "<", 30));
        figures.Add(new("aggregation to families, one thread, cold", bytes / Median(ours) / 1e6, "GB/s"));
        figures.Add(new("TensorPrimitives.Sum over a flat array of the same size, one thread, cold", bytes / Median(theirs) / 1e6, "GB/s"));
        figures.Add(new("aggregation to families, as a share of TensorPrimitives.Sum", Median(theirs) / Median(ours), "share", ">", 0.5));
        figures.Add(new("aggregation to channels x locations (scattered series), as a share of TensorPrimitives.Sum", Median(theirs) / Median(oursScattered), "share"));
    }

    /// <summary>Times a read after more memory was gone through than the processor's caches hold.</summary>
    private static double Cold(double[] elsewhere, Action read)
    {
        TensorPrimitives.Add(elsewhere, 1, elsewhere);
        var clock = Stopwatch.StartNew();
        read();
        return clock.Elapsed.TotalMilliseconds;
    }

    /// <summary>The edit of the grand total as an UPDATE over rows, with the same durability.</summary>
    private void Updates(List<BenchFigure> figures, string folder)
    {
        const int UpdateBuckets = 12;
        log("The same edit as an UPDATE over rows in SQLite …");
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "rows.db")}");
        connection.Open();
        connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE cells (bucket INTEGER, series INTEGER, value REAL, PRIMARY KEY (bucket, series)) WITHOUT ROWID;");
        connection.Execute(
            "WITH RECURSIVE s(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM s WHERE i < @series - 1), b(j) AS (SELECT 0 UNION ALL SELECT j + 1 FROM b WHERE j < @buckets - 1) "
            + "INSERT INTO cells SELECT j, i, 1 + i % 90 FROM b, s", new { series, buckets = UpdateBuckets });
        var times = new List<double>();
        for (var i = 0; i < UpdateBuckets * 2; i++)
        {
            var clock = Stopwatch.StartNew();
            connection.Execute("UPDATE cells SET value = value * @factor WHERE bucket = @bucket", new { factor = 1.001 + (i / 1e6), bucket = i % UpdateBuckets });
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        figures.Add(new($"UPDATE of {series} rows in SQLite, durable: p50", Median(times), "ms"));
        figures.Add(new("UPDATE over rows, as a multiple of the edit of the grand total", Median(times) / _totalEdit, "x"));
    }

    private static async Task<double> ColdStart(string folder, CancellationToken token)
    {
        await using var server = await ServerProcess.Start(folder, demo: false, token);
        var order = new CellsOrder([Edited], Level: ["family"], From: 0, To: 11);
        var answer = await server.Client.PostAsJsonAsync("api/v1/scenarios/1/cells", order, Data.JsonFormat.Options, token);
        answer.EnsureSuccessStatusCode();
        return server.SinceStart.Elapsed.TotalSeconds;
    }

    /// <summary>Size of the database file with everything in it.</summary>
    private static long Checkpointed(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "concord.db")}");
        connection.Open();
        connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        return new FileInfo(Path.Combine(folder, "concord.db")).Length;
    }

    private static long Size(string folder) => Directory.GetFiles(folder, "concord.db*").Sum(f => new FileInfo(f).Length);

    private static long Resident()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private static double Median(List<double> values) => Percentile(values, 0.5);

    private static double Percentile(List<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
