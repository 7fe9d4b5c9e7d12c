using Concord.AppTests;

[assembly: AssemblyFixture(typeof(DemoServer))]

namespace Concord.AppTests;

/// <summary>The demo company in the middle of its cycle, made once although it is stopped twice meanwhile: a server for tests that only look, and copies for those that change it.</summary>
public sealed class DemoServer : IAsyncDisposable
{
    private readonly SemaphoreSlim _once = new(1, 1);
    private readonly string _template = Directory.CreateTempSubdirectory("concord-demo-template-").FullName;
    private RunningServer? _server;
    private bool _made;

    /// <summary>A server for tests that only look; started when first asked for.</summary>
    public async Task<RunningServer> Server()
    {
        await _once.WaitAsync();
        try
        {
            await Make();
            return _server ??= await Start();
        }
        finally
        {
            _once.Release();
        }
    }

    /// <summary>A server of the caller's own on a copy of the demo company.</summary>
    public async Task<RunningServer> Copy()
    {
        await _once.WaitAsync();
        try
        {
            await Make();
        }
        finally
        {
            _once.Release();
        }

        return await Start();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        Directory.Delete(_template, recursive: true);
        _once.Dispose();
    }

    private async Task Make()
    {
        if (_made)
            return;
        // Stopped while its data are made, and again while its cycles are: the next start makes the rest.
        foreach (var until in (string[])["", "Cycles of the demo company"])
        {
            await using var stopped = await RunningServer.Start(_template, arguments: ["--demo"]);
            Assert.Equal("demo", (string?)(await stopped.Http.Get("/jobs"))[0]!["kind"]);
            await stopped.Http.DemoMade(until);
            Assert.Equal(0, await stopped.Stop());
        }

        await using (var server = await RunningServer.Start(_template, arguments: ["--demo"]))
        {
            await server.Http.DemoMade(null);
            Assert.Equal(0, await server.Stop());
        }

        _made = true;
    }

    private Task<RunningServer> Start() => RunningServer.Start(arguments: ["--demo"], fill: folder =>
    {
        foreach (var file in Directory.EnumerateFiles(_template, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("server.lock", StringComparison.Ordinal)))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(_template, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    });
}
