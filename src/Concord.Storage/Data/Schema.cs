using Concord.Storage.Cycles;
using Concord.Storage.People;
using Concord.Storage.Scenarios;

namespace Concord.Storage.Data;

/// <summary>The database schema as steps; a step, once released, never changes.</summary>
internal static class Schema
{
    public static IReadOnlyList<string> Steps { get; } = [DataSchema.Create, PeopleSchema.Create, PlanSchema.Create, PlanSchema.AddStages, CycleSchema.Create];
}
