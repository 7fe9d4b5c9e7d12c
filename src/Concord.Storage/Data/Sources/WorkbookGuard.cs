using System.Buffers;
using System.IO.Compression;
using Concord.Planning.Data;
using Concord.Planning.Data.Mappings;

namespace Concord.Storage.Data.Sources;

/// <summary>Refuses workbooks that unpack to more than this machine should give them. What a zip says about itself is not believed: every part is unpacked and counted.</summary>
public static class WorkbookGuard
{
    private const long SmallEnough = 16 << 20;

    /// <exception cref="ImportFormatException">Too many parts, too large, packed too well, or not a zip.</exception>
    public static void Check(SourceFile file, ImportLimits limits, CancellationToken cancel)
    {
        using var stream = file.OpenWithin(limits);
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > limits.WorkbookParts)
                throw new ImportFormatException($"{file.Name} has {zip.Entries.Count} parts inside, over the limit of {limits.WorkbookParts}. Maybe it is not a workbook.", file.Name);
            long total = 0;
            foreach (var entry in zip.Entries)
            {
                long size = 0;
                using var part = entry.Open();
                for (int read; (read = part.Read(buffer)) > 0;)
                {
                    cancel.ThrowIfCancellationRequested();
                    size += read;
                    total += read;
                    if (total > limits.WorkbookBytes || (size > SmallEnough && size > limits.WorkbookRatio * Math.Max(1, entry.CompressedLength)))
                    {
                        throw new ImportFormatException(
                            $"{file.Name} unpacks to over {total:N0} bytes (part {entry.FullName}, packed {entry.CompressedLength:N0}). Maybe it is damaged; send it as CSV if it really is that large.", file.Name);
                    }
                }
            }
        }
        catch (InvalidDataException error)
        {
            throw new ImportFormatException($"{file.Name} is a damaged workbook: {error.Message}", file.Name, 0, error);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
