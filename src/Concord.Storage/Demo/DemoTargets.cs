using Concord.Planning.Data;

namespace Concord.Storage.Demo;

/// <summary>Budgets of the year before, of and after the cut-off by family and month, and what management wants.</summary>
internal static class DemoTargets
{
    /// <summary>
    /// A budget knows the season and the trend and errs by family: sales were too hopeful on the whole, and did not know the launches' and competitors' effect in full.
    /// Revenue is at the year's average net price, cost at its standard.
    /// </summary>
    public static IEnumerable<BudgetLine> Budget(DemoPlan plan)
    {
        var calendar = plan.Calendar;
        var random = new DemoRandom(plan.Options.Seed, "budget");
        for (var year = calendar.AsOf.Year - 1; year <= calendar.AsOf.Year + 1; year++)
        {
            foreach (var family in plan.Products.Families)
            {
                var error = 1.02 + (.06 * random.Normal());
                for (var m = 1; m <= 12; m++)
                {
                    var month = calendar.Month(new DateOnly(year, m, 1));
                    double quantity = 0, revenue = 0, cost = 0;
                    foreach (var item in plan.Products.Items.Where(i => i.Family == family))
                    {
                        var units = plan.ExpectedByMonth[(item.Index * calendar.Months) + month] * error;
                        quantity += units * DemoMasterRows.Round(family.Template.Equivalent * item.Size, 4);
                        cost += units * plan.Finance.ItemCost[item.Index] * plan.Finance.CostLevel(year);
                        for (var channel = 0; channel < DemoNetwork.Channels; channel++)
                            revenue += units / DemoNetwork.Channels * plan.Finance.NetPrice(item.Index, channel, false, year);
                    }

                    var wobble = random.Between(.96, 1.04);
                    yield return new BudgetLine
                    {
                        Version = $"{year}",
                        Family = family.Name,
                        Month = new DateOnly(year, m, 1),
                        Quantity = DemoMasterRows.Round(quantity * wobble, 1),
                        Revenue = Math.Round(revenue * wobble),
                        Cost = Math.Round(cost * wobble),
                        Currency = "EUR",
                    };
                }
            }
        }
    }

    public static IEnumerable<StrategicTarget> Targets(DemoPlan plan)
    {
        var year = plan.Calendar.AsOf.Year;
        for (var y = year; y <= year + 1; y++)
        {
            var step = y - year;
            yield return Row("fill_rate", null, null, .965 + (.005 * step), .94, "Head of supply chain", y);
            yield return Row("otif", null, null, .95 + (.005 * step), .92, "Head of supply chain", y);
            yield return Row("forecast_accuracy", null, null, .72 + (.02 * step), .6, "Head of demand planning", y);
            yield return Row("bias", null, null, 0, .05, "Head of demand planning", y);
            yield return Row("gross_margin_percent", null, null, 34 + (.5 * step), 31, "Chief financial officer", y);
            yield return Row("stock_turns", null, null, 6.2 + (.3 * step), 5, "Chief financial officer", y);
            yield return Row("utilisation", null, null, .85, .95, "Head of production", y);
            yield return Row("fill_rate", "category", "Lawn machines", .975, .95, "Category lead lawn", y);
            yield return Row("revenue_growth_percent", "family", "Robotic mowers", 10, 6, "Category lead lawn", y);
            yield return Row("revenue_growth_percent", "category", "Watering", 5, 3, "Category lead watering", y);
        }

        static StrategicTarget Row(string measure, string? level, string? member, double value, double threshold, string owner, int y) => new()
        {
            Measure = measure, Level = level, Member = member, From = new DateOnly(y, 1, 1), To = new DateOnly(y, 12, 31), Value = DemoMasterRows.Round(value, 4), Threshold = threshold, Owner = owner,
        };
    }
}
