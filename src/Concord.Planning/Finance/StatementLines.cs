using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Finance;

/// <summary>Makes the lines of one financial statement, on arrays over the whole calendar.</summary>
internal sealed class StatementLines
{
    private const int CapitalDaysWindow = 90;

    private static readonly (string Measure, StatementBlock Block, bool AtEnd)[] Others =
    [
        ("purchase_cost", StatementBlock.Spending, false), ("production_cost", StatementBlock.Spending, false), ("overtime_cost", StatementBlock.Spending, false),
        ("transport_cost", StatementBlock.Spending, false), ("holding_cost", StatementBlock.Spending, false), ("cash_flow", StatementBlock.Cash, false), ("cash", StatementBlock.Cash, true),
        ("stock_value", StatementBlock.WorkingCapital, true), ("receivables", StatementBlock.WorkingCapital, true), ("payables", StatementBlock.WorkingCapital, true),
        ("working_capital", StatementBlock.WorkingCapital, true),
    ];

    private readonly StageInput _input;
    private readonly FinanceDetails _details;
    private readonly PlanStructure _structure;
    private readonly int _count, _first, _from;
    private readonly double[] _revenue, _cost, _budgetRevenue, _budgetCost;
    private readonly int _withoutCost;

    public StatementLines(StageInput input, FinanceDetails details)
    {
        (_input, _details, _structure) = (input, details, input.Structure);
        var calendar = _structure.Calendar;
        (_count, _first) = (calendar.Count, Math.Min(_structure.FirstPlanned, calendar.Count - 1));
        var year = calendar.FiscalYears.ToList().FindIndex(y => y.LastIndex >= _first);
        _from = calendar.FiscalYears[Math.Max(0, year - 1)].FirstIndex;
        (_revenue, _cost, _budgetRevenue, _budgetCost) = (Empty(), Empty(), Empty(), Empty());
        if (_structure.SeriesCount("revenue") == 0)
            return;
        var money = new MoneyLine(Math.Clamp(input.Rules.Finance.Decimals, 0, 6));
        var split = calendar[_first].First < _structure.Horizon.First;
        var actual = ActualSales.Of(input, money, _from, Math.Max(0, _first - _from) + (split ? 1 : 0));
        _withoutCost = actual.WithoutCost;
        Total(actual.Revenue, _revenue);
        Total(actual.Cost, _cost);
        var count = _structure.SeriesCount("revenue");
        Total(Rounded("budget_revenue"), _budgetRevenue);
        Total(Rounded("budget_cost"), _budgetCost);

        SeriesMatrix Rounded(string measure)
        {
            var lines = SeriesMatrix.From(input.Cube.Values(measure), count, _from, _count - _from);
            for (var i = 0; i < lines.Values.Length; i++)
                lines.Values[i] = double.IsNaN(lines.Values[i]) ? lines.Values[i] : money.Round(lines.Values[i]);
            return lines;
        }
    }

    public FinancialStatement Make()
    {
        var lines = new List<StatementLine>();
        var (revenue, cost) = (new PeriodValues(_revenue, Planned("revenue"), _budgetRevenue), new PeriodValues(_cost, Planned("cost_of_sales"), _budgetCost));
        var margin = new PeriodValues(Less(revenue.Actual, cost.Actual), Planned("margin"), Less(revenue.Budget, cost.Budget));
        lines.Add(Line("revenue", StatementBlock.Profit, revenue, false, "actual_revenue"));
        lines.Add(Line("cost_of_sales", StatementBlock.Profit, cost, false));
        lines.Add(Line("margin", StatementBlock.Profit, margin, false));
        if (_withoutCost > 0)
            lines[1] = lines[1] with { Note = $"The past leaves out the cost of {_withoutCost:#,0} series that have no standard cost." };
        lines.Add(Ratio("margin_percent", lines[2], lines[0]));
        lines.Add(Line("contribution_margin", StatementBlock.Profit, new PeriodValues(Empty(), Planned("contribution_margin"), Empty()), false));
        foreach (var (measure, block, atEnd) in Others)
            lines.Add(Line(measure, block, new PeriodValues(Opening(measure), Planned(measure), Empty()), atEnd));
        var cash = _details.ByBucket("cash");
        var low = cash.Length == 0 ? -1 : Array.IndexOf(cash, cash.Min());
        return new FinancialStatement(
            _details.Currency, _from, _count - 1, lines, _details.OpeningCash, low < 0 ? -1 : _details.FirstBucket + low, low < 0 ? 0 : cash[low], _details.FundingNeed, Shown(Ceilings()),
            Days(Opened(revenue.Actual, revenue.Plan), Opened(cost.Actual, cost.Plan)), _details.Missing, NoBudget());
    }

    private StatementLine Line(string measure, StatementBlock block, PeriodValues values, bool atEnd, string? actual = null)
    {
        var definition = MeasureRegistry.Measure(measure);
        var has = Array.Exists(values.Plan, v => !double.IsNaN(v));
        var missing = _details.Missing.Where(m => m.Measure == measure).ToList();
        return new StatementLine(
            measure, definition.Title, block, actual, atEnd, false, Shown(values.Actual), Shown(values.Plan), Shown(values.Budget),
            PeriodFigures.Of(values, _structure, _structure.Calendar.Quarters, _from, atEnd), PeriodFigures.Of(values, _structure, _structure.Calendar.FiscalYears, _from, atEnd),
            has ? null : $"the stage finance wrote no {definition.Title.ToLowerInvariant()}",
            missing.Count == 0 ? null : string.Join(" ", missing.Select(m => FormattableString.Invariant($"Leaves out {m.Series:#,0} series without {m.Lacks}, {100 * m.Share:0.#} % of the quantity."))));
    }

