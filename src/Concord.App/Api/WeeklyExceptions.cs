using Concord.App.Plans;
using Concord.App.Security;
using Concord.Planning.Execution;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

/// <summary>The same deviation a week earlier or later.</summary>
/// <param name="AsOf">Facts up to this day.</param>
/// <param name="Money">Deviation [reporting currency].</param>
public sealed record ExceptionPoint(DateOnly AsOf, double Planned, double Actual, double Money);

/// <summary>An item or order of an exception.</summary>
/// <param name="Money">Deviation [reporting currency]; null where neither price nor cost is known.</param>
public sealed record ExceptionPart(string Entity, double Planned, double Actual, double Deviation, string Unit, double? Money);

/// <summary>A deviation of reality from the plan of record.</summary>
/// <param name="Id">The same each time it is found: kind, entity and bucket.</param>
/// <param name="Level">Attribute of the entity: family, supplier or location.</param>
/// <param name="Planned">By now, in the unit.</param>
/// <param name="Relative">Deviation over planned [1 = 100 %]; null where nothing was planned.</param>
/// <param name="Money">Deviation [reporting currency].</param>
/// <param name="Message">In words.</param>
/// <param name="Advice">What to do, in general.</param>
/// <param name="Steps">What to do, by what the facts state; empty where they lead to nothing.</param>
/// <param name="Items">Its largest parts.</param>
/// <param name="Trend">The same deviation in the weeks before, oldest first; this one last.</param>
public sealed record WeeklyException(
    string Id, ExceptionKind Kind, string Level, string Entity, string Bucket, double Planned, double Actual, double Deviation, string Unit, double? Relative, double Money, string Message,
    string Advice, IReadOnlyList<WeeklyStep> Steps, IReadOnlyList<ExceptionPart> Items, int MoreItems, IReadOnlyList<ExceptionPoint> Trend);

/// <summary>Value at risk of exceptions that have something in common.</summary>
/// <param name="Value">Deviations without their sign [reporting currency].</param>
public sealed record ExceptionSum(ExceptionKind Kind, string Level, string Entity, int Count, double Value);

/// <summary>What deviates from a plan of record, the largest value first.</summary>
/// <param name="AsOf">Last day whose facts were looked at.</param>
/// <param name="Latest">The latest day there are facts of.</param>
/// <param name="First">The first day the plan of record plans.</param>
/// <param name="Bucket">The bucket the day lies in; null when it is not in the horizon of the plan.</param>
/// <param name="Elapsed">Share of the planned days of the bucket that have passed [0..1].</param>
/// <param name="Total">Exceptions that match.</param>
/// <param name="Value">Their deviations without sign [reporting currency].</param>
/// <param name="Sums">All exceptions by kind and entity, whatever is asked for; the largest 60.</param>
/// <param name="Findings">What could not be compared.</param>
public sealed record WeeklyExceptionPage(
    DateOnly AsOf, DateOnly Latest, DateOnly First, string? Bucket, double Elapsed, string Currency, int Total, double Value, IReadOnlyList<ExceptionSum> Sums, IReadOnlyList<WeeklyException> Rows,
    IReadOnlyList<Concord.Planning.Data.Finding> Findings);

/// <summary>The weekly check for people (S&amp;OE).</summary>
internal static class WeeklyExceptions
{
    private const int MostRows = 200, MostWeeks = 12, MostSums = 60;

    public static void MapWeeklyExceptions(this RouteGroupBuilder api) =>
        api.MapGet("/plans-of-record/{revision}/weekly-exceptions", List).WithTags("Plan results").WithName("listWeeklyExceptions").Needs(Permission.View).Problem(404);

