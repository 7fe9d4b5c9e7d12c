namespace Concord.Planning.Data;

/// <summary>Applies each table's as-of rule: how the rows known today looked on a date. The rules are those of <see cref="AsOfRule"/>.</summary>
public static class AsOfView
{
    /// <summary>The rows of a batch as of the date. Orders that closed later are open again in full, as they were.</summary>
    public static TableBatch Apply(TableBatch batch, DateOnly asOf) => batch.Table.AsOf switch
    {
        AsOfRule.UpTo => UpTo(batch, asOf.DayNumber),
        AsOfRule.OpenAt => OpenAt(batch, asOf.DayNumber),
        _ => batch,
    };

    private static TableBatch UpTo(TableBatch batch, int day)
    {
        var days = batch[batch.Table.AsOfColumn!].Days;
        return batch.Where(row => days[row] <= day); // NoDate is the smallest number: undated rows count
    }

    private static TableBatch OpenAt(TableBatch batch, int day)
    {
        var table = batch.Table;
        var ordered = batch[table.AsOfColumn!].Days;
        var due = batch["due_date"].Days;
        var quantity = batch["quantity"].Numbers;
        var status = batch["status"];
        var closedDate = Column(table, nameof(SalesOrder.ClosedDate));
        var closedQuantity = Column(table, nameof(SalesOrder.ClosedQuantity));
        var closedDays = batch.Columns[closedDate].Days;
        var closedQuantities = batch.Columns[closedQuantity].Numbers;

        bool IsClosedNow(int row) => status.Text(row) == "closed" || (!double.IsNaN(closedQuantities[row]) && closedQuantities[row] >= quantity[row]);

        // An order in full without a closing date is taken to have closed on its due date; partial deliveries without a date count as made before.
        int ClosedOn(int row) => closedDays[row] != ColumnData.NoDate ? closedDays[row] : IsClosedNow(row) ? due[row] : ColumnData.NoDate;

        var open = batch.Where(row =>
            ordered[row] <= day && status.Text(row) != "cancelled" && !(IsClosedNow(row) && ClosedOn(row) <= day));
        return Reopen(open, day, closedDate, closedQuantity);
    }

    /// <summary>What happened after the date has not happened yet: deliveries dated later are taken back.</summary>
    private static TableBatch Reopen(TableBatch batch, int day, int closedDate, int closedQuantity)
    {
        var due = batch["due_date"].Days;
        var quantity = batch["quantity"].Numbers;
        var status = batch.Table.Column("status").Index;
        var days = (int[])batch.Columns[closedDate].Days.Clone();
        var quantities = (double[])batch.Columns[closedQuantity].Numbers.Clone();
        var statuses = (int[])batch.Columns[status].Codes.Clone();
        string[] words = [.. batch.Columns[status].Dictionary, "open"];
        for (var row = 0; row < batch.RowCount; row++)
        {
            var later = days[row] != ColumnData.NoDate
                ? days[row] > day
                : due[row] > day && (words[statuses[row]] == "closed" || quantities[row] >= quantity[row]);
            if (!later)
                continue;
            days[row] = ColumnData.NoDate;
            quantities[row] = 0;
            statuses[row] = words.Length - 1;
        }

        ColumnData[] columns = [.. batch.Columns];
        columns[closedDate] = ColumnData.OfDays(days);
        columns[closedQuantity] = ColumnData.OfNumbers(quantities);
        columns[status] = ColumnData.OfText(statuses, words);
        return batch with { Columns = columns };
    }

    private static int Column(TableDefinition table, string property) => table.Columns.First(c => c.Property.Name == property).Index;
}
