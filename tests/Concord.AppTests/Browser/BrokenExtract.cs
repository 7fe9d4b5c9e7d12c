namespace Concord.AppTests.Browser;

/// <summary>The AdventureWorks files in a folder of their own, with one more sales line, of an item that does not exist.</summary>
internal sealed class BrokenExtract : IDisposable
{
    public const string UnknownItem = "ZZ-9999";

    /// <summary>An item that exists and may stand in its place.</summary>
    public const string RightItem = "SJ-0194-L";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("concord-extract-");

    public BrokenExtract()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.SharedData, "adventureworks"), "*.csv"))
            File.WriteAllBytes(Path.Combine(_folder.FullName, Path.GetFileName(file)), File.ReadAllBytes(file));
        File.AppendAllText(Path.Combine(_folder.FullName, "SalesOrderLine.csv"), $"2025-05-28,SO74147,9,{UnknownItem},27473,9,1\r\n");
    }

    public IReadOnlyList<string> Files => [.. Directory.EnumerateFiles(_folder.FullName).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Delete(recursive: true);
}
