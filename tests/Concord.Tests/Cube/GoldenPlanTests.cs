using System.Globalization;
using Xunit;

namespace Concord.Tests.Cube;

public sealed class GoldenPlanTests
{
    private static readonly string Folder = Repository.PathOf("tests", "golden");

    public static TheoryData<string> Concepts => new(Directory.GetDirectories(Folder).Where(d => File.Exists(Path.Combine(d, "entries.csv"))).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Concepts))]
    public void A_golden_plan_shows_what_its_files_expect(string concept)
    {
        var mismatches = GoldenPlan.In(Path.Combine(Folder, concept)).Mismatches();
        Assert.True(mismatches.Count == 0, string.Join('\n', mismatches));
        Assert.Contains("# ", File.ReadAllText(Path.Combine(Folder, concept, "why.md")));
    }

    [Theory]
    [MemberData(nameof(Concepts))]
    public void Any_wrong_cell_of_an_expected_file_is_found(string concept)
    {
        var plan = GoldenPlan.In(Path.Combine(Folder, concept));
        var labels = plan.Expected[0];
        for (var row = 1; row < plan.Expected.Length; row++)
        {
            for (var column = 2; column < labels.Length; column++)
            {
                if (!labels[column].StartsWith("20", StringComparison.Ordinal) && !labels[column].StartsWith("FY", StringComparison.Ordinal))
                    continue;
                var right = plan.Expected[row][column];
                var wrong = double.TryParse(right, CultureInfo.InvariantCulture, out var value) ? (value + 0.001).ToString(CultureInfo.InvariantCulture) : "1234567";
                string[][] changed = [.. plan.Expected.Select(line => line.ToArray())];
                changed[row][column] = wrong;
                Assert.Single((plan with { Expected = changed }).Mismatches());
            }
        }
    }

    [Fact]
    public void An_entry_that_is_refused_or_applied_against_what_is_expected_is_found()
    {
        var plan = GoldenPlan.In(Path.Combine(Folder, "spread-locks"));
        string[][] Changed(string from, string to) => [.. plan.Entries.Select(line => line.Select(cell => cell == from ? to : cell).ToArray())];
        Assert.Contains("refused (another reason)", Assert.Single((plan with { Entries = Changed("The value is locked", "another reason") }).Mismatches()));
        Assert.Contains((plan with { Entries = Changed("190", "-190") }).Mismatches(), m => m.StartsWith("entry 2 is to be applied", StringComparison.Ordinal));
    }
}
