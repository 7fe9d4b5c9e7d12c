using System.Numerics;
using System.Runtime.InteropServices;

namespace Concord.Numerics.Cells;

/// <summary>Sums that skip NaN, which means "no value": the sum of nothing is NaN, not zero. They allocate nothing.</summary>
public static class PresentSums
{
    /// <summary>The sum of the values that are not NaN; NaN when there is none.</summary>
    public static double Sum(ReadOnlySpan<double> values)
    {
        // Four accumulators keep the adders busy: one would wait for its own last result at every step.
        var width = Vector<double>.Count;
        Vector<double> s0 = Vector<double>.Zero, s1 = s0, s2 = s0, s3 = s0;
        var missing0 = Vector<long>.Zero;
        var missing1 = missing0;
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
        var i = 0;
        for (; i <= vectors.Length - 4; i += 4)
        {
            Vector<double> v0 = vectors[i], v1 = vectors[i + 1], v2 = vectors[i + 2], v3 = vectors[i + 3];
            Vector<long> p0 = Vector.Equals(v0, v0), p1 = Vector.Equals(v1, v1), p2 = Vector.Equals(v2, v2), p3 = Vector.Equals(v3, v3);
            s0 += Vector.AsVectorDouble(Vector.AsVectorInt64(v0) & p0);
            s1 += Vector.AsVectorDouble(Vector.AsVectorInt64(v1) & p1);
            s2 += Vector.AsVectorDouble(Vector.AsVectorInt64(v2) & p2);
            s3 += Vector.AsVectorDouble(Vector.AsVectorInt64(v3) & p3);
            missing0 |= p0 | p1;
            missing1 |= p2 | p3;
        }

        for (; i < vectors.Length; i++)
        {
            var present = Vector.Equals(vectors[i], vectors[i]);
            s0 += Vector.AsVectorDouble(Vector.AsVectorInt64(vectors[i]) & present);
            missing0 |= present;
        }

        var sum = Vector.Sum(s0 + s1 + (s2 + s3));
        var any = (missing0 | missing1) != Vector<long>.Zero;
        for (var tail = vectors.Length * width; tail < values.Length; tail++)
        {
            if (double.IsNaN(values[tail]))
                continue;
            sum += values[tail];
            any = true;
        }

        return any ? sum : double.NaN;
    }

    /// <summary>The sum of value times weight over the pairs in which neither is NaN; NaN when there is none.</summary>
    /// <param name="values">The values.</param>
    /// <param name="weights">As many as values.</param>
    public static double WeightedSum(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        weights = weights[..values.Length];
        Vector<double> s0 = Vector<double>.Zero, s1 = s0;
        var any0 = Vector<long>.Zero;
        var a = MemoryMarshal.Cast<double, Vector<double>>(values);
        var b = MemoryMarshal.Cast<double, Vector<double>>(weights);
        var i = 0;
        for (; i <= a.Length - 2; i += 2)
        {
            Vector<double> v0 = a[i] * b[i], v1 = a[i + 1] * b[i + 1];
            Vector<long> p0 = Vector.Equals(v0, v0), p1 = Vector.Equals(v1, v1);
            s0 += Vector.AsVectorDouble(Vector.AsVectorInt64(v0) & p0);
            s1 += Vector.AsVectorDouble(Vector.AsVectorInt64(v1) & p1);
            any0 |= p0 | p1;
        }

        var sum = Vector.Sum(s0 + s1);
        var any = any0 != Vector<long>.Zero;
        for (var tail = i * Vector<double>.Count; tail < values.Length; tail++)
        {
            var v = values[tail] * weights[tail];
            if (double.IsNaN(v))
                continue;
            sum += v;
            any = true;
        }

        return any ? sum : double.NaN;
    }

    /// <summary>Adds each value to the sum of its group; a NaN value or a group below zero is passed over. Sums start as NaN, meaning none.</summary>
    /// <param name="values">The values.</param>
    /// <param name="groups">The group of each value, as many as values.</param>
    /// <param name="weights">What each value is multiplied by; empty for one.</param>
    /// <param name="sums">One per group, added to.</param>
    public static void AddByGroup(ReadOnlySpan<double> values, ReadOnlySpan<int> groups, ReadOnlySpan<double> weights, Span<double> sums)
    {
        groups = groups[..values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var group = groups[i];
            var value = weights.IsEmpty ? values[i] : values[i] * weights[i];
            if (group < 0 || double.IsNaN(value))
                continue;
            sums[group] = double.IsNaN(sums[group]) ? value : sums[group] + value;
        }
    }

    /// <summary>The sum of two sums that may each be none (NaN).</summary>
    public static double Add(double sum, double value) => double.IsNaN(value) ? sum : double.IsNaN(sum) ? value : sum + value;
}
