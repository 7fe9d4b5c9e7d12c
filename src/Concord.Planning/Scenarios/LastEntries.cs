using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Scenarios;

/// <summary>Tells who changed a cell last: for each series the last entry that a state has and an older one has not. Locks change no value and do not count. One thread.</summary>
/// <param name="state">The state whose entries are looked at.</param>
/// <param name="without">Entries it has are not new.</param>
/// <param name="structure">The structure of <paramref name="state"/>.</param>
internal sealed class LastEntries(PlanState state, PlanState without, PlanStructure structure)
{
    private readonly Dictionary<(string Measure, int Bucket), Entry?[]> _known = [];
    private List<Entry>? _added;

    /// <summary>The last new entry there; null when there is none, as when the cell was changed by taking a change back.</summary>
    public Entry? Of(string measure, int bucket, int series)
    {
        if (!_known.TryGetValue((measure, bucket), out var last))
            _known.Add((measure, bucket), last = All(measure, bucket));
        return series < last.Length ? last[series] : null;
    }

    private Entry?[] All(string measure, int bucket)
    {
        var space = structure.Of(MeasureRegistry.Measure(measure));
        var last = new Entry?[space.Count];
        foreach (var entry in _added ??= Added())
        {
            if (entry.Measure != measure || bucket < entry.FirstBucket || bucket > entry.LastBucket || !space.Attributes.Has(entry.Coordinates))
                continue;
            foreach (var series in space.Attributes.Select(entry.Coordinates))
                last[series] = entry;
        }

        return last;
    }

    private List<Entry> Added()
    {
        var known = without.Entries.Select(e => e.Id).ToHashSet();
        return [.. state.Entries.Where(e => e.Rule is not (EntryRule.Lock or EntryRule.Unlock) && !known.Contains(e.Id))];
    }
}
