using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;
using Concord.Tests.Data;

namespace Concord.Tests.Cube;

/// <summary>A small company in a plan by month, from April 2025 to September 2026, cut off at the end of March 2026.</summary>
internal static class FactCases
{
    public const Grain Demand = Grain.Item | Grain.Location | Grain.Customer;
    public const Grain Site = Grain.Item | Grain.Location;

    public static PlanningCalendar Calendar { get; } = new(new Months(new FiscalYear()), new DateOnly(2025, 4, 1), new DateOnly(2026, 9, 30));

    public static MemoryDataset Dataset(params object[] facts) => new(Facts.CutOff, facts, batchSize: 2);

    public static PlanStructure Structure(Dataset dataset, PlanningCalendar? calendar = null) =>
        StructureBuilder.Build(
            dataset, calendar ?? Calendar, new Horizon(dataset.AsOf, 6, ZoneLength.Weeks(4), ZoneLength.Months(2)), Catalogs(dataset), "EUR");

    public static Dictionary<Grain, SeriesCatalog> Catalogs(Dataset dataset) =>
        StructureCoordinates.Of(dataset).ToDictionary(c => c.Key, c => SeriesCatalog.Empty(c.Key).With(c.Value));

    public static (PlanStructure Structure, LoadedFacts Facts) Load(params object[] facts)
    {
        var dataset = Dataset(facts);
        var structure = Structure(dataset);
        return (structure, FactCube.Load(dataset, structure, TestContext.Current.CancellationToken));
    }

    /// <summary>The values of a measure as "coordinate bucket value", in the order of series and buckets.</summary>
    public static IReadOnlyList<string> Cells(this (PlanStructure Structure, LoadedFacts Facts) plan, string measure)
    {
        var catalog = plan.Structure.Of(MeasureRegistry.Measure(measure)).Attributes.Catalog;
        var layer = plan.Facts.Cube.Values(measure);
        return [.. from series in Enumerable.Range(0, catalog.Count)
                   from bucket in plan.Structure.Calendar.Buckets
                   let value = layer[series, bucket.Index]
                   where !double.IsNaN(value)
                   select $"{string.Join('/', catalog.Coordinate(series))} {bucket.Label} {Math.Round(value, 9)}"];
    }
}
