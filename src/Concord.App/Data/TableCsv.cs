using Concord.Planning.Data;
using CsvHelper;

namespace Concord.App.Data;

/// <summary>Writes a table of a dataset as canonical CSV: what is exported can be imported again.</summary>
internal static class TableCsv
{
    /// <returns>Number of rows.</returns>
    public static long Write(CsvWriter csv, Dataset dataset, TableDefinition table, CancellationToken token)
    {
        csv.WriteHeader([.. table.Columns.Select(c => c.Name)]);
        var rows = 0L;
        foreach (var batch in dataset.Batches(table))
        {
            rows += batch.RowCount;
            token.ThrowIfCancellationRequested();
            for (var row = 0; row < batch.RowCount; row++)
            {
                foreach (var column in table.Columns)
                {
                    // Numbers go through the writer as numbers: a minus sign is then no formula.
                    if (column.Type is ColumnType.Number or ColumnType.Integer && !double.IsNaN(batch.Columns[column.Index].Numbers[row]))
                        csv.WriteField(batch.Columns[column.Index].Numbers[row], "R");
                    else
                        csv.WriteField(batch.Cell(row, column));
                }

                csv.EndRecord();
            }
        }

        return rows;
    }
}
