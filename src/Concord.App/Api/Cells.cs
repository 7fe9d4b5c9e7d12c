using Concord.App.Plans;
using Concord.App.Security;
using Concord.Planning.Cube;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Storage.Scenarios;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

/// <summary>Reading a plan: its structure, its values at any level, and where they come from.</summary>
internal static class Cells
{
    private const int MostMeasures = 20, MostCells = 2_000_000;

    public static void MapCells(this RouteGroupBuilder api)
    {
        var scenarios = api.MapGroup("/scenarios/{id}").WithTags("Plan values");
        scenarios.MapGet("/structure", Structure).WithName("getPlanStructure").Needs(Permission.View).Problem(404);
        scenarios.MapGet("/members/{attribute}", Members).WithName("listMembers").Needs(Permission.View).Problem(404);
        scenarios.MapPost("/cells", Query).WithName("queryCells").Needs(Permission.View).IsQuery().Problem(404);
    }

    /// <summary>The buckets, attributes and measures of a scenario.</summary>
    public static Ok<PlanStructureInfo> Structure(long id, OpenPlans plans, PlanRepository repository)
    {
        var plan = plans.Open(id);
        var (structure, calendar) = (plan.Structure, plan.Structure.Calendar);
        var basis = repository.Store.Bases().First(b => b.Id == plan.State.BasisId);
        var attributes = structure.Attributes.Select(name => new PlanAttribute(
            name, Title(name), structure.Spaces.Values.Max(s => s.Attributes.Has(name) ? s.Attributes.Attribute(name).Members.Length : 0),
            [.. MeasureRegistry.All.Where(m => structure.Spaces.TryGetValue(m.Grain & ~Grain.Bucket, out var space) && space.Attributes.Has(name)).Select(m => m.Name)]));
        var measures = MeasureRegistry.All.Where(m => structure.Spaces.ContainsKey(m.Grain & ~Grain.Bucket)).Select(m => new PlanMeasure(
            m.Name, m.Title, structure.Of(m).Count, plan.State.Cube.Values(m.Name).BucketCount > 0 || (m.Numerator is { } above && plan.State.Cube.Values(above).BucketCount > 0)));
        return TypedResults.Ok(new PlanStructureInfo(
            plan.Revision.Id, basis.SnapshotId, basis.Currency, structure.Horizon.CutOff, structure.FirstPlanned,
            [.. calendar.Buckets.Select(b => new PlanBucket(b.Index, b.Label, b.First, b.Last, b.FiscalYear, b.FiscalQuarter, structure.Zones[b.Index]))],
            calendar.Quarters, calendar.FiscalYears, [.. attributes], [.. measures]));
    }

    /// <summary>The members of an attribute, in ordinal order.</summary>
    /// <param name="search">Only members whose name or title contains this text, case ignored.</param>
    /// <param name="take">How many, at most 1,000.</param>
    public static Ok<IReadOnlyList<MemberInfo>> Members(long id, string attribute, OpenPlans plans, string? search = null, int skip = 0, int take = 200)
    {
        Words.CheckWindow(skip, take, 1000);
        var structure = plans.Open(id).Structure;
        PlanFields.Attribute(attribute, "attribute", structure);
        var titles = structure.Titles.GetValueOrDefault(attribute);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var space in structure.Spaces.Values.Where(s => s.Attributes.Has(attribute)))
        {
            var grouping = space.Attributes.Group([attribute], Coordinates.All);
            for (var group = 0; group < grouping.Count; group++)
                counts[grouping.Keys[group][0]] = Math.Max(grouping.Sizes[group], counts.GetValueOrDefault(grouping.Keys[group][0]));
        }

