using Concord.Planning.Data;
using Concord.Planning.Data.Mappings;
using Concord.Storage.Data.Sources;

namespace Concord.Storage.Data;

/// <summary>What to import.</summary>
/// <param name="Title">Name for people, e.g. "Sales October".</param>
/// <param name="Mapping">Name of the mapping.</param>
/// <param name="MappingText">What else decides how the files are read (the mapping itself, parameters): the same files through another mapping are another import.</param>
/// <param name="Files">The files, for the record and for telling whether they were imported before.</param>
/// <param name="Open">Opens the rows, sources of referenced tables first; the importer disposes them.</param>
public sealed record ImportRequest(
    string Title, string Author, string Mapping, string MappingText, IReadOnlyList<SourceFile> Files, Func<CancellationToken, OpenedSources> Open)
{
    /// <summary>Files read through a mapping.</summary>
    /// <param name="mappingText">The text the mapping was read from.</param>
    /// <param name="parameters">Values for the mapping's parameters; null for none.</param>
    public static ImportRequest Through(
        Mapping mapping, string mappingText, IReadOnlyList<SourceFile> files, string title, string author,
        IReadOnlyDictionary<string, string>? parameters = null, ImportLimits? limits = null)
    {
        var given = string.Join('\n', (parameters ?? new Dictionary<string, string>()).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}"));
        return new ImportRequest(title, author, mapping.Name, $"{mappingText}\n{given}", files, token =>
        {
            var run = MappingRun.Open(mapping, files, parameters, limits, token);
            return new OpenedSources(run.Sources, () => [.. run.Assumptions.Select(Assumption), .. run.Findings]);
        });

        Finding Assumption(string text) => new(
            "ASSUMPTION", Severity.Info, "", mapping.Name, null, null, text, "Agree it with whoever answers for the data, or change the mapping.");
    }
}

/// <summary>The rows of an import, and what the mapping has to say about them once they are read.</summary>
public sealed record OpenedSources(IReadOnlyList<RowSource> Sources, Func<IReadOnlyList<Finding>> Findings);
