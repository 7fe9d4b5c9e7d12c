using System.Globalization;
using System.Text;

namespace Concord.Planning.Data.Mappings;

/// <summary>
/// Parses the expression language of mappings (docs/mapping.md). By rising strength: or, and, not, comparison and in, ??, &amp;, + -, * / %, unary minus.
/// </summary>
public ref struct ExpressionParser
{
    private const int MaxDepth = 100;
    private const int MaxLength = 4000;

    private readonly string _text;
    private int _at;
    private int _depth;

    private ExpressionParser(string text) => _text = text;

    /// <exception cref="ExpressionException">The text is not an expression.</exception>
    public static Expression Parse(string text)
    {
        if (text.Length > MaxLength)
            throw new ExpressionException($"The expression has {text.Length} signs, over the limit of {MaxLength}. Maybe a list under \"values\" does it.", 1);
        var parser = new ExpressionParser(text);
        var expression = parser.Or();
        parser.SkipSpace();
        if (parser._at < text.Length)
        {
            throw parser.Fail(parser._at, $"'{parser.Word()}' was not expected here",
                expression is ColumnReference ? $"a column name with spaces or signs is written in brackets: [{text.Trim()}]" : "an operator is missing");
        }

        return expression;
    }

    private Expression Or()
    {
        if (++_depth > MaxDepth)
            throw Fail(_at, $"the expression is nested over {MaxDepth} levels deep", null);
        var left = And();
        while (Position() is var p && Keyword("or"))
            left = new Operation(p, "or", [left, And()]);
        _depth--;
        return left;
    }

    private Expression And()
    {
        var left = Not();
        while (Position() is var p && Keyword("and"))
            left = new Operation(p, "and", [left, Not()]);
        return left;
    }

    private Expression Not()
    {
        var negations = 0;
        var position = Position();
        while (Keyword("not"))
            negations++;
        var operand = Comparison();
        return negations % 2 == 0 ? operand : new Operation(position, "not", [operand]);
    }

    private Expression Comparison()
    {
        var left = Coalesce();
        var position = Position();
        if (Keyword("in"))
        {
            if (!Sign("("))
                throw Fail(_at, "after 'in' a list is expected", "in ('A', 'B')");
            return new Operation(position, "in", [left, .. List()]);
        }

        foreach (var sign in (ReadOnlySpan<string>)["<=", ">=", "<>", "!=", "==", "=", "<", ">"])
        {
            if (!Sign(sign))
                continue;
            return new Operation(position, sign switch { "==" => "=", "!=" => "<>", _ => sign }, [left, Coalesce()]);
        }

        return left;
    }

    private Expression Coalesce()
    {
        var left = Concat();
        while (Position() is var p && Sign("??"))
            left = new Operation(p, "??", [left, Concat()]);
        return left;
    }

    private Expression Concat()
    {
        var left = Sum();
        while (Position() is var p && Sign("&"))
            left = new Operation(p, "&", [left, Sum()]);
        return left;
    }

    private Expression Sum()
    {
        var left = Product();
        while (true)
        {
            var position = Position();
            var sign = Sign("+") ? "+" : Sign("-") ? "-" : null;
            if (sign is null)
                return left;
            left = new Operation(position, sign, [left, Product()]);
        }
    }

    private Expression Product()
    {
        var left = Unary();
        while (true)
        {
            var position = Position();
            var sign = Sign("*") ? "*" : Sign("/") ? "/" : Sign("%") ? "%" : null;
            if (sign is null)
                return left;
            left = new Operation(position, sign, [left, Unary()]);
        }
    }

    private Expression Unary()
    {
        var position = Position();
        var negative = false;
        while (Sign("-"))
            negative = !negative;
        var operand = Primary();
        return negative ? new Operation(position, "-", [operand]) : operand;
    }

    private Expression Primary()
    {
        var position = Position();
        if (_at >= _text.Length)
            throw Fail(_at, "the expression ends where a value is expected", null);
        var c = _text[_at];
        switch (c)
        {
            case '(':
                _at++;
                var inner = Or();
                if (!Sign(")"))
                    throw Fail(_at, $"the bracket ( of position {position} is not closed", "a ) is missing");
                return inner;
            case '\'' or '"':
                return new Literal(position, MappingValue.OfText(Quoted(c, c)));
            case '@':
                _at++;
                return new ParameterReference(position, Name("a parameter name"));
            case '[':
                return Column(position, Quoted('[', ']'));
            default:
                if (char.IsAsciiDigit(c) || (c == '.' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1])))
                    return Number(position);
                break;
        }

        if (!char.IsLetter(c) && c != '_')
        {
            throw Fail(_at, $"'{c}' was not expected here", c is '=' or '<' or '>' ? "a value is missing before it"
                : c is '\u2018' or '\u2019' or '\u201C' or '\u201D' ? "use straight quotes: '" : null);
        }

        var name = Name("a name");
        if (name.Equals("true", StringComparison.OrdinalIgnoreCase) || name.Equals("false", StringComparison.OrdinalIgnoreCase))
            return new Literal(position, MappingValue.OfBoolean(name.Length == 4));
        if (IsKeyword(name))
            throw Fail(position - 1, $"'{name}' was not expected here", $"a column of that name is written [{name}]");
        return Sign("(") ? CallOf(position, name) : Column(position, name);
    }

    private Call CallOf(int position, string name)
    {
        var arguments = List();
        if (!ExpressionFunction.All.TryGetValue(name, out var function))
        {
            var near = NearestName.Find(name, ExpressionFunction.All.Keys);
            throw Fail(position - 1, $"there is no function '{name}'", near is null ? null : $"'{near}'");
        }

        if (arguments.Count < function.Least || arguments.Count > function.Most)
        {
            var expected = function.Most == function.Least ? $"{function.Least}" : function.Most == int.MaxValue ? $"{function.Least} or more"
                : $"{function.Least} to {function.Most}";
            throw Fail(position - 1, $"{function.Name}() takes {expected} values, not {arguments.Count}", function.Signature);
        }

        return new Call(position, function, arguments);
    }

    private List<Expression> List()
    {
        var open = _at;
        var items = new List<Expression>();
        if (Sign(")"))
            return items;
        do
            items.Add(Or());
        while (Sign(","));
        if (!Sign(")"))
            throw Fail(_at, $"the bracket ( of position {open} is not closed", Position() <= _text.Length && _text[_at] == ';' ? "values are separated by , and not by ;" : "a ) or a , is missing");
        return items;
    }

    private ColumnReference Column(int position, string first)
    {
        if (_at < _text.Length && _text[_at] == '.')
        {
            _at++;
            var second = _at < _text.Length && _text[_at] == '[' ? Quoted('[', ']') : Name("a column name");
            return new ColumnReference(position, first, second);
        }

        return new ColumnReference(position, null, first);
    }

    private Literal Number(int position)
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.'))
            _at++;
        if (_at < _text.Length && (_text[_at] | 32) == 'e')
        {
            var mark = _at++;
            if (_at < _text.Length && _text[_at] is '+' or '-')
                _at++;
            if (_at >= _text.Length || !char.IsAsciiDigit(_text[_at]))
                _at = mark;
            while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
                _at++;
        }

        var text = _text.AsSpan(start, _at - start);
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value)
            || !double.IsFinite(value))
        {
            throw Fail(start, $"'{text}' is not a number", "numbers in expressions use a point and no thousands sign");
        }

        if (_at < _text.Length && (char.IsLetter(_text[_at]) || _text[_at] == '_'))
            throw Fail(start, $"'{text}{Word()}' is not a number", "a column name that starts with a digit is written in brackets: [" + text.ToString() + Word() + "]");
        return new Literal(position, MappingValue.OfNumber(value));
    }

    /// <summary>Text up to the closing sign; the closing sign twice is the sign itself.</summary>
    private string Quoted(char open, char close)
    {
        var start = _at++;
        var text = new StringBuilder();
        while (true)
        {
            if (_at >= _text.Length)
                throw Fail(start, $"the {open} is not closed", $"a {close} is missing");
            var c = _text[_at++];
            if (c != close)
                text.Append(c);
            else if (_at < _text.Length && _text[_at] == close)
                text.Append(_text[_at++]);
            else
                return text.ToString();
        }
    }

    private string Name(string what)
    {
        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] == '_'))
            _at++;
        return _at > start ? _text[start.._at] : throw Fail(start, $"{what} is expected here", null);
    }

    private readonly string Word()
    {
        var end = _at;
        while (end < _text.Length && !char.IsWhiteSpace(_text[end]) && end - _at < 20)
            end++;
        return _text[_at..end];
    }

    private static bool IsKeyword(string name) =>
        name.ToUpperInvariant() is "AND" or "OR" or "NOT" or "IN";

    private bool Keyword(string word)
    {
        SkipSpace();
        var end = _at + word.Length;
        if (end > _text.Length || !_text.AsSpan(_at, word.Length).Equals(word, StringComparison.OrdinalIgnoreCase)
            || (end < _text.Length && (char.IsLetterOrDigit(_text[end]) || _text[end] is '_' or '.')))
        {
            return false;
        }

        _at = end;
        return true;
    }

    private bool Sign(string sign)
    {
        SkipSpace();
        if (!_text.AsSpan(_at).StartsWith(sign))
            return false;
        _at += sign.Length;
        return true;
    }

    private int Position()
    {
        SkipSpace();
        return _at + 1;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
    }

    private readonly ExpressionException Fail(int at, string problem, string? maybe) =>
        new($"Expression \"{_text}\", position {at + 1}: {problem}.{(maybe is null ? "" : $" Maybe {maybe}.")}", at + 1);
}
