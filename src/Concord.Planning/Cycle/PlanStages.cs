using Concord.Planning.Demand;
using Concord.Planning.Finance;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Cycle;

/// <summary>The stages of the pipeline, in their order.</summary>
public static class PlanStages
{
    public static IReadOnlyList<StageDefinition> All { get; } =
    [
        Cleansing.Definition, Forecasting.Definition, Consensus.Definition, FinancialPlanning.Definition,
    ];
}
