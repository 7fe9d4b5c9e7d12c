using Concord.Planning.Cube;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Cycle;

/// <summary>Whether what a stage wrote is as new as what it stands on.</summary>
public enum StageFreshness
{
    /// <summary>It was never computed for this plan.</summary>
    Missing,

    /// <summary>Something it reads has changed since.</summary>
    Stale,

    Current,
}

/// <summary>A stage that was computed, or found to be current.</summary>
/// <param name="Computed">False when nothing it reads had changed.</param>
/// <param name="Fingerprint">Of all it read.</param>
/// <param name="Output">What it wrote; null when it was not computed.</param>
public sealed record StageRun(StageDefinition Definition, bool Computed, string Fingerprint, StageOutput? Output);

/// <summary>A plan with its stages computed.</summary>
public sealed record PipelineResult(PlanState State, IReadOnlyList<StageRun> Runs);

/// <summary>
/// Computes the stages of a plan one after another: each reads what those before it wrote, with the entries of people on top. A stage whose fingerprint is that of its stamp is
/// passed over. What a stage writes is the layer <em>written</em> of its measures; the entries are spread again on top of it.
/// </summary>
public static class Pipeline
{
    /// <summary>What progress says when a stage has been computed.</summary>
    public const string Done = "done";

    /// <summary>Computes what is missing or stale.</summary>
    /// <param name="input">The plan.</param>
    /// <param name="stages">In their order.</param>
    /// <param name="details">Reads what a stage said last, by the key of its stamp; null when it is not known.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing has changed.</exception>
    public static PipelineResult Run(
        StageInput input, IReadOnlyList<StageDefinition> stages, Func<string, StageDetails?> details, IProgress<StageProgress>? progress, CancellationToken token)
    {
        var runs = new List<StageRun>();
        foreach (var stage in stages)
        {
            token.ThrowIfCancellationRequested();
            var fingerprint = Fingerprints.Of(stage, input);
            var stamp = input.State.Stages.GetValueOrDefault(stage.Stage);
            if (stamp?.Fingerprint == fingerprint)
            {
                runs.Add(new StageRun(stage, false, fingerprint, null));
                continue;
            }

            progress?.Report(new StageProgress(stage.Stage, "started", 0));
            var before = stamp?.Details is { } key && details(key) is { } known
                ? new StageOutput(stage.Writes.ToDictionary(m => m, m => input.Cube[m].Written, StringComparer.Ordinal), known)
                : null;
            var run = new StageRun(stage, true, fingerprint, stage.Run(input with { Before = before }, progress, token));
            runs.Add(run);
            input = input with { State = Write(input.State, input.Structure, run, null) };
            progress?.Report(new StageProgress(stage.Stage, Done, 1));
        }

        return new PipelineResult(input.State, runs);
    }

    /// <summary>The plan with what a stage wrote in place, the entries of its measures spread again on top, and the stamp that says so.</summary>
    /// <param name="state">The plan; it may have changed since the stage read it.</param>
    /// <param name="structure">Its structure.</param>
    /// <param name="run">A stage that was computed; of one that was not, the plan stays as it is.</param>
    /// <param name="details">Key of what the stage said, where it is kept.</param>
    public static PlanState Write(PlanState state, PlanStructure structure, StageRun run, string? details)
    {
        if (run.Output is not { } output)
            return state;
        var cube = state.Cube;
        var loaded = new List<string>();
        foreach (var measure in run.Definition.Writes)
        {
            var (layers, written) = (cube[measure], output.Written.GetValueOrDefault(measure, Layer.Empty));
            if (ReferenceEquals(layers.Written, written))
                continue;
            cube = cube.With(measure, layers with { Written = written, Values = written });
            loaded.Add(measure);
        }

        state = state with { Cube = cube, Stages = state.Stages.SetItem(run.Definition.Stage, new StageStamp(run.Fingerprint, details)) };
        return loaded.Count == 0 ? state : Respreading.OnNewFacts(state, structure, structure, loaded).State;
    }

    /// <summary>How fresh each stage is in a plan. A stage that reads what a stale one writes is stale too, though its numbers have not changed yet.</summary>
    /// <param name="stages">In their order.</param>
    public static IReadOnlyList<StageFreshness> Freshness(IReadOnlyList<StageDefinition> stages, StageInput input)
    {
        var unsettled = new HashSet<string>(StringComparer.Ordinal);
        var freshness = new List<StageFreshness>();
        foreach (var stage in stages)
        {
            var own = input.State.Stages.GetValueOrDefault(stage.Stage) is not { } stamp ? StageFreshness.Missing
                : stage.Reads.Any(unsettled.Contains) || stamp.Fingerprint != Fingerprints.Of(stage, input) ? StageFreshness.Stale
                : StageFreshness.Current;
            freshness.Add(own);
            if (own != StageFreshness.Current)
                unsettled.UnionWith(stage.Writes);
        }

        return freshness;
    }
}
