using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Planning.Supply;

namespace Concord.Planning.Finance;

/// <summary>
/// The stage finance: the plan in money. Every line is a quantity of the plan times a rate, rounded to the currency's minor unit; totals are sums of rounded lines. Rates are the net prices of the
/// structure times the drivers of prices, and <see cref="CostRates"/>. A line whose rate is not known has no value, and a finding says how much of the volume is in no total.
/// docs/model/finance.md has the equations.
/// </summary>
public static class FinancialPlanning
{
    public static StageDefinition Definition { get; } = new(
        Stage.Finance, 2,
        [
            "constrained_demand", "load", "overtime", "purchase", "transport", "stock", "actual_stock", "actual_revenue", "budget_revenue", "budget_cost",
        ],
        [.. MeasureRegistry.All.Where(m => m.WrittenBy == Stage.Finance && m.OverMembers != MemberAggregation.Ratio).Select(m => m.Name)],
        [
            "items", "prices", "standard_costs", "exchange_rates", "customers", "suppliers", "supplier_items", "price_breaks", "purchase_orders", "resources", "locations", "lanes",
            "unit_conversions", "bills_of_material", "routings", "sales_history",
        ],
        Run)
    {
        Drivers = [DriverKind.Price, DriverKind.Cost, DriverKind.CashCeiling],
    };

    public static StageOutput Run(StageInput input, IProgress<StageProgress>? progress, CancellationToken token)
    {
        var horizon = input.Structure.Horizon.BucketsOf(input.Structure.Calendar);
        var plan = new FinancialPlan(input, horizon.Start.Value, horizon.End.Value - horizon.Start.Value);
        plan.Sales();
        progress?.Report(new StageProgress(Stage.Finance, "Revenue and margin", 0.4));
        token.ThrowIfCancellationRequested();
        plan.Costs();
        token.ThrowIfCancellationRequested();
        plan.Stock();
        progress?.Report(new StageProgress(Stage.Finance, "Costs and stock value", 0.8));
        plan.Payments();
        progress?.Report(new StageProgress(Stage.Finance, "Cash", 1));
        return plan.Output();
    }
}

/// <summary>The measures of one plan while they are made.</summary>
internal sealed class FinancialPlan(StageInput input, int first, int count)
{
    private readonly MoneyLine _money = new(Math.Clamp(input.Rules.Finance.Decimals, 0, 6));
    private readonly CostRates _rates = new(input);
    private readonly FinanceLines _lines = new(input, new MoneyLine(Math.Clamp(input.Rules.Finance.Decimals, 0, 6)), first, count);
    private readonly Dictionary<string, SeriesMatrix> _made = new(StringComparer.Ordinal);
    private readonly Dictionary<string, decimal[]> _totals = new(StringComparer.Ordinal);
    private readonly List<Finding> _findings = [];
    private decimal _openingStock, _openingReceivables, _openingPayables;

    /// <summary>Revenue = constrained demand x net price; cost of sales = constrained demand x standard cost; margins are their differences; gaps are plan less budget.</summary>
    public void Sales()
    {
        if (_lines.Values("constrained_demand") is not { } demand || _lines.Space("revenue") is not { } space)
            return;
        if (demand.Values.AsSpan().IndexOfAnyExcept(double.NaN) < 0)
        {
            _findings.Add(new Finding(
                "NO_SUPPLY_PLAN", Severity.Error, "supply", "*", null, null, "The plan has no constrained demand: it has no revenue and no cost of sales.", "Maybe run the stage supply first."));
        }

        var factors = Drivers.Factors(input.State, DriverKind.Price, space, first, count);
        var prices = Enumerable.Range(first, count).Select(space.Units.Prices).ToArray();
        var revenue = _lines.Make("revenue", "net price", demand, (s, _) =>
        {
            var price = new double[count];
            for (var b = 0; b < count; b++)
                price[b] = prices[b][s] * (factors is null ? 1 : factors.Row(s)[b]);
            return price;
        });
        var cost = _lines.Make("cost_of_sales", "standard cost", demand, (_, c) => _rates.StandardCost(new ItemId(c[0]), new LocationId(c[1])));
        var variable = _lines.Make("variable_cost_of_sales", "variable cost", demand, (_, c) => _rates.VariableCost(new ItemId(c[0]), new LocationId(c[1])));
        var margin = Less(revenue, cost);
        Put("revenue", revenue);
        Put("cost_of_sales", cost);
        Put("variable_cost_of_sales", variable);
        Put("margin", margin);
        Put("contribution_margin", Less(revenue, variable));
        var budget = PlanBudget.Read(input, _money, space.Count, first, count);
        if (budget.Why is { } why)
            _findings.Add(new Finding("NO_BUDGET", Severity.Info, "budget", "*", null, null, why, "Maybe import the budget of the year to come."));
        Put("budget_gap", PlanBudget.Gap(revenue, demand, budget.Revenue, budget.HasRevenue));
        Put("budget_margin_gap", PlanBudget.Gap(margin, demand, Less(budget.Revenue, budget.Cost), budget.HasCost));
    }

