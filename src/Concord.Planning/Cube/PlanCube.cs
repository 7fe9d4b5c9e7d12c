using System.Collections.Immutable;

namespace Concord.Planning.Cube;

/// <summary>The layers of a measure.</summary>
public enum LayerKind
{
    /// <summary>What counts: what the stage wrote, with the entries on top.</summary>
    Values,

    /// <summary>What the stage wrote, before any entry.</summary>
    Written,

    /// <summary>1 where a value is locked.</summary>
    Locks,
}

/// <summary>Where a page lies in a cube.</summary>
public readonly record struct PageAddress(string Measure, LayerKind Kind, int Bucket, int Block);

/// <summary>The layers of one measure.</summary>
public sealed record MeasureLayers(Layer Values, Layer Written, Layer Locks)
{
    public static MeasureLayers Empty { get; } = new(Layer.Empty, Layer.Empty, Layer.Empty);

    public Layer this[LayerKind kind] => kind switch
    {
        LayerKind.Values => Values,
        LayerKind.Written => Written,
        _ => Locks,
    };

    public MeasureLayers With(LayerKind kind, Layer layer) => kind switch
    {
        LayerKind.Values => this with { Values = layer },
        LayerKind.Written => this with { Written = layer },
        _ => this with { Locks = layer },
    };
}

/// <summary>
/// The cube: all series of one revision. Immutable: a change makes a new cube that shares every page it does not touch, so a copy costs nothing and a
/// reader is never disturbed.
/// </summary>
public sealed class PlanCube
{
    private readonly ImmutableSortedDictionary<string, MeasureLayers> _measures;

    private PlanCube(ImmutableSortedDictionary<string, MeasureLayers> measures) => _measures = measures;

    public static PlanCube Empty { get; } = new(ImmutableSortedDictionary.Create<string, MeasureLayers>(StringComparer.Ordinal));

    /// <summary>The measures that have a page, in ordinal order.</summary>
    public IEnumerable<string> Measures => _measures.Keys;

    /// <summary>The layers of a measure; empty ones when nothing of it has a value.</summary>
    public MeasureLayers this[string measure] => _measures.GetValueOrDefault(measure, MeasureLayers.Empty);

    public Layer Values(string measure) => this[measure].Values;

    public PlanCube With(string measure, MeasureLayers layers) => new(_measures.SetItem(measure, layers));

    /// <summary>The cube with these pages in place of its own; null takes a page away.</summary>
    public PlanCube With(IEnumerable<(PageAddress Address, Page? Page)> pages)
    {
        var cube = this;
        foreach (var group in pages.GroupBy(p => (p.Address.Measure, p.Address.Kind)))
        {
            var layers = cube[group.Key.Measure];
            cube = cube.With(group.Key.Measure, layers.With(group.Key.Kind, layers[group.Key.Kind].With(group.Select(p => (p.Address.Bucket, p.Address.Block, p.Page)))));
        }

        return cube;
    }

    public Page? PageAt(PageAddress address) => this[address.Measure][address.Kind].PageAt(address.Bucket, address.Block);

    /// <summary>Every page, each with its address. A page may have several addresses.</summary>
    public IEnumerable<(PageAddress Address, Page Page)> Pages()
    {
        foreach (var (measure, layers) in _measures)
        {
            foreach (var kind in Enum.GetValues<LayerKind>())
            {
                var layer = layers[kind];
                for (var bucket = 0; bucket < layer.BucketCount; bucket++)
                {
                    for (var block = 0; block < layer.BlockCount(bucket); block++)
                    {
                        if (layer.PageAt(bucket, block) is { } page)
                            yield return (new PageAddress(measure, kind, bucket, block), page);
                    }
                }
            }
        }
    }

    /// <summary>The addresses at which two cubes do not share the page.</summary>
    public static IEnumerable<PageAddress> Differences(PlanCube one, PlanCube other)
    {
        if (ReferenceEquals(one, other))
            yield break;
        foreach (var measure in one.Measures.Union(other.Measures, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (a, b) = (one[measure], other[measure]);
            if (ReferenceEquals(a, b))
                continue;
            foreach (var kind in Enum.GetValues<LayerKind>())
            {
                foreach (var (bucket, block) in Layer.Differences(a[kind], b[kind]))
                    yield return new PageAddress(measure, kind, bucket, block);
            }
        }
    }
}
