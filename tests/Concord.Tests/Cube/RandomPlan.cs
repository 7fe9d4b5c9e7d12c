using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;

namespace Concord.Tests.Cube;

/// <summary>
/// A small plan made from a seed: items in families, some in none, sold to a few customers from a few locations, with values, locks and prices here and there.
/// Values are whole, so that sums are exact in any order.
/// </summary>
internal sealed class RandomPlan
{
    private static readonly string[] Locations = ["X", "Y"], Channels = ["shop", "web"], Regions = ["EU", "US"];

    public RandomPlan(int seed)
    {
        Random = new Random(seed);
        for (var i = 0; i < Random.Next(1, 7); i++)
        {
            var name = $"i{Random.Next(100)}";
            Plan.Item(name, Random.Next(5) == 0 ? null : $"f{Random.Next(3)}", planningUnit: "BOX", factor: Random.Next(1, 4), price: Random.Next(6) == 0 ? double.NaN : Random.Next(1, 50));
            for (var s = 0; s < Random.Next(1, 6); s++)
                Plan.Series(SmallPlan.Demand, name, Pick(Locations), Pick(Channels), Pick(Regions));
            Plan.Series(SmallPlan.Site, name, Pick(Locations));
        }

        for (var series = 0; series < Plan.Catalog(SmallPlan.Demand).Count; series++)
        {
            if (Random.Next(12) == 0)
                Plan.Leave(SmallPlan.Demand, series);
        }

        foreach (var measure in (string[])["sales_input", "statistical_forecast", "sales_history", "event_effect", "absolute_error", "stock"])
        {
            var grain = MeasureRegistry.Measure(measure).Grain & ~Grain.Bucket;
            var signed = MeasureRegistry.Measure(measure).Sign == MeasureSign.Any;
            for (var bucket = 9; bucket < 16; bucket++)
            {
                if (Random.Next(5) > 0)
                    Plan.Put(measure, bucket, [.. Enumerable.Range(0, Plan.Catalog(grain).Count).Select(_ => Value(signed))]);
            }
        }

        for (var bucket = 9; bucket < 16; bucket++)
            Plan.PutLayer("sales_input", LayerKind.Locks, bucket, [.. Enumerable.Range(0, Plan.Catalog(SmallPlan.Demand).Count).Select(_ => Random.Next(5) == 0 ? 1 : double.NaN)]);
    }

    public SmallPlan Plan { get; } = new();

    public Random Random { get; }

    public string Pick(string[] among) => among[Random.Next(among.Length)];

    /// <summary>A part of the plan that may be empty.</summary>
    public Coordinates Part()
    {
        var members = new Dictionary<string, IReadOnlyList<string>>();
        if (Random.Next(3) == 0)
            members["family"] = [.. Enumerable.Range(0, Random.Next(1, 3)).Select(_ => $"f{Random.Next(3)}")];
        if (Random.Next(3) == 0)
            members["location"] = [Pick(Locations)];
        if (Random.Next(8) == 0)
            members["item"] = [Plan.Catalog(SmallPlan.Site).Members(0)[0]];
        return Coordinates.Of(members);
    }

    private double Value(bool signed) => Random.Next(6) switch
    {
        0 => double.NaN,
        1 => 0,
        2 when signed => -Random.Next(1, 100),
        _ => Random.Next(1, 1000),
    };
}
