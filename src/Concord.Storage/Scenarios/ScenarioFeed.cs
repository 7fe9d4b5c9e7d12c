using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Concord.Planning.Scenarios;

namespace Concord.Storage.Scenarios;

public enum ScenarioChange
{
    /// <summary>There is a new scenario.</summary>
    Made,

    /// <summary>It points at a new revision.</summary>
    Moved,

    /// <summary>Its name, its description or whether it is archived has changed.</summary>
    Saved,
}

/// <summary>Something happened to a scenario.</summary>
/// <param name="Scenario">Its number.</param>
/// <param name="Head">Where it points to now.</param>
/// <param name="Author">Who did it.</param>
/// <param name="Change">What happened.</param>
/// <param name="Kind">How the new revision came about; null when there is none.</param>
/// <param name="Message">The message of the new revision, else the name of the scenario.</param>
public sealed record ScenarioMoved(long Scenario, long Head, string Author, ScenarioChange Change, RevisionKind? Kind, string Message);

/// <summary>Tells readers what happens to scenarios, and never waits for one.</summary>
internal sealed class ScenarioFeed
{
    // What a reader may be behind before it misses the oldest.
    private const int Behind = 256;

    private ImmutableList<Channel<ScenarioMoved>> _readers = [];

    public void Publish(ScenarioMoved move)
    {
        foreach (var reader in Volatile.Read(ref _readers))
            reader.Writer.TryWrite(move);
    }

    /// <summary>From now on, not from when the first is asked for.</summary>
    public IAsyncEnumerable<ScenarioMoved> Read(CancellationToken token)
    {
        var reader = Channel.CreateBounded<ScenarioMoved>(new BoundedChannelOptions(Behind) { FullMode = BoundedChannelFullMode.DropOldest });
        ImmutableInterlocked.Update(ref _readers, readers => readers.Add(reader));
        var registration = token.Register(() => Remove(reader));
        return All(reader, registration, token);
    }

    /// <summary>Ends all readers.</summary>
    public void Complete()
    {
        foreach (var reader in Volatile.Read(ref _readers))
            reader.Writer.TryComplete();
    }

    private async IAsyncEnumerable<ScenarioMoved> All(
        Channel<ScenarioMoved> reader, CancellationTokenRegistration registration, CancellationToken token, [EnumeratorCancellation] CancellationToken stop = default)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(token, stop);
            await foreach (var move in reader.Reader.ReadAllAsync(either.Token))
                yield return move;
        }
        finally
        {
            await registration.DisposeAsync();
            Remove(reader);
        }
    }

    private void Remove(Channel<ScenarioMoved> reader) => ImmutableInterlocked.Update(ref _readers, readers => readers.Remove(reader));
}
