using Concord.App.Data;
using Concord.App.Security;
using Concord.Planning.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

internal static class History
{
    public static void MapHistory(this RouteGroupBuilder api) =>
        api.MapGet("/history", Get).WithName("getHistory").Needs(Permission.View).WithTags("Master data").Problem(404);

    /// <summary>Ordered quantities of the sales history by bucket, for the largest groups.</summary>
    /// <param name="groupBy">item, family (when left out), category, channel or region.</param>
    /// <param name="bucket">month (when left out) or week (ISO).</param>
    /// <param name="top">Groups shown on their own, 1 to 200; 20 when left out. The rest is one series.</param>
    /// <param name="item">Only this item.</param>
    /// <param name="family">Only items of this family.</param>
    /// <param name="snapshot">A data snapshot; left out, the live dataset.</param>
    public static Ok<HistoryTotals> Get(
        LiveData data, CancellationToken token, string? groupBy = null, string? bucket = null, int top = 20, string? item = null, string? family = null,
        long? snapshot = null)
    {
        if (top is < 1 or > 200)
            throw ProblemException.Invalid("top", $"{top}", $"top is {top}; it must be 1 to 200.");
        var group = Words.Parse<HistoryGroup>(groupBy, "groupBy") ?? HistoryGroup.Family;
        var period = Words.Parse<HistoryBucket>(bucket, "bucket") ?? HistoryBucket.Month;
        var dataset = data.Of(snapshot);
        return TypedResults.Ok(HistoryTotals.Of(
            dataset, group, period, top, ItemFilter.Item(item, dataset), ItemFilter.Family(family, dataset), token));
    }
}
