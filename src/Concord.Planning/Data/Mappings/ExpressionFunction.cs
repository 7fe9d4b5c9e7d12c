using System.Collections.Frozen;
using System.Text;

namespace Concord.Planning.Data.Mappings;

/// <summary>A function of the expression language.</summary>
/// <param name="Signature">How it is called, for people and error messages.</param>
/// <param name="Least">Fewest values.</param>
/// <param name="Most">Most values.</param>
/// <param name="Apply">Computes the result; never sees an error among its values. Null where the compiler treats the function itself (it need not compute all values).</param>
public sealed record ExpressionFunction(string Name, string Signature, string Description, int Least, int Most, Func<MappingValue[], MappingValue>? Apply)
{
    private const int MaxText = 10_000;

    /// <summary>All functions; names ignore case.</summary>
    public static FrozenDictionary<string, ExpressionFunction> All { get; } = List().ToFrozenDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<ExpressionFunction> List() =>
    [
        new("if", "if(condition, then, else)", "One of two values; else may be left out and is empty then.", 2, 3, null),
        new("coalesce", "coalesce(a, b, ...)", "The first value that is not empty.", 1, int.MaxValue, null),
        new("ifError", "ifError(value, otherwise)", "The value, or another where it cannot be computed.", 2, 2, null),
        new("lookup", "lookup(value, 'list', otherwise)", "Our word for a foreign word, from a list under \"values\".", 2, 3, null),
        new("empty", "empty(value)", "True when there is no value.", 1, 1, a => MappingValue.OfBoolean(a[0].IsEmpty)),

        new("concat", "concat(a, b, ...)", "Texts joined; the same as a & b.", 1, int.MaxValue, a => Text(string.Concat(a.Select(v => v.ToString())))),
        new("upper", "upper(text)", "Upper case.", 1, 1, a => Same(a[0], a[0].ToString().ToUpperInvariant())),
        new("lower", "lower(text)", "Lower case.", 1, 1, a => Same(a[0], a[0].ToString().ToLowerInvariant())),
        new("trim", "trim(text, 'signs')", "Without white space, or without the given signs, on both sides.", 1, 2,
            a => Same(a[0], a.Length == 1 ? a[0].ToString().Trim() : a[0].ToString().Trim(a[1].ToString().ToCharArray()))),
        new("trimStart", "trimStart(text, 'signs')", "The same on the left only: leading zeros go, those at the end stay.", 1, 2,
            a => Same(a[0], a.Length == 1 ? a[0].ToString().TrimStart() : a[0].ToString().TrimStart(a[1].ToString().ToCharArray()))),
        new("trimEnd", "trimEnd(text, 'signs')", "The same on the right only.", 1, 2,
            a => Same(a[0], a.Length == 1 ? a[0].ToString().TrimEnd() : a[0].ToString().TrimEnd(a[1].ToString().ToCharArray()))),
        new("left", "left(text, n)", "The first n signs.", 2, 2, a => Count(a[1], n => Same(a[0], a[0].ToString() is var t && n < t.Length ? t[..n] : t))),
        new("right", "right(text, n)", "The last n signs.", 2, 2, a => Count(a[1], n => Same(a[0], a[0].ToString() is var t && n < t.Length ? t[^n..] : t))),
        new("mid", "mid(text, start, n)", "n signs from position start, 1 being the first; to the end without n.", 2, 3, Mid),
        new("replace", "replace(text, 'old', 'new')", "Every occurrence replaced.", 3, 3,
            a => a[1].IsEmpty ? MappingValue.Error("replace() needs a text to look for. Maybe ' ' was meant.") : Same(a[0], a[0].ToString().Replace(a[1].ToString(), a[2].ToString()))),
        new("pad", "pad(text, n, '0')", "Filled on the left to n signs; empty stays empty.", 2, 3, Pad),
        new("split", "split(text, 'sign', n)", "The n-th part of a text, 1 being the first and -1 the last; empty when there are fewer.", 3, 3, Split),
        new("length", "length(text)", "Number of signs.", 1, 1, a => MappingValue.OfNumber(a[0].ToString().Length)),
        new("contains", "contains(text, 'part')", "True when the text has the part; case counts.", 2, 2, a => MappingValue.OfBoolean(a[0].ToString().Contains(a[1].ToString()))),
        new("startsWith", "startsWith(text, 'part')", "True when the text starts so; case counts.", 2, 2, a => MappingValue.OfBoolean(a[0].ToString().StartsWith(a[1].ToString(), StringComparison.Ordinal))),
        new("endsWith", "endsWith(text, 'part')", "True when the text ends so; case counts.", 2, 2, a => MappingValue.OfBoolean(a[0].ToString().EndsWith(a[1].ToString(), StringComparison.Ordinal))),
        new("text", "text(value)", "The value as canonical text.", 1, 1, a => Text(a[0].ToString())),

        new("number", "number(text, 'decimal sign', 'group sign')", "The text as a number; signs as the source writes them unless given.", 1, 3, Number),
        new("round", "round(number, decimals)", "Rounded, halves away from zero; to a whole number without decimals.", 1, 2, Round),
        new("floor", "floor(number)", "The next whole number below.", 1, 1, a => One(a[0], Math.Floor)),
        new("ceiling", "ceiling(number)", "The next whole number above.", 1, 1, a => One(a[0], Math.Ceiling)),
        new("abs", "abs(number)", "Without its sign.", 1, 1, a => One(a[0], Math.Abs)),
        new("min", "min(a, b, ...)", "The smallest number or the earliest date; empty ones do not count.", 1, int.MaxValue, a => Extreme(a, -1)),
        new("max", "max(a, b, ...)", "The largest number or the latest date; empty ones do not count.", 1, int.MaxValue, a => Extreme(a, 1)),

        new("date", "date(text, 'format', ...)", "The text as a date, in one of the formats given, or as the source writes dates; or date(year, month, day).", 1, int.MaxValue, Date),
        new("year", "year(date)", "The year.", 1, 1, a => OfDate(a[0], d => MappingValue.OfNumber(d.Year))),
        new("month", "month(date)", "The month, 1 to 12.", 1, 1, a => OfDate(a[0], d => MappingValue.OfNumber(d.Month))),
        new("day", "day(date)", "The day of the month.", 1, 1, a => OfDate(a[0], d => MappingValue.OfNumber(d.Day))),
        new("addDays", "addDays(date, n)", "n days later; n may be negative.", 2, 2, a => OfDate(a[0], d => Whole(a[1], n => MappingValue.OfDay(d.DayNumber + n)))),
        new("addMonths", "addMonths(date, n)", "n months later, on the last day of the month where it is shorter.", 2, 2, a => OfDate(a[0], d => Whole(a[1], n => AddMonths(d, n)))),
        new("startOfMonth", "startOfMonth(date)", "The first day of its month.", 1, 1, a => OfDate(a[0], d => MappingValue.OfDay(d.DayNumber - d.Day + 1))),
        new("endOfMonth", "endOfMonth(date)", "The last day of its month.", 1, 1,
            a => OfDate(a[0], d => MappingValue.OfDay(d.DayNumber - d.Day + DateTime.DaysInMonth(d.Year, d.Month)))),
    ];

