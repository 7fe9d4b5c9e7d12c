using Concord.Numerics.Cells;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Cube;

/// <summary>What became of an entry.</summary>
/// <param name="Refusal">Why nothing was changed, for people; null when the entry was applied.</param>
/// <param name="Hint">A way out, starting with "Maybe"; null where there is none to name.</param>
/// <param name="Note">What to know of an entry that was applied; null when there is nothing.</param>
public sealed record SpreadOutcome(string? Refusal, string? Hint, string? Note)
{
    public static SpreadOutcome Applied { get; } = new(null, null, null);

    internal static SpreadOutcome Refused(string refusal, string? hint = null) => new(refusal, hint, null);
}

/// <summary>
/// Takes entries to leaf series. An amount typed for a part of the plan is spread over its series, so that they sum to it:
/// <list type="bullet">
/// <item>Locked series keep their value; the others share what is left.</item>
/// <item>The shares are in proportion to what the series have. Where they have nothing (a zero base), to the measure that <see cref="MeasureDefinition.SpreadBy"/>
/// names; where that is nothing too, to the sales history of the last year; else they are equal. A measure with <see cref="SpreadRule.ProportionalToMeasure"/>,
/// and an entry with <see cref="EntrySpread.Like"/>, start with the other measure.</item>
/// <item>Shares are in proportion in the unit that was typed: equal parts of money are equal in money.</item>
/// <item>Whole numbers are rounded with the remainder carried (see <see cref="Shares"/>).</item>
/// <item>Series that have values of both signs move by equal percentages of their size, so that none turns round.</item>
/// </list>
/// </summary>
public sealed class Spreading(PlanStructure structure, CubeEdit edit)
{
    private readonly SpreadBasis _basis = new(structure, edit);

    /// <summary>
    /// Applies an entry. One that is refused may have changed buckets before the one that refuses it: then the edit is to be thrown away.
    /// </summary>
    public SpreadOutcome Apply(Entry entry)
    {
        if (!MeasureRegistry.TryMeasure(entry.Measure, out var measure))
            return SpreadOutcome.Refused($"There is no measure '{entry.Measure}'.");
        if (!structure.Spaces.TryGetValue(measure.Grain & ~Grain.Bucket, out var space) || !space.Attributes.Has(entry.Coordinates))
            return SpreadOutcome.Refused($"{measure.Title} is not told apart by {string.Join(", ", entry.Coordinates.Constraints.Select(c => c.Attribute))}.", "Maybe type it at a higher level.");
        if (entry.FirstBucket < 0 || entry.LastBucket < entry.FirstBucket || entry.LastBucket >= structure.Calendar.Count)
            return SpreadOutcome.Refused($"The buckets {entry.FirstBucket} to {entry.LastBucket} are not in the planning calendar.");
        var series = space.Attributes.Select(entry.Coordinates);
        if (series.Length == 0)
            return SpreadOutcome.Refused($"The plan has no series of {measure.Title} at {entry.Coordinates}.", "Maybe a member is misspelt, or the item is not sold there yet.");
        switch (entry.Rule)
        {
            case EntryRule.Lock or EntryRule.Unlock:
                var mark = new double[series.Length];
                Array.Fill(mark, entry.Rule == EntryRule.Lock ? 1 : double.NaN);
                for (var bucket = entry.FirstBucket; bucket <= entry.LastBucket; bucket++)
                    edit.Scatter(measure.Name, LayerKind.Locks, bucket, series, mark);
                return SpreadOutcome.Applied;
            case EntryRule.Reset or EntryRule.Copy:
                return Copy(entry, measure, series);
            default:
                if (!double.IsFinite(entry.Value))
                    return SpreadOutcome.Refused($"'{entry.Value}' is not a number that can be planned.");
                if (entry.Total)
                    return Amounts(entry, measure, space, series, entry.FirstBucket, entry.LastBucket);
                return EachBucket(entry, measure, space, series);
        }
    }

