using Concord.Planning.Data.Mappings;
using Xunit;

namespace Concord.Tests.Data.Mappings;

public sealed class MappingReaderTests
{
    /// <summary>A mapping with something put in place of one of its parts.</summary>
    private static string With(string defaults = "{}", string parameters = "{}", string values = "{}", string sources = """{ "p": "p.csv", "q": "q.csv" }""", string table = "") => $$"""
        {
          // comments and trailing commas are welcome
          "NAME": "test", "defaults": {{defaults}}, "parameters": {{parameters}}, "values": {{values}}, "sources": {{sources}},
          "tables": [ {{(table.Length > 0 ? table : """{ "table": "units", "from": "p", "columns": { "unit": "Code" } }""")}}, ],
        }
        """;

    private static string Table(string rest) => $$"""{ "table": "items", "from": "p", {{rest}} }""";

    private static string Columns(string value) => Table($$""" "columns": { "item": {{value}} } """);

    private static MappingProblem Problem(string json)
    {
        Assert.Null(MappingReader.TryRead(json, out var problems));
        return Assert.Single(problems);
    }

    [Fact]
    public void ReadsEveryPart()
    {
        var mapping = MappingReader.Read("""
            {
              "name": "ERP", "description": "d", "assumptions": ["a", "b"],
              "defaults": { "delimiter": ";", "quote": "'", "encoding": "windows-1252", "dates": "dd.MM.yyyy", "decimal": ",", "group": ".", "true": ["ja"], "false": "nein", "trim": false },
              "parameters": { "currency": "USD", "asOf": { "value": null, "description": "cut-off" }, "rate": 1.5 },
              "values": { "states": { "1": "open", "2": 7 } },
              "sources": { "p": "p.csv", "x": { "file": "*.xlsx", "sheet": "S", "headerRow": 3, "optional": true, "decimal": ".", "group": "none", "delimiter": "tab" } },
              "tables": [
                { "table": "items", "from": "p", "as": "main", "where": "Qty > 0", "distinct": true, "mode": "replace",
                  "joins": [ { "source": "x", "on": { "Key": "main.Key" }, "where": "Valid", "optional": true, "match": "first" } ],
                  "columns": { "item": "Code", "weight_kg": { "column": "G", "factor": 0.001 }, "brand": { "expression": "x.B", "values": { "r": "Road" }, "fallback": "'none'" }, "shelf_life_days": 30,
                    "unit": { "constant": "EA" }, "type": { "column": "T", "values": "states" } } }
              ]
            }
            """);
        Assert.Equal(["a", "b"], mapping.Assumptions);
        Assert.Equal((';', '\'', "windows-1252", false), (mapping.Defaults.Delimiter, mapping.Defaults.Quote, mapping.Defaults.Encoding, mapping.Defaults.Trim));
        Assert.Equal((',', '.'), (mapping.Defaults.Values.DecimalSign, mapping.Defaults.Values.GroupSign));
        Assert.Equal(["dd.MM.yyyy"], mapping.Defaults.Values.Dates);
        var x = mapping.Source("x")!;
        Assert.Equal(("*.xlsx", "S", 3, true, '\t', '.', '\0'), (x.File, x.Sheet, x.HeaderRow, x.Optional, x.Format.Delimiter, x.Format.Values.DecimalSign, x.Format.Values.GroupSign));
        Assert.Equal(["ja"], x.Format.Values.True);
        Assert.Equal(["currency", "asOf", "rate"], mapping.Parameters.Select(p => p.Name));
        Assert.Equal("7", mapping.Words["states"]["2"]);
        var table = Assert.Single(mapping.Tables);
        Assert.True(table.Distinct && table.Replaces == true && table.Alias == "main");
        var join = Assert.Single(table.Joins);
        Assert.True(join is { Optional: true, First: true, Alias: "x", Where: not null });
        Assert.Equal("Code", table.Columns[0].Direct?.Column);
        Assert.Null(table.Columns[1].Direct);
        Assert.Equal(0.001, table.Columns[1].Factor);
    }

