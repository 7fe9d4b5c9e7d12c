using System.Globalization;
using Concord.Planning.Data;

namespace Concord.Planning.Execution;

/// <summary>What can be done about an exception.</summary>
public enum WeeklyStepKind
{
    /// <summary>Get an open receipt sooner.</summary>
    Expedite,

    /// <summary>Put an open receipt off.</summary>
    HoldBack,

    /// <summary>Move stock from a site that has plenty.</summary>
    MoveStock,

    /// <summary>Work overtime the plan left open.</summary>
    Overtime,

    /// <summary>Agree another date with customers who wait.</summary>
    TellCustomers,

    /// <summary>Look at the forecast: the bucket will end elsewhere at this pace.</summary>
    CorrectForecast,

    /// <summary>Get confirmed dates, or close orders that are done.</summary>
    ConfirmDates,
}

/// <summary>A thing to do about an exception, with the facts it follows from.</summary>
/// <param name="Entity">The order, site, resource or customer to turn to.</param>
/// <param name="Text">A sentence with the values.</param>
public sealed record WeeklyStep(WeeklyStepKind Kind, string Entity, string Text);

/// <summary>
/// Says what to do about exceptions, from open orders, stock, lanes and hours that the facts and the plan of record state; where they state nothing that would help, it says nothing. One thread.
/// docs/model/release.md has the rules.
/// </summary>
internal sealed class WeeklyAdvice
{
    /// <summary>A site gives stock away only while it keeps that for this many weeks of its own demand.</summary>
    private const double WeeksKept = 4;

    private const int MostOfAKind = 2, MostItems = 3;

    private sealed record Receipt(string Name, ItemId Item, LocationId To, double Quantity, DateOnly Due, string From);

    private readonly PlanProgress _progress;
    private readonly ILookup<ItemId, Receipt> _receipts;
    private readonly ILookup<ItemId, SalesOrder> _orders;
    private readonly Lazy<ILookup<string, (string Site, double Stock, double Weekly, double Missing)>> _sites;
    private readonly Lazy<ILookup<string, string>> _makers;
    private readonly Lazy<List<(string Name, double Hours)>> _overtime;

    public WeeklyAdvice(PlanProgress progress)
    {
        _progress = progress;
        _receipts = Receipts(progress).ToLookup(r => r.Item);
        _orders = progress.Now.Rows<SalesOrder>().Where(o => o.Status == OrderStatus.Open && o.Quantity > o.ClosedQuantity).ToLookup(o => o.Item);
        _sites = new(() => Sites().ToLookup(s => s.Key.Item, s => (s.Key.Site, s.Value.Stock, s.Value.Weekly, s.Value.Missing), StringComparer.Ordinal));
        _makers = new(() => progress.Records.Routings.SelectMany(g => g).ToLookup(r => r.Item.Value, r => r.Resource.Value, StringComparer.Ordinal));
        _overtime = new(OpenOvertime);
    }

    /// <summary>What to do, the surest first; nothing where the facts lead to nothing.</summary>
    public IReadOnlyList<WeeklyStep> For(ExceptionLine line)
    {
        var items = line.Items.Select(i => i.Entity).Take(MostItems).ToList();
        return line.Kind switch
        {
            ExceptionKind.SupplyAtRisk => [.. Expedite(items), .. MoveStock(items), .. Overtime(items), .. TellCustomers(items)],
            ExceptionKind.StockBelowPlan => [.. Expedite(items), .. MoveStock(items)],
            ExceptionKind.OrdersBeyondPlan => [.. CorrectForecast(line), .. Expedite(items), .. Overtime(items), .. TellCustomers(items)],
            ExceptionKind.DemandPace => line.Money > 0 ? [.. CorrectForecast(line), .. Expedite(items)] : [.. CorrectForecast(line), .. HoldBack(items)],
            ExceptionKind.Production => line.Money < 0 ? [.. Overtime(items), .. Expedite(items)] : [],
            ExceptionKind.StockAbovePlan => [.. HoldBack(items)],
            _ => [.. ConfirmDates(line)],
        };
    }

