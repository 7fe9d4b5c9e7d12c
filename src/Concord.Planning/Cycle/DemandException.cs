using Concord.Planning.Demand;

namespace Concord.Planning.Cycle;

public enum DemandExceptionKind
{
    /// <summary>The forecast missed, now above and now below.</summary>
    ForecastError,

    /// <summary>The forecast missed on the same side all the time.</summary>
    Bias,

    /// <summary>The plan is away from everything it can be compared with in the past.</summary>
    Jump,

    /// <summary>A function has not submitted, or says nothing of the next quarter.</summary>
    MissingInput,

    /// <summary>Consensus is away from the statistical forecast and the events.</summary>
    Override,
}

/// <summary>From where on a deviation is an exception, as shares.</summary>
/// <param name="Error">Absolute error over demand.</param>
/// <param name="Bias">Bias over demand.</param>
/// <param name="Jump">Distance to the nearest comparison, over that comparison.</param>
/// <param name="Override">Distance of consensus to forecast and events, over these.</param>
public sealed record DemandExceptionRules(double Error, double Bias, double Jump, double Override)
{
    public static DemandExceptionRules Standard { get; } = new(.2, .05, .25, .1);
}

/// <summary>A part of the demand plan that the demand review should look at.</summary>
/// <param name="Members">A member of each attribute of the level; none when it is about all of the plan.</param>
/// <param name="AtStake">What may be lost or is argued about [unit of the list], zero or more; null when it cannot be told.</param>
/// <param name="Signed">The same with its sign: above zero too much is planned; null where it has none.</param>
/// <param name="Share">How large, as a share of what it is compared with; null where that is zero.</param>
/// <param name="Functions">Of a missing input who is meant; none for the others.</param>
/// <param name="Why">A sentence with the values.</param>
public sealed record DemandException(
    DemandExceptionKind Kind, IReadOnlyList<string> Members, double? AtStake, double? Signed, double? Share, IReadOnlyList<InputFunction> Functions, string Why);

/// <summary>How many exceptions of a kind there are.</summary>
/// <param name="AtStake">Together [unit of the list].</param>
public sealed record DemandExceptionCount(DemandExceptionKind Kind, int Count, double AtStake);
