using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Concord.Planning.Data;
using Concord.Planning.Data.Checks;
using Concord.Storage.Data.Segments;

namespace Concord.Storage.Data;

/// <summary>
/// Reads the rows of one source into segments: parses every cell by its column's type, applies the row checks, and turns a row that fails any of them
/// into a rejected row with all its problems. The hot loop of an import: nothing is allocated for an accepted row.
/// </summary>
internal sealed class RowIntake
{
    /// <summary>The longest text a cell may hold, in UTF-8 bytes.</summary>
    public const int LongestText = 4_000;

    private readonly RowSource _source;
    private readonly TableDefinition _table;
    private readonly ReferenceKeys _keys;
    private readonly Cell[] _cells;
    private readonly List<RowProblem> _problems = [];
    private readonly List<Cell> _added = []; // cells whose text of the current row is new in their dictionary
    private readonly int _keyColumn;
    private readonly Utf8Dictionary? _ownKeys;

    /// <param name="shared">By column of the table: the dictionary of references and choices, shared by all segments of the import; null for other columns.</param>
    public RowIntake(RowSource source, ReferenceKeys keys, Utf8Dictionary?[] shared)
    {
        _source = source;
        _table = source.Table;
        _keys = keys;
        var parser = new ValueParser(source.Formats);
        _cells = [.. _table.Columns.Select(c => new Cell(c, source.Delivers(c.Index), source.IsRaw(c.Index) ? parser : ValueParser.Canonical, shared[c.Index]))];
        _ownKeys = keys.Of(_table);
        _keyColumn = _table.Key[0].Index;
    }

    public long RowsRead { get; private set; }

    public long RowsRejected { get; private set; }

    /// <summary>
    /// Reads rows until the builder is full (true) or the source ends (false).
    /// </summary>
    /// <param name="file">The source's file, as its position in the import.</param>
    public bool Fill(SegmentBuilder builder, int file, Action<RejectedRow> reject, Action<long> every4096Rows)
    {
        while (!builder.IsFull)
        {
            if (!_source.Read())
                return false;
            if ((++RowsRead & 4095) == 0)
                every4096Rows(RowsRead);
            var row = builder.Rows;
            _added.Clear();
            var good = _source.Faults.Count == 0;
            for (var i = 0; i < _cells.Length; i++)
                good &= ReadCell(_cells[i], builder, row);
            if (!good)
            {
                reject(Rejected(builder, row));
                ForgetAdded(builder);
                continue;
            }

            builder.Lines[row] = _source.Line;
            builder.Files[row] = file;
            _ownKeys?.GetOrAdd(builder.Dictionary(_keyColumn).Freeze()[builder.Codes[_keyColumn][row]], out _);
            builder.Accept();
        }

        return true;
    }

    private bool ReadCell(Cell cell, SegmentBuilder builder, int row)
    {
        var column = cell.Column;
        var i = column.Index;
        var text = cell.Delivered ? ValueParser.Trim(_source.Value(i)) : default;
        var parser = cell.Parser;
        if (text.IsEmpty)
        {
            if (column.Required && cell.Default is null)
                return Problem(column, RowProblemCode.MissingValue, null, $"'{column.Name}' is empty.");
            text = cell.Default;
            parser = ValueParser.Canonical;
        }

        switch (column.Type)
        {
            case ColumnType.Text:
                return ReadText(cell, builder, row, text);
            case ColumnType.Choice:
                builder.Codes[i][row] = -1;
                return text.IsEmpty || ReadChoice(cell, builder, row, text);
            case ColumnType.Date:
                builder.Days[i][row] = ColumnData.NoDate;
                return text.IsEmpty || parser.TryDay(text, out builder.Days[i][row])
                    || Problem(column, RowProblemCode.NotADate, text, parser.DayProblem(Show(text), $" in '{column.Name}'"));
            case ColumnType.Boolean:
                builder.Numbers[i][row] = double.NaN;
                if (text.IsEmpty)
                    return true;
                if (!parser.TryBoolean(text, out var truth))
                    return Problem(column, RowProblemCode.NotABoolean, text, $"'{Show(text)}' in '{column.Name}' is neither true nor false.");
                builder.Numbers[i][row] = truth ? 1 : 0;
                return true;
            default:
                builder.Numbers[i][row] = double.NaN;
                return text.IsEmpty || ReadNumber(column, parser, builder, row, text);
        }
    }