    private static IEnumerable<Receipt> Receipts(PlanProgress progress)
    {
        var records = progress.Records;
        foreach (var o in progress.Now.Rows<PurchaseOrder>().Where(o => o.Status == OrderStatus.Open))
            yield return new Receipt($"{o.Order}/{o.Line}", o.Item, o.Location, (o.Quantity - o.ClosedQuantity) * records.BaseUnits(o.Item, o.Unit), o.DueDate, $"supplier {o.Supplier}");
        foreach (var o in progress.Now.Rows<WorkOrder>().Where(o => o.Status == OrderStatus.Open))
            yield return new Receipt(o.Order, o.Item, o.Location, o.Quantity - o.ClosedQuantity, o.DueDate, $"plant {o.Location}");
        foreach (var o in progress.Now.Rows<TransferOrder>().Where(o => o.Status == OrderStatus.Open))
            yield return new Receipt($"{o.Order}/{o.Line}", o.Item, o.To, o.Quantity - o.ClosedQuantity, o.DueDate, $"site {o.From}");
    }

    private IEnumerable<WeeklyStep> Expedite(List<string> items) => items.SelectMany(i => _receipts[new ItemId(i)]).Where(r => r.Quantity > 0)
        .OrderBy(r => r.Due).ThenBy(r => r.Name, StringComparer.Ordinal).Take(MostOfAKind)
        .Select(r => new WeeklyStep(WeeklyStepKind.Expedite, r.Name, $"Expedite {r.Name} from {r.From}: {Units(r.Item, r.Quantity)} of {r.Item} for {r.To}, {(r.Due < _progress.Now.AsOf ? "was due" : "due")} {Day(r.Due)}."));

    private IEnumerable<WeeklyStep> HoldBack(List<string> items) => items.SelectMany(i => _receipts[new ItemId(i)]).Where(r => r.Quantity > 0 && r.Due > _progress.Now.AsOf)
        .OrderByDescending(r => r.Quantity * Worth(r)).ThenBy(r => r.Name, StringComparer.Ordinal).Take(MostOfAKind)
        .Select(r => new WeeklyStep(WeeklyStepKind.HoldBack, r.Name, $"Put off {r.Name} from {r.From}: {Units(r.Item, r.Quantity)} of {r.Item} for {r.To}, due {Day(r.Due)}."));

    /// <summary>From the site that keeps the most weeks, over a lane, to the site that misses most: against the plan, or for the rest of the bucket.</summary>
    private IEnumerable<WeeklyStep> MoveStock(List<string> items)
    {
        foreach (var item in items)
        {
            var sites = _sites.Value[item].ToList();
            if (sites.Count < 2 || sites.MaxBy(s => s.Missing) is not { Missing: > 0 } needy)
                continue;
            var giver = sites.Where(s => s.Site != needy.Site && s.Stock - (WeeksKept * s.Weekly) > 0 && _progress.Records.Lanes.Keys.Any(l => l.From.Value == s.Site && l.To.Value == needy.Site))
                .OrderByDescending(s => s.Stock - (WeeksKept * s.Weekly)).ThenBy(s => s.Site, StringComparer.Ordinal).FirstOrDefault();
            if (giver.Site is null)
                continue;
            var quantity = Math.Min(needy.Missing, giver.Stock - (WeeksKept * giver.Weekly));
            var lasts = giver.Weekly > 0 ? string.Create(CultureInfo.InvariantCulture, $"which covers {giver.Stock / giver.Weekly:0.#} weeks there") : "which nobody asks for there";
            yield return new WeeklyStep(
                WeeklyStepKind.MoveStock, giver.Site, $"Move {Units(new ItemId(item), quantity)} of {item} from {giver.Site} to {needy.Site}: {giver.Site} has {Units(new ItemId(item), giver.Stock)}, {lasts}.");
        }
    }

