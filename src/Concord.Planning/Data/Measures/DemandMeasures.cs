using static Concord.Planning.Data.Measures.MeasureRegistry;

namespace Concord.Planning.Data.Measures;

/// <summary>What customers asked for, what they are expected to ask for, and what functions say about it.</summary>
internal static class DemandMeasures
{
    /// <summary>Demand is told apart by item, the location that ships, and channel and region of the customer.</summary>
    internal const Grain Demand = Grain.Item | Grain.Location | Grain.Customer;

    internal static readonly MeasureDefinition[] All =
    [
        Flow("sales_history", "Sales history", Stage.Data, UnitKind.BaseUnits, Demand,
            "Quantity customers ordered, less returns, in the bucket of the day they asked for; of the day of the order where that is not known. Demand as it was, not what could be shipped.").Signed(),
        Flow("shipments", "Shipments", Stage.Data, UnitKind.BaseUnits, Demand,
            "Quantity shipped, in the bucket of the day it left."),
        Flow("actual_revenue", "Actual revenue", Stage.Data, UnitKind.Money, Demand,
            "Net price times quantity shipped, in the bucket of the day it left.").Signed(),
        Flow("imported_forecast", "Imported forecast", Stage.Data, UnitKind.BaseUnits, Demand,
            "What customers or a CRM expect, times its probability. A signal beside the forecast, not part of it."),
        Flow("order_backlog", "Order backlog", Stage.Data, UnitKind.BaseUnits, Demand,
            "Ordered and not yet shipped at the cut-off, in the bucket in which it is due; what is past due stands in the first bucket of the horizon. It bounds consensus demand from below and is never added to it."),

        Flow("cleansed_history", "Cleansed history", Stage.Cleanse, UnitKind.BaseUnits, Demand,
            "Sales history as the forecast reads it: returns set against the orders, stock-outs filled up, outliers and past events taken back to what would have been asked for without them."),
        Flow("history_correction", "Correction of history", Stage.Cleanse, UnitKind.BaseUnits, Demand,
            "Cleansed history less sales history: what cleansing added or took away. Zero means untouched.").Signed(),
        Flow("corrected_series", "Corrected series", Stage.Cleanse, UnitKind.Count, Demand,
            "1 where cleansing changed the value of a series in a bucket, so that a total says how many were changed."),

        Flow("statistical_forecast", "Statistical forecast", Stage.Forecast, UnitKind.BaseUnits, Demand,
            "Expected demand by the method chosen for the series, before events and before anybody's input. The mean, so that it adds up.").ComparedWith("sales_history"),
        Quantile("forecast_low_80", "Forecast, low 80 %", "The value that demand falls below with a probability of 10 %: the lower end of the 80 % interval."),
        Quantile("forecast_high_80", "Forecast, high 80 %", "The value that demand exceeds with a probability of 10 %: the upper end of the 80 % interval."),
        Quantile("forecast_low_95", "Forecast, low 95 %", "The value that demand falls below with a probability of 2.5 %: the lower end of the 95 % interval."),
        Quantile("forecast_high_95", "Forecast, high 95 %", "The value that demand exceeds with a probability of 2.5 %: the upper end of the 95 % interval."),

        Flow("event_effect", "Effect of events", Stage.Consensus, UnitKind.BaseUnits, Demand,
            "What demand events add to the statistical forecast or take from it: promotions, price changes, launches, end of life, cannibalisation.")
            .Signed().EditedBy(SpreadRule.ProportionalToMeasure, "statistical_forecast", Role.Marketing, Role.Product, Role.DemandPlanner),
        Flow("sales_input", "Sales input", Stage.Consensus, UnitKind.BaseUnits, Demand,
            "What sales expects to be ordered, events included; no value where sales has no opinion of its own.")
            .EditedBy(SpreadRule.Proportional, "statistical_forecast", Role.Sales, Role.DemandPlanner).ComparedWith("sales_history"),
        Flow("marketing_input", "Marketing input", Stage.Consensus, UnitKind.BaseUnits, Demand,
            "What marketing expects to be ordered, events included; no value where marketing has no opinion of its own.")
            .EditedBy(SpreadRule.Proportional, "statistical_forecast", Role.Marketing, Role.DemandPlanner).ComparedWith("sales_history"),
        Flow("finance_input", "Finance input", Stage.Consensus, UnitKind.BaseUnits, Demand,
            "What finance expects to be ordered, events included; no value where finance has no opinion of its own.")
            .EditedBy(SpreadRule.Proportional, "statistical_forecast", Role.Finance, Role.DemandPlanner).ComparedWith("sales_history"),
        Flow("consensus_demand", "Consensus demand", Stage.Consensus, UnitKind.BaseUnits, Demand,
            "The demand all functions agreed on, not limited by supply. Never less than the order backlog of the bucket, and never forecast plus the same orders: what orders exceed a series by is taken from the forecast of the same item, then of its family.")
            .EditedBy(SpreadRule.Proportional, "statistical_forecast", Role.DemandPlanner, Role.Coordinator).ComparedWith("sales_history"),
    ];

    private static MeasureDefinition Quantile(string name, string title, string description) =>
        new(name, title, Stage.Forecast, UnitKind.BaseUnits, Demand | Grain.Bucket, MemberAggregation.None, TimeAggregation.None,
            description + " Quantiles of series do not add up to the quantile of their total.");
}
