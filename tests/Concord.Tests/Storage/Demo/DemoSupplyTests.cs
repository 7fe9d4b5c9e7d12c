using System.Globalization;

namespace Concord.Tests.Storage.Demo;

[Collection(nameof(DemoFiles))]
public sealed class DemoSupplyTests(DemoFiles files)
{
    [Fact]
    public void Exactly_two_resources_are_overloaded_in_season()
    {
        var hours = new HoursPerUnit(files);
        var peaks = new Dictionary<string, double>();
        for (var month = new DateOnly(files.Options.AsOf.Year, files.Options.AsOf.Month, 1).AddMonths(-11); month <= files.Options.AsOf; month = month.AddMonths(1))
        {
            var load = new Dictionary<string, double>();
            foreach (var item in files.Demand.Where(d => d.Ordered.Year == month.Year && d.Ordered.Month == month.Month).GroupBy(d => d.Item))
            {
                var quantity = item.Sum(d => d.Quantity);
                foreach (var (resource, each) in hours.Of(item.Key))
                    load[resource] = load.GetValueOrDefault(resource) + (quantity * each);
            }

            foreach (var (resource, asked) in load)
                peaks[resource] = Math.Max(peaks.GetValueOrDefault(resource), asked / RegularHours(resource, month));
        }

        Assert.Equal(10, peaks.Count);
        Assert.Equal(["P1-ASM1", "P2-FILL"], peaks.Where(p => p.Value > 1).Select(p => p.Key).Order(StringComparer.Ordinal));
        foreach (var (resource, peak) in peaks)
        {
            Assert.InRange(peak, resource is "P1-ASM1" or "P2-FILL" ? 1.05 : .55, resource is "P1-ASM1" or "P2-FILL" ? 1.25 : .95);
            Assert.Equal(peak, files.Summary.PeakLoads.Single(p => p.Resource == resource).Load, 3);
        }
    }

    [Fact]
    public void Finished_goods_have_three_levels_of_material_below_them()
    {
        var lines = files["bills_of_material"].Rows.Where(r => !r["item"].StartsWith("OLD-", StringComparison.Ordinal)).ToLookup(r => r["item"], r => r["component"]);
        var made = files["items"].Rows.Where(i => i["type"] == "finished_good" && i["source"] == "make").ToList();
        Assert.True(made.Count > 200);
        foreach (var item in made)
            Assert.Equal(3, Depth(item["item"]));
        Assert.Contains(files["bills_of_material"].Rows, r => r["bill"] == "2");
        Assert.Contains(files["bills_of_material"].Rows, r => r["valid_from"].Length > 0);

        int Depth(string item) => lines[item].Select(c => 1 + Depth(c)).DefaultIfEmpty(0).Max();
    }

    [Fact]
    public void What_was_made_or_bought_was_shipped_or_lies_in_stock_or_is_on_its_way()
    {
        var items = files.ByKey("items", "item");
        var history = files["stock_history"].Rows.Where(r => r["location"].StartsWith('W')).ToList();
        var first = history.Min(r => r.Date("date"));
        var opening = history.Where(r => r.Date("date") == first).GroupBy(r => r["item"]).ToDictionary(g => g.Key, g => g.Sum(r => r.Number("quantity")));
        var made = Sum("production_history", "date", r => r.Number("quantity"));
        var bought = Sum("purchase_orders", "received_date", r => r.Number("received_quantity"));
        var stock = Sum("stock", "stock_date", r => r["status"] == "available" && r["lot"] != "CORR" ? r.Number("quantity") : 0);
        var moving = Sum("transfer_orders", "order_date", r => r.Number("quantity"));
        var shipped = files.Demand.Where(d => d.Shipped > first).GroupBy(d => d.Item).ToDictionary(g => g.Key, g => g.Sum(d => d.ShippedQuantity));
        foreach (var family in items.Values.Where(i => i["type"] == "finished_good").GroupBy(i => i["family"]))
        {
            double into = 0, out_ = 0;
            foreach (var item in family.Select(i => i["item"]))
            {
                into += opening.GetValueOrDefault(item) + made.GetValueOrDefault(item) + bought.GetValueOrDefault(item);
                out_ += shipped.GetValueOrDefault(item) + stock.GetValueOrDefault(item) + moving.GetValueOrDefault(item);
            }

            Assert.True(Math.Abs(into - out_) < .015 * into, $"{family.Key}: {into} in, {out_} out.");
        }

        Dictionary<string, double> Sum(string table, string date, Func<DemoRow, double> quantity) =>
            files[table].Rows.Where(r => r.DateOrNull(date) > first).GroupBy(r => r["item"]).ToDictionary(g => g.Key, g => g.Sum(quantity));
    }

    [Fact]
    public void Purchasing_keeps_minimum_and_multiple_and_some_orders_are_late()
    {
        var terms = files["supplier_items"].Rows.Where(s => s["location"].Length == 0).ToDictionary(s => (s["supplier"], s["item"]));
        var orders = files["purchase_orders"].Rows;
        Assert.All(orders, o =>
        {
            var term = terms[(o["supplier"], o["item"])];
            Assert.True(o.Number("quantity") >= term.Number("minimum_order_quantity") && o.Number("quantity") % term.Number("order_multiple") == 0, $"{o["order"]}: {o["quantity"]}");
            Assert.Equal(term["unit"], o["unit"]);
        });
        var open = orders.Where(o => o["status"] == "open").ToList();
        Assert.All(open, o => Assert.Equal("", o["received_date"]));
        Assert.InRange(open.Count(o => o.Date("due_date") < files.Options.AsOf), 3, open.Count / 3);
        Assert.All(orders.Where(o => o["status"] == "closed"), o => Assert.True(o.Date("received_date") <= files.Options.AsOf && o.Date("received_date") >= o.Date("order_date")));
        Assert.Contains(files["supplier_items"].Rows, s => s["priority"] == "2");
        Assert.Contains(files["supplier_items"].Rows, s => s["capacity_per_month"].Length > 0);
        Assert.True(files["work_orders"].Rows.Count > 20);
        Assert.All(files["work_orders"].Rows, w => Assert.True(w.Date("order_date") <= files.Options.AsOf));
        Assert.True(files["transfer_orders"].Rows.Count > 20);
        Assert.All(files["transfer_orders"].Rows, t => Assert.True(t.Date("order_date") <= files.Options.AsOf));
    }

