using System.Globalization;
using System.Text;

namespace Concord.Planning.Data.Mappings;

/// <summary>Opens the foreign tables a block reads.</summary>
/// <param name="Main">Opens the file of the block.</param>
/// <param name="Source">Opens every file of a looked-up source, one after the other.</param>
public sealed record ForeignFiles(Func<ForeignRows> Main, Func<string, IEnumerable<ForeignRows>> Source);

/// <summary>
/// One table block of a mapping applied to one file. A column that is taken over as it is stays a span of the file's own bytes; everything else is computed into a
/// buffer of the row.
/// </summary>
public sealed class MappedRows : RowSource
{
    private readonly ForeignFiles _files;
    private readonly ImportLimits _limits;
    private readonly Action<Finding> _report;
    private readonly CancellationToken _cancel;
    private readonly MappingScope _scope;
    private readonly MappingScope[] _joinScopes;

    private readonly int[] _direct;
    private readonly byte[]?[] _constants;
    private readonly (int Target, CompiledExpression Value, ColumnType Type)[] _computed;
    private readonly CompiledExpression[][] _keys;
    private readonly (CompiledExpression Holds, string[] Joins)[] _conditions;
    private readonly bool[] _failed;
    private readonly (int Start, int Length)[] _spans;
    private readonly List<RowFault> _faults = [];
    private readonly HashSet<string>? _seen;
    private readonly StringBuilder _scratch = new();
    private readonly MappingValue[] _keyValues;

    private JoinTable[] _joins = [];
    private byte[] _buffer = new byte[1024];
    private int _used;
    private ForeignRows? _rows;
    private MappingRow? _row;
    private long _count;

    /// <param name="header">The file, as seen before.</param>
    /// <param name="typed">Whether its cells carry types (<see cref="ForeignRows.Typed"/>).</param>
    /// <param name="headers">The files of every source.</param>
    /// <param name="report">Takes findings that only reading shows, such as a lookup with several matches.</param>
    /// <exception cref="ExpressionException">A name leads nowhere; <see cref="MappingCheck"/> tells before.</exception>
    public MappedRows(
        Mapping mapping, TableMapping block, SourceHeaders header, bool typed, IReadOnlyDictionary<string, IReadOnlyList<SourceHeaders>> headers, ForeignFiles files,
        IReadOnlyDictionary<string, string>? parameters, ImportLimits limits, Action<Finding> report, CancellationToken cancel)
    {
        Block = block;
        Header = header;
        _files = files;
        _limits = limits;
        _report = report;
        _cancel = cancel;
        Formats = (mapping.Source(block.Source)?.Format ?? mapping.Defaults).Values;
        _scope = new MappingScope(mapping, block, header, headers, parameters);
        _joinScopes = [.. block.Joins.SelectMany(j => (headers.GetValueOrDefault(j.Source) ?? []).Take(1)
            .Select(h => new MappingScope(mapping, block with { Source = j.Source, Alias = j.Alias, Joins = [] }, h, headers, parameters)))];
        _direct = [.. Enumerable.Repeat(-1, block.Table.Columns.Count)];
        _constants = new byte[block.Table.Columns.Count][];
        _spans = new (int, int)[block.Table.Columns.Count];
        _failed = new bool[block.Joins.Count];
        var computed = new List<(int, CompiledExpression, ColumnType)>();
        foreach (var column in block.Columns)
        {
            var target = column.Target.Index;
            if (!typed && column.Direct is { } reference && _scope.Resolve(reference) is { Join: < 0 } place)
                _direct[target] = place.Column;
            else if (Compile(column) is var value && !column.Value.Columns().Any() && column.Fallback is null && value(null!) is { IsError: false } constant)
                _constants[target] = Encoding.UTF8.GetBytes(constant.For(column.Target.Type).ToString());
            else
                computed.Add((target, value, column.Target.Type));
        }

        _computed = [.. computed];
        _keys = [.. block.Joins.Select(j => j.On.Select(o => ExpressionCompiler.Compile(o.Value, _scope)).ToArray())];
        _keyValues = new MappingValue[_keys.Select(k => k.Length).DefaultIfEmpty().Max()];
        _conditions = [.. Conjuncts(block.Where).Select(c => (
            ExpressionCompiler.Compile(c, _scope), c.Columns().Where(r => r.Source is not null && r.Source != block.Alias).Select(r => r.Source!).Distinct().ToArray()))];
        _seen = block.Distinct ? new HashSet<string>(StringComparer.Ordinal) : null;
    }

    /// <summary>The block that is applied.</summary>
    public TableMapping Block { get; }

    /// <summary>The file it is applied to.</summary>
    public SourceHeaders Header { get; }

    public override TableDefinition Table => Block.Table;

