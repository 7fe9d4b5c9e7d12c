using Concord.Planning.Cube;
using Concord.Planning.Data.Calendar;

namespace Concord.Planning.Demand;

/// <summary>
/// The periods in which history is learned from: the buckets of the calendar, or whole weeks where buckets are weeks cut at month ends, as parts of a week of one to
/// seven days have no season of their own.
/// </summary>
internal sealed class SeasonPeriods
{
    private readonly PlanningCalendar _calendar;
    private readonly int[] _firstBucket;

    public SeasonPeriods(PlanStructure structure)
    {
        _calendar = structure.Calendar;
        var split = _calendar.Pattern is SplitWeeks;
        Season = _calendar.Pattern is Months or WeekPeriods ? 12 : 52;
        var starts = new List<int>();
        for (var bucket = 0; bucket < _calendar.Count; bucket++)
        {
            if (!split || bucket == 0 || _calendar[bucket].First.DayOfWeek == DayOfWeek.Monday)
                starts.Add(bucket);
        }

        starts.Add(_calendar.Count);
        _firstBucket = [.. starts];
        Past = PeriodOf(structure.FirstPlanned);
        var horizon = structure.Horizon.BucketsOf(_calendar);
        End = horizon.End.Value <= structure.FirstPlanned ? Past : PeriodOf(horizon.End.Value - 1) + 1;
    }

    /// <summary>Periods of a season: 12 of months and of 4-4-5 periods, 52 of weeks.</summary>
    public int Season { get; }

    public int Count => _firstBucket.Length - 1;

    /// <summary>Periods that are past as a whole: the first that is planned.</summary>
    public int Past { get; }

    /// <summary>The first period after the horizon.</summary>
    public int End { get; }

    /// <summary>The buckets of a period.</summary>
    public Range Buckets(int period) => _firstBucket[period].._firstBucket[period + 1];

    public DateOnly First(int period) => _calendar[_firstBucket[period]].First;

    public DateOnly Last(int period) => _calendar[_firstBucket[period + 1] - 1].Last;

    public int Days(int period) => Last(period).DayNumber - First(period).DayNumber + 1;

    /// <summary>The period of a bucket; <see cref="Count"/> after the calendar.</summary>
    public int PeriodOf(int bucket)
    {
        if (bucket >= _calendar.Count)
            return Count;
        var found = Array.BinarySearch(_firstBucket, bucket);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>The period of a day; -1 before the calendar, <see cref="Count"/> after it.</summary>
    public int PeriodOf(DateOnly day) => day < _calendar.First ? -1 : day > _calendar.Last ? Count : PeriodOf(_calendar.IndexOf(day));

    /// <summary>The share of a period's days from the first to the last day, both inclusive; null is open.</summary>
    public double Share(int period, DateOnly? from, DateOnly? to)
    {
        var (first, last) = (First(period).DayNumber, Last(period).DayNumber);
        var shared = Math.Min(last, to?.DayNumber ?? last) - Math.Max(first, from?.DayNumber ?? first) + 1;
        return Math.Max(0, shared) / (double)(last - first + 1);
    }

    /// <summary>The sum of the buckets of each past period; NaN where none has a value.</summary>
    public SeriesMatrix Fold(SeriesMatrix history)
    {
        if (Count == _calendar.Count)
            return history;
        var folded = new SeriesMatrix(history.Series, 0, Past);
        for (var series = 0; series < history.Series; series++)
        {
            var from = history.Row(series);
            var to = folded.Row(series);
            for (var period = 0; period < Past; period++)
            {
                foreach (var value in from[Buckets(period)])
                {
                    if (!double.IsNaN(value))
                        to[period] = double.IsNaN(to[period]) ? value : to[period] + value;
                }
            }
        }

        return folded;
    }

    /// <summary>The value of a planned period cut over its buckets by their days.</summary>
    public void Spread(int period, double value, Span<double> buckets, int firstBucket)
    {
        var (start, end) = (_firstBucket[period], _firstBucket[period + 1]);
        for (var bucket = Math.Max(start, firstBucket); bucket < end && bucket - firstBucket < buckets.Length; bucket++)
            buckets[bucket - firstBucket] = end - start == 1 ? value : value * _calendar[bucket].Days / Days(period);
    }
}
