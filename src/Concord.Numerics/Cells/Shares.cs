namespace Concord.Numerics.Cells;

/// <summary>Cuts an amount into parts in proportion to weights, so that the parts sum to the amount.</summary>
public static class Shares
{
    /// <summary>
    /// parts[i] * factors[i] is the amount's share by weights[i]. The running sum of the shares is rounded, not the shares, so that what one part
    /// loses by rounding the next one gets (the remainder is carried): every part is within one step of its exact share.
    /// </summary>
    /// <remarks>
    /// With equal factors the parts sum to the amount exactly, bit for bit and in any order of adding, when all have one sign: they are multiples of the
    /// amount's last binary digit. With unlike factors they do so within rounding of the last digit. Where whole parts cannot sum to the amount (it
    /// is not whole, or factors are unlike), the largest part takes the rest as a fraction.
    /// </remarks>
    /// <param name="amount">Any finite number.</param>
    /// <param name="weights">Zero or more; not all zero. NaN counts as zero.</param>
    /// <param name="factors">What a part is multiplied by to be in the amount's unit, above zero; empty for one.</param>
    /// <param name="whole">True for whole parts.</param>
    /// <param name="parts">As many as weights; NaN where the weight is zero.</param>
    /// <returns>False when no weight is above zero: nothing was written.</returns>
    public static bool Cut(double amount, ReadOnlySpan<double> weights, ReadOnlySpan<double> factors, bool whole, Span<double> parts)
    {
        double total = 0;
        var largest = -1;
        for (var i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] > 0))
                continue;
            total += weights[i];
            if (largest < 0 || weights[i] > weights[largest])
                largest = i;
        }

        if (largest < 0)
            return false;
        if (double.IsInfinity(total))
            throw new ArgumentOutOfRangeException(nameof(weights), "The weights sum to more than a number holds.");

        var step = whole ? 1 : Math.BitIncrement(Math.Abs(amount)) - Math.Abs(amount);
        double running = 0, given = 0, summed = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] > 0))
            {
                parts[i] = double.NaN;
                continue;
            }

            running += weights[i];
            var factor = factors.IsEmpty ? 1 : factors[i];
            var due = amount * (running / total);
            var part = whole || factors.IsEmpty ? Math.Round((due - given) / factor / step) * step : (due - given) / factor;
            parts[i] = part;
            given += part * factor;
            summed = given;
        }

        var rest = amount - summed;
        if (rest != 0)
            parts[largest] += rest / (factors.IsEmpty ? 1 : factors[largest]);
        return true;
    }
}
