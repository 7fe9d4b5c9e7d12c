using System.Linq.Expressions;
using Concord.Planning.Data;
using CsvHelper;

namespace Concord.Storage.Data;

/// <summary>
/// Writes canonical tables as CSV: UTF-8 without mark, comma, LF after every record, header = column names of the table, ISO dates,
/// a point as decimal sign, true / false, choices as their words, nothing for no value. Import reads such a file without a mapping.
/// </summary>
public static class CanonicalCsv
{
    /// <summary>Writes the header and all rows; the rows are pulled one at a time and not kept. The stream stays open.</summary>
    /// <returns>The number of rows, without the header.</returns>
    public static long Write<T>(Stream stream, IEnumerable<T> rows)
    {
        using var writer = new CanonicalCsvWriter<T>(stream, leaveOpen: true);
        foreach (var row in rows)
            writer.Write(row);
        return writer.Rows;
    }
}

/// <summary>Writes the rows of one canonical table as they arise; see <see cref="CanonicalCsv"/> for the format. One thread.</summary>
public sealed class CanonicalCsvWriter<T> : IDisposable
{
    private static readonly TableDefinition Table = DataModel.Table<T>();
    private static readonly Action<CsvWriter, T> Fields = Compile();

    private readonly CsvWriter _csv;

    /// <summary>Writes the header.</summary>
    public CanonicalCsvWriter(Stream stream, bool leaveOpen = false)
    {
        _csv = CsvWriter.Create(stream, CanonicalFields.Options, leaveOpen);
        foreach (var column in Table.Columns)
            _csv.WriteField(column.Name);
        _csv.EndRecord();
    }

    /// <summary>Rows written so far, without the header.</summary>
    public long Rows { get; private set; }

    public void Write(T row)
    {
        Fields(_csv, row);
        _csv.EndRecord();
        Rows++;
    }

    /// <summary>Writes a row as text, one value per column and unchecked: for rows that no record can hold, such as a date in another format.</summary>
    /// <exception cref="ArgumentException">Not one value per column.</exception>
    public void WriteText(IReadOnlyList<string?> values)
    {
        if (values.Count != Table.Columns.Count)
            throw new ArgumentException($"Table '{Table.Name}' has {Table.Columns.Count} columns, the row has {values.Count} values.", nameof(values));
        foreach (var value in values)
            _csv.WriteField(value);
        _csv.EndRecord();
        Rows++;
    }

    public void Dispose() => _csv.Dispose();

    private static Action<CsvWriter, T> Compile()
    {
        var csv = Expression.Parameter(typeof(CsvWriter), "csv");
        var row = Expression.Parameter(typeof(T), "row");
        var writes = Table.Columns.Select(column => (Expression)Expression.Call(
            typeof(CanonicalFields), nameof(CanonicalFields.Write), [column.Property.PropertyType], csv, Expression.Property(row, column.Property)));
        return Expression.Lambda<Action<CsvWriter, T>>(Expression.Block(writes), csv, row).Compile();
    }
}

/// <summary>Writes one value of a record property as canonical text.</summary>
internal static class CanonicalFields
{
    public static CsvWriterOptions Options { get; } = CsvWriterOptions.Default with { NewLine = "\n", BufferSize = 1 << 16 };

    public static void Write<TValue>(CsvWriter csv, TValue value) => Writer<TValue>.Write(csv, value);

    public static void Text(CsvWriter csv, string? value) => csv.WriteField(value);

    public static void Day(CsvWriter csv, DateOnly value) => csv.WriteField(value, default);

    public static void Whole(CsvWriter csv, int value) => csv.WriteField(value, default);

    /// <summary>NaN is no value.</summary>
    public static void Number(CsvWriter csv, double value)
    {
        if (double.IsNaN(value))
            csv.WriteField((string?)null);
        else if (value == Math.Floor(value) && Math.Abs(value) < 1e15)
            csv.WriteField((long)value, default);
        else
            csv.WriteField(value, default);
    }

    public static void Flag(CsvWriter csv, bool value) => csv.WriteField(value ? "true" : "false");

    public static void Choice<TEnum>(CsvWriter csv, TEnum value)
        where TEnum : struct, Enum => csv.WriteField(Words<TEnum>.Of[value]);

    private static class Words<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly Dictionary<TEnum, string> Of = Enum.GetValues<TEnum>().ToDictionary(v => v, v => ChoiceWords.Spell(v.ToString()));
    }

    private static class Writer<TValue>
    {
        public static readonly Action<CsvWriter, TValue> Write = Make();

        private static Action<CsvWriter, TValue> Make()
        {
            var csv = Expression.Parameter(typeof(CsvWriter), "csv");
            var value = Expression.Parameter(typeof(TValue), "value");
            var bare = Nullable.GetUnderlyingType(typeof(TValue));
            Expression write = bare is null
                ? Call(typeof(TValue), value)
                : Expression.IfThenElse(
                    Expression.Property(value, "HasValue"), Call(bare, Expression.Property(value, "Value")),
                    Expression.Call(typeof(CanonicalFields), nameof(Text), null, csv, Expression.Constant(null, typeof(string))));
            return Expression.Lambda<Action<CsvWriter, TValue>>(write, csv, value).Compile();

            Expression Call(Type type, Expression of) => type switch
            {
                _ when type == typeof(string) => Expression.Call(typeof(CanonicalFields), nameof(Text), null, csv, of),
                _ when type == typeof(double) => Expression.Call(typeof(CanonicalFields), nameof(Number), null, csv, of),
                _ when type == typeof(int) => Expression.Call(typeof(CanonicalFields), nameof(Whole), null, csv, of),
                _ when type == typeof(bool) => Expression.Call(typeof(CanonicalFields), nameof(Flag), null, csv, of),
                _ when type == typeof(DateOnly) => Expression.Call(typeof(CanonicalFields), nameof(Day), null, csv, of),
                _ when type.IsEnum => Expression.Call(typeof(CanonicalFields), nameof(Choice), [type], csv, of),
                _ => Expression.Call(typeof(CanonicalFields), nameof(Text), null, csv, Expression.Property(of, "Value")),
            };
        }
    }
}
