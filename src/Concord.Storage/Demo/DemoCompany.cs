namespace Concord.Storage.Demo;

/// <summary>What to make.</summary>
/// <param name="Seed">Any number; the same seed, scale and cut-off give the same bytes.</param>
/// <param name="Scale">1 to 1,000: items, customers, order lines and heads grow by it, families and suppliers by its square root.</param>
/// <param name="AsOf">The cut-off; the history is the 48 months up to and with this day.</param>
public sealed record DemoOptions(long Seed, int Scale, DateOnly AsOf)
{
    public DemoOptions(long seed, int scale = 1)
        : this(seed, scale, DefaultAsOf)
    {
    }

    /// <summary>The end of October 2026: two months before a fiscal year, with its budget on the table.</summary>
    public static DateOnly DefaultAsOf { get; } = new(2026, 10, 31);
}

/// <summary>What was made.</summary>
/// <param name="Rows">Rows by table, planted faults included.</param>
/// <param name="OnTimeInFull">Share of order lines due by the cut-off that were shipped in full by the day asked for [0..1].</param>
/// <param name="PeakLoads">For each resource its load in the busiest of the last twelve months: hours asked for by what customers ordered / regular hours.</param>
public sealed record DemoSummary(IReadOnlyList<(string Table, long Rows)> Rows, double OnTimeInFull, IReadOnlyList<(string Resource, double Load)> PeakLoads);

/// <summary>
/// Larkmoor Garden &amp; Power, the company Concord is shown, tested and measured with: deterministic, plausible, with faults planted on purpose.
/// docs/demo-company.md tells its story.
/// </summary>
public static class DemoCompany
{
    public const int LargestScale = 1000;

    /// <summary>The faults in the data, the same for every seed, scale and cut-off.</summary>
    public static IReadOnlyList<PlantedFault> PlantedFaults => DemoFaults.All;

    /// <summary>Writes one CSV per canonical table into a folder, which is created when missing; files of these names are overwritten.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not 1 to <see cref="LargestScale"/>, or the cut-off lies outside the years 2000 to 2090.</exception>
    public static DemoSummary Write(DemoOptions options, string folder)
    {
        if (options.Scale is < 1 or > LargestScale)
            throw new ArgumentOutOfRangeException(nameof(options), options.Scale, $"The scale is {options.Scale}; it must be 1 to {LargestScale}.");
        if (options.AsOf.Year is < 2000 or > 2090)
            throw new ArgumentOutOfRangeException(nameof(options), options.AsOf, $"The cut-off is {options.AsOf:yyyy-MM-dd}; its year must be 2000 to 2090.");
        Directory.CreateDirectory(folder);
        var plan = new DemoPlan(options);
        using var sinks = new DemoSinks(folder);
        WriteMasterData(plan, sinks);
        var book = new DemoOrderBook(plan, sinks);
        book.Play();
        book.Works.Parts.Receive(plan.Calendar.LastDay);
        sinks.Write(book.Open);
        sinks.Write(DemoStateRows.Stock(plan, book));
        sinks.Write(DemoStateRows.OpenPurchases(plan, book));
        sinks.Write(DemoStateRows.WorkOrders(plan, book));
        sinks.Write(DemoStateRows.Transfers(plan, book));
        sinks.Write(DemoStateRows.Policies(plan, book));
        DemoFaults.Plant(plan, sinks);
        return new DemoSummary(sinks.Counts(), book.LinesOnTimeInFull / (double)book.LinesDue, PeakLoads(plan));
    }

    private static void WriteMasterData(DemoPlan plan, DemoSinks sinks)
    {
        sinks.Write(DemoMasterRows.Units());
        sinks.Write(DemoMasterRows.Items(plan));
        sinks.Write(DemoMasterRows.Attributes(plan));
        sinks.Write(DemoMasterRows.Conversions(plan));
        sinks.Write(DemoMasterRows.Relations(plan));
        sinks.Write(DemoMasterRows.Restrictions(plan));
        sinks.Write(plan.Network.Locations);
        sinks.Write(plan.Network.Customers.Select(c => c.Row));
        sinks.Write(plan.Network.Lanes);
        sinks.Write(plan.Production.Resources.Select(r => r.Row));
        sinks.Write(plan.Production.Calendars);
        sinks.Write(plan.Production.Exceptions);
        sinks.Write(DemoRoutings.Routings(plan.Products, plan.Production));
        sinks.Write(DemoRoutings.Changeovers(plan.Options, plan.Products));
        sinks.Write(DemoRoutings.Bills(plan.Products, plan.Calendar));
        sinks.Write(plan.Purchasing.Suppliers);
        sinks.Write(plan.Purchasing.SupplierItems());
        sinks.Write(plan.Purchasing.PriceBreaks());
        sinks.Write(DemoMarketRows.SupplyEvents(plan));
        sinks.Write(DemoMarketRows.DemandEvents(plan));
        sinks.Write(DemoMarketRows.Indicators(plan));
        sinks.Write(DemoMarketRows.Forecasts(plan));
        sinks.Write(plan.Finance.Prices());
        sinks.Write(plan.Finance.Costs());
        sinks.Write(plan.Finance.ExchangeRates());
        sinks.Write(DemoTargets.Budget(plan));
        sinks.Write(DemoTargets.Targets(plan));
    }

    private static (string Resource, double Load)[] PeakLoads(DemoPlan plan)
    {
        var peaks = new double[plan.Production.Names.Length];
        for (var month = 0; month < 12; month++)
        {
            var at = month;
            var load = plan.Production.Load(i => plan.DemandLastYear[(i * 12) + at]);
            for (var r = 0; r < peaks.Length; r++)
                peaks[r] = Math.Max(peaks[r], load[r] / plan.Production.CapacityIn(r, DemoCalendar.HistoryMonths - 12 + month));
        }

        return [.. peaks.Select((load, r) => (plan.Production.Names[r], Math.Round(load, 4, MidpointRounding.AwayFromZero)))];
    }
}
