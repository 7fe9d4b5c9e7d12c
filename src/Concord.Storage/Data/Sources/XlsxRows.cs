using System.Globalization;
using System.Text;
using System.Xml;
using Concord.Planning.Data;
using Concord.Planning.Data.Mappings;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Concord.Storage.Data.Sources;

/// <summary>
/// The rows of one sheet. Numbers, dates and booleans come as the typed values the cells hold; text is read by the source's formats where a number or date is
/// wanted. A formula counts as the value saved with it.
/// </summary>
public sealed class XlsxRows : ForeignRows
{
    private readonly Stream _stream;
    private readonly IExcelDataReader _reader;
    private readonly bool _trim;
    private readonly string[] _headers;
    private readonly IReadOnlyDictionary<(int Row, int Column), string> _broken;
    private byte[] _buffer = new byte[256];
    private int _row;

    /// <summary>Opens a sheet and reads its header. <see cref="WorkbookGuard"/> has looked at the file before.</summary>
    /// <param name="sheet">Null for the first.</param>
    /// <exception cref="ImportFormatException">No such sheet, no header row, or the workbook is damaged.</exception>
    public XlsxRows(SourceFile file, string? sheet, SourceFormat format, ValueParser parser, int headerRow, ImportLimits limits)
    {
        File = file.Name;
        Parser = parser;
        _trim = format.Trim;
        _stream = file.OpenWithin(limits);
        try
        {
            _reader = Open(_stream);
            var names = new List<string>();
            while (sheet is not null && !_reader.Name.Equals(sheet, StringComparison.OrdinalIgnoreCase))
            {
                names.Add(_reader.Name);
                if (!_reader.NextResult())
                    throw new ImportFormatException($"{File} has no sheet '{sheet}'.{NearestName.MaybeHint(sheet, names)}", File);
            }

            _headers = Guarded(() => ReadHeader(headerRow, limits));
            using var second = file.OpenWithin(limits);
            _broken = Guarded(() => BrokenCells.Of(second, _reader.Name));
        }
        catch
        {
            _reader?.Dispose();
            _stream.Dispose();
            throw;
        }
    }

    public override string File { get; }

    public override IReadOnlyList<string> Headers => _headers;

    public override ValueParser Parser { get; }

    public override bool Typed => true;

    public override int Line => _row;

    public override double Progress => _reader.RowCount <= 0 ? 0 : Math.Min(1, (double)_row / _reader.RowCount);

    public override int SurplusValues
    {
        get
        {
            var surplus = 0;
            for (var i = _headers.Length; i < _reader.FieldCount; i++)
                surplus += Value(i).IsEmpty ? 0 : 1;
            return surplus;
        }
    }

    /// <summary>The sheets of a workbook with their headers (row 1), hidden ones included.</summary>
    /// <exception cref="ImportFormatException">The workbook is damaged.</exception>
    public static IReadOnlyList<SourceHeaders> Sheets(SourceFile file, ImportLimits limits)
    {
        using var stream = file.OpenWithin(limits);
        using var reader = Open(stream);
        var sheets = new List<SourceHeaders>();
        try
        {
            do
            {
                var headers = reader.Read() ? HeaderCells(reader, file.Name, limits) : [];
                var hasRows = false;
                while (!hasRows && headers.Length > 0 && reader.Read())
                {
                    for (var i = 0; i < headers.Length && !hasRows; i++)
                        hasRows = i < reader.FieldCount && reader.GetValue(i) is not (null or "");
                }

                sheets.Add(new SourceHeaders(file.Name, reader.Name, headers, hasRows));
            }
            while (reader.NextResult());
        }
        catch (Exception error) when (IsDamage(error))
        {
            throw new ImportFormatException($"{file.Name} is a damaged workbook: {error.Message}", file.Name, 0, error);
        }

        return sheets;
    }

    public override bool Read() => Guarded(() =>
    {
        while (_reader.Read())
        {
            _row++;
            for (var i = 0; i < _reader.FieldCount; i++)
            {
                if (_reader.GetValue(i) is not (null or "") || _broken.ContainsKey((_row, i)))
                    return true;
            }
        }

        return false;
    });

    public override ReadOnlySpan<byte> Text(int column)
    {
        var text = Value(column).ToString();
        if (_buffer.Length < text.Length * 3)
            _buffer = new byte[text.Length * 3];
        return _buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, _buffer));
    }

    public override MappingValue Value(int column)
    {
        if (column >= _reader.FieldCount)
            return MappingValue.Empty;
        return _reader.GetValue(column) switch
        {
            null => _broken.TryGetValue((_row, column), out var problem) ? MappingValue.Error(problem) : MappingValue.Empty,
            string error when error is ['#', .., '!' or '?'] or "#N/A" => MappingValue.Error($"The cell holds the error {error}. Maybe the workbook's formula refers to something that is gone."),
            string text => MappingValue.OfText(_trim ? text.Trim() : text, Parser),
            double number => MappingValue.OfNumber(number),
            int number => MappingValue.OfNumber(number),
            bool truth => MappingValue.OfBoolean(truth),
            DateTime date => MappingValue.OfDay(DateOnly.FromDateTime(date).DayNumber),
            TimeSpan time => MappingValue.OfText(time.ToString("c", CultureInfo.InvariantCulture)),
            var other => MappingValue.OfText(Convert.ToString(other, CultureInfo.InvariantCulture), Parser),
        };
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _reader.Dispose();
            _stream.Dispose();
        }

        base.Dispose(disposing);
    }

    private static IExcelDataReader Open(Stream stream)
    {
        try
        {
            // The reader's configuration asks for code page 1252 whether it needs it or not. Registering twice does nothing.
            Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            return ExcelReaderFactory.CreateOpenXmlReader(stream);
        }
        catch (Exception error) when (IsDamage(error))
        {
            throw new ImportFormatException($"The workbook is damaged: {error.Message} Maybe it is another kind of file with the ending .xlsx.", null, 0, error);
        }
    }

    private static bool IsDamage(Exception error) =>
        error is ExcelReaderException or XmlException or InvalidDataException or FormatException or OverflowException or ArgumentException or NullReferenceException
            or InvalidOperationException or IndexOutOfRangeException or KeyNotFoundException;

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (IsDamage(error))
        {
            throw new ImportFormatException($"{File}, row {_row + 1}: the workbook is damaged: {error.Message}", File, _row + 1, error);
        }
    }

    private string[] ReadHeader(int headerRow, ImportLimits limits)
    {
        while (_row < headerRow)
        {
            if (!_reader.Read())
                throw new ImportFormatException($"{File}, sheet '{_reader.Name}', has no header in row {headerRow}. Maybe the sheet is empty.", File);
            _row++;
        }

        return HeaderCells(_reader, File, limits);
    }

    /// <summary>The header cells up to the last one that is not empty.</summary>
    private static string[] HeaderCells(IExcelDataReader reader, string file, ImportLimits limits)
    {
        var last = reader.FieldCount - 1;
        while (last >= 0 && reader.GetValue(last) is null or "")
            last--;
        if (last >= limits.Columns)
            throw new ImportFormatException($"{file}, sheet '{reader.Name}', has {last + 1} columns, over the limit of {limits.Columns}.", file);
        var headers = new string[last + 1];
        for (var i = 0; i < headers.Length; i++)
            headers[i] = Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)?.Trim() ?? "";
        return headers;
    }
}
