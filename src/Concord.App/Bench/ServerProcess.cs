using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Concord.App.Bench;

/// <summary>A server of its own process on a free port, for measurements from outside. Disposing it ends it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private ServerProcess(Process process, Uri address, Stopwatch sinceStart) =>
        (_process, Address, SinceStart, Client) = (process, address, sinceStart, new HttpClient { BaseAddress = address });

    public Uri Address { get; }

    public Stopwatch SinceStart { get; }

    public HttpClient Client { get; }

    /// <summary>Starts it, and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException">It did not answer; the message has what it said.</exception>
    public static async Task<ServerProcess> Start(string folder, bool demo, CancellationToken token)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}/");
        var clock = Stopwatch.StartNew();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])[typeof(ServerProcess).Assembly.Location, "serve", "--data-dir", folder, "--urls", $"{address}".TrimEnd('/'), .. demo ? (string[])["--demo"] : []])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException("No process for the server could be started.");
        var said = new List<string>();
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new ServerProcess(process, address, clock);
        try
        {
            while (true)
            {
                try
                {
                    using var answer = await server.Client.GetAsync("api/v1/about", token);
                    return server;
                }
                catch (HttpRequestException) when (!process.HasExited && clock.Elapsed < Patience)
                {
                    await Task.Delay(20, token);
                }
            }
        }
        catch (Exception e)
        {
            await server.DisposeAsync();
            lock (said)
                throw new InvalidOperationException($"The server did not answer: {string.Join(' ', said.TakeLast(5))}", e);
        }

        void Keep(string? line)
        {
            if (line is null)
                return;
            lock (said)
                said.Add(line);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
