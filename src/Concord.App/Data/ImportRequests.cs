using Concord.App.Security;
using Concord.Planning.Data;
using Concord.Storage.Data;
using Concord.Storage.Data.Sources;

namespace Concord.App.Data;

/// <summary>Turns files and a mapping into what the importer takes; the server, the command line and the demo company use it alike.</summary>
internal static class ImportRequests
{
    private const int LongestTitle = 200;

    /// <param name="title">Null to make one of the file names.</param>
    public static ImportRequest Of(
        string? title, ChosenMapping mapping, IReadOnlyList<InputFile> files, IReadOnlyDictionary<string, string>? parameters)
    {
        var values = (parameters ?? new Dictionary<string, string>()).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}");
        return new ImportRequest(
            Title(title, files), CurrentUser.Name, mapping.Name, string.Join('\n', values.Prepend(mapping.Text)), files,
            token =>
            {
                var run = MappingRun.Open(
                    mapping.Mapping, [.. files.Select(f => SourceFile.FromPath(f.Path, f.Name))], parameters, cancel: token);
                return new OpenedSources(run.Sources, run.Findings);
            });
    }

    /// <summary>How an import's progress reads: "sales_history, 1,250,000 rows".</summary>
    public static string Detail(ImportProgress progress) => (progress.Table, progress.RowsRead) switch
    {
        ("", 0) => "",
        ("", var rows) => $"{rows:N0} rows",
        var (table, rows) => $"{DataModel.Table(table).Title}, {rows:N0} rows",
    };

    private static string Title(string? given, IReadOnlyList<InputFile> files)
    {
        if (!string.IsNullOrWhiteSpace(given))
            return given.Trim() is { Length: > LongestTitle } tooLong ? tooLong[..LongestTitle] : given.Trim();
        return files.Count switch
        {
            1 => files[0].Name,
            <= 3 => string.Join(", ", files.Select(f => f.Name)),
            _ => $"{files[0].Name}, {files[1].Name} and {files.Count - 2} more",
        };
    }
}
