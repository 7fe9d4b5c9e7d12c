using Concord.Planning.Data;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Concord.Storage.Data.Sources;

/// <summary>
/// Writes the workbook a company without an ERP export fills in: a sheet per table with its columns as headers, a page that explains each column, and word lists where
/// a column has fixed words. Filled in, it is imported by <see cref="Planning.Data.Mappings.Mapping.Canonical"/>. The same data model gives the same bytes.
/// </summary>
public static class TemplateWorkbook
{
    private const int LastRow = 1_048_576;

    // Positions in the style sheet below.
    private const uint Plain = 0;
    private const uint RequiredHeader = 1;
    private const uint OptionalHeader = 2;
    private const uint DateCells = 3;
    private const uint TextCells = 4;
    private const uint Title = 5;
    private const uint Wrapped = 6;

    /// <summary>Writes the workbook. The stream need not be seekable and stays open.</summary>
    public static void Write(Stream output)
    {
        using var package = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(package, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            document.ChangeIdOfPart(workbook, "workbook");
            var sheets = new Sheets();
            workbook.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = Styles();
            AddSheet("Read me", ReadMe());
            AddSheet("Columns", ColumnList());
            foreach (var table in DataModel.Tables)
                AddSheet(table.Name, TableSheet(table));
            workbook.Workbook = new Workbook(sheets);
            workbook.Workbook.Save();

            void AddSheet(string name, Worksheet worksheet)
            {
                var number = (uint)sheets.ChildElements.Count + 1;
                workbook.AddNewPart<WorksheetPart>($"sheet{number}").Worksheet = worksheet;
                sheets.Append(new Sheet { Name = name, SheetId = number, Id = $"sheet{number}" });
            }
        }

        package.Position = 0;
        FixedTimes.Copy(package, output);
    }

    private static Worksheet ReadMe()
    {
        var rows = new SheetData();
        var line = 0u;
        Add("Concord: data template", Title);
        Add("Fill in the sheets that apply to your company and leave the others empty: an empty sheet changes nothing.");
        Add("The first row of a sheet names its columns. Dark headers are required, light ones optional. Do not rename sheets or headers; columns may be left out.");
        Add("The sheet 'Columns' explains every column: what it means, its unit, what an empty cell means, which words are allowed, and an example.");
        Add("Dates are date cells or text like 2026-01-31. Numbers are number cells or text with a point. Codes (items, customers, orders) are text: leading zeros count.");
        Add("A column that refers to another table must hold a key of that table, or the row is rejected and shown to you for correction.");
        Add("Start with units, items and locations; add sales history for a forecast; add resources, routings and bills of material for a supply plan; add prices and costs for a financial plan.");
        Add("");
        foreach (var area in DataModel.Tables.GroupBy(t => t.Area).OrderBy(g => g.Key))
        {
            Add(area.Key == DataArea.StockAndOrders ? "Stock and orders" : area.Key.ToString(), Title);
            foreach (var table in area.OrderBy(t => t.Order))
                Add($"{table.Name}: {table.Description}{(table.Replaces ? " The sheet states the whole: what is missing from it is gone." : "")}");
        }

        return new Worksheet(new Columns(new Column { Min = 1, Max = 1, Width = 140, CustomWidth = true }), rows);

        void Add(string text, uint style = Wrapped) => rows.Append(new Row(Text(text, style)) { RowIndex = ++line });
    }

