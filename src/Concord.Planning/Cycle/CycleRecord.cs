using System.Collections.Immutable;
using Concord.Planning.Data.Measures;
using Concord.Planning.Demand;

namespace Concord.Planning.Cycle;

/// <summary>That a function has said all it has to say for this cycle.</summary>
/// <param name="Scenario">Where it was typed.</param>
/// <param name="Revision">The state it speaks of: its input counts as submitted as it was there.</param>
/// <param name="By">Who submitted it.</param>
/// <param name="Role">The role in which; the coordinator may submit on behalf of a function.</param>
/// <param name="WithdrawnBy">Who took it back; null while it stands.</param>
public sealed record Submission(
    InputFunction Function, long Scenario, long Revision, string By, Role Role, DateTimeOffset At, string? Comment, string? WithdrawnBy, DateTimeOffset? WithdrawnAt)
{
    public bool Stands => WithdrawnBy is null;

    /// <summary>The measure a function types into.</summary>
    public static string MeasureOf(InputFunction function) => function switch
    {
        InputFunction.Sales => "sales_input",
        InputFunction.Marketing => "marketing_input",
        _ => "finance_input",
    };

    /// <summary>The role that submits for a function.</summary>
    public static Role RoleOf(InputFunction function) => function switch
    {
        InputFunction.Sales => Role.Sales,
        InputFunction.Marketing => Role.Marketing,
        _ => Role.Finance,
    };
}

public enum RecordKind
{
    /// <summary>What was decided, or is to be.</summary>
    Decision,

    /// <summary>What the plan takes for granted.</summary>
    Assumption,

    /// <summary>What may happen and would hurt.</summary>
    Risk,

    /// <summary>What somebody is to do.</summary>
    Action,
}

public enum RecordStatus
{
    /// <summary>A decision to take, an assumption that is not proved yet, a risk that may still come, an action to do.</summary>
    Open,

    /// <summary>Taken, confirmed, over, done.</summary>
    Done,

    /// <summary>Not taken, proved wrong, accepted or come true, given up.</summary>
    Dropped,
}

/// <summary>Where a record came from that an earlier cycle left open.</summary>
public sealed record CarriedFrom(long Cycle, int Number);

/// <summary>A decision, assumption, risk or action of a cycle.</summary>
/// <param name="Number">Unique in its cycle, among product decisions too.</param>
/// <param name="Owner">Name of who is responsible.</param>
/// <param name="Date">The day it was taken or is due, by kind; null for none.</param>
/// <param name="Revisions">The revisions it speaks of.</param>
/// <param name="Likelihood">Of a risk [0..1]; null for the others, and when nobody knows.</param>
/// <param name="Effect">Of a risk that comes true, in the reporting currency [margin lost above zero]; null for the others, and when nobody knows.</param>
public sealed record CycleRecord(
    int Number, RecordKind Kind, string Text, string? Owner, DateOnly? Date, RecordStatus Status, ImmutableList<long> Revisions, double? Likelihood, double? Effect,
    string Author, DateTimeOffset At)
{
    /// <summary>What became of it.</summary>
    public string? Outcome { get; init; }

    /// <summary>Set when an earlier cycle left it open.</summary>
    public CarriedFrom? Carried { get; init; }

    /// <summary>What a risk costs on average: likelihood times effect; null when either is not known.</summary>
    public double? ExpectedEffect => Likelihood * Effect;
}

public enum AcknowledgementKind
{
    /// <summary>All findings of one code of a stage.</summary>
    Finding,

    /// <summary>One shortage.</summary>
    Shortage,
}

/// <summary>That somebody looked at what a stage reported, and goes on knowing it.</summary>
/// <param name="Key">The code of findings, the key of a shortage.</param>
/// <param name="Count">How many findings of the code there were: when more come, they are to be looked at anew. 1 for a shortage.</param>
public sealed record Acknowledgement(AcknowledgementKind Kind, string Key, int Count, string By, DateTimeOffset At, string Comment);
