using Microsoft.Playwright;

namespace Concord.AppTests.Browser;

/// <summary>Asks axe-core, which comes with the web app's packages, what people with impairments would stumble over.</summary>
internal static class Accessibility
{
    private static readonly Lazy<string> Axe = new(() => File.ReadAllText(Path.Combine(Repository.Root, "web", "node_modules", "axe-core", "axe.min.js")));

    /// <summary>Serious and critical findings of the page as it stands, one line each with the first element; none is good.</summary>
    public static async Task<string[]> SeriousFindings(this IPage page)
    {
        await page.EvaluateAsync(Axe.Value);
        return await page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
              .filter(v => v.impact === 'serious' || v.impact === 'critical')
              .map(v => `${v.impact} ${v.id}: ${v.help} (${v.nodes.length}), first ${v.nodes[0].target.join(' ')}: ${v.nodes[0].failureSummary}`)
            """);
    }
}
