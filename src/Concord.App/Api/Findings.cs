using System.Text.Json.Serialization;
using Concord.App.Data;
using Concord.App.Jobs;
using Concord.App.Security;
using Concord.Planning.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

/// <summary>A check, or a reason for which an import rejects rows.</summary>
/// <param name="Area">The area it counts for; null for reasons of rejected rows, which count for the area of their table.</param>
/// <param name="RowLevel">True for reasons of rejected rows, which imports apply; false for checks over the whole dataset.</param>
/// <param name="Why">What goes wrong in planning when it is ignored.</param>
public sealed record CheckInfo(
    string Code, string Title, Severity Severity, DataArea? Area, QualityDimension Dimension, bool RowLevel, string Why, string Advice);

public sealed record SeverityCount(Severity Severity, long Count);

/// <param name="Count">Entities that fail, those beyond the kept findings included.</param>
/// <param name="Population">Entities the check looked at.</param>
/// <param name="Kept">Findings kept in full: at most 1000 a check.</param>
public sealed record FindingCount(string Code, string Title, Severity Severity, DataArea? Area, long Count, long Population, int Kept);

/// <summary>Findings of the last check run.</summary>
/// <param name="Total">Kept findings that pass the filter.</param>
/// <param name="Stale">True when the data or its date have changed since the checks ran.</param>
/// <param name="CheckedAt">When they ran; null when they never did.</param>
/// <param name="BySeverity">Failing entities of the whole run.</param>
/// <param name="ByCode">Checks of the whole run that found something.</param>
public sealed record FindingList(
    long Total, bool Stale, DateOnly AsOf, DateTimeOffset? CheckedAt, IReadOnlyList<SeverityCount> BySeverity, IReadOnlyList<FindingCount> ByCode,
    IReadOnlyList<Finding> Rows);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CheckOrder(DateOnly? AsOf = null);

internal static class Findings
{
    private const int MostTaken = 1000;

    public static void MapFindings(this RouteGroupBuilder api)
    {
        var findings = api.MapGroup("").WithTags("Checks and quality");
        findings.MapGet("/checks", Checks).WithName("listChecks").Needs(Permission.View);
        findings.MapGet("/findings", List).WithName("listFindings").Needs(Permission.View);
        findings.MapGet("/findings.csv", Csv).WithName("exportFindings").Needs(Permission.View);
        findings.MapPost("/findings/run", Run).WithName("runChecks").Needs(Permission.ImportData).Problem(429);
    }

    /// <summary>Every check and every reason for which a row is rejected.</summary>
    public static Ok<IReadOnlyList<CheckInfo>> Checks() => TypedResults.Ok(CheckRuns.Definitions);

    /// <summary>What the checks found, the gravest first.</summary>
    /// <param name="code">Only of this check.</param>
    /// <param name="severity">error, warning or info.</param>
    /// <param name="area">Only of this area.</param>
    /// <param name="table">Only of this table.</param>
    /// <param name="search">Text that the entity, value or message must hold, whatever the case.</param>
    /// <param name="skip">Findings to leave out at the start.</param>
    /// <param name="take">Findings to send, at most 1000; 100 when left out.</param>
    public static Ok<FindingList> List(
        CheckRuns runs, string? code = null, string? severity = null, string? area = null, string? table = null, string? search = null, int skip = 0,
        int take = 100)
    {
        Words.CheckWindow(skip, take, MostTaken);
        return TypedResults.Ok(runs.Findings(
            new FindingFilter(code, Words.Parse<Severity>(severity, "severity"), Words.Parse<DataArea>(area, "area"), Tables.Known(table, "table"), search), skip, take));
    }

    /// <summary>The same as CSV, without a limit.</summary>
    /// <param name="code">Only of this check.</param>
    /// <param name="severity">error, warning or info.</param>
    /// <param name="area">Only of this area.</param>
    /// <param name="table">Only of this table.</param>
    /// <param name="search">Text that the entity, value or message must hold, whatever the case.</param>
    public static CsvResult Csv(
        CheckRuns runs, string? code = null, string? severity = null, string? area = null, string? table = null, string? search = null)
    {
        var list = runs.Findings(
            new FindingFilter(code, Words.Parse<Severity>(severity, "severity"), Words.Parse<DataArea>(area, "area"), Tables.Known(table, "table"), search), 0, int.MaxValue);
        return new CsvResult("findings.csv", csv =>
        {
            csv.WriteHeader(["severity", "code", "table", "entity", "field", "value", "message", "advice", "import", "line"]);
            foreach (var f in list.Rows)
            {
                csv.WriteRecord([
                    Words.Spell(f.Severity), f.Code, f.Table, f.Entity, f.Field ?? "", f.Value ?? "", f.Message, f.Advice, $"{f.ImportId}", f.Line > 0 ? $"{f.Line}" : ""]);
            }
        });
    }

    /// <summary>Runs the checks over the live dataset, as a job. They also run by themselves after every import, undo and repair.</summary>
    public static Accepted<Job> Run(CheckJobs checks, CheckOrder? order = null) => Endpoints.Accepted(checks.Request(order?.AsOf));
}
