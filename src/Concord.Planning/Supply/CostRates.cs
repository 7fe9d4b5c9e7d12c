using System.Collections.Concurrent;
using System.Globalization;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Supply;

/// <summary>
/// What things cost, by bucket of the horizon, in the reporting currency: the one source of rates for the supply plan and for its money. Every array has <see cref="Count"/> values,
/// index 0 for the first bucket of the horizon; amounts are converted at the rate valid on the first day of the bucket, and multiplied by the drivers of costs. NaN where
/// nothing is known. Whatever is assumed is in <see cref="Findings"/>. For any number of threads; an array once made is kept, and must not be written to.
/// </summary>
public sealed class CostRates
{
    private const Grain Site = Grain.Item | Grain.Location;

    private readonly SupplyRecords _records;
    private readonly SupplyRules _rules;
    private readonly CurrencyRates _exchange;
    private readonly string _currency;
    private readonly DateOnly[] _days;
    private readonly double[] _years;
    private readonly CostFactors _factors;
    private readonly Assumptions _assumed = new();
    private readonly ILookup<ItemId, StandardCost> _stated;
    private readonly Lazy<Dictionary<(SupplierId, ItemId), double>> _usualOrders;
    private readonly ConcurrentDictionary<ResourceId, (double[] Regular, double[] Overtime)> _hours = new();
    private readonly ConcurrentDictionary<(ItemId, LocationId, SupplierId), double[]> _purchase = new();
    private readonly ConcurrentDictionary<(ItemId, LocationId), (double[] All, double[] Variable)> _standard = new();
    private readonly ConcurrentDictionary<LocationId, double[]> _holding = new();

    /// <summary>Rates of the buckets of the horizon.</summary>
    public CostRates(StageInput input)
        : this(input, input.Structure.Horizon.BucketsOf(input.Structure.Calendar))
    {
    }

    /// <summary>Rates of other buckets too, such as past ones: what is told of the horizon above then holds for these. Holding stock costs nothing on days before the horizon.</summary>
    /// <param name="input">The plan.</param>
    /// <param name="buckets">Neighbouring buckets of the calendar.</param>
    internal CostRates(StageInput input, Range buckets)
    {
        _records = new SupplyRecords(input.Dataset);
        _rules = input.Rules.Supply;
        _exchange = new CurrencyRates(input.Dataset.Rows<ExchangeRate>());
        _currency = input.Structure.Spaces.Values.Select(s => s.Units.Currency).FirstOrDefault("");
        var (calendar, horizon) = (input.Structure.Calendar, input.Structure.Horizon);
        First = buckets.Start.Value;
        _days = [.. calendar.Buckets.Take(buckets).Select(b => b.First)];
        _years = [.. calendar.Buckets.Take(buckets).Select(b => b.DaysShared(horizon.First, b.Last) / 365d)];
        _factors = new CostFactors(input, First, Count);
        _stated = input.Dataset.Rows<StandardCost>().Where(c => double.IsFinite(c.Cost) && c.Cost >= 0).ToLookup(c => c.Item);
        foreach (var cost in input.Dataset.Rows<StandardCost>().Where(c => c.Cost < 0))
            _assumed.Add(NegativeCost, cost.Item.Value);
        _usualOrders = new(UsualOrders);
    }

    /// <summary>Index in the calendar of the first bucket.</summary>
    public int First { get; }

    /// <summary>Buckets of the horizon.</summary>
    public int Count => _days.Length;

    /// <summary>What was assumed for the rates asked for so far: one finding for each kind, with the number and examples.</summary>
    public IReadOnlyList<Finding> Findings => _assumed.Findings();

    internal SupplyRecords Records => _records;

    /// <summary>Days of the mean bucket.</summary>
    internal double MeanDays => _years.Length == 0 ? 1 : _years.Average() * 365;

    /// <summary>Cost of a regular hour [currency per h]: the resource's, else the rules'.</summary>
    public double[] HourCost(ResourceId resource) => Hours(resource).Regular;

    /// <summary>Cost of an overtime hour [currency per h]: the resource's, else the regular hour's times the factor of the rules.</summary>
    public double[] OvertimeCost(ResourceId resource) => Hours(resource).Overtime;

