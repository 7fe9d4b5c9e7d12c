using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Concord.Planning.Data;
using Concord.Storage.Demo;
using CsvHelper;

namespace Concord.Tests.Storage.Demo;

/// <summary>The files of one demo company, written once for all tests that only read them.</summary>
public sealed class DemoFiles : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<DemoTable>> _tables = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyList<DemandLine>> _demand;
    private readonly Lazy<Dictionary<string, double>> _caseSizes;

    public DemoFiles()
        : this(new DemoOptions(7))
    {
    }

    internal DemoFiles(DemoOptions options)
    {
        Options = options;
        Folder = Directory.CreateTempSubdirectory("concord-demo-").FullName;
        Summary = DemoCompany.Write(options, Folder);
        _caseSizes = new(() => this["unit_conversions"].Rows.Where(r => r["from_unit"] == "CS").ToDictionary(r => r["item"], r => r.Number("factor")));
        _demand = new(() => [.. this["sales_history"].Rows.Where(r => !IsPlanted(r)).Select(r => DemandLine.Of(this, r))]);
    }

    public string Folder { get; }

    public DemoOptions Options { get; }

    public DemoSummary Summary { get; }

    public DemoTable this[string table] => _tables.GetOrAdd(table, name => new(() => DemoTable.Read(Path.Combine(Folder, name + ".csv"), DataModel.Table(name)))).Value;

    /// <summary>The order lines without the planted ones, in base units.</summary>
    internal IReadOnlyList<DemandLine> Demand => _demand.Value;

    /// <summary>Units per case by item.</summary>
    internal Dictionary<string, double> CaseSizes => _caseSizes.Value;

    public DateOnly Start => Options.AsOf.AddDays(1).AddMonths(-48);

    public Dictionary<string, DemoRow> ByKey(string table, string key) => this[table].Rows.ToDictionary(r => r[key]);

    /// <summary>True for the sales lines the generator added as faults.</summary>
    public static bool IsPlanted(DemoRow row) =>
        row["order"].StartsWith("S99", StringComparison.Ordinal) || (row["order"] == "S00000001" && row["line"] == "1" && row["quantity"] == "77");

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

[CollectionDefinition(nameof(DemoFiles))]
public sealed class DemoCollection : ICollectionFixture<DemoFiles>;

/// <summary>A table of the demo as text.</summary>
public sealed record DemoTable(TableDefinition Definition, IReadOnlyList<string> Header, IReadOnlyList<DemoRow> Rows)
{
    internal static DemoTable Read(string path, TableDefinition definition)
    {
        using var stream = File.OpenRead(path);
        using var csv = CsvReader.Create(stream, new CsvReaderOptions { HasHeader = false });
        string[] header = [];
        string[] previous = [];
        Dictionary<string, int> columns = [];
        var rows = new List<DemoRow>();
        while (csv.Read())
        {
            var values = new string[csv.FieldCount];
            for (var i = 0; i < values.Length; i++)
            {
                var text = Encoding.UTF8.GetString(csv.GetSpan(i));
                values[i] = i < previous.Length && previous[i] == text ? previous[i] : text;
            }

            previous = values;
            if (header.Length == 0)
            {
                header = values;
                columns = header.Index().ToDictionary(h => h.Item, h => h.Index);
            }
            else
            {
                rows.Add(new DemoRow(columns, values));
            }
        }

        return new DemoTable(definition, header, rows);
    }
}

/// <summary>A row of a demo table as text; empty text is no value.</summary>
public sealed record DemoRow(IReadOnlyDictionary<string, int> Columns, IReadOnlyList<string> Values)
{
    public string this[string column] => Values[Columns[column]];

    public double Number(string column) => double.Parse(this[column], CultureInfo.InvariantCulture);

    public double? NumberOrNull(string column) => this[column].Length == 0 ? null : Number(column);

    public DateOnly Date(string column) => DateOnly.ParseExact(this[column], "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public DateOnly? DateOrNull(string column) => this[column].Length == 0 ? null : Date(column);
}

/// <summary>An order line in base units.</summary>
internal sealed record DemandLine(
    string Order, string Line, string Item, string Customer, string Location, DateOnly Ordered, DateOnly Due, DateOnly? Shipped, double Quantity, double ShippedQuantity)
{
    public static DemandLine Of(DemoFiles files, DemoRow row)
    {
        var factor = row["unit"].Length == 0 ? 1 : files.CaseSizes[row["item"]];
        return new DemandLine(
            row["order"], row["line"], row["item"], row["customer"], row["location"], row.Date("order_date"), row.Date("due_date"), row.DateOrNull("shipped_date"),
            row.Number("quantity") * factor, row.Number("shipped_quantity") * factor);
    }
}