    private SpreadOutcome EachBucket(Entry entry, MeasureDefinition measure, SeriesSpace space, int[] series)
    {
        SpreadOutcome? applied = null;
        for (var bucket = entry.FirstBucket; bucket <= entry.LastBucket; bucket++)
        {
            var outcome = Amounts(entry, measure, space, series, bucket, bucket);
            if (outcome.Refusal is null)
                applied = outcome;
            else if (!ReferenceEquals(outcome, _nothing))
                return outcome;
        }

        // Ten percent more of nothing is nothing: it is refused only where no bucket has a value.
        return applied ?? _nothing;
    }

    private static readonly SpreadOutcome _nothing = SpreadOutcome.Refused("There is no value to multiply.", "Maybe type the value instead.");

    /// <summary>Copy and reset work series by series: nothing is spread.</summary>
    private SpreadOutcome Copy(Entry entry, MeasureDefinition measure, int[] series)
    {
        var source = measure;
        if (entry.Rule == EntryRule.Copy && entry.Like is { } name)
        {
            if (!MeasureRegistry.TryMeasure(name, out var like))
                return SpreadOutcome.Refused($"There is no measure '{name}' to copy from.");
            if ((like.Grain & ~Grain.Bucket) != (measure.Grain & ~Grain.Bucket) || like.Unit != measure.Unit)
                return SpreadOutcome.Refused($"{like.Title} cannot be copied to {measure.Title}: they are not told apart alike, or their units differ.");
            source = like;
        }

        var (values, locks, old) = (new double[series.Length], new double[series.Length], new double[series.Length]);
        for (var bucket = entry.FirstBucket; bucket <= entry.LastBucket; bucket++)
        {
            if (entry.Rule == EntryRule.Reset)
                edit.Gather(measure.Name, LayerKind.Written, bucket, series, values);
            else if (bucket - entry.Shift is var from && (from < 0 || from >= structure.Calendar.Count))
                return SpreadOutcome.Refused($"{entry.Shift} buckets before {structure.Calendar[bucket].Label} is outside of the planning calendar.", "Maybe fewer buckets back.");
            else
                edit.Gather(source.Name, LayerKind.Values, from, series, values);
            if (entry.Rule == EntryRule.Copy)
                Scale(values, entry.Value, entry.Whole);
            edit.Gather(measure.Name, LayerKind.Locks, bucket, series, locks);
            edit.Gather(measure.Name, LayerKind.Values, bucket, series, old);
            for (var i = 0; i < values.Length; i++)
            {
                if (locks[i] == 1)
                    values[i] = old[i];
            }

            edit.Scatter(measure.Name, LayerKind.Values, bucket, series, values);
        }

        return SpreadOutcome.Applied;
    }

    private static void Scale(Span<double> values, double factor, bool whole)
    {
        double exact = 0, given = 0;
        foreach (ref var value in values)
        {
            value *= factor;
            if (!whole || double.IsNaN(value))
                continue;
            exact += value;
            value = Math.Round(exact - given);
            given += value;
        }
    }

