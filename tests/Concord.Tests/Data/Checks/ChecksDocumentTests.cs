using Concord.Planning.Data.Checks;

namespace Concord.Tests.Data.Checks;

public sealed class ChecksDocumentTests
{
    [Fact]
    public void TheCommittedDocumentIsCurrent()
    {
        using var writer = new StringWriter();
        ChecksDocument.Write(writer);
        var path = Path.Combine(Root(), "docs", "checks.md");
        if (Environment.GetEnvironmentVariable("CONCORD_WRITE_DOCS") == "1")
            File.WriteAllText(path, writer.ToString());

        Assert.True(File.Exists(path) && File.ReadAllText(path) == writer.ToString(), "docs/checks.md is not current: run this test with CONCORD_WRITE_DOCS=1.");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "concord.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException($"No concord.slnx above {AppContext.BaseDirectory}.");
        return folder.FullName;
    }
}
