using System.Globalization;
using Concord.Planning.Data;
using Concord.Planning.Data.Mappings;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Concord.Tests.Data.Mappings;

public sealed class ExpressionTests
{
    private const string Row = """
        Name | Qty | Price | Day        | Flag | Status | Order Date | Blank | Unit
        Bolt | 12  | 2.50  | 2024-02-29 | 1    | 2      | 2025-01-15 |       | KG
        """;

    private static readonly ValueFormats German = new(["dd.MM.yyyy"], ',', '.', ["ja"], ["nein"]);

    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("10 - 2 - 3", "5")]
    [InlineData("2 * -3", "-6")]
    [InlineData("7 % 4", "3")]
    [InlineData("- -4", "4")]
    [InlineData("1.5e2", "150")]
    [InlineData("Qty * Price", "30")]
    [InlineData("Qty + Blank", "")]
    [InlineData("1 = 1 and 2 > 1 or false", "true")]
    [InlineData("not (1 = 2)", "true")]
    [InlineData("NOT true OR true", "true")]
    [InlineData("Flag = 1", "true")]
    [InlineData("Flag = '1'", "true")]
    [InlineData("Name = 'Bolt'", "true")]
    [InlineData("Name <> 'bolt'", "true")]
    [InlineData("Name != 'Bolt'", "false")]
    [InlineData("Qty < 100", "true")]
    [InlineData("Qty >= 12", "true")]
    [InlineData("Price = 2.5", "true")]
    [InlineData("Name in ('Nut', 'Bolt')", "true")]
    [InlineData("Qty in (1, 12)", "true")]
    [InlineData("Qty in ()", "false")]
    [InlineData("Blank = ''", "true")]
    [InlineData("Blank <> 'x'", "true")]
    [InlineData("Blank < 5", "false")]
    [InlineData("Blank ?? 'none'", "none")]
    [InlineData("Name ?? 'none'", "Bolt")]
    [InlineData("Blank ?? Blank ?? 3", "3")]
    [InlineData("Name & '-' & Qty", "Bolt-12")]
    [InlineData("'it''s'", "it's")]
    [InlineData("\"it's\"", "it's")]
    [InlineData("[Order Date]", "2025-01-15")]
    [InlineData("x.[Order Date]", "2025-01-15")]
    [InlineData("@asOf", "2025-05-31")]
    [InlineData("if(Flag, 'yes', 'no')", "yes")]
    [InlineData("if(Blank, 'yes', 'no')", "no")]
    [InlineData("if(Flag = 0, 'yes')", "")]
    [InlineData("coalesce(Blank, Name)", "Bolt")]
    [InlineData("IF(TRUE, Upper(Name), 1 / 0)", "BOLT")]
    [InlineData("ifError(number(Name), 0)", "0")]
    [InlineData("lookup(Status, 'states')", "closed")]
    [InlineData("lookup(Name, 'states', 'other')", "other")]
    [InlineData("lookup(Blank, 'states')", "")]
    [InlineData("empty(Blank)", "true")]
    [InlineData("empty(Name)", "false")]
    [InlineData("concat(Name, 1, true)", "Bolt1true")]
    [InlineData("lower(Name)", "bolt")]
    [InlineData("trim('  a b ')", "a b")]
    [InlineData("trim('00120', '0')", "12")]
    [InlineData("left(Name, 2)", "Bo")]
    [InlineData("left(Name, 99)", "Bolt")]
    [InlineData("right(Name, 2)", "lt")]
    [InlineData("mid(Name, 2, 2)", "ol")]
    [InlineData("mid(Name, 3)", "lt")]
    [InlineData("mid(Name, 9)", "")]
    [InlineData("replace(Name, 'o', '0')", "B0lt")]
    [InlineData("replace(Name, 'o', '')", "Blt")]
    [InlineData("pad(Qty, 5, '0')", "00012")]
    [InlineData("pad(Blank, 5, '0')", "")]
    [InlineData("split('a/b/c', '/', 2)", "b")]
    [InlineData("split('a/b/c', '/', -1)", "c")]
    [InlineData("split('a/b/c', '/', 9)", "")]
    [InlineData("length(Name)", "4")]
    [InlineData("contains(Name, 'ol')", "true")]
    [InlineData("startsWith(Name, 'b')", "false")]
    [InlineData("endsWith(Name, 'lt')", "true")]
    [InlineData("text(Price * 1)", "2.5")]
    [InlineData("number('1.234,5', ',', '.')", "1234.5")]
    [InlineData("number(Price)", "2.5")]
    [InlineData("round(2.5)", "3")]
    [InlineData("round(-2.345, 2)", "-2.35")]
    [InlineData("floor(-1.5)", "-2")]
    [InlineData("ceiling(1.2)", "2")]
    [InlineData("abs(-3)", "3")]
    [InlineData("min(Qty, 5, Blank)", "5")]
    [InlineData("max(Day, [Order Date])", "2025-01-15")]
    [InlineData("date('31.12.2024', 'dd.MM.yyyy')", "2024-12-31")]
    [InlineData("date('20241231', 'dd.MM.yyyy', 'yyyyMMdd')", "2024-12-31")]
    [InlineData("date(2024, 2, 29)", "2024-02-29")]
    [InlineData("date(Day)", "2024-02-29")]
    [InlineData("year(Day) & '/' & month(Day) & '/' & day(Day)", "2024/2/29")]
    [InlineData("addDays(Day, 1)", "2024-03-01")]
    [InlineData("addMonths(Day, 12)", "2025-02-28")]
    [InlineData("startOfMonth(Day)", "2024-02-01")]
    [InlineData("endOfMonth(date(2023, 2, 3))", "2023-02-28")]
    [InlineData("date(Day) + 1", "2024-03-01")]
    [InlineData("date(Day) - 1", "2024-02-28")]
    [InlineData("[Order Date] - date(Day)", "321")]
    [InlineData("[Order Date] < @asOf", "true")]
    [InlineData("date(Day) < '2024-03-01'", "true")]
    [InlineData("Blank - date(Day)", "")]
    public void Computes(string expression, string expected)
    {
        var value = RowScope.Evaluate(expression, Row);
        Assert.Null(value.ErrorMessage);
        Assert.Equal(expected, value.ToString());
    }

    [Theory]
    [InlineData("number(Name)", "'Bolt' is not a number.")]
    [InlineData("Name + 1", "Maybe & was meant")]
    [InlineData("Qty / 0", "divided by zero")]
    [InlineData("Name < 5", "'Bolt' is not a number")]
    [InlineData("if(Name, 1, 2)", "'Bolt' is not true or false")]
    [InlineData("if(5, 1, 2)", "Maybe a comparison is missing")]
    [InlineData("not Name", "'Bolt' is not true or false")]
    [InlineData("Name or true", "'Bolt' is not true or false")]
    [InlineData("true and Name", "'Bolt' is not true or false")]
    [InlineData("date(Name)", "'Bolt' is not a date")]
    [InlineData("date('31.12.24', 'dd.MM.yyyy')", "Maybe it is dd.MM.yy.")]
    [InlineData("date('x', 'qq')", "cannot be used")]
    [InlineData("date(2023, 2, 29)", "There is no day 2023-2-29")]
    [InlineData("date(Day) * 2", "is a date, not a number")]
    [InlineData("addDays(Day, 1.5)", "not a usable whole number")]
    [InlineData("addDays(Day, 9000000)", "outside the years")]
    [InlineData("addMonths(Day, 200000)", "outside the years")]
    [InlineData("lookup(Name, 'states')", "'Bolt' is not in the list 'states'")]
    [InlineData("left(Name, -1)", "not a number of signs")]
    [InlineData("mid(Name, 0)", "starts at position 1")]
    [InlineData("split(Name, '', 1)", "needs a sign to split at")]
    [InlineData("split(Name, 'o', 0)", "counts parts from 1")]
    [InlineData("replace(Name, '', 'x')", "needs a text to look for")]
    [InlineData("pad(Name, 5, 'ab')", "one sign")]
    [InlineData("pad(Name, 99999)", "at most")]
    [InlineData("round(1, 99)", "0 to 15 decimals")]
    [InlineData("number('1', '..')", "one sign each")]
    [InlineData("number('1', ',', ',')", "do not go together")]
    [InlineData("min(Name, 1)", "neither a number nor a date")]
    [InlineData("max(1, date(Day))", "cannot be compared")]
    [InlineData("date(Day) < 5", "cannot be compared")]
    [InlineData("1e308 * 10", "not a finite number")]
    public void AnErrorOfARowIsAValueThatSaysWhy(string expression, string message) =>
        Assert.Contains(message, RowScope.Evaluate(expression, Row).ErrorMessage, StringComparison.Ordinal);

    [Theory]
    [InlineData("", 1, "ends where a value is expected")]
    [InlineData("1 +", 4, "ends where a value is expected")]
    [InlineData("(1", 3, "not closed")]
    [InlineData("'abc", 1, "not closed")]
    [InlineData("[abc", 1, "not closed")]
    [InlineData("Order Date", 7, "[Order Date]")]
    [InlineData("1 2", 3, "an operator is missing")]
    [InlineData("uper(Name)", 1, "Maybe 'upper'")]
    [InlineData("left(Name)", 1, "takes 2 values, not 1. Maybe left(text, n)")]
    [InlineData("if(1)", 1, "takes 2 to 3 values")]
    [InlineData("min()", 1, "takes 1 or more values")]
    [InlineData("left(Name; 2)", 10, "Maybe values are separated by ,")]
    [InlineData("Name = ", 8, "ends where")]
    [InlineData("= 1", 1, "a value is missing before it")]
    [InlineData("a and", 6, "ends where")]
    [InlineData("1 in 2", 6, "in ('A', 'B')")]
    [InlineData("\u2019x\u2019", 1, "straight quotes")]
    [InlineData("1.2.3", 1, "not a number")]
    [InlineData("2nd", 1, "[2nd]")]
    [InlineData("or", 1, "[or]")]
    [InlineData("a.", 3, "a column name is expected")]
    [InlineData("@", 2, "a parameter name is expected")]
    [InlineData("a # b", 3, "was not expected here")]
    [InlineData("lookup(Name, Name)", 1, "Maybe it lacks its quotes")]
    [InlineData("x(1,2)", 1, "there is no function 'x'")]
    public void ASyntaxErrorNamesItsPosition(string expression, int position, string message)
    {
        var error = Assert.Throws<ExpressionException>(() => RowScope.Evaluate(expression, Row));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(position, error.Position);
    }

    [Fact]
    public void HostileExpressionsAreRefusedNotFollowed()
    {
        Assert.Contains("nested", Assert.Throws<ExpressionException>(() => ExpressionParser.Parse(new string('(', 3000))).Message, StringComparison.Ordinal);
        Assert.Contains("over the limit", Assert.Throws<ExpressionException>(() => ExpressionParser.Parse(new string('1', 5000))).Message, StringComparison.Ordinal);
        Assert.Equal("true", RowScope.Evaluate(string.Join(" or ", Enumerable.Repeat("false", 300)) + " or true").ToString());
    }

    [Fact]
    public void TextOfAColumnIsReadByItsSourcesFormats()
    {
        const string row = "Preis|Tag|Aktiv\n1.234,50|31.12.2024|ja";
        Assert.Equal("2469", RowScope.Evaluate("Preis * 2", row, German).ToString());
        Assert.Equal("2025-01-01", RowScope.Evaluate("addDays(Tag, 1)", row, German).ToString());
        Assert.Equal("1", RowScope.Evaluate("if(Aktiv, 1, 2)", row, German).ToString());
        Assert.Equal("1234.5", RowScope.Evaluate("Preis", row, German).For(ColumnType.Number).ToString());
        Assert.Equal("1.234,50", RowScope.Evaluate("Preis", row, German).For(ColumnType.Text).ToString());
        Assert.Equal("1.5", RowScope.Evaluate("'1.5' * 1", row, German).ToString());
    }

    [Fact]
    public void SumsAndProductsFollowArithmetic() =>
        Prop.ForAll<int, int, int>((a, b, c) =>
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"({a}) + ({b}) * ({c})");
            return RowScope.Evaluate(text).Number == a + ((double)b * c);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyTextSurvivesAsALiteral() =>
        Prop.ForAll<NonNull<string>>(text =>
            RowScope.Evaluate($"'{text.Get.Replace("'", "''")}'").ToString() == text.Get).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyTextEitherParsesOrFailsWithAPosition() =>
        Prop.ForAll<NonNull<string>>(text =>
        {
            try
            {
                ExpressionParser.Parse(text.Get);
                return true;
            }
            catch (ExpressionException error)
            {
                return error.Position >= 1 && error.Position <= text.Get.Length + 1;
            }
        }).QuickCheckThrowOnFailure();
}
