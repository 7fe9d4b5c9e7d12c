using Concord.Planning.Cube;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Supply;

/// <summary>
/// Which cells of a measure people typed, so that the plan is held to them: entries that set or copy a value, and locks, in the order they apply; a reset or an unlock gives a cell back to the stage. Entries that add or
/// multiply speak of what the stage writes: they change it after the stage, and fix nothing.
/// </summary>
internal static class TypedCells
{
    /// <summary>For each series and bucket, series after series; null when nobody typed anything.</summary>
    public static bool[]? Of(StageInput input, string measure, SeriesSpace space, int first, int count)
    {
        bool[]? typed = null;
        foreach (var entry in input.State.Entries)
        {
            if (entry.Measure != measure || !space.Attributes.Has(entry.Coordinates))
                continue;
            if (entry.Rule is EntryRule.Add or EntryRule.Multiply)
                continue;
            typed ??= new bool[space.Count * count];
            var counts = entry.Rule is EntryRule.Set or EntryRule.Copy or EntryRule.Lock;
            foreach (var series in space.Attributes.Select(entry.Coordinates))
            {
                for (var b = Math.Max(0, entry.FirstBucket - first); b < Math.Min(count, entry.LastBucket - first + 1); b++)
                    typed[(series * count) + b] = counts;
            }
        }

        return typed;
    }
}
