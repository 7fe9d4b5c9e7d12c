using Concord.Planning.Data;

namespace Concord.Storage.Demo;

/// <summary>A resource and the load its busiest month of the last twelve shall have.</summary>
internal sealed record DemoResource(Resource Row, (string Shift, double Hours, string Weekdays, double? Headcount)[] Shifts, double PeakLoad);

/// <summary>
/// Resources, calendars and routings. Run times are calibrated: for each resource they are scaled so that what customers ordered in its busiest month
/// among the last twelve asks for <see cref="DemoResource.PeakLoad"/> of its regular hours. So exactly two are overloaded, by construction and at every scale.
/// </summary>
internal sealed class DemoProduction
{
    /// <summary>Setup hours of a usual batch, as a share of its run time.</summary>
    private const double SetupShare = .08;

    /// <summary>Good units out of units started in final assembly.</summary>
    public const double ItemYield = .99;

    private readonly DemoCalendar _calendar;
    private readonly DemoProducts _products;
    private readonly double[] _capacity;

    public DemoProduction(DemoOptions options, DemoCalendar calendar, DemoProducts products, double[] expectedByMonth, double[] demandLastYear)
    {
        _calendar = calendar;
        _products = products;
        Resources = Define(options.Scale);
        Names = [.. Resources.Select(r => r.Row.Id.Value)];
        Calendars = [.. Resources.SelectMany(CalendarRows)];
        Exceptions = [.. ExceptionRows()];
        _capacity = RegularHours();
        ItemHours = new double[products.Items.Length];
        ItemLabour = new double[products.Items.Length];
        PartHours = new double[products.Parts.Length];
        SetBatches(expectedByMonth);
        Calibrate(demandLastYear);
    }

    public DemoResource[] Resources { get; }

    public string[] Names { get; }

    public CapacityCalendar[] Calendars { get; }

    public CapacityException[] Exceptions { get; }

    /// <summary>Run time on the line [h per unit started].</summary>
    public double[] ItemHours { get; }

    /// <summary>Work of the plant's labour pool [h per unit started].</summary>
    public double[] ItemLabour { get; }

    /// <summary>Run time of made parts [h per base unit started].</summary>
    public double[] PartHours { get; }

    public static string LabourPool(int plant) => plant == 0 ? "P1-LAB" : "P2-LAB";

    /// <summary>Regular hours of a resource on a day: shifts × heads × efficiency, less holidays and maintenance [h].</summary>
    public double Capacity(int resource, int day) => _capacity[(resource * _calendar.Weeks * 7) + day];

    public static double Setup(double hours, double batch) => Math.Round(SetupShare * hours * batch, 3, MidpointRounding.AwayFromZero);

    /// <summary>Hours each resource needs for one month's quantities of all items: components and setups included [h], by <see cref="Names"/>.</summary>
    public double[] Load(Func<int, double> quantity)
    {
        var load = new double[Names.Length];
        var parts = new double[_products.Parts.Length];
        for (var i = 0; i < _products.Items.Length; i++)
        {
            var item = _products.Items[i];
            if (!item.Made)
                continue;
            var started = quantity(i) / ItemYield;
            load[Index(item.Family.Template.Line!)] += started * (ItemHours[i] + (Setup(ItemHours[i], item.Batch) / item.Batch));
            load[Index(LabourPool(item.Plant))] += started * ItemLabour[i];
            Need(item.Bill, started, parts);
        }

        // Assemblies before the components they are made of.
        for (var level = 1; level <= 2; level++)
        {
            for (var p = 0; p < parts.Length; p++)
            {
                var part = _products.Parts[p];
                if (part.Level != level || parts[p] == 0)
                    continue;
                var started = parts[p] / part.Yield;
                load[Index(part.Resource!)] += started * (PartHours[p] + (Setup(PartHours[p], part.Batch) / part.Batch));
                Need(part.Bill, started, parts);
            }
        }

        return load;
    }

    public int Index(string resource) => Array.IndexOf(Names, resource);

    private static void Need(BillLine[] bill, double started, double[] parts)
    {
        foreach (var line in bill)
            parts[line.Part] += started * line.Quantity / (1 - line.Scrap);
    }

