using Concord.Numerics.Cells;

namespace Concord.Planning.Supply;

/// <summary>
/// Takes a plan by families down to items. What a family starts in a bucket goes to its items by need: demand, and what is sent on, up to the bucket of arrival, plus the safety stock then, less the stock, receipts and starts the
/// item has up to it; what is left beyond all needs goes by the mean requirement. The good quantities of the items sum to that of the family, bit for bit, in planning units. Items below families are then made and bought
/// for what the items above really take, so that their stock stays as planned: more of it starts in time, less of it starts later.
/// </summary>
public sealed class Disaggregation
{
    private readonly SupplyModel _families, _items;
    private readonly SupplyFamilies _down;
    private readonly SupplyPlan _plan;
    private readonly int _buckets;
    private readonly double[] _starts;
    private readonly List<int>[] _into, _membersOf;
    private readonly List<PerUnit>[] _outOfItems, _outOfFamilies;
    private readonly ILookup<int, SupplyDemand> _demandsOf;

    private Disaggregation(SupplyModel families, SupplyFamilies down, SupplyPlan plan)
    {
        (_families, _items, _down, _plan, _buckets) = (families, down.Model, down, plan, families.Buckets);
        _starts = new double[_items.Activities.Count * _buckets];
        _into = SupplyOrder.Into(families);
        _demandsOf = _items.Demands.ToLookup(d => d.Node);
        _outOfItems = SupplyOrder.OutOf(_items);
        _outOfFamilies = SupplyOrder.OutOf(families);
        _membersOf = new List<int>[families.Nodes.Count];
        for (var n = 0; n < _membersOf.Length; n++)
            _membersOf[n] = [];
        for (var n = 0; n < down.NodeOf.Length; n++)
            _membersOf[down.NodeOf[n]].Add(n);
    }

    /// <summary>The starts of the items' activities, by activity and bucket [units].</summary>
    /// <param name="families">The model that was planned.</param>
    /// <param name="down">How its families are made of items.</param>
    /// <param name="plan">Its plan.</param>
    public static double[] Starts(SupplyModel families, SupplyFamilies down, SupplyPlan plan)
    {
        var work = new Disaggregation(families, down, plan);
        var order = SupplyOrder.ComponentsFirst(families, work._into);
        for (var i = order.Length - 1; i >= 0; i--)
        {
            if (work.IsFamily(order[i]))
                work.Spread(order[i]);
            else
                work.Follow(order[i]);
        }

        return work._starts;
    }

    private bool IsFamily(int node) => _membersOf[node].Count > 1 || _families.Nodes[node].Item != _items.Nodes[_membersOf[node][0]].Item;

    private void Spread(int family)
    {
        var members = _membersOf[family];
        var place = new Dictionary<int, int>(members.Count);
        var balance = new double[members.Count][];
        for (var m = 0; m < members.Count; m++)
        {
            place.Add(members[m], m);
            balance[m] = Uncovered(members[m]);
        }

        for (var t = 0; t < _buckets; t++)
        {
            foreach (var a in _into[family])
            {
                var (activity, good) = (_families.Activities[a], _plan.Start[(a * _buckets) + t] * _families.Activities[a].Yield);
                var parts = Fixed(_down.Parts[a], t, ref good, balance, place);
                if (!(good > 0) || parts.Length == 0)
                    continue;
                var arrival = Math.Min(_buckets - 1, t + activity.Lead + (activity.LateShare >= 0.5 ? 1 : 0));
                var weights = new double[parts.Length];
                double needs = 0, usual = 0;
                for (var p = 0; p < parts.Length; p++)
                {
                    var node = _items.Activities[parts[p]].Node;
                    weights[p] = Math.Max(0, balance[place[node]][arrival] + _items.Nodes[node].SafetyStock[arrival]) * _down.Units[node];
                    needs += weights[p];
                    usual += _down.Map.Nodes[node].Requirement * _down.Units[node];
                }

                for (var p = 0; p < parts.Length && needs < good; p++)
                {
                    var node = _items.Activities[parts[p]].Node;
                    weights[p] += (good - needs) * (usual > 0 ? _down.Map.Nodes[node].Requirement * _down.Units[node] / usual : 1d / parts.Length);
                }

                var cut = new double[parts.Length];
                Shares.Cut(good, weights, [], false, cut);
                for (var p = 0; p < parts.Length; p++)
                {
                    if (cut[p] > 0)
                        Begin(parts[p], t, cut[p], balance[place[_items.Activities[parts[p]].Node]]);
                }
            }
        }
    }

