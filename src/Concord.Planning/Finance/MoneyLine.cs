namespace Concord.Planning.Finance;

/// <summary>
/// Where cells become money: a line is rounded to the currency's minor unit, half a unit away from zero, and totals are sums of such lines.
/// </summary>
/// <param name="Decimals">Decimal places of the currency, 0 to 6.</param>
internal readonly record struct MoneyLine(int Decimals)
{
    /// <summary>Amounts from here on are errors of the data: a double no longer tells their cents apart.</summary>
    private const double Most = 1e13;

    /// <summary>The amount as a line; NaN where it is not known or out of all proportion.</summary>
    public double Round(double amount) => Math.Abs(amount) < Most ? (double)decimal.Round((decimal)amount, Decimals, MidpointRounding.AwayFromZero) : double.NaN;

    /// <summary>Quantity times rate as a line. Nothing costs nothing, whatever the rate; NaN where the quantity or the rate is not known.</summary>
    public double Of(double quantity, double rate) => quantity == 0 ? 0 : Round(quantity * rate);

    /// <summary>A decimal sum, rounded.</summary>
    public decimal Round(decimal amount) => decimal.Round(amount, Decimals, MidpointRounding.AwayFromZero);

    /// <summary>The difference of two lines, exactly; NaN where one is not known.</summary>
    public static double Less(double one, double other) => double.IsNaN(one) || double.IsNaN(other) ? double.NaN : (double)((decimal)one - (decimal)other);

    /// <summary>A line in a sum; what is not known adds nothing, and is told of apart.</summary>
    public static decimal Add(double line) => double.IsNaN(line) ? 0 : (decimal)line;
}
