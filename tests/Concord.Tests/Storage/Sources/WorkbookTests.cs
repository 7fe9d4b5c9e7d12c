using System.IO.Compression;
using Concord.Planning.Data;
using Concord.Planning.Data.Mappings;
using Concord.Storage.Data.Sources;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Xunit;

namespace Concord.Tests.Storage.Sources;

public sealed class WorkbookTests
{
    private static readonly SourceFile Erp = Files.Workbook(
        "erp.xlsx",
        ("Notes", [["nothing here"]]),
        ("Artikel",
        [
            ["Report"], ["Nr", "Gewicht", "Start", "Aktiv", "Text"],
            [4711.0, 12.5, new DateOnly(2024, 2, 29), true, "1.234,5"],
            [null, null],
            ["007", "1.234,5", "31.12.2024", "ja", " x "],
            ["8", "#DIV/0!", null, false, null],
        ]));

    private static string Mapping(string sheet) => Files.Mapping(
        "items", """ "item": "Nr", "unit": "'EA'", "weight_kg": "Gewicht", "launch_date": "Start", "brand": "Text", "family": "if(Aktiv, 'on', 'off')", "end_of_life_date": "addMonths(Start, 1)" """,
        source: $$"""{ "file": "*.xlsx", {{sheet}} "dates": ["dd.MM.yyyy"], "decimal": ",", "group": ".", "true": ["ja"] }""");

    [Fact]
    public void TypedCellsComeAsCanonicalTextAndTextCellsAreReadByTheFormats()
    {
        var rows = Files.Read(Mapping(""" "sheet": "artikel", "headerRow": 2, """), Erp);
        Assert.Equal("items 3: item=4711, unit=EA, family=on, brand=1.234,5, launch_date=2024-02-29, end_of_life_date=2024-03-29, weight_kg=12.5", rows[0]);
        Assert.Equal("items 5: item=007, unit=EA, family=on, brand=x, launch_date=2024-12-31, end_of_life_date=2025-01-31, weight_kg=1234.5", rows[1]);
        Assert.StartsWith("items 6! EXPRESSION_FAILED weight_kg cannot be computed: The cell holds the error #DIV/0!", rows[2], StringComparison.Ordinal);
    }

    [Fact]
    public void AFormulaThatFailedIsAFaultAndNotAnEmptyCell()
    {
        var rows = Files.Read(
            Files.Mapping("items", """ "item": "Nr", "unit": "'EA'", "weight_kg": "Gewicht" """, source: "\"p.xlsx\""),
            Files.Workbook("p.xlsx", ("S", [["Nr", "Gewicht"], ["a", Formula("#DIV/0!")], ["b", 2.0], [null, Formula("#REF!")], ["c", Formula(null)]])));
        Assert.StartsWith("items 2! EXPRESSION_FAILED weight_kg cannot be computed: The cell holds the error #DIV/0!", rows[0], StringComparison.Ordinal);
        Assert.Equal("items 3: item=b, unit=EA, weight_kg=2", rows[1]);
        Assert.Contains("#REF!", rows[2], StringComparison.Ordinal);
        Assert.Contains("a formula without its value", rows[3], StringComparison.Ordinal);

        static Cell Formula(string? error) => error is null
            ? new Cell(new CellFormula("NOW()"))
            : new Cell(new CellFormula("1/0"), new CellValue(error)) { DataType = CellValues.Error };
    }

