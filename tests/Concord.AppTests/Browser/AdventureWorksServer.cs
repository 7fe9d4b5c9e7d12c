using Concord.AppTests.Browser;

[assembly: AssemblyFixture(typeof(AdventureWorksServer))]

namespace Concord.AppTests.Browser;

/// <summary>
/// A server with AdventureWorks in it, one rejected row more than it has by itself, a snapshot, and a plan of two scenarios that differ in a
/// value both changed. For tests that only look.
/// </summary>
public sealed class AdventureWorksServer : IAsyncDisposable
{
    private readonly SemaphoreSlim _once = new(1, 1);
    private RunningServer? _server;

    /// <summary>The server; started and filled when first asked for.</summary>
    public async Task<RunningServer> Server()
    {
        await _once.WaitAsync();
        try
        {
            return _server ??= await Filled();
        }
        finally
        {
            _once.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _once.Dispose();
    }

    private static async Task<RunningServer> Filled()
    {
        var server = await RunningServer.Start();
        using var extract = new BrokenExtract();
        var upload = await server.Http.Upload(extract.Files);
        var job = await server.Http.Ended(await server.Http.Post("/imports", new { uploadId = upload, mapping = "adventureworks" }));
        Assert.Equal("succeeded", (string?)job["state"]);
        await server.Http.Quality();
        await server.Http.Post("/snapshots", new { name = "2025-05", asOf = "2025-05-31", @override = true, reason = "Only to look at" });
        job = await server.Http.Ended(await server.Http.Post("/plan", new { snapshotId = 1 }));
        Assert.Equal("succeeded", (string?)job["state"]);
        await server.Http.Post("/scenarios", new { name = "More bikes", fromScenario = 1 });
        foreach (var (scenario, value) in new[] { (1, 1000), (2, 1200) })
        {
            await server.Http.Post($"/scenarios/{scenario}/entries", new
            {
                entries = new[] { new { measure = "consensus_demand", from = 38, to = 38, rule = "set", value, coordinates = new { category = new[] { "Bikes" } } } },
            });
        }

        return server;
    }
}
