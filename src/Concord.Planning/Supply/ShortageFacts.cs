using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Supply;

/// <summary>What a shortage is worth, whom it concerns, and what serving it would take of the resource that is its cause. One thread.</summary>
internal sealed class ShortageFacts
{
    private const int MostNamed = 3;

    private readonly SupplyModel _model;
    private readonly SupplyModelMap _map;
    private readonly SeriesSpace? _space;
    private readonly SeriesAttributes? _demand;
    private readonly ILookup<int, SupplyActivity> _into;
    private readonly Dictionary<string, int> _resources = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Resource, int Node), double> _hours = [];

    public ShortageFacts(StageInput input, SupplyModel model, SupplyModelMap map)
    {
        (_model, _map) = (model, map);
        _space = input.Structure.Spaces.GetValueOrDefault(MeasureRegistry.Measure("consensus_demand").Grain & ~Grain.Bucket);
        _demand = _space?.Attributes;
        _into = model.Activities.ToLookup(a => a.Node);
        for (var r = 0; r < model.Resources.Count; r++)
        {
            if (model.Resources[r].Kind is SupplyResourceKind.Machine or SupplyResourceKind.Labour)
                _resources.TryAdd(model.Resources[r].Name, r);
        }
    }

    public NamedShortage Tell(Shortage shortage, NamedShortage named)
    {
        var demand = _model.Demands[shortage.Demand];
        var members = _map.Demands[shortage.Demand];
        return named with
        {
            Value = Worth(shortage.Demand, shortage.Bucket, shortage.Quantity),
            Hours = shortage.Cause == ShortageCause.Resource && _resources.TryGetValue(shortage.Name, out var resource) && HoursPerUnit(resource, demand.Node, []) is > 0 and var hours
                ? shortage.Quantity * hours : null,
            Family = Largest("family", members, shortage.Bucket) is [var family, ..] && family != SeriesAttribute.None ? family : null,
            Channels = Largest("channel", members, shortage.Bucket),
            Regions = Largest("region", members, shortage.Bucket),
        };
    }

    /// <summary>What customers would pay for a quantity of a demand [reporting currency]; null where nothing of it has a price: what planning assumes then is no money.</summary>
    public double? Worth(int demand, int bucket, double quantity)
    {
        var prices = _space?.Units.Prices(_map.First + bucket) ?? [];
        var isFree = false;
        foreach (var member in _map.Demands[demand])
        {
            if (member.Series < 0 || double.IsNaN(prices[member.Series]))
                continue;
            if (prices[member.Series] > 0)
                return quantity * _model.Demands[demand].Value[bucket];
            isFree = true;
        }

        return isFree ? 0 : null;
    }

    /// <summary>Hours of the resource in one unit of a node, by the way that takes most of it; a way that leads back to where it came from counts nothing.</summary>
    private double HoursPerUnit(int resource, int node, HashSet<int> path)
    {
        if (_hours.TryGetValue((resource, node), out var known))
            return known;
        if (!path.Add(node))
            return 0;
        var most = 0d;
        foreach (var way in _into[node])
        {
            var hours = 0d;
            foreach (var use in way.Uses)
                hours += use.Index == resource ? use.Quantity : 0;
            foreach (var input in way.Inputs)
                hours += input.Quantity * HoursPerUnit(resource, input.Index, path);
            most = Math.Max(most, hours / way.Yield);
        }

        path.Remove(node);
        _hours[(resource, node)] = most;
        return most;
    }

    private List<string> Largest(string attribute, IReadOnlyList<DemandMember> members, int bucket)
    {
        if (_demand is null || !_demand.Has(attribute))
            return [];
        var known = _demand.Attribute(attribute);
        return [.. members.Where(m => m.Series >= 0 && known.Codes[m.Series] >= 0).GroupBy(m => known.Members[known.Codes[m.Series]], StringComparer.Ordinal)
            .Select(g => (Member: g.Key, Asked: g.Sum(m => m.Quantity[bucket] + (bucket == 0 ? m.PastDue : 0)))).Where(g => g.Asked > 0)
            .OrderByDescending(g => g.Asked).ThenBy(g => g.Member, StringComparer.Ordinal).Take(MostNamed).Select(g => g.Member)];
    }
}
