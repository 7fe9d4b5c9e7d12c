using Concord.Numerics.Statistics;
using static Concord.Planning.Data.QualityDimension;
using static Concord.Planning.Data.Severity;

namespace Concord.Planning.Data.Checks;

internal sealed class HistoryGap() : DataCheck(new(
    "HISTORY_GAP", Warning, DataArea.Demand, Completeness, "Hole in the sales history of an item",
    "A forecast learns from the hole that demand sometimes stops, although only the data or the stock did.",
    "Import the missing months. Maybe the item was out of stock then: enter the stock-out in the stock history."))
{
    /// <summary>
    /// An active item with sales in at least six complete months is looked at. The intervals between its selling months say what is usual: a hole
    /// counts when it has two empty months or more and its interval is more than twice the ninth decile of the item's other intervals. So an item
    /// that sells every third month is not reported for three or five empty ones. One finding for each item names its longest hole.
    /// </summary>
    public override void Run(CheckScope scope, CheckReport report)
    {
        var history = scope.History;
        var selling = new List<int>();
        var others = new List<int>();
        for (var i = 0; i < history.Items.Count; i++)
        {
            if (history.Monthly[i] is not { } months || !scope.IsActive(history.Items[i]))
                continue;
            selling.Clear();
            for (var month = 0; month < history.CompleteMonths; month++)
            {
                if (months[month] > 0)
                    selling.Add(month);
            }

            if (selling.Count < 6)
                continue;
            report.Looked();
            var longest = 1;
            for (var s = 2; s < selling.Count; s++)
            {
                if (selling[s] - selling[s - 1] > selling[longest] - selling[longest - 1])
                    longest = s;
            }

            others.Clear();
            for (var s = 1; s < selling.Count; s++)
            {
                if (s != longest)
                    others.Add(selling[s] - selling[s - 1]);
            }

            others.Sort();
            var usual = others[(int)Math.Ceiling(0.9 * others.Count) - 1];
            var interval = selling[longest] - selling[longest - 1];
            if (interval > 2 && interval > 2 * usual)
            {
                var first = history.MonthName(selling[longest - 1] + 1);
                var last = history.MonthName(selling[longest] - 1);
                report.Add(
                    "sales_history", $"{history.Items[i].Id}",
                    $"Item '{history.Items[i].Id}' sold nothing from {first} to {last} ({interval - 1} months); otherwise it sells at least every {(usual == 1 ? "month" : $"{usual} months")}.",
                    "order_date", first);
            }
        }
    }
}

internal sealed class HistoryMonthEmpty() : DataCheck(new(
    "HISTORY_MONTH_EMPTY", Error, DataArea.Demand, Completeness, "A month without any sales",
    "A whole month is missing between months with sales: every item's forecast would see a collapse that never was.",
    "Import the month. Maybe an extract was cut off, or a file of the series was forgotten."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var lines = scope.History.LinesByMonth;
        var first = Array.FindIndex(lines, l => l > 0);
        var last = Array.FindLastIndex(lines, l => l > 0);
        if (first < 0)
            return;
        for (var month = first; month <= last; month++)
        {
            report.Looked();
            if (lines[month] == 0)
            {
                var name = scope.History.MonthName(month);
                report.Add("sales_history", name, $"No item has a sale in {name}, between months that have.", "order_date", name);
            }
        }
    }
}

