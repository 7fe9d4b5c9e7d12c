using static Concord.Planning.Data.QualityDimension;
using static Concord.Planning.Data.Severity;

namespace Concord.Planning.Data.Checks;

internal sealed class FinishedGoodWithoutPrice() : DataCheck(new(
    "FINISHED_GOOD_WITHOUT_PRICE", Error, DataArea.Finance, Completeness, "Finished good without price",
    "Its sales bring no revenue in the financial plan.",
    "Add a price that is valid at the cut-off. Maybe the last price ended and was not followed by another."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var priced = scope.Rows<Price>().Select(p => p.Item).ToHashSet();
        foreach (var item in scope.Rows<Item>().Where(i => i.Type == ItemType.FinishedGood && scope.IsActive(i)))
        {
            report.Looked();
            if (!scope.Prices.ContainsKey(item.Id))
            {
                var why = priced.Contains(item.Id) ? $"no price that is valid at the cut-off {scope.AsOf:yyyy-MM-dd}" : "no price";
                report.Add("items", $"{item.Id}", $"Finished good '{item.Id}' has {why}.");
            }
        }
    }
}

internal sealed class ItemWithoutCost() : DataCheck(new(
    "ITEM_WITHOUT_COST", Error, DataArea.Finance, Completeness, "Item without standard cost",
    "Its stock is worth nothing and its sales are all margin in the financial plan.",
    "Add a standard cost that is valid at the cut-off."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var costed = scope.Rows<StandardCost>().Select(c => c.Item).ToHashSet();
        foreach (var item in scope.Rows<Item>().Where(scope.IsActive))
        {
            report.Looked();
            if (!scope.Costs.ContainsKey(item.Id))
            {
                var why = costed.Contains(item.Id) ? $"no standard cost that is valid at the cut-off {scope.AsOf:yyyy-MM-dd}" : "no standard cost";
                report.Add("items", $"{item.Id}", $"Item '{item.Id}' has {why}.");
            }
        }
    }
}

internal sealed class PriceBelowCost() : DataCheck(new(
    "PRICE_BELOW_COST", Warning, DataArea.Finance, Consistency, "Price below standard cost",
    "Every unit sold loses money; a plan that optimises margin would stop selling the item.",
    "Check both. Maybe one of them is for another unit or in another currency."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var item in scope.Rows<Item>().Where(scope.IsActive))
        {
            if (!scope.Prices.TryGetValue(item.Id, out var price) || !scope.Costs.TryGetValue(item.Id, out var cost)
                || price.Currency is null || cost.Currency is null || scope.Rates.Find(cost.Currency, price.Currency, scope.AsOf) is not { } rate)
            {
                continue;
            }

            report.Looked();
            if (price.Amount > 0 && price.Amount < cost.Cost * rate)
            {
                report.Add(
                    "prices", PriceText.Key(price), $"Item '{item.Id}' is sold at {price.Amount:0.####} {price.Currency} and costs {cost.Cost * rate:0.####} {price.Currency}.",
                    "price", $"{price.Amount:R}");
            }
        }
    }
}

internal sealed class PricesOverlap() : DataCheck(new(
    "PRICES_OVERLAP", Warning, DataArea.Finance, Consistency, "Prices overlap in time",
    "Two prices hold on the same day for the same customers: revenue depends on which one is taken.",
    "End the earlier price on the day before the later one starts."))
{
    public override void Run(CheckScope scope, CheckReport report) =>
        DayRange.ReportOverlaps(
            scope.Rows<Price>(),
            p => $"{p.Item} / {p.Customer?.Value ?? "*"} / {p.Channel ?? "*"} / {p.Region ?? "*"}",
            p => DayRange.Of(p.ValidFrom, p.ValidTo),
            report,
            (first, second, key) => report.Add(
                "prices", PriceText.Key(second),
                $"Prices '{key}' overlap: {first.Amount:R} {first.Currency} {DayRange.Of(first.ValidFrom, first.ValidTo)}, and {second.Amount:R} {second.Currency} {DayRange.Of(second.ValidFrom, second.ValidTo)}.",
                "valid_from", second.ValidFrom?.ToString("yyyy-MM-dd")));
}

