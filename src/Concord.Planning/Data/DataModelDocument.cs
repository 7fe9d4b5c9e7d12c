using System.Globalization;
using System.Text;

namespace Concord.Planning.Data;

/// <summary>Writes docs/data-model.md from the canonical data model.</summary>
public static class DataModelDocument
{
    /// <summary>The whole document as Markdown, lines ended by \n.</summary>
    public static string Write()
    {
        var text = new StringBuilder();
        text.Append("# Data model\n\n");
        text.Append("Generated from the records in `src/Concord.Planning/Data`; a test keeps it current. These are the tables Concord accepts facts in; ");
        text.Append("a mapping file says how a foreign system's tables become them. Words are those of the [glossary](glossary.md).\n\n");
        text.Append("- **Key**: two rows of one dataset never share it; the row of the newer import wins. An empty optional key column is a value of its own (\"for every item\").\n");
        text.Append("- **Required**: an empty cell is an error, unless a default is stated: then the default is meant.\n");
        text.Append("- **Reference**: the value must be found as the key of that table.\n");
        text.Append("- In a canonical file dates are written `2026-03-31`, numbers with a point, truth as `true` or `false`.\n\n");
        text.Append("| As of a date | means |\n|---|---|\n");
        foreach (var rule in Enum.GetValues<AsOfRule>())
            text.Append($"| {RuleWord(rule)} | {RuleMeaning(rule)} |\n");
        foreach (var area in DataModel.Tables.GroupBy(t => t.Area).OrderBy(g => g.Key))
        {
            text.Append($"\n## {AreaWord(area.Key)}\n");
            foreach (var table in area.OrderBy(t => t.Order).ThenBy(t => t.Name, StringComparer.Ordinal))
                Append(text, table);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, TableDefinition table)
    {
        text.Append($"\n### {table.Title} (`{table.Name}`)\n\n{table.Description}\n\n");
        text.Append($"Key: {string.Join(", ", table.Key.Select(c => $"`{c.Name}`"))}. As of a date: {RuleWord(table.AsOf)}");
        text.Append(table.AsOfColumn is null ? "." : $", by `{table.AsOfColumn}`.");
        text.Append(table.Replaces ? " An import states the whole table, unless its mapping says otherwise: rows missing from it are gone.\n\n" : "\n\n");
        text.Append("| Column | Type | Unit | Required | Meaning |\n|---|---|---|---|---|\n");
        foreach (var column in table.Columns)
        {
            var required = !column.Required ? "" : column.Default is null ? "yes" : $"default `{column.Default}`";
            text.Append($"| `{column.Name}` | {TypeWord(column)} | {column.Unit} | {required} | {Meaning(column)} |\n");
        }
    }

    private static string TypeWord(ColumnDefinition column) =>
        column.References is null ? column.Type.ToString().ToLowerInvariant() : $"reference to `{column.References}`";

    private static string Meaning(ColumnDefinition column)
    {
        var text = new StringBuilder(column.Description);
        if (column.Choices.Count > 0)
            text.Append(" One of ").AppendJoin(", ", column.Choices.Select(c => $"`{c}`")).Append('.');
        if (double.IsFinite(column.Min) && double.IsFinite(column.Max))
            text.Append($" From {Number(column.Min)} to {Number(column.Max)}.");
        else if (double.IsFinite(column.Min))
            text.Append($" At least {Number(column.Min)}.");
        else if (double.IsFinite(column.Max))
            text.Append($" At most {Number(column.Max)}.");
        if (column.Example is not null)
            text.Append($" Example: `{column.Example}`.");
        return text.ToString();
    }

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string AreaWord(DataArea area) => area == DataArea.StockAndOrders ? "Stock and orders" : area.ToString();

    private static string RuleWord(AsOfRule rule) => rule switch
    {
        AsOfRule.Always => "always",
        AsOfRule.UpTo => "up to",
        AsOfRule.State => "state",
        AsOfRule.OpenAt => "open at",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, null),
    };

    private static string RuleMeaning(AsOfRule rule) => rule switch
    {
        AsOfRule.Always => "Every row counts, whatever the date: master data, and plans from outside.",
        AsOfRule.UpTo => "Rows dated on or before the date count; rows without a date count too.",
        AsOfRule.State => "The rows of the newest import that states the whole table count as the state on the date. Rows dated later are kept, and reported.",
        AsOfRule.OpenAt => "Orders placed on or before the date and not closed by then. Closed is: received, completed or shipped in full on or before it, or cancelled; an order in full without a closing date is taken to have closed on its due date.",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, null),
    };
}
