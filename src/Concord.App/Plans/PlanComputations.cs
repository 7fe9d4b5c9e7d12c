using System.Text.Json;
using Concord.App.Data;
using Concord.Planning.Cycle;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Demand;
using Concord.Planning.Finance;
using Concord.Planning.Kpi;
using Concord.Planning.Scenarios;
using Concord.Planning.Supply;
using Concord.Storage.Data;
using Concord.Storage.Scenarios;

namespace Concord.App.Plans;

/// <summary>A stage of a plan and whether it is as new as what it stands on.</summary>
internal sealed record StageStatus(StageDefinition Definition, StageFreshness Freshness, StageDetails? Details);

/// <summary>Computes the stages of plans: loads, calls the pipeline, saves.</summary>
internal sealed class PlanComputations(DataStore data, PlanRepository repository, PlanStructures structures, TimeProvider time)
{
    private const string RulesKey = "planning_rules";

    /// <summary>Which stage says what.</summary>
    private static readonly Dictionary<Type, Stage> Sayers = new()
    {
        [typeof(CleanseDetails)] = Stage.Cleanse, [typeof(ForecastDetails)] = Stage.Forecast, [typeof(ConsensusDetails)] = Stage.Consensus, [typeof(SupplyDetails)] = Stage.Supply,
        [typeof(FinanceDetails)] = Stage.Finance, [typeof(KeyFiguresDetails)] = Stage.Kpi,
    };

    private readonly KeptDetails _details = new(repository.Store.Details);

    /// <summary>What the company decided about planning; the standard as long as it has not.</summary>
    public PlanningRules Rules => data.Setting(RulesKey) is { } json ? JsonSerializer.Deserialize<PlanningRules>(json, JsonFormat.Options)! : PlanningRules.Standard;

    public void SaveRules(PlanningRules rules) => data.SaveSetting(RulesKey, JsonSerializer.Serialize(rules, JsonFormat.Options));

    /// <summary>What the stages of a plan read. The plan of record is the newest whose facts are older than those of the plan.</summary>
    public StageInput Input(PlanState state)
    {
        var dataset = structures.Dataset(state);
        var record = repository.Store.PlansOfRecord().OrderByDescending(p => p.Revision).Select(p => repository.Revision(p.Revision).State)
            .FirstOrDefault(p => p.BasisId != state.BasisId && structures.Dataset(p).AsOf < dataset.AsOf);
        return new StageInput(state, structures.Of(state), dataset, Rules) { PlanOfRecord = record };
    }

    /// <summary>How fresh each stage of a plan is, and what it said last.</summary>
    public IReadOnlyList<StageStatus> Status(PlanState state)
    {
        var input = Input(state);
        return [.. PlanStages.All.Zip(Pipeline.Freshness(PlanStages.All, input), (stage, freshness) =>
            new StageStatus(stage, freshness, state.Stages.GetValueOrDefault(stage.Stage)?.Details is { } key ? _details.Of(key) : null))];
    }

    /// <summary>What a stage said of a plan; null when it was not computed.</summary>
    public T? Details<T>(PlanState state)
        where T : StageDetails => state.Stages.GetValueOrDefault(Sayers[typeof(T)])?.Details is { } key ? _details.Of(key) as T : null;

    /// <summary>
    /// Computes what is missing or stale of a scenario and commits it as one revision. People may go on typing meanwhile: what they typed stays on top, and the stages that should have
    /// read it count as stale afterwards.
    /// </summary>
    /// <returns>The revision, and what was computed; the head itself when nothing was.</returns>
    public async Task<(Revision Revision, PipelineResult Result)> Compute(long scenario, string author, IProgress<StageProgress>? progress, CancellationToken token)
    {
        var head = repository.Head(scenario);
        var result = Pipeline.Run(Input(head.State), PlanStages.All, repository.Store.Details, progress, token);
        var computed = result.Runs.Where(r => r.Computed).ToList();
        if (computed.Count == 0)
            return (head, result);
        var details = computed.Select(run => repository.Store.SaveDetails(run.Output!.Details, time.GetUtcNow())).ToList();
        var message = $"Computed: {string.Join(", ", computed.Select(r => ChoiceWords.Spell(r.Definition.Stage.ToString())))}";
        var revision = await repository.Commit(scenario, author, now =>
        {
            var state = now.State;
            var structure = structures.Of(state);
            for (var i = 0; i < computed.Count; i++)
                state = Pipeline.Write(state, structure, computed[i], details[i]);
            return new PlanDraft(state, RevisionKind.Load, message);
        }, token);
        return (revision, result);
    }
}
