using Concord.Planning.Data;
using Concord.Planning.Data.Calendar;

namespace Concord.Planning.Cube;

/// <summary>
/// Productive hours of a resource, day by day: the hours of its shifts times heads; less maintenance, holidays and breakdowns; plus extra shifts; times its efficiency.
/// An exception without hours is as long as the day's shifts. Overtime is no capacity. A resource without a capacity calendar has no capacity that is known.
/// </summary>
internal static class FactCapacity
{
    public const string Measure = "capacity";

    /// <summary>The hours [h] of each resource in the buckets from <paramref name="first"/> to before <paramref name="end"/>.</summary>
    public static void Load(Dataset dataset, PlanningCalendar calendar, SeriesCatalog resources, int first, int end, FactPages pages)
    {
        var shifts = dataset.Rows<CapacityCalendar>().ToLookup(c => c.Resource);
        var exceptions = dataset.Rows<CapacityException>().Where(e => e.Kind != CapacityExceptionKind.Overtime).ToLookup(e => e.Resource);
        foreach (var resource in dataset.Rows<Resource>())
        {
            var series = resources.Find([resource.Id.Value]);
            if (series < 0 || !shifts.Contains(resource.Id))
                continue;
            var patterns = shifts[resource.Id].Select(c => Pattern.Of(c, resource)).ToArray();
            var stops = exceptions[resource.Id].ToArray();
            for (var bucket = first; bucket < end; bucket++)
            {
                double hours = 0;
                for (var day = calendar[bucket].First; day <= calendar[bucket].Last; day = day.AddDays(1))
                    hours += Hours(patterns, stops, day);
                pages.Cell(bucket, series) = hours * resource.Efficiency;
            }
        }
    }

    internal static double Hours(Pattern[] patterns, CapacityException[] exceptions, DateOnly day)
    {
        double shifts = 0;
        foreach (var pattern in patterns)
            shifts += pattern.On(day);
        double taken = 0, added = 0;
        foreach (var exception in exceptions)
        {
            if (day < exception.From || day > (exception.To ?? exception.From))
                continue;
            var hours = exception.HoursPerDay ?? shifts;
            if (exception.Kind == CapacityExceptionKind.ExtraShift)
                added += hours;
            else
                taken += hours;
        }

        return Math.Max(0, shifts - taken) + added;
    }

    /// <summary>A shift with its hours over all heads [h per day].</summary>
    internal readonly record struct Pattern(DateOnly First, DateOnly Last, WorkingWeek Week, double Hours)
    {
        /// <summary>Weekdays that cannot be read are no working days; a data check tells of them.</summary>
        public static Pattern Of(CapacityCalendar calendar, Resource resource) => new(
            calendar.ValidFrom ?? DateOnly.MinValue, calendar.ValidTo ?? DateOnly.MaxValue, WorkingWeek.TryParse(calendar.Weekdays, out var week, out _) ? week : default,
            calendar.HoursPerDay * (calendar.Headcount ?? resource.Headcount));

        public double On(DateOnly day) => day >= First && day <= Last && Week.Works(day.DayOfWeek) ? Hours : 0;
    }
}
