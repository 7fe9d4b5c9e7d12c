using static Concord.Planning.Data.QualityDimension;
using static Concord.Planning.Data.Severity;

namespace Concord.Planning.Data.Checks;

internal sealed class BoughtItemWithoutSupplier() : DataCheck(new(
    "BOUGHT_ITEM_WITHOUT_SUPPLIER", Error, DataArea.Purchasing, Completeness, "Bought item without supplier",
    "Nobody is known to deliver the item, so every need for it ends as a shortage.",
    "Add a supplier item, or set the source of the item to make."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var bought = scope.Rows<SupplierItem>().Select(s => s.Item).ToHashSet();
        foreach (var item in scope.Rows<Item>().Where(i => i.Source == ItemSource.Buy && !scope.HasEnded(i)))
        {
            report.Looked();
            if (!bought.Contains(item.Id))
                report.Add("items", $"{item.Id}", $"Item '{item.Id}' is bought, but no supplier sells it.", "source", "buy");
        }
    }
}

internal sealed class SupplierInactive() : DataCheck(new(
    "SUPPLIER_INACTIVE", Error, DataArea.Purchasing, Consistency, "Bought item has only inactive suppliers",
    "Orders would go to suppliers from whom nothing may be ordered.",
    "Activate a supplier, or add another source for the item."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var sources = scope.Rows<SupplierItem>().ToLookup(s => s.Item);
        foreach (var item in scope.Rows<Item>().Where(i => i.Source == ItemSource.Buy && !scope.HasEnded(i)))
        {
            var suppliers = sources[item.Id].Select(s => s.Supplier).Where(scope.Suppliers.ContainsKey).Distinct().ToList();
            if (suppliers.Count == 0)
                continue;
            report.Looked();
            if (!suppliers.Exists(s => scope.Suppliers[s].Active))
            {
                var names = string.Join(", ", suppliers.Take(5).Select(s => $"'{s}'"));
                report.Add("supplier_items", $"{item.Id}", $"Item '{item.Id}' is bought, but all of its suppliers are inactive: {names}.", "supplier", $"{suppliers[0]}");
            }
        }
    }
}

internal sealed class SupplierForMadeItem() : DataCheck(new(
    "SUPPLIER_FOR_MADE_ITEM", Info, DataArea.Purchasing, Consistency, "Made item that a supplier sells too",
    "The item counts as made; if it is bought as a rule, its source is wrong and its production loads a plant for nothing.",
    "Nothing to do when the supplier is a second source. Otherwise set the source of the item to buy."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var sources = scope.Rows<SupplierItem>().ToLookup(s => s.Item);
        foreach (var item in scope.Rows<Item>().Where(i => i.Source == ItemSource.Make && !scope.HasEnded(i)))
        {
            report.Looked();
            if (sources[item.Id].FirstOrDefault() is { } source)
                report.Add("supplier_items", SupplierText.Key(source), $"Item '{item.Id}' is made, and supplier '{source.Supplier}' sells it too.", "item", $"{item.Id}");
        }
    }
}

internal sealed class SupplierLeadTimeMissing() : DataCheck(new(
    "SUPPLIER_LEAD_TIME_MISSING", Error, DataArea.Purchasing, Completeness, "Supplier item without lead time",
    "Without a lead time orders would be planned to arrive on the day they are placed.",
    "State the lead time in calendar days from order to receipt."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var row in scope.Rows<SupplierItem>())
        {
            report.Looked();
            if (row.LeadTime is null)
                report.Add("supplier_items", SupplierText.Key(row), $"Item '{row.Item}' from supplier '{row.Supplier}' has no lead time.", "lead_time_days");
        }
    }
}

internal sealed class SupplierLeadTimeNegative() : DataCheck(new(
    "SUPPLIER_LEAD_TIME_NEGATIVE", Error, DataArea.Purchasing, Validity, "Negative supplier lead time",
    "Goods would arrive before they are ordered.",
    "Correct the lead time. Maybe it was computed as order date less receipt date."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var row in scope.Rows<SupplierItem>().Where(r => r.LeadTime is not null))
        {
            report.Looked();
            if (row.LeadTime < 0)
            {
                report.Add(
                    "supplier_items", SupplierText.Key(row), $"Item '{row.Item}' from supplier '{row.Supplier}' has a lead time of {row.LeadTime:0.##} days.",
                    "lead_time_days", $"{row.LeadTime:R}");
            }
        }
    }
}

