using System.Reflection;
using Concord.App.Data;
using Concord.App.Security;
using Concord.Storage.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

/// <param name="Demo">True when the dataset is the demo company's.</param>
/// <param name="AsOf">The date as of which the live dataset is seen.</param>
public sealed record AboutInfo(string Version, bool Demo, AsOfSetting AsOf);

[System.Text.Json.Serialization.JsonUnmappedMemberHandling(System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow)]
public sealed record AsOfOrder(DateOnly? AsOf);

internal static class About
{
    public static string Version { get; } =
        typeof(About).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    public static void MapAbout(this RouteGroupBuilder api)
    {
        var about = api.MapGroup("").WithTags("About");
        about.MapGet("/about", Get).WithName("getAbout").Needs(Permission.View);
        about.MapGet("/settings/as-of", GetAsOf).WithName("getAsOf").Needs(Permission.View);
        about.MapPut("/settings/as-of", PutAsOf).WithName("setAsOf").Needs(Permission.ManageData);
    }

    /// <summary>What this server is and what it holds.</summary>
    public static Ok<AboutInfo> Get(LiveData data, DataStore store) =>
        TypedResults.Ok(new AboutInfo(Version, store.Setting(Concord.App.Jobs.DemoJobs.Setting) is not null, data.AsOf()));

    /// <summary>The date as of which the live dataset is seen, and where it comes from.</summary>
    public static Ok<AsOfSetting> GetAsOf(LiveData data) => TypedResults.Ok(data.AsOf());

    /// <summary>Sets that date; null lets it follow the newest fact again. The checks run anew.</summary>
    public static Ok<AsOfSetting> PutAsOf(AsOfOrder order, LiveData data, Concord.App.Jobs.CheckJobs checks)
    {
        if (order.AsOf is { Year: < 1950 or > 2150 } far)
            throw ProblemException.Invalid("asOf", $"{far:yyyy-MM-dd}", $"{far:yyyy-MM-dd} is no date a dataset can be seen as of: the year must be 1950 to 2150.");
        data.SetAsOf(order.AsOf);
        checks.Request();
        return TypedResults.Ok(data.AsOf());
    }
}
