using static Concord.Planning.Data.QualityDimension;
using static Concord.Planning.Data.Severity;

namespace Concord.Planning.Data.Checks;

/// <summary>One check for each area that has tables with a first and a last day; it reads the columns, so that a new table is checked from the start.</summary>
internal sealed class ValidityReversed(DataArea area) : DataCheck(new(
    $"{ChoiceWords.Spell(area.ToString()).ToUpperInvariant()}_VALIDITY_REVERSED", Error, area, Validity, "Last day before first day",
    "The row never holds: what it states is silently missing from every plan.",
    "Correct the dates. Maybe day and month were read in the wrong order."))
{
    private static readonly (string From, string To)[] Pairs = [("valid_from", "valid_to"), ("from_date", "to_date")];

    public static IEnumerable<DataArea> Areas => DataModel.Tables.Where(t => PairOf(t) is not null).Select(t => t.Area).Distinct().Order();

    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var table in DataModel.Tables.Where(t => t.Area == Definition.Area))
        {
            if (PairOf(table) is not var (from, to))
                continue;
            foreach (var batch in scope.Dataset.Batches(table))
            {
                var first = batch.Columns[from.Index];
                var last = batch.Columns[to.Index];
                for (var row = 0; row < batch.RowCount; row++)
                {
                    if (first.Date(row) is not { } start || last.Date(row) is not { } end)
                        continue;
                    report.Looked();
                    if (end < start)
                    {
                        report.Add(
                            table.Name, batch.KeyText(row), $"{table.Title}: '{batch.KeyText(row)}' holds from {start:yyyy-MM-dd} to {end:yyyy-MM-dd}.",
                            to.Name, $"{end:yyyy-MM-dd}", importId: batch.ImportIds[row], line: batch.Lines[row]);
                    }
                }
            }
        }
    }

    private static (ColumnDefinition From, ColumnDefinition To)? PairOf(TableDefinition table)
    {
        foreach (var (from, to) in Pairs)
        {
            if (table.Columns.FirstOrDefault(c => c.Name == from) is { } first && table.Columns.FirstOrDefault(c => c.Name == to) is { } last)
                return (first, last);
        }

        return null;
    }
}
