using Concord.Planning.Cube;

namespace Concord.Planning.Scenarios;

/// <summary>Compares and merges layers cell by cell, looking only at pages that are not shared.</summary>
internal static class Layers
{
    /// <summary>The series among those given whose values differ in a bucket.</summary>
    public static List<int> Different(Layer one, Layer other, int bucket, ReadOnlySpan<int> series)
    {
        var different = new List<int>();
        for (var i = 0; i < series.Length;)
        {
            var block = series[i] / Page.Length;
            var end = (block + 1) * Page.Length;
            var (a, b) = (one.PageAt(bucket, block), other.PageAt(bucket, block));
            if (ReferenceEquals(a, b) || (a is not null && a.Id != 0 && a.Id == b?.Id))
            {
                while (i < series.Length && series[i] < end)
                    i++;
                continue;
            }

            ReadOnlySpan<double> x = a is null ? [] : a.Values, y = b is null ? [] : b.Values;
            for (; i < series.Length && series[i] < end; i++)
            {
                var at = series[i] - (block * Page.Length);
                if (!CubeEdit.Same(At(x, at), At(y, at)))
                    different.Add(series[i]);
            }
        }

        return different;
    }

    /// <summary>
    /// Merges a page: cells only one side changed take that side's value; cells both changed to different values keep ours and are conflicts, and so do those theirs
    /// changed that ours hold.
    /// </summary>
    /// <param name="held">For each cell whether ours hold it, whoever changed it; empty for none.</param>
    /// <returns>The merged page: one of those given where that says the same.</returns>
    public static Page? Merge(Page? before, Page? ours, Page? theirs, ReadOnlySpan<bool> held, List<int> conflicts)
    {
        if (Shared(before, theirs) || Shared(ours, theirs))
            return ours;
        if (held.IsEmpty && Shared(before, ours))
            return theirs;
        ReadOnlySpan<double> b = before is null ? [] : before.Values, o = ours is null ? [] : ours.Values, t = theirs is null ? [] : theirs.Values;
        var merged = new double[Math.Max(o.Length, t.Length)];
        var changed = false;
        for (var i = 0; i < merged.Length; i++)
        {
            var (was, own, other) = (At(b, i), At(o, i), At(t, i));
            merged[i] = own;
            if (CubeEdit.Same(was, other) || CubeEdit.Same(own, other))
                continue;
            if (CubeEdit.Same(was, own) && !(i < held.Length && held[i]))
            {
                merged[i] = other;
                changed = true;
            }
            else
            {
                conflicts.Add(i);
            }
        }

        return changed ? new Page(merged) : ours;
    }

    private static bool Shared(Page? one, Page? other) => ReferenceEquals(one, other) || (one is not null && one.Id != 0 && one.Id == other?.Id);

    private static double At(ReadOnlySpan<double> values, int index) => index < values.Length ? values[index] : double.NaN;
}
