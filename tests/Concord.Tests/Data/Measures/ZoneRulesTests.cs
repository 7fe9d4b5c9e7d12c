using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;
using Xunit;

namespace Concord.Tests.Data.Measures;

public sealed class ZoneRulesTests
{
    private static readonly MeasureDefinition SalesInput = MeasureRegistry.Measure("sales_input");
    private static readonly MeasureDefinition Production = MeasureRegistry.Measure("production");

    [Theory]
    [InlineData("sales_input", Role.Sales, Zone.Flexible, true)]
    [InlineData("sales_input", Role.Sales, Zone.Strategic, true)]
    [InlineData("sales_input", Role.Sales, Zone.Frozen, false)]
    [InlineData("sales_input", Role.Marketing, Zone.Flexible, false)]
    [InlineData("consensus_demand", Role.DemandPlanner, Zone.Flexible, true)]
    [InlineData("production", Role.SupplyPlanner, Zone.Flexible, true)]
    [InlineData("production", Role.SupplyPlanner, Zone.Frozen, false)]
    [InlineData("production", Role.Executive, Zone.Flexible, false)]
    [InlineData("production", Role.Administrator, Zone.Flexible, false)]
    public void By_the_registry(string measure, Role role, Zone zone, bool allowed) =>
        Assert.Equal(allowed, ZoneRules.Standard.Decide(zone, role, MeasureRegistry.Measure(measure)).Allowed);

    [Fact]
    public void A_viewer_never_edits()
    {
        var open = new ZoneRules([new ZoneRule(null, Role.Viewer, null, true, "everybody")], []);
        foreach (var measure in MeasureRegistry.All)
            Assert.All(Enum.GetValues<Zone>(), zone => Assert.False(open.Decide(zone, Role.Viewer, measure).Allowed));
    }

    [Fact]
    public void The_frozen_zone_says_why_and_who_may_override()
    {
        var verdict = ZoneRules.Standard.Decide(Zone.Frozen, Role.SupplyPlanner, Production);
        Assert.Contains("frozen zone", verdict.Reason);
        Assert.Equal([Role.Coordinator, Role.Executive], verdict.Overrides);
    }

    [Fact]
    public void The_past_facts_and_computed_measures_are_closed_whatever_the_rules_say()
    {
        var open = new ZoneRules([new ZoneRule(null, Role.Coordinator, null, true, "coordinator may")], [Role.Coordinator]);
        Assert.Contains("horizon", open.Decide(null, Role.Coordinator, SalesInput).Reason);
        Assert.False(open.Decide(null, Role.Coordinator, SalesInput).Allowed);
        Assert.Contains("import", open.Decide(Zone.Flexible, Role.Coordinator, MeasureRegistry.Measure("sales_history")).Reason);
        Assert.Contains("stage supply", open.Decide(Zone.Flexible, Role.Coordinator, MeasureRegistry.Measure("load")).Reason);
        Assert.All(
            MeasureRegistry.All.Where(m => !m.Editable), m => Assert.False(open.Decide(Zone.Flexible, Role.Coordinator, m).Allowed));
    }

    [Fact]
    public void The_refused_role_reads_who_edits() =>
        Assert.Equal(
            "Sales input is edited by sales, demand planner, not by finance.", ZoneRules.Standard.Decide(Zone.Flexible, Role.Finance, SalesInput).Reason);

    [Fact]
    public void A_rule_that_allows_opens_a_zone_to_editors_and_to_roles_it_names()
    {
        var opened = new ZoneRules([new ZoneRule(Zone.Frozen, null, "production", true, "short cycle plant")], []);
        Assert.Equal(new EditVerdict(true, "short cycle plant", []).Reason, opened.Decide(Zone.Frozen, Role.SupplyPlanner, Production).Reason);
        Assert.False(opened.Decide(Zone.Frozen, Role.Sales, Production).Allowed);
        var named = new ZoneRules([new ZoneRule(null, Role.Coordinator, "production", true, "stands in for the supply planner")], []);
        Assert.True(named.Decide(Zone.Flexible, Role.Coordinator, Production).Allowed);
    }

    [Fact]
    public void The_rule_that_names_more_wins_and_among_equals_the_last()
    {
        var rules = new ZoneRules(
            [
                new ZoneRule(null, Role.Sales, "sales_input", true, "sales may"),
                new ZoneRule(Zone.Strategic, null, null, false, "budget freeze"),
                new ZoneRule(Zone.Strategic, Role.Sales, null, false, "sales waits"),
            ],
            []);
        Assert.True(rules.Decide(Zone.Strategic, Role.Sales, SalesInput).Allowed);
        Assert.Equal("budget freeze", rules.Decide(Zone.Strategic, Role.SupplyPlanner, Production).Reason);
        var twice = new ZoneRules([new ZoneRule(null, Role.Sales, null, true, "first"), new ZoneRule(null, Role.Sales, null, false, "last")], []);
        Assert.Equal((false, "last"), (twice.Decide(Zone.Flexible, Role.Sales, SalesInput).Allowed, twice.Decide(Zone.Flexible, Role.Sales, SalesInput).Reason));
    }
}
