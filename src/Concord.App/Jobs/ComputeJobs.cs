using Concord.App.Data;
using Concord.App.Plans;
using Concord.App.Security;
using Concord.Planning.Cycle;
using Concord.Planning.Data;
using Concord.Planning.Scenarios;

namespace Concord.App.Jobs;

/// <summary>Computes the stages of scenarios as jobs, with progress and cancel.</summary>
internal sealed class ComputeJobs(JobQueue queue, PlanComputations computations)
{
    public Job Start(Scenario scenario, Caller caller) => queue.Add(JobKind.Compute, $"Compute '{scenario.Name}'", job => Run(job, scenario.Id, caller.Name));

    /// <summary>Computes a scenario as part of a job.</summary>
    public void Run(JobRun job, long scenario, string author)
    {
        var (_, result) = computations.Compute(scenario, author, Progress(job.Report), job.Token).GetAwaiter().GetResult();
        var computed = result.Runs.Where(r => r.Computed).ToList();
        job.Report("Computed", computed.Count == 0 ? "nothing had changed" : string.Join(", ", computed.Select(r => ChoiceWords.Spell(r.Definition.Stage.ToString()))), 1);
    }

    /// <summary>The progress of stages as that of the whole: each stage has an equal part of it.</summary>
    public static IProgress<StageProgress> Progress(Action<string, string, double> report) => new DirectProgress<StageProgress>(p =>
    {
        var at = PlanStages.All.Index().First(s => s.Item.Stage == p.Stage).Index;
        report($"Computing: {ChoiceWords.Spell(p.Stage.ToString())}", p.Message, (at + p.Share) / PlanStages.All.Count);
    });
}
