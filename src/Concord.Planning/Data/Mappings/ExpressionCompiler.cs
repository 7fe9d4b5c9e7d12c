using System.Collections.Frozen;

namespace Concord.Planning.Data.Mappings;

/// <summary>What an expression reads while a row is mapped: the row of the main source, and one found row per join.</summary>
public sealed class MappingRow(ForeignRows main, int joins)
{
    public ForeignRows Main { get; set; } = main;

    /// <summary>For each join the values found (those columns the mapping reads), or null when nothing was found.</summary>
    public MappingValue[]?[] Joined { get; } = new MappingValue[]?[joins];
}

/// <summary>An expression, compiled. Holds scratch space: one thread.</summary>
public delegate MappingValue CompiledExpression(MappingRow row);

/// <summary>Where names in an expression lead.</summary>
public abstract class ExpressionScope
{
    /// <summary>The column's place: join -1 is the main row; otherwise the position in <see cref="MappingRow.Joined"/> and in its values.</summary>
    /// <exception cref="ExpressionException">No such column or source.</exception>
    public abstract (int Join, int Column) Resolve(ColumnReference column);

    /// <summary>The value of a parameter.</summary>
    /// <exception cref="ExpressionException">No such parameter, or it has no value.</exception>
    public abstract MappingValue Parameter(ParameterReference parameter);

    /// <summary>A word list of the mapping's "values".</summary>
    /// <exception cref="ExpressionException">No such list.</exception>
    public abstract FrozenDictionary<string, string> Words(string list, int position);
}

/// <summary>Turns expressions into delegates, once per mapping run.</summary>
public static class ExpressionCompiler
{
    /// <exception cref="ExpressionException">A name leads nowhere.</exception>
    public static CompiledExpression Compile(Expression expression, ExpressionScope scope)
    {
        switch (expression)
        {
            case Literal literal:
                var constant = literal.Value;
                return _ => constant;
            case ParameterReference parameter:
                var value = scope.Parameter(parameter);
                return _ => value;
            case ColumnReference reference:
                var (join, column) = scope.Resolve(reference);
                return join < 0
                    ? row => row.Main.Value(column)
                    : row => row.Joined[join] is { } found ? found[column] : MappingValue.Empty;
            case Operation operation:
                return Operator(operation, [.. operation.Operands.Select(o => Compile(o, scope))]);
            case Call call:
                return Function(call, scope);
            default:
                throw new InvalidOperationException($"No compilation for {expression.GetType().Name}.");
        }
    }

    private static CompiledExpression Operator(Operation operation, CompiledExpression[] o)
    {
        switch (operation.Operator)
        {
            case "or":
                return row => Truth(o[0](row)) is var left && (left.IsTrue || left.IsError) ? left : Truth(o[1](row));
            case "and":
                return row => Truth(o[0](row)) is var left && (!left.IsTrue || left.IsError) ? left : Truth(o[1](row));
            case "not":
                return row => Truth(o[0](row)) is var truth && truth.IsError ? truth : MappingValue.OfBoolean(!truth.IsTrue);
            case "??":
                return row => o[0](row) is { IsEmpty: false } value ? value : o[1](row);
            case "in":
                return row => In(o, row);
            case "&":
                return row => Both(o[0](row), o[1](row), static (a, b) => MappingValue.OfText(string.Concat(a.ToString(), b.ToString())));
            case "=":
                return row => Both(o[0](row), o[1](row), static (a, b) => MappingValue.OfBoolean(MappingValue.AreEqual(a, b)));
            case "<>":
                return row => Both(o[0](row), o[1](row), static (a, b) => MappingValue.OfBoolean(!MappingValue.AreEqual(a, b)));
            case "<":
                return row => Order(o[0](row), o[1](row), static order => order < 0);
            case "<=":
                return row => Order(o[0](row), o[1](row), static order => order <= 0);
            case ">":
                return row => Order(o[0](row), o[1](row), static order => order > 0);
            case ">=":
                return row => Order(o[0](row), o[1](row), static order => order >= 0);
            case "-" when o.Length == 1:
                return row => o[0](row).AsNumber() is var n && n.Kind == MappingValueKind.Number ? MappingValue.OfNumber(-n.Number) : n;
            case "+":
                return row => Both(o[0](row), o[1](row), Add);
            case "-":
                return row => Both(o[0](row), o[1](row), Subtract);
            case "*":
                return row => Both(o[0](row), o[1](row), static (a, b) => Numbers(a, b, static (x, y) => x * y));
            case "/":
                return row => Both(o[0](row), o[1](row), static (a, b) => Numbers(a, b, static (x, y) => x / y));
            case "%":
                return row => Both(o[0](row), o[1](row), static (a, b) => Numbers(a, b, static (x, y) => x % y));
            default:
                throw new InvalidOperationException($"No operator {operation.Operator}.");
        }
    }

    private static MappingValue Truth(in MappingValue value) => value.AsBoolean();

