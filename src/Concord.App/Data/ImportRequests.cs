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
        string? title, ChosenMapping mapping, IReadOnlyList<SourceFile> files, IReadOnlyDictionary<string, string>? parameters, Caller caller) =>
        ImportRequest.Through(mapping.Mapping with { Name = mapping.Name }, mapping.Text, files, Title(title, files), caller.Name, parameters);

    /// <summary>How an import's progress reads: "sales_history, 1,250,000 rows".</summary>
    public static string Detail(ImportProgress progress) => (progress.Table, progress.RowsRead) switch
    {
        ("", 0) => "",
        ("", var rows) => $"{rows:N0} rows",
        var (table, rows) => $"{DataModel.Table(table).Title}, {rows:N0} rows",
    };

    private static string Title(string? given, IReadOnlyList<SourceFile> files)
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
