using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Concord.AppTests.Security;

/// <summary>Every endpoint of the real server, asked by every role, by nobody, and with tokens of every scope.</summary>
public sealed partial class EndpointRightTests : IAsyncLifetime
{
    private const string Password = "meadow lantern copper violin";

    private static readonly string[] Roles =
        ["administrator", "coordinator", "demand_planner", "sales", "marketing", "product", "supply_planner", "finance", "executive", "viewer"];

    /// <summary>Who may: stated here once more, so that a change of the product's own table must be meant.</summary>
    private static readonly (string Permission, string[] Roles, string[] Scopes, string[] Operations)[] Expected =
    [
        ("view", Roles, ["read", "edit", "administer"],
        [
            "listTables", "listTableRows", "exportTable", "listMappings", "getMapping", "getTemplate", "listImports", "getImport", "listJobs", "getJob",
            "listRejectedRows", "exportRejectedRows", "getRejectedRow", "listChecks", "listFindings", "exportFindings", "getQuality", "getQualityThresholds",
            "getProductStructure", "getSupplyNetwork", "getHistory", "listSnapshots", "getSnapshot", "listMeasures", "getCalendar", "listZones", "getAbout", "getAsOf",
            "listScenarios", "listRevisions", "listEntries", "watchScenarios", "getRevision", "getPlanStructure", "listMembers", "queryCells", "previewMerge",
            "getFamilySheet", "getFinancialStatement", "getBudgetBridge", "queryContributions",
            "listPatches", "compareRevisions", "explainValue", "getPlan", "listCycles", "getCycle", "getGate", "getProposal", "getWaterfall", "getMinutes", "getPack", "getPackWorkbook", "listPlansOfRecord", "getPlanOfRecord", "listStages", "listDrivers", "getKpi", "getKpiTrend", "listKpiParts", "previewScenarioSet", "compareScenarios", "getRelease", "exportRelease", "exportWeeklyCheck", "getPlanningRules",
            "listDemandExceptions", "getDemandPicture", "getRoughLoad", "getPortfolio",
            "getSupplyReview", "listCapacity", "getResourceUse", "previewCapacityChange", "listShortages", "listSupplyLimits", "listWeeklyExceptions",
        ]),
        ("edit_plan", Except("administrator", "viewer"), ["edit", "administer"], ["enterValues", "undoChange", "redoChange", "revertRevision", "computeScenario"]),
        ("manage_scenarios", Except("viewer"), ["edit", "administer"], ["createScenario", "changeScenario", "mergeScenario", "changeMasterData", "setDrivers", "makeScenarioSet"]),
        ("import_data", ["administrator", "coordinator", "demand_planner", "supply_planner"], ["edit", "administer"],
        [
            "createUpload", "deleteUpload", "saveMapping", "deleteMapping", "previewMapping", "startImport", "cancelJob", "repairRejectedRows",
            "resubmitRejectedRows", "dismissRejectedRows", "reopenRejectedRows", "repairRejectedRowsByFile", "runChecks",
        ]),
        ("manage_data", ["administrator", "coordinator"], ["administer"],
            ["undoImport", "restoreImport", "createSnapshot", "setQualityThresholds", "setAsOf", "startPlan", "takeSnapshot", "setPlanningRules"]),
        ("run_cycle", ["coordinator"], ["administer"], ["openCycle", "closeCycle", "addScenarioToCycle", "assignStep", "reopenStep"]),
        ("work_on_cycle", Except("administrator", "viewer"), ["edit", "administer"],
            ["addChecklistItem", "tickChecklistItem", "closeStep", "addCycleRecord", "changeCycleRecord", "acknowledge"]),
        ("submit_input", ["coordinator", "sales", "marketing", "finance"], ["edit", "administer"], ["submitInput", "withdrawInput"]),
        ("decide_products", ["coordinator", "product"], ["edit", "administer"], ["decideProduct", "applyProductDecision", "withdrawProductDecision"]),
        ("approve_plan", ["executive"], ["administer"], ["judgePlan"]),
        ("manage_people", ["administrator"], ["administer"], ["listPeople", "createPerson", "changePerson", "resetPassword", "revokeTokensOfPerson"]),
        ("read_audit", ["administrator", "coordinator"], ["administer"], ["listAudit"]),
        ("own_account", Roles, [], ["changePassword", "listTokens", "createToken", "revokeToken"]),
    ];

    private static readonly string[] Anonymous = ["getSession", "signIn", "signOut", "switchPerson", "setUp"];

