using Concord.App.Plans;
using Concord.App.Security;
using Concord.Planning.Cube;
using Concord.Planning.Cycle;
using Concord.Planning.Data;
using Concord.Planning.Finance;
using Concord.Planning.Kpi;
using Concord.Storage.Scenarios;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

/// <summary>A measure over a fiscal quarter or year.</summary>
/// <param name="First">First bucket.</param>
/// <param name="Actual">Up to the cut-off; null for none.</param>
/// <param name="Plan">After the cut-off.</param>
/// <param name="Total">Both together; of a balance its value at the end.</param>
/// <param name="YearBefore">The total of the same period a year before.</param>
/// <param name="Complete">False when the plan does not have all buckets of the period.</param>
public sealed record PeriodInfo(string Label, int First, int Last, double? Actual, double? Plan, double? Total, double? Budget, double? YearBefore, bool Complete)
{
    internal static IReadOnlyList<PeriodInfo> Of(IReadOnlyList<PeriodFigures> figures) => [.. figures.Select(f => new PeriodInfo(
        f.Label, f.First, f.Last, Numbers.Present(f.Actual), Numbers.Present(f.Plan), Numbers.Present(f.Total), Numbers.Present(f.Budget), Numbers.Present(f.YearBefore), f.Complete))];
}

/// <summary>A row of a family sheet: a value for each bucket of the sheet, null for none.</summary>
/// <param name="Name">Stable name of the row.</param>
/// <param name="Measure">The measure planned; null for a row that is computed from others.</param>
/// <param name="ActualMeasure">The measure that tells what came; null for none.</param>
/// <param name="AtEnd">True for what stands at the end of a bucket.</param>
/// <param name="Plan">Planned, from the cut-off on.</param>
/// <param name="Actual">What came; of a bucket that the cut-off splits what came so far.</param>
/// <param name="Recorded">In past buckets what the plan of record in force had planned.</param>
/// <param name="Before">What the last plan of record before this plan has for the buckets planned now.</param>
/// <param name="YearBefore">The same season a year before.</param>
/// <param name="NoPlan">Why nothing is planned; null when something is.</param>
/// <param name="NoActual">Why the past is not told.</param>
/// <param name="NoBudget">Why there is no budget.</param>
public sealed record SheetRowInfo(
    string Name, string Title, SheetBlock Block, string? Measure, string? ActualMeasure, bool AtEnd, IReadOnlyList<double?> Plan, IReadOnlyList<double?> Actual, IReadOnlyList<double?> Recorded,
    IReadOnlyList<double?> Before, IReadOnlyList<double?> Budget, IReadOnlyList<double?> YearBefore, IReadOnlyList<PeriodInfo> Years, string? NoPlan, string? NoActual, string? NoBudget);

/// <summary>Sales, production, stock and backlog of a family, past and planned.</summary>
/// <param name="Member">Null for all that is sold.</param>
/// <param name="Title">What people read beside the member, where there is something.</param>
/// <param name="Part">The part of the plan the sheet shows, as other questions name it; null where that names more than 200 members.</param>
/// <param name="UnitText">What quantities are stated in; null when they have no total in this unit.</param>
/// <param name="First">First bucket shown.</param>
/// <param name="Plans">For past buckets the plan of record they are compared with.</param>
/// <param name="Before">The last plan of record before this plan; null for none.</param>
/// <param name="Notes">What the figures leave out.</param>
/// <param name="Members">Members of the attribute that are sold.</param>
/// <param name="Previous">The member before this one; null for the total, which stands before the first.</param>
/// <param name="Next">The member after this one; null for the last.</param>
public sealed record FamilySheetInfo(
    long Revision, string Attribute, string? Member, string? Title, IReadOnlyDictionary<string, IReadOnlyList<string>>? Part, ValueUnit Unit, string? UnitText, int First, int Last,
    IReadOnlyList<SheetRowInfo> Rows, IReadOnlyList<SheetPlan> Plans, string? Before, IReadOnlyList<string> Notes, int Members, string? Previous, string? Next);