    /// <summary>
    /// Purchase price [currency per base unit]: that of the supplier item for the location, else of the one for every location; of its price breaks the one that the usual order reaches.
    /// The usual order is the mean of the supplier's purchase orders of the item, at least the minimum order quantity and at most the maximum. Without a price, or with one in a unit
    /// that cannot be converted, the stated standard cost counts, else NaN.
    /// </summary>
    public double[] PurchasePrice(ItemId item, LocationId location, SupplierId supplier) => _purchase.GetOrAdd((item, location, supplier), key => MakePurchase(key.Item1, key.Item2, key.Item3));

    /// <summary>Freight of an item over a lane [currency per pallet]: 0 where the lane states none, which is a finding.</summary>
    public double[] FreightPerPallet(ItemId item, LocationId from, LocationId to, string mode)
    {
        var name = $"{from} to {to} by {mode}";
        if (!_records.Lanes.TryGetValue((from, to, mode), out var lane) || lane.CostPerPallet is not { } cost)
        {
            _assumed.Add(NoFreight, name);
            return new double[Count];
        }

        return Amount(cost, lane.Currency ?? _records.Locations.GetValueOrDefault(from)?.Currency, name, _factors.OfLane(item.Value, from.Value, to.Value, mode));
    }

    /// <summary>Pallets of one base unit: one over the units per pallet; else its volume over that of a pallet in the rules; NaN where neither is known.</summary>
    public double PalletsPerUnit(ItemId item)
    {
        var known = _records.Items.GetValueOrDefault(item);
        if (known?.UnitsPerPallet is > 0 and var units)
            return 1 / units;
        if (known?.Volume is > 0 and var volume && _rules.PalletVolume > 0)
        {
            _assumed.Add(PalletsByVolume, item.Value);
            return volume / _rules.PalletVolume;
        }

        _assumed.Add(NoPallets, item.Value);
        return double.NaN;
    }

    /// <summary>
    /// Standard cost [currency per base unit]. Of the rows valid on the first day of the bucket that for the location, else that for every location; of equal ones that which started last.
    /// Without one, in this order: the price of the preferred supplier; the components, and the hours of the preferred routing; the last row that had started; NaN.
    /// </summary>
    public double[] StandardCost(ItemId item, LocationId location) => Standard(item, location, []).All;

    /// <summary>The part of the standard cost that varies with volume [currency per base unit]; a price paid to a supplier varies all. NaN where it is not known.</summary>
    public double[] VariableCost(ItemId item, LocationId location) => Standard(item, location, []).Variable;

    /// <summary>Cost of holding stock through the bucket, as a share of its value [0..]: percent a year of the location, else of the rules, times days / 365. Of a bucket that the cut-off splits the days after it.</summary>
    public double[] HoldingRate(LocationId location) => _holding.GetOrAdd(location, key =>
    {
        var percent = _records.Locations.GetValueOrDefault(key)?.HoldingCostRate;
        if (percent is null)
            _assumed.Add(NoHolding(_rules.HoldingPercent), key.Value);
        return Array.ConvertAll(_years, share => (percent ?? _rules.HoldingPercent) / 100 * share);
    });

    /// <summary>
    /// What a unit in stock at the end of a bucket adds to the holding cost of the horizon [currency per base unit]. The holding cost of a bucket is its rate times the mean of the stock
    /// values at its start and end, so a unit at the end counts half in its bucket and half in the next. NaN without a standard cost.
    /// </summary>
    public double[] HoldingCost(ItemId item, LocationId location)
    {
        var (cost, rate) = (StandardCost(item, location), HoldingRate(location));
        var holding = new double[Count];
        for (var b = 0; b < Count; b++)
            holding[b] = cost[b] * (rate[b] + (b + 1 < Count ? rate[b + 1] : 0)) / 2;
        return holding;
    }

