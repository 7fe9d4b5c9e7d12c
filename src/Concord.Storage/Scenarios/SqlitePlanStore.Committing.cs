using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Concord.Planning.Cube;
using Concord.Planning.Scenarios;

namespace Concord.Storage.Scenarios;

// Writing: revisions with their pages, all or nothing.
public sealed partial class SqlitePlanStore
{
    // A checkpoint at the latest after so many revisions, so that none is slow to load.
    private const int MostSteps = 500;

    // What a revision writes beside its pages, about: rows, and the pages of the database they lie in.
    private const int SmallBytes = 32 << 10;

    // Small plans would otherwise write a checkpoint with nearly every revision.
    private const int LeastCheckpointBytes = 4096;

    public bool TryCommit(long? scenario, Revision? from, IReadOnlyList<Revision> revisions)
    {
        RequireChain(from, revisions);
        lock (_writing)
        {
            var commit = new Commit(this, _writer);
            var before = _writer.PageBytes;
            try
            {
                _writer.InTransaction(_ =>
                {
                    RequireHead(scenario, from);
                    commit.Begin(from);
                    var parent = from;
                    foreach (var revision in revisions)
                    {
                        commit.Add(revision, parent?.State ?? PlanState.Empty);
                        parent = revision;
                    }

                    if (scenario is { } id)
                        _writer.MoveHead.Run(id, revisions[^1].Id);
                    commit.End();
                    return true;
                });
            }
            catch (LostRaceException)
            {
                return false;
            }

            commit.Publish();
            _checkpoints.Committed(_writer.Connection, _writer.PageBytes - before + (revisions.Count * SmallBytes));
            return true;
        }
    }

    private void RequireHead(long? scenario, Revision? from)
    {
        if (scenario is { } id)
        {
            using var row = _writer.Head.Read(id);
            if (!row.Read())
                throw new PlanStoreException($"There is no scenario {id}. Maybe it belongs to another data folder.");
            if (row.GetInt64(1) != 0)
                throw new PlanStoreException($"The scenario '{row.GetString(2)}' is archived and does not change. Maybe bring it back first, or make a new one from it.");
            if (row.GetInt64(0) != from?.Id)
                throw new LostRaceException();
        }
        else if (from is not null)
        {
            RequireValues(_writer.Connection, from.Id);
        }
    }

    private static void RequireChain(Revision? from, IReadOnlyList<Revision> revisions)
    {
        if (revisions.Count == 0)
            throw new ArgumentException("A commit keeps at least one revision.", nameof(revisions));
        var parent = from?.Id;
        foreach (var revision in revisions)
        {
            var parents = revision.Info.Parents;
            if ((parents.IsEmpty ? null : parents[0]) != parent || parents.Any(p => p >= revision.Id))
                throw new ArgumentException($"Revision {revision.Id} has the parents {string.Join(", ", parents)}; the first must be {parent?.ToString() ?? "none"}, all older.", nameof(revisions));
            parent = revision.Id;
        }
    }

    /// <summary>Another process was first: the head has moved, or a number is taken.</summary>
    private sealed class LostRaceException : Exception;

    /// <summary>One transaction in the making. Page objects learn their numbers only when it has been kept.</summary>
    private sealed class Commit(SqlitePlanStore store, PlanWriter writer)
    {
        private readonly Dictionary<Page, long> _numbers = new(ReferenceEqualityComparer.Instance);
        private long _nextPage;
        private (long Size, long Since, long Steps) _root;

