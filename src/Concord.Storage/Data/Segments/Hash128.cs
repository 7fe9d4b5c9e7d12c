using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Concord.Storage.Data.Segments;

/// <summary>
/// A 128-bit hash of a value or a key: two lanes of 64-bit folded multiplication (the mixing step of wyhash: the two halves of a
/// 64 x 64 bit product, xor-ed). Used to find rows with the same key; at 10^9 rows the chance of one false match is below 10^-20.
/// Never stored, so that it may change.
/// </summary>
internal readonly record struct Hash128(ulong A, ulong B)
{
    private const ulong S0 = 0xa0761d6478bd642f, S1 = 0xe7037ed1a0b428db, S2 = 0x8ebc6af09c88c6e3, S3 = 0x589965cc75374cc3;

    public static readonly Hash128 Empty = new(S0, S1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong x, ulong y)
    {
        var high = Math.BigMul(x, y, out ulong low);
        return high ^ low;
    }

    public static Hash128 Of(ReadOnlySpan<byte> bytes)
    {
        var length = (ulong)bytes.Length;
        ulong a = S0, b = S1;
        while (bytes.Length > 16)
        {
            var x = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            var y = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
            a = Mix(x ^ S1, y ^ a);
            b = Mix(x ^ b, y ^ S2);
            bytes = bytes[16..];
        }

        ulong p, q;
        if (bytes.Length >= 8)
        {
            p = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            q = BinaryPrimitives.ReadUInt64LittleEndian(bytes[^8..]);
        }
        else if (bytes.Length >= 4)
        {
            p = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            q = BinaryPrimitives.ReadUInt32LittleEndian(bytes[^4..]);
        }
        else if (bytes.Length > 0)
        {
            p = ((ulong)bytes[0] << 16) | ((ulong)bytes[bytes.Length >> 1] << 8) | bytes[^1];
            q = 0;
        }
        else
        {
            p = q = 0;
        }

        return new Hash128(Mix(p ^ S2 ^ length, q ^ a ^ S3), Mix(p ^ b ^ S0, q ^ S1 ^ length));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Hash128 Of(ulong bits) => new(Mix(bits ^ S2, S3), Mix(bits ^ S0, S1));

    /// <summary>Adds a further part of a key; the order of the parts counts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Hash128 With(Hash128 part) => new(Mix(A ^ part.A, S3), Mix(B ^ part.B, S2));
}
