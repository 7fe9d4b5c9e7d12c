namespace Concord.Planning.Data.Calendar;

/// <summary>Which calendar year gives a fiscal year its name, where it spans two.</summary>
public enum FiscalYearName
{
    /// <summary>The year in which it ends: July 2025 to June 2026 is FY2026. The usual rule.</summary>
    EndYear,

    /// <summary>The year in which it starts: July 2025 to June 2026 is FY2025.</summary>
    StartYear,
}

/// <summary>A place in the fiscal year.</summary>
/// <param name="Year">Name of the fiscal year, by <see cref="FiscalYearName"/>.</param>
/// <param name="Quarter">1 to 4.</param>
/// <param name="Period">1 to 12.</param>
public readonly record struct FiscalPeriod(int Year, int Quarter, int Period)
{
    public override string ToString() => $"FY{Year}-P{Period:00}";
}

/// <summary>The company's fiscal year: twelve periods, four quarters of three, from the first day of a month.</summary>
public sealed record FiscalYear
{
    /// <param name="startMonth">First month, 1 = January (the calendar year) to 12.</param>
    /// <param name="name">Which calendar year it is named after; without effect when it starts in January.</param>
    /// <exception cref="ArgumentOutOfRangeException">The month is not 1 to 12.</exception>
    public FiscalYear(int startMonth = 1, FiscalYearName name = FiscalYearName.EndYear)
    {
        if (startMonth is < 1 or > 12)
            throw new ArgumentOutOfRangeException(nameof(startMonth), startMonth, "A fiscal year starts in a month from 1 to 12.");
        StartMonth = startMonth;
        Name = name;
    }

    public int StartMonth { get; }

    public FiscalYearName Name { get; }

    /// <summary>The fiscal period of a calendar month.</summary>
    public FiscalPeriod OfMonth(int year, int month)
    {
        var period = (month - StartMonth + 12) % 12 + 1;
        var startYear = month >= StartMonth ? year : year - 1;
        return new FiscalPeriod(Label(startYear), (period - 1) / 3 + 1, period);
    }

    /// <summary>The name of the fiscal year that starts in the given calendar year.</summary>
    public int Label(int startYear) => StartMonth == 1 || Name == FiscalYearName.StartYear ? startYear : startYear + 1;
}
