using BenchmarkDotNet.Attributes;
using Concord.Planning.Data;
using Concord.Storage.Data.Segments;

namespace Concord.Benchmarks;

/// <summary>Encoding and decoding one column of a full segment (65,536 rows), per row.</summary>
[MemoryDiagnoser]
public class SegmentBenchmarks
{
    private readonly int[] _codes = new int[SegmentBuilder.Capacity];
    private readonly double[] _prices = new double[SegmentBuilder.Capacity];
    private readonly int[] _days = new int[SegmentBuilder.Capacity];
    private readonly Utf8Dictionary _items = new();
    private byte[] _buffer = new byte[1 << 20];
    private byte[] _text = [];
    private byte[] _number = [];
    private byte[] _day = [];

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(7);
        for (var i = 0; i < SegmentBuilder.Capacity; i++)
        {
            _codes[i] = _items.GetOrAdd(System.Text.Encoding.UTF8.GetBytes($"ITEM-{random.Next(2000):0000}"), out _);
            _prices[i] = random.Next(100_000) / 100d;
            _days[i] = 739_000 + random.Next(1460);
        }

        _text = _buffer[..SegmentCodec.EncodeText(_codes, _items.Freeze(), ref _buffer)];
        _number = _buffer[..SegmentCodec.EncodeNumbers(_prices, ref _buffer)];
        _day = _buffer[..SegmentCodec.EncodeWhole(_days, ref _buffer)];
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = SegmentBuilder.Capacity)]
    public int Encode_days() => SegmentCodec.EncodeWhole(_days, ref _buffer);

    [Benchmark(OperationsPerInvoke = SegmentBuilder.Capacity)]
    public int Encode_items() => SegmentCodec.EncodeText(_codes, _items.Freeze(), ref _buffer);

    [Benchmark(OperationsPerInvoke = SegmentBuilder.Capacity)]
    public int Encode_prices() => SegmentCodec.EncodeNumbers(_prices, ref _buffer);

    [Benchmark(OperationsPerInvoke = SegmentBuilder.Capacity)]
    public int[] Decode_days() => SegmentCodec.DecodeWhole(_day, SegmentBuilder.Capacity);

    [Benchmark(OperationsPerInvoke = SegmentBuilder.Capacity)]
    public ColumnData Decode_items() => SegmentCodec.DecodeText(_text, SegmentBuilder.Capacity);

    [Benchmark(OperationsPerInvoke = SegmentBuilder.Capacity)]
    public double[] Decode_prices() => SegmentCodec.DecodeNumbers(_number, SegmentBuilder.Capacity);
}
