namespace Concord.AppTests.Security;

public sealed class WebFilesTests
{
    [Fact]
    public async Task PagesOfTheWebAppAreServedAndTheApiIsNotHiddenByThem()
    {
        // The server with a web app of three files beside it.
        var folder = Directory.CreateTempSubdirectory("concord-web-").FullName;
        try
        {
            foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory))
            {
                // The program itself must be a copy: .NET looks for its files where the real one lies.
                if (Path.GetFileName(file).StartsWith("concord.", StringComparison.Ordinal))
                    File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
                else
                    File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(file)), file);
            }

            Directory.CreateSymbolicLink(Path.Combine(folder, "runtimes"), Path.Combine(AppContext.BaseDirectory, "runtimes"));
            Directory.CreateDirectory(Path.Combine(folder, "wwwroot", "assets"));
            await File.WriteAllTextAsync(Path.Combine(folder, "wwwroot", "index.html"), "<title>Concord</title>");
            await File.WriteAllTextAsync(Path.Combine(folder, "wwwroot", "assets", "app-1a2b3c.js"), "1");
            await using var server = await RunningServer.Start(program: Path.Combine(folder, "concord.dll"));

            foreach (var page in (string[])["/", "/data/imports", "/data/tables/items?x=1"])
            {
                var response = await server.Http.GetAsync(page);
                Assert.Equal("<title>Concord</title>", await response.Content.ReadAsStringAsync());
                Assert.True(response.Headers.CacheControl?.NoCache);
            }

            var script = await server.Http.GetAsync("/assets/app-1a2b3c.js");
            Assert.Equal("public, max-age=31536000, immutable", script.Headers.CacheControl?.ToString());
            Assert.Equal(404, (int)(await server.Http.GetAsync("/assets/app-old.js")).StatusCode);
            await server.Http.GetRaw("/nothing").Problem(404);
            await server.Http.PostAsync("/data/imports", null).Problem(404);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
