using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Demand;
using Concord.Planning.Supply;

namespace Concord.Planning.Cycle;

public sealed record StageFact(Stage Stage, StageFreshness Freshness);

/// <summary>All findings of one code of a stage.</summary>
/// <param name="Example">The message of the first of them.</param>
public sealed record FindingFact(Stage Stage, string Code, Severity Severity, int Count, string Example);

/// <summary>Demand the supply plan does not serve in time.</summary>
/// <param name="Key">The same for the same shortage in two computations, such as item, location and bucket.</param>
/// <param name="Text">For people, with the values.</param>
/// <param name="Cause">The constraint that binds; null when the plan names none.</param>
public sealed record ShortageFact(string Key, string Text, string? Cause)
{
    /// <summary>A shortage as the stage supply tells it.</summary>
    public static ShortageFact Of(NamedShortage shortage) => new(
        $"{shortage.Item}/{shortage.Site}/{shortage.Priority}/{shortage.Bucket}", shortage.Message, $"{Gates.Word(shortage.Cause)} {shortage.Name}".TrimEnd());
}

/// <summary>A value, or why there is none.</summary>
/// <param name="Value">Null when it is not measurable or not known.</param>
/// <param name="NotMeasurable">Why it cannot be measured; null when it is, and when nobody has tried.</param>
public readonly record struct Measured(double? Value, string? NotMeasurable)
{
    /// <summary>Nobody has measured it yet.</summary>
    public bool IsUnknown => Value is null && NotMeasurable is null;
}

/// <param name="Name">The measure.</param>
public sealed record KpiFact(string Name, Measured Fact);

/// <summary>The data gate at the making of a data snapshot.</summary>
/// <param name="Score">0 to 100; null when not measurable.</param>
/// <param name="Reasons">What held it, a sentence each.</param>
/// <param name="OverrideReason">Why the snapshot was made although the gate was held; null when nobody overrode it.</param>
public sealed record DataGateFact(bool Held, double? Score, IReadOnlyList<string> Reasons, string? OverrideReason);

/// <summary>What gates look at: facts of one revision of the leading scenario.</summary>
public sealed record GateFacts(long Scenario, long Revision)
{
    /// <summary>Null when the quality of the snapshot was not judged.</summary>
    public DataGateFact? Data { get; init; }

    /// <summary>True when the plan stands on the data snapshot of the cycle.</summary>
    public bool OnSnapshot { get; init; }

    /// <summary>The stages that have been looked at; one that is left out counts as missing.</summary>
    public IReadOnlyList<StageFact> Stages { get; init; } = [];

    public IReadOnlyList<FindingFact> Findings { get; init; } = [];

    public IReadOnlyList<ShortageFact> Shortages { get; init; } = [];

    /// <summary>Consensus demand of the horizon less what the plan serves of it [share of it].</summary>
    public Measured Unserved { get; init; }

    /// <summary>Revenue less budget revenue of the buckets that have a budget [share of the budget].</summary>
    public Measured BudgetGap { get; init; }

    public IReadOnlyList<KpiFact> Kpis { get; init; } = [];

    /// <summary>Functions whose input is another now than at their last submission.</summary>
    public IReadOnlyList<InputFunction> ChangedSinceSubmission { get; init; } = [];
}
