using System.Text;
using Concord.Planning.Data;
using Concord.Storage.Data;
using Concord.Storage.Data.Sources;

namespace Concord.Tests.Storage.Data;

/// <summary>A store in a folder of its own, gone at the end of the test, and short ways to import into it.</summary>
internal sealed class TestStore : IDisposable
{
    public TestStore()
    {
        Folder = Directory.CreateTempSubdirectory("concord-test-").FullName;
        Store = DataStore.Open(Folder, TimeProvider.System);
        Importer = new Importer(Store);
    }

    public string Folder { get; }

    public DataStore Store { get; private set; }

    public Importer Importer { get; private set; }

    /// <summary>Closes the store and opens it again, as a restart does.</summary>
    public void Reopen()
    {
        Store.Dispose();
        Store = DataStore.Open(Folder, TimeProvider.System);
        Importer = new Importer(Store);
    }

    /// <summary>Imports tables given as CSV-like text: "items: item,unit / A,EA / B,EA" (rows separated by " / ").</summary>
    public ImportInfo Import(params string[] tables) => Run(tables).Import;

    public ImportResult Run(params string[] tables) => Importer.Run(Request(tables), null, TestContext.Current.CancellationToken);

    public ImportRequest Request(params string[] tables)
    {
        var files = tables.Index().Select(t =>
        {
            var name = $"{t.Item[..t.Item.IndexOf(':', StringComparison.Ordinal)].TrimEnd('!')}.csv";
            var path = Path.Combine(Folder, $"{Guid.NewGuid():N}.csv");
            File.WriteAllText(path, t.Item);
            return SourceFile.FromPath(path, name);
        }).ToList();
        return new ImportRequest("test", "tester", "canonical", "", files, _ => new OpenedSources([.. tables.Select(t => new TextRows(t))], () => []));
    }

    /// <summary>All rows of a table as "a,b,c" of the given columns, sorted.</summary>
    public IReadOnlyList<string> Rows(string table, string columns, DateOnly? asOf = null) => Rows(Store.Live(asOf ?? DateOnly.MaxValue), table, columns);

    public static IReadOnlyList<string> Rows(Dataset dataset, string table, string columns)
    {
        var definition = DataModel.Table(table);
        var chosen = columns.Split(',').Select(definition.Column).ToList();
        return [.. dataset.Batches(definition)
            .SelectMany(b => Enumerable.Range(0, b.RowCount).Select(r => string.Join(',', chosen.Select(c => b.Cell(r, c)))))
            .Order(StringComparer.Ordinal)];
    }

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>Rows from a text "table: column,column / value,value / …"; "table!:" replaces the table.</summary>
internal sealed class TextRows : RowSource
{
    private readonly string[] _columns;
    private readonly string[][] _rows;
    private readonly int[] _position;
    private readonly bool _replaces;
    private int _row = -1;

    public TextRows(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = text[..colon];
        Table = DataModel.Table(name.TrimEnd('!'));
        _replaces = name.EndsWith('!');
        var lines = text[(colon + 1)..].Split(" / ", StringSplitOptions.TrimEntries);
        _columns = lines[0].Split(',', StringSplitOptions.TrimEntries);
        _rows = [.. lines.Skip(1).Select(l => l.Split(','))];
        _position = [.. Table.Columns.Select(c => Array.IndexOf(_columns, c.Name))];
        Assert.All(_columns, c => Table.Column(c));
    }

    public override TableDefinition Table { get; }

    public override string File => $"{Table.Name}.csv";

    public override ValueFormats Formats => ValueFormats.Canonical;

    public override double Progress => (double)_row / _rows.Length;

    public override int Line => _row + 2;

    public override bool Replaces => _replaces;

    public override bool Delivers(int column) => _position[column] >= 0;

    public override bool IsRaw(int column) => true;

    public override bool Read() => ++_row < _rows.Length;

    public override ReadOnlySpan<byte> Value(int column) =>
        _position[column] < 0 || _position[column] >= _rows[_row].Length ? default : Encoding.UTF8.GetBytes(_rows[_row][_position[column]]);
}
