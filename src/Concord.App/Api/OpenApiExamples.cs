using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Concord.App.Api;

/// <summary>Examples of the request bodies people write by hand, shown in the OpenAPI document.</summary>
internal sealed class OpenApiExamples : IOpenApiOperationTransformer
{
    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["startImport"] = """{"uploadId": "5249885d98619fe0", "mapping": "adventureworks", "parameters": {}, "title": "ERP extract March"}""",
        ["previewMapping"] = """{"uploadId": "5249885d98619fe0", "mapping": "canonical", "rows": 20}""",
        ["repairRejectedRows"] =
            """{"corrections": [{"rejectedRowId": 12, "values": {"order": "SO-4711", "line": "1", "item": "BK-R93R-48", "customer": "C0042", "order_date": "2026-03-14", "quantity": "3"}}]}""",
        ["resubmitRejectedRows"] = """{"table": "sales_history", "code": "UNKNOWN_REFERENCE"}""",
        ["dismissRejectedRows"] = """{"ids": [12, 13]}""",
        ["createSnapshot"] = """{"name": "Cycle 2026-03", "asOf": "2026-03-31", "note": "after the stock correction of W1"}""",
        ["setQualityThresholds"] = """{"overall": 85, "byArea": {"products": 90, "demand": 90}}""",
        ["signIn"] = """{"name": "nora.lind", "password": "four words without sense"}""",
        ["createPerson"] =
            """{"name": "tom.ashby", "displayName": "Tom Ashby", "password": "four words without sense", "roles": [{"role": "sales", "part": {"region": ["British Isles"]}}]}""",
        ["createToken"] = """{"name": "nightly import", "scope": "edit", "days": 90}""",
        ["setAsOf"] = """{"asOf": "2026-03-31"}""",
        ["runChecks"] = """{"asOf": "2026-03-31"}""",
        ["openCycle"] = """{"name": "2026-04", "snapshotId": 3, "scenarios": [1], "owners": {"demand_review": "nora.lind"}, "holidays": ["2026-04-03", "2026-04-06"]}""",
        ["decideProduct"] =
            """{"choice": "launch", "item": "BK-R95R-48", "relatedItem": "BK-R93R-48", "date": "2026-07-01", "share": 0.6, "description": "Road-160 Red, 48", "reason": "Gap above 1,500"}""",
        ["addCycleRecord"] = """{"kind": "risk", "text": "Copper wire stays on allocation", "owner": "sven.adler", "date": "2026-06-01", "revisions": [42], "likelihood": 0.3, "effect": 250000}""",
        ["judgePlan"] = """{"verdict": "approved", "scenario": 1, "revision": 42, "comment": "With overtime in May"}""",
    };

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.OperationId is { } id && Bodies.TryGetValue(id, out var body) && operation.RequestBody?.Content?.TryGetValue("application/json", out var json) == true)
            json.Example = JsonNode.Parse(body);
        return Task.CompletedTask;
    }
}
