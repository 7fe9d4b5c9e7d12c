using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Concord.Tests.Docs;

public sealed partial class DocumentTests
{
    [GeneratedRegex(@"\]\((?!https?:|mailto:|#)(?<target>[^)#\s]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| (?<name>[^|]+) \| (?<version>[^|]+) \|( [^|]+ \|){3}$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex PackageRow();

    [Fact]
    public void Links_between_documents_lead_somewhere()
    {
        string[] files = [.. Directory.GetFiles(Repository.Root, "*.md"), .. Directory.GetFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories)];
        var broken = new List<string>();
        foreach (var file in files)
        {
            foreach (Match link in Link().Matches(File.ReadAllText(file)))
            {
                var target = Path.Combine(Path.GetDirectoryName(file)!, link.Groups["target"].Value);
                if (!File.Exists(target) && !Directory.Exists(target))
                    broken.Add($"{Path.GetRelativePath(Repository.Root, file)}: {link.Groups["target"].Value}");
            }
        }

        Assert.True(files.Length > 8, $"only {files.Length} documents were found");
        Assert.Empty(broken);
    }

    [Fact]
    public void Every_package_is_in_the_record_of_dependencies_with_its_version()
    {
        var nuget = XDocument.Load(Repository.PathOf("Directory.Packages.props")).Descendants("PackageVersion")
            .Select(p => $"{p.Attribute("Include")!.Value} {p.Attribute("Version")!.Value}");
        using var web = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("web", "package.json")));
        var npm = new[] { "dependencies", "devDependencies" }
            .SelectMany(kind => web.RootElement.GetProperty(kind).EnumerateObject())
            .Select(p => $"{p.Name} {p.Value.GetString()}");
        var recorded = PackageRow().Matches(File.ReadAllText(Repository.PathOf("docs", "adr", "0002-dependencies.md")))
            .Select(m => $"{m.Groups["name"].Value} {m.Groups["version"].Value}").Where(r => r != "Package Version" && !r.StartsWith("---", StringComparison.Ordinal));
        Assert.Equal(nuget.Concat(npm).Order(StringComparer.Ordinal), recorded.Order(StringComparer.Ordinal));
    }
}
