using System.Text.Json;
using Concord.App.Data;

namespace Concord.App.Cli;

/// <summary>What commands say: results on stdout, everything else on stderr.</summary>
internal static class Terminal
{
    private static readonly JsonSerializerOptions Indented = new(JsonFormat.Options) { WriteIndented = true };
    private static readonly Lock Gate = new();
    private static string _line = "";

    /// <summary>A message for the person, on stderr.</summary>
    public static void Say(string message)
    {
        lock (Gate)
        {
            EndLine();
            Console.Error.WriteLine(message);
        }
    }

    /// <summary>Shows how far a command is: one line that changes on a terminal, a line per stage elsewhere.</summary>
    public static void Progress(string stage, string detail, double share)
    {
        lock (Gate)
        {
            if (Console.IsErrorRedirected)
            {
                if (_line == stage)
                    return;
                _line = stage;
                Console.Error.WriteLine(stage);
                return;
            }

            var line = $"{100 * share,3:0} %  {stage}{(detail.Length > 0 ? ": " : "")}{detail}";
            if (line == _line)
                return;
            Console.Error.Write($"\r{line}{new string(' ', Math.Max(0, _line.Length - line.Length))}");
            _line = line;
        }
    }

    /// <summary>A line of the result, on stdout.</summary>
    public static void Write(string line)
    {
        lock (Gate)
        {
            EndLine();
            Console.Out.WriteLine(line);
        }
    }

    /// <summary>The result as JSON, on stdout.</summary>
    public static void WriteJson<T>(T result) => Write(JsonSerializer.Serialize(result, Indented));

    private static void EndLine()
    {
        if (_line.Length > 0 && !Console.IsErrorRedirected)
            Console.Error.WriteLine();
        _line = "";
    }
}
