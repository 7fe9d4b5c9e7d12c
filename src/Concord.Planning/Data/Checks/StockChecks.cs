using static Concord.Planning.Data.QualityDimension;
using static Concord.Planning.Data.Severity;

namespace Concord.Planning.Data.Checks;

internal sealed class StockNegative() : DataCheck(new(
    "STOCK_NEGATIVE", Error, DataArea.StockAndOrders, Validity, "Negative stock",
    "Nothing can lie there less than none: planning would buy or make the missing quantity for no customer.",
    "Correct the stock in the source. Maybe an issue was booked before its receipt."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var stock in scope.Rows<StockOnHand>())
        {
            report.Looked();
            if (stock.Quantity < 0)
                report.Add("stock", StockText.Key(stock), $"Item '{stock.Item}' has a stock of {stock.Quantity:R} at '{stock.Location}'.", "quantity", $"{stock.Quantity:R}");
        }
    }
}

internal sealed class StockExpired() : DataCheck(new(
    "STOCK_EXPIRED", Warning, DataArea.StockAndOrders, Timeliness, "Stock past its expiry",
    "It will be disposed of, not sold: planning leaves it out, so that the item may be short although stock is shown.",
    "Book the disposal, or correct the expiry date."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var stock in scope.Rows<StockOnHand>().Where(s => s.ExpiryDate is not null && s.Quantity > 0))
        {
            report.Looked();
            if (stock.ExpiryDate < scope.AsOf)
            {
                report.Add(
                    "stock", StockText.Key(stock), $"{stock.Quantity:R} of item '{stock.Item}' at '{stock.Location}' expired on {stock.ExpiryDate:yyyy-MM-dd}; the cut-off is {scope.AsOf:yyyy-MM-dd}.",
                    "expiry_date", $"{stock.ExpiryDate:yyyy-MM-dd}");
            }
        }
    }
}

internal sealed class StockAfterCutOff() : DataCheck(new(
    "STOCK_AFTER_CUT_OFF", Info, DataArea.StockAndOrders, Timeliness, "Stock dated after the cut-off",
    "The newest stock is taken as the stock at the cut-off: an assumption, as what moved in between is not known.",
    "Nothing to do when few days lie between. Otherwise import the stock of the cut-off."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var location in scope.Rows<StockOnHand>().Where(s => s.StockDate is not null).GroupBy(s => s.Location).OrderBy(g => g.Key.Value, StringComparer.Ordinal))
        {
            report.Looked(location.Count());
            var later = location.Where(s => s.StockDate > scope.AsOf).ToList();
            if (later.Count > 0)
            {
                var latest = later.Max(s => s.StockDate!.Value);
                report.Add(
                    "stock", $"{location.Key}", $"{later.Count} of {location.Count()} stock rows at '{location.Key}' are dated after the cut-off {scope.AsOf:yyyy-MM-dd}, the latest {latest:yyyy-MM-dd}.",
                    "stock_date", $"{latest:yyyy-MM-dd}", count: later.Count);
            }
        }
    }
}

internal sealed class StockStale() : DataCheck(new(
    "STOCK_STALE", Warning, DataArea.StockAndOrders, Timeliness, "Stock of a location older than a week",
    "The plan starts from this stock; what was sold and received since then is planned a second time.",
    "Import the stock again. Maybe the extract of this location failed."))
{
    /// <summary>A location's stock is as new as its newest row: where dates are those of the last movement, older rows are normal.</summary>
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var location in scope.Rows<StockOnHand>().Where(s => s.StockDate is not null).GroupBy(s => s.Location).OrderBy(g => g.Key.Value, StringComparer.Ordinal))
        {
            report.Looked();
            var newest = location.Max(s => s.StockDate!.Value);
            var days = scope.AsOf.DayNumber - newest.DayNumber;
            if (days > 7)
            {
                report.Add(
                    "stock", $"{location.Key}", $"The newest stock at '{location.Key}' is of {newest:yyyy-MM-dd}, {days} days before the cut-off {scope.AsOf:yyyy-MM-dd}.",
                    "stock_date", $"{newest:yyyy-MM-dd}");
            }
        }
    }
}

internal sealed class StockWithoutDate() : DataCheck(new(
    "STOCK_WITHOUT_DATE", Info, DataArea.StockAndOrders, Completeness, "Stock without date",
    "Nobody can tell how old the stock is; it is taken as the stock at the cut-off.",
    "Map the date of the extract to stock_date."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var stock in scope.Rows<StockOnHand>())
        {
            report.Looked();
            if (stock.StockDate is null)
                report.Add("stock", StockText.Key(stock), $"The stock of item '{stock.Item}' at '{stock.Location}' ({stock.Quantity:R}) has no date.", "stock_date");
        }
    }
}

internal sealed class StockUnitUnconvertible() : DataCheck(new(
    "STOCK_UNIT_UNCONVERTIBLE", Error, DataArea.StockAndOrders, Consistency, "Stock in a unit that cannot be converted",
    "The quantity cannot be used for any order, as it cannot be compared with it.",
    "Add a unit conversion for the item, or state its stock in the base unit."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var stock in scope.Rows<StockOnHand>().Where(s => s.Unit is not null && scope.Items.ContainsKey(s.Item)))
        {
            report.Looked();
            if (scope.BaseUnitsPer(stock.Item, stock.Unit) is null)
            {
                report.Add(
                    "stock", StockText.Key(stock),
                    $"{stock.Quantity:R} '{stock.Unit}' of item '{stock.Item}' at '{stock.Location}' cannot be converted to '{scope.Items[stock.Item].Unit}'.",
                    "unit", $"{stock.Unit}");
            }
        }
    }
}

internal sealed class StockWhereBlocked() : DataCheck(new(
    "STOCK_WHERE_BLOCKED", Warning, DataArea.StockAndOrders, Consistency, "Available stock where the item is blocked",
    "The stock may not be shipped from there, so that it covers no demand although it is shown as available.",
    "Move or block the stock, or lift the block of the item at the location."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var blocked = scope.Rows<ItemLocation>().Where(p => p.Blocked).Select(p => (p.Item, p.Location)).ToHashSet();
        foreach (var stock in scope.Rows<StockOnHand>().Where(s => s.Status == StockStatus.Available && s.Quantity > 0))
        {
            report.Looked();
            if (blocked.Contains((stock.Item, stock.Location)))
                report.Add("stock", StockText.Key(stock), $"{stock.Quantity:R} of item '{stock.Item}' are available at '{stock.Location}', where the item is blocked.", "status", "available");
        }
    }
}

internal static class StockText
{
    public static string Key(StockOnHand stock) => $"{stock.Item} / {stock.Location} / {stock.Lot ?? "*"} / {ChoiceWords.Spell(stock.Status.ToString())}";
}
