using System.Text;
using Concord.Planning.Data;
using Concord.Planning.Data.Mappings;
using Concord.Storage.Data.Sources;
using Xunit;

namespace Concord.Tests.Storage.Sources;

public sealed class CsvSourceTests
{
    private static readonly string Units = Files.Mapping("units", """ "unit": "Code", "description": "Name" """);

    private static string UnitsWith(string format) => Files.Mapping("units", """ "unit": "Code", "description": "Name" """, source: $$"""{ "file": "p.csv", {{format}} }""");

    [Theory]
    [InlineData("Code,Name\nEA,Each\n")]
    [InlineData("Code;Name\r\nEA;Each\r\n")]
    [InlineData("Code\tName\nEA\tEach")]
    [InlineData("Code|Name\rEA|Each\r")]
    [InlineData("\"Code\",\"Name\"\n\"EA\",\"Each\"\n\n\n")]
    [InlineData("sep=;\nCode;Name\nEA;Each", 3)]
    public void FindsTheDelimiterOut(string text, int line = 2) => Assert.Equal([$"units {line}: unit=EA, description=Each"], Files.Read(Units, Files.Text("p.csv", text)));

    [Theory]
    [InlineData("\"delimiter\": \"#\"", "Code#Name\nEA#Each, or piece")]
    [InlineData("\"quote\": \"'\"", "Code,Name\nEA,'Each, or piece'")]
    [InlineData("\"quote\": \"none\", \"delimiter\": \";\"", "Code;Name\nEA;Each, or piece")]
    [InlineData("\"headerRow\": 3, \"delimiter\": \";\"", "Report of today\n\nCode;Name\nEA;Each, or piece")]
    public void FollowsTheFormatOfTheMapping(string format, string text) =>
        Assert.EndsWith("unit=EA, description=Each, or piece", Assert.Single(Files.Read(UnitsWith(format), Files.Text("p.csv", text))), StringComparison.Ordinal);

