using Concord.Planning.Cube;
using Concord.Planning.Data;

namespace Concord.Planning.Execution;

/// <summary>Turns deviations of series into the few exceptions that pass the thresholds. One thread.</summary>
internal sealed class ExceptionFinder(PlanProgress progress, WeeklyCheckRules rules, string currency)
{
    /// <summary>What exceptions of a kind are judged by.</summary>
    private sealed record Judged(ExceptionKind Kind, SeriesSpace Space, double[] Planned, double[] Actual, double[] Values, Func<int, bool> Counts);

    public List<ExceptionLine> Lines { get; } = [];

    public List<Finding> Findings { get; } = [];

    /// <summary>Orders to date, and orders booked for the whole bucket.</summary>
    public void Demand()
    {
        if (progress.Count("consensus_demand") == 0)
            return;
        var space = progress.Space("consensus_demand");
        var prices = progress.NetPrices();
        var (booked, ahead, whole) = (progress.Actual("sales_history"), progress.OrderedAhead, progress.Planned("consensus_demand"));
        var toDate = new double[booked.Length];
        for (var series = 0; series < booked.Length; series++)
            toDate[series] = booked[series] - ahead[series];
        ByFamily(new Judged(ExceptionKind.DemandPace, space, progress.DemandByNow(), toDate, prices, _ => true), _ => true);
        if (progress.Days < 1)
            ByFamily(new Judged(ExceptionKind.OrdersBeyondPlan, space, whole, booked, prices, _ => true), deviation => deviation > 0);
    }

    public void Production()
    {
        if (progress.Count("production") == 0)
            return;
        if (!progress.Knows("actual_production"))
        {
            if (Array.Exists(progress.Planned("production"), q => q > 0))
                Findings.Add(new Finding(
                    "PRODUCTION_NOT_KNOWN", Severity.Warning, "production_history", progress.Label, "quantity", null,
                    $"The facts up to {progress.Now.AsOf:yyyy-MM-dd} state no production in {progress.Label}: it is not compared.", "Maybe import the production history of these days."));
            return;
        }

        ByFamily(
            new Judged(
                ExceptionKind.Production, progress.Space("production"), progress.ProductionByNow(), progress.Actual("actual_production"), progress.Costs("production"),
                _ => true), _ => true);
    }

    /// <summary>Stock too high and too low are told apart, as the one does not help the other.</summary>
    public void Stock()
    {
        if (progress.Count("stock") == 0)
            return;
        if (!progress.KnowsStock)
        {
            Findings.Add(new Finding(
                "STOCK_NOT_KNOWN", Severity.Warning, "stock", progress.Label, "quantity", null, progress.Knows("actual_stock")
                    ? $"The stock the facts state for {progress.Now.AsOf:yyyy-MM-dd} is in every place that of the cut-off: it is not compared."
                    : $"The facts state no stock on {progress.Now.AsOf:yyyy-MM-dd}.",
                "Maybe import the stock on hand of that day."));
            return;
        }

        var (planned, actual, costs) = (progress.StockByNow(), progress.Actual("actual_stock"), progress.Costs("stock"));
        var space = progress.Space("stock");
        ByFamily(new Judged(ExceptionKind.StockAbovePlan, space, planned, actual, costs, s => actual[s] > planned[s]), _ => true);
        ByFamily(new Judged(ExceptionKind.StockBelowPlan, space, planned, actual, costs, s => actual[s] < planned[s]), _ => true);
    }

