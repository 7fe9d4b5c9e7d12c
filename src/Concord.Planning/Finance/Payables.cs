using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Scenarios;
using Concord.Planning.Supply;

namespace Concord.Planning.Finance;

/// <summary>Payables by supplier.</summary>
internal static class Payables
{
    /// <param name="suppliers">Series of suppliers.</param>
    /// <param name="purchases">Series of item, location and supplier.</param>
    /// <param name="cost">Lines of purchases.</param>
    public static (Balances Balances, IEnumerable<Finding> Findings) Of(
        StageInput input, MoneyLine money, CostRates rates, SeriesSpace suppliers, SeriesSpace? purchases, SeriesMatrix? cost, int first, int count)
    {
        var known = input.Dataset.Rows<Supplier>().DistinctBy(s => s.Id).ToDictionary(s => s.Id.Value, StringComparer.Ordinal);
        double DaysOf(int m) => known.GetValueOrDefault(suppliers.Attributes.Catalog.Coordinate(m)[0])?.PaymentDays ?? input.Rules.Finance.SupplierPaymentDays;
        var planned = new decimal[suppliers.Count * count];
        if (purchases is not null && cost is not null)
        {
            var members = purchases.Attributes.Catalog.Members(2);
            var numbers = new int[members.Length];
            for (var code = 0; code < numbers.Length; code++)
                numbers[code] = suppliers.Attributes.Catalog.Find([members[code]]);
            var codes = purchases.Attributes.Catalog.Codes(2).ToArray();
            planned = FinanceLines.Totals(cost, Array.ConvertAll(codes, code => numbers[code]), suppliers.Count);
        }

        var past = Received(input, rates);
        var balances = Balances.Of(
            input, money, suppliers.Count, first, count, m => [.. past[suppliers.Attributes.Catalog.Coordinate(m)[0]]], planned, DaysOf);
        return (balances, Findings(input, known.Values.Count(s => s.PaymentDays is null), balances.Opening));
    }

    private static IEnumerable<Finding> Findings(StageInput input, int without, decimal opening)
    {
        if (without > 0)
        {
            yield return new Finding(
                "NO_PAYMENT_DAYS", Severity.Info, "suppliers", "*", "payment_days", $"{without}", $"{without} suppliers state no payment days: {input.Rules.Finance.SupplierPaymentDays:0.##} days count.", "Maybe add payment_days.");
        }

        if (opening == 0)
        {
            yield return new Finding(
                "NO_OPENING_PAYABLES", Severity.Info, "purchase_orders", "*", "received_date", null,
                "No receipt from a supplier is known of the days before the cut-off that may still be unpaid: payables open at zero, and cash goes out later than it will.",
                "Maybe import purchase orders with their receipts of the last months.");
        }
    }

    /// <summary>What suppliers delivered in the year up to the cut-off, at the price of the order, else that of the supplier item. Receipts without a day count on their due date, at the cut-off at the latest.</summary>
    private static ILookup<string, Invoiced> Received(StageInput input, CostRates rates)
    {
        var dataset = input.Dataset;
        var cutOff = input.Structure.Horizon.CutOff;
        var from = cutOff > DateOnly.MinValue.AddYears(1) ? cutOff.AddYears(-1) : DateOnly.MinValue;
        var exchange = new CurrencyRates(dataset.Rows<ExchangeRate>());
        var currency = input.Structure.Spaces.Values.Select(s => s.Units.Currency).FirstOrDefault("");
        var supplierCurrency = dataset.Rows<Supplier>().DistinctBy(s => s.Id).ToDictionary(s => s.Id, s => s.Currency);
        var factors = new BaseUnitFactors(dataset.Rows<Item>().DistinctBy(i => i.Id).ToDictionary(i => i.Id), new UnitConversions(dataset.Rows<UnitConversion>()));
        var received = new List<(string Supplier, Invoiced Invoice)>();
        foreach (var batch in dataset.BatchesOfAnyDate(DataModel.Table<PurchaseOrder>()))
        {
            for (var row = 0; row < batch.RowCount; row++)
            {
                var order = RecordReader<PurchaseOrder>.Read(batch, row);
                var quantity = order is { Status: OrderStatus.Closed, ClosedQuantity: 0 } ? order.Quantity : order.ClosedQuantity;
                var day = order.ClosedDate ?? (order.DueDate < cutOff ? order.DueDate : cutOff);
                if (order.Status == OrderStatus.Cancelled || !(quantity > 0) || day > cutOff || day <= from || order.OrderDate > cutOff)
                    continue;
                var amount = order.Price is { } price
                    ? quantity * price * (exchange.Find(order.Currency ?? supplierCurrency.GetValueOrDefault(order.Supplier) ?? currency, currency, day) ?? double.NaN)
                    : quantity * factors.Of(order.Item.Value, order.Unit?.Value) * rates.PurchasePrice(order.Item, order.Location, order.Supplier).FirstOrDefault(double.NaN);
                if (Math.Abs(amount) < 1e13)
                    received.Add((order.Supplier.Value, new Invoiced(day.DayNumber, day.DayNumber, (decimal)amount)));
            }
        }

        return received.OrderBy(r => r.Supplier, StringComparer.Ordinal).ThenBy(r => r.Invoice.First).ThenBy(r => r.Invoice.Amount).ToLookup(r => r.Supplier, r => r.Invoice, StringComparer.Ordinal);
    }
}