    /// <summary>Set, add and multiply, over the buckets together.</summary>
    private SpreadOutcome Amounts(Entry entry, MeasureDefinition measure, SeriesSpace space, int[] series, int first, int last)
    {
        if (last > first && measure.OverTime != TimeAggregation.Sum)
            return SpreadOutcome.Refused($"{measure.Title} of several buckets is not their sum, so a total over them cannot be spread.", "Maybe type it bucket by bucket.");
        if (measure.OverMembers != MemberAggregation.Sum)
            return SpreadOutcome.Refused($"{measure.Title} does not add up over series, so a total cannot be spread.");
        if (entry.Rule != EntryRule.Multiply && UnitFactors.Common(space, measure, entry.Unit, series) is (_, { } noTotal))
            return SpreadOutcome.Refused(noTotal);

        var cells = new Cells(measure, series, first, last, Factors(space, measure, entry, series, first, last), edit);
        if (cells.Free == 0)
        {
            return SpreadOutcome.Refused(
                cells.Locked > 0 ? $"All {cells.Locked:#,0} values are locked." : $"None of these series can be stated in {UnitName(entry.Unit)}: a conversion or a price is missing.",
                cells.Locked > 0 ? "Maybe unlock some of them." : "Maybe type it in another unit.");
        }

        var whole = cells.FreeAmount + cells.LockedAmount;
        if (entry.Rule == EntryRule.Multiply && !cells.HasValues)
            return _nothing;
        var wanted = entry.Rule switch
        {
            EntryRule.Set => entry.Value,
            EntryRule.Add => whole + entry.Value,
            _ => whole * entry.Value,
        };
        if (measure.Sign == MeasureSign.NotNegative && wanted < 0)
            return SpreadOutcome.Refused($"{measure.Title} would be {wanted:#,0.##}, and it is never below zero.");
        var rest = wanted - cells.LockedAmount;
        if (measure.Sign == MeasureSign.NotNegative && rest < 0)
        {
            return SpreadOutcome.Refused(
                $"The locked values alone are {cells.LockedAmount:#,0.##}, more than the {wanted:#,0.##} that the whole is to be.", "Maybe unlock some of them.");
        }

        var ownFirst = entry.Spread == EntrySpread.Standard && measure.Spread != SpreadRule.ProportionalToMeasure;
        var weights = new double[cells.Count];
        if (ownFirst && cells.OwnWeights(weights))
        {
            // Proportional to what is there: of one sign the whole is shared anew, of two signs the difference by size.
            if (cells.OneSign)
                cells.Share(rest, weights, entry.Whole, onTop: false);
            else
                cells.Share(rest - cells.FreeAmount, weights, entry.Whole, onTop: true);
        }
        else
        {
            Weigh(entry, measure, cells, weights);
            // An increment by another measure's pattern goes on top of what is there, unless it would take series below zero.
            var onTop = entry.Rule == EntryRule.Add && (entry.Value >= 0 || measure.Sign == MeasureSign.Any);
            cells.Share(onTop ? entry.Value : rest, weights, entry.Whole, onTop);
        }

        cells.Write();
        return cells.Outside > 0
            ? new SpreadOutcome(null, null, $"{cells.Outside:#,0} values have no conversion to {UnitName(entry.Unit)} and stay as they are.")
            : SpreadOutcome.Applied;
    }

    /// <summary>The other measure, then last year, then equal parts.</summary>
    private void Weigh(Entry entry, MeasureDefinition measure, Cells cells, double[] weights)
    {
        var like = entry.Spread switch
        {
            EntrySpread.Equal => null,
            EntrySpread.Like => entry.Like,
            _ => measure.SpreadBy,
        };
        if (like is not null && MeasureRegistry.TryMeasure(like, out var other) && cells.WeightsOf(weights, (bucket, values) => _basis.Read(other, measure, bucket, cells.Series, values)))
            return;
        if (entry.Spread == EntrySpread.Standard && cells.WeightsOf(weights, (_, values) => _basis.ReadLastYear(measure, cells.Series, values)))
            return;
        cells.EqualWeights(weights);
    }

    private static double[]? Factors(SeriesSpace space, MeasureDefinition measure, Entry entry, int[] series, int first, int last)
    {
        if (UnitFactors.Of(space, measure, entry.Unit) is not { } weights)
            return null;
        var factors = new double[series.Length * (last - first + 1)];
        var same = true;
        for (var bucket = first; bucket <= last; bucket++)
        {
            var of = weights.Of(bucket);
            for (var i = 0; i < series.Length; i++)
            {
                var factor = of[series[i]];
                factors[((bucket - first) * series.Length) + i] = factor > 0 ? factor : double.NaN;
                same &= factor == 1;
            }
        }

        return same ? null : factors;
    }

    private static string UnitName(ValueUnit unit) => unit switch
    {
        ValueUnit.ItemUnits => "item units",
        ValueUnit.PlanningUnits => "planning units",
        _ => "money",
    };
}
