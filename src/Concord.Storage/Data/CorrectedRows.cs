using System.Text;
using Concord.Planning.Data;

namespace Concord.Storage.Data;

/// <summary>A rejected row with the values it is submitted with again.</summary>
internal sealed record CorrectedRow(RejectedRow Row, IReadOnlyDictionary<string, string?> Values);

/// <summary>Corrected rows of one table as a source of rows, in canonical text.</summary>
internal sealed class CorrectedRows(TableDefinition table, IReadOnlyList<CorrectedRow> rows) : RowSource
{
    private int _position = -1;

    public IReadOnlyList<CorrectedRow> Rows => rows;

    public override TableDefinition Table => table;

    public override string File => "";

    public override ValueFormats Formats => ValueFormats.Canonical;

    public override double Progress => rows.Count == 0 ? 1 : (double)_position / rows.Count;

    /// <summary>The number of the row within the correction, from 1: it tells which one failed again.</summary>
    public override int Line => _position + 1;

    /// <summary>A repair adds rows; it never states the whole table.</summary>
    public override bool Replaces => false;

    public override bool Delivers(int column) => true;

    public override bool IsRaw(int column) => false;

    public override bool Read() => ++_position < rows.Count;

    public override ReadOnlySpan<byte> Value(int column) =>
        rows[_position].Values.TryGetValue(table.Columns[column].Name, out var text) && text is not null ? Encoding.UTF8.GetBytes(text) : default;
}
