using Concord.Planning.Cube;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Concord.Tests.Cube;

public sealed class PlanCubeTests
{
    private const int Series = (2 * Page.Length) + 100;

    private static CubeEdit Edit(PlanCube from, int series = Series) => new(from, _ => series);

    private static PlanCube With(PlanCube from, string measure, int bucket, int series, double value)
    {
        var edit = Edit(from);
        edit.Scatter(measure, LayerKind.Values, bucket, [series], [value]);
        return edit.Build();
    }

    [Fact]
    public void An_edit_shares_every_page_it_does_not_touch_and_leaves_its_parent_as_it_was()
    {
        var parent = With(With(With(PlanCube.Empty, "sales_input", 0, 5, 1), "sales_input", 0, Page.Length, 2), "load", 3, 0, 3);
        var child = With(parent, "sales_input", 0, 6, 9);

        Assert.Equal((1, double.NaN), (parent.Values("sales_input")[5, 0], parent.Values("sales_input")[6, 0]));
        Assert.Equal((1, 9), (child.Values("sales_input")[5, 0], child.Values("sales_input")[6, 0]));
        Assert.Equal([new PageAddress("sales_input", LayerKind.Values, 0, 0)], PlanCube.Differences(parent, child));
        foreach (var (address, page) in parent.Pages())
            Assert.Equal(address.Block != 0 || address.Measure == "load", ReferenceEquals(page, child.PageAt(address)));
        Assert.Same(parent["load"], child["load"]);
    }

