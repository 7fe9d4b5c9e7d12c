namespace Concord.Planning.Data;

/// <summary>
/// Rows of one canonical table as a mapping delivers them: text per column, not yet parsed or checked. Forward only, one thread.
/// The file readers and the mapping implement it; the import consumes it.
/// </summary>
public abstract class RowSource : IDisposable
{
    /// <summary>The table the rows are for.</summary>
    public abstract TableDefinition Table { get; }

    /// <summary>File name for people, without folders: where rejected rows say they come from.</summary>
    public abstract string File { get; }

    /// <summary>Number and date formats of raw values.</summary>
    public abstract ValueFormats Formats { get; }

    /// <summary>Share of the input read so far, 0 to 1, for progress.</summary>
    public abstract double Progress { get; }

    /// <summary>1-based line (CSV) or row (XLSX) of the current record in its file.</summary>
    public abstract int Line { get; }

    /// <summary>True when the mapping or file has this column at all; columns not delivered get their default.</summary>
    public abstract bool Delivers(int column);

    /// <summary>
    /// True when the column's values are as the source wrote them (parse with <see cref="Formats"/>);
    /// false when they are canonical text already (constants, expressions, XLSX dates and numbers).
    /// </summary>
    public abstract bool IsRaw(int column);

    /// <summary>Moves to the next record that passes the mapping's filter; false at the end.</summary>
    /// <exception cref="ImportFormatException">The file cannot be read on: broken quoting, a record over the size limit, a damaged workbook.</exception>
    public abstract bool Read();

    /// <summary>The current record's value for a column, UTF-8, untrimmed; empty when there is none. Valid until the next <see cref="Read"/>.</summary>
    public abstract ReadOnlySpan<byte> Value(int column);

    /// <summary>What the mapping itself could not do with the current record (a join or an expression that failed); empty for a good one. Valid until the next <see cref="Read"/>.</summary>
    public virtual IReadOnlyList<RowProblem> Problems => [];

    /// <summary>
    /// Why the mapping could not make the current record whole: a lookup without a match, an expression that failed. A record with faults is
    /// delivered, so that it can be kept as a rejected row, never stored. Empty for nearly all records; valid until the next <see cref="Read"/>.
    /// </summary>
    public virtual IReadOnlyList<RowFault> Faults => [];

    /// <summary>True when the rows state the whole of the table (rows missing are gone), false when they add to it.</summary>
    public virtual bool Replaces => Table.Replaces;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}

/// <summary>Why a row was rejected. The codes are those of <see cref="Checks.RowProblemCode"/>.</summary>
public sealed record RowProblem(string Code, string? Field, string? Value, string Message, string Advice);

/// <summary>Why a mapping could not make a record.</summary>
/// <param name="Code">A row check: <c>JOIN_FAILED</c>, <c>EXPRESSION_FAILED</c>.</param>
/// <param name="Column">The column it was for; null when it concerns the whole record.</param>
/// <param name="Value">The value that did not do, where there is one.</param>
/// <param name="Message">One sentence that carries the values.</param>
public sealed record RowFault(string Code, string? Column, string? Value, string Message);

/// <summary>How a source writes numbers and dates.</summary>
/// <param name="Dates">.NET date formats, tried in order, e.g. <c>yyyy-MM-dd</c>, <c>dd.MM.yyyy</c>. A time of day is accepted and dropped only where a format names it.</param>
/// <param name="DecimalSign">Decimal sign.</param>
/// <param name="GroupSign">Thousands sign; '\0' for none. A narrow or plain no-break space counts as a space.</param>
/// <param name="True">Words that mean true, besides true and 1.</param>
/// <param name="False">Words that mean false, besides false and 0.</param>
public sealed record ValueFormats(
    IReadOnlyList<string> Dates, char DecimalSign = '.', char GroupSign = '\0', IReadOnlyList<string>? True = null, IReadOnlyList<string>? False = null)
{
    /// <summary>ISO dates (with or without time), point, no grouping.</summary>
    public static ValueFormats Canonical { get; } = new(["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"]);
}

/// <summary>A file that cannot be read at all or any further. The message is for the person who sent it.</summary>
public sealed class ImportFormatException(string message, string? file = null, int line = 0, Exception? inner = null) : Exception(message, inner)
{
    public string? File { get; } = file;

    /// <summary>1-based line; 0 when unknown.</summary>
    public int Line { get; } = line;
}
