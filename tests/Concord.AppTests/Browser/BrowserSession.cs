using Microsoft.Playwright;

namespace Concord.AppTests.Browser;

/// <summary>A page of a real browser on the web app, with cookies and storage of its own, which remembers everything the page complained about.</summary>
internal sealed class BrowserSession : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    private BrowserSession(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                Complain($"console {message.Type} on {page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => Complain($"error on {page.Url}: {error}");
        page.Response += (_, response) =>
        {
            if (response.Status >= 500)
                Complain($"{response.Status} from {response.Url}");
        };
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, uncaught errors, and answers of 500 and above, so far.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_complaints)
                return [.. _complaints];
        }
    }

    public static async Task<BrowserSession> Open(Chromium chromium, Uri address, ColorScheme scheme = ColorScheme.Light)
    {
        var browser = await chromium.Browser();
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            ColorScheme = scheme,
            Locale = "en-GB",
            TimezoneId = "UTC",
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
        });
        context.SetDefaultTimeout(60_000);
        return new BrowserSession(context, await context.NewPageAsync());
    }

    /// <summary>Goes to a page and waits until it shows data: its title stands, nothing is loading and no request is open.</summary>
    public async Task Go(string path)
    {
        await Page.GotoAsync(path);
        await Settled();
    }

    public async Task Settled()
    {
        await Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).First.WaitForAsync();
        await Page.WaitForFunctionAsync("() => ![...document.querySelectorAll('[role=status]')].some(e => e.textContent.startsWith('Loading') || e.textContent.startsWith('Chargement'))");
    }

    public async ValueTask DisposeAsync() => await _context.CloseAsync();

    private void Complain(string text)
    {
        lock (_complaints)
            _complaints.Add(text);
    }
}
