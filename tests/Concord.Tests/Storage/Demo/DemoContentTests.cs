using System.Globalization;
using Concord.Planning.Data;
using Concord.Storage.Demo;

namespace Concord.Tests.Storage.Demo;

[Collection(nameof(DemoFiles))]
public sealed class DemoContentTests(DemoFiles files)
{
    [Fact]
    public void Every_table_has_a_file_with_its_columns_and_rows()
    {
        foreach (var table in DataModel.Tables)
        {
            Assert.Equal(table.Columns.Select(c => c.Name), files[table.Name].Header);
            Assert.NotEmpty(files[table.Name].Rows);
            Assert.Equal(files[table.Name].Rows.Count, files.Summary.Rows.Single(r => r.Table == table.Name).Rows);
        }
    }

    [Fact]
    public void The_company_has_the_size_it_promises()
    {
        var items = files["items"].Rows;
        var finished = items.Where(i => i["type"] == "finished_good").ToList();
        Assert.Equal(240, finished.Count);
        Assert.Equal(24, finished.Select(i => i["family"]).Distinct().Count());
        Assert.Equal(
            ["component", "finished_good", "packaging", "raw_material", "semi_finished"], items.Select(i => i["type"]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(2, files["locations"].Rows.Count(l => l["type"] == "plant"));
        Assert.Equal(3, files["locations"].Rows.Count(l => l["type"] == "warehouse"));
        var customers = files["customers"].Rows;
        Assert.InRange(customers.Count, 40, 60);
        Assert.Equal(4, customers.Select(c => c["channel"]).Distinct().Count());
        Assert.Equal(3, customers.Select(c => c["region"]).Distinct().Count());
        Assert.Equal(["EUR", "GBP"], customers.Select(c => c["currency"]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(10, files["resources"].Rows.Select(r => r["resource"]).Intersect(files["capacity_calendars"].Rows.Select(c => c["resource"])).Count());
        Assert.Equal(2, files["resources"].Rows.Count(r => r["type"] == "labour" && r.Number("headcount") > 1));
        Assert.InRange(files["sales_history"].Rows.Count, 150_000, 250_000);
        Assert.Equal(
            Enum.GetNames<DemandEventKind>().Select(ChoiceWords.Spell).Order(StringComparer.Ordinal), files["demand_events"].Rows.Select(e => e["kind"]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            Enum.GetNames<SupplyEventKind>().Select(ChoiceWords.Spell).Order(StringComparer.Ordinal), files["supply_events"].Rows.Select(e => e["kind"]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            Enum.GetNames<RestrictionKind>().Select(ChoiceWords.Spell).Order(StringComparer.Ordinal), files["restrictions"].Rows.Select(e => e["kind"]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(2, files["indicators"].Rows.Select(i => i["indicator"]).Distinct().Count());
        Assert.Equal(["crm", "customer C00001"], files["imported_forecasts"].Rows.Select(f => f["source"]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_cell_is_of_its_type_and_range_but_for_the_planted_date()
    {
        var wrong = new List<string>();
        foreach (var table in DataModel.Tables)
        {
            foreach (var row in files[table.Name].Rows)
            {
                foreach (var column in table.Columns)
                {
                    if (!Accepts(column, row.Values[column.Index]))
                        wrong.Add($"{table.Name}.{column.Name}: {row.Values[column.Index]}");
                }
            }
        }

        Assert.Equal([$"sales_history.order_date: {files["sales_history"].Rows.Single(r => r["order"] == "S99000005")["order_date"]}"], wrong);
    }

    [Fact]
    public void Keys_are_unique_but_for_the_planted_line()
    {
        foreach (var table in DataModel.Tables)
        {
            var twice = files[table.Name].Rows.GroupBy(r => string.Join(" / ", table.Key.Select(c => r.Values[c.Index]))).Where(g => g.Count() > 1).Select(g => g.Key).ToArray();
            Assert.Equal(table.Name == "sales_history" ? ["S00000001 / 1"] : [], twice);
        }
    }

    [Fact]
    public void References_resolve_but_for_the_planted_item()
    {
        var unknown = new List<string>();
        foreach (var table in DataModel.Tables)
        {
            foreach (var column in table.Columns.Where(c => c.References is not null))
            {
                var target = DataModel.Table(column.References!);
                var known = files[target.Name].Rows.Select(r => r.Values[target.Key[0].Index]).ToHashSet();
                unknown.AddRange(files[table.Name].Rows.Select(r => r.Values[column.Index]).Where(v => v.Length > 0 && !known.Contains(v)).Select(v => $"{table.Name}.{column.Name} {v}"));
            }
        }

        Assert.Equal(["sales_history.item MOW-99X"], unknown);
    }

    [Fact]
    public void Each_planted_fault_is_in_the_data()
    {
        var asOf = files.Options.AsOf;
        var items = files.ByKey("items", "item");
        var history = files["sales_history"].Rows;
        foreach (var fault in DemoCompany.PlantedFaults)
        {
            var line = history.FirstOrDefault(r => $"{r["order"]} / {r["line"]}" == fault.Entity)!;
            Assert.True(
                fault.Kind switch
                {
                    "unknown item" => !items.ContainsKey(line["item"]),
                    "duplicate order line" => history.Where(r => $"{r["order"]} / {r["line"]}" == fault.Entity).Select(r => r["quantity"]).Distinct().Count() == 2,
                    "missing cost" or "missing price" => items.ContainsKey(fault.Entity) && !files[fault.Table].Rows.Any(r => r["item"] == fault.Entity),
                    "negative lead time" => LeadTime(fault) == -5,
                    "missing lead time" => LeadTime(fault) is null,
                    "bill of material cycle" => Contains("OLD-A1", "OLD-A2") && Contains("OLD-A2", "OLD-A1"),
                    "resource without calendar" => !files["capacity_calendars"].Rows.Any(r => r["resource"] == fault.Entity) && !files["routings"].Rows.Any(r => r["resource"] == fault.Entity),
                    "sold after end of life" => line.Date("order_date") > items[line["item"]].Date("end_of_life_date"),
                    "unit without conversion" => !files["unit_conversions"].Rows.Any(r => r["item"] == line["item"] && (r["from_unit"] == line["unit"] || r["to_unit"] == line["unit"])),
                    "outlier" => line.Number("quantity") > 50 * files.Demand.Where(d => d.Item == line["item"]).Average(d => d.Quantity),
                    "history gap" => LongestGap(fault.Entity) >= 84,
                    "negative stock" => files["stock"].Rows.Single(r => $"{r["item"]} / {r["location"]} / {r["lot"]} / {r["status"]}" == fault.Entity).Number("quantity") < 0,
                    "date in another format" => !DateOnly.TryParseExact(line["order_date"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
                    "fact after the cut-off" => line.Date("order_date") > asOf,
                    _ => false,
                },
                $"{fault.Kind}: {fault.Entity}");
        }

        // Nobody else shares these faults, so a check that finds them finds only them.
        Assert.Single(items.Values.Where(i => i["type"] == "finished_good"), i => !files["standard_costs"].Rows.Any(c => c["item"] == i["item"]));
        Assert.Single(files["stock"].Rows, s => s.Number("quantity") < 0);
        Assert.Equal(2, files["supplier_items"].Rows.Count(s => s.NumberOrNull("lead_time_days") is null or < 0));

        double? LeadTime(PlantedFault fault) => files["supplier_items"].Rows.Single(r => $"{r["supplier"]} / {r["item"]} / {r["location"]}" == fault.Entity).NumberOrNull("lead_time_days");
        bool Contains(string parent, string component) => files["bills_of_material"].Rows.Any(r => r["item"] == parent && r["component"] == component);
        int LongestGap(string item)
        {
            var days = files.Demand.Where(d => d.Item == item).Select(d => d.Ordered.DayNumber).Distinct().Order().ToArray();
            return days.Zip(days.Skip(1), (a, b) => b - a).Max();
        }
    }

    private static bool Accepts(ColumnDefinition column, string text)
    {
        if (text.Length == 0)
            return !column.Required || column.Default is not null;
        return column.Type switch
        {
            ColumnType.Number or ColumnType.Integer => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                && number >= column.Min && number <= column.Max && (column.Type == ColumnType.Number || number == Math.Floor(number)),
            ColumnType.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            ColumnType.Boolean => text is "true" or "false",
            ColumnType.Choice => column.Choices.Contains(text),
            _ => text == text.Trim(),
        };
    }
}