    /// <summary>Production = (load - overtime) x hour; overtime x overtime hour; purchase x price; transport x pallets per unit x freight per pallet.</summary>
    public void Costs()
    {
        if (_lines.Values("load") is { } load && _lines.Values("overtime") is { } overtime)
        {
            var regular = new SeriesMatrix(load.Series, first, count);
            for (var i = 0; i < load.Values.Length; i++)
                regular.Values[i] = load.Values[i] - (double.IsNaN(overtime.Values[i]) ? 0 : overtime.Values[i]);
            Put("production_cost", _lines.Make("production_cost", "cost of an hour", regular, (_, c) => _rates.HourCost(new ResourceId(c[0]))));
            Put("overtime_cost", _lines.Make("overtime_cost", "cost of an overtime hour", overtime, (_, c) => _rates.OvertimeCost(new ResourceId(c[0]))));
        }

        if (_lines.Values("purchase") is { } purchase)
            Put("purchase_cost", _lines.Make("purchase_cost", "purchase price", purchase, (_, c) => _rates.PurchasePrice(new ItemId(c[0]), new LocationId(c[1]), new SupplierId(c[2]))));
        if (_lines.Values("transport") is not { } transport)
            return;
        Put("transport_cost", _lines.Make("transport_cost", "freight", transport, (_, c) =>
        {
            // Items of which nobody knows how many fill a pallet take no freight; the rates tell of them.
            var pallets = _rates.PalletsPerUnit(new ItemId(c[0]));
            var freight = _rates.FreightPerPallet(new ItemId(c[0]), new LocationId(c[1]), new LocationId(c[2]), c[3]);
            return Array.ConvertAll(freight, f => double.IsNaN(pallets) ? 0 : f * pallets);
        }));
    }

    /// <summary>Stock value = stock x standard cost; holding = (value before + value after) / 2 x rate; stock below zero costs nothing and saves nothing.</summary>
    public void Stock()
    {
        if (_lines.Values("stock") is not { } stock || _lines.Space("stock") is not { } space)
            return;
        var value = _lines.Make("stock_value", "standard cost", stock, (_, c) => _rates.StandardCost(new ItemId(c[0]), new LocationId(c[1])));
        Put("stock_value", value);
        var opening = OpeningStockValue(space);
        _openingStock = opening.Sum(MoneyLine.Add);
        var holding = new SeriesMatrix(space.Count, first, count);
        for (var s = 0; s < space.Count; s++)
        {
            var row = value.Row(s);
            if (row.IndexOfAnyExcept(double.NaN) < 0)
                continue;
            var rate = _rates.HoldingRate(new LocationId(space.Attributes.Catalog.Coordinate(s)[1]));
            var before = double.IsNaN(opening[s]) ? 0 : opening[s];
            for (var b = 0; b < count; b++)
            {
                holding.Row(s)[b] = _money.Of((Math.Max(0, before) + Math.Max(0, row[b])) / 2, rate[b]);
                before = row[b];
            }
        }

        Put("holding_cost", holding);
    }

    /// <summary>Receivables, payables, working capital, cash flow and cash.</summary>
    public void Payments()
    {
        var cash = new decimal[count];
        var capital = (decimal[])Total("stock_value").Clone();
        if (_lines.Space("receivables") is { } customers && _lines.Space("revenue") is { } demand && _made.TryGetValue("revenue", out var revenue))
        {
            var (receivables, findings) = Receivables.Of(input, _money, customers, demand, revenue);
            _findings.AddRange(findings);
            Put("receivables", receivables.Balance);
            _openingReceivables = receivables.Opening;
            for (var b = 0; b < count; b++)
                (cash[b], capital[b]) = (cash[b] + receivables.Payments[b], capital[b] + Total("receivables")[b]);
        }

        if (_lines.Space("payables") is { } suppliers)
        {
            var (payables, findings) = Payables.Of(input, _money, _rates, suppliers, _lines.Space("purchase_cost"), _made.GetValueOrDefault("purchase_cost"), first, count);
            _findings.AddRange(findings);
            Put("payables", payables.Balance);
            _openingPayables = payables.Opening;
            for (var b = 0; b < count; b++)
                (cash[b], capital[b]) = (cash[b] - payables.Payments[b], capital[b] - Total("payables")[b]);
        }

        for (var b = 0; b < count; b++)
            cash[b] -= Total("production_cost")[b] + Total("overtime_cost")[b] + Total("transport_cost")[b];
        Company("working_capital", capital);
        Company("cash_flow", cash);
        var balance = _money.Round((decimal)Math.Clamp(input.Rules.Finance.OpeningCash, -1e15, 1e15));
        Company("cash", Array.ConvertAll(cash, flow => balance += flow));
        CheckCeiling();
    }

