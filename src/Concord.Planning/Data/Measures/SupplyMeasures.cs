using static Concord.Planning.Data.Measures.MeasureRegistry;

namespace Concord.Planning.Data.Measures;

/// <summary>What is made, bought, moved and kept, what that asks of resources, and how much of the demand it serves.</summary>
internal static class SupplyMeasures
{
    private const Grain Site = Grain.Item | Grain.Location;

    internal static readonly MeasureDefinition[] All =
    [
        Flow("actual_production", "Actual production", Stage.Data, UnitKind.BaseUnits, Site,
            "Good quantity completed, in the bucket of its completion."),
        State("actual_stock", "Actual stock", Stage.Data, UnitKind.BaseUnits, Site,
            "Stock at the end of the bucket as the stock history tells it; at the cut-off the stock on hand.").Signed(),
        Flow("open_receipts", "Open receipts", Stage.Data, UnitKind.BaseUnits, Site,
            "What released work orders, purchase orders and transfer orders still bring, in the bucket in which it is due; what is past due stands in the first bucket of the horizon."),
        Flow("capacity", "Capacity", Stage.Supply, UnitKind.Hours, Grain.Resource,
            "Productive hours of a resource by its calendar: shifts, headcount and efficiency, less stops and holidays, plus planned extra shifts. Overtime is not in it.")
            .EditedBy(SpreadRule.Proportional, null, Role.SupplyPlanner),
        State("safety_stock", "Safety stock", Stage.Supply, UnitKind.BaseUnits, Site,
            "Stock held at the end of the bucket against uncertainty of demand and supply.")
            .EditedBy(SpreadRule.Proportional, "consensus_demand", Role.SupplyPlanner),
        State("storage_capacity", "Storage capacity", Stage.Supply, UnitKind.Pallets, Grain.Location,
            "Pallet places of a location."),

        Flow("production", "Production", Stage.Supply, UnitKind.BaseUnits, Site,
            "Good quantity to complete in the bucket, work orders already released included. By family it is the production plan, by item the master production schedule.")
            .EditedBy(SpreadRule.Proportional, "consensus_demand", Role.SupplyPlanner).ComparedWith("actual_production"),
        Flow("purchase", "Purchase", Stage.Supply, UnitKind.BaseUnits, Site | Grain.Supplier,
            "Quantity to receive from a supplier in the bucket, purchase orders already placed included.")
            .EditedBy(SpreadRule.Proportional, "consensus_demand", Role.SupplyPlanner),
        Flow("transport", "Transport", Stage.Supply, UnitKind.BaseUnits, Grain.Item | Grain.Lane,
            "Quantity to send over a lane, in the bucket in which it leaves.")
            .EditedBy(SpreadRule.Proportional, "consensus_demand", Role.SupplyPlanner),
        Flow("dependent_demand", "Dependent demand", Stage.Supply, UnitKind.BaseUnits, Site,
            "Quantity of a component that production takes in the bucket, scrap included."),
        State("stock", "Stock", Stage.Supply, UnitKind.BaseUnits, Site,
            "Projected stock at the end of the bucket: stock before, plus production, purchase and transport in, less demand served, dependent demand, transport out and disposal.").ComparedWith("actual_stock"),
        Flow("scrap", "Scrap", Stage.Supply, UnitKind.BaseUnits, Site,
            "Quantity started and lost in production by the yield. Stock that is written off is disposal."),
        Flow("disposal", "Disposal", Stage.Supply, UnitKind.BaseUnits, Site,
            "Stock written off, because it expired or nobody will ask for it."),
        Flow("load", "Load", Stage.Supply, UnitKind.Hours, Grain.Resource,
            "Hours the plan asks of a resource, setup and changeovers included."),
        Flow("overtime", "Overtime", Stage.Supply, UnitKind.Hours, Grain.Resource,
            "Hours of the load that are worked beyond capacity, at the overtime cost.")
            .EditedBy(SpreadRule.ProportionalToMeasure, "load", Role.SupplyPlanner),
        Flow("available_capacity", "Available capacity", Stage.Supply, UnitKind.Hours, Grain.Resource,
            "Capacity the plan counted on: of the days that are planned, times the drivers of capacity, less what supply events stop. Overtime is not in it."),
        Flow("overtime_limit", "Overtime allowed", Stage.Supply, UnitKind.Hours, Grain.Resource,
            "Most hours that could be worked beyond available capacity: the limit a week by days, plus planned overtime; or what was typed as overtime."),
        State("storage_load", "Storage load", Stage.Supply, UnitKind.Pallets, Grain.Location,
            "Pallet places the projected stock takes at the end of the bucket."),
        Flow("supplier_load", "Supplier load", Stage.Supply, UnitKind.BaseUnits, Grain.Item | Grain.Supplier,
            "Quantity the plan asks of a supplier, in the bucket in which it is to be delivered."),

        Flow("constrained_demand", "Constrained demand", Stage.Supply, UnitKind.BaseUnits, DemandMeasures.Demand,
            "The part of consensus demand that the supply plan serves, in the bucket in which it is served, late or not."),
        State("backorders", "Backorders", Stage.Supply, UnitKind.BaseUnits, DemandMeasures.Demand,
            "Demand past its date and still to be served, at the end of the bucket."),
        Flow("lost_demand", "Lost demand", Stage.Supply, UnitKind.BaseUnits, DemandMeasures.Demand,
            "Demand that will never be served, in the bucket in which it was due."),
    ];
}
