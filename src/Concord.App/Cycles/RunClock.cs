namespace Concord.App.Cycles;

/// <summary>The clock of a run from the command line: it stands where the run puts it, so that the same input gives the same bytes whenever it runs.</summary>
internal sealed class RunClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>The working morning after a cut-off.</summary>
    public static DateTimeOffset MorningAfter(DateOnly cutOff) => new(cutOff.AddDays(1).ToDateTime(new TimeOnly(8, 0)), TimeSpan.Zero);
}