    /// <summary>The weekly check (S&amp;OE): where facts deviate from a plan of record, by value, with what to do and how it went in the weeks before.</summary>
    /// <param name="asOf">Facts up to this day; the effective date of the dataset when it is left out.</param>
    /// <param name="kind">Only this kind.</param>
    /// <param name="level">Only entities of this level: family, supplier or location.</param>
    /// <param name="entity">Only this entity.</param>
    /// <param name="weeks">Weeks of the trend, this one included; at most 12.</param>
    /// <param name="take">How many, at most 200.</param>
    public static Ok<WeeklyExceptionPage> List(
        long revision, WeeklyChecks checks, OpenPlans plans, CancellationToken token, DateOnly? asOf = null, string? kind = null, string? level = null, string? entity = null, int weeks = 4, int skip = 0,
        int take = 50)
    {
        Words.CheckWindow(skip, take, MostRows);
        if (weeks is < 1 or > MostWeeks)
            throw ProblemException.Invalid("weeks", $"{weeks}", $"weeks is {weeks}; it is 1 to {MostWeeks}.");
        var wanted = Words.Parse<ExceptionKind>(kind, "kind");
        var latest = checks.Latest;
        var day = asOf ?? latest;
        var result = checks.Of(revision, day, false, token);
        var structure = plans.Of(plans.Revision(revision, "revision")).Structure;
        var rows = result.Exceptions.Where(e => (wanted is null || e.Kind == wanted) && (string.IsNullOrEmpty(level) || e.Level == level) && (string.IsNullOrEmpty(entity) || e.Entity == entity)).ToList();
        var page = rows.Skip(skip).Take(take).ToList();
        var before = page.Count == 0 ? [] : Earlier(checks, revision, day, structure.Horizon.First, weeks, token);
        return TypedResults.Ok(new WeeklyExceptionPage(
            result.AsOf, latest, structure.Horizon.First, result.BucketLabel, result.Elapsed, result.Currency, rows.Count, rows.Sum(e => Math.Abs(e.Money)),
            [.. result.Exceptions.GroupBy(e => (e.Kind, e.Level, e.Entity)).Select(g => new ExceptionSum(g.Key.Kind, g.Key.Level, g.Key.Entity, g.Count(), g.Sum(e => Math.Abs(e.Money)))).OrderByDescending(s => s.Value).Take(MostSums)],
            [.. page.Select(e => Row(e, result.AsOf, before))], result.Findings));
    }

    /// <summary>What deviated on the same day of the weeks before, oldest first; not before the plan of record begins.</summary>
    private static List<(DateOnly Day, Dictionary<(ExceptionKind, string), ExceptionLine> Lines)> Earlier(WeeklyChecks checks, long revision, DateOnly day, DateOnly first, int weeks, CancellationToken token)
    {
        var earlier = new List<(DateOnly, Dictionary<(ExceptionKind, string), ExceptionLine>)>();
        for (var week = weeks - 1; week > 0; week--)
        {
            var then = day.AddDays(-7 * week);
            if (then < first)
                continue;
            var lines = new Dictionary<(ExceptionKind, string), ExceptionLine>();
            foreach (var line in checks.Of(revision, then, true, token).Exceptions)
                lines.TryAdd((line.Kind, line.Entity), line);
            earlier.Add((then, lines));
        }

        return earlier;
    }

    private static WeeklyException Row(ExceptionLine line, DateOnly day, List<(DateOnly Day, Dictionary<(ExceptionKind, string), ExceptionLine> Lines)> before) => new(
        line.Id, line.Kind, line.Level, line.Entity, line.BucketLabel, line.Planned, line.Actual, line.Deviation, line.Unit, Numbers.Present(line.Relative), line.Money, line.Message, line.Advice, line.Steps,
        [.. line.Items.Select(i => new ExceptionPart(i.Entity, i.Planned, i.Actual, i.Deviation, i.Unit, Numbers.Present(i.Money)))], line.MoreItems,
        [
            .. before.Select(b => b.Lines.TryGetValue((line.Kind, line.Entity), out var then) ? new ExceptionPoint(b.Day, then.Planned, then.Actual, then.Money) : new ExceptionPoint(b.Day, 0, 0, 0)),
            new ExceptionPoint(day, line.Planned, line.Actual, line.Money),
        ]);
}
