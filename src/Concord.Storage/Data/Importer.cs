using System.Security.Cryptography;
using System.Text;
using Concord.Planning.Data;
using Concord.Planning.Data.Mappings;
using Concord.Storage.Data.Segments;
using Concord.Storage.Data.Sources;

namespace Concord.Storage.Data;

/// <summary>
/// Brings rows into the dataset: reads and checks them into segments that nobody sees, then publishes all of them in one short transaction.
/// Killed at any instant before that, nothing of the import is there. Several imports may run at once; the one published last is the newest.
/// </summary>
public sealed class Importer(DataStore store)
{
    /// <summary>Runs an import to its end.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing of it is left but its record.</exception>
    /// <exception cref="ImportFormatException">A file cannot be read; nothing of the import is left but its record, which carries the message.</exception>
    public ImportResult Run(ImportRequest request, IProgress<ImportProgress>? progress, CancellationToken token)
    {
        progress?.Report(new ImportProgress("Opening", "", 0, 0));
        // Where no live import has files of these sizes the hash can wait, and is computed while the files are read.
        var hashing = Task.Run(() => HashFiles(request, token), token);
        if (store.Imports().Any(i => i.Status == ImportStatus.Live && i.Files.Select(f => f.Bytes).Order().SequenceEqual(request.Files.Select(Length).Order()))
            && store.LiveImportOf(ContentHash(request, hashing.GetAwaiter().GetResult())) is { } same)
        {
            return new ImportResult(same, AlreadyImported: true);
        }

        using var running = store.BeginImport(ImportKind.Files, request.Title, request.Author, request.Mapping);
        var import = running.Id;
        return Guard(import, () =>
        {
            var opened = request.Open(token);
            var tables = Read(import, opened.Sources, request.Files, progress, token, out var indexes);
            try
            {
                progress?.Report(new ImportProgress("Publishing", "", tables.Sum(t => t.Read), 0.97));
                var files = hashing.GetAwaiter().GetResult();
                token.ThrowIfCancellationRequested();
                var published = store.Publish(import, ContentHash(request, files), files, tables, indexes, [.. opened.Findings(), .. Emptied(tables)]);
                return published is { } other && other != import
                    ? new ImportResult(store.Import(other)!, AlreadyImported: true)
                    : new ImportResult(store.Import(import)!, AlreadyImported: false);
            }
            finally
            {
                Dispose(indexes);
            }
        });
    }

    /// <summary>
    /// Submits corrected rows again, as an import of their own. A row that fails once more stays a rejected row, with the new values and problems.
    /// Rows that are not open are left alone.
    /// </summary>
    public RepairResult Repair(IReadOnlyList<RowCorrection> corrections, string author, IProgress<ImportProgress>? progress, CancellationToken token)
    {
        var rows = corrections.Select(c => (c.Values, Row: store.RejectedRow(c.RejectedRowId)))
            .Where(c => c.Row is { State: RejectedRowState.Open }).Select(c => new CorrectedRow(c.Row!, c.Values)).ToList();
        if (rows.Count == 0)
            return new RepairResult(null, [], []);
        var tables = DataModel.Tables.Where(t => rows.Exists(r => r.Row.Table == t.Name)).ToList();
        var sources = tables.ConvertAll(t => new CorrectedRows(t, [.. rows.Where(r => r.Row.Table == t.Name)]));
        using var running = store.BeginImport(ImportKind.Repair, Title(rows.Count, tables), author, "repair");
        var import = running.Id;
        return Guard(import, () =>
        {
            var counts = Read(import, sources, [], progress, token, out var indexes);
            try
            {
                // The new attempt of a row that failed again takes the place of the old one: same number, new values and problems.
                var failed = store.PublishRepair(import, counts, indexes, rows.ToLookup(r => r.Row.Table, StringComparer.Ordinal));
                return new RepairResult(store.Import(import), [.. rows.Select(r => r.Row.Id).Except(failed.Select(f => f.Id))], failed);
            }
            finally
            {
                Dispose(indexes);
            }
        });
    }

