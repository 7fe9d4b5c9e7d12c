namespace Concord.Planning.Supply;

/// <summary>The order in which goods pass through the nodes of a model.</summary>
internal static class SupplyOrder
{
    /// <summary>Nodes so that what is taken comes before who takes it. Where ways lead in a circle, as lanes do, the node with the lower number comes later.</summary>
    /// <param name="into">For each node the activities that bring to it.</param>
    public static int[] ComponentsFirst(SupplyModel model, List<int>[] into)
    {
        var order = new List<int>(model.Nodes.Count);
        var seen = new bool[model.Nodes.Count];
        var stack = new Stack<(int Node, int Next)>();
        for (var first = 0; first < seen.Length; first++)
        {
            if (seen[first])
                continue;
            seen[first] = true;
            stack.Push((first, 0));
            while (stack.TryPop(out var at))
            {
                var found = -1;
                var next = 0;
                foreach (var activity in into[at.Node])
                {
                    foreach (var input in model.Activities[activity].Inputs)
                    {
                        if (next++ < at.Next || seen[input.Index])
                            continue;
                        found = input.Index;
                        break;
                    }

                    if (found >= 0)
                        break;
                }

                if (found < 0)
                {
                    order.Add(at.Node);
                    continue;
                }

                seen[found] = true;
                stack.Push((at.Node, next));
                stack.Push((found, 0));
            }
        }

        return [.. order];
    }

    /// <summary>For each node the activities that bring to it, in the order of the model.</summary>
    public static List<int>[] Into(SupplyModel model)
    {
        var into = new List<int>[model.Nodes.Count];
        for (var n = 0; n < into.Length; n++)
            into[n] = [];
        for (var a = 0; a < model.Activities.Count; a++)
            into[model.Activities[a].Node].Add(a);
        return into;
    }

    /// <summary>For each node the activities that take from it, each with the quantity per unit started.</summary>
    public static List<PerUnit>[] OutOf(SupplyModel model)
    {
        var outOf = new List<PerUnit>[model.Nodes.Count];
        for (var n = 0; n < outOf.Length; n++)
            outOf[n] = [];
        for (var a = 0; a < model.Activities.Count; a++)
        {
            foreach (var input in model.Activities[a].Inputs)
                outOf[input.Index].Add(new PerUnit(a, input.Quantity));
        }

        return outOf;
    }
}
