using Concord.Numerics.Forecasting;
using Concord.Planning.Cube;
using Concord.Planning.Data;

namespace Concord.Planning.Demand;

/// <summary>An item's life as far as the history and the master data know it.</summary>
/// <param name="Item">The item; null when the master data do not have it.</param>
/// <param name="Start">First period of its life: of its first sale, not before its launch date; <see cref="SeasonPeriods.Past"/> or more when it has not been sold.</param>
/// <param name="IsNew">It has been sold for less than a season, and others longer.</param>
internal sealed record ItemLife(Item? Item, int Start, bool IsNew);

/// <summary>The cleansed history by period, with what the forecast knows of lives and seasons.</summary>
internal sealed class DemandHistory
{
    private readonly SeriesMatrix _sold;
    private readonly Dictionary<string, double[]> _seasons = new(StringComparer.Ordinal);
    private readonly double[] _noSeason;

    public DemandHistory(SeriesMatrix sold, SeriesCatalog catalog, bool[] present, SeasonPeriods periods, Dataset dataset)
    {
        (_sold, Catalog, Present, Periods) = (sold, catalog, present, periods);
        _noSeason = new double[periods.Season];
        Array.Fill(_noSeason, 1);
        (First, End) = KnownPeriods(dataset);
        var items = dataset.Rows<Item>().DistinctBy(i => i.Id).ToDictionary(i => i.Id.Value, StringComparer.Ordinal);
        var totals = new double[catalog.Members(0).Length][];
        for (var series = 0; series < catalog.Count; series++)
        {
            if (!present[series])
                continue;
            var total = totals[catalog.Codes(0)[series]] ??= new double[Math.Max(0, End)];
            for (var period = First; period < End; period++)
                total[period] += Sold(series, period);
        }

        Lives = new ItemLife[totals.Length];
        for (var code = 0; code < totals.Length; code++)
            Lives[code] = LifeOf(items.GetValueOrDefault(catalog.Members(0)[code]), totals[code] ?? []);
        ItemTotals = totals;
        LearnSeasons();
    }

    public SeriesCatalog Catalog { get; }

    public bool[] Present { get; }

    public SeasonPeriods Periods { get; }

    /// <summary>The first period whose sales are known in full.</summary>
    public int First { get; }

    /// <summary>The period after the last in which anything was sold: what is after it is not known, rather than zero.</summary>
    public int End { get; }

    /// <summary>By code of the item.</summary>
    public ItemLife[] Lives { get; }

    /// <summary>What was sold of an item in each period, over all its series; null for items without a series in the plan.</summary>
    public double[]?[] ItemTotals { get; }

    public ItemLife LifeOf(int series) => Lives[Catalog.Codes(0)[series]];

    /// <summary>0 or more; what is not known is 0 within the life of a series.</summary>
    public double Sold(int series, int period) => _sold.Row(series)[period] is > 0 and var value ? value : 0;

    /// <summary>The first period of a series' own life: of its first sale, not before the start of its item's; <see cref="End"/> when it has none.</summary>
    public int StartOf(int series)
    {
        var start = Math.Max(First, LifeOf(series).Start);
        while (start < End && Sold(series, start) == 0)
            start++;
        return Math.Min(start, End);
    }

    /// <summary>The seasonal indices of the item, its family or its category, whichever is the first to have any; by period modulo the season. Without any they are 1 and have no source.</summary>
    public (double[] Indices, string? Source) SeasonOf(int itemCode)
    {
        var item = Lives[itemCode].Item;
        if (_seasons.TryGetValue($"i{Catalog.Members(0)[itemCode]}", out var own))
            return (own, "the season of the item over all places");
        if (item?.Family is { } family && _seasons.TryGetValue($"f{family}", out var ofFamily))
            return (ofFamily, $"the season of family {family}");
        return item?.Category is { } category && _seasons.TryGetValue($"c{category}", out var ofCategory)
            ? (ofCategory, $"the season of category {category}")
            : (_noSeason, null);
    }

    /// <summary>The periods in which the dataset has any sale, without a first one that it does not cover from its start.</summary>
    private (int First, int End) KnownPeriods(Dataset dataset)
    {
        var totals = new bool[Periods.Past];
        for (var series = 0; series < Catalog.Count; series++)
        {
            var row = _sold.Row(series);
            for (var period = 0; period < totals.Length; period++)
                totals[period] |= row[period] > 0;
        }

        var first = Array.IndexOf(totals, true);
        var end = Array.LastIndexOf(totals, true) + 1;
        if (first < 0)
            return (0, 0);
        var earliest = int.MaxValue;
        foreach (var batch in dataset.Batches(DataModel.Table<SalesHistoryLine>(), "order_date", "due_date"))
        {
            var (ordered, due) = (batch["order_date"].Days, batch["due_date"].Days);
            for (var row = 0; row < batch.RowCount; row++)
                earliest = Math.Min(earliest, due[row] == ColumnData.NoDate ? ordered[row] : due[row]);
        }

        // Beginnings of an extract are seldom beginnings of a period; a few free days are no gap.
        var missing = earliest == int.MaxValue ? 0 : earliest - Periods.First(first).DayNumber;
        return missing * 4 > Periods.Days(first) && first + 1 < end ? (first + 1, end) : (first, end);
    }

    private ItemLife LifeOf(Item? item, double[] total)
    {
        var start = First;
        if (item?.LaunchDate is { } launch)
            start = Math.Max(start, Periods.PeriodOf(launch));
        while (start < total.Length && total[start] == 0)
            start++;
        if (start >= total.Length)
            return new ItemLife(item, Periods.Past, IsNew: false);
        return new ItemLife(item, start, start > First + 1 && End - start < Periods.Season);
    }

    /// <summary>Indices of every item, family and category that has sold long enough and has a season to be seen.</summary>
    private void LearnSeasons()
    {
        var groups = new SortedDictionary<string, double[]>(StringComparer.Ordinal);
        for (var code = 0; code < Lives.Length; code++)
        {
            var life = Lives[code];
            if (ItemTotals[code] is not { } total || life.Start > First + 1 || End - First <= 2 * Periods.Season)
                continue;
            Add($"i{Catalog.Members(0)[code]}", total);
            if (life.Item?.Family is { } family)
                Add($"f{family}", total);
            if (life.Item?.Category is { } category)
                Add($"c{category}", total);
        }

        var indices = new double[Periods.Season];
        foreach (var (name, total) in groups)
        {
            var known = total.AsSpan()[First..End];
            if (!Decomposition.IsSeasonal(known, Periods.Season) || !Decomposition.Indices(known, multiplicative: true, indices))
                continue;
            var season = new double[indices.Length];
            for (var i = 0; i < season.Length; i++)
                season[(First + i) % season.Length] = indices[i];
            _seasons.Add(name, season);
        }

        void Add(string name, double[] total)
        {
            if (!groups.TryGetValue(name, out var sum))
                groups.Add(name, sum = new double[total.Length]);
            for (var period = 0; period < total.Length; period++)
                sum[period] += total[period];
        }
    }
}
