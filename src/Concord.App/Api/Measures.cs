using Concord.App.Security;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

/// <summary>A key figure.</summary>
/// <param name="Grain">The dimensions it has a value for.</param>
/// <param name="OverMembers">How values of several members make the value of their group.</param>
/// <param name="OverTime">How values of several buckets make the value of a longer period.</param>
/// <param name="Numerator">For ratios the measure above the line.</param>
/// <param name="Denominator">For ratios the measure below the line.</param>
/// <param name="Complement">True when the ratio is one minus numerator over denominator.</param>
/// <param name="Spread">How a value typed for a group goes to its leaf series.</param>
/// <param name="SpreadBy">The measure whose values a typed total is spread like.</param>
/// <param name="Editors">Roles that may type values; empty when nobody may.</param>
/// <param name="EditZones">Zones in which the editors may.</param>
/// <param name="Actual">For a plan the measure that says what came of it, shown in its place in past buckets.</param>
public sealed record MeasureInfo(
    string Name, string Title, string Description, Stage WrittenBy, UnitKind Unit, IReadOnlyList<string> Grain, MemberAggregation OverMembers,
    TimeAggregation OverTime, string? Numerator, string? Denominator, bool Complement, SpreadRule Spread, string? SpreadBy, MeasureSign Sign,
    IReadOnlyList<Role> Editors, IReadOnlyList<Zone> EditZones, string? Actual);

/// <summary>A zone of the planning horizon and who may change what in it.</summary>
/// <param name="Edits">For each measure somebody may type there, the roles that may.</param>
/// <param name="OverriddenBy">Roles that may edit there all the same, on record with a reason.</param>
public sealed record ZoneInfo(Zone Zone, IReadOnlyDictionary<string, IReadOnlyList<Role>> Edits, IReadOnlyList<Role> OverriddenBy);

/// <param name="Pattern">How time is cut.</param>
/// <param name="Buckets">In order of time, without gaps.</param>
/// <param name="Quarters">Runs of buckets that make a fiscal quarter; those at the ends may be partial.</param>
public sealed record CalendarInfo(
    string Pattern, IReadOnlyList<CalendarBucket> Buckets, IReadOnlyList<BucketGroup> Quarters, IReadOnlyList<BucketGroup> FiscalYears);

/// <param name="First">First day.</param>
/// <param name="Last">Last day, inclusive.</param>
public sealed record CalendarBucket(int Index, string Label, DateOnly First, DateOnly Last, int FiscalYear, int FiscalQuarter, int FiscalPeriod);

internal static class Measures
{
    private const int MostYears = 60;

    public static void MapMeasures(this RouteGroupBuilder api)
    {
        var measures = api.MapGroup("").WithTags("Calendar and measures");
        measures.MapGet("/measures", List).WithName("listMeasures").Needs(Permission.View);
        measures.MapGet("/calendar", Calendar).WithName("getCalendar").Needs(Permission.View);
        measures.MapGet("/zones", Zones).WithName("listZones").Needs(Permission.View);
    }

    /// <summary>The registry of measures.</summary>
    public static Ok<IReadOnlyList<MeasureInfo>> List() => TypedResults.Ok<IReadOnlyList<MeasureInfo>>([.. MeasureRegistry.All.Select(m => new MeasureInfo(
        m.Name, m.Title, m.Description, m.WrittenBy, m.Unit,
        [.. Enum.GetValues<Grain>().Where(g => g != Grain.None && m.Grain.HasFlag(g)).Select(Words.Spell)],
        m.OverMembers, m.OverTime, m.Numerator, m.Denominator, m.Complement, m.Spread, m.SpreadBy, m.Sign, m.Editors, m.EditZones, m.Actual))]);

    /// <summary>The planning calendar between two days.</summary>
    /// <param name="from">A day in the first bucket.</param>
    /// <param name="to">A day in the last bucket; at most 60 years later.</param>
    /// <param name="pattern">month (when left out), iso_week, split_week, weeks_4_4_5, weeks_4_5_4 or weeks_5_4_4.</param>
    /// <param name="fiscalStart">First month of the fiscal year, 1 (when left out) to 12.</param>
    public static Ok<CalendarInfo> Calendar(DateOnly from, DateOnly to, string? pattern = null, int fiscalStart = 1)
    {
        if (fiscalStart is < 1 or > 12)
            throw ProblemException.Invalid("fiscalStart", $"{fiscalStart}", $"fiscalStart is {fiscalStart}; a fiscal year starts in a month from 1 to 12.");
        if (to.DayNumber - from.DayNumber > MostYears * 366)
            throw ProblemException.Invalid("to", $"{to:yyyy-MM-dd}", $"The calendar spans more than {MostYears} years.", "Maybe a digit of a year is wrong.");
        var fiscal = new FiscalYear(fiscalStart);
        var patterns = BucketPattern.All(fiscal);
        var chosen = string.IsNullOrEmpty(pattern) ? patterns[0] : BucketPattern.Of(pattern, fiscal) ?? throw ProblemException.Invalid(
            "pattern", pattern, $"'{pattern}' is not one of {string.Join(", ", patterns.Select(p => p.Name))}.",
            Concord.Planning.Data.NearestName.Find(pattern, patterns.Select(p => p.Name)) is { } near ? $"Maybe '{near}'?" : null);
        PlanningCalendar calendar;
        try
        {
            calendar = new PlanningCalendar(chosen, from, to);
        }
        catch (ArgumentException e)
        {
            throw ProblemException.Invalid(to < from ? "to" : "from", $"{(to < from ? to : from):yyyy-MM-dd}", e.Message.Split(" (Parameter", 2)[0]);
        }

        return TypedResults.Ok(new CalendarInfo(
            chosen.Name, [.. calendar.Buckets.Select(b => new CalendarBucket(b.Index, b.Label, b.First, b.Last, b.FiscalYear, b.FiscalQuarter, b.FiscalPeriod))],
            calendar.Quarters, calendar.FiscalYears));
    }

    /// <summary>The zones of the planning horizon, and who may change what in each.</summary>
    public static Ok<IReadOnlyList<ZoneInfo>> Zones()
    {
        var zones = new List<ZoneInfo>();
        foreach (var zone in Enum.GetValues<Zone>())
        {
            var edits = new Dictionary<string, IReadOnlyList<Role>>();
            var overriders = new SortedSet<Role>();
            foreach (var measure in MeasureRegistry.All.Where(m => m.Editable))
            {
                var verdicts = Enum.GetValues<Role>().Select(role => (Role: role, Verdict: ZoneRules.Standard.Decide(zone, role, measure))).ToList();
                if (verdicts.Exists(v => v.Verdict.Allowed))
                    edits[measure.Name] = [.. verdicts.Where(v => v.Verdict.Allowed).Select(v => v.Role)];
                overriders.UnionWith(verdicts.SelectMany(v => v.Verdict.Overrides));
            }

            zones.Add(new ZoneInfo(zone, edits, [.. overriders]));
        }

        return TypedResults.Ok<IReadOnlyList<ZoneInfo>>(zones);
    }
}
