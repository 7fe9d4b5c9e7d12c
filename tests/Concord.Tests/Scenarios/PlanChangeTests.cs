using Concord.Planning.Cube;
using Concord.Planning.Scenarios;
using Concord.Tests.Cube;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Concord.Tests.Scenarios;

/// <summary>Merging, taking back and spreading again on small plans. Bucket 12 is the first that is planned.</summary>
public sealed class PlanChangeTests
{
    private const string Measure = "sales_input";

    private static PlanState Start(SmallPlan plan)
    {
        var cube = plan.Cube();
        foreach (var measure in cube.Measures.ToList())
            cube = cube.With(measure, new MeasureLayers(cube.Values(measure), cube.Values(measure), Layer.Empty));
        return PlanState.Empty with { Cube = cube };
    }

    private static Entry Entry(long id, EntryRule rule, double value, int first = 12, int last = 12, string author = "ada") =>
        new(id, Measure, Coordinates.All, first, last, rule, value, ValueUnit.ItemUnits, author, DateTimeOffset.UnixEpoch);

    private static Entry AnyEntry(RandomPlan random, long id, int first, int last) =>
        Entry(id, (EntryRule)random.Random.Next(3), random.Random.Next(1, 500) / 100d, first, last) with { Coordinates = random.Part(), Total = random.Random.Next(2) == 0 };

    private static bool Same(SmallPlan plan, PlanCube one, PlanCube other, int first, int last) =>
        Enumerable.Range(first, last - first + 1).All(bucket => Enumerable.Range(0, plan.Structure.SeriesCount(Measure)).All(series =>
            CubeEdit.Same(one.Values(Measure)[series, bucket], other.Values(Measure)[series, bucket])));

    private static MergeOutcome Merge(SmallPlan plan, PlanState before, PlanState ours, PlanState theirs, params Resolution[] resolutions) =>
        Merging.Merge(before, ours, theirs, plan.Structure, resolutions, "bob", DateTimeOffset.UnixEpoch, () => 99);

    private static void ForAll(Func<RandomPlan, PlanState, bool> holds) =>
        Prop.ForAll<int>(seed => new RandomPlan(seed) is var random && holds(random, Start(random.Plan))).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Changes_of_different_months_merge_without_a_conflict_from_either_side() => ForAll((random, before) =>
    {
        var plan = random.Plan;
        var ours = Editing.Apply(before, plan.Structure, [AnyEntry(random, 1, 12, 13)]).State;
        var theirs = Editing.Apply(before, plan.Structure, [AnyEntry(random, 2, 14, 15)]).State;
        var (one, other) = (Merge(plan, before, ours, theirs), Merge(plan, before, theirs, ours));
        return one.Cells.Count == 0 && one.Open.Count == 0 && one.State.Entries.Count == ours.Entries.Count + theirs.Entries.Count
            && Same(plan, one.State.Cube, ours.Cube, 0, 13) && Same(plan, one.State.Cube, theirs.Cube, 14, 23) && Same(plan, one.State.Cube, other.State.Cube, 0, 23);
    });

    [Fact]
    public void The_same_cell_changed_on_both_sides_is_a_conflict_that_shows_both_and_is_resolved_as_asked()
    {
        var plan = new SmallPlan().Item("a").Item("b").DemandFor("a", "b").Put(Measure, 12, 10, 30);
        var before = Start(plan);
        var ours = Editing.Apply(before, plan.Structure, [Entry(1, EntryRule.Set, 50) with { Coordinates = Coordinates.Of(("item", "a")) }]).State;
        var theirs = Editing.Apply(before, plan.Structure, [Entry(2, EntryRule.Set, 80, author: "eve")]).State;

        var merged = Merge(plan, before, ours, theirs);
        // Item b was changed by theirs only: no question there.
        var conflict = Assert.Single(merged.Cells);
        Assert.Equal([0], conflict.Series);
        Assert.Equal((10, 50, 20), (conflict.Before, conflict.Ours, conflict.Theirs));
        Assert.Equal(("ada", "eve"), (conflict.OurEntry!.Author, conflict.TheirEntry!.Author));
        Assert.Equal([conflict.Id], merged.Open);
        Assert.Equal([50, 60], Row(merged));

        Assert.Equal([50, 60], Row(Merge(plan, before, ours, theirs, new Resolution(conflict.Id, Take.Ours, 0))));
        // Theirs set 80 for both, shared by 10 : 30.
        Assert.Equal([20, 60], Row(Merge(plan, before, ours, theirs, new Resolution(conflict.Id, Take.Theirs, 0))));
        Assert.Equal([25, 60], Row(Merge(plan, before, ours, theirs, new Resolution(conflict.Id, Take.Value, 25))));
        Assert.Empty(Merge(plan, before, ours, theirs, new Resolution(conflict.Id, Take.Theirs, 0)).Open);

        double[] Row(MergeOutcome outcome) => [outcome.State.Cube.Values(Measure)[0, 12], outcome.State.Cube.Values(Measure)[1, 12]];
    }

