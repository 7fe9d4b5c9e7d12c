using System.Globalization;
using Concord.Planning.Data;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Concord.Storage.Data;

/// <summary>
/// Writes tables as an XLSX workbook: a sheet each, a frozen header row with a filter, number formats and column widths. Text is stored as text and nothing as a formula, so that a name that
/// starts with an equals sign runs nothing. The same tables give the same bytes: the parts carry one fixed time and no author.
/// </summary>
public static class ReportWorkbook
{
    /// <summary>Rows a sheet holds, its header included.</summary>
    public const int MostRows = 1_048_576;

    /// <summary>Characters a cell holds.</summary>
    private const int MostCharacters = 32_767;

    private const int MostNameLength = 31;

    // Positions in the style sheet below.
    private const uint Header = 1;
    private const uint FirstFormat = 2;

    /// <summary>Writes the workbook. The stream need not be seekable and stays open.</summary>
    /// <exception cref="ArgumentException">There is no table, one has more rows than a sheet holds, or a row has not one value for each column.</exception>
    public static void Write(Stream output, IReadOnlyList<ReportTable> tables)
    {
        if (tables.Count == 0)
            throw new ArgumentException("A workbook needs at least one table.", nameof(tables));
        foreach (var table in tables)
        {
            if (table.Rows.Count >= MostRows)
                throw new ArgumentException($"Table '{table.Name}' has {table.Rows.Count} rows; a sheet holds {MostRows - 1}. Maybe write it as CSV.", nameof(tables));
        }

        using var package = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(package, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            document.ChangeIdOfPart(workbook, "workbook");
            workbook.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = Styles();
            var sheets = new Sheets();
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var table in tables)
            {
                var number = (uint)sheets.ChildElements.Count + 1;
                var part = workbook.AddNewPart<WorksheetPart>($"sheet{number}");
                using (var writer = OpenXmlWriter.Create(part))
                    WriteSheet(writer, table);
                sheets.Append(new Sheet { Name = SheetName(table.Name, names), SheetId = number, Id = $"sheet{number}" });
            }

            workbook.Workbook = new Workbook(sheets);
            workbook.Workbook.Save();
        }

