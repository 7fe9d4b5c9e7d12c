namespace Concord.Planning.Data.Mappings;

/// <summary>Makes the mapping for files that already are ours (<see cref="Mapping.Canonical"/>), and says which files and columns are not.</summary>
public static class IdentityMapping
{
    /// <summary>Sheets that are for people: a workbook may have them, nobody reads them.</summary>
    private static readonly string[] SheetsForPeople = ["Read me", "Columns"];

    /// <param name="canonical"><see cref="Mapping.Canonical"/>, perhaps with other formats.</param>
    /// <param name="files">Every text file and sheet given. A sheet without rows is left out, so that an unused page of the template does not empty a table.</param>
    /// <returns>The mapping (each source is named after its table and the file's place), the file of each source, and what was not understood.</returns>
    public static (Mapping Mapping, IReadOnlyDictionary<string, SourceHeaders> Files, IReadOnlyList<Finding> Findings) For(
        Mapping canonical, IReadOnlyList<SourceHeaders> files)
    {
        var findings = new List<Finding>();
        var sources = new List<MappingSource>();
        var tables = new List<TableMapping>();
        var byName = new Dictionary<string, SourceHeaders>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var name = Normal(file.Sheet ?? Path.GetFileNameWithoutExtension(file.File));
            if (file.Sheet is not null && (SheetsForPeople.Contains(file.Sheet, StringComparer.OrdinalIgnoreCase) || !file.HasRows))
                continue;
            if (!DataModel.TryTable(name, out var table))
            {
                findings.Add(MappingCheck.Problem(
                    MappingFinding.UnknownTable, Severity.Warning, "", file.ToString(), null, name,
                    $"{file} was not read: there is no table '{name}'.{NearestName.MaybeHint(name, DataModel.Tables.Select(t => t.Name))}",
                    "Name the file or sheet like a table, or import it through a mapping."));
                continue;
            }

            var source = $"{table.Name}_{byName.Count + 1}";
            byName[source] = file;
            sources.Add(new MappingSource(source, file.File, file.Sheet, 1, false, canonical.Defaults));
            tables.Add(new TableMapping($"$.{table.Name}", table, source, source, [], null, Columns(file, table, findings), false, null));
        }

        return (canonical with { Sources = sources, Tables = tables }, byName, findings);
    }

    private static List<ColumnMapping> Columns(SourceHeaders file, TableDefinition table, List<Finding> findings)
    {
        var columns = new List<ColumnMapping>();
        foreach (var header in file.Headers.Where(h => h.Length > 0).Distinct())
        {
            if (table.Columns.FirstOrDefault(c => c.Name == Normal(header)) is not { } column)
            {
                findings.Add(MappingCheck.Problem(
                    MappingFinding.UnknownColumn, Severity.Warning, table.Name, file.ToString(), header, header,
                    $"{file}: the column '{header}' was not read: '{table}' has no such column.{NearestName.MaybeHint(Normal(header), table.Columns.Select(c => c.Name))}",
                    "Correct the header, remove the column, or keep such values in item_attributes."));
            }
            else if (!columns.Exists(c => c.Target == column))
            {
                columns.Add(new ColumnMapping($"$.{table.Name}.{column.Name}", column, new ColumnReference(1, null, header), 1, null, null));
            }
        }

        return columns;
    }

    private static string Normal(string name) => name.Trim().Replace(' ', '_').Replace('-', '_').ToLowerInvariant();
}
