using static Concord.Planning.Data.QualityDimension;
using static Concord.Planning.Data.Severity;

namespace Concord.Planning.Data.Checks;

internal sealed class MadeItemWithoutRouting() : DataCheck(new(
    "MADE_ITEM_WITHOUT_ROUTING", Error, DataArea.Production, Completeness, "Made item without routing",
    "Its production would need no hours, and no plant is known to make it: capacity looks free that is not.",
    "Add a routing, or set the source of the item to buy."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var routings = scope.Rows<Routing>().ToLookup(r => r.Item);
        foreach (var item in scope.Rows<Item>().Where(i => i.Source == ItemSource.Make && !scope.HasEnded(i)))
        {
            report.Looked();
            if (routings[item.Id].Any(r => DayRange.Of(r.ValidFrom, r.ValidTo).HoldsFrom(scope.AsOf)))
                continue;
            var ended = routings[item.Id].Count();
            report.Add(
                "items", $"{item.Id}", $"Item '{item.Id}' is made, but has no routing{(ended > 0 ? $" any more: its {ended} operations have ended" : "")}.",
                "source", "make");
        }
    }
}

internal sealed class ResourceWithoutCalendar() : DataCheck(new(
    "RESOURCE_WITHOUT_CALENDAR", Error, DataArea.Production, Completeness, "Resource without capacity calendar",
    "Without a calendar the resource has no hours: everything routed over it would be impossible, or its limit would be ignored.",
    "Add a capacity calendar for the resource."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var routings = scope.Rows<Routing>().ToLookup(r => r.Resource);
        var calendars = scope.Rows<CapacityCalendar>().ToLookup(c => c.Resource);
        foreach (var resource in scope.Rows<Resource>())
        {
            report.Looked();
            if (calendars[resource.Id].Any(c => DayRange.Of(c.ValidFrom, c.ValidTo).HoldsFrom(scope.AsOf)))
                continue;
            var ended = calendars[resource.Id].Any() ? " that holds at or after the cut-off" : "";
            report.Add("resources", $"{resource.Id}", $"Resource '{resource.Id}' has no capacity calendar{ended}; {routings[resource.Id].Count()} routings need it.");
        }
    }
}

internal sealed class CalendarWeekdaysImpossible() : DataCheck(new(
    "CALENDAR_WEEKDAYS_IMPOSSIBLE", Error, DataArea.Production, Validity, "Capacity calendar with impossible weekdays",
    "Days outside 1 to 7, or named twice, make the hours of a week wrong.",
    "Write each weekday once: 1 = Monday to 7 = Sunday. Maybe the source counts from 0, or from Sunday."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var calendar in scope.Rows<CapacityCalendar>())
        {
            report.Looked();
            if (!CapacityText.AreWeekdays(calendar.Weekdays))
            {
                report.Add(
                    "capacity_calendars", CapacityText.Key(calendar), $"Shift '{calendar.Shift}' of resource '{calendar.Resource}' works on weekdays '{calendar.Weekdays}'.",
                    "weekdays", calendar.Weekdays);
            }
        }
    }
}

