using Concord.Planning.Supply;

namespace Concord.Tests.Supply;

/// <summary>Small supply models made from a seed, with everything a model may have: bills, yields, lead times, alternates, moves both ways, limits, perishables, debts, fixed quantities.</summary>
internal static class SupplyPlanCases
{
    public static SupplyModel Random(int seed, bool fixedToo = true)
    {
        var random = new Random(seed);
        var buckets = random.Next(1, 7);
        var families = random.Next(1, 4);
        var nodes = new List<SupplyNode>();
        var activities = new List<SupplyActivity>();
        var resources = new List<SupplyResource>();
        var demands = new List<SupplyDemand>();

        double[] Series(Func<double> value) => [.. Enumerable.Range(0, buckets).Select(_ => value())];
        double Round(double most) => Math.Round(random.NextDouble() * most, 1);
        bool OneIn(int n) => random.Next(n) == 0;
        double[] Fix() => Series(() => fixedToo && OneIn(6) ? Round(20) : double.NaN);

        int Resource(SupplyResourceKind kind, double capacity)
        {
            // Stock that costs nothing where it lies: only ties then tell the program's objective from the reported one.
            var cost = Round(5) * (kind == SupplyResourceKind.Storage ? 0 : 1);
            resources.Add(new SupplyResource(
                kind, $"{kind} {resources.Count}", Series(() => OneIn(8) ? double.PositiveInfinity : Round(capacity)), Series(() => OneIn(2) ? 0 : Round(capacity / 4)), Series(() => cost),
                Series(() => cost + Round(5))));
            return resources.Count - 1;
        }

        int Node(string item, string site, int storage = -1)
        {
            var life = OneIn(5) ? random.Next(1, 4) : 0;
            var holding = life > 0 || OneIn(3) ? 0 : Round(2);
            nodes.Add(new SupplyNode(
                item, site, OneIn(6) ? -Round(10) : Round(30), Series(() => OneIn(3) ? Round(20) : 0), Series(() => OneIn(3) ? Round(15) : 0), OneIn(3) ? Round(20) : 0, Series(() => holding),
                life, life > 0 && OneIn(2) ? Round(3) : double.NaN, storage, storage >= 0 ? 0.5 + random.NextDouble() : 0));
            return nodes.Count - 1;
        }

        void Activity(ActivityKind kind, string label, int node, double cost, PerUnit[] inputs, PerUnit[] uses) =>
            activities.Add(new SupplyActivity(
                kind, label, node, inputs, uses, OneIn(3) ? 0.5 + (random.NextDouble() / 2) : 1, random.Next(3), OneIn(3) ? random.NextDouble() * 0.9 : 0, Series(() => cost + Round(1)), Fix(), "the frozen zone",
                Series(() => OneIn(4) ? Round(40) : double.PositiveInfinity)));

        for (var f = 0; f < families; f++)
        {
            var machine = Resource(SupplyResourceKind.Machine, 80);
            var supplier = Resource(SupplyResourceKind.Supplier, 150);
            var storage = OneIn(3) ? Resource(SupplyResourceKind.Storage, 60) : -1;
            var part = Node($"part {f}", "P");
            var good = Node($"good {f}", "P", storage);
            var shop = Node($"good {f}", "W", storage);
            if (!OneIn(8))
                Activity(ActivityKind.Buy, $"supplier of {f}", part, 2, [], [new(supplier, 1)]);
            Activity(ActivityKind.Make, $"routing of {f}", good, 5, [new(part, 1 + random.Next(3))], [new(machine, 0.5 + random.NextDouble())]);
            if (OneIn(2))
                Activity(ActivityKind.Make, $"alternate of {f}", good, 8, [new(part, 1)], [new(random.Next(resources.Count), 0.3)]);
            Activity(ActivityKind.Move, $"lane of {f}", shop, 1, [new(good, 1)], []);
            if (OneIn(3))
                Activity(ActivityKind.Move, $"return of {f}", good, 1, [new(shop, 1)], []);
            for (var d = random.Next(1, 4); d > 0; d--)
            {
                demands.Add(new SupplyDemand(
                    OneIn(3) ? good : shop, random.Next(1, 10), Series(() => OneIn(4) ? 0 : Round(60)), OneIn(4) ? Round(10) : 0, OneIn(2) ? int.MaxValue : random.Next(0, 4), Series(() => 10 + Round(40))));
            }
        }

        return new SupplyModel
        {
            BucketLabels = [.. Enumerable.Range(1, buckets).Select(t => $"2025-{t:00}")], Nodes = nodes, Activities = activities, Resources = resources, Demands = demands,
            Penalties = SupplyPenaltyRule.From(nodes, activities, resources, demands),
        };
    }

