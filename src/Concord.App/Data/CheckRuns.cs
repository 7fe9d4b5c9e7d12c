using System.Text.Json;
using Concord.App.Api;
using Concord.Planning.Data;
using Concord.Planning.Data.Checks;
using Concord.Storage.Data;

namespace Concord.App.Data;

/// <summary>Which findings to list; a null filter takes all.</summary>
internal sealed record FindingFilter(string? Code, Severity? Severity, DataArea? Area, string? Table, string? Search);

/// <summary>Runs the checks over the live dataset, keeps what they found, and reads it back for the API.</summary>
internal sealed class CheckRuns(DataStore store, LiveData data, TimeProvider time)
{
    private const string ThresholdsKey = "quality_thresholds";
    private const int HistoryLength = 60;

    private readonly Lock _lock = new();
    private (DateTimeOffset CheckedAt, CheckRun Run)? _latest;

    /// <summary>All checks, and all reasons for which an import rejects rows.</summary>
    public static IReadOnlyList<CheckInfo> Definitions { get; } =
        [.. DataChecks.All.Select(c => Info(c.Definition, rowLevel: false)), .. RowChecks.All.Select(d => Info(d, rowLevel: true))];

    /// <summary>Runs the checks as of a date (the effective one for null) and keeps the outcome.</summary>
    public CheckRun Run(DateOnly? asOf, IProgress<double>? progress, CancellationToken token)
    {
        var run = Judge(asOf ?? data.AsOf().Effective, progress, token);
        store.SaveCheckRun(time.GetUtcNow(), run.Fingerprint, run.Score.Overall, JsonSerializer.Serialize(run.Document(), JsonFormat.Options));
        return run;
    }

    /// <summary>Runs the checks as of a date without keeping the outcome.</summary>
    public CheckRun Judge(DateOnly asOf, IProgress<double>? progress, CancellationToken token)
    {
        var dataset = data.Live(asOf);
        var counts = store.Counts();
        var results = DataChecks.Run(dataset, progress, token);
        var score = DataQuality.Score(results, counts.ToDictionary(c => c.Key, c => c.Value.Rejected), counts.ToDictionary(c => c.Key, c => c.Value.Rows));
        return new CheckRun(asOf, dataset.Fingerprint, results, score);
    }

    public GateState Gate(CheckRun run) => new DataGate(GateThresholds()).Judge(run.Score, run.Results);

    public QualityThresholds Thresholds()
    {
        var thresholds = GateThresholds();
        return new QualityThresholds(thresholds.MinimumOverall, Enum.GetValues<DataArea>().ToDictionary(a => a, thresholds.MinimumOf));
    }

    public void SaveThresholds(QualityThresholds thresholds) =>
        store.SaveSetting(ThresholdsKey, JsonSerializer.Serialize(thresholds, JsonFormat.Options));

    /// <summary>True when there are data that no finished check run speaks of, as after a server that was stopped while it checked.</summary>
    public bool IsOutdated => store.Imports().Any(i => i.Status == ImportStatus.Live) && (Latest() is not { } latest || IsStale(latest.Run));

    public QualityReport Quality()
    {
        var asOf = data.AsOf().Effective;
        var history = store.CheckRunHistory(HistoryLength).Select(h => new QualityPoint(h.CheckedAt, h.Overall)).ToList();
        if (Latest() is not { } latest)
            return new QualityReport(asOf, null, null, true, [], new QualityGate(false, ["The checks have not run yet."]), history);

        var (checkedAt, run) = latest;
        var gate = Gate(run);
        var thresholds = GateThresholds();
        var held = gate.Reasons.Select(r => r.Area).OfType<DataArea>().ToHashSet();
        var checks = run.Results.ToLookup(r => (r.Definition.Area, r.Definition.Dimension));
        var areas = run.Score.Areas.Select(a => new QualityOfArea(
            a.Area, Title(a.Area), a.Score, a.NotMeasurable,
            [.. a.Dimensions.Select(d => new QualityByDimension(d.Dimension, d.Score, d.NotMeasurable, [.. checks[(a.Area, d.Dimension)].Select(Check)]))],
            thresholds.MinimumOf(a.Area), a.Rejected, held.Contains(a.Area)));
        return new QualityReport(
            run.AsOf, checkedAt, run.Score.Overall, IsStale(run), [.. areas], new QualityGate(!gate.IsHeld, [.. gate.Reasons.Select(r => r.Text)]), history);
    }