        return TypedResults.Ok<IReadOnlyList<MemberInfo>>([.. counts
            .Select(c => new MemberInfo(c.Key, titles?.GetValueOrDefault(c.Key), c.Value))
            .Where(m => string.IsNullOrEmpty(search) || m.Member.Contains(search, StringComparison.OrdinalIgnoreCase) || m.Title?.Contains(search, StringComparison.OrdinalIgnoreCase) == true)
            .Skip(skip).Take(take)]);
    }

    /// <summary>Values at any level, added up live from the leaf series.</summary>
    public static Ok<CellsAnswer> Query(long id, CellsOrder order, OpenPlans plans, Caller caller)
    {
        var scenario = plans.Scenario(id);
        var plan = plans.Open(id, order.Revision);
        var (structure, calendar) = (plan.Structure, plan.Structure.Calendar);
        if (order.Measures.Count is 0 or > MostMeasures)
            throw ProblemException.Invalid("measures", $"{order.Measures.Count}", $"A query names 1 to {MostMeasures} measures.");
        var measures = order.Measures.Select((m, i) => PlanFields.Measure(m, $"measures[{i}]")).ToList();
        var level = order.Level ?? [];
        for (var i = 0; i < level.Count; i++)
            PlanFields.Attribute(level[i], $"level[{i}]", structure);
        if (level.Distinct(StringComparer.Ordinal).Count() < level.Count)
            throw ProblemException.Invalid("level", string.Join(", ", level), "An attribute is in the level twice.");
        var filter = PlanFields.Part(order.Filter, "filter", structure);
        var (from, to) = (order.From ?? 0, order.To ?? calendar.Count - 1);
        if (from < 0 || to < from || to >= calendar.Count)
            throw ProblemException.Invalid("from", $"{from}", $"The buckets {from} to {to} are not in the planning calendar, 0 to {calendar.Count - 1}.");
        CheckSize(measures, structure, level, filter, to - from + 1);

        var query = new CellQuery(order.Measures, level, filter, from, to, order.Unit) { Subtotals = order.Subtotals, Actuals = order.Actuals, Periods = order.Periods };
        var table = CellReader.Read(plan.State.Cube, structure, query);
        var innermost = level.Count > 0 ? level : [];
        return TypedResults.Ok(new CellsAnswer(
            plan.Revision.Id, scenario.Head, from, to, order.Unit,
            [.. table.Rows.Select(r => new CellRowInfo(r.Depth, r.Members, r.Depth == 0 ? null : structure.Titles.GetValueOrDefault(innermost[r.Depth - 1])?.GetValueOrDefault(r.Members[^1])))],
            [.. table.Quarters.Select(q => calendar.Quarters[q].Label)], [.. table.Years.Select(y => calendar.FiscalYears[y].Label)],
            [.. table.Measures.Select((column, i) => Column(column, measures[i], structure, table, level, filter, caller))]));
    }

    private static MeasureCells Column(
        CellColumn column, MeasureDefinition measure, PlanStructure structure, CellTable table, IReadOnlyList<string> level, Coordinates filter, Caller caller)
    {
        var editable = new Zone?[] { null, Zone.Frozen, Zone.Flexible, Zone.Strategic }.Select(zone =>
        {
            var verdict = Rights.Decide(caller.Assignments, ZoneRules.Standard, measure, [zone], _ => true);
            var allowed = verdict.Allowed && caller.May(Permission.EditPlan);
            return new ZoneVerdict(zone, allowed, verdict.Reason, !allowed && caller.May(Permission.EditPlan) && Rights.MayOverride(caller.Assignments, verdict, _ => true));
        }).ToList();
        return new MeasureCells(
            measure.Name, measure.Title, measure.Unit, measure.OverTime, column.Reason, Numbers.Present(column.Values), Numbers.Present(column.Quarters), Numbers.Present(column.Years),
            column.Units, column.NoTotal, column.Series, column.Outside, column.Locked, column.Edited, editable,
            column.Reason is null && editable.Exists(e => e.Allowed) ? RefusedRows(measure, structure, table, level, filter, caller) : []);
    }

    /// <summary>Rows outside of the part of the hierarchy the caller's roles hold for.</summary>
    private static string?[] RefusedRows(MeasureDefinition measure, PlanStructure structure, CellTable table, IReadOnlyList<string> level, Coordinates filter, Caller caller)
    {
        if (caller.Assignments.Any(a => a.Part.IsAll && Rights.Decide([a], ZoneRules.Standard, measure, [Zone.Strategic], _ => true).Allowed))
            return [];
        var attributes = structure.Of(measure).Attributes;
        var refused = new string?[table.Rows.Count];
        for (var row = 0; row < refused.Length; row++)
        {
            var part = filter;
            for (var depth = 0; depth < table.Rows[row].Depth; depth++)
                part = part.With(level[depth], table.Rows[row].Members[depth]);
            int[]? series = null;
            var verdict = Rights.Decide(
                caller.Assignments, ZoneRules.Standard, measure, [Zone.Strategic],
                outer => attributes.Has(outer) && attributes.Has(part) && attributes.Covers(outer, series ??= attributes.Select(part)));
            refused[row] = verdict.Allowed ? null : verdict.Reason;
        }

        return refused;
    }

    private static void CheckSize(List<MeasureDefinition> measures, PlanStructure structure, IReadOnlyList<string> level, Coordinates filter, int buckets)
    {
        long rows = 0;
        foreach (var measure in measures)
        {
            if (structure.Spaces.TryGetValue(measure.Grain & ~Grain.Bucket, out var space) && level.All(space.Attributes.Has) && space.Attributes.Has(filter))
                rows = Math.Max(rows, space.Attributes.Group(level, filter).Count);
        }

        if (rows * measures.Count * buckets > MostCells)
        {
            throw ProblemException.Invalid(
                "level", string.Join(", ", level), $"The answer would have {rows:#,0} rows of {measures.Count} measures in {buckets} buckets, more than {MostCells:#,0} cells.",
                "Maybe filter it, or ask for an outer level.");
        }
    }

    /// <summary>An attribute's name for people.</summary>
    private static string Title(string name)
    {
        var words = name.Replace('_', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }
}
