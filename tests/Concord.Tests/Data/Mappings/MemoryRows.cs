using System.Collections.Frozen;
using System.Text;
using Concord.Planning.Data;
using Concord.Planning.Data.Mappings;

namespace Concord.Tests.Data.Mappings;

/// <summary>Foreign rows from a text literal: lines of cells separated by |, the first line being the header.</summary>
internal sealed class MemoryRows(string text, ValueFormats? formats = null) : ForeignRows
{
    private readonly string[][] _lines = [.. text.Trim().Split('\n').Select(l => l.Trim().Split('|').Select(c => c.Trim()).ToArray())];
    private int _at;

    public override string File => "memory";
    public override IReadOnlyList<string> Headers => _lines[0];
    public override ValueParser Parser { get; } = new(formats ?? ValueFormats.Canonical);
    public override bool Typed => false;
    public override int Line => _at + 1;
    public override double Progress => (double)_at / _lines.Length;
    public override int SurplusValues => Math.Max(0, _lines[_at].Length - _lines[0].Length);
    public override bool Read() => ++_at < _lines.Length;
    public override ReadOnlySpan<byte> Text(int column) => column < _lines[_at].Length ? Encoding.UTF8.GetBytes(_lines[_at][column]) : default;
    public override MappingValue Value(int column) => MappingValue.OfText(Encoding.UTF8.GetString(Text(column)), Parser);
}

/// <summary>Evaluates expressions over the first row of a <see cref="MemoryRows"/>.</summary>
internal sealed class RowScope(ForeignRows rows) : ExpressionScope
{
    public override (int Join, int Column) Resolve(ColumnReference column) =>
        (-1, rows.Headers.ToList().IndexOf(column.Column) is var at and >= 0 ? at : throw new ExpressionException($"no column {column}", column.Position));

    public override MappingValue Parameter(ParameterReference parameter) =>
        parameter.Name == "asOf" ? MappingValue.OfText("2025-05-31") : throw new ExpressionException($"no parameter {parameter.Name}", parameter.Position);

    public override FrozenDictionary<string, string> Words(string list, int position) =>
        new Dictionary<string, string> { ["1"] = "open", ["2"] = "closed", ["half"] = "0.5" }.ToFrozenDictionary();

    public static MappingValue Evaluate(string expression, string row = "x\n", ValueFormats? formats = null)
    {
        var rows = new MemoryRows(row, formats);
        var compiled = ExpressionCompiler.Compile(ExpressionParser.Parse(expression), new RowScope(rows));
        rows.Read();
        return compiled(new MappingRow(rows, 0));
    }
}