    [Fact]
    public void QuotedTextKeepsDelimitersQuotesAndLineBreaksAndLinesAreCountedInTheFile()
    {
        var rows = Files.Read(Units, Files.Text("p.csv", "Code,Name\nA,\"one, \"\"two\"\"\nthree\"\nB,5\" pipe\nC,\"\"\n"));
        Assert.Equal(["units 2: unit=A, description=one, \"two\"\nthree", "units 4: unit=B, description=5\" pipe", "units 5: unit=C"], rows);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    [InlineData("utf-32")]
    public void AByteOrderMarkDecidesTheEncoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var bytes = encoding.GetPreamble().Concat(encoding.GetBytes("Code,Name\nST,Stück ☂\n")).ToArray();
        Assert.Equal(["units 2: unit=ST, description=Stück ☂"], Files.Read(Units, Files.Bytes("p.csv", bytes)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Utf16WithoutAMarkIsRecognised(bool bigEndian)
    {
        var bytes = new UnicodeEncoding(bigEndian, byteOrderMark: false).GetBytes("Code,Name\nST,Stück\n");
        Assert.Equal(["units 2: unit=ST, description=Stück"], Files.Read(Units, Files.Bytes("p.csv", bytes)));
    }

    [Fact]
    public void BytesThatAreNotUtf8AreReadAsWindows1252AndThatIsReported()
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes("Code,Name\nST,Stück\n€,Euro\n");
        using var run = MappingRun.Open(MappingReader.Read(Units), [Files.Bytes("p.csv", bytes)]);
        Assert.Equal(["units 2: unit=ST, description=Stück", "units 3: unit=€, description=Euro"], Files.Read(run));
        var finding = Assert.Single(run.Findings, f => f.Code == MappingFinding.GuessedEncoding);
        Assert.Equal(("p.csv", "windows-1252"), (finding.Entity, finding.Value));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ASignCutByTheReadBlockIsStillUtf8(int shift)
    {
        var text = "Code,Name\nST," + new string('x', (1 << 20) - 13 - shift) + "☂☂☂\n";
        using var run = MappingRun.Open(MappingReader.Read(Units), [Files.Text("p.csv", text)]);
        Assert.DoesNotContain(run.Findings, f => f.Code == MappingFinding.GuessedEncoding);
    }

    [Fact]
    public void ANamedEncodingIsTaken()
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(1250)!.GetBytes("Code,Name\nKS,kůň\n");
        Assert.Equal(["units 2: unit=KS, description=kůň"], Files.Read(UnitsWith("\"encoding\": \"windows-1250\""), Files.Bytes("p.csv", bytes)));
    }

    [Fact]
    public void NumbersAndDatesOfTheSourceAreReadByItsFormats()
    {
        var mapping = Files.Mapping(
            "items", """ "item": "Nr", "unit": "'EA'", "weight_kg": { "column": "Gramm", "factor": 0.001 }, "launch_date": "addDays(Start, 1)", "volume_m3": "Gramm" """,
            source: """{ "file": "p.csv", "dates": ["dd.MM.yyyy"], "decimal": ",", "group": "." }""");
        using var run = MappingRun.Open(MappingReader.Read(mapping), [Files.Text("p.csv", "Nr;Gramm;Start\n007;1.234,5;31.12.2024\n")]);
        var source = Assert.Single(run.Sources);
        Assert.Equal(',', source.Formats.DecimalSign);
        Assert.True(source.IsRaw(source.Table.Column("volume_m3").Index));
        Assert.False(source.IsRaw(source.Table.Column("weight_kg").Index));
        Assert.Equal(["items 2: item=007, unit=EA, launch_date=2025-01-01, weight_kg=1.2345, volume_m3=1.234,5"], Files.Read(run));
    }

    [Fact]
    public void AHeaderAloneGivesNoRows() => Assert.Empty(Files.Read(Units, Files.Text("p.csv", "Code,Name\n")));

    [Fact]
    public void AShortRecordHasEmptyValuesAndALongOneIsAFault()
    {
        var rows = Files.Read(Units, Files.Text("p.csv", "Code,Name\nA\nB,b,\nC,c,d\n"));
        Assert.Equal(["units 2: unit=A", "units 3: unit=B, description=b"], rows.Take(2));
        Assert.StartsWith("units 4! WRONG_FIELD_COUNT", rows[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "p.csv is empty")]
    [InlineData("\n\n", "no header")]
    [InlineData("Code,Name\nA,\"open\nB,c\n", "never closed")]
    [InlineData("Kode,Name\nA,b\n", "no column 'Code', which $.tables[0].columns.unit reads. Maybe 'Kode'?")]
    [InlineData("Code,Name,Code\nA,b,c\n", "several columns 'Code'")]
    public void AFileThatCannotBeReadSaysWhy(string text, string message) =>
        Assert.Contains(message, Files.Fails(Units, Files.Text("p.csv", text)).Message, StringComparison.Ordinal);

    [Fact]
    public void DuplicateHeadersThatNobodyReadsAreFine() => Assert.Single(Files.Read(Units, Files.Text("p.csv", "Code,x,Name,x,\nA,1,b,2,3\n")));

    [Fact]
    public void HeadersMatchWithoutCaseWhenOnlyOneDoes() =>
        Assert.Equal(["units 2: unit=A, description=b"], Files.Read(Units, Files.Text("p.csv", "CODE, name \nA,b\n")));

    [Fact]
    public void LimitsStopHostileFiles()
    {
        var mapping = MappingReader.Read(Units);
        Refused(new ImportLimits { FileBytes = 10 }, "Code,Name\nA,b\n", "over the limit of 10");
        Refused(new ImportLimits { Columns = 1 }, "Code,Name\nA,b\n", "2 columns");
        Refused(new ImportLimits { Rows = 2 }, "Code,Name\nA,b\nB,b\nC,c\n", "over 2 rows");
        Refused(new ImportLimits { RecordBytes = 100_000 }, "Code,Name\nA,\"" + new string('x', 3_000_000), "line 2");

        void Refused(ImportLimits limits, string text, string message) =>
            Assert.Contains(message, Files.Assert(() =>
            {
                using var run = MappingRun.Open(mapping, [Files.Text("p.csv", text)], limits: limits);
                Files.Read(run);
            }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CancellingStopsTheReading()
    {
        using var cancel = new CancellationTokenSource();
        using var run = MappingRun.Open(MappingReader.Read(Units), [Files.Text("p.csv", "Code,Name\n" + string.Concat(Enumerable.Repeat("A,b\n", 5000)))], cancel: cancel.Token);
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() => Files.Read(run));
    }

    [Fact]
    public void DirectColumnsAllocateNothingPerRow()
    {
        var text = "Code,Name\n" + string.Concat(Enumerable.Repeat("A,\"b \"\"c\"\"\"\n", 20_000));
        using var run = MappingRun.Open(MappingReader.Read(Units), [Files.Text("p.csv", text)]);
        var source = Assert.Single(run.Sources);
        source.Read();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var bytes = 0L;
        while (source.Read())
            bytes += source.Value(0).Length + source.Value(1).Length;
        Assert.Equal(19_999 * 6, bytes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 19_999);
    }
}