    public StageOutput Output()
    {
        var cash = Total("cash");
        var lowest = count == 0 ? -1 : Array.IndexOf(cash, cash.Min());
        var need = lowest >= 0 && cash[lowest] < 0 ? -cash[lowest] : 0;
        var findings = _findings.Concat(_lines.Findings()).Concat(_rates.Findings).ToList();
        return new StageOutput(
            FinancialPlanning.Definition.Writes.ToDictionary(m => m, m => _made.TryGetValue(m, out var matrix) ? matrix.ToLayer(input.Cube[m].Written) : Layer.Empty, StringComparer.Ordinal),
            new FinanceDetails(
                findings, input.Structure.Spaces.Values.Select(s => s.Units.Currency).FirstOrDefault(""), first,
                [.. FinancialPlanning.Definition.Writes.Where(_totals.ContainsKey).Select(m => new FinanceTotal(m, _totals[m]))],
                _openingStock, _openingReceivables, _openingPayables, _money.Round((decimal)Math.Clamp(input.Rules.Finance.OpeningCash, -1e15, 1e15)),
                need, need > 0 ? first + lowest : -1,
                [.. _lines.Missing, .. _lines.Missing.SelectMany(m => MoneyGaps.TotalsOf(m.Measure).Where(_totals.ContainsKey).Select(total => m with { Measure = total }))]));
    }

    /// <summary>Stock on hand at the cut-off at the standard cost of the first bucket, as lines.</summary>
    private double[] OpeningStockValue(SeriesSpace space)
    {
        var values = new double[space.Count];
        Array.Fill(values, double.NaN);
        var at = input.Structure.Calendar.IndexOf(input.Structure.Horizon.CutOff);
        if (at < 0 || count == 0)
            return values;
        var stock = input.Cube.Values("actual_stock");
        for (var s = 0; s < values.Length; s++)
        {
            if (stock[s, at] is var quantity && !double.IsNaN(quantity) && space.Attributes.Present[s])
                values[s] = _money.Of(quantity, quantity == 0 ? 0 : _rates.StandardCost(new ItemId(space.Attributes.Catalog.Coordinate(s)[0]), new LocationId(space.Attributes.Catalog.Coordinate(s)[1]))[0]);
        }

        return values;
    }

    private void CheckCeiling()
    {
        var cash = Total("cash");
        foreach (var driver in input.State.Drivers.Where(d => d.Kind == DriverKind.CashCeiling))
        {
            var below = Enumerable.Range(0, count).Where(b => driver.Holds(first + b) && cash[b] < (decimal)Math.Clamp(driver.Value, -1e15, 1e15)).ToList();
            if (below.Count == 0)
                continue;
            var worst = below.MinBy(b => cash[b]);
            _findings.Add(new Finding(
                "CASH_BELOW_CEILING", Severity.Warning, "drivers", driver.Name, null, FormattableString.Invariant($"{cash[worst]}"),
                FormattableString.Invariant($"Cash is below {driver.Value:#,0.##} ({driver.Name}) in {below.Count} buckets from {input.Structure.Calendar[first + below[0]].Label} on; least in {input.Structure.Calendar[first + worst].Label}: {cash[worst]:#,0.##}."),
                "Maybe build less stock ahead, ask customers to pay sooner, or raise the credit line."));
        }
    }

    private decimal[] Total(string measure) => _totals.TryGetValue(measure, out var total) ? total : new decimal[count];

    private void Put(string measure, SeriesMatrix lines)
    {
        _made[measure] = lines;
        _totals[measure] = FinanceLines.Total(lines);
    }

    private void Company(string measure, decimal[] values)
    {
        _totals[measure] = values;
        if (_lines.Space(measure) is not { } space)
            return;
        var matrix = new SeriesMatrix(space.Count, first, count);
        for (var b = 0; b < count; b++)
            matrix.Row(0)[b] = (double)values[b];
        _made[measure] = matrix;
    }

    private static SeriesMatrix Less(SeriesMatrix one, SeriesMatrix other)
    {
        var less = new SeriesMatrix(one.Series, one.First, one.Count);
        for (var i = 0; i < less.Values.Length; i++)
            less.Values[i] = MoneyLine.Less(one.Values[i], other.Values[i]);
        return less;
    }
}
