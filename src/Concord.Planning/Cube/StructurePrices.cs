using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Concord.Planning.Data;
using Concord.Planning.Data.Calendar;

namespace Concord.Planning.Cube;

/// <summary>
/// Net prices of the series of a dataset [reporting currency per base unit]. Of the price rows valid on the first day of a bucket the most specific one
/// counts: channel and region, then channel, then region, then all; of equal ones that which started last. Rows for one customer are passed over, because
/// series tell channels and regions apart, not customers. Where no row is valid, the average net price of what was ordered in the year up to the cut-off
/// counts, at the rates of the cut-off. For any number of threads; prices of a bucket are made when first asked for, and kept.
/// </summary>
internal sealed class StructurePrices
{
    private readonly Dataset _dataset;
    private readonly string _currency;
    private readonly CurrencyRates _rates;
    private readonly Dictionary<ItemId, Item> _items;
    private readonly ILookup<string, Price> _rows;
    private readonly Lazy<Dictionary<string, double>> _averages;

    public StructurePrices(Dataset dataset, UnitConversions conversions, CurrencyRates rates, string currency)
    {
        (_dataset, _rates, _currency) = (dataset, rates, currency);
        _items = dataset.Rows<Item>().DistinctBy(i => i.Id).ToDictionary(i => i.Id);
        _rows = dataset.Rows<Price>().Where(p => p.Customer is null && double.IsFinite(p.Amount)).ToLookup(p => p.Item.Value, StringComparer.Ordinal);
        _averages = new(() => Averages(conversions));
    }

    /// <summary>For a bucket the price of each series of the catalog; NaN where none is known.</summary>
    public Func<int, double[]> Of(SeriesCatalog catalog, PlanningCalendar calendar)
    {
        var itemKey = IndexOf(catalog.Keys, "item");
        if (itemKey < 0)
        {
            var none = new double[catalog.Count];
            Array.Fill(none, double.NaN);
            return _ => none;
        }

        var lists = new Lazy<PriceList>(() => new PriceList(this, catalog, itemKey));
        var kept = new ConcurrentDictionary<int, Lazy<double[]>>();
        return bucket => kept.GetOrAdd(bucket, b => new Lazy<double[]>(() =>
        {
            var prices = lists.Value.At(calendar[b].First);

            // Prices change a few times a year: buckets with the same ones share them.
            foreach (var near in (ReadOnlySpan<int>)[b - 1, b + 1])
            {
                if (kept.TryGetValue(near, out var other) && other.IsValueCreated && SameBits(other.Value, prices))
                    return other.Value;
            }

            return prices;
        })).Value;
    }

    private static bool SameBits(double[] one, double[] other) =>
        MemoryMarshal.AsBytes(one.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(other.AsSpan()));