    private static MappingValue In(CompiledExpression[] o, MappingRow row)
    {
        var value = o[0](row);
        if (value.IsError)
            return value;
        for (var i = 1; i < o.Length; i++)
        {
            var other = o[i](row);
            if (other.IsError)
                return other;
            if (MappingValue.AreEqual(value, other))
                return MappingValue.OfBoolean(true);
        }

        return MappingValue.OfBoolean(false);
    }

    private static MappingValue Both(in MappingValue a, in MappingValue b, Func<MappingValue, MappingValue, MappingValue> function) =>
        a.IsError ? a : b.IsError ? b : function(a, b);

    private static MappingValue Order(in MappingValue a, in MappingValue b, Func<int, bool> holds)
    {
        if (a.IsError || b.IsError)
            return a.IsError ? a : b;
        if (MappingValue.TryCompare(a, b, out var order, out var problem))
            return MappingValue.OfBoolean(!a.IsEmpty && holds(order));
        return problem is null ? MappingValue.OfBoolean(false) : MappingValue.Error(problem);
    }

    /// <summary>Arithmetic with an empty operand is empty.</summary>
    private static MappingValue Numbers(in MappingValue a, in MappingValue b, Func<double, double, double> function)
    {
        var (x, y) = (a.AsNumber(), b.AsNumber());
        if (x.IsError || y.IsError)
            return x.IsError ? x : y;
        return x.IsEmpty || y.IsEmpty ? MappingValue.Empty : MappingValue.OfNumber(function(x.Number, y.Number));
    }

    private static MappingValue Add(MappingValue a, MappingValue b)
    {
        if (a.Kind == MappingValueKind.Date && b.AsNumber() is { Kind: MappingValueKind.Number } days)
            return MappingValue.OfDay(a.Number + days.Number);
        var sum = Numbers(a, b, static (x, y) => x + y);
        return sum.IsError && (a.Kind == MappingValueKind.Text || b.Kind == MappingValueKind.Text)
            ? MappingValue.Error($"{sum} Maybe & was meant, which joins texts.")
            : sum;
    }

    private static MappingValue Subtract(MappingValue a, MappingValue b)
    {
        if (a.Kind == MappingValueKind.Date || b.Kind == MappingValueKind.Date)
        {
            if (b.Kind != MappingValueKind.Date && a.Kind == MappingValueKind.Date && b.AsNumber() is { Kind: MappingValueKind.Number } days)
                return MappingValue.OfDay(a.Number - days.Number);
            var (x, y) = (a.AsDate(), b.AsDate());
            if (x.IsError || y.IsError)
                return x.IsError ? x : y;
            return x.IsEmpty || y.IsEmpty ? MappingValue.Empty : MappingValue.OfNumber(x.Number - y.Number);
        }

        return Numbers(a, b, static (x, y) => x - y);
    }

    private static CompiledExpression Function(Call call, ExpressionScope scope)
    {
        var arguments = call.Arguments.Select(a => Compile(a, scope)).ToArray();
        switch (call.Function.Name)
        {
            case "if":
                return row =>
                {
                    var condition = Truth(arguments[0](row));
                    return condition.IsError ? condition : condition.IsTrue ? arguments[1](row) : arguments.Length > 2 ? arguments[2](row) : MappingValue.Empty;
                };
            case "coalesce":
                return row =>
                {
                    foreach (var argument in arguments)
                    {
                        var value = argument(row);
                        if (!value.IsEmpty)
                            return value;
                    }

                    return MappingValue.Empty;
                };
            case "ifError":
                return row => arguments[0](row) is { IsError: false } value ? value : arguments[1](row);
            case "lookup":
                return Lookup(call, arguments, scope);
        }

        var apply = call.Function.Apply!;
        var values = new MappingValue[arguments.Length];
        return row =>
        {
            for (var i = 0; i < arguments.Length; i++)
            {
                values[i] = arguments[i](row);
                if (values[i].IsError)
                    return values[i];
            }

            return apply(values);
        };
    }

    private static CompiledExpression Lookup(Call call, CompiledExpression[] arguments, ExpressionScope scope)
    {
        if (call.Arguments[1] is not Literal { Value.Kind: MappingValueKind.Text } list)
        {
            throw new ExpressionException(
                $"lookup() at position {call.Position} needs the name of a list as its second value. Maybe it lacks its quotes: 'name'.", call.Position);
        }

        var words = scope.Words(list.Value.ToString(), list.Position);
        var fallback = arguments.Length > 2 ? arguments[2] : null;
        return row => Translate(arguments[0](row), words, list.Value.ToString(), fallback, row);
    }

    /// <summary>Our word for a foreign one. Empty stays empty unless the list has it; an unlisted word is an error when there is no fallback.</summary>
    internal static MappingValue Translate(
        in MappingValue value, FrozenDictionary<string, string> words, string list, CompiledExpression? fallback, MappingRow row)
    {
        if (value.IsError)
            return value;
        if (words.TryGetValue(value.ToString(), out var word))
            return MappingValue.OfText(word);
        if (fallback is not null)
            return fallback(row);
        return value.IsEmpty
            ? value
            : MappingValue.Error($"'{value}' is not in the list '{list}'.{NearestName.MaybeHint(value.ToString(), words.Keys)} Maybe add it there, or give a fallback.");
    }
}
