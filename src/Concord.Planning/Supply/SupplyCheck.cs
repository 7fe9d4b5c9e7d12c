namespace Concord.Planning.Supply;

/// <summary>Something a plan breaks.</summary>
/// <param name="Family">What is broken: sign, limit, fixed, balance, safety, demand, lateness, capacity, life.</param>
/// <param name="Member">The node, activity, resource or demand, for people.</param>
/// <param name="Bucket">Index of the bucket.</param>
/// <param name="Value">What the plan has.</param>
/// <param name="Wanted">What it should have, or its limit.</param>
public sealed record SupplyBreach(string Family, string Member, int Bucket, double Value, double Wanted, string Message);

/// <summary>Penalties of a plan by kind, over the horizon [currency].</summary>
public sealed record SupplyPenaltyTerms(double Late, double Lost, double SafetyStock, double EndStock, double Debt, double Overload, double Unkept)
{
    public double Total => Late + Lost + SafetyStock + EndStock + Debt + Overload + Unkept;
}

/// <summary>What checking a plan found.</summary>
/// <param name="Breaches">Empty when the plan keeps all its model asks.</param>
/// <param name="Cost">Recomputed from quantities and rates.</param>
/// <param name="Penalties">Recomputed, apart from the cost.</param>
/// <param name="Load">By resource: use by what is started and stored, index <c>resource * Buckets + bucket</c>.</param>
public sealed record SupplyCheckResult(IReadOnlyList<SupplyBreach> Breaches, SupplyCost Cost, SupplyPenaltyTerms Penalties, double[] Load)
{
    public bool Passed => Breaches.Count == 0;
}

/// <summary>
/// Judges a plan by its model alone, whoever made it: follows every unit through stock, age and waiting demand, and adds up what it costs. Shares no code with what makes plans. Numbers may be off by
/// <see cref="Tolerance"/> of a unit plus <see cref="RelativeTolerance"/> of what goes through the equation: what a solver's arithmetic leaves.
/// </summary>
public static class SupplyCheck
{
    public const double Tolerance = 2e-5, RelativeTolerance = 1e-8;

