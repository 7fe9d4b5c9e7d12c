using Concord.Numerics.Cells;
using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Supply;

/// <summary>Tells a plan by items in the measures of the plan, by their descriptions.</summary>
internal sealed class SupplyMeasuresWriter(StageInput input, SupplyModel model, SupplyModelMap map, SupplyPlan plan)
{
    private readonly int _buckets = model.Buckets;
    private readonly Dictionary<string, SeriesMatrix> _values = new(StringComparer.Ordinal);

    /// <summary>The measures the stage writes.</summary>
    public static IReadOnlyList<string> Measures { get; } =
    [
        "production", "purchase", "transport", "dependent_demand", "stock", "scrap", "disposal", "load", "overtime", "available_capacity", "overtime_limit", "storage_load", "supplier_load", "constrained_demand", "backorders", "lost_demand",
    ];

    public IReadOnlyDictionary<string, Layer> Write()
    {
        if (_buckets > 0)
        {
            WriteActivities();
            WriteFirm();
            WriteNodes();
            WriteResources();
            WriteSuppliers();
            for (var d = 0; d < model.Demands.Count; d++)
                WriteDemand(d);
        }

        return Measures.ToDictionary(m => m, m => _values.TryGetValue(m, out var values) ? values.ToLayer(input.Cube[m].Written) : Layer.Empty, StringComparer.Ordinal);
    }

    private void WriteActivities()
    {
        for (var a = 0; a < model.Activities.Count; a++)
        {
            var (activity, place) = (model.Activities[a], map.Activities[a]);
            if (place.Series < 0)
                continue;
            var measure = activity.Kind switch { ActivityKind.Make => "production", ActivityKind.Buy => "purchase", _ => "transport" };
            for (var t = 0; t < _buckets; t++)
            {
                var start = plan.Start[(a * _buckets) + t];
                Add(measure, place.Series, t, 0);
                if (activity.Kind == ActivityKind.Move)
                {
                    Add(measure, place.Series, t, start);
                    continue;
                }

                var good = start * activity.Yield;
                var late = t + activity.Lead == _buckets - 1 ? 0 : activity.LateShare;
                Add(measure, place.Series, t + activity.Lead, good * (1 - late));
                Add(measure, place.Series, t + activity.Lead + 1, good * late);
                if (activity.Kind != ActivityKind.Make)
                    continue;
                Add("scrap", place.Series, t, start * (1 - activity.Yield));
                foreach (var taken in activity.Inputs)
                {
                    if (map.Nodes[taken.Index].Series is var component and >= 0)
                        Add("dependent_demand", component, t, start * taken.Quantity);
                }
            }
        }
    }

    private void WriteFirm()
    {
        foreach (var firm in map.FirmPurchases)
            Add("purchase", firm.Series, firm.Bucket, firm.Quantity);
        foreach (var node in map.Nodes)
        {
            for (var t = 0; t < _buckets && node.Series >= 0; t++)
            {
                if (node.FirmMade[t] > 0)
                    Add("production", node.Series, t, node.FirmMade[t]);
            }
        }
    }

    private void WriteNodes()
    {
        input.Structure.Spaces.TryGetValue(Grain.Location, out var locations);
        for (var n = 0; n < map.Nodes.Count; n++)
        {
            var place = map.Nodes[n];
            if (place.Series < 0)
                continue;
            var pallets = map.Rates.PalletsPerUnit(new(place.Item));
            var location = locations?.Attributes.Catalog.Find([place.Site]) ?? -1;
            for (var t = 0; t < _buckets; t++)
            {
                var stock = plan.Stock[(n * _buckets) + t] + place.Held[t];
                Add("stock", place.Series, t, stock);
                Add("disposal", place.Series, t, plan.Disposal[(n * _buckets) + t]);
                if (location >= 0 && !double.IsNaN(pallets))
                    Add("storage_load", location, t, Math.Max(0, stock) * pallets);
            }
        }
    }

