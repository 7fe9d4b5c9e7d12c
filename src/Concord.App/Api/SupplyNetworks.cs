using Concord.App.Data;
using Concord.App.Security;
using Concord.Planning.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

internal static class SupplyNetworks
{
    public static void MapSupplyNetworks(this RouteGroupBuilder api) =>
        api.MapGet("/network", Get).WithName("getSupplyNetwork").Needs(Permission.View).WithTags("Master data").Problem(404);

    /// <summary>Suppliers, locations and markets, and what connects them: supply, lanes, and the demand of the last twelve months.</summary>
    /// <param name="item">Only what this item and its components need.</param>
    /// <param name="family">Only what the items of this family and their components need.</param>
    /// <param name="snapshot">A data snapshot; left out, the live dataset.</param>
    public static Ok<SupplyNetwork> Get(LiveData data, CancellationToken token, string? item = null, string? family = null, long? snapshot = null)
    {
        var dataset = data.Of(snapshot);
        return TypedResults.Ok(SupplyNetwork.Of(dataset, ItemFilter.Item(item, dataset), ItemFilter.Family(family, dataset), token));
    }
}

/// <summary>Checks that what a query filters by is known.</summary>
internal static class ItemFilter
{
    public static ItemId? Item(string? item, Dataset dataset) =>
        string.IsNullOrEmpty(item) ? null
        : dataset.Rows<Item>().Any(i => i.Id.Value == item) ? new ItemId(item)
        : throw ProductStructures.Unknown(item, dataset);

    public static string? Family(string? family, Dataset dataset)
    {
        if (string.IsNullOrEmpty(family))
            return null;
        var known = dataset.Rows<Item>().Select(i => i.Family).OfType<string>().Distinct().ToList();
        return known.Contains(family) ? family : throw ProblemException.NotFound(
            "family", family, NearestName.Find(family, known) is { } near ? $"Maybe '{near}'?" : null);
    }
}