    private List<ImportTableCounts> Read(
        long import, IReadOnlyList<RowSource> sources, IReadOnlyList<SourceFile> files, IProgress<ImportProgress>? progress, CancellationToken token,
        out Dictionary<string, KeyIndex> indexes)
    {
        indexes = new(StringComparer.Ordinal);
        var counts = new List<ImportTableCounts>();
        var keys = new ReferenceKeys(store.Live(DateOnly.MaxValue));
        var readBefore = 0L;
        try
        {
            using var writer = new SegmentWriter(store.Database, import);
            foreach (var group in sources.Index().GroupBy(s => s.Item.Table))
            {
                var table = group.Key;
                var index = indexes[table.Name] = new KeyIndex(store.Database.TemporaryFolder);
                var shared = SharedDictionaries(table);
                long read = 0, accepted = 0, rejected = 0;
                foreach (var (position, source) in group)
                {
                    var intake = new RowIntake(source, keys, shared);
                    var share = position;
                    void Report(long rows)
                    {
                        token.ThrowIfCancellationRequested();
                        progress?.Report(new ImportProgress("Reading", table.Name, readBefore + rows, 0.95 * (share + source.Progress) / sources.Count));
                    }

                    Report(0);
                    for (var more = true; more;)
                    {
                        var builder = writer.Take(table, shared);
                        more = intake.Fill(builder, Position(source.File, files), writer.Reject, Report);
                        if (builder.Rows > 0)
                        {
                            var rows = builder.Rows;
                            writer.Write(builder, checked((int)accepted), index);
                            accepted += rows;
                        }
                    }

                    read += intake.RowsRead;
                    rejected += intake.RowsRejected;
                    readBefore += intake.RowsRead;
                }

                // A table is not emptied because every row of its new state was rejected: it keeps its rows until the new ones are repaired.
                var mode = group.First().Item.Replaces && (accepted > 0 || rejected == 0) ? ImportMode.Replace : ImportMode.Delta;
                counts.Add(new ImportTableCounts(table.Name, mode, read, accepted, rejected, 0, 0, 0, 0));
            }

            writer.Complete();
            return counts;
        }
        catch
        {
            Dispose(indexes);
            throw;
        }
        finally
        {
            foreach (var source in sources)
                source.Dispose();
        }
    }

    /// <summary>Tables stated whole without a row, though there were rows: all of them are gone, which is rarely meant. Where rows came and all were rejected the mode is delta by now.</summary>
    private IEnumerable<Finding> Emptied(IReadOnlyList<ImportTableCounts> tables)
    {
        var emptied = tables.Where(t => t is { Mode: ImportMode.Replace, Read: 0 }).ToList();
        if (emptied.Count == 0)
            yield break;
        var before = store.Counts();
        foreach (var table in emptied)
        {
            var gone = before.GetValueOrDefault(table.Table)?.Rows ?? 0;
            if (gone == 0)
                continue;
            yield return new Finding(
                MappingFinding.TableEmptied, Severity.Warning, table.Table, table.Table, null, null,
                $"The {gone:N0} rows of {table.Table} are gone: an import states the whole table, and this one brought no row for it.",
                "Undo the import, unless the table is empty indeed. Maybe the extract failed, or a filter of the mapping leaves out every row.");
        }
    }

    /// <summary>Lets no import stay behind as running: what ends it is written into its record.</summary>
    private TResult Guard<TResult>(long import, Func<TResult> work)
    {
        try
        {
            return work();
        }
        catch (OperationCanceledException)
        {
            store.AbandonImport(import, ImportStatus.Cancelled, null);
            throw;
        }
        catch (Exception e)
        {
            store.AbandonImport(import, ImportStatus.Failed, e.Message);
            throw;
        }
    }

    private static Utf8Dictionary?[] SharedDictionaries(TableDefinition table) =>
        [.. table.Columns.Select(c => c.References is not null || c.Type == ColumnType.Choice ? new Utf8Dictionary() : null)];

    private static List<ImportedFile> HashFiles(ImportRequest request, CancellationToken token) => request.Files.Select(file =>
    {
        token.ThrowIfCancellationRequested();
        using var stream = file.Open();
        return new ImportedFile(file.Name, Convert.ToHexStringLower(SHA256.HashData(stream)), stream.Length);
    }).ToList();

    /// <summary>The same files through the same mapping, whatever they are called and in whatever order they came.</summary>
    private static string ContentHash(ImportRequest request, IReadOnlyList<ImportedFile> files) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes($"{request.MappingText}\n{string.Join('\n', files.Select(f => f.Sha256).Order(StringComparer.Ordinal))}")));

    /// <summary>Which of the files a source reads; a sheet of a workbook is named "file [sheet]".</summary>
    private static int Position(string source, IReadOnlyList<SourceFile> files) =>
        Math.Max(0, files.Index().FirstOrDefault(f => source == f.Item.Name || source.StartsWith($"{f.Item.Name} [", StringComparison.Ordinal)).Index);

    private static long Length(SourceFile file)
    {
        using var stream = file.Open();
        return stream.Length;
    }

    private static string Title(int rows, List<TableDefinition> tables) =>
        $"Repair of {(rows == 1 ? "one row" : $"{rows} rows")} of {string.Join(", ", tables.Select(t => t.Name))}";

    private static void Dispose(Dictionary<string, KeyIndex> indexes)
    {
        foreach (var index in indexes.Values)
            index.Dispose();
    }
}
