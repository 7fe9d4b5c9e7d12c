using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Scenarios;

/// <summary>What a stage reads. A stage is a pure function of it: the same input gives the same output, bit for bit.</summary>
/// <param name="State">The plan, with what earlier stages wrote.</param>
/// <param name="Structure">The series, calendar and units of that plan.</param>
/// <param name="Dataset">The master data and facts it stands on, its record patches included.</param>
/// <param name="Rules">What the company decided about planning.</param>
public sealed record StageInput(PlanState State, PlanStructure Structure, Dataset Dataset, PlanningRules Rules)
{
    /// <summary>The plan management approved last: what the frozen zone is held to. Buckets and series have the same numbers in both. Null before the first approval.</summary>
    public PlanState? PlanOfRecord { get; init; }

    /// <summary>What this stage wrote last for this plan, so that what did not change need not be computed again; null when it is not known. Must not change the result.</summary>
    public StageOutput? Before { get; init; }

    public PlanCube Cube => State.Cube;
}

/// <summary>What a stage writes.</summary>
/// <param name="Written">The whole layer <see cref="LayerKind.Written"/> of each measure it writes; a measure that is left out has no values.</param>
/// <param name="Details">What is said beside the measures.</param>
public sealed record StageOutput(IReadOnlyDictionary<string, Layer> Written, StageDetails Details);

/// <summary>What a stage says beside its measures, such as the method of each series. Kept as JSON.</summary>
/// <param name="Findings">What is missing or in doubt, and what was assumed for it. Empty when all is well.</param>
public abstract record StageDetails(IReadOnlyList<Finding> Findings)
{
    /// <summary>What the stage can say of single values it wrote, a sentence each; nothing where it has nothing to add.</summary>
    /// <param name="measure">A measure the stage writes.</param>
    /// <param name="series">Number of the series.</param>
    /// <param name="coordinate">Its coordinate.</param>
    /// <param name="bucket">Label of the bucket.</param>
    public virtual IEnumerable<string> Explain(string measure, int series, IReadOnlyList<string> coordinate, string bucket) => [];
}

/// <summary>That a stage was computed for a plan.</summary>
/// <param name="Fingerprint">Of all it read: when it is another now, what the stage wrote is older than what it stands on.</param>
/// <param name="Details">Key of its <see cref="StageDetails"/> in the store; null for none.</param>
public sealed record StageStamp(string Fingerprint, string? Details);

/// <summary>How far a stage is.</summary>
/// <param name="Share">0..1.</param>
public sealed record StageProgress(Stage Stage, string Message, double Share);

/// <summary>A stage: what it reads, what it writes, and the function.</summary>
/// <param name="Version">Raised when the function gives other results for the same input, so that what it wrote before counts as old.</param>
/// <param name="Reads">Measures whose values it reads.</param>
/// <param name="Writes">Measures whose written layer it gives anew.</param>
/// <param name="Tables">Tables of the dataset it reads.</param>
/// <param name="Run">The function; throws <see cref="OperationCanceledException"/> when it is cancelled, and never because of what the data say.</param>
public sealed record StageDefinition(
    Stage Stage, int Version, IReadOnlyList<string> Reads, IReadOnlyList<string> Writes, IReadOnlyList<string> Tables,
    Func<StageInput, IProgress<StageProgress>?, CancellationToken, StageOutput> Run)
{
    /// <summary>Kinds of drivers it reads.</summary>
    public IReadOnlyList<DriverKind> Drivers { get; init; } = [];

    /// <summary>Measures of the plan of record it reads.</summary>
    public IReadOnlyList<string> ReadsOfRecord { get; init; } = [];

    /// <summary>True when it must know which values of its own measures people typed, as it keeps to them.</summary>
    public bool ReadsEntries { get; init; }

    /// <summary>Of its own measures those whose entries it reads: all of them, unless it says otherwise.</summary>
    public IReadOnlyList<string> EntriesRead { get => ReadsEntries ? field ?? Writes : []; init; }
}
