using Concord.Planning.Data.Measures;

namespace Concord.Planning.Cycle;

/// <summary>A figure plans are compared by.</summary>
/// <param name="Targets">Names by which the table of targets may speak of it; the first one found holds.</param>
/// <param name="Of">Its value over a period.</param>
internal sealed record FigureDefinition(
    string Name, string Title, string Group, UnitKind Unit, FigureDirection Better, IReadOnlyList<string> Targets, Func<PlanFigures, FigurePeriod, FigureValue> Of)
{
    private const FigureDirection Up = FigureDirection.Higher, Down = FigureDirection.Lower, Open = FigureDirection.Neither;

    public static IReadOnlyList<FigureDefinition> All { get; } =
    [
        new("service_in_time", "Service: demand served in the bucket it is asked for", "Service", UnitKind.Percent, Up, ["service_in_time", "fill_rate"], ServiceFigures.InTime),
        new("backorders_highest", "Backorders at net price, highest", "Service", UnitKind.Money, Down, [], (p, t) => Highest(p, t, "backorders")),
        new("backorders_end", "Backorders at net price, at the end", "Service", UnitKind.Money, Down, ["backorders"], (p, t) => Last(p, t, "backorders")),
        new("lost_demand", "Lost demand at net price", "Service", UnitKind.Money, Down, ["lost_demand"], (p, t) => Sum(p, t, "lost_demand")),
        new("stock_value_average", "Stock value, average", "Stock", UnitKind.Money, Down, ["average_stock_value", "stock_value"], (p, t) => Average(p, t, "stock_value")),
        new("stock_value_end", "Stock value, at the end", "Stock", UnitKind.Money, Down, [], (p, t) => Last(p, t, "stock_value")),
        new("coverage", "Coverage: days of cost of sales", "Stock", UnitKind.Days, Open, ["coverage"], Coverage),
        new("turns", "Stock turns a year", "Stock", UnitKind.Ratio, Up, ["turns", "stock_turns"], Turns),
        new("obsolete_stock_value", "Obsolescence risk: value of stock nobody will ask for, at the end", "Stock", UnitKind.Money, Down, ["obsolete_stock_value"], (p, t) => Last(p, t, "obsolete_stock_value")),
        new("obsolescence", "Obsolescence risk, of the stock value", "Stock", UnitKind.Percent, Down, ["obsolescence"], Obsolescence),
        new("production_cost", "Production cost, overtime included", "Cost", UnitKind.Money, Down, ["production_cost"], (p, t) => Sum(p, t, "production_cost", "overtime_cost")),
        new("overtime_cost", "Overtime cost", "Cost", UnitKind.Money, Down, ["overtime_cost"], (p, t) => Sum(p, t, "overtime_cost")),
        new("purchase_cost", "Purchase cost", "Cost", UnitKind.Money, Down, ["purchase_cost"], (p, t) => Sum(p, t, "purchase_cost")),
        new("logistics_cost", "Logistics cost: transport and holding", "Cost", UnitKind.Money, Down, ["logistics_cost"], (p, t) => Sum(p, t, "transport_cost", "holding_cost")),
        new("revenue", "Revenue", "Result", UnitKind.Money, Up, ["revenue"], (p, t) => Sum(p, t, "revenue")),
        new("margin", "Margin", "Result", UnitKind.Money, Up, ["margin"], (p, t) => Sum(p, t, "margin")),
        new("margin_percent", "Margin, of revenue", "Result", UnitKind.Percent, Up, ["margin_percent", "gross_margin_percent"], MarginPercent),
        new("budget_gap", "Revenue ahead of the budget", "Result", UnitKind.Money, Up, [], (p, t) => Sum(p, t, "budget_gap")),
        new("cash_lowest", "Cash, lowest", "Cash", UnitKind.Money, Up, ["cash"], (p, t) => Lowest(p, t, "cash")),
        new("cash_end", "Cash, at the end", "Cash", UnitKind.Money, Up, [], (p, t) => Last(p, t, "cash")),
        new("funding_need", "Funding need: how far cash falls below zero", "Cash", UnitKind.Money, Down, ["funding_need"], FundingNeed),
        new("working_capital_average", "Working capital, average", "Cash", UnitKind.Money, Down, ["working_capital"], (p, t) => Average(p, t, "working_capital")),
        new("working_capital_end", "Working capital, at the end", "Cash", UnitKind.Money, Down, [], (p, t) => Last(p, t, "working_capital")),
        new("utilisation_average", "Utilisation, average", "Capacity", UnitKind.Percent, Open, ["utilisation"], ServiceFigures.AverageUtilisation),
        new("utilisation_peak", "Utilisation, peak of a resource in a bucket", "Capacity", UnitKind.Percent, Open, ["utilisation_peak"], ServiceFigures.PeakUtilisation),
        new("overtime", "Overtime", "Capacity", UnitKind.Hours, Down, ["overtime"], (p, t) => Sum(p, t, "overtime")),
    ];

    /// <summary>The measures together; one that the plan does not have is named, all missing is not measurable.</summary>
    private static FigureValue Sum(PlanFigures plan, FigurePeriod period, params ReadOnlySpan<string> measures)
    {
        double sum = 0;
        var any = false;
        var notes = new List<string>();
        string? missing = null;
        foreach (var measure in measures)
        {
            var totals = plan.Totals(measure);
            if (totals.Missing is { } why)
            {
                missing ??= why;
                notes.Add($"without {PlanFigures.Lower(MeasureRegistry.Measure(measure).Title)}, as {why}");
                continue;
            }

            if (totals.Note is { } note)
                notes.Add(note);
            for (var bucket = period.From; bucket < period.End; bucket++)
            {
                if (double.IsNaN(totals.Values[bucket]))
                    continue;
                sum += totals.Values[bucket];
                any = true;
            }
        }

        return any ? FigureValue.Of(sum, notes.Count == 0 ? null : string.Join("; ", notes)) : FigureValue.Missing(missing ?? $"there is no value in the {period.Label}");
    }

    /// <summary>The mean of the values at the ends of the buckets, by days.</summary>
    private static FigureValue Average(PlanFigures plan, FigurePeriod period, string measure)
    {
        var totals = plan.Totals(measure);
        double sum = 0, days = 0;
        for (var bucket = period.From; bucket < period.End; bucket++)
        {
            if (double.IsNaN(totals.Values[bucket]))
                continue;
            sum += totals.Values[bucket] * plan.Days(bucket);
            days += plan.Days(bucket);
        }

        return days > 0 ? FigureValue.Of(sum / days, totals.Note) : None(totals, period);
    }

    private static FigureValue Last(PlanFigures plan, FigurePeriod period, string measure)
    {
        var totals = plan.Totals(measure);
        for (var bucket = period.End - 1; bucket >= period.From; bucket--)
        {
            if (!double.IsNaN(totals.Values[bucket]))
                return FigureValue.Of(totals.Values[bucket], totals.Note);
        }

        return None(totals, period);
    }

    private static FigureValue Highest(PlanFigures plan, FigurePeriod period, string measure) => Extreme(plan, period, measure, 1);

    private static FigureValue Lowest(PlanFigures plan, FigurePeriod period, string measure) => Extreme(plan, period, measure, -1);

    private static FigureValue Extreme(PlanFigures plan, FigurePeriod period, string measure, int sign)
    {
        var totals = plan.Totals(measure);
        var at = -1;
        for (var bucket = period.From; bucket < period.End; bucket++)
        {
            if (!double.IsNaN(totals.Values[bucket]) && (at < 0 || totals.Values[bucket] * sign > totals.Values[at] * sign))
                at = bucket;
        }

        return at < 0 ? None(totals, period) : FigureValue.Of(totals.Values[at], totals.Note is null ? $"in {plan.Label(at)}" : $"in {plan.Label(at)}; {totals.Note}");
    }

    private static FigureValue FundingNeed(PlanFigures plan, FigurePeriod period)
    {
        var lowest = Lowest(plan, period, "cash");
        return lowest.Value is { } cash ? lowest with { Value = Math.Max(0, -cash), Note = cash < 0 ? lowest.Note : plan.Totals("cash").Note } : lowest;
    }

    private static FigureValue MarginPercent(PlanFigures plan, FigurePeriod period)
    {
        var (margin, revenue) = (Sum(plan, period, "margin"), Sum(plan, period, "revenue"));
        return margin.Value is not { } above ? margin : revenue.Value is not { } below ? revenue : FigureValue.Of(above / below, margin.Note);
    }

    private static FigureValue Coverage(PlanFigures plan, FigurePeriod period)
    {
        var (stock, cost) = (Average(plan, period, "stock_value"), Sum(plan, period, "cost_of_sales"));
        return stock.Value is not { } value ? stock : cost.Value is not { } sold ? cost : FigureValue.Of(value / (sold / period.Days), stock.Note);
    }

    private static FigureValue Turns(PlanFigures plan, FigurePeriod period)
    {
        var (stock, cost) = (Average(plan, period, "stock_value"), Sum(plan, period, "cost_of_sales"));
        return stock.Value is not { } value ? stock : cost.Value is not { } sold ? cost : FigureValue.Of(sold / period.Days * 365 / value, stock.Note);
    }

    private static FigureValue Obsolescence(PlanFigures plan, FigurePeriod period)
    {
        var (obsolete, stock) = (Last(plan, period, "obsolete_stock_value"), Last(plan, period, "stock_value"));
        return obsolete.Value is not { } above ? obsolete : stock.Value is not { } below ? stock : FigureValue.Of(above / below, obsolete.Note);
    }

    private static FigureValue None(PlanTotals totals, FigurePeriod period) => FigureValue.Missing(totals.Missing ?? $"there is no value in the {period.Label}");
}