    [Fact]
    public void ASheetThatIsNotThereIsAMissingFileAndTheFirstOneIsTakenWhenNoneIsNamed()
    {
        Assert.Contains("No file '*.xlsx' with a sheet 'Artikl' was given", Files.Fails(Mapping(""" "sheet": "Artikl", """), Erp).Message, StringComparison.Ordinal);
        Assert.Contains("has no column 'Nr'", Files.Fails(Mapping(""), Erp).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALookupJoinsAWorkbookWithATextFileByNumber() =>
        Assert.Equal(
            ["items 2: item=a, unit=EA, family=Bikes"],
            Files.Read(
                Files.Mapping("items", """ "item": "Nr", "unit": "'EA'", "family": "g.Name" """, """ "joins": [ { "source": "g", "on": { "Id": "Group" } } ], """, other: ", \"g\": \"g.xlsx\""),
                Files.Text("p.csv", "Nr,Group\na,7\n"), Files.Workbook("g.xlsx", ("S", [["Id", "Name"], [7.0, "Bikes"]]))));

    [Fact]
    public void WhatIsNoWorkbookSaysSo()
    {
        var mapping = Mapping("");
        Assert.Contains("Maybe save it as .xlsx", Files.Fails(mapping, Files.Bytes("old.xlsx", [0xD0, 0xCF, 0x11, 0xE0, 0, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("is no workbook", Files.Fails(mapping, Files.Text("page.xlsx", "<html><table>")).Message, StringComparison.Ordinal);
        Assert.Contains("damaged", Files.Fails(mapping, Files.Bytes("x.xlsx", [.. "PK\u0003\u0004"u8, 1, 2, 3])).Message, StringComparison.Ordinal);
        Assert.Contains("damaged", Files.Fails(mapping, Zip("x.xlsx", ("readme.txt", "hello"u8.ToArray()))).Message, StringComparison.Ordinal);
        Assert.Contains("damaged", Files.Fails(mapping, Zip("x.xlsx", ("[Content_Types].xml", "<a"u8.ToArray()), ("xl/workbook.xml", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"u8.ToArray()))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AZipBombIsRefusedByWhatItUnpacksTo()
    {
        var bomb = Zip("bomb.xlsx", ("xl/worksheets/sheet1.xml", new byte[64 << 20]));
        Assert.Contains("unpacks to over", Files.Fails(Mapping(""), bomb).Message, StringComparison.Ordinal);
        var many = Zip("many.xlsx", [.. Enumerable.Range(0, 50).Select(i => ($"p{i}", new byte[1]))]);
        Refused(many, new ImportLimits { WorkbookParts = 20 }, "50 parts");
        Refused(Erp, new ImportLimits { WorkbookBytes = 1000 }, "unpacks to over");
        Refused(Erp, new ImportLimits { Columns = 2 }, "over the limit of 2");

        static void Refused(SourceFile file, ImportLimits limits, string message) => Assert.Contains(
            message, Files.Assert(() => MappingRun.Open(MappingReader.Read(Mapping(""" "sheet": "artikel", "headerRow": 2, """)), [file], limits: limits)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CanonicalFilesAndSheetsNeedNoMappingAndWhatIsUnknownIsReported()
    {
        var workbook = Files.Workbook(
            "data.xlsx",
            ("Units", [["Unit", "Description"], ["EA", "Each"]]),
            ("itms", [["item"], ["a"]]),
            ("stock", [["item", "location", "quantity"]]),
            ("Read me", [["text"], ["more"]]));
        using var run = MappingRun.Open(Concord.Planning.Data.Mappings.Mapping.Canonical, [Files.Text("Items.csv", "ITEM;unit;launch date;Colour\na;EA;2024-01-31;red\n"), workbook]);
        Assert.Equal(
            ["units 2: unit=EA, description=Each", "items 2: item=a, unit=EA, launch_date=2024-01-31"], Files.Read(run));
        Assert.Equal(
            [(MappingFinding.UnknownColumn, "Colour"), (MappingFinding.UnknownTable, "itms"), (MappingFinding.UnusedColumn, "Colour")],
            run.Findings.Select(f => (f.Code, f.Value!)));
        Assert.Contains("Maybe 'items'?", run.Findings[1].Message, StringComparison.Ordinal);
        Assert.Equal("data.xlsx [Units]", run.Sources[0].File);
    }

    [Fact]
    public void ACanonicalFileWithoutARequiredColumnIsRefused() =>
        Assert.Contains("The required column 'unit' of 'items' is not filled", Files.Assert(() => MappingRun.Open(Concord.Planning.Data.Mappings.Mapping.Canonical, [Files.Text("items.csv", "item\na\n")])).Message, StringComparison.Ordinal);

    [Fact]
    public void TheTemplateIsAValidWorkbookThatIsTheSameEveryTime()
    {
        using var first = new MemoryStream();
        using var second = new MemoryStream();
        TemplateWorkbook.Write(first);
        TemplateWorkbook.Write(second);
        Assert.Equal(first.ToArray(), second.ToArray());
        using var document = SpreadsheetDocument.Open(first, false);
        Assert.Empty(new OpenXmlValidator().Validate(document).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}"));
    }

    [Fact]
    public void TheTemplateHasASheetPerTableWithItsColumnsAndListsOfWords()
    {
        using var stream = new MemoryStream();
        TemplateWorkbook.Write(stream);
        var sheets = XlsxRows.Sheets(Files.Bytes("t.xlsx", stream.ToArray()), ImportLimits.Default);
        Assert.Equal(["Read me", "Columns", .. DataModel.Tables.Select(t => t.Name)], sheets.Select(s => s.Sheet));
        foreach (var table in DataModel.Tables)
        {
            var sheet = sheets.Single(s => s.Sheet == table.Name);
            Assert.Equal(table.Columns.Select(c => c.Name), sheet.Headers);
            Assert.False(sheet.HasRows);
        }

        using var document = SpreadsheetDocument.Open(stream, false);
        var workbook = document.WorkbookPart!;
        var items = (WorksheetPart)workbook.GetPartById(workbook.Workbook.Descendants<Sheet>().Single(s => s.Name == "items").Id!);
        Assert.Contains("\"make,buy\"", items.Worksheet.Descendants<Formula1>().Select(f => f.Text));
        Assert.Equal(DataModel.Table("items").Columns.Count, items.Worksheet.Descendants<DataValidation>().Count());
    }

    [Fact]
    public void AFilledInTemplateIsImportedAsItIs()
    {
        using var stream = new MemoryStream();
        TemplateWorkbook.Write(stream);
        using (var document = SpreadsheetDocument.Open(stream, true))
        {
            Fill(document, "units", ["EA", "Each", "count"]);
            Fill(document, "items", ["0815", "Bolt", "component", "buy", "EA", null, null, "Bolts", null, null, new DateOnly(2024, 5, 1), null, 0.25]);
        }

        using var run = MappingRun.Open(Concord.Planning.Data.Mappings.Mapping.Canonical, [Files.Bytes("t.xlsx", stream.ToArray())]);
        Assert.Empty(run.Findings);
        Assert.Equal(
            [
                "units 2: unit=EA, description=Each, dimension=count",
                "items 2: item=0815, description=Bolt, type=component, source=buy, unit=EA, family=Bolts, launch_date=2024-05-01, weight_kg=0.25",
            ],
            Files.Read(run));

        static void Fill(SpreadsheetDocument document, string sheet, object?[] cells)
        {
            var workbook = document.WorkbookPart!;
            var part = (WorksheetPart)workbook.GetPartById(workbook.Workbook.Descendants<Sheet>().Single(s => s.Name == sheet).Id!);
            part.Worksheet.GetFirstChild<SheetData>()!.Append(new Row(cells.Select(c =>
            {
                var cell = Files.Cell(c);
                cell.StyleIndex = c is DateOnly ? 3u : null;
                return cell;
            })));
        }
    }

    private static SourceFile Zip(string name, params (string Name, byte[] Bytes)[] parts)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (part, bytes) in parts)
            {
                using var entry = zip.CreateEntry(part).Open();
                entry.Write(bytes);
            }
        }

        return Files.Bytes(name, stream.ToArray());
    }
}