    public override string File => Header.Sheet is null ? Header.File : $"{Header.File} [{Header.Sheet}]";

    public override ValueFormats Formats { get; }

    public override double Progress => _rows?.Progress ?? 0;

    public override int Line => _rows?.Line ?? 0;

    public override IReadOnlyList<RowFault> Faults => _faults;

    public override bool Replaces => Block.Replaces ?? Table.Replaces;

    public override bool Delivers(int column) => _direct[column] >= 0 || _constants[column] is not null || Array.Exists(_computed, c => c.Target == column);

    public override bool IsRaw(int column) => _direct[column] >= 0;

    public override ReadOnlySpan<byte> Value(int column)
    {
        var direct = _direct[column];
        if (direct >= 0)
            return _rows!.Text(direct);
        var (start, length) = _spans[column];
        return _constants[column] ?? _buffer.AsSpan(start, length);
    }

    public override bool Read()
    {
        if (_rows is null)
            Open();
        while (_rows!.Read())
        {
            if ((++_count & 1023) == 0)
                _cancel.ThrowIfCancellationRequested();
            if (_count > _limits.Rows)
                throw new ImportFormatException($"{File} has over {_limits.Rows} rows. Maybe split it, or raise the limit.", Header.File, Line);
            if (_faults.Count > 0)
                _faults.Clear();
            if (!Passes(joined: false))
                continue;
            var readable = _faults.Count == 0;
            FindJoined();
            if (readable && !Passes(joined: true))
                continue;
            if (_rows.SurplusValues is > 0 and var surplus)
            {
                _faults.Add(new RowFault(
                    Checks.RowProblemCode.WrongFieldCount, null, null,
                    $"The record has {surplus} values more than the header has columns. Maybe a text with the delimiter in it lacks its quotes."));
            }

            Compute();
            if (_seen is null || _faults.Count > 0 || IsNew())
                return true;
        }

        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _rows?.Dispose();
        base.Dispose(disposing);
    }

    private void Open()
    {
        _joins = new JoinTable[Block.Joins.Count];
        for (var i = 0; i < _joins.Length; i++)
            _joins[i] = LoadJoin(i);
        _rows = _files.Main();
        if (!_rows.Headers.SequenceEqual(Header.Headers, StringComparer.Ordinal))
            throw new ImportFormatException($"{File} has other columns than a moment ago. Maybe it was written to while it was read.", Header.File);
        _row = new MappingRow(_rows, _joins.Length);
    }

    private JoinTable LoadJoin(int index)
    {
        var join = Block.Joins[index];
        var table = new JoinTable();
        var file = "";
        foreach (var rows in _files.Source(join.Source))
        {
            using (rows)
            {
                var header = new SourceHeaders(rows.File, null, rows.Headers);
                file = rows.File;
                table.Load(
                    rows, [.. join.On.Select(o => header.Find(o.Column))], [.. _scope.JoinColumns[index].Select(header.Find)],
                    join.Where is null ? null : ExpressionCompiler.Compile(join.Where, _joinScopes[index]), _limits, _cancel);
            }
        }

        if (table.Duplicates > 0 && !join.First)
        {
            _report(MappingCheck.Problem(
                MappingFinding.AmbiguousLookup, Severity.Warning, Table.Name, join.Source, string.Join(", ", join.On.Select(o => o.Column)), table.DuplicateKey,
                $"{file} has {table.Duplicates} rows whose {string.Join(" and ", join.On.Select(o => o.Column))} is there already, e.g. {table.DuplicateKey}; the first of each is used for {join.Path}.",
                "Look up by more columns, add a where, or say \"match\": \"first\" if the first one is meant."));
        }

        return table;
    }

    /// <summary>The conditions that must all hold: the parts of a filter that <c>and</c> ties together.</summary>
    private static IEnumerable<Expression> Conjuncts(Expression? filter) => filter switch
    {
        null => [],
        Operation { Operator: "and" } both => both.Operands.SelectMany(Conjuncts),
        _ => [filter],
    };

    /// <summary>
    /// Whether the row stays in. The conditions on the row itself are asked before the lookups, so that a line the filter leaves out needs no match. A condition
    /// on a lookup that failed is not asked: that row is a rejected row, as nobody knows whether it was meant.
    /// </summary>
    private bool Passes(bool joined)
    {
        foreach (var (holds, joins) in _conditions)
        {
            if (joins.Length > 0 != joined || Array.Exists(joins, Failed))
                continue;
            var keep = holds(_row!).AsBoolean();
            if (keep.IsError)
            {
                _faults.Add(new RowFault(Checks.RowProblemCode.ExpressionFailed, null, null, $"The filter {Block.Path}.where cannot be computed: {keep}"));
                return true;
            }

            if (!keep.IsTrue)
                return false;
        }

        return true;
    }

