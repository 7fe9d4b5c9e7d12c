using Concord.Planning.Scenarios;

namespace Concord.Planning.Supply;

/// <summary>What consensus demand would ask of a resource, nothing limited.</summary>
/// <param name="Load">By bucket, released work orders included [hours, pallets or units].</param>
/// <param name="Capacity">By bucket; null where it is not limited.</param>
public sealed record ResourceLoad(string Resource, SupplyResourceKind Kind, double[] Load, double?[] Capacity);

/// <summary>
/// The load and the stock that consensus demand causes, without a solver: for the demand review, before supply is planned. By items, through the preferred way of supply, back by lead times, net of stock.
/// </summary>
/// <param name="Buckets">Names of the buckets.</param>
/// <param name="Resources">The most loaded first: by the largest share of a bucket's capacity.</param>
/// <param name="StockValue">By bucket, at standard cost [reporting currency]; items without a cost are left out.</param>
/// <param name="Missing">By bucket, units that nothing can bring.</param>
public sealed record RoughLoad(IReadOnlyList<string> Buckets, IReadOnlyList<ResourceLoad> Resources, double[] StockValue, double[] Missing)
{
    public static RoughLoad Of(StageInput input)
    {
        var (model, map) = SupplyModelBuilder.Build(input, SupplyLevel.Item);
        var t = model.Buckets;
        var asked = new double[model.Demands.Count * t];
        for (var d = 0; d < model.Demands.Count; d++)
            model.Demands[d].Quantity.CopyTo(asked, d * t);
        var required = ResourceRequirements.Of(model, asked);
        var (value, missing) = (new double[t], new double[t]);
        for (var n = 0; n < model.Nodes.Count; n++)
        {
            var cost = map.Nodes[n].Series < 0 ? null : map.Rates.StandardCost(new(map.Nodes[n].Item), new(map.Nodes[n].Site));
            for (var b = 0; b < t; b++)
            {
                missing[b] += required.Missing[(n * t) + b];
                if (cost is not null && !double.IsNaN(cost[b]))
                    value[b] += Math.Max(0, required.Stock[(n * t) + b] + map.Nodes[n].Held[b]) * cost[b];
            }
        }

        var loads = new List<ResourceLoad>();
        for (var r = 0; r < model.Resources.Count; r++)
        {
            var load = new double[t];
            var capacity = new double?[t];
            for (var b = 0; b < t; b++)
            {
                load[b] = required.Load[(r * t) + b] + map.Resources[r].Firm[b];
                capacity[b] = double.IsFinite(map.Resources[r].Capacity[b]) ? map.Resources[r].Capacity[b] : null;
            }

            loads.Add(new ResourceLoad(model.Resources[r].Name, model.Resources[r].Kind, load, capacity));
        }

        return new RoughLoad(model.BucketLabels, [.. loads.OrderByDescending(Peak).ThenBy(l => l.Resource, StringComparer.Ordinal)], value, missing);

        static double Peak(ResourceLoad load) => Enumerable.Range(0, load.Load.Length).Max(b => load.Capacity[b] is > 0 and var capacity ? load.Load[b] / capacity : 0);
    }
}
