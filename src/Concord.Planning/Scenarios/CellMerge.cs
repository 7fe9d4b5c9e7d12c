using Concord.Planning.Cube;

namespace Concord.Planning.Scenarios;

/// <summary>Series of one measure that both sides changed in a bucket, to different values.</summary>
public sealed record ConflictingCells(string Measure, int Bucket, IReadOnlyList<int> Series);

/// <summary>The three-way merge of cubes, cell by cell.</summary>
internal static class CellMerge
{
    /// <summary>
    /// Takes over what theirs changed since the common ancestor. Values both changed differently stay ours and are listed; so do those that ours locked since and
    /// theirs changed. What a stage wrote on both sides stays ours without a word: the stage runs again after a merge.
    /// </summary>
    public static (PlanCube Cube, IReadOnlyList<ConflictingCells> Conflicts) Merge(PlanCube before, PlanCube ours, PlanCube theirs)
    {
        var pages = new List<(PageAddress, Page?)>();
        var conflicts = new SortedDictionary<(string Measure, int Bucket), List<int>>();
        foreach (var address in PlanCube.Differences(before, theirs))
        {
            var inPage = new List<int>();
            var own = ours.PageAt(address);
            var merged = Layers.Merge(before.PageAt(address), own, theirs.PageAt(address), Held(address, before, ours, theirs), inPage);
            if (!ReferenceEquals(merged, own))
                pages.Add((address, merged));
            if (inPage.Count == 0 || address.Kind != LayerKind.Values)
                continue;
            if (!conflicts.TryGetValue((address.Measure, address.Bucket), out var series))
                conflicts.Add((address.Measure, address.Bucket), series = []);
            series.AddRange(inPage.Select(i => (address.Block * Page.Length) + i));
        }

        return (ours.With(pages), [.. conflicts.Select(c => new ConflictingCells(c.Key.Measure, c.Key.Bucket, c.Value))]);
    }

    /// <summary>For each series of a page of values whether ours locked it since and theirs did not; empty for none.</summary>
    private static bool[] Held(PageAddress address, PlanCube before, PlanCube ours, PlanCube theirs)
    {
        var at = address with { Kind = LayerKind.Locks };
        if (address.Kind != LayerKind.Values || ours.PageAt(at) is not { } locks || locks == before.PageAt(at))
            return [];
        ReadOnlySpan<double> own = locks.Values, was = before.PageAt(at) is { } old ? old.Values : [], other = theirs.PageAt(at) is { } page ? page.Values : [];
        var held = new bool[own.Length];
        for (var i = 0; i < held.Length; i++)
            held[i] = own[i] == 1 && !(i < was.Length && was[i] == 1) && !(i < other.Length && other[i] == 1);
        return held;
    }

    /// <summary>A cube with some cells taken from another.</summary>
    public static PlanCube Take(PlanCube into, PlanCube from, IEnumerable<ConflictingCells> cells, Func<string, int> seriesOf)
    {
        var edit = new CubeEdit(into, seriesOf);
        foreach (var group in cells)
        {
            int[] series = [.. group.Series];
            var values = new double[series.Length];
            new CubeEdit(from, seriesOf).Gather(group.Measure, LayerKind.Values, group.Bucket, series, values);
            edit.Scatter(group.Measure, LayerKind.Values, group.Bucket, series, values);
        }

        return edit.Build();
    }
}
