namespace Concord.Planning.Data.Mappings;

/// <summary>A parsed expression. <paramref name="Position"/> is 1-based in the expression's text.</summary>
public abstract record Expression(int Position)
{
    /// <summary>The column when the whole expression is a bare column reference, else null.</summary>
    public ColumnReference? AsColumn => this as ColumnReference;

    /// <summary>Every column the expression reads.</summary>
    public IEnumerable<ColumnReference> Columns() => this switch
    {
        ColumnReference column => [column],
        Operation operation => operation.Operands.SelectMany(o => o.Columns()),
        Call call => call.Arguments.SelectMany(a => a.Columns()),
        _ => [],
    };

    /// <summary>Every parameter the expression reads.</summary>
    public IEnumerable<ParameterReference> Parameters() => this switch
    {
        ParameterReference parameter => [parameter],
        Operation operation => operation.Operands.SelectMany(o => o.Parameters()),
        Call call => call.Arguments.SelectMany(a => a.Parameters()),
        _ => [],
    };
}

/// <summary>A text, number, true or false as written.</summary>
public sealed record Literal(int Position, MappingValue Value) : Expression(Position);

/// <summary>A column of the row (<paramref name="Source"/> null) or of a joined source.</summary>
public sealed record ColumnReference(int Position, string? Source, string Column) : Expression(Position)
{
    public override string ToString() => Source is null ? Column : $"{Source}.{Column}";
}

/// <summary><c>@name</c>.</summary>
public sealed record ParameterReference(int Position, string Name) : Expression(Position);

/// <summary>An operator with one or two operands; <c>in</c> has its list as further operands.</summary>
public sealed record Operation(int Position, string Operator, IReadOnlyList<Expression> Operands) : Expression(Position);

/// <summary>A function call.</summary>
public sealed record Call(int Position, ExpressionFunction Function, IReadOnlyList<Expression> Arguments) : Expression(Position);

/// <summary>An expression that cannot be understood. The message names the position and ends with a hint where one is likely.</summary>
public sealed class ExpressionException(string message, int position) : Exception(message)
{
    /// <summary>1-based position in the text.</summary>
    public int Position { get; } = position;
}
