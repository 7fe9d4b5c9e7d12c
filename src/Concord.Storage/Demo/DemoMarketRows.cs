using Concord.Planning.Data;

namespace Concord.Storage.Demo;

/// <summary>Demand events, supply events, indicators and forecasts of others, as rows.</summary>
internal static class DemoMarketRows
{
    public static IEnumerable<DemandEvent> DemandEvents(DemoPlan plan)
    {
        var calendar = plan.Calendar;
        var number = 0;
        foreach (var promotion in plan.Events.Promotions)
        {
            var family = plan.Products.Families[promotion.Family];
            yield return new DemandEvent
            {
                Id = Next(),
                Kind = DemandEventKind.Promotion,
                Description = $"{family.Name} offer, {DemoNetwork.ChannelNames[promotion.Channel]}",
                Family = family.Name,
                Channel = DemoNetwork.ChannelNames[promotion.Channel],
                From = calendar.Date(promotion.FirstWeek * 7),
                To = calendar.Date((promotion.LastWeek * 7) + 6),
                EffectPercent = Math.Round(promotion.Uplift * 100),
                PriceChangePercent = -Math.Round(promotion.Discount * 100),
            };
        }

        foreach (var shift in plan.Events.Shifts)
        {
            yield return new DemandEvent
            {
                Id = Next(),
                Kind = shift.Kind,
                Description = shift.Text,
                Family = shift.Family < 0 ? null : plan.Products.Families[shift.Family].Name,
                Channel = shift.Channel < 0 ? null : DemoNetwork.ChannelNames[shift.Channel],
                Region = shift.Region < 0 ? null : DemoNetwork.RegionNames[shift.Region],
                From = calendar.Date(shift.FirstWeek * 7),
                To = shift.LastWeek == int.MaxValue ? null : calendar.Date((shift.LastWeek * 7) + 6),
                EffectPercent = Math.Round(shift.Effect * 100),
            };
        }

        var first = 0;
        foreach (var item in plan.Products.Items)
        {
            if (item.Rank == 0)
                first = item.Index;
            if (item.Life.LaunchWeek >= 0)
            {
                var related = item.Life.Cannibalises >= 0 ? item.Life.Cannibalises : item.Life.Replaces >= 0 ? item.Life.Replaces : item.Life.Resembles;
                yield return new DemandEvent
                {
                    Id = Next(),
                    Kind = DemandEventKind.Launch,
                    Description = $"Launch of {DemoProducts.Description(item)}",
                    Item = new(item.Id),
                    From = calendar.Date(item.Life.LaunchWeek * 7),
                    RelatedItem = related < 0 ? null : new(plan.Products.Items[first + related].Id),
                };
            }

            if (item.Life.EndWeek < int.MaxValue)
                yield return new DemandEvent { Id = Next(), Kind = DemandEventKind.EndOfLife, Description = $"End of {DemoProducts.Description(item)}", Item = new(item.Id), From = calendar.Date((item.Life.EndWeek * 7) + 6) };
        }

        for (var year = calendar.Start.Year + 1; year <= calendar.End.Year; year++)
        {
            var change = (plan.Finance.NetPrice(0, 0, false, year) / plan.Finance.NetPrice(0, 0, false, year - 1)) - 1;
            yield return new DemandEvent { Id = Next(), Kind = DemandEventKind.PriceChange, Description = $"Price list {year}", From = new DateOnly(year, 1, 1), PriceChangePercent = DemoMasterRows.Round(change * 100, 1) };
        }

        string Next() => $"D{++number:0000}";
    }

    public static IEnumerable<SupplyEvent> SupplyEvents(DemoPlan plan)
    {
        var number = 0;
        foreach (var stop in plan.Events.Stops)
        {
            var copper = stop.Resource is null && stop.Family is null;
            var bought = stop.Family is null ? null : Array.Find(plan.Products.Items, i => i.Family.Code == stop.Family)!;
            var source = bought is null ? null : bought.Made
                ? plan.Purchasing.PartSources[Array.Find(plan.Products.Parts, p => p.Id == $"{stop.Family}-B1")!.Index][0]
                : plan.Purchasing.ItemSources[bought.Index][0];
            yield return new SupplyEvent
            {
                Id = $"E{++number:00}",
                Kind = stop.Kind,
                Description = stop.Text,
                Supplier = source is null || stop.Kind == SupplyEventKind.TransportTrouble ? null : plan.Purchasing.Suppliers[source.Supplier].Id,
                Item = copper ? new("RM-COPPER") : source is null ? null : new(source.Item),
                Resource = stop.Resource is null ? null : new(stop.Resource),
                Location = stop.Resource is not null ? new(stop.Resource[..2]) : stop.Kind == SupplyEventKind.TransportTrouble ? new("P2") : null,
                From = plan.Calendar.Date(stop.FirstWeek * 7),
                To = plan.Calendar.Date((stop.LastWeek * 7) + 4),
                CapacityPercent = Math.Round(stop.Left * 100),
                ExtraLeadTime = stop.Resource is null ? 14 : null,
            };
        }
    }

