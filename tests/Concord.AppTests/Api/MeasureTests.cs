namespace Concord.AppTests.Api;

public sealed class MeasureTests(CompanyServer company) : IClassFixture<CompanyServer>
{
    private HttpClient Http => company.Http;

    [Fact]
    public async Task MeasuresAndZonesComeFromTheRegistry()
    {
        var measures = (await Http.Get("/measures")).AsArray();
        Assert.Equal(Concord.Planning.Data.Measures.MeasureRegistry.All.Select(m => m.Name), measures.Select(m => (string)m!["name"]!));
        Assert.All(measures, m => Assert.NotEmpty(m!["grain"]!.AsArray()));
        var zones = (await Http.Get("/zones")).AsArray();
        Assert.Equal(["frozen", "flexible", "strategic"], zones.Select(z => (string)z!["zone"]!));
        Assert.True(zones[0]!["edits"]!.AsObject().Count < zones[1]!["edits"]!.AsObject().Count);
        Assert.Contains("executive", zones[0]!["overriddenBy"]!.AsArray().Select(r => (string)r!));
    }

    [Fact]
    public async Task TheCalendarCutsTimeIntoBuckets()
    {
        var months = await Http.Get("/calendar?from=2026-01-15&to=2026-12-01&fiscalStart=7");
        Assert.Equal(12, months["buckets"]!.AsArray().Count);
        Assert.Equal("2026-01", (string?)months["buckets"]![0]!["label"]);
        Assert.Equal(7, (int)months["buckets"]![0]!["fiscalPeriod"]!);
        var weeks = await Http.Get("/calendar?from=2026-12-28&to=2027-01-04&pattern=iso_week");
        Assert.Equal(["2026-W53", "2027-W01"], weeks["buckets"]!.AsArray().Select(b => (string)b!["label"]!));
    }

    [Theory]
    [InlineData("/calendar", "from")]
    [InlineData("/calendar?from=2026-01-01", "to")]
    [InlineData("/calendar?from=2026-02-01&to=2026-01-01", "to")]
    [InlineData("/calendar?from=2026-01-01&to=2126-01-01", "to")]
    [InlineData("/calendar?from=2026-01-01&to=2026-02-01&pattern=week", "pattern")]
    [InlineData("/calendar?from=2026-01-01&to=2026-02-01&fiscalStart=13", "fiscalStart")]
    public async Task ACalendarThatCannotBeMadeIsRefused(string path, string field) =>
        Assert.Equal(field, (string?)(await Http.GetRaw(path).Problem(400))["field"]);
}
