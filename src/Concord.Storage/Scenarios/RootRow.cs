using System.Collections.Immutable;
using Concord.Planning.Cube;
using Concord.Planning.Scenarios;

namespace Concord.Storage.Scenarios;

/// <summary>A row of revision_roots with what the log says of the revision.</summary>
internal sealed record RootRow(
    long Revision, long Basis, byte[]? Added, byte[]? Dropped, string? Patches, bool Checkpoint, byte[] Pages, byte[]? AllEntries, string? AllPatches)
{
    /// <summary>The page table that these rows, newest first, end in; without addresses that have no page.</summary>
    public static Dictionary<PageAddress, long> PageTable(List<RootRow> roots)
    {
        var table = new Dictionary<PageAddress, long>();
        for (var i = roots.Count - 1; i >= 0; i--)
        {
            foreach (var (address, page) in RootCodec.Decode(roots[i].Revision, roots[i].Pages))
            {
                if (page == 0)
                    table.Remove(address);
                else
                    table[address] = page;
            }
        }

        return table;
    }

    /// <summary>The numbers of the entries that count in the newest of these rows, in order.</summary>
    public static List<long> Entries(List<RootRow> roots)
    {
        var entries = RootCodec.DecodeNumbers(roots[^1].AllEntries ?? []);
        for (var i = roots.Count - 2; i >= 0; i--)
        {
            if (roots[i].Dropped is { } dropped)
            {
                var gone = RootCodec.DecodeNumbers(dropped).ToHashSet();
                entries.RemoveAll(gone.Contains);
            }

            if (roots[i].Added is { } added)
                entries.AddRange(RootCodec.DecodeNumbers(added));
        }

        return entries;
    }

    /// <summary>The patches in the newest of these rows, as JSON; null for none.</summary>
    public static string? PatchesOf(List<RootRow> roots) => roots[..^1].Select(r => r.Patches).FirstOrDefault(p => p is not null) ?? roots[^1].AllPatches;
}

/// <summary>What a checkpoint holds, as bytes.</summary>
internal sealed record CheckpointRow(byte[] Pages, byte[] Entries, string? Patches)
{
    /// <summary>Bytes of it.</summary>
    public long Size => Pages.Length + Entries.Length + (Patches?.Length ?? 0);

    /// <summary>The checkpoint of a revision without a parent.</summary>
    public static CheckpointRow Of(byte[] pages, IEnumerable<long> entries, ImmutableList<RecordPatch> patches) =>
        new(pages, RootCodec.EncodeNumbers([.. entries]), patches.IsEmpty ? null : PlanJson.Write(patches));

    /// <summary>The checkpoint of the newest of these rows.</summary>
    public static CheckpointRow Of(List<RootRow> roots)
    {
        var pages = RootRow.PageTable(roots).Select(p => (Address: p.Key, Page: p.Value))
            .OrderBy(p => p.Address.Measure, StringComparer.Ordinal).ThenBy(p => p.Address.Kind).ThenBy(p => p.Address.Bucket).ThenBy(p => p.Address.Block).ToList();
        return new CheckpointRow(RootCodec.Encode(pages), RootCodec.EncodeNumbers(RootRow.Entries(roots)), RootRow.PatchesOf(roots));
    }
}
