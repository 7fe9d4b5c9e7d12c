using System.Text;

namespace Concord.Planning.Data;

/// <summary>
/// One .NET date format, taken apart once, that reads UTF-8 text without allocating. Understands y, M, d, H, h, m, s, f, F, t, K and z, literals,
/// 'quoted' and \escaped text. Month names are English; a missing day is the first of the month. A time of day and a zone are read and dropped;
/// <c>.FFF</c> is a fraction of a second that may be missing with its point.
/// A two-digit year (only where the format says <c>yy</c>) is 2000-2049 or 1950-1999.
/// </summary>
public sealed class DatePattern
{
    private static readonly string[] MonthNames =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private readonly Token[] _tokens;
    private readonly bool _iso;

    private DatePattern(string format, Token[] tokens)
    {
        Format = format;
        _tokens = tokens;
        _iso = format == "yyyy-MM-dd";
    }

    private enum Part : byte { Literal, Year4, Year2, Month, MonthName, MonthShort, Day, Hour, Minute, Second, Fraction, OptionalFraction, Half, Zone }

    public string Format { get; }

    /// <summary>Takes a format apart.</summary>
    /// <param name="problem">Why it cannot be used; null when it can.</param>
    public static DatePattern? Create(string format, out string? problem)
    {
        var tokens = new List<Token>();
        problem = null;
        for (var i = 0; i < format.Length;)
        {
            var c = format[i];
            var run = 1;
            while (i + run < format.Length && format[i + run] == c)
                run++;
            switch (c)
            {
                case 'y' when run is 4 or 2:
                    tokens.Add(new Token(run == 4 ? Part.Year4 : Part.Year2, run, run));
                    break;
                case 'M' when run is 1 or 2:
                    tokens.Add(new Token(Part.Month, run, 2));
                    break;
                case 'M' when run is 3 or 4:
                    tokens.Add(new Token(run == 3 ? Part.MonthShort : Part.MonthName, 0, 0));
                    break;
                case 'd' when run is 1 or 2:
                    tokens.Add(new Token(Part.Day, run, 2));
                    break;
                case 'H' or 'h' when run is 1 or 2:
                    tokens.Add(new Token(Part.Hour, run, 2));
                    break;
                case 'm' when run is 1 or 2:
                    tokens.Add(new Token(Part.Minute, run, 2));
                    break;
                case 's' when run is 1 or 2:
                    tokens.Add(new Token(Part.Second, run, 2));
                    break;
                case 'f' when run <= 7:
                    tokens.Add(new Token(Part.Fraction, run, run));
                    break;
                case 'F' when run <= 7:
                    if (tokens.Count > 0 && tokens[^1] == new Token(Part.Literal, '.', 0))
                        tokens.RemoveAt(tokens.Count - 1);
                    tokens.Add(new Token(Part.OptionalFraction, 0, run));
                    break;
                case 't' when run <= 2:
                    tokens.Add(new Token(Part.Half, 0, 0));
                    break;
                case 'K' or 'z':
                    tokens.Add(new Token(Part.Zone, 0, 0));
                    break;
                case '\'' or '"':
                    var end = format.IndexOf(c, i + 1);
                    if (end < 0)
                    {
                        problem = $"the quote {c} at position {i + 1} is not closed";
                        return null;
                    }

                    AddLiteral(format[(i + 1)..end]);
                    i = end + 1;
                    continue;
                case '\\' when i + 1 < format.Length:
                    AddLiteral(format[i + 1].ToString());
                    i += 2;
                    continue;
                default:
                    if (char.IsAsciiLetter(c) && c != 'T' && c != 'Z')
                    {
                        problem = $"'{new string(c, run)}' at position {i + 1} is not a date part. Maybe one of yyyy, MM, dd, MMM, or quote it as text";
                        return null;
                    }

                    AddLiteral(format[i].ToString());
                    i++;
                    continue;
            }

            i += run;
        }

        if (!tokens.Exists(t => t.Part is Part.Year4 or Part.Year2) || !tokens.Exists(t => t.Part is Part.Month or Part.MonthName or Part.MonthShort))
            problem = "it has no year (yyyy or yy) or no month (MM, MMM). Maybe mm, which means minutes, should be MM";
        return problem is null ? new DatePattern(format, [.. tokens]) : null;

        void AddLiteral(string text)
        {
            foreach (var b in Encoding.UTF8.GetBytes(text))
                tokens.Add(new Token(Part.Literal, b, 0));
        }
    }

