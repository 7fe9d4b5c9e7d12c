using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Concord.Planning.Data;
using Concord.Planning.Data.Checks;

namespace Concord.Planning.Scenarios;

/// <summary>What can be said of patches without applying them: whether they are sound, and whether two lists come to the same.</summary>
public static class RecordPatches
{
    /// <summary>The longest text a value may have, in UTF-8 bytes; the limit of imports too.</summary>
    private const int LongestText = 4_000;

    /// <summary>
    /// Looks at one patch as an import looks at a row: table and columns exist, values can be read, references lead somewhere, a new record is whole. Only master
    /// data can differ in a scenario; facts such as sales history or stock cannot.
    /// </summary>
    /// <param name="dataset">What the patch would be applied to, earlier patches of the scenario included.</param>
    /// <param name="patch">The patch.</param>
    /// <returns>Empty when it is sound.</returns>
    public static IReadOnlyList<RowProblem> Check(Dataset dataset, RecordPatch patch) => Check(new RecordKeys(dataset), patch);

    /// <summary>Looks at patches one after another; each may refer to what one before it adds. Every table is read once, however many patches there are.</summary>
    /// <param name="dataset">As for <see cref="Check(Dataset, RecordPatch)"/>.</param>
    /// <param name="patches">In the order they would be applied.</param>
    /// <returns>The first patch that is not sound, by its place, and what is wrong with it; null when all are sound.</returns>
    public static (int Index, RowProblem Problem)? FirstProblem(Dataset dataset, IReadOnlyList<RecordPatch> patches)
    {
        var keys = new RecordKeys(dataset);
        for (var i = 0; i < patches.Count; i++)
        {
            if (Check(keys, patches[i]) is [var problem, ..])
                return (i, problem);
            keys.Apply(patches[i]);
        }

        return null;
    }

    private static List<RowProblem> Check(RecordKeys keys, RecordPatch patch)
    {
        if (!DataModel.TryTable(patch.Table, out var table))
        {
            return [new RowProblem("UNKNOWN_TABLE", "table", patch.Table, $"There is no table '{patch.Table}'.", NearestName.MaybeHint(patch.Table, DataModel.Tables.Select(t => t.Name)).Trim())];
        }

        if (table.AsOf != AsOfRule.Always)
        {
            return [new RowProblem("NOT_MASTER_DATA", "table", patch.Table, $"{table.Title} are facts; a scenario changes master data only.", "Maybe type an entry into the plan, or import corrected facts.")];
        }

        var keyNames = string.Join(", ", table.Key.Select(c => c.Name));
        if (patch.Key.Length != table.Key.Count)
            return [new RowProblem("WRONG_KEY", "key", string.Join(" / ", patch.Key), $"The key of {table.Name} is {keyNames}: {table.Key.Count} values, not {patch.Key.Length}.", "Maybe an empty one was left out.")];
        var problems = new List<RowProblem>();
        for (var i = 0; i < patch.Key.Length; i++)
            CheckValue(keys, table.Key[i], patch.Key[i], problems);
        if (problems.Count > 0)
            return problems;

        var exists = keys.Records(table).Contains(PatchedTable.KeyOf(table, patch));
        if (patch.Values is not { } values)
        {
            if (!exists)
                problems.Add(new RowProblem("UNKNOWN_RECORD", "key", KeyText(patch), $"{table.Title} have no record '{KeyText(patch)}' to delete.", "Maybe it is deleted already."));
            return problems;
        }

        foreach (var (name, text) in values)
        {
            if (table.Columns.FirstOrDefault(c => c.Name == name) is not { } column)
                problems.Add(new RowProblem("UNKNOWN_COLUMN", name, text, $"{table.Name} has no column '{name}'.", NearestName.MaybeHint(name, table.Columns.Select(c => c.Name)).Trim()));
            else if (column.Key)
                problems.Add(new RowProblem("KEY_COLUMN", name, text, $"'{name}' is part of the key of {table.Name} and cannot be changed.", "Maybe delete the record and make a new one."));
            else
                CheckValue(keys, column, text, problems);
        }

        if (!exists)
        {
            foreach (var column in table.Columns.Where(c => c is { Required: true, Default: null, Key: false } && !values.ContainsKey(c.Name)))
                problems.Add(Missing(column, $"'{column.Name}' is missing: '{KeyText(patch)}' would be a new record of {table.Name}.", exists: false));
        }

        return problems;
    }

