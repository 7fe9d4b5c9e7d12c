using Concord.Planning.Cube;
using Xunit;

namespace Concord.Tests.Cube;

public sealed class GroupingTests
{
    private static readonly SmallPlan Plan = new SmallPlan()
        .Item("b", "Road").Item("a", "Road").Item("c", null).Item("d", "City")
        .Series(SmallPlan.Demand, "b", "X", "shop", "EU").Series(SmallPlan.Demand, "a", "X", "web", "US")
        .Series(SmallPlan.Demand, "c", "Y", "shop", "EU").Series(SmallPlan.Demand, "d", "X", "shop", "US")
        .Series(SmallPlan.Demand, "a", "Y", "shop", "EU").Leave(SmallPlan.Demand, 3);

    private static SeriesAttributes Attributes => Plan.Structure.Spaces[SmallPlan.Demand].Attributes;

    private static IEnumerable<string> Keys(Grouping grouping) => grouping.Keys.Select(k => string.Join('/', k));

    [Fact]
    public void Groups_are_in_the_order_of_their_members_and_series_without_a_member_have_their_own()
    {
        var grouping = Attributes.Group(["family", "item"], Coordinates.All);
        Assert.Equal(["(none)/c", "Road/a", "Road/b"], Keys(grouping));
        Assert.Equal([2, 1, 0, -1, 1], grouping.GroupOf);
        Assert.Equal([1, 2, 1], grouping.Sizes);
        Assert.Equal([2, 1, 0], grouping.FirstSeries);
    }

    [Fact]
    public void A_series_that_has_left_the_plan_is_in_no_group_and_no_selection()
    {
        Assert.DoesNotContain("City", Keys(Attributes.Group(["family"], Coordinates.All)));
        Assert.Equal([0, 1, 2, 4], Attributes.Select(Coordinates.All));
        Assert.Empty(Attributes.Select(Coordinates.Of(("item", "d"))));
    }

    [Fact]
    public void The_empty_level_is_one_group_of_all()
    {
        var grouping = Attributes.Group([], Coordinates.All);
        Assert.Equal([[]], grouping.Keys);
        Assert.Equal([4], grouping.Sizes);
        Assert.Equal(0, Attributes.Group([], Coordinates.Of(("item", "nobody"))).Count);
    }

    [Fact]
    public void A_filter_takes_any_of_its_members_and_all_of_its_attributes()
    {
        var filter = Coordinates.Of(new Dictionary<string, IReadOnlyList<string>> { ["item"] = ["a", "b", "unknown"], ["channel"] = ["shop"] });
        Assert.Equal([0, 4], Attributes.Select(filter));
        Assert.Equal(["a", "b"], Keys(Attributes.Group(["item"], filter)));
        Assert.True(Attributes.Covers(filter, [0, 4]));
        Assert.False(Attributes.Covers(filter, [0, 1]));
        Assert.True(Attributes.Covers(Coordinates.All, [0, 1, 2]));
    }

    [Fact]
    public void An_attribute_that_is_not_known_is_told_with_a_near_name()
    {
        Assert.Contains("Maybe 'family'", Assert.Throws<ArgumentException>(() => Attributes.Group(["famly"], Coordinates.All)).Message);
        Assert.Throws<ArgumentException>(() => Attributes.Select(Coordinates.Of(("colour", "red"))));
    }

    /// <summary>Eight attributes of 2,000 members each are 2.56e26 combinations, more than a number of 64 bits counts.</summary>
    [Fact]
    public void Many_attributes_with_many_members_are_grouped_all_the_same()
    {
        const int count = 2000, depth = 8;
        var catalog = SeriesCatalog.Empty(SmallPlan.Site).With(Enumerable.Range(0, count).Select(i => (string[])[$"I{i}", "X"]));
        string[] members = [.. Enumerable.Range(0, count).Select(m => $"m{m:0000}")];
        string[] names = [.. Enumerable.Range(0, depth).Select(a => $"attribute {a}")];
        // Series s has member s + a of attribute a: no two series share a combination, and the first attribute orders them.
        var attributes = new SeriesAttributes(
            catalog, [.. names.Select((name, a) => new SeriesAttribute(name, members, [.. Enumerable.Range(0, count).Select(s => (count - 1 - s + a) % count)]))],
            [.. Enumerable.Repeat(true, count)]);
        var grouping = attributes.Group(names, Coordinates.All);
        Assert.Equal(count, grouping.Count);
        Assert.Equal(Enumerable.Range(0, count).Reverse(), grouping.GroupOf);
        Assert.Equal(["m0000", "m0001", "m0002", "m0003", "m0004", "m0005", "m0006", "m0007"], grouping.Keys[0]);
        Assert.Equal(["m1999", "m0000", "m0001", "m0002", "m0003", "m0004", "m0005", "m0006"], grouping.Keys[^1]);
    }

    [Fact]
    public void Groups_are_kept_once_made_and_selections_agree()
    {
        Assert.Same(Attributes.Group(["item"], Coordinates.Of(("channel", "web"))), Attributes.Group(["item"], Coordinates.Of(("channel", "web"))));
        Assert.Equal(Attributes.Select(Coordinates.Of(("channel", "web"))), Attributes.Select(Coordinates.Of(("channel", "web"))));
    }

    [Fact]
    public void Coordinates_are_equal_when_they_say_the_same()
    {
        var one = Coordinates.Of(new Dictionary<string, IReadOnlyList<string>> { ["region"] = ["US", "EU", "US"], ["family"] = ["Road"] });
        var other = Coordinates.Of(("family", "Road"), ("region", "EU"), ("region", "US"));
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.Equal("family Road; region EU, US", one.ToString());
        Assert.NotEqual(one, Coordinates.Of(("family", "Road")));
        Assert.Throws<ArgumentException>(() => Coordinates.Of(new Dictionary<string, IReadOnlyList<string>> { ["region"] = [] }));
    }
}
