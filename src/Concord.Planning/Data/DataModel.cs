using System.Collections.Frozen;
using System.Reflection;

namespace Concord.Planning.Data;

/// <summary>
/// The canonical data model: every table Concord accepts facts in, read once from the records that carry <see cref="TableAttribute"/>.
/// Mapping, import, storage, checks, the template workbook, docs/data-model.md and the API all read this one list.
/// </summary>
public static class DataModel
{
    /// <summary>All tables, in an order in which each table's references point to itself or to an earlier one (master data before facts).</summary>
    public static IReadOnlyList<TableDefinition> Tables { get; } = InReferenceOrder(
        typeof(DataModel).Assembly.GetTypes()
            .Where(t => t.GetCustomAttribute<TableAttribute>() is not null)
            .Select(TableDefinition.FromRecord)
            .OrderBy(t => t.Area).ThenBy(t => t.Order).ThenBy(t => t.Name, StringComparer.Ordinal));

    private static readonly FrozenDictionary<string, TableDefinition> ByName = Tables.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);
    private static readonly FrozenDictionary<Type, TableDefinition> ByRecord = Tables.ToFrozenDictionary(t => t.Record);

    /// <summary>The table of that name.</summary>
    /// <exception cref="ArgumentException">No such table; the message lists near names.</exception>
    public static TableDefinition Table(string name) =>
        ByName.TryGetValue(name, out var table)
            ? table
            : throw new ArgumentException($"There is no table '{name}'.{NearestName.MaybeHint(name, ByName.Keys)}", nameof(name));

    /// <summary>The table whose rows are <typeparamref name="T"/>.</summary>
    public static TableDefinition Table<T>() => ByRecord[typeof(T)];

    public static bool TryTable(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TableDefinition? table) =>
        ByName.TryGetValue(name, out table);

    private static TableDefinition[] InReferenceOrder(IEnumerable<TableDefinition> tables)
    {
        var open = tables.ToList();
        var done = new List<TableDefinition>(open.Count);
        while (open.Count > 0)
        {
            var names = done.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
            var next = open.Find(t => t.Columns.All(c => c.References is null || c.References == t.Name || names.Contains(c.References)))
                ?? throw new InvalidOperationException($"Tables refer to each other in a circle: {string.Join(", ", open.Select(t => t.Name))}");
            done.Add(next);
            open.Remove(next);
        }

        return [.. done];
    }
}