    /// <summary>Finds the rows of the joins; a required one without a row is a fault.</summary>
    private void FindJoined()
    {
        for (var i = 0; i < _joins.Length; i++)
        {
            var keys = _keys[i];
            var values = _keyValues.AsSpan(0, keys.Length);
            var dependsOnFailed = false;
            string? error = null;
            for (var k = 0; k < keys.Length; k++)
            {
                values[k] = keys[k](_row!);
                error ??= values[k].ErrorMessage;
                dependsOnFailed |= values[k].IsEmpty && Block.Joins[i].On[k].Value.Columns().Any(c => c.Source is { } source && Failed(source));
            }

            _row!.Joined[i] = error is null ? _joins[i].Find(values, _scratch) : null;
            _failed[i] = _row.Joined[i] is null && (error is not null || !Block.Joins[i].Optional || dependsOnFailed);
            if (!_failed[i])
                continue;
            var join = Block.Joins[i];
            if (error is not null)
                _faults.Add(new RowFault(Checks.RowProblemCode.ExpressionFailed, null, null, $"The lookup in '{join.Source}' ({join.Path}) cannot be computed: {error}"));
            else if (!dependsOnFailed)
                _faults.Add(new RowFault(Checks.RowProblemCode.JoinFailed, null, JoinTable.Shown(values), NotFound(join, values)));
        }
    }

    private static string NotFound(JoinMapping join, ReadOnlySpan<MappingValue> values)
    {
        var columns = string.Join(" / ", join.On.Select(o => o.Column));
        foreach (var value in values)
        {
            if (value.IsEmpty)
                return $"'{join.Source}' cannot be looked up: the value for {columns} is empty. Maybe the lookup should be optional.";
        }

        return $"'{join.Source}' has no row with {columns} = {JoinTable.Shown(values)}. Maybe that file is older than this one.";
    }

    private bool Failed(string alias)
    {
        for (var i = 0; i < _failed.Length; i++)
        {
            if (_failed[i] && Block.Joins[i].Alias == alias)
                return true;
        }

        return false;
    }

    private void Compute()
    {
        _used = 0;
        foreach (var (target, compiled, type) in _computed)
        {
            var value = compiled(_row!).For(type);
            if (value.IsError)
            {
                _faults.Add(new RowFault(Checks.RowProblemCode.ExpressionFailed, Table.Columns[target].Name, null, $"{Table.Columns[target].Name} cannot be computed: {value}"));
                value = MappingValue.Empty;
            }

            var start = _used;
            if (value.Kind == MappingValueKind.Number)
            {
                Reserve(32);
                _ = value.Number.TryFormat(_buffer.AsSpan(_used), out var written, "R", CultureInfo.InvariantCulture);
                _used += written;
            }
            else if (!value.IsEmpty)
            {
                var text = value.ToString();
                Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
                _used += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_used));
            }

            _spans[target] = (start, _used - start);
        }
    }

    private void Reserve(int bytes)
    {
        if (_buffer.Length - _used < bytes)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _used + bytes));
    }

    private bool IsNew()
    {
        _scratch.Clear();
        for (var column = 0; column < _direct.Length; column++)
        {
            if (_constants[column] is not null)
                continue;
            var value = ValueParser.Trim(Value(column));
            _scratch.Append((char)value.Length);
            foreach (var b in value)
                _scratch.Append((char)b);
        }

        if (_seen!.Count >= _limits.RowsInMemory)
            throw new ImportFormatException($"{Block.Path} gives over {_limits.RowsInMemory} distinct rows. Maybe leave \"distinct\" out.", Header.File, Line);
        Span<char> small = stackalloc char[256];
        if (_scratch.Length > small.Length)
            return _seen.Add(_scratch.ToString());
        _scratch.CopyTo(0, small, _scratch.Length);
        return _seen.GetAlternateLookup<ReadOnlySpan<char>>().Add(small[.._scratch.Length]);
    }

    private CompiledExpression Compile(ColumnMapping column)
    {
        var value = ExpressionCompiler.Compile(column.Value, _scope);
        var fallback = column.Fallback is null ? null : ExpressionCompiler.Compile(column.Fallback, _scope);
        if (column.Words is { } words)
        {
            var inner = value;
            value = row => ExpressionCompiler.Translate(inner(row), words, column.Path + ".values", fallback, row);
        }
        else if (fallback is not null)
        {
            var inner = value;
            value = row => inner(row) is { IsEmpty: false } given ? given : fallback(row);
        }

        if (column.Factor != 1)
        {
            var inner = value;
            value = row => inner(row).AsNumber() is var number && number.Kind == MappingValueKind.Number ? MappingValue.OfNumber(number.Number * column.Factor) : number;
        }

        return value;
    }
}
