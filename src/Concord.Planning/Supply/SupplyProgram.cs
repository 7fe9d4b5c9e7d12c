using Concord.Numerics.Linear;

namespace Concord.Planning.Supply;

/// <summary>
/// The linear program of one component of a supply model, with the maps between its columns and rows and the members of the model. Always feasible: demand may be late or lost, fixed quantities may be
/// dropped and what is forced may overload, each at its penalty. docs/model/supply.md has the equations; the row families are methods of the same name in SupplyProgram.Rows.cs.
/// </summary>
public sealed partial class SupplyProgram
{
    // Against ties: stock costs a little even where holding is free, so that what is made is made late; of equal ways the one listed first is taken. Far below any money that matters,
    // above what the solver takes for zero.
    private const double StockTie = 1e-5, OrderTie = 1e-6;
    private const double Inf = double.PositiveInfinity;

    private readonly SupplyModel _model;
    private readonly SupplyComponent _part;
    private readonly int _buckets;
    private readonly LinearProgramBuilder _program = new();

    // By global member and bucket, as in a plan; -1 where there is no column.
    private readonly Dictionary<int, int> _nodeAt = [], _resourceAt = [];
    private readonly int[] _start, _stock, _safety, _closing, _debt, _disposal, _delivered, _backorder, _lost, _overtime, _overload;
    private readonly int[] _balance, _capacity;
    private readonly List<int>[] _into, _from, _asked, _users, _stored;

    public SupplyProgram(SupplyModel model, SupplyComponent part)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(part);
        (_model, _part, _buckets) = (model, part, model.Buckets);
        for (var n = 0; n < part.Nodes.Length; n++)
            _nodeAt[part.Nodes[n]] = n;
        for (var r = 0; r < part.Resources.Length; r++)
            _resourceAt[part.Resources[r]] = r;

        (_into, _from, _asked, _users, _stored) =
            (Lists(part.Nodes), Lists(part.Nodes), Lists(part.Nodes), Lists(part.Resources), Lists(part.Resources));
        Link();

        _start = None(part.Activities);
        (_stock, _safety, _closing, _debt, _disposal) = (None(part.Nodes), None(part.Nodes), None(part.Nodes), None(part.Nodes), None(part.Nodes));
        (_delivered, _backorder, _lost) = (None(part.Demands), None(part.Demands), None(part.Demands));
        (_overtime, _overload) = (None(part.Resources), None(part.Resources));
        (_balance, _capacity) = (None(part.Nodes), None(part.Resources));

