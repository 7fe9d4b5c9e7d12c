using System.Diagnostics;

namespace Concord.AppTests.Cli;

/// <summary>The program as people start it: a process of its own.</summary>
internal static class ConcordProgram
{
    /// <summary>Runs a command to its end.</summary>
    public static (int Code, string Out, string Err) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])[RunningServer.Program, .. arguments])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
