using Concord.App.Data;
using Concord.App.Security;
using Concord.Planning.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

internal static class ProductStructures
{
    private const int MostLevels = 50;

    public static void MapProductStructures(this RouteGroupBuilder api) =>
        api.MapGet("/items/{item}/structure", Get).WithName("getProductStructure").Needs(Permission.View).WithTags("Master data").Problem(404);

    /// <summary>What an item is made of (down), or where it is used (up). Circles in the bills of material are cut, and their lines flagged.</summary>
    /// <param name="item">The item.</param>
    /// <param name="direction">down (when left out) or up.</param>
    /// <param name="levels">Levels to go, 1 to 50; 50 when left out.</param>
    /// <param name="date">Only lines in use on that day; all when left out.</param>
    /// <param name="snapshot">A data snapshot; left out, the live dataset.</param>
    public static Ok<ProductStructure> Get(
        string item, LiveData data, string? direction = null, int levels = MostLevels, DateOnly? date = null, long? snapshot = null)
    {
        if (levels is < 1 or > MostLevels)
            throw ProblemException.Invalid("levels", $"{levels}", $"levels is {levels}; it must be 1 to {MostLevels}.");
        var dataset = data.Of(snapshot);
        var way = Words.Parse<StructureDirection>(direction, "direction") ?? StructureDirection.Down;
        return TypedResults.Ok(
            ProductStructure.Of(dataset, new ItemId(item), way, levels, date) ?? throw Unknown(item, dataset));
    }

    /// <summary>404 for an item, with the nearest one as a hint.</summary>
    internal static ProblemException Unknown(string item, Dataset dataset) =>
        ProblemException.NotFound("item", item, NearestName.Find(item, dataset.Rows<Item>().Select(i => i.Id.Value)) is { } near ? $"Maybe '{near}'?" : null);
}
