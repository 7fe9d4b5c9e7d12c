using Microsoft.Playwright;

namespace Concord.AppTests.Browser;

/// <summary>Every page of the cycle with the demo company in it: opens without complaint and without a barrier, and has its picture taken.</summary>
public sealed class CyclePageTests(Chromium chromium, DemoServer demo)
{
    private static readonly string[] Paths = ["cycle", "family", "product", "demand", "supply", "finance", "scenarios", "executive", "week", "kpi", "plan"];

    public static TheoryData<string, ColorScheme, string> Pages()
    {
        var data = new TheoryData<string, ColorScheme, string>();
        foreach (var path in Paths)
        {
            data.Add(path, ColorScheme.Light, "en");
            data.Add(path, ColorScheme.Dark, "fr");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task EveryPageOpensWithoutComplaintAndWithoutABarrier(string path, ColorScheme scheme, string language)
    {
        var server = await demo.Server();
        await using var browser = await BrowserSession.Open(chromium, server.Http.BaseAddress!, scheme);
        var page = browser.Page;
        await page.AddInitScriptAsync($"localStorage.setItem('concord.language', '{language}'); localStorage.setItem('concord.tour', '\"yes\"')");
        await browser.Go($"/{path}?scenario=4");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await browser.Settled();
        Assert.Equal(language, await page.EvaluateAsync<string>("document.documentElement.lang"));
        var barriers = await page.SeriousFindings();
        Assert.True(barriers.Length == 0, string.Join("\n", barriers));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "The page scrolls sideways.");
        await page.Keep($"{path}-{scheme}-{language}-1440x900".ToLowerInvariant());
        await page.SetViewportSizeAsync(1920, 1080);
        await page.Keep($"{path}-{scheme}-{language}-1920x1080".ToLowerInvariant());
        Assert.Empty(browser.Complaints);
    }
}
