using System.Collections.Frozen;

namespace Concord.Planning.Data.Mappings;

/// <summary>
/// How a foreign system's files become our tables: read from a mapping file (docs/mapping.md) by <see cref="MappingReader"/>. Immutable.
/// </summary>
public sealed record Mapping
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>What the mapping takes for granted about the source; recorded with every import made through it.</summary>
    public IReadOnlyList<string> Assumptions { get; init; } = [];

    public SourceFormat Defaults { get; init; } = SourceFormat.Default;

    public IReadOnlyList<MappingParameter> Parameters { get; init; } = [];

    /// <summary>Word lists by name: foreign word to our word.</summary>
    public IReadOnlyDictionary<string, FrozenDictionary<string, string>> Words { get; init; } =
        FrozenDictionary<string, FrozenDictionary<string, string>>.Empty;

    public IReadOnlyList<MappingSource> Sources { get; init; } = [];

    public IReadOnlyList<TableMapping> Tables { get; init; } = [];

    /// <summary>True for <see cref="Canonical"/>: sources and tables follow from the files that are given.</summary>
    public bool Identity { get; private init; }

    /// <summary>
    /// The mapping for files and sheets that already are ours: <c>items.csv</c> or the sheet "items", with our column names as headers. Names ignore case.
    /// Values are canonical text; sources and tables follow from the files (<see cref="IdentityMapping.For"/>).
    /// </summary>
    public static Mapping Canonical { get; } = new() { Name = "canonical", Description = "Files named and headed like the tables of Concord.", Identity = true };

    /// <summary>The canonical mapping with other formats for numbers and dates.</summary>
    public static Mapping CanonicalWith(SourceFormat format) => Canonical with { Defaults = format };

    public MappingSource? Source(string name) => Sources.FirstOrDefault(s => s.Name == name);
}

/// <summary>How a text file is written.</summary>
/// <param name="Delimiter">The separator; null to find it out.</param>
/// <param name="Quote">The quote; null when there is none.</param>
/// <param name="Encoding">Name of the encoding; null to find it out (byte order mark, else UTF-8 where all bytes fit, else windows-1252).</param>
/// <param name="Trim">Whether expressions see text without white space around it.</param>
public sealed record SourceFormat(char? Delimiter, char? Quote, string? Encoding, ValueFormats Values, bool Trim)
{
    public static SourceFormat Default { get; } = new(null, '"', null, ValueFormats.Canonical, true);
}

/// <summary>A named constant of a mapping, which the caller may override.</summary>
/// <param name="Value">Empty when the caller must give it.</param>
public sealed record MappingParameter(string Name, MappingValue Value, string? Description);

/// <summary>A foreign table.</summary>
/// <param name="File">File name or pattern with * and ?; ignoring case.</param>
/// <param name="Sheet">Sheet of a workbook; null for the first sheet, and for text files.</param>
/// <param name="HeaderRow">1-based row of the column names; rows above are skipped.</param>
/// <param name="Optional">Whether the file may be missing: its tables are then left out.</param>
public sealed record MappingSource(string Name, string File, string? Sheet, int HeaderRow, bool Optional, SourceFormat Format);

/// <summary>How one of our tables is made from a source. A table may have several; their rows follow each other.</summary>
/// <param name="Path">Where it stands in the mapping file, e.g. <c>$.tables[3]</c>.</param>
/// <param name="Alias">The name expressions use for the source.</param>
/// <param name="Where">Rows for which it is not true are left out; null keeps all.</param>
/// <param name="Distinct">Whether rows equal to an earlier one of this block are left out.</param>
/// <param name="Replaces">Whether the rows are the whole table; null for the table's own rule.</param>
public sealed record TableMapping(
    string Path, TableDefinition Table, string Source, string Alias, IReadOnlyList<JoinMapping> Joins, Expression? Where,
    IReadOnlyList<ColumnMapping> Columns, bool Distinct, bool? Replaces);

/// <summary>The lookup of one row of another source.</summary>
/// <param name="On">Columns of the looked-up source, and what each must equal.</param>
/// <param name="Where">Which rows of the looked-up source count; null for all. It sees that source only.</param>
/// <param name="Optional">Whether a row without a match goes on with empty values; otherwise it becomes a rejected row.</param>
/// <param name="First">Whether the first of several matches is taken without a word; otherwise they are reported.</param>
public sealed record JoinMapping(
    string Path, string Source, string Alias, IReadOnlyList<(string Column, Expression Value)> On, Expression? Where, bool Optional, bool First);

/// <summary>What fills one of our columns.</summary>
/// <param name="Factor">Multiplied with the value; 1 for none.</param>
/// <param name="Words">Foreign word to our word; null for none.</param>
/// <param name="Fallback">The value for a word that is not listed, or, without a list, for an empty value; null for none.</param>
public sealed record ColumnMapping(
    string Path, ColumnDefinition Target, Expression Value, double Factor, FrozenDictionary<string, string>? Words, Expression? Fallback)
{
    /// <summary>The source column whose text can be passed on as it is; null when something has to be computed.</summary>
    public ColumnReference? Direct => Factor == 1 && Words is null && Fallback is null ? Value.AsColumn : null;
}

/// <summary>Something wrong in a mapping file.</summary>
/// <param name="Path">JSON path, e.g. <c>$.tables[0].columns.item</c>.</param>
public sealed record MappingProblem(string Path, string Message)
{
    public override string ToString() => $"{Path}: {Message}";
}

/// <summary>A mapping file that cannot be used; all its problems at once.</summary>
public sealed class MappingException(IReadOnlyList<MappingProblem> problems)
    : Exception(string.Join("\n", problems.Take(20)) + (problems.Count > 20 ? $"\nand {problems.Count - 20} more." : ""))
{
    public IReadOnlyList<MappingProblem> Problems { get; } = problems;
}