    /// <summary>Load and overtime, what released work orders take included; an overload is load beyond capacity and overtime.</summary>
    private void WriteResources()
    {
        for (var r = 0; r < model.Resources.Count; r++)
        {
            var place = map.Resources[r];
            if (place.Series < 0 || model.Resources[r].Kind is not (SupplyResourceKind.Machine or SupplyResourceKind.Labour))
                continue;
            for (var t = 0; t < _buckets; t++)
            {
                Add("load", place.Series, t, place.Firm[t]);
                Add("overtime", place.Series, t, plan.Overtime[(r * _buckets) + t] + place.FirmOvertime[t]);
                if (!double.IsFinite(place.Capacity[t]))
                    continue;
                Add("available_capacity", place.Series, t, place.Capacity[t]);
                Add("overtime_limit", place.Series, t, model.Resources[r].Overtime[t] + place.FirmOvertime[t]);
            }
        }

        for (var a = 0; a < model.Activities.Count; a++)
        {
            foreach (var use in model.Activities[a].Uses)
            {
                if (map.Resources[use.Index].Series is not (var series and >= 0) || model.Resources[use.Index].Kind is not (SupplyResourceKind.Machine or SupplyResourceKind.Labour))
                    continue;
                for (var t = 0; t < _buckets; t++)
                    Add("load", series, t, use.Quantity * plan.Start[(a * _buckets) + t]);
            }
        }
    }

    private void WriteSuppliers()
    {
        if (!_values.TryGetValue("purchase", out var purchase) || !input.Structure.Spaces.TryGetValue(Grain.Item | Grain.Supplier, out var space))
            return;
        var catalog = input.Structure.Of(MeasureRegistry.Measure("purchase")).Attributes.Catalog;
        var index = new SeriesIndex(space.Attributes.Catalog);
        for (var series = 0; series < purchase.Series; series++)
        {
            if (double.IsNaN(purchase.Row(series)[0]))
                continue;
            var keys = catalog.Coordinate(series);
            if (index.TryFind(keys[0], (keys[2], "", "")) is not (var to and >= 0))
                continue;
            for (var t = 0; t < _buckets; t++)
                Add("supplier_load", to, t, purchase.Row(series)[t]);
        }
    }

    /// <summary>Splits what a class of customers gets to its series, by what each of them waits for; the oldest unit is served first and given up first.</summary>
    private void WriteDemand(int d)
    {
        var members = map.Demands[d];
        var waiting = members.Select(m => new double[_buckets + 1]).ToArray();
        var (open, parts) = (new double[members.Count], new double[members.Count]);
        for (var t = 0; t < _buckets; t++)
        {
            for (var m = 0; m < members.Count; m++)
            {
                if (t == 0)
                    waiting[m][0] = members[m].PastDue;
                waiting[m][t + 1] = members[m].Quantity[t];
                Add("lost_demand", members[m].Series, t, 0);
                Add("constrained_demand", members[m].Series, t, 0);
            }

            Give(plan.Delivered[(d * _buckets) + t], (m, _, part) => Add("constrained_demand", members[m].Series, t, part));
            Give(plan.Lost[(d * _buckets) + t], (m, due, part) => Add("lost_demand", members[m].Series, Math.Max(0, due), part));
            for (var m = 0; m < members.Count; m++)
                Add("backorders", members[m].Series, t, Dusted(waiting[m].Sum()));
        }

        void Give(double quantity, Action<int, int, double> told)
        {
            for (var m = 0; m < open.Length; m++)
                open[m] = waiting[m].Sum();
            if (!(quantity > 0) || !Shares.Cut(quantity, open, [], false, parts))
                return;
            for (var m = 0; m < parts.Length; m++)
            {
                var left = parts[m];
                for (var due = 0; due <= _buckets && left > 0; due++)
                {
                    var part = Math.Min(waiting[m][due], left);
                    if (part == 0)
                        continue;
                    waiting[m][due] -= part;
                    left -= part;
                    told(m, due - 1, part);
                }
            }
        }
    }

    /// <summary>What adding and taking away leaves of a zero is zero.</summary>
    private static double Dusted(double value) => value < 1e-7 ? 0 : value;

    private void Add(string measure, int series, int bucket, double value)
    {
        if (bucket >= _buckets)
            return;
        if (!_values.TryGetValue(measure, out var values))
            _values.Add(measure, values = new SeriesMatrix(input.Structure.SeriesCount(measure), map.First, _buckets));
        ref var cell = ref values.Values[(series * _buckets) + bucket];
        cell = double.IsNaN(cell) ? value : cell + value;
    }
}
