using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Scenarios;

/// <summary>What one entry did to the explained value.</summary>
/// <param name="Before">The value before it; NaN for none, and where it is not known.</param>
/// <param name="After">The value after it.</param>
/// <param name="Refusal">Why it had no effect; null when it had.</param>
public sealed record EntryEffect(Entry Entry, double Before, double After, string? Refusal);

/// <summary>A measure a value was computed from.</summary>
public sealed record Operand(string Measure, double Value);

/// <summary>Where a value comes from.</summary>
/// <param name="Value">The value of the part of the plan in the buckets together; NaN for none.</param>
/// <param name="Unit">Its unit; null where there is no total.</param>
/// <param name="Written">What the stage wrote, before any entry.</param>
/// <param name="Effects">The entries that touch it, in the order they apply.</param>
/// <param name="Locks">Entries that lock series of it.</param>
/// <param name="Operands">For a ratio its numerator and denominator.</param>
/// <param name="Series">Series it adds up.</param>
/// <param name="Notes">What else to know.</param>
public sealed record Explanation(
    double Value, string? Unit, double Written, IReadOnlyList<EntryEffect> Effects, IReadOnlyList<Entry> Locks, IReadOnlyList<Operand> Operands, int Series, IReadOnlyList<string> Notes);

/// <summary>Explains values.</summary>
public static class Explaining
{
    /// <summary>More entries than this are listed without what each did.</summary>
    public const int MostReplayed = 200;

    /// <summary>Explains a value: the entries on top of what the stage wrote.</summary>
    /// <param name="part">The part of the plan, at any level.</param>
    /// <param name="first">First bucket.</param>
    /// <param name="last">Last bucket, inclusive.</param>
    /// <exception cref="ArgumentException">The measure has no series there; the message says why.</exception>
    public static Explanation Explain(PlanState state, PlanStructure structure, MeasureDefinition measure, Coordinates part, int first, int last, ValueUnit unit)
    {
        var query = new CellQuery([measure.Name], [], part, first, last, unit);
        var column = CellReader.Read(state.Cube, structure, query).Measures[0];
        if (column.Reason is { } reason)
            throw new ArgumentException(reason, nameof(part));
        if (column.Series.Length == 0)
            throw new ArgumentException($"The plan has no series of {measure.Title} at {part}.", nameof(part));
        var notes = new List<string>();
        if (column.NoTotal[0] is { } noTotal)
            notes.Add(noTotal);
        if (measure.OverMembers == MemberAggregation.Ratio)
        {
            Operand[] operands = [.. new[] { measure.Numerator!, measure.Denominator! }.Select(m => new Operand(m, Over(state.Cube, structure, MeasureRegistry.Measure(m), part, first, last, unit)))];
            var quotient = operands[1].Value == 0 ? double.NaN : operands[0].Value / operands[1].Value;
            return new Explanation(measure.Complement ? 1 - quotient : quotient, column.Units[0], double.NaN, [], [], operands, column.Series[0], notes);
        }

        var space = structure.Of(measure);
        var series = space.Attributes.Select(part);
        var entries = state.Entries.FindAll(e => e.Measure == measure.Name && e.FirstBucket <= last && e.LastBucket >= first && Touches(space, e, series));
        var locks = entries.FindAll(e => e.Rule == EntryRule.Lock);
        var value = Over(state.Cube, structure, measure, part, first, last, unit);
        var written = Over(WrittenOnly(state.Cube, measure.Name), structure, measure, part, first, last, unit);
        var effects = entries.Count > MostReplayed
            ? [.. entries.Where(e => e.Rule is not (EntryRule.Lock or EntryRule.Unlock)).Select(e => new EntryEffect(e, double.NaN, double.NaN, null))]
            : Replay(state, structure, measure, part, first, last, unit, value, notes);
        if (entries.Count > MostReplayed)
            notes.Add($"{entries.Count:#,0} entries touch this value; they are listed without what each did.");
        return new Explanation(value, column.Units[0], written, effects, locks, [], series.Length, notes);
    }

    /// <summary>Applies the entries of the buckets again, one after another, and looks at the value after each.</summary>
    private static List<EntryEffect> Replay(
        PlanState state, PlanStructure structure, MeasureDefinition measure, Coordinates part, int first, int last, ValueUnit unit, double value, List<string> notes)
    {
        var space = structure.Of(measure);
        var series = space.Attributes.Select(part);
        var cube = WrittenOnly(state.Cube, measure.Name);
        var effects = new List<EntryEffect>();
        var now = Over(cube, structure, measure, part, first, last, unit);
        foreach (var entry in state.Entries.Where(e => e.Measure == measure.Name && e.FirstBucket <= last && e.LastBucket >= first && space.Attributes.Has(e.Coordinates)))
        {
            var edit = new CubeEdit(cube, structure.SeriesCount);
            var outcome = new Spreading(structure, edit).Apply(entry);
            cube = outcome.Refusal is null ? edit.Build() : cube;

            // Entries beside the part change what others are spread over, but not the part itself: thousands of them are not looked at one by one.
            if (entry.Rule is EntryRule.Lock or EntryRule.Unlock || !Touches(space, entry, series))
                continue;
            var before = now;
            now = Over(cube, structure, measure, part, first, last, unit);
            effects.Add(new EntryEffect(entry, before, now, outcome.Refusal));
        }

        if (!CubeEdit.Same(now, value) && Math.Abs(now - value) > 1e-9 * Math.Max(1, Math.Abs(value)))
            notes.Add("Spread again today, the entries would give another value: what they were spread like has changed since, or scenarios were merged.");
        return effects;
    }

    private static bool Touches(SeriesSpace space, Entry entry, int[] series)
    {
        if (!space.Attributes.Has(entry.Coordinates))
            return false;
        var touched = space.Attributes.Select(entry.Coordinates);
        return series.Any(s => Array.BinarySearch(touched, s) >= 0);
    }

    private static PlanCube WrittenOnly(PlanCube cube, string measure) =>
        cube.With(measure, new MeasureLayers(cube[measure].Written, cube[measure].Written, Layer.Empty));

    private static double Over(PlanCube cube, PlanStructure structure, MeasureDefinition measure, Coordinates part, int first, int last, ValueUnit unit)
    {
        var table = CellReader.Read(cube, structure, new CellQuery([measure.Name], [], part, first, last, unit));
        if (table.Rows.Count == 0)
            return double.NaN;
        return measure.OverTime switch
        {
            TimeAggregation.Sum => Numerics.Cells.PresentSums.Sum(table.Measures[0].Values),
            TimeAggregation.Last => table.Measures[0].Values[^1],
            TimeAggregation.Average => Mean(table, structure),
            _ => first == last ? table.Measures[0].Values[0] : double.NaN,
        };
    }

    private static double Mean(CellTable table, PlanStructure structure)
    {
        double sum = 0, days = 0;
        for (var i = 0; i < table.Buckets; i++)
        {
            if (double.IsNaN(table.Measures[0].Values[i]))
                continue;
            sum += table.Measures[0].Values[i] * structure.Calendar[table.First + i].Days;
            days += structure.Calendar[table.First + i].Days;
        }

        return days == 0 ? double.NaN : sum / days;
    }
}
