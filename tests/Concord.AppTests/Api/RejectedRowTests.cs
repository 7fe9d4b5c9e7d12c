using System.Text;
using System.Text.Json.Nodes;

namespace Concord.AppTests.Api;

public sealed class RejectedRowTests
{
    [Fact]
    public async Task RejectedRowsTellFileLineAndReasonAndCanBeRepaired()
    {
        await using var server = await RunningServer.Start();
        var import = await server.Http.Imported(SmallCompany.All);
        var before = (double)(await server.Http.Quality())["overall"]!;
        var list = await server.Http.Get($"/rejected-rows?importId={import}");

        Assert.Equal(2, (int)list["total"]!);
        Assert.Equal("sales_history", (string?)list["byTable"]![0]!["table"]);
        var unknown = Row(list, "UNKNOWN_REFERENCE");
        Assert.Equal(("sales_history.csv", 7), ((string?)unknown["file"], (int)unknown["line"]!));
        Assert.Equal("item", (string?)unknown["problems"]![0]!["field"]);
        Assert.Equal("ROAD-2", (string?)unknown["problems"]![0]!["value"]);
        Assert.Equal(8, (int)Row(list, "NOT_A_DATE")["line"]!);

        // A correction that is still wrong comes back with its new problem; the good one is in.
        var wrong = Values(Row(list, "NOT_A_DATE"), "order_date", "2026-02-30");
        var right = Values(unknown, "item", "ROAD-1");
        var result = await server.Http.Post("/rejected-rows/repair", new
        {
            corrections = new object[]
            {
                new { rejectedRowId = (long)unknown["id"]!, values = right }, new { rejectedRowId = (long)Row(list, "NOT_A_DATE")["id"]!, values = wrong },
            },
        });
        Assert.Equal((long)unknown["id"]!, (long)Assert.Single(result["repaired"]!.AsArray())!);
        Assert.Equal("2026-02-30", (string?)Assert.Single(result["stillRejected"]!.AsArray())!["problems"]![0]!["value"]);
        Assert.Equal("repair", (string?)result["import"]!["kind"]);
        Assert.Equal(6, await server.Http.Rows("sales_history"));
        Assert.Equal("repaired", (string?)(await server.Http.Get($"/rejected-rows/{unknown["id"]}"))["state"]);
        Assert.True((double)(await server.Http.Quality())["overall"]! > before);

        // Undoing the repair opens the row again.
        await server.Http.Post($"/imports/{result["import"]!["id"]}/undo");
        Assert.Equal(5, await server.Http.Rows("sales_history"));
        Assert.Equal(2, (int)(await server.Http.Get("/rejected-rows"))["total"]!);
    }

    [Fact]
    public async Task RejectedRowsGoOutAndComeBackAsAFile()
    {
        await using var server = await RunningServer.Start();
        await server.Http.Imported(SmallCompany.MasterData);
        await server.Http.Imported(("sales_history.csv", "order,line,item,customer,order_date,quantity\n=1+2,1,ROAD-9,C1,2026-03-01,-2\n"));
        var csv = await server.Http.GetStringAsync("/api/v1/rejected-rows.csv?table=sales_history");

        Assert.Contains("'=1+2", csv, StringComparison.Ordinal);
        var corrected = csv.Replace("ROAD-9", "ROAD-1", StringComparison.Ordinal);
        var response = await server.Http.PostAsync("/api/v1/rejected-rows/file", ApiCalls.Form(("rejected.csv", Encoding.UTF8.GetBytes(corrected))));
        var result = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.True(response.IsSuccessStatusCode, result.ToJsonString());
        Assert.Single(result["repaired"]!.AsArray());

        // The apostrophe that guards the spreadsheet is not part of the order number.
        var rows = await server.Http.Get("/tables/sales_history/rows");
        Assert.Equal("=1+2", (string?)rows["rows"]![0]![0]);
        Assert.Equal(1, await server.Http.Rows("sales_history", "&filter=quantity:eq:-2"));

        await server.Http.PostAsync("/api/v1/rejected-rows/file", ApiCalls.Form(("x.csv", "item\nA\n"u8.ToArray()))).Problem(400);
        await server.Http.PostAsync("/api/v1/rejected-rows/file", ApiCalls.Form(("x.csv", "item,rejected_row\nA,999\n"u8.ToArray()))).Problem(400);
    }

