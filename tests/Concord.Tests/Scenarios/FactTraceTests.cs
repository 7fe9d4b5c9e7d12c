using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Tests.Cube;
using Concord.Tests.Data;

namespace Concord.Tests.Scenarios;

public sealed class FactTraceTests
{
    private static readonly object[] Company =
    [
        Facts.Item("B") with { PlanningUnit = new("PU") }, Facts.Item("T") with { Family = "Tyres", PlanningUnit = new("PU") },
        Facts.Customer("C1") with { Location = new("W1") }, Facts.Customer("C2") with { Region = "Asia", Location = new("W1"), Currency = "USD" }, Facts.Location("W1"), Facts.Location("W2"),
        Facts.Conversion("CS", "EA", 12, "T"), Facts.Conversion("EA", "PU", 0.5, "T"), Facts.Conversion("EA", "PU", 2, "B"), Facts.Rate("USD", "EUR", 0.9, "2025-01-01"), Facts.Price("B", 7),
    ];

    [Fact]
    public void A_value_is_told_by_its_imports_and_largest_rows()
    {
        // 2 cases of tyres are 24, 12 planning units; 30 less one returned are 29, 14.5 planning units.
        var trace = Trace("sales_history", ValueUnit.PlanningUnits, Coordinates.Of(("item", "T")), 2,
            Sale("1", "T", "2026-02-10", 2) with { Unit = new("CS") }, Sale("2", "T", "2026-02-20", 30), Sale("3", "T", "2026-02-21", -1), Sale("4", "T", "2026-03-20", 99), Sale("5", "B", "2026-02-20", 99));

        Assert.Equal((26.5, 3), (trace.Value, trace.Rows));
        Assert.Equal(new ImportShare("sales_history", 1, 3, 26.5), Assert.Single(trace.Imports));
        Assert.Equal(["2 / 1 15 line 3 2026-02-20", "1 / 1 12 line 2 2026-02-10"], trace.Largest.Select(r => $"{r.Key} {r.Value} line {r.Line} {r.Date:yyyy-MM-dd}"));
    }

    [Fact]
    public void A_budget_is_told_by_the_parts_of_its_lines()
    {
        var trace = Trace("budget_quantity", ValueUnit.PlanningUnits, Coordinates.Of(("region", "Asia")), 5,
            Sale("1", "B", "2026-02-10", 30), Sale("2", "B", "2026-02-10", 10) with { Customer = new("C2") }, Facts.Budget("Road Bikes", Facts.Day("2026-02-01")) with { Quantity = 200 });
        Assert.Equal(("2026 / Road Bikes / * / * / * / 2026-02-01", 50), (trace.Largest[0].Key, trace.Largest[0].Value));
        Assert.Equal(1, trace.Rows);
    }

    [Fact]
    public void Nothing_has_no_value() =>
        Assert.Equal((double.NaN, 0), (Trace("shipments", ValueUnit.ItemUnits, Coordinates.All, 5, Sale("1", "B", "2026-01-10", 30)).Value, 0));

