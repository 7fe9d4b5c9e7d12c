using System.Collections.Immutable;
using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Storage.Data;

namespace Concord.Storage.Scenarios;

/// <summary>The structures of plans, made when first asked for and kept. For any number of threads.</summary>
public sealed class PlanStructures(DataStore data, IPlanStore store)
{
    // Scenarios with master data of their own that are open at the same time.
    private const int MostKept = 12;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, PlanBasis> _bases = [];
    private readonly LinkedList<(long Basis, ImmutableList<RecordPatch> Patches, PlanStructure Structure)> _kept = new();
    private readonly Dictionary<long, StoredDataset> _datasets = [];
    private IReadOnlyDictionary<Grain, SeriesCatalog>? _catalogs;

    /// <summary>The structure of a state: that of its basis, with its patches.</summary>
    /// <exception cref="PlanStoreException">The state names a basis or a data snapshot that is not there.</exception>
    public PlanStructure Of(PlanState state)
    {
        lock (_gate)
        {
            for (var node = _kept.First; node is not null; node = node.Next)
            {
                if (node.Value.Basis != state.BasisId || !Equal(node.Value.Patches, state.Patches))
                    continue;
                _kept.Remove(node);
                _kept.AddFirst(node);
                return node.Value.Structure;
            }

            var structure = Build(BasisOf(state.BasisId), Dataset(state));
            _kept.AddFirst((state.BasisId, state.Patches, structure));
            if (_kept.Count > MostKept)
                _kept.RemoveLast();
            return structure;
        }
    }

    /// <summary>The dataset a state stands on, with its patches.</summary>
    /// <exception cref="PlanStoreException">The state names a basis or a data snapshot that is not there.</exception>
    public Dataset Dataset(PlanState state)
    {
        var basis = Snapshot(BasisOf(state.BasisId).SnapshotId);
        return state.Patches.IsEmpty ? basis : new PatchedDataset(basis, state.Patches);
    }

    /// <exception cref="PlanStoreException">There is no such basis.</exception>
    public PlanBasis BasisOf(long id)
    {
        lock (_gate)
        {
            if (!_bases.TryGetValue(id, out var known))
            {
                foreach (var basis in store.Bases())
                    _bases[basis.Id] = basis;
                known = _bases.GetValueOrDefault(id) ?? throw new PlanStoreException($"There is no basis {id} of a plan.");
            }

            return known;
        }
    }

    /// <summary>Adds series to the catalogs; structures asked for from now on have them.</summary>
    public void AddSeries(IReadOnlyDictionary<Grain, IReadOnlyList<string[]>> coordinates)
    {
        lock (_gate)
        {
            var before = Catalogs().Values.Sum(c => c.Count);
            foreach (var (grain, rows) in coordinates)
                store.AddSeries(grain, rows);
            _catalogs = null;
            if (Catalogs().Values.Sum(c => c.Count) != before)
                _kept.Clear();
        }
    }

    /// <summary>
    /// The state, after a change that may have touched master data: what the plan copies from them is loaded again, and where the hierarchy moved, its
    /// entries are spread again.
    /// </summary>
    /// <param name="before">The state before the change.</param>
    /// <param name="after">The state with the change.</param>
    public RespreadOutcome Respread(PlanState before, PlanState after)
    {
        if (before.BasisId == after.BasisId && Equal(before.Patches, after.Patches))
            return new RespreadOutcome(after, 0, []);
        var (from, to) = (Of(before), Of(after));
        var (cube, changed) = FactCube.WithMasterData(after.Cube, Dataset(after), to, ChangedTables(before.Patches, after.Patches));
        return changed.Count == 0
            ? Respreading.AfterHierarchyChange(after, from, to)
            : Respreading.OnNewFacts(after with { Cube = cube }, from, to, changed);
    }

    private static HashSet<string> ChangedTables(ImmutableList<RecordPatch> one, ImmutableList<RecordPatch> other) => one.Concat(other).Select(p => p.Table).Distinct(StringComparer.Ordinal)
        .Where(table => RecordPatches.Fingerprint(one.Where(p => p.Table == table)) != RecordPatches.Fingerprint(other.Where(p => p.Table == table)))
        .ToHashSet(StringComparer.Ordinal);

    private PlanStructure Build(PlanBasis basis, Dataset dataset)
    {
        var pattern = BucketPattern.Of(basis.Calendar, new FiscalYear(basis.FiscalStart)) ?? throw new PlanStoreException($"There is no bucket pattern '{basis.Calendar}'.");
        var horizon = new Horizon(dataset.AsOf, basis.HorizonMonths, ZoneLength.Weeks(basis.FrozenWeeks), ZoneLength.Months(basis.FlexibleMonths));
        var calendar = new PlanningCalendar(pattern, basis.FirstDay, horizon.Last);
        return StructureBuilder.Build(dataset, calendar, horizon, Catalogs(), basis.Currency);
    }

    private IReadOnlyDictionary<Grain, SeriesCatalog> Catalogs() => _catalogs ??= store.Catalogs().ToDictionary(c => c.Grain);

    private StoredDataset Snapshot(long id)
    {
        lock (_gate)
        {
            if (!_datasets.TryGetValue(id, out var known))
                _datasets[id] = known = data.Open(data.Snapshot(id) ?? throw new PlanStoreException($"There is no data snapshot {id}."));
            return known;
        }
    }

    private static bool Equal(ImmutableList<RecordPatch> one, ImmutableList<RecordPatch> other) => ReferenceEquals(one, other) || one.SequenceEqual(other);
}
