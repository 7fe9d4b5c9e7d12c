namespace Concord.Tests.Storage.Demo;

[Collection(nameof(DemoFiles))]
public sealed class DemoDemandTests(DemoFiles files)
{
    [Fact]
    public void Orders_lie_in_48_months_on_working_days_in_order_and_in_the_life_of_the_item()
    {
        var items = files.ByKey("items", "item");
        Assert.Equal(48, files.Demand.Select(d => (d.Ordered.Year, d.Ordered.Month)).Distinct().Count());
        var lives = items.ToDictionary(i => i.Key, i => (From: i.Value.DateOrNull("launch_date") ?? DateOnly.MinValue, To: i.Value.DateOrNull("end_of_life_date") ?? DateOnly.MaxValue));
        foreach (var line in files.Demand)
        {
            var (from, to) = lives[line.Item];
            Assert.True(line.Ordered >= from && line.Ordered <= to, $"{line.Order}: {line.Item} ordered {line.Ordered}, sold {from} to {to}.");
            Assert.True(line.Ordered >= files.Start && line.Ordered <= files.Options.AsOf);
            Assert.True(line.Ordered < line.Due && (line.Shipped is null || (line.Shipped >= line.Ordered && line.Shipped <= files.Options.AsOf)));
            Assert.True(Working(line.Ordered) && Working(line.Due) && (line.Shipped is null || Working(line.Shipped.Value)));
            Assert.True(line.Quantity >= 1 && line.Quantity == Math.Floor(line.Quantity) && line.ShippedQuantity <= line.Quantity && line.ShippedQuantity == Math.Floor(line.ShippedQuantity));
        }

        static bool Working(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
    }

    [Fact]
    public void Service_is_good_but_not_perfect_and_what_fails_is_mostly_short_stock()
    {
        var due = files.Demand.Where(d => d.Due <= files.Options.AsOf).ToList();
        var failed = due.Where(d => d.ShippedQuantity < d.Quantity || d.Shipped > d.Due).ToList();
        var otif = 1 - (failed.Count / (double)due.Count);
        Assert.InRange(otif, .92, .96);
        Assert.Equal(otif, files.Summary.OnTimeInFull, 9);
        var fillRate = due.Where(d => d.Shipped <= d.Due).Sum(d => d.ShippedQuantity) / due.Sum(d => d.Quantity);
        Assert.InRange(fillRate, .90, .97);
        Assert.Contains(due, d => d.ShippedQuantity > 0 && d.ShippedQuantity < d.Quantity);
        Assert.Contains(due, d => d.ShippedQuantity == 0);

        // Late by more than a week means that the stock was not there: the stock history says so in most cases.
        var weeks = files["stock_history"].Rows.ToLookup(r => (r["item"], r["location"], r.Date("date").DayNumber / 7));
        var late = failed.Where(d => d.Shipped is { } shipped && shipped.DayNumber - d.Due.DayNumber > 7).ToList();
        var empty = late.Count(d => Enumerable.Range(-1, 3).SelectMany(w => weeks[(d.Item, d.Location, (d.Due.DayNumber / 7) + w)]).Any(r => r["stockout_days"] != "0" || r.Number("quantity") < d.Quantity));
        Assert.True(empty > .8 * late.Count, $"{empty} of {late.Count} late lines meet an empty shelf.");
        Assert.True(files["stock_history"].Rows.Count(r => r["quantity"] == "0") > 500);
    }

    [Fact]
    public void Promotions_lift_demand_in_their_weeks()
    {
        var families = files.ByKey("items", "item").ToDictionary(i => i.Key, i => i.Value["family"]);
        var channels = files.ByKey("customers", "customer").ToDictionary(c => c.Key, c => c.Value["channel"]);
        var weekly = new Dictionary<(string Family, string Channel, int Week), double>();
        foreach (var line in files.Demand)
        {
            var key = (families[line.Item], channels[line.Customer], Week(line.Ordered));
            weekly[key] = weekly.GetValueOrDefault(key) + line.Quantity;
        }

        double promoted = 0, usual = 0;
        int lifted = 0, all = 0;
        foreach (var e in files["demand_events"].Rows.Where(e => e["kind"] == "promotion"))
        {
            int first = Week(e.Date("from_date")), last = Week(e.Date("to_date"));
            if (first - 4 < Week(files.Start) + 1 || last + 6 >= Week(files.Options.AsOf))
                continue;
            var during = Mean(first, last);
            var around = (Mean(first - 4, first - 1) + Mean(last + 3, last + 6)) / 2;
            promoted += during;
            usual += around;
            all++;
            lifted += during > 1.1 * around ? 1 : 0;

            double Mean(int from, int to) => Enumerable.Range(from, to - from + 1).Average(w => weekly.GetValueOrDefault((e["family"], e["channel"], w)));
        }

        Assert.True(all > 150, $"{all} promotions");
        Assert.True(promoted > 1.4 * usual, $"Promotions lift demand by {(promoted / usual) - 1:P0} only.");
        Assert.True(lifted > .8 * all, $"{lifted} of {all} promotions show.");

        static int Week(DateOnly day) => day.DayNumber / 7;
    }

    [Fact]
    public void A_launch_takes_demand_from_the_item_it_cannibalises()
    {
        var items = files.ByKey("items", "item");
        var pairs = files["item_relations"].Rows.Where(r => r["kind"] == "cannibalisation").ToList();
        Assert.True(pairs.Count >= 5);
        foreach (var pair in pairs)
        {
            var launch = items[pair["item"]].Date("launch_date");
            var family = items[pair["item"]]["family"];
            // Against the rest of the family, so that season and trend cancel out.
            var rest = files.Demand.Where(d => items[d.Item]["family"] == family && d.Item != pair["item"] && d.Item != pair["related_item"]).ToList();
            var victim = files.Demand.Where(d => d.Item == pair["related_item"]).ToList();
            var before = Share(launch.AddDays(-364), launch.AddDays(-1));
            var after = Share(launch.AddDays(16 * 7), files.Options.AsOf);
            Assert.True(after < .85 * before, $"{pair["item"]} takes from {pair["related_item"]}: share {before:F3} before, {after:F3} after.");

            double Share(DateOnly from, DateOnly to) =>
                victim.Where(d => d.Ordered >= from && d.Ordered <= to).Sum(d => d.Quantity) / rest.Where(d => d.Ordered >= from && d.Ordered <= to).Sum(d => d.Quantity);
        }
    }

    [Fact]
    public void There_are_seasons_a_trend_launches_ends_of_life_and_intermittent_items()
    {
        var items = files.ByKey("items", "item");
        var lawn = files.Demand.Where(d => items[d.Item]["category"] == "Lawn care").GroupBy(d => d.Ordered.Month).ToDictionary(g => g.Key, g => g.Sum(d => d.Quantity));
        Assert.True(lawn[4] > 2.5 * lawn[12]);
        var snow = files.Demand.Where(d => items[d.Item]["family"] == "Snow shovels").GroupBy(d => d.Ordered.Month).ToDictionary(g => g.Key, g => g.Sum(d => d.Quantity));
        Assert.True(snow[12] > 2.5 * snow[6]);
        Assert.True(Growth("Robotic mowers", "Batteries and chargers") > 1.12);
        Assert.True(Growth("Snow shovels", "Patio heaters") < 1);

        var finished = items.Values.Where(i => i["type"] == "finished_good").ToList();
        Assert.InRange(finished.Count(i => i.Date("launch_date") > files.Start && i.Date("launch_date") <= files.Options.AsOf), 12, 40);
        Assert.InRange(finished.Count(i => i.DateOrNull("end_of_life_date") <= files.Options.AsOf), 8, 30);
        Assert.InRange(finished.Count(i => i.Date("launch_date") > files.Options.AsOf), 3, 12);
        var sold = files.Demand.Select(d => d.Item).ToHashSet();
        Assert.DoesNotContain(finished, i => sold.Contains(i["item"]) == i.Date("launch_date") > files.Options.AsOf);

        var weeks = files.Demand.GroupBy(d => d.Item).ToDictionary(g => g.Key, g => g.Select(d => d.Ordered.DayNumber / 7).Distinct().Count());
        var always = finished.Where(i => i.Date("launch_date") < files.Start && i["end_of_life_date"].Length == 0).ToList();
        Assert.InRange(always.Count(i => weeks[i["item"]] < .4 * 208), 8, 30);
        Assert.True(always.Count(i => weeks[i["item"]] > .9 * 208) > 50);

        // The last year's quantity against the first year's.
        double Growth(params string[] families)
        {
            var lines = files.Demand.Where(d => families.Contains(items[d.Item]["family"])).ToList();
            return lines.Where(d => d.Ordered > files.Options.AsOf.AddYears(-1)).Sum(d => d.Quantity) / lines.Where(d => d.Ordered < files.Start.AddYears(1)).Sum(d => d.Quantity);
        }
    }

    [Fact]
    public void The_order_backlog_is_the_open_part_of_the_history()
    {
        var open = files["sales_orders"].Rows;
        var lines = files.Demand.ToDictionary(d => (d.Order, d.Line));
        Assert.InRange(open.Count(o => o.Date("due_date") < files.Options.AsOf), 20, open.Count / 2);
        foreach (var order in open)
        {
            var line = lines[(order["order"], order["line"])];
            Assert.True(line.ShippedQuantity < line.Quantity);
            Assert.Equal((order["item"], order.Date("due_date")), (line.Item, line.Due));
        }
    }
}