    [Fact]
    public void Lots_expire_only_where_items_do_not_keep_and_their_dates_lie_ahead()
    {
        var items = files.ByKey("items", "item");
        var keeps = files["stock"].Rows.Where(s => s["expiry_date"].Length > 0).ToList();
        Assert.True(keeps.Count > 50);
        Assert.All(keeps.Where(s => s["status"] == "available"), s => Assert.NotEqual("", items[s["item"]]["shelf_life_days"]));
        Assert.All(keeps, s => Assert.True(s.Date("expiry_date") > files.Options.AsOf));
        Assert.Contains(keeps, s => s.Date("expiry_date") < files.Options.AsOf.AddDays(90));
        Assert.Equal(["available", "blocked", "inspection"], files["stock"].Rows.Select(s => s["status"]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Safety_stocks_follow_the_spread_of_demand()
    {
        var from = files.Options.AsOf.AddDays(-364);
        var spread = files.Demand.Where(d => d.Ordered > from).GroupBy(d => (d.Item, d.Location))
            .ToDictionary(g => g.Key, g => Deviation([.. g.GroupBy(d => d.Ordered.DayNumber / 7).Select(w => w.Sum(d => d.Quantity))]));
        var made = files.ByKey("items", "item");
        var rows = files["item_locations"].Rows.Where(r => r["location"].StartsWith('W') && made[r["item"]]["source"] == "make" && spread.GetValueOrDefault((r["item"], r["location"])) > 5).ToList();
        Assert.True(rows.Count > 300);
        Assert.All(rows, r => Assert.InRange(r.Number("safety_stock") / spread[(r["item"], r["location"])], 1.8, 2.55));

        static double Deviation(double[] weeks)
        {
            var all = weeks.Concat(new double[Math.Max(0, 52 - weeks.Length)]).ToArray();
            var mean = all.Average();
            return Math.Sqrt(all.Average(w => (w - mean) * (w - mean)));
        }
    }

    /// <summary>Shifts × heads × efficiency less holidays and maintenance, from the files [h].</summary>
    private double RegularHours(string resource, DateOnly month)
    {
        var row = files["resources"].Rows.Single(r => r["resource"] == resource);
        var calendars = files["capacity_calendars"].Rows.Where(c => c["resource"] == resource).ToList();
        var stops = files["capacity_exceptions"].Rows.Where(e => e["resource"] == resource && e["kind"] is "holiday" or "maintenance").ToList();
        double hours = 0;
        for (var day = month; day.Month == month.Month; day = day.AddDays(1))
        {
            var weekday = day.DayOfWeek == DayOfWeek.Sunday ? "7" : ((int)day.DayOfWeek).ToString(CultureInfo.InvariantCulture);
            var open = calendars.Where(c => c["weekdays"].Contains(weekday, StringComparison.Ordinal) && !(c.DateOrNull("valid_from") > day) && !(c.DateOrNull("valid_to") < day))
                .Sum(c => c.Number("hours_per_day") * (c.NumberOrNull("headcount") ?? row.Number("headcount")));
            foreach (var stop in stops.Where(s => s.Date("from_date") <= day && (s.DateOrNull("to_date") ?? s.Date("from_date")) >= day))
                open = stop.NumberOrNull("hours_per_day") is { } lost ? Math.Max(0, open - lost) : 0;
            hours += open * row.Number("efficiency");
        }

        return hours;
    }

    /// <summary>Hours by resource for one good unit of an item, components and setups of usual batches included.</summary>
    private sealed class HoursPerUnit(DemoFiles files)
    {
        private readonly ILookup<string, DemoRow> _routings = files["routings"].Rows.Where(r => r["priority"] == "1").ToLookup(r => r["item"]);
        private readonly ILookup<string, DemoRow> _bills = files["bills_of_material"].Rows.Where(r => r["bill"] == "1" && r["valid_from"].Length == 0).ToLookup(r => r["item"]);
        private readonly Dictionary<string, Dictionary<string, double>> _known = [];

        public Dictionary<string, double> Of(string item)
        {
            if (_known.TryGetValue(item, out var known))
                return known;
            var hours = new Dictionary<string, double>();
            var yield = 1.0;
            foreach (var operation in _routings[item])
            {
                yield = operation.Number("yield");
                Add(operation["resource"], (operation.Number("hours_per_unit") + ((operation.NumberOrNull("setup_hours") ?? 0) / operation.Number("batch_size"))) / yield);
            }

            foreach (var line in _bills[item])
            {
                foreach (var (resource, each) in Of(line["component"]))
                    Add(resource, each * line.Number("quantity") / (1 - line.Number("scrap")) / yield);
            }

            return _known[item] = hours;

            void Add(string resource, double more) => hours[resource] = hours.GetValueOrDefault(resource) + more;
        }
    }
}
