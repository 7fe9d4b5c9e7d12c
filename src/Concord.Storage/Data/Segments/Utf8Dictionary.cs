using System.Runtime.CompilerServices;
using System.Text;

namespace Concord.Storage.Data.Segments;

/// <summary>
/// Numbers distinct UTF-8 texts 0, 1, 2 … in the order they come. Open addressing over one byte heap; looking up a known text allocates nothing.
/// </summary>
/// <remarks>Entries never change once written and the arrays are replaced, not reused, on growth: a <see cref="Frozen"/> stays readable on another thread while this grows.</remarks>
internal sealed class Utf8Dictionary
{
    private int[] _slots = new int[64];
    private int[] _ends = new int[32];
    private Hash128[] _hashes = new Hash128[32];
    private byte[] _heap = new byte[512];
    private int _lastSlot;

    public int Count { get; private set; }

    /// <summary>The entries so far, for a reader on another thread.</summary>
    public readonly record struct Frozen(byte[] Heap, int[] Ends, Hash128[] Hashes, int Count)
    {
        public ReadOnlySpan<byte> this[int code] => Heap.AsSpan(code == 0 ? 0 : Ends[code - 1], Ends[code] - (code == 0 ? 0 : Ends[code - 1]));

        public string Text(int code) => Encoding.UTF8.GetString(this[code]);
    }

    public Frozen Freeze() => new(_heap, _ends, _hashes, Count);

    public string Text(int code) => Freeze().Text(code);

    /// <summary>The number of a text, adding it when it is new (then <paramref name="added"/> is true).</summary>
    public int GetOrAdd(ReadOnlySpan<byte> text, out bool added)
    {
        var hash = Hash128.Of(text);
        var slot = Find(text, hash, out var code);
        added = code < 0;
        if (!added)
            return code;
        if (Count * 2 >= _slots.Length)
        {
            Rehash();
            slot = Find(text, hash, out _);
        }

        return Append(text, hash, slot);
    }

    /// <summary>The number of a text, or -1.</summary>
    public int Find(ReadOnlySpan<byte> text)
    {
        Find(text, Hash128.Of(text), out var code);
        return code;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Find(ReadOnlySpan<byte> text, Hash128 hash, out int code)
    {
        var mask = _slots.Length - 1;
        var slot = (int)hash.A & mask;
        while (true)
        {
            code = _slots[slot] - 1;
            if (code < 0)
                return slot;
            if (_hashes[code].A == hash.A && text.SequenceEqual(Entry(code)))
                return slot;
            slot = (slot + 1) & mask;
        }
    }

    private ReadOnlySpan<byte> Entry(int code)
    {
        var start = code == 0 ? 0 : _ends[code - 1];
        return _heap.AsSpan(start, _ends[code] - start);
    }

    private int Append(ReadOnlySpan<byte> text, Hash128 hash, int slot)
    {
        var start = Count == 0 ? 0 : _ends[Count - 1];
        if (start + text.Length > _heap.Length)
            Array.Resize(ref _heap, Math.Max(_heap.Length * 2, start + text.Length));
        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, Count * 2);
            Array.Resize(ref _hashes, Count * 2);
        }

        text.CopyTo(_heap.AsSpan(start));
        _ends[Count] = start + text.Length;
        _hashes[Count] = hash;
        _slots[slot] = ++Count;
        _lastSlot = slot;
        return Count - 1;
    }

    /// <summary>Takes back the entry that the last call of <see cref="GetOrAdd"/> has just added; only right after that call.</summary>
    public void ForgetLast()
    {
        // Nothing was probed past the newest entry's slot yet, so freeing it breaks no chain.
        _slots[_lastSlot] = 0;
        Count--;
    }

    private void Rehash()
    {
        _slots = new int[_slots.Length * 4];
        var mask = _slots.Length - 1;
        for (var code = 0; code < Count; code++)
        {
            var slot = (int)_hashes[code].A & mask;
            while (_slots[slot] != 0)
                slot = (slot + 1) & mask;
            _slots[slot] = code + 1;
        }
    }

    /// <summary>Forgets all entries but keeps the memory. Only when no <see cref="Frozen"/> of it is in use any more.</summary>
    public void Clear()
    {
        Count = 0;
        Array.Clear(_slots);
    }
}