    /// <summary>Open orders whose day has passed.</summary>
    public void LateReceipts()
    {
        var today = progress.Now.AsOf;
        var late = new List<(string Level, string Of, string Name, double Quantity, string Unit, double Money)>();
        foreach (var order in progress.Now.Rows<PurchaseOrder>().Where(o => o.Status == OrderStatus.Open && o.DueDate < today))
            Add("supplier", order.Supplier.Value, $"{order.Order}/{order.Line}", order.Item, order.Location, (order.Quantity - order.ClosedQuantity) * progress.Records.BaseUnits(order.Item, order.Unit), order.DueDate);
        foreach (var order in progress.Now.Rows<WorkOrder>().Where(o => o.Status == OrderStatus.Open && o.DueDate < today))
            Add("location", order.Location.Value, order.Order, order.Item, order.Location, order.Quantity - order.ClosedQuantity, order.DueDate);
        foreach (var order in progress.Now.Rows<TransferOrder>().Where(o => o.Status == OrderStatus.Open && o.DueDate < today))
            Add("location", order.To.Value, $"{order.Order}/{order.Line}", order.Item, order.To, order.Quantity - order.ClosedQuantity, order.DueDate);
        foreach (var group in late.GroupBy(l => (l.Level, l.Of)).OrderBy(g => g.Key.Of, StringComparer.Ordinal))
        {
            var money = group.Sum(l => double.IsNaN(l.Money) ? 0 : l.Money);
            if (money < Math.Max(rules.Money, rules.Share * _planMoney))
                continue;
            var orders = group.OrderByDescending(l => double.IsNaN(l.Money) ? 0 : l.Money).ThenBy(l => l.Name, StringComparer.Ordinal).ToList();
            Lines.Add(new ExceptionLine(
                Id(ExceptionKind.LateReceipts, group.Key.Of), ExceptionKind.LateReceipts, group.Key.Level, group.Key.Of, progress.Label, money, 0, -money, currency, -1, -money,
                $"{orders.Count} receipts of {group.Key.Level} {group.Key.Of} are past due, worth {money:#,0} {currency} at standard cost.",
                group.Key.Level == "supplier" ? "Maybe ask the supplier for confirmed dates." : "Maybe give these orders a new date, or close those that are done.",
                [.. orders.Take(rules.MostItems).Select(o => new ExceptionItem(o.Name, o.Quantity, 0, -o.Quantity, o.Unit, -o.Money))], Math.Max(0, orders.Count - rules.MostItems)));
        }

        void Add(string level, string of, string name, ItemId item, LocationId location, double open, DateOnly due)
        {
            if (open > 0)
                late.Add((level, of, $"{name} {item} due {due:yyyy-MM-dd}", open, progress.Records.Items.GetValueOrDefault(item)?.Unit.Value ?? "", open * progress.Cost(item.Value, location.Value)));
        }
    }

