using Concord.Planning.Data.Measures;

namespace Concord.Planning.Cube;

/// <summary>Entries that go series by series, so that nothing is spread: a copy of other values, and the way back to what the stage wrote. Locked series stay.</summary>
internal sealed class SeriesCopy(PlanStructure structure, CubeEdit edit)
{
    /// <summary>Applies an entry with the rule copy or reset. One that is refused may have changed buckets before the one that refuses it.</summary>
    public SpreadOutcome Apply(Entry entry, MeasureDefinition measure, int[] series)
    {
        var source = measure;
        if (entry.Rule == EntryRule.Copy && (!double.IsFinite(entry.Value) || (entry.Value < 0 && measure.Sign == MeasureSign.NotNegative)))
            return SpreadOutcome.Refused($"{measure.Title} cannot be {entry.Value:0.##} times what is copied.", "Maybe 1 for a plain copy.");
        if (entry.Rule == EntryRule.Copy && entry.Like is { } name)
        {
            if (!MeasureRegistry.TryMeasure(name, out var like))
                return SpreadOutcome.Refused($"There is no measure '{name}' to copy from.");
            if ((like.Grain & ~Grain.Bucket) != (measure.Grain & ~Grain.Bucket) || like.Unit != measure.Unit)
                return SpreadOutcome.Refused($"{like.Title} cannot be copied to {measure.Title}: they are not told apart alike, or their units differ.");
            source = like;
        }

        var (values, locks, old, below) = (new double[series.Length], new double[series.Length], new double[series.Length], 0);
        for (var bucket = entry.FirstBucket; bucket <= entry.LastBucket; bucket++)
        {
            if (entry.Rule == EntryRule.Reset)
                edit.Gather(measure.Name, LayerKind.Written, bucket, series, values);
            else if (bucket - entry.Shift is var from && (from < 0 || from >= structure.Calendar.Count))
                return SpreadOutcome.Refused($"{entry.Shift} buckets before {structure.Calendar[bucket].Label} is outside of the planning calendar.", "Maybe fewer buckets back.");
            else
                edit.Gather(source.Name, LayerKind.Values, from, series, values);
            edit.Gather(measure.Name, LayerKind.Locks, bucket, series, locks);
            edit.Gather(measure.Name, LayerKind.Values, bucket, series, old);
            if (entry.Rule == EntryRule.Copy)
            {
                below += measure.Sign == MeasureSign.NotNegative ? RaiseToZero(values) : 0;
                Scale(values, locks, entry.Value, entry.Whole);
                foreach (var value in values)
                {
                    if (!double.IsNaN(value) && Spreading.TooLarge(measure, value) is { } tooLarge)
                        return tooLarge;
                }
            }

            for (var i = 0; i < values.Length; i++)
            {
                if (locks[i] == 1)
                    values[i] = old[i];
            }

            edit.Scatter(measure.Name, LayerKind.Values, bucket, series, values);
        }

        return below > 0 ? new SpreadOutcome(null, null, $"{below:#,0} {(below == 1 ? "value" : "values")} below zero became zero in the copy.") : SpreadOutcome.Applied;
    }

    private static int RaiseToZero(Span<double> values)
    {
        var below = 0;
        foreach (ref var value in values)
        {
            if (!(value < 0))
                continue;
            value = 0;
            below++;
        }

        return below;
    }

    private static void Scale(Span<double> values, ReadOnlySpan<double> locks, double factor, bool whole)
    {
        double exact = 0, given = 0;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] *= factor;
            // A locked series keeps what it has: it must not take the remainder of the others.
            if (!whole || double.IsNaN(values[i]) || locks[i] == 1)
                continue;
            exact += values[i];
            // Plus zero, so that nothing becomes minus zero.
            values[i] = Math.Round(exact - given) + 0.0;
            given += values[i];
        }
    }
}