    private static DemoResource[] Define(int scale)
    {
        return
        [
            Machine("P1-PRESS", "Press shop", "P1", 2, .86, 68, .78, Two),
            Machine("P1-MOTOR", "Motor winding and testing", "P1", 2, .84, 74, .84, Two),
            Machine("P1-ASM1", "Assembly line 1, lawn machines", "P1", 1, .85, 140, 1.12, Two),
            Machine("P1-ASM2", "Assembly line 2, handheld tools", "P1", 1, .87, 125, .85, Two),
            Labour("P1-LAB", "Larkmoor assembly crew", "P1", 64, .92, 34, .80, [("early", 7.5, "12345", 34 * scale), ("late", 7.5, "12345", 30 * scale)]),
            Machine("P2-MOULD", "Injection moulding", "P2", 3, .82, 58, .74, [("early", 7.5, "12345", null), ("late", 7.5, "12345", null), ("night", 7, "12345", null)]),
            Machine("P2-FORGE", "Forge", "P2", 1, .8, 82, .66, [("early", 7.5, "12345", null)]),
            Machine("P2-FILL", "Mixing and filling line", "P2", 1, .88, 115, 1.17, Two),
            Machine("P2-ASM3", "Assembly line 3, tools and outdoor", "P2", 2, .86, 96, .82, Two),
            Labour("P2-LAB", "Brookfield crew", "P2", 52, .9, 22, .71, [("early", 7.5, "12345", 28 * scale), ("late", 7.5, "12345", 24 * scale)]),
        ];

        DemoResource Machine(string id, string name, string plant, double heads, double efficiency, double cost, double peak, (string, double, string, double?)[] shifts) =>
            new(Row(id, name, plant, ResourceType.Machine, heads, efficiency, cost, 10 * heads), shifts, peak);

        DemoResource Labour(string id, string name, string plant, double heads, double efficiency, double cost, double peak, (string, double, string, double?)[] shifts) =>
            new(Row(id, name, plant, ResourceType.Labour, heads, efficiency, cost, 5 * heads), shifts, peak);

        Resource Row(string id, string name, string plant, ResourceType type, double heads, double efficiency, double cost, double overtime) => new()
        {
            Id = new(id),
            Description = name,
            Location = new(plant),
            Type = type,
            Headcount = heads * scale,
            Efficiency = efficiency,
            CostPerHour = cost,
            OvertimeCostPerHour = Math.Round(cost * 1.35, 2, MidpointRounding.AwayFromZero),
            OvertimeLimit = overtime * scale,
            Currency = "EUR",
        };
    }

    private static readonly (string, double, string, double?)[] Two = [("early", 7.5, "12345", null), ("late", 7.5, "12345", null)];

    private IEnumerable<CapacityCalendar> CalendarRows(DemoResource resource)
    {
        foreach (var (shift, hours, weekdays, heads) in resource.Shifts)
        {
            // The night shift of the moulding shop began half-way through the history.
            DateOnly? from = shift == "night" ? _calendar.MonthStart(22) : null;
            yield return new CapacityCalendar { Resource = resource.Row.Id, Shift = shift, ValidFrom = from, Weekdays = weekdays, HoursPerDay = hours, Headcount = heads };
        }
    }

    private IEnumerable<CapacityException> ExceptionRows()
    {
        foreach (var resource in Resources)
        {
            for (var year = _calendar.Start.Year; year <= _calendar.End.Year; year++)
            {
                foreach (var (date, name) in DemoCalendar.Holidays(year).Where(h => h.Date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)))
                    yield return Row(resource, date, null, CapacityExceptionKind.Holiday, null, name);
                var stop = Monday(new DateOnly(year, resource.Row.Location.Value == "P1" ? 8 : 7, resource.Row.Location.Value == "P1" ? 4 : 21));
                if (resource.Row.Type == ResourceType.Machine)
                    yield return Row(resource, stop, stop.AddDays(4), CapacityExceptionKind.Maintenance, null, "Yearly overhaul");
                else
                    yield return Row(resource, stop, stop.AddDays(4), CapacityExceptionKind.Holiday, null, "Works holiday");
                if (resource.Row.Type == ResourceType.Machine)
                {
                    var service = Monday(new DateOnly(year, 11, 10)).AddDays(2);
                    yield return Row(resource, service, null, CapacityExceptionKind.Maintenance, 6 * resource.Row.Headcount, "Half-year service");
                }
            }
        }

        // How past seasons were survived; regular capacity does not count these hours.
        for (var year = _calendar.Start.Year + 1; year <= _calendar.AsOf.Year; year++)
        {
            foreach (var resource in Resources.Where(r => r.PeakLoad > 1))
            {
                var first = Monday(new DateOnly(year, 3, 24));
                if (first.AddDays(30) <= _calendar.AsOf)
                {
                    for (var week = 0; week < 4; week++)
                        yield return Row(resource, first.AddDays((7 * week) + 5), null, CapacityExceptionKind.ExtraShift, Math.Round(7 * resource.Row.Headcount, 1), "Saturday shift in season");
                    yield return Row(resource, first.AddDays(1), first.AddDays(3), CapacityExceptionKind.Overtime, 2 * resource.Row.Headcount, "Overtime in season");
                }
            }
        }

