using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Concord.AppTests.Api;

/// <summary>A server with the small company's plan and with people of several roles. Tests make scenarios of their own, so that none sees another's edits.</summary>
public sealed class PlanServer : IAsyncLifetime
{
    private const string Password = "correct horse battery";
    private readonly Dictionary<string, HttpClient> _clients = [];
    private RunningServer _server = null!;
    private int _scenarios;

    /// <summary>The first planned bucket is in the frozen zone, this one is flexible.</summary>
    public int Flexible { get; private set; }

    public JsonNode Structure { get; private set; } = null!;

    public RunningServer Server => _server;

    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.Start();
        var http = _server.Http;
        await http.Imported(SmallCompany.All);
        var snapshot = await http.Post("/snapshots", new { name = "March", asOf = "2026-03-31", @override = true, reason = "a test" });
        var job = await http.Ended(await http.Post("/plan", new { snapshotId = (long)snapshot["id"]!, currency = "EUR" }));
        Assert.True((string?)job["state"] == "succeeded", job.ToJsonString());
        Structure = await http.Get("/scenarios/1/structure");
        Flexible = Structure["buckets"]!.AsArray().First(b => (string?)b!["zone"] == "flexible")!["index"]!.GetValue<int>();
        await Add("root", "administrator");
        await Add("anna", "coordinator", "demand_planner");
        await Add("ben", "demand_planner");
        await Add("sara", "sales");
        await Add("nick", [("sales", "North")]);
        await Add("vera", "viewer");
    }

    public HttpClient As(string person) => _clients[person];

    /// <summary>A scenario made from the plan's first revision.</summary>
    public async Task<long> Scenario(long? from = null) => (long)(await As("anna").Post(
        "/scenarios", from is null ? new { name = $"Test {Interlocked.Increment(ref _scenarios)}", fromRevision = 1 } : (object)new { name = $"Test {Interlocked.Increment(ref _scenarios)}", fromScenario = from }))["id"]!;

    /// <summary>The value of a part of the plan in a bucket, in planning units.</summary>
    public async Task<double?> Value(long scenario, string measure, int bucket, params (string Attribute, string Member)[] part) =>
        (double?)(await As("anna").Post($"/scenarios/{scenario}/cells", new
        {
            measures = new[] { measure }, from = bucket, to = bucket, filter = part.ToDictionary(p => p.Attribute, p => new[] { p.Member }),
        }))["measures"]![0]!["values"]!.AsArray().FirstOrDefault();

    /// <summary>An entry that sets a part of the consensus demand.</summary>
    public static object Set(int bucket, double value, params (string Attribute, string Member)[] part) => new
    {
        measure = "consensus_demand", from = bucket, to = bucket, rule = "set", value, coordinates = part.ToDictionary(p => p.Attribute, p => new[] { p.Member }),
    };

    public async Task<JsonNode> Enter(string person, long scenario, params object[] entries) => await As(person).Post($"/scenarios/{scenario}/entries", new { entries });

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
        await _server.DisposeAsync();
    }

    /// <summary>Adds a person who is signed in.</summary>
    public Task Add(string name, params string[] roles) => Add(name, [.. roles.Select(r => (r, (string?)null))]);

    private async Task Add(string name, (string Role, string? Region)[] roles)
    {
        var by = _clients.GetValueOrDefault("root", _server.Http);
        await by.Post("/people", new
        {
            name, displayName = name, password = Password,
            roles = roles.Select(r => new { role = r.Role, part = r.Region is null ? [] : new Dictionary<string, string[]> { ["region"] = [r.Region] } }),
        });
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = _server.Http.BaseAddress };
        (await client.PostAsJsonAsync("/api/v1/session", new { name, password = Password })).EnsureSuccessStatusCode();
        _clients[name] = client;
    }
}
