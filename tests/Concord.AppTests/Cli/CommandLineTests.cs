using System.Text.Json.Nodes;

namespace Concord.AppTests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("concord-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void TheDataGoesInIsCheckedFrozenAndComesOutAgain()
    {
        foreach (var (name, text) in SmallCompany.All)
            File.WriteAllText(PathOf($"in/{name}"), text);

        var import = ConcordProgram.Run("import", PathOf("in"), "--data-dir", PathOf("data"), "--json");
        Assert.Equal(0, import.Code);
        Assert.Equal(2, (int)JsonNode.Parse(import.Out)!["import"]!["rejected"]!);
        Assert.Contains("Reading", import.Err, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", ConcordProgram.Run("import", PathOf("in"), "--data-dir", PathOf("data")).Out, StringComparison.Ordinal);

        var check = ConcordProgram.Run("check", "--data-dir", PathOf("data"), "--json");
        var open = (bool)JsonNode.Parse(check.Out)!["gate"]!["open"]!;
        Assert.Equal(open ? 0 : 1, check.Code);

        var snapshot = ConcordProgram.Run("snapshot", "create", "March", "--data-dir", PathOf("data"), "--override", "a test", "--json");
        Assert.Equal(0, snapshot.Code);
        Assert.Contains("March", ConcordProgram.Run("snapshot", "list", "--data-dir", PathOf("data")).Out, StringComparison.Ordinal);

        Assert.Equal(0, ConcordProgram.Run("data", "undo", "1", "--data-dir", PathOf("data")).Code);
        Assert.Equal(3, ConcordProgram.Run("data", "undo", "1", "--data-dir", PathOf("data")).Code);
        Assert.Equal(0, ConcordProgram.Run("export", "--table", "items", "--out", PathOf("items.csv"), "--snapshot", "1", "--data-dir", PathOf("data")).Code);
        Assert.Equal(5, File.ReadAllLines(PathOf("items.csv")).Length);
        Assert.Equal(0, ConcordProgram.Run("data", "restore", "1", "--data-dir", PathOf("data")).Code);
        Assert.Contains(" rows of sales_history, dated up to ", ConcordProgram.Run("export", "--table", "sales_history", "--out", PathOf("history.csv"), "--data-dir", PathOf("data")).Err, StringComparison.Ordinal);
        Assert.Contains("live", ConcordProgram.Run("data", "imports", "--data-dir", PathOf("data")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void AnImportSaysWhyRowsWereRejected()
    {
        var import = ConcordProgram.Run("import", WithText("units.csv", "unit\nEA\n"), WithText("items.csv", "item,unit\nA,EA\nB,PC\nC,PC\n,EA\n"), "--data-dir", PathOf("rejected"));
        Assert.Equal(0, import.Code);
        Assert.Contains("2  UNKNOWN_REFERENCE, e.g. items.csv, line 3 (items): 'PC' in 'unit' is not in units.", import.Out, StringComparison.Ordinal);
        Assert.Contains("1  MISSING_VALUE, e.g. items.csv, line 5 (items): 'item' is empty.", import.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void AdventureWorksComesInThroughItsMapping()
    {
        var folder = Path.Combine(Repository.SharedData, "adventureworks");
        var result = ConcordProgram.Run("import", folder, "--mapping", "adventureworks", "--data-dir", PathOf("data"), "--json");
        Assert.True(result.Code == 0, result.Err);
        var tables = JsonNode.Parse(result.Out)!["import"]!["tables"]!.AsArray().ToDictionary(t => (string)t!["table"]!, t => (long)t!["accepted"]!);
        Assert.Equal(504, tables["items"]);
        Assert.Equal(56_042, tables["sales_history"]);
    }

    [Fact]
    public void WhatCannotBeDoneIsToldWithItsExitCode()
    {
        AssertFails(2, "", "frobnicate");
        AssertFails(2, "", "import");
        AssertFails(2, "There is no file", "import", PathOf("nothing.csv"));
        AssertFails(2, "name=value", "import", WithText("units.csv", "unit\nEA\n"), "--param", "x", "--data-dir", PathOf("d1"));
        AssertFails(2, "Maybe 'canonical'?", "import", PathOf("units.csv"), "--mapping", "canonica", "--data-dir", PathOf("d1"));
        AssertFails(3, "there is no table 'nonsense'", "import", WithText("nonsense.csv", "a\n1\n"), "--data-dir", PathOf("d1"));
        AssertFails(2, "no database", "check", "--data-dir", PathOf("d2"));
        AssertFails(2, "not a date", "check", "--as-of", "yesterday", "--data-dir", PathOf("d1"));
        AssertFails(2, "Maybe 'items'?", "export", "--table", "item", "--out", PathOf("x.csv"), "--data-dir", PathOf("d1"));
        AssertFails(2, ".xlsx", "template", PathOf("x.csv"));
        AssertFails(3, "already", "template", WithText("x.xlsx", ""));
        AssertFails(2, "--scale", "demo", "--scale", "0", "--out", PathOf("demo"));
        AssertFails(2, "could read passwords", "serve", "--urls", "http://0.0.0.0:5080", "--data-dir", PathOf("d1"));
        AssertFails(2, "could read passwords", "serve", "--urls", "http://127.0.0.1:5080;http://[::]:5081", "--data-dir", PathOf("d1"));
        AssertFails(2, "could read passwords", "serve", "--urls", "http://*:5080", "--data-dir", PathOf("d1"));
        AssertFails(2, "no certificate", "serve", "--urls", "https://127.0.0.1:5080", "--data-dir", PathOf("d1"));
        AssertFails(2, "not an address", "serve", "--urls", "nonsense", "--data-dir", PathOf("d1"));
    }

    [Fact]
    public void TemplateAndHelpAreThere()
    {
        Assert.Equal(0, ConcordProgram.Run("template", PathOf("t.xlsx")).Code);
        Assert.True(new FileInfo(PathOf("t.xlsx")).Length > 10_000);
        var help = ConcordProgram.Run("import", "--help");
        Assert.Equal(0, help.Code);
        Assert.Contains("./data", help.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoServersDoNotShareADataFolderAndAServerStopsClean()
    {
        await using var server = await RunningServer.Start(PathOf("shared"));
        AssertFails(3, "another server", "serve", "--data-dir", PathOf("shared"), "--urls", "http://127.0.0.1:0");
        Assert.Equal(0, await server.Stop());
        await using var next = await RunningServer.Start(PathOf("shared"));
        AssertFails(3, "Maybe another server is running", "serve", "--data-dir", PathOf("other"), "--urls", next.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
    }

    private string PathOf(string name)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    private string WithText(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    private static void AssertFails(int code, string message, params string[] arguments)
    {
        var result = ConcordProgram.Run(arguments);
        Assert.True(result.Code == code, $"{string.Join(' ', arguments)}: {result.Code} instead of {code}\n{result.Out}{result.Err}");
        Assert.Contains(message, result.Err, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Err, StringComparison.Ordinal);
    }
}
