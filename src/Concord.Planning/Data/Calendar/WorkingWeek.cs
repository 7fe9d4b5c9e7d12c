using System.Diagnostics.CodeAnalysis;

namespace Concord.Planning.Data.Calendar;

/// <summary>The weekdays worked, as capacity calendars state them: digits, 1 = Monday to 7 = Sunday.</summary>
public readonly record struct WorkingWeek
{
    private readonly byte _days;

    private WorkingWeek(byte days) => _days = days;

    public static WorkingWeek MondayToFriday { get; } = new(0b001_1111);

    /// <summary>Days worked in a week, 0 to 7.</summary>
    public int Count => System.Numerics.BitOperations.PopCount(_days);

    /// <summary>Reads digits such as <c>12345</c>, in any order; the empty text is a week without work.</summary>
    /// <param name="error">What is wrong, with the text; null when the result is true.</param>
    public static bool TryParse(string text, out WorkingWeek week, [NotNullWhen(false)] out string? error)
    {
        byte days = 0;
        week = default;
        foreach (var c in text)
        {
            if (c is < '1' or > '7')
            {
                error = $"'{text}' is not a list of weekdays: '{c}' is not a digit from 1 (Monday) to 7 (Sunday). Maybe write 12345 for Monday to Friday?";
                return false;
            }

            days |= (byte)(1 << (c - '1'));
        }

        week = new WorkingWeek(days);
        error = null;
        return true;
    }

    public bool Works(DayOfWeek day) => (_days >> (((int)day + 6) % 7) & 1) != 0;

    /// <summary>Days worked from <paramref name="first"/> to <paramref name="last"/> inclusive, less the holidays among them.</summary>
    /// <param name="holidays">Days not worked; those that fall on a day off anyway change nothing.</param>
    public int WorkingDays(DateOnly first, DateOnly last, IReadOnlySet<DateOnly> holidays)
    {
        var count = 0;
        for (var day = first.DayNumber; day <= last.DayNumber; day++)
        {
            var date = DateOnly.FromDayNumber(day);
            if (Works(date.DayOfWeek) && !holidays.Contains(date))
                count++;
        }

        return count;
    }
}
