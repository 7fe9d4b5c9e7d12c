namespace Concord.Planning.Cube;

/// <summary>A change in the making: pages are copied when first written to, and become a new cube at the end. Used by one thread.</summary>
/// <param name="from">The cube to start from; it does not change.</param>
/// <param name="seriesOf">How many series a measure has: new pages get that size.</param>
public sealed class CubeEdit(PlanCube from, Func<string, int> seriesOf)
{
    private readonly Dictionary<PageAddress, double[]> _written = [];

    /// <summary>The values of a page as they are now; empty where nothing has a value.</summary>
    public ReadOnlySpan<double> Read(PageAddress address) =>
        _written.TryGetValue(address, out var values) ? values : from.PageAt(address) is { } page ? page.Values : [];

    /// <summary>The values of a page to write to. Series without a value are NaN.</summary>
    public Span<double> Write(PageAddress address)
    {
        if (_written.TryGetValue(address, out var known))
            return known;
        var length = Math.Min(Page.Length, seriesOf(address.Measure) - (address.Block * Page.Length));
        var old = from.PageAt(address) is { } page ? page.Values : [];
        var values = GC.AllocateUninitializedArray<double>(Math.Max(length, old.Length));
        old.CopyTo(values);
        values.AsSpan(old.Length).Fill(double.NaN);
        _written.Add(address, values);
        return values;
    }

    /// <summary>Reads the values of some series in a bucket.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="kind">The layer.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="series">Ascending.</param>
    /// <param name="values">One for each series.</param>
    public void Gather(string measure, LayerKind kind, int bucket, ReadOnlySpan<int> series, Span<double> values)
    {
        for (var i = 0; i < series.Length;)
        {
            var block = series[i] / Page.Length;
            var (first, end) = (block * Page.Length, (block + 1) * Page.Length);
            var page = Read(new PageAddress(measure, kind, bucket, block));
            for (; i < series.Length && series[i] < end; i++)
            {
                var at = series[i] - first;
                values[i] = at < page.Length ? page[at] : double.NaN;
            }
        }
    }

    /// <summary>Writes the values of some series in a bucket. Pages in which nothing changes are not touched.</summary>
    public void Scatter(string measure, LayerKind kind, int bucket, ReadOnlySpan<int> series, ReadOnlySpan<double> values)
    {
        for (var i = 0; i < series.Length;)
        {
            var address = new PageAddress(measure, kind, bucket, series[i] / Page.Length);
            var first = address.Block * Page.Length;
            var next = i;
            while (next < series.Length && series[next] < first + Page.Length)
                next++;
            var old = Read(address);
            var changes = false;
            for (var j = i; j < next && !changes; j++)
            {
                var at = series[j] - first;
                changes = !Same(at < old.Length ? old[at] : double.NaN, values[j]);
            }

            if (changes)
            {
                var page = Write(address);
                for (var j = i; j < next; j++)
                    page[series[j] - first] = values[j];
            }

            i = next;
        }
    }

    /// <summary>The cube with all that was written.</summary>
    public PlanCube Build() => _written.Count == 0 ? from : from.With(_written.Select(w => (w.Key, (Page?)new Page(w.Value))));

    /// <summary>True when two cells say the same: equal bits, or both no value. Zero and minus zero are equal.</summary>
    public static bool Same(double one, double other) => one == other || (double.IsNaN(one) && double.IsNaN(other));
}
