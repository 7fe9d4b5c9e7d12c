using System.Security.Cryptography;
using Concord.App.Api;
using Concord.Planning.Data.Mappings;
using Concord.Storage.Data.Sources;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Concord.App.Data;

/// <summary>
/// Files that people sent and that wait to be imported, in the folder "uploads" of the data folder, under names of our own: a file name
/// that somebody sent is shown, never used as a path. Forgotten after a day and when the server starts.
/// </summary>
internal sealed class UploadFolder
{
    /// <summary>Most files in one upload.</summary>
    public const int MostFiles = 200;

    /// <summary>The folder holds no more than this many uploads of the largest size.</summary>
    private const int MostUploadsOfFullSize = 4;

    private const int LongestName = 200;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _uploads = [];
    private readonly ServerSettings _settings;
    private readonly TimeProvider _time;
    private readonly string _folder;

    public UploadFolder(ServerSettings settings, TimeProvider time)
    {
        (_settings, _time) = (settings, time);
        _folder = Path.Combine(Path.GetFullPath(settings.DataFolder), "uploads");
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Takes the files of a multipart request, straight to disk.</summary>
    /// <exception cref="ProblemException">400: not multipart, no file, too many files, two of one name, an old workbook; 413: too large.</exception>
    public async Task<Upload> Receive(HttpRequest request, CancellationToken token)
    {
        RemoveExpired();
        lock (_lock)
        {
            if (_uploads.Values.Sum(u => u.Upload.Files.Sum(f => f.Bytes)) >= MostUploadsOfFullSize * _settings.MaxUploadBytes)
            {
                throw new ProblemException(
                    StatusCodes.Status413PayloadTooLarge, "uploads_full", "Uploaded files that nobody imported fill the space set aside for them.",
                    hint: "Maybe delete uploads that are not needed; they also go by themselves after a day.");
            }
        }

        var id = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var folder = Path.Combine(_folder, id);
        Directory.CreateDirectory(folder);
        try
        {
            var files = new List<UploadedFile>();
            await foreach (var (name, path) in Save(request, folder, MostFiles, token))
            {
                if (files.Exists(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                    throw ProblemException.Invalid("files", name, $"Two files are named '{name}'.", "Maybe the same file was chosen twice.");
                files.Add(Describe(name, path, token));
            }

            if (files.Count == 0)
                throw ProblemException.Invalid("files", null, "The request holds no file.", "Maybe the form's parts have no file names.");
            var upload = new Upload(id, _time.GetUtcNow() + Lifetime, files);
            lock (_lock)
                _uploads[id] = new Entry(upload, 0);
            return upload;
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Takes one file of a multipart request to a temporary place, hands it to the reader, and removes it.</summary>
    public async Task<T> ReceiveOne<T>(HttpRequest request, Func<SourceFile, T> read, CancellationToken token)
    {
        var folder = Path.Combine(_folder, "one-" + RandomNumberGenerator.GetHexString(16, lowercase: true));
        Directory.CreateDirectory(folder);
        try
        {
            await foreach (var (name, path) in Save(request, folder, 1, token))
                return read(SourceFile.FromPath(path, name));
            throw ProblemException.Invalid("file", null, "The request holds no file.", "Maybe the form's part has no file name.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <exception cref="ProblemException">404: no such upload.</exception>
    public Upload Get(string id)
    {
        lock (_lock)
            return Find(id).Upload;
    }

    /// <summary>The files of an upload, kept until the lease is disposed.</summary>
    /// <exception cref="ProblemException">404: no such upload.</exception>
    public Lease Use(string id)
    {
        lock (_lock)
        {
            var entry = Find(id);
            _uploads[id] = entry with { Users = entry.Users + 1 };
            return new Lease([.. entry.Upload.Files.Select((f, i) => SourceFile.FromPath(PathOf(Path.Combine(_folder, id), i), f.Name))], () => Release(id));
        }
    }

    /// <exception cref="ProblemException">404: no such upload; 409: an import reads it.</exception>
    public void Delete(string id)
    {
        lock (_lock)
        {
            if (Find(id).Users > 0)
                throw ProblemException.Conflict("An import is reading these files.", "Maybe cancel its job first.");
            _uploads.Remove(id);
            Directory.Delete(Path.Combine(_folder, id), recursive: true);
        }
    }

    private async IAsyncEnumerable<(string Name, string Path)> Save(
        HttpRequest request, string folder, int most, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 100 } boundary)
        {
            throw ProblemException.Invalid("Content-Type", request.ContentType, "Files come as multipart/form-data.", "Maybe send them as a form, as in curl -F file=@sales.csv.");
        }

        request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = _settings.MaxUploadBytes;
        var reader = new MultipartReader(boundary, request.Body);
        var count = 0;
        while (await Next(reader, token) is { } section)
        {
            if (section.GetContentDispositionHeader() is not { } disposition || !disposition.IsFileDisposition())
                continue;
            if (count == most)
                throw ProblemException.Invalid("files", $"{most + 1}", $"More than {most} files came at once.", most == 1 ? null : "Maybe send them in several imports.");
            var path = PathOf(folder, count++);
            await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true))
                await section.Body.CopyToAsync(file, 1 << 16, token);
            yield return (NameOf(disposition, count), path);
        }
    }

    private static async Task<MultipartSection?> Next(MultipartReader reader, CancellationToken token)
    {
        try
        {
            return await reader.ReadNextSectionAsync(token);
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw ProblemException.Invalid("Content-Type", null, $"The form cannot be read: {e.Message}", "Maybe the connection was cut, or the boundary is wrong.");
        }
    }

    /// <summary>The last part of the name that was sent, without anything that could disturb a message or a screen.</summary>
    private static string NameOf(ContentDispositionHeaderValue disposition, int number)
    {
        var sent = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value ?? "";
        var name = new string([.. sent[(sent.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c))]).Trim();
        return name.Length switch
        {
            0 => $"file-{number}",
            > LongestName => name[^LongestName..],
            _ => name,
        };
    }

    private static UploadedFile Describe(string name, string path, CancellationToken token)
    {
        var file = SourceFile.FromPath(path, name);
        var bytes = new FileInfo(path).Length;
        if (!file.IsWorkbook(ImportLimits.Default))
            return new UploadedFile(name, bytes, UploadKind.Csv, null);
        WorkbookGuard.Check(file, ImportLimits.Default, token);
        return new UploadedFile(name, bytes, UploadKind.Xlsx, [.. XlsxRows.Sheets(file, ImportLimits.Default).Select(s => s.Sheet!)]);
    }

    private static string PathOf(string folder, int index) => Path.Combine(folder, $"{index}.bin");

    private Entry Find(string id) =>
        _uploads.TryGetValue(id, out var entry)
            ? entry
            : throw new ProblemException(
                StatusCodes.Status404NotFound, "not_found", $"There is no upload '{id}'.", "uploadId", id, "Maybe it is over a day old, or the server was started anew since: send the files again.");

    private void Release(string id)
    {
        lock (_lock)
        {
            if (_uploads.TryGetValue(id, out var entry))
                _uploads[id] = entry with { Users = entry.Users - 1 };
        }
    }

    private void RemoveExpired()
    {
        lock (_lock)
        {
            foreach (var (id, entry) in _uploads.Where(u => u.Value.Users == 0 && u.Value.Upload.ExpiresAt < _time.GetUtcNow()).ToList())
            {
                _uploads.Remove(id);
                Directory.Delete(Path.Combine(_folder, id), recursive: true);
            }
        }
    }

    private sealed record Entry(Upload Upload, int Users);

    /// <summary>Files that nobody deletes as long as it lasts.</summary>
    internal sealed class Lease(IReadOnlyList<SourceFile> files, Action release) : IDisposable
    {
        public IReadOnlyList<SourceFile> Files => files;

        public void Dispose() => release();
    }
}