/// <summary>The sheet a company steers a family by.</summary>
internal static class FamilySheets
{
    private const int MostNamed = 200, MostLag = 24;

    public static void MapFamilySheets(this RouteGroupBuilder api) =>
        api.MapGet("/scenarios/{id}/family-sheet", Get).WithTags("Plan results").WithName("getFamilySheet").Needs(Permission.View).Problem(404);

    /// <summary>
    /// Sales, production, stock and backlog of a family or of all families: past buckets as planned by the plan of record in force and as they came, the plan ahead beside that of the last cycle, the budget,
    /// and fiscal years as actual to date plus plan to go.
    /// </summary>
    /// <param name="attribute">What families are told apart by: an attribute of demand.</param>
    /// <param name="member">One of its members; all that is sold when it is left out.</param>
    /// <param name="unit">planning_units (when left out), item_units or money, in which sales are revenue and the rest is at net prices.</param>
    /// <param name="lag">Past buckets are compared with the newest plan of record that planned them so many buckets ahead or more, 1 to 24; 1 when left out.</param>
    public static Ok<FamilySheetInfo> Get(
        long id, OpenPlans plans, PlanRepository repository, PlanStructures structures, string attribute = "family", string? member = null, string? unit = null, int lag = 1)
    {
        var plan = plans.Open(id);
        var structure = plan.Structure;
        PlanFields.Attribute(attribute, "attribute", structure);
        var members = FamilySheet.Members(structure, attribute);
        if (members.Length == 0)
            throw ProblemException.Invalid("attribute", attribute, $"Demand is not told apart by '{attribute}'.", "Maybe family, category or item?");
        member = string.IsNullOrEmpty(member) ? null : member;
        var at = member is null ? -1 : Array.BinarySearch(members, member, StringComparer.Ordinal);
        if (member is not null && at < 0)
            throw ProblemException.Invalid("member", member, $"Nothing that is sold has the {attribute.Replace('_', ' ')} '{member}'.", NearestName.MaybeHint(member, members).Trim());
        if (lag is < 1 or > MostLag)
            throw ProblemException.Invalid("lag", $"{lag}", $"lag is {lag}; it must be 1 to {MostLag}.");
        var stated = Words.Parse<ValueUnit>(unit, "unit") ?? ValueUnit.PlanningUnits;
        var records = repository.Store.PlansOfRecord().OrderBy(p => p.Revision).Select(p => (p.Name, repository.Revision(p.Revision).State)).Select(p => new RecordedPlan(p.Name, p.State, structures.Of(p.State)));
        var sheet = FamilySheet.Of(plan.State, structure, [.. records], attribute, member, stated, lag);
        var part = sheet.Part.Constraints.ToDictionary(c => c.Attribute, c => (IReadOnlyList<string>)c.Members);
        return TypedResults.Ok(new FamilySheetInfo(
            plan.Revision.Id, attribute, member, member is null ? null : structure.Titles.GetValueOrDefault(attribute)?.GetValueOrDefault(member),
            part.Values.All(m => m.Count <= MostNamed) ? part : null, stated, sheet.Unit, sheet.First, sheet.Last, [.. sheet.Rows.Select(Row)], sheet.Plans, sheet.Before, sheet.Notes, members.Length,
            at > 0 ? members[at - 1] : null, at + 1 < members.Length ? members[at + 1] : null));
    }

    private static SheetRowInfo Row(SheetRow row) => new(
        row.Name, row.Title, row.Block, row.Measure, row.ActualMeasure, row.AtEnd, Numbers.Present(row.Plan), Numbers.Present(row.Actual), Numbers.Present(row.Recorded), Numbers.Present(row.Before),
        Numbers.Present(row.Budget), Numbers.Present(row.YearBefore), PeriodInfo.Of(row.Years), row.NoPlan, row.NoActual, row.NoBudget);
}
