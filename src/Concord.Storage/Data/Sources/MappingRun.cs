using System.Text;
using System.Text.RegularExpressions;
using Concord.Planning.Data;
using Concord.Planning.Data.Mappings;

namespace Concord.Storage.Data.Sources;

/// <summary>A mapping with its files, ready to be read: one row source per table block and file, in the order of <see cref="DataModel.Tables"/>, so that references come first.</summary>
public sealed class MappingRun : IDisposable
{
    private readonly List<Finding> _findings = [];
    private readonly Dictionary<SourceFile, Encoding> _encodings = [];
    private readonly Dictionary<SourceFile, bool> _workbooks = [];
    private readonly ImportLimits _limits;
    private readonly CancellationToken _cancel;
    private readonly Dictionary<string, List<(SourceFile File, SourceHeaders Headers)>> _files = new(StringComparer.Ordinal);
    private readonly List<MappedRows> _sources = [];

    private MappingRun(Mapping mapping, ImportLimits limits, CancellationToken cancel)
    {
        Mapping = mapping;
        _limits = limits;
        _cancel = cancel;
    }

    /// <summary>The mapping; for <see cref="Mapping.Canonical"/> the one that follows from the files.</summary>
    public Mapping Mapping { get; private set; }

    /// <summary>The rows of every table. Each opens its file at its first read, and closes it when it is disposed.</summary>
    public IReadOnlyList<RowSource> Sources => _sources;

    /// <summary>What the mapping takes for granted.</summary>
    public IReadOnlyList<string> Assumptions => Mapping.Assumptions;

    /// <summary>What was noticed about mapping and files. Reading adds to it: lookups with several matches.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Opens a mapping over files.</summary>
    /// <param name="files">The files; their order does not matter.</param>
    /// <param name="parameters">Values for the mapping's parameters; null for none.</param>
    /// <param name="limits">Null for <see cref="ImportLimits.Default"/>.</param>
    /// <exception cref="ImportFormatException">A file cannot be read, or mapping and files do not go together (all reasons in one message).</exception>
    /// <exception cref="OperationCanceledException">Cancelled; reading the sources throws it too.</exception>
    public static MappingRun Open(
        Mapping mapping, IReadOnlyList<SourceFile> files, IReadOnlyDictionary<string, string>? parameters = null, ImportLimits? limits = null, CancellationToken cancel = default)
    {
        var run = Look(mapping, files, parameters, limits, cancel);
        var errors = run._findings.Where(f => f.Severity == Severity.Error).ToList();
        if (errors.Count > 0)
        {
            var more = errors.Count > 10 ? $"\nand {errors.Count - 10} more." : "";
            throw new ImportFormatException(
                $"The files do not fit the mapping '{mapping.Name}'.\n{string.Join("\n", errors.Take(10).Select(e => e.Message))}{more}", errors[0].Entity);
        }

        if (run._sources.Count == 0)
        {
            throw new ImportFormatException(
                $"None of the files has anything for the mapping '{mapping.Name}': {string.Join(", ", files.Select(f => f.Name))}.{string.Concat(run._findings.Take(5).Select(f => "\n" + f.Message))}");
        }

        return run;
    }

    /// <summary>As <see cref="Open"/>, but without refusing: blocks that cannot be read are left out of <see cref="Sources"/>, and <see cref="Findings"/> say why.</summary>
    public static MappingRun Look(
        Mapping mapping, IReadOnlyList<SourceFile> files, IReadOnlyDictionary<string, string>? parameters = null, ImportLimits? limits = null, CancellationToken cancel = default)
    {
        var run = new MappingRun(mapping, limits ?? ImportLimits.Default, cancel);
        if (mapping.Identity)
            run.FindCanonical(files);
        else
            run.FindFiles(files);
        run.Prepare(parameters);
        return run;
    }

    public void Dispose()
    {
        foreach (var source in _sources)
            source.Dispose();
    }

    /// <summary>The foreign rows of a block's file, for a preview. The caller disposes them.</summary>
    internal ForeignRows OpenRows(MappingSource source, SourceHeaders headers) =>
        OpenRows(source, _files[source.Name].First(f => f.Headers == headers).File, headers.Sheet);

    private void FindCanonical(IReadOnlyList<SourceFile> files)
    {
        var found = new List<(SourceFile File, SourceHeaders Headers)>();
        foreach (var file in files.OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            if (IsWorkbook(file))
            {
                found.AddRange(XlsxRows.Sheets(file, _limits).Select(s => (file, s)));
                continue;
            }

            using var rows = new CsvRows(file, Mapping.Defaults, EncodingOf(file, Mapping.Defaults), new ValueParser(Mapping.Defaults.Values), 1, _limits);
            found.Add((file, new SourceHeaders(file.Name, null, rows.Headers)));
        }

        var (mapping, sources, findings) = IdentityMapping.For(Mapping, [.. found.Select(f => f.Headers)]);
        Mapping = mapping;
        _findings.AddRange(findings);
        foreach (var (source, headers) in sources)
            _files[source] = [found.First(f => ReferenceEquals(f.Headers, headers))];
    }

