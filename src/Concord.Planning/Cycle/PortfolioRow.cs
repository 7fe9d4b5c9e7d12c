namespace Concord.Planning.Cycle;

/// <summary>Where the classes of the portfolio begin and end.</summary>
/// <param name="A">Cumulated share of value up to which a row is A.</param>
/// <param name="B">Up to which it is B; the rest is C.</param>
/// <param name="X">Coefficient of variation below which a row is X.</param>
/// <param name="Y">Below which it is Y; the rest is Z.</param>
/// <param name="Falling">Growth below which a row falls.</param>
/// <param name="Fading">Growth below which it is on its way out, whatever it earns.</param>
/// <param name="LowMargin">Share of the portfolio's margin share below which a margin is low.</param>
public sealed record PortfolioRules(double A, double B, double X, double Y, double Falling, double Fading, double LowMargin)
{
    public static PortfolioRules Standard { get; } = new(.8, .95, .5, 1, -.05, -.25, .5);
}

/// <summary>Why an item might be taken out of the range, and what that would cost.</summary>
/// <param name="Why">A sentence with the values.</param>
/// <param name="ValueLost">What is planned of it for the next year; what was sold in the last year where nothing is planned [unit of the portfolio].</param>
/// <param name="MarginLost">Its margin on that; below zero what is saved; null when it has no cost.</param>
/// <param name="MonthsToRunOut">How long its stock lasts at the planned demand; null when there is none of either.</param>
public sealed record DelistCase(string Why, double ValueLost, double? MarginLost, double? MonthsToRunOut);

/// <summary>An item of the portfolio, or all items of a member of another attribute.</summary>
/// <param name="Value">Orders of the last 12 months at net prices [unit of the portfolio].</param>
/// <param name="Share">Of the value of all rows.</param>
/// <param name="Abc">A, B or C.</param>
/// <param name="Variation">Standard deviation over mean of demand by month, over two years at most, its season taken out where it has one; null with less than six months.</param>
/// <param name="IsSeasonal">True when a season was taken out.</param>
/// <param name="Xyz">X, Y or Z; null where the variation is not known.</param>
/// <param name="Growth">Last 12 months over the 12 before, less one; null where there were none.</param>
/// <param name="PlannedGrowth">Plan of the next 12 months, or of as many as are planned, over the same months a year before, less one.</param>
/// <param name="Margin">Value less standard cost, of what has a cost; null where nothing has.</param>
/// <param name="MarginShare">Of the value that has a cost.</param>
/// <param name="Stage">Stage of the life cycle, of an item.</param>
/// <param name="FirstSale">First day of the first bucket with demand that is known.</param>
/// <param name="LastSale">Last day of the last one.</param>
/// <param name="StockValue">At the cut-off, at standard cost.</param>
/// <param name="CoverageMonths">How long it lasts at the demand planned for the next year, dependent demand included; null where none is planned.</param>
/// <param name="Delist">Set when the row is a candidate for delisting.</param>
public sealed record PortfolioRow(
    string Member, double Value, double Share, string Abc, double? Variation, bool IsSeasonal, string? Xyz, double? Growth, double? PlannedGrowth, double? Margin, double? MarginShare,
    string? Stage, DateOnly? FirstSale, DateOnly? LastSale, double? StockValue, double? CoverageMonths, DelistCase? Delist);
