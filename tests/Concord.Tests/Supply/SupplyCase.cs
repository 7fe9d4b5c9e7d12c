using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Tests.Cube;
using Concord.Tests.Data;

namespace Concord.Tests.Supply;

/// <summary>A plan for supply, made of records and of consensus demand, by month from April to September 2026; buckets count from 0 for April.</summary>
internal sealed class SupplyCase
{
    private readonly List<object> _records = [];
    private readonly List<(string Measure, string[] Coordinate, int Bucket, double Value)> _values = [];
    private readonly List<Driver> _drivers = [];

    public SupplyRules Rules { get; init; } = new() { Level = SupplyLevel.Item };

    public PlanCube? Record { get; init; }

    public SupplyCase With(params object[] records)
    {
        _records.AddRange(records);
        return this;
    }

    /// <summary>Puts values of a coordinate into buckets 0, 1, 2 ... of the horizon.</summary>
    public SupplyCase Put(string measure, string[] coordinate, params double[] values)
    {
        for (var b = 0; b < values.Length; b++)
            _values.Add((measure, coordinate, b, values[b]));
        return this;
    }

    /// <summary>Consensus demand of channel Retail in Europe at a location.</summary>
    public SupplyCase Demand(string item, string location, params double[] values) => Put("consensus_demand", [item, location, "Retail", "Europe"], values);

    public SupplyCase Drive(DriverKind kind, double value, Coordinates? part = null, int first = 0, int last = 5)
    {
        _drivers.Add(new Driver($"{kind} {value}", kind, part ?? Coordinates.All, 12 + first, 12 + last, value, "a test"));
        return this;
    }

    public StageInput Input()
    {
        var dataset = FactCases.Dataset([.. _records]);
        var catalogs = FactCases.Catalogs(dataset);
        foreach (var measures in _values.GroupBy(v => MeasureRegistry.Measure(v.Measure).Grain & ~Grain.Bucket))
            catalogs[measures.Key] = catalogs.GetValueOrDefault(measures.Key, SeriesCatalog.Empty(measures.Key)).With(measures.Select(m => m.Coordinate));
        var structure = StructureBuilder.Build(
            dataset, FactCases.Calendar, new Planning.Data.Calendar.Horizon(dataset.AsOf, 6, Planning.Data.Calendar.ZoneLength.Weeks(4), Planning.Data.Calendar.ZoneLength.Months(2)), catalogs, "EUR");
        var edit = new CubeEdit(FactCube.Load(dataset, structure, TestContext.Current.CancellationToken).Cube, structure.SeriesCount);
        foreach (var (measure, coordinate, bucket, value) in _values)
        {
            var series = structure.Of(MeasureRegistry.Measure(measure)).Attributes.Catalog.Find(coordinate);
            edit.Scatter(measure, LayerKind.Values, structure.FirstPlanned + bucket, [series], [value]);
        }

        var state = PlanState.Empty with { Cube = edit.Build(), Drivers = [.. _drivers] };
        return new StageInput(state, structure, dataset, new PlanningRules { Supply = Rules })
        {
            PlanOfRecord = Record is null ? null : PlanState.Empty with { Cube = Record },
        };
    }
}
