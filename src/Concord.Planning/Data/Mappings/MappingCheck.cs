namespace Concord.Planning.Data.Mappings;

/// <summary>What a file turned out to hold.</summary>
/// <param name="Sheet">The sheet; null for a text file.</param>
/// <param name="Headers">Column names, trimmed; empty where there is none.</param>
/// <param name="HasRows">False when there is nothing below the header.</param>
public sealed record SourceHeaders(string File, string? Sheet, IReadOnlyList<string> Headers, bool HasRows = true)
{
    public override string ToString() => Sheet is null ? File : $"{File}, sheet '{Sheet}'";

    /// <summary>The column of that name: the exact one, else the only one when case is ignored; -1 when there is none.</summary>
    public int Find(string column)
    {
        var found = -1;
        for (var i = 0; i < Headers.Count; i++)
        {
            if (Headers[i] == column)
                return i;
            if (found != -2 && Headers[i].Equals(column, StringComparison.OrdinalIgnoreCase))
                found = found == -1 ? i : -2;
        }

        return Math.Max(found, -1);
    }
}

/// <summary>Codes of the findings about a mapping and its files.</summary>
public static class MappingFinding
{
    public const string MissingFile = "MAPPING_MISSING_FILE";
    public const string MissingSourceColumn = "MAPPING_MISSING_SOURCE_COLUMN";
    public const string DuplicateHeader = "MAPPING_DUPLICATE_HEADER";
    public const string MissingRequiredColumn = "MAPPING_MISSING_REQUIRED_COLUMN";
    public const string UnknownTable = "MAPPING_UNKNOWN_TABLE";
    public const string UnknownColumn = "MAPPING_UNKNOWN_COLUMN";
    public const string UnknownParameter = "MAPPING_UNKNOWN_PARAMETER";
    public const string UnusedColumn = "MAPPING_UNUSED_COLUMN";
    public const string UnusedFile = "MAPPING_UNUSED_FILE";
    public const string GuessedEncoding = "MAPPING_GUESSED_ENCODING";
    public const string AmbiguousLookup = "MAPPING_AMBIGUOUS_LOOKUP";
    public const string TableEmptied = "MAPPING_TABLE_EMPTIED";
}

/// <summary>Compares a mapping with the files it is to read, before anything is read. Findings of severity error mean that the import cannot start.</summary>
public static class MappingCheck
{
    /// <param name="files">For each source of the mapping the files found, with their headers.</param>
    /// <param name="parameters">What the caller gives; null for nothing.</param>
    public static IReadOnlyList<Finding> Run(
        Mapping mapping, IReadOnlyDictionary<string, IReadOnlyList<SourceHeaders>> files, IReadOnlyDictionary<string, string>? parameters = null)
    {
        var findings = new List<Finding>();
        CheckParameters(mapping, parameters, findings);
        var needed = mapping.Tables.SelectMany(t => t.Joins.Select(j => j.Source).Prepend(t.Source)).ToHashSet(StringComparer.Ordinal);
        foreach (var source in mapping.Sources.Where(s => needed.Contains(s.Name) && !s.Optional && FilesOf(s.Name).Count == 0))
        {
            var sheet = source.Sheet is null ? "" : $" with a sheet '{source.Sheet}'";
            findings.Add(Problem(
                MappingFinding.MissingFile, Severity.Error, mapping.Tables.First(t => t.Source == source.Name || t.Joins.Any(j => j.Source == source.Name)).Table.Name,
                source.Name, null, source.File, $"No file '{source.File}'{sheet} was given for the source '{source.Name}'.",
                "Send the file too, or mark the source optional in the mapping."));
        }

        var used = new HashSet<(string Source, string Column)>();
        foreach (var table in mapping.Tables)
        {
            CheckRequired(table, findings);
            foreach (var (source, column, path) in ColumnsRead(table))
            {
                foreach (var file in FilesOf(source))
                {
                    var at = file.Find(column);
                    if (at < 0)
                    {
                        findings.Add(Problem(
                            MappingFinding.MissingSourceColumn, Severity.Error, table.Table.Name, source, column, column,
                            $"{file} has no column '{column}', which {path} reads.{NearestName.MaybeHint(column, file.Headers)}",
                            "Correct the name in the mapping, or send a file with this column. Maybe the header is in another row (headerRow), or the delimiter is wrong."));
                    }
                    else
                    {
                        used.Add((source, file.Headers[at]));
                        if (file.Headers.Count(h => h == file.Headers[at]) > 1)
                        {
                            findings.Add(Problem(
                                MappingFinding.DuplicateHeader, Severity.Error, table.Table.Name, source, column, column,
                                $"{file} has several columns '{column}', and {path} reads it.", "Rename all but one of them in the file."));
                        }
                    }
                }
            }
        }

        foreach (var source in mapping.Sources.Where(s => needed.Contains(s.Name)))
        {
            foreach (var (file, header) in FilesOf(source.Name).SelectMany(f => f.Headers.Where(h => h.Length > 0 && !used.Contains((source.Name, h))).Distinct().Select(h => (f, h))))
            {
                findings.Add(Problem(
                    MappingFinding.UnusedColumn, Severity.Info, mapping.Tables.First(t => t.Source == source.Name || t.Joins.Any(j => j.Source == source.Name)).Table.Name,
                    source.Name, header, header, $"{file}: the column '{header}' is not used.", "Map it if planning should know it."));
            }
        }

        return [.. findings.Distinct()];

        IReadOnlyList<SourceHeaders> FilesOf(string source) => files.TryGetValue(source, out var found) ? found : [];
    }

