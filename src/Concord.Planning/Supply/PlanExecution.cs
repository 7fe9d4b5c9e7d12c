namespace Concord.Planning.Supply;

/// <summary>What a plan means to do with demands that belong together: those of the items of a family, or one by itself.</summary>
/// <param name="Demands">Of the model that is executed.</param>
/// <param name="Units">What a quantity of each is multiplied by to add up with the others.</param>
/// <param name="Delivered">By bucket, of all together.</param>
/// <param name="Lost">By bucket, of all together.</param>
internal sealed record DeliveryIntent(int[] Demands, double[] Units, double[] Delivered, double[] Lost);

/// <summary>What a plan means to write off of nodes that belong together.</summary>
internal sealed record DisposalIntent(int[] Nodes, double[] Units, double[] Quantity);

/// <summary>
/// Plays a plan bucket by bucket and keeps it true: an activity starts as far as there is material for it, and what could not start is tried again in the next bucket; customers get what is there. Stock is never taken
/// below zero, whatever was meant. Capacity is not looked at: what is beyond it is overtime and overload. Where several take from a node that has too little, all get the same share; activities go before customers,
/// and customers by priority.
/// </summary>
internal sealed class PlanExecution
{
    private const double Dust = 1e-9;

    private readonly SupplyModel _model;
    private readonly int _buckets;
    private readonly List<int>[] _into;
    private readonly List<PerUnit>[] _outOf;
    private readonly int[] _order;
    private readonly SupplyPlan _plan;
    private readonly double[] _wanted, _stock, _used, _coming, _ratio;
    private readonly int[] _decided;
    private readonly double[][] _waiting;

    private PlanExecution(SupplyModel model, double[] starts)
    {
        (_model, _buckets) = (model, model.Buckets);
        _into = SupplyOrder.Into(model);
        _outOf = SupplyOrder.OutOf(model);
        _order = SupplyOrder.ComponentsFirst(model, _into);
        _plan = SupplyPlan.Empty(model);
        _wanted = (double[])starts.Clone();
        _stock = [.. model.Nodes.Select(n => n.OpeningStock)];
        _used = new double[_stock.Length];
        _ratio = new double[_stock.Length];
        _coming = new double[_stock.Length * _buckets];
        _decided = new int[model.Activities.Count];

        // By demand, what waits by the bucket in which it was due; index 0 is past due at the start.
        _waiting = [.. model.Demands.Select(d => new double[_buckets + 1])];
    }

    /// <param name="model">By items.</param>
    /// <param name="starts">By activity and bucket, what is meant to be started [units].</param>
    /// <returns>The plan, whole.</returns>
    public static SupplyPlan Run(SupplyModel model, double[] starts, IReadOnlyList<DeliveryIntent> deliveries, IReadOnlyList<DisposalIntent> disposals)
    {
        var execution = new PlanExecution(model, starts);
        DeliveryIntent[] byPriority = [.. deliveries.OrderBy(d => model.Demands[d.Demands[0]].Priority)];
        var late = new double[byPriority.Length];
        var kept = new double[byPriority.Length];
        for (var t = 0; t < model.Buckets; t++)
        {
            execution.Begin(t);
            for (var g = 0; g < byPriority.Length; g++)
                execution.Deliver(t, byPriority[g], ref late[g], ref kept[g]);
            foreach (var disposal in disposals)
                execution.Dispose(t, disposal);
        }

        SupplyDerivation.Complete(model, execution._plan);
        return execution._plan;
    }

    /// <summary>Starts what can be started; what is left on stock then is for customers.</summary>
    private void Begin(int t)
    {
        Array.Clear(_used);

        // NaN stands for a node that was not yet looked at in this bucket.
        Array.Fill(_ratio, double.NaN);
        foreach (var n in _order)
        {
            foreach (var a in _into[n])
                Start(a, t);
            _stock[n] += _model.Nodes[n].FirmReceipts[t] + _coming[(n * _buckets) + t];
            var wanted = 0d;
            foreach (var taker in _outOf[n])
            {
                // Takers that were decided on before, as in a circle of lanes, have had their part.
                if (_decided[taker.Index] <= t)
                    wanted += _wanted[(taker.Index * _buckets) + t] * taker.Quantity;
            }

            var there = _stock[n] - _used[n];
            _ratio[n] = wanted <= there * (1 + Dust) + Dust ? 1 : Math.Max(0, there) / wanted;
        }

        for (var n = 0; n < _stock.Length; n++)
        {
            var before = _stock[n];
            _stock[n] -= _used[n];
            if (_stock[n] < 0 && before >= 0)
                _stock[n] = 0;
        }
    }

