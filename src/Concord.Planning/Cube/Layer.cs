namespace Concord.Planning.Cube;

/// <summary>
/// One number for each series and bucket: pages of neighbouring series, bucket by bucket. Immutable: a change makes a new layer that shares
/// every other page.
/// </summary>
public sealed class Layer
{
    private readonly Page?[][] _buckets;

    private Layer(Page?[][] buckets) => _buckets = buckets;

    public static Layer Empty { get; } = new([]);

    /// <summary>Buckets up to the last that holds a page.</summary>
    public int BucketCount => _buckets.Length;

    /// <summary>Blocks of the bucket up to the last that holds a page.</summary>
    public int BlockCount(int bucket) => bucket < _buckets.Length ? _buckets[bucket].Length : 0;

    /// <summary>The page of a block of series in a bucket; null where nothing has a value.</summary>
    public Page? PageAt(int bucket, int block) =>
        bucket < _buckets.Length && block < _buckets[bucket].Length ? _buckets[bucket][block] : null;

    /// <summary>The value of a series in a bucket; NaN for none.</summary>
    public double this[int series, int bucket]
    {
        get
        {
            if (PageAt(bucket, series / Page.Length) is not { } page)
                return double.NaN;
            var values = page.Values;
            var at = series % Page.Length;
            return at < values.Length ? values[at] : double.NaN;
        }
    }

    /// <summary>The layer with these pages in place of its own; null takes a page away.</summary>
    public Layer With(IEnumerable<(int Bucket, int Block, Page? Page)> pages)
    {
        var buckets = _buckets;
        var copied = new HashSet<int>();
        foreach (var (bucket, block, page) in pages)
        {
            if (PageOf(buckets, bucket, block) == page)
                continue;
            if (copied.Count == 0)
                buckets = Copy(buckets, bucket + 1);
            else if (bucket >= buckets.Length)
                buckets = Copy(buckets, bucket + 1);
            if (copied.Add(bucket) || block >= buckets[bucket].Length)
                buckets[bucket] = Copy(buckets[bucket], block + 1);
            buckets[bucket][block] = page;
        }

        return copied.Count == 0 ? this : new Layer(Trimmed(buckets));
    }

    /// <summary>Without places behind the last page, so that a layer is the same however it came about.</summary>
    private static Page?[][] Trimmed(Page?[][] buckets)
    {
        for (var bucket = 0; bucket < buckets.Length; bucket++)
        {
            var length = Array.FindLastIndex(buckets[bucket], p => p is not null) + 1;
            if (length < buckets[bucket].Length)
                buckets[bucket] = buckets[bucket][..length];
        }

        return buckets[..(Array.FindLastIndex(buckets, b => b.Length > 0) + 1)];
    }

    /// <summary>The places in which two layers do not share the page. Pages that are not shared may still hold equal values.</summary>
    public static IEnumerable<(int Bucket, int Block)> Differences(Layer one, Layer other)
    {
        if (ReferenceEquals(one, other))
            yield break;
        for (var bucket = 0; bucket < Math.Max(one.BucketCount, other.BucketCount); bucket++)
        {
            if (bucket < one.BucketCount && bucket < other.BucketCount && ReferenceEquals(one._buckets[bucket], other._buckets[bucket]))
                continue;
            for (var block = 0; block < Math.Max(one.BlockCount(bucket), other.BlockCount(bucket)); block++)
            {
                if (one.PageAt(bucket, block) is var page && page != other.PageAt(bucket, block) && (page is null || page.Id == 0 || page.Id != other.PageAt(bucket, block)?.Id))
                    yield return (bucket, block);
            }
        }
    }

    private static Page? PageOf(Page?[][] buckets, int bucket, int block) =>
        bucket < buckets.Length && block < buckets[bucket].Length ? buckets[bucket][block] : null;

    private static Page?[][] Copy(Page?[][] buckets, int least)
    {
        var copy = new Page?[Math.Max(buckets.Length, least)][];
        buckets.CopyTo(copy, 0);
        for (var i = buckets.Length; i < copy.Length; i++)
            copy[i] = [];
        return copy;
    }

    private static Page?[] Copy(Page?[] blocks, int least)
    {
        var copy = new Page?[Math.Max(blocks.Length, least)];
        blocks.CopyTo(copy, 0);
        return copy;
    }
}
