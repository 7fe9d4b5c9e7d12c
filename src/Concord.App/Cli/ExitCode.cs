namespace Concord.App.Cli;

/// <summary>What the process tells the shell.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>Done, and what was asked about is not as it should be: the data gate is held.</summary>
    public const int Findings = 1;

    /// <summary>The command line cannot be used.</summary>
    public const int Usage = 2;

    /// <summary>It could not be done, or was cancelled; the data is as before.</summary>
    public const int Failure = 3;
}

/// <summary>Ends a command with a message for the person at the terminal.</summary>
internal sealed class CommandException(string message, int exitCode = ExitCode.Failure) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