    /// <exception cref="ArgumentException">The plan is not one of this model: its arrays have other lengths.</exception>
    public static SupplyCheckResult Check(SupplyModel model, SupplyPlan plan)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(plan);
        var check = new Checking(model, plan);
        return check.Result();
    }

    private sealed class Checking(SupplyModel model, SupplyPlan plan)
    {
        private readonly int _buckets = model.Buckets;
        private readonly List<SupplyBreach> _breaches = [];
        private readonly double[] _load = new double[model.Resources.Count * model.Buckets];
        private readonly double[][] _arrived = Table(model.Nodes.Count, model.Buckets), _taken = Table(model.Nodes.Count, model.Buckets);
        private double _late, _lost, _safety, _end, _debt, _overload, _unkept;

        private static double[][] Table(int members, int buckets) => [.. Enumerable.Range(0, members).Select(_ => new double[buckets])];

        public SupplyCheckResult Result()
        {
            var t = _buckets;
            foreach (var (values, count, name) in new[]
                     {
                         (plan.Start, model.Activities.Count, nameof(plan.Start)), (plan.Stock, model.Nodes.Count, nameof(plan.Stock)), (plan.Disposal, model.Nodes.Count, nameof(plan.Disposal)),
                         (plan.SafetyShortfall, model.Nodes.Count, nameof(plan.SafetyShortfall)), (plan.Delivered, model.Demands.Count, nameof(plan.Delivered)),
                         (plan.Backorders, model.Demands.Count, nameof(plan.Backorders)), (plan.Lost, model.Demands.Count, nameof(plan.Lost)),
                         (plan.Overtime, model.Resources.Count, nameof(plan.Overtime)), (plan.Overload, model.Resources.Count, nameof(plan.Overload)),
                     })
            {
                if (values.Length != count * t)
                    throw new ArgumentException($"{name} has {values.Length} values for {count} members in {t} buckets.");
                Signs(values, name);
            }

            var cost = new SupplyCost(new double[t], new double[t], new double[t], new double[t], new double[t], new double[t], new double[t]);
            for (var a = 0; a < model.Activities.Count; a++)
                Activity(a, cost);
            for (var d = 0; d < model.Demands.Count; d++)
                Demand(d);
            for (var n = 0; n < model.Nodes.Count; n++)
                Node(n, cost);
            for (var r = 0; r < model.Resources.Count; r++)
                Resource(r, cost);
            return new SupplyCheckResult(_breaches, cost, new SupplyPenaltyTerms(_late, _lost, _safety, _end, _debt, _overload, _unkept), _load);
        }

        // Stock may be below zero, within what Node says; all else may not, and nothing may be missing.
        private void Signs(double[] values, string name)
        {
            for (var i = 0; i < values.Length; i++)
            {
                if (!double.IsFinite(values[i]) || (values[i] < -Tolerance && name != nameof(plan.Stock)))
                    Breach("sign", $"{name} {i / _buckets}", i % _buckets, values[i], 0, "is no quantity");
            }
        }

        private void Activity(int a, SupplyCost cost)
        {
            var activity = model.Activities[a];
            for (var t = 0; t < _buckets; t++)
            {
                var started = plan.Start[(a * _buckets) + t];
                var isFixed = !double.IsNaN(activity.Fixed[t]);
                var most = isFixed ? activity.Fixed[t] : activity.Most[t];
                if (Above(started, most, started))
                    Breach(isFixed ? "fixed" : "limit", activity.Label, t, started, most, isFixed ? "is more than was fixed" : "is more than may be started");
                if (isFixed)
                    _unkept += model.Penalties.Unkept[a] * Math.Max(0, activity.Fixed[t] - started);

                var money = activity.Kind switch
                {
                    ActivityKind.Make => cost.Making,
                    ActivityKind.Buy => cost.Purchase,
                    _ => cost.Transport,
                };
                money[t] += activity.Cost[t] * started;
                foreach (var input in activity.Inputs)
                    _taken[input.Index][t] += input.Quantity * started;
                foreach (var use in activity.Uses)
                    _load[(use.Index * _buckets) + t] += use.Quantity * started;

                var good = started * activity.Yield;
                if (t + activity.Lead == _buckets - 1)
                    _arrived[activity.Node][^1] += good;
                else if (t + activity.Lead < _buckets - 1)
                {
                    _arrived[activity.Node][t + activity.Lead] += good * (1 - activity.LateShare);
                    _arrived[activity.Node][t + activity.Lead + 1] += good * activity.LateShare;
                }
            }
        }

        // The oldest unit waiting is served first, and given up first.
        private void Demand(int d)
        {
            var demand = model.Demands[d];
            var name = $"Demand {d} for {model.Nodes[demand.Node]}";
            var queue = new Queue<(int Due, double Units)>();
            var through = demand.OpeningBackorders;
            if (demand.OpeningBackorders > 0)
                queue.Enqueue((-1, demand.OpeningBackorders));
            for (var t = 0; t < _buckets; t++)
            {
                var at = (d * _buckets) + t;
                _taken[demand.Node][t] += plan.Delivered[at];
                through += demand.Quantity[t];
                if (demand.Quantity[t] > 0)
                    queue.Enqueue((t, demand.Quantity[t]));
                var excess = Take(queue, plan.Delivered[at] + plan.Lost[at]);
                if (Above(excess, 0, through))
                    Breach("demand", name, t, plan.Delivered[at] + plan.Lost[at], plan.Delivered[at] + plan.Lost[at] - excess, "was delivered and lost, more than was due");
                if (demand.MostLate == int.MaxValue && Above(plan.Lost[at], 0, through))
                    Breach("lateness", name, t, plan.Lost[at], 0, "was lost though it is always wanted");

                var waiting = queue.Sum(q => q.Units);
                if (Differs(plan.Backorders[at], waiting, through))
                    Breach("demand", name, t, plan.Backorders[at], waiting, "is not what is due and neither delivered nor lost");
                var tooLate = queue.Where(q => (long)q.Due + demand.MostLate <= t).Sum(q => q.Units);
                if (Above(tooLate, 0, through))
                    Breach("lateness", name, t, tooLate, 0, "waits longer than its class allows");
                _late += model.Penalties.Late[d] * plan.Backorders[at];
                _lost += model.Penalties.Lost[d] * plan.Lost[at];
            }
        }

        // Takes the oldest; returns what could not be taken.
        private static double Take(Queue<(int Since, double Units)> queue, double units)
        {
            while (units > 0 && queue.TryPeek(out var oldest))
            {
                if (oldest.Units > units)
                {
                    // The head keeps its place: a queue has no way to change it.
                    var rest = queue.ToArray();
                    queue.Clear();
                    queue.Enqueue((oldest.Since, oldest.Units - units));
                    foreach (var later in rest.Skip(1))
                        queue.Enqueue(later);
                    return 0;
                }

                units -= oldest.Units;
                queue.Dequeue();
            }

            return units;
        }

        private void Node(int n, SupplyCost cost)
        {
            var node = model.Nodes[n];
            var name = node.ToString();
            var batches = new Queue<(int Since, double Units)>();
            if (node.OpeningStock > 0)
                batches.Enqueue((0, node.OpeningStock));
            var owed = Math.Max(0, -node.OpeningStock);
            var (before, through) = (node.OpeningStock, Math.Abs(node.OpeningStock));
            for (var t = 0; t < _buckets; t++)
            {
                var at = (n * _buckets) + t;
                var (came, went, stock) = (node.FirmReceipts[t] + _arrived[n][t], _taken[n][t] + plan.Disposal[at], plan.Stock[at]);
                through += came;
                if (Differs(stock, before + came - went, through))
                    Breach("balance", name, t, stock, before + came - went, "of stock is not stock before, plus what came, less what went");
                if (Above(Math.Min(0, node.OpeningStock), stock, through))
                    Breach("balance", name, t, stock, Math.Min(0, node.OpeningStock), "of stock is more below zero than at the cut-off");
                var missing = Math.Max(0, node.SafetyStock[t] - Math.Max(0, stock));
                if (Differs(plan.SafetyShortfall[at], missing, through))
                    Breach("safety", name, t, plan.SafetyShortfall[at], missing, "of safety stock missing is not what is missing");
                if (node.ShelfLife <= 0 && double.IsNaN(node.DisposalCost) && Above(plan.Disposal[at], 0, through))
                    Breach("limit", name, t, plan.Disposal[at], 0, "was written off where nothing may be");

                // What goes while stock is below zero was owed before, and what comes fills that first.
                var filled = Math.Min(owed, came);
                owed -= filled;
                batches.Enqueue((t, came - filled));
                owed += Take(batches, went);
                if (node.ShelfLife > 0)
                {
                    var expired = batches.Where(b => b.Since + node.ShelfLife - 1 <= t).Sum(b => b.Units);
                    if (Above(expired, 0, through))
                        Breach("life", name, t, expired, 0, "lies longer than it keeps");
                }

                cost.Holding[t] += node.HoldingCost[t] * Math.Max(0, stock);
                if (double.IsNaN(node.DisposalCost))
                    _debt += model.Penalties.Debt[n] * plan.Disposal[at];
                else
                    cost.Disposal[t] += node.DisposalCost * plan.Disposal[at];
                _safety += model.Penalties.SafetyStock[n] * missing;
                if (t == _buckets - 1)
                    _end += model.Penalties.EndStock[n] * Math.Max(0, node.EndStock - Math.Max(stock, node.SafetyStock[t]));
                if (node.Storage >= 0)
                    _load[(node.Storage * _buckets) + t] += node.StorageUse * Math.Max(0, stock);
                before = stock;
            }

            // What is below zero later was not filled before: stock in between was kept for something else.
            double debt = 0;
            for (var t = _buckets - 1; t >= 0; t--)
            {
                debt = Math.Max(debt, -plan.Stock[(n * _buckets) + t]);
                _debt += model.Penalties.Debt[n] * debt;
            }
        }

        private void Resource(int r, SupplyCost cost)
        {
            var resource = model.Resources[r];
            for (var t = 0; t < _buckets; t++)
            {
                var at = (r * _buckets) + t;
                var (load, overtime, overload) = (_load[at], plan.Overtime[at], plan.Overload[at]);
                if (Above(load, resource.Capacity[t] + overtime + overload, load))
                    Breach("capacity", resource.Name, t, load, resource.Capacity[t] + overtime + overload, "of load is more than capacity, overtime and overload");
                if (Above(overtime, resource.Overtime[t], load))
                    Breach("capacity", resource.Name, t, overtime, resource.Overtime[t], "of overtime is more than there is");
                if (Above(overtime + overload, Math.Max(0, load - resource.Capacity[t]), load))
                    Breach("capacity", resource.Name, t, overtime + overload, Math.Max(0, load - resource.Capacity[t]), "of overtime and overload is more than the load asks for");
                cost.Regular[t] += resource.Cost[t] * (load - overtime - overload);
                cost.Overtime[t] += resource.OvertimeCost[t] * (overtime + overload);
                _overload += model.Penalties.Overload[r] * overload;
            }
        }

        private static bool Above(double value, double limit, double size) => value > limit + Slack(size);

        private static bool Differs(double value, double wanted, double size) => !(Math.Abs(value - wanted) <= Slack(size));

        private static double Slack(double size) => Tolerance + (RelativeTolerance * Math.Abs(size));

        private void Breach(string family, string member, int t, double value, double wanted, string what) =>
            _breaches.Add(new SupplyBreach(family, member, t, value, wanted, FormattableString.Invariant($"{member}, {model.BucketLabels[t]}: {value} {what} ({wanted}).")));
    }
}
