using System.Runtime.InteropServices;
using System.Text.Json;

namespace Concord.App.Bench;

/// <summary>One figure of a measurement. A figure with a goal holds or does not; a miss is printed as a miss.</summary>
/// <param name="Op">How value and goal compare: one of &lt;= &gt;= &lt; &gt; ==.</param>
/// <param name="Goal">Null where the figure only informs.</param>
internal sealed record BenchFigure(string Name, double Value, string Unit, string Op = ">=", double? Goal = null)
{
    public bool? Holds => Goal is not { } goal ? null : Op switch
    {
        "<=" => Value <= goal,
        ">=" => Value >= goal,
        "<" => Value < goal,
        ">" => Value > goal,
        _ => Value == goal,
    };
}

/// <summary>The outcome of one measurement, as the one JSON object every <c>--json</c> measurement prints.</summary>
internal sealed record BenchResult(string Bench, string Machine, IReadOnlyList<BenchFigure> Figures)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Processors, memory, operating system and runtime.</summary>
    public static string ThisMachine() =>
        $"{Environment.ProcessorCount} cores ({ProcessorName()}), {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 30)} GiB, "
        + $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.FrameworkDescription}";

    public void Write(TextWriter output, bool json)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(this, Json));
            return;
        }

        output.WriteLine($"{Bench} on {Machine}");
        foreach (var figure in Figures)
        {
            var goal = figure.Goal is { } value ? $"   goal {figure.Op} {value:0.###}: {(figure.Holds == true ? "holds" : "MISSED")}" : "";
            output.WriteLine($"  {figure.Name,-58} {figure.Value,16:#,0.###} {figure.Unit}{goal}");
        }
    }

    private static string ProcessorName()
    {
        const string CpuInfo = "/proc/cpuinfo";
        var line = File.Exists(CpuInfo) ? File.ReadLines(CpuInfo).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
