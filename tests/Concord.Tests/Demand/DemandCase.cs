using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;
using Concord.Planning.Demand;
using Concord.Planning.Scenarios;
using Concord.Tests.Data;

namespace Concord.Tests.Demand;

/// <summary>
/// A small company's demand, cleansed and forecast: history from April 2022 on, cut-off at the end of March 2026, twelve months ahead. Its items are sold to one customer, so that
/// item, warehouse W1, channel Retail and region Europe are the series.
/// </summary>
internal sealed class DemandCase
{
    public static readonly DateOnly FirstDay = new(2022, 4, 1);

    private readonly StageInput _input;

    public DemandCase(BucketPattern? pattern, params IEnumerable<object> facts)
        : this(Facts.CutOff, pattern, facts)
    {
    }

    public DemandCase(DateOnly cutOff, BucketPattern? pattern, IEnumerable<object> facts)
    {
        var given = facts.ToList();
        var dataset = new MemoryDataset(cutOff, [.. given, Facts.Customer("C1") with { Location = new("W1") }, Facts.Location("W1")]);
        var horizon = new Horizon(cutOff, 12, ZoneLength.Weeks(4), ZoneLength.Months(2));
        Structure = StructureBuilder.Build(
            dataset, new PlanningCalendar(pattern ?? new Months(new FiscalYear()), FirstDay, horizon.Last), horizon,
            StructureCoordinates.Of(dataset).ToDictionary(c => c.Key, c => SeriesCatalog.Empty(c.Key).With(c.Value)), "EUR");
        _input = new StageInput(PlanState.Empty with { Cube = FactCube.Load(dataset, Structure).Cube }, Structure, dataset, PlanningRules.Standard);
        var cleansed = Cleansing.Definition.Run(_input, null, CancellationToken.None);
        Cleanse = (CleanseDetails)cleansed.Details;
        Cube = With(_input.Cube, cleansed);
        Output = Run(null);
        Forecast = (ForecastDetails)Output.Details;
        Cube = With(Cube, Output);
    }

    public PlanStructure Structure { get; }

    public PlanCube Cube { get; }

    public CleanseDetails Cleanse { get; }

    public ForecastDetails Forecast { get; }

    public StageOutput Output { get; }

    /// <summary>Runs the stage forecast again.</summary>
    public StageOutput Run(StageOutput? before) =>
        Forecasting.Definition.Run(_input with { State = _input.State with { Cube = Cube }, Before = before }, null, CancellationToken.None);

    /// <summary>Of the only series of an item.</summary>
    public SeriesForecast Of(string item) => Forecast.Series.Single(s => s.Coordinate[0] == item);

    /// <summary>The past of an item's series in a measure.</summary>
    public double[] Past(string measure, string item) => [.. Enumerable.Range(0, Structure.FirstPlanned).Select(b => Cube.Values(measure)[Number(item), b])];

    /// <summary>The planned buckets of an item's series in a measure.</summary>
    public double[] Planned(string measure, string item)
    {
        var (start, end) = (Structure.FirstPlanned, Structure.Horizon.BucketsOf(Structure.Calendar).End.Value);
        return [.. Enumerable.Range(start, end - start).Select(b => Cube.Values(measure)[Number(item), b])];
    }

    /// <summary>An even seller: about a hundred a month, with a little noise that is always the same.</summary>
    public static double[] Even(int months, double level = 100) => [.. Enumerable.Range(0, months).Select(t => level + ((t * 37 % 11) - 5))];

    /// <summary>A seller with a peak in June of 180 % of its level, and 20 % in December.</summary>
    public static double[] Seasonal(int months, double level = 100) =>
        [.. Enumerable.Range(0, months).Select(t => (level + ((t * 37 % 11) - 5)) * (1 + (.8 * Math.Cos((FirstMonth(months) + t - 5) * Math.PI / 6))))];

    private static int FirstMonth(int months) => new DateOnly(Facts.CutOff.Year, Facts.CutOff.Month, 1).AddMonths(1 - months).Month - 1;

    private int Number(string item)
    {
        var catalog = Structure.Of(MeasureRegistry.Measure("sales_history")).Attributes.Catalog;
        return Enumerable.Range(0, catalog.Count).Single(s => catalog.Coordinate(s)[0] == item);
    }

    private static PlanCube With(PlanCube cube, StageOutput output)
    {
        foreach (var (measure, layer) in output.Written)
            cube = cube.With(measure, new MeasureLayers(layer, layer, Layer.Empty));
        return cube;
    }
}
