using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Concord.AppTests;

/// <summary>What tests do over and over with the API.</summary>
internal static class ApiCalls
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    public static async Task<JsonNode> Get(this HttpClient http, string path) => await Read(await http.GetAsync("/api/v1" + path), path);

    public static async Task<JsonNode> Post(this HttpClient http, string path, object? body = null) =>
        await Read(await http.PostAsync("/api/v1" + path, body is null ? null : JsonContent.Create(body)), path);

    public static async Task<JsonNode> Put(this HttpClient http, string path, object body) =>
        await Read(await http.PutAsync("/api/v1" + path, JsonContent.Create(body)), path);

    /// <summary>A request that is refused: checks status and form of the problem, and returns it.</summary>
    public static async Task<JsonNode> Problem(this Task<HttpResponseMessage> request, int status)
    {
        var response = await request;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode} instead of {status}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!;
        Assert.Equal(status, (int)problem["status"]!);
        Assert.False(string.IsNullOrEmpty((string?)problem["code"]));
        Assert.False(string.IsNullOrEmpty((string?)problem["detail"]));
        Assert.False(string.IsNullOrEmpty((string?)problem["traceId"]));
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        if (problem["hint"] is { } hint)
            Assert.StartsWith("Maybe", (string?)hint, StringComparison.Ordinal);
        return problem;
    }

    public static Task<HttpResponseMessage> PostRaw(this HttpClient http, string path, object? body) =>
        http.PostAsync("/api/v1" + path, body is null ? null : JsonContent.Create(body));

    public static Task<HttpResponseMessage> PutRaw(this HttpClient http, string path, object body) => http.PutAsync("/api/v1" + path, JsonContent.Create(body));

    public static Task<HttpResponseMessage> GetRaw(this HttpClient http, string path) => http.GetAsync("/api/v1" + path);

    public static Task<HttpResponseMessage> UploadRaw(this HttpClient http, params (string Name, string Text)[] files) =>
        http.PostAsync("/api/v1/uploads", Form([.. files.Select(f => (f.Name, Encoding.UTF8.GetBytes(f.Text)))]));

    public static async Task<string> Upload(this HttpClient http, params (string Name, string Text)[] files) =>
        (string)(await Read(await http.UploadRaw(files), "/uploads"))["id"]!;

    public static async Task<string> Upload(this HttpClient http, IEnumerable<string> paths)
    {
        var form = Form([.. paths.Select(p => (Path.GetFileName(p), File.ReadAllBytes(p)))]);
        return (string)(await Read(await http.PostAsync("/api/v1/uploads", form), "/uploads"))["id"]!;
    }

    public static MultipartFormDataContent Form(params (string Name, byte[] Bytes)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            form.Add(part, "file", name);
        }

        return form;
    }

    /// <summary>Uploads and imports files; the job as it ended.</summary>
    public static async Task<JsonNode> Import(this HttpClient http, params (string Name, string Text)[] files)
    {
        var upload = await http.Upload(files);
        return await http.Ended(await http.Post("/imports", new { uploadId = upload }));
    }

    /// <summary>Imports files and returns the number of the import, which must have succeeded.</summary>
    public static async Task<long> Imported(this HttpClient http, params (string Name, string Text)[] files)
    {
        var job = await http.Import(files);
        Assert.True((string?)job["state"] == "succeeded", job.ToJsonString());
        return (long)job["importId"]!;
    }

    /// <summary>Waits until a job has ended.</summary>
    public static async Task<JsonNode> Ended(this HttpClient http, JsonNode job)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var now = await http.Get($"/jobs/{job["id"]}");
            if ((string?)now["state"] is not ("queued" or "running"))
                return now;
            await Task.Delay(25, patience.Token);
        }
    }

    /// <summary>Waits until the demo company and its cycles are there, or until the job of a title has begun; at once for an empty title.</summary>
    public static async Task DemoMade(this HttpClient http, string? until)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (until is not "")
        {
            var jobs = (await http.Get("/jobs")).AsArray().Where(j => (string?)j!["kind"] == "demo").ToList();
            if (until is not null && jobs.Exists(j => (string?)j!["title"] == until && (string?)j["state"] == "running"))
                return;
            Assert.DoesNotContain(jobs, j => (string?)j!["state"] is "failed" or "cancelled");
            if (jobs.TrueForAll(j => (string?)j!["state"] == "succeeded"))
                return;
            await Task.Delay(100, patience.Token);
        }
    }

    /// <summary>Waits until no check waits or runs, and returns the quality then.</summary>
    public static async Task<JsonNode> Quality(this HttpClient http)
    {
        using var patience = new CancellationTokenSource(Patience);
        while ((await http.Get("/jobs")).AsArray().Any(j => (string?)j!["state"] is "queued" or "running"))
            await Task.Delay(25, patience.Token);
        return await http.Get("/quality");
    }

    public static async Task<long> Rows(this HttpClient http, string table, string query = "") =>
        (long)(await http.Get($"/tables/{table}/rows?take=1{query}"))["total"]!;

    private static async Task<JsonNode> Read(HttpResponseMessage response, string path)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }
}
