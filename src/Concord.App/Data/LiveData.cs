using System.Globalization;
using Concord.App.Api;
using Concord.Storage.Data;

namespace Concord.App.Data;

public enum AsOfSource
{
    /// <summary>Somebody set it.</summary>
    Set,

    /// <summary>The newest order date of the sales history.</summary>
    LatestFact,

    /// <summary>There are no facts yet.</summary>
    Today,
}

/// <summary>The date as of which the live dataset is seen.</summary>
/// <param name="AsOf">What somebody set; null when it follows the data.</param>
/// <param name="Effective">The date that counts now.</param>
public sealed record AsOfSetting(DateOnly? AsOf, DateOnly Effective, AsOfSource Source);

/// <summary>The datasets requests read: the live one as of the effective date, kept until an import changes it, and those of snapshots.</summary>
internal sealed class LiveData(DataStore store, TimeProvider time)
{
    private const string AsOfKey = "as_of";
    private readonly Lock _lock = new();
    private StoredDataset? _live;
    private (long Id, StoredDataset Dataset)? _snapshot;

    public AsOfSetting AsOf()
    {
        if (DateOnly.TryParseExact(store.Setting(AsOfKey), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var set))
            return new AsOfSetting(set, set, AsOfSource.Set);
        return store.LatestFactDate() is { } latest
            ? new AsOfSetting(null, latest, AsOfSource.LatestFact)
            : new AsOfSetting(null, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), AsOfSource.Today);
    }

    public void SetAsOf(DateOnly? asOf) => store.SaveSetting(AsOfKey, asOf?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>The live dataset now. The same object as long as nothing changed, so that records read once are kept.</summary>
    public StoredDataset Live(DateOnly? asOf = null)
    {
        var fresh = store.Live(asOf ?? AsOf().Effective);
        lock (_lock)
        {
            if (_live is null || _live.Fingerprint != fresh.Fingerprint)
                _live = fresh;
            return _live;
        }
    }

    /// <summary>The dataset of a snapshot, or the live one for null.</summary>
    /// <exception cref="ProblemException">404: no such snapshot.</exception>
    public StoredDataset Of(long? snapshot)
    {
        if (snapshot is not { } id)
            return Live();
        lock (_lock)
        {
            if (_snapshot is not { } known || known.Id != id)
                _snapshot = known = (id, store.Open(store.Snapshot(id) ?? throw ProblemException.NotFound("data snapshot", id)));
            return known.Dataset;
        }
    }
}
