using System.Text.Json.Serialization;
using Concord.App.Plans;
using Concord.App.Security;
using Concord.Planning.Cube;
using Concord.Planning.Cycle;
using Concord.Planning.Data;
using Concord.Planning.Finance;
using Concord.Planning.Supply;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

/// <summary>A line of the financial statement: a value for each bucket of the statement, null for none.</summary>
/// <param name="Measure">The measure planned.</param>
/// <param name="ActualMeasure">The measure of the facts; null where the past is computed, or not known.</param>
/// <param name="AtEnd">True for a balance at the end of the bucket.</param>
/// <param name="Share">True for a share, 1 for 100 %; all else is in the reporting currency.</param>
/// <param name="Why">Why the plan has no value of it; null when it has.</param>
/// <param name="Note">What its total leaves out; null for nothing.</param>
public sealed record StatementLineInfo(
    string Measure, string Title, StatementBlock Block, string? ActualMeasure, bool AtEnd, bool Share, IReadOnlyList<double?> Actual, IReadOnlyList<double?> Plan, IReadOnlyList<double?> Budget,
    IReadOnlyList<PeriodInfo> Quarters, IReadOnlyList<PeriodInfo> Years, string? Why, string? Note);

/// <summary>How long capital is bound, at the end of each bucket [days]; null where the 90 days before are not all known.</summary>
public sealed record CapitalDaysInfo(IReadOnlyList<double?> Stock, IReadOnlyList<double?> Receivables, IReadOnlyList<double?> Payables);

/// <summary>The plan in money.</summary>
/// <param name="First">First bucket of the statement.</param>
/// <param name="LowBucket">The bucket at whose end cash is lowest; -1 without a cash plan.</param>
/// <param name="LowCash">Cash then.</param>
/// <param name="FundingNeed">The most that cash falls below zero; 0 when it does not.</param>
/// <param name="Ceilings">For each bucket the least cash the drivers of the plan allow; null for none.</param>
/// <param name="Missing">What totals lack.</param>
/// <param name="NoBudget">Why there is no budget, or not all of it; null when it is there.</param>
/// <param name="Findings">What the stage finance found.</param>
/// <param name="Reconciliation">Cost terms of the optimiser beside those of finance; null where the supply plan was not computed.</param>
/// <param name="Penalty">What shortcomings counted in choosing the supply plan; it is no cost. Null where the supply plan was not computed.</param>
public sealed record FinancialStatementInfo(
    long Revision, string Currency, int First, int Last, IReadOnlyList<StatementLineInfo> Lines, decimal OpeningCash, int LowBucket, decimal LowCash, decimal FundingNeed,
    IReadOnlyList<double?> Ceilings, CapitalDaysInfo Days, IReadOnlyList<MissingPart> Missing, string? NoBudget, IReadOnlyList<Finding> Findings, FinanceReconciliation? Reconciliation, double? Penalty);

/// <summary>From budget to plan.</summary>
/// <param name="From">First bucket of the period.</param>
/// <param name="Past">Buckets of it that are past.</param>
/// <param name="Rows">The total first, then the parts, the largest gap of revenue first.</param>
/// <param name="Parts">How many parts there are.</param>
/// <param name="NoBudget">Why there is no bridge; null when there is one.</param>
public sealed record BudgetBridgeInfo(
    long Revision, string Currency, int From, int To, int Past, IReadOnlyList<PeriodBridgeRow> Rows, int Parts, string? NoBudget, IReadOnlyList<string> Notes);

/// <summary>A question for what a total is made of.</summary>
/// <param name="Measure">A measure that adds up.</param>
/// <param name="Attribute">What it is to be told apart by.</param>
/// <param name="From">First bucket.</param>
/// <param name="To">Last bucket, inclusive; of a balance the value at its end counts.</param>
/// <param name="Filter">Members by attribute: only this part of the plan.</param>
/// <param name="Unit">What quantities are stated in.</param>
/// <param name="Actuals">True to take in past buckets what came of a plan.</param>
/// <param name="Take">Most members, 1 to 500.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ContributionsOrder(
    string Measure, string Attribute, int From, int To, IReadOnlyDictionary<string, IReadOnlyList<string>>? Filter = null, ValueUnit Unit = ValueUnit.PlanningUnits, bool Actuals = true, int Take = 50);

