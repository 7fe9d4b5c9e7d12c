using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Cube;

/// <summary>The series of one grain with what is known of them.</summary>
public sealed record SeriesSpace(SeriesAttributes Attributes, SeriesUnits Units)
{
    public int Count => Attributes.Count;
}

/// <summary>
/// What gives the numbers of a cube their meaning in one scenario: the calendar and horizon, and for each grain the series with their attributes and
/// units, as the master data of the scenario have them. Immutable; revisions with the same master data share it.
/// </summary>
/// <param name="calendar">Its buckets are the columns of the cube. A later calendar may be longer, but a bucket keeps its index.</param>
/// <param name="horizon">The buckets that are planned, and their zones.</param>
/// <param name="spaces">By grain, without <see cref="Grain.Bucket"/>.</param>
public sealed class PlanStructure(PlanningCalendar calendar, Horizon horizon, IReadOnlyDictionary<Grain, SeriesSpace> spaces)
{
    public PlanningCalendar Calendar { get; } = calendar;

    public Horizon Horizon { get; } = horizon;

    public IReadOnlyDictionary<Grain, SeriesSpace> Spaces { get; } = spaces;

    /// <summary>The zone of each bucket; null for the past and for what is after the horizon.</summary>
    public IReadOnlyList<Zone?> Zones { get; } = [.. calendar.Buckets.Select(horizon.ZoneOf)];

    /// <summary>The first bucket that is planned: those before it are past.</summary>
    public int FirstPlanned { get; } = horizon.BucketsOf(calendar).Start.Value;

    public SeriesSpace Of(MeasureDefinition measure) => Spaces.TryGetValue(measure.Grain & ~Grain.Bucket, out var space)
        ? space
        : throw new ArgumentException($"The plan has no series of {measure.Title}: nothing in the dataset is of its grain.", nameof(measure));

    /// <summary>Every attribute that some grain has, in the order of the catalogs.</summary>
    public IReadOnlyList<string> Attributes { get; } = [.. spaces.Values.SelectMany(s => s.Attributes.All).Select(a => a.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>What people read beside a member, such as the description of an item: by attribute, then by member. Members without a title are left out.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Titles { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);

    /// <summary>How many series a measure has, 0 when its grain is not in the plan.</summary>
    public int SeriesCount(string measure) =>
        MeasureRegistry.TryMeasure(measure, out var known) && Spaces.TryGetValue(known.Grain & ~Grain.Bucket, out var space) ? space.Count : 0;
}