    /// <summary>Many like units over a longer horizon, to measure and to cancel: products with a part, at sites, on shared lines with overtime, from limited suppliers, over lanes.</summary>
    public static SupplyModel Large(int products, int sites, int buckets, int seed)
    {
        var random = new Random(seed);
        var nodes = new List<SupplyNode>();
        var activities = new List<SupplyActivity>();
        var resources = new List<SupplyResource>();
        var demands = new List<SupplyDemand>();
        double[] All(double value) => [.. Enumerable.Repeat(value, buckets)];
        int Resource(SupplyResourceKind kind, string name, double capacity, double overtime, double cost)
        {
            resources.Add(new SupplyResource(kind, name, All(capacity), All(overtime), All(cost), All(cost * 1.5)));
            return resources.Count - 1;
        }

        var lines = Enumerable.Range(0, Math.Max(1, products / 25)).Select(l => Resource(SupplyResourceKind.Machine, $"line {l}", 25 * 100 * sites * 0.52, 25 * 10 * sites, 30)).ToArray();
        var labour = Resource(SupplyResourceKind.Labour, "labour", products * 100.0 * sites * 0.56, products * 8.0 * sites, 20);
        var suppliers = Enumerable.Range(0, Math.Max(1, products / 20)).Select(s => Resource(SupplyResourceKind.Supplier, $"supplier {s}", 20 * 230.0 * sites, 0, 0)).ToArray();
        var stores = Enumerable.Range(0, sites).Select(s => Resource(SupplyResourceKind.Storage, $"store {s}", products * 40.0, 0, 0)).ToArray();
        var lanes = Enumerable.Range(1, sites - 1).Select(s => Resource(SupplyResourceKind.Lane, $"lane {s}", products * 130.0, 0, 0)).ToArray();
        for (var p = 0; p < products; p++)
        {
            var price = 20 + (random.NextDouble() * 400);
            var part = nodes.Count;
            nodes.Add(new SupplyNode($"part {p}", "S0", 250 * sites, All(0), All(40), 0, All(price * 0.002)));
            activities.Add(new SupplyActivity(ActivityKind.Buy, $"buy {p}", part, [], [new(suppliers[p % suppliers.Length], 1)], 1, 1, 0.3, All(price * 0.2), All(double.NaN), null, All(double.PositiveInfinity)));
            for (var s = 0; s < sites; s++)
            {
                var node = nodes.Count;
                var life = random.Next(10) == 0 ? 6 : 0;
                nodes.Add(new SupplyNode($"product {p}", $"S{s}", 60, All(0), All(30), 60, All(price * 0.008), life, life > 0 ? 1 : double.NaN, stores[s], 0.5));
                if (s == 0)
                {
                    activities.Add(new SupplyActivity(
                        ActivityKind.Make, $"make {p}", node, [new(part, 2)], [new(lines[p % lines.Length], 0.4 + (random.NextDouble() * 0.2)), new(labour, 0.5)], 0.97, 0, 0.25, All(price * 0.1), All(double.NaN), null,
                        All(double.PositiveInfinity)));
                    activities.Add(new SupplyActivity(
                        ActivityKind.Make, $"make {p} elsewhere", node, [new(part, 2)], [new(lines[(p + 1) % lines.Length], 0.7), new(labour, 0.6)], 0.95, 0, 0.25, All(price * 0.12), All(double.NaN), null,
                        All(double.PositiveInfinity)));
                }
                else
                {
                    activities.Add(new SupplyActivity(
                        ActivityKind.Move, $"move {p} to {s}", node, [new(nodes.Count - 1 - s, 1)], [new(lanes[s - 1], 1)], 1, 0, 0.2, All(price * 0.02), All(double.NaN), null, All(double.PositiveInfinity)));
                }

                for (var priority = 1; priority <= 3; priority++)
                {
                    var level = 20 + (random.NextDouble() * 26);
                    demands.Add(new SupplyDemand(
                        node, priority, [.. Enumerable.Range(0, buckets).Select(t => level * (1 + (0.35 * Math.Sin(t * Math.PI / 6))) * (0.8 + (random.NextDouble() * 0.4)))], 0, priority == 3 ? 3 : int.MaxValue, All(price)));
                }
            }
        }

        return new SupplyModel
        {
            BucketLabels = [.. Enumerable.Range(1, buckets).Select(t => $"month {t}")], Nodes = nodes, Activities = activities, Resources = resources, Demands = demands,
            Penalties = SupplyPenaltyRule.From(nodes, activities, resources, demands),
        };
    }
}