internal sealed class HistoryOutlier() : DataCheck(new(
    "HISTORY_OUTLIER", Warning, DataArea.Demand, Validity, "Outlier in the sales history of an item",
    "One wild month moves the forecast of all months to come, and its safety stock more.",
    "Correct the month, or enter the demand event that explains it. Maybe a quantity is in another unit, or one project order is among regular demand."))
{
    private const int HalfWindow = 6;
    private const double Limit = 3.5;
    private const double SpreadFloor = 0.1;
    private const int RampUp = 3;

    /// <summary>
    /// An item with sales in at least three quarters of thirteen or more complete months is looked at: intermittent demand is lumpy by nature.
    /// Known of each month y[t] are m[t] and s[t], median and spread of the thirteen months around it (<see
    /// cref="RobustStatistics.HampelScores"/>, spread at least a tenth of the median), and r[t], the median of the same calendar month of the
    /// other years. It is an outlier when it is unlike its surroundings, |y[t] - m[t]| over 3.5 s[t]; unlike its season, over double or under
    /// half of r[t]; and not explained, over 3.5 s[t] outside the range from m[t] to r[t] as the demand events of the item, its family or all
    /// items widen it by their stated effects. An event that names the item or its family and states no effect explains any quantity. Nothing is
    /// said where no other year is known or m[t] is not positive, nor of the item's first three months, its ramp-up. One finding for each item
    /// names its worst month.
    /// </summary>
    public override void Run(CheckScope scope, CheckReport report)
    {
        var history = scope.History;
        var events = scope.Rows<DemandEvent>();
        var months = history.CompleteMonths;
        var scores = new double[months];
        var spreads = new double[months];
        var scratch = new double[months];
        var season = new double[months];
        for (var i = 0; i < history.Items.Count; i++)
        {
            if (history.Monthly[i] is not { } all)
                continue;
            var first = Array.FindIndex(all, q => q != 0);
            if (first < 0 || months - first < 13)
                continue;
            var series = all.AsSpan(first, months - first);
            var sold = 0;
            foreach (var quantity in series)
                sold += quantity > 0 ? 1 : 0;
            if (sold * 4 < series.Length * 3)
                continue;
            report.Looked();
            RobustStatistics.HampelScores(series, HalfWindow, SpreadFloor, scores, spreads, scratch);
            var worst = -1;
            for (var t = RampUp; t < series.Length; t++)
            {
                if (!(Math.Abs(scores[t]) > Limit) || (worst >= 0 && Math.Abs(scores[t]) <= Math.Abs(scores[worst])))
                    continue;
                var same = 0;
                for (var other = t % 12; other < series.Length; other += 12)
                {
                    if (other != t)
                        season[same++] = series[other];
                }

                var level = RobustStatistics.Median(Around(series, t), scratch);
                if (same == 0 || !(level > 0))
                    continue;
                var usual = RobustStatistics.Median(season.AsSpan(0, same), scratch);
                var unlikeSeason = series[t] > 2 * usual || series[t] < usual / 2;
                if (unlikeSeason && !IsExplained(events, history.Items[i], history.FirstMonth + first + t, series[t], level, usual, Limit * spreads[t]))
                    worst = t;
            }

            if (worst >= 0)
            {
                var name = history.MonthName(first + worst);
                report.Add(
                    "sales_history", $"{history.Items[i].Id}",
                    $"Item '{history.Items[i].Id}' sold {series[worst]:0.##} in {name}; the months around it have a median of {RobustStatistics.Median(Around(series, worst), scratch):0.##}.",
                    "quantity", $"{series[worst]:R}");
            }
        }
    }

    private static ReadOnlySpan<double> Around(ReadOnlySpan<double> series, int t) =>
        series[Math.Max(0, t - HalfWindow)..Math.Min(series.Length, t + HalfWindow + 1)];

    private static bool IsExplained(IReadOnlyList<DemandEvent> events, Item item, int month, double quantity, double level, double usual, double margin)
    {
        double low = Math.Min(level, usual), high = Math.Max(level, usual);
        double lower = 0, higher = 0, less = 0, more = 0;
        foreach (var e in events)
        {
            var named = e.Item is { } id ? id == item.Id : e.Family is { } family && family == item.Family;
            if (!named && (e.Item is not null || e.Family is not null))
                continue;
            if (MonthOf(e.From) > month || (e.To is { } to && month > MonthOf(to)))
                continue;
            if ((e.EffectPercent ?? e.EffectQuantity) is null)
            {
                if (named)
                    return true;
                continue;
            }

            var percent = (e.EffectPercent ?? 0) / 100;
            lower += Math.Min(0, percent);
            higher += Math.Max(0, percent);
            less += Math.Min(0, e.EffectQuantity ?? 0);
            more += Math.Max(0, e.EffectQuantity ?? 0);
        }

        return quantity >= (low * Math.Max(0, 1 + lower)) + less - margin && quantity <= (high * (1 + higher)) + more + margin;
    }

    private static int MonthOf(DateOnly day) => (day.Year * 12) + day.Month - 1;
}

internal sealed class HistoryShort() : DataCheck(new(
    "HISTORY_SHORT", Info, DataArea.Demand, Completeness, "Less than a year of history",
    "No season can be learned from less than a year.",
    "Import older sales, or name a like item. Maybe the item replaced another one: add the relation, so that its history counts."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var history = scope.History;
        for (var i = 0; i < history.Items.Count; i++)
        {
            var item = history.Items[i];
            if (history.FirstDayByItem[i] == int.MaxValue || item.Type != ItemType.FinishedGood || !scope.IsActive(item))
                continue;
            report.Looked();
            var first = DateOnly.FromDayNumber(history.FirstDayByItem[i]);
            if (scope.AsOf.DayNumber - first.DayNumber < 365)
                report.Add("sales_history", $"{item.Id}", $"Item '{item.Id}' first sold on {first:yyyy-MM-dd}, less than a year before the cut-off {scope.AsOf:yyyy-MM-dd}.", "order_date", $"{first:yyyy-MM-dd}");
        }
    }
}

