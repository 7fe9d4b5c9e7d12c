using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Concord.Planning.Data;
using Concord.Planning.Data.Mappings;
using Concord.Storage.Data.Sources;
using Xunit;

namespace Concord.Tests.Storage.Sources;

/// <summary>The mapping of samples/adventureworks over the real extract, against counts taken from the raw files by other means.</summary>
public sealed class AdventureWorksTests
{
    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../.."));

    private static string Folder =>
        Path.Combine(Environment.GetEnvironmentVariable("CONCORD_SHARED") is { Length: > 0 } given ? given : Path.Combine(Root(), "..", "shared"), "data", "adventureworks");

    private static MappingRun Open(Dictionary<string, string>? parameters = null)
    {
        if (!Directory.Exists(Folder))
            Assert.Skip($"The extract is not at {Folder}.");
        return MappingRun.Open(
            MappingReader.Read(File.ReadAllText(Path.Combine(Root(), "samples", "adventureworks", "mapping.json"))),
            [.. SourceFile.FromFolder(Folder).Where(f => f.Name.EndsWith(".csv", StringComparison.Ordinal))], parameters);
    }

    /// <summary>A raw file, split without the code under test: quotes only guard commas in this extract.</summary>
    private static List<Dictionary<string, string>> Raw(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, file)).Where(l => l.Length > 0).ToList();
        var header = Split(lines[0]);
        return [.. lines.Skip(1).Select(l => header.Zip(Split(l)).ToDictionary(p => p.First, p => p.Second))];

        static List<string> Split(string line)
        {
            var cells = new List<string>();
            var cell = new StringBuilder();
            var quoted = false;
            foreach (var c in line.TrimStart('\uFEFF'))
            {
                if (c == '"')
                    quoted = !quoted;
                else if (c == ',' && !quoted)
                {
                    cells.Add(cell.ToString());
                    cell.Clear();
                }
                else
                    cell.Append(c);
            }

            return [.. cells, cell.ToString()];
        }
    }

    private static List<Dictionary<string, string>> Rows(MappingRun run, string table)
    {
        var rows = new List<Dictionary<string, string>>();
        foreach (var source in run.Sources.Where(s => s.Table.Name == table))
        {
            while (source.Read())
            {
                Assert.Empty(source.Faults);
                rows.Add(source.Table.Columns.Where(c => source.Delivers(c.Index)).ToDictionary(c => c.Name, c => Encoding.UTF8.GetString(source.Value(c.Index))));
            }
        }

        return rows;
    }

    [Fact]
    public void EveryTableHasTheRowsTheRawFilesHave()
    {
        using var run = Open();
        var products = Raw("Product.csv");
        var priced = Raw("ProductListPriceHistory.csv").Select(r => r["ProductID"]).ToHashSet();
        var costed = Raw("ProductCostHistory.csv").Select(r => r["ProductID"]).ToHashSet();
        var workCentres = Raw("Location.csv").Count(r => Number(r["CostRate"]) > 0);
        var expected = new Dictionary<string, int>
        {
            ["units"] = Raw("UnitMeasure.csv").Count,
            ["unit_conversions"] = Raw("UnitMeasure.csv").Count(r => r["UnitMeasureCode"] is "DZ" or "GAL" or "KG" or "LB" or "M" or "IN" or "L"),
            ["items"] = products.Count,
            ["item_attributes"] = products.Sum(r => new[] { r["Color"], r["Size"], r["Class"], r["Style"] }.Count(v => v.Length > 0)),
            ["locations"] = 1,
            ["customers"] = Raw("SalesTerritory.csv").Count,
            ["item_locations"] = products.Count,
            ["resources"] = workCentres,
            ["capacity_calendars"] = workCentres,
            ["routings"] = Raw("RoutingDerived.csv").Count,
            ["bills_of_material"] = Raw("BillOfMaterials.csv").Count(r => r["ProductAssemblyID"].Length > 0),
            ["suppliers"] = Raw("Vendor.csv").Count,
            ["supplier_items"] = Raw("ProductVendor.csv").Count,
            ["stock"] = Raw("ProductInventory.csv").Count,
            ["purchase_orders"] = Raw("PurchaseOrderDetail.csv").Count,
            ["sales_history"] = Raw("SalesOrderLine.csv").Count,
            ["demand_events"] = Raw("SpecialOffer.csv").Count(r => r["Type"] != "No Discount"),
            ["prices"] = Raw("ProductListPriceHistory.csv").Count + products.Count(r => Number(r["ListPrice"]) > 0 && !priced.Contains(r["ProductID"])),
            ["standard_costs"] = Raw("ProductCostHistory.csv").Count + products.Count(r => Number(r["StandardCost"]) > 0 && !costed.Contains(r["ProductID"])),
        };
        Assert.Equal((504, 2679 - 103, 56_046), (expected["items"], expected["bills_of_material"], expected["sales_history"]));

        var found = run.Sources.Select(s => s.Table.Name).Distinct().ToDictionary(t => t, t => Rows(run, t).Count);
        Assert.Equal(expected.OrderBy(e => e.Key, StringComparer.Ordinal), found.OrderBy(e => e.Key, StringComparer.Ordinal));
        Assert.DoesNotContain(run.Findings, f => f.Severity != Severity.Info);
        Assert.Equal(10, run.Assumptions.Count);
    }

    [Fact]
    public void ReferencesComeBeforeWhatRefersToThem()
    {
        using var run = Open();
        var order = DataModel.Tables.Select(t => t.Name).ToList();
        var places = run.Sources.Select(s => order.IndexOf(s.Table.Name)).ToList();
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void ItemsCarryWhatWasJoinedConvertedAndDerived()
    {
        using var run = Open();
        var items = Rows(run, "items").ToDictionary(r => r["item"]);
        var bike = items["BK-R93R-48"];
        Assert.Equal(("Bikes", "Road Bikes", "Road", "finished_good", "make", "EA", "end_of_life"),
            (bike["category"], bike["family"], bike["brand"], bike["type"], bike["source"], bike["unit"], bike["stage"]));
        Assert.Equal("2023-05-29 00:00:00.000", bike["end_of_life_date"]);
        foreach (var product in Raw("Product.csv").Where(p => p["Weight"].Length > 0))
        {
            var kilograms = Number(product["Weight"]) * (product["WeightUnitMeasureCode"] == "LB" ? 0.45359237 : 0.001);
            Assert.Equal(kilograms, Number(items[product["ProductNumber"]]["weight_kg"]), 0.000001);
        }

        var part = items["AR-5381"];
        Assert.Equal(("Parts", "Bought parts", "component", "buy", ""), (part["category"], part["family"], part["type"], part["source"], part["weight_kg"]));
        var paint = Raw("Product.csv").First(p => p["Name"] == "Paint - Black")["ProductNumber"];
        Assert.Equal("OZ", items[paint]["unit"]);
    }

    [Fact]
    public void QuantitiesAndMoneyAddUpToTheRawFiles()
    {
        using var run = Open(new Dictionary<string, string> { ["currency"] = "EUR" });
        var purchases = Rows(run, "purchase_orders");
        Assert.Equal(Raw("PurchaseOrderDetail.csv").Sum(r => Number(r["OrderQty"]) * Number(r["UnitPrice"])), purchases.Sum(r => Number(r["quantity"]) * Number(r["price"])), 0.01);
        Assert.All(purchases, r => Assert.Equal("EUR", r["currency"]));
        var cancelled = Raw("PurchaseOrderHeader.csv").Where(r => r["Status"] == "3").Select(r => r["PurchaseOrderID"]).ToHashSet();
        Assert.Equal(Raw("PurchaseOrderDetail.csv").Count(r => cancelled.Contains(r["PurchaseOrderID"])), purchases.Count(r => r["status"] == "cancelled"));
        Assert.Equal(Raw("ProductInventory.csv").Sum(r => Number(r["Quantity"])), Rows(run, "stock").Sum(r => Number(r["quantity"])));
        var sales = Rows(run, "sales_history");
        Assert.Equal(Raw("SalesOrderLine.csv").Sum(r => Number(r["OrderQty"])), sales.Sum(r => Number(r["quantity"])));
        Assert.Equal(Raw("SalesOrderLine.csv").Count(r => r["TerritoryID"] == "9"), sales.Count(r => r["customer"] == "INTERNET-9"));
        Assert.Equal(Raw("Location.csv").Sum(r => Number(r["Availability"])), 5 * Rows(run, "capacity_calendars").Sum(r => Number(r["hours_per_day"])), 1e-9);
        Assert.Equal("-40", Rows(run, "demand_events").Single(r => r["event"] == "OFFER-16")["price_change_percent"]);
    }

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