/// <summary>What a member adds to a total.</summary>
/// <param name="Title">What people read beside the member, where there is something.</param>
public sealed record ContributionInfo(string Member, string? Title, double Value);

/// <summary>What a total is made of, the largest part first.</summary>
/// <param name="Total">Of all members; null for none.</param>
/// <param name="Count">Members that have a value.</param>
/// <param name="Rest">Sum of those not listed.</param>
/// <param name="Reason">Why there is nothing, or no total; null otherwise.</param>
public sealed record ContributionsInfo(double? Total, string? Unit, IReadOnlyList<ContributionInfo> Rows, int Count, double Rest, string? Reason);

/// <summary>The plan in money, for the finance review.</summary>
internal static class FinanceReview
{
    private const int MostRows = 500;

    public static void MapFinanceReview(this RouteGroupBuilder api)
    {
        var review = api.MapGroup("/scenarios/{id}").WithTags("Plan results");
        review.MapGet("/financial-statement", Statement).WithName("getFinancialStatement").Needs(Permission.View).Problem(404, 409);
        review.MapGet("/budget-bridge", Bridge).WithName("getBudgetBridge").Needs(Permission.View).Problem(404);
        review.MapPost("/contributions", Contribution).WithName("queryContributions").Needs(Permission.View).IsQuery().Problem(404);
    }

    /// <summary>What a total is made of: members of an attribute with their part of it, the largest first.</summary>
    public static Ok<ContributionsInfo> Contribution(long id, ContributionsOrder order, OpenPlans plans)
    {
        var plan = plans.Open(id);
        var structure = plan.Structure;
        var measure = PlanFields.Measure(order.Measure, "measure");
        PlanFields.Attribute(order.Attribute, "attribute", structure);
        var filter = PlanFields.Part(order.Filter, "filter", structure);
        if (order.Take is < 1 or > MostRows)
            throw ProblemException.Invalid("take", $"{order.Take}", $"take is {order.Take}; it must be 1 to {MostRows}.");
        try
        {
            var found = Contributions.Of(plan.State.Cube, structure, measure, order.Attribute, filter, order.From, order.To, order.Unit, order.Actuals, order.Take);
            return TypedResults.Ok(new ContributionsInfo(
                Numbers.Present(found.Total), found.Unit, [.. found.Rows.Select(r => new ContributionInfo(r.Member, structure.Titles.GetValueOrDefault(order.Attribute)?.GetValueOrDefault(r.Member), r.Value))],
                found.Count, found.Rest, found.Reason));
        }
        catch (ArgumentException e)
        {
            throw ProblemException.Invalid(order.To >= structure.Calendar.Count || order.From < 0 || order.To < order.From ? "from" : "measure", order.Measure, e.Message.Split(" (Parameter", 2)[0]);
        }
    }

    /// <summary>Profit, spending, cash and working capital of the company by bucket, quarter and fiscal year: actual to date, plan to go, and budget; and whether they agree with the cost of the supply plan.</summary>
    public static Ok<FinancialStatementInfo> Statement(long id, OpenPlans plans, PlanComputations computations)
    {
        var plan = plans.Open(id);
        var details = computations.Details<FinanceDetails>(plan.State)
            ?? throw ProblemException.Conflict("The plan has no figures in money: the stage finance has not been computed.", "Maybe compute the scenario first.", "not_computed");
        var input = computations.Input(plan.State);
        var statement = FinancialStatement.Of(input, details);
        var supply = computations.Details<SupplyDetails>(plan.State);
        return TypedResults.Ok(new FinancialStatementInfo(
            plan.Revision.Id, statement.Currency, statement.First, statement.Last, [.. statement.Lines.Select(Line)], statement.OpeningCash, statement.LowBucket, statement.LowCash,
            statement.FundingNeed, Numbers.Present(statement.Ceilings),
            new CapitalDaysInfo(Numbers.Present(statement.Days.Stock), Numbers.Present(statement.Days.Receivables), Numbers.Present(statement.Days.Payables)), statement.Missing, statement.NoBudget,
            details.Findings, supply is null ? null : FinanceReconciliation.Of(supply.Cost, supply.Committed, input), supply?.Penalty));
    }

