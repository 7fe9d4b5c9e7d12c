using Concord.Planning.Data;
using Concord.Planning.Data.Mappings;

namespace Concord.Storage.Data.Sources;

/// <summary>A file given to an import. It is opened several times, so <paramref name="Open"/> gives a new stream over the same bytes every time.</summary>
/// <param name="Name">File name without folders: mappings match it, and rejected rows carry it.</param>
public sealed record SourceFile(string Name, Func<Stream> Open)
{
    /// <summary>A file on disk.</summary>
    /// <param name="name">The name people know it by; null for the file's own.</param>
    public static SourceFile FromPath(string path, string? name = null) =>
        new(name ?? Path.GetFileName(path), () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan));

    /// <summary>Every file of a folder, by name; not of its subfolders.</summary>
    public static IReadOnlyList<SourceFile> FromFolder(string folder) =>
        [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(path => FromPath(path))];

    /// <summary>Opens the file, and refuses it when it is larger than allowed.</summary>
    /// <exception cref="ImportFormatException">The file cannot be opened, or is too large.</exception>
    internal Stream OpenWithin(ImportLimits limits)
    {
        Stream stream;
        try
        {
            stream = Open();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ImportFormatException($"{Name} cannot be opened: {error.Message}", Name, 0, error);
        }

        if (stream.CanSeek && stream.Length > limits.FileBytes)
        {
            var size = stream.Length;
            stream.Dispose();
            throw new ImportFormatException($"{Name} has {size:N0} bytes, over the limit of {limits.FileBytes:N0}. Maybe split it, or raise the limit.", Name);
        }

        return stream;
    }

    /// <summary>True when the bytes are those of a workbook (zip).</summary>
    /// <exception cref="ImportFormatException">It is a workbook of the old kind (.xls) or encrypted, which is not read, or something else that is named .xlsx.</exception>
    public bool IsWorkbook(ImportLimits limits)
    {
        using var stream = OpenWithin(limits);
        Span<byte> start = stackalloc byte[4];
        var read = stream.ReadAtLeast(start, 4, throwOnEndOfStream: false);
        if (read == 4 && start.SequenceEqual((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            throw new ImportFormatException($"{Name} is an old or password-protected Excel workbook. Maybe save it as .xlsx without a password.", Name);
        if (read == 4 && start.SequenceEqual("PK\u0003\u0004"u8))
            return true;
        return !Name.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase) ? false : throw new ImportFormatException(
            $"{Name} is no workbook, whatever its name says. Maybe the system wrote a web page or a text file; save it as .xlsx in the spreadsheet program, or name it .csv if it is text.", Name);
    }
}
