using System.Diagnostics;

namespace Concord.App.Bench;

/// <summary>The most memory the process holds while something runs: resident bytes, sampled every 20 ms.</summary>
internal sealed class PeakMemory : IDisposable
{
    private readonly Timer _timer;
    private long _peak;

    public PeakMemory()
    {
        // Start from a clean heap, so that what ran before does not count.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        Before = Resident();
        _peak = Before;
        _timer = new Timer(_ => _peak = Math.Max(_peak, Resident()), null, 0, 20);
    }

    /// <summary>Resident bytes at the start.</summary>
    public long Before { get; }

    /// <summary>The most resident bytes seen so far.</summary>
    public long Peak => Math.Max(_peak, Resident());

    public void Dispose() => _timer.Dispose();

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
