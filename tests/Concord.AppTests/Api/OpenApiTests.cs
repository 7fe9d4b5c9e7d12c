using System.Text;
using System.Text.Json.Nodes;

namespace Concord.AppTests.Api;

public sealed class OpenApiTests(CompanyServer company) : IClassFixture<CompanyServer>
{
    private static readonly (string Operation, string Path, object? Body, int Status)[] Calls =
    [
        ("createUpload", "/uploads", null, 400), ("deleteUpload", "/uploads/none", null, 404),
        ("listMappings", "/mappings", null, 200), ("getMapping", "/mappings/adventureworks", null, 200), ("saveMapping", "/mappings/canonical", new { json = "{}" }, 409),
        ("deleteMapping", "/mappings/none", null, 404), ("previewMapping", "/mappings/preview", new { uploadId = "none" }, 404), ("getTemplate", "/template.xlsx", null, 200),
        ("startImport", "/imports", new { uploadId = "none" }, 404), ("listImports", "/imports", null, 200), ("getImport", "/imports/1", null, 200),
        ("undoImport", "/imports/99/undo", null, 404), ("restoreImport", "/imports/1/restore", null, 409),
        ("listJobs", "/jobs", null, 200), ("getJob", "/jobs/none", null, 404), ("cancelJob", "/jobs/none", null, 404),
        ("listRejectedRows", "/rejected-rows", null, 200), ("exportRejectedRows", "/rejected-rows.csv?table=sales_history", null, 200),
        ("getRejectedRow", "/rejected-rows/99", null, 404), ("repairRejectedRows", "/rejected-rows/repair", new { corrections = Array.Empty<object>() }, 400),
        ("resubmitRejectedRows", "/rejected-rows/resubmit", new { table = "none" }, 400), ("dismissRejectedRows", "/rejected-rows/dismiss", new { ids = new[] { 99 } }, 404),
        ("reopenRejectedRows", "/rejected-rows/reopen", new { ids = new[] { 99 } }, 404), ("repairRejectedRowsByFile", "/rejected-rows/file", null, 400),
        ("listChecks", "/checks", null, 200), ("listFindings", "/findings", null, 200), ("exportFindings", "/findings.csv", null, 200), ("runChecks", "/findings/run", null, 202),
        ("getQuality", "/quality", null, 200), ("getQualityThresholds", "/quality/thresholds", null, 200),
        ("setQualityThresholds", "/quality/thresholds", new { overall = -1, byArea = new { } }, 400),
        ("listTables", "/tables", null, 200), ("listTableRows", "/tables/items/rows", null, 200), ("exportTable", "/tables/items.csv", null, 200),
        ("getProductStructure", "/items/ROAD-1/structure", null, 200), ("getSupplyNetwork", "/network", null, 200), ("getHistory", "/history", null, 200),
        ("createSnapshot", "/snapshots", new { name = "", asOf = "2026-03-31" }, 400), ("listSnapshots", "/snapshots", null, 200), ("getSnapshot", "/snapshots/99", null, 404),
        ("listMeasures", "/measures", null, 200), ("getCalendar", "/calendar?from=2026-01-01&to=2026-12-31", null, 200), ("listZones", "/zones", null, 200),
        ("getSession", "/session", null, 200), ("signIn", "/session", new { name = "x", password = "y" }, 409), ("signOut", "/session", null, 204),
        ("switchPerson", "/session/demo", new { name = "x" }, 409), ("setUp", "/setup", new { code = "x", name = "x", displayName = "x", password = "x" }, 409),
        ("changePassword", "/account/password", new { current = "x", password = "y" }, 409), ("listTokens", "/account/tokens", null, 409),
        ("createToken", "/account/tokens", new { name = "x", scope = "read" }, 409), ("revokeToken", "/account/tokens/1", null, 409),
        ("listPeople", "/people", null, 200), ("createPerson", "/people", new { name = "x", displayName = "x", password = "x", roles = Array.Empty<object>() }, 400),
        ("changePerson", "/people/99", new { displayName = "x", disabled = false, roles = Array.Empty<object>() }, 404),
        ("resetPassword", "/people/99/password", new { password = "x" }, 404), ("revokeTokensOfPerson", "/people/99/tokens", null, 404),
        ("listAudit", "/audit", null, 200),
        ("getPlan", "/plan", null, 200), ("startPlan", "/plan", new { snapshotId = 99 }, 400), ("takeSnapshot", "/scenarios/99/snapshot", new { snapshotId = 99 }, 404),
        ("listScenarios", "/scenarios", null, 200), ("createScenario", "/scenarios", new { name = "x", fromRevision = 99 }, 404),
        ("changeScenario", "/scenarios/99", new { name = "x" }, 404), ("listRevisions", "/scenarios/99/revisions", null, 404), ("listEntries", "/scenarios/99/entries", null, 404),
        ("watchScenarios", "/scenarios/events", null, 200), ("getRevision", "/revisions/99", null, 404), ("getPlanStructure", "/scenarios/99/structure", null, 404),
        ("listMembers", "/scenarios/99/members/item", null, 404), ("queryCells", "/scenarios/99/cells", new { measures = new[] { "sales_history" } }, 404),
        ("enterValues", "/scenarios/99/entries", new { entries = Array.Empty<object>() }, 404), ("undoChange", "/scenarios/99/undo", new { }, 404),
        ("redoChange", "/scenarios/99/redo", new { }, 404), ("revertRevision", "/scenarios/99/revert", new { revision = 1 }, 404),
        ("previewMerge", "/scenarios/99/merge/preview", new { source = 98 }, 404), ("mergeScenario", "/scenarios/99/merge", new { source = 98, resolutions = Array.Empty<object>() }, 404),
        ("listPatches", "/scenarios/99/patches", null, 404), ("changeMasterData", "/scenarios/99/patches", new { patches = Array.Empty<object>() }, 404),
        ("compareRevisions", "/diffs", new { from = 98, to = 99 }, 404), ("explainValue", "/scenarios/99/explain", new { measure = "sales_history", from = 0, to = 0 }, 404),
        ("getFamilySheet", "/scenarios/99/family-sheet", null, 404), ("getFinancialStatement", "/scenarios/99/financial-statement", null, 404), ("getBudgetBridge", "/scenarios/99/budget-bridge", null, 404),
        ("queryContributions", "/scenarios/99/contributions", new { measure = "revenue", attribute = "family", from = 0, to = 1 }, 404),
        ("listStages", "/scenarios/99/stages", null, 404), ("computeScenario", "/scenarios/99/compute", null, 404),
        ("listDrivers", "/scenarios/99/drivers", null, 404), ("setDrivers", "/scenarios/99/drivers", Array.Empty<object>(), 404),
        ("makeScenarioSet", "/scenarios/99/scenario-set", null, 404), ("getKpi", "/scenarios/99/kpi", null, 404), ("getKpiTrend", "/scenarios/99/kpi-trend?figure=otif", null, 404),
        ("listKpiParts", "/scenarios/99/kpi-parts?figure=otif", null, 404), ("previewScenarioSet", "/scenarios/99/scenario-set", null, 404),
        ("compareScenarios", "/comparison?scenario=99", null, 404),
        ("getMinutes", "/cycles/99/minutes", null, 404), ("getPack", "/cycles/99/pack", null, 404), ("getPackWorkbook", "/cycles/99/pack.xlsx", null, 404),
        ("listDemandExceptions", "/scenarios/99/demand-exceptions", null, 404), ("getDemandPicture", "/scenarios/99/demand-picture", null, 404), ("getRoughLoad", "/scenarios/99/rough-load", null, 404),
        ("getPortfolio", "/scenarios/99/portfolio", null, 404),
        ("getRelease", "/plans-of-record/99/release", null, 404), ("exportRelease", "/plans-of-record/99/release/master_production_schedule", null, 404),
        ("exportWeeklyCheck", "/plans-of-record/99/weekly-check", null, 404), ("listWeeklyExceptions", "/plans-of-record/99/weekly-exceptions", null, 404),
        ("getSupplyReview", "/scenarios/99/supply-review", null, 404), ("listCapacity", "/scenarios/99/capacity", null, 404), ("getResourceUse", "/scenarios/99/capacity/LINE", null, 404),
        ("previewCapacityChange", "/scenarios/99/capacity-change/preview", new { resource = "LINE", kind = "shift", amount = 0, from = 0, to = 0 }, 404),
        ("listShortages", "/scenarios/99/shortages", null, 404), ("listSupplyLimits", "/scenarios/99/supply-limits", null, 404),
        ("getPlanningRules", "/planning-rules", null, 200), ("setPlanningRules", "/planning-rules", new { supply = new { holdingPercent = -1 } }, 400),
        ("openCycle", "/cycles", new { name = "x", snapshotId = 99 }, 400), ("listCycles", "/cycles", null, 200), ("getCycle", "/cycles/99", null, 404),
        ("closeCycle", "/cycles/99/close", new { }, 404), ("addScenarioToCycle", "/cycles/99/scenarios", new { scenario = 99 }, 400),
        ("assignStep", "/cycles/99/steps/data", new { due = "2026-04-01" }, 404), ("addChecklistItem", "/cycles/99/steps/data/checklist", new { text = "x" }, 404),
        ("tickChecklistItem", "/cycles/99/steps/data/checklist/0", new { done = true }, 404), ("getGate", "/cycles/99/steps/data/gate", null, 404),
        ("closeStep", "/cycles/99/steps/data/close", new { }, 404), ("reopenStep", "/cycles/99/steps/none/reopen", new { reason = "x" }, 400),
        ("submitInput", "/cycles/99/submissions", new { function = "sales" }, 404), ("withdrawInput", "/cycles/99/submissions/none/withdraw", new { }, 400),
        ("decideProduct", "/cycles/99/product-decisions", new { choice = "keep", item = "x", reason = "x" }, 404),
        ("applyProductDecision", "/cycles/99/product-decisions/1/apply", new { }, 404), ("withdrawProductDecision", "/cycles/99/product-decisions/1/withdraw", new { }, 404),
        ("addCycleRecord", "/cycles/99/records", new { kind = "action", text = "x" }, 404), ("changeCycleRecord", "/cycles/99/records/1", new { kind = "action", text = "x" }, 404),
        ("acknowledge", "/cycles/99/acknowledgements", new { kind = "finding", key = "x", comment = "x" }, 404), ("getProposal", "/cycles/99/proposals/1", null, 404),
        ("judgePlan", "/cycles/99/verdicts", new { verdict = "approved", scenario = 1, revision = 1 }, 404), ("getWaterfall", "/cycles/99/waterfall", null, 404),
        ("listPlansOfRecord", "/plans-of-record", null, 200), ("getPlanOfRecord", "/plans-of-record/99", null, 404),
        ("getAbout", "/about", null, 200), ("getAsOf", "/settings/as-of", null, 200), ("setAsOf", "/settings/as-of", new { asOf = "0001-01-01" }, 400),
    ];

