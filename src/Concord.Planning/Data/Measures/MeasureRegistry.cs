using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Concord.Planning.Data.Calendar;

namespace Concord.Planning.Data.Measures;

/// <summary>The one list of measures: the cube, the stages, the API, the screens and docs/measures.md read it.</summary>
public static class MeasureRegistry
{
    /// <summary>All measures, in the order of the pipeline.</summary>
    public static IReadOnlyList<MeasureDefinition> All { get; } =
        [.. DemandMeasures.All.Concat(SupplyMeasures.All).Concat(FinanceMeasures.All).Concat(KpiMeasures.All).OrderBy(m => m.WrittenBy)];

    private static readonly FrozenDictionary<string, MeasureDefinition> ByName = All.ToFrozenDictionary(m => m.Name, StringComparer.Ordinal);

    /// <summary>The measure of that name.</summary>
    /// <exception cref="ArgumentException">No such measure; the message lists near names.</exception>
    public static MeasureDefinition Measure(string name) =>
        ByName.TryGetValue(name, out var measure)
            ? measure
            : throw new ArgumentException($"There is no measure '{name}'.{NearestName.MaybeHint(name, ByName.Keys)}", nameof(name));

    public static bool TryMeasure(string name, [NotNullWhen(true)] out MeasureDefinition? measure) => ByName.TryGetValue(name, out measure);

    /// <summary>A measure that sums over members and time.</summary>
    internal static MeasureDefinition Flow(string name, string title, Stage stage, UnitKind unit, Grain grain, string description) =>
        new(name, title, stage, unit, grain | Grain.Bucket, MemberAggregation.Sum, TimeAggregation.Sum, description);

    /// <summary>A measure that sums over members; over time its last value counts.</summary>
    internal static MeasureDefinition State(string name, string title, Stage stage, UnitKind unit, Grain grain, string description) =>
        new(name, title, stage, unit, grain | Grain.Bucket, MemberAggregation.Sum, TimeAggregation.Last, description);

    /// <summary>A measure that is the quotient of two others at every level.</summary>
    internal static MeasureDefinition Quotient(
        string name, string title, Stage stage, UnitKind unit, Grain grain, string numerator, string denominator, string description) =>
        new(name, title, stage, unit, grain | Grain.Bucket, MemberAggregation.Ratio, TimeAggregation.Ratio, description)
        {
            Numerator = numerator,
            Denominator = denominator,
            Sign = MeasureSign.Any,
        };

    /// <summary>The measure, typed by these roles in the flexible and strategic zones.</summary>
    internal static MeasureDefinition EditedBy(this MeasureDefinition measure, SpreadRule spread, string? like, params Role[] roles) => measure with
    {
        Editors = roles,
        EditZones = [Zone.Flexible, Zone.Strategic],
        Spread = spread,
        SpreadBy = like,
    };

    internal static MeasureDefinition ComparedWith(this MeasureDefinition measure, string actual) => measure with { Actual = actual };

    internal static MeasureDefinition Signed(this MeasureDefinition measure) => measure with { Sign = MeasureSign.Any };
}
