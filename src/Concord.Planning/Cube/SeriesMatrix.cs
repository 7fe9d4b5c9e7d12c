namespace Concord.Planning.Cube;

/// <summary>
/// The values of a measure in some neighbouring buckets, series by series: what a stage computes on. NaN means no value. Mutable, for one owner;
/// rows may be written by several threads at once.
/// </summary>
public sealed class SeriesMatrix
{
    /// <summary>All values NaN.</summary>
    /// <param name="series">Rows.</param>
    /// <param name="first">Index of the first bucket in the calendar.</param>
    /// <param name="count">Buckets.</param>
    public SeriesMatrix(int series, int first, int count)
    {
        (Series, First, Count) = (series, first, count);
        Values = GC.AllocateUninitializedArray<double>(series * count);
        Values.AsSpan().Fill(double.NaN);
    }

    public int Series { get; }

    /// <summary>Index in the calendar of column 0.</summary>
    public int First { get; }

    public int Count { get; }

    /// <summary>Row after row.</summary>
    public double[] Values { get; }

    public Span<double> Row(int series) => Values.AsSpan(series * Count, Count);

    /// <summary>Reads a layer; buckets and series it does not have are NaN.</summary>
    public static SeriesMatrix From(Layer layer, int series, int first, int count)
    {
        var matrix = new SeriesMatrix(series, first, count);
        for (var column = 0; column < count; column++)
        {
            for (var block = 0; block < layer.BlockCount(first + column); block++)
            {
                if (layer.PageAt(first + column, block) is not { } page)
                    continue;
                var values = page.Values;
                var start = block * Page.Length;
                for (var i = 0; i < values.Length && start + i < series; i++)
                    matrix.Values[((start + i) * count) + column] = values[i];
            }
        }

        return matrix;
    }

    /// <summary>The matrix as a layer: buckets outside of it have no value. Pages that say the same as those of <paramref name="old"/> are shared with it.</summary>
    /// <param name="old">What the layer was before; <see cref="Layer.Empty"/> for nothing.</param>
    public Layer ToLayer(Layer old)
    {
        var pages = new List<(int Bucket, int Block, Page? Page)>();
        for (var bucket = 0; bucket < Math.Max(old.BucketCount, First + Count); bucket++)
        {
            for (var block = 0; block < Math.Max(old.BlockCount(bucket), Page.Blocks(Series)); block++)
            {
                var before = old.PageAt(bucket, block);
                var values = Column(bucket, block);
                if (values is null)
                {
                    if (before is not null)
                        pages.Add((bucket, block, null));
                }
                else if (before is null || !Same(before.Values, values))
                {
                    pages.Add((bucket, block, new Page(values)));
                }
            }
        }

        return old.With(pages);
    }

    /// <summary>The values of a page; null when all of them are NaN.</summary>
    private double[]? Column(int bucket, int block)
    {
        var start = block * Page.Length;
        if (bucket < First || bucket >= First + Count || start >= Series)
            return null;
        var values = new double[Math.Min(Page.Length, Series - start)];
        var any = false;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Values[((start + i) * Count) + bucket - First];
            any |= !double.IsNaN(values[i]);
        }

        return any ? values : null;
    }

    private static bool Same(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        for (var i = 0; i < Math.Max(one.Length, other.Length); i++)
        {
            if (!CubeEdit.Same(i < one.Length ? one[i] : double.NaN, i < other.Length ? other[i] : double.NaN))
                return false;
        }

        return true;
    }
}
