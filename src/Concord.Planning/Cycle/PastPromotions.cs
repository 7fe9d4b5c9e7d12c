using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Cycle;

/// <summary>What past promotions brought, against what was expected of them.</summary>
/// <param name="Count">Promotions that could be measured.</param>
/// <param name="Realised">Effect measured over effect expected, 0 to 2.</param>
internal sealed record PastPromotions(int Count, double Realised)
{
    /// <summary>Promotions below which nothing is said.</summary>
    public const int Least = 3;

    private const double Most = 2;

    public string Assumption =>
        $"Promotions bring {Realised:0.00} of their expected effect, as {Count} past ones did: sales of their buckets against the buckets before and after, over the effect that was stated."
        + (Realised == Most ? $" Held to {Most:0}." : "");

    /// <summary>
    /// Sums over the promotions that state an effect in percent and lie in closed buckets: of the buckets that belong to one for at least half of their days, sales less the mean of the nearest buckets
    /// before and after that do not; over that mean times the stated effect by the share of days. Null when fewer than <see cref="Least"/> can be measured, or no promotion is planned.
    /// </summary>
    public static PastPromotions? Of(StageInput plan)
    {
        var structure = plan.Structure;
        var promotions = plan.Dataset.Rows<DemandEvent>().Where(e => e.Kind == DemandEventKind.Promotion).ToList();
        if (structure.SeriesCount("sales_history") == 0 || !promotions.Exists(e => e.From <= structure.Horizon.Last && (e.To ?? DateOnly.MaxValue) >= structure.Horizon.First))
            return null;
        var attributes = structure.Of(MeasureRegistry.Measure("sales_history")).Attributes;
        var sales = plan.Cube.Values("sales_history");
        double measured = 0, expected = 0;
        var count = 0;
        foreach (var promotion in promotions.OrderBy(e => e.Id, StringComparer.Ordinal))
        {
            if (promotion is not { EffectPercent: > 0, To: { } to } || promotion.Customer is not null || to >= structure.Horizon.First)
                continue;
            var touched = structure.Calendar.Touching(promotion.From, to);
            var (first, last) = (touched.Start.Value, touched.End.Value - 1);
            if (first < 1 || last < first || last + 1 >= structure.FirstPlanned || Part(promotion) is not { } part || !attributes.Has(part))
                continue;
            var series = attributes.Select(part);
            var usual = (Sum(sales, series, first - 1) + Sum(sales, series, last + 1)) / 2;
            var any = false;
            for (var bucket = first; bucket <= last && usual > 0; bucket++)
            {
                var share = structure.Calendar[bucket].DaysShared(promotion.From, to) / (double)structure.Calendar[bucket].Days;
                if (share < 0.5)
                    continue;
                measured += Sum(sales, series, bucket) - usual;
                expected += usual * share * promotion.EffectPercent.Value / 100;
                any = true;
            }

            count += any ? 1 : 0;
        }

        return count >= Least && expected > 0 ? new PastPromotions(count, Math.Round(Math.Clamp(measured / expected, 0, Most), 2)) : null;
    }

    private static Coordinates? Part(DemandEvent promotion)
    {
        var members = new List<(string, string)>();
        if (promotion.Item is { } item)
            members.Add(("item", item.Value));
        if (promotion.Family is { } family)
            members.Add(("family", family));
        if (promotion.Channel is { } channel)
            members.Add(("channel", channel));
        if (promotion.Region is { } region)
            members.Add(("region", region));
        return members.Count == 0 ? null : Coordinates.Of(members.ToArray());
    }

    private static double Sum(Layer layer, int[] series, int bucket)
    {
        double sum = 0;
        foreach (var one in series)
            sum += layer[one, bucket] is var value && double.IsNaN(value) ? 0 : value;
        return sum;
    }
}