    private static Worksheet ColumnList()
    {
        string[] headers = ["table", "column", "required", "key", "type", "unit", "an empty cell means", "allowed words", "refers to", "range", "description", "example"];
        double[] widths = [22, 26, 10, 6, 10, 26, 22, 40, 16, 16, 70, 22];
        var rows = new SheetData(new Row(headers.Select(h => Text(h, RequiredHeader))) { RowIndex = 1 });
        var line = 1u;
        foreach (var table in DataModel.Tables)
        {
            foreach (var column in table.Columns)
            {
                string[] cells =
                [
                    table.Name, column.Name, column.Required ? "yes" : "", column.Key ? "yes" : "", column.Type.ToString().ToLowerInvariant(), column.Unit ?? "",
                    column.Default is { } text ? text : column.Required ? "an error" : column.Key ? "all" : "not known", string.Join(", ", column.Choices),
                    column.References ?? "", Range(column), column.Description, Example(column),
                ];
                rows.Append(new Row(cells.Select(c => Text(c, Wrapped))) { RowIndex = ++line });
            }
        }

        var columns = new Columns(widths.Select((w, i) => new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = w, CustomWidth = true }));
        return new Worksheet(Frozen(), columns, rows, new AutoFilter { Reference = $"A1:{Letters(headers.Length - 1)}{line}" });
    }

    private static Worksheet TableSheet(TableDefinition table)
    {
        var header = new Row(table.Columns.Select(c => Text(c.Name, c.Required && c.Default is null ? RequiredHeader : OptionalHeader))) { RowIndex = 1 };
        var columns = new Columns(table.Columns.Select(c => new Column
        {
            Min = (uint)c.Index + 1,
            Max = (uint)c.Index + 1,
            Width = Math.Max(12, c.Name.Length + 3),
            CustomWidth = true,
            Style = c.Type switch { ColumnType.Date => DateCells, ColumnType.Text => TextCells, _ => Plain },
        }));
        var validations = new DataValidations(table.Columns.Select(Validation)) { Count = (uint)table.Columns.Count };
        return new Worksheet(Frozen(), columns, new SheetData(header), validations);
    }

    /// <summary>The note shown when a cell of the column is selected; for fixed words also the list to choose from.</summary>
    private static DataValidation Validation(ColumnDefinition column)
    {
        var letter = Letters(column.Index);
        var validation = new DataValidation
        {
            SequenceOfReferences = new ListValue<StringValue>([new StringValue($"{letter}2:{letter}{LastRow}")]),
            AllowBlank = true,
            ShowInputMessage = true,
            PromptTitle = Short(column.Name, 32),
            Prompt = Short(Note(column), 255),
        };
        IReadOnlyList<string> words = column.Type == ColumnType.Boolean ? ["true", "false"] : column.Choices;
        if (words.Count > 0)
        {
            validation.Type = DataValidationValues.List;
            validation.ShowErrorMessage = true;
            validation.ErrorTitle = "Not one of the words";
            validation.Error = Short($"Allowed are: {string.Join(", ", words)}", 225);
            validation.Append(new Formula1($"\"{string.Join(",", words)}\""));
        }

        return validation;
    }

    private static string Note(ColumnDefinition column)
    {
        var unit = column.Unit is null ? "" : $" Unit: {column.Unit}.";
        var empty = column.Default is { } text ? $" Empty means {text}." : column.Required ? " Required." : "";
        var reference = column.References is null ? "" : $" A key of the sheet {column.References}.";
        return column.Description + unit + empty + reference;
    }

    private static string Range(ColumnDefinition column) => (double.IsFinite(column.Min), double.IsFinite(column.Max)) switch
    {
        (true, true) => $"{column.Min} to {column.Max}",
        (true, false) => $"at least {column.Min}",
        (false, true) => $"at most {column.Max}",
        _ => "",
    };

    private static string Example(ColumnDefinition column) => column.Example ?? column.Default ?? column.Type switch
    {
        ColumnType.Date => "2026-01-31",
        ColumnType.Boolean => "true",
        ColumnType.Choice => column.Choices[0],
        ColumnType.Integer => "1",
        ColumnType.Number => "12.5",
        _ => "",
    };

    private static string Short(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";

    private static Cell Text(string text, uint style) =>
        new(new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString, StyleIndex = style };

    private static SheetViews Frozen() => new(new SheetView(
        new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen },
        new Selection { Pane = PaneValues.BottomLeft, ActiveCell = "A2", SequenceOfReferences = new ListValue<StringValue>([new StringValue("A2")]) })
    {
        WorkbookViewId = 0,
    });

    private static Stylesheet Styles() => new(
        new Fonts(
            new Font(new FontSize { Val = 11 }, new FontName { Val = "Calibri" }),
            new Font(new Bold(), new FontSize { Val = 11 }, new Color { Rgb = "FFFFFFFF" }, new FontName { Val = "Calibri" }),
            new Font(new Bold(), new FontSize { Val = 11 }, new FontName { Val = "Calibri" }),
            new Font(new Bold(), new FontSize { Val = 14 }, new FontName { Val = "Calibri" })),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 }), Solid("FF1F4E78"), Solid("FFDDEBF7")),
        new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder())),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(),
            new CellFormat { FontId = 1, FillId = 2, ApplyFont = true, ApplyFill = true },
            new CellFormat { FontId = 2, FillId = 3, ApplyFont = true, ApplyFill = true },
            new CellFormat { NumberFormatId = 14, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 49, ApplyNumberFormat = true },
            new CellFormat { FontId = 3, ApplyFont = true },
            new CellFormat(new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Top }) { ApplyAlignment = true }));

    private static Fill Solid(string colour) => new(new PatternFill(new ForegroundColor { Rgb = colour }) { PatternType = PatternValues.Solid });

    private static string Letters(int column) => column < 26 ? ((char)('A' + column)).ToString() : Letters((column / 26) - 1) + (char)('A' + (column % 26));
}
