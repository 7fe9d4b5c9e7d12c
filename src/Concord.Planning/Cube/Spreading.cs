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
/// and an entry with <see cref="EntrySpread.Like"/>, start with the other measure. Values below zero weigh nothing.</item>
/// <item>Shares are in proportion in the unit that was typed: equal parts of money are equal in money.</item>
/// <item>Whole numbers are rounded with the remainder carried (see <see cref="Shares"/>).</item>
/// <item>Series that have values of both signs move by equal percentages of their size: none turns round as long as the change is less than their sizes together.</item>
/// <item>A factor multiplies series, whatever the measure is spread like; what locked ones do not take, the others do.</item>
/// <item>An increment by another measure's pattern goes on top of what the series have. Taken away, it leaves none below zero: what one lacks the others give.</item>
/// </list>
/// </summary>
public sealed class Spreading(PlanStructure structure, CubeEdit edit)
{
    /// <summary>The largest amount that is planned. Above it a number no longer has the digit after the point.</summary>
    public const double LargestAmount = 1e15;

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
                return new SeriesCopy(structure, edit).Apply(entry, measure, series);
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
                applied = applied?.Note is null ? outcome : applied;
            else if (!ReferenceEquals(outcome, _nothing))
                return outcome;
        }

        // Ten percent more of nothing is nothing: it is refused only where no bucket has a value.
        return applied ?? _nothing;
    }

    private static readonly SpreadOutcome _nothing = SpreadOutcome.Refused("There is no value to multiply.", "Maybe type the value instead.");

    /// <summary>Set, add and multiply, over the buckets together.</summary>
    private SpreadOutcome Amounts(Entry entry, MeasureDefinition measure, SeriesSpace space, int[] series, int first, int last)
    {
        if (last > first && measure.OverTime != TimeAggregation.Sum)
            return SpreadOutcome.Refused($"{measure.Title} of several buckets is not their sum, so a total over them cannot be spread.", "Maybe type it bucket by bucket.");
        if (measure.OverMembers != MemberAggregation.Sum)
            return SpreadOutcome.Refused($"{measure.Title} does not add up over series, so a total cannot be spread.");
        var (_, noTotal) = UnitFactors.Common(space, measure, entry.Unit, series);
        if (entry.Rule != EntryRule.Multiply && noTotal is not null)
            return SpreadOutcome.Refused(noTotal);

        var cells = new Cells(measure, series, first, last, Factors(space, measure, entry, series, first, last), edit);
        if (cells.Free == 0)
        {
            return SpreadOutcome.Refused(
                cells.Locked == 1 ? "The value is locked." : cells.Locked > 0 ? $"All {cells.Locked:#,0} values are locked." : $"None of these series can be stated in {UnitName(entry.Unit)}: a conversion or a price is missing.",
                cells.Locked > 0 ? "Maybe unlock some of them." : "Maybe type it in another unit.");
        }

        if (entry.Rule == EntryRule.Multiply && !cells.HasValues)
            return _nothing;
        var refusal = entry.Rule == EntryRule.Multiply && entry.Spread == EntrySpread.Standard && (noTotal is not null || !cells.OneSign)
            ? Multiply(entry, measure, cells, noTotal is null)
            : Spread(entry, measure, cells);
        if (refusal is not null)
            return refusal;

        cells.Write();
        return cells.Outside > 0
            ? new SpreadOutcome(null, null, $"{cells.Outside:#,0} {(cells.Outside == 1 ? "value has" : "values have")} no conversion to {UnitName(entry.Unit)}; what is there stays.")
            : SpreadOutcome.Applied;
    }

    /// <summary>Takes the cells to the amount that is wanted of them together. Null when it could.</summary>
    private SpreadOutcome? Spread(Entry entry, MeasureDefinition measure, Cells cells)
    {
        var whole = cells.FreeAmount + cells.LockedAmount;
        var wanted = entry.Rule switch
        {
            EntryRule.Set => entry.Value,
            EntryRule.Add => whole + entry.Value,
            _ => whole * entry.Value,
        };
        if ((TooLarge(measure, wanted) ?? (cells.OneSign ? null : TooLarge(measure, cells.Size))) is { } tooLarge)
            return tooLarge;
        if (measure.Sign == MeasureSign.NotNegative && wanted < 0)
            return SpreadOutcome.Refused($"{measure.Title} would be {wanted:#,0.##}, and it is never below zero.");
        var rest = wanted - cells.LockedAmount;
        if (measure.Sign == MeasureSign.NotNegative && rest < 0)
        {
            // What is typed as the sum of the locked values may differ from it by the last digits.
            if (rest < -1e-9 * wanted)
            {
                return SpreadOutcome.Refused(
                    $"The locked values alone are {cells.LockedAmount:#,0.##}, more than the {wanted:#,0.##} that the whole is to be.", "Maybe unlock some of them.");
            }

            rest = 0;
        }

        var weights = new double[cells.Count];
        if (OwnFirst(entry, measure) && cells.OwnWeights(weights))
        {
            // Proportional to what is there: of one sign the whole is shared anew, of two signs the difference by size.
            if (cells.OneSign)
                cells.Share(rest, weights, entry.Whole, onTop: false);
            else
                cells.Share(rest - cells.FreeAmount, weights, whole: false, onTop: true);
            if (entry.Whole && !cells.OneSign)
                cells.Round(rest);
            return null;
        }

        // So many times nothing is nothing: series without a value are not to get a zero.
        if (entry.Rule == EntryRule.Multiply && rest == 0)
            return null;
        if (Weigh(entry, measure, cells, weights) is { } refusal)
            return refusal;
        if (entry.Rule != EntryRule.Add)
        {
            cells.Share(rest, weights, entry.Whole, onTop: false);
            return null;
        }

        // An increment by another measure's pattern goes on top of what is there.
        if (entry.Value < 0 && measure.Sign == MeasureSign.NotNegative)
            cells.TakeAway(-entry.Value, weights);
        else
            cells.Share(entry.Value, weights, whole: false, onTop: true);
        if (entry.Whole)
            cells.Round(rest);
        return null;
    }

    /// <summary>
    /// Multiplies series one by one: those of both signs, so that each keeps its proportion, and those that have no total. Null when it could.
    /// </summary>
    private static SpreadOutcome? Multiply(Entry entry, MeasureDefinition measure, Cells cells, bool hasTotal)
    {
        if (TooLarge(measure, cells.Size * entry.Value) is { } tooLarge)
            return tooLarge;
        if (measure.Sign == MeasureSign.NotNegative && entry.Value < 0)
            return SpreadOutcome.Refused($"{measure.Title} times {entry.Value:#,0.##} would be below zero, and it never is.");
        var rest = ((cells.FreeAmount + cells.LockedAmount) * entry.Value) - cells.LockedAmount;
        cells.Multiply(entry.Value);
        var weights = new double[cells.Count];
        if (hasTotal && cells.LockedAmount != 0 && cells.OwnWeights(weights))
            cells.Share(cells.LockedAmount * (entry.Value - 1), weights, whole: false, onTop: true);
        if (entry.Whole)
            cells.Round(hasTotal ? rest : cells.FreeAmount * entry.Value);
        return null;
    }

    internal static SpreadOutcome? TooLarge(MeasureDefinition measure, double amount) => Math.Abs(amount) <= LargestAmount
        ? null
        : SpreadOutcome.Refused($"{measure.Title} would be {amount:0.##e0}, and nothing above {LargestAmount:0e0} can be planned.", "Maybe a digit too many.");

    private static bool OwnFirst(Entry entry, MeasureDefinition measure) => entry.Spread switch
    {
        EntrySpread.Standard => measure.Spread != SpreadRule.ProportionalToMeasure || entry.Rule == EntryRule.Multiply,
        EntrySpread.Like => entry.Like is null || entry.Like == measure.Name,
        _ => false,
    };

    /// <summary>The other measure, then last year, then equal parts. Null when it could.</summary>
    private SpreadOutcome? Weigh(Entry entry, MeasureDefinition measure, Cells cells, double[] weights)
    {
        if (entry.Spread == EntrySpread.Equal)
        {
            cells.EqualWeights(weights);
            return null;
        }

        var like = entry.Spread == EntrySpread.Like && entry.Like is not null ? entry.Like : measure.SpreadBy;
        if (like is not null)
        {
            if (!MeasureRegistry.TryMeasure(like, out var other))
                return SpreadOutcome.Refused($"There is no measure '{like}' to spread like.{Data.NearestName.MaybeHint(like, MeasureRegistry.All.Select(m => m.Name))}");
            if (cells.WeightsOf(weights, (bucket, values) => _basis.Read(other, measure, bucket, cells.Series, values)))
                return null;
        }

        if (!cells.WeightsOf(weights, (_, values) => _basis.ReadLastYear(measure, cells.Series, values)))
            cells.EqualWeights(weights);
        return null;
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
