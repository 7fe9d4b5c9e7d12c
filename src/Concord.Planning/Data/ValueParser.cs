using System.Globalization;
using System.Text;

namespace Concord.Planning.Data;

/// <summary>
/// Reads numbers, dates and booleans from UTF-8 text under one <see cref="ValueFormats"/>, without allocating. White space around a value is ignored.
/// An empty text is never a value: callers treat it before. Immutable; any number of threads may share one.
/// </summary>
public sealed class ValueParser
{
    private const int MaxNumberLength = 128;

    private static readonly double[] PowersOfTen =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    private readonly DatePattern[] _dates;
    private readonly byte _decimal;
    private readonly byte _group;
    private readonly string[] _true;
    private readonly string[] _false;

    /// <exception cref="ArgumentException">A date format is unusable, or decimal and group sign are the same or not ASCII.</exception>
    public ValueParser(ValueFormats formats)
    {
        Formats = formats;
        _dates = [.. formats.Dates.Select(f =>
            DatePattern.Create(f, out var problem) ?? throw new ArgumentException($"The date format '{f}' cannot be used: {problem}.", nameof(formats)))];
        var group = formats.GroupSign switch { '\u00A0' or '\u202F' or '\u2009' => ' ', '\u2019' => '\'', var c => c };
        if (!char.IsAscii(formats.DecimalSign) || char.IsAsciiLetterOrDigit(formats.DecimalSign) || !char.IsAscii(group) || char.IsAsciiLetterOrDigit(group)
            || group == formats.DecimalSign)
        {
            throw new ArgumentException(
                $"Decimal sign '{formats.DecimalSign}' and group sign '{formats.GroupSign}' do not go together. Maybe '.' and ',', or ',' and '.'.", nameof(formats));
        }

        _decimal = (byte)formats.DecimalSign;
        _group = (byte)group;
        _true = ["true", "1", .. formats.True ?? []];
        _false = ["false", "0", .. formats.False ?? []];
    }

    /// <summary>Reads canonical text: ISO dates (with or without time), point, true / false.</summary>
    public static ValueParser Canonical { get; } = new(ValueFormats.Canonical);

    public ValueFormats Formats { get; }

    /// <summary>The text without white space (also no-break spaces) around it.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty && LeadingSpace(text) is var n and > 0)
            text = text[n..];
        while (!text.IsEmpty)
        {
            if (text[^1] is <= 32)
                text = text[..^1];
            else if (text.EndsWith("\u00A0"u8))
                text = text[..^2];
            else if (text.EndsWith("\u202F"u8))
                text = text[..^3];
            else
                break;
        }

