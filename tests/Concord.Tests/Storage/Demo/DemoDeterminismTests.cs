using System.Security.Cryptography;
using Concord.Storage.Demo;

namespace Concord.Tests.Storage.Demo;

[Collection(nameof(DemoFiles))]
public sealed class DemoDeterminismTests(DemoFiles files)
{
    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        using var again = new DemoFiles(new DemoOptions(7));
        Assert.Equal(Hashes(files), Hashes(again));
    }

    [Fact]
    public void Another_seed_gives_another_company_of_the_same_shape()
    {
        using var other = new DemoFiles(new DemoOptions(8));
        var same = Hashes(files).Intersect(Hashes(other)).Select(h => h.File).ToList();
        Assert.DoesNotContain("sales_history.csv", same);
        Assert.DoesNotContain("stock.csv", same);
        Assert.Equal(["P1-ASM1", "P2-FILL"], other.Summary.PeakLoads.Where(p => p.Load > 1).Select(p => p.Resource).Order(StringComparer.Ordinal));
        Assert.InRange(other.Summary.OnTimeInFull, .92, .96);
    }

    [Fact]
    public void Twice_the_scale_is_twice_the_items_customers_and_lines_at_the_same_load()
    {
        using var twice = new DemoFiles(new DemoOptions(7, 2));
        Assert.Equal(480, twice["items"].Rows.Count(i => i["type"] == "finished_good"));
        Assert.Equal(2 * files["customers"].Rows.Count, twice["customers"].Rows.Count);
        Assert.Equal(34, twice["items"].Rows.Where(i => i["type"] == "finished_good").Select(i => i["family"]).Distinct().Count());
        Assert.InRange(Count(twice, "sales_history") / (double)Count(files, "sales_history"), 1.8, 2.2);
        Assert.Equal(["P1-ASM1", "P2-FILL"], twice.Summary.PeakLoads.Where(p => p.Load > 1).Select(p => p.Resource).Order(StringComparer.Ordinal));
        Assert.All(twice.Summary.PeakLoads, p => Assert.InRange(p.Load, .55, 1.25));

        static long Count(DemoFiles of, string table) => of.Summary.Rows.Single(r => r.Table == table).Rows;
    }

    [Fact]
    public void Another_cut_off_moves_the_history()
    {
        using var earlier = new DemoFiles(new DemoOptions(7, 1, new DateOnly(2024, 2, 29)));
        Assert.Equal(new DateOnly(2020, 3, 1), earlier.Start);
        Assert.All(earlier.Demand, d => Assert.InRange(d.Ordered, earlier.Start, earlier.Options.AsOf));
        Assert.Equal(48, earlier.Demand.Select(d => (d.Ordered.Year, d.Ordered.Month)).Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(1001)]
    public void A_scale_out_of_range_is_refused_with_its_value(int scale)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => DemoCompany.Write(new DemoOptions(7, scale), Path.Combine(files.Folder, "never")));
        Assert.Contains($"{scale}", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(files.Folder, "never")));
    }

    private static List<(string File, string Hash)> Hashes(DemoFiles files) =>
        [.. Directory.GetFiles(files.Folder).Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f)))))];
}