    /// <summary>
    /// The stock of now, plus what the plan still makes, buys and sends to the place, less what it still sends away and uses, less the rest of its demand (at least the orders booked for days to come):
    /// below zero, demand of the bucket cannot be served.
    /// </summary>
    public void SupplyAtRisk()
    {
        if (progress.Count("stock") == 0 || progress.Count("consensus_demand") == 0 || !progress.KnowsStock || progress.Days >= 1)
            return;
        var space = progress.Space("stock");
        var catalog = space.Attributes.Catalog;
        var rest = 1 - progress.Days;
        var stock = progress.Actual("actual_stock");
        var (made, used, madeByNow) = (progress.Planned("production"), progress.Planned("dependent_demand"), progress.ProductionByNow());
        for (var series = 0; series < stock.Length; series++)
            stock[series] += Math.Max(0, made[series] - madeByNow[series]) - (used[series] * rest);
        Move("purchase", key => [(1, key[0], key[1])]);
        Move("transport", key => [(1, key[0], key[2]), (-1, key[0], key[1])]);

        var (asked, byNow, ahead) = (progress.Planned("consensus_demand"), progress.DemandByNow(), progress.OrderedAhead);
        var prices = progress.NetPrices();
        var demandOf = progress.Space("consensus_demand").Attributes;
        var (demand, value) = (new double[stock.Length], new double[stock.Length]);
        for (var series = 0; series < asked.Length; series++)
        {
            var key = demandOf.Catalog.Coordinate(series);
            var left = Math.Max(asked[series] - byNow[series], ahead[series]);
            if (!demandOf.Present[series] || !(left > 0) || catalog.Find([key[0], key[1]]) is not (>= 0 and var at))
                continue;
            demand[at] += left;
            value[at] += double.IsNaN(prices[series]) ? 0 : left * prices[series];
        }

        var (lasts, unitPrices) = (new double[stock.Length], new double[stock.Length]);
        for (var series = 0; series < stock.Length; series++)
        {
            // What is there for the demand that is left, at most that demand.
            lasts[series] = Math.Clamp(stock[series], 0, demand[series]);
            unitPrices[series] = demand[series] > 0 ? value[series] / demand[series] : 0;
        }

        ByFamily(new Judged(ExceptionKind.SupplyAtRisk, space, demand, lasts, unitPrices, s => lasts[s] < demand[s] - 1e-9), _ => true);

        void Move(string measure, Func<string[], (int Sign, string Item, string Location)[]> ends)
        {
            var planned = progress.Planned(measure);
            for (var series = 0; series < planned.Length; series++)
            {
                if (planned[series] == 0)
                    continue;
                foreach (var (sign, item, location) in ends(progress.Space(measure).Attributes.Catalog.Coordinate(series)))
                {
                    if (catalog.Find([item, location]) is var at and >= 0)
                        stock[at] += sign * planned[series] * rest;
                }
            }
        }
    }

    private double _planMoney;

    private void ByFamily(Judged judged, Func<double, bool> wanted)
    {
        double all = 0;
        var unvalued = 0;
        for (var series = 0; series < judged.Planned.Length; series++)
        {
            all += Money(judged, series, judged.Planned[series]);
            unvalued += double.IsNaN(judged.Values[series]) && (judged.Planned[series] != 0 || judged.Actual[series] != 0) ? 1 : 0;
        }

        if (unvalued > 0)
            Findings.Add(new Finding(
                "NOT_VALUED", Severity.Warning, "standard_costs", ChoiceWords.Spell(judged.Kind.ToString()), null, $"{unvalued}",
                $"{unvalued} series have neither a price nor a cost: their deviations are not judged.", "Maybe complete prices and standard costs."));
        if (judged.Kind == ExceptionKind.DemandPace)
            _planMoney = all;
        var least = Math.Max(rules.Money, rules.Share * (judged.Kind == ExceptionKind.SupplyAtRisk ? _planMoney : all));
        var level = judged.Space.Attributes.Has("family") ? "family" : "item";
        var families = judged.Space.Attributes.Group([level], Coordinates.All);
        for (var family = 0; family < families.Count; family++)
        {
            var series = families.SeriesOf(family).ToArray().Where(judged.Counts).ToArray();
            double planned = 0, actual = 0, basis = 0;
            foreach (var one in series)
                (planned, actual) = (planned + Money(judged, one, judged.Planned[one]), actual + Money(judged, one, judged.Actual[one]));

            // Of stock too high or too low only some items count; how much that is, is judged by the whole family.
            foreach (var one in families.SeriesOf(family))
                basis += Money(judged, one, judged.Planned[one]);
            var money = actual - planned;
            if (money == 0 || Math.Abs(money) < least || (basis > 0 && Math.Abs(money) < rules.Relative * basis) || !wanted(money))
                continue;
            Lines.Add(Line(judged, level, families.Keys[family][0], series, planned, actual));
        }
    }

