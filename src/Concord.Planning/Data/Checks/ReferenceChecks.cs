using static Concord.Planning.Data.QualityDimension;
using static Concord.Planning.Data.Severity;

namespace Concord.Planning.Data.Checks;

/// <summary>
/// One check for each area that has references. An import accepts no row that names something unknown, but what it named can go later:
/// the import that brought it is undone, or a newer one states the whole table without it.
/// </summary>
internal sealed class ReferenceGone(DataArea area) : DataCheck(new(
    $"{ChoiceWords.Spell(area.ToString()).ToUpperInvariant()}_REFERENCE_GONE", Error, area, Consistency, "A row names something that is not there any more",
    "The row is in no total of what it named: demand for an item that is gone is planned nowhere.",
    "Import what is missing again, or undo the import of these rows too. Maybe an import was undone or replaced by one that holds only a part."))
{
    public static IEnumerable<DataArea> Areas =>
        DataModel.Tables.Where(t => t.Columns.Any(c => c.References is not null)).Select(t => t.Area).Distinct().Order();

    public override void Run(CheckScope scope, CheckReport report)
    {
        var known = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var table in DataModel.Tables.Where(t => t.Area == Definition.Area))
        {
            var references = table.Columns.Where(c => c.References is not null).ToArray();
            foreach (var target in references.Select(c => c.References!).Where(target => !known.ContainsKey(target)).Distinct().ToList())
                known[target] = Keys(scope.Dataset, DataModel.Table(target));
            foreach (var batch in scope.Dataset.Batches(table))
                Look(batch, references, known, report);
        }
    }

    private static void Look(TableBatch batch, ColumnDefinition[] references, Dictionary<string, HashSet<string>> known, CheckReport report)
    {
        // Each distinct key is looked for once; row by row, so that the order of findings does not depend on the batches.
        var gone = Array.ConvertAll(references, c => Array.ConvertAll(batch.Columns[c.Index].Dictionary, key => !known[c.References!].Contains(key)));
        for (var row = 0; row < batch.RowCount; row++)
        {
            for (var i = 0; i < references.Length; i++)
            {
                var data = batch.Columns[references[i].Index];
                var code = data.Codes[row];
                if (code < 0)
                    continue;
                report.Looked();
                if (gone[i][code])
                {
                    report.Add(
                        batch.Table.Name, batch.KeyText(row),
                        $"{batch.Table.Title}: '{batch.KeyText(row)}' names '{data.Dictionary[code]}', which is not in {references[i].References} any more.",
                        references[i].Name, data.Dictionary[code], importId: batch.ImportIds[row], line: batch.Lines[row]);
                }
            }
        }
    }

    private static HashSet<string> Keys(Dataset dataset, TableDefinition table)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var batch in dataset.Batches(table))
        {
            var data = batch.Columns[table.Key[0].Index];
            for (var row = 0; row < batch.RowCount; row++)
                keys.Add(data.Text(row)!);
        }

        return keys;
    }
}
