using System.Text.Json.Nodes;

namespace Concord.AppTests.Api;

public sealed class ImportTests
{
    [Fact]
    public async Task AnImportTellsWhatItDidAndEveryRowKnowsIt()
    {
        await using var server = await RunningServer.Start();
        var import = await server.Http.Imported(SmallCompany.All);

        var details = await server.Http.Get($"/imports/{import}");
        Assert.Equal("live", (string?)details["import"]!["status"]);
        Assert.Equal("local", (string?)details["import"]!["author"]);
        Assert.Equal("canonical", (string?)details["import"]!["mapping"]);
        var sales = details["import"]!["tables"]!.AsArray().Single(t => (string?)t!["table"] == "sales_history")!;
        Assert.Equal(7, (int)sales["read"]!);
        Assert.Equal(5, (int)sales["accepted"]!);
        Assert.Equal(5, (int)sales["added"]!);
        Assert.Equal(2, (int)sales["rejected"]!);

        var rows = await server.Http.Get("/tables/sales_history/rows?sort=order");
        Assert.Equal(5, (int)rows["total"]!);
        Assert.All(rows["importIds"]!.AsArray(), id => Assert.Equal(import, (long)id!));
        Assert.Equal([2, 3, 4, 5, 6], rows["lines"]!.AsArray().Select(l => (int)l!));
    }

    [Fact]
    public async Task TheSameFilesTwiceChangeNothing()
    {
        await using var server = await RunningServer.Start();
        var import = await server.Http.Imported(SmallCompany.All);
        var again = await server.Http.Import(SmallCompany.All);

        Assert.Equal("succeeded", (string?)again["state"]);
        Assert.True((bool)again["alreadyImported"]!);
        Assert.Equal(import, (long)again["importId"]!);
        Assert.Single((await server.Http.Get("/imports")).AsArray());
        Assert.Equal(5, await server.Http.Rows("sales_history"));
    }

    [Fact]
    public async Task ADeltaAddsAndChangesAndUndoBringsTheFormerStateBack()
    {
        await using var server = await RunningServer.Start();
        await server.Http.Imported(SmallCompany.All);
        var delta = await server.Http.Imported(("sales_history.csv", "order,line,item,customer,location,order_date,quantity\nO1,1,ROAD-1,C1,W1,2026-01-15,99\nO8,1,ROAD-1,C1,W1,2026-03-28,1\n"));

        Assert.Equal(6, await server.Http.Rows("sales_history"));
        Assert.Equal(1, await server.Http.Rows("sales_history", "&filter=quantity:eq:99"));

        var undone = await server.Http.Post($"/imports/{delta}/undo");
        Assert.Equal("undone", (string?)undone["status"]);
        Assert.Equal(5, await server.Http.Rows("sales_history"));
        Assert.Equal(1, await server.Http.Rows("sales_history", "&filter=order:eq:O1&filter=quantity:eq:10"));
        await server.Http.PostRaw($"/imports/{delta}/undo", null).Problem(409);

        await server.Http.Post($"/imports/{delta}/restore");
        Assert.Equal(6, await server.Http.Rows("sales_history"));
        await server.Http.PostRaw($"/imports/{delta}/restore", null).Problem(409);
    }

    [Fact]
    public async Task TwoImportsAtOnceBothArrive()
    {
        await using var server = await RunningServer.Start();
        await server.Http.Imported(SmallCompany.MasterData);
        var uploads = new List<string>
        {
            await server.Http.Upload(SmallCompany.LongHistory(60_000, "A")), await server.Http.Upload(SmallCompany.LongHistory(60_000, "B")),
        };
        var jobs = await Task.WhenAll(uploads.Select(u => server.Http.Post("/imports", new { uploadId = u })));
        var ended = await Task.WhenAll(jobs.Select(j => server.Http.Ended(j)));

        Assert.All(ended, j => Assert.Equal("succeeded", (string?)j["state"]));
        Assert.Equal(120_000, await server.Http.Rows("sales_history"));
    }