    private ExceptionLine Line(Judged judged, string level, string entity, int[] series, double plannedMoney, double actualMoney)
    {
        var units = judged.Space.Units;
        var common = series.Length > 0 && Array.TrueForAll(series, s => units.PlanningUnitOf[s] >= 0 && units.PlanningUnitOf[s] == units.PlanningUnitOf[series[0]] && units.PlanningFactors[s] > 0);
        var (planned, actual, unit) = (plannedMoney, actualMoney, currency);
        if (common)
            (planned, actual, unit) = (series.Sum(s => judged.Planned[s] * units.PlanningFactors[s]), series.Sum(s => judged.Actual[s] * units.PlanningFactors[s]), units.PlanningUnits[units.PlanningUnitOf[series[0]]]);
        var money = actualMoney - plannedMoney;
        var relative = planned > 0 ? (actual - planned) / planned : double.PositiveInfinity;
        var catalog = judged.Space.Attributes.Catalog;
        var items = series.GroupBy(s => catalog.Coordinate(s)[0], StringComparer.Ordinal)
            .Select(g => new ExceptionItem(
                g.Key, g.Sum(s => judged.Planned[s]), g.Sum(s => judged.Actual[s]), g.Sum(s => judged.Actual[s] - judged.Planned[s]),
                units.BaseUnitOf[g.First()] is var code and >= 0 ? units.BaseUnits[code] : "", g.Sum(s => Money(judged, s, judged.Actual[s] - judged.Planned[s]))))
            .Where(i => i.Deviation != 0).OrderByDescending(i => Math.Abs(i.Money)).ThenBy(i => i.Entity, StringComparer.Ordinal).ToList();
        var (message, advice) = Words(judged.Kind, money > 0, $"{level} {entity}", planned, actual, unit, money);
        return new ExceptionLine(
            Id(judged.Kind, entity), judged.Kind, level, entity, progress.Label, planned, actual, actual - planned, unit, relative, money, message, advice,
            [.. items.Take(rules.MostItems)], Math.Max(0, items.Count - rules.MostItems));
    }

    private (string Message, string Advice) Words(ExceptionKind kind, bool more, string of, double planned, double actual, string unit, double money)
    {
        var values = $"{actual:#,0.##} {unit} for {planned:#,0.##} by {progress.Now.AsOf:yyyy-MM-dd}, {Math.Abs(money):#,0} {currency} {(more ? "more" : "less")}";
        return kind switch
        {
            ExceptionKind.DemandPace => ($"Demand of {of} is {(more ? "ahead of" : "behind")} the plan in {progress.Label}: {values}.",
                more ? "Maybe a promotion or an early order; look whether stock lasts, then at the forecast." : "Maybe orders come later in the bucket; ask sales before production is cut."),
            ExceptionKind.OrdersBeyondPlan => ($"Orders of {of} for {progress.Label} are above its demand plan: {actual:#,0.##} {unit} for {planned:#,0.##}, {money:#,0} {currency} more.",
                "Maybe promise the later ones for the next bucket, or raise supply where it is flexible."),
            ExceptionKind.Production => ($"Production of {of} is {(more ? "ahead of" : "behind")} the plan in {progress.Label}: {values}.",
                more ? "Maybe material or hours were taken from another family." : "Maybe a resource or material is short; plan overtime, or move orders to another line."),
            ExceptionKind.StockAbovePlan => ($"Stock of {of} is above the plan: {values}.", "Maybe demand is slower than planned; hold back replenishment before stock turns obsolete."),
            ExceptionKind.StockBelowPlan => ($"Stock of {of} is below the plan: {values}.", "Maybe demand is faster or receipts are late; look at open orders first."),
            _ => ($"Supply of {of} is at risk in {progress.Label}: {actual:#,0.##} {unit} for the {planned:#,0.##} still asked for, {Math.Abs(money):#,0} {currency} short.",
                "Maybe expedite open orders, move stock from another location, or agree later dates with customers."),
        };
    }

    private static double Money(Judged judged, int series, double quantity) => double.IsNaN(judged.Values[series]) || double.IsNaN(quantity) ? 0 : quantity * judged.Values[series];

    private string Id(ExceptionKind kind, string entity) => $"{ChoiceWords.Spell(kind.ToString())}:{entity}:{progress.Label}";
}