    [Fact]
    public async Task RowsThatLackedTheirMasterDataAreSubmittedAgainOnceItIsThere()
    {
        await using var server = await RunningServer.Start();
        await server.Http.Imported(SmallCompany.All);
        await server.Http.Imported(("items.csv", "item,unit\nROAD-2,EA\n"));
        var job = await server.Http.Ended(await server.Http.Post("/rejected-rows/resubmit", new { code = "UNKNOWN_REFERENCE" }));

        Assert.Equal("succeeded", (string?)job["state"]);
        Assert.Equal("repair", (string?)job["kind"]);
        Assert.Equal(1, await server.Http.Rows("sales_history", "&filter=item:eq:ROAD-2"));
        Assert.Equal(1, (int)(await server.Http.Get("/rejected-rows"))["total"]!);
    }

    [Fact]
    public async Task RowsThatNobodyNeedsAreDismissedAndCanBeReopened()
    {
        await using var server = await RunningServer.Start();
        await server.Http.Imported(SmallCompany.All);
        var id = (long)(await server.Http.Get("/rejected-rows"))["rows"]![0]!["id"]!;

        await server.Http.Post("/rejected-rows/dismiss", new { ids = new[] { id } });
        Assert.Equal(1, (int)(await server.Http.Get("/rejected-rows"))["total"]!);
        Assert.Equal(1, (int)(await server.Http.Get("/rejected-rows?state=dismissed"))["total"]!);
        Assert.Equal(2, (int)(await server.Http.Get("/rejected-rows?state=all"))["total"]!);
        await server.Http.Post("/rejected-rows/reopen", new { ids = new[] { id } });
        Assert.Equal(2, (int)(await server.Http.Get("/rejected-rows"))["total"]!);
    }

    [Fact]
    public async Task WhatDoesNotFitIsNamedByItsPath()
    {
        await using var server = await RunningServer.Start();
        await server.Http.Imported(SmallCompany.All);
        var id = (long)(await server.Http.Get("/rejected-rows"))["rows"]![0]!["id"]!;
        object Repair(long row, string column) => new { corrections = new[] { new { rejectedRowId = row, values = new Dictionary<string, string?> { [column] = "x" } } } };

        var column = await server.Http.PostRaw("/rejected-rows/repair", Repair(id, "quantty")).Problem(400);
        Assert.Equal("corrections[0].values.quantty", (string?)column["field"]);
        Assert.Equal("Maybe 'quantity'?", (string?)column["hint"]);
        Assert.Equal("corrections[0].rejectedRowId", (string?)(await server.Http.PostRaw("/rejected-rows/repair", Repair(999, "quantity")).Problem(404))["field"]);
        Assert.Equal("corrections", (string?)(await server.Http.PostRaw("/rejected-rows/repair", new { corrections = Array.Empty<object>() }).Problem(400))["field"]);
        Assert.Equal("ids[0]", (string?)(await server.Http.PostRaw("/rejected-rows/dismiss", new { ids = new[] { 999 } }).Problem(404))["field"]);
        await server.Http.PostRaw("/rejected-rows/reopen", new { ids = Array.Empty<int>() }).Problem(400);
        await server.Http.PostRaw("/rejected-rows/resubmit", new { table = "sales" }).Problem(400);
        Assert.Equal("Maybe 'open'?", (string?)(await server.Http.GetRaw("/rejected-rows?state=opem").Problem(400))["hint"]);
        await server.Http.GetRaw("/rejected-rows?take=501").Problem(400);
        await server.Http.GetRaw("/rejected-rows?skip=-1").Problem(400);
        await server.Http.GetRaw("/rejected-rows/999").Problem(404);
        Assert.Equal("table", (string?)(await server.Http.GetRaw("/rejected-rows.csv").Problem(400))["field"]);
    }

    private static JsonNode Row(JsonNode list, string code) =>
        list["rows"]!.AsArray().Single(r => (string?)r!["problems"]![0]!["code"] == code)!;

    private static Dictionary<string, string?> Values(JsonNode row, string column, string value)
    {
        var values = row["values"]!.AsObject().ToDictionary(v => v.Key, v => (string?)v.Value);
        values[column] = value;
        return values;
    }
}
