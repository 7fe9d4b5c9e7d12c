using Concord.Planning.Data;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Supply;

/// <summary>What one more shift like the one a resource has would bring. One thread.</summary>
public sealed class ShiftHours
{
    private readonly SupplyDays _days;
    private readonly ILookup<ResourceId, CapacityCalendar> _calendars;
    private readonly ILookup<ResourceId, CapacityException> _stops;
    private readonly Dictionary<ResourceId, Resource> _resources = [];

    public ShiftHours(StageInput input)
    {
        _days = new SupplyDays(input.Structure);
        _calendars = input.Dataset.Rows<CapacityCalendar>().ToLookup(c => c.Resource);
        _stops = input.Dataset.Rows<CapacityException>().Where(e => e is { Kind: CapacityExceptionKind.Holiday or CapacityExceptionKind.Maintenance or CapacityExceptionKind.Breakdown, HoursPerDay: null }).ToLookup(e => e.Resource);
        foreach (var resource in input.Dataset.Rows<Resource>())
            _resources.TryAdd(resource.Id, resource);
    }

    /// <summary>The shift of the resource that holds on a day: the first by name; null where it has none.</summary>
    public CapacityCalendar? Standard(string resource, DateOnly day) => _calendars[new ResourceId(resource)]
        .Where(c => !(c.ValidFrom > day) && !(c.ValidTo < day)).OrderBy(c => c.Shift, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Productive hours of such a shift in a bucket of the horizon, days on which the resource stands still left out [h]; 0 without a shift.</summary>
    public double Of(string resource, int bucket)
    {
        var id = new ResourceId(resource);
        if (Standard(resource, _days.Start[bucket]) is not { } shift || !_resources.TryGetValue(id, out var known) || !WorkingWeek.TryParse(shift.Weekdays, out var week, out _))
            return 0;
        var days = 0;
        for (var day = _days.Start[bucket]; day <= _days.Buckets[bucket].Last; day = day.AddDays(1))
        {
            if (week.Works(day.DayOfWeek) && !_stops[id].Any(s => day >= s.From && day <= (s.To ?? s.From)))
                days++;
        }

        return days * shift.HoursPerDay * (shift.Headcount ?? known.Headcount) * known.Efficiency;
    }
}
