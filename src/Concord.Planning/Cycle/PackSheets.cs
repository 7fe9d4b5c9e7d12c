using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using CellReader = Concord.Planning.Cube.CellReader;

namespace Concord.Planning.Cycle;

/// <summary>A measure over the buckets of the horizon.</summary>
/// <param name="Unit">A planning unit, the reporting currency or hours; null where there is no value.</param>
/// <param name="Values">By bucket; null for none.</param>
/// <param name="Total">Their sum; null of a stock, which has none over time, and without values.</param>
public sealed record PackRow(string Measure, string Title, string? Unit, IReadOnlyList<double?> Values, double? Total);

/// <summary>What a plan says of a family, of a resource, or of the company.</summary>
/// <param name="Member">The family or resource; null of the company.</param>
public sealed record PackSheet(string? Member, string? Title, IReadOnlyList<PackRow> Rows);

/// <summary>The sheets management gets: few, and the largest first.</summary>
public static class PackSheets
{
    private static readonly string[] Money = ["revenue", "budget_revenue", "margin", "stock_value", "working_capital", "cash"];
    private static readonly string[] Volume = ["consensus_demand", "constrained_demand", "production", "stock", "backorders"];
    private static readonly string[] Family = [.. Volume, "revenue", "margin"];
    private static readonly string[] Load = ["load", "capacity", "overtime"];

    /// <summary>Labels of the buckets of the horizon.</summary>
    public static IReadOnlyList<string> Buckets(PlanStructure structure)
    {
        var (first, end) = Horizon(structure);
        return [.. Enumerable.Range(first, Math.Max(0, end - first)).Select(b => structure.Calendar[b].Label)];
    }

    /// <summary>The company's totals: money, and volumes where all of it is stated in one planning unit.</summary>
    public static PackSheet Company(PlanState state, PlanStructure structure) =>
        Read(state, structure, [], [.. Money, .. Volume], ValueUnit.PlanningUnits).FirstOrDefault() ?? new PackSheet(null, null, []);

    /// <summary>The families with the most revenue, else with the most consensus demand.</summary>
    /// <param name="most">At most so many.</param>
    public static IReadOnlyList<PackSheet> Families(PlanState state, PlanStructure structure, int most) =>
        [.. Read(state, structure, ["family"], Family, ValueUnit.PlanningUnits).OrderByDescending(s => Sum(s, "revenue")).ThenByDescending(s => Sum(s, "consensus_demand")).Take(most)];

    /// <summary>The resources with the highest load against capacity in any bucket.</summary>
    /// <param name="most">At most so many.</param>
    public static IReadOnlyList<PackSheet> Resources(PlanState state, PlanStructure structure, int most) =>
        [.. Read(state, structure, ["resource"], Load, ValueUnit.ItemUnits).OrderByDescending(Peak).Take(most)];

    private static double Peak(PackSheet sheet)
    {
        var (load, capacity) = (sheet.Rows.FirstOrDefault(r => r.Measure == "load"), sheet.Rows.FirstOrDefault(r => r.Measure == "capacity"));
        return load is null || capacity is null ? -1 : load.Values.Zip(capacity.Values, (l, c) => c > 0 ? l / c ?? -1 : -1).DefaultIfEmpty(-1).Max();
    }

    private static double Sum(PackSheet sheet, string measure) => sheet.Rows.FirstOrDefault(r => r.Measure == measure)?.Total ?? double.NegativeInfinity;

    private static (int First, int End) Horizon(PlanStructure structure) => (structure.FirstPlanned, structure.Horizon.BucketsOf(structure.Calendar).End.Value);

    private static List<PackSheet> Read(PlanState state, PlanStructure structure, IReadOnlyList<string> level, IReadOnlyList<string> measures, ValueUnit unit)
    {
        var known = measures.Select(MeasureRegistry.Measure).Where(m => structure.Spaces.TryGetValue(m.Grain & ~Grain.Bucket, out var space) && level.All(space.Attributes.Has)).ToList();
        var (first, end) = Horizon(structure);
        if (known.Count == 0 || end <= first)
            return [];
        var cells = CellReader.Read(state.Cube, structure, new CellQuery([.. known.Select(m => m.Name)], level, Coordinates.All, first, end - 1, unit));
        var titles = level.Count > 0 ? structure.Titles.GetValueOrDefault(level[^1]) : null;
        var sheets = new List<PackSheet>();
        for (var row = 0; row < cells.Rows.Count; row++)
        {
            var rows = new List<PackRow>();
            for (var index = 0; index < known.Count; index++)
            {
                var column = cells.Measures[index];
                var values = new double?[cells.Buckets];
                var any = false;
                double sum = 0;
                for (var bucket = 0; bucket < values.Length; bucket++)
                {
                    var value = column.Values[(row * cells.Buckets) + bucket];
                    if (!double.IsFinite(value))
                        continue;
                    values[bucket] = value;
                    sum += value;
                    any = true;
                }

                if (any)
                    rows.Add(new PackRow(known[index].Name, known[index].Title, UnitOf(known[index], column.Units[row]), values, known[index].OverTime == TimeAggregation.Sum ? sum : null));
            }

            var member = cells.Rows[row].Members is [.., var last] ? last : null;
            if (rows.Count > 0)
                sheets.Add(new PackSheet(member, member is null ? null : titles?.GetValueOrDefault(member), rows));
        }

        return sheets;
    }

    private static string? UnitOf(MeasureDefinition measure, string? unit) => unit ?? (measure.Unit == UnitKind.Hours ? "h" : null);
}
