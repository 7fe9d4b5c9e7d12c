using System.Collections.Immutable;
using Concord.Planning.Cube;
using Concord.Planning.Scenarios;
using Concord.Tests.Cube;
using Xunit;

namespace Concord.Tests.Scenarios;

/// <summary>What becomes of entries when items move, entries end, and several people work at once. Bucket 12 is the first that is planned.</summary>
public sealed class HierarchyChangeTests
{
    private const string Measure = "sales_input";

    /// <summary>Items a, b and c with 10, 30 and 40; a is of family F, c of G, and b of the family that is given.</summary>
    private static SmallPlan Plan(string familyOfB) => new SmallPlan().Item("a", "F").Item("b", familyOfB).Item("c", "G").DemandFor("a", "b", "c").Put(Measure, 12, 10, 30, 40);

    private static PlanState Start(SmallPlan plan)
    {
        var cube = plan.Cube();
        return PlanState.Empty with { Cube = cube.With(Measure, new MeasureLayers(cube.Values(Measure), cube.Values(Measure), Layer.Empty)) };
    }

    private static Entry Set(long id, double value, string author, params (string Attribute, string Member)[] part) =>
        new(id, Measure, Coordinates.Of(part), 12, 12, EntryRule.Set, value, ValueUnit.ItemUnits, author, DateTimeOffset.UnixEpoch);

    private static PlanState Apply(PlanState state, SmallPlan plan, params Entry[] entries)
    {
        var outcome = Editing.Apply(state, plan.Structure, entries);
        Assert.Null(outcome.Refused);
        return outcome.State;
    }

    private static double[] Row(PlanState state) => [.. Enumerable.Range(0, 3).Select(series => state.Cube.Values(Measure)[series, 12])];

    [Fact]
    public void What_was_typed_for_a_family_counts_for_the_items_it_has_now()
    {
        var (old, now) = (Plan("G"), Plan("F"));
        var typed = Apply(Start(old), old, Set(1, 20, "ada", ("family", "F")));
        Assert.Equal([20, 30, 40], Row(typed));

        var moved = Respreading.AfterHierarchyChange(typed, old.Structure, now.Structure);
        // 20 for a and b together, as 10 : 30.
        Assert.Equal([5, 15, 40], Row(moved.State));
        Assert.Equal(1, moved.Cells);
        Assert.Equal([20, 30, 40], Row(Respreading.AfterHierarchyChange(moved.State, now.Structure, old.Structure).State));
    }

    [Fact]
    public void An_entry_whose_family_is_gone_waits_until_it_is_back()
    {
        var (old, now) = (Plan("H"), Plan("F"));
        var typed = Apply(Start(old), old, Set(1, 99, "ada", ("family", "H")));
        var moved = Respreading.AfterHierarchyChange(typed, old.Structure, now.Structure);
        Assert.Equal([10, 30, 40], Row(moved.State));
        Assert.Equal([1L], moved.Idle.Select(i => i.Entry.Id));
        Assert.Equal([1L], moved.State.Entries.Select(e => e.Id));
        Assert.Equal([10, 99, 40], Row(Respreading.AfterHierarchyChange(moved.State, now.Structure, old.Structure).State));
    }

    [Fact]
    public void An_entry_ends_after_its_last_day_and_what_was_typed_on_top_of_it_stays()
    {
        var plan = Plan("F");
        var day = new DateOnly(2026, 3, 31);
        var typed = Apply(Start(plan), plan, Set(1, 80, "ada", ("family", "F")) with { Expires = day }, Set(2, 7, "bob", ("item", "a")));
        Assert.Equal([7, 60, 40], Row(typed));
        Assert.Null(Respreading.Expire(typed, plan.Structure, day));
        var over = Respreading.Expire(typed, plan.Structure, day.AddDays(1))!;
        Assert.Equal([7, 30, 40], Row(over.State));
        Assert.Equal([2L], over.State.Entries.Select(e => e.Id));
    }

