using Concord.Planning.Data;

namespace Concord.Storage.Demo;

/// <summary>Routings, changeovers and bills of material as rows.</summary>
internal static class DemoRoutings
{
    public static IEnumerable<Routing> Routings(DemoProducts products, DemoProduction production)
    {
        foreach (var item in products.Items)
        {
            if (!item.Made)
                continue;
            var line = item.Family.Template.Line!;
            var hours = production.ItemHours[item.Index];
            var labour = production.ItemLabour[item.Index];
            foreach (var row in Final(item, DemoNetwork.Plants[item.Plant], "1", line, hours, labour, 1))
                yield return row;
            // Ways out of the season's bottlenecks, slower than the line itself.
            if (line == "P1-ASM1" && item.Rank % 2 == 0)
            {
                foreach (var row in Final(item, "P1", "2", "P1-ASM2", hours * 1.25, labour * 1.15, 2))
                    yield return row;
            }

            if (line == "P2-FILL" && item.Rank % 3 == 0)
            {
                foreach (var row in Final(item, "P2", "2", "P2-ASM3", hours * 1.6, labour * 1.4, 2))
                    yield return row;
            }

            if (item.Family.Template.Code == "SPA" && item.Rank < 4)
            {
                foreach (var row in Final(item, "P1", "1", "P1-ASM2", hours * 1.3, labour * 1.1, 2))
                    yield return row;
            }
        }

        foreach (var part in products.Parts)
        {
            if (part.Level < 3)
            {
                yield return new Routing
                {
                    Item = new(part.Id),
                    Location = new(DemoNetwork.Plants[part.Family!.Template.Plant]),
                    Alternate = "1",
                    Operation = 10,
                    Resource = new(part.Resource!),
                    HoursPerUnit = production.PartHours[part.Index],
                    SetupHours = DemoProduction.Setup(production.PartHours[part.Index], part.Batch),
                    Yield = part.Yield,
                    BatchSize = part.Batch,
                    LeadTime = part.Level == 1 ? 2 : 3,
                    Priority = 1,
                };
            }
        }

        IEnumerable<Routing> Final(DemoItem item, string plant, string alternate, string line, double hours, double labour, int priority)
        {
            for (var machine = 1; machine >= 0; machine--)
            {
                yield return new Routing
                {
                    Item = new(item.Id),
                    Location = new(plant),
                    Alternate = alternate,
                    Operation = 10,
                    Resource = new(machine == 1 ? line : DemoProduction.LabourPool(plant == "P1" ? 0 : 1)),
                    HoursPerUnit = Math.Round(machine == 1 ? hours : labour, 7, MidpointRounding.AwayFromZero),
                    SetupHours = machine == 1 ? DemoProduction.Setup(hours, item.Batch) : null,
                    ChangeoverGroup = machine == 1 ? item.Family.Code : null,
                    Yield = DemoProduction.ItemYield,
                    BatchSize = item.Batch,
                    LeadTime = 6,
                    Priority = priority,
                };
            }
        }
    }

    public static IEnumerable<Changeover> Changeovers(DemoOptions options, DemoProducts products)
    {
        var random = new DemoRandom(options.Seed, "changeovers");
        foreach (var line in products.Families.Where(f => f.Template.Line is not null).GroupBy(f => f.Template.Line!))
        {
            var families = line.ToArray();
            foreach (var from in families)
            {
                foreach (var to in families)
                {
                    if (from != to)
                    {
                        var hours = Math.Round(random.Between(.4, 1.6) + (from.Template.Bulk ? .6 : 0), 2, MidpointRounding.AwayFromZero);
                        yield return new Changeover { Resource = new(line.Key), From = from.Code, To = to.Code, Hours = hours, Cost = Math.Round(hours * 60) };
                    }
                }
            }
        }
    }

    /// <summary>
    /// Bills as rows. Steel bodies may also be pressed from recycled steel (bill "2"); from the second quarter after the cut-off on, two families get a
    /// second kit in place of one of the first (validity dates).
    /// </summary>
    public static IEnumerable<BillOfMaterialLine> Bills(DemoProducts products, DemoCalendar calendar)
    {
        var change = calendar.MonthStart(DemoCalendar.HistoryMonths + 5);
        foreach (var item in products.Items)
        {
            foreach (var line in item.Bill)
            {
                var part = products.Parts[line.Part];
                var changes = item.Family.Index is 0 or 14 && item.Rank < 3 && part.Id.EndsWith("-K1", StringComparison.Ordinal);
                yield return Row(item.Id, part, "1", line, null, changes ? change.AddDays(-1) : null);
                if (changes)
                    yield return Row(item.Id, part, "1", line with { Quantity = line.Quantity + 1 }, change, null);
            }
        }

        var recycled = Array.Find(products.Parts, p => p.Id == "RM-RECYC")!;
        foreach (var part in products.Parts)
        {
            foreach (var line in part.Bill)
                yield return Row(part.Id, products.Parts[line.Part], "1", line, null, null);
            if (part.Bill is [var only] && products.Parts[only.Part].Id == "RM-STEEL")
                yield return Row(part.Id, recycled, "2", only with { Scrap = .05 }, null, null);
        }

        static BillOfMaterialLine Row(string parent, DemoPart part, string bill, BillLine line, DateOnly? from, DateOnly? to) => new()
        {
            Item = new(parent), Component = new(part.Id), Alternate = bill, ValidFrom = from, ValidTo = to, Quantity = line.Quantity, Scrap = line.Scrap,
        };
    }
}