    /// <summary>Two outside series: the temperature's deviation from its norm by region, which spring and summer families follow, and consumer confidence, which moves little.</summary>
    public static IEnumerable<Indicator> Indicators(DemoPlan plan)
    {
        var calendar = plan.Calendar;
        var random = new DemoRandom(plan.Options.Seed, "confidence");
        var confidence = -8.0;
        for (var month = 0; month < DemoCalendar.HistoryMonths; month++)
        {
            var end = calendar.MonthStart(month + 1);
            for (var region = 0; region < DemoNetwork.Regions; region++)
            {
                yield return new Indicator
                {
                    Name = "temperature_anomaly_k", Region = DemoNetwork.RegionNames[region], Date = calendar.MonthStart(month),
                    Value = plan.Market.Weather[(month * DemoNetwork.Regions) + region], PublishedDate = Published(end),
                };
            }

            confidence += (.15 * (-8 - confidence)) + (1.3 * random.Normal());
            yield return new Indicator { Name = "consumer_confidence", Date = calendar.MonthStart(month), Value = DemoMasterRows.Round(confidence, 1), PublishedDate = Published(end.AddDays(-4)) };
        }

        DateOnly Published(DateOnly near) => calendar.WorkingOnOrBefore(near.AddDays(-1) > calendar.AsOf ? calendar.AsOf : near.AddDays(-1));
    }

    /// <summary>What the biggest retailer says it will order (a version per month, half a year ahead), and the opportunities of the sales force.</summary>
    public static IEnumerable<ImportedForecast> Forecasts(DemoPlan plan)
    {
        var calendar = plan.Calendar;
        var random = new DemoRandom(plan.Options.Seed, "forecasts");
        var big = plan.Network.Customers[0];
        var inSegment = plan.Network.Customers.Where(c => c.Segment == big.Segment).Sum(c => c.Weight);
        for (var made = DemoCalendar.HistoryMonths - 12; made <= DemoCalendar.HistoryMonths; made++)
        {
            var created = calendar.WorkingOnOrBefore(calendar.MonthStart(made).AddDays(-1));
            foreach (var item in plan.Products.Items)
            {
                if (item.Rank > 1)
                    continue;
                for (var ahead = 0; ahead < 6; ahead++)
                {
                    var month = Math.Min(made + ahead, calendar.Months - 1);
                    var mean = plan.ExpectedByMonth[(item.Index * calendar.Months) + month] * .5 * .55 * big.Weight / inSegment;
                    yield return new ImportedForecast
                    {
                        Source = $"customer {big.Row.Id}",
                        Reference = $"{created:yyyy-MM}",
                        Item = new(item.Id),
                        Customer = big.Row.Id,
                        Date = calendar.MonthStart(made + ahead),
                        // Retailers order early in their own interest: the forecast is a tenth too high on the whole.
                        Quantity = Math.Round(mean * random.Between(.85, 1.35)),
                        Probability = 1,
                        CreatedDate = created,
                    };
                }
            }
        }

        var professionals = plan.Network.Customers.Where(c => c.Segment / DemoNetwork.Regions == 3).ToArray();
        for (var n = 1; n <= 40 * plan.Options.Scale; n++)
        {
            var item = plan.Products.Items[random.Below(plan.Products.Items.Length)];
            var month = DemoCalendar.HistoryMonths + random.Below(9);
            if (item.Life.EndWeek < int.MaxValue)
                continue;
            yield return new ImportedForecast
            {
                Source = "crm",
                Reference = $"OPP-{n:00000}",
                Item = new(item.Id),
                Customer = random.Pick(professionals).Row.Id,
                Date = calendar.MonthStart(month),
                Quantity = Math.Max(1, Math.Round(plan.MeanLine(item.Index) * random.Between(2, 9))),
                Probability = random.Pick<double>([.2, .4, .6, .8, .9]),
                CreatedDate = calendar.WorkingOnOrBefore(calendar.AsOf.AddDays(-random.Below(120))),
            };
        }
    }
}