    /// <summary>The gap between budget and plan as bars that sum exactly: what came so far, volume, mix, price, cost, and what is not budgeted; for the company or a part, and for its members.</summary>
    /// <param name="from">First bucket of the period; the start of the fiscal year the plan starts in when left out.</param>
    /// <param name="to">Last bucket, inclusive; the end of that fiscal year when left out.</param>
    /// <param name="level">An attribute to tell parts by; the total alone when left out.</param>
    /// <param name="attribute">Only a part: an attribute of demand.</param>
    /// <param name="member">Its member.</param>
    /// <param name="take">Most parts, 0 to 500; 50 when left out.</param>
    public static Ok<BudgetBridgeInfo> Bridge(
        long id, OpenPlans plans, PlanComputations computations, int? from = null, int? to = null, string? level = null, string? attribute = null, string? member = null, int take = 50)
    {
        Words.CheckWindow(0, take, MostRows);
        var plan = plans.Open(id);
        var (structure, calendar) = (plan.Structure, plan.Structure.Calendar);
        foreach (var (name, field) in new[] { (level, "level"), (attribute, "attribute") })
        {
            if (name is not null && FamilySheet.Members(structure, name).Length == 0)
                throw ProblemException.Invalid(field, name, $"Demand is not told apart by '{name}'.", NearestName.MaybeHint(name, structure.Attributes.Where(a => FamilySheet.Members(structure, a).Length > 0)).Trim());
        }

        if (attribute is not null && !string.IsNullOrEmpty(member) && FamilySheet.Members(structure, attribute) is var members && !members.Contains(member))
            throw ProblemException.Invalid("member", member, $"Nothing that is sold has the {attribute.Replace('_', ' ')} '{member}'.", NearestName.MaybeHint(member, members).Trim());

        var year = calendar.FiscalYears.FirstOrDefault(y => y.LastIndex >= structure.FirstPlanned) ?? calendar.FiscalYears[^1];
        var (first, last) = (from ?? year.FirstIndex, to ?? year.LastIndex);
        if (first < 0 || last < first || last >= calendar.Count)
            throw ProblemException.Invalid("from", $"{first}", $"The buckets {first} to {last} are not in the planning calendar, 0 to {calendar.Count - 1}.");
        var part = attribute is null || string.IsNullOrEmpty(member) ? Coordinates.All : Coordinates.Of((attribute, member));
        var bridge = YearBridge.Of(computations.Input(plan.State), level, part, first, last);
        return TypedResults.Ok(new BudgetBridgeInfo(
            plan.Revision.Id, structure.Spaces.Values.Select(s => s.Units.Currency).FirstOrDefault(""), first, last, bridge.Past, [.. bridge.Rows.Take(take + 1)], Math.Max(0, bridge.Rows.Count - 1),
            bridge.NoBudget, bridge.Notes));
    }

    private static StatementLineInfo Line(StatementLine line) => new(
        line.Measure, line.Title, line.Block, line.ActualMeasure, line.AtEnd, line.Share, Numbers.Present(line.Actual), Numbers.Present(line.Plan), Numbers.Present(line.Budget),
        PeriodInfo.Of(line.Quarters), PeriodInfo.Of(line.Years), line.Why, line.Note);
}
