using System.Globalization;
using System.Text;

namespace Concord.Planning.Data.Mappings;

public enum MappingValueKind : byte
{
    Empty,
    Text,
    Number,
    Date,
    Boolean,

    /// <summary>The expression failed; the text says why. Errors travel through operators and functions to the row's fault.</summary>
    Error,
}

/// <summary>A value in a mapping's expressions. Text from a column remembers how its source writes numbers and dates. An empty text is <see cref="Empty"/>.</summary>
public readonly struct MappingValue
{
    private readonly string? _text;
    private readonly double _number;
    private readonly ValueParser? _parser;

    private MappingValue(MappingValueKind kind, double number, string? text = null, ValueParser? parser = null)
    {
        Kind = kind;
        _number = number;
        _text = text;
        _parser = parser;
    }

    public static MappingValue Empty => default;

    public MappingValueKind Kind { get; }

    public bool IsEmpty => Kind == MappingValueKind.Empty;

    public bool IsError => Kind == MappingValueKind.Error;

    /// <summary>The message of an error; otherwise null.</summary>
    public string? ErrorMessage => IsError ? _text : null;

    /// <summary>How the text's source writes values; canonical for text made by an expression.</summary>
    public ValueParser Parser => _parser ?? ValueParser.Canonical;

    public static MappingValue OfText(string? text, ValueParser? parser = null) =>
        string.IsNullOrEmpty(text) ? default : new MappingValue(MappingValueKind.Text, 0, text, parser);

    /// <summary>A number; an error when it is not finite.</summary>
    public static MappingValue OfNumber(double number) =>
        double.IsFinite(number) ? new MappingValue(MappingValueKind.Number, number) : Error("The result is not a finite number. Maybe it was divided by zero.");

    public static MappingValue OfBoolean(bool value) => new(MappingValueKind.Boolean, value ? 1 : 0);

    /// <param name="day"><see cref="DateOnly.DayNumber"/>; an error when it is outside year 1 to 9999.</param>
    public static MappingValue OfDay(double day) =>
        day >= 0 && day <= DateOnly.MaxValue.DayNumber
            ? new MappingValue(MappingValueKind.Date, Math.Floor(day))
            : Error($"Day number {day.ToString(CultureInfo.InvariantCulture)} is outside the years 1 to 9999.");

    public static MappingValue Error(string message) => new(MappingValueKind.Error, 0, message);

    /// <summary>This value as a number: text is read by its source's formats. Empty stays empty; an error when it is not a number.</summary>
    public MappingValue AsNumber()
    {
        switch (Kind)
        {
            case MappingValueKind.Text:
                return TryText(_text!, out var number) ? OfNumber(number) : Error(Parser.NumberProblem(_text!));
            case MappingValueKind.Date:
                return Error($"{this} is a date, not a number. Maybe subtract two dates, or use year(), month() or day().");
            case MappingValueKind.Boolean:
                return OfNumber(_number);
            default:
                return this;
        }
    }

    /// <summary>This value as a date: text is read by its source's formats. Empty stays empty; an error when it is not a date.</summary>
    public MappingValue AsDate()
    {
        switch (Kind)
        {
            case MappingValueKind.Text:
                return Utf8(_text!, Parser, static (ReadOnlySpan<byte> t, ValueParser p, out double v) =>
                {
                    var read = p.TryDay(t, out var day);
                    v = day;
                    return read;
                }, out var day) ? OfDay(day) : Error(Parser.DayProblem(_text!));
            case MappingValueKind.Number or MappingValueKind.Boolean:
                return Error($"{this} is not a date. Maybe use date(text, 'yyyyMMdd').");
            default:
                return this;
        }
    }

    /// <summary>This value as true or false: text by its source's words, numbers 0 and 1. Empty is false; an error when it is neither.</summary>
    public MappingValue AsBoolean()
    {
        switch (Kind)
        {
            case MappingValueKind.Empty:
                return OfBoolean(false);
            case MappingValueKind.Text:
                return Utf8(_text!, Parser, static (ReadOnlySpan<byte> t, ValueParser p, out double v) =>
                {
                    var read = p.TryBoolean(t, out var truth);
                    v = truth ? 1 : 0;
                    return read;
                }, out var truth) ? OfBoolean(truth != 0) : Error(Parser.BooleanProblem(_text!));
            case MappingValueKind.Number when _number is 0 or 1:
                return OfBoolean(_number != 0);
            case MappingValueKind.Number or MappingValueKind.Date:
                return Error($"{this} is not true or false. Maybe a comparison is missing.");
            default:
                return this;
        }
    }

    /// <summary>The number, day number, or 0 and 1; 0 for other kinds.</summary>
    public double Number => _number;

    /// <summary>True for <see cref="MappingValueKind.Boolean"/> true only.</summary>
    public bool IsTrue => Kind == MappingValueKind.Boolean && _number != 0;

    /// <summary>
    /// The value as a column of that type wants it in canonical text: text of numbers, dates and booleans is re-written from its source's formats.
    /// What cannot be read stays as it is, for the import to reject.
    /// </summary>
    public MappingValue For(ColumnType type)
    {
        if (Kind != MappingValueKind.Text)
            return this;
        var converted = type switch
        {
            ColumnType.Number or ColumnType.Integer => AsNumber(),
            ColumnType.Date => AsDate(),
            ColumnType.Boolean => AsBoolean(),
            _ => this,
        };
        return converted.IsError ? this : converted;
    }

    /// <summary>Canonical text: ISO dates, shortest round-trip numbers, true / false; empty for none.</summary>
    public override string ToString() => Kind switch
    {
        MappingValueKind.Text or MappingValueKind.Error => _text!,
        MappingValueKind.Number => _number.ToString("R", CultureInfo.InvariantCulture),
        MappingValueKind.Date => DateOnly.FromDayNumber((int)_number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        MappingValueKind.Boolean => _number != 0 ? "true" : "false",
        _ => "",
    };

    /// <summary>Same kind of comparison as <see cref="TryCompare"/>, for equality: values that cannot be compared are unequal.</summary>
    public static bool AreEqual(in MappingValue a, in MappingValue b) => TryCompare(a, b, out var order, out _) && order == 0;

    /// <summary>
    /// Orders two values: numbers, dates and booleans by value, text by ordinal. Text beside a number, date or boolean is read as one.
    /// Empty equals empty only; it cannot be ordered with anything else.
    /// </summary>
    /// <param name="problem">Why they cannot be compared; null when one of them is empty.</param>
    public static bool TryCompare(in MappingValue a, in MappingValue b, out int order, out string? problem)
    {
        order = 0;
        problem = null;
        if (a.IsEmpty || b.IsEmpty)
            return a.IsEmpty && b.IsEmpty;
        if (a.Kind == MappingValueKind.Text && b.Kind == MappingValueKind.Text)
        {
            order = string.CompareOrdinal(a._text, b._text);
            return true;
        }

        var (left, right) = (a.Like(b.Kind), b.Like(a.Kind));
        problem = left.ErrorMessage ?? right.ErrorMessage;
        if (problem is null && left.Kind != right.Kind)
            problem = $"{left} and {right} cannot be compared: one is a {Word(left.Kind)}, the other a {Word(right.Kind)}.";
        if (problem is not null)
            return false;
        order = left._number.CompareTo(right._number);
        return true;
    }

    private static string Word(MappingValueKind kind) => kind switch
    {
        MappingValueKind.Number => "number",
        MappingValueKind.Date => "date",
        MappingValueKind.Boolean => "true or false",
        _ => "text",
    };

    private MappingValue Like(MappingValueKind other) => (Kind, other) switch
    {
        (MappingValueKind.Text, MappingValueKind.Number) => AsNumber(),
        (MappingValueKind.Text, MappingValueKind.Date) => AsDate(),
        (MappingValueKind.Text or MappingValueKind.Number, MappingValueKind.Boolean) => AsBoolean(),
        _ => this,
    };

    private bool TryText(string text, out double number) =>
        Utf8(text, Parser, static (ReadOnlySpan<byte> t, ValueParser p, out double v) => p.TryNumber(t, out v), out number);

    private delegate bool Read(ReadOnlySpan<byte> text, ValueParser parser, out double value);

    private static bool Utf8(string text, ValueParser parser, Read read, out double value)
    {
        Span<byte> buffer = stackalloc byte[256];
        value = 0;
        return text.Length * 3 <= buffer.Length && read(buffer[..Encoding.UTF8.GetBytes(text, buffer)], parser, out value);
    }
}
