using System.Text;
using Concord.Planning.Data;
using Concord.Planning.Data.Mappings;
using Concord.Storage.Data.Sources;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Concord.Tests.Storage.Sources;

/// <summary>Files in memory, and what a mapping makes of them, as text.</summary>
internal static class Files
{
    public static SourceFile Text(string name, string text, Encoding? encoding = null) => Bytes(name, (encoding ?? new UTF8Encoding(false)).GetBytes(text));

    public static SourceFile Bytes(string name, byte[] bytes) => new(name, () => new MemoryStream(bytes, writable: false));

    /// <summary>Each accepted row as "table line: column=value, …" (empty values left out); rows with faults as "table line! message".</summary>
    public static IReadOnlyList<string> Read(MappingRun run)
    {
        var rows = new List<string>();
        foreach (var source in run.Sources)
        {
            while (source.Read())
            {
                var cells = source.Table.Columns.Where(c => source.Delivers(c.Index)).Select(c => (c.Name, Text: Encoding.UTF8.GetString(source.Value(c.Index)))).Where(c => c.Text.Length > 0);
                rows.Add(source.Faults.Count > 0
                    ? $"{source.Table} {source.Line}! {string.Join("; ", source.Faults.Select(f => $"{f.Code} {f.Message}"))}"
                    : $"{source.Table} {source.Line}: {string.Join(", ", cells.Select(c => $"{c.Name}={c.Text}"))}");
            }
        }

        return rows;
    }

    public static IReadOnlyList<string> Read(string mapping, params SourceFile[] files)
    {
        using var run = MappingRun.Open(MappingReader.Read(mapping), files);
        return Read(run);
    }

    /// <summary>A mapping of one table from p.csv.</summary>
    public static string Mapping(string table, string columns, string rest = "", string source = "\"p.csv\"", string other = "") =>
        $$"""{ "name": "t", "sources": { "p": {{source}}{{other}} }, "tables": [ { "table": "{{table}}", "from": "p", {{rest}} "columns": { {{columns}} } } ] }""";

    public static ImportFormatException Fails(string mapping, params SourceFile[] files) => Assert(() => Read(mapping, files));

    public static ImportFormatException Assert(Action read) => Xunit.Assert.Throws<ImportFormatException>(read);

    /// <summary>A workbook; cells are texts, doubles, booleans, dates or null.</summary>
    public static SourceFile Workbook(string name, params (string Sheet, object?[][] Rows)[] sheets)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var part = document.AddWorkbookPart();
            part.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet(
                new Fonts(new Font()), new Fills(new Fill()), new Borders(new Border()), new CellStyleFormats(new CellFormat()),
                new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 14, ApplyNumberFormat = true }));
            var list = new Sheets();
            foreach (var (sheet, rows) in sheets)
            {
                var data = part.AddNewPart<WorksheetPart>();
                data.Worksheet = new Worksheet(new SheetData(rows.Select(r => new Row(r.Select(Cell)))));
                list.Append(new Sheet { Name = sheet, SheetId = (uint)list.ChildElements.Count + 1, Id = part.GetIdOfPart(data) });
            }

            part.Workbook = new Workbook(list);
        }

        return Bytes(name, stream.ToArray());
    }

    public static Cell Cell(object? value) => value switch
    {
        null => new Cell(),
        string text => new Cell(new InlineString(new Text(text))) { DataType = CellValues.InlineString },
        bool truth => new Cell(new CellValue(truth ? "1" : "0")) { DataType = CellValues.Boolean },
        DateOnly date => new Cell(new CellValue(date.ToDateTime(TimeOnly.MinValue).ToOADate())) { StyleIndex = 1 },
        Cell cell => cell,
        double number => new Cell(new CellValue(number)),
        _ => throw new ArgumentException($"No cell for {value}."),
    };
}
