using Concord.Numerics.Linear;

namespace Concord.Planning.Supply;

/// <summary>The row families, one method each, and what is read back from a solution.</summary>
public sealed partial class SupplyProgram
{
    /// <summary>balance[n,t]: stock before + receipts + arrivals = taken by activities + delivered + written off + stock.</summary>
    private void Balance()
    {
        for (var n = 0; n < _part.Nodes.Length; n++)
        {
            var node = NodeOf(n);
            for (var t = 0; t < _buckets; t++)
            {
                var supply = node.FirmReceipts[t] + (t == 0 ? node.OpeningStock : 0);
                _balance[(n * _buckets) + t] = _program.Row(supply, supply);
                Stock(n, t, 1);
                if (t > 0)
                    Stock(n, t - 1, -1);
                Arrivals(n, t, -1);
                foreach (var a in _from[n])
                {
                    foreach (var input in ActivityOf(a).Inputs)
                    {
                        if (input.Index == _part.Nodes[n])
                            Entry(_start, a, t, input.Quantity);
                    }
                }

                foreach (var d in _asked[n])
                    Entry(_delivered, d, t, 1);
                Entry(_disposal, n, t, 1);
            }
        }
    }

    /// <summary>demand[d,t]: backorder before + quantity = delivered + lost + backorder.</summary>
    private void Demand()
    {
        for (var d = 0; d < _part.Demands.Length; d++)
        {
            var demand = DemandOf(d);
            for (var t = 0; t < _buckets; t++)
            {
                if (_delivered[(d * _buckets) + t] < 0)
                    continue;
                var due = demand.Quantity[t] + (t == 0 ? demand.OpeningBackorders : 0);
                _program.Row(due, due);
                Entry(_delivered, d, t, 1);
                Entry(_lost, d, t, 1);
                Entry(_backorder, d, t, 1);
                if (t > 0)
                    Entry(_backorder, d, t - 1, -1);
            }
        }
    }

    /// <summary>capacity[r,t]: use of what is started + use of what is stored - overtime - overload &lt;= capacity.</summary>
    private void Capacity()
    {
        for (var r = 0; r < _part.Resources.Length; r++)
        {
            for (var t = 0; t < _buckets; t++)
            {
                var capacity = ResourceOf(r).Capacity[t];
                if (!double.IsFinite(capacity))
                    continue;
                _capacity[(r * _buckets) + t] = _program.Row(double.NegativeInfinity, capacity);
                foreach (var a in _users[r])
                    Entry(_start, a, t, UseOf(ActivityOf(a), _part.Resources[r]));
                foreach (var n in _stored[r])
                    Layers(n, t, NodeOf(n).StorageUse);
                Entry(_overtime, r, t, -1);
                Entry(_overload, r, t, -1);
            }
        }
    }

    /// <summary>life[n,t]: stock &lt;= what came in within the life of a unit. With first-expired-first-out and the balance that says: what is older was used or written off.</summary>
    private void ShelfLife()
    {
        for (var n = 0; n < _part.Nodes.Length; n++)
        {
            var node = NodeOf(n);
            if (node.ShelfLife <= 0)
                continue;
            for (var t = node.ShelfLife - 1; t < _buckets; t++)
            {
                var first = t - node.ShelfLife + 2;
                double firm = 0;
                for (var s = first; s <= t; s++)
                    firm += node.FirmReceipts[s];
                _program.Row(double.NegativeInfinity, firm);
                Layers(n, t, 1);
                for (var s = first; s <= t; s++)
                    Arrivals(n, s, -1);
            }
        }
    }

    /// <summary>debt[n,t]: stock below zero never falls deeper.</summary>
    private void Debt()
    {
        for (var n = 0; n < _part.Nodes.Length; n++)
        {
            for (var t = 1; NodeOf(n).OpeningStock < 0 && t < _buckets; t++)
            {
                _program.Row(double.NegativeInfinity, 0);
                Entry(_debt, n, t, 1);
                Entry(_debt, n, t - 1, -1);
            }
        }
    }

    private void Entry(int[] columns, int member, int t, double value)
    {
        if (columns[(member * _buckets) + t] is var column and >= 0)
            _program.Entry(column, value);
    }

    private void Layers(int n, int t, double value)
    {
        Entry(_stock, n, t, value);
        Entry(_safety, n, t, value);
        Entry(_closing, n, t, value);
    }

    private void Stock(int n, int t, double value)
    {
        Layers(n, t, value);
        Entry(_debt, n, t, -value);
    }

    private void Arrivals(int n, int t, double value)
    {
        foreach (var a in _into[n])
        {
            var activity = ActivityOf(a);
            if (t - activity.Lead is var whole and >= 0)
                Entry(_start, a, whole, value * activity.Yield * (t == _buckets - 1 ? 1 : 1 - activity.LateShare));
            if (activity.LateShare > 0 && t - activity.Lead - 1 is var late and >= 0)
                Entry(_start, a, late, value * activity.Yield * activity.LateShare);
        }
    }

    /// <summary>Writes what the solution decides into a plan of the whole model: starts, deliveries, losses, disposals. What follows from them is derived from them.</summary>
    public void Read(LinearSolution solution, SupplyPlan plan)
    {
        ArgumentNullException.ThrowIfNull(solution);
        ArgumentNullException.ThrowIfNull(plan);
        Copy(_start, _part.Activities, plan.Start);
        Copy(_delivered, _part.Demands, plan.Delivered);
        Copy(_lost, _part.Demands, plan.Lost);
        Copy(_disposal, _part.Nodes, plan.Disposal);

        void Copy(int[] columns, int[] members, double[] target)
        {
            for (var m = 0; m < members.Length; m++)
            {
                for (var t = 0; t < _buckets; t++)
                {
                    if (columns[(m * _buckets) + t] is not (var column and >= 0))
                        continue;
                    var value = Math.Min(Math.Max(0, solution.Columns[column]), Program.ColumnUpper[column]);
                    // What the solver leaves of a zero.
                    target[(members[m] * _buckets) + t] = value < 1e-9 ? 0 : value;
                }
            }
        }
    }

    /// <summary>Writes the duals as prices: of a unit at a node, of a unit of a resource [currency].</summary>
    public void Read(LinearSolution solution, SupplyPrices prices)
    {
        ArgumentNullException.ThrowIfNull(solution);
        ArgumentNullException.ThrowIfNull(prices);
        Copy(_balance, _part.Nodes, prices.Node);
        Copy(_capacity, _part.Resources, prices.Resource);

        void Copy(int[] rows, int[] members, double[] target)
        {
            for (var m = 0; m < members.Length; m++)
            {
                for (var t = 0; t < _buckets; t++)
                {
                    if (rows[(m * _buckets) + t] is var row and >= 0 && Math.Abs(solution.Duals[row]) > 1e-9)
                        target[(members[m] * _buckets) + t] = -solution.Duals[row] * Scale;
                }
            }
        }
    }
}
