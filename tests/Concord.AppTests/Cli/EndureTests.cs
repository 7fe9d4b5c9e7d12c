using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Concord.Planning.Cube;
using Concord.Storage.Data;
using Concord.Storage.Scenarios;

namespace Concord.AppTests.Cli;

/// <summary>Writers edit as fast as they can, compaction beside them, and the process is killed, again and again.</summary>
public sealed class EndureTests : IDisposable
{
    private const int Kills = 24;
    private const string Measure = "statistical_forecast";
    private const int Writers = 6;
    private const int Cells = 300;
    private const int Buckets = 4;

    private readonly string _folder = Directory.CreateTempSubdirectory("concord-endure-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task NoAcknowledgedEditIsLostAndNoneIsThereByHalves()
    {
        var random = new Random(5);
        var acknowledged = new double[Writers];
        var known = 0;
        for (var round = 0; round < Kills; round++)
        {
            // Some are killed in their first edits, some after hundreds.
            var lines = await RunAndKill(edits: round % 4 == 0 ? 1 : random.Next(300), then: TimeSpan.FromMilliseconds(random.Next(40)));
            foreach (var line in lines)
            {
                if (line.Split(' ') is [_, var writer, var value])
                    acknowledged[int.Parse(writer, CultureInfo.InvariantCulture)] = double.Parse(value, CultureInfo.InvariantCulture);
            }

            using var store = new SqlitePlanStore(Database.Open(_folder));
            var scenario = store.Scenarios().Single();
            var head = store.Revision(scenario.Head);
            var log = store.Log().Select(i => i.Id).ToHashSet();
            Assert.All(lines, line => Assert.Contains(long.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture), log));
            Assert.True(log.Count >= known + lines.Count, $"{log.Count} revisions after {known} and {lines.Count} acknowledged ones");
            known = log.Count;
            for (var writer = 0; writer < Writers; writer++)
            {
                var value = AssertWhole(head.State.Cube, writer);
                var entries = head.State.Entries.Where(e => e.Author == $"writer {writer}").ToList();
                if (double.IsNaN(value))
                {
                    Assert.Equal(0, acknowledged[writer]);
                    Assert.Empty(entries);
                    continue;
                }

                Assert.True(value >= acknowledged[writer], $"round {round}: writer {writer} was told that {acknowledged[writer]} is kept, and {value} is there");
                Assert.Equal(value, Assert.Single(entries).Value);

                // What was written but not told before the kill counts from now on: it may not vanish later.
                acknowledged[writer] = value;
            }
        }

        Assert.True(acknowledged.Sum() > 10 * Kills, $"only {acknowledged.Sum()} edits were made: the test did not test much");
        using var connection = Database.Open(_folder).Connect();
        using var check = connection.CreateCommand();
        check.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", check.ExecuteScalar());
        Database.Open(_folder).Close();
    }

    /// <summary>All cells of a writer have one value; that value, NaN before the first edit.</summary>
    private static double AssertWhole(PlanCube cube, int writer)
    {
        var layer = cube.Values(Measure);
        var value = layer[writer * Cells, 0];
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            for (var series = writer * Cells; series < (writer + 1) * Cells; series++)
                Assert.True(CubeEdit.Same(value, layer[series, bucket]), $"writer {writer}: {value} in the first cell, {layer[series, bucket]} in series {series}, bucket {bucket}");
        }

        return value;
    }

    /// <summary>Starts the writers, and kills the process some time after so many edits.</summary>
    /// <returns>What was acknowledged: revision, writer and value in each line.</returns>
    private async Task<IReadOnlyList<string>> RunAndKill(int edits, TimeSpan then)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])[RunningServer.Program, "endure", "--data-dir", _folder, "--writers", $"{Writers}"])
            start.ArgumentList.Add(argument);
        using var process = new Process { StartInfo = start };
        var lines = new ConcurrentQueue<string>();
        var errors = new ConcurrentQueue<string>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
                return;
            lines.Enqueue(line.Data);
            if (lines.Count >= edits)
                enough.TrySetResult();
        };
        process.ErrorDataReceived += (_, line) => errors.Enqueue(line.Data ?? "");
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => enough.TrySetResult();
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await enough.Task.WaitAsync(TimeSpan.FromMinutes(2));
        Assert.False(process.HasExited, string.Join('\n', errors));
        await Task.Delay(then);
        process.Kill();
        await process.WaitForExitAsync();

        // A line that was cut off was not told.
        return [.. lines.Where(l => l.Split(' ') is [_, _, { Length: > 0 }])];
    }
}