internal sealed class SupplierLeadTimeLong() : DataCheck(new(
    "SUPPLIER_LEAD_TIME_LONG", Warning, DataArea.Purchasing, Validity, "Supplier lead time over a year",
    "No order placed now would arrive within the year's plan.",
    "Check the lead time. Maybe it is stated in hours, or one very late receipt went into its average."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var row in scope.Rows<SupplierItem>().Where(r => r.LeadTime is not null))
        {
            report.Looked();
            if (row.LeadTime > 365)
            {
                report.Add(
                    "supplier_items", SupplierText.Key(row), $"Item '{row.Item}' from supplier '{row.Supplier}' has a lead time of {row.LeadTime:0.##} days.",
                    "lead_time_days", $"{row.LeadTime:R}");
            }
        }
    }
}

internal sealed class OrderQuantitiesContradict() : DataCheck(new(
    "ORDER_QUANTITIES_CONTRADICT", Error, DataArea.Purchasing, Consistency, "Minimum order quantity above the maximum",
    "No order can keep both limits, so that the item cannot be bought there.",
    "Correct one of the two quantities."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var row in scope.Rows<SupplierItem>())
        {
            if (row is not { MinimumOrderQuantity: { } least, MaximumOrderQuantity: { } most })
                continue;
            report.Looked();
            if (least > most)
            {
                report.Add(
                    "supplier_items", SupplierText.Key(row), $"Item '{row.Item}' from supplier '{row.Supplier}': an order must be at least {least:R} and at most {most:R}.",
                    "minimum_order_quantity", $"{least:R}");
            }
        }
    }
}

internal sealed class MinimumNotAMultiple() : DataCheck(new(
    "MINIMUM_NOT_A_MULTIPLE", Info, DataArea.Purchasing, Consistency, "Minimum order quantity is not a multiple",
    "The smallest order that keeps both rules is greater than the stated minimum.",
    "Nothing to do when that is meant. Otherwise correct the minimum or the multiple."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var row in scope.Rows<SupplierItem>())
        {
            if (row is not { MinimumOrderQuantity: > 0 and var least, OrderMultiple: > 0 and var multiple })
                continue;
            report.Looked();
            var orders = least / multiple;
            if (Math.Abs(orders - Math.Round(orders)) > 1e-6)
            {
                report.Add(
                    "supplier_items", SupplierText.Key(row),
                    $"Item '{row.Item}' from supplier '{row.Supplier}': the minimum of {least:R} is no multiple of {multiple:R}; the smallest order is {Math.Ceiling(orders) * multiple:R}.",
                    "minimum_order_quantity", $"{least:R}");
            }
        }
    }
}

internal sealed class SupplierUnitUnconvertible() : DataCheck(new(
    "SUPPLIER_UNIT_UNCONVERTIBLE", Error, DataArea.Purchasing, Consistency, "Supplier item in a unit that cannot be converted",
    "Order quantities and prices cannot be brought to the unit the item is planned in.",
    "Add a unit conversion for the item, or state the supplier item in its base unit."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var row in scope.Rows<SupplierItem>())
        {
            if (row.Unit is not { } unit || !scope.Items.TryGetValue(row.Item, out var item) || unit == item.Unit)
                continue;
            report.Looked();
            if (scope.BaseUnitsPer(item.Id, unit) is null)
            {
                report.Add(
                    "supplier_items", SupplierText.Key(row),
                    $"Supplier '{row.Supplier}' sells item '{row.Item}' in '{unit}', which is stocked in '{item.Unit}'; no conversion leads from one to the other.",
                    "unit", $"{unit}");
            }
        }
    }
}

internal sealed class SupplierPriceMissing() : DataCheck(new(
    "SUPPLIER_PRICE_MISSING", Warning, DataArea.Purchasing, Completeness, "Supplier item without price or currency",
    "Purchases would cost nothing in the financial plan, and the dearest source may be chosen as the cheapest.",
    "State the price of the supplier item and its currency."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var row in scope.Rows<SupplierItem>())
        {
            report.Looked();
            var currency = row.Currency ?? (scope.Suppliers.TryGetValue(row.Supplier, out var supplier) ? supplier.Currency : null);
            if (row.Price is null)
                report.Add("supplier_items", SupplierText.Key(row), $"Item '{row.Item}' from supplier '{row.Supplier}' has no price.", "price");
            else if (currency is null)
                report.Add("supplier_items", SupplierText.Key(row), $"Item '{row.Item}' from supplier '{row.Supplier}' costs {row.Price:R}, in no stated currency.", "currency");
        }
    }
}