    private readonly Dictionary<string, (HttpMethod Method, string Path, bool HasBody)> _operations = [];
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.Start();
        await _server.Http.Post("/people", new { name = "all", displayName = "All", password = Password, roles = Roles.Select(role => new { role }) });
        var document = JsonNode.Parse(await _server.Http.GetStringAsync("/openapi/v1.json"))!;
        foreach (var (path, methods) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in methods!.AsObject())
            {
                _operations.Add(
                    (string)operation!["operationId"]!,
                    (new HttpMethod(method.ToUpperInvariant()), Parameter().Replace(path, "999999"), operation["requestBody"]?["content"]?["application/json"] is not null));
            }
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public void EveryEndpointStandsInTheTable() => Assert.Equal(
        Expected.SelectMany(e => e.Operations).Concat(Anonymous).Order(StringComparer.Ordinal), _operations.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public async Task EveryRoleMayWhatTheTableSaysAndNothingElse()
    {
        using var administrator = await SignedIn("all");
        var faults = new List<string>();
        foreach (var role in Roles)
        {
            await administrator.Post("/people", new { name = role, displayName = role, password = Password, roles = new[] { new { role } } });
            using var person = await SignedIn(role);
            foreach (var (_, roles, _, operations) in Expected)
            {
                foreach (var operation in operations)
                    await Check(person, operation, roles.Contains(role) ? null : HttpStatusCode.Forbidden, role, faults);
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public async Task WithoutASignInOnlyTheSessionAnswers()
    {
        using var nobody = new HttpClient { BaseAddress = _server.Http.BaseAddress };
        var faults = new List<string>();
        foreach (var operation in Expected.SelectMany(e => e.Operations))
            await Check(nobody, operation, HttpStatusCode.Unauthorized, "nobody", faults);
        foreach (var operation in Anonymous)
            await Check(nobody, operation, null, "nobody", faults);
        Assert.Empty(faults);
    }

    [Fact]
    public async Task ATokenMayWhatItsScopeAndItsPersonMay()
    {
        using var all = await SignedIn("all");
        await all.Post("/people", new { name = "viewer2", displayName = "V", password = Password, roles = new[] { new { role = "viewer" } } });
        using var viewer = await SignedIn("viewer2");
        var faults = new List<string>();
        foreach (var scope in (string[])["read", "edit", "administer"])
        {
            using var program = await WithToken(all, scope);
            using var ofViewer = await WithToken(viewer, scope);
            foreach (var (permission, _, scopes, operations) in Expected)
            {
                foreach (var operation in operations)
                    await Check(program, operation, scopes.Contains(scope) ? null : HttpStatusCode.Forbidden, $"token {scope}", faults);
                await Check(ofViewer, operations[0], permission == "view" ? null : HttpStatusCode.Forbidden, $"viewer's token {scope}", faults);
            }
        }

        Assert.Empty(faults);
    }

    private static string[] Except(params string[] roles) => [.. Roles.Except(roles)];

    /// <summary>Asks with a path and a body that are refused when they are looked at, so that nothing is changed.</summary>
    /// <param name="refusal">The status it is refused with; null when it must be let in, whatever becomes of it then.</param>
    private async Task Check(HttpClient http, string operation, HttpStatusCode? refusal, string who, List<string> faults)
    {
        var (method, path, hasBody) = _operations[operation];
        using var request = new HttpRequestMessage(method, path);
        if (hasBody)
            request.Content = new StringContent("""{"nothing":1}""", Encoding.UTF8, "application/json");
        else if (method != HttpMethod.Get)
            request.Content = new MultipartFormDataContent { { new StringContent("x"), "note" } };

        // Whoever is let in to the events waits for the first one; whoever is refused is told at once.
        using var patience = new CancellationTokenSource(refusal is null && operation == "watchScenarios" ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(2));
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        }
        catch (OperationCanceledException) when (operation == "watchScenarios")
        {
            return;
        }

        using var answer = response;
        var let = response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);
        if (refusal is null ? !let : response.StatusCode != refusal)
            faults.Add($"{operation} by {who}: {(int)response.StatusCode}");
        else if (refusal is not null && (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["code"] is not ("forbidden" or "sign_in_needed"))
            faults.Add($"{operation} by {who}: refused for another reason");
    }

    private async Task<HttpClient> SignedIn(string name)
    {
        var http = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = _server.Http.BaseAddress };
        await http.Post("/session", new { name, password = Password });
        return http;
    }

    private async Task<HttpClient> WithToken(HttpClient person, string scope)
    {
        var token = await person.Post("/account/tokens", new { name = $"for {scope}", scope });
        var http = new HttpClient { BaseAddress = _server.Http.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", (string)token["secret"]!);
        return http;
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();
}
