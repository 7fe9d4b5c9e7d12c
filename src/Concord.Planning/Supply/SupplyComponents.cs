namespace Concord.Planning.Supply;

/// <summary>A part of a supply model that shares no stock and no capacity with the rest: members by their index in the model, ascending.</summary>
public sealed record SupplyComponent(int[] Nodes, int[] Activities, int[] Resources, int[] Demands)
{
    /// <summary>
    /// Splits a model into its connected components, largest first. Nodes are joined by the activities between them and by resources that are limited in some bucket; what is not limited joins nothing and
    /// belongs to no component. A component in which nothing is wanted, fixed, owed or perishable is left out: its plan is to do nothing.
    /// </summary>
    public static IReadOnlyList<SupplyComponent> Of(SupplyModel model)
    {
        var nodes = model.Nodes.Count;
        var sets = new DisjointSets(nodes + model.Resources.Count);
        var limited = model.Resources.Select(r => r.Capacity.Any(double.IsFinite)).ToArray();
        for (var n = 0; n < nodes; n++)
        {
            if (model.Nodes[n].Storage is var storage and >= 0 && limited[storage])
                sets.Join(n, nodes + storage);
        }

        foreach (var activity in model.Activities)
        {
            foreach (var input in activity.Inputs)
                sets.Join(activity.Node, input.Index);
            foreach (var use in activity.Uses)
            {
                if (limited[use.Index])
                    sets.Join(activity.Node, nodes + use.Index);
            }
        }

        var needed = new HashSet<int>();
        for (var n = 0; n < nodes; n++)
        {
            var node = model.Nodes[n];
            if (node.OpeningStock < 0 || node.EndStock > 0 || node.ShelfLife > 0 || node.SafetyStock.Any(s => s > 0) || (node.Storage >= 0 && limited[node.Storage]))
                needed.Add(sets.Root(n));
        }

        foreach (var demand in model.Demands)
        {
            if (demand.OpeningBackorders > 0 || demand.Quantity.Any(q => q > 0))
                needed.Add(sets.Root(demand.Node));
        }

        foreach (var activity in model.Activities)
        {
            if (activity.Fixed.Any(f => f > 0))
                needed.Add(sets.Root(activity.Node));
        }

        var activitiesOf = ByRoot(model.Activities.Count, a => sets.Root(model.Activities[a].Node));
        var demandsOf = ByRoot(model.Demands.Count, d => sets.Root(model.Demands[d].Node));
        var resourcesOf = ByRoot(model.Resources.Count, r => limited[r] ? sets.Root(nodes + r) : -1);
        return
        [
            .. ByRoot(nodes, sets.Root)
                .Where(g => needed.Contains(g.Key))
                .Select(g => new SupplyComponent([.. g], [.. activitiesOf[g.Key]], [.. resourcesOf[g.Key]], [.. demandsOf[g.Key]]))
                .OrderByDescending(c => c.Nodes.Length + c.Activities.Length).ThenBy(c => c.Nodes[0]),
        ];
    }

    private static ILookup<int, int> ByRoot(int count, Func<int, int> root) => Enumerable.Range(0, count).ToLookup(root);

    private sealed class DisjointSets(int count)
    {
        private readonly int[] _parent = [.. Enumerable.Range(0, count)];

        public int Root(int member)
        {
            while (_parent[member] != member)
                member = _parent[member] = _parent[_parent[member]];
            return member;
        }

        // The smaller index stays the root, so that roots do not depend on the order of joining.
        public void Join(int a, int b)
        {
            (a, b) = (Root(a), Root(b));
            _parent[Math.Max(a, b)] = Math.Min(a, b);
        }
    }
}