internal sealed class PurchasePriceFarFromCost() : DataCheck(new(
    "PURCHASE_PRICE_FAR_FROM_COST", Warning, DataArea.Purchasing, Consistency, "Purchase price far from the standard cost",
    "A factor of five is no negotiation: one of the two values is wrong, and margin and stock value with it.",
    "Check both. Maybe the price is for a pack while the cost is for one unit, or the currency is wrong."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var row in scope.Rows<SupplierItem>())
        {
            var currency = row.Currency ?? (scope.Suppliers.TryGetValue(row.Supplier, out var supplier) ? supplier.Currency : null);
            if (!(row.Price > 0) || currency is null || !scope.Costs.TryGetValue(row.Item, out var cost) || !(cost.Cost > 0) || cost.Currency is null
                || scope.BaseUnitsPer(row.Item, row.Unit) is not { } units || scope.Rates.Find(currency, cost.Currency, scope.AsOf) is not { } rate)
            {
                continue;
            }

            report.Looked();
            var price = row.Price.Value / units * rate;
            if (price > 5 * cost.Cost || price < cost.Cost / 5)
            {
                report.Add(
                    "supplier_items", SupplierText.Key(row),
                    $"Item '{row.Item}' costs {price:0.####} {cost.Currency} per base unit at supplier '{row.Supplier}', and {cost.Cost:0.####} {cost.Currency} by its standard cost.",
                    "price", $"{row.Price:R}");
            }
        }
    }
}

internal sealed class PriceBreakDearer() : DataCheck(new(
    "PRICE_BREAK_DEARER", Warning, DataArea.Purchasing, Consistency, "Price break that is dearer",
    "Larger orders would cost more for each unit, so that planning splits them against all sense.",
    "Correct the price. Maybe the price of the break is that of the whole order."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var list = new Dictionary<(SupplierId, ItemId), double>();
        foreach (var row in scope.Rows<SupplierItem>().Where(r => r.Price > 0))
            list.TryAdd((row.Supplier, row.Item), row.Price!.Value);
        foreach (var breaks in scope.Rows<PriceBreak>().GroupBy(b => (b.Supplier, b.Item)))
        {
            double? before = list.TryGetValue(breaks.Key, out var price) ? price : null;
            var from = 0.0;
            foreach (var step in breaks.OrderBy(b => b.FromQuantity))
            {
                report.Looked();
                if (step.Price > before)
                {
                    report.Add(
                        "price_breaks", $"{step.Supplier} / {step.Item} / {step.FromQuantity:R}",
                        $"Item '{step.Item}' from supplier '{step.Supplier}' costs {step.Price:R} from {step.FromQuantity:R} on, more than the {before:R} from {from:R} on.",
                        "price", $"{step.Price:R}");
                }

                (before, from) = (step.Price, step.FromQuantity);
            }
        }
    }
}

internal sealed class SupplyEventWithoutEffect() : DataCheck(new(
    "SUPPLY_EVENT_WITHOUT_EFFECT", Info, DataArea.Purchasing, Completeness, "Supply event without effect",
    "It is known that something happens and not how much: planning goes on as if nothing did.",
    "State the capacity that is left, or the days added to the lead time."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var supplyEvent in scope.Rows<SupplyEvent>())
        {
            report.Looked();
            if (supplyEvent.CapacityPercent is null && supplyEvent.ExtraLeadTime is null)
            {
                report.Add(
                    "supply_events", supplyEvent.Id ?? "*",
                    $"Supply event '{supplyEvent.Id}' ({ChoiceWords.Spell(supplyEvent.Kind.ToString())}, from {supplyEvent.From:yyyy-MM-dd}) states neither capacity left nor extra lead time.",
                    "capacity_percent");
            }
        }
    }
}

internal static class SupplierText
{
    public static string Key(SupplierItem row) => $"{row.Supplier} / {row.Item} / {row.Location?.Value ?? "*"}";
}
