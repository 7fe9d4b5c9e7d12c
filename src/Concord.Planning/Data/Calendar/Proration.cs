namespace Concord.Planning.Data.Calendar;

/// <summary>
/// Moves quantities between two calendars, such as weeks and months, in proportion to the calendar days they share.
/// For flows (demand, production), not for states (stock).
/// </summary>
public static class Proration
{
    /// <summary>
    /// Splits each source bucket's quantity over the target buckets by days shared, and adds up what each target bucket gets.
    /// Sums are kept: targets plus the returned rest equal the sources, exactly when <paramref name="whole"/>, else to rounding of the last digits.
    /// </summary>
    /// <param name="source">Quantity per bucket of <paramref name="from"/>, same length; NaN is no value and moves nothing.</param>
    /// <param name="target">Gets the quantity per bucket of <paramref name="to"/>, same length; NaN where no source with a value reaches.</param>
    /// <param name="whole">
    /// True to hand out whole units: each part is rounded with the remainder carried to the next, so that parts are whole where the source is. A
    /// source quantity that is not whole gives its broken part to its last target bucket.
    /// </param>
    /// <returns>The quantity that falls on days outside of the target calendar; 0 when it covers the source.</returns>
    /// <exception cref="ArgumentException">A span has not its calendar's length.</exception>
    public static double ByDays(ReadOnlySpan<double> source, PlanningCalendar from, PlanningCalendar to, Span<double> target, bool whole = false)
    {
        if (source.Length != from.Count)
            throw new ArgumentException($"{source.Length} quantities for a calendar of {from.Count} buckets.", nameof(source));
        if (target.Length != to.Count)
            throw new ArgumentException($"Room for {target.Length} quantities for a calendar of {to.Count} buckets.", nameof(target));
        target.Fill(double.NaN);
        var outside = 0d;
        for (var index = 0; index < source.Length; index++)
        {
            var quantity = source[index];
            if (double.IsNaN(quantity))
                continue;
            var bucket = from[index];
            var split = new Split(quantity, bucket.Days, whole);
            if (bucket.First < to.First)
                outside += split.Next(bucket.DaysShared(bucket.First, to.First.AddDays(-1)));
            var touched = to.Touching(bucket.First, bucket.Last);
            for (var t = touched.Start.Value; t < touched.End.Value; t++)
            {
                var part = split.Next(bucket.DaysShared(to[t].First, to[t].Last));
                target[t] = double.IsNaN(target[t]) ? part : target[t] + part;
            }

            if (bucket.Last > to.Last)
                outside += split.Next(bucket.DaysShared(to.Last.AddDays(1), bucket.Last));
        }

        return outside;
    }

    /// <summary>Splits a quantity in proportion to weights so that the parts, added in order, give exactly the quantity.</summary>
    /// <param name="weights">Zero or more, at least one positive.</param>
    /// <param name="parts">Gets a part per weight, same length.</param>
    /// <param name="whole">As in <see cref="ByDays"/>.</param>
    /// <exception cref="ArgumentException">No positive weight, a negative one, or other lengths.</exception>
    public static void ByWeights(double quantity, ReadOnlySpan<int> weights, Span<double> parts, bool whole = false)
    {
        if (parts.Length != weights.Length)
            throw new ArgumentException($"Room for {parts.Length} parts for {weights.Length} weights.", nameof(parts));
        var total = 0;
        foreach (var weight in weights)
            total += weight >= 0 ? weight : throw new ArgumentException($"A weight is {weight}: weights are not negative.", nameof(weights));
        if (total == 0)
            throw new ArgumentException("All weights are zero: there is nothing to split by.", nameof(weights));
        var split = new Split(quantity, total, whole);
        for (var i = 0; i < weights.Length; i++)
            parts[i] = split.Next(weights[i]);
    }

    /// <summary>
    /// Hands out a quantity weight by weight; the part that completes the total weight takes what is left. What is handed out is a multiple of
    /// the quantity's last digit (or of one whole unit), so that every sum and difference below is exact.
    /// </summary>
    private struct Split(double quantity, int totalWeight, bool whole)
    {
        private readonly double _digit = Digit(quantity, whole);
        private int _weight;
        private double _given;

        public double Next(int weight)
        {
            if (weight == 0)
                return 0;
            _weight += weight;
            var given = quantity;
            if (_weight < totalWeight)
                given = Math.Round(quantity * ((double)_weight / totalWeight) / _digit, MidpointRounding.AwayFromZero) * _digit;
            var part = given - _given;
            _given = given;
            return part;
        }

        private static double Digit(double quantity, bool whole)
        {
            var last = Math.BitIncrement(Math.Abs(quantity)) - Math.Abs(quantity);
            return whole ? Math.Max(1, last) : last;
        }
    }
}
