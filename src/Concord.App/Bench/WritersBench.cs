using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Concord.App.Api;
using Concord.App.Data;
using Concord.Planning.Cube;
using Concord.Storage.Data;
using Concord.Storage.Scenarios;
using Microsoft.Data.Sqlite;

namespace Concord.App.Bench;

/// <summary>
/// Many people typing into one scenario over HTTP at once, with readers and an export beside them. Two people take turns as authors, so that there are true
/// conflicts. Afterwards every acknowledged edit is looked for.
/// </summary>
/// <param name="clients">Writers.</param>
/// <param name="seconds">How long they write.</param>
/// <param name="url">A server that runs, with the demo company; null to start one of its own.</param>
/// <param name="log">Told what happens.</param>
internal sealed class WritersBench(int clients, int seconds, Uri? url, Action<string> log)
{
    private const int Readers = 3;
    private const string Measure = "consensus_demand";
    private static readonly string[] Authors = ["clara.holm", "nora.lind"];

    private readonly ConcurrentBag<double> _times = [];
    private readonly ConcurrentBag<Acknowledged> _acknowledged = [];
    private readonly ConcurrentBag<string> _failures = [];
    private int _conflicts, _reads, _exports, _falseConflicts;

    private sealed record Acknowledged(long Revision, string[] Coordinate, int Bucket, double Value);

    private sealed record Target(long Scenario, string[][] Series, IReadOnlyList<string> Keys, string[] Families, int FirstBucket, int LastBucket);

