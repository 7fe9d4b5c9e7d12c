namespace Concord.Planning.Data;

/// <summary>How a column of a <see cref="ReportTable"/> is shown. Values are handed out as they are; rounding is for whoever writes them.</summary>
public enum ReportFormat
{
    Text,

    /// <summary>A <see cref="DateOnly"/>.</summary>
    Date,

    /// <summary>A quantity in the unit the table states.</summary>
    Quantity,

    /// <summary>The reporting currency, unless the table has a column of currencies.</summary>
    Money,

    /// <summary>A share: 1 is 100 %.</summary>
    Percent,

    /// <summary>Hours, days, pallets and other plain numbers.</summary>
    Number,

    /// <summary>A count.</summary>
    Whole,
}

/// <summary>A column of a table that is handed out.</summary>
/// <param name="Name">Header: lower case with underscores, as in the canonical tables.</param>
/// <param name="Description">What it says, with its unit.</param>
public sealed record ReportColumn(string Name, ReportFormat Format, string Description);

/// <summary>Rows to hand out: a CSV file, or a sheet of a workbook.</summary>
/// <param name="Name">Lower case with underscores, unique among the tables that are handed out together.</param>
/// <param name="Rows">A value for each column: <see cref="string"/>, <see cref="double"/>, <see cref="int"/>, <see cref="long"/>, <see cref="DateOnly"/>, <see cref="bool"/>, or null for none. NaN is none too.</param>
public sealed record ReportTable(string Name, string Description, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    /// <summary>The values of a record in a row, with NaN as none.</summary>
    public static object? Cell(double value) => double.IsFinite(value) ? value : null;
}
