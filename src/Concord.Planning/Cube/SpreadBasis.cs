using Concord.Planning.Data.Measures;

namespace Concord.Planning.Cube;

/// <summary>Finds what an amount is spread like: for the series of one measure, the values of another that may be of another grain.</summary>
internal sealed class SpreadBasis(PlanStructure structure, CubeEdit edit)
{
    private readonly Dictionary<(Grain Of, Grain For), int[]> _places = [];

    /// <summary>
    /// For each series the value of a measure in a bucket. A measure of another grain is added up by the attributes both grains have: stock is spread like the
    /// demand of the item at the location, over all customers. Series that have its value together share it equally.
    /// </summary>
    /// <param name="like">The measure whose values are read.</param>
    /// <param name="measure">The measure the series are of.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="series">Ascending.</param>
    /// <param name="values">One for each series; written. NaN for none, and where the two grains have nothing in common.</param>
    public void Read(MeasureDefinition like, MeasureDefinition measure, int bucket, ReadOnlySpan<int> series, Span<double> values)
    {
        if (Same(like, measure))
        {
            edit.Gather(like.Name, LayerKind.Values, bucket, series, values);
            return;
        }

        values.Fill(double.NaN);
        if (!structure.Spaces.TryGetValue(like.Grain & ~Grain.Bucket, out var other))
            return;
        var own = structure.Of(measure);
        var common = SeriesCatalog.KeysOf(like.Grain).Intersect(SeriesCatalog.KeysOf(measure.Grain), StringComparer.Ordinal).ToList();
        if (common.Count == 0)
            return;
        var grouping = other.Attributes.Group(common, Coordinates.All);
        var places = Places(like, measure, own, common, grouping);
        var sums = new double[grouping.Count];
        Array.Fill(sums, double.NaN);
        for (var block = 0; block < Page.Blocks(other.Count); block++)
        {
            var page = edit.Read(new PageAddress(like.Name, LayerKind.Values, bucket, block));
            var groupOf = grouping.GroupOf.AsSpan(block * Page.Length);
            // A page of a cube that has grown since may hold series this structure does not know.
            Numerics.Cells.PresentSums.AddByGroup(page[..Math.Min(page.Length, groupOf.Length)], groupOf, [], sums);
        }

        // Series that share a value of the other measure share its weight: two customers of an item do not make its stock count twice.
        var sharing = new int[grouping.Count];
        foreach (var one in series)
        {
            if (places[one] is var place and >= 0)
                sharing[place]++;
        }

        for (var i = 0; i < series.Length; i++)
        {
            if (places[series[i]] is var place and >= 0)
                values[i] = sums[place] / sharing[place];
        }
    }

    /// <summary>For each series the sum of its sales history over the year before the horizon: what is left to go by where a plan has nothing yet.</summary>
    public void ReadLastYear(MeasureDefinition measure, ReadOnlySpan<int> series, Span<double> values)
    {
        var history = MeasureRegistry.Measure("sales_history");
        values.Fill(double.NaN);
        var day = structure.Calendar[Math.Min(structure.FirstPlanned, structure.Calendar.Count - 1)].First.AddYears(-1);
        var one = new double[series.Length];
        for (var bucket = Math.Max(0, structure.Calendar.IndexOf(day < structure.Calendar.First ? structure.Calendar.First : day)); bucket < structure.FirstPlanned; bucket++)
        {
            Read(history, measure, bucket, series, one);
            for (var i = 0; i < one.Length; i++)
                values[i] = Numerics.Cells.PresentSums.Add(values[i], one[i]);
        }
    }

    private static bool Same(MeasureDefinition like, MeasureDefinition measure) => (like.Grain | Grain.Bucket) == (measure.Grain | Grain.Bucket);

    private int[] Places(MeasureDefinition like, MeasureDefinition measure, SeriesSpace own, List<string> common, Grouping grouping)
    {
        if (_places.TryGetValue((like.Grain, measure.Grain), out var known))
            return known;
        var groups = own.Attributes.Group(common, Coordinates.All);
        var groupOf = new Dictionary<string, int>(grouping.Count, StringComparer.Ordinal);
        for (var group = 0; group < grouping.Count; group++)
            groupOf[string.Join('\u001f', grouping.Keys[group])] = group;
        var byGroup = Array.ConvertAll(groups.Keys, key => groupOf.GetValueOrDefault(string.Join('\u001f', key), -1));
        var places = Array.ConvertAll(groups.GroupOf, group => group < 0 ? -1 : byGroup[group]);
        _places.Add((like.Grain, measure.Grain), places);
        return places;
    }
}