        package.Position = 0;
        FixedTimes.Copy(package, output);
    }

    private static void WriteSheet(OpenXmlWriter writer, ReportTable table)
    {
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(Frozen());
        if (table.Columns.Count > 0)
            writer.WriteElement(new Columns(table.Columns.Select((c, i) => new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = Width(c), CustomWidth = true })));
        writer.WriteStartElement(new SheetData());
        writer.WriteElement(new Row(table.Columns.Select(c => Text(c.Name, Header))) { RowIndex = 1 });
        var line = 1u;
        foreach (var row in table.Rows)
        {
            if (row.Count != table.Columns.Count)
                throw new ArgumentException($"Table '{table.Name}' has {table.Columns.Count} columns, row {line} has {row.Count} values.", nameof(table));
            writer.WriteStartElement(new Row { RowIndex = ++line });
            for (var column = 0; column < row.Count; column++)
            {
                // Cells without a value are left out, so each says where it stands.
                if (Cell(row[column], FirstFormat + (uint)table.Columns[column].Format) is { } cell)
                {
                    cell.CellReference = $"{Letters(column)}{line}";
                    writer.WriteElement(cell);
                }
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        if (table.Columns.Count > 0)
            writer.WriteElement(new AutoFilter { Reference = $"A1:{Letters(table.Columns.Count - 1)}{line}" });
        writer.WriteEndElement();
    }

    private static Cell? Cell(object? value, uint style) => value switch
    {
        null => null,
        string text => Text(text, style),
        DateOnly day => Number(day.ToDateTime(TimeOnly.MinValue).ToOADate(), style),
        double number => double.IsFinite(number) ? Number(number, style) : null,
        int or long => Number(Convert.ToDouble(value, CultureInfo.InvariantCulture), style),
        bool yes => new Cell(new CellValue(yes)) { DataType = CellValues.Boolean },
        _ => throw new ArgumentException($"A cell cannot hold a {value.GetType().Name}.", nameof(value)),
    };

    private static Cell Number(double value, uint style) => new(new CellValue(value.ToString("R", CultureInfo.InvariantCulture))) { StyleIndex = style };

    private static Cell Text(string text, uint style) =>
        new(new InlineString(new Text(Printable(text)) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString, StyleIndex = style };

    /// <summary>XML has no room for control characters and halves of a surrogate pair; a cell has none for very long text.</summary>
    private static string Printable(string text)
    {
        if (text.Length > MostCharacters)
            text = text[..(MostCharacters - 1)] + "…";
        for (var i = 0; i < text.Length; i++)
        {
            if (!Allowed(text, i))
                return string.Create(text.Length, text, static (span, source) =>
                {
                    for (var at = 0; at < span.Length; at++)
                        span[at] = Allowed(source, at) ? source[at] : '\uFFFD';
                });
        }

        return text;
    }

    private static bool Allowed(string text, int at) => text[at] switch
    {
        < ' ' => text[at] is '\t' or '\n' or '\r',
        '\uFFFE' or '\uFFFF' => false,
        var c when char.IsHighSurrogate(c) => at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]),
        var c when char.IsLowSurrogate(c) => at > 0 && char.IsHighSurrogate(text[at - 1]),
        _ => true,
    };

    /// <summary>At most 31 characters, none of those a sheet's name may not have, unique without regard to case.</summary>
    private static string SheetName(string name, HashSet<string> taken)
    {
        var clean = string.Concat(Printable(name).Select(c => "[]:*?/\\'".Contains(c) || c < ' ' ? '_' : c));
        if (clean.Length == 0)
            clean = "sheet";
        var unique = clean.Length > MostNameLength ? clean[..MostNameLength] : clean;
        for (var number = 2; !taken.Add(unique); number++)
        {
            var tail = $" ({number})";
            unique = clean[..Math.Min(clean.Length, MostNameLength - tail.Length)] + tail;
        }

        return unique;
    }

    private static double Width(ReportColumn column) => Math.Max(column.Name.Length + 3, column.Format switch
    {
        ReportFormat.Text => 22,
        ReportFormat.Money => 16,
        ReportFormat.Whole => 9,
        _ => 12,
    });

    private static SheetViews Frozen() => new(new SheetView(
        new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen },
        new Selection { Pane = PaneValues.BottomLeft, ActiveCell = "A2", SequenceOfReferences = new ListValue<StringValue>([new StringValue("A2")]) })
    {
        WorkbookViewId = 0,
    });

    private static Stylesheet Styles()
    {
        const uint date = 164, percent = 165, quantity = 166;
        return new Stylesheet(
            new NumberingFormats(
                new NumberingFormat { NumberFormatId = date, FormatCode = "yyyy\\-mm\\-dd" },
                new NumberingFormat { NumberFormatId = percent, FormatCode = "0.0%" },
                new NumberingFormat { NumberFormatId = quantity, FormatCode = "#,##0.##" }),
            new Fonts(
                new Font(new FontSize { Val = 11 }, new FontName { Val = "Calibri" }),
                new Font(new Bold(), new FontSize { Val = 11 }, new Color { Rgb = "FFFFFFFF" }, new FontName { Val = "Calibri" })),
            new Fills(
                new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
                new Fill(new PatternFill(new ForegroundColor { Rgb = "FF1F4E78" }) { PatternType = PatternValues.Solid })),
            new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder())),
            new CellStyleFormats(new CellFormat()),
            new CellFormats(
                new CellFormat(), new CellFormat { FontId = 1, FillId = 2, ApplyFont = true, ApplyFill = true },
                // From here on in the order of ReportFormat: text, date, quantity, money, percent, number, whole.
                Format(49), Format(date), Format(quantity), Format(4), Format(percent), Format(quantity), Format(3)));

        static CellFormat Format(uint number) => new() { NumberFormatId = number, ApplyNumberFormat = true };
    }

    private static string Letters(int column) => column < 26 ? ((char)('A' + column)).ToString() : Letters((column / 26) - 1) + (char)('A' + (column % 26));
}
