using Concord.App.Api;
using Concord.App.Plans;
using Concord.App.Security;
using Concord.Planning.Cycle;
using Concord.Planning.Demand;
using Concord.Planning.Scenarios;
using Concord.Storage.Cycles;
using Concord.Storage.Data;
using Concord.Storage.Scenarios;

namespace Concord.App.Cycles;

/// <summary>Runs cycles: what the endpoints and the command line call. It loads, asks the domain, saves.</summary>
internal sealed class CycleDesk(
    CycleStore store, CycleFacts facts, DataStore data, PlanRepository repository, PlanStructures structures, PlanStart start, PlanPatches patches, OpenPlans plans,
    PlanComputations computations, TimeProvider time)
{
    public IReadOnlyList<PlanningCycle> Cycles() => store.Cycles();

    /// <exception cref="ProblemException">404: no such cycle.</exception>
    public PlanningCycle Cycle(long id) => store.Find(id) ?? throw ProblemException.NotFound("cycle", id);

    /// <summary>
    /// Opens a cycle on a data snapshot. Where no scenario is named it works on a new one, made from the last plan of record, which takes the snapshot: the horizon moves with
    /// it, what people typed stays.
    /// </summary>
    /// <exception cref="ProblemException">400: no such snapshot or scenario, or none is named and there is no plan of record yet.</exception>
    /// <exception cref="CycleRefusalException">It does not follow the cycle before, or the caller is no coordinator.</exception>
    public async Task<PlanningCycle> Open(CycleOrder order, Caller caller, CancellationToken token)
    {
        var snapshot = data.Snapshot(order.SnapshotId)
            ?? throw ProblemException.Invalid("snapshotId", $"{order.SnapshotId}", $"There is no data snapshot {order.SnapshotId}.", "Maybe freeze the data first: a cycle plans on a data snapshot.");
        var (by, at) = (ActorOf(caller), time.GetUtcNow());
        var opening = new CycleOpening(
            order.Name, snapshot.AsOf, snapshot.Id, [.. order.Scenarios ?? []], order.Owners ?? new Dictionary<StepKind, string>(), (order.Holidays ?? []).ToHashSet())
        { Rules = RulesOf(order) };
        foreach (var scenario in opening.Scenarios)
            Named(scenario, "scenarios");
        var last = store.Cycles() is [.., var newest] ? newest : null;
        if (opening.Scenarios.IsEmpty)
        {
            if (store.ApprovedPlans() is not [.., var record])
                throw ProblemException.Invalid("scenarios", null, "There is no plan of record to go on from.", "Maybe name the scenario the first cycle works on.");

            // What would be refused is refused before a scenario is made for it.
            Opening.Open(opening with { Scenarios = [0] }, last, by, at);
            var made = repository.Branch(Scenarios.CheckName(order.Name), $"Made from the plan of record of the cycle '{record.CycleName}'", record.Revision, caller.Name);
            opening = opening with { Scenarios = [made.Id] };
            await TakeSnapshot(made.Id, snapshot.Id, caller, token);
        }

        return store.Open(before => Opening.Open(opening, before, by, at), by, at);
    }

    public PlanningCycle Close(long id, string? reason, Caller caller) => Change(id, (c, by, at) => Opening.Close(c, reason, by, at), caller);

    public PlanningCycle AddScenario(long id, long scenario, Caller caller)
    {
        var name = Named(scenario, "scenario").Name;
        return Change(id, (c, by, at) => Opening.AddScenario(c, scenario, name, by, at), caller);
    }

    public PlanningCycle Assign(long id, StepKind step, string? owner, DateOnly due, Caller caller) => Change(id, (c, by, at) => Stepping.Assign(c, step, owner, due, by, at), caller);

    public PlanningCycle Tick(long id, StepKind step, int item, bool done, Caller caller) => Change(id, (c, by, at) => Stepping.Tick(c, step, item, done, by, at), caller);

    public PlanningCycle AddItem(long id, StepKind step, string text, Caller caller) => Change(id, (c, by, at) => Stepping.AddItem(c, step, text, by, at), caller);

    /// <summary>What the gate of a step says now.</summary>
    public GateReport Gate(long id, StepKind step)
    {
        var cycle = Cycle(id);
        return Gates.Judge(cycle, step, facts.Of(cycle));
    }

    /// <summary>Closes a step, if its gate lets it or an authority overrides it with a reason.</summary>
    public PlanningCycle CloseStep(long id, StepKind step, string? overrideReason, Caller caller)
    {
        var seen = facts.Of(Cycle(id));
        return Change(id, (c, by, at) => Stepping.Close(c, Gates.Judge(c, step, seen), overrideReason, by, at), caller);
    }

    public PlanningCycle ReopenStep(long id, StepKind step, string reason, Caller caller) => Change(id, (c, by, at) => Stepping.Reopen(c, step, reason, by, at), caller);

    /// <summary>Submits a function's input as it is now in a scenario; the leading one when none is named.</summary>
    public PlanningCycle Submit(long id, InputFunction function, long? scenario, string? comment, Caller caller)
    {
        var target = Named(scenario ?? Cycle(id).LeadingScenario, "scenario");
        return Change(id, (c, by, at) => Recording.Submit(c, function, target.Id, target.Head, comment, by, at), caller);
    }

    public PlanningCycle Withdraw(long id, InputFunction function, string? reason, Caller caller) => Change(id, (c, by, at) => Recording.Withdraw(c, function, reason, by, at), caller);

    public PlanningCycle Add(long id, RecordDraft draft, Caller caller)
    {
        CheckRevisions(draft);
        return Change(id, (c, by, at) => Recording.Add(c, draft, by, at), caller);
    }

    public PlanningCycle ChangeRecord(long id, int number, RecordDraft draft, Caller caller)
    {
        CheckRevisions(draft);
        return Change(id, (c, by, at) => Recording.Change(c, number, draft, by, at), caller);
    }

    /// <summary>Acknowledges all findings of a code that there are now, or a shortage.</summary>
    /// <exception cref="ProblemException">400: there is no such finding or shortage.</exception>
    public PlanningCycle Acknowledge(long id, AcknowledgementKind kind, string key, string comment, Caller caller)
    {
        var seen = facts.Of(Cycle(id));
        var count = kind == AcknowledgementKind.Finding ? seen.Findings.Where(f => f.Code == key).Sum(f => f.Count) : seen.Shortages.Count(s => s.Key == key);
        if (count == 0)
            throw ProblemException.Invalid("key", key, $"The stages of the plan report no {Words.Spell(kind)} '{key}'.", "Maybe it is gone since the last computation.");
        return Change(id, (c, by, at) => Recording.Acknowledge(c, kind, key, count, comment, by, at), caller);
    }

    /// <exception cref="ProblemException">400: it names an item that is not there, or lacks something.</exception>
    public PlanningCycle Decide(long id, ProductDecision decision, Caller caller)
    {
        Check(decision, repository.Head(Cycle(id).LeadingScenario).State);
        return Change(id, (c, by, at) => Recording.Decide(c, decision, by, at), caller);
    }

    /// <summary>Brings a product decision into a scenario of the cycle, the leading one when none is named, as changes of its master data.</summary>
    public async Task<PlanningCycle> Apply(long id, int number, long? scenario, Caller caller, CancellationToken token)
    {
        var cycle = Cycle(id);
        var decision = Recording.Decision(cycle, number);
        var target = scenario ?? cycle.LeadingScenario;
        if (!cycle.Scenarios.Contains(target))
            throw ProblemException.Invalid("scenario", $"{target}", $"The cycle does not work on the scenario {target}.");

        // Refused before anything changes, where it would be refused afterwards.
        Recording.Applied(cycle, number, 0, ActorOf(caller), time.GetUtcNow());
        var state = repository.Head(target).State;
        Check(decision, state);
        var change = ProductPatches.Of(decision, structures.Dataset(state));
        var revision = change.IsEmpty
            ? repository.Head(target).Id
            : (await patches.Change(target, new PatchesOrder(
                [.. change.Select(PlanInfo.Of)], SeriesLike: decision.RelatedItem is { } like && decision.Choice != ProductChoice.Delist ? new Dictionary<string, string> { [decision.Item] = like } : null,
                Message: $"Product decision {number}: {decision}"), caller, token)).Revision;
        return Change(id, (c, by, at) => Recording.Applied(c, number, revision, by, at), caller);
    }

    public PlanningCycle WithdrawDecision(long id, int number, string? reason, Caller caller) => Change(id, (c, by, at) => Recording.WithdrawDecision(c, number, reason, by, at), caller);

    /// <summary>What an executive is asked to judge: the newest revision of a scenario with its fingerprint and figures.</summary>
    public Proposal Propose(long id, long scenario)
    {
        var cycle = Cycle(id);
        var head = repository.Head(Named(scenario, "scenario").Id);
        return new Proposal(scenario, head.Id, Fingerprints.OfPlan(head.State), HeadlineFigures.Of(computations.Input(head.State)), facts.Of(cycle, scenario, head));
    }

    /// <summary>Approves a scenario, rejects it or sends it back. Approval makes it the plan of record, at once and for good.</summary>
    /// <param name="revision">The revision the executive saw: when the scenario has moved since, nothing is judged.</param>
    public PlanningCycle Judge(long id, Verdict verdict, long scenario, long revision, string? comment, string? despiteReason, Caller caller)
    {
        var proposal = Propose(id, scenario);
        if (proposal.Revision != revision)
        {
            throw ProblemException.Conflict(
                $"The scenario moved from revision {revision} to {proposal.Revision} since you saw it.", "Maybe look at what changed, and judge that.", "scenario_moved");
        }

        var (by, at) = (ActorOf(caller), time.GetUtcNow());
        return store.Judge(id, c => Approving.Judge(c, verdict, proposal, comment, despiteReason, by, at));
    }

    public IReadOnlyList<ApprovedPlan> PlansOfRecord() => store.ApprovedPlans();

    /// <summary>
    /// What changed between two revisions. Where none is given: from the last plan of record before the cycle, to its own plan of record or the head of its leading scenario.
    /// </summary>
    /// <exception cref="ProblemException">404: no such revision; 409: there is no plan of record to begin with.</exception>
    public PlanWaterfall Waterfall(long id, long? from, long? to)
    {
        var cycle = Cycle(id);
        var before = from ?? store.ApprovedPlans().LastOrDefault(p => p.Cycle < id)?.Revision
            ?? throw ProblemException.Conflict("There is no plan of record before this cycle.", "Maybe name the revision to begin with.", "no_plan_of_record");
        var after = to ?? cycle.PlanOfRecord?.Revision ?? repository.Head(cycle.LeadingScenario).Id;
        return PlanWaterfall.Between(Side(before, "from"), Side(after, "to"), computations.Rules.Demand);
    }

    private WaterfallSide Side(long revision, string field)
    {
        var plan = plans.Of(plans.Revision(revision, field));
        var record = repository.Store.PlansOfRecord().FirstOrDefault(p => p.Revision == revision);
        return new WaterfallSide(record is null ? $"Revision {revision}" : $"Plan of record '{record.Name}'", plan.State, plan.Structure);
    }

    private PlanningCycle Change(long id, Func<PlanningCycle, Actor, DateTimeOffset, PlanningCycle> change, Caller caller)
    {
        var (by, at) = (ActorOf(caller), time.GetUtcNow());
        return store.Change(id, c => change(c, by, at));
    }

    private async Task TakeSnapshot(long scenario, long snapshot, Caller caller, CancellationToken token)
    {
        var old = structures.BasisOf(repository.Head(scenario).State.BasisId);
        await start.TakeSnapshot(scenario, old with { Id = 0, SnapshotId = snapshot }, caller.Name, token);
    }

    private void Check(ProductDecision decision, PlanState state)
    {
        if (ProductPatches.Problem(decision, structures.Dataset(state)) is { } problem)
            throw ProblemException.Invalid(problem.Field ?? "item", problem.Value, problem.Message, problem.Advice);
    }

    private void CheckRevisions(RecordDraft draft)
    {
        foreach (var revision in draft.Revisions)
            plans.Info(revision, "revisions");
    }

    private Scenario Named(long id, string field)
    {
        var scenario = repository.Scenarios().FirstOrDefault(s => s.Id == id) ?? throw ProblemException.Invalid(field, $"{id}", $"There is no scenario {id}.");
        return scenario.Archived ? throw ProblemException.Invalid(field, $"{id}", $"The scenario '{scenario.Name}' is archived.", "Maybe take it out of the archive first.") : scenario;
    }

    private static CycleRules RulesOf(CycleOrder order)
    {
        var rules = CycleRules.Standard;
        rules = rules with
        {
            MostUnserved = order.MostUnserved ?? rules.MostUnserved,
            MostBudgetGap = order.MostBudgetGap ?? rules.MostBudgetGap,
            MustSubmit = order.MustSubmit is { } functions ? [.. functions.Distinct()] : rules.MustSubmit,
            DueWorkingDays = order.DueWorkingDays is { } days ? [.. days] : rules.DueWorkingDays,
        };
        if (rules.DueWorkingDays.Length != Enum.GetValues<StepKind>().Length || rules.DueWorkingDays.Any(d => d is < 0 or > 250))
            throw ProblemException.Invalid("dueWorkingDays", null, $"There are {Enum.GetValues<StepKind>().Length} steps: each needs its working days after the opening, 0 to 250.");
        if (!(rules.MostUnserved is >= 0 and <= 1))
            throw ProblemException.Invalid("mostUnserved", $"{rules.MostUnserved}", $"mostUnserved is {rules.MostUnserved}; a share is 0 to 1.");
        if (!(rules.MostBudgetGap >= 0))
            throw ProblemException.Invalid("mostBudgetGap", $"{rules.MostBudgetGap}", $"mostBudgetGap is {rules.MostBudgetGap}; it is 0 or more.");
        return rules;
    }

    /// <summary>A role for a part of the hierarchy does not speak for all of the plan.</summary>
    private static Actor ActorOf(Caller caller) => new(caller.Name, [.. caller.Assignments.Where(a => a.Part.IsAll).Select(a => a.Role).Distinct()]);
}
