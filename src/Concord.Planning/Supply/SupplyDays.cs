using Concord.Planning.Cube;
using Concord.Planning.Data.Calendar;

namespace Concord.Planning.Supply;

/// <summary>
/// A lead time in buckets, by one rule for everything: starts are spread evenly over a bucket, so of a lead time of whole buckets and a rest, the share rest / bucket arrives one
/// bucket later. The bucket is as long as the mean bucket of the horizon.
/// </summary>
/// <param name="Buckets">Whole buckets from start to arrival.</param>
/// <param name="LateShare">Share that arrives one bucket after that [0..1).</param>
public readonly record struct LeadBuckets(int Buckets, double LateShare)
{
    /// <param name="days">Calendar days; below zero or NaN counts as none.</param>
    /// <param name="bucketDays">Days of a bucket, above zero.</param>
    public static LeadBuckets Of(double days, double bucketDays)
    {
        if (!(days > 0))
            return new LeadBuckets(0, 0);
        var buckets = Math.Min(days / bucketDays, 10_000);
        var whole = Math.Floor(buckets + 1e-9);

        // Less than a thousandth of a bucket is none.
        var late = buckets - whole;
        return new LeadBuckets((int)whole, late < 1e-3 ? 0 : late);
    }

    /// <summary>Working days as calendar days: five of seven.</summary>
    public static double CalendarDays(double workingDays) => workingDays * 7 / 5;
}

/// <summary>The days that are planned, by bucket of the horizon: of a bucket that the cut-off splits, those after it.</summary>
internal sealed class SupplyDays
{
    public SupplyDays(PlanStructure structure)
    {
        var (calendar, horizon) = (structure.Calendar, structure.Horizon);
        var buckets = horizon.BucketsOf(calendar);
        First = buckets.Start.Value;
        Buckets = [.. calendar.Buckets.Take(buckets)];
        Days = [.. Buckets.Select(b => (double)b.DaysShared(horizon.First, b.Last))];
        Start = [.. Buckets.Select(b => b.First < horizon.First ? horizon.First : b.First)];
        Mean = Days.Length == 0 ? 1 : Days.Average();
        IsSplit = Days.Length > 0 && Buckets[0].First < horizon.First;
    }

    /// <summary>Index in the calendar of bucket 0.</summary>
    public int First { get; }

    public IReadOnlyList<Bucket> Buckets { get; }

    public int Count => Days.Length;

    /// <summary>Days planned [days].</summary>
    public double[] Days { get; }

    /// <summary>First day planned of each bucket: the day that decides what is valid in it.</summary>
    public DateOnly[] Start { get; }

    /// <summary>Mean of the days planned [days].</summary>
    public double Mean { get; }

    /// <summary>True when the cut-off splits bucket 0.</summary>
    public bool IsSplit { get; }

    /// <summary>The bucket in which something due is expected: what is past due in the first; -1 after the horizon.</summary>
    public int DueBucket(DateOnly day)
    {
        if (Count == 0 || day > Buckets[^1].Last)
            return -1;
        var bucket = 0;
        while (day > Buckets[bucket].Last)
            bucket++;
        return bucket;
    }

    /// <summary>Share of the planned days of a bucket that a period covers [0..1].</summary>
    public double Share(int bucket, DateOnly from, DateOnly? to)
    {
        var (first, last) = (Start[bucket], Buckets[bucket].Last);
        if (from > first)
            first = from;
        if (to < last)
            last = to.Value;
        return Math.Max(0, last.DayNumber - first.DayNumber + 1) / Days[bucket];
    }
}
