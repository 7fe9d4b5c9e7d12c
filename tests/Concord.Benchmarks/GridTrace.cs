using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Concord.Benchmarks;

/// <summary>
/// How fluent the planning grid is on a large plan: the real server, a real browser, and the browser's own trace. Scrolling is told by the time between frames and the tasks that
/// kept the page from drawing, typing by the time from the key to the pixels (Event Timing) and to the server's durable answer.
/// </summary>
internal sealed partial class GridTrace(int series)
{
    private const int ScrollSteps = 200, Edits = 30;

    // A frame every 16.7 ms is what a screen shows; twice that is one frame lost.
    private const double LostFrame = 34;

    public async Task<object> Run()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"concord-grid-{Environment.ProcessId}");
        var program = Path.Combine(Root(), "src", "Concord.App", "bin", "Release", "net10.0", "concord.dll");
        if (!File.Exists(program))
            throw new InvalidOperationException($"{program} is not there. Maybe run: dotnet build -c Release src/Concord.App, and the web build, first");
        try
        {
            await Call(program, "bench", "company", "--series", $"{series}", "--buckets", "48", "--data-dir", folder);
            using var server = Process.Start(new ProcessStartInfo("dotnet", [program, "serve", "--data-dir", folder, "--urls", "http://127.0.0.1:0"]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
            try
            {
                return await Measure(await Address(server));
            }
            finally
            {
                server.Kill();
                await server.WaitForExitAsync();
            }
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<object> Measure(string address)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium(), Args = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"] });
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1920, Height = 1080 } });
        context.SetDefaultTimeout(120_000);
        var page = await context.NewPageAsync();
        var clock = Stopwatch.StartNew();

        // Every leaf series is a row: item, location, channel, region.
        await page.GotoAsync($"{address}/plan?level=item,location,channel,region&depth=4&measures=consensus_demand&from=24&to=35&totals=&chart=no");
        var grid = page.GetByRole(AriaRole.Treegrid);
        await grid.WaitForAsync();
        await grid.GetByRole(AriaRole.Gridcell).First.WaitForAsync();
        var opened = clock.Elapsed.TotalSeconds;
        var rows = int.Parse(await grid.GetAttributeAsync("aria-rowcount") ?? "0");

        var scroll = await Traced(context, page, async () =>
        {
            var box = (await grid.BoundingBoxAsync())!;
            await page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2));
            await page.EvaluateAsync("() => { window.frames_ = []; let last = performance.now(); const step = now => { window.frames_.push(now - last); last = now; window.frameId_ = requestAnimationFrame(step); }; window.frameId_ = requestAnimationFrame(step); }");
            for (var i = 0; i < ScrollSteps; i++)
                await page.Mouse.WheelAsync(0, 400);
            await page.EvaluateAsync("() => cancelAnimationFrame(window.frameId_)");
        });
        var frames = await page.EvaluateAsync<double[]>("() => window.frames_");
        Array.Sort(frames);

        var (paints, answers) = (new List<double>(), new List<double>());
        await page.Keyboard.PressAsync("Control+Home");
        var editing = await Traced(context, page, async () =>
        {
            await grid.Locator("[role=gridcell]").Nth(30).ClickAsync();
            for (var i = 0; i < Edits; i++)
            {
                var answered = page.WaitForResponseAsync(r => r.Url.EndsWith("/entries", StringComparison.Ordinal));
                var typed = Stopwatch.StartNew();
                await page.Keyboard.TypeAsync($"={1000 + i}");
                await page.Keyboard.PressAsync("Enter");
                await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
                paints.Add(typed.Elapsed.TotalMilliseconds);
                await answered;
                answers.Add(typed.Elapsed.TotalMilliseconds);
            }
        });
        paints.Sort();
        answers.Sort();
        var keys = editing.Interactions;
        return new
        {
            bench = $"planning grid on {series} series, every one a row, 12 buckets",
            machine = $"{Environment.ProcessorCount} cores, {browser.BrowserType.Name} {browser.Version}, software rendering",
            figures = new[]
            {
                Figure("rows in the grid", rows, "rows"),
                Figure("from the address to the first cells", opened, "s"),
                Figure("scrolling: time between frames, median", At(frames, 0.5), "ms", LostFrame),
                Figure("scrolling: time between frames, p95", At(frames, 0.95), "ms", 2 * LostFrame),
                Figure("scrolling: share of frames later than twice the screen's", (double)frames.Count(f => f > LostFrame) / Math.Max(1, frames.Length), "share"),
                Figure("scrolling: longest task of the page (trace)", scroll.LongestTask, "ms", 200),
                Figure("typing: from key to pixels, median of all keys (trace, Event Timing)", At(keys, 0.5), "ms"),
                Figure("typing: from key to pixels, p95 of all keys (trace, Event Timing)", At(keys, 0.95), "ms", 100),
                Figure("typing: a whole entry of six keys until it is drawn, median", At([.. paints], 0.5), "ms"),
                Figure("typing: the same until the server has it durably, median", At([.. answers], 0.5), "ms"),
                Figure("typing: the same until the server has it durably, p95", At([.. answers], 0.95), "ms", 1000),
                Figure("typing: longest task of the page (trace)", editing.LongestTask, "ms"),
            },
        };
    }

    private static object Figure(string name, double value, string unit, double? goal = null) =>
        new { name, value = Math.Round(value, 3), unit, op = "<=", goal, holds = goal is null ? (bool?)null : value <= goal };

    private static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];

    /// <summary>Runs something under the browser's trace.</summary>
    private static async Task<(double LongestTask, double[] Interactions)> Traced(IBrowserContext context, IPage page, Func<Task> work)
    {
        var session = await context.NewCDPSessionAsync(page);
        var events = new List<JsonElement>();
        var complete = new TaskCompletionSource();
        session.Event("Tracing.dataCollected").OnEvent += (_, data) => events.AddRange(data!.Value.GetProperty("value").EnumerateArray().Select(e => e.Clone()));
        session.Event("Tracing.tracingComplete").OnEvent += (_, _) => complete.TrySetResult();
        await session.SendAsync("Tracing.start", new Dictionary<string, object> { ["categories"] = "toplevel,devtools.timeline", ["transferMode"] = "ReportEvents" });
        await work();
        await session.SendAsync("Tracing.end");
        await complete.Task.WaitAsync(TimeSpan.FromMinutes(2));
        var main = events.Where(e => Name(e) == "thread_name" && e.GetProperty("args").GetProperty("name").GetString() == "CrRendererMain").Select(e => e.GetProperty("tid").GetInt64()).ToHashSet();
        var tasks = events.Where(e => Name(e) is "RunTask" or "ThreadControllerImpl::RunTask" && (main.Count == 0 || main.Contains(e.GetProperty("tid").GetInt64())) && e.TryGetProperty("dur", out _)).Select(e => e.GetProperty("dur").GetDouble() / 1000);
        var keys = events.Where(e => Name(e) == "EventTiming" && e.TryGetProperty("args", out var a) && a.TryGetProperty("data", out var d) && d.TryGetProperty("duration", out _) && d.TryGetProperty("type", out var t) && t.GetString() is "keydown" or "keypress" or "keyup")
            .Select(e => e.GetProperty("args").GetProperty("data").GetProperty("duration").GetDouble()).Order().ToArray();
        return (tasks.DefaultIfEmpty(double.NaN).Max(), keys);

        static string? Name(JsonElement e) => e.TryGetProperty("name", out var name) ? name.GetString() : null;
    }

    private static async Task<string> Address(Process server)
    {
        while (await server.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is { Success: true } found)
            {
                // Nobody may wait for a reader.
                _ = server.StandardOutput.ReadToEndAsync();
                _ = server.StandardError.ReadToEndAsync();
                return found.Groups["address"].Value;
            }
        }

        throw new InvalidOperationException($"The server ended: {await server.StandardError.ReadToEndAsync()}");
    }

    private static async Task Call(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    private static string Chromium() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("No Chromium is on the PATH. Maybe run: apt-get install chromium");

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "concord.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The measurement does not run inside the repository.");
        return folder;
    }

    [GeneratedRegex(@"(?<address>http://127\.0\.0\.1:[1-9]\d*)")]
    private static partial Regex Listening();
}
