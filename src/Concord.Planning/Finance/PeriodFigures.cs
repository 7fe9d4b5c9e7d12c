using Concord.Numerics.Cells;
using Concord.Planning.Cube;
using Concord.Planning.Data.Calendar;

namespace Concord.Planning.Finance;

/// <summary>A measure over a fiscal quarter or year: what came of it, what is planned of the rest, and what it is compared with. NaN for none; never a zero in its place.</summary>
/// <param name="Label">Of the quarter or year.</param>
/// <param name="First">First bucket.</param>
/// <param name="Last">Last bucket, inclusive.</param>
/// <param name="Actual">Up to the cut-off.</param>
/// <param name="Plan">After the cut-off.</param>
/// <param name="Total">Both together; of a balance its value at the end.</param>
/// <param name="Budget">Of the whole period.</param>
/// <param name="YearBefore">The total of the same period a year before; NaN when not all of it is known.</param>
/// <param name="Complete">False when the calendar has not all buckets of the period: its total is of those it has.</param>
public sealed record PeriodFigures(string Label, int First, int Last, double Actual, double Plan, double Total, double Budget, double YearBefore, bool Complete)
{
    /// <summary>The figures of some quarters or fiscal years.</summary>
    /// <param name="values">Arrays over all buckets of the calendar.</param>
    /// <param name="groups">All quarters, or all fiscal years, of the calendar.</param>
    /// <param name="from">Groups that end before this bucket are left out.</param>
    /// <param name="atEnd">True for a balance: its value at the end counts, not the sum.</param>
    public static IReadOnlyList<PeriodFigures> Of(PeriodValues values, PlanStructure structure, IReadOnlyList<BucketGroup> groups, int from, bool atEnd)
    {
        var yearBefore = groups.Count > 0 && groups[0].Label.Contains('Q', StringComparison.Ordinal) ? 4 : 1;
        var all = groups.Select(group => One(values, structure, group, atEnd)).ToList();
        return
        [
            .. all.Select((figures, i) => i >= yearBefore && IsWhole(all[i - yearBefore]) ? figures with { YearBefore = all[i - yearBefore].Total } : figures)
                .Where(figures => figures.Last >= from),
        ];

        // Where only the plan of the rest of a period is known, its total is no yardstick.
        bool IsWhole(PeriodFigures figures) => figures.Complete && (atEnd || figures.First >= structure.FirstPlanned || !double.IsNaN(figures.Actual));
    }

    private static PeriodFigures One(PeriodValues values, PlanStructure structure, BucketGroup group, bool atEnd)
    {
        double Sum(double[] of) => Over(of, group.FirstIndex, group.LastIndex, atEnd);
        var calendar = structure.Calendar;
        var (actual, plan) = (Sum(values.Actual), Sum(values.Plan));
        var total = atEnd ? (double.IsNaN(plan) ? actual : plan) : PresentSums.Add(actual, plan);

        // A group at an end of the calendar has all of its buckets when the next one would start another.
        var complete = (group.FirstIndex > 0 || calendar[0].First == FirstDayOf(calendar, group)) && (group.LastIndex < calendar.Count - 1 || EndsWith(calendar, group));
        return new PeriodFigures(group.Label, group.FirstIndex, group.LastIndex, actual, plan, total, Sum(values.Budget), double.NaN, complete);
    }

    /// <summary>The sum of what is there, or the last value.</summary>
    public static double Over(double[] values, int first, int last, bool atEnd)
    {
        if (atEnd)
            return values[last];
        var sum = double.NaN;
        for (var bucket = first; bucket <= last; bucket++)
            sum = PresentSums.Add(sum, values[bucket]);
        return sum;
    }

    private static DateOnly FirstDayOf(PlanningCalendar calendar, BucketGroup group)
    {
        // The bucket before the calendar: when it counts to another group, this one starts with the calendar.
        var before = calendar.Pattern.FirstDay(calendar.First.AddDays(-1));
        return SameGroup(calendar.Pattern.FiscalPeriod(before), calendar[group.FirstIndex].Fiscal, group) ? before : calendar.First;
    }

    private static bool EndsWith(PlanningCalendar calendar, BucketGroup group) =>
        !SameGroup(calendar.Pattern.FiscalPeriod(calendar.Last.AddDays(1)), calendar[group.LastIndex].Fiscal, group);

    private static bool SameGroup(FiscalPeriod one, FiscalPeriod other, BucketGroup group) =>
        one.Year == other.Year && (one.Quarter == other.Quarter || !group.Label.Contains('Q', StringComparison.Ordinal));
}

/// <summary>A measure by bucket of the calendar, from its first bucket on; NaN for none.</summary>
/// <param name="Actual">What came: past buckets, and of a bucket the cut-off splits what came so far.</param>
/// <param name="Plan">What is planned after the cut-off.</param>
public sealed record PeriodValues(double[] Actual, double[] Plan, double[] Budget);
