namespace Concord.Planning.Data.Mappings;

/// <summary>How much a file may ask of this machine before it is refused: files come from other people. Every limit has its own message when it is met.</summary>
public sealed record ImportLimits
{
    public static ImportLimits Default { get; } = new();

    /// <summary>Size of one file [bytes].</summary>
    public long FileBytes { get; init; } = 16L << 30;

    /// <summary>Records of one file.</summary>
    public long Rows { get; init; } = 200_000_000;

    /// <summary>Columns of one file.</summary>
    public int Columns { get; init; } = 2_000;

    /// <summary>Size of one record [bytes]; an unclosed quote makes a record of the whole rest.</summary>
    public int RecordBytes { get; init; } = 1 << 20;

    /// <summary>Rows of one looked-up source, or distinct rows of one block: they are held in memory.</summary>
    public int RowsInMemory { get; init; } = 5_000_000;

    /// <summary>Parts inside a workbook.</summary>
    public int WorkbookParts { get; init; } = 2_000;

    /// <summary>Size of a workbook once unpacked [bytes].</summary>
    public long WorkbookBytes { get; init; } = 2L << 30;

    /// <summary>Unpacked size over packed size of a workbook part, from which on it is taken for an attack. Looked at over 16 MB only.</summary>
    public int WorkbookRatio { get; init; } = 500;
}