    /// <summary>A share of two lines, of each period from the totals of both.</summary>
    private static StatementLine Ratio(string measure, StatementLine above, StatementLine below)
    {
        static double[] Over(double[] one, double[] other) => [.. one.Zip(other, (a, b) => b > 0 ? a / b : double.NaN)];
        static double Of(double one, double other) => other > 0 ? one / other : double.NaN;
        static IReadOnlyList<PeriodFigures> Periods(IReadOnlyList<PeriodFigures> one, IReadOnlyList<PeriodFigures> other) => [.. one.Zip(other, (a, b) => a with
        {
            Actual = Of(a.Actual, b.Actual), Plan = Of(a.Plan, b.Plan), Total = Of(a.Total, b.Total), Budget = Of(a.Budget, b.Budget), YearBefore = Of(a.YearBefore, b.YearBefore),
        })];
        return above with
        {
            Measure = measure,
            Title = MeasureRegistry.Measure(measure).Title,
            Share = true,
            Actual = Over(above.Actual, below.Actual),
            Plan = Over(above.Plan, below.Plan),
            Budget = Over(above.Budget, below.Budget),
            Quarters = Periods(above.Quarters, below.Quarters),
            Years = Periods(above.Years, below.Years),
        };
    }

    /// <summary>The balance at the cut-off, in the bucket before the plan.</summary>
    private double[] Opening(string measure)
    {
        var values = Empty();
        var amount = measure switch
        {
            "cash" => _details.OpeningCash,
            "stock_value" => _details.OpeningStockValue,
            "receivables" => _details.OpeningReceivables,
            "payables" => _details.OpeningPayables,
            "working_capital" => _details.OpeningStockValue + _details.OpeningReceivables - _details.OpeningPayables,
            _ => (decimal?)null,
        };
        if (amount is { } known && _details.FirstBucket > 0 && _details.ByBucket(measure).Length > 0)
            values[_details.FirstBucket - 1] = (double)known;
        return values;
    }

    private double[] Ceilings()
    {
        var values = Empty();
        foreach (var driver in _input.State.Drivers.Where(d => d.Kind == DriverKind.CashCeiling))
        {
            for (var bucket = _first; bucket < _count; bucket++)
            {
                if (driver.Holds(bucket) && !(values[bucket] >= driver.Value))
                    values[bucket] = driver.Value;
            }
        }

        return values;
    }

    private CapitalDays Days(double[] revenue, double[] cost)
    {
        double[] Bound(string measure, double[] flow)
        {
            var (days, balance) = (Empty(), Planned(measure));
            for (var bucket = _first; bucket < _count; bucket++)
            {
                var (sum, back, at) = (0d, 0, bucket);
                for (; at >= 0 && back < CapitalDaysWindow && !double.IsNaN(flow[at]); at--)
                {
                    var length = _structure.Calendar[at].Days;
                    var counted = Math.Min(length, CapitalDaysWindow - back);
                    (sum, back) = (sum + (flow[at] * counted / length), back + counted);
                }

                if (back == CapitalDaysWindow && sum > 0)
                    days[bucket] = balance[bucket] / (sum / back);
            }

            return Shown(days);
        }

        return new CapitalDays(Bound("stock_value", cost), Bound("receivables", revenue), Bound("payables", Planned("purchase_cost")));
    }

    private string? NoBudget()
    {
        var year = _structure.Calendar.FiscalYears.FirstOrDefault(y => y.LastIndex >= _first);
        return Array.TrueForAll(_budgetRevenue, double.IsNaN) ? "The dataset has no budget from " + _structure.Calendar[_from].Label + " on."
            : year is not null && Enumerable.Range(year.FirstIndex, year.Count).Any(b => double.IsNaN(_budgetRevenue[b])) ? $"The budget does not have all buckets of {year.Label}." : null;
    }

    private double[] Planned(string measure)
    {
        var values = Empty();
        var totals = _details.ByBucket(measure);
        for (var b = 0; b < totals.Length && _details.FirstBucket + b < _count; b++)
            values[_details.FirstBucket + b] = (double)totals[b];
        return values;
    }

    /// <summary>What came and what is planned, together.</summary>
    private static double[] Opened(double[] actual, double[] plan) => [.. actual.Zip(plan, Numerics.Cells.PresentSums.Add)];

    private static double[] Less(double[] one, double[] other) => [.. one.Zip(other, MoneyLine.Less)];

    private static void Total(SeriesMatrix lines, double[] totals)
    {
        var has = new bool[lines.Count];
        for (var s = 0; s < lines.Series; s++)
        {
            var row = lines.Row(s);
            for (var b = 0; b < row.Length; b++)
                has[b] |= !double.IsNaN(row[b]);
        }

        var sums = FinanceLines.Total(lines);
        for (var b = 0; b < lines.Count; b++)
            totals[lines.First + b] = has[b] ? (double)sums[b] : double.NaN;
    }

    private double[] Shown(double[] all) => all[_from..];

    private double[] Empty()
    {
        var values = new double[_count];
        Array.Fill(values, double.NaN);
        return values;
    }
}
