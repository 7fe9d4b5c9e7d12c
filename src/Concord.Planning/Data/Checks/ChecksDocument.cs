namespace Concord.Planning.Data.Checks;

/// <summary>Writes docs/checks.md from the definitions: every check and every reason for a rejected row, with why it matters and what to do.</summary>
public static class ChecksDocument
{
    /// <summary>Writes Markdown with "\n" line ends; the same text on every machine.</summary>
    public static void Write(TextWriter writer)
    {
        Line(writer, "# Data checks");
        Line(writer);
        Line(writer, "Made from the code by a test (`CONCORD_WRITE_DOCS=1 ./test` writes it anew); do not edit.");
        Line(writer);
        Line(writer, $"{DataChecks.All.Count} checks look at the whole dataset after each import and give findings; {RowChecks.All.Count} reasons reject single rows at import.");
        Line(writer, "How they become a data quality score is told in [data-quality.md](data-quality.md). A finding repeats the advice and carries the values.");
        foreach (var area in DataChecks.All.Select(c => c.Definition).GroupBy(d => d.Area!.Value))
            Table(writer, Title(area.Key), area);
        Line(writer);
        Line(writer, "## Rejected rows");
        Line(writer);
        Line(writer, "A rejected row is kept with its file, line and reason, and counts against the validity of its table's area until it is repaired or discarded.");
        Rows(writer, RowChecks.All);
    }

    private static void Table(TextWriter writer, string title, IEnumerable<CheckDefinition> definitions)
    {
        Line(writer);
        Line(writer, $"## {title}");
        Rows(writer, definitions);
    }

    private static void Rows(TextWriter writer, IEnumerable<CheckDefinition> definitions)
    {
        Line(writer);
        Line(writer, "| code | severity | dimension | what | why it matters | what to do |");
        Line(writer, "|---|---|---|---|---|---|");
        foreach (var d in definitions)
            Line(writer, $"| `{d.Code}` | {Lower(d.Severity)} | {Lower(d.Dimension)} | {Cell(d.Title)} | {Cell(d.Why)} | {Cell(d.Advice)} |");
    }

    private static string Title(DataArea area)
    {
        var words = ChoiceWords.Spell(area.ToString()).Replace('_', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string Lower<T>(T value)
        where T : struct, Enum => ChoiceWords.Spell(value.ToString());

    private static string Cell(string text) => text.Replace("|", "\\|");

    private static void Line(TextWriter writer, string text = "")
    {
        writer.Write(text);
        writer.Write('\n');
    }
}
