using Concord.App.Plans;
using Concord.App.Security;
using Concord.Planning.Cube;
using Concord.Planning.Cycle;
using Concord.Planning.Data;
using Concord.Planning.Kpi;
using Concord.Storage.Scenarios;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

/// <summary>Key figures of a scenario: the table, how one moved, and who makes it.</summary>
internal static class Kpis
{
    private const int MostParts = 500, MostLags = 36, MostRows = 500;

    public static void MapKpis(this RouteGroupBuilder api)
    {
        var scenario = api.MapGroup("/scenarios/{id}").WithTags("Plan results");
        scenario.MapGet("/kpi", Table).WithName("getKpi").Needs(Permission.View).Problem(404);
        scenario.MapGet("/kpi-trend", Trend).WithName("getKpiTrend").Needs(Permission.View).Problem(404);
        scenario.MapGet("/kpi-parts", Parts).WithName("listKpiParts").Needs(Permission.View).Problem(404);
    }

    /// <summary>The key figures of a scenario, with target, threshold and owner, or why they cannot be measured; accuracy by lag from the plans of record.</summary>
    /// <param name="level">An attribute of at most 500 members to tell parts by; the company alone when it is left out.</param>
    /// <param name="filter">Only this part, as JSON: members by attribute. Targets are those of the company and of members, so a part has none.</param>
    public static Ok<KpiTable> Table(long id, OpenPlans plans, PlanRepository repository, PlanStructures structures, PlanComputations computations, string? level = null, string? filter = null)
    {
        var plan = plans.Open(id);
        CheckAttribute("level", level, plan.Structure);
        var part = PlanFields.Filter(filter, plan.Structure);
        if (level is not null && FamilySheet.Members(plan.Structure, level).Length is var members and > MostRows)
            throw ProblemException.Invalid("level", level, $"The plan has {members} members of '{level}'; this table has at most {MostRows}.", "Maybe ask kpi-parts, which goes by pages.");
        var records = DemandReview.RecordedPlans(repository, structures);
        return TypedResults.Ok(DemandReview.OnDemand("filter", () => KpiTable.Of(computations.Input(plan.State), records, level is null ? [] : [level], part)));
    }

    /// <summary>How a key figure of the company moved: by bucket, and from one plan of record to the next, each measured by the facts it knew.</summary>
    /// <param name="figure">Its name, as fill_rate.</param>
    /// <param name="lag">For forecasts how many buckets ahead, from 1; left out for others.</param>
    public static Ok<KpiTrend> Trend(long id, string figure, OpenPlans plans, PlanRepository repository, PlanStructures structures, PlanComputations computations, int lag = 0)
    {
        var plan = plans.Open(id);
        CheckFigure(figure, lag);
        var trend = KpiTrend.Of(computations.Input(plan.State), DemandReview.RecordedPlans(repository, structures), p => computations.Input(p.State), figure, lag);
        return TypedResults.Ok(trend ?? throw new ProblemException(
            StatusCodes.Status404NotFound, "not_found", $"The plan has no '{figure}' at lag {lag}.", "lag", $"{lag}", "Maybe lag=1 for forecasts, and no lag for others."));
    }

    /// <summary>Which members make a key figure, the largest contribution first. Contributions add up to the whole: of a forecast accuracy they are absolute errors.</summary>
    /// <param name="figure">Its name, as fill_rate.</param>
    /// <param name="lag">For forecasts how many buckets ahead, 1 when left out; others have none.</param>
    /// <param name="level">An attribute; one the figure is told apart by when it is left out.</param>
    /// <param name="attribute">Only the part with the member <paramref name="member"/> of this attribute.</param>
    /// <param name="skip">Members to pass over.</param>
    /// <param name="take">Members at most, 1 to 500.</param>
    public static Ok<KpiBreakdown> Parts(
        long id, string figure, OpenPlans plans, PlanRepository repository, PlanStructures structures, PlanComputations computations, int lag = 0, string? level = null, string? attribute = null,
        string? member = null, int skip = 0, int take = 50)
    {
        var plan = plans.Open(id);
        CheckFigure(figure, lag);
        CheckAttribute("level", level, plan.Structure);
        CheckAttribute("attribute", attribute, plan.Structure);
        if (skip < 0 || take is < 1 or > MostParts)
            throw ProblemException.Invalid("take", $"{take}", $"Ask for 1 to {MostParts} members, and pass over none or more.");
        var filter = attribute is null ? Coordinates.All : Coordinates.Of((attribute, member ?? ""));
        return TypedResults.Ok(DemandReview.OnDemand(
            "attribute", () => KpiBreakdown.Of(computations.Input(plan.State), DemandReview.RecordedPlans(repository, structures), figure, lag, level, filter, skip, take)));
    }

    private static void CheckFigure(string figure, int lag)
    {
        if (!KpiTable.Figures.Contains(figure))
            throw ProblemException.Invalid("figure", figure, $"'{figure}' is no key figure.", NearestName.MaybeHint(figure, KpiTable.Figures).Trim());
        if (lag is < 0 or > MostLags)
            throw ProblemException.Invalid("lag", $"{lag}", $"A lag is 1 to {MostLags}, or 0 for key figures without one.");
    }

    private static void CheckAttribute(string field, string? attribute, PlanStructure structure)
    {
        if (attribute is not null && !structure.Attributes.Contains(attribute))
            throw ProblemException.Invalid(field, attribute, $"'{attribute}' is no attribute of the plan.", NearestName.MaybeHint(attribute, structure.Attributes).Trim());
    }
}
