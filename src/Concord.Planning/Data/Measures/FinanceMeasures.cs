using static Concord.Planning.Data.Measures.MeasureRegistry;

namespace Concord.Planning.Data.Measures;

/// <summary>The same plan in money. All money is in the reporting currency, converted at the rate valid on the first day of the bucket.</summary>
internal static class FinanceMeasures
{
    private const Grain Demand = DemandMeasures.Demand;
    private const Grain Site = Grain.Item | Grain.Location;
    private const Grain Company = Grain.None;

    internal static readonly MeasureDefinition[] All =
    [
        Flow("budget_quantity", "Budget, volume", Stage.Data, UnitKind.PlanningUnits, Demand,
            "Volume of the budget. Stated by family or item; read at finer levels in proportion to the sales history."),
        Flow("budget_revenue", "Budget, revenue", Stage.Data, UnitKind.Money, Demand, "Net revenue of the budget."),
        Flow("budget_cost", "Budget, cost of sales", Stage.Data, UnitKind.Money, Demand, "Standard cost of sales of the budget."),

        Flow("revenue", "Revenue", Stage.Finance, UnitKind.Money, Demand,
            "Constrained demand times the net price valid in the bucket.").Signed().ComparedWith("actual_revenue"),
        Flow("cost_of_sales", "Cost of sales", Stage.Finance, UnitKind.Money, Demand,
            "Constrained demand times the standard cost valid in the bucket.").Signed(),
        Flow("variable_cost_of_sales", "Variable cost of sales", Stage.Finance, UnitKind.Money, Demand,
            "Constrained demand times the variable part of the standard cost. No value where that part is not known.").Signed(),
        Flow("margin", "Margin", Stage.Finance, UnitKind.Money, Demand, "Revenue less cost of sales.").Signed(),
        Flow("contribution_margin", "Contribution margin", Stage.Finance, UnitKind.Money, Demand, "Revenue less variable cost of sales.").Signed(),
        Quotient("margin_percent", "Margin, %", Stage.Finance, UnitKind.Percent, Demand, "margin", "revenue", "Margin as a share of revenue."),
        Flow("production_cost", "Production cost", Stage.Finance, UnitKind.Money, Grain.Resource,
            "Load less overtime, times the cost of a regular hour. Setups are in the load."),
        Flow("overtime_cost", "Overtime cost", Stage.Finance, UnitKind.Money, Grain.Resource, "Overtime times the cost of an overtime hour."),
        Flow("purchase_cost", "Purchase cost", Stage.Finance, UnitKind.Money, Site | Grain.Supplier,
            "Purchase times the supplier's price: of its price breaks that which its usual order reaches."),
        Flow("transport_cost", "Transport cost", Stage.Finance, UnitKind.Money, Grain.Item | Grain.Lane,
            "Pallets sent over a lane times the lane's cost per pallet."),
        Flow("holding_cost", "Holding cost", Stage.Finance, UnitKind.Money, Site,
            "Mean of the stock value at the start and at the end of the bucket, times the location's holding cost rate, by days. It is no payment."),
        State("stock_value", "Stock value", Stage.Finance, UnitKind.Money, Site,
            "Stock at the end of the bucket times the standard cost valid then.").Signed(),
        State("receivables", "Receivables", Stage.Finance, UnitKind.Money, Grain.Customer,
            "Revenue not yet paid by customers at the end of the bucket: that of the last days, as many as the mean of their payment days.").Signed(),
        State("payables", "Payables", Stage.Finance, UnitKind.Money, Grain.Supplier,
            "Purchase cost not yet paid to suppliers at the end of the bucket: that of the last days, as many as their payment days.").Signed(),
        State("working_capital", "Working capital", Stage.Finance, UnitKind.Money, Company,
            "Stock value plus receivables less payables, at the end of the bucket.").Signed(),
        Flow("cash_flow", "Cash flow", Stage.Finance, UnitKind.Money, Company,
            "Payments by customers less payments to suppliers and for production, overtime and transport, in the bucket in which they are due.").Signed(),
        State("cash", "Cash", Stage.Finance, UnitKind.Money, Company,
            "Opening cash plus all cash flow up to the end of the bucket; below zero it is the funding need.").Signed(),
        Flow("budget_gap", "Gap to budget", Stage.Finance, UnitKind.Money, Demand,
            "Revenue less budget revenue: above zero the plan is ahead of the budget. Of a bucket that the cut-off splits the budget of its remaining days counts; no value in buckets without a budget.").Signed(),
        Flow("budget_margin_gap", "Margin gap to budget", Stage.Finance, UnitKind.Money, Demand,
            "Margin less the budget's margin (budget revenue less budget cost of sales).").Signed(),
    ];
}