    public async Task<BenchResult> Run(CancellationToken token)
    {
        if (url is not null)
            return await Measured(url, null, token);
        var folder = Directory.CreateTempSubdirectory("concord-bench-").FullName;
        try
        {
            log("Starting a server with the demo company …");
            BenchResult result;
            await using (var server = await ServerProcess.Start(folder, demo: true, token))
                result = await Measured(server.Address, folder, token);
            return result;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<BenchResult> Measured(Uri server, string? folder, CancellationToken token)
    {
        using var reader = await SignIn(server, Authors[0], token);
        var target = await Prepare(reader, token);
        log($"{clients} writers, {Readers} readers and an export for {seconds} s …");
        var clock = Stopwatch.StartNew();
        using (var time = CancellationTokenSource.CreateLinkedTokenSource(token))
        {
            time.CancelAfter(TimeSpan.FromSeconds(seconds));
            await Task.WhenAll(
            [
                .. Enumerable.Range(0, clients).Select(i => Write(server, i, target, time.Token)),
                .. Enumerable.Range(0, Readers).Select(_ => Read(server, target, time.Token)),
                Export(server, time.Token),
            ]);
        }

        var elapsed = clock.Elapsed.TotalSeconds;
        log("Counting …");
        var kept = (await Revisions(reader, target.Scenario, token)).ToHashSet();
        var lost = _acknowledged.Count(a => !kept.Contains(a.Revision));
        var wrong = await WrongValues(reader, target, token);
        if (folder is null)
            await Archive(reader, target.Scenario, token);
        else
            lost += LostInStore(folder, target.Scenario);
        foreach (var failure in _failures.Distinct().Take(5))
            log($"Failed: {failure}");
        double[] sorted = [.. _times.Order()];
        return new BenchResult($"{clients} writers on one scenario over HTTP for {seconds} s", BenchResult.ThisMachine(),
        [
            new("edits acknowledged", _acknowledged.Count, "edits", ">", 0),
            new("edits a second", _acknowledged.Count / elapsed, "edits/s"),
            new("edit, from request to durable answer: p50", At(sorted, 0.5), "ms"),
            new("edit, from request to durable answer: p99", At(sorted, 0.99), "ms"),
            new("requests that failed, true conflicts aside", _failures.Count, "requests", "==", 0),
            new("true conflicts, told with both values", _conflicts, "requests"),
            new("conflicts that were none", _falseConflicts, "requests", "==", 0),
            new("acknowledged edits that are not in the store", lost, "edits", "==", 0),
            new("cells whose value is not that of their last acknowledged edit", wrong, "cells", "==", 0),
            new("grid reads beside them", _reads, "reads", ">", 0),
            new("exports beside them", _exports, "exports", ">", 0),
        ]);
    }

    /// <summary>A scenario of its own, and the cells to write: single series of all families, and one family's total now and then.</summary>
    private static async Task<Target> Prepare(HttpClient client, CancellationToken token)
    {
        // A server that fills the demo company takes a while until it has a plan.
        ScenarioInfo[] scenarios = [];
        for (var waited = 0; waited < 600 && scenarios.Length == 0; waited++)
        {
            scenarios = (await client.GetFromJsonAsync<ScenarioInfo[]>("api/v1/scenarios", JsonFormat.Options, token))!;
            if (scenarios.Length == 0 || (await client.GetFromJsonAsync<Jobs.Job[]>("api/v1/jobs", JsonFormat.Options, token))!.Any(j => j.State is Jobs.JobState.Queued or Jobs.JobState.Running))
            {
                scenarios = [];
                await Task.Delay(500, token);
            }
        }

        if (scenarios.Length == 0)
            throw new InvalidOperationException("The server has no plan. Maybe start it with ./run, which brings the demo company.");
        var order = new ScenarioOrder($"Bench {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm:ss.fff}", FromScenario: scenarios[0].Id);
        var scenario = await Answer<ScenarioInfo>(await client.PostAsJsonAsync("api/v1/scenarios", order, JsonFormat.Options, token), token);
        var structure = (await client.GetFromJsonAsync<PlanStructureInfo>($"api/v1/scenarios/{scenario.Id}/structure", JsonFormat.Options, token))!;
        string[] keys = ["item", "location", "channel", "region"];
        var open = structure.Buckets.Where(b => b.Zone is Planning.Data.Calendar.Zone.Flexible or Planning.Data.Calendar.Zone.Strategic).ToList();
        var leaves = await Cells(client, scenario.Id, keys, open[0].Index, open[0].Index, token);
        var families = await Cells(client, scenario.Id, ["family"], open[0].Index, open[0].Index, token);
        return new Target(
            scenario.Id, [.. leaves.Rows.Select(r => r.Members.ToArray())], keys, [.. families.Rows.Select(r => r.Members[0])], open[0].Index, open[^1].Index);
    }

    private async Task Write(Uri server, int writer, Target target, CancellationToken token)
    {
        var author = Authors[writer % Authors.Length];
        using var client = await SignIn(server, author, token);
        var random = new Random(writer);
        long? seen = null;
        while (!token.IsCancellationRequested)
        {
            // Half of the writers' edits fall on a few cells, so that people meet.
            var one = target.Series[random.Next(2) == 0 ? random.Next(Math.Min(10, target.Series.Length)) : random.Next(target.Series.Length)];
            var bucket = random.Next(target.FirstBucket, target.LastBucket + 1);
            double value = random.Next(1, 100_000);
            var entry = new EntryOrder(Measure, bucket, bucket, EntryRule.Set, value, Coordinates(target.Keys, one), ValueUnit.ItemUnits);
            try
            {
                var clock = Stopwatch.StartNew();
                using var answer = await client.PostAsJsonAsync($"api/v1/scenarios/{target.Scenario}/entries", new EntriesOrder([entry], seen), JsonFormat.Options, CancellationToken.None);
                var took = clock.Elapsed.TotalMilliseconds;
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    _times.Add(took);
                    seen = (await Answer<ChangeAnswer>(answer, CancellationToken.None)).Revision;
                    _acknowledged.Add(new Acknowledged(seen.Value, one, bucket, value));
                }
                else
                {
                    Refused(await answer.Content.ReadFromJsonAsync<Problem>(JsonFormat.Options, CancellationToken.None), author);
                    seen = null;
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or System.Text.Json.JsonException)
            {
                _failures.Add(e.Message);
            }
        }
    }

    private void Refused(Problem? problem, string author)
    {
        if (problem is not { Code: "cell_conflict", Conflicts: [_, ..] conflicts })
        {
            _failures.Add($"{problem?.Status} {problem?.Detail}");
            return;
        }

        // A conflict is true when somebody else changed the cell from what this writer saw.
        if (conflicts.All(c => c.TheirAuthor != author && c.Before != c.Theirs))
            Interlocked.Increment(ref _conflicts);
        else
            Interlocked.Increment(ref _falseConflicts);
    }

    private async Task Read(Uri server, Target target, CancellationToken token)
    {
        using var client = await SignIn(server, Authors[0], token);
        while (!token.IsCancellationRequested)
        {
            try
            {
                await Cells(client, target.Scenario, ["category", "family"], 0, target.LastBucket, CancellationToken.None);
                Interlocked.Increment(ref _reads);
            }
            catch (Exception e) when (e is HttpRequestException or InvalidOperationException)
            {
                _failures.Add($"read: {e.Message}");
            }
        }
    }

    private async Task Export(Uri server, CancellationToken token)
    {
        using var client = await SignIn(server, Authors[0], token);
        while (!token.IsCancellationRequested)
        {
            try
            {
                await using var stream = await client.GetStreamAsync("api/v1/tables/sales_history.csv", CancellationToken.None);
                await stream.CopyToAsync(Stream.Null, CancellationToken.None);
                Interlocked.Increment(ref _exports);
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                _failures.Add($"export: {e.Message}");
            }
        }
    }

    private async Task<int> WrongValues(HttpClient client, Target target, CancellationToken token)
    {
        var table = await Cells(client, target.Scenario, target.Keys, target.FirstBucket, target.LastBucket, token);
        var buckets = target.LastBucket - target.FirstBucket + 1;
        var rows = table.Rows.Select((row, i) => (Key: string.Join('\u001f', row.Members), i)).ToDictionary(r => r.Key, r => r.i, StringComparer.Ordinal);
        return _acknowledged.GroupBy(a => (Key: string.Join('\u001f', a.Coordinate), a.Bucket)).Count(cell =>
            table.Measures[0].Values[(rows[cell.Key.Key] * buckets) + cell.Key.Bucket - target.FirstBucket] != cell.MaxBy(a => a.Revision)!.Value);
    }

    /// <summary>Looks into the database itself, beside the server.</summary>
    private int LostInStore(string folder, long scenario)
    {
        using var data = DataStore.Open(folder, TimeProvider.System);
        using var store = new SqlitePlanStore(data.Database);
        var known = store.Log().Select(i => i.Id).ToHashSet();
        var head = store.Revision(store.Scenarios().First(s => s.Id == scenario).Head);
        var entries = head.State.Entries.Count(e => e.Measure == Measure && e.Coordinates.Constraints.Length == 4);
        return _acknowledged.Count(a => !known.Contains(a.Revision)) + Math.Max(0, _acknowledged.Count - entries);
    }

    private static async Task<List<long>> Revisions(HttpClient client, long scenario, CancellationToken token)
    {
        var all = new List<long>();
        while (true)
        {
            var before = all.Count == 0 ? "" : $"&before={all[^1]}";
            var page = (await client.GetFromJsonAsync<RevisionSummary[]>($"api/v1/scenarios/{scenario}/revisions?take=500{before}", JsonFormat.Options, token))!;
            if (page.Length == 0)
                return all;
            all.AddRange(page.Select(r => r.Id));
        }
    }

    private static async Task<CellsAnswer> Cells(HttpClient client, long scenario, IReadOnlyList<string> level, int from, int to, CancellationToken token)
    {
        var order = new CellsOrder([Measure], Level: level, From: from, To: to, Unit: ValueUnit.ItemUnits);
        using var answer = await client.PostAsJsonAsync($"api/v1/scenarios/{scenario}/cells", order, JsonFormat.Options, token);
        return await Answer<CellsAnswer>(answer, token);
    }

    private static async Task Archive(HttpClient client, long scenario, CancellationToken token) =>
        (await client.PatchAsJsonAsync($"api/v1/scenarios/{scenario}", new ScenarioUpdate(Archived: true), JsonFormat.Options, token)).Dispose();

    private static async Task<HttpClient> SignIn(Uri server, string person, CancellationToken token)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = server };
        using var answer = await client.PostAsJsonAsync("api/v1/session/demo", new { name = person }, token);
        return answer.IsSuccessStatusCode
            ? client
            : throw new InvalidOperationException($"{server} does not let {person} in ({(int)answer.StatusCode}). Maybe it is not a server with the demo company: ./run starts one.");
    }

    private static async Task<T> Answer<T>(HttpResponseMessage answer, CancellationToken token) => answer.IsSuccessStatusCode
        ? (await answer.Content.ReadFromJsonAsync<T>(JsonFormat.Options, token))!
        : throw new InvalidOperationException($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(token)}");

    private static Dictionary<string, IReadOnlyList<string>> Coordinates(IReadOnlyList<string> keys, string[] members) =>
        keys.Select((key, i) => (key, i)).ToDictionary(k => k.key, k => (IReadOnlyList<string>)[members[k.i]], StringComparer.Ordinal);

    private static double At(double[] sorted, double share) =>
        sorted.Length == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
}
