using Concord.Planning.Cube;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Kpi;

/// <summary>A plan of record, as it was when it was approved.</summary>
/// <param name="Name">For people, such as the cycle's name.</param>
/// <param name="State">Its values; series and buckets have the numbers they have now.</param>
/// <param name="Structure">Its calendar and horizon.</param>
public sealed record RecordedPlan(string Name, PlanState State, PlanStructure Structure);

/// <summary>Forecasts of plans of record beside what was ordered since.</summary>
internal static class ForecastRecord
{
    /// <summary>
    /// The plan that planned a bucket so many buckets ahead: lag 1 is the first bucket a plan planned. Of several plans that start in one bucket the last in the list counts.
    /// </summary>
    public static RecordedPlan? Planned(IReadOnlyList<RecordedPlan> plans, int bucket, int lag)
    {
        for (var i = plans.Count - 1; i >= 0; i--)
        {
            if (plans[i].Structure.FirstPlanned + lag - 1 == bucket)
                return plans[i];
        }

        return null;
    }

    /// <summary>The buckets that are past as a whole at the cut-off: those before it.</summary>
    public static int CompleteBuckets(PlanStructure now)
    {
        var calendar = now.Calendar;
        var complete = 0;
        while (complete < calendar.Count && calendar[complete].Last <= now.Horizon.CutOff)
            complete++;
        return complete;
    }

    /// <summary>What was ordered in a bucket by series; 0 where nothing was.</summary>
    public static double[] Actual(PlanState now, int series, int bucket)
    {
        var values = SeriesMatrix.From(now.Cube.Values("sales_history"), series, bucket, 1).Values;
        for (var s = 0; s < values.Length; s++)
            values[s] = double.IsNaN(values[s]) ? 0 : values[s];
        return values;
    }

    /// <summary>A measure of a plan of record in a bucket by series; NaN for none, also for series that are younger than the plan.</summary>
    public static double[] Recorded(RecordedPlan plan, string measure, int series, int bucket) => SeriesMatrix.From(plan.State.Cube.Values(measure), series, bucket, 1).Values;

    /// <summary>
    /// The naive forecast somebody would have made when the plan was made: what was ordered in the same season of the year before that; where a series had not been ordered by then, what it had in the last
    /// complete bucket before the plan. Never below zero.
    /// </summary>
    /// <param name="now">Where the orders are known.</param>
    /// <param name="structure">Its calendar.</param>
    /// <param name="firstPlanned">First bucket of the plan: nothing from there on was known.</param>
    /// <param name="bucket">The bucket forecast.</param>
    public static double[] Naive(PlanState now, PlanStructure structure, int series, int firstPlanned, int bucket)
    {
        var season = bucket;
        do
            season = YearBefore(structure, season);
        while (season >= firstPlanned);
        var history = SeriesMatrix.From(now.Cube.Values("sales_history"), series, 0, Math.Max(1, firstPlanned));
        var naive = new double[series];
        for (var s = 0; s < series; s++)
        {
            var row = history.Row(s);
            var begin = row.IndexOfAnyExcept(double.NaN, 0d);
            var value = begin >= 0 && season >= begin ? row[season] : firstPlanned > 0 ? row[firstPlanned - 1] : 0;
            naive[s] = value > 0 ? value : 0;
        }

        return naive;
    }

    /// <summary>The bucket of the same season of the year before; below zero when the calendar does not reach it.</summary>
    public static int YearBefore(PlanStructure structure, int bucket)
    {
        if (bucket < 0)
            return -1;
        var first = structure.Calendar[bucket];
        var day = first.Days <= 7 ? first.First.AddDays(-364) : first.First.AddYears(-1);
        return day < structure.Calendar.First ? -1 : structure.Calendar.IndexOf(day);
    }
}
