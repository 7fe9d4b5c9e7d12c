namespace Concord.Tests.Storage.Demo;

[Collection(nameof(DemoFiles))]
public sealed class DemoFinanceTests(DemoFiles files)
{
    [Fact]
    public void Margins_lie_between_25_and_45_percent_in_both_currencies()
    {
        var costs = files["standard_costs"].Rows.Where(c => c["valid_from"].Length > 0).ToDictionary(c => (c["item"], c.Date("valid_from").Year));
        var pounds = files["exchange_rates"].Rows.Where(r => r["from_currency"] == "GBP").GroupBy(r => r.Date("valid_from").Year).ToDictionary(g => g.Key, g => g.Average(r => r.Number("rate")));
        var looked = 0;
        foreach (var price in files["prices"].Rows)
        {
            if (!costs.TryGetValue((price["item"], price.Date("valid_from").Year), out var cost))
                continue;
            looked++;
            var euro = price.Number("price") * (price["currency"] == "EUR" ? 1 : pounds[price.Date("valid_from").Year]);
            Assert.InRange(1 - (cost.Number("cost") / euro), .25, .45);
            Assert.InRange(cost.Number("variable_cost"), 0, cost.Number("cost"));
        }

        Assert.True(looked > 240 * 4 * 2 * 4);
    }

    [Fact]
    public void Prices_rise_every_year_and_one_holds_on_each_day()
    {
        foreach (var list in files["prices"].Rows.GroupBy(p => (p["item"], p["channel"], p["region"])))
        {
            var rows = list.OrderBy(p => p.Date("valid_from")).ToList();
            for (var i = 1; i < rows.Count; i++)
            {
                Assert.True(rows[i].Number("price") > rows[i - 1].Number("price"));
                Assert.Equal(rows[i].Date("valid_from"), rows[i - 1].Date("valid_to").AddDays(1));
            }

            Assert.Equal("", rows[^1]["valid_to"]);
        }
    }

    [Fact]
    public void Order_lines_carry_the_list_price_or_less()
    {
        var customers = files.ByKey("customers", "customer");
        var list = files["prices"].Rows.ToDictionary(p => (p["item"], p["channel"], p["region"], p.Date("valid_from").Year), p => p.Number("price"));
        foreach (var line in files["sales_history"].Rows.Where(r => !DemoFiles.IsPlanted(r)))
        {
            var customer = customers[line["customer"]];
            if (!list.TryGetValue((line["item"], customer["channel"], customer["currency"] == "GBP" ? customer["region"] : "", line.Date("order_date").Year), out var price))
                continue;
            var cases = line["unit"].Length == 0 ? 1 : files.CaseSizes[line["item"]];
            Assert.Equal(customer["currency"], line["currency"]);
            Assert.InRange(line.Number("price"), (price * cases * .79) - .01, (price * cases) + .005);
        }
    }

    [Fact]
    public void Budgets_cover_three_years_of_every_family_and_miss_by_a_little()
    {
        var year = files.Options.AsOf.Year;
        var budget = files["budget"].Rows;
        Assert.Equal(24 * 36, budget.Count);
        Assert.Equal([$"{year - 1}", $"{year}", $"{year + 1}"], budget.Select(b => b["version"]).Distinct().Order(StringComparer.Ordinal));
        Assert.All(budget, b => Assert.InRange(1 - (b.Number("cost") / b.Number("revenue")), .25, .45));

        var items = files.ByKey("items", "item");
        var factors = files["unit_conversions"].Rows.Where(c => c["to_unit"] == "GEQ").ToDictionary(c => c["item"], c => c.Number("factor"));
        var actual = files.Demand.Where(d => d.Ordered.Year == year - 1).GroupBy(d => items[d.Item]["family"]).ToDictionary(g => g.Key, g => g.Sum(d => d.Quantity * factors[d.Item]));
        var planned = budget.Where(b => b["version"] == $"{year - 1}").GroupBy(b => b["family"]).ToDictionary(g => g.Key, g => g.Sum(b => b.Number("quantity")));
        Assert.InRange(planned.Values.Sum() / actual.Values.Sum(), .9, 1.15);
        Assert.All(planned, p => Assert.InRange(p.Value / actual[p.Key], .7, 1.4));
        Assert.Contains(planned, p => Math.Abs((p.Value / actual[p.Key]) - 1) > .05);
        Assert.NotEmpty(files["targets"].Rows);
    }
}
