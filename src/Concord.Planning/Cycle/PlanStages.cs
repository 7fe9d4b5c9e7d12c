using Concord.Planning.Demand;
using Concord.Planning.Finance;
using Concord.Planning.Kpi;
using Concord.Planning.Scenarios;
using Concord.Planning.Supply;

namespace Concord.Planning.Cycle;

/// <summary>The stages of the pipeline, in their order.</summary>
public static class PlanStages
{
    public static IReadOnlyList<StageDefinition> All { get; } =
    [
        Cleansing.Definition, Forecasting.Definition, Consensus.Definition, SupplyPlanning.Definition, FinancialPlanning.Definition, KeyFigures.Definition,
    ];
}
