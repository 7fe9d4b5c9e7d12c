using Concord.Planning.Cube;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Kpi;

/// <summary>A member's part in a key figure.</summary>
/// <param name="Title">What people read beside the member, where there is something.</param>
/// <param name="Contribution">In the unit of the breakdown; those of all members add up to the whole.</param>
/// <param name="Share">Contribution over the whole; null where the whole is 0.</param>
/// <param name="Value">The key figure of the member alone, in the unit of the key figure; null when it cannot be measured.</param>
public sealed record KpiPart(string Member, string? Title, double Contribution, double? Share, double? Value);

/// <summary>Which members make a key figure, the largest contribution first.</summary>
/// <param name="Unit">Of the values, as in <see cref="KeyFigure"/>.</param>
/// <param name="Value">The key figure of the part that is broken down.</param>
/// <param name="NotMeasurable">Why there is nothing to break down, as the rest of "not measurable, because ..."; null when there is.</param>
/// <param name="Contribution">What adds up: <c>absolute error</c> for a forecast accuracy.</param>
/// <param name="ContributionUnit">What it is added up in.</param>
/// <param name="Whole">The contributions of all members together.</param>
/// <param name="Levels">Attributes by which the figure can be told apart.</param>
/// <param name="Level">The one it is told apart by; null when there is none.</param>
/// <param name="Members">Members with a contribution or a value.</param>
/// <param name="Parts">The page asked for.</param>
public sealed record KpiBreakdown(
    string Name, string Title, int Lag, string Unit, double? Value, string? NotMeasurable, string Contribution, string ContributionUnit, double Whole, IReadOnlyList<string> Levels, string? Level,
    int Members, IReadOnlyList<KpiPart> Parts)
{
    /// <summary>Breaks a key figure down by the members of an attribute.</summary>
    /// <param name="now">The plan with the measures of all stages.</param>
    /// <param name="plans">Plans of record in the order they were approved.</param>
    /// <param name="figure">One of <see cref="KpiTable.Figures"/>.</param>
    /// <param name="lag">For forecasts 1 or more, 1 when it is 0; others have none.</param>
    /// <param name="level">An attribute; the first of the figure's own when it is left out or the figure is not told apart by it.</param>
    /// <param name="filter">Only this part.</param>
    /// <param name="skip">Members to pass over.</param>
    /// <param name="take">Members at most.</param>
    /// <exception cref="ArgumentException">No such key figure, or an attribute that what it is made of does not have.</exception>
    public static KpiBreakdown Of(StageInput now, IReadOnlyList<RecordedPlan> plans, string figure, int lag, string? level, Coordinates filter, int skip, int take)
    {
        if (!KpiTable.Figures.Contains(figure))
            throw new ArgumentException($"There is no key figure '{figure}'.", nameof(figure));
        var parts = KpiTable.Parts(now, plans, Math.Max(1, lag));
        var whole = parts?.Of(filter, figure).Select(k => k.Figure).FirstOrDefault(k => k.Lag == Math.Max(1, lag) || k.Lag == 0);
        if (parts is null || whole is null)
            return new KpiBreakdown(figure, figure, lag, "", null, "the plan has no demand", "", "", 0, [], null, 0, []);
        KpiBreakdown None(string why, IReadOnlyList<string> levels) =>
            new(figure, whole.Title, whole.Lag, whole.Unit, whole.Value, why, "", "", 0, levels, null, 0, []);
        if (parts.Terms(figure, whole.Lag, filter, out var noTerms) is not { } terms)
            return None(whole.NotMeasurable ?? noTerms!, []);
        string[] levels = [.. terms.Space.Attributes.All.Select(a => a.Name)];
        if (whole.NotMeasurable is { } why)
            return None(why, levels);
        var by = level is not null && levels.Contains(level) ? level : levels[0];
        var ranked = Rank(terms, by, filter, now.Structure.Titles.GetValueOrDefault(by), out var sum);
        return new KpiBreakdown(
            figure, whole.Title, whole.Lag, whole.Unit, whole.Value, null, terms.What, terms.Unit, sum, levels, by, ranked.Count, [.. ranked.Skip(skip).Take(take)]);
    }

    private static List<KpiPart> Rank(KpiTerms terms, string level, Coordinates filter, IReadOnlyDictionary<string, string>? titles, out double whole)
    {
        var grouping = terms.Space.Attributes.Group([level], filter);
        var (contribution, above) = (Sums(terms.Contribution, grouping), Sums(terms.Above, grouping));
        var below = terms.BelowSpace == terms.Space ? Sums(terms.Below, grouping) : Joined();
        whole = contribution.Sum();
        var parts = new List<KpiPart>(grouping.Count);
        for (var g = 0; g < grouping.Count; g++)
        {
            var value = terms.Value(above[g], below[g]);
            if (contribution[g] == 0 && !double.IsFinite(value))
                continue;
            var member = grouping.Keys[g][0];
            parts.Add(new KpiPart(member, titles?.GetValueOrDefault(member), contribution[g], whole == 0 ? null : contribution[g] / whole, double.IsFinite(value) ? value : null));
        }

        parts.Sort((a, b) => Math.Abs(b.Contribution).CompareTo(Math.Abs(a.Contribution)) is var order and not 0 ? order : string.CompareOrdinal(a.Member, b.Member));
        return parts;

        // The other side of the quotient has another grain: members are found there by name.
        double[] Joined()
        {
            var joined = new double[grouping.Count];
            Array.Fill(joined, double.NaN);
            if (!terms.BelowSpace.Attributes.Has(level) || !terms.BelowSpace.Attributes.Has(filter))
                return joined;
            var other = terms.BelowSpace.Attributes.Group([level], filter);
            var sums = Sums(terms.Below, other);
            var at = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var g = 0; g < other.Count; g++)
                at.Add(other.Keys[g][0], g);
            for (var g = 0; g < joined.Length; g++)
                joined[g] = at.TryGetValue(grouping.Keys[g][0], out var found) ? sums[found] : 0;
            return joined;
        }
    }

    private static double[] Sums(double[] values, Grouping grouping)
    {
        var sums = new double[grouping.Count];
        for (var s = 0; s < values.Length; s++)
        {
            if (grouping.GroupOf[s] is var group and >= 0)
                sums[group] += values[s];
        }

        return sums;
    }
}
