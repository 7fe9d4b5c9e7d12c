using System.Globalization;
using System.Text;
using Concord.Planning.Cube;
using Concord.Planning.Data.Mappings;
using Concord.Planning.Scenarios;
using Concord.Storage.Data;
using Concord.Storage.Data.Sources;
using Concord.Storage.Scenarios;

namespace Concord.App.Bench;

/// <summary>A company of any size in a data folder, brought in the way real data are: files, an import, a data snapshot, a plan.</summary>
internal static class BenchCompany
{
    public const int Families = 40;
    private const int Locations = 4, Channels = 5, HorizonMonths = 24;
    private static readonly DateOnly CutOff = new(2026, 10, 31);

    /// <summary>The measures that are filled: of the demand grain, those asked for most first.</summary>
    public static IReadOnlyList<string> Measures { get; } =
    [
        "consensus_demand", "statistical_forecast", "sales_input", "marketing_input", "finance_input", "cleansed_history", "forecast_low_80", "forecast_high_80", "event_effect",
        "forecast_low_95", "forecast_high_95", "corrected_series",
    ];

    /// <summary>Writes the company's files, imports them, freezes them and starts a plan.</summary>
    public static async Task<Scenario> Make(string folder, DataStore data, PlanStart start, int series, int buckets, CancellationToken token)
    {
        var importer = new Importer(data);
        importer.Run(ImportRequest.Through(Mapping.Canonical, "canonical", Write(folder, series), "bench", "bench"), null, token);
        var snapshot = data.CreateSnapshot("bench", CutOff, null, "bench", null);
        var first = CutOff.AddDays(1).AddMonths(Math.Min(HorizonMonths, buckets - 1) - buckets);
        var basis = new PlanBasis(0, snapshot.Id, "month", 1, first, Math.Clamp(buckets, 3, HorizonMonths), 4, 2, "EUR");
        return (await start.Start(basis, "Baseline", "bench", token)).Scenario;
    }

    /// <summary>Makes a company with a filled plan in a data folder that is not there yet.</summary>
    public static async Task Write(string folder, int series, int buckets, int measures, Action<string> log, CancellationToken token)
    {
        var files = Directory.CreateTempSubdirectory("concord-bench-").FullName;
        try
        {
            using var data = DataStore.Open(folder, TimeProvider.System);
            using var store = new SqlitePlanStore(data.Database);
            await using var repository = PlanRepository.Open(store, TimeProvider.System);
            log($"Importing {series:N0} series and starting a plan …");
            var scenario = await Make(files, data, new PlanStart(data, repository, new PlanStructures(data, store)), series, buckets, token);
            log($"Populating {measures} measures in {buckets} buckets …");
            await repository.Commit(scenario.Id, "bench", head => new PlanDraft(head.State with { Cube = Fill(head.State.Cube, series, buckets, measures) }, RevisionKind.Load, "fill"), token);
        }
        finally
        {
            Directory.Delete(files, recursive: true);
        }
    }

    /// <summary>Gives every series of some measures a value in every bucket, as a stage would write them.</summary>
    public static PlanCube Fill(PlanCube cube, int series, int buckets, int measures)
    {
        var state = 42u;
        foreach (var measure in Measures.Take(measures))
        {
            var pages = new List<(int, int, Page?)>();
            for (var bucket = 0; bucket < buckets; bucket++)
            {
                for (var block = 0; block < Page.Blocks(series); block++)
                {
                    var values = new double[Math.Min(Page.Length, series - (block * Page.Length))];
                    foreach (ref var value in values.AsSpan())
                    {
                        state = (state * 1664525) + 1013904223;
                        value = (state >> 8) / 1e5;
                    }

                    pages.Add((bucket, block, new Page(values)));
                }
            }

            var layer = Layer.Empty.With(pages);
            cube = cube.With(measure, new MeasureLayers(layer, layer, Layer.Empty));
        }

        return cube;
    }

    private static SourceFile[] Write(string folder, int series)
    {
        const int Places = Locations * Channels;
        var items = (series + Places - 1) / Places;
        var lines = new StringBuilder("order,line,item,customer,location,order_date,quantity,price,currency\n");
        for (var i = 0; i < series; i++)
        {
            var (item, place) = (i / Places, i % Places);
            lines.Append(CultureInfo.InvariantCulture, $"SO{i},1,{Item(item)},C{place % Channels},W{place / Channels},2026-{(i % 10) + 1:00}-15,{(i % 90) + 1},{(item % 50) + 10},EUR\n");
        }

        return
        [
            File("units", "unit,description,dimension\nEA,Each,count\nEQ,Equivalent,equivalent\n"),
            File("locations", $"location,type\n{string.Concat(Enumerable.Range(0, Locations).Select(l => $"W{l},warehouse\n"))}"),
            File("customers", $"customer,channel,region\n{string.Concat(Enumerable.Range(0, Channels).Select(c => $"C{c},Channel {c},Region {c % 2}\n"))}"),
            File("items", $"item,unit,planning_unit,category,family\n{string.Concat(Enumerable.Range(0, items).Select(i => $"{Item(i)},EA,EQ,Category {Family(i, items) / 8},Family {Family(i, items):00}\n"))}"),
            File("unit_conversions", "item,from_unit,to_unit,factor\n,EA,EQ,1\n"),
            File("sales_history", lines.ToString()),
        ];

        SourceFile File(string table, string text)
        {
            var path = Path.Combine(folder, $"{table}.csv");
            System.IO.File.WriteAllText(path, text);
            return SourceFile.FromPath(path);
        }
    }

    private static int Family(int item, int items) => (int)((long)item * Families / items);

    private static string Item(int item) => string.Create(CultureInfo.InvariantCulture, $"ITEM-{item:000000}");
}
