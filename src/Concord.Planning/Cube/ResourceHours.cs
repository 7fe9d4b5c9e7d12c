using Concord.Planning.Data;

namespace Concord.Planning.Cube;

/// <summary>The hours resources work day by day [h over all heads, before efficiency], by the same rules as their capacity. One thread.</summary>
internal sealed class ResourceHours
{
    private readonly Dictionary<ResourceId, FactCapacity.Pattern[]> _patterns = [];
    private readonly Dictionary<ResourceId, CapacityException[]> _exceptions;

    public ResourceHours(Dataset dataset)
    {
        var shifts = dataset.Rows<CapacityCalendar>().ToLookup(c => c.Resource);
        _exceptions = dataset.Rows<CapacityException>().Where(e => e.Kind != CapacityExceptionKind.Overtime).GroupBy(e => e.Resource).ToDictionary(g => g.Key, g => g.ToArray());
        foreach (var resource in dataset.Rows<Resource>())
            _patterns[resource.Id] = [.. shifts[resource.Id].Select(c => FactCapacity.Pattern.Of(c, resource))];
    }

    /// <summary>True when the resource has a capacity calendar.</summary>
    public bool Knows(ResourceId resource) => _patterns.TryGetValue(resource, out var patterns) && patterns.Length > 0;

    /// <summary>Hours of its shifts, without exceptions; 0 for a resource that is not known.</summary>
    public double Shifts(ResourceId resource, DateOnly day) => _patterns.TryGetValue(resource, out var patterns) ? FactCapacity.Hours(patterns, [], day) : 0;

    /// <summary>Hours it works, stops and extra shifts counted.</summary>
    public double Worked(ResourceId resource, DateOnly day) =>
        _patterns.TryGetValue(resource, out var patterns) ? FactCapacity.Hours(patterns, _exceptions.GetValueOrDefault(resource, []), day) : 0;
}