    private (double[] Regular, double[] Overtime) Hours(ResourceId id) => _hours.GetOrAdd(id, key =>
    {
        var resource = _records.Resources.GetValueOrDefault(key);
        var currency = resource?.Currency ?? (resource is null ? null : _records.Locations.GetValueOrDefault(resource.Location)?.Currency);
        var factors = _factors.OfResource(key.Value);
        if (resource?.CostPerHour is null)
            _assumed.Add(NoHourCost(_rules.HourCost), key.Value);
        if (resource?.OvertimeCostPerHour is null)
            _assumed.Add(NoOvertimeCost(_rules.OvertimeFactor), key.Value);
        var regular = resource?.CostPerHour is { } cost ? Amount(cost, currency, key.Value, factors) : Amount(_rules.HourCost, null, key.Value, factors);
        var overtime = resource?.OvertimeCostPerHour is { } more ? Amount(more, currency, key.Value, factors) : Array.ConvertAll(regular, r => r * _rules.OvertimeFactor);
        return (regular, overtime);
    });

    private double[] MakePurchase(ItemId item, LocationId location, SupplierId supplier)
    {
        var name = $"{item} from {supplier}";
        var row = _records.SupplierItems[item].Where(r => r.Supplier == supplier && (r.Location is null || r.Location == location)).MinBy(r => r.Location is null);
        var factors = _factors.OfPurchase(item.Value, location.Value, supplier.Value);
        var price = row is null ? null : PriceOf(row, _usualOrders.Value.GetValueOrDefault((supplier, item)));
        if (price is { } known)
        {
            var unit = _records.BaseUnitsOrOne(item, row!.Unit, out var converted);
            if (converted)
                return Amount(known / unit, row.Currency ?? _records.Suppliers.GetValueOrDefault(supplier)?.Currency, name, factors);

            // A price per case says nothing of a piece: taken for the price of one it would be wrong by whatever a case holds.
            _assumed.Add(NoConversion, name);
        }

        var stated = Stated(item, location, out _, CostFactors.None, ended: false);
        _assumed.Add(Array.Exists(stated, double.IsNaN) ? NoPrice : PriceByCost, name);
        return factors is null ? stated : [.. stated.Zip(factors, (c, f) => c * f)];
    }

    /// <summary>The price for the usual order [currency per unit of the row]; null when none is stated.</summary>
    /// <param name="mean">Mean of the orders known [base units], 0 for none.</param>
    private double? PriceOf(SupplierItem row, double mean)
    {
        var usual = mean / _records.BaseUnitsOrOne(row.Item, row.Unit, out _);
        usual = Math.Max(Math.Min(usual, row.MaximumOrderQuantity ?? double.PositiveInfinity), row.MinimumOrderQuantity ?? 0);
        var reached = _records.Breaks[(row.Supplier, row.Item)].Where(b => b.FromQuantity <= usual).MaxBy(b => b.FromQuantity);
        return reached?.Price ?? row.Price;
    }

    /// <summary>Mean quantity of the purchase orders of a supplier and item that are in the dataset, cancelled ones aside [base units].</summary>
    private Dictionary<(SupplierId, ItemId), double> UsualOrders() => _records.Dataset.Rows<PurchaseOrder>()
        .Where(o => o.Status != OrderStatus.Cancelled && o.Quantity > 0)
        .Select(o => (Key: (o.Supplier, o.Item), Quantity: o.Quantity * _records.BaseUnitsOrOne(o.Item, o.Unit, out _)))
        .GroupBy(o => o.Key, o => o.Quantity).ToDictionary(g => g.Key, g => g.Average());

    private (double[] All, double[] Variable) Standard(ItemId item, LocationId location, HashSet<ItemId> above)
    {
        if (_standard.TryGetValue((item, location), out var known))
            return known;
        var made = MakeStandard(item, location, above);

        // What a cycle of bills cut short has no value, and must not be kept for those who ask from outside of it.
        return above.Count == 0 || !Array.Exists(made.All, double.IsNaN) ? _standard.GetOrAdd((item, location), made) : made;
    }

