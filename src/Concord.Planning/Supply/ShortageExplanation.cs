namespace Concord.Planning.Supply;

/// <summary>
/// Says why demand is late or lost. Walks upstream from the node that is short: of all ways to have had one more unit in time it takes the one that the prices of the plan show as nearest to being used, looks at what
/// makes up most of its price, and goes on from there until it meets a root cause: a full resource, a limit of a supplier or a lane, a lead time, the frozen zone, a missing source, or plain cost.
/// The prices are the duals of the linear program, so a cause is named where relief would help, and only there.
/// </summary>
public static class ShortageExplanation
{
    private const double Least = 1e-4;

    /// <summary>By due bucket, then by size. Opening backorders that wait count as due in the first bucket.</summary>
    public static IReadOnlyList<Shortage> Of(SupplyModel model, SupplyPlan plan, SupplyPrices prices)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(prices);
        var walk = new Walk(model, plan, prices);
        var shortages = new List<Shortage>();
        for (var d = 0; d < model.Demands.Count; d++)
        {
            foreach (var (bucket, due, late, lost) in Missed(model.Demands[d], d, plan, model.Buckets))
            {
                var node = model.Demands[d].Node;
                var root = walk.Why(node, bucket, []);
                var fate = lost >= late - Least ? "lost" : lost > Least ? FormattableString.Invariant($"late ({lost:0.##} of them lost)") : "late";
                shortages.Add(new Shortage(
                    d, bucket, late, lost, root.Cause, root.Name, root.At, root.Relief,
                    FormattableString.Invariant($"{late:0.##} of {due:0.##} of {model.Nodes[node]} due {model.BucketLabels[bucket]} are {fate}: {root.Reason}.")));
            }
        }

