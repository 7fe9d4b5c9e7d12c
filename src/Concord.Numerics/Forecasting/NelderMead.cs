namespace Concord.Numerics.Forecasting;

/// <summary>A function of some variables that is to be made small.</summary>
internal interface IObjective
{
    /// <summary>The value at a point inside the bounds; NaN and infinity count as worse than every number.</summary>
    double At(scoped ReadOnlySpan<double> point);
}

/// <summary>
/// The downhill simplex search of Nelder and Mead (A simplex method for function minimization, Computer Journal 7, 1965), in a box: points outside are moved to its
/// border. Deterministic; allocates nothing.
/// </summary>
internal static class NelderMead
{
    /// <summary>Variables, at most.</summary>
    public const int MostVariables = 6;

    /// <summary>Moves a point to where the function is small.</summary>
    /// <param name="objective">The function.</param>
    /// <param name="point">The start, and afterwards the best point found.</param>
    /// <param name="steps">First step in each variable; not zero.</param>
    /// <param name="low">Lower bounds.</param>
    /// <param name="high">Upper bounds.</param>
    /// <param name="tolerance">The search ends when the values at the corners differ by less than this share.</param>
    /// <param name="mostEvaluations">The search ends after as many.</param>
    /// <returns>The value at the best point.</returns>
    public static double Minimise<T>(
        ref T objective, scoped Span<double> point, scoped ReadOnlySpan<double> steps, scoped ReadOnlySpan<double> low, scoped ReadOnlySpan<double> high, double tolerance,
        int mostEvaluations)
        where T : IObjective, allows ref struct
    {
        var n = point.Length;
        Span<double> corners = stackalloc double[(MostVariables + 1) * MostVariables];
        Span<double> values = stackalloc double[n + 1];
        Span<double> centre = stackalloc double[n];
        Span<double> trial = stackalloc double[n];
        Span<double> other = stackalloc double[n];
        for (var corner = 0; corner <= n; corner++)
        {
            var at = corners.Slice(corner * n, n);
            point.CopyTo(at);
            if (corner > 0)
            {
                // A start at the border would make a flat simplex: step the other way.
                var i = corner - 1;
                var step = at[i] + steps[i] > high[i] || at[i] + steps[i] < low[i] ? -steps[i] : steps[i];
                at[i] = Math.Clamp(at[i] + step, low[i], high[i]);
            }

            values[corner] = Value(ref objective, at);
        }

        for (var evaluations = n + 1; evaluations < mostEvaluations;)
        {
            int best = 0, worst = 0, second = 0;
            for (var corner = 1; corner <= n; corner++)
            {
                if (values[corner] < values[best])
                    best = corner;
                if (values[corner] > values[worst])
                    worst = corner;
            }

            second = best;
            for (var corner = 0; corner <= n; corner++)
            {
                if (corner != worst && values[corner] > values[second])
                    second = corner;
            }

            if (values[worst] - values[best] <= tolerance * Math.Abs(values[best]))
                break;
            centre.Clear();
            for (var corner = 0; corner <= n; corner++)
            {
                if (corner == worst)
                    continue;
                for (var i = 0; i < n; i++)
                    centre[i] += corners[(corner * n) + i] / n;
            }

            var far = corners.Slice(worst * n, n);
            var reflected = Move(ref objective, centre, far, -1, trial, low, high);
            evaluations++;
            if (reflected < values[best])
            {
                var expanded = Move(ref objective, centre, far, -2, other, low, high);
                evaluations++;
                (expanded < reflected ? other : trial).CopyTo(far);
                values[worst] = Math.Min(expanded, reflected);
                continue;
            }

            if (reflected < values[second])
            {
                trial.CopyTo(far);
                values[worst] = reflected;
                continue;
            }

            var contracted = Move(ref objective, centre, far, reflected < values[worst] ? -.5 : .5, other, low, high);
            evaluations++;
            if (contracted < Math.Min(reflected, values[worst]))
            {
                other.CopyTo(far);
                values[worst] = contracted;
                continue;
            }

            for (var corner = 0; corner <= n; corner++)
            {
                if (corner == best)
                    continue;
                for (var i = 0; i < n; i++)
                    corners[(corner * n) + i] = (corners[(corner * n) + i] + corners[(best * n) + i]) / 2;
                values[corner] = Value(ref objective, corners.Slice(corner * n, n));
                evaluations++;
            }
        }

        var least = 0;
        for (var corner = 1; corner <= n; corner++)
        {
            if (values[corner] < values[least])
                least = corner;
        }

        corners.Slice(least * n, n).CopyTo(point);
        return values[least];
    }

    private static double Move<T>(
        ref T objective, scoped ReadOnlySpan<double> centre, scoped ReadOnlySpan<double> far, double factor, scoped Span<double> trial, scoped ReadOnlySpan<double> low,
        scoped ReadOnlySpan<double> high)
        where T : IObjective, allows ref struct
    {
        for (var i = 0; i < trial.Length; i++)
            trial[i] = Math.Clamp(centre[i] + (factor * (far[i] - centre[i])), low[i], high[i]);
        return Value(ref objective, trial);
    }

    private static double Value<T>(ref T objective, scoped ReadOnlySpan<double> point)
        where T : IObjective, allows ref struct
    {
        var value = objective.At(point);
        return double.IsFinite(value) ? value : double.MaxValue;
    }
}
