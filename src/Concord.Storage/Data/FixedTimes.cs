using System.IO.Compression;

namespace Concord.Storage.Data;

/// <summary>Packages, such as workbooks, whose bytes tell nothing of when they were made.</summary>
internal static class FixedTimes
{
    /// <summary>Packs the parts of a zip again in one order and with one time, so that the same content gives the same bytes.</summary>
    public static void Copy(Stream package, Stream output)
    {
        using var from = new ZipArchive(package, ZipArchiveMode.Read);
        using var to = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var entry in from.Entries.OrderBy(e => e.FullName != "[Content_Types].xml").ThenBy(e => e.FullName, StringComparer.Ordinal))
        {
            var copy = to.CreateEntry(entry.FullName, CompressionLevel.Optimal);
            copy.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var source = entry.Open();
            using var target = copy.Open();
            source.CopyTo(target);
        }
    }
}