        public void Begin(Revision? from)
        {
            _nextPage = writer.NextPage.Number() ?? throw new PlanDamagedException("The plan's page numbers are lost. Maybe restore a backup.");
            if (from is null)
                return;
            using var row = writer.Root.Read(from.Id);
            if (row.Read())
                _root = (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
        }

        public void Add(Revision revision, PlanState parent)
        {
            var (info, state) = (revision.Info, revision.State);
            if (writer.HasRevision.Number(info.Id) is not null)
                throw new LostRaceException();
            foreach (var merged in info.Parents.Skip(1))
            {
                if (writer.HasRevision.Number(merged) is null)
                    throw new PlanStoreException($"There is no revision {merged} to merge. Maybe it belongs to another data folder.");
            }

            var (added, dropped) = EntryChanges(parent.Entries, state.Entries);
            var patches = PatchChange(parent.Patches, state.Patches);
            writer.AddRevision.Run(
                info.Id, info.Parents.IsEmpty ? null : info.Parents[0], JsonSerializer.Serialize(info.Parents), Word(info.Kind), info.Author, Text(info.At), info.Message,
                info.Reverts, state.BasisId, added.Count > 0 ? RootCodec.EncodeNumbers(added) : null, dropped.Count > 0 ? RootCodec.EncodeNumbers(dropped) : null, patches);

            if (PlanJson.OutlineOf(state) is var outline && outline != PlanJson.OutlineOf(parent))
                writer.AddOutline.Run(info.Id, outline);

            var changed = new List<(PageAddress, long)>();
            foreach (var address in PlanCube.Differences(parent.Cube, state.Cube))
            {
                var (page, old) = (state.Cube.PageAt(address), parent.Cube.PageAt(address));
                var id = page is null ? 0 : Keep(page, old);

                // What is taken away is said always: a page that was written again as it was has no number to compare with.
                if (page is null || old is null || id != NumberOf(old))
                    changed.Add((address, id));
            }

            AddRoot(revision, RootCodec.Encode(changed), (added.Count * 3) + (dropped.Count * 3) + (patches?.Length ?? 0));
        }

        public void End() => writer.SetNextPage.Run(_nextPage);

        public void Publish()
        {
            foreach (var (page, id) in _numbers)
            {
                page.Id = id;
                store._pages.GetOrAdd(id, _ => page);
            }
        }

        private void AddRoot(Revision revision, byte[] changes, int otherBytes)
        {
            var state = revision.State;
            if (revision.Info.Parents.IsEmpty)
            {
                var root = CheckpointRow.Of(changes, state.Entries.Select(e => e.Id), state.Patches);
                _root = (root.Size, 0, 0);
                writer.AddRoot.Run(revision.Id, 1, root.Size, 0, 0, root.Pages, root.Entries, root.Patches);
                return;
            }

            _root = (_root.Size, _root.Since + changes.Length + otherBytes, _root.Steps + 1);
            writer.AddRoot.Run(revision.Id, 0, _root.Size, _root.Since, _root.Steps, changes, null, null);
            if (_root.Since > Math.Max(_root.Size, LeastCheckpointBytes) || _root.Steps >= MostSteps)
                _root = (writer.MakeCheckpoint(revision.Id), 0, 0);
        }

        /// <summary>The number of a page in this database, 0 when it has none: a page may come from another database.</summary>
        private long NumberOf(Page page) =>
            _numbers.TryGetValue(page, out var number) ? number : store._pages.TryGet(page.Id, out var known) && ReferenceEquals(known, page) ? page.Id : 0;

        /// <summary>The number of a page in the database, which it is written to unless it is there already.</summary>
        private long Keep(Page page, Page? parent)
        {
            var known = NumberOf(page);
            if (known != 0 && (_numbers.ContainsKey(page) || Head(known) is not null))
                return known;
            var id = parent is null ? WriteWhole(page) : WriteAgainst(page, parent);

            // A page that equals its parent's keeps no number of its own: the one object of a number is the parent's.
            if (parent is null || id != NumberOf(parent))
                _numbers[page] = id;
            return id;
        }

        private long WriteWhole(Page page)
        {
            var id = _nextPage++;
            writer.WritePage(id, null, 0, PageCodec.Encode(id, page.Values));
            return id;
        }

        private long WriteAgainst(Page page, Page parent)
        {
            var parentId = NumberOf(parent);
            if (parentId == 0 || Head(parentId) is not { } head)
                return WriteWhole(page);

            var values = page.Values;
            var old = parent.Values;
            if (values.Length < old.Length)
                return WriteWhole(page);

            // As many cells as an eighth of the raw size holds, and in all deltas of one base half of it: so a page under single edits is written
            // whole about every sixtieth time, where both ways cost the same, and reading it never takes more than two rows.
            var most = values.Length / PageCodec.CellBytes;
            var changed = new List<ushort>();
            for (var i = 0; i < values.Length && changed.Count <= most; i++)
            {
                if (BitConverter.DoubleToInt64Bits(values[i]) != BitConverter.DoubleToInt64Bits(i < old.Length ? old[i] : double.NaN))
                    changed.Add((ushort)i);
            }

            if (changed.Count == 0 && values.Length == old.Length)
                return parentId;
            if (changed.Count > most)
                return WriteWhole(page);

            var baseId = parentId;
            var places = CollectionsMarshal.AsSpan(changed);
            if (head.Base is { } older)
            {
                baseId = older;
                places = Union(PageCodec.PlacesOf(parentId, older, Data(parentId)), changed);
            }

            var spent = head.Spent + (places.Length * PageCodec.CellBytes);
            if (places.Length > most || spent > values.Length * sizeof(double) / 2)
                return WriteWhole(page);
            var id = _nextPage++;
            writer.WritePage(id, baseId, spent, PageCodec.EncodeCells(id, baseId, values, places));
            return id;
        }

        private (long? Base, long Spent)? Head(long page)
        {
            using var row = writer.PageHead.Read(page);
            return row.Read() ? (row.IsDBNull(0) ? null : row.GetInt64(0), row.GetInt64(1)) : null;
        }

        private byte[] Data(long page)
        {
            using var row = writer.PageData.Read(page);
            row.Read();
            return row.GetFieldValue<byte[]>(0);
        }

        private static ushort[] Union(ushort[] one, List<ushort> other)
        {
            var both = new SortedSet<ushort>(one);
            both.UnionWith(other);
            return [.. both];
        }

        /// <summary>What to take away from the parent's list, and then to put behind it, to get the list.</summary>
        private (List<long> Added, List<long> Dropped) EntryChanges(ImmutableList<Entry> parent, ImmutableList<Entry> entries)
        {
            var (added, dropped) = (new List<long>(), new List<long>());
            if (ReferenceEquals(parent, entries))
                return (added, dropped);
            using var next = entries.GetEnumerator();
            var more = next.MoveNext();
            foreach (var old in parent)
            {
                if (more && (ReferenceEquals(old, next.Current) || old.Equals(next.Current)))
                    more = next.MoveNext();
                else
                    dropped.Add(old.Id);
            }

            for (; more; more = next.MoveNext())
            {
                added.Add(next.Current.Id);
                Keep(next.Current);
            }

            return (added, dropped);
        }

        private void Keep(Entry entry)
        {
            var json = PlanJson.Write(entry);
            if (writer.AddEntry.Run(entry.Id, json) == 1)
                return;

            // An entry that was dropped may come back. With another content it is another process's.
            using var row = writer.EntryJson.Read(entry.Id);
            row.Read();
            if (row.GetString(0) != json)
                throw new LostRaceException();
        }

        private static string? PatchChange(ImmutableList<RecordPatch> parent, ImmutableList<RecordPatch> patches)
        {
            if (ReferenceEquals(parent, patches) || (parent.IsEmpty && patches.IsEmpty))
                return null;
            var json = PlanJson.Write(patches);
            return json == PlanJson.Write(parent) ? null : json;
        }
    }
}