    private void FindFiles(IReadOnlyList<SourceFile> files)
    {
        var used = new HashSet<SourceFile>();
        var needed = Mapping.Tables.SelectMany(t => t.Joins.Select(j => j.Source).Prepend(t.Source)).ToHashSet(StringComparer.Ordinal);
        foreach (var source in Mapping.Sources)
        {
            var matching = files.Where(f => Matches(source.File, f.Name)).OrderBy(f => f.Name, StringComparer.Ordinal).ToList();
            used.UnionWith(matching);
            if (!needed.Contains(source.Name))
                continue;
            _files[source.Name] = [.. matching.SelectMany(file => HeadersOf(source, file) is { } headers ? [(file, headers)] : Array.Empty<(SourceFile, SourceHeaders)>())];
        }

        foreach (var file in files.Where(f => !used.Contains(f)))
        {
            _findings.Add(new Finding(
                MappingFinding.UnusedFile, Severity.Info, "", file.Name, null, file.Name, $"{file.Name} is not used by the mapping '{Mapping.Name}'.{NearestName.MaybeHint(file.Name, Mapping.Sources.Select(s => s.File))}",
                "Leave it out, or add it to the mapping's sources."));
        }
    }

    private SourceHeaders? HeadersOf(MappingSource source, SourceFile file)
    {
        if (source.Sheet is not null && (!IsWorkbook(file) || !XlsxRows.Sheets(file, _limits).Any(s => s.Sheet!.Equals(source.Sheet, StringComparison.OrdinalIgnoreCase))))
            return null;
        using var rows = OpenRows(source, file, source.Sheet);
        return new SourceHeaders(file.Name, source.Sheet, rows.Headers);
    }

    private void Prepare(IReadOnlyDictionary<string, string>? parameters)
    {
        var headers = _files.ToDictionary(f => f.Key, f => (IReadOnlyList<SourceHeaders>)[.. f.Value.Select(v => v.Headers)], StringComparer.Ordinal);
        _findings.AddRange(MappingCheck.Run(Mapping, headers, parameters));
        var order = DataModel.Tables.Select((table, index) => (table, index)).ToDictionary(t => t.table, t => t.index);
        foreach (var block in Mapping.Tables.OrderBy(t => order[t.Table]))
        {
            var source = Mapping.Source(block.Source)!;
            foreach (var (file, header) in _files[block.Source])
            {
                if (block.Joins.Any(j => headers[j.Source].Count == 0 && !Mapping.Source(j.Source)!.Optional))
                    continue;
                try
                {
                    _sources.Add(new MappedRows(
                        Mapping, block, header, IsWorkbook(file), headers,
                        new ForeignFiles(() => OpenRows(source, file, header.Sheet), name => _files[name].Select(f => OpenRows(Mapping.Source(name)!, f.File, f.Headers.Sheet))),
                        parameters, _limits, _findings.Add, _cancel));
                }
                catch (ExpressionException) when (_findings.Exists(f => f.Severity == Severity.Error))
                {
                    // The check has told already which column the file lacks; a preview shows the other blocks.
                }
            }
        }
    }

    private ForeignRows OpenRows(MappingSource source, SourceFile file, string? sheet)
    {
        var parser = new ValueParser(source.Format.Values);
        return IsWorkbook(file)
            ? new XlsxRows(file, sheet, source.Format, parser, source.HeaderRow, _limits)
            : new CsvRows(file, source.Format, EncodingOf(file, source.Format), parser, source.HeaderRow, _limits);
    }

    private bool IsWorkbook(SourceFile file)
    {
        if (_workbooks.TryGetValue(file, out var known))
            return known;
        var workbook = file.IsWorkbook(_limits);
        if (workbook)
            WorkbookGuard.Check(file, _limits, _cancel);
        return _workbooks[file] = workbook;
    }

    private Encoding EncodingOf(SourceFile file, SourceFormat format)
    {
        if (format.Encoding is { } named)
            return TextEncoding.Named(named);
        if (_encodings.TryGetValue(file, out var known))
            return known;
        var encoding = TextEncoding.Detect(file, _limits, _cancel, out var guessed);
        if (guessed)
        {
            _findings.Add(new Finding(
                MappingFinding.GuessedEncoding, Severity.Warning, "", file.Name, null, encoding.WebName, $"{file.Name} is not valid UTF-8 and was read as {encoding.WebName}.",
                "Maybe look at names with accents; state the encoding in the mapping if they are wrong."));
        }

        return _encodings[file] = encoding;
    }

    private static bool Matches(string pattern, string name) =>
        pattern.AsSpan().IndexOfAny('*', '?') < 0
            ? pattern.Equals(name, StringComparison.OrdinalIgnoreCase)
            : Regex.IsMatch(
                name, "^" + Regex.Escape(pattern).Replace("\\*", ".*").Replace("\\?", ".") + "$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
