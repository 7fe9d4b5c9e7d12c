using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Concord.AppTests.Cli;

/// <summary>Whole cycles from the command line, judged by the files they leave behind.</summary>
public sealed class CycleRunTests : IDisposable
{
    /// <summary>One plant that sells what it makes of what it buys: enough for every stage, small enough to follow.</summary>
    private static readonly (string Name, string Text)[] Company =
    [
        ("units.csv", "unit,description\nEA,Each\n"),
        ("items.csv", "item,type,source,unit,category,family\nCHAIR,finished_good,make,EA,Seats,Chairs\nLEG,component,buy,EA,Parts,Legs\n"),
        ("locations.csv", "location,type,region,currency\nP1,plant,North,EUR\n"),
        ("customers.csv", "customer,channel,region,location,payment_days\nC1,Retail,North,P1,30\n"),
        ("suppliers.csv", "supplier,payment_days\nS1,14\n"),
        ("supplier_items.csv", "supplier,item,lead_time_days,minimum_order_quantity,order_multiple,price,currency\nS1,LEG,0,200,50,2,EUR\n"),
        ("bills_of_material.csv", "item,component,quantity\nCHAIR,LEG,4\n"),
        ("resources.csv", "resource,location,cost_per_hour,overtime_cost_per_hour,overtime_hours_per_week,currency\nLINE,P1,30,50,5,EUR\n"),
        ("capacity_calendars.csv", "resource,hours_per_day\nLINE,8\n"),
        ("routings.csv", "item,location,resource,hours_per_unit,lead_time_days\nCHAIR,P1,LINE,1,0\n"),
        ("stock.csv", "item,location,quantity,stock_date\nCHAIR,P1,60,2026-03-31\nLEG,P1,300,2026-03-31\n"),
        ("item_locations.csv", "item,location,safety_stock\nCHAIR,P1,20\n"),
        ("prices.csv", "item,price,currency\nCHAIR,80,EUR\n"),
        ("standard_costs.csv", "item,cost,variable_cost,currency\nCHAIR,40,35,EUR\nLEG,2,2,EUR\n"),
        ("budget.csv", $"family,month,quantity,revenue,cost,currency\n{string.Concat(Enumerable.Range(4, 6).Select(m => $"Chairs,2026-{m:00}-01,100,8000,4000,EUR\n"))}"),
        ("sales_history.csv", Sales()),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("concord-cycle-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void TheSameRunGivesTheSameBytesAndAnApprovedPlan()
    {
        var data = Files(Company);
        foreach (var name in (string[])["one", "two"])
        {
            var run = ConcordProgram.Run("cycle", "run", "--data", data, "--as-of", "2026-03-31", "--out", PathOf(name), "--horizon", "6");
            Assert.True(run.Code == 0, run.Err + run.Out);
        }

        Assert.Equal(Hashes("one"), Hashes("two"));
        var cycle = Json("one/cycle.json");
        Assert.Equal("approved", (string?)cycle["state"]);
        Assert.All(cycle["steps"]!.AsArray(), s => Assert.NotNull(s!["closedBy"]));
        Assert.Equal("approved", (string?)cycle["approvals"]![0]!["verdict"]);
        Assert.Equal(64, ((string)cycle["approvals"]![0]!["fingerprint"]!).Length);
        Assert.Equal(["ambitious", "cautious", "central"], Json("one/comparison.json")["plans"]!.AsArray().Select(p => (string)p!).Order(StringComparer.Ordinal));
        Assert.All(Directory.EnumerateFiles(PathOf("one"), "*.json", SearchOption.AllDirectories), f => Assert.DoesNotContain("\"NaN\"", File.ReadAllText(f), StringComparison.Ordinal));
        Assert.True(Json("one/release/checks.json")["passed"]!.GetValue<bool>());
    }

    [Fact]
    public void StockMoneyAndLoadOfThePlanAddUp()
    {
        var run = ConcordProgram.Run("cycle", "run", "--data", Files(Company), "--as-of", "2026-03-31", "--out", PathOf("out"), "--horizon", "6", "--level", "item");
        Assert.True(run.Code == 0, run.Err + run.Out);
        var supply = Table("out/central/supply_plan.csv");
        var demand = Table("out/central/demand_plan.csv");
        var purchase = Table("out/central/purchase_plan.csv");
        var capacity = Table("out/central/capacity_plan.csv");
        foreach (var (item, opening) in (List<(string, double)>)[("CHAIR", 60), ("LEG", 300)])
        {
            var stock = opening;
            foreach (var row in supply.Where(r => r["item"] == item))
            {
                var bucket = row["bucket"];
                stock += Number(row, "production") + purchase.Where(r => r["item"] == item && r["bucket"] == bucket).Sum(r => Number(r, "purchase"))
                    - Number(row, "dependent_demand") - demand.Where(r => r["item"] == item && r["bucket"] == bucket).Sum(r => Number(r, "constrained_demand"));
                Assert.Equal(stock, Number(row, "stock"), 3);
            }
        }

        foreach (var row in capacity)
        {
            var made = supply.Where(r => r["item"] == "CHAIR" && r["bucket"] == row["bucket"]).Sum(r => Number(r, "production"));
            Assert.Equal(made, Number(row, "load"), 3);
            Assert.Equal(Math.Round(30 * (Number(row, "load") - Number(row, "overtime")), 2), Number(row, "production_cost"), 2);
        }

        foreach (var row in Table("out/central/financial_plan.csv"))
        {
            var served = demand.Where(r => r["bucket"] == row["bucket"] && r["item"] == row["item"]).Sum(r => Number(r, "constrained_demand"));
            Assert.Equal(Math.Round(80 * served, 2), Number(row, "revenue"), 2);
        }

        // From the budget to the plan, bar by bar, to the cent.
        var bridge = Json("out/budget-bridge.json")["rows"]![0]!["margin"]!;
        decimal Bar(string name) => (decimal)bridge[name]!;
        Assert.Equal(24000m, Bar("budget"));
        Assert.Equal(Bar("plan"), Bar("budget") + Bar("volume") + Bar("mix") + Bar("price") + Bar("cost") + Bar("notBudgeted"));
        Assert.NotEmpty(Json("out/rough-load.json")["resources"]!.AsArray());

        // Legs come in lots: at least 200, then in fifties.
        Assert.All(purchase.Select(r => Number(r, "purchase")).Where(q => q > 0), q => Assert.True(q >= 200 && q % 50 == 0, $"{q}"));
    }

    [Fact]
    public void CyclesRollFromPlanOfRecordToPlanOfRecord()
    {
        // Nearly a month of lead time: hardly any of an order arrives in the month in which it is placed, and the frozen zone must not order a hundred times as much for that.
        var files = Company.Select(f => f.Name == "supplier_items.csv" ? (f.Name, f.Text.Replace("S1,LEG,0,", "S1,LEG,29,", StringComparison.Ordinal)) : f).ToList();
        var run = ConcordProgram.Run("cycle", "run", "--data", Files(files), "--as-of", "2026-03-31", "--cycles", "3", "--out", PathOf("out"), "--horizon", "6");
        Assert.True(run.Code == 0, run.Err + run.Out);
        foreach (var month in (string[])["2026-02", "2026-03", "2026-04"])
            Assert.Contains((string)Json($"out/{month}/cycle.json")["state"]!, (string[])["approved", "closed"]);
        Assert.All(Table("out/2026-04/central/purchase_plan.csv"), row => Assert.InRange(Number(row, "purchase"), 0, 2000));
        var waterfall = Json("out/2026-04/waterfall.json");
        foreach (var one in waterfall["waterfalls"]!.AsArray())
            Assert.Equal((decimal)one!["to"]! - (decimal)one["from"]!, one["bars"]!.AsArray().Sum(b => (decimal)b!["value"]!));

        // January was unknown to the first cycle and is known to the third: its accuracy at lag 1 is measured there.
        var accuracy = Json("out/2026-04/kpi.json")["rows"]![0]!["figures"]!.AsArray().First(f => (string?)f!["name"] == "forecast_accuracy" && (int)f["lag"]! == 1)!;
        Assert.NotNull(accuracy["value"]);
    }

    [Theory]
    [InlineData("sales_history.csv", "NO_SALES_HISTORY")]
    [InlineData("routings.csv", null)]
    [InlineData("capacity_calendars.csv", "NO_CAPACITY")]
    [InlineData("standard_costs.csv", null)]
    [InlineData("prices.csv", null)]
    [InlineData("supplier_items.csv", "NO_SOURCE")]
    [InlineData("stock.csv", null)]
    [InlineData("customers.csv", null)]
    public void WithoutATableTheRunSaysWhatIsMissing(string without, string? code)
    {
        var files = Company.Where(f => f.Name != without && !(without == "customers.csv" && f.Name == "sales_history.csv") && !(without == "sales_history.csv" && f.Name == "sales_history.csv"));
        var run = ConcordProgram.Run("cycle", "run", "--data", Files([.. files]), "--as-of", "2026-03-31", "--out", PathOf("out"), "--horizon", "6");
        Assert.True(run.Code == 0, run.Err + run.Out);
        var findings = File.ReadAllText(PathOf("out/central/findings.json"));
        if (code is not null)
            Assert.Contains($"\"{code}\"", findings, StringComparison.Ordinal);
        Assert.Contains("\"severity\"", findings, StringComparison.Ordinal);
        Assert.All(Directory.EnumerateFiles(PathOf("out"), "*.json", SearchOption.AllDirectories), f => Assert.DoesNotContain("\"NaN\"", File.ReadAllText(f), StringComparison.Ordinal));
    }

    [Fact]
    public void WrongInputIsRefusedBeforeAnythingIsDone()
    {
        var data = Files(Company);
        Assert.Equal(2, ConcordProgram.Run("cycle", "run", "--data", data, "--as-of", "31.3.2026", "--out", PathOf("out")).Code);
        Assert.Equal(2, ConcordProgram.Run("cycle", "run", "--data", PathOf("nothing"), "--as-of", "2026-03-31", "--out", PathOf("out")).Code);
        var full = ConcordProgram.Run("cycle", "run", "--data", data, "--as-of", "2026-03-31", "--out", data);
        Assert.Equal(2, full.Code);
        Assert.Contains("not empty", full.Err, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.EnumerateFiles(data, "items.csv"));
    }

    [Fact]
    public void ARealExtractBecomesAPlanOfRecord()
    {
        if (!Directory.Exists(Repository.SharedData))
            Assert.Skip("The data beside the repository are not here.");
        var run = ConcordProgram.Run(
            "cycle", "run", "--data", Path.Combine(Repository.SharedData, "adventureworks"), "--mapping", Path.Combine(Repository.Root, "samples", "adventureworks", "mapping.json"),
            "--as-of", "2025-02-28", "--out", PathOf("out"), "--horizon", "6");
        Assert.True(run.Code == 0, run.Err + run.Out);
        var figures = Json("out/kpi-after.json")["rows"]![0]!["figures"]!.AsArray();
        Assert.NotNull(figures.First(f => (string?)f!["name"] == "forecast_accuracy" && (int)f["lag"]! == 1)!["value"]);
        Assert.Contains("due_date", (string)figures.First(f => (string?)f!["name"] == "otif")!["notMeasurable"]!, StringComparison.Ordinal);
        Assert.Contains("WC-", File.ReadAllText(PathOf("out/report.md")), StringComparison.Ordinal);
        Assert.True(Json("out/release/checks.json")["passed"]!.GetValue<bool>());
    }

    private static string Sales()
    {
        var rows = "order,line,item,customer,order_date,due_date,shipped_date,quantity,shipped_quantity,price,currency\n";
        var order = 0;
        for (var month = new DateOnly(2024, 1, 1); month < new DateOnly(2026, 4, 1); month = month.AddMonths(1))
        {
            for (var week = 0; week < 4; week++)
            {
                var day = month.AddDays((7 * week) + 2);
                var quantity = 20 + (month.Month % 6) + week;
                rows += string.Create(CultureInfo.InvariantCulture, $"O{++order},1,CHAIR,C1,{day:yyyy-MM-dd},{day:yyyy-MM-dd},{day.AddDays(week == 3 ? 1 : 0):yyyy-MM-dd},{quantity},{quantity},80,EUR\n");
            }
        }

        return rows;
    }

    private string Files(IReadOnlyList<(string Name, string Text)> files)
    {
        var folder = Directory.CreateDirectory(PathOf("files")).FullName;
        foreach (var (name, text) in files)
            File.WriteAllText(Path.Combine(folder, name), text);
        return folder;
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    private JsonNode Json(string name) => JsonNode.Parse(File.ReadAllText(PathOf(name)))!;

    private List<string> Hashes(string name) => [.. Directory.EnumerateFiles(PathOf(name), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(f => $"{Path.GetRelativePath(PathOf(name), f)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f)))}")];

    private List<Dictionary<string, string>> Table(string name)
    {
        var lines = File.ReadAllLines(PathOf(name));
        var head = lines[0].Split(',');
        return [.. lines.Skip(1).Select(l => l.Split(',').Select((cell, i) => (head[i], cell)).ToDictionary(c => c.Item1, c => c.cell))];
    }

    private static double Number(Dictionary<string, string> row, string column) => row[column].Length == 0 ? 0 : double.Parse(row[column], CultureInfo.InvariantCulture);
}