    /// <summary>Equal for lists of patches that come to the same master data on one basis; a cache may use it as a key. Empty for no patches.</summary>
    public static string Fingerprint(IEnumerable<RecordPatch> patches)
    {
        var text = new StringBuilder();
        foreach (var (name, patch) in PatchMerge.Flat(patches))
        {
            Append(text, name);
            if (patch.Values is not { } values)
            {
                text.Append('-');
            }
            else
            {
                foreach (var (column, value) in values)
                {
                    Append(text, column);
                    Append(text, value);
                }
            }

            text.Append('\n');
        }

        return text.Length == 0 ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));

        // Lengths keep texts apart, whatever they hold.
        static void Append(StringBuilder text, string part) => text.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part}");
    }

    /// <summary>The key as people read it, as <see cref="TableBatch.KeyText"/>.</summary>
    internal static string KeyText(RecordPatch patch) => string.Join(" / ", patch.Key.Select(k => k.Length == 0 ? "*" : k));

    /// <summary>Reads a text as the value of a column. Empty text is the column's default, else no value.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    internal static RowProblem? Read(ColumnDefinition column, string given, out PatchValue value)
    {
        value = PatchValue.None;
        var text = given.Trim();
        if (text.Length == 0)
            text = column.Required ? column.Default ?? "" : "";
        if (text.Length == 0)
            return column.Required ? Missing(column, $"'{column.Name}' is empty.", exists: true) : null;
        var bytes = Encoding.UTF8.GetBytes(text);
        switch (column.Type)
        {
            case ColumnType.Text:
                value = value with { Text = text };
                return bytes.Length > LongestText ? Problem(RowProblemCode.TextTooLong, $"'{column.Name}' holds {bytes.Length} bytes, more than {LongestText}.") : null;
            case ColumnType.Choice:
                var word = text.ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
                value = value with { Text = word };
                return column.Choices.Contains(word)
                    ? null
                    : Problem(RowProblemCode.NotAChoice, $"'{text}' in '{column.Name}' is none of {string.Join(", ", column.Choices)}.", NearestName.MaybeHint(text, column.Choices).Trim());
            case ColumnType.Date:
                if (!ValueParser.Canonical.TryDay(bytes, out var day))
                    return Problem(RowProblemCode.NotADate, ValueParser.Canonical.DayProblem(text, $" in '{column.Name}'"));
                value = value with { Day = day };
                return null;
            case ColumnType.Boolean:
                if (!ValueParser.Canonical.TryBoolean(bytes, out var truth))
                    return Problem(RowProblemCode.NotABoolean, $"'{text}' in '{column.Name}' is neither true nor false.");
                value = value with { Number = truth ? 1 : 0 };
                return null;
            default:
                if (!ValueParser.Canonical.TryNumber(bytes, out var number))
                    return Problem(RowProblemCode.NotANumber, $"In '{column.Name}': {ValueParser.Canonical.NumberProblem(text)}");
                if (column.Type == ColumnType.Integer && (number != Math.Floor(number) || Math.Abs(number) > int.MaxValue))
                    return Problem(RowProblemCode.NotWhole, $"'{text}' in '{column.Name}' is not a whole number.");
                if (number < column.Min || number > column.Max)
                {
                    return Problem(
                        RowProblemCode.OutOfRange, FormattableString.Invariant($"{number} in '{column.Name}' is outside of {column.Min} to {column.Max}."));
                }

                value = value with { Number = number == 0 ? 0 : number };
                return null;
        }

        RowProblem Problem(string code, string message, string advice = "") =>
            new(code, column.Name, text.Length > 80 ? text[..80] : text, message, advice.Length == 0 ? RowChecks.Definition(code).Advice : advice);
    }

    private static void CheckValue(RecordKeys keys, ColumnDefinition column, string text, List<RowProblem> problems)
    {
        if (Read(column, text, out var value) is { } problem)
        {
            problems.Add(problem);
        }
        else if (column.References is { } target && value.Text is { } key)
        {
            var known = keys.Names(DataModel.Table(target));
            if (!known.Contains(key))
            {
                problems.Add(new RowProblem(
                    RowProblemCode.UnknownReference, column.Name, key, $"'{key}' in '{column.Name}' is not in {target}.",
                    NearestName.MaybeHint(key, known) is { Length: > 0 } hint ? hint.Trim() : RowChecks.Definition(RowProblemCode.UnknownReference).Advice));
            }
        }
    }

    private static RowProblem Missing(ColumnDefinition column, string message, bool exists) => new(
        RowProblemCode.MissingValue, column.Name, null, message, exists ? "Maybe take the change back instead." : "Maybe the key is misspelt, and an existing record is meant.");
}

/// <summary>A value of a patch in the shapes of columns; the one of the column's type is set.</summary>
internal readonly record struct PatchValue(string? Text, double Number, int Day)
{
    public static PatchValue None { get; } = new(null, double.NaN, ColumnData.NoDate);
}
