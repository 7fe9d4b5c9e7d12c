using System.Globalization;
using System.Text;
using Concord.Planning.Data;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Concord.Tests.Data;

public sealed class ValueParserTests
{
    private static readonly ValueParser German = new(new ValueFormats(["dd.MM.yyyy", "d.M.yy"], ',', '.', ["ja"], ["nein", "nö"]));
    private static readonly ValueParser Spaced = new(new ValueFormats(["M/d/yyyy"], ',', '\u00A0'));

    [Theory]
    [InlineData("0", 0)]
    [InlineData(" 42 ", 42)]
    [InlineData("-1.50", -1.5)]
    [InlineData("+7", 7)]
    [InlineData("12.5-", -12.5)]
    [InlineData("(3)", -3)]
    [InlineData("\u22125", -5)]
    [InlineData(".0000", 0)]
    [InlineData("5.", 5)]
    [InlineData("1e3", 1000)]
    [InlineData("1.25E-2", 0.0125)]
    [InlineData("0.1", 0.1)]
    [InlineData("9007199254740993", 9007199254740992)]
    [InlineData("123456789012345678901234567890", 1.2345678901234568e29)]
    public void ReadsNumbers(string text, double expected)
    {
        Assert.True(ValueParser.Canonical.TryNumber(Encoding.UTF8.GetBytes(text), out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("-")]
    [InlineData("()")]
    [InlineData(".")]
    [InlineData("abc")]
    [InlineData("1,5")]
    [InlineData("1 000")]
    [InlineData("5%")]
    [InlineData("5 EUR")]
    [InlineData("--5")]
    [InlineData("-5-")]
    [InlineData("1.2.3")]
    [InlineData("1e")]
    [InlineData("1e5000")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("0x10")]
    public void RefusesWhatIsNoNumber(string text)
    {
        Assert.False(ValueParser.Canonical.TryNumber(Encoding.UTF8.GetBytes(text), out var value));
        Assert.True(double.IsNaN(value));
    }

    [Theory]
    [InlineData("1.234.567,89", 1234567.89)]
    [InlineData("12,5", 12.5)]
    [InlineData("1.000", 1000)]
    [InlineData("-1.000,5", -1000.5)]
    public void ReadsGroupsAndDecimalComma(string text, double expected)
    {
        Assert.True(German.TryNumber(Encoding.UTF8.GetBytes(text), out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("1.5")] // a German 1.5 is a group sign in the wrong place, not fifteen
    [InlineData("1.0000")]
    [InlineData("12.34,5")]
    [InlineData("1,000.5")]
    [InlineData(".500")]
    public void RefusesGroupsInTheWrongPlace(string text) => Assert.False(German.TryNumber(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData("1 234,5")]
    [InlineData("1\u00A0234,5")]
    [InlineData("1\u202F234,5")]
    public void ASpaceGroupsHoweverItIsWritten(string text)
    {
        Assert.True(Spaced.TryNumber(Encoding.UTF8.GetBytes(text), out var value));
        Assert.Equal(1234.5, value);
    }

    [Theory]
    [InlineData("yyyy-MM-dd", "2024-02-29", "2024-02-29")]
    [InlineData("yyyy-MM-dd HH:mm:ss.fff", "2021-05-25 00:00:00.000", "2021-05-25")]
    [InlineData("dd.MM.yyyy", "01.12.2023", "2023-12-01")]
    [InlineData("d.M.yyyy", "1.2.2023", "2023-02-01")]
    [InlineData("M/d/yyyy", "12/5/2023", "2023-12-05")]
    [InlineData("M/d/yyyy h:mm:ss tt", "2/5/2023 1:02:03 PM", "2023-02-05")]
    [InlineData("yyyyMMdd", "20231205", "2023-12-05")]
    [InlineData("MMM-yy", "Mar-24", "2024-03-01")]
    [InlineData("dd MMMM yyyy", "03 september 1999", "1999-09-03")]
    [InlineData("d.M.yy", "1.2.49", "2049-02-01")]
    [InlineData("d.M.yy", "1.2.50", "1950-02-01")]
    [InlineData("'W' yyyy-MM", "W 2024-07", "2024-07-01")]
    [InlineData("yyyy-MM-ddTHH:mm:ssK", "2024-07-31T23:59:59+02:00", "2024-07-31")]
    public void ReadsDatesOfManyFormats(string format, string text, string expected)
    {
        var parser = new ValueParser(new ValueFormats([format]));
        Assert.True(parser.TryDay(Encoding.UTF8.GetBytes(text), out var day));
        Assert.Equal(expected, DateOnly.FromDayNumber(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2024-07-31 10:11:12")]
    [InlineData("2024-07-31 10:11:12.123")]
    [InlineData("2024-07-31T10:11:12Z")]
    [InlineData("2024-07-31T10:11:12.1234567+02:00")]
    public void CanonicalDatesMayCarryATime(string text)
    {
        Assert.True(ValueParser.Canonical.TryDay(Encoding.UTF8.GetBytes(text), out var day));
        Assert.Equal(new DateOnly(2024, 7, 31), DateOnly.FromDayNumber(day));
    }

    [Theory]
    [InlineData("yyyy-MM-dd", "2023-02-29")]
    [InlineData("yyyy-MM-dd", "0000-01-01")]
    [InlineData("yyyy-MM-dd", "2023-13-01")]
    [InlineData("yyyy-MM-dd", "2023-2-1")]
    [InlineData("yyyy-MM-dd", "2023-02-01 10:00:00")]
    [InlineData("dd.MM.yyyy", "01.02.23")]
    [InlineData("M/d/yyyy", "13/1/2023")]
    [InlineData("yyyy-MM-dd HH:mm", "2023-01-01 24:00")]
    [InlineData("MMM-yy", "Mär-24")]
    public void RefusesWhatIsNoDateOfTheFormat(string format, string text) =>
        Assert.False(new ValueParser(new ValueFormats([format])).TryDay(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData("yyyy-mm-dd", "no month")]
    [InlineData("dd.MM", "no year")]
    [InlineData("yyyy-MM-dd'", "not closed")]
    [InlineData("yyyy-MM-dd gg", "'gg'")]
    public void AnUnusableDateFormatSaysWhy(string format, string reason)
    {
        var error = Assert.Throws<ArgumentException>(() => new ValueParser(new ValueFormats([format])));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSameSignCannotBeDecimalAndGroup() => Assert.Throws<ArgumentException>(() => new ValueParser(new ValueFormats([], ',', ',')));

    [Theory]
    [InlineData("TRUE", true)]
    [InlineData("1", true)]
    [InlineData(" Ja ", true)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    [InlineData("NÖ", false)]
    public void ReadsBooleans(string text, bool expected)
    {
        Assert.True(German.TryBoolean(Encoding.UTF8.GetBytes(text), out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("")]
    [InlineData("2")]
    public void RefusesWhatIsNoBoolean(string text) => Assert.False(German.TryBoolean(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void ProblemsCarryTheValueAndALikelyCause()
    {
        Assert.Equal("'12,5' is not a number. Maybe the decimal sign is ',' there.", ValueParser.Canonical.NumberProblem("12,5"));
        Assert.Equal("'12.5' is not a number. Maybe the decimal sign is '.' there.", German.NumberProblem("12.5"));
        Assert.Contains("percent", ValueParser.Canonical.NumberProblem("5%"), StringComparison.Ordinal);
        Assert.Equal("'x' is not a number.", ValueParser.Canonical.NumberProblem("x"));
        Assert.Contains("Maybe it is dd.MM.yyyy.", ValueParser.Canonical.DayProblem("31.12.2024"), StringComparison.Ordinal);
        Assert.Contains("'maybe' is not true or false", German.BooleanProblem("maybe"), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryFiniteNumberComesBackBitForBit() =>
        Prop.ForAll<double>(ArbMap.Default.ArbFor<double>().Filter(double.IsFinite), value =>
            ValueParser.Canonical.TryNumber(Encoding.UTF8.GetBytes(value.ToString("R", CultureInfo.InvariantCulture)), out var read)
            && BitConverter.DoubleToInt64Bits(read) == BitConverter.DoubleToInt64Bits(value)).QuickCheckThrowOnFailure();

    [Fact]
    public void EveryPriceComesBackUnderGermanFormats()
    {
        var german = new NumberFormatInfo { NumberDecimalSeparator = ",", NumberGroupSeparator = ".", NegativeSign = "-" };
        Prop.ForAll<int, byte>((cents, places) =>
        {
            var value = cents / (decimal)Math.Pow(10, places % 5);
            var text = value.ToString("N" + (places % 5), german);
            return German.TryNumber(Encoding.UTF8.GetBytes(text), out var read) && read == (double)value;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void EveryDayComesBackInEveryFormat()
    {
        string[] formats = ["yyyy-MM-dd", "dd.MM.yyyy", "M/d/yyyy", "yyyyMMdd", "d MMMM yyyy", "yyyy-MM-dd HH:mm:ss.fff"];
        Prop.ForAll<uint, byte>((seed, pick) =>
        {
            var day = DateOnly.FromDayNumber((int)(seed % (uint)(DateOnly.MaxValue.DayNumber + 1)));
            var format = formats[pick % formats.Length];
            var text = day.ToDateTime(TimeOnly.MinValue).ToString(format, CultureInfo.InvariantCulture);
            return new ValueParser(new ValueFormats([format])).TryDay(Encoding.UTF8.GetBytes(text), out var read) && read == day.DayNumber;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void ReadingAllocatesNothing()
    {
        byte[][] numbers = ["12.5"u8.ToArray(), "1.234,50"u8.ToArray(), "12.04.2024"u8.ToArray(), "ja"u8.ToArray()];
        Read();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            Read();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Read()
        {
            ValueParser.Canonical.TryNumber(numbers[0], out _);
            German.TryNumber(numbers[1], out _);
            German.TryDay(numbers[2], out _);
            German.TryBoolean(numbers[3], out _);
        }
    }
}
