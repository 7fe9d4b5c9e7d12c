using Concord.Planning.Data;
using Concord.Planning.Data.Mappings;
using Concord.Storage.Data.Sources;
using Xunit;

namespace Concord.Tests.Storage.Sources;

public sealed class MappingRunTests
{
    private static string Joined(string join) => Files.Mapping(
        "items", """ "item": "Nr", "unit": "'EA'", "family": "g.Name", "category": "c.Name" """,
        $$""" "joins": [ { "source": "g", "on": { "Id": "Group" }{{join}} }, { "source": "c", "on": { "Id": "g.Category" }, "optional": true } ], """,
        other: """, "g": "g.csv", "c": "c.csv" """);

    private static readonly SourceFile Groups = Files.Text("g.csv", "Id,Name,Category,Valid\n1,Bikes,9,1\n2,Tyres,8,1\n2,Tires,9,0\n");
    private static readonly SourceFile Categories = Files.Text("c.csv", "Id,Name\n9,Vehicles\n");

    private static SourceFile Items(string rows) => Files.Text("p.csv", "Nr,Group\n" + rows);

    [Fact]
    public void LookupsChainAndOptionalOnesLeaveEmptyValues() =>
        Assert.Equal(
            ["items 2: item=a, unit=EA, category=Vehicles, family=Bikes", "items 3: item=b, unit=EA, family=Tyres"],
            Files.Read(Joined(""), Items("a,1\nb,2\n"), Groups, Categories));

    [Fact]
    public void ARequiredLookupWithoutMatchMakesARejectedRowWithTheReason()
    {
        var rows = Files.Read(Joined(""), Items("a,7\nb,\nc,1\n"), Groups, Categories);
        Assert.Equal("items 2! JOIN_FAILED 'g' has no row with Id = 7. Maybe that file is older than this one.", rows[0]);
        Assert.Equal("items 3! JOIN_FAILED 'g' cannot be looked up: the value for Id is empty. Maybe the lookup should be optional.", rows[1]);
        Assert.StartsWith("items 4: item=c", rows[2], StringComparison.Ordinal);
    }

    [Fact]
    public void AnOptionalLookupWithoutMatchIsNoFault() =>
        Assert.Equal(["items 2: item=a, unit=EA"], Files.Read(Joined(", \"optional\": true"), Items("a,7\n"), Groups, Categories));

    [Theory]
    [InlineData("", true)]
    [InlineData(", \"match\": \"first\"", false)]
    [InlineData(", \"where\": \"Valid = 1\"", false)]
    public void SeveralMatchesTakeTheFirstAndAreReportedUnlessMeant(string join, bool reported)
    {
        using var run = MappingRun.Open(MappingReader.Read(Joined(join)), [Items("b,2\n"), Groups, Categories]);
        Assert.Equal(["items 2: item=b, unit=EA, family=Tyres"], Files.Read(run));
        Assert.Equal(reported, run.Findings.Any(f => f.Code == MappingFinding.AmbiguousLookup && f.Value == "2" && f.Message.Contains("g.csv has 1 rows", StringComparison.Ordinal)));
    }

    [Fact]
    public void ALookupWhoseConditionFailsStopsTheImport() =>
        Assert.Contains("g.csv, line 2", Files.Fails(Joined(", \"where\": \"Name > 1\""), Items("b,2\n"), Groups, Categories).Message, StringComparison.Ordinal);

