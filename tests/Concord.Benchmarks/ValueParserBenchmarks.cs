using BenchmarkDotNet.Attributes;
using Concord.Planning.Data;

namespace Concord.Benchmarks;

/// <summary>The cost of reading one cell, canonical against foreign formats.</summary>
[MemoryDiagnoser]
public class ValueParserBenchmarks
{
    private readonly ValueParser _german = new(new ValueFormats(["dd.MM.yyyy"], ',', '.'));

    [Benchmark(Baseline = true)]
    public double Whole_number()
    {
        ValueParser.Canonical.TryNumber("1250"u8, out var value);
        return value;
    }

    [Benchmark]
    public double Decimal_number()
    {
        ValueParser.Canonical.TryNumber("1250.75"u8, out var value);
        return value;
    }

    [Benchmark]
    public double Decimal_comma_and_groups()
    {
        _german.TryNumber("1.250,75"u8, out var value);
        return value;
    }

    [Benchmark]
    public int Iso_date()
    {
        ValueParser.Canonical.TryDay("2026-10-31"u8, out var day);
        return day;
    }

    [Benchmark]
    public int German_date()
    {
        _german.TryDay("31.10.2026"u8, out var day);
        return day;
    }
}
