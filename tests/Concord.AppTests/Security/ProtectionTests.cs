using System.Net.Http.Json;
using System.Text;
using Concord.AppTests.Api;

namespace Concord.AppTests.Security;

public sealed class ProtectionTests(CompanyServer company) : IClassFixture<CompanyServer>
{
    [Theory]
    [InlineData("evil.example", 421)]
    [InlineData("127.0.0.1.evil.example", 421)]
    [InlineData("192.168.1.5", 421)]
    [InlineData("localhost", 200)]
    [InlineData("127.0.0.1:5080", 200)]
    [InlineData("[::1]:5080", 200)]
    public async Task OnlyRequestsThatNameThisMachineAreAnswered(string host, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/about");
        request.Headers.Host = host;
        var response = await company.Http.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
        if (status != 200)
            Assert.DoesNotContain("version", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Origin", "http://evil.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Origin", "http://localhost:1", 403)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 400)]
    [InlineData("Sec-Fetch-Site", "none", 400)]
    public async Task OtherSitesCannotChangeAnything(string header, string value, int status)
    {
        // A body that is refused when it is read at all, so that the test changes nothing.
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/quality/thresholds") { Content = JsonContent.Create(new { overall = -1, byArea = new { } }) };
        request.Headers.Add(header, value);
        await company.Http.SendAsync(request).Problem(status);
    }

    [Fact]
    public async Task OwnPagesMayChangeThings()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/findings/run");
        request.Headers.Add("Origin", company.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        Assert.Equal(202, (int)(await company.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task EveryAnswerCarriesTheSecurityHeaders()
    {
        foreach (var path in (string[])["/api/v1/about", "/api/v1/nothing", "/"])
        {
            var response = await company.Http.GetAsync(path);
            var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
            Assert.False(response.Headers.Contains("Server"));
            if (path.StartsWith("/api", StringComparison.Ordinal))
                Assert.True(response.Headers.CacheControl?.NoStore);
        }
    }

    [Fact]
    public async Task AddressesAndMethodsThatAreNotThereAreTold()
    {
        Assert.Equal("not_found", (string?)(await company.Http.GetRaw("/nothing").Problem(404))["code"]);
        Assert.Equal("method_not_allowed", (string?)(await company.Http.DeleteAsync("/api/v1/about").Problem(405))["code"]);
        Assert.Equal("unsupported_media_type", (string?)(await company.Http.PostAsync("/api/v1/imports", new StringContent("x", Encoding.UTF8, "text/plain")).Problem(415))["code"]);
        Assert.Equal("invalid_json", (string?)(await company.Http.PostAsync("/api/v1/imports", new StringContent("{bad", Encoding.UTF8, "application/json")).Problem(400))["code"]);
    }

    [Fact]
    public async Task UploadsHaveALimit()
    {
        await using var server = await RunningServer.Start(arguments: ["--max-upload-mb", "1"]);
        var problem = await server.Http.UploadRaw(("big.csv", new string('x', 2 << 20))).Problem(413);
        Assert.Equal("too_large", (string?)problem["code"]);
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(server.Folder, "uploads")));
        await server.Http.UploadRaw([.. Enumerable.Range(0, 201).Select(i => ($"{i}.csv", "a\n"))]).Problem(400);
        await server.Http.Upload(("small.csv", "a\n"));
    }

    [Fact]
    public async Task AConfigurationCannotAddAddresses()
    {
        await using var server = await RunningServer.Start(environment: new Dictionary<string, string>
        {
            ["Kestrel__Endpoints__Open__Url"] = "http://0.0.0.0:0", ["ASPNETCORE_URLS"] = "http://0.0.0.0:0", ["ASPNETCORE_HTTP_PORTS"] = "0",
        });
        Assert.DoesNotContain("0.0.0.0", server.Log, StringComparison.Ordinal);
        Assert.Equal("127.0.0.1", server.Http.BaseAddress!.Host);
    }
}
