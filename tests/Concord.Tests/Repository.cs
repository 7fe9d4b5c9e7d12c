using System.Runtime.CompilerServices;
using Xunit;

namespace Concord.Tests;

/// <summary>The repository the tests were built from, for what is committed beside the code.</summary>
internal static class Repository
{
    /// <summary>The folder with concord.slnx.</summary>
    public static string Root { get; } = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>
    /// Asserts that a committed file is what the code generates. With the environment variable CONCORD_WRITE_DOCS=1 it writes the file instead.
    /// </summary>
    public static void AssertCurrent(string generated, params string[] parts)
    {
        var path = PathOf(parts);
        if (Environment.GetEnvironmentVariable("CONCORD_WRITE_DOCS") == "1")
            File.WriteAllText(path, generated);
        var committed = File.Exists(path) ? File.ReadAllText(path) : "";
        Assert.True(
            generated == committed,
            $"{string.Join('/', parts)} is not what the code generates; {FirstDifference(generated, committed)} Maybe run the tests once with CONCORD_WRITE_DOCS=1 and commit the file?");
    }

    private static string FirstDifference(string generated, string committed)
    {
        var left = generated.Split('\n');
        var right = committed.Split('\n');
        var line = 0;
        while (line < left.Length && line < right.Length && left[line] == right[line])
            line++;
        return $"line {line + 1} should be '{left.ElementAtOrDefault(line)}', is '{right.ElementAtOrDefault(line)}'.";
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(here) })
        {
            for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
            {
                if (File.Exists(Path.Combine(folder, "concord.slnx")))
                    return folder;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds concord.slnx.");
    }
}