    private bool ReadText(Cell cell, SegmentBuilder builder, int row, ReadOnlySpan<byte> text)
    {
        var column = cell.Column;
        ref var code = ref builder.Codes[column.Index][row];
        code = -1;
        if (text.IsEmpty)
            return true;
        if (text.Length > LongestText)
            return Problem(column, RowProblemCode.TextTooLong, text[..80], $"'{column.Name}' holds {text.Length:N0} bytes, more than {LongestText:N0}.");
        code = builder.Dictionary(column.Index).GetOrAdd(text, out var added);
        if (added)
            _added.Add(cell);
        if (column.References is not null)
        {
            if (cell.State(code) == CellState.Unknown)
                cell.SetState(code, !Utf8.IsValid(text) ? CellState.BadEncoding : _keys.Knows(column.References, text) ? CellState.Good : CellState.NotFound);
            switch (cell.State(code))
            {
                case CellState.BadEncoding:
                    return BadEncoding(column, text);
                case CellState.NotFound:
                    // A row of the same table may have brought the key since it was first looked for.
                    if (column.References == _table.Name && _keys.Knows(column.References, text))
                        break;
                    return UnknownReference(column, text);
            }
        }
        else if (added && !Utf8.IsValid(text))
        {
            return BadEncoding(column, text);
        }

        return true;
    }

    /// <summary>Takes the texts of a rejected row out of the dictionaries again: memory grows with what is accepted, however much is rejected.</summary>
    private void ForgetAdded(SegmentBuilder builder)
    {
        foreach (var cell in _added)
        {
            var dictionary = builder.Dictionary(cell.Column.Index);
            dictionary.ForgetLast();
            cell.SetState(dictionary.Count, CellState.Unknown);
        }
    }

    private bool ReadChoice(Cell cell, SegmentBuilder builder, int row, ReadOnlySpan<byte> text)
    {
        // All choices are in the dictionary from the start: a text that is not found is no choice, unless it differs in case only.
        var column = cell.Column;
        var code = builder.Dictionary(column.Index).Find(text);
        if (code < 0)
        {
            var word = Encoding.UTF8.GetString(text).ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
            code = builder.Dictionary(column.Index).Find(Encoding.UTF8.GetBytes(word));
        }

        builder.Codes[column.Index][row] = code;
        return code >= 0 || Problem(
            column, RowProblemCode.NotAChoice, text, $"'{Show(text)}' in '{column.Name}' is none of {string.Join(", ", column.Choices)}.",
            NearestName.MaybeHint(Show(text), column.Choices).Trim());
    }

    private bool ReadNumber(ColumnDefinition column, ValueParser parser, SegmentBuilder builder, int row, ReadOnlySpan<byte> text)
    {
        if (!parser.TryNumber(text, out var number))
            return Problem(column, RowProblemCode.NotANumber, text, $"'{Show(text)}' in '{column.Name}' is not a number.");
        if (column.Type == ColumnType.Integer && (number != Math.Floor(number) || Math.Abs(number) > int.MaxValue))
            return Problem(column, RowProblemCode.NotWhole, text, $"'{Show(text)}' in '{column.Name}' is not a whole number.");
        if (number < column.Min || number > column.Max)
        {
            return Problem(
                column, RowProblemCode.OutOfRange, text,
                string.Create(CultureInfo.InvariantCulture, $"{number} in '{column.Name}' is outside {Range(column)}."));
        }

        builder.Numbers[column.Index][row] = number == 0 ? 0 : number; // no minus zero: as a key it would be another one
        return true;
    }

