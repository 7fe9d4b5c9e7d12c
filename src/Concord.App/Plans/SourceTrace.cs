using Concord.App.Api;
using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Storage.Scenarios;

namespace Concord.App.Plans;

/// <summary>The imports and source rows a fact comes from.</summary>
internal sealed record SourceTrace(IReadOnlyList<SourceInfo> Sources, IReadOnlyList<SourceRowInfo> Rows, IReadOnlyList<string> Notes)
{
    public static SourceTrace Of(OpenPlan plan, PlanStructures structures, MeasureDefinition measure, Coordinates part, ExplainOrder order, CancellationToken token)
    {
        return new SourceTrace([], [], []);
    }
}
