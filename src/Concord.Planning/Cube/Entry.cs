namespace Concord.Planning.Cube;

/// <summary>What an entry does.</summary>
public enum EntryRule
{
    /// <summary>The part of the plan has this value.</summary>
    Set,

    /// <summary>This much more, or less when below zero.</summary>
    Add,

    /// <summary>So many times what it was: 1.1 is ten percent more.</summary>
    Multiply,

    /// <summary>Every series gets the value of another measure, or of an earlier bucket, times <see cref="Entry.Value"/>.</summary>
    Copy,

    /// <summary>Back to what the stage wrote.</summary>
    Reset,

    /// <summary>The values of the series stay as they are, whatever is typed above them.</summary>
    Lock,

    /// <summary>Takes the locks away.</summary>
    Unlock,
}

/// <summary>What an amount typed for many series is spread like.</summary>
public enum EntrySpread
{
    /// <summary>By the measure's own rule: see <c>Spreading</c>.</summary>
    Standard,

    /// <summary>In equal parts.</summary>
    Equal,

    /// <summary>In proportion to <see cref="Entry.Like"/>.</summary>
    Like,
}

/// <summary>
/// An edit as it was made. It is kept as typed, so that it can be spread again when the hierarchy changes, and so that every value can tell who asked for
/// it and why.
/// </summary>
/// <param name="Id">Unique over all scenarios.</param>
/// <param name="Measure">Name of the measure.</param>
/// <param name="Coordinates">The part of the plan, at any level.</param>
/// <param name="FirstBucket">Index in the planning calendar.</param>
/// <param name="LastBucket">Inclusive.</param>
/// <param name="Rule">What it does.</param>
/// <param name="Value">For set and add in <paramref name="Unit"/>; for multiply and copy a factor; 0 for the others.</param>
/// <param name="Unit">What a quantity is stated in.</param>
/// <param name="Author">Who made it.</param>
/// <param name="At">When.</param>
public sealed record Entry(
    long Id, string Measure, Coordinates Coordinates, int FirstBucket, int LastBucket, EntryRule Rule, double Value, ValueUnit Unit, string Author, DateTimeOffset At)
{
    /// <summary>False: each bucket gets the value. True: the buckets together, as when a year's total is typed.</summary>
    public bool Total { get; init; }

    public EntrySpread Spread { get; init; }

    /// <summary>The measure it is spread like, with <see cref="EntrySpread.Like"/>; the measure copied from, with <see cref="EntryRule.Copy"/>; null for its own.</summary>
    public string? Like { get; init; }

    /// <summary>
    /// With copy: buckets back that are read; 12 in a plan of months is the year before. Buckets are copied in order of time: over more buckets than this the copy goes on with
    /// what it has just written, so that two years at 1.05 grow twice.
    /// </summary>
    public int Shift { get; init; }

    /// <summary>True when series get whole numbers.</summary>
    public bool Whole { get; init; }

    /// <summary>Why it was made.</summary>
    public string? Reason { get; init; }

    /// <summary>True when its zone was closed and somebody with the authority typed it all the same; the reason says why.</summary>
    public bool Override { get; init; }

    /// <summary>The last day it counts; null for as long as the plan.</summary>
    public DateOnly? Expires { get; init; }
}
