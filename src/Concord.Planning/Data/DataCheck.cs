namespace Concord.Planning.Data;

/// <summary>What a check is, for people: docs/checks.md and the findings page are made from these.</summary>
/// <param name="Code">Upper case with underscores; stable, other systems may key on it.</param>
/// <param name="Area">The area it counts for; null for the reasons of rejected rows, which count for the area of their table.</param>
/// <param name="Why">What goes wrong in planning when it is ignored.</param>
/// <param name="Advice">What to do, in general; a finding may be more exact.</param>
public sealed record CheckDefinition(
    string Code, Severity Severity, DataArea? Area, QualityDimension Dimension, string Title, string Why, string Advice);

/// <summary>
/// A check over a whole dataset (row-level checks happen at import). It reports each entity it looked at by <see cref="CheckReport.Looked"/>,
/// and each that fails, once, as a finding: the share of failures is its part of the data quality score.
/// </summary>
public abstract class DataCheck(CheckDefinition definition)
{
    public CheckDefinition Definition { get; } = definition;

    /// <summary>Looks at the facts. Never throws on odd data: a missing reference or a NaN is another check's subject, and is passed over here.</summary>
    public abstract void Run(Checks.CheckScope scope, CheckReport report);
}

/// <summary>What one check said of one dataset.</summary>
/// <param name="Population">Entities looked at; 0 when the dataset has none of them, so that nothing can be said.</param>
/// <param name="Failed">Entities that failed: 0 to <paramref name="Population"/>.</param>
/// <param name="Findings">At most <see cref="CheckReport.Limit"/> of them, in a stable order.</param>
public sealed record CheckResult(CheckDefinition Definition, long Population, long Failed, IReadOnlyList<Finding> Findings);

/// <summary>Collects what one check found. Keeps at most <see cref="Limit"/> findings in full; the count goes on.</summary>
public sealed class CheckReport(CheckDefinition definition)
{
    /// <summary>Findings kept in full per check, so that a broken file of a million rows stays readable.</summary>
    public const int Limit = 1000;

    private readonly List<Finding> _findings = [];

    public CheckDefinition Definition { get; } = definition;

    /// <summary>Entities looked at.</summary>
    public long Population { get; private set; }

    /// <summary>Entities that failed, including those over <see cref="Limit"/>.</summary>
    public long Failed { get; private set; }

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Counts entities as looked at, whether they pass or fail.</summary>
    public void Looked(long count = 1) => Population += count;

    /// <summary>Reports a failing entity, or <paramref name="count"/> of them that one sentence speaks of.</summary>
    public void Add(
        string table, string entity, string message, string? field = null, string? value = null, string? advice = null,
        long? importId = null, int line = 0, long count = 1)
    {
        Failed += count;
        if (_findings.Count < Limit)
        {
            _findings.Add(new Finding(
                Definition.Code, Definition.Severity, table, entity, field, value, message, advice ?? Definition.Advice, importId, line));
        }
    }

    public CheckResult Result() => new(Definition, Population, Failed, _findings);
}
