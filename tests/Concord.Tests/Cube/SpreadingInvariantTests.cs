using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Concord.Tests.Cube;

/// <summary>What holds for every entry on every plan.</summary>
public sealed class SpreadingInvariantTests
{
    private static readonly string?[] Likes = [null, "statistical_forecast", "stock", "sales_history", "sales_input"];

    private sealed record Case(RandomPlan Random, Entry Entry, PlanCube Before)
    {
        public PlanStructure Structure => Random.Plan.Structure;

        public MeasureDefinition Measure => MeasureRegistry.Measure(Entry.Measure);

        public int[] Series => Structure.Of(Measure).Attributes.Select(Entry.Coordinates);

        public (SpreadOutcome Outcome, PlanCube After) Apply()
        {
            var edit = new CubeEdit(Before, Structure.SeriesCount);
            var outcome = new Spreading(Structure, edit).Apply(Entry);
            return (outcome, outcome.Refusal is null ? edit.Build() : Before);
        }

        public double Factor(int series, int bucket)
        {
            var units = Structure.Of(Measure).Units;
            return Entry.Unit switch { ValueUnit.PlanningUnits => units.PlanningFactors[series], ValueUnit.Money => units.Prices(bucket)[series], _ => 1 };
        }

        public bool IsLocked(int series, int bucket) => Before[Entry.Measure].Locks[series, bucket] == 1;

        /// <summary>The cells of the entry that can be stated in its unit.</summary>
        public IEnumerable<(int Series, int Bucket)> Cells =>
            from bucket in Enumerable.Range(Entry.FirstBucket, Entry.LastBucket - Entry.FirstBucket + 1)
            from series in Series
            where !double.IsNaN(Factor(series, bucket))
            select (series, bucket);

        public double Sum(PlanCube cube, Func<(int Series, int Bucket), bool> which) =>
            Cells.Where(which).Sum(c => cube.Values(Entry.Measure)[c.Series, c.Bucket] is var v && double.IsNaN(v) ? 0 : v * Factor(c.Series, c.Bucket));
    }

    private static Case Make(int seed)
    {
        var random = new RandomPlan(seed);
        var r = random.Random;
        var first = r.Next(9, 16);
        var rule = (EntryRule)r.Next(3);
        var value = rule switch
        {
            EntryRule.Set => r.Next(4) == 0 ? 0 : Math.Round(r.NextDouble() * 10_000, r.Next(3)),
            EntryRule.Add => Math.Round((r.NextDouble() - 0.5) * 2000, r.Next(3)),
            _ => Math.Round(r.NextDouble() * 3, 2),
        };
        var entry = new Entry(1, r.Next(3) == 0 ? "event_effect" : "sales_input", random.Part(), first, r.Next(first, 16), rule, value, (ValueUnit)r.Next(3), "ada", DateTimeOffset.UnixEpoch)
        {
            Total = r.Next(2) == 0,
            Spread = (EntrySpread)r.Next(3),
            Like = Likes[r.Next(Likes.Length)],
            Whole = r.Next(4) == 0,
        };
        return new Case(random, entry, random.Plan.Cube());
    }

    private static void ForAll(Func<Case, bool> holds) => Prop.ForAll<int>(seed => holds(Make(seed))).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    private static bool Near(double one, double other, double scale) => Math.Abs(one - other) <= 1e-9 * Math.Max(1, scale);

    [Fact]
    public void Most_of_these_entries_are_applied_so_that_the_properties_say_something() =>
        Assert.InRange(Enumerable.Range(0, 400).Count(seed => Make(seed).Apply().Outcome.Refusal is null), 200, 399);

    [Fact]
    public void The_parts_sum_to_the_whole() => ForAll(@case =>
    {
        var (outcome, after) = @case.Apply();
        if (outcome.Refusal is not null)
            return true;
        var entry = @case.Entry;
        var periods = entry.Total ? [(entry.FirstBucket, entry.LastBucket)] : Enumerable.Range(entry.FirstBucket, entry.LastBucket - entry.FirstBucket + 1).Select(b => (b, b)).ToArray();
        foreach (var (first, last) in periods)
        {
            bool In((int Series, int Bucket) cell) => cell.Bucket >= first && cell.Bucket <= last;
            var (before, now) = (@case.Sum(@case.Before, In), @case.Sum(after, In));
            var wanted = entry.Rule switch { EntryRule.Set => entry.Value, EntryRule.Add => before + entry.Value, _ => before * entry.Value };
            var size = @case.Cells.Where(In).Sum(c => Math.Abs(@case.Before.Values(entry.Measure)[c.Series, c.Bucket]) is var v && double.IsNaN(v) ? 0 : v * @case.Factor(c.Series, c.Bucket));
            if (!Near(now, wanted, size + Math.Abs(wanted)))
                return false;
        }

        return true;
    });

