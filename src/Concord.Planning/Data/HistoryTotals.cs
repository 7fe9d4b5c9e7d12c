using System.Globalization;

namespace Concord.Planning.Data;

public enum HistoryGroup
{
    Item,
    Family,
    Category,
    Channel,
    Region,
}

public enum HistoryBucket
{
    Month,
    Week,
}

/// <param name="Values">One value per bucket, in the common unit; zero where nothing was ordered.</param>
public sealed record HistorySeries(string Name, IReadOnlyList<double> Values);

/// <summary>Ordered quantities of the sales history, added up by bucket of the order date and by group.</summary>
/// <param name="Buckets">Months as 2026-01 or ISO weeks as 2026-W05, without gaps, from the first bucket with facts to that of the as-of date.</param>
/// <param name="Series">The largest groups, by quantity; what is left is one series "Other" at the end.</param>
/// <param name="UnitNote">The unit of the values, and which items are left out.</param>
public sealed record HistoryTotals(IReadOnlyList<string> Buckets, IReadOnlyList<HistorySeries> Series, string UnitNote)
{
    /// <summary>Buckets looked back over at most; older facts are left out, and the note says so.</summary>
    public const int MostBuckets = 520;

    private const string Unnamed = "(none)";

    /// <summary>Adds up the history in one pass over its columns.</summary>
    /// <param name="top">Groups shown on their own, 1 or more.</param>
    /// <param name="item">Only this item.</param>
    /// <param name="family">Only items of this family.</param>
    public static HistoryTotals Of(
        Dataset dataset, HistoryGroup groupBy, HistoryBucket bucket, int top, ItemId? item, string? family, CancellationToken token)
    {
        var selected = dataset.Rows<Item>()
            .Where(i => (item is null || i.Id == item) && (string.IsNullOrEmpty(family) || i.Family == family)).ToDictionary(i => i.Id.Value);
        var unit = CommonUnit.Of(selected.Values, new UnitConversions(dataset.Rows<UnitConversion>()));
        var byCustomer = groupBy is HistoryGroup.Channel or HistoryGroup.Region;
        var groupOf = byCustomer
            ? dataset.Rows<Customer>().ToDictionary(c => c.Id.Value, c => groupBy == HistoryGroup.Channel ? c.Channel : c.Region)
            : selected.ToDictionary(i => i.Key, i => groupBy switch
            {
                HistoryGroup.Item => i.Key,
                HistoryGroup.Family => i.Value.Family,
                _ => i.Value.Category,
            });

        var last = BucketOf(dataset.AsOf.DayNumber, bucket);
        var first = last - MostBuckets + 1;
        var sums = new Dictionary<string, double[]>();
        var earliest = last + 1;
        var tooOld = false;
        var table = DataModel.Table<SalesHistoryLine>();
        foreach (var batch in dataset.Batches(table))
        {
            token.ThrowIfCancellationRequested();
            var (items, customers, units) = (batch["item"], batch["customer"], batch["unit"]);
            var (days, quantities) = (batch["order_date"].Days, batch["quantity"].Numbers);
            var groupCodes = byCustomer ? customers : items;
            var groups = new double[groupCodes.Dictionary.Length][];
            var factors = new double[items.Dictionary.Length];
            for (var code = 0; code < factors.Length; code++)
                factors[code] = unit.Factor(new ItemId(items.Dictionary[code]), null);
            for (var row = 0; row < batch.RowCount; row++)
            {
                var itemCode = items.Codes[row];
                var groupCode = groupCodes.Codes[row];
                if (itemCode < 0 || groupCode < 0 || days[row] == ColumnData.NoDate)
                    continue;
                var factor = units.Codes[row] < 0 ? factors[itemCode] : unit.Factor(new ItemId(items.Dictionary[itemCode]), units.Text(row));
                var quantity = quantities[row] * factor;
                if (double.IsNaN(quantity))
                    continue;
                var position = BucketOf(days[row], bucket);
                if (position > last)
                    continue;
                if (position < first)
                {
                    tooOld = true;
                    continue;
                }

                groups[groupCode] ??= Group(groupCodes.Dictionary[groupCode]);
                groups[groupCode][position - first] += quantity;
                earliest = Math.Min(earliest, position);
            }
        }

        var count = last - earliest + 1;
        var note = tooOld ? $"{unit.Note} Facts before {Label(first, bucket)} are left out." : unit.Note;
        return new HistoryTotals(
            [.. Enumerable.Range(earliest, count).Select(b => Label(b, bucket))], Largest(sums, top, earliest - first, count), note);

        double[] Group(string member)
        {
            var name = groupOf.TryGetValue(member, out var group) && !string.IsNullOrEmpty(group) ? group : Unnamed;
            if (!sums.TryGetValue(name, out var values))
                sums[name] = values = new double[MostBuckets];
            return values;
        }
    }

    /// <summary>The bucket of a day: months since year 0, or weeks (Monday to Sunday) since 1 January of year 1, which was a Monday.</summary>
    private static int BucketOf(int day, HistoryBucket bucket)
    {
        if (bucket == HistoryBucket.Week)
            return day / 7;
        var date = DateOnly.FromDayNumber(day);
        return (date.Year * 12) + date.Month - 1;
    }

    private static string Label(int position, HistoryBucket bucket)
    {
        if (bucket == HistoryBucket.Month)
            return string.Create(CultureInfo.InvariantCulture, $"{position / 12:0000}-{(position % 12) + 1:00}");
        var monday = DateOnly.FromDayNumber(Math.Max(0, position) * 7).ToDateTime(TimeOnly.MinValue);
        return string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(monday):0000}-W{ISOWeek.GetWeekOfYear(monday):00}");
    }

    private static List<HistorySeries> Largest(Dictionary<string, double[]> sums, int top, int skip, int count)
    {
        var ranked = sums.OrderByDescending(s => s.Value.Sum()).ThenBy(s => s.Key, StringComparer.Ordinal).ToList();
        var shown = ranked.Take(top).Select(s => new HistorySeries(s.Key, s.Value[skip..(skip + count)])).ToList();
        if (ranked.Count <= top)
            return shown;
        var other = new double[count];
        foreach (var (_, values) in ranked.Skip(top))
        {
            for (var i = 0; i < count; i++)
                other[i] += values[skip + i];
        }

        shown.Add(new HistorySeries($"Other ({ranked.Count - top})", other));
        return shown;
    }
}