        return text;
    }

    /// <summary>
    /// Reads a finite number: sign before or after, or parentheses for a negative; groups of three digits when the formats name a group sign; an exponent.
    /// A percent or currency sign is refused, as is a number too large for a double.
    /// </summary>
    public bool TryNumber(ReadOnlySpan<byte> text, out double value)
    {
        value = double.NaN;
        text = Trim(text);
        if (text.Length is 0 or > MaxNumberLength)
            return false;
        var negative = false;
        if (text[0] == '(' && text[^1] == ')' && text.Length > 2)
        {
            negative = true;
            text = Trim(text[1..^1]);
        }
        else if (text[0] is (byte)'-' or (byte)'+')
        {
            negative = text[0] == '-';
            text = text[1..];
        }
        else if (text.StartsWith("\u2212"u8))
        {
            negative = true;
            text = text[3..];
        }
        else if (text[^1] == '-')
        {
            negative = true;
            text = text[..^1];
        }

        if (!TryMagnitude(text, out value))
            return false;
        value = negative ? -value : value;
        return true;
    }

    /// <summary>Reads a date as <see cref="DateOnly.DayNumber"/>; the first format that matches wins.</summary>
    public bool TryDay(ReadOnlySpan<byte> text, out int day)
    {
        text = Trim(text);
        foreach (var pattern in _dates)
        {
            if (pattern.TryRead(text, out day))
                return true;
        }

        day = ColumnData.NoDate;
        return false;
    }

    /// <summary>Reads true / false, 1 / 0 or one of the formats' own words, ignoring case.</summary>
    public bool TryBoolean(ReadOnlySpan<byte> text, out bool value)
    {
        text = Trim(text);
        value = IsOneOf(_true, text);
        return value || IsOneOf(_false, text);
    }

    /// <summary>Why a text is not a number under these formats, as a sentence with a likely cause.</summary>
    public string NumberProblem(string text)
    {
        var maybe =
            text.Contains('%') ? " Maybe write it without the percent sign."
            : _decimal != ',' && Reads(text, ',', '.') ? " Maybe the decimal sign is ',' there."
            : _decimal != '.' && Reads(text, '.', ',') ? " Maybe the decimal sign is '.' there."
            : _group == 0 && Reads(text, (char)_decimal, ' ') ? " Maybe it has spaces between groups of digits."
            : text.Any(char.IsAsciiDigit) && text.Any(char.IsLetter) ? " Maybe a unit or currency is written behind it."
            : "";
        return $"'{text}' is not a number.{maybe}";
    }

    /// <summary>Why a text is not a date under these formats, as a sentence with a likely cause.</summary>
    /// <param name="place">Where it stands, e.g. " in 'due_date'".</param>
    public string DayProblem(string text, string place = "")
    {
        string[] usual =
        [
            "yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.fff", "dd.MM.yyyy", "d.M.yyyy", "dd/MM/yyyy", "M/d/yyyy", "yyyyMMdd", "dd-MMM-yyyy",
            "MMM-yy", "dd.MM.yy", "M/d/yy", "yyyy/MM/dd", "yyyy-MM",
        ];
        var bytes = Encoding.UTF8.GetBytes(text.Trim());
        var near = usual.FirstOrDefault(f => DatePattern.Create(f, out _)!.TryRead(bytes, out _));
        // Formats with a time say nothing about the day that those without it do not.
        var days = Formats.Dates.Where(f => !f.Contains('H', StringComparison.Ordinal)).ToList();
        return $"'{text}'{place} is not a date in the format {string.Join(" or ", (days.Count > 0 ? days : Formats.Dates).Take(3))}.{(near is null ? "" : $" Maybe it is {near}.")}";
    }

    /// <summary>Why a text is not a boolean under these formats.</summary>
    public string BooleanProblem(string text) =>
        $"'{text}' is not true or false. Maybe add it to the true or false words: {string.Join(", ", _true)}; {string.Join(", ", _false)}.";

    private static bool Reads(string text, char decimalSign, char groupSign) =>
        new ValueParser(new ValueFormats([], decimalSign, groupSign)).TryNumber(Encoding.UTF8.GetBytes(text), out _);

    private static bool IsOneOf(string[] words, ReadOnlySpan<byte> text)
    {
        foreach (var word in words)
        {
            if (Ascii.EqualsIgnoreCase(text, word))
                return true;
            if (!Ascii.IsValid(word) && string.Equals(Encoding.UTF8.GetString(text), word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static int LeadingSpace(ReadOnlySpan<byte> text) =>
        text[0] <= 32 ? 1 : text.StartsWith("\u00A0"u8) ? 2 : text.StartsWith("\u202F"u8) ? 3 : 0;

    /// <summary>
    /// Reads digits without a sign. Up to 15 digits and 22 decimals are exact by one division (Clinger's fast path); the rest goes to the runtime's parser.
    /// </summary>
    private bool TryMagnitude(ReadOnlySpan<byte> text, out double value)
    {
        value = double.NaN;
        Span<byte> plain = stackalloc byte[MaxNumberLength];
        long mantissa = 0;
        int length = 0, digits = 0, decimals = 0, inGroup = 0;
        bool afterSign = false, grouped = false;
        var exponent = false;
        var i = 0;
        for (; i < text.Length; i++)
        {
            var b = text[i];
            var digit = (uint)(b - '0');
            if (digit <= 9)
            {
                plain[length++] = b;
                digits++;
                inGroup++;
                if (afterSign)
                    decimals++;
                if (digits <= 18)
                    mantissa = (mantissa * 10) + digit;
            }
            else if (b == _decimal)
            {
                if (afterSign || (grouped && inGroup != 3))
                    return false;
                plain[length++] = (byte)'.';
                afterSign = true;
            }
            else if ((b | 32) == 'e' && digits > 0)
            {
                exponent = true;
                break;
            }
            else if (_group != 0 && GroupLength(text[i..]) is var n and > 0)
            {
                if (afterSign || inGroup == 0 || inGroup > 3 || (grouped && inGroup != 3))
                    return false;
                grouped = true;
                inGroup = 0;
                i += n - 1;
            }
            else
            {
                return false;
            }
        }

        if (digits == 0 || (grouped && !afterSign && inGroup != 3))
            return false;
        if (!exponent && digits <= 15)
        {
            value = decimals == 0 ? mantissa : mantissa / PowersOfTen[decimals];
            return true;
        }

        if (exponent)
        {
            if (text.Length - i < 2)
                return false;
            text[i..].CopyTo(plain[length..]);
            length += text.Length - i;
        }

        if (double.TryParse(plain[..length], NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value))
        {
            return true;
        }

        value = double.NaN;
        return false;
    }

    private int GroupLength(ReadOnlySpan<byte> text) =>
        text[0] == _group ? 1
        : _group == ' ' && text.StartsWith("\u00A0"u8) ? 2
        : _group == ' ' && (text.StartsWith("\u202F"u8) || text.StartsWith("\u2009"u8)) ? 3
        : _group == '\'' && text.StartsWith("\u2019"u8) ? 3
        : 0;
}
