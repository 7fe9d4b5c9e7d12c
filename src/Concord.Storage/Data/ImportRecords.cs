using Concord.Planning.Data;

namespace Concord.Storage.Data;

public enum ImportStatus
{
    /// <summary>Being read; nothing of it is visible.</summary>
    Running,

    /// <summary>Its accepted rows are part of the dataset.</summary>
    Live,

    /// <summary>Taken back; its rows are kept for snapshots that use them and can be restored.</summary>
    Undone,

    /// <summary>Ended by an error; nothing of it was or will be visible.</summary>
    Failed,

    /// <summary>Ended by the user before it was live.</summary>
    Cancelled,
}

public enum ImportKind
{
    /// <summary>Files read through a mapping.</summary>
    Files,

    /// <summary>Rejected rows, corrected and submitted again.</summary>
    Repair,
}

/// <summary>How an import's rows of a table relate to what is there.</summary>
public enum ImportMode
{
    /// <summary>Rows are added; a row with a known key is the new state of that key.</summary>
    Delta,

    /// <summary>The rows are the whole table: rows of earlier imports are gone.</summary>
    Replace,
}

public sealed record ImportedFile(string Name, string Sha256, long Bytes);

/// <summary>What an import did to one table.</summary>
/// <param name="Read">Rows the mapping delivered.</param>
/// <param name="Accepted">Rows that passed the row checks: <c>Added + Changed + Unchanged</c>.</param>
/// <param name="Rejected">Rows that failed them, kept as rejected rows.</param>
/// <param name="Duplicates">Rows dropped because an equal row came earlier in the same import.</param>
/// <param name="Added">Accepted rows with a key that was not in the dataset.</param>
/// <param name="Changed">Accepted rows that gave a known key other values.</param>
/// <param name="Unchanged">Accepted rows that say what the dataset already said.</param>
public sealed record ImportTableCounts(
    string Table, ImportMode Mode, long Read, long Accepted, long Rejected, long Duplicates, long Added, long Changed, long Unchanged);

public sealed record ImportInfo(
    long Id, ImportKind Kind, ImportStatus Status, string Title, string Author, string Mapping,
    DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, string? Error, IReadOnlyList<ImportedFile> Files,
    IReadOnlyList<ImportTableCounts> Tables)
{
    public long Read => Tables.Sum(t => t.Read);

    public long Accepted => Tables.Sum(t => t.Accepted);

    public long Rejected => Tables.Sum(t => t.Rejected);
}

/// <summary>The answer to an import request.</summary>
/// <param name="AlreadyImported">True when the same files had come through the same mapping and are live: nothing was changed, and <paramref name="Import"/> is that import.</param>
public sealed record ImportResult(ImportInfo Import, bool AlreadyImported);

/// <summary>The answer to a repair.</summary>
/// <param name="Import">The import that carries the accepted rows; null when none was accepted.</param>
public sealed record RepairResult(ImportInfo? Import, IReadOnlyList<long> Repaired, IReadOnlyList<RejectedRow> StillRejected);

/// <param name="Stage">What is being done, for people: "Reading", "Publishing".</param>
/// <param name="Table">The table being read; empty between tables.</param>
/// <param name="Share">Share of the whole done, 0 to 1.</param>
public sealed record ImportProgress(string Stage, string Table, long RowsRead, double Share);

public enum RejectedRowState
{
    /// <summary>Waits for somebody.</summary>
    Open,

    /// <summary>Corrected and accepted by a later import that is live, or come anew with its key in one.</summary>
    Repaired,

    /// <summary>Somebody decided it is not needed.</summary>
    Dismissed,
}

/// <summary>A row that failed the row checks. Cells that could be read are in canonical text, the others as they came.</summary>
public sealed record RejectedRow(
    long Id, long ImportId, string Table, string File, int Line, IReadOnlyDictionary<string, string?> Values,
    IReadOnlyList<RowProblem> Problems, RejectedRowState State, long? RepairedBy);

/// <summary>Which rejected rows to list; a null filter takes all.</summary>
public sealed record RejectedRowQuery(
    long? ImportId = null, string? Table = null, string? Code = null, RejectedRowState? State = RejectedRowState.Open, int Skip = 0, int Take = 100);

public sealed record RejectedRowPage(
    long Total, IReadOnlyDictionary<string, long> ByTable, IReadOnlyDictionary<string, long> ByCode, IReadOnlyList<RejectedRow> Rows);

/// <summary>A correction of a rejected row: the full set of values to submit, canonical text, empty cells null or left out.</summary>
public sealed record RowCorrection(long RejectedRowId, IReadOnlyDictionary<string, string?> Values);

/// <summary>A frozen dataset, as of a date.</summary>
/// <param name="Fingerprint">SHA-256 over the imports and the date: two snapshots with the same fingerprint hold the same facts.</param>
/// <param name="Quality">The data quality at its making, as JSON, or null when it was not known.</param>
public sealed record DataSnapshot(
    long Id, string Name, DateOnly AsOf, DateTimeOffset CreatedAt, string Author, string? Note, string Fingerprint, string? Quality,
    IReadOnlyList<long> ImportIds);

/// <summary>Rows of a table that the live dataset shows, and its rejected rows that wait.</summary>
public sealed record TableCounts(long Rows, long Rejected);

/// <summary>A mapping kept in the database.</summary>
public sealed record SavedMapping(string Name, string Json, string Author, DateTimeOffset UpdatedAt);

/// <summary>A request the store cannot fulfil, e.g. undoing an import that is not live. The message is for the user.</summary>
public sealed class DataStoreException(string message) : Exception(message);
