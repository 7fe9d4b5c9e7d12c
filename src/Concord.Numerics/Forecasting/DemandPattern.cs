namespace Concord.Numerics.Forecasting;

/// <summary>
/// Kinds of demand by how often it comes and how much its size varies (Syntetos, Boylan and Croston, On the categorization of demand patterns, Journal of the Operational Research
/// Society 56, 2005).
/// </summary>
public enum DemandPattern
{
    /// <summary>Often, in like sizes.</summary>
    Smooth,

    /// <summary>Often, in unlike sizes.</summary>
    Erratic,

    /// <summary>Now and then, in like sizes.</summary>
    Intermittent,

    /// <summary>Now and then, in unlike sizes.</summary>
    Lumpy,
}

/// <summary>Sorts series into the kinds of demand.</summary>
public static class DemandPatterns
{
    /// <summary>Values for each one above zero, from which on demand is intermittent.</summary>
    public const double IntervalLimit = 1.32;

    /// <summary>Squared coefficient of variation of the sizes, from which on they are unlike.</summary>
    public const double VariationLimit = .49;

    /// <summary>The kind of a series; one without a value above zero is intermittent.</summary>
    /// <param name="series">NaN counts as zero.</param>
    public static DemandPattern Of(ReadOnlySpan<double> series)
    {
        var (count, sum, squares) = (0, 0d, 0d);
        foreach (var value in series)
        {
            if (!(value > 0))
                continue;
            count++;
            sum += value;
        }

        if (count == 0)
            return DemandPattern.Intermittent;
        var mean = sum / count;
        foreach (var value in series)
        {
            if (value > 0)
                squares += ((value / mean) - 1) * ((value / mean) - 1);
        }

        var unlike = squares / count > VariationLimit;
        return series.Length > IntervalLimit * count ? unlike ? DemandPattern.Lumpy : DemandPattern.Intermittent : unlike ? DemandPattern.Erratic : DemandPattern.Smooth;
    }
}
