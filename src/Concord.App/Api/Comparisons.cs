using Concord.App.Plans;
using Concord.App.Security;
using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

internal static class Comparisons
{
    private const int MostRows = 1000, MostEntries = 500;

    public static void MapComparisons(this RouteGroupBuilder api) =>
        api.MapPost("/diffs", Diff).WithTags("Scenarios").WithName("compareRevisions").Needs(Permission.View).IsQuery().Problem(404);

    /// <summary>What differs between two revisions, at any level: values, entries and master data.</summary>
    public static Ok<DiffAnswer> Diff(DiffOrder order, OpenPlans plans)
    {
        var (from, to) = (plans.Of(plans.Revision(order.From, "from")), plans.Of(plans.Revision(order.To, "to")));
        var level = order.Level ?? [];
        for (var i = 0; i < level.Count; i++)
            PlanFields.Attribute(level[i], $"level[{i}]", to.Structure);
        var filter = PlanFields.Part(order.Filter, "filter", to.Structure);
        string[] measures = [.. (order.Measures ?? []).Select((m, i) => PlanFields.Measure(m, $"measures[{i}]").Name)];
        var (one, other) = (from.Structure.Calendar, to.Structure.Calendar);
        if (one[0].First != other[0].First || one[0].Last != other[0].Last || one.Pattern.Name != other.Pattern.Name)
            throw ProblemException.Invalid("to", $"{order.To}", $"The revisions {order.From} and {order.To} have different calendars: their buckets cannot be compared.", "Maybe they are of different plans.");
        var last = Math.Min(from.Structure.Calendar.Count, to.Structure.Calendar.Count) - 1;
        var (first, end) = (order.FirstBucket ?? to.Structure.FirstPlanned, order.LastBucket ?? last);
        if (first < 0 || end < first || end > last)
            throw ProblemException.Invalid("firstBucket", $"{first}", $"The buckets {first} to {end} are not in the calendars of both, 0 to {last}.");
        var different = Comparison.Of(from.State.Cube, from.Structure, to.State.Cube, to.Structure, new CellQuery(measures, level, filter, first, end, order.Unit));
        var titles = level.Count > 0 ? to.Structure.Titles.GetValueOrDefault(level[^1]) : null;
        var (inFrom, inTo) = (from.State.Entries.Select(e => e.Id).ToHashSet(), to.State.Entries.Select(e => e.Id).ToHashSet());
        return TypedResults.Ok(new DiffAnswer(
            first, end,
            [.. different.Select(d => new MeasureDiff(d.Measure, MeasureRegistry.Measure(d.Measure).Title, d.Reason, d.Rows.Count, [.. d.Rows.Take(MostRows).Select(r => new RowDiff(
                r.Members, r.Members.Length > 0 ? titles?.GetValueOrDefault(r.Members[^1]) : null, r.Unit, Numbers.Present(r.From), Numbers.Present(r.To), Numbers.Present(r.FromTotal), Numbers.Present(r.ToTotal)))]))],
            [.. from.State.Entries.Where(e => !inTo.Contains(e.Id)).Take(MostEntries).Select(e => PlanInfo.Of(e, from.Structure))],
            [.. to.State.Entries.Where(e => !inFrom.Contains(e.Id)).Take(MostEntries).Select(e => PlanInfo.Of(e, to.Structure))],
            [.. from.State.Patches.Except(to.State.Patches).Select(PlanInfo.Of)], [.. to.State.Patches.Except(from.State.Patches).Select(PlanInfo.Of)]));
    }
}
