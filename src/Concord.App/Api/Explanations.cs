using Concord.App.Plans;
using Concord.App.Security;
using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Storage.Data;
using Concord.Storage.Scenarios;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

internal static class Explanations
{
    public static void MapExplanations(this RouteGroupBuilder api) => api.MapPost("/scenarios/{id}/explain", Explain)
        .WithTags("Plan values").WithName("explainValue").Needs(Permission.View).IsQuery().Problem(404);

    /// <summary>Where a value comes from: the entries on top of what the stage wrote, and for facts the imports and source rows.</summary>
    public static Ok<ExplainAnswer> Explain(long id, ExplainOrder order, OpenPlans plans, PlanStructures structures, IPlanStore store, DataStore data, CancellationToken token)
    {
        var plan = plans.Open(id, order.Revision);
        var measure = PlanFields.Measure(order.Measure, "measure");
        var part = PlanFields.Part(order.Coordinates, "coordinates", plan.Structure);
        if (order.From < 0 || order.To < order.From || order.To >= plan.Structure.Calendar.Count)
            throw ProblemException.Invalid("from", $"{order.From}", $"The buckets {order.From} to {order.To} are not in the planning calendar, 0 to {plan.Structure.Calendar.Count - 1}.");
        Explanation explanation;
        try
        {
            explanation = Explaining.Explain(plan.State, plan.Structure, measure, part, order.From, order.To, order.Unit);
        }
        catch (ArgumentException e)
        {
            throw ProblemException.Invalid("coordinates", $"{part}", e.Message.Split(" (Parameter", 2)[0]);
        }

        var said = SaidOf(plan, store, measure, part, order.From, order.To);
        var trace = SourceTrace.Of(plan, structures, data, measure, part, order, explanation.Unit is not null, token);
        return TypedResults.Ok(new ExplainAnswer(
            Numbers.Present(explanation.Value), explanation.Unit, Numbers.Present(explanation.Written), measure.WrittenBy, measure.Description, explanation.Series,
            [.. explanation.Effects.Select(e => new EffectInfo(PlanInfo.Of(e.Entry, plan.Structure), Numbers.Present(e.Before), Numbers.Present(e.After), e.Refusal))],
            [.. explanation.Locks.Select(l => PlanInfo.Of(l, plan.Structure))],
            [.. explanation.Operands.Select(o => new OperandInfo(o.Measure, MeasureRegistry.Measure(o.Measure).Title, Numbers.Present(o.Value)))],
            structures.BasisOf(plan.State.BasisId).SnapshotId, trace.Sources, trace.Rows, [.. said, .. explanation.Notes, .. trace.Notes]));
    }

    /// <summary>What the stage that wrote a single value says of it.</summary>
    private static IReadOnlyList<string> SaidOf(OpenPlan plan, IPlanStore store, MeasureDefinition measure, Coordinates part, int from, int to)
    {
        if (from != to || plan.State.Stages.GetValueOrDefault(measure.WrittenBy)?.Details is not { } key || plan.Structure.SeriesCount(measure.Name) == 0)
            return [];
        var attributes = plan.Structure.Of(measure).Attributes;
        return attributes.Select(part) is [var series] && store.Details(key) is { } details
            ? [.. details.Explain(measure.Name, series, attributes.Catalog.Coordinate(series), plan.Structure.Calendar[from].Label)]
            : [];
    }
}
