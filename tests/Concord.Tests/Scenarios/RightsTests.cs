using Concord.Planning.Cube;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Concord.Tests.Scenarios;

public sealed class RightsTests
{
    private static readonly MeasureDefinition SalesInput = MeasureRegistry.Measure("sales_input");
    private static readonly MeasureDefinition Production = MeasureRegistry.Measure("production");
    private static readonly Coordinates North = Coordinates.Of(("region", "North"));
    private static readonly Coordinates South = Coordinates.Of(("region", "South"));
    private static readonly Func<Coordinates, bool> InNorth = Holds("North");

    /// <summary>An edit that touches series of these regions: a part holds it when it names all of them.</summary>
    private static Func<Coordinates, bool> Holds(params string[] regions) =>
        part => part.Constraints.All(c => c.Attribute == "region" && regions.All(c.Members.Contains));

    private static EditVerdict Decide(MeasureDefinition measure, Func<Coordinates, bool> covers, Zone?[] zones, params RoleAssignment[] roles) =>
        Rights.Decide(roles, ZoneRules.Standard, measure, zones, covers);

    [Fact]
    public void Sales_north_edits_its_input_in_the_flexible_zone_of_the_north_only()
    {
        RoleAssignment[] salesNorth = [new(Role.Sales, North)];
        Assert.True(Decide(SalesInput, InNorth, [Zone.Flexible], salesNorth).Allowed);
        var south = Decide(SalesInput, Holds("South"), [Zone.Flexible], salesNorth);
        Assert.False(south.Allowed);
        Assert.Contains("only for region North", south.Reason);
        Assert.Empty(south.Overrides);
        Assert.False(Decide(SalesInput, Holds("North", "South"), [Zone.Flexible], salesNorth).Allowed);
        Assert.False(Decide(SalesInput, InNorth, [Zone.Frozen], salesNorth).Allowed);
        Assert.False(Decide(Production, InNorth, [Zone.Flexible], salesNorth).Allowed);
    }

    [Fact]
    public void Measure_and_zone_are_told_before_the_part()
    {
        Assert.Contains("edited by supply planner", Decide(Production, InNorth, [Zone.Flexible], new RoleAssignment(Role.Sales, South)).Reason);
        Assert.Contains("frozen zone", Decide(SalesInput, InNorth, [Zone.Frozen], new RoleAssignment(Role.Sales, South)).Reason);
        Assert.Contains("only for region South", Decide(SalesInput, InNorth, [Zone.Flexible], new RoleAssignment(Role.Sales, South)).Reason);
    }

    [Fact]
    public void One_zone_that_is_closed_closes_the_edit_and_the_past_cannot_be_overridden()
    {
        RoleAssignment[] planner = [new(Role.SupplyPlanner, Coordinates.All)];
        var frozen = Decide(Production, InNorth, [Zone.Flexible, Zone.Frozen], planner);
        Assert.False(frozen.Allowed);
        Assert.Equal([Role.Coordinator, Role.Executive], frozen.Overrides);
        var past = Decide(Production, InNorth, [Zone.Frozen, null, Zone.Flexible], planner);
        Assert.Contains("horizon", past.Reason);
        Assert.Empty(past.Overrides);
    }

    [Fact]
    public void A_role_given_for_two_regions_one_by_one_holds_for_both_together()
    {
        RoleAssignment[] both = [new(Role.Sales, North), new(Role.Sales, South)];
        Assert.True(Decide(SalesInput, Holds("North", "South"), [Zone.Flexible], both).Allowed);
        Assert.False(Decide(SalesInput, Holds("North", "South", "West"), [Zone.Flexible], both).Allowed);

        // Parts of different attributes are not one part.
        Assert.False(Decide(SalesInput, Holds("North", "South"), [Zone.Flexible], new(Role.Sales, North), new(Role.Sales, Coordinates.Of(("channel", "Retail")))).Allowed);
    }

    [Fact]
    public void Whoever_may_override_must_hold_the_whole_edit()
    {
        var refusal = Decide(Production, InNorth, [Zone.Frozen], new RoleAssignment(Role.SupplyPlanner, Coordinates.All));
        Assert.True(Rights.MayOverride([new(Role.Coordinator, Coordinates.All)], refusal, InNorth));
        Assert.True(Rights.MayOverride([new(Role.Executive, North)], refusal, InNorth));
        Assert.False(Rights.MayOverride([new(Role.Executive, South)], refusal, InNorth));
        Assert.False(Rights.MayOverride([new(Role.Sales, Coordinates.All)], refusal, InNorth));
        Assert.False(Rights.MayOverride([new(Role.Coordinator, Coordinates.All)], new EditVerdict(false, "the past", []), InNorth));
    }

    [Fact]
    public void Without_a_role_nothing_is_edited_and_the_reason_says_so()
    {
        var verdict = Decide(SalesInput, InNorth, [Zone.Flexible]);
        Assert.False(verdict.Allowed);
        Assert.Contains("you have none", verdict.Reason);
    }

    /// <summary>For any roles: an edit is allowed when, and only when, each zone is open to a role whose part holds the edit; and a further role never takes anything away.</summary>
    [Fact]
    public void An_edit_is_allowed_when_every_zone_is_open_to_a_role_that_holds_it()
    {
        Coordinates[] parts = [Coordinates.All, North, South];
        var assignment = Gen.Elements(Enum.GetValues<Role>()).SelectMany(role => Gen.Elements(parts).Select(part => new RoleAssignment(role, part)));
        var cases = assignment.ListOf().SelectMany(roles => Gen.Elements(MeasureRegistry.All.ToArray()).SelectMany(measure =>
            Gen.Elements<Zone?>(null, Zone.Frozen, Zone.Flexible, Zone.Strategic).ListOf().SelectMany(zones =>
                assignment.Select(more => (Roles: roles.ToList(), Measure: measure, Zones: zones.ToList(), More: more)))));
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var verdict = Rights.Decide(c.Roles, ZoneRules.Standard, c.Measure, c.Zones, InNorth);
            var expected = c.Roles.Count > 0 && c.Zones.All(zone =>
                c.Roles.Any(r => InNorth(r.Part) && ZoneRules.Standard.Decide(zone, r.Role, c.Measure).Allowed));
            Assert.Equal(expected, verdict.Allowed);
            Assert.NotEqual("", verdict.Reason);
            if (verdict.Allowed)
            {
                Assert.Empty(verdict.Overrides);
                Assert.True(Rights.Decide([.. c.Roles, c.More], ZoneRules.Standard, c.Measure, c.Zones, InNorth).Allowed);
            }

            return true;
        }).QuickCheckThrowOnFailure();
    }
}