        return [.. shortages.OrderBy(s => s.Bucket).ThenByDescending(s => s.Quantity).ThenBy(s => s.Demand)];
    }

    // Serves and gives up the oldest first, as the lateness limit does.
    private static IEnumerable<(int Bucket, double Due, double Late, double Lost)> Missed(SupplyDemand demand, int d, SupplyPlan plan, int buckets)
    {
        var (waiting, due, late, lost) = (new double[buckets], new double[buckets], new double[buckets], new double[buckets]);
        for (var t = 0; t < buckets; t++)
        {
            waiting[t] = due[t] = demand.Quantity[t] + (t == 0 ? demand.OpeningBackorders : 0);
            var (serve, drop) = (plan.Delivered[(d * buckets) + t], plan.Lost[(d * buckets) + t]);
            for (var s = 0; s <= t; s++)
            {
                var served = Math.Min(waiting[s], serve);
                var dropped = Math.Min(waiting[s] - served, drop);
                serve -= served;
                drop -= dropped;
                waiting[s] -= served + dropped;
                lost[s] += dropped;
            }

            late[t] = waiting[t] + lost[t];
        }

        for (var t = 0; t < buckets; t++)
        {
            if (late[t] > Least)
                yield return (t, due[t], late[t], lost[t]);
        }
    }

    private readonly record struct Root(ShortageCause Cause, string Name, int At, double Relief, string Reason);

    private readonly record struct Way(int Activity, int Start, double Gap, double Storage);

    private sealed class Walk
    {
        private readonly SupplyModel _model;
        private readonly SupplyPlan _plan;
        private readonly SupplyPrices _prices;
        private readonly int _buckets;
        private readonly double[] _load;
        private readonly ILookup<int, int> _into;

        public Walk(SupplyModel model, SupplyPlan plan, SupplyPrices prices)
        {
            (_model, _plan, _prices, _buckets) = (model, plan, prices, model.Buckets);
            _into = Enumerable.Range(0, model.Activities.Count).ToLookup(a => model.Activities[a].Node);
            _load = new double[model.Resources.Count * _buckets];
            for (var a = 0; a < model.Activities.Count; a++)
            {
                foreach (var use in model.Activities[a].Uses)
                {
                    for (var t = 0; t < _buckets; t++)
                        _load[(use.Index * _buckets) + t] += use.Quantity * plan.Start[(a * _buckets) + t];
                }
            }

            for (var n = 0; n < model.Nodes.Count; n++)
            {
                for (var t = 0; model.Nodes[n].Storage >= 0 && t < _buckets; t++)
                    _load[(model.Nodes[n].Storage * _buckets) + t] += model.Nodes[n].StorageUse * Math.Max(0, plan.Stock[(n * _buckets) + t]);
            }
        }

        /// <summary>What kept one more unit from being at the node in the bucket.</summary>
        public Root Why(int n, int t, HashSet<int> path)
        {
            var node = _model.Nodes[n];
            if (!path.Add(n))
                return new(ShortageCause.Material, node.ToString(), t, double.NaN, $"{node} is short in {_model.BucketLabels[t]}");
            if (!_into[n].Any())
            {
                return path.Count == 1
                    ? new(ShortageCause.NoSource, node.ToString(), t, double.NaN, $"nothing makes, buys or moves {node}: no source is in the master data")
                    : new(ShortageCause.Material, node.ToString(), t, double.NaN, $"material {node} is used up in {_model.BucketLabels[t]} and nothing makes, buys or moves it");
            }

            var ways = Ways(n, t);
            if (ways.Count == 0)
                return NoWay(n, t);

            // The nearest to being used; of equal ones the latest, of these the one listed first.
            var nearest = ways.Min(w => w.Gap);
            var best = ways.Where(w => w.Gap <= nearest + (1e-6 * (1 + Math.Abs(Price(n, t))))).OrderByDescending(w => w.Start + _model.Activities[w.Activity].Lead).ThenBy(w => w.Activity).First();
            return Dominant(n, best, path);
        }

        private double Price(int n, int t) => _prices.Node[(n * _buckets) + t];

        // All ways to start something that is there in time, from the bucket backwards, with what it would cost at the plan's prices more than a unit is worth.
        private List<Way> Ways(int n, int t)
        {
            var node = _model.Nodes[n];
            var ways = new List<Way>();
            double carry = 0, storage = 0;
            for (var u = t; u >= 0; u--)
            {
                if (u < t)
                {
                    carry += node.HoldingCost[u];
                    if (node.Storage >= 0)
                    {
                        storage += node.StorageUse * _prices.Resource[(node.Storage * _buckets) + u];
                        carry += node.StorageUse * _model.Resources[node.Storage].Cost[u];
                    }
                }

                foreach (var a in _into[n])
                {
                    var activity = _model.Activities[a];
                    var start = u - activity.Lead;
                    if (start >= 0 && double.IsNaN(activity.Fixed[start]) && activity.Most[start] > 0)
                        ways.Add(new Way(a, start, (Expense(activity, start) / activity.Yield) + carry + storage - Price(n, t), storage));
                }
            }

            return ways;
        }

        private double Expense(SupplyActivity activity, int t)
        {
            var sum = activity.Cost[t];
            foreach (var use in activity.Uses)
                sum += use.Quantity * (_model.Resources[use.Index].Cost[t] + _prices.Resource[(use.Index * _buckets) + t]);
            foreach (var input in activity.Inputs)
                sum += input.Quantity * Price(input.Index, t);
            return sum;
        }

        private Root NoWay(int n, int t)
        {
            var node = _model.Nodes[n];
            var into = _into[n].ToArray();
            foreach (var a in into)
            {
                var activity = _model.Activities[a];
                for (var s = t - activity.Lead; s >= 0; s--)
                {
                    if (!double.IsNaN(activity.Fixed[s]))
                    {
                        var by = activity.FixedBy ?? "the frozen zone";
                        return new(ShortageCause.FrozenZone, by, s, double.NaN, Invariant($"{activity.Label} is fixed at {activity.Fixed[s]:0.##} in {_model.BucketLabels[s]} ({by})"));
                    }
                }
            }

            foreach (var a in into)
            {
                if (t - _model.Activities[a].Lead >= 0)
                    return Limit(a, t - _model.Activities[a].Lead, double.NaN);
            }

            var soonest = into.MinBy(a => _model.Activities[a].Lead);
            var lead = _model.Activities[soonest].Lead;
            var arrives = lead < _buckets ? $"arrives in {_model.BucketLabels[lead]} at the earliest" : "arrives after the horizon";
            return new(ShortageCause.LeadTime, node.ToString(), t, double.NaN, $"{node} from {_model.Activities[soonest].Label}, started in {_model.BucketLabels[0]}, {arrives}");
        }

        // The largest part of the price of a way is what holds it up.
        private Root Dominant(int n, Way way, HashSet<int> path)
        {
            var activity = _model.Activities[way.Activity];
            var t = way.Start;
            var most = activity.Most[t];
            if (_plan.Start[(way.Activity * _buckets) + t] >= most - Least && way.Gap < 0)
                return Limit(way.Activity, t, -way.Gap * activity.Yield);

            var (largest, resource, input) = (activity.Cost[t], -1, -1);
            foreach (var use in activity.Uses)
                largest += use.Quantity * _model.Resources[use.Index].Cost[t];
            if (way.Storage * activity.Yield > largest)
                (largest, resource) = (way.Storage * activity.Yield, _model.Nodes[n].Storage);
            var usesPrice = 0.0;
            foreach (var use in activity.Uses)
            {
                usesPrice = use.Quantity * _prices.Resource[(use.Index * _buckets) + t];
                if (usesPrice > largest)
                    (largest, resource) = (usesPrice, use.Index);
            }

            foreach (var part in activity.Inputs)
            {
                if (part.Quantity * Price(part.Index, t) > largest)
                    (largest, input) = (part.Quantity * Price(part.Index, t), part.Index);
            }

            if (input >= 0)
            {
                var root = Why(input, t, path);
                var material = activity.Kind == ActivityKind.Move || root.Name == _model.Nodes[input].ToString() ? "" : $"{_model.Nodes[input]} is short, since ";
                return root with { Reason = root.Reason.StartsWith(material, StringComparison.Ordinal) ? root.Reason : material + root.Reason };
            }

            if (resource >= 0)
                return Full(resource, resource == _model.Nodes[n].Storage ? FullStorage(resource, t) : t);
            return new(
                ShortageCause.Cost, activity.Label, t, double.NaN,
                Invariant($"{activity.Label} could bring it for {Expense(activity, t) / activity.Yield:0.##} a unit, which is more than being late counts"));
        }

        private int FullStorage(int r, int from)
        {
            var at = from;
            for (var t = from; t < _buckets; t++)
            {
                if (_prices.Resource[(r * _buckets) + t] > _prices.Resource[(r * _buckets) + at])
                    at = t;
            }

            return at;
        }

        private Root Full(int r, int t)
        {
            var resource = _model.Resources[r];
            var (kind, cause, unit) = resource.Kind switch
            {
                SupplyResourceKind.Machine => ("work centre ", ShortageCause.Resource, " h"),
                SupplyResourceKind.Labour => ("labour ", ShortageCause.Resource, " h"),
                SupplyResourceKind.Supplier => ("supplier ", ShortageCause.Supplier, ""),
                SupplyResourceKind.Storage => ("storage ", ShortageCause.Storage, ""),
                SupplyResourceKind.Lane => ("lane ", ShortageCause.Transport, ""),
                SupplyResourceKind.Receiving => ("receiving at ", ShortageCause.Transport, ""),
                _ => ("shipping from ", ShortageCause.Transport, ""),
            };
            var at = (r * _buckets) + t;
            var regular = Math.Min(_load[at], resource.Capacity[t]);
            var overtime = resource.Overtime[t] > 0 ? Invariant($", overtime {_plan.Overtime[at]:0.##} of {resource.Overtime[t]:0.##}{unit}") : "";
            return new(
                cause, resource.Name, t, _prices.Resource[at],
                Invariant($"{kind}{resource.Name} is full in {_model.BucketLabels[t]} ({regular:0.##} of {resource.Capacity[t]:0.##}{unit}{overtime})"));
        }

        private Root Limit(int a, int t, double relief)
        {
            var activity = _model.Activities[a];
            var (cause, kind) = activity.Kind switch
            {
                ActivityKind.Buy => (ShortageCause.Supplier, "supplier "),
                ActivityKind.Move => (ShortageCause.Transport, "lane "),
                _ => (ShortageCause.Resource, ""),
            };
            return new(cause, activity.Label, t, relief, Invariant($"{kind}{activity.Label} brings at most {activity.Most[t]:0.##} in {_model.BucketLabels[t]}"));
        }

        private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
    }
}
