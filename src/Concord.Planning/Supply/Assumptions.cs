using System.Collections.Concurrent;
using System.Globalization;
using Concord.Planning.Data;

namespace Concord.Planning.Supply;

/// <summary>What master data leave open, and what is done then.</summary>
/// <param name="Code">Of the finding.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Table">The table that should say it.</param>
/// <param name="Field">The column; null when a whole row is missing.</param>
/// <param name="Message">What is the case, after the number and names of those it is the case for: "12 resources (A, B, C …) " + "state no cost of an hour: 0 counts."</param>
/// <param name="Things">What is counted: "resources".</param>
/// <param name="Advice">What to do.</param>
internal sealed record Assumption(string Code, Severity Severity, string Table, string? Field, string Things, string Message, string Advice);

/// <summary>
/// Collects what was assumed, for whom, and tells it once for each kind, with the number and some names, instead of a thousand times. For any number of threads; what it tells
/// does not depend on the order in which things were met.
/// </summary>
internal sealed class Assumptions
{
    private const int Examples = 5;

    private readonly ConcurrentDictionary<Assumption, ConcurrentDictionary<string, bool>> _met = new();

    public void Add(Assumption assumption, string entity) => _met.GetOrAdd(assumption, static _ => new ConcurrentDictionary<string, bool>(StringComparer.Ordinal))[entity] = true;

    /// <summary>One finding for each kind: the worst first, then by code.</summary>
    public IReadOnlyList<Finding> Findings() =>
    [
        .. _met.Select(m => Tell(m.Key, [.. m.Value.Keys.Order(StringComparer.Ordinal)]))
            .OrderByDescending(f => f.Severity).ThenBy(f => f.Code, StringComparer.Ordinal).ThenBy(f => f.Message, StringComparer.Ordinal),
    ];

    private static Finding Tell(Assumption assumption, string[] entities)
    {
        var count = entities.Length.ToString(CultureInfo.InvariantCulture);
        var names = string.Join(", ", entities.Take(Examples)) + (entities.Length > Examples ? " …" : "");
        return new Finding(
            assumption.Code, assumption.Severity, assumption.Table, entities[0], assumption.Field, count, $"{count} {assumption.Things} ({names}) {assumption.Message}", assumption.Advice);
    }
}