internal sealed class ActiveWithoutSales() : DataCheck(new(
    "ACTIVE_WITHOUT_SALES", Warning, DataArea.Demand, Consistency, "Active item without sales for a year",
    "It is planned, stocked and counted as if it were sold.",
    "Set its stage and its end of life date, or correct its sales history. Maybe it is sold under a new item number."))
{
    /// <summary>Finished goods that are active and were launched a year ago or more, or at no stated time. Only when the history holds sales of the last year at all.</summary>
    public override void Run(CheckScope scope, CheckReport report)
    {
        var history = scope.History;
        var yearAgo = scope.AsOf.DayNumber - 365;
        if (history.LastDay < yearAgo || history.FirstDay > yearAgo)
            return;
        for (var i = 0; i < history.Items.Count; i++)
        {
            var item = history.Items[i];
            if (item.Type != ItemType.FinishedGood || !scope.IsActive(item) || item.LaunchDate?.DayNumber > yearAgo)
                continue;
            report.Looked();
            if (history.LastDayByItem[i] < yearAgo)
            {
                var last = history.LastDayByItem[i] == int.MinValue ? "was never sold" : $"was last sold on {DateOnly.FromDayNumber(history.LastDayByItem[i]):yyyy-MM-dd}";
                report.Add("items", $"{item.Id}", $"Item '{item.Id}' is active and {last}; the cut-off is {scope.AsOf:yyyy-MM-dd}.", "stage", ChoiceWords.Spell(item.Stage.ToString()));
            }
        }
    }
}

internal sealed class SoldAfterEnd() : DataCheck(new(
    "SOLD_AFTER_END_OF_LIFE", Warning, DataArea.Demand, Consistency, "Sold after end of life",
    "Planning stops demand at the end of life; these sales say that it went on.",
    "Correct the end of life date. Maybe the item number was used again, or the rest of the stock was sold off."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var history = scope.History;
        for (var i = 0; i < history.Items.Count; i++)
        {
            if (history.Items[i].EndOfLifeDate is not { } end || history.LinesByItem[i] == 0)
                continue;
            report.Looked();
            if (history.AfterEndByItem[i] > 0)
            {
                var last = DateOnly.FromDayNumber(history.LastDayByItem[i]);
                report.Add(
                    "sales_history", $"{history.Items[i].Id}",
                    $"Item '{history.Items[i].Id}' ended on {end:yyyy-MM-dd}, and {history.AfterEndByItem[i]} lines were sold later, the last on {last:yyyy-MM-dd}.",
                    "order_date", $"{last:yyyy-MM-dd}");
            }
        }
    }
}

internal sealed class SoldBeforeLaunch() : DataCheck(new(
    "SOLD_BEFORE_LAUNCH", Warning, DataArea.Demand, Consistency, "Sold before launch",
    "The life cycle starts at the launch date: sales before it are left out of the item's profile.",
    "Correct the launch date. Maybe these were samples, or the item number belonged to another item before."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var history = scope.History;
        for (var i = 0; i < history.Items.Count; i++)
        {
            if (history.Items[i].LaunchDate is not { } launch || history.LinesByItem[i] == 0)
                continue;
            report.Looked();
            if (history.BeforeLaunchByItem[i] > 0)
            {
                var first = DateOnly.FromDayNumber(history.FirstDayByItem[i]);
                report.Add(
                    "sales_history", $"{history.Items[i].Id}",
                    $"Item '{history.Items[i].Id}' was launched on {launch:yyyy-MM-dd}, and {history.BeforeLaunchByItem[i]} lines were sold earlier, the first on {first:yyyy-MM-dd}.",
                    "order_date", $"{first:yyyy-MM-dd}");
            }
        }
    }
}

internal sealed class DueDateMissing() : DataCheck(new(
    "DUE_DATE_MISSING", Warning, DataArea.Demand, Completeness, "Sales lines without due date",
    "Fill rate and OTIF compare what was asked for when with what came: they are not measurable on these lines.",
    "Map the day the customer asked for to due_date."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var history = scope.History;
        report.Looked(history.Lines);
        if (history.LinesWithoutDueDate > 0)
        {
            report.Add(
                "sales_history", "*",
                $"{history.LinesWithoutDueDate} of {history.Lines} sales lines ({100.0 * history.LinesWithoutDueDate / history.Lines:0.#} %) have no due date; OTIF is not measurable on them.",
                "due_date", count: history.LinesWithoutDueDate);
        }
    }
}

internal sealed class HistoryStale() : DataCheck(new(
    "HISTORY_STALE", Error, DataArea.Demand, Timeliness, "Newest sale older than 35 days",
    "The last month is missing: forecasts start from an old level, and the actuals of the cycle cannot be compared with its plan.",
    "Import the sales up to the cut-off. Maybe the cut-off is later than the data is meant for."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var last = scope.History.LastDay;
        if (last == int.MinValue)
            return;
        report.Looked();
        var days = scope.AsOf.DayNumber - last;
        if (days > 35)
        {
            var newest = DateOnly.FromDayNumber(last);
            report.Add("sales_history", "*", $"The newest sale is of {newest:yyyy-MM-dd}, {days} days before the cut-off {scope.AsOf:yyyy-MM-dd}.", "order_date", $"{newest:yyyy-MM-dd}");
        }
    }
}

