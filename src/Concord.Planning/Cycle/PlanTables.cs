using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using CellReader = Concord.Planning.Cube.CellReader;

namespace Concord.Planning.Cycle;

/// <summary>The plans of a cycle as tables: which measures are handed out, and at which level. A row for each member and bucket of the horizon that has a value, a column for each measure.</summary>
public static class PlanTables
{
    private static readonly string[] Demand =
    [
        "statistical_forecast", "event_effect", "sales_input", "marketing_input", "finance_input", "order_backlog", "consensus_demand", "constrained_demand", "backorders", "lost_demand", "budget_quantity",
    ];

    private static readonly string[] Supply = ["production", "dependent_demand", "scrap", "disposal", "open_receipts", "safety_stock", "stock"];
    private static readonly string[] Purchase = ["purchase", "purchase_cost"];
    private static readonly string[] Transport = ["transport", "transport_cost"];
    private static readonly string[] Capacity = ["capacity", "available_capacity", "load", "overtime", "overtime_limit", "utilisation", "production_cost", "overtime_cost"];
    private static readonly string[] Sales = ["revenue", "cost_of_sales", "variable_cost_of_sales", "margin", "contribution_margin", "margin_percent", "budget_revenue", "budget_gap", "budget_margin_gap"];
    private static readonly string[] Stock = ["stock_value", "holding_cost", "obsolete_stock_value"];
    private static readonly string[] Company = ["receivables", "payables", "working_capital", "cash_flow", "cash"];

    /// <summary>By family, in planning units, and of the company: what a person reads, short enough for a workbook.</summary>
    public static IReadOnlyList<ReportTable> ByFamily(PlanState state, PlanStructure structure) =>
    [
        Table(state, structure, "demand_by_family", "Demand plan by family, channel and region.", ["family", "channel", "region"], Demand, ValueUnit.PlanningUnits),
        Table(state, structure, "supply_by_family", "Supply plan by family and site.", ["family", "location"], Supply, ValueUnit.PlanningUnits),
        Table(state, structure, "purchase_by_supplier", "Purchases by supplier.", ["supplier"], ["purchase_cost"], ValueUnit.PlanningUnits),
        Table(state, structure, "capacity", "Capacity, load and cost of resources.", ["resource"], Capacity, ValueUnit.ItemUnits),
        Table(state, structure, "finance_by_family", "Revenue, cost and margin by family.", ["family"], Sales, ValueUnit.PlanningUnits),
        Table(state, structure, "stock_value_by_family", "Value and cost of stock by family.", ["family"], Stock, ValueUnit.PlanningUnits),
        Table(state, structure, "company", "Working capital and cash of the company.", [], [.. Company, "revenue", "cost_of_sales", "margin", "margin_percent", "stock_value"], ValueUnit.PlanningUnits),
    ];

    /// <summary>By item, in base units: what other systems take.</summary>
    public static IReadOnlyList<ReportTable> ByItem(PlanState state, PlanStructure structure) =>
    [
        Table(state, structure, "demand_plan", "Demand plan by item, location, channel and region.", ["family", "item", "location", "channel", "region"], Demand, ValueUnit.ItemUnits),
        Table(state, structure, "supply_plan", "Supply plan by item and location.", ["family", "item", "location"], Supply, ValueUnit.ItemUnits),
        Table(state, structure, "purchase_plan", "Purchases by item, location and supplier, in the bucket of the receipt.", ["family", "item", "location", "supplier"], Purchase, ValueUnit.ItemUnits),
        Table(state, structure, "transport_plan", "Transports by item and lane, in the bucket in which they leave.", ["family", "item", "from_location", "to_location", "mode"], Transport, ValueUnit.ItemUnits),
        Table(state, structure, "capacity_plan", "Capacity, load and cost of resources.", ["resource"], Capacity, ValueUnit.ItemUnits),
        Table(state, structure, "financial_plan", "Revenue, cost and margin by item, location, channel and region.", ["family", "item", "location", "channel", "region"], Sales, ValueUnit.ItemUnits),
        Table(state, structure, "stock_plan", "Value and cost of stock by item and location.", ["family", "item", "location"], Stock, ValueUnit.ItemUnits),
    ];

    /// <summary>Some measures at a level, over the horizon.</summary>
    /// <param name="level">Attributes; a measure that has not all of them has no column. A table is empty where no measure has them.</param>
    /// <param name="unit">What quantities are stated in. Where members have no total in it, their cells are empty.</param>
    public static ReportTable Table(
        PlanState state, PlanStructure structure, string name, string description, IReadOnlyList<string> level, IReadOnlyList<string> measures, ValueUnit unit)
    {
        var known = measures.Select(MeasureRegistry.Measure).Where(m => structure.Spaces.TryGetValue(m.Grain & ~Grain.Bucket, out var space) && level.All(space.Attributes.Has)).ToList();
        var hasUnit = known.Exists(m => m.Unit is UnitKind.BaseUnits or UnitKind.PlanningUnits);
        List<ReportColumn> columns =
        [
            .. level.Select(a => new ReportColumn(a, ReportFormat.Text, $"The {a.Replace('_', ' ')}.")),
            new ReportColumn("bucket", ReportFormat.Text, "The bucket."),
            new ReportColumn("first_day", ReportFormat.Date, "First day of the bucket."),
        ];
        if (hasUnit)
            columns.Add(new ReportColumn("unit", ReportFormat.Text, "The unit of the quantities."));
        columns.AddRange(known.Select(m => new ReportColumn(m.Name, Format(m.Unit), m.Description)));
        var (first, end) = (structure.FirstPlanned, structure.Horizon.BucketsOf(structure.Calendar).End.Value);
        if (known.Count == 0 || end <= first)
            return new ReportTable(name, description, columns, []);

        var cells = CellReader.Read(state.Cube, structure, new CellQuery([.. known.Select(m => m.Name)], level, Coordinates.All, first, end - 1, unit));
        var rows = new List<IReadOnlyList<object?>>();
        for (var row = 0; row < cells.Rows.Count; row++)
        {
            var text = cells.Measures.Index().Where(c => known[c.Index].Unit is UnitKind.BaseUnits or UnitKind.PlanningUnits).Select(c => c.Item.Units[row]).FirstOrDefault(u => u is not null);
            for (var bucket = 0; bucket < cells.Buckets; bucket++)
            {
                var at = (row * cells.Buckets) + bucket;
                if (!cells.Measures.Any(c => !double.IsNaN(c.Values[at])))
                    continue;
                var line = new List<object?>(columns.Count);
                line.AddRange(cells.Rows[row].Members);
                line.Add(structure.Calendar[first + bucket].Label);
                line.Add(structure.Calendar[first + bucket].First);
                if (hasUnit)
                    line.Add(text);
                foreach (var column in cells.Measures)
                    line.Add(ReportTable.Cell(column.Values[at]));
                rows.Add(line);
            }
        }

        return new ReportTable(name, description, columns, rows);
    }

    private static ReportFormat Format(UnitKind unit) => unit switch
    {
        UnitKind.Money => ReportFormat.Money,
        UnitKind.Percent => ReportFormat.Percent,
        UnitKind.Count => ReportFormat.Whole,
        UnitKind.BaseUnits or UnitKind.PlanningUnits => ReportFormat.Quantity,
        _ => ReportFormat.Number,
    };
}