    [Fact]
    public void Locked_cells_other_cells_and_other_measures_never_move() => ForAll(@case =>
    {
        var after = @case.Apply().After;
        var touched = @case.Cells.Where(c => !@case.IsLocked(c.Series, c.Bucket)).ToHashSet();
        return PlanCube.Differences(@case.Before, after).All(address => address.Measure == @case.Entry.Measure && address.Kind == LayerKind.Values)
            && Enumerable.Range(0, 24).All(bucket => Enumerable.Range(0, @case.Structure.SeriesCount(@case.Entry.Measure)).All(series =>
                touched.Contains((series, bucket)) || CubeEdit.Same(@case.Before.Values(@case.Entry.Measure)[series, bucket], after.Values(@case.Entry.Measure)[series, bucket])));
    });

    [Fact]
    public void What_is_never_below_zero_is_never_below_zero() => ForAll(@case =>
    {
        var after = @case.Apply().After;
        return @case.Measure.Sign == MeasureSign.Any || @case.Cells.All(c => !(after.Values(@case.Entry.Measure)[c.Series, c.Bucket] < 0));
    });

    [Fact]
    public void A_factor_and_what_is_spread_like_itself_keep_proportions() => ForAll(@case =>
    {
        var entry = @case.Entry with { Spread = EntrySpread.Standard, Measure = "sales_input", Whole = false };
        var kept = @case with { Entry = entry };
        var (outcome, after) = kept.Apply();
        if (outcome.Refusal is not null)
            return true;
        var periods = entry.Total ? kept.Cells.GroupBy(_ => 0) : kept.Cells.GroupBy(c => c.Bucket);
        return periods.All(period =>
        {
            var cells = period.Where(c => !kept.IsLocked(c.Series, c.Bucket) && kept.Before.Values("sales_input")[c.Series, c.Bucket] > 0).ToList();
            var ratios = cells.ConvertAll(c => after.Values("sales_input")[c.Series, c.Bucket] / kept.Before.Values("sales_input")[c.Series, c.Bucket]);
            return ratios.Count == 0 || ratios.Max() - ratios.Min() <= 1e-9 * Math.Max(1, ratios.Max());
        });
    });

    [Fact]
    public void Whole_numbers_are_whole_where_the_amount_is() => ForAll(@case =>
    {
        var entry = @case.Entry with { Unit = ValueUnit.ItemUnits, Whole = true, Value = Math.Round(@case.Entry.Value) };
        var rounded = @case with { Entry = entry };
        var (outcome, after) = rounded.Apply();
        return outcome.Refusal is not null || rounded.Cells.All(c => after.Values(entry.Measure)[c.Series, c.Bucket] is var v && (double.IsNaN(v) || v == Math.Round(v)));
    });

    [Fact]
    public void The_same_entry_gives_the_same_values_bit_for_bit_and_its_plan_stays_as_it_was() => ForAll(@case =>
    {
        var pages = @case.Before.Pages().Select(p => p.Page.Values.ToArray()).ToList();
        var (one, other) = (@case.Apply().After, @case.Apply().After);
        return one.Pages().Zip(other.Pages()).All(p => p.First.Address == p.Second.Address && p.First.Page.Values.SequenceEqual(p.Second.Page.Values))
            && @case.Before.Pages().Select((p, i) => p.Page.Values.SequenceEqual(pages[i])).All(same => same);
    });

    [Fact]
    public void A_reset_takes_back_whatever_was_typed() => ForAll(@case =>
    {
        // The stage wrote what there is before, without locks.
        var cube = @case.Before.With(@case.Entry.Measure, @case.Before[@case.Entry.Measure] with { Written = @case.Before.Values(@case.Entry.Measure), Locks = Layer.Empty });
        var after = (@case with { Before = cube }).Apply().After;
        var reset = (@case with { Before = after, Entry = @case.Entry with { Rule = EntryRule.Reset, Coordinates = Coordinates.All } }).Apply().After;
        return Enumerable.Range(0, 24).All(bucket => @case.Structure.Of(@case.Measure).Attributes.Select(Coordinates.All).All(series =>
            CubeEdit.Same(reset.Values(@case.Entry.Measure)[series, bucket], cube.Values(@case.Entry.Measure)[series, bucket])));
    });
}