    [Fact]
    public async Task ACancelledImportLeavesNothing()
    {
        await using var server = await RunningServer.Start();
        await server.Http.Imported(SmallCompany.MasterData);
        var upload = await server.Http.Upload(SmallCompany.LongHistory(800_000));
        var job = await server.Http.Post("/imports", new { uploadId = upload });
        while ((string?)(job = await server.Http.Get($"/jobs/{job["id"]}"))["state"] is "queued" || (double)job["share"]! < 0.02)
            Assert.NotEqual("succeeded", (string?)job["state"]);
        await server.Http.DeleteAsync($"/api/v1/jobs/{job["id"]}");
        var ended = await server.Http.Ended(job);

        Assert.Equal("cancelled", (string?)ended["state"]);
        Assert.Equal(0, await server.Http.Rows("sales_history"));
        Assert.Equal("cancelled", (string?)(await server.Http.Get("/imports"))[0]!["status"]);

        // The files are still there: the import can be started again, and then brings everything.
        var second = await server.Http.Ended(await server.Http.Post("/imports", new { uploadId = upload }));
        Assert.Equal("succeeded", (string?)second["state"]);
        Assert.Equal(800_000, await server.Http.Rows("sales_history"));
    }

    [Fact]
    public async Task AFileThatCannotBeReadFailsWithTheReasonAndLeavesNothing()
    {
        await using var server = await RunningServer.Start();
        var job = await server.Http.Import(("something.csv", "a,b\n1,2\n"));

        Assert.Equal("failed", (string?)job["state"]);
        Assert.Equal("unreadable_file", (string?)job["problem"]!["code"]);
        Assert.Contains("something", (string?)job["problem"]!["detail"], StringComparison.Ordinal);
        Assert.DoesNotContain((await server.Http.Get("/imports")).AsArray(), i => (string?)i!["status"] == "live");
    }

    [Fact]
    public async Task WhatCannotBeImportedIsToldBeforeAJobStarts()
    {
        await using var server = await RunningServer.Start();
        var upload = await server.Http.Upload(SmallCompany.Units);

        Assert.Equal("uploadId", (string?)(await server.Http.PostRaw("/imports", new { uploadId = "nope" }).Problem(404))["field"]);
        Assert.Equal("Maybe 'canonical'?", (string?)(await server.Http.PostRaw("/imports", new { uploadId = upload, mapping = "canonica" }).Problem(404))["hint"]);
        Assert.Equal("invalid_mapping", (string?)(await server.Http.PostRaw("/imports", new { uploadId = upload, mappingJson = "{}" }).Problem(400))["code"]);
        Assert.Equal("uploadId", (string?)(await server.Http.PostRaw("/imports", new { mapping = "canonical" }).Problem(400))["field"]);
        Assert.Equal("unknown_field", (string?)(await server.Http.PostRaw("/imports", new { uploadId = upload, maping = "x" }).Problem(400))["code"]);
        await server.Http.GetRaw("/imports/12345").Problem(404);
        await server.Http.PostRaw("/imports/12345/undo", null).Problem(404);
        Assert.Empty((await server.Http.Get("/jobs")).AsArray());
    }

    [Fact]
    public async Task UploadsAreDescribedAndCanBeDeleted()
    {
        await using var server = await RunningServer.Start();
        var template = await server.Http.GetByteArrayAsync("/api/v1/template.xlsx");
        var response = await server.Http.PostAsync("/api/v1/uploads", ApiCalls.Form(("../../etc/template.xlsx", template), ("units.csv", "unit\nEA\n"u8.ToArray())));
        var upload = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        Assert.Equal(201, (int)response.StatusCode);
        Assert.Equal(["template.xlsx", "units.csv"], upload["files"]!.AsArray().Select(f => (string)f!["name"]!));
        Assert.Equal(["xlsx", "csv"], upload["files"]!.AsArray().Select(f => (string)f!["kind"]!));
        Assert.Contains("items", upload["files"]![0]!["sheets"]!.AsArray().Select(s => (string)s!));
        Assert.Equal(204, (int)(await server.Http.DeleteAsync($"/api/v1/uploads/{upload["id"]}")).StatusCode);
        await server.Http.DeleteAsync($"/api/v1/uploads/{upload["id"]}").Problem(404);
        await server.Http.UploadRaw().Problem(400);
        await server.Http.UploadRaw(("a.csv", "x"), ("a.csv", "y")).Problem(400);
        await server.Http.PostRaw("/uploads", new { file = "x" }).Problem(415);
    }
}