internal sealed class CostsOverlap() : DataCheck(new(
    "COSTS_OVERLAP", Warning, DataArea.Finance, Consistency, "Standard costs overlap in time",
    "Two costs hold on the same day: stock value and margin depend on which one is taken.",
    "End the earlier cost on the day before the later one starts."))
{
    public override void Run(CheckScope scope, CheckReport report) =>
        DayRange.ReportOverlaps(
            scope.Rows<StandardCost>(),
            c => $"{c.Item} / {c.Location?.Value ?? "*"}",
            c => DayRange.Of(c.ValidFrom, c.ValidTo),
            report,
            (first, second, key) => report.Add(
                "standard_costs", PriceText.Key(second),
                $"Standard costs '{key}' overlap: {first.Cost:R} {first.Currency} {DayRange.Of(first.ValidFrom, first.ValidTo)}, and {second.Cost:R} {second.Currency} {DayRange.Of(second.ValidFrom, second.ValidTo)}.",
                "valid_from", second.ValidFrom?.ToString("yyyy-MM-dd")));
}

internal sealed class PriceNotPositive() : DataCheck(new(
    "PRICE_NOT_POSITIVE", Error, DataArea.Finance, Validity, "Price zero or negative",
    "Sales of the item bring nothing, or cost money.",
    "Correct the price, or end it. Maybe it was rounded to too few decimals."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var price in scope.Rows<Price>())
        {
            report.Looked();
            if (!(price.Amount > 0))
                report.Add("prices", PriceText.Key(price), $"Item '{price.Item}' has a price of {price.Amount:R} {price.Currency}.", "price", $"{price.Amount:R}");
        }
    }
}

internal sealed class CostNotPositive() : DataCheck(new(
    "COST_NOT_POSITIVE", Error, DataArea.Finance, Validity, "Standard cost zero or negative",
    "Stock of the item is worth nothing, or is a debt.",
    "Correct the cost. Maybe the cost roll-up was not run for the item."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var cost in scope.Rows<StandardCost>())
        {
            report.Looked();
            if (!(cost.Cost > 0))
                report.Add("standard_costs", PriceText.Key(cost), $"Item '{cost.Item}' has a standard cost of {cost.Cost:R} {cost.Currency}.", "cost", $"{cost.Cost:R}");
        }
    }
}

internal sealed class VariableCostAboveCost() : DataCheck(new(
    "VARIABLE_COST_ABOVE_COST", Error, DataArea.Finance, Consistency, "Variable cost above the whole cost",
    "The variable part cannot be more than the whole: contribution margins are too low.",
    "Correct one of the two. Maybe their columns are mixed up."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var cost in scope.Rows<StandardCost>().Where(c => c.VariableCost is not null))
        {
            report.Looked();
            if (cost.VariableCost > cost.Cost)
            {
                report.Add(
                    "standard_costs", PriceText.Key(cost), $"Item '{cost.Item}' costs {cost.Cost:R} {cost.Currency}, of which {cost.VariableCost:R} are variable.",
                    "variable_cost", $"{cost.VariableCost:R}");
            }
        }
    }
}

internal sealed class CostStale() : DataCheck(new(
    "COST_STALE", Warning, DataArea.Finance, Timeliness, "Standard cost older than 18 months",
    "Costs drift; margins of the plan are those of the year before last.",
    "Import the current standard costs."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var item in scope.Rows<Item>().Where(scope.IsActive))
        {
            if (!scope.Costs.TryGetValue(item.Id, out var cost) || cost.ValidFrom is not { } from)
                continue;
            report.Looked();
            if (((scope.AsOf.Year - from.Year) * 12) + scope.AsOf.Month - from.Month > 18)
            {
                report.Add(
                    "standard_costs", PriceText.Key(cost), $"The standard cost of item '{item.Id}' is of {from:yyyy-MM-dd}, over 18 months before the cut-off {scope.AsOf:yyyy-MM-dd}.",
                    "valid_from", $"{from:yyyy-MM-dd}");
            }
        }
    }
}

internal static class PriceText
{
    public static string Key(Price price) =>
        $"{price.Item} / {price.Customer?.Value ?? "*"} / {price.Channel ?? "*"} / {price.Region ?? "*"} / {price.ValidFrom?.ToString("yyyy-MM-dd") ?? "*"}";

    public static string Key(StandardCost cost) => $"{cost.Item} / {cost.Location?.Value ?? "*"} / {cost.ValidFrom?.ToString("yyyy-MM-dd") ?? "*"}";
}
