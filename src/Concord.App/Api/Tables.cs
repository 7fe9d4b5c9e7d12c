using Concord.App.Data;
using Concord.App.Security;
using Concord.Planning.Data;
using Concord.Storage.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

/// <param name="References">The table whose key this value must be found in.</param>
/// <param name="Min">The smallest accepted number; null for none.</param>
/// <param name="Max">The largest accepted number; null for none.</param>
/// <param name="Default">What an empty cell of a required column means; null when an empty cell is an error.</param>
/// <param name="Choices">The accepted words of a choice column.</param>
public sealed record TableColumn(
    string Name, ColumnType Type, string Description, string? Unit, bool Required, bool Key, string? References, double? Min, double? Max,
    string? Default, string? Example, IReadOnlyList<string> Choices);

/// <param name="AsOfRule">How the table is seen as of a date.</param>
/// <param name="Replaces">True when an import of this table states the whole of it, unless its mapping says otherwise.</param>
/// <param name="Rows">Rows of the live dataset.</param>
/// <param name="Rejected">Rejected rows that wait for somebody.</param>
public sealed record TableInfo(
    string Name, string Title, DataArea Area, string Description, AsOfRule AsOfRule, string? AsOfColumn, bool Replaces, long Rows, long Rejected,
    IReadOnlyList<TableColumn> Columns);

/// <summary>A window of a table's rows.</summary>
/// <param name="Total">Rows that pass the filters.</param>
/// <param name="Columns">Names of the columns, in the order of the cells.</param>
/// <param name="Rows">For each row its cells in canonical text (ISO dates, a point as decimal sign, true / false); null when empty.</param>
/// <param name="ImportIds">For each row the import that brought it.</param>
/// <param name="Lines">For each row its line in the file of that import; 0 when it came from no file.</param>
public sealed record TableRowsPage(
    long Total, DateOnly AsOf, IReadOnlyList<string> Columns, IReadOnlyList<string?[]> Rows, IReadOnlyList<long> ImportIds, IReadOnlyList<int> Lines);

internal static class Tables
{
    private const int MostTaken = 500;

    public static void MapTables(this RouteGroupBuilder api)
    {
        var tables = api.MapGroup("/tables").WithTags("Master data");
        tables.MapGet("", List).WithName("listTables").Needs(Permission.View);
        tables.MapGet("/{name}/rows", Rows).WithName("listTableRows").Needs(Permission.View).Problem(404);
        tables.MapGet("/{name}.csv", Csv).WithName("exportTable").Needs(Permission.View).Problem(404);
    }

    /// <summary>The canonical data model: every table with its columns, and how many rows it holds.</summary>
    public static Ok<IReadOnlyList<TableInfo>> List(DataStore store)
    {
        var counts = store.Counts();
        return TypedResults.Ok<IReadOnlyList<TableInfo>>([.. DataModel.Tables.OrderBy(t => t.Area).ThenBy(t => t.Order).Select(t =>
        {
            var count = counts.GetValueOrDefault(t.Name);
            return new TableInfo(
                t.Name, t.Title, t.Area, t.Description, t.AsOf, t.AsOfColumn, t.Replaces, count?.Rows ?? 0, count?.Rejected ?? 0,
                [.. t.Columns.Select(c => new TableColumn(
                    c.Name, c.Type, c.Description, c.Unit, c.Required, c.Key, c.References, Finite(c.Min), Finite(c.Max), c.Default, c.Example, c.Choices))]);
        })]);
    }

    /// <summary>Rows of a table, filtered, searched and sorted.</summary>
    /// <param name="name">The table.</param>
    /// <param name="snapshot">A data snapshot; left out, the live dataset as of the effective date.</param>
    /// <param name="filter">Conditions as column:operator:value, all of which must hold; operators eq, ne, contains, gt, lt, empty. Repeatable.</param>
    /// <param name="search">Text that some text cell must hold, whatever the case.</param>
    /// <param name="sort">A column; with a minus before it, descending. Left out, the order of the imports.</param>
    /// <param name="skip">Rows to leave out at the start; at most 100,000 when sorted.</param>
    /// <param name="take">Rows to send, at most 500; 100 when left out.</param>
    public static Ok<TableRowsPage> Rows(
        string name, LiveData data, CancellationToken token, long? snapshot = null, string[]? filter = null, string? search = null, string? sort = null,
        int skip = 0, int take = 100)
    {
        var table = Find(name);
        Words.CheckWindow(skip, take, MostTaken);
        if (sort is { Length: > 0 } && skip > 100_000)
            throw ProblemException.Invalid("skip", $"{skip}", $"skip is {skip}; a sorted list goes to 100,000.", "Maybe filter the table, or export it as CSV.");
        var dataset = data.Of(snapshot);
        var rows = TableRows.Of(dataset, table, new TableQuery(
            [.. (filter ?? []).Select((f, i) => Filter(f, $"filter[{i}]", table))], search,
            string.IsNullOrEmpty(sort) ? null : Column(table, sort.TrimStart('-'), "sort"), sort?.StartsWith('-') == true, skip, take), token);
        return TypedResults.Ok(new TableRowsPage(
            rows.Total, dataset.AsOf, [.. table.Columns.Select(c => c.Name)], rows.Rows, rows.ImportIds, rows.Lines));
    }

    /// <summary>All rows of a table as CSV, in the form the mapping "canonical" imports.</summary>
    /// <param name="name">The table.</param>
    /// <param name="snapshot">A data snapshot; left out, the live dataset as of the effective date.</param>
    public static CsvResult Csv(string name, LiveData data, CancellationToken token, long? snapshot = null)
    {
        var table = Find(name);
        var dataset = data.Of(snapshot);
        return new CsvResult($"{table.Name}.csv", csv => TableCsv.Write(csv, dataset, table, token));
    }

    /// <summary>The name of a table a query names; null when it names none.</summary>
    /// <exception cref="ProblemException">400: no such table; the hint names a near one.</exception>
    public static string? Known(string? name, string field)
    {
        if (string.IsNullOrEmpty(name))
            return null;
        return DataModel.TryTable(name, out _)
            ? name
            : throw ProblemException.Invalid(field, name, $"There is no table '{name}'.", Hint(name, DataModel.Tables.Select(t => t.Name)));
    }

    private static TableDefinition Find(string name) =>
        DataModel.TryTable(name, out var table)
            ? table
            : throw ProblemException.NotFound("table", name, Hint(name, DataModel.Tables.Select(t => t.Name)));

    private static ColumnDefinition Column(TableDefinition table, string name, string field) =>
        table.Columns.FirstOrDefault(c => c.Name == name) ?? throw ProblemException.Invalid(
            field, name, $"Table '{table.Name}' has no column '{name}'.", Hint(name, table.Columns.Select(c => c.Name)));

    private static RowFilter Filter(string text, string field, TableDefinition table)
    {
        var parts = text.Split(':', 3);
        if (parts.Length < 2)
            throw ProblemException.Invalid(field, text, $"The filter '{text}' is not of the form column:operator:value.", "Maybe 'eq' is missing, as in family:eq:Road Bikes.");
        var column = Column(table, parts[0], field);
        var op = Words.Parse<FilterOperator>(parts[1], field) ?? FilterOperator.Eq;
        var filter = new RowFilter(column, op, parts.Length > 2 ? parts[2] : "");
        return filter.Fault() is { } fault ? throw ProblemException.Invalid(field, text, fault) : filter;
    }

    private static string? Hint(string given, IEnumerable<string> known) => NearestName.Find(given, known) is { } near ? $"Maybe '{near}'?" : null;

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
