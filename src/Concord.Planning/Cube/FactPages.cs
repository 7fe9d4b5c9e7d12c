namespace Concord.Planning.Cube;

/// <summary>The values of one measure while they are added up. One thread.</summary>
/// <param name="buckets">Buckets of the calendar.</param>
/// <param name="series">Series of the measure.</param>
internal sealed class FactPages(int buckets, int series)
{
    private readonly double[]?[][] _pages = [.. Enumerable.Range(0, buckets).Select(_ => new double[]?[Page.Blocks(series)])];

    /// <summary>The cell, NaN as long as it has no value.</summary>
    public ref double Cell(int bucket, int at)
    {
        ref var page = ref _pages[bucket][at / Page.Length];
        if (page is null)
        {
            page = GC.AllocateUninitializedArray<double>(Math.Min(Page.Length, series - (at / Page.Length * Page.Length)));
            page.AsSpan().Fill(double.NaN);
        }

        return ref page[at % Page.Length];
    }

    /// <summary>Adds to a cell: the first value is its value.</summary>
    public void Add(int bucket, int at, double value)
    {
        ref var cell = ref Cell(bucket, at);
        cell = double.IsNaN(cell) ? value : cell + value;
    }

    /// <summary>Makes every value of a bucket zero; what has none keeps none.</summary>
    public void Zero(int bucket)
    {
        foreach (var page in _pages[bucket])
        {
            for (var i = 0; i < page?.Length; i++)
                page[i] = double.IsNaN(page[i]) ? double.NaN : 0;
        }
    }

    /// <summary>Adds the values of a bucket to those of all series.</summary>
    public void AddTo(int bucket, Span<double> sums)
    {
        for (var block = 0; block < _pages[bucket].Length; block++)
        {
            var page = _pages[bucket][block] ?? [];
            for (var i = 0; i < page.Length; i++)
            {
                if (!double.IsNaN(page[i]))
                    sums[(block * Page.Length) + i] += page[i];
            }
        }
    }

    /// <summary>The pages that have a value.</summary>
    public IEnumerable<(int Bucket, int Block, Page? Page)> Build()
    {
        for (var bucket = 0; bucket < _pages.Length; bucket++)
        {
            for (var block = 0; block < _pages[bucket].Length; block++)
            {
                if (_pages[bucket][block] is { } values)
                    yield return (bucket, block, new Page(values));
            }
        }
    }
}