    private (double[] All, double[] Variable) MakeStandard(ItemId item, LocationId location, HashSet<ItemId> above)
    {
        var factors = _factors.OfSite(item.Value, location.Value);
        var all = Stated(item, location, out var variable, factors, ended: false);
        if (!Array.Exists(all, double.IsNaN))
            return (all, variable);
        var name = $"{item} at {location}";
        if (Preferred(item, location) is { } supplier && PurchasePrice(item, location, supplier) is var price && Fill(all, price))
        {
            Fill(variable, price);
            _assumed.Add(CostByPrice, name);
        }

        if (Array.Exists(all, double.IsNaN) && Fill(all, RolledUp(item, location, above)))
            _assumed.Add(CostByComponents, name);
        if (Array.Exists(all, double.IsNaN) && Fill(all, Stated(item, location, out var old, factors, ended: true)))
        {
            Fill(variable, old);
            _assumed.Add(CostEnded, name);
        }

        if (Array.Exists(all, double.IsNaN))
            _assumed.Add(NoCost, name);
        return (all, variable);
    }

    /// <summary>The stated cost of each bucket; NaN where no row is valid.</summary>
    /// <param name="ended">True to take rows that have ended too.</param>
    private double[] Stated(ItemId item, LocationId location, out double[] variable, double[]? factors, bool ended)
    {
        var rows = _stated[item].Where(c => c.Location is null || c.Location == location)
            .OrderBy(c => c.Location is null).ThenByDescending(c => c.ValidFrom ?? DateOnly.MinValue).ToList();
        var all = new double[Count];
        variable = new double[Count];
        for (var b = 0; b < Count; b++)
        {
            var day = _days[b];
            var row = rows.Find(c => !(c.ValidFrom > day) && (ended || !(c.ValidTo < day)));
            var rate = row is null ? double.NaN : Rate(row.Currency, day, item.Value) * (factors?[b] ?? 1);
            (all[b], variable[b]) = ((row?.Cost ?? double.NaN) * rate, (row?.VariableCost ?? double.NaN) * rate);
        }

        return all;
    }

    private SupplierId? Preferred(ItemId item, LocationId location) => _records.SupplierItems[item]
        .Where(r => (r.Location is null || r.Location == location) && _records.Suppliers.GetValueOrDefault(r.Supplier)?.Active != false)
        .OrderBy(r => r.Priority).ThenBy(r => r.Location is null).ThenBy(r => r.Supplier.Value, StringComparer.Ordinal).FirstOrDefault()?.Supplier;

    /// <summary>Components by the bill of each bucket, and hours by the preferred routing, over its yield. NaN without a bill, or when a component has no cost.</summary>
    private double[] RolledUp(ItemId item, LocationId location, HashSet<ItemId> above)
    {
        var rolled = new double[Count];
        Array.Fill(rolled, double.NaN);
        if (!above.Add(item))
            return rolled;
        var components = new Dictionary<ItemId, double[]>();
        for (var b = 0; b < Count; b++)
        {
            if (_records.BillsOf(item, location, _days[b]) is not [var bill, ..])
                continue;
            var cost = 0d;
            foreach (var line in bill.Lines)
            {
                if (!components.TryGetValue(line.Component, out var component))
                    components.Add(line.Component, component = Standard(line.Component, location, above).All);
                cost += _records.Takes(line) * component[b];
            }

            if (_records.RoutingsOf(item, location, _days[b]) is [var routing, ..])
            {
                foreach (var operation in routing.Operations)
                    cost += SupplyRecords.HoursOf(operation) * HourCost(operation.Resource)[b];
                cost /= SupplyRecords.YieldOf(routing.Operations);
            }

            rolled[b] = cost;
        }

        above.Remove(item);
        return rolled;
    }

    private double[] Amount(double amount, string? currency, string entity, double[]? factors)
    {
        var values = new double[Count];
        for (var b = 0; b < Count; b++)
            values[b] = amount * (amount == 0 ? 1 : Rate(currency, _days[b], entity)) * (factors?[b] ?? 1);
        return values;
    }

    private double Rate(string? currency, DateOnly day, string entity)
    {
        if (string.IsNullOrEmpty(currency) || currency == _currency)
            return 1;
        if (_exchange.Find(currency, _currency, day) is { } rate)
            return rate;
        _assumed.Add(NoRate(currency, _currency), entity);
        return double.NaN;
    }

