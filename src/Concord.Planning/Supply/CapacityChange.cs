using System.Collections.Immutable;
using System.Globalization;
using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Supply;

/// <summary>How a resource is given more hours.</summary>
public enum CapacityChangeKind
{
    /// <summary>More overtime is allowed; the plan takes of it what pays.</summary>
    Overtime,

    /// <summary>One more shift, like the one the resource has.</summary>
    Shift,

    /// <summary>More, or less, of all its hours, as by another machine or faster work.</summary>
    Factor,
}

/// <summary>More hours for a resource, as changes of a scenario: what they are and what they add, before anything is changed.</summary>
/// <param name="Patches">Records of the master data to change.</param>
/// <param name="Driver">A driver to add; null where records say it.</param>
/// <param name="HoursAdded">By bucket of the change [h].</param>
/// <param name="Rate">Cost of such an hour [reporting currency per h]; NaN where it is not known.</param>
/// <param name="MostCost">What all of the hours cost if they are worked [reporting currency].</param>
public sealed record CapacityChange(IReadOnlyList<RecordPatch> Patches, Driver? Driver, double[] HoursAdded, double Rate, double MostCost)
{
    /// <summary>Works out a change.</summary>
    /// <param name="amount">Overtime: hours a week to add, over all heads. Shift: hours a day, 0 for those of the shift there is. Factor: what capacity is multiplied by.</param>
    /// <param name="first">First bucket of the horizon.</param>
    /// <param name="count">Buckets, at least 1, within the horizon.</param>
    /// <exception cref="ArgumentException">The resource is not known, or has no shift to be like; the message says so.</exception>
    public static CapacityChange Of(StageInput input, string resource, CapacityChangeKind kind, double amount, int first, int count, string reason)
    {
        var days = new SupplyDays(input.Structure);
        var id = new ResourceId(resource);
        var known = input.Dataset.Rows<Resource>().FirstOrDefault(r => r.Id == id) ?? throw new ArgumentException($"There is no resource '{resource}'.", nameof(resource));
        var rates = new CostRates(input);
        var (from, to) = (days.Start[first], days.Buckets[first + count - 1].Last);
        var added = new double[count];
        List<RecordPatch> patches = [];
        Driver? driver = null;
        switch (kind)
        {
            case CapacityChangeKind.Overtime:
                // Exceptions of one day and kind are one record: what is there already is added to.
                var there = input.Dataset.Rows<CapacityException>().FirstOrDefault(e => e.Resource == id && e.From == from && e.Kind == CapacityExceptionKind.Overtime);
                var before = there is { HoursPerDay: { } hours } && (there.To ?? there.From) == to ? hours : 0;
                if (there is not null && (there.To ?? there.From) != to)
                    from = FreeDay(input.Dataset, id, from, to);
                patches.Add(new RecordPatch("capacity_exceptions", [resource, Day(from), "overtime"], ImmutableSortedDictionary<string, string>.Empty
                    .Add("to_date", Day(to)).Add("hours_per_day", Number((amount / 7) + before)).Add("reason", reason)));
                for (var b = 0; b < count; b++)
                    added[b] = amount / 7 * days.Share(first + b, from, to) * days.Days[first + b];
                break;
            case CapacityChangeKind.Shift:
                var shift = new ShiftHours(input).Standard(resource, from) ?? throw new ArgumentException($"'{resource}' has no shift on {Day(from)} that another could be like.", nameof(resource));
                var values = ImmutableSortedDictionary<string, string>.Empty.Add("valid_to", Day(to)).Add("weekdays", shift.Weekdays).Add("hours_per_day", Number(amount > 0 ? amount : shift.HoursPerDay));
                if (shift.Headcount is { } heads)
                    values = values.Add("headcount", Number(heads));
                patches.Add(new RecordPatch("capacity_calendars", [resource, FreeShift(input.Dataset, id), Day(from)], values));
                var (now, then) = (new ResourceHours(input.Dataset), new ResourceHours(new PatchedDataset(input.Dataset, patches)));
                for (var b = 0; b < count; b++)
                {
                    for (var day = days.Start[first + b]; day <= days.Buckets[first + b].Last; day = day.AddDays(1))
                        added[b] += (then.Worked(id, day) - now.Worked(id, day)) * known.Efficiency;
                }

                break;
            default:
                var use = ResourceUse.Of(input, null, first, count).First(u => u.Resource == resource);
                for (var b = 0; b < count; b++)
                    added[b] = double.IsNaN(use.Capacity[first + b]) ? 0 : use.Capacity[first + b] * (amount - 1);
                driver = new Driver(
                    FreeName(input.State, $"Capacity of {resource}"), DriverKind.Capacity, Coordinates.Of(("resource", resource)), days.First + first, days.First + first + count - 1, amount, reason);
                break;
        }

        var price = kind == CapacityChangeKind.Overtime ? rates.OvertimeCost(id) : rates.HourCost(id);
        double cost = 0;
        for (var b = 0; b < count; b++)
            cost += added[b] * price[first + b];
        return new CapacityChange(patches, driver, added, price[first], cost);
    }

    private static DateOnly FreeDay(Dataset dataset, ResourceId resource, DateOnly from, DateOnly to)
    {
        var taken = dataset.Rows<CapacityException>().Where(e => e.Resource == resource && e.Kind == CapacityExceptionKind.Overtime).Select(e => e.From).ToHashSet();
        while (taken.Contains(from) && from < to)
            from = from.AddDays(1);
        return from;
    }

    private static string FreeShift(Dataset dataset, ResourceId resource)
    {
        var taken = dataset.Rows<CapacityCalendar>().Where(c => c.Resource == resource).Select(c => c.Shift).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var name = "added";
        for (var i = 2; taken.Contains(name); i++)
            name = $"added {i.ToString(CultureInfo.InvariantCulture)}";
        return name;
    }

    private static string FreeName(PlanState state, string wanted)
    {
        var name = wanted;
        for (var i = 2; state.Drivers.Exists(d => string.Equals(d.Name, name, StringComparison.OrdinalIgnoreCase)); i++)
            name = $"{wanted} {i.ToString(CultureInfo.InvariantCulture)}";
        return name;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(double value) => Math.Round(value, 6).ToString(CultureInfo.InvariantCulture);
}