    /// <summary>Overtime the plan left open on resources that make the items.</summary>
    private IEnumerable<WeeklyStep> Overtime(List<string> items)
    {
        var made = items.SelectMany(i => _makers.Value[i]).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, hours) in _overtime.Value.Where(r => made.Contains(r.Name)).Take(MostOfAKind))
            yield return new WeeklyStep(WeeklyStepKind.Overtime, name, string.Create(CultureInfo.InvariantCulture, $"Work overtime on {name}: the plan left {hours:#,0} h of it open in the rest of {_progress.Label}."));
    }

    /// <summary>Hours of overtime the plan left open in the rest of the bucket, the fewest first; less than one is none.</summary>
    private List<(string Name, double Hours)> OpenOvertime()
    {
        if (_progress.Count("overtime_limit") == 0)
            return [];
        var (limit, planned, catalog) = (_progress.Planned("overtime_limit"), _progress.Planned("overtime"), _progress.Space("overtime_limit").Attributes.Catalog);
        return [.. Enumerable.Range(0, limit.Length).Select(s => (Name: catalog.Coordinate(s)[0], Hours: (limit[s] - planned[s]) * (1 - _progress.Days))).Where(r => r.Hours >= 1)
            .OrderBy(r => r.Hours).ThenBy(r => r.Name, StringComparer.Ordinal)];
    }

    private IEnumerable<WeeklyStep> TellCustomers(List<string> items)
    {
        var end = Bucket.Last;
        return items.SelectMany(i => _orders[new ItemId(i)]).Where(o => o.DueDate <= end)
            .GroupBy(o => o.Customer).Select(g => (Customer: g.Key.Value, Lines: g.Count(), First: g.Min(o => o.DueDate), Quantity: g.Sum(o => (o.Quantity - o.ClosedQuantity) * Known(_progress.Records.BaseUnits(o.Item, o.Unit)))))
            .OrderByDescending(c => c.Quantity).ThenBy(c => c.Customer, StringComparer.Ordinal).Take(1)
            .Select(c => new WeeklyStep(
                WeeklyStepKind.TellCustomers, c.Customer,
                string.Create(CultureInfo.InvariantCulture, $"Tell customer {c.Customer}: {c.Lines} open order lines of these items, {c.Quantity:#,0.##} units, due from {c.First:yyyy-MM-dd}.")));
    }

    /// <summary>Where the bucket ends if it goes on as it began; not within its first tenth, which says little.</summary>
    private IEnumerable<WeeklyStep> CorrectForecast(ExceptionLine line)
    {
        var whole = line.Kind == ExceptionKind.OrdersBeyondPlan;
        if (line.Planned <= 0 || (!whole && _progress.Days < 0.1))
            yield break;
        yield return new WeeklyStep(WeeklyStepKind.CorrectForecast, line.Entity, whole
            ? string.Create(CultureInfo.InvariantCulture, $"Correct the forecast of {line.Entity} for {line.BucketLabel}: {line.Actual:#,0.##} {line.Unit} are ordered already, {line.Planned:#,0.##} were planned.")
            : string.Create(CultureInfo.InvariantCulture, $"Look at the forecast of {line.Entity}: at this pace {line.BucketLabel} ends at {line.Actual / line.Planned:0 %} of its plan."));
    }

    private static IEnumerable<WeeklyStep> ConfirmDates(ExceptionLine line) => line.Items.Take(MostItems).Select(i => new WeeklyStep(
        WeeklyStepKind.ConfirmDates, i.Entity,
        string.Create(CultureInfo.InvariantCulture, $"{(line.Level == "supplier" ? $"Ask {line.Entity} for a confirmed date of" : "Set a new date for")} {i.Entity}: {i.Planned:#,0.##} {i.Unit} still open.")));

    private Dictionary<(string Item, string Site), (double Stock, double Weekly, double Missing)> Sites()
    {
        var sites = new Dictionary<(string, string), (double Stock, double Weekly, double Missing)>();
        if (_progress.Count("stock") == 0 || !_progress.KnowsStock)
            return sites;
        var (actual, planned, catalog) = (_progress.Actual("actual_stock"), _progress.StockByNow(), _progress.Space("stock").Attributes.Catalog);
        for (var s = 0; s < actual.Length; s++)
        {
            var key = catalog.Coordinate(s);
            sites[(key[0], key[1])] = (actual[s], 0, Known(planned[s]) - actual[s]);
        }

        if (_progress.Count("consensus_demand") == 0)
            return sites;
        var (demand, of) = (_progress.Planned("consensus_demand"), _progress.Space("consensus_demand").Attributes.Catalog);
        var weeks = (Bucket.Last.DayNumber - Bucket.First.DayNumber + 1) / 7d;
        for (var s = 0; s < demand.Length; s++)
        {
            var key = of.Coordinate(s);
            if (sites.TryGetValue((key[0], key[1]), out var site))
                sites[(key[0], key[1])] = site with { Weekly = site.Weekly + (demand[s] / weeks) };
        }

        // Missing is also what the rest of the bucket asks for and is not there.
        foreach (var (key, site) in sites.ToList())
            sites[key] = site with { Missing = Math.Max(site.Missing, (site.Weekly * weeks * (1 - _progress.Days)) - site.Stock) };
        return sites;
    }

    private Data.Calendar.Bucket Bucket => _progress.Structure.Calendar[_progress.Bucket];

    private double Worth(Receipt receipt) => Known(_progress.Cost(receipt.Item.Value, receipt.To.Value));

    private string Units(ItemId item, double quantity) =>
        string.Create(CultureInfo.InvariantCulture, $"{quantity:#,0.##} {_progress.Records.Items.GetValueOrDefault(item)?.Unit.Value}").TrimEnd();

    private static double Known(double value) => double.IsNaN(value) ? 0 : value;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