    [Fact]
    public void LookedUpSourcesAreBounded()
    {
        using var run = MappingRun.Open(MappingReader.Read(Joined("")), [Items("b,2\n"), Groups, Categories], limits: new ImportLimits { RowsInMemory = 1 });
        Assert.Contains("is looked up and has over 1 rows", Files.Assert(() => Files.Read(run)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FiltersKeepWhatIsTrueAndAFilterThatFailsIsAFault()
    {
        var mapping = Files.Mapping("units", """ "unit": "Code" """, "\"where\": \"Qty > 1\",");
        var rows = Files.Read(mapping, Files.Text("p.csv", "Code,Qty\nA,1\nB,2\nC,x\nD,\n"));
        Assert.Equal("units 3: unit=B", rows[0]);
        Assert.StartsWith("units 4! EXPRESSION_FAILED The filter $.tables[0].where cannot be computed: 'x' is not a number.", rows[1], StringComparison.Ordinal);
        Assert.Equal(2, rows.Count);
    }

    [Fact]
    public void AFilterOverALookupRunsAfterIt() =>
        Assert.Equal(
            ["items 2: item=a, unit=EA, family=Bikes"],
            Files.Read(
                """
                { "name": "t", "sources": { "p": "p.csv", "g": "g.csv" }, "tables": [ { "table": "items", "from": "p", "where": "g.Name = 'Bikes'",
                  "joins": [ { "source": "g", "on": { "Id": "Group" }, "match": "first" } ], "columns": { "item": "Nr", "unit": "'EA'", "family": "g.Name" } } ] }
                """,
                Items("a,1\nb,2\n"), Groups));

    /// <summary>A total below the rows has no key to look up, and a filter says so; but a row whose lookup fails is never left out by what it would have found.</summary>
    [Fact]
    public void ARowTheFilterLeavesOutNeedsNoMatchAndOneWithoutMatchIsNeverLeftOutSilently() =>
        Assert.Equal(
            ["items 2: item=a, unit=EA, family=Bikes", "items 4! JOIN_FAILED 'g' has no row with Id = 9. Maybe that file is older than this one."],
            Files.Read(
                """
                { "name": "t", "sources": { "p": "p.csv", "g": "g.csv" }, "tables": [ { "table": "items", "from": "p", "where": "g.Name = 'Bikes' and Nr <> 'Total'",
                  "joins": [ { "source": "g", "on": { "Id": "Group" }, "match": "first" } ], "columns": { "item": "Nr", "unit": "'EA'", "family": "g.Name" } } ] }
                """,
                Items("a,1\nTotal,\nc,9\nd,2\n"), Groups));

    [Fact]
    public void AnExpressionThatFailsRejectsTheRowAndNotTheImport()
    {
        var rows = Files.Read(Files.Mapping("items", """ "item": "Nr", "unit": "'EA'", "weight_kg": "G / 1000" """), Files.Text("p.csv", "Nr,G\na,500\nb,x\nc,1\n"));
        Assert.Equal("items 2: item=a, unit=EA, weight_kg=0.5", rows[0]);
        Assert.StartsWith("items 3! EXPRESSION_FAILED weight_kg cannot be computed: 'x' is not a number.", rows[1], StringComparison.Ordinal);
        Assert.Equal("items 4: item=c, unit=EA, weight_kg=0.001", rows[2]);
    }

    [Fact]
    public void WordsAreTranslatedAndUnknownOnesRejectedUnlessThereIsAFallback()
    {
        var strict = Files.Mapping("items", """ "item": "Nr", "unit": "'EA'", "source": { "column": "S", "values": { "M": "make", "B": "buy" } } """);
        var loose = Files.Mapping("items", """ "item": "Nr", "unit": "'EA'", "source": { "column": "S", "values": { "M": "make" }, "fallback": "'buy'" } """);
        var file = Files.Text("p.csv", "Nr,S\na,M\nb,Z\nc,\n");
        Assert.Equal(["items 2: item=a, source=make, unit=EA", "items 3: item=b, source=buy, unit=EA", "items 4: item=c, source=buy, unit=EA"], Files.Read(loose, file));
        var rows = Files.Read(strict, file);
        Assert.Contains("'Z' is not in the list", rows[1], StringComparison.Ordinal);
        Assert.Equal("items 4: item=c, unit=EA", rows[2]);
    }

    [Fact]
    public void DistinctKeepsTheFirstOfEqualRows() =>
        Assert.Equal(
            ["customers 2: customer=C1, channel=Web", "customers 4: customer=C2, channel=Web", "customers 6: customer=C1, channel=Shop"],
            Files.Read(
                Files.Mapping("customers", """ "customer": "'C' & Nr", "channel": "Channel" """, "\"distinct\": true,"),
                Files.Text("p.csv", "Nr,Channel\n1,Web\n1,Web\n2,Web\n2,Web\n1,Shop\n")));

    [Fact]
    public void APatternReadsSeveralFilesInOrderOfTheirNamesEachWithItsOwnColumnOrder()
    {
        using var run = MappingRun.Open(
            MappingReader.Read(Files.Mapping("units", """ "unit": "Code", "description": "Name" """, source: "\"Units_20??_*.csv\"")),
            [Files.Text("units_2024_b.csv", "Name,Code\nBox,BX\n"), Files.Text("units_2024_a.csv", "Code,Name\nEA,Each\n"), Files.Text("units_x.csv", "Code,Name\nNO,No\n")]);
        Assert.Equal(["units_2024_a.csv", "units_2024_b.csv"], run.Sources.Select(s => s.File));
        Assert.Equal(["units 2: unit=EA, description=Each", "units 2: unit=BX, description=Box"], Files.Read(run));
        Assert.Contains(run.Findings, f => f.Code == MappingFinding.UnusedFile && f.Entity == "units_x.csv");
    }

    [Fact]
    public void OneTableFromSeveralSourcesOneSourceForSeveralTablesInReferenceOrder()
    {
        using var run = MappingRun.Open(
            MappingReader.Read("""
                { "name": "t", "sources": { "p": "p.csv", "s": { "file": "s.csv", "optional": true }, "o": { "file": "o.csv", "optional": true } }, "tables": [
                  { "table": "stock", "from": "p", "mode": "delta", "columns": { "item": "Nr", "location": "Site", "quantity": 1 } },
                  { "table": "locations", "from": "p", "distinct": true, "columns": { "location": "Site", "type": "'plant'" } },
                  { "table": "locations", "from": "s", "columns": { "location": "Shop", "type": "'store'" } },
                  { "table": "locations", "from": "o", "columns": { "location": "Shop", "type": "'store'" } },
                  { "table": "items", "from": "p", "columns": { "item": "Nr", "unit": "'EA'" } } ] }
                """),
            [Files.Text("p.csv", "Nr,Site\na,P1\nb,P1\n"), Files.Text("s.csv", "Shop\nS1\n")]);
        Assert.Equal(["items", "locations", "locations", "stock"], run.Sources.Select(s => s.Table.Name));
        Assert.False(run.Sources[3].Replaces);
        Assert.Equal(["locations 2: location=P1, type=plant", "locations 2: location=S1, type=store"], Files.Read(run).Where(r => r.StartsWith("loc", StringComparison.Ordinal)));
    }

    [Fact]
    public void ParametersCanBeOverriddenAndMustExistAndHaveAValue()
    {
        var mapping = MappingReader.Read("""
            { "name": "t", "parameters": { "site": "P1", "asOf": null }, "sources": { "p": "p.csv" },
              "tables": [ { "table": "stock", "from": "p", "columns": { "item": "Nr", "location": "@site", "quantity": 1, "stock_date": "@asOf" } } ] }
            """);
        var file = Files.Text("p.csv", "Nr\na\n");
        using (var run = MappingRun.Open(mapping, [file], new Dictionary<string, string> { ["site"] = "P2", ["asOf"] = "2025-05-31" }))
            Assert.Equal(["stock 2: item=a, location=P2, quantity=1, stock_date=2025-05-31"], Files.Read(run));
        Assert.Contains("The parameter 'asOf' of the mapping 't' has no value.", Files.Assert(() => MappingRun.Open(mapping, [file])).Message, StringComparison.Ordinal);
        Assert.Contains("no parameter 'sit'. Maybe 'site'?", Files.Assert(() => MappingRun.Open(mapping, [file], new Dictionary<string, string> { ["sit"] = "x", ["asOf"] = "x" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AllReasonsWhyFilesDoNotFitAreToldAtOnce()
    {
        var message = Files.Fails(
            """{ "name": "t", "sources": { "p": "p.csv", "q": "q.csv" }, "tables": [ { "table": "items", "from": "p", "columns": { "item": "Number" } }, { "table": "units", "from": "q", "columns": { "unit": "U" } } ] }""",
            Files.Text("p.csv", "Numbr\na\n")).Message;
        Assert.Contains("p.csv has no column 'Number', which $.tables[0].columns.item reads. Maybe 'Numbr'?", message, StringComparison.Ordinal);
        Assert.Contains("The required column 'unit' of 'items' is not filled from 'p'.", message, StringComparison.Ordinal);
        Assert.Contains("No file 'q.csv' was given for the source 'q'.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ThePreviewShowsBeforeAndAfterAndTheProblemsOfCells()
    {
        var mapping = MappingReader.Read(Files.Mapping(
            "items", """ "item": "Nr", "unit": "'EA'", "type": "T", "weight_kg": "G / 1000", "launch_date": "D" """));
        var preview = MappingPreview.Make(mapping, [Files.Text("p.csv", "Nr,T,G,D\na,component,500,2024-01-31\n,part,x,31.01.2024\nc,component,1,\n")], rows: 2);
        var block = Assert.Single(preview.Blocks);
        Assert.Equal(["Nr", "T", "G", "D"], block.Headers);
        Assert.Equal(["a", "component", "500", "2024-01-31"], block.Before[0].Cells);
        Assert.Equal(["item", "type", "unit", "launch_date", "weight_kg"], block.Columns);
        Assert.Equal(2, block.After.Count);
        Assert.All(block.After[0].Cells, c => Assert.Null(c.Problem));
        Assert.Equal("0.5", block.After[0].Cells[4].Text);
        var problems = block.After[1].Cells.Select(c => c.Problem).ToList();
        Assert.Contains("'item' is empty", problems[0], StringComparison.Ordinal);
        Assert.Contains("'part' is not one of finished_good", problems[1], StringComparison.Ordinal);
        Assert.Contains("Maybe it is dd.MM.yyyy.", problems[3], StringComparison.Ordinal);
        Assert.Contains("'x' is not a number", problems[4], StringComparison.Ordinal);
    }

    [Fact]
    public void ThePreviewOfAMappingThatDoesNotFitShowsTheRestAndWhy()
    {
        var mapping = MappingReader.Read(
            """{ "name": "t", "sources": { "p": "p.csv", "q": "q.csv" }, "tables": [ { "table": "units", "from": "p", "columns": { "unit": "U" } }, { "table": "customers", "from": "q", "columns": { "customer": "C" } } ] }""");
        var preview = MappingPreview.Make(mapping, [Files.Text("p.csv", "V\n1\n"), Files.Text("q.csv", "C\n1\n")]);
        Assert.Equal(["customers"], preview.Blocks.Select(b => b.Table));
        Assert.Contains(preview.Findings, f => f is { Code: MappingFinding.MissingSourceColumn, Severity: Severity.Error });
    }
}