    public FindingList Findings(FindingFilter filter, int skip, int take)
    {
        if (filter.Code is { Length: > 0 } code && !Definitions.Any(d => d.Code == code))
        {
            throw ProblemException.Invalid(
                "code", code, $"There is no check '{code}'.", NearestName.Find(code, Definitions.Select(d => d.Code)) is { } near ? $"Maybe '{near}'?" : null);
        }

        if (Latest() is not { } latest)
            return new FindingList(0, true, data.AsOf().Effective, null, [], [], []);
        var (checkedAt, run) = latest;
        var failing = run.Results.Where(r => r.Failed > 0).ToList();
        var passing = failing
            .Where(r => (string.IsNullOrEmpty(filter.Code) || r.Definition.Code == filter.Code)
                && (filter.Severity is null || r.Definition.Severity == filter.Severity) && (filter.Area is null || r.Definition.Area == filter.Area))
            .OrderByDescending(r => r.Definition.Severity).SelectMany(r => r.Findings)
            .Where(f => (filter.Table is null || f.Table == filter.Table) && (string.IsNullOrEmpty(filter.Search) || Holds(f, filter.Search))).ToList();
        return new FindingList(
            passing.Count, IsStale(run), run.AsOf, checkedAt,
            [.. Enum.GetValues<Severity>().Reverse().Select(s => new SeverityCount(s, failing.Where(r => r.Definition.Severity == s).Sum(r => r.Failed)))],
            [.. failing.OrderByDescending(r => r.Definition.Severity).ThenByDescending(r => r.Failed).Select(r => new FindingCount(
                r.Definition.Code, r.Definition.Title, r.Definition.Severity, r.Definition.Area, r.Failed, r.Population, r.Findings.Count))],
            [.. passing.Skip(skip).Take(take)]);
    }

    /// <summary>An area as people read it.</summary>
    public static string Title(DataArea area)
    {
        var words = ChoiceWords.Spell(area.ToString()).Replace('_', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static bool Holds(Finding finding, string text) =>
        finding.Entity.Contains(text, StringComparison.OrdinalIgnoreCase) || finding.Message.Contains(text, StringComparison.OrdinalIgnoreCase)
        || finding.Value?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;

    private static QualityCheck Check(CheckResult r) => new(
        r.Definition.Code, r.Definition.Title, r.Definition.Severity, r.Population, r.Failed, r.Population > 0 ? Math.Min(1, r.Failed / (double)r.Population) : 0);

    private static CheckInfo Info(CheckDefinition d, bool rowLevel) => new(d.Code, d.Title, d.Severity, d.Area, d.Dimension, rowLevel, d.Why, d.Advice);

    private bool IsStale(CheckRun run)
    {
        var asOf = data.AsOf().Effective;
        return run.AsOf != asOf || store.Live(asOf).Fingerprint != run.Fingerprint;
    }

    private DataGateThresholds GateThresholds()
    {
        var defaults = new DataGateThresholds();
        if (store.Setting(ThresholdsKey) is not { } json)
            return defaults;
        var own = JsonSerializer.Deserialize<QualityThresholds>(json, JsonFormat.Options)!;
        var byArea = defaults.MinimumByArea.ToDictionary();
        foreach (var (area, score) in own.ByArea)
            byArea[area] = score;
        return defaults with { MinimumOverall = own.Overall, MinimumByArea = byArea };
    }

    private (DateTimeOffset CheckedAt, CheckRun Run)? Latest()
    {
        if (store.LatestCheckRun() is not { } stored)
            return null;
        lock (_lock)
        {
            if (_latest?.CheckedAt != stored.CheckedAt)
                _latest = (stored.CheckedAt, CheckRun.Of(JsonSerializer.Deserialize<CheckRunDocument>(stored.Results, JsonFormat.Options)!, stored.Fingerprint));
            return _latest;
        }
    }
}

/// <summary>What a run of all checks found.</summary>
/// <param name="Fingerprint">Of the dataset it looked at.</param>
internal sealed record CheckRun(DateOnly AsOf, string Fingerprint, IReadOnlyList<CheckResult> Results, DataQualityScore Score)
{
    public CheckRunDocument Document() => new(
        AsOf, Score, [.. Results.Select(r => new CheckRunResult(r.Definition.Code, r.Population, r.Failed, r.Findings))]);

    /// <summary>Reads a run back. Results of checks that this version does not know are left out.</summary>
    public static CheckRun Of(CheckRunDocument document, string fingerprint)
    {
        var known = DataChecks.All.ToDictionary(c => c.Definition.Code, c => c.Definition);
        return new CheckRun(
            document.AsOf, fingerprint,
            [.. document.Results.Where(r => known.ContainsKey(r.Code)).Select(r => new CheckResult(known[r.Code], r.Population, r.Failed, r.Findings))], document.Score);
    }
}

/// <summary>A run as it is kept in the database.</summary>
internal sealed record CheckRunDocument(DateOnly AsOf, DataQualityScore Score, IReadOnlyList<CheckRunResult> Results);

internal sealed record CheckRunResult(string Code, long Population, long Failed, IReadOnlyList<Finding> Findings);
