using System.Runtime.InteropServices;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Cube;

/// <summary>Rows of the dataset that are not in a measure, and why. Nothing is left out without one.</summary>
/// <param name="Code">Why, as <c>OUTSIDE_OF_CALENDAR</c>.</param>
/// <param name="Measure">The measure they would be in.</param>
/// <param name="Table">The table of the rows.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Message">For people; names the first of the rows.</param>
public sealed record FactNote(string Code, string Measure, string Table, long Rows, string Message);

/// <summary>Why a row is not in a measure.</summary>
internal enum FactGap
{
    /// <summary>Its day is before or after the calendar.</summary>
    OutsideOfCalendar,

    /// <summary>No conversion leads from its unit to the base unit of the item.</summary>
    NoConversion,

    /// <summary>No exchange rate to the reporting currency had started.</summary>
    NoRate,

    /// <summary>A shipment without a price brings no revenue.</summary>
    NoPrice,

    /// <summary>The catalog does not have its coordinate.</summary>
    NoSeries,
}

/// <summary>Counts what is left out. One thread.</summary>
internal sealed class FactNotes
{
    private readonly Dictionary<(FactGap Gap, string Measure, string Table), (long Rows, string First)> _gaps = [];

    public void Count(FactGap gap, string measure, TableBatch batch, int row)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_gaps, (gap, measure, batch.Table.Name), out _);
        known = (known.Rows + 1, known.First ?? batch.KeyText(row));
    }

    /// <summary>The notes, most rows first.</summary>
    public IReadOnlyList<FactNote> All() => [.. _gaps
        .Select(g => new FactNote(ChoiceWords.Spell(g.Key.Gap.ToString()).ToUpperInvariant(), g.Key.Measure, g.Key.Table, g.Value.Rows, Message(g.Key, g.Value)))
        .OrderByDescending(n => n.Rows).ThenBy(n => n.Measure, StringComparer.Ordinal).ThenBy(n => n.Code, StringComparer.Ordinal).ThenBy(n => n.Table, StringComparer.Ordinal)];

    private static string Message((FactGap Gap, string Measure, string Table) gap, (long Rows, string First) rows)
    {
        var why = gap.Gap switch
        {
            FactGap.OutsideOfCalendar => "their day is outside of the planning calendar",
            FactGap.NoConversion => "no conversion leads to the base unit of their item. Maybe add one to the unit conversions",
            FactGap.NoRate => "no exchange rate to the reporting currency had started. Maybe add one from an earlier day on",
            FactGap.NoPrice => "they have no price",
            _ => "the plan has no series for them. Maybe start the plan from this data snapshot anew",
        };
        var title = MeasureRegistry.Measure(gap.Measure).Title;
        var count = rows.Rows == 1 ? "1 row is" : FormattableString.Invariant($"{rows.Rows} rows are");
        return $"{title}: {count} left out of {gap.Table}, first {rows.First}: {why}.";
    }
}