    private static MappingValue Text(string text) =>
        text.Length <= MaxText ? MappingValue.OfText(text) : MappingValue.Error($"The text has {text.Length} signs, over the limit of {MaxText}.");

    /// <summary>Changed text that is still written as its source writes numbers and dates.</summary>
    private static MappingValue Same(in MappingValue origin, string text) =>
        text.Length > MaxText ? Text(text) : MappingValue.OfText(text, origin.Kind == MappingValueKind.Text ? origin.Parser : null);

    private static MappingValue One(in MappingValue value, Func<double, double> function)
    {
        var number = value.AsNumber();
        return number.Kind == MappingValueKind.Number ? MappingValue.OfNumber(function(number.Number)) : number;
    }

    private static MappingValue Whole(in MappingValue value, Func<int, MappingValue> function)
    {
        var number = value.AsNumber();
        if (number.Kind != MappingValueKind.Number)
            return number;
        return number.Number == Math.Floor(number.Number) && Math.Abs(number.Number) < 10_000_000
            ? function((int)number.Number)
            : MappingValue.Error($"{number} is not a usable whole number. Maybe round() it.");
    }

    private static MappingValue Count(in MappingValue value, Func<int, MappingValue> function) =>
        Whole(value, n => n >= 0 ? function(n) : MappingValue.Error($"{n} is not a number of signs."));

    private static MappingValue OfDate(in MappingValue value, Func<DateOnly, MappingValue> function)
    {
        var date = value.AsDate();
        return date.Kind == MappingValueKind.Date ? function(DateOnly.FromDayNumber((int)date.Number)) : date;
    }

    private static MappingValue Mid(MappingValue[] a) => Whole(a[1], start =>
    {
        var text = a[0].ToString();
        if (start < 1)
            return MappingValue.Error($"mid() starts at position 1 or later, not {start}.");
        var rest = start > text.Length ? "" : text[(start - 1)..];
        return a.Length < 3 ? Same(a[0], rest) : Count(a[2], n => Same(a[0], n < rest.Length ? rest[..n] : rest));
    });

