using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Concord.Storage.Data.Segments;

/// <summary>One row of an import as the key index sees it.</summary>
/// <param name="Owner">0 is the import being published, 1, 2 … are earlier ones in the order they were published; <see cref="Waiting"/> are rejected rows.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct KeyEntry(Hash128 Key, ulong Content, int Row, int Owner)
{
    public const int Waiting = -1;
}

/// <summary>
/// Finds rows with the same key, in memory that does not grow with the number of rows: entries are scattered over 256 partitions by their key's hash,
/// spilled to one temporary file when they outgrow a fixed budget, and compared partition by partition.
/// </summary>
internal sealed class KeyIndex(string temporaryFolder) : IDisposable
{
    private const int Partitions = 256;
    private const int ChunkEntries = 2048; // 256 partitions x 2,048 entries x 32 bytes = 16 MiB before anything is spilled

    private readonly KeyEntry[]?[] _open = new KeyEntry[Partitions][];
    private readonly int[] _openCount = new int[Partitions];
    private readonly List<(long Offset, int Count)>[] _spilled = [.. Enumerable.Range(0, Partitions).Select(_ => new List<(long, int)>())];
    private FileStream? _file;

    public void Add(int owner, int firstRow, int rows, RowHashes hashes)
    {
        for (var i = 0; i < rows; i++)
            Add(new KeyEntry(hashes.Keys[i], hashes.Contents[i], firstRow + i, owner));
    }

    /// <summary>Adds a rejected row that waits, by its number in the caller's list.</summary>
    public void AddWaiting(Hash128 key, int number) => Add(new KeyEntry(key, 0, number, KeyEntry.Waiting));

    private void Add(in KeyEntry entry)
    {
        var partition = (int)(entry.Key.B >> 56);
        ref var chunk = ref _open[partition];
        if (chunk is null)
            chunk = new KeyEntry[16];
        else if (_openCount[partition] == chunk.Length)
            Array.Resize(ref chunk, chunk.Length * 2);
        chunk[_openCount[partition]++] = entry;
        if (_openCount[partition] == ChunkEntries)
            Spill(partition);
    }

    /// <summary>Calls <paramref name="compare"/> with the entries of each partition, in the order they were added.</summary>
    public void ForEachPartition(Action<ReadOnlySpan<KeyEntry>> compare)
    {
        var buffer = new KeyEntry[ChunkEntries];
        for (var partition = 0; partition < Partitions; partition++)
        {
            var count = _spilled[partition].Sum(c => c.Count) + _openCount[partition];
            if (count == 0)
                continue;
            if (buffer.Length < count)
                buffer = new KeyEntry[Math.Max(count, buffer.Length * 2)];
            var filled = 0;
            foreach (var (offset, entries) in _spilled[partition])
            {
                _file!.Position = offset;
                _file.ReadExactly(MemoryMarshal.AsBytes(buffer.AsSpan(filled, entries)));
                filled += entries;
            }

            _open[partition].AsSpan(0, _openCount[partition]).CopyTo(buffer.AsSpan(filled));
            compare(buffer.AsSpan(0, count));
        }
    }

    private void Spill(int partition)
    {
        _file ??= new FileStream(
            Path.Combine(temporaryFolder, $"keys-{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        _file.Position = _file.Length;
        _spilled[partition].Add((_file.Position, ChunkEntries));
        _file.Write(MemoryMarshal.AsBytes(_open[partition].AsSpan()));
        _openCount[partition] = 0;
    }

    public void Dispose() => _file?.Dispose();
}

/// <summary>How an import's rows relate to each other and to the rows of earlier imports.</summary>
internal sealed class KeyOverlap
{
    private readonly long[] _matches = new long[2];

    /// <summary>Rows of the import whose key came before in the same import, with the row that came first.</summary>
    public List<(int Row, int First, bool Equal)> Duplicates { get; } = [];

    /// <summary>Rejected rows that waited, and whose keys came with the import.</summary>
    public List<int> Brought { get; } = [];

    /// <summary>Rows of the import with a key that the dataset had with other values.</summary>
    public long Changed => _matches[0];

    /// <summary>Rows of the import that the dataset had just so.</summary>
    public long Unchanged => _matches[1];

    /// <summary>Compares all entries.</summary>
    /// <param name="hidden">By earlier owner (1 …): bits of its rows that the import replaces; filled here.</param>
    /// <param name="visible">By earlier owner: whether a row is part of the dataset now, so that counting compares with what people see.</param>
    public static KeyOverlap Find(KeyIndex index, ulong[][] hidden, Func<int, int, bool> visible)
    {
        var overlap = new KeyOverlap();
        var slots = Array.Empty<int>();
        var state = Array.Empty<byte>(); // by position of the new entry: 0 new, 1 changed, 2 unchanged
        index.ForEachPartition(entries =>
        {
            var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)entries.Length * 2 + 2);
            if (slots.Length < size)
                slots = new int[size];
            else
                Array.Clear(slots);
            if (state.Length < entries.Length)
                state = new byte[size];
            else
                Array.Clear(state);
            var mask = slots.Length - 1;

            for (var i = 0; i < entries.Length; i++)
            {
                if (entries[i].Owner != 0)
                    continue;
                ref var slot = ref Probe(slots, mask, entries, entries[i].Key);
                if (slot == 0)
                    slot = i + 1;
                else
                    overlap.Duplicates.Add((entries[i].Row, entries[slot - 1].Row, entries[slot - 1].Content == entries[i].Content));
            }

            foreach (var old in entries)
            {
                if (old.Owner == 0)
                    continue;
                var slot = Probe(slots, mask, entries, old.Key);
                if (slot == 0)
                    continue;
                if (old.Owner == KeyEntry.Waiting)
                {
                    overlap.Brought.Add(old.Row);
                    continue;
                }

                RowSet.Set(hidden[old.Owner], old.Row);
                if (visible(old.Owner, old.Row))
                    state[slot - 1] = entries[slot - 1].Content == old.Content ? (byte)2 : (byte)1;
            }

            for (var i = 0; i < entries.Length; i++)
            {
                if (state[i] > 0)
                    overlap._matches[state[i] - 1]++;
            }
        });
        overlap.Duplicates.Sort();
        return overlap;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref int Probe(int[] slots, int mask, ReadOnlySpan<KeyEntry> entries, Hash128 key)
    {
        var position = (int)key.A & mask;
        while (slots[position] != 0 && entries[slots[position] - 1].Key != key)
            position = (position + 1) & mask;
        return ref slots[position];
    }
}
