using Concord.Planning.Scenarios;

namespace Concord.Planning.Cycle;

/// <summary>A scenario as it is made: its name and what is different in it.</summary>
/// <param name="Name">Unique among the scenarios that are made together.</param>
/// <param name="Drivers">Each with its assumption; none for the plan as it was agreed.</param>
public sealed record ScenarioTemplate(string Name, string Description, IReadOnlyList<Driver> Drivers)
{
    /// <summary>What could not be derived, and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>Makes scenarios from drivers.</summary>
public static class ScenarioSet
{
    /// <summary>The plan with the drivers of a template: one of the same name takes the place of the plan's own. Nothing is computed; the stages that read drivers are stale then.</summary>
    public static PlanState Apply(PlanState central, ScenarioTemplate template)
    {
        var names = template.Drivers.Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
        return central with { Drivers = central.Drivers.RemoveAll(d => names.Contains(d.Name)).AddRange(template.Drivers) };
    }
}