    /// <summary>Reads a date. The whole text must match; no white space is skipped.</summary>
    /// <param name="day">The <see cref="DateOnly.DayNumber"/>.</param>
    public bool TryRead(ReadOnlySpan<byte> text, out int day)
    {
        day = ColumnData.NoDate;
        if (_iso)
        {
            return text.Length == 10 && text[4] == '-' && text[7] == '-'
                && Digits(text[..4], out var y) && Digits(text[5..7], out var m) && Digits(text[8..], out var d) && ToDay(y, m, d, out day);
        }

        int year = 0, month = 0, dayOfMonth = 1;
        var at = 0;
        foreach (var token in _tokens)
        {
            var rest = text[at..];
            if (token.Part == Part.Literal)
            {
                if (rest.IsEmpty || rest[0] != token.Min)
                    return false;
                at++;
                continue;
            }

            if (token.Part == Part.OptionalFraction)
            {
                at += rest.IsEmpty || rest[0] != '.' ? 0 : 1 + DigitRun(rest[1..], token.Max);
                continue;
            }

            var length = token.Part switch
            {
                Part.MonthName or Part.MonthShort => MonthByName(rest, token.Part == Part.MonthShort, out month),
                Part.Zone => ZoneLength(rest),
                Part.Half => rest.Length >= 2 && (rest[0] | 32) is 'a' or 'p' && (rest[1] | 32) == 'm' ? 2 : -1,
                _ => DigitRun(rest, token.Max),
            };
            if (length < token.Min)
                return false;
            var number = 0;
            if (token.Part is not (Part.MonthName or Part.MonthShort or Part.Zone or Part.Half))
                _ = Digits(rest[..length], out number);
            switch (token.Part)
            {
                case Part.Year4: year = number; break;
                case Part.Year2: year = number < 50 ? 2000 + number : 1900 + number; break;
                case Part.Month: month = number; break;
                case Part.Day: dayOfMonth = number; break;
                case Part.Hour when number > 23: return false;
                case Part.Minute or Part.Second when number > 59: return false;
                default: break;
            }

            at += length;
        }

        return at == text.Length && ToDay(year, month, dayOfMonth, out day);
    }

    public override string ToString() => Format;

    private static bool ToDay(int year, int month, int day, out int number)
    {
        number = ColumnData.NoDate;
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        number = new DateOnly(year, month, day).DayNumber;
        return true;
    }

    private static int DigitRun(ReadOnlySpan<byte> text, int most)
    {
        var n = 0;
        while (n < most && n < text.Length && (uint)(text[n] - '0') <= 9)
            n++;
        return n;
    }

    private static bool Digits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var b in text)
        {
            var digit = (uint)(b - '0');
            if (digit > 9)
                return false;
            value = (value * 10) + (int)digit;
        }

        return true;
    }

    private static int MonthByName(ReadOnlySpan<byte> text, bool shortName, out int month)
    {
        for (month = 1; month <= 12; month++)
        {
            var name = MonthNames[month - 1].AsSpan(0, shortName ? 3 : MonthNames[month - 1].Length);
            if (text.Length >= name.Length && Ascii.EqualsIgnoreCase(text[..name.Length], name))
                return name.Length;
        }

        return -1;
    }

    /// <summary>Z, or +hh:mm, +hhmm, +hh, or nothing.</summary>
    private static int ZoneLength(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return 0;
        if ((text[0] | 32) == 'z')
            return 1;
        if (text[0] is not ((byte)'+' or (byte)'-') || DigitRun(text[1..], 2) != 2)
            return 0;
        var minutes = text.Length > 3 && text[3] == ':' ? 4 : 3;
        return text.Length >= minutes + 2 && DigitRun(text[minutes..], 2) == 2 ? minutes + 2 : 3;
    }

    /// <param name="Min">Least digits; for a literal the byte itself.</param>
    private readonly record struct Token(Part Part, int Min, int Max);
}
