using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Supply;

/// <summary>The load of a resource as demand asks for it, nothing limited.</summary>
/// <param name="Asked">By bucket, what the part of the plan asks for [hours, pallets or units]: the load less the load without its demand.</param>
/// <param name="Before">Of all demand, as it was when the supply plan was computed.</param>
/// <param name="After">Of all demand as it is now.</param>
/// <param name="Capacity">Null where it is not limited.</param>
public sealed record SelectionResource(string Resource, SupplyResourceKind Kind, double[] Asked, double[] Before, double[] After, double?[] Capacity);

/// <summary>Stock of the items of a part of the plan, at all their locations, at the end of each bucket.</summary>
/// <param name="Unit">Planning unit, or the reporting currency at standard cost where the items have none in common.</param>
/// <param name="Before">As the supply plan has it; NaN where it has none.</param>
/// <param name="After">The same less what demand was raised by since, added up: what is left when supply is not planned again. Below zero is a shortage.</param>
/// <param name="Safety">Safety stock.</param>
public sealed record SelectionStock(string Unit, double[] Before, double[] After, double[] Safety);

/// <summary>What a part of the demand plan asks of resources and of stock, now and when the supply plan was computed, without a solver: see <see cref="RoughLoad"/>.</summary>
/// <param name="Buckets">Names of the buckets of the horizon.</param>
/// <param name="Resources">Those the part asks something of, or whose load has changed: the largest change first, then the largest share of capacity asked.</param>
/// <param name="Changed">Consensus of the part now less that when the supply plan was computed, by bucket, at net prices; in base units where nothing has a price.</param>
/// <param name="ChangedUnit">Its unit.</param>
/// <param name="Stock">Null as long as supply was not computed.</param>
public sealed record SelectionLoad(IReadOnlyList<string> Buckets, IReadOnlyList<SelectionResource> Resources, double[] Changed, string ChangedUnit, SelectionStock? Stock)
{
    /// <summary>Makes it.</summary>
    /// <param name="now">The plan as it is.</param>
    /// <param name="planned">The cube whose consensus the supply plan was computed from; null when it never was, then before and after are the same.</param>
    /// <param name="part">A part of demand.</param>
    /// <exception cref="ArgumentException">An attribute that demand does not have.</exception>
    public static SelectionLoad Of(StageInput now, PlanCube? planned, Coordinates part)
    {
        if (now.Structure.SeriesCount("consensus_demand") == 0)
            return new SelectionLoad([], [], [], "", null);
        var space = now.Structure.Of(MeasureRegistry.Measure("consensus_demand"));
        var chosen = new bool[space.Count];
        foreach (var series in space.Attributes.Select(part))
            chosen[series] = true;
        var (model, map) = SupplyModelBuilder.Build(now, SupplyLevel.Item);
        var t = model.Buckets;
        var (all, rest) = (new double[model.Demands.Count * t], new double[model.Demands.Count * t]);
        for (var d = 0; d < model.Demands.Count; d++)
        {
            model.Demands[d].Quantity.CopyTo(all, d * t);
            model.Demands[d].Quantity.CopyTo(rest, d * t);
            foreach (var member in map.Demands[d])
            {
                for (var b = 0; chosen[member.Series] && b < t; b++)
                    rest[(d * t) + b] = Math.Max(0, rest[(d * t) + b] - member.Quantity[b]);
            }
        }

        var (after, without) = (ResourceRequirements.Of(model, all), ResourceRequirements.Of(model, rest));
        var before = Loads(model.Resources.Select(r => r.Name), map, after);
        var isMoved = planned is not null && !ReferenceEquals(planned["consensus_demand"].Values, now.Cube["consensus_demand"].Values);
        if (isMoved)
        {
            var (then, thenMap) = SupplyModelBuilder.Build(now with { State = now.State with { Cube = now.Cube.With("consensus_demand", planned!["consensus_demand"]) } }, SupplyLevel.Item);
            var asked = new double[then.Demands.Count * t];
            for (var d = 0; d < then.Demands.Count; d++)
                then.Demands[d].Quantity.CopyTo(asked, d * t);
            before = Loads(then.Resources.Select(r => r.Name), thenMap, ResourceRequirements.Of(then, asked));
        }

        var resources = new List<SelectionResource>();
        for (var r = 0; r < model.Resources.Count; r++)
        {
            var (load, asked) = (new double[t], new double[t]);
            var capacity = new double?[t];
            for (var b = 0; b < t; b++)
            {
                load[b] = after.Load[(r * t) + b] + map.Resources[r].Firm[b];
                asked[b] = after.Load[(r * t) + b] - without.Load[(r * t) + b];
                capacity[b] = double.IsFinite(map.Resources[r].Capacity[b]) ? map.Resources[r].Capacity[b] : null;
            }

            var one = new SelectionResource(model.Resources[r].Name, model.Resources[r].Kind, asked, before.GetValueOrDefault(model.Resources[r].Name, load), load, capacity);
            if (Array.Exists(asked, a => Math.Abs(a) > 1e-6) || Change(one) > 1e-9)
                resources.Add(one);
        }

        var (changed, unit) = Moved(now, planned, space, chosen, map.First, t);
        return new SelectionLoad(
            model.BucketLabels, [.. resources.OrderByDescending(r => Math.Round(Change(r), 6)).ThenByDescending(Peak).ThenBy(r => r.Resource, StringComparer.Ordinal)], changed, unit,
            StockOf(now, planned, space, chosen, map, t));
    }