    private static MappingValue Pad(MappingValue[] a) => Count(a[1], n =>
    {
        var fill = a.Length < 3 ? " " : a[2].ToString();
        if (fill.Length != 1)
            return MappingValue.Error($"pad() fills with one sign, not '{fill}'.");
        if (n > MaxText)
            return MappingValue.Error($"pad() fills to at most {MaxText} signs, not {n}.");
        return a[0].IsEmpty ? a[0] : MappingValue.OfText(a[0].ToString().PadLeft(n, fill[0]));
    });

    private static MappingValue Split(MappingValue[] a) => Whole(a[2], n =>
    {
        if (a[1].IsEmpty)
            return MappingValue.Error("split() needs a sign to split at. Maybe ' ' was meant.");
        var parts = a[0].ToString().Split(a[1].ToString());
        var at = n > 0 ? n - 1 : parts.Length + n;
        if (n == 0)
            return MappingValue.Error("split() counts parts from 1, or from -1 at the end. Maybe 1 was meant.");
        return at >= 0 && at < parts.Length ? Same(a[0], parts[at]) : MappingValue.Empty;
    });

    private static MappingValue Number(MappingValue[] a)
    {
        if (a.Length == 1 || a[0].Kind != MappingValueKind.Text)
            return a[0].AsNumber();
        var (point, group) = (a[1].ToString(), a.Length > 2 ? a[2].ToString() : "");
        if (point.Length != 1 || group.Length > 1)
            return MappingValue.Error($"number() takes one sign each as decimal and group sign, not '{point}' and '{group}'.");
        try
        {
            return MappingValue.OfText(a[0].ToString(), new ValueParser(new ValueFormats([], point[0], group.Length == 0 ? '\0' : group[0]))).AsNumber();
        }
        catch (ArgumentException unusable)
        {
            return MappingValue.Error(unusable.Message);
        }
    }

    private static MappingValue Round(MappingValue[] a)
    {
        var number = a[0].AsNumber();
        if (number.Kind != MappingValueKind.Number)
            return number;
        return a.Length == 1
            ? MappingValue.OfNumber(Math.Round(number.Number, MidpointRounding.AwayFromZero))
            : Whole(a[1], n => n is < 0 or > 15
                ? MappingValue.Error($"round() takes 0 to 15 decimals, not {n}.")
                : MappingValue.OfNumber(Math.Round(number.Number, n, MidpointRounding.AwayFromZero)));
    }

    private static MappingValue Extreme(MappingValue[] a, int sign)
    {
        var best = MappingValue.Empty;
        foreach (var value in a)
        {
            var typed = value.Kind == MappingValueKind.Text ? TextAsNumberOrDate(value) : value;
            if (typed.IsError)
                return typed;
            if (typed.IsEmpty)
                continue;
            if (best.IsEmpty)
                best = typed;
            else if (!MappingValue.TryCompare(typed, best, out var order, out var problem))
                return MappingValue.Error(problem!);
            else if (order * sign > 0)
                best = typed;
        }

        return best;
    }

    private static MappingValue TextAsNumberOrDate(in MappingValue value) =>
        value.AsNumber() is { IsError: false } number ? number : value.AsDate() is { IsError: false } date ? date
        : MappingValue.Error($"'{value}' is neither a number nor a date.");

    private static MappingValue Date(MappingValue[] a)
    {
        if (a.Length == 3 && a[1].Kind == MappingValueKind.Number | a[0].Kind == MappingValueKind.Number)
        {
            return Whole(a[0], y => Whole(a[1], m => Whole(a[2], d =>
                y is >= 1 and <= 9999 && m is >= 1 and <= 12 && d >= 1 && d <= DateTime.DaysInMonth(y, m)
                    ? MappingValue.OfDay(new DateOnly(y, m, d).DayNumber)
                    : MappingValue.Error($"There is no day {y}-{m}-{d}."))));
        }

        if (a.Length == 1 || a[0].IsEmpty || a[0].Kind == MappingValueKind.Date)
            return a[0].AsDate();
        var text = Encoding.UTF8.GetBytes(a[0].ToString());
        foreach (var format in a.AsSpan(1))
        {
            var pattern = DatePattern.Create(format.ToString(), out var problem);
            if (pattern is null)
                return MappingValue.Error($"The date format '{format}' cannot be used: {problem}.");
            if (pattern.TryRead(ValueParser.Trim(text), out var day))
                return MappingValue.OfDay(day);
        }

        return MappingValue.Error(new ValueParser(new ValueFormats([.. a.Skip(1).Select(f => f.ToString())])).DayProblem(a[0].ToString()));
    }

    private static MappingValue AddMonths(DateOnly day, int months)
    {
        var total = (day.Year * 12) + day.Month - 1 + months;
        return total is < 12 or >= 120_000
            ? MappingValue.Error($"{months} months from {day:yyyy-MM-dd} is outside the years 1 to 9999.")
            : MappingValue.OfDay(day.AddMonths(months).DayNumber);
    }
}