        Scale = Middle();
        StartColumns();
        StockColumns();
        DemandColumns();
        ResourceColumns();
        Balance();
        Demand();
        Capacity();
        ShelfLife();
        Debt();
        Program = _program.Build();
    }

    public LinearProgram Program { get; }

    /// <summary>Costs of the program times this are money: the middle of the worths, so that what the solver sees is around 1.</summary>
    public double Scale { get; }

    private int[] None(int[] members)
    {
        var columns = new int[members.Length * _buckets];
        Array.Fill(columns, -1);
        return columns;
    }

    private static List<int>[] Lists(int[] members) => [.. members.Select(_ => new List<int>())];

    private void Link()
    {
        for (var a = 0; a < _part.Activities.Length; a++)
        {
            var activity = _model.Activities[_part.Activities[a]];
            _into[_nodeAt[activity.Node]].Add(a);
            foreach (var input in activity.Inputs.Select(i => i.Index).Distinct())
                _from[_nodeAt[input]].Add(a);
            foreach (var use in activity.Uses.Select(u => u.Index).Distinct())
            {
                if (_resourceAt.TryGetValue(use, out var r))
                    _users[r].Add(a);
            }
        }

        for (var d = 0; d < _part.Demands.Length; d++)
            _asked[_nodeAt[_model.Demands[_part.Demands[d]].Node]].Add(d);
        for (var n = 0; n < _part.Nodes.Length; n++)
        {
            if (_resourceAt.TryGetValue(NodeOf(n).Storage, out var r))
                _stored[r].Add(n);
        }
    }

    private SupplyNode NodeOf(int n) => _model.Nodes[_part.Nodes[n]];

    private SupplyActivity ActivityOf(int a) => _model.Activities[_part.Activities[a]];

    private SupplyDemand DemandOf(int d) => _model.Demands[_part.Demands[d]];

    private SupplyResource ResourceOf(int r) => _model.Resources[_part.Resources[r]];

    private double Middle()
    {
        var worths = _part.Nodes.Select(n => _model.Penalties.SafetyStock[n]).Where(w => w > 0).Order().ToArray();
        return worths.Length > 0 ? worths[worths.Length / 2] : 1;
    }

    private int Column(double cost, double upper = Inf) => _program.Column(cost / Scale, 0, upper);

    private double TieOf(int n) => StockTie * _model.Penalties.SafetyStock[_part.Nodes[n]];

    /// <summary>Start: 0 to Most; a fixed quantity is 0 to that quantity and each unit of it earns the penalty of not keeping it. What would arrive after the horizon is not started.</summary>
    private void StartColumns()
    {
        for (var n = 0; n < _part.Nodes.Length; n++)
        {
            for (var order = 0; order < _into[n].Count; order++)
            {
                var a = _into[n][order];
                var (activity, global) = (ActivityOf(a), _part.Activities[a]);
                for (var t = 0; t < _buckets; t++)
                {
                    var money = activity.Cost[t] + (order * OrderTie * _model.Penalties.SafetyStock[_part.Nodes[n]]);
                    foreach (var use in activity.Uses)
                        money += use.Quantity * _model.Resources[use.Index].Cost[t];
                    if (double.IsNaN(activity.Fixed[t]))
                    {
                        if (t + activity.Lead < _buckets && activity.Most[t] > 0)
                            _start[(a * _buckets) + t] = Column(money, activity.Most[t]);
                    }
                    else if (activity.Fixed[t] > 0)
                    {
                        _start[(a * _buckets) + t] = Column(money - _model.Penalties.Unkept[global], activity.Fixed[t]);
                    }
                }
            }
        }
    }

    /// <summary>
    /// Stock in layers, each with what it earns: units that fill an opening debt, up to the safety stock, up to the closing stock, beyond. The stock of the plan is their sum, debt taken off. Each layer is
    /// worth less than the one before it, so that they fill in this order without a constraint that says so.
    /// </summary>
    private void StockColumns()
    {
        for (var n = 0; n < _part.Nodes.Length; n++)
        {
            var (node, global) = (NodeOf(n), _part.Nodes[n]);
            var penalties = _model.Penalties;
            // What holding a unit to the end would cost: writing it off early must not pay for itself.
            double toTheEnd = 0;
            for (var t = _buckets - 1; t >= 0; t--)
            {
                var at = (n * _buckets) + t;
                var hold = node.HoldingCost[t] + TieOf(n);
                if (node.Storage >= 0)
                    hold += node.StorageUse * _model.Resources[node.Storage].Cost[t];
                // Writing off later is a little better, since something may still take it.
                toTheEnd += hold + TieOf(n);

                _stock[at] = Column(hold);
                if (node.SafetyStock[t] > 0)
                    _safety[at] = Column(hold - penalties.SafetyStock[global], node.SafetyStock[t]);
                if (t == _buckets - 1 && node.EndStock > node.SafetyStock[t])
                    _closing[at] = Column(hold - penalties.EndStock[global], node.EndStock - node.SafetyStock[t]);
                if (node.OpeningStock < 0)
                    _debt[at] = Column(penalties.Debt[global], -node.OpeningStock);
                if (node.ShelfLife > 0)
                    _disposal[at] = Column(toTheEnd + (double.IsNaN(node.DisposalCost) ? penalties.Debt[global] : node.DisposalCost));
                else if (!double.IsNaN(node.DisposalCost))
                    _disposal[at] = Column(toTheEnd + node.DisposalCost + penalties.SafetyStock[global]);
            }
        }
    }

    /// <summary>Delivered, backorder and lost, where something is due; a backorder is at most what may still be waiting: the lateness limit.</summary>
    private void DemandColumns()
    {
        for (var d = 0; d < _part.Demands.Length; d++)
        {
            var (demand, global) = (DemandOf(d), _part.Demands[d]);
            var due = demand.OpeningBackorders;
            for (var t = 0; t < _buckets; t++)
            {
                due += demand.Quantity[t];
                if (due <= 0)
                    continue;
                var at = (d * _buckets) + t;
                _delivered[at] = Column(0);
                var waiting = MayWait(demand, t);
                if (waiting > 0)
                    _backorder[at] = Column(_model.Penalties.Late[global], waiting);
                if (demand.MostLate != int.MaxValue)
                    _lost[at] = Column(_model.Penalties.Lost[global]);
            }
        }
    }

    // A unit due in s may be delivered up to bucket s + MostLate: at the end of t those due after t - MostLate may wait. Opening backorders are due in bucket -1.
    private static double MayWait(SupplyDemand demand, int t)
    {
        if (demand.MostLate > t + 1)
            return Inf;
        double waiting = 0;
        for (var s = Math.Max(0, t + 1 - demand.MostLate); s <= t; s++)
            waiting += demand.Quantity[s];
        return t + 1 - demand.MostLate <= -1 ? waiting + demand.OpeningBackorders : waiting;
    }

    /// <summary>Overtime up to its limit; overload only as far as fixed quantities, receipts and the opening stock may force it.</summary>
    private void ResourceColumns()
    {
        for (var r = 0; r < _part.Resources.Length; r++)
        {
            var (resource, global) = (ResourceOf(r), _part.Resources[r]);
            var forced = Forced(r);
            for (var t = 0; t < _buckets; t++)
            {
                if (!double.IsFinite(resource.Capacity[t]))
                    continue;
                var premium = Math.Max(0, resource.OvertimeCost[t] - resource.Cost[t]);
                if (resource.Overtime[t] > 0)
                    _overtime[(r * _buckets) + t] = Column(premium, resource.Overtime[t]);
                var most = forced[t] - resource.Capacity[t] - resource.Overtime[t];
                if (most > 0)
                    _overload[(r * _buckets) + t] = Column(premium + _model.Penalties.Overload[global], most);
            }
        }
    }

    private double[] Forced(int r)
    {
        var forced = new double[_buckets];
        var global = _part.Resources[r];
        foreach (var a in _users[r])
        {
            for (var t = 0; t < _buckets; t++)
            {
                if (ActivityOf(a).Fixed[t] > 0)
                    forced[t] += ActivityOf(a).Fixed[t] * UseOf(ActivityOf(a), global);
            }
        }

        foreach (var n in _stored[r])
        {
            var stock = Math.Max(0, NodeOf(n).OpeningStock);
            var arrivals = new double[_buckets];
            foreach (var a in _into[n])
                AddArrivals(ActivityOf(a), arrivals);
            for (var t = 0; t < _buckets; t++)
            {
                stock += NodeOf(n).FirmReceipts[t] + arrivals[t];
                forced[t] += stock * NodeOf(n).StorageUse;
            }
        }

        return forced;
    }

    private void AddArrivals(SupplyActivity activity, double[] arrivals)
    {
        for (var t = 0; t < _buckets; t++)
        {
            if (!(activity.Fixed[t] > 0))
                continue;
            var good = activity.Fixed[t] * activity.Yield;
            if (t + activity.Lead is var first && first >= _buckets)
                continue;
            arrivals[first] += good * (1 - activity.LateShare);
            arrivals[Math.Min(first + 1, _buckets - 1)] += good * activity.LateShare;
        }
    }

    private static double UseOf(SupplyActivity activity, int resource)
    {
        double sum = 0;
        foreach (var use in activity.Uses)
        {
            if (use.Index == resource)
                sum += use.Quantity;
        }

        return sum;
    }
}
