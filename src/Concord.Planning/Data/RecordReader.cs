using System.Linq.Expressions;

namespace Concord.Planning.Data;

/// <summary>Turns rows of a <see cref="TableBatch"/> into records of type <typeparamref name="T"/>. Compiled once per type.</summary>
public static class RecordReader<T>
{
    private static readonly Func<TableBatch, int, T> Compiled = Compile();

    public static TableDefinition Table { get; } = DataModel.Table<T>();

    public static T Read(TableBatch batch, int row) => Compiled(batch, row);

    private static Func<TableBatch, int, T> Compile()
    {
        var batch = Expression.Parameter(typeof(TableBatch), "batch");
        var row = Expression.Parameter(typeof(int), "row");
        var columns = Expression.Property(batch, nameof(TableBatch.Columns));
        var bindings = DataModel.Table<T>().Columns.Select(column => Expression.Bind(
            column.Property,
            Expression.Call(
                typeof(CellReader), nameof(CellReader.Get), [column.Property.PropertyType],
                Expression.Property(columns, "Item", Expression.Constant(column.Index)), row)));
        return Expression.Lambda<Func<TableBatch, int, T>>(Expression.MemberInit(Expression.New(typeof(T)), bindings), batch, row).Compile();
    }
}

/// <summary>Reads one cell as the type a record property has.</summary>
internal static class CellReader
{
    public static TValue Get<TValue>(ColumnData column, int row) => Reader<TValue>.Get(column, row);

    private static class Reader<TValue>
    {
        public static readonly Func<ColumnData, int, TValue> Get = Make();

        private static Func<ColumnData, int, TValue> Make()
        {
            var column = Expression.Parameter(typeof(ColumnData), "column");
            var row = Expression.Parameter(typeof(int), "row");
            var nullable = Nullable.GetUnderlyingType(typeof(TValue));
            var bare = nullable ?? typeof(TValue);
            Expression value = bare switch
            {
                _ when bare == typeof(double) => Call(nameof(Number)),
                _ when bare == typeof(int) => Expression.Convert(Call(nameof(Number)), typeof(int)),
                _ when bare == typeof(bool) => Expression.NotEqual(Call(nameof(Number)), Expression.Constant(0d)),
                _ when bare == typeof(DateOnly) => Call(nameof(Day)),
                _ when bare == typeof(string) => Call(nameof(Text)),
                _ when bare.IsEnum => Expression.Call(typeof(CellReader), nameof(Choice), [bare], column, row),
                _ => Expression.New(bare.GetConstructor([typeof(string)])!, Call(nameof(Text))),
            };
            if (nullable is not null)
            {
                value = Expression.Condition(
                    Expression.Call(typeof(CellReader), nameof(IsEmpty), null, column, row),
                    Expression.Constant(null, typeof(TValue)), Expression.Convert(value, typeof(TValue)));
            }

            return Expression.Lambda<Func<ColumnData, int, TValue>>(value, column, row).Compile();

            MethodCallExpression Call(string method) => Expression.Call(typeof(CellReader), method, null, column, row);
        }
    }

    public static bool IsEmpty(ColumnData column, int row) =>
        column.Numbers.Length > 0 ? double.IsNaN(column.Numbers[row])
        : column.Days.Length > 0 ? column.Days[row] == ColumnData.NoDate
        : column.Codes[row] < 0;

    public static double Number(ColumnData column, int row) => column.Numbers[row];

    public static DateOnly Day(ColumnData column, int row) => DateOnly.FromDayNumber(column.Days[row]);

    public static string? Text(ColumnData column, int row) => column.Text(row);

    public static TEnum Choice<TEnum>(ColumnData column, int row)
        where TEnum : struct, Enum => ChoiceValues<TEnum>.ByWord[column.Text(row)!];

    private static class ChoiceValues<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly Dictionary<string, TEnum> ByWord =
            Enum.GetValues<TEnum>().ToDictionary(v => ChoiceWords.Spell(v.ToString()), StringComparer.Ordinal);
    }
}