    [Fact]
    public async Task TheDocumentOfTheTypedClientIsCurrent()
    {
        var served = await company.Http.GetStringAsync("/openapi/v1.json");
        var kept = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "web", "openapi.json"));
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(served), JsonNode.Parse(kept)),
            "web/openapi.json is not what the server says. Maybe an endpoint was changed: ./concord openapi > web/openapi.json && npm --prefix web run generate");
    }

    [Fact]
    public async Task EveryOperationAnswersWithAStatusItDeclares()
    {
        var document = JsonNode.Parse(await company.Http.GetStringAsync("/openapi/v1.json"))!;
        Assert.StartsWith("3.1", (string?)document["openapi"], StringComparison.Ordinal);
        var operations = document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(o => (Method: o.Key, Path: path.Key, Operation: o.Value!)))
            .ToDictionary(o => (string)o.Operation["operationId"]!);
        Assert.Equal(operations.Keys.Order(StringComparer.Ordinal), Calls.Select(c => c.Operation).Order(StringComparer.Ordinal));

        foreach (var (name, path, body, status) in Calls)
        {
            var (method, template, operation) = operations[name];
            Assert.StartsWith("/api/v1" + path.Split('/', '?', '.')[1], "/api/v1" + template["/api/v1/".Length..].Split('/', '.')[0], StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), "/api/v1" + path);
            if (body is not null)
                request.Content = new StringContent(System.Text.Json.JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
            else if (operation["requestBody"]?["content"]?["multipart/form-data"] is not null)
                request.Content = new MultipartFormDataContent { { new StringContent("x"), "note" } };
            // Only the head: one of them is a stream without an end.
            using var response = await company.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            if (status != (int)response.StatusCode)
                Assert.Fail($"{name}: {(int)response.StatusCode} instead of {status}: {await response.Content.ReadAsStringAsync()}");
            Assert.True(operation["responses"]!.AsObject().ContainsKey($"{status}"), $"{name} does not declare {status}.");
            Assert.False(string.IsNullOrEmpty((string?)operation["summary"]), $"{name} has no summary.");
        }
    }
}
