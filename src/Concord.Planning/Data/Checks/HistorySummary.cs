namespace Concord.Planning.Data.Checks;

/// <summary>
/// The sales history in short, from one pass over its batches: what the checks of demand need, in arrays by item. Memory grows with the
/// number of items sold and not with the lines. Sums run in the order of the rows, so that the same rows give the same bits.
/// </summary>
public sealed class HistorySummary
{
    /// <summary>Months kept by item, the month of the cut-off included; older lines count in totals and first days only.</summary>
    public const int MonthsKept = 60;

    private HistorySummary(IReadOnlyList<Item> items, DateOnly asOf)
    {
        Items = items;
        var last = (asOf.Year * 12) + asOf.Month - 1;
        FirstMonth = Math.Max(12, last - MonthsKept + 1);
        MonthCount = last - FirstMonth + 1;
        CompleteMonths = asOf.Day == DateTime.DaysInMonth(asOf.Year, asOf.Month) ? MonthCount : MonthCount - 1;
        LinesByItem = new long[items.Count];
        UnconvertibleByItem = new long[items.Count];
        AfterEndByItem = new long[items.Count];
        BeforeLaunchByItem = new long[items.Count];
        FirstDayByItem = new int[items.Count];
        LastDayByItem = new int[items.Count];
        TotalByItem = new double[items.Count];
        Monthly = new double[items.Count][];
        LinesByMonth = new long[MonthCount];
        Array.Fill(FirstDayByItem, int.MaxValue);
        Array.Fill(LastDayByItem, int.MinValue);
    }

    /// <summary>The items in the order of all arrays by item.</summary>
    public IReadOnlyList<Item> Items { get; }

    public long Lines { get; private set; }

    /// <summary>Lines dated after the cut-off; they are in nothing else here.</summary>
    public long LinesAfterCutOff { get; private set; }

    /// <summary>The day number of the latest of them; 0 when there is none.</summary>
    public int LatestAfterCutOff { get; private set; }

    /// <summary>Lines without the day the customer asked for: fill rate and OTIF cannot be measured on them.</summary>
    public long LinesWithoutDueDate { get; private set; }

    /// <summary>Lines of items that are not in the item table; they are in no array.</summary>
    public long LinesOfUnknownItems { get; private set; }

    /// <summary>First and last order day of all lines, returns included, as day numbers; the first is greater than the last when there are no lines.</summary>
    public int FirstDay { get; private set; } = int.MaxValue;

    /// <inheritdoc cref="FirstDay"/>
    public int LastDay { get; private set; } = int.MinValue;

    /// <summary>The month of column 0 of <see cref="Monthly"/>, as year x 12 + month - 1.</summary>
    public int FirstMonth { get; }

    /// <summary>Months in <see cref="Monthly"/>: 1 to <see cref="MonthsKept"/>.</summary>
    public int MonthCount { get; }

    /// <summary>Of these the leading ones that are over at the cut-off, up to the last one with sales in its last week: what comes after is not imported yet.</summary>
    public int CompleteMonths { get; private set; }

    public long[] LinesByItem { get; }

    /// <summary>Lines whose unit cannot be converted to the item's base unit; their quantity is in no sum.</summary>
    public long[] UnconvertibleByItem { get; }

    /// <summary>Sales lines (not returns) dated after the item's end of life.</summary>
    public long[] AfterEndByItem { get; }

    /// <summary>Sales lines (not returns) dated before the item's launch.</summary>
    public long[] BeforeLaunchByItem { get; }

    /// <summary>Day number of the first sale (not return); <see cref="int.MaxValue"/> when there is none.</summary>
    public int[] FirstDayByItem { get; }

    /// <summary>Day number of the last sale (not return); <see cref="int.MinValue"/> when there is none.</summary>
    public int[] LastDayByItem { get; }

    /// <summary>Net quantity over all time [base units].</summary>
    public double[] TotalByItem { get; }

    /// <summary>For each item its net quantity by month [base units], 0 in months without lines; null for an item without lines in these months.</summary>
    public double[]?[] Monthly { get; }

    /// <summary>Lines of all items by month.</summary>
    public long[] LinesByMonth { get; }

    /// <summary>The currencies that lines are priced in, in order of appearance.</summary>
    public IReadOnlyList<CurrencySales> Currencies { get; private set; } = [];

    /// <summary>The name of a month of <see cref="Monthly"/>: 2026-03.</summary>
    public string MonthName(int month) => $"{(FirstMonth + month) / 12:0000}-{((FirstMonth + month) % 12) + 1:00}";