internal sealed class CalendarOver24Hours() : DataCheck(new(
    "CALENDAR_OVER_24_HOURS", Error, DataArea.Production, Validity, "More than 24 hours a day",
    "A machine cannot run longer than the day; the plan would promise hours that do not exist.",
    "Correct the hours or the dates of the shifts. Maybe an old pattern was not ended when a new one began."))
{
    /// <summary>Adds up a machine's shifts on each weekday, on each day a shift pattern starts. People on overlapping shifts are others, so a labour pool's shifts count one by one.</summary>
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var group in scope.Rows<CapacityCalendar>().GroupBy(c => c.Resource).OrderBy(g => g.Key.Value, StringComparer.Ordinal))
        {
            report.Looked();
            var shifts = group.ToList();
            var pool = scope.Resources.TryGetValue(group.Key, out var resource) && resource.Type == ResourceType.Labour;
            if (Longest(shifts, pool) is { Hours: > 24 } worst)
            {
                var since = worst.Day == int.MinValue ? "" : $" from {DateOnly.FromDayNumber(worst.Day):yyyy-MM-dd}";
                report.Add(
                    "capacity_calendars", $"{group.Key}", $"Resource '{group.Key}' works {worst.Hours:0.##} h on weekday {worst.Weekday}{since}, in shifts {worst.Shifts}.",
                    "hours_per_day", $"{worst.Hours:R}");
            }
        }
    }

    private static (double Hours, char Weekday, int Day, string Shifts)? Longest(List<CapacityCalendar> shifts, bool oneByOne)
    {
        (double Hours, char Weekday, int Day, string Shifts)? worst = null;
        foreach (var start in shifts.Select(s => DayRange.Of(s.ValidFrom, s.ValidTo).First).Distinct().Order())
        {
            foreach (var weekday in "1234567")
            {
                var working = shifts.Where(s => DayRange.Of(s.ValidFrom, s.ValidTo) is var days && days.First <= start && start <= days.Last
                    && s.Weekdays is { } on && on.Contains(weekday)).ToList();
                var hours = working.Count == 0 ? 0 : oneByOne ? working.Max(s => s.HoursPerDay) : working.Sum(s => s.HoursPerDay);
                if (hours > 24 && !(hours <= worst?.Hours))
                    worst = (hours, weekday, start, string.Join(", ", working.Select(s => $"'{s.Shift}'")));
            }
        }

        return worst;
    }
}

internal sealed class LabourWithoutHeadcount() : DataCheck(new(
    "LABOUR_WITHOUT_HEADCOUNT", Error, DataArea.Production, Completeness, "Labour pool without headcount",
    "A pool of nobody has no hours, whatever its shifts.",
    "State the headcount of the resource, or of its shifts."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var calendars = scope.Rows<CapacityCalendar>().ToLookup(c => c.Resource);
        foreach (var resource in scope.Rows<Resource>().Where(r => r.Type == ResourceType.Labour))
        {
            report.Looked();
            if (!(resource.Headcount > 0) && !calendars[resource.Id].Any(c => c.Headcount > 0))
            {
                report.Add(
                    "resources", $"{resource.Id}", $"Labour pool '{resource.Id}' has a headcount of {resource.Headcount:R}, and none of its shifts states one.",
                    "headcount", $"{resource.Headcount:R}");
            }
        }
    }
}

internal sealed class CapacityExceptionLong() : DataCheck(new(
    "CAPACITY_EXCEPTION_LONG", Warning, DataArea.Production, Validity, "Capacity exception longer than a year",
    "Maintenance or overtime for more than a year is nearly always a wrong year in the last day; it takes away or adds hours all along.",
    "Correct the last day. If it is meant, change the capacity calendar instead."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var exception in scope.Rows<CapacityException>())
        {
            if (exception.To is not { } to)
                continue;
            report.Looked();
            var days = to.DayNumber - exception.From.DayNumber + 1;
            if (days > 366)
            {
                var kind = ChoiceWords.Spell(exception.Kind.ToString());
                report.Add(
                    "capacity_exceptions", $"{exception.Resource} / {exception.From:yyyy-MM-dd} / {kind}",
                    $"'{kind}' on resource '{exception.Resource}' lasts {days} days, from {exception.From:yyyy-MM-dd} to {to:yyyy-MM-dd}.",
                    "to_date", $"{to:yyyy-MM-dd}");
            }
        }
    }
}

internal static class CapacityText
{
    public static string Key(CapacityCalendar calendar) => $"{calendar.Resource} / {calendar.Shift} / {calendar.ValidFrom?.ToString("yyyy-MM-dd") ?? "*"}";

    public static bool AreWeekdays(string? text) => text is { Length: > 0 } && text.All(c => c is >= '1' and <= '7') && text.Distinct().Count() == text.Length;
}