    private void Start(int a, int t)
    {
        var (activity, at) = (_model.Activities[a], (a * _buckets) + t);
        var wanted = _wanted[at];
        _decided[a] = t + 1;
        if (!(wanted > 0))
            return;
        var share = 1d;
        foreach (var input in activity.Inputs)
        {
            share = Math.Min(share, double.IsNaN(_ratio[input.Index]) ? Known(input.Index, t, wanted * input.Quantity) : _ratio[input.Index]);
        }

        var started = wanted * share;
        if (wanted - started > Dust * wanted && t + 1 < _buckets && activity.Most[t + 1] > 0 && double.IsNaN(activity.Fixed[t]) && double.IsNaN(activity.Fixed[t + 1]))
            _wanted[at + 1] += wanted - started;
        _plan.Start[at] = started;
        foreach (var input in activity.Inputs)
            _used[input.Index] += started * input.Quantity;
        var late = t + activity.Lead == _buckets - 1 ? 0 : activity.LateShare;
        Come(activity.Node, t + activity.Lead, started * activity.Yield * (1 - late));
        Come(activity.Node, t + activity.Lead + 1, started * activity.Yield * late);
    }

    /// <summary>The share of what one wants that a node can give which was not yet looked at in this bucket.</summary>
    private double Known(int node, int t, double wanted)
    {
        var there = _stock[node] + _model.Nodes[node].FirmReceipts[t] + _coming[(node * _buckets) + t] - _used[node];
        return wanted <= there ? 1 : Math.Max(0, there) / wanted;
    }

    private void Come(int node, int t, double quantity)
    {
        if (t < _buckets)
            _coming[(node * _buckets) + t] += quantity;
    }

    private void Deliver(int t, DeliveryIntent intent, ref double late, ref double kept)
    {
        var able = 0d;
        for (var i = 0; i < intent.Demands.Length; i++)
        {
            var d = intent.Demands[i];
            if (t == 0)
                _waiting[d][0] = _model.Demands[d].OpeningBackorders;
            _waiting[d][t + 1] += _model.Demands[d].Quantity[t];
            able += Able(d) * intent.Units[i];
        }

        var wanted = late + intent.Delivered[t];
        var share = able <= wanted * (1 + Dust) + Dust ? 1 : Math.Max(0, wanted) / able;
        var given = 0d;
        for (var i = 0; i < intent.Demands.Length; i++)
        {
            var d = intent.Demands[i];
            var quantity = Able(d) * share;
            _plan.Delivered[(d * _buckets) + t] = quantity;
            _stock[_model.Demands[d].Node] -= quantity;
            Take(_waiting[d], t, quantity);
            given += quantity * intent.Units[i];
        }

        late = Math.Max(0, wanted - given);
        Lose(t, intent, ref kept);
    }

    /// <summary>Demand is given up when it is later than its class allows, and where the plan gives it up earlier; the oldest first.</summary>
    private void Lose(int t, DeliveryIntent intent, ref double kept)
    {
        double open = 0, lost = 0;
        for (var i = 0; i < intent.Demands.Length; i++)
        {
            var (d, demand) = (intent.Demands[i], _model.Demands[intent.Demands[i]]);
            var tooLate = 0d;
            for (var due = -1; due < t && (long)due + demand.MostLate <= t; due++)
                tooLate += _waiting[d][due + 1];
            if (demand.MostLate == 0)
                tooLate += _waiting[d][t + 1];
            Take(_waiting[d], t, tooLate);
            _plan.Lost[(d * _buckets) + t] = tooLate;
            lost += tooLate * intent.Units[i];
            open += demand.MostLate == int.MaxValue ? 0 : _waiting[d].Sum() * intent.Units[i];
        }

        var wanted = kept + intent.Lost[t] - lost;
        kept = Math.Max(0, wanted);
        if (!(wanted > Dust) || !(open > 0))
            return;
        var share = Math.Min(1, wanted / open);
        kept = Math.Max(0, wanted - (open * share));
        foreach (var d in intent.Demands)
        {
            if (_model.Demands[d].MostLate == int.MaxValue)
                continue;
            var quantity = _waiting[d].Sum() * share;
            Take(_waiting[d], t, quantity);
            _plan.Lost[(d * _buckets) + t] += quantity;
        }
    }

    private double Able(int d) => Math.Max(0, Math.Min(_stock[_model.Demands[d].Node], _waiting[d].Sum()));

    private static void Take(double[] waiting, int t, double quantity)
    {
        for (var due = 0; due <= t + 1 && quantity > 0; due++)
        {
            var part = Math.Min(waiting[due], quantity);
            waiting[due] -= part;
            quantity -= part;
        }
    }

    private void Dispose(int t, DisposalIntent intent)
    {
        var there = 0d;
        for (var i = 0; i < intent.Nodes.Length; i++)
            there += Math.Max(0, _stock[intent.Nodes[i]]) * intent.Units[i];
        var share = there > 0 ? Math.Min(1, intent.Quantity[t] / there) : 0;
        for (var i = 0; i < intent.Nodes.Length && share > 0; i++)
        {
            var n = intent.Nodes[i];
            var quantity = Math.Max(0, _stock[n]) * share;
            _plan.Disposal[(n * _buckets) + t] = quantity;
            _stock[n] -= quantity;
        }
    }
}
