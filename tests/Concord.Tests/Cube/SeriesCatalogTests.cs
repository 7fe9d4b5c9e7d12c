using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Concord.Tests.Cube;

public sealed class SeriesCatalogTests
{
    [Fact]
    public void A_coordinate_keeps_its_number_for_ever_and_is_not_added_twice() => Prop.ForAll<byte[][]>(batches =>
    {
        var catalog = SeriesCatalog.Empty(SmallPlan.Site | Grain.Bucket);
        var expected = new List<(string, string)>();
        foreach (var batch in batches)
        {
            var before = catalog;
            var added = batch.Select(b => ($"I{b % 7}", $"L{b % 3}")).ToList();
            catalog = catalog.With(added.Select(c => (string[])[c.Item1, c.Item2]));
            expected.AddRange(added.Distinct().Except(expected).ToList());
            if (before.Count == catalog.Count && !ReferenceEquals(before, catalog))
                return false;
        }

        return catalog.Count == expected.Count
            && Enumerable.Range(0, catalog.Count).All(s => catalog.Coordinate(s) is [var item, var location] && (item, location) == expected[s])
            && expected.Select((c, s) => catalog.Find([c.Item1, c.Item2]) == s).All(found => found);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_catalog_does_not_change_when_a_longer_one_is_made_from_it()
    {
        var one = SeriesCatalog.Empty(SmallPlan.Site).With([["A", "X"], ["B", "X"]]);
        var two = one.With([["C", "Y"]]);
        Assert.Equal((2, 3), (one.Count, two.Count));
        Assert.Equal(-1, one.Find(["C", "Y"]));
        Assert.Equal(2, two.Find(["C", "Y"]));
        Assert.Equal(2, one.Members(0).Length);
        Assert.Equal([0, 1], one.Codes(0).ToArray());
    }

    [Fact]
    public void What_is_not_in_it_is_not_found()
    {
        var catalog = SeriesCatalog.Empty(SmallPlan.Site).With([["A", "X"], ["B", "Y"]]);
        Assert.Equal(-1, catalog.Find(["A", "Y"]));
        Assert.Equal(-1, catalog.Find(["Z", "X"]));
        Assert.Equal(-1, catalog.Find(["X", "A"]));
    }

    [Fact]
    public void The_company_as_a_whole_is_one_series()
    {
        var catalog = SeriesCatalog.Empty(Grain.Bucket);
        Assert.Equal(0, catalog.Count);
        catalog = catalog.With([[], []]);
        Assert.Equal(1, catalog.Count);
        Assert.Equal(0, catalog.Find([]));
        Assert.Empty(catalog.Coordinate(0));
    }

    [Fact]
    public void A_coordinate_names_a_member_for_each_key()
    {
        var message = Assert.Throws<ArgumentException>(() => SeriesCatalog.Empty(SmallPlan.Site).With([["A"]])).Message;
        Assert.Contains("item, location", message);
        Assert.Equal(["item", "location", "channel", "region"], SeriesCatalog.KeysOf(SmallPlan.Demand | Grain.Bucket));
        Assert.Equal(["item", "from_location", "to_location", "mode"], SeriesCatalog.KeysOf(Grain.Item | Grain.Lane));
    }
}
