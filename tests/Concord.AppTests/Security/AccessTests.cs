using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Concord.AppTests.Security;

/// <summary>How a server lets people in: on this machine, in the demo company, at its set-up, with accounts, over https.</summary>
public sealed partial class AccessTests
{
    private const string Password = "meadow lantern copper violin";

    [Fact]
    public async Task BeyondThisMachineNothingAnswersBeforeTheSetUpWhichWorksOnce()
    {
        await using var server = await RunningServer.Start(arguments: ["--host", "concord.example"]);
        Assert.Equal("set_up", (string?)(await server.Http.Get("/session"))["mode"]);
        Assert.Equal("set_up_needed", (string?)(await server.Http.GetRaw("/about").Problem(401))["code"]);
        await server.Http.PostRaw("/session", new { name = "x", password = "y" }).Problem(409);
        var code = SetUpCode().Match(server.Log).Groups["code"].Value;
        var order = new { code = "AAAA-AAAA-AAAA-AAAA", name = "olga", displayName = "Olga", password = Password };
        Assert.Equal("code", (string?)(await server.Http.PostRaw("/setup", order).Problem(400))["field"]);
        Assert.Equal("password", (string?)(await server.Http.PostRaw("/setup", order with { code = code, password = "too short" }).Problem(400))["field"]);

        // Two at the same time: one becomes the owner.
        var both = await Task.WhenAll(server.Http.PostRaw("/setup", order with { code = code }), server.Http.PostRaw("/setup", order with { code = code, name = "other" }));
        Assert.Equal([200, 409], both.Select(r => (int)r.StatusCode).Order());
        using var stranger = new HttpClient { BaseAddress = server.Http.BaseAddress };
        Assert.Equal("sign_in_needed", (string?)(await stranger.GetRaw("/about").Problem(401))["code"]);

        // Known by its name, and by no other.
        foreach (var (host, status) in ((string, int)[])[("concord.example", 401), ("evil.example", 421)])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/about");
            request.Headers.Host = host;
            Assert.Equal(status, (int)(await stranger.SendAsync(request)).StatusCode);
        }
    }

    [Fact]
    public async Task ACookieEndsWithThePasswordAndNobodySeesSecretsAfterwards()
    {
        await using var server = await RunningServer.Start();
        await server.Http.Post("/people", new { name = "olga", displayName = "Olga", password = Password, roles = new[] { new { role = "administrator" } } });
        using var first = await SignedIn(server, "olga", Password);
        using var second = await SignedIn(server, "OLGA", Password);
        await first.PutRaw("/account/password", new { current = "not the one", password = "basket thunder olive ladder" }).Problem(401);
        await first.PutRaw("/account/password", new { current = Password, password = "olga olga olga" }).Problem(400);
        Assert.Equal(204, (int)(await first.PutRaw("/account/password", new { current = Password, password = "basket thunder olive ladder" })).StatusCode);
        await first.Get("/about");
        await second.GetRaw("/about").Problem(401);
        var token = await first.Post("/account/tokens", new { name = "report", scope = "read" });

        var audit = (await first.Get("/audit")).ToJsonString();
        foreach (var secret in (string[])[Password, "basket thunder olive ladder", "not the one", (string)token["secret"]!])
        {
            Assert.DoesNotContain(secret, audit, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, server.Log, StringComparison.Ordinal);
        }

        foreach (var operation in (string[])["createPerson", "signIn", "changePassword", "createToken"])
            Assert.Contains($"\"{operation}\"", audit, StringComparison.Ordinal);
        await server.Http.GetRaw("/audit").Problem(401);
    }

    [Fact]
    public async Task TheCookieIsForThisSiteAndNoScript()
    {
        await using var server = await RunningServer.Start();
        await server.Http.Post("/people", new { name = "olga", displayName = "Olga", password = Password, roles = new[] { new { role = "administrator" } } });
        var response = await server.Http.PostRaw("/session", new { name = "olga", password = Password });
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task NamesThatNobodyHasAreLockedLikeOthersAndNotKept()
    {
        await using var server = await RunningServer.Start();
        await server.Http.Post("/people", new { name = "olga", displayName = "Olga", password = Password, roles = new[] { new { role = "administrator" } } });
        using var nobody = new HttpClient { BaseAddress = server.Http.BaseAddress };
        var answers = new Dictionary<string, List<string>>();
        foreach (var name in (string[])["olga2secret", "olga"])
        {
            answers[name] = [];
            for (var i = 0; i < 6; i++)
            {
                var response = await nobody.PostRaw("/session", new { name, password = "wrong" });
                var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
                answers[name].Add($"{(int)response.StatusCode} {problem["code"]} {Time().Replace((string)problem["detail"]!, "")}");
            }
        }

        Assert.Equal(answers["olga"], answers["olga2secret"]);
        Assert.StartsWith("429 locked", answers["olga"][^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheLastAdministratorStaysAndRolesCountAtOnce()
    {
        await using var server = await RunningServer.Start();
        var olga = await server.Http.Post("/people", new { name = "olga", displayName = "Olga", password = Password, roles = new[] { new { role = "administrator" } } });
        using var admin = await SignedIn(server, "olga", Password);
        Assert.Equal("last_administrator", (string?)(await admin.PutRaw($"/people/{olga["id"]}", new { displayName = "Olga", disabled = true, roles = new[] { new { role = "administrator" } } }).Problem(409))["code"]);
        await admin.PutRaw($"/people/{olga["id"]}", new { displayName = "Olga", disabled = false, roles = Array.Empty<object>() }).Problem(409);
        var tom = await admin.Post("/people", new { name = "tom", displayName = "Tom", password = Password, roles = new[] { new { role = "viewer" } } });
        using var viewer = await SignedIn(server, "tom", Password);
        await viewer.PostRaw("/findings/run", new { }).Problem(403);
        await admin.Put($"/people/{tom["id"]}", new { displayName = "Tom", disabled = false, roles = new[] { new { role = "coordinator" } } });
        await viewer.Post("/findings/run", new { });
        var refused = Assert.Single((await admin.Get("/audit?who=tom&operation=runChecks"))["rows"]!.AsArray(), r => (int)r!["status"]! == 403);
        Assert.Equal("127.0.0.1", (string?)refused!["origin"]);
        await admin.PostRaw("/people", new { name = "Tom", displayName = "x", password = Password, roles = Array.Empty<object>() }).Problem(409);
        await admin.PutRaw($"/people/{tom["id"]}", new { displayName = "Tom", disabled = false, roles = new[] { new { role = "sales", part = new { region = Array.Empty<string>() } } } }).Problem(400);
    }

    [Fact]
    public async Task DemoPeopleAreLetInNowhereElse()
    {
        var folder = Directory.CreateTempSubdirectory("concord-demo-people-").FullName;
        try
        {
            string secret;
            await using (var demo = await RunningServer.Start(folder, arguments: ["--demo"]))
            {
                var session = await demo.Http.Get("/session");
                Assert.Equal("clara.holm", (string?)session["person"]!["name"]);
                var roles = session["demoPeople"]!.AsArray().SelectMany(p => p!["roles"]!.AsArray()).Select(r => (string)r!["role"]!).Distinct();
                Assert.Equal(10, roles.Count());
                await demo.Http.GetRaw("/people").Problem(403);
                Assert.Equal("Maybe 'tom.ashby'?", (string?)(await demo.Http.PostRaw("/session/demo", new { name = "tom.asby" }).Problem(404))["hint"]);
                Assert.Equal("adam.novak", (string?)(await demo.Http.Post("/session/demo", new { name = "adam.novak" }))["person"]!["name"]);
                await demo.Http.Get("/people");
                secret = (string)(await demo.Http.Post("/account/tokens", new { name = "x", scope = "administer" }))["secret"]!;
                Assert.Equal(0, await demo.Stop());
            }

            // The same folder beyond this machine: nobody of the demo gets in, by token neither.
            await using var server = await RunningServer.Start(folder, arguments: ["--demo", "--allow-http"]);
            Assert.Equal("set_up", (string?)(await server.Http.Get("/session"))["mode"]);
            await server.Http.PostRaw("/session/demo", new { name = "adam.novak" }).Problem(409);
            server.Http.DefaultRequestHeaders.Authorization = new("Bearer", secret);
            Assert.Equal("bad_token", (string?)(await server.Http.GetRaw("/people").Problem(401))["code"]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task HttpsIsSpokenWithACertificate()
    {
        var folder = Directory.CreateTempSubdirectory("concord-https-").FullName;
        try
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("localhost");
            request.CertificateExtensions.Add(names.Build());
            using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
            var file = Path.Combine(folder, "server.pfx");
            await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pfx, "of the file"));
            await using var server = await RunningServer.Start(
                environment: new Dictionary<string, string> { ["CONCORD_CERTIFICATE_PASSWORD"] = "of the file" },
                arguments: ["--urls", "https://0.0.0.0:0", "--host", "concord.example", "--certificate", file]);
            var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            trust.CustomTrustStore.Add(certificate);
            using var http = new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = trust } })
            {
                BaseAddress = new Uri($"https://localhost:{server.Http.BaseAddress!.Port}"),
            };
            var code = SetUpCode().Match(server.Log).Groups["code"].Value;
            var response = await http.PostRaw("/setup", new { code, name = "olga", displayName = "Olga", password = Password });
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Contains("secure", Assert.Single(response.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
            Assert.True(response.Headers.Contains("Strict-Transport-Security"));
            await http.Get("/about");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task TheCommandLineMakesPeopleAndIsInTheAuditLog()
    {
        var folder = Directory.CreateTempSubdirectory("concord-person-").FullName;
        try
        {
            Assert.Equal((2, true), Person("short", "add", "--name", "olga", "--role", "administrator", "--data-dir", folder));
            Assert.Equal((2, true), Person(Password, "add", "--name", "olga", "--role", "sales", "--data-dir", folder));
            Assert.Equal((2, true), Person(Password, "add", "--name", "olga", "--role", "administator", "--data-dir", folder));
            Assert.Equal((0, false), Person(Password, "add", "--name", "olga", "--role", "administrator", "--data-dir", folder));
            Assert.Equal((0, false), Person(Password, "add", "--name", "tom", "--role", "sales:region=North,South;channel=Retail", "--data-dir", folder));
            Assert.Equal((0, false), Person("basket thunder olive ladder", "reset-password", "tom", "--data-dir", folder));
            await using var server = await RunningServer.Start(folder);
            using var tom = await SignedIn(server, "tom", "basket thunder olive ladder");
            Assert.Equal(
                """[{"role":"sales","part":{"channel":["Retail"],"region":["North","South"]}}]""", (await tom.Get("/session"))["person"]!["roles"]!.ToJsonString());
            using var olga = await SignedIn(server, "olga", Password);
            var rows = (await olga.Get("/audit?operation=createPerson"))["rows"]!.AsArray();
            Assert.Equal(2, rows.Count);
            Assert.StartsWith("cli:", (string?)rows[0]!["who"], StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<HttpClient> SignedIn(RunningServer server, string name, string password)
    {
        var http = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = server.Http.BaseAddress };
        await http.Post("/session", new { name, password });
        return http;
    }

    /// <summary>Runs <c>concord person</c> with a password on stdin: the exit code, and whether it said something on stderr.</summary>
    private static (int Code, bool Told) Person(string password, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])[RunningServer.Program, "person", .. arguments])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        process.StandardInput.WriteLine(password);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.DoesNotContain(password, output.GetAwaiter().GetResult() + error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        return (process.ExitCode, error.Length > 0);
    }

    [GeneratedRegex("code: (?<code>[A-Z0-9-]{19})")]
    private static partial Regex SetUpCode();

    [GeneratedRegex(@"\d\d:\d\d:\d\d")]
    private static partial Regex Time();
}
