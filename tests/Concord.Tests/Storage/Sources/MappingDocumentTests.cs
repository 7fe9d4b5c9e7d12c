using System.Reflection;
using System.Text.RegularExpressions;
using Concord.Planning.Data.Mappings;
using Concord.Storage.Data.Sources;
using Xunit;

namespace Concord.Tests.Storage.Sources;

/// <summary>docs/mapping.md is true: every example in it is run, and every function and finding stands in it.</summary>
public sealed class MappingDocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Root(), "docs", "mapping.md"));

    [Fact]
    public void EveryExampleMappingGivesTheRowsShown()
    {
        var examples = 0;
        var mapping = "";
        var files = new List<SourceFile>();
        foreach (Match block in Fence().Matches(Document))
        {
            var (kind, name, text) = (block.Groups["kind"].Value, block.Groups["name"].Value, block.Groups["text"].Value);
            switch (kind)
            {
                case "json":
                    (mapping, files) = (text, []);
                    break;
                case "csv":
                    files.Add(Files.Text(name, text));
                    break;
                case "rows":
                    examples++;
                    Assert.Equal(text.Trim().Split('\n'), Files.Read(mapping, [.. files]));
                    break;
            }
        }

        Assert.Equal(Document.Split("```json").Length - 1, examples);
        Assert.True(examples >= 4);
    }

    [Fact]
    public void EveryExampleExpressionGivesTheValueShown()
    {
        var file = Files.Text("p.csv", "Name,Qty,Price,Day,Empty,Order No\nBolt,12,2.50,2024-02-29,,A-17-x\n");
        var examples = Example().Matches(Document[Document.IndexOf("| expression | gives |", StringComparison.Ordinal)..]);
        foreach (Match example in examples)
        {
            var json = $$"""
                { "name": "t", "values": { "states": { "1": "open" } }, "sources": { "p": "p.csv" },
                  "tables": [ { "table": "units", "from": "p", "columns": { "unit": "'U'", "description": {{System.Text.Json.JsonSerializer.Serialize(example.Groups["expression"].Value)}} } } ] }
                """;
            var expected = example.Groups["gives"].Value.Trim();
            Assert.Equal($"units 2: unit=U{(expected.Length > 0 ? ", description=" + expected : "")}", $"{Assert.Single(Files.Read(json, file))}");
        }

        var shown = string.Join("\n", examples.Select(e => e.Groups["expression"].Value));
        Assert.All(ExpressionFunction.All.Values, f => Assert.Contains(f.Name + "(", shown, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryFindingCodeIsExplained()
    {
        var codes = typeof(MappingFinding).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetValue(null)!).ToList();
        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.Contains($"`{code}`", Document, StringComparison.Ordinal));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "concord.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException($"No concord.slnx above {AppContext.BaseDirectory}.");
        return folder.FullName;
    }

    private static Regex Fence() => new("^```(?<kind>json|csv|rows) ?(?<name>[^\n]*)\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline, TimeSpan.FromSeconds(5));

    private static Regex Example() => new(@"^\| `(?<expression>[^`]+)` \|(?<gives>[^|\n]*)\|$", RegexOptions.Multiline, TimeSpan.FromSeconds(5));
}
