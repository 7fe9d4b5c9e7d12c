using System.Globalization;
using System.Reflection;
using System.Text;

namespace Concord.Planning.Data;

/// <summary>Subject areas of the dataset. Data quality is scored per area, and screens group tables by it.</summary>
public enum DataArea
{
    Products,
    Network,
    Production,
    Purchasing,
    StockAndOrders,
    Demand,
    Finance,
}

/// <summary>How a kind of fact is seen as of a date. Each table states its rule; a data snapshot applies it.</summary>
public enum AsOfRule
{
    /// <summary>Master data and plans from outside: every row known to the dataset counts, whatever the date.</summary>
    Always,

    /// <summary>Events in time: rows dated on or before the as-of date. The date is the table's <see cref="TableDefinition.AsOfColumn"/>; undated rows count.</summary>
    UpTo,

    /// <summary>
    /// A state, such as stock on hand: all rows of the newest import that replaces the table count as the state on the as-of date.
    /// Rows that carry a later date are kept, and reported as an assumption.
    /// </summary>
    State,

    /// <summary>
    /// Orders: those placed on or before the as-of date and not closed by then. Closed means: received, completed or shipped in full on or before it,
    /// or cancelled. Where the closing date is unknown, an order in full is taken to have closed on its due date.
    /// </summary>
    OpenAt,
}

/// <summary>How a value is stored and compared.</summary>
public enum ColumnType
{
    Text,

    /// <summary>A finite double.</summary>
    Number,

    /// <summary>A whole number, stored as a double without loss up to 2^53.</summary>
    Integer,

    /// <summary>A calendar day without time or zone.</summary>
    Date,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>One of a fixed list of words.</summary>
    Choice,
}

/// <summary>Declares a record to be a row of a canonical table.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TableAttribute(string name, DataArea area, string title, string description) : Attribute
{
    public string Name { get; } = name;
    public DataArea Area { get; } = area;
    public string Title { get; } = title;
    public string Description { get; } = description;

    /// <summary>Position within the area, for people.</summary>
    public int Order { get; init; } = 100;

    public AsOfRule AsOf { get; init; } = AsOfRule.Always;

    /// <summary>The date column the as-of rule reads; null for <see cref="AsOfRule.Always"/>.</summary>
    public string? AsOfColumn { get; init; }

    /// <summary>True when an import of this table states the whole of it by default, so that rows missing from the import are gone (stock, open orders).</summary>
    public bool Replaces { get; init; }
}

/// <summary>Declares a property to be a column of its record's table. Whether it is required follows from its nullability.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ColumnAttribute(string name, string description) : Attribute
{
    public string Name { get; } = name;
    public string Description { get; } = description;

    /// <summary>True when the column is part of the key. An empty optional key column is a key value of its own ("for every item").</summary>
    public bool Key { get; init; }

    /// <summary>The unit of the value, for people: "h", "days", "%", "units of the row's unit".</summary>
    public string? Unit { get; init; }

    /// <summary>The table whose single key column this value must be found in.</summary>
    public string? References { get; init; }

    /// <summary>The smallest accepted number.</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    /// <summary>The largest accepted number.</summary>
    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>What an empty cell of a required column means, as text; null when an empty cell is an error.</summary>
    public string? Default { get; init; }

    public string? Example { get; init; }
}

/// <summary>One column of a canonical table.</summary>
/// <param name="Index">Position in <see cref="TableDefinition.Columns"/>.</param>
/// <param name="Choices">The accepted words of a <see cref="ColumnType.Choice"/> column, lower case with underscores; empty otherwise.</param>
public sealed record ColumnDefinition(
    int Index, string Name, ColumnType Type, bool Required, bool Key, string Description, string? Unit, string? References,
    double Min, double Max, string? Default, string? Example, IReadOnlyList<string> Choices, PropertyInfo Property)
{
    public override string ToString() => Name;
}

/// <summary>One canonical table: its columns, key, area and as-of rule.</summary>
public sealed record TableDefinition(
    string Name, DataArea Area, string Title, string Description, int Order, AsOfRule AsOf, string? AsOfColumn, bool Replaces,
    IReadOnlyList<ColumnDefinition> Columns, Type Record)
{
    private IReadOnlyList<ColumnDefinition>? _key;

    /// <summary>The key columns, in column order. Two rows of one dataset never share them; the newer import wins.</summary>
    public IReadOnlyList<ColumnDefinition> Key => _key ??= [.. Columns.Where(c => c.Key)];

    /// <summary>The column of that name.</summary>
    /// <exception cref="ArgumentException">No such column; the message lists near names.</exception>
    public ColumnDefinition Column(string name) =>
        Columns.FirstOrDefault(c => c.Name == name)
        ?? throw new ArgumentException($"Table '{Name}' has no column '{name}'.{NearestName.MaybeHint(name, Columns.Select(c => c.Name))}", nameof(name));

    public override string ToString() => Name;

    internal static TableDefinition FromRecord(Type record)
    {
        var table = record.GetCustomAttribute<TableAttribute>()!;
        var nullability = new NullabilityInfoContext();
        var columns = new List<ColumnDefinition>();
        foreach (var property in record.GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(p => p.MetadataToken))
        {
            if (property.GetCustomAttribute<ColumnAttribute>() is not { } column)
                continue;
            var bare = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            var optional = Nullable.GetUnderlyingType(property.PropertyType) is not null
                || nullability.Create(property).WriteState == NullabilityState.Nullable;
            columns.Add(new ColumnDefinition(
                columns.Count, column.Name, TypeOf(bare), !optional, column.Key, column.Description, column.Unit, column.References,
                column.Min, column.Max, column.Default, column.Example, ChoicesOf(bare), property));
        }

        return new TableDefinition(
            table.Name, table.Area, table.Title, table.Description, table.Order, table.AsOf, table.AsOfColumn, table.Replaces, columns, record);
    }

    private static ColumnType TypeOf(Type type) =>
        type.IsEnum ? ColumnType.Choice
        : type == typeof(double) ? ColumnType.Number
        : type == typeof(int) ? ColumnType.Integer
        : type == typeof(DateOnly) ? ColumnType.Date
        : type == typeof(bool) ? ColumnType.Boolean
        : ColumnType.Text;

    private static string[] ChoicesOf(Type type) => type.IsEnum ? [.. Enum.GetNames(type).Select(ChoiceWords.Spell)] : [];
}

/// <summary>Spells enum members as the words of the data model: <c>EndOfLife</c> is <c>end_of_life</c>.</summary>
public static class ChoiceWords
{
    public static string Spell(string member)
    {
        var text = new StringBuilder(member.Length + 4);
        foreach (var c in member)
        {
            if (char.IsUpper(c) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToLower(c, CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
