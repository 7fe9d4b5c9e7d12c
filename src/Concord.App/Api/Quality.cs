using System.Text.Json.Serialization;
using Concord.App.Data;
using Concord.App.Security;
using Concord.Planning.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

/// <summary>A check's part in a score.</summary>
/// <param name="Population">Entities looked at.</param>
/// <param name="Share">Share of them that failed, 0 to 1.</param>
public sealed record QualityCheck(string Code, string Title, Severity Severity, long Population, long Failed, double Share);

/// <param name="Score">0 to 100; null when not measurable.</param>
/// <param name="NotMeasurable">Why there is no score; null when there is one.</param>
public sealed record QualityByDimension(QualityDimension Dimension, double? Score, string? NotMeasurable, IReadOnlyList<QualityCheck> Checks);

/// <param name="Score">0 to 100; null when not measurable.</param>
/// <param name="Threshold">The score the gate asks for.</param>
/// <param name="Rejected">Rejected rows of the area's tables that waited for repair when the checks ran.</param>
/// <param name="Held">True when the area holds the gate.</param>
public sealed record QualityOfArea(
    DataArea Area, string Title, double? Score, string? NotMeasurable, IReadOnlyList<QualityByDimension> Dimensions, double Threshold, long Rejected,
    bool Held);

/// <param name="Open">True when a cycle may take this data.</param>
/// <param name="Reasons">Why it is held; empty when open.</param>
public sealed record QualityGate(bool Open, IReadOnlyList<string> Reasons);

public sealed record QualityPoint(DateTimeOffset CheckedAt, double? Overall);

/// <summary>The data quality of the live dataset, as the last check run found it.</summary>
/// <param name="CheckedAt">When the checks ran; null when they never did.</param>
/// <param name="Overall">0 to 100; null when not measurable.</param>
/// <param name="Stale">True when the data or its date have changed since the checks ran.</param>
/// <param name="History">The last 60 check runs, oldest first.</param>
public sealed record QualityReport(
    DateOnly AsOf, DateTimeOffset? CheckedAt, double? Overall, bool Stale, IReadOnlyList<QualityOfArea> Areas, QualityGate Gate,
    IReadOnlyList<QualityPoint> History);

/// <summary>The scores the gate asks for, 0 to 100.</summary>
/// <param name="Overall">For the whole.</param>
/// <param name="ByArea">By area. When set: areas that are left out take their default.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record QualityThresholds(double Overall, IReadOnlyDictionary<DataArea, double> ByArea);

/// <summary>What a snapshot keeps of the quality at its making.</summary>
/// <param name="Overridden">True when it was made although the gate was held.</param>
/// <param name="Reason">Why, when overridden.</param>
public sealed record QualityAtSnapshot(
    double? Overall, IReadOnlyDictionary<DataArea, double?> Areas, bool GateOpen, IReadOnlyList<string> GateReasons, bool Overridden, string? Reason);

internal static class Quality
{
    public static void MapQuality(this RouteGroupBuilder api)
    {
        var quality = api.MapGroup("/quality").WithTags("Checks and quality");
        quality.MapGet("", Get).WithName("getQuality").Needs(Permission.View);
        quality.MapGet("/thresholds", GetThresholds).WithName("getQualityThresholds").Needs(Permission.View);
        quality.MapPut("/thresholds", PutThresholds).WithName("setQualityThresholds").Needs(Permission.ManageData);
    }

    /// <summary>The data quality score by area and dimension, and whether it holds a cycle's data gate.</summary>
    public static Ok<QualityReport> Get(CheckRuns runs) => TypedResults.Ok(runs.Quality());

    /// <summary>The scores the gate asks for.</summary>
    public static Ok<QualityThresholds> GetThresholds(CheckRuns runs) => TypedResults.Ok(runs.Thresholds());

    /// <summary>Sets the scores the gate asks for.</summary>
    public static Ok<QualityThresholds> PutThresholds(QualityThresholds thresholds, CheckRuns runs)
    {
        Check("overall", thresholds.Overall);
        foreach (var (area, score) in thresholds.ByArea)
            Check($"byArea.{Words.Spell(area)}", score);
        runs.SaveThresholds(thresholds);
        return TypedResults.Ok(runs.Thresholds());
    }

    private static void Check(string field, double score)
    {
        if (score is not (>= 0 and <= 100))
            throw ProblemException.Invalid(field, $"{score}", $"A threshold of {score} is outside of 0 to 100.", score is > 100 ? "Maybe a zero too many?" : null);
    }
}