    /// <summary>Largest share of a bucket's capacity by which the load changed.</summary>
    private static double Change(SelectionResource r) => Largest(r, b => Math.Abs(r.After[b] - r.Before[b]));

    /// <summary>Largest share of a bucket's capacity that the part asks for.</summary>
    private static double Peak(SelectionResource r) => Largest(r, b => r.Asked[b]);

    private static double Largest(SelectionResource r, Func<int, double> of)
    {
        var largest = 0d;
        for (var b = 0; b < r.Asked.Length; b++)
        {
            if (r.Capacity[b] is > 0 and var capacity)
                largest = Math.Max(largest, of(b) / capacity);
        }

        return largest;
    }

    private static Dictionary<string, double[]> Loads(IEnumerable<string> names, SupplyModelMap map, ResourceRequirements required)
    {
        var loads = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var (r, name) in names.Index())
        {
            var firm = map.Resources[r].Firm;
            var load = new double[firm.Length];
            for (var b = 0; b < load.Length; b++)
                load[b] = required.Load[(r * load.Length) + b] + firm[b];
            loads[name] = load;
        }

        return loads;
    }

    private static (double[] Changed, string Unit) Moved(StageInput now, PlanCube? planned, SeriesSpace space, bool[] chosen, int first, int t)
    {
        var isPriced = Array.Exists(space.Units.Prices(first), p => p > 0);
        var changed = new double[t];
        for (var b = 0; b < t && planned is not null; b++)
        {
            var prices = isPriced ? space.Units.Prices(first + b) : null;
            var (consensus, then) = (now.Cube.Values("consensus_demand"), planned.Values("consensus_demand"));
            for (var s = 0; s < space.Count; s++)
            {
                var worth = (Zero(consensus[s, first + b]) - Zero(then[s, first + b])) * (prices is null ? 1 : prices[s]);
                if (chosen[s] && !double.IsNaN(worth))
                    changed[b] += worth;
            }
        }

        return (changed, isPriced ? space.Units.Currency : "base units");
    }

    private static SelectionStock? StockOf(StageInput now, PlanCube? planned, SeriesSpace space, bool[] chosen, SupplyModelMap map, int t)
    {
        if (planned is null || now.Structure.SeriesCount("stock") == 0)
            return null;
        var site = now.Structure.Of(MeasureRegistry.Measure("stock"));
        var items = new HashSet<string>(StringComparer.Ordinal);
        var catalog = space.Attributes.Catalog;
        for (var s = 0; s < space.Count; s++)
        {
            if (chosen[s])
                items.Add(catalog.Members(0)[catalog.Codes(0)[s]]);
        }

        var sites = Enumerable.Range(0, site.Count).Where(s => items.Contains(site.Attributes.Catalog.Coordinate(s)[0])).ToArray();
        var (unit, noTotal) = UnitFactors.Common(site, MeasureRegistry.Measure("stock"), ValueUnit.PlanningUnits, sites);
        var inUnits = noTotal is null && unit is not null;
        var (before, after, safety) = (new double[t], new double[t], new double[t]);
        Array.Fill(before, double.NaN);
        Array.Fill(safety, double.NaN);
        var (stock, wanted) = (now.Cube.Values("stock"), now.Cube.Values("safety_stock"));
        var costOf = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var s in sites)
        {
            var keys = site.Attributes.Catalog.Coordinate(s);
            var cost = inUnits ? null : map.Rates.StandardCost(new(keys[0]), new(keys[1]));
            if (cost is not null && !costOf.ContainsKey(keys[0]))
                costOf[keys[0]] = cost;
            for (var b = 0; b < t; b++)
            {
                var worth = cost is null ? site.Units.PlanningFactors[s] : cost[b];
                before[b] = Add(before[b], stock[s, map.First + b] * worth);
                safety[b] = Add(safety[b], wanted[s, map.First + b] * worth);
            }
        }

        var (consensus, then) = (now.Cube.Values("consensus_demand"), planned.Values("consensus_demand"));
        var gone = new double[t];
        for (var s = 0; s < space.Count; s++)
        {
            var item = catalog.Members(0)[catalog.Codes(0)[s]];
            if (!items.Contains(item))
                continue;
            for (var b = 0; b < t; b++)
            {
                var worth = inUnits ? space.Units.PlanningFactors[s] : costOf.TryGetValue(item, out var cost) ? cost[b] : double.NaN;
                gone[b] += Zero((Zero(consensus[s, map.First + b]) - Zero(then[s, map.First + b])) * worth);
            }
        }

        var sum = 0d;
        for (var b = 0; b < t; b++)
            after[b] = before[b] - (sum += gone[b]);
        return Array.Exists(before, v => !double.IsNaN(v)) ? new SelectionStock(inUnits ? unit! : site.Units.Currency, before, after, safety) : null;
    }

    private static double Add(double sum, double value) => double.IsNaN(value) ? sum : double.IsNaN(sum) ? value : sum + value;

    private static double Zero(double value) => double.IsNaN(value) ? 0 : value;
}