    private static int IndexOf(IReadOnlyList<string> keys, string key)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            if (keys[i] == key)
                return i;
        }

        return -1;
    }

    /// <summary>Revenue over base units of each item, in the year up to the cut-off. Items nobody bought at a price are left out.</summary>
    private Dictionary<string, double> Averages(UnitConversions conversions)
    {
        var sums = new Dictionary<string, (double Revenue, double Quantity)>(StringComparer.Ordinal);
        var rates = new Dictionary<string, double>(StringComparer.Ordinal);
        var currencyOf = _dataset.Rows<Customer>().DistinctBy(c => c.Id).ToDictionary(c => c.Id.Value, c => c.Currency, StringComparer.Ordinal);
        var factors = new BaseUnitFactors(_items, conversions);
        var from = _dataset.AsOf > DateOnly.MinValue.AddYears(1) ? _dataset.AsOf.AddYears(-1).DayNumber : int.MinValue;
        foreach (var batch in _dataset.Batches(DataModel.Table<SalesHistoryLine>(), "item", "unit", "customer", "currency", "order_date", "quantity", "price"))
        {
            var (items, units, customers, currencies) = (batch["item"], batch["unit"], batch["customer"], batch["currency"]);
            var (days, quantities, prices) = (batch["order_date"].Days, batch["quantity"].Numbers, batch["price"].Numbers);
            var toBase = factors.Of(items, units);
            var revenue = new double[items.Dictionary.Length];
            var quantity = new double[items.Dictionary.Length];
            for (var row = 0; row < batch.RowCount; row++)
            {
                var item = items.Codes[row];
                if (item < 0 || days[row] <= from || !(quantities[row] > 0) || double.IsNaN(prices[row]))
                    continue;
                var currency = currencies.Text(row) ?? (customers.Text(row) is { } c ? currencyOf.GetValueOrDefault(c) : null) ?? _currency;
                ref var rate = ref CollectionsMarshal.GetValueRefOrAddDefault(rates, currency, out var known);
                if (!known)
                    rate = _rates.Find(currency, _currency, _dataset.AsOf) ?? double.NaN;
                var amount = quantities[row] * prices[row] * rate;
                var units0 = quantities[row] * toBase(item, units.Codes[row]);
                if (double.IsNaN(amount) || double.IsNaN(units0))
                    continue;
                revenue[item] += amount;
                quantity[item] += units0;
            }

            for (var item = 0; item < revenue.Length; item++)
            {
                if (quantity[item] > 0)
                {
                    ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, items.Dictionary[item], out _);
                    sum = (sum.Revenue + revenue[item], sum.Quantity + quantity[item]);
                }
            }
        }

        return sums.ToDictionary(s => s.Key, s => s.Value.Revenue / s.Value.Quantity, StringComparer.Ordinal);
    }

    /// <summary>A price row in the numbers of one catalog: -1 for every channel or region, <see cref="int.MinValue"/> for one no series has.</summary>
    private readonly record struct Row(int Channel, int Region, int First, int Last, double Amount, int Currency, int Weight);

    /// <summary>The price rows of a catalog, by item, best first.</summary>
    private sealed class PriceList
    {
        private readonly StructurePrices _prices;
        private readonly SeriesCatalog _catalog;
        private readonly int _itemKey;
        private readonly Row[][] _rows;
        private readonly string[] _currencies;

        public PriceList(StructurePrices prices, SeriesCatalog catalog, int itemKey)
        {
            (_prices, _catalog, _itemKey) = (prices, catalog, itemKey);
            var (channels, regions) = (CodesOf(catalog, "channel"), CodesOf(catalog, "region"));
            var currencies = new Dictionary<string, int>(StringComparer.Ordinal);
            _rows = new Row[catalog.Members(itemKey).Length][];
            for (var item = 0; item < _rows.Length; item++)
            {
                _rows[item] = [.. prices._rows[catalog.Members(itemKey)[item]].Select(p =>
                {
                    if (!currencies.TryGetValue(p.Currency, out var currency))
                        currencies.Add(p.Currency, currency = currencies.Count);
                    return new Row(
                        Code(channels, p.Channel), Code(regions, p.Region), p.ValidFrom?.DayNumber ?? int.MinValue, p.ValidTo?.DayNumber ?? int.MaxValue, p.Amount, currency,
                        (string.IsNullOrEmpty(p.Channel) ? 0 : 2) + (string.IsNullOrEmpty(p.Region) ? 0 : 1));
                }).Where(r => r.Channel != int.MinValue && r.Region != int.MinValue).OrderByDescending(r => r.Weight).ThenByDescending(r => r.First)];
            }

            _currencies = [.. currencies.Keys];
        }

        /// <summary>The price of each series on a day.</summary>
        public double[] At(DateOnly day)
        {
            var rates = Array.ConvertAll(_currencies, c => _prices._rates.Find(c, _prices._currency, day) ?? double.NaN);
            var number = day.DayNumber;
            var items = _catalog.Codes(_itemKey);
            var (channelKey, regionKey) = (IndexOf(_catalog.Keys, "channel"), IndexOf(_catalog.Keys, "region"));
            var channels = channelKey < 0 ? default : _catalog.Codes(channelKey);
            var regions = regionKey < 0 ? default : _catalog.Codes(regionKey);
            var prices = new double[_catalog.Count];
            for (var series = 0; series < prices.Length; series++)
            {
                var price = double.NaN;
                foreach (var row in _rows[items[series]])
                {
                    if ((row.Channel < 0 || row.Channel == channels[series]) && (row.Region < 0 || row.Region == regions[series]) && row.First <= number && number <= row.Last)
                    {
                        price = row.Amount * rates[row.Currency];
                        break;
                    }
                }

                prices[series] = double.IsNaN(price) ? _prices._averages.Value.GetValueOrDefault(_catalog.Members(_itemKey)[items[series]], double.NaN) : price;
            }

            return prices;
        }

        private static Dictionary<string, int>? CodesOf(SeriesCatalog catalog, string key)
        {
            var at = IndexOf(catalog.Keys, key);
            if (at < 0)
                return null;
            var codes = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var code = 0; code < catalog.Members(at).Length; code++)
                codes[catalog.Members(at)[code]] = code;
            return codes;
        }

        private static int Code(Dictionary<string, int>? codes, string? member) =>
            string.IsNullOrEmpty(member) ? -1 : codes is not null && codes.TryGetValue(member, out var code) ? code : int.MinValue;
    }
}
