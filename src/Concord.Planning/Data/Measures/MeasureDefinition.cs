using Concord.Planning.Data.Calendar;

namespace Concord.Planning.Data.Measures;

/// <summary>What a measure's values are stated in.</summary>
public enum UnitKind
{
    /// <summary>Base units of the item. Over unlike items the values are converted to their planning unit first; without one there is no total.</summary>
    BaseUnits,

    /// <summary>Planning units: the unit in which unlike items add up.</summary>
    PlanningUnits,

    /// <summary>The reporting currency.</summary>
    Money,

    Hours,

    /// <summary>A share, stored as 1 for the whole and shown as 100 %.</summary>
    Percent,

    Days,

    /// <summary>A plain number, such as turns per year.</summary>
    Ratio,

    Pallets,

    /// <summary>Things counted: order lines, series.</summary>
    Count,
}

/// <summary>The dimensions a measure has a value for. A coordinate names one member of each.</summary>
[Flags]
public enum Grain
{
    None = 0,
    Item = 1,

    /// <summary>Where the goods lie, are made or are shipped from.</summary>
    Location = 2,

    /// <summary>Channel and region of the customers, not the single customer.</summary>
    Customer = 4,

    Supplier = 8,
    Resource = 16,
    Lane = 32,
    Bucket = 64,
}

/// <summary>How values of several members make the value of their group.</summary>
public enum MemberAggregation
{
    Sum,

    /// <summary>The group's numerator over the group's denominator, each aggregated by its own rule.</summary>
    Ratio,

    /// <summary>There is no value for a group: the members' values do not make one.</summary>
    None,
}

/// <summary>How values of several buckets make the value of a longer period.</summary>
public enum TimeAggregation
{
    /// <summary>Flows.</summary>
    Sum,

    /// <summary>Levels that matter over the whole period, weighted by days.</summary>
    Average,

    /// <summary>States, such as stock: the value at the end of the period.</summary>
    Last,

    /// <summary>As in <see cref="MemberAggregation.Ratio"/>.</summary>
    Ratio,

    /// <summary>There is no value for a longer period.</summary>
    None,
}

/// <summary>How a value typed for a group goes to its leaf series, unless the entry says otherwise.</summary>
public enum SpreadRule
{
    /// <summary>Not typed by anybody.</summary>
    None,

    /// <summary>In proportion to what the leaves have; where they have nothing, to <see cref="MeasureDefinition.SpreadBy"/>, else in equal parts.</summary>
    Proportional,

    /// <summary>In proportion to <see cref="MeasureDefinition.SpreadBy"/>; where that is nothing, in equal parts.</summary>
    ProportionalToMeasure,
}

/// <summary>The stage of the pipeline that writes a measure.</summary>
public enum Stage
{
    /// <summary>The dataset: facts, read by nobody's leave and changed by imports only.</summary>
    Data,
    Cleanse,
    Forecast,
    Consensus,
    Supply,
    Finance,
    Kpi,
}

public enum MeasureSign
{
    /// <summary>Zero or more.</summary>
    NotNegative,

    /// <summary>Any finite number.</summary>
    Any,
}

/// <summary>One key figure: everything code, API, screens and docs need to know of it.</summary>
/// <param name="Name">Lower case with underscores; stable, files and the API key on it.</param>
/// <param name="Title">Name for people.</param>
/// <param name="WrittenBy">The stage that writes it. What people type is an entry on top of what the stage wrote.</param>
/// <param name="Description">One or two sentences that define it.</param>
public sealed record MeasureDefinition(
    string Name, string Title, Stage WrittenBy, UnitKind Unit, Grain Grain, MemberAggregation OverMembers, TimeAggregation OverTime, string Description)
{
    /// <summary>For ratios the measure above the line; null otherwise.</summary>
    public string? Numerator { get; init; }

    /// <summary>For ratios the measure below the line; where it is zero or has no value, so has the ratio none.</summary>
    public string? Denominator { get; init; }

    /// <summary>True when the ratio is one minus numerator over denominator.</summary>
    public bool Complement { get; init; }

    public SpreadRule Spread { get; init; } = SpreadRule.None;

    /// <summary>The measure whose values a typed total is spread like; null where the rule needs none.</summary>
    public string? SpreadBy { get; init; }

    /// <summary>Roles that may type values; empty when nobody may.</summary>
    public IReadOnlyList<Role> Editors { get; init; } = [];

    /// <summary>Zones in which the editors may; empty when nobody may.</summary>
    public IReadOnlyList<Zone> EditZones { get; init; } = [];

    public MeasureSign Sign { get; init; } = MeasureSign.NotNegative;

    /// <summary>For a plan the measure that tells what came of it, of the same grain and unit; null where nothing does.</summary>
    public string? Actual { get; init; }

    public bool Editable => Editors.Count > 0;

    public override string ToString() => Name;
}
