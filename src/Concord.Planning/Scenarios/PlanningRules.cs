using System.Globalization;

namespace Concord.Planning.Scenarios;

/// <summary>What a company decided about planning, the same for all its scenarios. Part of what stages read: other rules, another fingerprint.</summary>
public sealed record PlanningRules
{
    public static PlanningRules Standard { get; } = new();

    public DemandRules Demand { get; init; } = new();

    public SupplyRules Supply { get; init; } = new();

    public FinanceRules Finance { get; init; } = new();

    /// <summary>The first rule that makes no sense, with its field, its value and a sentence; null when all do.</summary>
    public (string Field, string Value, string Message)? Problem()
    {
        foreach (var (field, value, least, most) in ((string, double, double, double)[])
        [
            ("demand.backtestOrigins", Demand.BacktestOrigins, 1, 24),
            ("demand.salesWeight", Demand.SalesWeight, 0, 1e6), ("demand.marketingWeight", Demand.MarketingWeight, 0, 1e6), ("demand.financeWeight", Demand.FinanceWeight, 0, 1e6),
            ("supply.holdingPercent", Supply.HoldingPercent, 0, 1000), ("supply.mostBucketsLate", Supply.MostBucketsLate, 0, 1000), ("supply.hourCost", Supply.HourCost, 0, 1e9),
            ("supply.overtimeShare", Supply.OvertimeShare, 0, 3), ("supply.overtimeFactor", Supply.OvertimeFactor, 1, 10),
            ("supply.purchaseLeadTime", Supply.PurchaseLeadTime, 0, 1000), ("supply.makeLeadTime", Supply.MakeLeadTime, 0, 1000),
            ("finance.openingCash", Finance.OpeningCash, -1e15, 1e15), ("finance.customerPaymentDays", Finance.CustomerPaymentDays, 0, 720),
            ("finance.supplierPaymentDays", Finance.SupplierPaymentDays, 0, 720), ("finance.decimals", Finance.Decimals, 0, 6),
        ])
        {
            if (!(value >= least && value <= most))
                return (field, value.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{field} is {value}; it is {least} to {most}."));
        }

        return Demand.SalesWeight + Demand.MarketingWeight + Demand.FinanceWeight > 0 ? null : ("demand.salesWeight", "0", "At least one function needs a weight above zero.");
    }
}

/// <summary>Rules of the stages cleanse, forecast and consensus.</summary>
public sealed record DemandRules
{
    /// <summary>Forecast origins a method is tried on before it is chosen, at most.</summary>
    public int BacktestOrigins { get; init; } = 3;

    /// <summary>Weights of the inputs of sales, marketing and finance where several have an opinion on one cell; they are scaled to sum to 1 over those that have one.</summary>
    public double SalesWeight { get; init; } = 1;

    /// <inheritdoc cref="SalesWeight"/>
    public double MarketingWeight { get; init; } = 1;

    /// <inheritdoc cref="SalesWeight"/>
    public double FinanceWeight { get; init; } = 1;
}

/// <summary>What supply is planned in.</summary>
public enum SupplyLevel
{
    /// <summary>Families where customers ask for them, single items below: the level at which a company steers.</summary>
    Family,

    /// <summary>Every item by itself.</summary>
    Item,
}

/// <summary>Rules of the stage supply.</summary>
public sealed record SupplyRules
{
    public SupplyLevel Level { get; init; } = SupplyLevel.Family;

    /// <summary>Cost of holding stock where a location states none [% of its value a year].</summary>
    public double HoldingPercent { get; init; } = 20;

    /// <summary>Buckets after which demand of the lowest class that was not served is lost; 0 for never late.</summary>
    public int MostBucketsLate { get; init; } = 3;

    /// <summary>Cost of a regular hour where a resource states none [reporting currency per h].</summary>
    public double HourCost { get; init; }

    /// <summary>Overtime a resource may work where it states none [share of its capacity].</summary>
    public double OvertimeShare { get; init; }

    /// <summary>Cost of an overtime hour where a resource states none [times the regular hour].</summary>
    public double OvertimeFactor { get; init; } = 1.5;

    /// <summary>Lead time of a purchase where no row states one [calendar days].</summary>
    public double PurchaseLeadTime { get; init; } = 14;

    /// <summary>Lead time of a make order where its routing states none [working days].</summary>
    public double MakeLeadTime { get; init; } = 5;

    /// <summary>Volume that one pallet holds, for items that state no units per pallet [m³]; a euro pallet of 0.8 m x 1.2 m, loaded 1.5 m high.</summary>
    public double PalletVolume { get; init; } = 1.44;
}

/// <summary>Rules of the stage finance.</summary>
public sealed record FinanceRules
{
    /// <summary>Cash at the cut-off [reporting currency].</summary>
    public double OpeningCash { get; init; }

    /// <summary>Days from invoice to payment where a customer states none.</summary>
    public double CustomerPaymentDays { get; init; } = 30;

    /// <summary>Days from receipt to payment where a supplier states none.</summary>
    public double SupplierPaymentDays { get; init; } = 30;

    /// <summary>Decimal places of the reporting currency.</summary>
    public int Decimals { get; init; } = 2;
}
