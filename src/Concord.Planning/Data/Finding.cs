namespace Concord.Planning.Data;

public enum Severity
{
    /// <summary>Worth knowing: an assumption that was made, a fact that looks unusual.</summary>
    Info,

    /// <summary>Planning works, its result is in doubt.</summary>
    Warning,

    /// <summary>Planning of what it names will be wrong or impossible. A row that cannot be accepted at all is a rejected row.</summary>
    Error,
}

/// <summary>The aspects of data quality that are scored.</summary>
public enum QualityDimension
{
    /// <summary>What is needed is there.</summary>
    Completeness,

    /// <summary>Values are of the right type, range and vocabulary.</summary>
    Validity,

    /// <summary>Rows agree with each other.</summary>
    Consistency,

    /// <summary>Facts are as fresh as the cut-off asks.</summary>
    Timeliness,
}

/// <summary>What a quality check says of one entity.</summary>
/// <param name="Code">The check, e.g. <c>MISSING_COST</c>.</param>
/// <param name="Table">The table spoken of.</param>
/// <param name="Entity">The key of the row, or of the item, resource … spoken of.</param>
/// <param name="Field">The column, where there is one.</param>
/// <param name="Value">The value found, in canonical text, where there is one.</param>
/// <param name="Message">One sentence that carries the values.</param>
/// <param name="Advice">What to do; starts with "Maybe" where the cause is only likely.</param>
/// <param name="ImportId">The import the row came with, where there is one.</param>
/// <param name="Line">The line in that import's file; 0 when unknown.</param>
public sealed record Finding(
    string Code, Severity Severity, string Table, string Entity, string? Field, string? Value, string Message, string Advice,
    long? ImportId = null, int Line = 0);
