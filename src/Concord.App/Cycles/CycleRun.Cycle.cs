using System.Collections.Immutable;
using Concord.App.Jobs;
using Concord.Planning.Cycle;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Storage.Cycles;
using Concord.Storage.Scenarios;

namespace Concord.App.Cycles;

// One cycle: from its data snapshot to its released plan of record.
internal sealed partial class CycleRun
{
    private const string Unattended = "A run from the command line: nobody is there to tick, submit or decide.";
    private const string Author = "command line";

    /// <summary>The run stands in for everybody; each record names it.</summary>
    private static readonly Actor Everybody = new(Author, [Role.Coordinator, Role.Executive]);

    private readonly List<ApprovedCycle> _approved = [];

    private CycleStore Cycles => field ??= new CycleStore(_data.Database);

    private async Task Cycle(int index, CancellationToken token)
    {
        var cutOff = _options.CutOffs[index];
        _clock.Now = RunClock.MorningAfter(cutOff);
        var name = $"Cycle {cutOff.AddDays(1):yyyy-MM}";
        var folder = _options.Cycles == 1 ? _out : _out.Below($"{cutOff.AddDays(1):yyyy-MM}");
        var share = new Shares(0.1 + (0.85 * index / _options.Cycles), 0.85 / _options.Cycles);
        Tell($"{name}: checks and data snapshot", "", share.At(0));
        var snapshot = Freeze(name, cutOff, folder, token);
        var central = await Scenario(name, snapshot.Id, token);

        // A file that cannot be used is refused now, not after everything has been computed.
        if (_options.ScenarioFile is not null)
            Templates(_repository.Head(central.Id).State);
        var cycle = Cycles.Open(
            before => Opening.Open(
                new CycleOpening(name, cutOff, snapshot.Id, [central.Id], ImmutableDictionary<StepKind, string>.Empty, ImmutableHashSet<DateOnly>.Empty), before, Everybody, _clock.Now),
            Everybody, _clock.Now);
        cycle = Close(cycle, StepKind.Data);
        cycle = Close(cycle, StepKind.ProductReview);

        Tell($"{name}: computing the central plan", "", share.At(0.05));
        await _computations.Compute(central.Id, Author, ComputeJobs.Progress((stage, detail, part) => Tell($"{name}: {stage.ToLowerInvariant()}", detail, share.At(0.05 + (0.45 * part)))), token);
        foreach (var function in cycle.Rules.MustSubmit)
        {
            cycle = Cycles.Change(cycle.Id, c => Recording.Submit(
                c, function, central.Id, _repository.Head(central.Id).Id, "No input of its own: the forecast and the events stand.", Everybody, _clock.Now));
        }

        cycle = Close(cycle, StepKind.DemandReview);
        cycle = Close(cycle, StepKind.SupplyReview);
        Tell($"{name}: computing scenarios side by side", "", share.At(0.5));
        var scenarios = await SideBySide(cycle, central, token);
        cycle = Cycles.Change(cycle.Id, c => scenarios.Where(s => s.Id != central.Id).Aggregate(c, (known, s) => Opening.AddScenario(known, s.Id, s.Name, Everybody, _clock.Now)));
        cycle = Close(cycle, StepKind.Reconciliation);

        Tell($"{name}: approval and release", "", share.At(0.85));
        var head = _repository.Head(central.Id);
        var approved = new ApprovedCycle(name, cutOff, head, _structures.Of(head.State));
        cycle = Cycles.Judge(cycle.Id, c => Approving.Judge(
            c, Verdict.Approved,
            new Proposal(central.Id, head.Id, Fingerprints.OfPlan(head.State), HeadlineFigures.Of(_computations.Input(head.State)), Facts(c, central.Id, head)), "The central scenario is approved.", Unattended, Everybody, _clock.Now));
        cycle = Close(cycle, StepKind.ExecutiveReview);
        Write(folder, cycle, approved, scenarios, token);
        _approved.Add(approved);
    }

    /// <summary>The central scenario: a new plan, or a branch of the plan of record before on the facts of the new data snapshot.</summary>
    private async Task<Scenario> Scenario(string cycle, long snapshotId, CancellationToken token)
    {
        var name = $"{cycle}: central";
        if (_approved.Count == 0)
        {
            var basis = PlanJobs.BasisOf(_options.Plan with { SnapshotId = snapshotId, Name = name }, _data.Open(_data.Snapshot(snapshotId)!));
            var (scenario, notes) = await _start.Start(basis, name, Author, token);
            _lines.AddRange(notes.Select(n => $"{cycle}: {n}"));
            return scenario;
        }

        var before = _approved[^1].Revision;
        var branch = _repository.Branch(name, $"From the plan of record of {_approved[^1].Name}", before.Id, Author);
        var (_, taken) = await _start.TakeSnapshot(branch.Id, _structures.BasisOf(before.State.BasisId) with { Id = 0, SnapshotId = snapshotId }, Author, token);
        _lines.AddRange(taken.Select(n => $"{cycle}: {n}"));
        return branch;
    }

    /// <summary>The scenarios of the cycle, each a branch of the central one with its drivers, all computed; the central one first.</summary>
    private async Task<IReadOnlyList<Scenario>> SideBySide(PlanningCycle cycle, Scenario central, CancellationToken token)
    {
        var head = _repository.Head(central.Id);
        var scenarios = new List<Scenario> { central };
        foreach (var template in Templates(head.State))
        {
            if (template.Drivers.Count == 0)
                continue;
            var branch = _repository.Branch($"{cycle.Name}: {template.Name.ToLowerInvariant()}", template.Description, head.Id, Author);
            await _repository.Commit(branch.Id, Author, now => new PlanDraft(ScenarioSet.Apply(now.State, template), RevisionKind.MasterData, $"Drivers of {template.Name}"), token);
            scenarios.Add(branch);
        }

        await Task.WhenAll(scenarios.Skip(1).Select(s => Task.Run(() => _computations.Compute(s.Id, Author, null, token), token)));
        return scenarios;
    }

    private IReadOnlyList<ScenarioTemplate> Templates(PlanState central) => _options.ScenarioFile is { } file
        ? ScenarioFile.Read(File.ReadAllText(file), _structures.Of(central))
        : ScenarioTemplates.Standard(_computations.Input(central));

    /// <summary>Closes a step through its gate; a gate that is held because nobody was there to work is overridden on record.</summary>
    private PlanningCycle Close(PlanningCycle cycle, StepKind kind) => Cycles.Change(cycle.Id, now =>
    {
        var gate = Gates.Judge(now, kind, Facts(now, now.LeadingScenario, _repository.Head(now.LeadingScenario)));
        return Stepping.Close(now, gate, gate.IsHeld ? Unattended : null, Everybody, _clock.Now);
    });

    private GateFacts Facts(PlanningCycle cycle, long scenario, Revision head) => new CycleFacts(_data, _repository, _structures, _computations).Of(cycle, scenario, head);

    /// <summary>An approved plan, while the run goes on.</summary>
    private sealed record ApprovedCycle(string Name, DateOnly CutOff, Revision Revision, Concord.Planning.Cube.PlanStructure Structure);

    /// <summary>A part of the whole progress.</summary>
    private readonly record struct Shares(double From, double Length)
    {
        public double At(double share) => From + (Length * share);
    }
}