    /// <summary>Every column a block reads: source name, column, and the JSON path of the reader.</summary>
    internal static IEnumerable<(string Source, string Column, string Path)> ColumnsRead(TableMapping table)
    {
        var sources = table.Joins.ToDictionary(j => j.Alias, j => j.Source, StringComparer.Ordinal);
        sources[table.Alias] = table.Source;
        var expressions = table.Columns.SelectMany(c => new[] { (c.Value, c.Path), (c.Fallback, c.Path) })
            .Append((table.Where, table.Path + ".where"))
            .Concat(table.Joins.SelectMany(j => j.On.Select(o => ((Expression?)o.Value, j.Path + ".on"))));
        foreach (var (expression, path) in expressions)
        {
            foreach (var column in expression?.Columns() ?? [])
                yield return (sources[column.Source ?? table.Alias], column.Column, path);
        }

        foreach (var join in table.Joins)
        {
            foreach (var (column, _) in join.On)
                yield return (join.Source, column, join.Path + ".on");
            foreach (var column in join.Where?.Columns() ?? [])
                yield return (join.Source, column.Column, join.Path + ".where");
        }
    }

    private static void CheckRequired(TableMapping table, List<Finding> findings)
    {
        foreach (var column in table.Table.Columns.Where(c => c.Required && c.Default is null && !table.Columns.Any(m => m.Target == c)))
        {
            findings.Add(Problem(
                MappingFinding.MissingRequiredColumn, Severity.Error, table.Table.Name, table.Source, column.Name, null,
                $"The required column '{column.Name}' of '{table.Table}' is not filled from '{table.Source}'.",
                $"Map a source column or a constant to it: {column.Description}"));
        }
    }

    private static void CheckParameters(Mapping mapping, IReadOnlyDictionary<string, string>? given, List<Finding> findings)
    {
        foreach (var (name, value) in given ?? new Dictionary<string, string>())
        {
            if (!mapping.Parameters.Any(p => p.Name == name))
            {
                findings.Add(Problem(
                    MappingFinding.UnknownParameter, Severity.Error, "", name, null, value,
                    $"The mapping '{mapping.Name}' has no parameter '{name}'.{NearestName.MaybeHint(name, mapping.Parameters.Select(p => p.Name))}", "Leave it out, or correct its name."));
            }
        }

        foreach (var parameter in mapping.Parameters.Where(p => p.Value.IsEmpty && given?.ContainsKey(p.Name) != true))
        {
            var read = mapping.Tables.SelectMany(t => t.Columns.SelectMany(c => new[] { c.Value, c.Fallback }).Append(t.Where).Concat(t.Joins.SelectMany(j => j.On.Select(o => o.Value).Append(j.Where))))
                .Any(e => e?.Parameters().Any(p => p.Name == parameter.Name) == true);
            if (read)
            {
                findings.Add(Problem(
                    MappingFinding.UnknownParameter, Severity.Error, "", parameter.Name, null, null,
                    $"The parameter '{parameter.Name}' of the mapping '{mapping.Name}' has no value.{(parameter.Description is { } text ? " " + text : "")}", "Give it with the import, or a value in the mapping."));
            }
        }
    }

    internal static Finding Problem(string code, Severity severity, string table, string entity, string? field, string? value, string message, string advice) =>
        new(code, severity, table, entity, field, value, message, advice);
}
