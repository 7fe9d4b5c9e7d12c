using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Demand;
using Concord.Planning.Scenarios;
using Concord.Tests.Cube;
using Concord.Tests.Data;
using Xunit;

namespace Concord.Tests.Demand;

/// <summary>Item a of family F and item b of family G, both sold at location L in channel C and region R; the calendar has 2025 and 2026.</summary>
public sealed class EventTimelineTests
{
    private static IReadOnlyList<TimelineEvent> Of(Coordinates filter, ConsensusDetails? consensus, params object[] facts)
    {
        var plan = new SmallPlan().Item("a", "F").Item("b", "G").DemandFor("a", "b");
        return EventTimeline.Of(new StageInput(PlanState.Empty with { Cube = plan.Cube() }, plan.Structure, new MemoryDataset(new(2025, 12, 31), facts), PlanningRules.Standard), consensus, filter);
    }

    private static DemandEvent Event(string id, string? family, string from, string to) => Facts.Event(id) with { Family = family, From = Facts.Day(from), To = Facts.Day(to) };

    private static Coordinates Item(string item) => Coordinates.Of(("item", item));

    [Fact]
    public void Events_that_touch_the_part_stand_in_the_order_they_begin()
    {
        object[] facts =
        [
            Event("F1", "F", "2026-04-01", "2026-04-30"), Event("G1", "G", "2026-03-01", "2026-03-31"), Event("ALL", null, "2026-02-01", "2026-02-28"), Event("LATE", "F", "2027-01-01", "2027-01-31"),
            Event("OTHER", "Z", "2026-05-01", "2026-05-31"),
        ];
        Assert.Equal(["ALL", "G1", "F1"], Of(Coordinates.All, null, facts).Select(e => e.Id));
        Assert.Equal([("ALL", "everything"), ("F1", "family F")], Of(Item("a"), null, facts).Select(e => (e.Id, e.Part)));
        Assert.Equal(["ALL", "G1"], Of(Item("b"), null, facts).Select(e => e.Id));
        Assert.All(Of(Item("a"), null, facts), e => Assert.True(e is { IsStated: true, Quantity: null, EffectPercent: 20 }));
    }

    [Fact]
    public void Dates_of_items_are_shown_unless_an_event_states_them()
    {
        object[] items = [Facts.Item("a") with { LaunchDate = new(2026, 3, 1) }, Facts.Item("b") with { EndOfLifeDate = new(2026, 6, 30), LaunchDate = new(2020, 1, 1) }];
        Assert.Equal(
            [("a", DemandEventKind.Launch, new DateOnly(2026, 3, 1), false), ("b", DemandEventKind.EndOfLife, new DateOnly(2026, 6, 30), false)],
            Of(Coordinates.All, null, items).Select(e => (e.Id, e.Kind, e.From, e.IsStated)));
        var stated = Event("L1", null, "2026-03-01", "2026-08-31") with { Kind = DemandEventKind.Launch, Item = new("a") };
        Assert.Equal([("L1", true)], Of(Item("a"), null, [.. items, stated]).Select(e => (e.Id, e.IsStated)));
    }

    [Fact]
    public void The_effect_is_what_consensus_made_of_it_over_the_horizon()
    {
        var consensus = new ConsensusDetails([], 12, [new EventEffect("F1", DemandEventKind.Promotion, null, "family F", [5, -2, 1], [50, -20, 10], 0)], [], [], []);
        var events = Of(Coordinates.All, consensus, Event("F1", "F", "2026-04-01", "2026-04-30"), Event("F2", "F", "2026-06-01", "2026-06-30"));
        Assert.Equal([("F1", 4d, 40d), ("F2", null, null)], events.Select(e => (e.Id, e.Quantity, e.Money)));
    }

    [Fact]
    public void An_event_of_a_customer_is_of_its_channel_and_region_and_of_none_when_nobody_knows_the_customer()
    {
        var customer = Facts.Customer("C1") with { Channel = "C", Region = "R" };
        var known = Event("K", null, "2026-04-01", "2026-04-30") with { Customer = new("C1") };
        Assert.Equal(["channel C; region R"], Of(Coordinates.All, null, customer, known).Select(e => e.Part));
        Assert.Empty(Of(Coordinates.All, null, known));
        Assert.Empty(Of(Coordinates.All, null, customer with { Channel = "Web" }, known));
    }
}
