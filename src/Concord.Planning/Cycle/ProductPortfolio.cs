using System.Globalization;
using Concord.Numerics.Forecasting;
using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Cycle;

/// <summary>What the product review looks at: value, variability, growth, margin, stock.</summary>
/// <param name="Unit">The reporting currency; base units where nothing has a price.</param>
/// <param name="MarginShare">Of all rows together; null where nothing has a cost.</param>
/// <param name="Rows">The largest value first.</param>
public sealed record ProductPortfolio(string Unit, double Value, double? MarginShare, IReadOnlyList<PortfolioRow> Rows)
{
    private const int LeastMonths = 6, MostMonths = 24, Season = 12;

    /// <summary>
    /// Classes: rows in order of value are A as long as what stands before them is below the share of <see cref="PortfolioRules.A"/>, then B, then C; a row without value is C.
    /// Candidates for delisting are items of class C that fall and whose margin is low or negative, or that are fading whatever they earn; that were sold for more than a year, have no end of life yet, are
    /// neither in development nor just launched, and are no component of anything that is sold.
    /// </summary>
    /// <param name="level">An attribute of demand; <c>item</c> for single items.</param>
    /// <exception cref="ArgumentException">An attribute that demand does not have.</exception>
    public static ProductPortfolio Of(StageInput now, string level, Coordinates filter, PortfolioRules rules)
    {
        if (now.Structure.SeriesCount("consensus_demand") == 0)
            return new ProductPortfolio("", 0, null, []);
        var figures = new PortfolioFigures(now, level, filter);
        var groups = figures.Sums.Grouping;
        var (total, margin, costed) = (figures.Value.Sum(), figures.Margin.Sum(), figures.Costed.Sum());
        var company = costed > 0 ? margin / costed : (double?)null;
        var order = Enumerable.Range(0, groups.Count).OrderByDescending(g => figures.Value[g]).ThenBy(g => groups.Keys[g][0], StringComparer.Ordinal).ToArray();
        var items = level == "item" ? now.Dataset.Rows<Item>().DistinctBy(i => i.Id).ToDictionary(i => i.Id.Value, StringComparer.Ordinal) : [];
        var used = level == "item" ? Used(now.Dataset, order.Where(g => figures.Value[g] > 0 || figures.Planned[g] > 0).Select(g => groups.Keys[g][0])) : [];
        var rows = new List<PortfolioRow>();
        var before = 0d;
        foreach (var g in order)
        {
            var (value, member) = (figures.Value[g], groups.Keys[g][0]);
            var abc = !(value > 0) || total <= 0 ? "C" : before < rules.A * total ? "A" : before < rules.B * total ? "B" : "C";
            before += Math.Max(0, value);
            var (variation, seasonal) = Variation(figures.Months(g));
            var share = figures.Costed[g] > 0 ? figures.Margin[g] / figures.Costed[g] : (double?)null;
            var item = items.GetValueOrDefault(member);
            var row = new PortfolioRow(
                member, value, total > 0 ? value / total : 0, abc, variation, seasonal, variation is { } v ? v < rules.X ? "X" : v < rules.Y ? "Y" : "Z" : null,
                figures.Before[g] > 0 ? (value / figures.Before[g]) - 1 : null, figures.SameBefore[g] > 0 && figures.HasPlan ? (figures.Planned[g] / figures.SameBefore[g]) - 1 : null, figures.Costed[g] > 0 ? figures.Margin[g] : null, share,
                item is null ? null : ChoiceWords.Spell(item.Stage.ToString()), figures.FirstSale(g), figures.LastSale(g), figures.Stock[g], figures.Coverage(g), null);
            rows.Add(item is null || used.Contains(member) ? row : row with { Delist = Case(row, item, figures, g, company, now.Structure.Horizon.CutOff, rules) });
        }

        return new ProductPortfolio(figures.Sums.Unit, total, company, rows);
    }

    private static DelistCase? Case(PortfolioRow row, Item item, PortfolioFigures figures, int group, double? company, DateOnly cutOff, PortfolioRules rules)
    {
        if (row.Abc != "C" || item.EndOfLifeDate is not null || item.Stage is LifecycleStage.Development or LifecycleStage.Launch || !(row.Growth < rules.Falling) || !(row.FirstSale < cutOff.AddYears(-1))
            || !(row.Growth < rules.Fading || row.MarginShare < 0 || row.MarginShare < rules.LowMargin * company))
        {
            return null;
        }

        var lost = figures.HasPlan ? figures.Planned[group] : row.Value;
        var why = string.Create(CultureInfo.InvariantCulture,
            $"Class C with {100 * row.Share:0.00} % of the value, {100 * -row.Growth.Value:0} % less than the year before{(row.MarginShare is { } share ? $", margin {100 * share:0} % where the portfolio makes {100 * company:0} %" : "")}, and no component of anything sold.");
        return new DelistCase(why, lost, row.MarginShare * lost, row.CoverageMonths);
    }

    /// <summary>Standard deviation over mean of the last months, from the first sale on. With more than two years of history a season is taken out where there is one (ratio to moving average).</summary>
    public static (double? Variation, bool IsSeasonal) Variation(ReadOnlySpan<double> months)
    {
        var start = months.IndexOfAnyExcept(0d);
        if (start < 0 || months.Length - start < LeastMonths)
            return (null, false);
        var known = months[start..].ToArray();
        var indices = new double[Season];
        var seasonal = Decomposition.IsSeasonal(known, Season) && Decomposition.Indices(known, multiplicative: true, indices);
        for (var t = 0; seasonal && t < known.Length; t++)
            known[t] /= indices[t % Season];
        var last = known.AsSpan(Math.Max(0, known.Length - MostMonths));
        var mean = 0d;
        foreach (var value in last)
            mean += value / last.Length;
        var squares = 0d;
        foreach (var value in last)
            squares += (value - mean) * (value - mean) / last.Length;
        return mean > 0 ? (Math.Sqrt(squares) / mean, seasonal) : (null, false);
    }

    /// <summary>Items that go into one of these, directly or by way of others.</summary>
    private static HashSet<string> Used(Dataset dataset, IEnumerable<string> sold)
    {
        var parts = dataset.Rows<BillOfMaterialLine>().ToLookup(l => l.Item.Value, l => l.Component.Value, StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(sold);
        while (open.TryPop(out var item))
        {
            foreach (var part in parts[item])
            {
                if (used.Add(part))
                    open.Push(part);
            }
        }

        return used;
    }
}
