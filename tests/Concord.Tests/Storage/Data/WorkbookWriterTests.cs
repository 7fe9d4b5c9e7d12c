using Concord.Planning.Data;
using Concord.Storage.Data;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Xunit;

namespace Concord.Tests.Storage.Data;

public sealed class WorkbookWriterTests
{
    private static readonly ReportColumn[] Columns =
    [
        new("item", ReportFormat.Text, "Item."), new("day", ReportFormat.Date, "Day."), new("quantity", ReportFormat.Quantity, "Quantity."), new("cost", ReportFormat.Money, "Cost."),
        new("share", ReportFormat.Percent, "Share."), new("hours", ReportFormat.Number, "Hours."), new("lines", ReportFormat.Whole, "Lines."),
    ];

    private static readonly ReportTable Plan = new("plan", "A plan.", Columns,
    [
        ["=HYPERLINK(\"http://example.org\")", new DateOnly(2026, 3, 31), 12.5, 1234.56, 0.85, 7.25, 3],
        ["a\u0001b\uD800", null, double.NaN, null, double.PositiveInfinity, null, 4L],
    ]);

    private static byte[] Bytes(params ReportTable[] tables)
    {
        using var stream = new MemoryStream();
        ReportWorkbook.Write(stream, tables);
        return stream.ToArray();
    }

    private static List<List<string>> Read(byte[] bytes, int sheet)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        var part = (WorksheetPart)document.WorkbookPart!.GetPartById(document.WorkbookPart.Workbook.Descendants<Sheet>().ElementAt(sheet).Id!);
        return [.. part.Worksheet.Descendants<Row>().Select(r => r.Elements<Cell>().Select(c => $"{c.CellReference?.Value} {c.DataType?.InnerText ?? "n"} {c.InnerText}").ToList())];
    }

    [Fact]
    public void CellsHoldTheirValuesAndNothingIsAFormula()
    {
        var rows = Read(Bytes(Plan), 0);
        Assert.Equal(["item", "day", "quantity", "cost", "share", "hours", "lines"], rows[0].Select(c => c.Split(' ')[^1]));
        Assert.Equal(
            ["A2 inlineStr =HYPERLINK(\"http://example.org\")", "B2 n 46112", "C2 n 12.5", "D2 n 1234.56", "E2 n 0.85", "F2 n 7.25", "G2 n 3"], rows[1]);
        Assert.Equal(["A3 inlineStr a\uFFFDb\uFFFD", "G3 n 4"], rows[2]);
        using var document = SpreadsheetDocument.Open(new MemoryStream(Bytes(Plan)), isEditable: false);
        Assert.Empty(document.WorkbookPart!.WorksheetParts.SelectMany(p => p.Worksheet.Descendants<CellFormula>()));
    }

    [Fact]
    public void TheWorkbookIsValidWithAFrozenHeaderAndTheSameBytesEachTime()
    {
        var bytes = Bytes(Plan, Plan with { Name = "Plan" }, Plan with { Name = new string('x', 40) }, Plan with { Name = "a/b", Columns = [], Rows = [] });
        Assert.Equal(bytes, Bytes(Plan, Plan with { Name = "Plan" }, Plan with { Name = new string('x', 40) }, Plan with { Name = "a/b", Columns = [], Rows = [] }));
        using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken).Select(e => $"{e.Path?.XPath} {e.Description}"));
        Assert.Equal(["plan", "Plan (2)", new string('x', 31), "a_b"], document.WorkbookPart!.Workbook.Descendants<Sheet>().Select(s => s.Name!.Value));
        Assert.All(document.WorkbookPart.WorksheetParts, p => Assert.Equal(PaneStateValues.Frozen, p.Worksheet.Descendants<Pane>().Single().State!.Value));
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(bytes));
        Assert.All(zip.Entries, e => Assert.Equal(1980, e.LastWriteTime.Year));
    }

    [Fact]
    public void WhatASheetCannotHoldIsRefusedWithTheReason()
    {
        Assert.Contains("at least one table", Assert.Throws<ArgumentException>(() => Bytes()).Message, StringComparison.Ordinal);
        Assert.Contains("7 columns, row 1 has 1 values", Assert.Throws<ArgumentException>(() => Bytes(Plan with { Rows = [["x"]] })).Message, StringComparison.Ordinal);
        Assert.Contains("cannot hold a Version", Assert.Throws<ArgumentException>(() => Bytes(Plan with { Columns = [Columns[0]], Rows = [[new Version(1, 0)]] })).Message, StringComparison.Ordinal);
    }
}
