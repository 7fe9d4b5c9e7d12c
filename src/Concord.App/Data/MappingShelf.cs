using System.Text.RegularExpressions;
using Concord.App.Api;
using Concord.App.Security;
using Concord.Planning.Data;
using Concord.Planning.Data.Mappings;
using Concord.Storage.Data;
using Concord.Storage.Data.Sources;

namespace Concord.App.Data;

/// <summary>A mapping ready for use, with the text that made it.</summary>
internal sealed record ChosenMapping(Mapping Mapping, string Name, string Text);

/// <summary>The mappings at hand: "canonical", those that come with Concord in the folder samples, and saved ones.</summary>
internal sealed partial class MappingShelf(DataStore store)
{
    private const int LongestText = 2 << 20;

    private static readonly Lazy<IReadOnlyDictionary<string, string>> Samples = new(ReadSamples);

    public IReadOnlyList<MappingInfo> List() =>
    [
        new MappingInfo(Mapping.Canonical.Name, "Canonical", Mapping.Canonical.Description ?? "", MappingOrigin.Builtin, null),
        .. Samples.Value.Select(s => Info(s.Key, s.Value, MappingOrigin.Builtin, null)),
        .. store.Mappings().Select(m => Info(m.Name, m.Json, MappingOrigin.Saved, m.UpdatedAt)),
    ];

    /// <exception cref="ProblemException">404: no such mapping.</exception>
    public MappingText Get(string name)
    {
        if (name == Mapping.Canonical.Name)
            return new MappingText(name, MappingOrigin.Builtin, "");
        if (Samples.Value.TryGetValue(name, out var sample))
            return new MappingText(name, MappingOrigin.Builtin, sample);
        return store.Mappings().FirstOrDefault(m => m.Name == name) is { } saved ? new MappingText(name, MappingOrigin.Saved, saved.Json) : throw Unknown(name);
    }

    /// <exception cref="ProblemException">400: the name or the text cannot be used; 409: the name is a builtin one's.</exception>
    public void Save(string name, string json, Caller caller)
    {
        if (!Name().IsMatch(name))
            throw ProblemException.Invalid("name", name, $"'{name}' cannot name a mapping: 1 to 64 lower case letters, digits and hyphens.", "Maybe it has capitals, spaces or underscores.");
        if (IsBuiltin(name))
            throw ProblemException.Conflict($"The mapping '{name}' comes with Concord and cannot be changed.", "Maybe save it under another name.", "builtin_mapping");
        Read(json, "json");
        store.SaveMapping(name, json, caller.Name);
    }

    /// <exception cref="ProblemException">404: no such mapping; 409: it is a builtin one.</exception>
    public void Delete(string name)
    {
        if (IsBuiltin(name))
            throw ProblemException.Conflict($"The mapping '{name}' comes with Concord and cannot be deleted.", code: "builtin_mapping");
        if (!store.Mappings().Any(m => m.Name == name))
            throw Unknown(name);
        store.DeleteMapping(name);
    }

    /// <summary>The mapping a request names or carries; "canonical" when it does neither.</summary>
    /// <exception cref="ProblemException">400: both are given, or the text cannot be used; 404: no such mapping.</exception>
    public ChosenMapping Choose(string? name, string? json)
    {
        if (!string.IsNullOrEmpty(name) && !string.IsNullOrEmpty(json))
            throw ProblemException.Invalid("mappingJson", null, "A mapping is given both by name and as text.", "Maybe leave one of them out.");
        if (!string.IsNullOrEmpty(json))
        {
            var read = Read(json, "mappingJson");
            return new ChosenMapping(read, read.Name, json);
        }

        if (string.IsNullOrEmpty(name) || name == Mapping.Canonical.Name)
            return new ChosenMapping(Mapping.Canonical, Mapping.Canonical.Name, "");
        var text = Get(name).Json;
        return new ChosenMapping(Read(text, "mapping"), name, text);
    }

    public Preview Preview(PreviewOrder order, IReadOnlyList<SourceFile> files, CancellationToken token)
    {
        var chosen = Choose(order.Mapping, order.MappingJson);
        var preview = MappingPreview.Make(
            chosen.Mapping, files, order.Rows, order.Parameters, cancel: token);
        return new Preview(
            preview.Findings, preview.Assumptions,
            [.. chosen.Mapping.Parameters.Select(p => new PreviewParameter(p.Name, p.Value.IsEmpty ? null : p.Value.ToString(), p.Description))],
            [.. preview.Blocks.Select(Block)]);
    }

    private static Api.PreviewBlock Block(Storage.Data.Sources.PreviewBlock block) => new(
        block.Table, DataModel.Table(block.Table).Title, block.Replaces, block.Path, block.File, block.Headers, [.. block.Before.Select(r => r.Cells)], [.. block.Before.Select(r => r.Line)],
        block.Columns,
        [.. block.After.Select(row => new Api.PreviewRow(
            row.Line, [.. row.Cells.Select(c => c.Text.Length > 0 ? c.Text : null)],
            [
                .. row.Cells.Select((cell, i) => (cell.Problem, Field: block.Columns[i])).Where(c => c.Problem is not null).Select(c => new PreviewProblem(c.Field, c.Problem!)),
                .. row.Problems.Select(p => new PreviewProblem(null, p)),
            ]))]);

    private static bool IsBuiltin(string name) => name == Mapping.Canonical.Name || Samples.Value.ContainsKey(name);

    /// <exception cref="ProblemException">400, with every problem by its place in the mapping.</exception>
    private static Mapping Read(string json, string field)
    {
        if (json.Length > LongestText)
            throw ProblemException.Invalid(field, $"{json.Length}", $"The mapping has {json.Length:N0} characters; {LongestText:N0} are the most.");
        if (MappingReader.TryRead(json, out var problems) is { } mapping)
            return mapping;
        throw new ProblemException(
            StatusCodes.Status400BadRequest, "invalid_mapping", problems.Count == 1 ? problems[0].Message : $"The mapping has {problems.Count} problems; the first: {problems[0]}",
            $"{field}: {problems[0].Path}",
            errors: problems.GroupBy(p => p.Path).ToDictionary(g => g.Key, g => g.Select(p => p.Message).ToArray()));
    }

    private ProblemException Unknown(string name) => new(
        StatusCodes.Status404NotFound, "not_found", $"There is no mapping '{name}'.", "mapping", name,
        NearestName.Find(name, List().Select(m => m.Name)) is { } near ? $"Maybe '{near}'?" : null);

    /// <summary>People see the mapping's own name; one saved by an older version that can no longer be read has only the name it was saved under.</summary>
    private static MappingInfo Info(string name, string json, MappingOrigin source, DateTimeOffset? updatedAt)
    {
        var mapping = MappingReader.TryRead(json, out _);
        return new MappingInfo(name, mapping?.Name ?? name, mapping?.Description ?? "", source, updatedAt);
    }

    private static SortedDictionary<string, string> ReadSamples()
    {
        var samples = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var folder = Path.Combine(AppContext.BaseDirectory, "samples");
        foreach (var sample in Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [])
        {
            if (File.Exists(Path.Combine(sample, "mapping.json")))
                samples[Path.GetFileName(sample)] = File.ReadAllText(Path.Combine(sample, "mapping.json"));
        }

        return samples;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}$")]
    private static partial Regex Name();
}