    [Fact]
    public void A_family_total_typed_in_the_other_scenario_reaches_the_item_this_one_moved_there()
    {
        var (there, here) = (Plan("G"), Plan("F"));
        var before = Start(there);
        var theirs = Apply(before, there, Set(1, 20, "ada", ("family", "F")));
        var merged = Merging.Merge(before, before, theirs, here.Structure, [], "bob", DateTimeOffset.UnixEpoch, () => 99).State;
        Assert.Equal([20, 30, 40], Row(merged));
        Assert.Equal([5, 15, 40], Row(Respreading.AfterMerge(merged, before, there.Structure, here.Structure).State));
        Assert.Same(merged, Respreading.AfterMerge(merged, before, here.Structure, here.Structure).State);
    }

    [Fact]
    public void Somebody_elses_cell_is_a_conflict_even_where_one_changed_the_cell_beside_it_last()
    {
        var plan = Plan("F");
        var seen = Start(plan);
        var theirs = Apply(seen, plan, Set(1, 33, "eve", ("item", "b")));
        var own = Apply(theirs, plan, Set(2, 11, "ada", ("item", "a")));
        var conflict = Assert.Single(Editing.Conflicts(seen, own, plan.Structure, [Set(3, 100, "ada", ("family", "F"))]));
        Assert.Equal(("eve", 1, 40d, 44d), (conflict.TheirEntry!.Author, conflict.Series, conflict.Before, conflict.Theirs));

        Assert.Empty(Editing.Conflicts(seen, own, plan.Structure, [Set(3, 12, "ada", ("item", "a"))]));
        Assert.Empty(Editing.Conflicts(seen, own, plan.Structure, [Set(3, 41, "ada", ("item", "c"))]));
    }

    [Fact]
    public void What_one_scenario_locked_and_the_other_changed_is_a_question()
    {
        var plan = Plan("F");
        var before = Start(plan);
        var ours = Apply(before, plan, Set(1, 0, "ada", ("item", "a")) with { Rule = EntryRule.Lock });
        var theirs = Apply(before, plan, Set(2, 80, "eve", ("family", "F")));
        var merged = Merging.Merge(before, ours, theirs, plan.Structure, [], "bob", DateTimeOffset.UnixEpoch, () => 99);
        var conflict = Assert.Single(merged.Cells);
        Assert.Equal([0], conflict.Series);
        Assert.Equal([10, 60, 40], Row(merged.State));
        Assert.Equal(
            [20, 60, 40], Row(Merging.Merge(before, ours, theirs, plan.Structure, [new Resolution(conflict.Id, Take.Theirs, 0)], "bob", DateTimeOffset.UnixEpoch, () => 99).State));

        // A lock that was there before the two parted, and that theirs took away to change the value, asks nothing.
        var locked = Apply(theirs, plan, Set(3, 0, "eve", ("item", "a")) with { Rule = EntryRule.Unlock }, Set(4, 15, "eve", ("item", "a")));
        Assert.Empty(Merging.Merge(ours, ours, locked, plan.Structure, [], "bob", DateTimeOffset.UnixEpoch, () => 99).Cells);
    }

    [Fact]
    public void Patches_are_equal_when_they_say_the_same()
    {
        static RecordPatch Patch(string family) => new("items", ["A"], ImmutableSortedDictionary<string, string>.Empty.Add("family", family));
        Assert.Equal(Patch("F"), Patch("F"));
        Assert.Equal(Patch("F").GetHashCode(), Patch("F").GetHashCode());
        Assert.NotEqual(Patch("F"), Patch("G"));
        Assert.NotEqual(Patch("F"), Patch("F") with { Values = null });
        Assert.Equal(Patch("F") with { Values = null }, Patch("G") with { Values = null });
    }

    [Fact]
    public void A_change_of_master_data_is_taken_back_whatever_was_typed_since()
    {
        var (old, now) = (Plan("G"), Plan("F"));
        var before = Apply(Start(old), old, Set(1, 20, "ada", ("family", "F")));
        var patch = new RecordPatch("items", ["b"], ImmutableSortedDictionary<string, string>.Empty.Add("family", "F"));
        var patched = Respreading.AfterHierarchyChange(before with { Patches = [patch] }, old.Structure, now.Structure).State;
        var later = Apply(patched, now, Set(2, 9, "bob", ("item", "a")));
        var back = Reverting.Revert(later, patched, before);
        Assert.Empty(back.Conflicts);
        Assert.Empty(back.State.Patches);
        Assert.Equal([9, 30, 40], Row(Respreading.AfterHierarchyChange(back.State, now.Structure, old.Structure).State));
    }
}