    private bool UnknownReference(ColumnDefinition column, ReadOnlySpan<byte> text)
    {
        var key = Show(text);
        var near = _keys.Nearest(column.References!, key);
        return Problem(
            column, RowProblemCode.UnknownReference, text, $"'{key}' in '{column.Name}' is not in {column.References}.", near is null ? null : $"Maybe '{near}'?");
    }

    private bool BadEncoding(ColumnDefinition column, ReadOnlySpan<byte> text) =>
        Problem(column, RowProblemCode.BadEncoding, text, $"'{column.Name}' holds bytes that are not text in the file's encoding.");

    private bool Problem(ColumnDefinition column, string code, ReadOnlySpan<byte> value, string message, string? advice = null)
    {
        _problems.Add(new RowProblem(code, column.Name, value.IsEmpty ? null : Show(value), message, string.IsNullOrEmpty(advice) ? RowChecks.Definition(code).Advice : advice));
        return false;
    }

    private RejectedRow Rejected(SegmentBuilder builder, int row)
    {
        RowsRejected++;
        foreach (var fault in _source.Faults)
            _problems.Add(new RowProblem(fault.Code, fault.Column, fault.Value, fault.Message, RowChecks.Definition(fault.Code).Advice));
        // An empty cell that a failed expression should have filled is one problem, not two.
        _problems.RemoveAll(p => p.Code == RowProblemCode.MissingValue && _source.Faults.Any(f => f.Column == p.Field || f.Column is null));
        var failed = _problems.Select(p => p.Field).ToHashSet(StringComparer.Ordinal);
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var cell in _cells)
        {
            if (!cell.Delivered)
                continue;
            var raw = Show(ValueParser.Trim(_source.Value(cell.Column.Index)));
            values[cell.Column.Name] = raw.Length == 0 ? null : failed.Contains(cell.Column.Name) ? raw : builder.Cell(row, cell.Column) ?? raw;
        }

        var rejected = new RejectedRow(0, 0, _table.Name, _source.File, _source.Line, values, [.. _problems], RejectedRowState.Open, null);
        _problems.Clear();
        return rejected;
    }

    private static string Range(ColumnDefinition column) =>
        double.IsPositiveInfinity(column.Max) ? string.Create(CultureInfo.InvariantCulture, $"the range from {column.Min}")
        : string.Create(CultureInfo.InvariantCulture, $"the range {column.Min} to {column.Max}");

    private static string Show(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text);

    private enum CellState : byte
    {
        Unknown,
        Good,
        NotFound,
        BadEncoding,
    }

    /// <summary>How one column of the source is read.</summary>
    private sealed class Cell
    {
        private CellState[] _states = new CellState[256];

        public Cell(ColumnDefinition column, bool delivered, ValueParser parser, Utf8Dictionary? shared)
        {
            Column = column;
            Delivered = delivered;
            Parser = parser;
            Default = column.Default is null ? null : Encoding.UTF8.GetBytes(column.Default);
            if (column.Type == ColumnType.Choice)
            {
                foreach (var choice in column.Choices)
                    shared!.GetOrAdd(Encoding.UTF8.GetBytes(choice), out _);
            }
        }

        public ColumnDefinition Column { get; }

        public bool Delivered { get; }

        public ValueParser Parser { get; }

        public byte[]? Default { get; }

        /// <summary>What is known of a reference, by its code in the dictionary: each distinct key is looked for once.</summary>
        public CellState State(int code) => code < _states.Length ? _states[code] : CellState.Unknown;

        public void SetState(int code, CellState state)
        {
            if (code >= _states.Length)
                Array.Resize(ref _states, Math.Max(_states.Length * 2, code + 1));
            _states[code] = state;
        }
    }
}
