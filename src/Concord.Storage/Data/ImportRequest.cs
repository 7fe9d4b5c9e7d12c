using Concord.Planning.Data;

namespace Concord.Storage.Data;

/// <summary>A file to be imported: its name for people, and where it lies now.</summary>
public sealed record InputFile(string Name, string Path);

/// <summary>What to import.</summary>
/// <param name="Title">Name for people, e.g. "Sales October".</param>
/// <param name="Mapping">Name of the mapping.</param>
/// <param name="MappingText">What else decides how the files are read (the mapping itself, parameters): the same files through another mapping are another import.</param>
/// <param name="Files">The files, for the record and for telling whether they were imported before.</param>
/// <param name="Open">Opens the rows, sources of referenced tables first; the importer disposes them.</param>
public sealed record ImportRequest(
    string Title, string Author, string Mapping, string MappingText, IReadOnlyList<InputFile> Files, Func<CancellationToken, OpenedSources> Open);

/// <summary>The rows of an import, and what the mapping has to say about them.</summary>
public sealed record OpenedSources(IReadOnlyList<RowSource> Sources, IReadOnlyList<Finding> Findings);
