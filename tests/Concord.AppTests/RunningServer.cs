using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Concord.AppTests;

/// <summary>The real server in a process of its own, on a free port, with a data folder of its own unless one is given.</summary>
public sealed partial class RunningServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _log = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _ownsFolder;

    private RunningServer(string folder, bool ownsFolder, string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        (Folder, _ownsFolder) = (folder, ownsFolder);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])[program, "serve", "--data-dir", folder, .. arguments.Contains("--urls") ? [] : (string[])["--urls", "http://127.0.0.1:0"], .. arguments])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"The server ended before it was ready.\n{Log}"));
    }

    /// <summary>The server's program as it was built with these tests.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "concord.dll");

    public string Folder { get; }

    /// <summary>Talks to the server; paths are relative to it, as in <c>/api/v1/about</c>.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>What the server wrote so far, stdout and stderr.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <param name="fill">Puts data into a folder of the server's own before it starts.</param>
    public static async Task<RunningServer> Start(
        string? folder = null, string? program = null, IReadOnlyDictionary<string, string>? environment = null, Action<string>? fill = null, params string[] arguments)
    {
        var server = new RunningServer(
            folder ?? Directory.CreateTempSubdirectory("concord-test-").FullName, folder is null, program ?? Program, arguments, environment);
        fill?.Invoke(server.Folder);
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        var address = await server._ready.Task.WaitAsync(Patience);
        server.Http = new HttpClient { BaseAddress = address, Timeout = Patience };
        return server;
    }

    /// <summary>Asks the server to stop, as Ctrl-C and a service manager do.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Stop()
    {
        if (Signal(_process.Id, 15) != 0)
            throw new InvalidOperationException($"No signal could be sent to process {_process.Id}.");
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <summary>Ends the process without a chance to clean up, as a power cut does.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (!_process.HasExited)
            await Kill();
        _process.Dispose();
        if (_ownsFolder)
            Directory.Delete(Folder, recursive: true);
    }

    private void Take(string? line)
    {
        if (line is null)
            return;
        lock (_log)
            _log.AppendLine(line);
        const string Marker = "Concord serves ";
        if (line.StartsWith(Marker, StringComparison.Ordinal))
            _ready.TrySetResult(new Uri(line[Marker.Length..].Split([' ', ','])[0]));
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
