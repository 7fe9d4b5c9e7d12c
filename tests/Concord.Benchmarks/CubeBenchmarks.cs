using System.Numerics;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Concord.Planning.Cube;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;

namespace Concord.Benchmarks;

/// <summary>
/// 100,000 series in 36 months: reading them as 40 families, whose items stand together or scattered, against adding up the same bytes without groups and
/// without looking for what is missing; and typing a total over all of them.
/// </summary>
[MemoryDiagnoser]
public class CubeBenchmarks
{
    private const int Series = 100_000, Buckets = 36, Families = 40;

    private readonly double[] _flat = new double[Series * Buckets];
    private readonly double[] _sums = new double[Families * Buckets];
    private readonly Weights _prices = new(_ => Prices);
    private Layer _layer = Layer.Empty;
    private Grouping? _sorted, _scattered;
    private PlanStructure? _structure;
    private PlanCube _cube = PlanCube.Empty;

    private static readonly double[] Prices = [.. Enumerable.Range(0, Series).Select(s => 1 + (s % 100))];

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(7);
        for (var i = 0; i < _flat.Length; i++)
            _flat[i] = random.Next(10_000) / 10d;
        var pages = new List<(int, int, Page?)>();
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            for (var block = 0; block < Page.Blocks(Series); block++)
            {
                var first = block * Page.Length;
                pages.Add((bucket, block, new Page(_flat.AsSpan((bucket * Series) + first, Math.Min(Page.Length, Series - first)).ToArray())));
            }
        }

        _layer = Layer.Empty.With(pages);
        const Grain grain = Grain.Item | Grain.Location | Grain.Customer;
        var catalog = SeriesCatalog.Empty(grain).With(Enumerable.Range(0, Series).Select(s => (string[])[$"I{s:00000}", "L", "C", "R"]));
        string[] members = [.. Enumerable.Range(0, Families).Select(f => $"{f:00}")];
        var attributes = new SeriesAttributes(
            catalog,
            [
                new SeriesAttribute("sorted", members, [.. Enumerable.Range(0, Series).Select(s => (int)((long)s * Families / Series))]),
                new SeriesAttribute("scattered", members, [.. Enumerable.Range(0, Series).Select(s => (int)(s * 7919L % Families))]),
            ],
            [.. Enumerable.Repeat(true, Series)]);
        _sorted = attributes.Group(["sorted"], Coordinates.All);
        _scattered = attributes.Group(["scattered"], Coordinates.All);
        int[] pieces = [.. Enumerable.Repeat(0, Series)];
        double[] one = [.. Enumerable.Repeat(1d, Series)];
        var start = new DateOnly(2026, 1, 1);
        _structure = new PlanStructure(
            new PlanningCalendar(new Months(new FiscalYear()), start, start.AddMonths(Buckets).AddDays(-1)), new Horizon(start.AddDays(-1), Buckets, ZoneLength.Months(1), ZoneLength.Months(5)),
            new Dictionary<Grain, SeriesSpace> { [grain] = new(attributes, new SeriesUnits(["PCE"], pieces, ["PCE"], pieces, one, "EUR", _ => Prices)) });
        _cube = PlanCube.Empty.With("sales_input", new MeasureLayers(_layer, _layer, Layer.Empty));
    }

    [Benchmark(Baseline = true)]
    public double Flat_sum()
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(_flat);
        Vector<double> a = Vector<double>.Zero, b = a, c = a, d = a;
        for (var i = 0; i <= vectors.Length - 4; i += 4)
        {
            a += vectors[i];
            b += vectors[i + 1];
            c += vectors[i + 2];
            d += vectors[i + 3];
        }

        return Vector.Sum(a + b + c + d);
    }

    [Benchmark]
    public void Families_sorted() => Aggregation.Sum(_layer, _sorted!, 0, Buckets, null, _sums, threads: 1);

    [Benchmark]
    public void Families_scattered() => Aggregation.Sum(_layer, _scattered!, 0, Buckets, null, _sums, threads: 1);

    [Benchmark]
    public void Families_sorted_in_money() => Aggregation.Sum(_layer, _sorted!, 0, Buckets, _prices, _sums, threads: 1);

    [Benchmark]
    public PlanCube Spread_one_month() => Spread(6, ValueUnit.ItemUnits, total: false);

    [Benchmark]
    public PlanCube Spread_one_month_of_money() => Spread(6, ValueUnit.Money, total: false);

    [Benchmark]
    public PlanCube Spread_a_year_together() => Spread(17, ValueUnit.ItemUnits, total: true);

    private PlanCube Spread(int last, ValueUnit unit, bool total)
    {
        var edit = new CubeEdit(_cube, _structure!.SeriesCount);
        var entry = new Entry(1, "sales_input", Coordinates.All, 6, last, EntryRule.Set, 60_000_000, unit, "ada", DateTimeOffset.UnixEpoch) { Total = total };
        var outcome = new Spreading(_structure, edit).Apply(entry);
        return outcome.Refusal is null ? edit.Build() : throw new InvalidOperationException(outcome.Refusal);
    }
}