    [Fact]
    public void Only_facts_are_traced()
    {
        var dataset = FactCases.Dataset(Company);
        Assert.Throws<ArgumentException>(() => FactTrace.Of(
            dataset, FactCases.Structure(dataset), PlanCube.Empty, MeasureRegistry.Measure("consensus_demand"), [], 0, 0, ValueUnit.ItemUnits, 1, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_cell_of_every_measure_is_the_sum_of_its_trace(int seed)
    {
        var random = new Random(seed);
        var dataset = FactCases.Dataset([.. Company, .. RandomFacts(random)]);
        var structure = FactCases.Structure(dataset);
        var cube = FactCube.Load(dataset, structure, TestContext.Current.CancellationToken).Cube;
        foreach (var measure in MeasureRegistry.All.Where(FactTrace.Traces))
        {
            Assert.True(cube[measure.Name].Values.BucketCount > 0, measure.Name);
            var coordinates = random.Next(2) == 0 || !measure.Grain.HasFlag(Grain.Item) ? Coordinates.All : Coordinates.Of(("item", random.Next(2) == 0 ? "B" : "T"));
            var series = structure.Of(measure).Attributes.Select(coordinates);
            foreach (var unit in Enum.GetValues<ValueUnit>())
            {
                for (var bucket = 0; bucket < structure.Calendar.Count; bucket++)
                {
                    var trace = FactTrace.Of(dataset, structure, cube, measure, series, bucket, bucket, unit, 3, TestContext.Current.CancellationToken);
                    var factors = UnitFactors(structure.Of(measure).Units, measure, unit, bucket);
                    var cells = series.Select(s => cube.Values(measure.Name)[s, bucket] * factors(s)).Where(v => !double.IsNaN(v)).ToList();
                    Assert.Equal(cells.Sum(), double.IsNaN(trace.Value) ? 0 : trace.Value, 6);
                    Assert.Equal(trace.Rows, trace.Imports.Sum(i => i.Rows));
                    Assert.True(trace.Largest.Count == Math.Min(3, trace.Rows));
                }
            }
        }
    }

    /// <summary>The conversion, written down once more.</summary>
    private static Func<int, double> UnitFactors(SeriesUnits units, MeasureDefinition measure, ValueUnit unit, int bucket) => (measure.Unit, unit) switch
    {
        (UnitKind.BaseUnits, ValueUnit.PlanningUnits) => s => units.PlanningFactors[s],
        (UnitKind.BaseUnits, ValueUnit.Money) => s => units.Prices(bucket)[s],
        (UnitKind.PlanningUnits, ValueUnit.ItemUnits) => s => 1 / units.PlanningFactors[s],
        (UnitKind.PlanningUnits, ValueUnit.Money) => s => units.Prices(bucket)[s] / units.PlanningFactors[s],
        _ => _ => 1,
    };

    private static IEnumerable<object> RandomFacts(Random random)
    {
        for (var i = 0; i < 120; i++)
        {
            var item = random.Next(2) == 0 ? "B" : "T";
            var day = Facts.Day("2025-05-01").AddDays(random.Next(330));
            var unit = item == "T" && random.Next(3) == 0 ? new UnitId("CS") : (UnitId?)null;
            yield return Facts.Sale(item, day, random.Next(-3, 30)) with
            {
                Order = $"{i}",
                Unit = unit,
                Customer = new($"C{random.Next(1, 3)}"),
                ShippedDate = day.AddDays(random.Next(40)),
                Price = random.Next(1, 9),
            };
            yield return Facts.SalesOrder($"{i}", item) with { Unit = unit, DueDate = day.AddDays(300), Quantity = random.Next(1, 9), ClosedQuantity = 1 };
            yield return Facts.PurchaseOrder($"{i}", item) with { Unit = unit, DueDate = day.AddDays(300), Quantity = random.Next(1, 9) };
            yield return new ProductionHistoryLine { Order = $"{i}", Date = day, Item = new(item), Location = new("W1"), Quantity = random.Next(9) };
            yield return new StockHistoryLine { Item = new(item), Location = new(random.Next(2) == 0 ? "W1" : "W2"), Date = day.AddDays(i % 3), Quantity = random.Next(99) };
            yield return new ImportedForecast { Source = "crm", Reference = $"{i}", Item = new(item), Date = day.AddDays(400), Quantity = i, Probability = 0.5 };
        }

        yield return Facts.Stock("B", "W1", 24);
        yield return Facts.StockPolicy("B", "W1") with { SafetyStock = 5 };
        yield return Facts.StockPolicy("T", "W2") with { SafetyStock = 8 };
        foreach (var line in Facts.BudgetYear("Road Bikes").Concat(Facts.BudgetYear("Tyres")))
            yield return line with { Quantity = random.Next(1, 900), Revenue = random.Next(9), Cost = 3, Currency = "USD" };
    }

    private static FactTrace Trace(string measure, ValueUnit unit, Coordinates part, int most, params object[] facts)
    {
        var dataset = FactCases.Dataset([.. Company, .. facts]);
        var structure = FactCases.Structure(dataset);
        var definition = MeasureRegistry.Measure(measure);
        var bucket = structure.Calendar.IndexOf(Facts.Day("2026-02-01"));
        return FactTrace.Of(
            dataset, structure, FactCube.Load(dataset, structure, TestContext.Current.CancellationToken).Cube, definition, structure.Of(definition).Attributes.Select(part), bucket, bucket, unit, most,
            TestContext.Current.CancellationToken);
    }

    private static SalesHistoryLine Sale(string order, string item, string day, double quantity) => Facts.Sale(item, Facts.Day(day), quantity) with { Order = order };
}
