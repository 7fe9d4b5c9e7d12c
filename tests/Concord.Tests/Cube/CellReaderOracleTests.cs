using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Concord.Tests.Cube;

/// <summary>Reading compared with the longest way round: for every row and bucket all series are looked at one by one.</summary>
public sealed class CellReaderOracleTests
{
    [Fact]
    public void Every_cell_is_what_looking_at_all_series_gives() => Prop.ForAll<int>(Agrees).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static bool Agrees(int seed)
    {
        var random = new RandomPlan(seed);
        var (plan, cube) = (random.Plan, random.Plan.Cube());
        string[] level = [.. new[] { "family", "location", "item" }.Where(_ => random.Random.Next(2) == 0)];
        var first = random.Random.Next(8, 15);
        var query = new CellQuery(
            ["sales_input", "forecast_accuracy", "stock", "event_effect"], level, random.Part(), first, random.Random.Next(first, 16), (ValueUnit)random.Random.Next(3))
        {
            Subtotals = random.Random.Next(2) == 0,
            Periods = random.Random.Next(2) == 0,
            Actuals = random.Random.Next(2) == 0,
        };
        var table = CellReader.Read(cube, plan.Structure, query);
        var oracle = new Oracle(plan, cube, query);

        var expectedRows = oracle.Rows();
        Assert.Equal(expectedRows.Select(r => string.Join('/', r)), table.Rows.Select(r => string.Join('/', r.Members)));
        foreach (var column in table.Measures)
        {
            var measure = MeasureRegistry.Measure(column.Measure);
            for (var row = 0; row < table.Rows.Count; row++)
            {
                var series = oracle.SeriesOf(measure, table.Rows[row].Members);
                Assert.Equal(series.Count, column.Series[row]);
                for (var bucket = 0; bucket < table.Buckets; bucket++)
                {
                    Assert.Equal(oracle.Value(measure, series, [query.First + bucket]), column.Values[(row * table.Buckets) + bucket], 9);
                    if (column.Locked.Length > 0)
                        Assert.Equal(series.Count(s => cube[column.Measure].Locks[s, query.First + bucket] == 1), column.Locked[(row * table.Buckets) + bucket]);
                }

                for (var i = 0; i < table.Quarters.Count; i++)
                    Assert.Equal(oracle.Value(measure, series, Buckets(plan.Structure.Calendar.Quarters[table.Quarters[i]])), column.Quarters[(row * table.Quarters.Count) + i], 9);
                for (var i = 0; i < table.Years.Count; i++)
                    Assert.Equal(oracle.Value(measure, series, Buckets(plan.Structure.Calendar.FiscalYears[table.Years[i]])), column.Years[(row * table.Years.Count) + i], 9);
            }
        }

        return true;
    }

    private static int[] Buckets(Planning.Data.Calendar.BucketGroup group) => [.. Enumerable.Range(group.FirstIndex, group.Count)];

    private sealed record Oracle(SmallPlan Plan, PlanCube Cube, CellQuery Query)
    {
        public List<string[]> Rows()
        {
            var rows = new Dictionary<string, string[]>();
            foreach (var measure in Query.Measures.Select(MeasureRegistry.Measure))
            {
                foreach (var series in SeriesOf(measure, []))
                {
                    for (var depth = Query.Subtotals ? 0 : Query.Level.Count; depth <= Query.Level.Count; depth++)
                    {
                        string[] key = [.. Query.Level.Take(depth).Select(a => Member(measure, a, series))];
                        rows.TryAdd(string.Join('\n', key.Prepend($"{depth}")), key);
                    }
                }
            }

            // No member is the start of another, so that the joined keys are in the order of the tree.
            return [.. rows.Values.OrderBy(k => string.Concat(k.Select(m => m + '\u0001')), StringComparer.Ordinal)];
        }

        /// <summary>The series of a row, found one by one.</summary>
        public List<int> SeriesOf(MeasureDefinition measure, string[] members)
        {
            var attributes = Plan.Structure.Of(measure).Attributes;
            return [.. Enumerable.Range(0, attributes.Count).Where(s => attributes.Present[s]
                && Query.Filter.Constraints.All(c => c.Members.Contains(Member(measure, c.Attribute, s)))
                && members.Select((m, i) => Member(measure, Query.Level[i], s) == m).All(same => same))];
        }

        public double Value(MeasureDefinition measure, List<int> series, int[] buckets)
        {
            if (series.Count == 0)
                return double.NaN;
            if (measure.OverMembers != MemberAggregation.Ratio)
                return OverTime(measure, series, buckets);
            var below = OverTime(MeasureRegistry.Measure(measure.Denominator!), series, buckets);
            var quotient = OverTime(MeasureRegistry.Measure(measure.Numerator!), series, buckets) / below;
            return below == 0 ? double.NaN : measure.Complement ? 1 - quotient : quotient;
        }

        private double OverTime(MeasureDefinition measure, List<int> series, int[] buckets) =>
            measure.OverTime == TimeAggregation.Last ? Add(measure, series, [buckets[^1]]) : Add(measure, series, buckets);

        private double Add(MeasureDefinition measure, List<int> series, int[] buckets)
        {
            var units = Plan.Structure.Of(measure).Units;
            var sum = double.NaN;
            foreach (var bucket in buckets)
            {
                var name = Query.Actuals && bucket < Plan.Structure.FirstPlanned ? measure.Actual ?? measure.Name : measure.Name;
                foreach (var s in series)
                {
                    var factor = Query.Unit switch { ValueUnit.PlanningUnits => units.PlanningFactors[s], ValueUnit.Money => units.Prices(bucket)[s], _ => 1 };
                    var value = Cube.Values(name)[s, bucket] * factor;
                    if (!double.IsNaN(value))
                        sum = double.IsNaN(sum) ? value : sum + value;
                }
            }

            return sum;
        }

        private string Member(MeasureDefinition measure, string attribute, int series)
        {
            var of = Plan.Structure.Of(measure).Attributes.Attribute(attribute);
            return of.Members[of.Codes[series]];
        }
    }
}