    /// <summary>Takes values where there are none; true when it took one.</summary>
    private static bool Fill(double[] values, double[] from)
    {
        var filled = false;
        for (var b = 0; b < values.Length; b++)
        {
            if (!double.IsNaN(values[b]) || double.IsNaN(from[b]))
                continue;
            values[b] = from[b];
            filled = true;
        }

        return filled;
    }

    private static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static readonly Assumption NoFreight = new(
        "NO_FREIGHT", Severity.Warning, "lanes", "cost_per_pallet", "lanes", "state no cost of a pallet: freight counts 0 there.", "Maybe add cost_per_pallet; 0 where it is free.");

    private static readonly Assumption PalletsByVolume = new(
        "PALLETS_BY_VOLUME", Severity.Info, "items", "units_per_pallet", "items", "state no units per pallet: pallets are computed from their volume.", "Maybe add units_per_pallet.");

    private static readonly Assumption NoPallets = new(
        "NO_PALLETS", Severity.Info, "items", "units_per_pallet", "items", "state neither units per pallet nor a volume: they take no room and no freight.", "Maybe add units_per_pallet or volume_m3.");

    private static readonly Assumption NoPrice = new(
        "NO_PURCHASE_PRICE", Severity.Error, "supplier_items", "price", "purchases", "have neither a price nor a standard cost: what they cost is not known.", "Maybe add the price of the supplier.");

    private static readonly Assumption PriceByCost = new(
        "PRICE_BY_COST", Severity.Warning, "supplier_items", "price", "purchases", "have no price: the standard cost counts.", "Maybe add the price of the supplier.");

    private static readonly Assumption NegativeCost = new(
        "NEGATIVE_COST", Severity.Error, "standard_costs", "cost", "items", "have a standard cost below zero: it is not used.", "Maybe correct the cost.");

    private static readonly Assumption CostByPrice = new(
        "COST_BY_PRICE", Severity.Info, "standard_costs", "cost", "items at locations", "have no standard cost: the price of the preferred supplier counts.", "Maybe add standard costs.");

    private static readonly Assumption CostByComponents = new(
        "COST_BY_COMPONENTS", Severity.Warning, "standard_costs", "cost", "items at locations", "have no standard cost: that of components and hours counts.", "Maybe add standard costs.");

    private static readonly Assumption CostEnded = new(
        "COST_ENDED", Severity.Warning, "standard_costs", "valid_to", "items at locations", "have a standard cost that ended: the last one counts.", "Maybe prolong it.");

    private static readonly Assumption NoCost = new(
        "NO_COST", Severity.Error, "standard_costs", "cost", "items at locations", "have no cost, no price and no components: what they are worth is not known.", "Maybe add standard costs.");

    private static readonly Assumption NoConversion = new(
        "NO_CONVERSION", Severity.Error, "supplier_items", "unit", "purchases", "have a price in a unit that cannot be converted to the base unit: the price is not used.", "Maybe add a unit conversion.");

    private static Assumption NoHolding(double percent) => new(
        "NO_HOLDING_COST", Severity.Info, "locations", "holding_cost_percent_per_year", "locations", $"state no cost of holding stock: {Text(percent)} % a year counts.",
        "Maybe add holding_cost_percent_per_year.");

    private static Assumption NoHourCost(double cost) => new(
        "NO_HOUR_COST", Severity.Warning, "resources", "cost_per_hour", "resources", $"state no cost of an hour: {Text(cost)} counts.", "Maybe add cost_per_hour.");

    private static Assumption NoOvertimeCost(double factor) => new(
        "NO_OVERTIME_COST", Severity.Info, "resources", "overtime_cost_per_hour", "resources", $"state no cost of an overtime hour: {Text(factor)} times the regular hour counts.",
        "Maybe add overtime_cost_per_hour.");

    private static Assumption NoRate(string from, string to) => new(
        "NO_EXCHANGE_RATE", Severity.Error, "exchange_rates", "rate", "costs", $"are in {from}, for which there is no rate to {to} yet: they are not known.", $"Maybe add a rate from {from} to {to}.");
}
