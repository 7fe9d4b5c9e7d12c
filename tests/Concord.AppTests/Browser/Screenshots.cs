using Microsoft.Playwright;

namespace Concord.AppTests.Browser;

/// <summary>Pictures of pages, an output of the run: artifacts/screenshots, or the folder CONCORD_SCREENSHOTS names.</summary>
internal static class Screenshots
{
    private static readonly string Folder =
        Environment.GetEnvironmentVariable("CONCORD_SCREENSHOTS") is { Length: > 0 } given ? given : Path.Combine(Repository.Root, "artifacts", "screenshots");

    public static Task Keep(this IPage page, string name) => page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}.png") });
}
