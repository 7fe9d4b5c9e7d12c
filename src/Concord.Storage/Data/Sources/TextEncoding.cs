using System.Text;
using System.Text.Unicode;
using Concord.Planning.Data;
using Concord.Planning.Data.Mappings;

namespace Concord.Storage.Data.Sources;

/// <summary>Finds out how the text of a file is encoded.</summary>
public static class TextEncoding
{
    /// <summary>The encoding of that name, Windows and DOS code pages included.</summary>
    /// <exception cref="ImportFormatException">No such encoding.</exception>
    public static Encoding Named(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            throw new ImportFormatException($"There is no encoding '{name}'. Maybe utf-8, utf-16 or windows-1252.");
        }
    }

    /// <summary>
    /// A byte order mark decides; else many zero bytes mean UTF-16; else UTF-8 where all bytes fit it, and windows-1252 where they do not.
    /// Reads the whole file (about 1 s per 5 GB).
    /// </summary>
    /// <param name="guessed">True when it is windows-1252 only because UTF-8 does not fit.</param>
    public static Encoding Detect(SourceFile file, ImportLimits limits, CancellationToken cancel, out bool guessed)
    {
        guessed = false;
        using var stream = file.OpenWithin(limits);
        var buffer = new byte[1 << 20];
        var length = stream.ReadAtLeast(buffer, 512, throwOnEndOfStream: false);
        var start = buffer.AsSpan(0, length);
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]))
            return Encoding.UTF32;
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Encoding.Unicode;
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Encoding.BigEndianUnicode;
        if (start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return Encoding.UTF8;
        var head = start[..Math.Min(512, length)];
        if (ZerosAt(head, 1) * 3 > head.Length)
            return Encoding.Unicode;
        if (ZerosAt(head, 0) * 3 > head.Length)
            return Encoding.BigEndianUnicode;

        while (length > 0)
        {
            cancel.ThrowIfCancellationRequested();
            var whole = length - IncompleteTail(buffer.AsSpan(0, length));
            if (!Utf8.IsValid(buffer.AsSpan(0, whole)))
            {
                guessed = true;
                return Named("windows-1252");
            }

            buffer.AsSpan(whole, length - whole).CopyTo(buffer);
            var kept = length - whole;
            var read = stream.Read(buffer, kept, buffer.Length - kept);
            if (read == 0 && kept > 0)
            {
                guessed = true;
                return Named("windows-1252");
            }

            length = read == 0 ? 0 : kept + read;
        }

        return Encoding.UTF8;
    }

    private static int ZerosAt(ReadOnlySpan<byte> bytes, int offset)
    {
        var zeros = 0;
        for (var i = offset; i < bytes.Length; i += 2)
            zeros += bytes[i] == 0 ? 1 : 0;
        return zeros;
    }

    /// <summary>How many bytes at the end start a UTF-8 sequence that goes on in the next block.</summary>
    private static int IncompleteTail(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var b = bytes[^back];
            if (b < 0x80)
                return 0;
            if (b >= 0xC0)
                return (b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2) > back ? back : 0;
        }

        return 0;
    }
}
