using System.Collections.Frozen;

namespace Concord.Planning.Data.Checks;

/// <summary>Codes of the reasons for which an import rejects a row. Stable; each is explained in <see cref="RowChecks"/>.</summary>
public static class RowProblemCode
{
    public const string MissingValue = "MISSING_VALUE";
    public const string NotANumber = "NOT_A_NUMBER";
    public const string NotWhole = "NOT_WHOLE";
    public const string OutOfRange = "OUT_OF_RANGE";
    public const string NotADate = "NOT_A_DATE";
    public const string NotABoolean = "NOT_A_BOOLEAN";
    public const string NotAChoice = "NOT_A_CHOICE";
    public const string TextTooLong = "TEXT_TOO_LONG";
    public const string BadEncoding = "BAD_ENCODING";
    public const string UnknownReference = "UNKNOWN_REFERENCE";
    public const string DuplicateKey = "DUPLICATE_KEY";
    public const string JoinFailed = "JOIN_FAILED";
    public const string ExpressionFailed = "EXPRESSION_FAILED";
    public const string WrongFieldCount = "WRONG_FIELD_COUNT";
}

/// <summary>
/// What each <see cref="RowProblemCode"/> means, for docs/checks.md and the rejected rows page. They name no area: a rejected row belongs
/// to the area of its table. The import applies them; there is no logic here.
/// </summary>
public static class RowChecks
{
    public static IReadOnlyList<CheckDefinition> All { get; } =
    [
        Define(RowProblemCode.MissingValue, QualityDimension.Completeness, "A required value is empty",
            "Without it the row cannot be placed in the model: an order line without an item or a date is demand for nothing.",
            "Fill the column in the source, map another column to it, or give the mapping a constant. Maybe the column has another name in this extract."),
        Define(RowProblemCode.NotANumber, QualityDimension.Validity, "A value is not a number",
            "A quantity that was guessed from broken text is worse than a missing one: nobody sees that it is wrong.",
            "Correct the value. Maybe the file uses another decimal or thousands sign than the mapping says, or the value carries a unit or currency sign."),
        Define(RowProblemCode.NotWhole, QualityDimension.Validity, "A value must be a whole number and is not",
            "Line numbers, priorities and operation numbers count; a fraction of one is a shifted column.",
            "Correct the value. Maybe the columns of the row are shifted by one, or the decimal sign of the mapping is wrong."),
        Define(RowProblemCode.OutOfRange, QualityDimension.Validity, "A number is outside the range of its column",
            "A yield of 95 instead of 0.95 or a weekday 9 would silently bend every plan computed from it.",
            "Correct the value. Maybe a percentage stands where a share between 0 and 1 is expected, or the unit differs from the column's."),
        Define(RowProblemCode.NotADate, QualityDimension.Validity, "A value is not a date",
            "Day and month taken for each other move demand into another month.",
            "Correct the value, or add the date format of the source to the mapping. Maybe the day is beyond the end of its month."),
        Define(RowProblemCode.NotABoolean, QualityDimension.Validity, "A value is neither true nor false",
            "A flag that cannot be read would have to be guessed, for example whether a supplier may be ordered from.",
            "Write true or false, or list the source's words for them in the mapping."),
        Define(RowProblemCode.NotAChoice, QualityDimension.Validity, "A value is not one of the words of its column",
            "Types and stages steer what planning does; an unknown word steers nothing.",
            "Use one of the words listed with the column, or translate the source's words in the mapping."),
        Define(RowProblemCode.TextTooLong, QualityDimension.Validity, "A text is longer than the model accepts",
            "A text of this length is nearly always a quote that was never closed, which swallows the rows after it.",
            "Shorten the text. Maybe a quotation mark is missing at its end, or the delimiter of the mapping is wrong."),
        Define(RowProblemCode.BadEncoding, QualityDimension.Validity, "A text holds bytes that its encoding does not know",
            "Names with broken letters match nothing and appear as new customers or items.",
            "State the encoding of the file in the mapping. Maybe it is windows-1252 or UTF-16 where UTF-8 was expected."),
        Define(RowProblemCode.UnknownReference, QualityDimension.Consistency, "A row names something that is not known",
            "Demand for an unknown item, or stock at an unknown location, would be in no total and in no plan.",
            "Import the master data first, correct the name, or filter the row out in the mapping. Maybe leading zeros or spaces were lost."),
        Define(RowProblemCode.DuplicateKey, QualityDimension.Consistency, "Two rows of one import have the same key",
            "Only one of them can be true, and which one would depend on the order of the rows.",
            "Remove one row, or add what tells them apart to the key (a line number, a date). Maybe the extract holds the history of changes."),
        Define(RowProblemCode.JoinFailed, QualityDimension.Consistency, "A lookup of the mapping found no row",
            "The value that the lookup should have brought stays unknown, and the row would be incomplete without anybody noticing.",
            "Add the missing row to the file that is looked up, correct the value, or make the lookup optional with a default."),
        Define(RowProblemCode.ExpressionFailed, QualityDimension.Validity, "An expression of the mapping cannot be computed",
            "A derived value that failed for one row usually fails for many: the mapping does not fit the data.",
            "Look at the values of the row named in the message and correct them, or let the expression treat this case."),
        Define(RowProblemCode.WrongFieldCount, QualityDimension.Validity, "A record has more values than the header has columns",
            "Its values have probably moved by one column, so that a price may be read as a quantity.",
            "Quote the text that holds the delimiter, or correct the record. Maybe a decimal comma is taken for the delimiter."),
    ];

    private static readonly FrozenDictionary<string, CheckDefinition> ByCode = All.ToFrozenDictionary(d => d.Code, StringComparer.Ordinal);

    /// <summary>The definition of a <see cref="RowProblemCode"/> code.</summary>
    /// <exception cref="ArgumentException">No such code.</exception>
    public static CheckDefinition Definition(string code) =>
        ByCode.TryGetValue(code, out var definition)
            ? definition
            : throw new ArgumentException($"There is no row problem '{code}'.{NearestName.MaybeHint(code, ByCode.Keys)}", nameof(code));

    private static CheckDefinition Define(string code, QualityDimension dimension, string title, string why, string advice) =>
        new(code, Severity.Error, null, dimension, title, why, advice);
}
