using Concord.Planning.Data;

namespace Concord.Storage.Demo;

/// <summary>A promotion of a family in a channel, whole weeks.</summary>
/// <param name="Uplift">Share of demand added [0.4 = +40 %].</param>
/// <param name="Discount">Share of the price taken off.</param>
internal readonly record struct Promotion(int Family, int Channel, int FirstWeek, int LastWeek, double Uplift, double Discount);

/// <summary>A lasting or passing change of demand in one family, channel or region; -1 means all.</summary>
internal readonly record struct DemandShift(DemandEventKind Kind, string Text, int Family, int Channel, int Region, int FirstWeek, int LastWeek, double Effect);

/// <summary>A resource or the supply of a family working at less than normal for some weeks.</summary>
internal readonly record struct SupplyStop(SupplyEventKind Kind, string Text, string? Resource, string? Family, int FirstWeek, int LastWeek, double Left);

/// <summary>What happened, and what is planned, on the market and in supply. The market model and the simulated works read this same list.</summary>
internal sealed class DemoEvents
{
    /// <summary>Share of demand lost in each of the two weeks after a promotion.</summary>
    public const double Dip = .12;

    public DemoEvents(DemoOptions options, DemoCalendar calendar, DemoFamily[] families)
    {
        var random = new DemoRandom(options.Seed, "events");
        var promotions = new List<Promotion>();
        for (var f = 0; f < families.Length; f++)
        {
            for (var week = random.Below(12); week < calendar.Weeks; week += 11 + random.Below(10))
            {
                // Most promotions are run with retailers and web shops; professionals do not buy on offers.
                var channel = random.Pick<int>([0, 0, 2, 2, 1]);
                promotions.Add(new Promotion(
                    f, channel, week, week + 1 + random.Below(2), Math.Round(random.Between(.45, 1.3), 2, MidpointRounding.AwayFromZero), Math.Round(random.Between(.08, .2), 2, MidpointRounding.AwayFromZero)));
            }
        }

        Promotions = [.. promotions];
        var now = calendar.HistoryWeeks - 1;
        Shifts =
        [
            new(DemandEventKind.ChannelChange, "Marketplace Isles lists the whole range", -1, 2, 1, now - 84, int.MaxValue, .25),
            new(DemandEventKind.CompetitorAction, "Competitor Hallgrim sells robotic mowers at cost", 5, -1, 0, now - 31, now - 14, -.22),
            new(DemandEventKind.CompetitorAction, "Competitor Voltara leaves the chainsaw market", 11, -1, -1, now - 60, now + 44, .12),
            new(DemandEventKind.ChannelChange, "Bricosol adds 60 stores", -1, 0, 2, now + 18, int.MaxValue, .15),
            new(DemandEventKind.CompetitorAction, "A new grill maker enters Southern Europe", 4, -1, 2, now + 20, now + 46, -.1),
        ];
        Stops =
        [
            new(SupplyEventKind.MaterialShortage, "Battery cells on allocation", null, "BAT", now - 138, now - 130, .35),
            new(SupplyEventKind.LineStop, "Gearbox of the moulding press broken", "P2-MOULD", null, now - 92, now - 90, .4),
            new(SupplyEventKind.LineStop, "Conveyor of the assembly line rebuilt", "P2-ASM3", null, now - 66, now - 65, .3),
            new(SupplyEventKind.SupplierTrouble, "Glove supplier moves its works", null, "GLO", now - 47, now - 40, 0),
            new(SupplyEventKind.TransportTrouble, "Port strike", null, "LIG", now - 20, now - 16, .2),
            new(SupplyEventKind.LineStop, "Filling line: new dosing heads", "P2-FILL", null, now + 13, now + 14, 0),
            new(SupplyEventKind.MaterialShortage, "Copper wire on allocation", null, null, now + 10, now + 22, .7),
        ];
    }

    public Promotion[] Promotions { get; }

    public DemandShift[] Shifts { get; }

    public SupplyStop[] Stops { get; }
}
