using System.Runtime.InteropServices;

namespace Concord.Planning.Data.Checks;

/// <summary>A circle in the bills of material: each item of the path needs the next, and the last one needs the first.</summary>
/// <param name="Lines">The bill lines of the circle, in its order; it starts at the item whose number sorts first.</param>
/// <param name="From">A day on which all of them hold.</param>
public sealed record BillCycle(IReadOnlyList<BillOfMaterialLine> Lines, DateOnly From)
{
    /// <summary>The full circle: A -> B -> C -> A.</summary>
    public string Path => string.Join(" -> ", Lines.Select(l => l.Item.Value).Append(Lines[0].Item.Value));
}

/// <summary>
/// Finds circles in bills of material. Only lines that can hold together make one: on the same day (the cut-off, or a later day on which a
/// line starts) and at the same plant (a line for every plant holds at each). Alternates of one item count separately, and any of them can close
/// a circle. Every line that takes part in a circle is in a reported one, each circle is reported once, and for each line it is a shortest one.
/// Strongly connected components (R. Tarjan, Depth-first search and linear graph algorithms, 1972) leave only the lines of circles for the search
/// of shortest ways, so that sound bills cost one linear pass. Where everything is connected to everything the search stops at
/// <see cref="MostCycles"/> circles and <see cref="MostSlices"/> days and plants for each component: the bills are beyond repair by then.
/// </summary>
public static class BillCycles
{
    /// <summary>Circles reported for one component.</summary>
    public const int MostCycles = 100;

    /// <summary>Combinations of day and plant examined for one component.</summary>
    public const int MostSlices = 400;

    /// <summary>The circles at or after the cut-off, sorted by path.</summary>
    public static IReadOnlyList<BillCycle> Find(IEnumerable<BillOfMaterialLine> bills, DateOnly asOf)
    {
        var lines = bills.Where(l => DayRange.Of(l.ValidFrom, l.ValidTo).HoldsFrom(asOf)).ToArray();
        var index = new Dictionary<ItemId, int>(lines.Length);
        var graph = new Graph(
            [.. lines.Select(l => IndexOf(index, l.Item))], [.. lines.Select(l => IndexOf(index, l.Component))], index.Count);
        var component = graph.StrongComponents();
        var found = new SortedDictionary<string, BillCycle>(StringComparer.Ordinal);
        foreach (var circular in Enumerable.Range(0, lines.Length)
            .Where(e => component[graph.From[e]] == component[graph.To[e]])
            .GroupBy(e => component[graph.From[e]]))
        {
            FindInComponent([.. circular.Select(e => lines[e])], asOf, found);
        }

        return [.. found.Values];
    }

    /// <summary>Looks at one component on each day and plant on which its lines differ.</summary>
    private static void FindInComponent(BillOfMaterialLine[] lines, DateOnly asOf, SortedDictionary<string, BillCycle> found)
    {
        var days = lines.Select(l => l.ValidFrom ?? DateOnly.MinValue).Where(d => d > asOf).Append(asOf).Distinct().Order();
        var plants = lines.Where(l => l.Location is not null).Select(l => l.Location).Distinct().OrderBy(l => l!.Value.Value, StringComparer.Ordinal).ToList();
        if (plants.Count == 0)
            plants.Add(null);
        var covered = new HashSet<BillOfMaterialLine>(ReferenceEqualityComparer.Instance);
        var reported = 0;
        foreach (var (day, plant) in days.SelectMany(d => plants.Select(p => (d, p))).Take(MostSlices))
        {
            var slice = lines.Where(l => (l.Location is null || l.Location == plant) && DayRange.Of(l.ValidFrom, l.ValidTo).Holds(day)).ToArray();
            var index = new Dictionary<ItemId, int>(slice.Length);
            var graph = new Graph(
                [.. slice.Select(l => IndexOf(index, l.Item))], [.. slice.Select(l => IndexOf(index, l.Component))], index.Count);
            var component = graph.StrongComponents();
            for (var edge = 0; edge < slice.Length && reported < MostCycles; edge++)
            {
                if (component[graph.From[edge]] != component[graph.To[edge]] || covered.Contains(slice[edge]))
                    continue;
                var circle = graph.ShortestCircle(edge, component);
                foreach (var line in circle)
                    covered.Add(slice[line]);
                var first = Enumerable.Range(0, circle.Count).MinBy(i => slice[circle[i]].Item.Value, StringComparer.Ordinal);
                var cycle = new BillCycle([.. circle.Skip(first).Concat(circle.Take(first)).Select(i => slice[i])], day);
                if (found.TryAdd(cycle.Path, cycle))
                    reported++;
            }
        }
    }