    [Fact]
    public void Cells_read_as_they_were_last_written_whatever_the_order_of_edits() => Prop.ForAll<(byte, byte, ushort, int)[]>(writes =>
    {
        var known = new Dictionary<(string, int, int), double>();
        var (cube, chain) = (PlanCube.Empty, new List<(PlanCube, Dictionary<(string, int, int), double>)>());
        foreach (var (measure, bucket, series, value) in writes)
        {
            var (name, b, s) = ($"m{measure % 2}", bucket % 3, series % Series);
            chain.Add((cube, new(known)));
            // Every fifth write takes the value away.
            known[(name, b, s)] = value % 5 == 0 ? double.NaN : value;
            cube = With(cube, name, b, s, known[(name, b, s)]);
        }

        chain.Add((cube, known));
        return chain.TrueForAll(c => c.Item2.All(cell => c.Item1.Values(cell.Key.Item1)[cell.Key.Item3, cell.Key.Item2].Equals(cell.Value)))
            && known.Keys.All(k => cube.Values(k.Item1)[(k.Item3 + 1) % Series, k.Item2] is var next
                && (known.TryGetValue((k.Item1, k.Item2, (k.Item3 + 1) % Series), out var expected) ? next.Equals(expected) : double.IsNaN(next)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Writing_what_is_there_touches_nothing()
    {
        var cube = With(PlanCube.Empty, "load", 2, 7, 0);
        Assert.Same(cube, With(cube, "load", 2, 7, -0.0));
        Assert.Same(cube, With(cube, "load", 2, 8, double.NaN));
        Assert.Same(cube, With(cube, "load", 9, Series - 1, double.NaN));
        Assert.Same(cube, Edit(cube).Build());
    }

    [Fact]
    public void A_page_that_is_shorter_than_its_series_grows_when_it_is_written_to()
    {
        var small = Edit(PlanCube.Empty, 3);
        small.Scatter("load", LayerKind.Values, 0, [0, 1, 2], [1, 2, 3]);
        var cube = small.Build();
        Assert.Equal(3, cube.PageAt(new PageAddress("load", LayerKind.Values, 0, 0))!.Values.Length);
        Assert.Equal(double.NaN, cube.Values("load")[500, 0]);

        var grown = With(cube, "load", 0, 500, 4);
        Assert.Equal(Page.Length, grown.PageAt(new PageAddress("load", LayerKind.Values, 0, 0))!.Values.Length);
        Assert.Equal([1, 2, 3, double.NaN, 4], new[] { 0, 1, 2, 499, 500 }.Select(s => grown.Values("load")[s, 0]));

        var read = new double[3];
        Edit(cube).Gather("load", LayerKind.Values, 0, [2, 3, Page.Length + 1], read);
        Assert.Equal([3, double.NaN, double.NaN], read);
    }

    [Fact]
    public void The_last_page_is_no_longer_than_its_series()
    {
        var cube = With(PlanCube.Empty, "load", 0, 2 * Page.Length, 1);
        Assert.Equal(100, cube.PageAt(new PageAddress("load", LayerKind.Values, 0, 2))!.Values.Length);
    }

    [Fact]
    public void Scatter_and_gather_cross_page_borders()
    {
        int[] series = [0, Page.Length - 1, Page.Length, (2 * Page.Length) + 3];
        var edit = Edit(PlanCube.Empty);
        edit.Scatter("load", LayerKind.Locks, 4, series, [1, 2, 3, 4]);
        var read = new double[4];
        edit.Gather("load", LayerKind.Locks, 4, series, read);
        Assert.Equal([1, 2, 3, 4], read);
        var cube = edit.Build();
        Assert.Equal(3, cube.Pages().Count());
        Edit(cube).Gather("load", LayerKind.Locks, 4, series, read);
        Assert.Equal([1, 2, 3, 4], read);
    }

    [Fact]
    public void Pages_can_be_put_in_place_and_taken_away()
    {
        var (one, two) = (new Page([1]), new Page([2]));
        var address = new PageAddress("load", LayerKind.Written, 3, 2);
        var cube = PlanCube.Empty.With([(address, one), (address with { Kind = LayerKind.Values }, one), (address with { Bucket = 1, Block = 0 }, two)]);
        Assert.Same(one, cube.PageAt(address));
        Assert.Same(one, cube.PageAt(address with { Kind = LayerKind.Values }));
        Assert.Equal((4, 3, 1, 0), (cube["load"].Written.BucketCount, cube["load"].Written.BlockCount(3), cube["load"].Written.BlockCount(1), cube["load"].Written.BlockCount(0)));

        var without = cube.With([(address, null)]);
        Assert.Null(without.PageAt(address));
        Assert.Same(one, cube.PageAt(address));
        Assert.Equal([address], PlanCube.Differences(cube, without));
        Assert.Equal([address], PlanCube.Differences(without, cube));
        Assert.Equal(3, PlanCube.Differences(PlanCube.Empty, cube).Count());
        Assert.Empty(PlanCube.Differences(cube, cube.With([(address, one)])));
        Assert.Same(Layer.Empty, Layer.Empty.With([(5, 5, null)]));
    }

    [Fact]
    public void Pages_of_the_same_number_in_the_database_do_not_differ()
    {
        var address = new PageAddress("load", LayerKind.Values, 0, 0);
        var (one, other) = (PlanCube.Empty.With([(address, new Page(7, _ => [1]))]), PlanCube.Empty.With([(address, new Page(7, _ => [1]))]));
        Assert.Empty(PlanCube.Differences(one, other));
        Assert.Single(PlanCube.Differences(one, PlanCube.Empty.With([(address, new Page(8, _ => [1]))])));
        // Pages no database has yet are only the same when they are one object.
        Assert.Single(PlanCube.Differences(PlanCube.Empty.With([(address, new Page([1]))]), PlanCube.Empty.With([(address, new Page([1]))])));
    }

    [Fact]
    public void A_stored_page_is_read_when_its_values_are_first_asked_for_and_once()
    {
        var reads = new List<long>();
        var page = new Page(42, id =>
        {
            reads.Add(id);
            return [1, 2];
        });
        Assert.False(page.IsLoaded);
        Assert.Equal([1, 2], page.Values.ToArray());
        Assert.Equal([1, 2], page.Values.ToArray());
        Assert.True(page.IsLoaded);
        Assert.Equal([42], reads);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Page(new double[Page.Length + 1]));
        Assert.Equal((0, 1, 1, 2), (Page.Blocks(0), Page.Blocks(1), Page.Blocks(Page.Length), Page.Blocks(Page.Length + 1)));
    }
}