    [Fact]
    public void A_change_taken_back_leaves_later_ones_and_taken_back_again_is_there_again() => ForAll((random, start) =>
    {
        var plan = random.Plan;
        var first = Editing.Apply(start, plan.Structure, [AnyEntry(random, 1, 12, 13)]).State;
        var now = Editing.Apply(first, plan.Structure, [AnyEntry(random, 2, 14, 15)]).State;
        var reverted = Reverting.Revert(now, first, start);
        var again = Reverting.Revert(reverted.State, reverted.State, now);
        return reverted.Conflicts.Count == 0 && again.Conflicts.Count == 0 && !reverted.State.Entries.Exists(e => e.Id == 1)
            && Same(plan, reverted.State.Cube, start.Cube, 0, 13) && Same(plan, reverted.State.Cube, now.Cube, 14, 23)
            && Same(plan, again.State.Cube, now.Cube, 0, 23) && again.State.Entries.Select(e => e.Id).SequenceEqual(now.Entries.Select(e => e.Id));
    });

    [Fact]
    public void An_entry_taken_out_leaves_the_plan_as_if_it_had_never_been_typed() => ForAll((random, start) =>
    {
        var plan = random.Plan;
        var (one, two) = (AnyEntry(random, 1, 12, 14), AnyEntry(random, 2, 13, 15));
        var (both, alone) = (Editing.Apply(start, plan.Structure, [one, two]), Editing.Apply(start, plan.Structure, [two]));
        if (both.Refused is not null || alone.Refused is not null)
            return true;
        var without = Respreading.Without(both.State, plan.Structure, [one]);
        return Same(plan, without.State.Cube, alone.State.Cube, 0, 23) && without.State.Entries.Select(e => e.Id).SequenceEqual([2L]);
    });

    [Fact]
    public void Revisions_are_compared_at_a_level_and_the_largest_difference_comes_first()
    {
        var plan = new SmallPlan().Item("a", "F").Item("b", "G").Item("c", "G").DemandFor("a", "b", "c").Put(Measure, 12, 10, 30, 40).Put("order_backlog", 12, 1, 1, 1);
        var from = Start(plan);
        var to = Editing.Apply(from, plan.Structure, [
            Entry(1, EntryRule.Add, 5) with { Coordinates = Coordinates.Of(("item", "a")) }, Entry(2, EntryRule.Add, -8) with { Coordinates = Coordinates.Of(("item", "b")) }]).State;
        var query = new CellQuery([], ["family"], Coordinates.All, 12, 13, ValueUnit.ItemUnits);
        var measure = Assert.Single(Comparison.Of(from.Cube, plan.Structure, to.Cube, plan.Structure, query));
        Assert.Equal(Measure, measure.Measure);
        Assert.Equal(["G", "F"], measure.Rows.Select(r => r.Members[0]));
        Assert.Equal([(70, 62, 8), (10, 15, 5)], measure.Rows.Select(r => (r.FromTotal, r.ToTotal, r.Distance)));
        Assert.Empty(Comparison.Of(to.Cube, plan.Structure, to.Cube, plan.Structure, query));
    }
}
