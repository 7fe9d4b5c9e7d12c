namespace Concord.Planning.Data.Checks;

/// <summary>What the data must reach before a cycle goes on. The coordinator may change each value.</summary>
public sealed record DataGateThresholds
{
    /// <summary>The least overall score, 0 to 100.</summary>
    public double MinimumOverall { get; init; } = 80;

    /// <summary>The least score of an area without a threshold of its own, 0 to 100.</summary>
    public double MinimumArea { get; init; } = 75;

    /// <summary>Thresholds of single areas, 0 to 100. Nothing can be planned on wrong items or demand, so these two ask for more by default.</summary>
    public IReadOnlyDictionary<DataArea, double> MinimumByArea { get; init; } =
        new Dictionary<DataArea, double> { [DataArea.Products] = 85, [DataArea.Demand] = 85 };

    /// <summary>Areas that must be measurable at all.</summary>
    public IReadOnlyList<DataArea> RequiredAreas { get; init; } = [DataArea.Products, DataArea.Demand];

    /// <summary>Checks of which one finding holds the gate, whatever the scores are.</summary>
    public IReadOnlyList<string> HoldingChecks { get; init; } = ["BILL_CYCLE", "HISTORY_STALE"];

    public double MinimumOf(DataArea area) => MinimumByArea.TryGetValue(area, out var own) ? own : MinimumArea;
}

/// <summary>Why a gate is held.</summary>
/// <param name="Area">The area that holds it; null for the overall score.</param>
/// <param name="Text">One sentence that carries the values.</param>
public sealed record GateReason(DataArea? Area, string Text);

/// <summary>Held when there is a reason, else open.</summary>
public sealed record GateState(IReadOnlyList<GateReason> Reasons)
{
    public bool IsHeld => Reasons.Count > 0;
}

/// <summary>Decides whether the data of a cycle is good enough to plan on.</summary>
public sealed class DataGate(DataGateThresholds thresholds)
{
    /// <summary>Reasons in the order: overall, then areas in their order, each with its score before its holding checks.</summary>
    public GateState Judge(DataQualityScore score, IEnumerable<CheckResult> results)
    {
        var reasons = new List<GateReason>();
        if (score.Overall is { } overall && overall < thresholds.MinimumOverall)
            reasons.Add(new GateReason(null, $"The data quality score is {DataQuality.Text(overall)}; {thresholds.MinimumOverall:0.##} are asked for."));
        var failing = results.Where(r => r.Failed > 0 && thresholds.HoldingChecks.Contains(r.Definition.Code)).ToLookup(r => r.Definition.Area);
        foreach (var area in score.Areas)
        {
            var name = ChoiceWords.Spell(area.Area.ToString()).Replace('_', ' ');
            var least = thresholds.MinimumOf(area.Area);
            if (area.Score is not { } reached)
            {
                if (thresholds.RequiredAreas.Contains(area.Area))
                    reasons.Add(new GateReason(area.Area, $"The quality of {name} is {area.NotMeasurable}."));
            }
            else if (reached < least)
            {
                var worst = area.Dimensions.Where(d => d.Score is not null).MinBy(d => d.Score)!;
                var rejected = area.Rejected > 0 ? $" {area.Rejected} rejected rows wait for repair." : "";
                reasons.Add(new GateReason(
                    area.Area,
                    $"The quality of {name} is {DataQuality.Text(reached)}; {least:0.##} are asked for. Lowest is {ChoiceWords.Spell(worst.Dimension.ToString())} with {DataQuality.Text(worst.Score)}.{rejected}"));
            }

            foreach (var check in failing[area.Area])
                reasons.Add(new GateReason(area.Area, $"{check.Definition.Code}: {(check.Findings is [var first, ..] ? first.Message : check.Definition.Title)}"));
        }

        return new GateState(reasons);
    }
}
