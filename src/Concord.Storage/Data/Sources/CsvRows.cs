using System.Text;
using Concord.Planning.Data;
using Concord.Planning.Data.Mappings;
using CsvHelper;

namespace Concord.Storage.Data.Sources;

/// <summary>The records of a text file. Cells are spans of the read buffer: nothing is allocated per record.</summary>
public sealed class CsvRows : ForeignRows
{
    private readonly Stream _stream;
    private readonly CsvReader _csv;
    private readonly long _bytes;
    private readonly bool _trim;
    private readonly string[] _headers;
    private CsvMalformedReason? _broken;

    /// <summary>Opens a text file and reads its header.</summary>
    /// <param name="encoding">As named by the format, or as found out before.</param>
    /// <param name="parser">For the format's values.</param>
    /// <exception cref="ImportFormatException">It has no header row, or too many columns.</exception>
    public CsvRows(SourceFile file, SourceFormat format, Encoding encoding, ValueParser parser, int headerRow, ImportLimits limits)
    {
        File = file.Name;
        Parser = parser;
        _trim = format.Trim;
        _stream = file.OpenWithin(limits);
        _bytes = _stream.CanSeek ? Math.Max(1, _stream.Length) : 0;
        try
        {
            _csv = CsvReader.Create(_stream, new CsvReaderOptions
            {
                HasHeader = false,
                Separator = format.Delimiter,
                Mode = format.Quote is null ? CsvMode.NoEscape : CsvMode.Rfc4180,
                Quote = format.Quote ?? '"',
                Encoding = encoding is UTF8Encoding ? null : encoding,
                TrackLineNumbers = true,
                MaxRecordSize = limits.RecordBytes,
                OnMalformedRecord = context => _broken = context.Reason == CsvMalformedReason.UnterminatedQuote ? context.Reason : _broken,
            });
            _headers = ReadHeader(headerRow, limits);
        }
        catch
        {
            _csv?.Dispose();
            _stream.Dispose();
            throw;
        }
    }

    public override string File { get; }

    public override IReadOnlyList<string> Headers => _headers;

    public override ValueParser Parser { get; }

    public override bool Typed => false;

    public override int Line => (int)Math.Min(int.MaxValue, _csv.LineNumber);

    public override double Progress => _bytes == 0 ? 0 : Math.Min(1, (double)_stream.Position / _bytes);

    public override int SurplusValues
    {
        get
        {
            var surplus = 0;
            for (var i = _headers.Length; i < _csv.FieldCount; i++)
                surplus += _csv.GetSpan(i).IsEmpty ? 0 : 1;
            return surplus;
        }
    }

    public override bool Read()
    {
        try
        {
            if (!_csv.Read())
                return false;
        }
        catch (CsvFormatException error)
        {
            throw new ImportFormatException(
                $"{File}, line {Math.Max(error.LineNumber, 1)}: the record cannot be read: {error.Message} Maybe a quote is not closed, or the delimiter is wrong.", File, (int)error.LineNumber, error);
        }

        return _broken is null
            ? true
            : throw new ImportFormatException($"{File}, line {Line}: a quote that opens there is never closed. Maybe it belongs to the text (an inch sign) and should be doubled, or \"quote\" is none.", File, Line);
    }

    public override ReadOnlySpan<byte> Text(int column) => column < _csv.FieldCount ? _csv.GetSpan(column) : default;

    public override MappingValue Value(int column)
    {
        var text = Text(column);
        return MappingValue.OfText(Encoding.UTF8.GetString(_trim ? ValueParser.Trim(text) : text), Parser);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _csv.Dispose();
        base.Dispose(disposing);
    }

    private string[] ReadHeader(int headerRow, ImportLimits limits)
    {
        do
        {
            if (!Read())
            {
                throw new ImportFormatException(_stream.CanSeek && _stream.Length == 0
                    ? $"{File} is empty. Maybe the export failed, or the upload was cut off."
                    : $"{File} has no header in row {headerRow}. Maybe it has fewer rows than that.", File);
            }
        }
        while (Line < headerRow);
        if (_csv.FieldCount > limits.Columns)
            throw new ImportFormatException($"{File} has {_csv.FieldCount} columns, over the limit of {limits.Columns}. Maybe the delimiter is wrong.", File, Line);
        var headers = new string[_csv.FieldCount];
        for (var i = 0; i < headers.Length; i++)
            headers[i] = Encoding.UTF8.GetString(ValueParser.Trim(_csv.GetSpan(i))).TrimStart('\uFEFF');
        return headers;
    }
}
