namespace Concord.Numerics.Cells;

/// <summary>Cuts an amount into parts in proportion to weights, so that the parts sum to the amount.</summary>
public static class Shares
{
    /// <summary>
    /// parts[i] * factors[i] is the amount's share by weights[i]. The running sum of the shares is rounded, not the shares, so that what one part
    /// loses by rounding the next one gets (the remainder is carried): every part is within one step of its exact share.
    /// </summary>
    /// <remarks>
    /// With equal factors the parts sum to the amount exactly, bit for bit and in any order of adding: all have its sign and are multiples of its
    /// last binary digit. With unlike factors they do so within rounding of the last digit; whole parts are then rounded down, since one of a large
    /// factor could be more than there is. Where whole parts cannot sum to the amount (it is not whole, or factors are unlike), the largest
    /// part takes the rest as a fraction. No part has the other sign than the amount, and none is minus zero.
    /// </remarks>
    /// <param name="amount">Any finite number.</param>
    /// <param name="weights">Zero or more; not all zero. NaN counts as zero.</param>
    /// <param name="factors">What a part is multiplied by to be in the amount's unit, above zero; empty for one.</param>
    /// <param name="whole">True for whole parts.</param>
    /// <param name="parts">As many as weights; NaN where the weight is zero.</param>
    /// <returns>False when no weight is above zero: nothing was written.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The amount or a weight is infinite.</exception>
    public static bool Cut(double amount, ReadOnlySpan<double> weights, ReadOnlySpan<double> factors, bool whole, Span<double> parts)
    {
        if (!double.IsFinite(amount))
            throw new ArgumentOutOfRangeException(nameof(amount), amount, "Only a finite amount can be cut.");
        var (total, scale, largest) = Total(weights);
        if (largest < 0)
            return false;

        var size = Math.Abs(amount);
        var digit = size - Math.BitDecrement(size);
        var step = whole ? Math.Max(1, digit) : digit;
        // Far above what a running sum loses by rounding, far below what is planned.
        var slack = size * 1e-12;
        double running = 0, given = 0, most = 0;
        var fullest = largest;
        for (var i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] > 0))
            {
                parts[i] = double.NaN;
                continue;
            }

            running += weights[i] * scale;
            var due = (size * (running / total)) - given;
            var factor = factors.IsEmpty ? 1 : factors[i];
            var part = factors.IsEmpty ? Math.Round(due / step) * step : whole ? Math.Floor((due + slack) / factor) : due / factor;
            // A share smaller than what rounding the running sum loses may come out below zero.
            part = Math.Max(0, part);
            parts[i] = part;
            given += part * factor;
            if (part * factor > most)
                (fullest, most) = (i, part * factor);
        }

        // A part that has something can give back what is too much; the largest weight may have got nothing by rounding.
        var rest = size - given;
        var taker = rest < 0 ? fullest : largest;
        if (rest != 0)
            parts[taker] += rest / (factors.IsEmpty ? 1 : factors[taker]);
        if (amount < 0)
        {
            for (var i = 0; i < parts.Length; i++)
                parts[i] = 0 - parts[i];
        }

        return true;
    }

    private static (double Total, double Scale, int Largest) Total(ReadOnlySpan<double> weights)
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

        if (!double.IsInfinity(total))
            return (total, 1, largest);
        if (double.IsInfinity(weights[largest]))
            throw new ArgumentOutOfRangeException(nameof(weights), "A weight is infinite.");

        // Each is finite but their sum is not: a power of two makes them smaller and keeps their proportions.
        const double smaller = 1.0 / (1L << 40);
        total = 0;
        foreach (var weight in weights)
            total += weight > 0 ? weight * smaller : 0;
        return (total, smaller, largest);
    }
}
