using Concord.Planning.Cube;
using Concord.Planning.Scenarios;
using Concord.Storage.Data;

namespace Concord.Storage.Scenarios;

/// <summary>Starts plans from data snapshots, and takes later snapshots into plans that exist.</summary>
public sealed class PlanStart(DataStore data, PlanRepository repository, PlanStructures structures)
{
    /// <summary>The first revision of a plan: the facts of a snapshot. A scenario points at it at once.</summary>
    /// <param name="wanted">What the plan is made with; its number is given by the store.</param>
    /// <returns>The scenario, and what of the facts is left out.</returns>
    /// <exception cref="PlanStoreException">No such snapshot, or the name is taken.</exception>
    public async Task<(Scenario Scenario, IReadOnlyList<string> Notes)> Start(PlanBasis wanted, string name, string author, CancellationToken token)
    {
        var snapshot = data.Snapshot(wanted.SnapshotId) ?? throw new PlanStoreException($"There is no data snapshot {wanted.SnapshotId}.");
        if (repository.Scenarios().Any(s => s.Name == name))
            throw new PlanStoreException($"There is a scenario '{name}' already. Maybe choose another name.");
        var (basis, facts) = Load(wanted, token);
        var state = PlanState.Empty with { Cube = facts.Cube, BasisId = basis.Id };
        var first = await repository.Start(state, author, $"Facts of the data snapshot '{snapshot.Name}'", token: token);
        return (repository.Branch(name, null, first.Id, author), [.. facts.Notes.Select(n => n.Message)]);
    }

    /// <summary>
    /// Takes a later snapshot into a scenario: its facts replace those of the old one, the calendar grows, what people typed is spread again over
    /// the series and the hierarchy as they are now. Nothing happens where the scenario stands on it already.
    /// </summary>
    public async Task<(Revision Revision, IReadOnlyList<string> Notes)> TakeSnapshot(long scenario, PlanBasis wanted, string author, CancellationToken token)
    {
        var snapshot = data.Snapshot(wanted.SnapshotId) ?? throw new PlanStoreException($"There is no data snapshot {wanted.SnapshotId}.");
        var (basis, facts) = Load(wanted, token);
        IReadOnlyList<string> notes = [];
        var revision = await repository.Commit(scenario, author, head =>
        {
            if (head.State.BasisId == basis.Id)
                return null;
            var cube = head.State.Cube;
            foreach (var measure in FactCube.Measures)
                cube = cube.With(measure, facts.Cube[measure] with { Locks = cube[measure].Locks });
            var after = head.State with { Cube = cube, BasisId = basis.Id };
            var from = structures.Of(head.State);
            var to = structures.Of(after);

            // The facts are those of the snapshot alone; the scenario's own master data come on top.
            after = after with { Cube = FactCube.WithMasterData(cube, structures.Dataset(after), to, after.Patches.Select(p => p.Table).ToHashSet(StringComparer.Ordinal)).Cube };

            // Facts that planners may change, such as safety stock, get their entries back on top of the new facts.
            var again = Respreading.OnNewFacts(after, from, to, FactCube.Measures);
            notes =
            [
                .. facts.Notes.Select(n => n.Message), .. structures.Dataset(after) is PatchedDataset patched ? patched.WithoutEffect() : [],
                .. again.Note is { } idle ? (string[])[idle] : [],
            ];
            return new PlanDraft(again.State, RevisionKind.Load, $"Facts of the data snapshot '{snapshot.Name}'");
        }, token);
        return (revision, notes);
    }

    private (PlanBasis Basis, LoadedFacts Facts) Load(PlanBasis wanted, CancellationToken token)
    {
        var dataset = data.Open(data.Snapshot(wanted.SnapshotId)!);
        structures.AddSeries(StructureCoordinates.Of(dataset));
        var basis = repository.Store.Bases().FirstOrDefault(b => b with { Id = 0 } == wanted with { Id = 0 }) ?? repository.Store.AddBasis(wanted);
        return (basis, FactCube.Load(dataset, structures.Of(PlanState.Empty with { BasisId = basis.Id }), token));
    }
}