    [Theory]
    [InlineData("", "$", "Not JSON")]
    [InlineData("{ \"name\": ", "$", "Maybe a comma, a bracket or a quote")]
    [InlineData("<mapping/>", "$", "Maybe it is XML")]
    [InlineData("a;b\n1;2", "$", "Maybe it is a CSV file")]
    public void WhatIsNotJsonIsToldWithLineAndLikelyCause(string json, string path, string message)
    {
        var problem = Problem(json);
        Assert.Equal(path, problem.Path);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryErrorPathCarriesItsJsonPathAndAHint()
    {
        (string Json, string Path, string Message)[] cases =
        [
            ("[]", "$", "An object { … } is expected"),
            (With(defaults: """{ "delimeter": ";" }"""), "$.defaults.delimeter", "Maybe 'delimiter'"),
            (With(defaults: """{ "delimiter": "ab" }"""), "$.defaults.delimiter", "Maybe auto, tab"),
            (With(defaults: """{ "quote": "xx" }"""), "$.defaults.quote", "not a quote"),
            (With(defaults: """{ "encoding": "utf-9" }"""), "$.defaults.encoding", "Maybe 'utf-8'"),
            (With(defaults: """{ "dates": ["yyyy-mm-dd"] }"""), "$.defaults.dates", "Maybe mm, which means minutes"),
            (With(defaults: """{ "dates": [1] }"""), "$.defaults.dates[0]", "A text is expected, not 1"),
            (With(defaults: """{ "dates": {} }"""), "$.defaults.dates", "A list of texts"),
            (With(defaults: """{ "decimal": "," , "group": "," }"""), "$.defaults.decimal", "do not go together"),
            (With(defaults: """{ "decimal": "comma" }"""), "$.defaults.decimal", "not one sign"),
            (With(defaults: """{ "trim": "yes" }"""), "$.defaults.trim", "Maybe without quotes"),
            (With(parameters: """{ "a": [1] }"""), "$.parameters.a", "A text, number, true or false is expected, not a list"),
            (With(values: """{ "a": 1 }"""), "$.values.a", "An object"),
            (With(values: """{ "a": { "x y": {} } }"""), "$.values.a['x y']", "not an object"),
            (With(sources: """{ "p": "p.csv", "my file": "x" }"""), "$.sources['my file']", "only letters, digits and _"),
            (With(sources: """{ "p": { "fil": "p.csv", "file": "p.csv" } }"""), "$.sources.p.fil", "Maybe 'file'"),
            (With(sources: """{ "p": { } }"""), "$.sources.p.file", "'file' is missing"),
            (With(sources: """{ "p": { "file": "p.csv", "headerRow": 0 } }"""), "$.sources.p.headerRow", "whole number from 1"),
            (With(sources: """{ "p": { "file": "p.csv", "headerRow": "2" } }"""), "$.sources.p.headerRow", "Maybe without quotes"),
            (With(table: """{ "table": "item", "from": "p", "columns": { } }"""), "$.tables[0].table", "Maybe 'items'"),
            (With(table: """{ "table": "items", "from": "pp", "columns": { } }"""), "$.tables[0].from", "Maybe 'p'"),
            (With(table: """{ "table": "items", "from": "p" }"""), "$.tables[0].columns", "'columns' is missing"),
            (With(table: Columns("""{ "colum": "A" }""")), "$.tables[0].columns.item", "One of column, constant or expression"),
            (With(table: Table(""" "columns": { "itm": "A" } """)), "$.tables[0].columns.itm", "Maybe 'item'"),
            (With(table: Columns("""{ "column": "A", "constant": 1 }""")), "$.tables[0].columns.item", "Only one of column and constant"),
            (With(table: Columns("""{ "column": "A", "factor": "2" }""")), "$.tables[0].columns.item.factor", "Maybe without quotes"),
            (With(table: Columns("""{ "column": "A", "values": "states" }""")), "$.tables[0].columns.item.values", "There is no list 'states'"),
            (With(table: Columns("\"lookup(A, 'states')\"")), "$.tables[0].columns.item", "There is no list 'states'"),
            (With(table: Columns("\"uper(A)\"")), "$.tables[0].columns.item", "Maybe 'upper'"),
            (With(table: Columns("\"@curency\""), parameters: """{ "currency": "USD" }"""), "$.tables[0].columns.item", "Maybe 'currency'"),
            (With(table: Columns("\"q.A\"")), "$.tables[0].columns.item", "Maybe its join is missing"),
            (With(table: Columns("[1]")), "$.tables[0].columns.item", "A text, number"),
            (With(table: Table(""" "mode": "replce", "columns": { } """)), "$.tables[0].mode", "Maybe 'replace'"),
            (With(table: Table(""" "distinct": 1, "columns": { } """)), "$.tables[0].distinct", "true or false is expected"),
            (With(table: Table(""" "where": "A =", "columns": { } """)), "$.tables[0].where", "ends where a value is expected"),
            (With(table: Table(""" "joins": {}, "columns": { } """)), "$.tables[0].joins", "A list [ … ]"),
            (With(table: Table(""" "joins": [{ "source": "z", "on": { "A": "A" } }], "columns": { } """)), "$.tables[0].joins[0].source", "There is no source 'z'"),
            (With(table: Table(""" "joins": [{ "source": "q" }], "columns": { } """)), "$.tables[0].joins[0].on", "'on' is missing"),
            (With(table: Table(""" "joins": [{ "source": "p", "on": { "A": "A" } }], "columns": { } """)), "$.tables[0].joins[0].as", "\"as\": \"p2\""),
            (With(table: Table(""" "joins": [{ "source": "q", "on": { "A": "A" }, "match": "last" }], "columns": { } """)), "$.tables[0].joins[0].match", "not 'last'"),
            (With(table: Table(""" "joins": [{ "source": "q", "on": { "A": "A" }, "where": "p.A" }], "columns": { } """)), "$.tables[0].joins[0].where", "there is no source 'p' here"),
        ];
        foreach (var (json, path, message) in cases)
        {
            Assert.Null(MappingReader.TryRead(json, out var problems));
            Assert.True(problems.Any(p => p.Path == path && p.Message.Contains(message, StringComparison.Ordinal)),
                $"expected {path}: …{message}…\nfound\n{string.Join("\n", problems)}");
        }
    }

    [Fact]
    public void AllProblemsAreToldAtOnce()
    {
        var error = Assert.Throws<MappingException>(() => MappingReader.Read("""{ "sources": { "p": 5 }, "tables": [ { "table": "x" } ], "extra": 1 }"""));
        Assert.Equal(
            ["$.name", "$.sources.p", "$.sources.p.file", "$.tables[0].table", "$.tables[0].from", "$.tables[0].columns", "$.extra"], error.Problems.Select(p => p.Path));
        Assert.Contains("$.extra: 'extra' is not known here.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DuplicatePropertiesAreTold() =>
        Assert.Contains("stands here twice", Problem(With(table: """{ "table": "units", "Table": "units", "from": "p", "columns": { "unit": "A" } }""")).Message, StringComparison.Ordinal);

    [Fact]
    public void AHugeFileIsNotAMapping() => Assert.Contains("Maybe a data file", Problem(new string(' ', 5 << 20)).Message, StringComparison.Ordinal);
}
