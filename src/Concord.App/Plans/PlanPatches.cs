using System.Collections.Immutable;
using Concord.App.Api;
using Concord.App.Security;
using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Storage.Scenarios;

namespace Concord.App.Plans;

/// <summary>Changes master data in one scenario.</summary>
internal sealed class PlanPatches(PlanRepository repository, PlanStructures structures, OpenPlans plans)
{
    private const int MostPatches = 5000;

    /// <exception cref="ProblemException">400: a patch cannot be used; 403: the caller's roles do not change master data.</exception>
    public async Task<ChangeAnswer> Change(long scenario, PatchesOrder order, Caller caller, CancellationToken token)
    {
        plans.Scenario(scenario, toChange: true);
        PlanEdits.CheckMessage(order.Message);
        if (order.Patches.Count is 0 or > MostPatches)
            throw ProblemException.Invalid("patches", $"{order.Patches.Count}", $"A change has 1 to {MostPatches:#,0} patches.");
        var patches = order.Patches.Select(p => new RecordPatch(p.Table, [.. p.Key], p.Values?.ToImmutableSortedDictionary(StringComparer.Ordinal))).ToList();
        if (order.Base is { } seen)
            plans.Revision(seen, "base");
        Check(patches, structures.Dataset(repository.Head(scenario).State));
        AddSeries(order.SeriesLike, repository.Head(scenario));
        var message = order.Message?.Trim() is { Length: > 0 } given ? given : Describe(patches);
        IReadOnlyList<string> notes = [];
        var revision = await repository.Commit(scenario, caller.Name, head =>
        {
            if (order.Base is { } known && known != head.Id)
                CheckUnchanged(patches, repository.Revision(known).State, head.State);
            var after = head.State with { Patches = head.State.Patches.AddRange(patches) };
            var outcome = structures.Respread(head.State, after);
            notes = outcome.Note is { } note ? [note] : [];
            return new PlanDraft(outcome.State, RevisionKind.MasterData, message);
        }, token);
        return PlanEdits.Answer(revision, notes);
    }

    private static void Check(List<RecordPatch> patches, Dataset dataset)
    {
        if (RecordPatches.FirstProblem(dataset, patches) is not var (i, problem))
            return;
        throw ProblemException.Invalid(
            problem.Field is null ? $"patches[{i}]" : $"patches[{i}].values.{problem.Field}", problem.Value, problem.Message, problem.Advice is { Length: > 0 } advice ? advice : null);
    }

    /// <summary>A new item has no facts that would place it: it is planned wherever the item is that it is like.</summary>
    private void AddSeries(IReadOnlyDictionary<string, string>? seriesLike, Revision head)
    {
        if (seriesLike is null || seriesLike.Count == 0)
            return;
        var structure = structures.Of(head.State);
        var added = new Dictionary<Grain, IReadOnlyList<string[]>>();
        foreach (var (grain, space) in structure.Spaces.Where(s => s.Key.HasFlag(Grain.Item)))
        {
            var catalog = space.Attributes.Catalog;
            added[grain] = [.. seriesLike.SelectMany(pair => space.Attributes.Select(Coordinates.Of(("item", pair.Value))).Select(series =>
            {
                var coordinate = catalog.Coordinate(series);
                coordinate[0] = pair.Key;
                return coordinate;
            }))];
        }

        foreach (var (item, like) in seriesLike)
        {
            if (!added.Values.Any(rows => rows.Any(row => row[0] == item)))
                throw ProblemException.Invalid($"seriesLike.{item}", like, $"The plan has no series of the item '{like}'.");
        }

        structures.AddSeries(added);
    }

    private static void CheckUnchanged(List<RecordPatch> patches, PlanState seen, PlanState now)
    {
        var (before, after) = (seen.Patches.ToHashSet(), now.Patches.ToHashSet());
        after.SymmetricExceptWith(before);
        var since = after.FirstOrDefault(p => patches.Exists(n => n.Table == p.Table && n.Key.SequenceEqual(p.Key)));
        if (since is not null)
            throw ProblemException.Conflict($"Somebody changed {since.Table} {string.Join(", ", since.Key)} in this scenario since you saw it.", "Maybe look at it again.", "changed_since");
    }

    private static string Describe(List<RecordPatch> patches)
    {
        var first = patches[0];
        var what = first.Values is { } values ? string.Join(", ", values.Select(v => $"{v.Key} {(v.Value.Length == 0 ? "(none)" : v.Value)}")) : "deleted";
        var text = $"Master data: {first.Table} {string.Join(", ", first.Key)}: {what}";
        return (text.Length > 300 ? text[..300] + "…" : text) + (patches.Count > 1 ? $"; and {patches.Count - 1:#,0} more" : "");
    }
}