        static CapacityException Row(DemoResource resource, DateOnly from, DateOnly? to, CapacityExceptionKind kind, double? hours, string reason) =>
            new() { Resource = resource.Row.Id, From = from, To = to, Kind = kind, HoursPerDay = hours, Reason = reason };
        static DateOnly Monday(DateOnly near) => near.AddDays(-(((int)near.DayOfWeek + 6) % 7));
    }

    private double[] RegularHours()
    {
        var days = _calendar.Weeks * 7;
        var hours = new double[Resources.Length * days];
        for (var r = 0; r < Resources.Length; r++)
        {
            var row = Resources[r].Row;
            foreach (var shift in Calendars.Where(c => c.Resource == row.Id))
            {
                var from = shift.ValidFrom is { } valid ? Math.Max(0, _calendar.Day(valid)) : 0;
                for (var day = from; day < days; day++)
                {
                    if (shift.Weekdays.Contains((char)('1' + (day % 7))))
                        hours[(r * days) + day] += shift.HoursPerDay * (shift.Headcount ?? row.Headcount);
                }
            }

            foreach (var exception in Exceptions.Where(e => e.Resource == row.Id && e.Kind is CapacityExceptionKind.Holiday or CapacityExceptionKind.Maintenance))
            {
                for (var date = exception.From; date <= (exception.To ?? exception.From); date = date.AddDays(1))
                {
                    var day = _calendar.Day(date);
                    if (day >= 0 && day < days)
                        hours[(r * days) + day] = exception.HoursPerDay is { } lost ? Math.Max(0, hours[(r * days) + day] - lost) : 0;
                }
            }

            for (var day = 0; day < days; day++)
                hours[(r * days) + day] *= row.Efficiency;
        }

        return hours;
    }

    private void SetBatches(double[] expectedByMonth)
    {
        var parts = new double[_products.Parts.Length];
        foreach (var item in _products.Items)
        {
            double year = 0, best = 0;
            for (var month = 0; month < _calendar.Months; month++)
                best = Math.Max(best, expectedByMonth[(item.Index * _calendar.Months) + month]);
            for (var month = DemoCalendar.HistoryMonths - 12; month < DemoCalendar.HistoryMonths; month++)
                year += expectedByMonth[(item.Index * _calendar.Months) + month];
            // Two weeks of usual demand; an item without a year behind it takes a quarter of its best month.
            item.Batch = Nice(item.Life.Stage(_calendar.HistoryWeeks - 1) is LifecycleStage.Maturity ? year / 26 : best / 4, item.Family.Template.CaseSize);
            Need(item.Bill, year, parts);
        }

        for (var level = 1; level <= 2; level++)
        {
            foreach (var part in _products.Parts)
            {
                if (part.Level == level)
                    Need(part.Bill, parts[part.Index], parts);
            }
        }

        foreach (var part in _products.Parts)
            part.Batch = Nice(parts[part.Index] / 52, 1);
    }

    private static int Nice(double quantity, int multiple)
    {
        var step = Math.Max(multiple, quantity < 20 ? 1 : quantity < 100 ? 5 : quantity < 500 ? 20 : quantity < 5000 ? 100 : 1000);
        step = (step + multiple - 1) / multiple * multiple;
        return step * Math.Max(1, (int)Math.Round(quantity / step, MidpointRounding.AwayFromZero));
    }

    private void Calibrate(double[] demandLastYear)
    {
        for (var i = 0; i < ItemHours.Length; i++)
        {
            var item = _products.Items[i];
            if (!item.Made)
                continue;
            ItemHours[i] = item.Family.Template.Work * item.Size;
            ItemLabour[i] = item.Family.Template.Work * item.Size * (item.Family.Template.Bulk ? .15 : 1);
        }

        foreach (var part in _products.Parts)
        {
            if (part.Level < 3)
                PartHours[part.Index] = part.Family!.Template.Bulk ? .01 : part.Family.Template.Work * (part.Level == 1 ? .4 : .3);
        }

        // A usual batch's setup is a share of its run time, so load is proportional to run time and one pass is exact but for rounding.
        var factor = new double[Names.Length];
        for (var month = 0; month < 12; month++)
        {
            var at = month;
            var load = Load(i => demandLastYear[(i * 12) + at]);
            for (var r = 0; r < factor.Length; r++)
                factor[r] = Math.Max(factor[r], load[r] / CapacityIn(r, DemoCalendar.HistoryMonths - 12 + month));
        }

        for (var r = 0; r < factor.Length; r++)
            factor[r] = Resources[r].PeakLoad / factor[r];
        for (var i = 0; i < ItemHours.Length; i++)
        {
            var item = _products.Items[i];
            if (!item.Made)
                continue;
            ItemHours[i] = Round(ItemHours[i] * factor[Index(item.Family.Template.Line!)]);
            ItemLabour[i] = Round(ItemLabour[i] * factor[Index(LabourPool(item.Plant))]);
        }

        foreach (var part in _products.Parts)
        {
            if (part.Level < 3)
                PartHours[part.Index] = Round(PartHours[part.Index] * factor[Index(part.Resource!)]);
        }

        static double Round(double hours) => Math.Round(hours, 7, MidpointRounding.AwayFromZero);
    }

    /// <summary>Regular hours of a resource in a month of the calendar [h].</summary>
    public double CapacityIn(int resource, int month)
    {
        double hours = 0;
        var end = _calendar.Day(_calendar.MonthStart(month + 1));
        for (var day = _calendar.Day(_calendar.MonthStart(month)); day < end; day++)
            hours += Capacity(resource, day);
        return hours;
    }
}
