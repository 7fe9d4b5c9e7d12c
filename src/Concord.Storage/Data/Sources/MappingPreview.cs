using System.Text;
using Concord.Planning.Data;
using Concord.Planning.Data.Mappings;

namespace Concord.Storage.Data.Sources;

/// <summary>A row before mapping: the line of the file and its cells as written.</summary>
public sealed record PreviewSourceRow(int Line, IReadOnlyList<string> Cells);

/// <summary>A cell after mapping. <paramref name="Problem"/> says why an import would reject it; null when it reads.</summary>
public sealed record PreviewCell(string Text, string? Problem);

/// <summary>A row after mapping.</summary>
/// <param name="Problems">What concerns the row as a whole: a lookup without a match, a filter that failed.</param>
public sealed record PreviewRow(int Line, IReadOnlyList<PreviewCell> Cells, IReadOnlyList<string> Problems);

/// <summary>One table block over one file, before and after.</summary>
/// <param name="Path">Where the block stands in the mapping file.</param>
/// <param name="Headers">Columns of the file.</param>
/// <param name="Columns">Our columns that the block fills.</param>
/// <param name="Replaces">True when the rows state the whole table: rows of earlier imports would be gone.</param>
public sealed record PreviewBlock(
    string Table, bool Replaces, string Path, string File, IReadOnlyList<string> Headers, IReadOnlyList<PreviewSourceRow> Before, IReadOnlyList<string> Columns, IReadOnlyList<PreviewRow> After);

/// <summary>The first rows of every file before and after a mapping, and what does not fit. Nothing is imported.</summary>
public sealed record MappingPreview(string Mapping, IReadOnlyList<string> Assumptions, IReadOnlyList<PreviewBlock> Blocks, IReadOnlyList<Finding> Findings)
{
    private const int MaxCell = 200;

    /// <summary>Makes a preview. Mapping and files may not fit: the findings then say why, and blocks that can be read are shown all the same.</summary>
    /// <param name="rows">Most rows per block, before and after; 1 to 1,000.</param>
    /// <exception cref="ImportFormatException">A file cannot be read at all.</exception>
    public static MappingPreview Make(
        Mapping mapping, IReadOnlyList<SourceFile> files, int rows = 20, IReadOnlyDictionary<string, string>? parameters = null, ImportLimits? limits = null, CancellationToken cancel = default)
    {
        rows = Math.Clamp(rows, 1, 1000);
        using var run = MappingRun.Look(mapping, files, parameters, limits, cancel);
        var blocks = new List<PreviewBlock>();
        foreach (var source in run.Sources.Cast<MappedRows>())
        {
            using (source)
            {
                var (headers, before) = Before(run, source, rows);
                var columns = source.Table.Columns.Where(c => source.Delivers(c.Index)).ToList();
                blocks.Add(new PreviewBlock(source.Table.Name, source.Replaces, source.Block.Path, source.File, headers, before, [.. columns.Select(c => c.Name)], After(source, columns, rows)));
            }
        }

        return new MappingPreview(run.Mapping.Name, run.Assumptions, blocks, [.. run.Findings]);
    }

    private static (IReadOnlyList<string> Headers, List<PreviewSourceRow> Rows) Before(MappingRun run, MappedRows source, int rows)
    {
        using var foreign = run.OpenRows(run.Mapping.Source(source.Block.Source)!, source.Header);
        var before = new List<PreviewSourceRow>();
        while (before.Count < rows && foreign.Read())
        {
            var line = foreign.Line;
            before.Add(new PreviewSourceRow(line, [.. Enumerable.Range(0, foreign.Headers.Count).Select(i => Shown(foreign.Text(i)))]));
        }

        return (foreign.Headers, before);
    }

    private static List<PreviewRow> After(MappedRows source, List<ColumnDefinition> columns, int rows)
    {
        var after = new List<PreviewRow>();
        var raw = new ValueParser(source.Formats);
        while (after.Count < rows && source.Read())
        {
            var faults = source.Faults;
            var cells = columns.Select(c =>
            {
                var text = source.Value(c.Index);
                var problem = faults.FirstOrDefault(f => f.Column == c.Name)?.Message ?? Problem(c, text, source.IsRaw(c.Index) ? raw : ValueParser.Canonical);
                return new PreviewCell(Shown(text), problem);
            }).ToList();
            after.Add(new PreviewRow(source.Line, cells, [.. faults.Where(f => f.Column is null).Select(f => f.Message)]));
        }

        return after;
    }

    private static string? Problem(ColumnDefinition column, ReadOnlySpan<byte> text, ValueParser parser)
    {
        text = ValueParser.Trim(text);
        if (text.IsEmpty)
            return column.Required && column.Default is null ? $"The required column '{column.Name}' is empty." : null;
        switch (column.Type)
        {
            case ColumnType.Number or ColumnType.Integer:
                if (!parser.TryNumber(text, out var number))
                    return parser.NumberProblem(Shown(text));
                return column.Type == ColumnType.Integer && number != Math.Floor(number) ? $"{number} is not a whole number."
                    : number < column.Min ? $"{number} is less than {column.Min}." : number > column.Max ? $"{number} is more than {column.Max}." : null;
            case ColumnType.Date:
                return parser.TryDay(text, out _) ? null : parser.DayProblem(Shown(text));
            case ColumnType.Boolean:
                return parser.TryBoolean(text, out _) ? null : parser.BooleanProblem(Shown(text));
            case ColumnType.Choice:
                var word = Shown(text);
                return column.Choices.Contains(word, StringComparer.OrdinalIgnoreCase)
                    ? null
                    : $"'{word}' is not one of {string.Join(", ", column.Choices)}.{NearestName.MaybeHint(word, column.Choices)}";
            default:
                return null;
        }
    }

    private static string Shown(ReadOnlySpan<byte> text)
    {
        var shown = Encoding.UTF8.GetString(text);
        return shown.Length <= MaxCell ? shown : shown[..(MaxCell - 1)] + "…";
    }
}
