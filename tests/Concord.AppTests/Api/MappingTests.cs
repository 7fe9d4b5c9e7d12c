namespace Concord.AppTests.Api;

public sealed class MappingTests
{
    private const string Foreign =
        """
        {
          "name": "erp",
          "description": "A test",
          "sources": { "articles": { "file": "articles.csv" } },
          "tables": [ { "table": "items", "from": "articles", "columns": { "item": "No", "description": "Text", "unit": "'EA'" } } ]
        }
        """;

    [Fact]
    public async Task AMappingIsSavedPreviewedAndUsed()
    {
        await using var server = await RunningServer.Start();
        await server.Http.Imported(SmallCompany.Units);
        await server.Http.Put("/mappings/erp", new { json = Foreign });
        Assert.Equal(["canonical", "adventureworks", "erp"], (await server.Http.Get("/mappings")).AsArray().Select(m => (string)m!["name"]!));
        Assert.Equal(Foreign, (string?)(await server.Http.Get("/mappings/erp"))["json"]);

        var upload = await server.Http.Upload(("articles.csv", "No;Text\n4711;Saddle\n4712;\n"));
        var preview = await server.Http.Post("/mappings/preview", new { uploadId = upload, mapping = "erp", rows = 1 });
        var block = preview["blocks"]![0]!;
        Assert.Equal(("items", false), ((string?)block["table"], (bool)block["replaces"]!));
        Assert.Equal(["No", "Text"], block["sourceHeaders"]!.AsArray().Select(h => (string)h!));
        Assert.Equal("4711", (string?)Assert.Single(block["sourceRows"]!.AsArray())![0]);
        Assert.Equal(["4711", "Saddle", "EA"], Assert.Single(block["rows"]!.AsArray())!["cells"]!.AsArray().Select(c => (string)c!));
        Assert.Equal(0, await server.Http.Rows("items"));

        var job = await server.Http.Ended(await server.Http.Post("/imports", new { uploadId = upload, mapping = "erp", title = "Articles" }));
        Assert.Equal("succeeded", (string?)job["state"]);
        Assert.Equal("Articles", (string?)(await server.Http.Get($"/imports/{job["importId"]}"))["import"]!["title"]);
        Assert.Equal(2, await server.Http.Rows("items"));

        Assert.Equal(204, (int)(await server.Http.DeleteAsync("/api/v1/mappings/erp")).StatusCode);
        await server.Http.GetRaw("/mappings/erp").Problem(404);
    }

    [Fact]
    public async Task ParametersAreOfferedByThePreviewAndCountForPreviewAndImport()
    {
        await using var server = await RunningServer.Start();
        await server.Http.Imported(SmallCompany.Units);
        var mapping = Foreign
            .Replace("\"sources\"", "\"parameters\": { \"family\": { \"value\": \"Parts\", \"description\": \"Family of all articles\" } }, \"sources\"", StringComparison.Ordinal)
            .Replace("\"item\":", "\"family\": \"@family\", \"item\":", StringComparison.Ordinal);
        var upload = await server.Http.Upload(("articles.csv", "No;Text\n4711;Saddle\n"));

        var asItIs = await server.Http.Post("/mappings/preview", new { uploadId = upload, mappingJson = mapping });
        var offered = Assert.Single(asItIs["parameters"]!.AsArray())!;
        Assert.Equal(("family", "Parts", "Family of all articles"), ((string?)offered["name"], (string?)offered["value"], (string?)offered["description"]));
        Assert.Contains("Parts", asItIs["blocks"]![0]!["rows"]![0]!["cells"]!.AsArray().Select(c => (string?)c));

        var parameters = new { family = "Saddles" };
        var given = await server.Http.Post("/mappings/preview", new { uploadId = upload, mappingJson = mapping, parameters });
        Assert.Contains("Saddles", given["blocks"]![0]!["rows"]![0]!["cells"]!.AsArray().Select(c => (string?)c));
        await server.Http.Ended(await server.Http.Post("/imports", new { uploadId = upload, mappingJson = mapping, parameters }));
        Assert.Equal("Saddles", (string?)(await server.Http.Get("/tables/items/rows"))["rows"]![0]![7]);
    }

    [Fact]
    public async Task WhatIsWrongInAMappingComesBackByItsPlace()
    {
        await using var server = await RunningServer.Start();
        var wrong = Foreign.Replace("\"item\":", "\"itm\":", StringComparison.Ordinal);
        var problem = await server.Http.PutRaw("/mappings/erp", new { json = wrong }).Problem(400);

        Assert.Equal("invalid_mapping", (string?)problem["code"]);
        Assert.Contains(problem["errors"]!.AsObject(), e => e.Key.StartsWith("$.tables[0]", StringComparison.Ordinal));
        await server.Http.PutRaw("/mappings/Erp One", new { json = Foreign }).Problem(400);
        await server.Http.PutRaw("/mappings/canonical", new { json = Foreign }).Problem(409);
        await server.Http.DeleteAsync("/api/v1/mappings/adventureworks").Problem(409);
        await server.Http.DeleteAsync("/api/v1/mappings/nope").Problem(404);
        await server.Http.GetRaw("/mappings/adventurework").Problem(404);
        await server.Http.PostRaw("/mappings/preview", new { uploadId = "nope", mapping = "canonical" }).Problem(404);
        await server.Http.PostRaw("/mappings/preview", new { uploadId = await server.Http.Upload(SmallCompany.Units), rows = 0 }).Problem(400);
    }

    [Fact]
    public async Task TheTemplateIsAWorkbookThatImportsAsItIs()
    {
        await using var server = await RunningServer.Start();
        var response = await server.Http.GetRaw("/template.xlsx");
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("PK"u8.ToArray(), (await response.Content.ReadAsByteArrayAsync())[..2]);
    }
}
