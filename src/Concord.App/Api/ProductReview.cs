using Concord.App.Plans;
using Concord.App.Security;
using Concord.Planning.Cycle;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

/// <summary>A field of the ABC/XYZ matrix.</summary>
/// <param name="Abc">A, B or C.</param>
/// <param name="Xyz">X, Y or Z; empty where the variation is not known.</param>
/// <param name="Share">Of the value of all rows.</param>
public sealed record PortfolioField(string Abc, string Xyz, int Count, double Value, double Share);

/// <summary>A page of the portfolio.</summary>
/// <param name="Level">The attribute of the rows.</param>
/// <param name="Unit">What values are in: the reporting currency, or base units where nothing has a price.</param>
/// <param name="Rules">Where classes begin and end.</param>
/// <param name="Value">Of all rows.</param>
/// <param name="MarginShare">Of all rows; null where nothing has a cost.</param>
/// <param name="Total">Rows that match.</param>
/// <param name="Fields">The matrix over all rows.</param>
/// <param name="Candidates">Candidates for delisting among all rows.</param>
/// <param name="Bubbles">The rows that match with the largest value, for a picture.</param>
/// <param name="Titles">What people read for a member, where that is more than its name.</param>
public sealed record PortfolioPage(
    string Level, string Unit, PortfolioRules Rules, double Value, double? MarginShare, int Total, IReadOnlyList<PortfolioField> Fields, int Candidates, IReadOnlyList<PortfolioRow> Rows,
    IReadOnlyList<PortfolioRow> Bubbles, IReadOnlyDictionary<string, string> Titles);

/// <summary>What the product review looks at.</summary>
internal static class ProductReview
{
    private const int MostRows = 500, MostBubbles = 150;

    private static readonly Dictionary<string, Func<PortfolioRow, IComparable?>> Orders = new(StringComparer.Ordinal)
    {
        ["member"] = r => r.Member, ["value"] = r => r.Value, ["variation"] = r => r.Variation, ["growth"] = r => r.Growth, ["planned_growth"] = r => r.PlannedGrowth, ["margin"] = r => r.Margin,
        ["margin_share"] = r => r.MarginShare, ["stock_value"] = r => r.StockValue, ["coverage"] = r => r.CoverageMonths,
    };

    public static void MapProductReview(this RouteGroupBuilder api) =>
        api.MapGet("/scenarios/{id}/portfolio", Portfolio).WithTags("Product review").WithName("getPortfolio").Needs(Permission.View).Problem(404);

    /// <summary>The portfolio: value and ABC class, variability and XYZ class, growth, margin, life cycle, stock and coverage, and candidates for delisting with their reason.</summary>
    /// <param name="level">The attribute of the rows.</param>
    /// <param name="filter">Only this part, as JSON: members by attribute.</param>
    /// <param name="abc">Only this class: A, B or C.</param>
    /// <param name="xyz">Only this class: X, Y or Z.</param>
    /// <param name="candidates">True for candidates for delisting only.</param>
    /// <param name="search">Only members whose name or title has this text.</param>
    /// <param name="sort">A column, with a minus for the largest first: member, value, variation, growth, planned_growth, margin, margin_share, stock_value or coverage.</param>
    public static Ok<PortfolioPage> Portfolio(
        long id, OpenPlans plans, PlanComputations computations, string level = "item", string? filter = null, string? abc = null, string? xyz = null, bool candidates = false, string? search = null,
        string sort = "-value", int skip = 0, int take = 50)
    {
        Words.CheckWindow(skip, take, MostRows);
        var plan = plans.Open(id);
        PlanFields.Attribute(level, "level", plan.Structure);
        var column = sort.TrimStart('-');
        if (!Orders.TryGetValue(column, out var order))
            throw ProblemException.Invalid("sort", sort, $"The portfolio cannot be sorted by '{column}'.", $"Maybe one of {string.Join(", ", Orders.Keys)}.");
        var part = PlanFields.Filter(filter, plan.Structure);
        var all = DemandReview.OnDemand("level", () => ProductPortfolio.Of(computations.Input(plan.State), level, part, PortfolioRules.Standard));
        var titles = plan.Structure.Titles.GetValueOrDefault(level);
        var matching = all.Rows.Where(r => (string.IsNullOrEmpty(abc) || r.Abc == abc) && (string.IsNullOrEmpty(xyz) || r.Xyz == xyz) && (!candidates || r.Delist is not null) && Has(r.Member)).ToList();
        // Those without a value stand last, whichever way.
        var known = matching.Where(r => order(r) is not null);
        var sorted = (sort.StartsWith('-') ? known.OrderByDescending(order) : known.OrderBy(order)).Concat(matching.Where(r => order(r) is null));
        PortfolioRow[] page = [.. sorted.Skip(skip).Take(take)];
        PortfolioRow[] bubbles = [.. matching.Where(r => r.Value > 0 && r.Growth is not null && r.MarginShare is not null).Take(MostBubbles)];
        return TypedResults.Ok(new PortfolioPage(
            level, all.Unit, PortfolioRules.Standard, all.Value, all.MarginShare, matching.Count,
            [.. all.Rows.GroupBy(r => (r.Abc, Xyz: r.Xyz ?? "")).OrderBy(g => g.Key).Select(g => new PortfolioField(g.Key.Abc, g.Key.Xyz, g.Count(), g.Sum(r => r.Value), g.Sum(r => r.Share)))],
            all.Rows.Count(r => r.Delist is not null), page, bubbles, DemandReview.Titles([level], page.Concat(bubbles).Select(r => (IReadOnlyList<string>)[r.Member]), plan.Structure)));

        bool Has(string member) => string.IsNullOrWhiteSpace(search) || member.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase)
            || (titles?.TryGetValue(member, out var title) == true && title.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase));
    }
}
