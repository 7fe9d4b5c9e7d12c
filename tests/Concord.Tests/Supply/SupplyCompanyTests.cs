using System.Runtime.CompilerServices;
using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Mappings;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Planning.Supply;
using Concord.Storage.Data;
using Concord.Storage.Data.Sources;
using Concord.Storage.Demo;
using Concord.Tests.Storage.Data;
using Xunit;

namespace Concord.Tests.Supply;

/// <summary>The stage on whole companies. Consensus demand is what was sold a year before.</summary>
public sealed class SupplyCompanyTests
{
    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));

    [Fact]
    public void AdventureWorks_is_planned_by_items()
    {
        var folder = Path.Combine(Environment.GetEnvironmentVariable("CONCORD_SHARED") is { Length: > 0 } given ? given : Path.Combine(Root(), "..", "shared"), "data", "adventureworks");
        if (!Directory.Exists(folder))
            Assert.Skip($"The extract is not at {folder}.");
        var text = File.ReadAllText(Path.Combine(Root(), "samples", "adventureworks", "mapping.json"));
        using var store = new TestStore();
        store.Importer.Run(
            ImportRequest.Through(MappingReader.Read(text), text, [.. SourceFile.FromFolder(folder).Where(f => f.Name.EndsWith(".csv", StringComparison.Ordinal))], "AdventureWorks", "tester"), null,
            TestContext.Current.CancellationToken);
        var input = Input(store.Store, new DateOnly(2025, 2, 28), "USD", SupplyLevel.Item);

        var (model, _) = SupplyModelBuilder.Build(input, SupplyLevel.Item);
        Assert.Equal(504, model.Nodes.Count);
        Assert.Empty(SupplyModelFaults.Of(model));
        var output = SupplyPlanning.Run(input, null, TestContext.Current.CancellationToken);
        var details = Assert.IsType<SupplyDetails>(output.Details);
        Assert.NotEmpty(details.Bottlenecks);
        Assert.StartsWith("WC-", details.Bottlenecks.First(b => b.Kind == SupplyResourceKind.Machine).Resource, StringComparison.Ordinal);
        Assert.NotEmpty(details.LotStock);
        Assert.Contains(details.Findings, f => f.Code == "SUPPLIER_UNIT");
        IsTrue(input, output);
    }

    [Fact]
    public void The_demo_company_is_planned_by_families()
    {
        using var store = new TestStore();
        var folder = Path.Combine(store.Folder, "demo");
        DemoCompany.Write(new DemoOptions(7), folder);
        store.Importer.Run(ImportRequest.Through(Mapping.Canonical, "canonical", [.. SourceFile.FromFolder(folder)], "demo", "tester"), null, TestContext.Current.CancellationToken);
        var input = Input(store.Store, DemoOptions.DefaultAsOf, "EUR", SupplyLevel.Family);

        var (model, map) = SupplyModelBuilder.Build(input, SupplyLevel.Family);
        Assert.Empty(SupplyModelFaults.Of(model));
        Assert.True(model.Nodes.Count < map.Families!.Model.Nodes.Count / 2);
        var output = SupplyPlanning.Run(input, null, TestContext.Current.CancellationToken);
        Assert.NotEmpty(Assert.IsType<SupplyDetails>(output.Details).Bottlenecks);
        IsTrue(input, output);
    }

    /// <summary>No stock below zero, and demand is served, late or lost, and nothing else: over the horizon what is asked for is what is served, lost, or waits at its end.</summary>
    private static void IsTrue(StageInput input, StageOutput output)
    {
        var stock = Matrix(input, output.Written["stock"], "stock");
        Assert.All(stock.Values, v => Assert.True(double.IsNaN(v) || v >= -1e-4));
        var (served, lost, late) = (Matrix(input, output.Written["constrained_demand"], "constrained_demand"), Matrix(input, output.Written["lost_demand"], "lost_demand"), Matrix(input, output.Written["backorders"], "backorders"));
        var (_, map) = SupplyModelBuilder.Build(input, SupplyLevel.Item);
        foreach (var member in map.Demands.SelectMany(d => d))
        {
            var asked = member.Quantity.Sum() + member.PastDue;
            var told = served.Row(member.Series).ToArray().Sum() + lost.Row(member.Series).ToArray().Sum() + late.Row(member.Series)[^1];
            Assert.Equal(asked, told, 1e-3 * (1 + asked));
        }
    }

    private static SeriesMatrix Matrix(StageInput input, Layer layer, string measure)
    {
        var buckets = input.Structure.Horizon.BucketsOf(input.Structure.Calendar);
        return SeriesMatrix.From(layer, input.Structure.SeriesCount(measure), buckets.Start.Value, buckets.End.Value - buckets.Start.Value);
    }

    private static StageInput Input(DataStore store, DateOnly cutOff, string currency, SupplyLevel level)
    {
        var dataset = store.Live(cutOff);
        var catalogs = StructureCoordinates.Of(dataset).ToDictionary(c => c.Key, c => SeriesCatalog.Empty(c.Key).With(c.Value));
        var calendar = new PlanningCalendar(new Months(new FiscalYear()), cutOff.AddMonths(-14), cutOff.AddMonths(12));
        var structure = StructureBuilder.Build(dataset, calendar, new Horizon(cutOff, 12, ZoneLength.Weeks(4), ZoneLength.Months(3)), catalogs, currency);
        var cube = FactCube.Load(dataset, structure, TestContext.Current.CancellationToken).Cube;
        var count = structure.SeriesCount("consensus_demand");
        var sold = SeriesMatrix.From(cube.Values("sales_history"), count, structure.FirstPlanned - 12, 12);
        var demand = new SeriesMatrix(count, structure.FirstPlanned, 12);
        for (var i = 0; i < demand.Values.Length; i++)
            demand.Values[i] = double.IsNaN(sold.Values[i]) ? double.NaN : Math.Max(0, sold.Values[i]);
        var layer = demand.ToLayer(Layer.Empty);
        cube = cube.With("consensus_demand", new MeasureLayers(layer, layer, Layer.Empty));
        return new StageInput(PlanState.Empty with { Cube = cube }, structure, dataset, new PlanningRules { Supply = new() { Level = level } });
    }
}
