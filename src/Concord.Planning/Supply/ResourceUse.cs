using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Supply;

/// <summary>What a plan asks of a machine or of labour, and what there is. Arrays are by bucket of the horizon [h]; NaN where it is not known.</summary>
/// <param name="Title">Its description; null without one.</param>
/// <param name="Site">Where it stands.</param>
/// <param name="Load">Hours of the plan, work orders included.</param>
/// <param name="Capacity">Hours without overtime, as the plan counted on them.</param>
/// <param name="Overtime">Of the load, hours beyond capacity at the overtime cost.</param>
/// <param name="OvertimeLimit">Most overtime; NaN in plans of earlier versions.</param>
/// <param name="Wanted">Hours demand would ask for if nothing limited it; NaN in plans of earlier versions.</param>
/// <param name="HourWorth">What one more hour would be worth to the plan [reporting currency per h, penalties included]; 0 where it is not full.</param>
public sealed record ResourceUse(
    string Resource, string? Title, string Site, ResourceType Type, double[] Load, double[] Capacity, double[] Overtime, double[] OvertimeLimit, double[] Wanted, double[] HourWorth)
{
    /// <summary>What counts as full: load within this share of capacity.</summary>
    public const double Tolerance = 1e-3;

    /// <summary>The measure that states the capacity a plan counted on; the calendar's capacity in plans of earlier versions.</summary>
    public static string CapacityOf(PlanCube cube) => cube.Values("available_capacity").BucketCount > 0 ? "available_capacity" : "capacity";

    /// <summary>Load over capacity [1 = 100 %]; NaN without capacity.</summary>
    public double Utilisation(int bucket) => Capacity[bucket] > 0 ? Zero(Load[bucket]) / Capacity[bucket] : Load[bucket] > 0 && Capacity[bucket] == 0 ? double.PositiveInfinity : double.NaN;

    /// <summary>What demand would ask for over capacity [1 = 100 %]; NaN where either is not known.</summary>
    public double WantedShare(int bucket) => Capacity[bucket] > 0 ? Wanted[bucket] / Capacity[bucket] : double.NaN;

    /// <summary>True where nothing more can be made without overtime.</summary>
    public bool IsFull(int bucket) => HourWorth[bucket] > 0 || Utilisation(bucket) >= 1 - Tolerance;

    /// <summary>True where the plan works beyond capacity, or demand asks for more than there is.</summary>
    public bool IsOver(int bucket) => Utilisation(bucket) > 1 + Tolerance || WantedShare(bucket) > 1 + Tolerance;

    /// <summary>Hours beyond capacity and overtime: what the plan cannot do.</summary>
    public double Overload(int bucket) => Capacity[bucket] >= 0 && Load[bucket] - Capacity[bucket] - Zero(Overtime[bucket]) is var over && over > Tolerance * Capacity[bucket] ? over : 0;

    /// <summary>The highest load, of the plan or asked for, over capacity, of some buckets; NaN where none is known.</summary>
    public double Peak(int first, int count)
    {
        var peak = double.NaN;
        for (var b = first; b < first + count; b++)
        {
            if (Math.Max(Known(Utilisation(b)), Known(WantedShare(b))) is var use && use >= 0 && !(use <= peak))
                peak = use;
        }

        return peak;

        static double Known(double value) => double.IsNaN(value) ? -1 : value;
    }

    /// <summary>All machines and labour of a plan whose supply was computed, the tightest in the buckets asked for first; those without a capacity last.</summary>
    /// <param name="first">First bucket of the horizon the order goes by.</param>
    /// <param name="count">Buckets the order goes by.</param>
    public static IReadOnlyList<ResourceUse> Of(StageInput input, SupplyDetails? details, int first, int count)
    {
        if (!input.Structure.Spaces.TryGetValue(Grain.Resource, out var space))
            return [];
        var horizon = input.Structure.Horizon.BucketsOf(input.Structure.Calendar);
        var (start, buckets) = (horizon.Start.Value, horizon.End.Value - horizon.Start.Value);
        var records = new Dictionary<string, Resource>(StringComparer.Ordinal);
        foreach (var resource in input.Dataset.Rows<Resource>())
            records.TryAdd(resource.Id.Value, resource);
        SeriesMatrix Read(string measure) => SeriesMatrix.From(input.Cube.Values(measure), space.Count, start, buckets);
        var (load, capacity, overtime, limit) = (Read("load"), Read(CapacityOf(input.Cube)), Read("overtime"), Read("overtime_limit"));
        var work = (details?.Work ?? []).ToDictionary(w => w.Resource, StringComparer.Ordinal);
        var bucketOf = (details?.Buckets ?? []).Index().ToDictionary(b => b.Item, b => b.Index, StringComparer.Ordinal);
        var worth = (details?.Bottlenecks ?? []).Where(b => b.Kind is SupplyResourceKind.Machine or SupplyResourceKind.Labour).ToLookup(b => b.Resource, StringComparer.Ordinal);
        var uses = new List<ResourceUse>();
        for (var series = 0; series < space.Count; series++)
        {
            var name = space.Attributes.Catalog.Coordinate(series)[0];
            if (!space.Attributes.Present[series] || !records.TryGetValue(name, out var resource))
                continue;
            var hours = new double[buckets];
            foreach (var full in worth[name])
            {
                if (bucketOf.TryGetValue(full.Bucket, out var at) && at < buckets && full.Relief > 0)
                    hours[at] = full.Relief;
            }

            var wanted = work.TryGetValue(name, out var told) && told.Wanted.Length == buckets ? told.Wanted : [.. Enumerable.Repeat(double.NaN, buckets)];
            uses.Add(new ResourceUse(
                name, input.Structure.Titles.GetValueOrDefault("resource")?.GetValueOrDefault(name) ?? resource.Description, resource.Location.Value, resource.Type,
                load.Row(series).ToArray(), capacity.Row(series).ToArray(), overtime.Row(series).ToArray(), limit.Row(series).ToArray(), wanted, hours));
        }

        return [.. uses.Select(u => (Use: u, Peak: u.Peak(first, count))).OrderByDescending(u => double.IsNaN(u.Peak) ? -1 : u.Peak).ThenByDescending(u => u.Use.HourWorth.Append(0).Max()).ThenBy(u => u.Use.Resource, StringComparer.Ordinal).Select(u => u.Use)];
    }

    private static double Zero(double value) => double.IsNaN(value) ? 0 : value;
}
