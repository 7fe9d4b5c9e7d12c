using static Concord.Planning.Data.Measures.MeasureRegistry;

namespace Concord.Planning.Data.Measures;

/// <summary>
/// How good plans and execution were, and the sums they are quotients of. A KPI whose facts are missing has no value and says why; it is never zero instead.
/// </summary>
internal static class KpiMeasures
{
    private const Grain Demand = DemandMeasures.Demand;
    private const Grain Site = Grain.Item | Grain.Location;

    internal static readonly MeasureDefinition[] All =
    [
        Flow("forecast_error", "Forecast error", Stage.Kpi, UnitKind.BaseUnits, Demand,
            "Consensus demand of the plan of record less sales history, for buckets that are past. Each lag (buckets between plan and actual) is measured apart.").Signed(),
        Flow("absolute_error", "Absolute forecast error", Stage.Kpi, UnitKind.BaseUnits, Demand,
            "The forecast error without its sign, taken at item, location, channel and region, then added up."),
        Flow("naive_absolute_error", "Absolute error of the naive forecast", Stage.Kpi, UnitKind.BaseUnits, Demand,
            "The absolute error that the same season of the year before would have had as a forecast; of the last bucket where there is no year of history."),
        Flow("avoided_error", "Error avoided", Stage.Kpi, UnitKind.BaseUnits, Demand,
            "Absolute error of the naive forecast less absolute forecast error: what the forecast process was good for.").Signed(),
        Quotient("forecast_accuracy", "Forecast accuracy", Stage.Kpi, UnitKind.Percent, Demand, "absolute_error", "sales_history",
            "One minus absolute error over sales history (1 - WAPE). Below zero when the error exceeds the demand.") with { Complement = true },
        Quotient("bias", "Bias", Stage.Kpi, UnitKind.Percent, Demand, "forecast_error", "sales_history",
            "Forecast error over sales history: above zero too much was forecast."),
        Quotient("forecast_value_added", "Forecast value added", Stage.Kpi, UnitKind.Percent, Demand, "avoided_error", "sales_history",
            "Error avoided over sales history: the accuracy gained against the naive forecast; below zero the process made it worse."),

        Flow("delivered_in_time", "Delivered in time", Stage.Kpi, UnitKind.BaseUnits, Demand,
            "Quantity delivered in the bucket in which it was asked for."),
        Flow("asked_quantity", "Quantity asked", Stage.Kpi, UnitKind.BaseUnits, Demand,
            "Quantity customers asked for in the bucket, returns not set against it."),
        Quotient("fill_rate", "Fill rate", Stage.Kpi, UnitKind.Percent, Demand, "delivered_in_time", "asked_quantity",
            "Quantity delivered in the bucket in which it was asked for, over the quantity asked."),
        Flow("order_lines", "Order lines", Stage.Kpi, UnitKind.Count, Demand, "Order lines asked for in the bucket."),
        Flow("otif_lines", "Order lines on time and in full", Stage.Kpi, UnitKind.Count, Demand,
            "Order lines shipped in full on or before the day asked for, in the bucket of that day."),
        Quotient("otif", "OTIF", Stage.Kpi, UnitKind.Percent, Demand, "otif_lines", "order_lines", "Order lines on time and in full, over all order lines."),

        Flow("recorded_production", "Production of the plan of record", Stage.Kpi, UnitKind.BaseUnits, Site,
            "Production as the plan of record had it, for buckets that are past."),
        Flow("production_deviation", "Deviation of production", Stage.Kpi, UnitKind.BaseUnits, Site,
            "Actual production against the production of the plan of record, without sign, taken at item and location, then added up."),
        Quotient("plan_adherence", "Plan adherence", Stage.Kpi, UnitKind.Percent, Site, "production_deviation", "recorded_production",
            "One minus deviation of production over the production of the plan of record.") with { Complement = true },
        Quotient("utilisation", "Utilisation", Stage.Kpi, UnitKind.Percent, Grain.Resource, "load", "available_capacity",
            "Load over available capacity; above 100 % only with overtime or an overload the plan shows."),

        new("annual_cost_of_sales", "Cost of sales, a year", Stage.Kpi, UnitKind.Money, Site | Grain.Bucket, MemberAggregation.Sum, TimeAggregation.Average,
            "Cost of sales of the bucket, as if a year went on like it (365 over the days of the bucket)."),
        new("average_stock_value", "Average stock value", Stage.Kpi, UnitKind.Money, Site | Grain.Bucket, MemberAggregation.Sum, TimeAggregation.Average,
            "Mean of the stock value at the start and at the end of the bucket."),
        Quotient("turns", "Stock turns", Stage.Kpi, UnitKind.Ratio, Site, "annual_cost_of_sales", "average_stock_value",
            "Cost of sales of a year over the average stock value [turns per year]."),
        State("daily_demand", "Demand a day", Stage.Kpi, UnitKind.BaseUnits, Site,
            "Consensus demand and dependent demand of the 90 days after the bucket, a day; over fewer days at the end of the horizon."),
        Quotient("coverage", "Coverage", Stage.Kpi, UnitKind.Days, Site, "stock", "daily_demand",
            "Days the stock at the end of the bucket lasts at the demand that follows."),
        State("obsolete_stock_value", "Obsolete stock value", Stage.Kpi, UnitKind.Money, Site,
            "Value of the stock that will expire, or that exceeds the demand of the 365 days after the bucket, all locations together; none is asked for after the item's end of life. After the horizon demand goes on as in its last 365 days."),
        Quotient("obsolescence", "Obsolescence", Stage.Kpi, UnitKind.Percent, Site, "obsolete_stock_value", "stock_value",
            "Obsolete stock value as a share of the stock value."),
    ];
}
