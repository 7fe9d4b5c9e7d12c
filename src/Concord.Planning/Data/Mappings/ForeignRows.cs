namespace Concord.Planning.Data.Mappings;

/// <summary>
/// Records of a foreign table (a CSV file, a sheet of a workbook) as they are. Forward only, one thread. The file readers implement it; a mapping turns it into a
/// <see cref="RowSource"/>.
/// </summary>
public abstract class ForeignRows : IDisposable
{
    /// <summary>File name without folders.</summary>
    public abstract string File { get; }

    /// <summary>Column names in file order, trimmed; empty where the header has none.</summary>
    public abstract IReadOnlyList<string> Headers { get; }

    /// <summary>How the source writes values in text cells.</summary>
    public abstract ValueParser Parser { get; }

    /// <summary>True when cells carry types of their own (XLSX), so that their text is canonical; false when all is text as written.</summary>
    public abstract bool Typed { get; }

    /// <summary>1-based line or row of the current record.</summary>
    public abstract int Line { get; }

    /// <summary>Share of the input read, 0 to 1.</summary>
    public abstract double Progress { get; }

    /// <summary>Values of the current record beyond the last header that are not empty: its columns are probably shifted.</summary>
    public abstract int SurplusValues { get; }

    /// <summary>Moves to the next record; false at the end.</summary>
    /// <exception cref="ImportFormatException">The file cannot be read on.</exception>
    public abstract bool Read();

    /// <summary>The text of a cell, UTF-8, as written; valid until the next <see cref="Read"/>. Empty when the record is short.</summary>
    public abstract ReadOnlySpan<byte> Text(int column);

    /// <summary>The value of a cell for expressions; text is trimmed where the format says so.</summary>
    public abstract MappingValue Value(int column);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