    /// <summary>
    /// What is fixed of items is started as it is fixed: typed quantities whatever the family does, those of a family that is fixed as a whole as far as the family keeps them.
    /// </summary>
    /// <param name="good">Of the family; what is left for the others afterwards.</param>
    /// <returns>The items that are free.</returns>
    private int[] Fixed(int[] parts, int t, ref double good, double[][] balance, Dictionary<int, int> place)
    {
        int[] held = [.. parts.Where(p => !double.IsNaN(_items.Activities[p].Fixed[t]))];
        if (held.Length == 0)
            return parts;
        var asked = held.Sum(p => _items.Activities[p].Fixed[t] * _items.Activities[p].Yield * _down.Units[_items.Activities[p].Node]);
        var kept = held.Length == parts.Length && good < asked ? good / asked : 1;
        foreach (var p in held)
        {
            var activity = _items.Activities[p];
            Begin(p, t, activity.Fixed[t] * kept * activity.Yield * _down.Units[activity.Node], balance[place[activity.Node]]);
        }

        good -= asked * kept;
        return held.Length == parts.Length ? [] : [.. parts.Except(held)];
    }

    /// <summary>Starts a good quantity of an item, in units of its family.</summary>
    private void Begin(int part, int t, double good, double[] balance)
    {
        var activity = _items.Activities[part];
        var quantity = good / _down.Units[activity.Node];
        _starts[(part * _buckets) + t] += quantity / activity.Yield;
        for (var b = t + activity.Lead; b < _buckets; b++)
            balance[b] -= b == t + activity.Lead ? quantity * (1 - activity.LateShare) : quantity;
    }

    /// <summary>What is asked of an item up to each bucket, beyond its stock and receipts; below zero where there is more than enough.</summary>
    private double[] Uncovered(int item)
    {
        var asked = Taken(item);
        foreach (var demand in _demandsOf[item])
        {
            asked[0] += demand.OpeningBackorders;
            for (var b = 0; b < _buckets; b++)
                asked[b] += demand.Quantity[b];
        }

        var node = _items.Nodes[item];
        var open = -node.OpeningStock;
        for (var b = 0; b < _buckets; b++)
        {
            open += asked[b] - node.FirmReceipts[b];
            asked[b] = open;
        }

        return asked;
    }

    private double[] Taken(int item)
    {
        var taken = new double[_buckets];
        foreach (var taker in _outOfItems[item])
        {
            for (var b = 0; b < _buckets; b++)
                taken[b] += _starts[(taker.Index * _buckets) + b] * taker.Quantity;
        }

        return taken;
    }

    /// <summary>An item that is planned by itself: its starts are those of the plan, moved by what those above take more or less than planned.</summary>
    private void Follow(int node)
    {
        var item = _membersOf[node][0];
        foreach (var a in _into[node])
        {
            foreach (var part in _down.Parts[a])
                _plan.Start.AsSpan(a * _buckets, _buckets).CopyTo(_starts.AsSpan(part * _buckets, _buckets));
        }

        var more = Taken(item);
        foreach (var taker in _outOfFamilies[node])
        {
            for (var b = 0; b < _buckets; b++)
                more[b] -= _plan.Start[(taker.Index * _buckets) + b] * taker.Quantity;
        }

        int[] ways = [.. _into[node].SelectMany(a => _down.Parts[a]).OrderByDescending(p => _starts.AsSpan(p * _buckets, _buckets).ToArray().Sum())];
        if (ways.Length == 0)
            return;
        var rest = 0d;
        for (var t = 0; t < _buckets; t++)
        {
            rest += more[t];
            rest = rest > 0 ? rest - Raise(ways, t, rest) : rest + Lower(ways, t, -rest);
        }
    }

    /// <summary>Starts more, as late as it still arrives in time; as soon as it can where it is too late already. Returns the good quantity.</summary>
    private double Raise(int[] ways, int t, double quantity)
    {
        foreach (var way in ways)
        {
            var activity = _items.Activities[way];
            var start = Math.Max(0, t - activity.Lead - (activity.LateShare > 0 ? 1 : 0));
            if (!(activity.Most[start] > 0) || !double.IsNaN(activity.Fixed[start]))
                continue;
            _starts[(way * _buckets) + start] += quantity / activity.Yield;
            return quantity;
        }

        return 0;
    }

    /// <summary>Starts less of what arrives from the bucket on. Returns the good quantity.</summary>
    private double Lower(int[] ways, int t, double quantity)
    {
        var left = quantity;
        foreach (var way in ways)
        {
            var activity = _items.Activities[way];
            var start = t - activity.Lead;
            if (start < 0 || !double.IsNaN(activity.Fixed[start]))
                continue;
            ref var begun = ref _starts[(way * _buckets) + start];
            var less = Math.Min(begun, left / activity.Yield);
            begun -= less;
            left -= less * activity.Yield;
        }

        return quantity - left;
    }
}