    private static int IndexOf(Dictionary<ItemId, int> index, ItemId item)
    {
        ref var position = ref CollectionsMarshal.GetValueRefOrAddDefault(index, item, out var known);
        if (!known)
            position = index.Count - 1;
        return position;
    }

    /// <summary>A directed graph: edge e goes from From[e] to To[e]; the edges that leave a node stand together in <see cref="_edges"/>.</summary>
    private sealed class Graph
    {
        private readonly int[] _start;
        private readonly int[] _edges;

        public Graph(int[] from, int[] to, int nodes)
        {
            From = from;
            To = to;
            _start = new int[nodes + 1];
            foreach (var node in from)
                _start[node + 1]++;
            for (var node = 0; node < nodes; node++)
                _start[node + 1] += _start[node];
            _edges = new int[from.Length];
            var next = _start.AsSpan(0, nodes).ToArray();
            for (var edge = 0; edge < from.Length; edge++)
                _edges[next[from[edge]]++] = edge;
        }

        public int[] From { get; }

        public int[] To { get; }

        /// <summary>For each node the number of its strongly connected component. Tarjan's algorithm without recursion: bills may be deep.</summary>
        public int[] StrongComponents()
        {
            var nodes = _start.Length - 1;
            var component = new int[nodes];
            Array.Fill(component, -1);
            var order = new int[nodes];
            var low = new int[nodes];
            var next = _start.AsSpan(0, nodes).ToArray();
            var open = new Stack<int>();
            var path = new Stack<int>();
            var seen = 0;
            var components = 0;
            for (var root = 0; root < nodes; root++)
            {
                if (order[root] != 0)
                    continue;
                Enter(root);
                while (path.TryPeek(out var node))
                {
                    if (next[node] < _start[node + 1])
                    {
                        var to = To[_edges[next[node]++]];
                        if (order[to] == 0)
                            Enter(to);
                        else if (component[to] < 0)
                            low[node] = Math.Min(low[node], order[to]);
                        continue;
                    }

                    path.Pop();
                    if (path.TryPeek(out var parent))
                        low[parent] = Math.Min(low[parent], low[node]);
                    if (low[node] != order[node])
                        continue;
                    int member;
                    do
                    {
                        member = open.Pop();
                        component[member] = components;
                    }
                    while (member != node);
                    components++;
                }
            }

            return component;

            void Enter(int node)
            {
                order[node] = low[node] = ++seen;
                open.Push(node);
                path.Push(node);
            }
        }

        /// <summary>The edges of a shortest circle that starts with this edge, inside its component; there always is one.</summary>
        public List<int> ShortestCircle(int edge, int[] component)
        {
            var target = From[edge];
            var by = new Dictionary<int, int> { [To[edge]] = edge };
            var queue = new Queue<int>();
            queue.Enqueue(To[edge]);
            while (!by.ContainsKey(target) && queue.TryDequeue(out var node))
            {
                for (var i = _start[node]; i < _start[node + 1]; i++)
                {
                    var to = To[_edges[i]];
                    if (component[to] == component[target] && by.TryAdd(to, _edges[i]))
                        queue.Enqueue(to);
                }
            }

            var circle = new List<int>();
            for (var node = target; ; node = From[by[node]])
            {
                circle.Add(by[node]);
                if (by[node] == edge)
                    break;
            }

            circle.Reverse();
            return circle;
        }
    }
}