internal sealed class FactsAfterCutOff() : DataCheck(new(
    "FACTS_AFTER_CUT_OFF", Info, DataArea.Demand, Timeliness, "Facts dated after the cut-off",
    "They are known and left out, so that the plan only uses what was known at the cut-off; a wrong date hides a fact as well.",
    "Nothing to do when they are newer than the cut-off. Maybe some carry a wrong year."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var table in DataModel.Tables.Where(t => t.AsOf == AsOfRule.UpTo))
        {
            var (seen, hidden, latest) = Count(scope, table);
            report.Looked(seen + hidden);
            if (hidden > 0)
            {
                var day = DateOnly.FromDayNumber(latest);
                report.Add(
                    table.Name, "*", $"{table.Title}: {hidden} rows are dated after the cut-off {scope.AsOf:yyyy-MM-dd} and left out, the latest on {day:yyyy-MM-dd}.",
                    table.AsOfColumn, $"{day:yyyy-MM-dd}", count: hidden);
            }
        }
    }

    private static (long Seen, long Hidden, int Latest) Count(CheckScope scope, TableDefinition table)
    {
        if (table.Record == typeof(SalesHistoryLine))
            return (scope.History.Lines, scope.History.LinesAfterCutOff, scope.History.LatestAfterCutOff);
        long seen = 0, hidden = 0;
        var latest = 0;
        var cutOff = scope.AsOf.DayNumber;
        foreach (var batch in scope.Dataset.BatchesOfAnyDate(table))
        {
            foreach (var day in batch[table.AsOfColumn!].Days.AsSpan(0, batch.RowCount))
            {
                if (day <= cutOff)
                {
                    seen++;
                    continue;
                }

                hidden++;
                latest = Math.Max(latest, day);
            }
        }

        return (seen, hidden, latest);
    }
}

internal sealed class HistoryUnitUnconvertible() : DataCheck(new(
    "HISTORY_UNIT_UNCONVERTIBLE", Error, DataArea.Demand, Consistency, "Sales in a unit that cannot be converted",
    "The quantities are in no history: the item's forecast is too low.",
    "Add a unit conversion for the item. Maybe the unit has another code in the item master."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var history = scope.History;
        for (var i = 0; i < history.Items.Count; i++)
        {
            if (history.LinesByItem[i] == 0)
                continue;
            report.Looked();
            if (history.UnconvertibleByItem[i] > 0)
            {
                var item = history.Items[i];
                report.Add(
                    "sales_history", $"{item.Id}", $"{history.UnconvertibleByItem[i]} of {history.LinesByItem[i]} sales lines of item '{item.Id}' are in a unit that cannot be converted to '{item.Unit}'.",
                    "unit");
            }
        }
    }
}

internal sealed class SalesPriceFarFromList() : DataCheck(new(
    "SALES_PRICE_FAR_FROM_LIST", Warning, DataArea.Demand, Consistency, "Sales price far from the price list",
    "Revenue is planned with the list price; sales at half or double of it say that the plan's revenue will not come.",
    "Check the price list and the sales. Maybe the list price is gross, or for another unit."))
{
    /// <summary>For each item and currency: the mean price of the last 365 days, weighted by quantity, against the price at the cut-off. Far is below a half or above double.</summary>
    public override void Run(CheckScope scope, CheckReport report)
    {
        var history = scope.History;
        foreach (var sales in history.Currencies.OrderBy(c => c.Currency, StringComparer.Ordinal))
        {
            for (var i = 0; i < history.Items.Count; i++)
            {
                var item = history.Items[i].Id;
                if (!(sales.QuantityByItem[i] > 0) || !scope.Prices.TryGetValue(item, out var list) || !(list.Amount > 0) || list.Currency is null
                    || scope.Rates.Find(list.Currency, sales.Currency, scope.AsOf) is not { } rate)
                {
                    continue;
                }

                report.Looked();
                var paid = sales.RevenueByItem[i] / sales.QuantityByItem[i];
                var expected = list.Amount * rate;
                if (paid < expected / 2 || paid > expected * 2)
                {
                    report.Add(
                        "sales_history", $"{item} / {sales.Currency}",
                        $"Item '{item}' sold at {paid:0.####} {sales.Currency} on average over the last year ({sales.LinesByItem[i]} lines); its price is {expected:0.####} {sales.Currency}.",
                        "price", $"{paid:0.####}");
                }
            }
        }
    }
}