    /// <summary>Reads the history of a dataset once, lines after the cut-off included so that they can be counted.</summary>
    /// <exception cref="OperationCanceledException">Cancelled between two batches.</exception>
    public static HistorySummary Of(Dataset dataset, CancellationToken cancellationToken = default)
    {
        var summary = new HistorySummary(dataset.Rows<Item>(), dataset.AsOf);
        var pass = new HistoryPass(summary, new UnitConversions(dataset.Rows<UnitConversion>()), dataset.AsOf);
        foreach (var batch in dataset.BatchesOfAnyDate(DataModel.Table<SalesHistoryLine>()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            pass.Add(batch);
        }

        summary.Currencies = pass.Currencies;
        if (summary.LastDay == int.MinValue)
            return summary;
        var last = DateOnly.FromDayNumber(summary.LastDay);
        var lastMonth = (last.Year * 12) + last.Month - 1 - summary.FirstMonth;
        var lastIsWhole = DateTime.DaysInMonth(last.Year, last.Month) - last.Day < 7;
        summary.CompleteMonths = Math.Clamp(lastIsWhole ? lastMonth + 1 : lastMonth, 0, summary.CompleteMonths);
        return summary;
    }

    /// <summary>Priced sales in one currency. Sums are of the last 365 days before the cut-off, returns left out.</summary>
    /// <param name="LinesByItem">Priced lines in the sums.</param>
    /// <param name="QuantityByItem">[base units]</param>
    /// <param name="RevenueByItem">[currency]</param>
    public sealed record CurrencySales(string Currency, long[] LinesByItem, double[] QuantityByItem, double[] RevenueByItem)
    {
        /// <summary>Priced lines of all time.</summary>
        public long Lines { get; internal set; }
    }

    /// <summary>The pass over the batches. Texts become positions once per batch dictionary, so that the row loop only touches arrays.</summary>
    private sealed class HistoryPass
    {
        private const int Unresolved = -2;
        private const int Unknown = -1;

        private readonly HistorySummary _to;
        private readonly UnitConversions _conversions;
        private readonly int _firstWindowDay;
        private readonly int[] _monthOfDay;
        private readonly int _firstPriceDay;
        private readonly int _lastDay;
        private readonly Dictionary<string, int> _itemIndex;
        private readonly Dictionary<string, int> _unitIndex = [];
        private readonly List<string> _unitNames = [];
        private readonly Dictionary<string, int> _currencyIndex = [];
        private readonly Dictionary<long, double> _factors = [];
        private readonly int[] _baseUnit;
        private readonly int[] _launchDay;
        private readonly int[] _endDay;
        private readonly CodeMap _items;
        private readonly CodeMap _units;
        private readonly CodeMap _currencies;

        public HistoryPass(HistorySummary to, UnitConversions conversions, DateOnly asOf)
        {
            _to = to;
            _conversions = conversions;
            var firstDay = new DateOnly(to.FirstMonth / 12, (to.FirstMonth % 12) + 1, 1);
            _firstWindowDay = firstDay.DayNumber;
            _monthOfDay = new int[asOf.DayNumber - _firstWindowDay + 1];
            for (var i = 0; i < _monthOfDay.Length; i++)
            {
                var day = DateOnly.FromDayNumber(_firstWindowDay + i);
                _monthOfDay[i] = (day.Year * 12) + day.Month - 1 - to.FirstMonth;
            }

            _firstPriceDay = asOf.DayNumber - 364;
            _lastDay = asOf.DayNumber;
            var items = to.Items;
            _itemIndex = new Dictionary<string, int>(items.Count);
            _baseUnit = new int[items.Count];
            _launchDay = new int[items.Count];
            _endDay = new int[items.Count];
            for (var i = 0; i < items.Count; i++)
            {
                _itemIndex[items[i].Id.Value ?? ""] = i;
                _baseUnit[i] = UnitIndex(items[i].Unit.Value ?? "");
                _launchDay[i] = items[i].LaunchDate?.DayNumber ?? int.MinValue;
                _endDay[i] = items[i].EndOfLifeDate?.DayNumber ?? int.MaxValue;
            }

            _items = new CodeMap(text => _itemIndex.TryGetValue(text, out var index) ? index : Unknown);
            _units = new CodeMap(UnitIndex);
            _currencies = new CodeMap(CurrencyIndex);
        }

        public List<CurrencySales> Currencies { get; } = [];

        public void Add(TableBatch batch)
        {
            var itemCodes = _items.Open(batch["item"]);
            var unitCodes = _units.Open(batch["unit"]);
            var currencyCodes = _currencies.Open(batch["currency"]);
            var days = batch["order_date"].Days;
            var dueDays = batch["due_date"].Days;
            var quantities = batch["quantity"].Numbers;
            var prices = batch["price"].Numbers;
            for (var row = 0; row < batch.RowCount; row++)
            {
                var day = days[row];
                if (day > _lastDay)
                {
                    _to.LinesAfterCutOff++;
                    _to.LatestAfterCutOff = Math.Max(_to.LatestAfterCutOff, day);
                    continue;
                }

                _to.Lines++;
                if (dueDays[row] == ColumnData.NoDate)
                    _to.LinesWithoutDueDate++;
                if (day == ColumnData.NoDate)
                    continue;
                _to.FirstDay = Math.Min(_to.FirstDay, day);
                _to.LastDay = Math.Max(_to.LastDay, day);
                var month = (uint)(day - _firstWindowDay) < (uint)_monthOfDay.Length ? _monthOfDay[day - _firstWindowDay] : -1;
                if (month >= 0)
                    _to.LinesByMonth[month]++;

                var item = itemCodes[row] < 0 ? Unknown : _items.Resolve(itemCodes[row]);
                if (item < 0)
                {
                    _to.LinesOfUnknownItems++;
                    continue;
                }

                _to.LinesByItem[item]++;
                var quantity = quantities[row];
                if (!double.IsFinite(quantity))
                    continue;
                if (quantity > 0)
                {
                    _to.FirstDayByItem[item] = Math.Min(_to.FirstDayByItem[item], day);
                    _to.LastDayByItem[item] = Math.Max(_to.LastDayByItem[item], day);
                    if (day > _endDay[item])
                        _to.AfterEndByItem[item]++;
                    if (day < _launchDay[item])
                        _to.BeforeLaunchByItem[item]++;
                }

                var factor = 1.0;
                if (unitCodes[row] >= 0 && _units.Resolve(unitCodes[row]) is var unit && unit != _baseUnit[item])
                {
                    factor = Factor(item, unit);
                    if (double.IsNaN(factor))
                    {
                        _to.UnconvertibleByItem[item]++;
                        continue;
                    }
                }

                _to.TotalByItem[item] += quantity * factor;
                if (month >= 0)
                    (_to.Monthly[item] ??= new double[_to.MonthCount])[month] += quantity * factor;
                if (currencyCodes[row] >= 0 && !double.IsNaN(prices[row]))
                {
                    var sales = Currencies[_currencies.Resolve(currencyCodes[row])];
                    sales.Lines++;
                    if (quantity > 0 && day >= _firstPriceDay)
                    {
                        sales.LinesByItem[item]++;
                        sales.QuantityByItem[item] += quantity * factor;
                        sales.RevenueByItem[item] += quantity * prices[row];
                    }
                }
            }
        }

        private int UnitIndex(string unit)
        {
            if (!_unitIndex.TryGetValue(unit, out var index))
            {
                _unitIndex.Add(unit, index = _unitNames.Count);
                _unitNames.Add(unit);
            }

            return index;
        }

        private int CurrencyIndex(string currency)
        {
            if (!_currencyIndex.TryGetValue(currency, out var index))
            {
                _currencyIndex.Add(currency, index = Currencies.Count);
                var items = _to.Items.Count;
                Currencies.Add(new CurrencySales(currency, new long[items], new double[items], new double[items]));
            }

            return index;
        }

        /// <summary>Base units per unit; NaN when it cannot be converted.</summary>
        private double Factor(int item, int unit)
        {
            var key = ((long)item << 32) | (uint)unit;
            if (!_factors.TryGetValue(key, out var factor))
            {
                factor = _conversions.Factor(_to.Items[item].Id, new UnitId(_unitNames[unit]), _to.Items[item].Unit) ?? double.NaN;
                _factors.Add(key, factor);
            }

            return factor;
        }

        /// <summary>Positions of a batch dictionary's texts, looked up when a row first uses them, and kept while the next batch has the same dictionary.</summary>
        private sealed class CodeMap(Func<string, int> find)
        {
            private string[] _dictionary = [];
            private int[] _map = [];

            public int[] Open(ColumnData column)
            {
                if (!ReferenceEquals(_dictionary, column.Dictionary))
                {
                    _dictionary = column.Dictionary;
                    if (_map.Length < _dictionary.Length)
                        _map = new int[_dictionary.Length];
                    Array.Fill(_map, Unresolved);
                }

                return column.Codes;
            }

            public int Resolve(int code)
            {
                var index = _map[code];
                if (index == Unresolved)
                    _map[code] = index = find(_dictionary[code]);
                return index;
            }
        }
    }
}
