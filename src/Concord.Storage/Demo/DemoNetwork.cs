using Concord.Planning.Data;

namespace Concord.Storage.Demo;

/// <summary>A customer with what the order book needs of it.</summary>
/// <param name="Segment">Channel × 3 + region.</param>
/// <param name="Weight">Share of its segment's orders, relative to the others.</param>
internal sealed record DemoCustomer(Customer Row, int Segment, double Weight);

/// <summary>
/// Sites, regions, channels and customers. Two plants in Central Europe; each of three regions is served by one warehouse; the British Isles pay in pounds.
/// </summary>
internal sealed class DemoNetwork
{
    public const int Channels = 4;
    public const int Regions = 3;
    public const int Segments = Channels * Regions;
    public const int British = 1;

    public static readonly string[] ChannelNames = ["Retail", "Dealer", "Online", "Professional"];
    public static readonly string[] RegionNames = ["Central Europe", "British Isles", "Southern Europe"];
    public static readonly string[] Plants = ["P1", "P2"];
    public static readonly string[] Warehouses = ["W1", "W2", "W3"];

    /// <summary>Calendar days from plant to warehouse.</summary>
    public static readonly int[,] LeadTime = { { 2, 5, 4 }, { 1, 6, 3 } };

    /// <summary>Working days from order to the day asked for, by channel.</summary>
    public static readonly int[] DueDays = [6, 4, 2, 8];

    /// <summary>Mean quantity of an order line by channel, before the family's own size.</summary>
    public static readonly double[] LineQuantity = [64, 16, 3, 22];

    /// <summary>Mean lines of an order by channel.</summary>
    public static readonly int[] OrderLines = [8, 4, 1, 5];

    private static readonly string[][] Names =
    [
        ["Gartenwelt Norden", "Baumarkt Union", "Hobby & Hof", "Grünhaus Märkte", "Homestead DIY", "Albion Garden Centres", "Shire Stores", "Kernow Home", "Casa y Campo", "Bricosol", "Verde Mercato", "Maison du Jardin"],
        ["Motorgeräte Behrens", "Forstbedarf Kolbe", "Technik Lindner", "Agrarhandel Wiese", "Fenland Machinery", "Pennine Mowers", "Dales Equipment", "Clyde Power Tools", "Taller Robledo", "Macchine Verdi", "Motoculture Garonne", "Agro Lusitana"],
        ["gartenshop24", "rasenprofi.example", "Marktplatz Mitte", "Direktversand Hain", "lawnandleaf.example", "Parcel Garden", "Marketplace Isles", "Potting Shed Online", "jardinonline.example", "tuttoverde.example", "Marketplace Sud", "Huerto Directo"],
        ["Stadtgrün Kassel", "Landschaftsbau Ritter", "Golfpark Betriebe", "Kommunalbedarf Ost", "Borough Parks Supply", "Greenkeepers Co-op", "Estate Services", "Highland Grounds", "Parques del Ebro", "Vivai Toscani", "Espaces Verts Rhône", "Campo Golf Servicios"],
    ];

    public DemoNetwork(DemoOptions options)
    {
        var random = new DemoRandom(options.Seed, "network");
        var scale = options.Scale;
        Locations =
        [
            Site("P1", "Larkmoor works (machines)", LocationType.Plant, 0, "DE", "EUR", 5200, 420, 480, 9),
            Site("P2", "Brookfield works (garden care and tools)", LocationType.Plant, 0, "PL", "EUR", 6400, 520, 620, 8),
            Site("W1", "Kassel distribution centre", LocationType.Warehouse, 0, "DE", "EUR", 21000, 700, 760, 10),
            Site("W2", "Tamworth distribution centre", LocationType.Warehouse, 1, "GB", "GBP", 12000, 380, 420, 12),
            Site("W3", "Zaragoza distribution centre", LocationType.Warehouse, 2, "ES", "EUR", 10500, 340, 380, 9),
        ];
        Lanes =
        [
            Lane("P1", "W1", "road", 2, 900, 28), Lane("P1", "W2", "road", 5, 480, 96), Lane("P1", "W3", "road", 4, 460, 84),
            Lane("P2", "W1", "road", 1, 1200, 22), Lane("P2", "W2", "road", 6, 560, 104), Lane("P2", "W3", "road", 3, 520, 91),
            Lane("P1", "W2", "express", 2, 60, 240), Lane("P2", "W3", "rail", 7, 700, 52),
            Lane("W1", "W2", "road", 4, 200, 88), Lane("W1", "W3", "road", 3, 200, 79), Lane("P2", "P1", "road", 2, 300, 31),
        ];

        var customers = new List<DemoCustomer>();
        for (var segment = 0; segment < Segments; segment++)
        {
            int channel = segment / Regions, region = segment % Regions;
            for (var n = 0; n < 4 * scale; n++)
            {
                var name = Names[channel][(region * 4) + (n % 4)];
                var row = new Customer
                {
                    Id = new($"C{customers.Count + 1:00000}"),
                    Description = n < 4 ? name : $"{name} {(n / 4) + 1}",
                    Channel = ChannelNames[channel],
                    Segment = channel switch { 0 => n % 4 < 2 ? "Key account" : "Regional chain", 1 => "Specialist", 2 => n % 4 == 0 ? "Marketplace" : "Web shop", _ => n % 2 == 0 ? "Municipal" : "Contractor" },
                    Region = RegionNames[region],
                    Country = region switch { 0 => random.Chance(.7) ? "DE" : "AT", 1 => "GB", _ => random.Pick<string>(["ES", "FR", "IT"]) },
                    Currency = region == British ? "GBP" : "EUR",
                    Location = new(Warehouses[region]),
                    PaymentDays = channel switch { 0 => 60, 1 => 30, 2 => 14, _ => 45 },
                    Priority = channel switch { 0 => n % 4 < 2 ? 1 : 3, 1 => 4, 2 => 5, _ => 2 },
                };
                customers.Add(new DemoCustomer(row, segment, random.Between(.8, 1.2) / (1 + (n % 4 * .55))));
            }
        }

        Customers = [.. customers];

        Location Site(string id, string name, LocationType type, int region, string country, string currency, double storage, double inbound, double outbound, double holding) => new()
        {
            Id = new(id),
            Description = name,
            Type = type,
            Region = RegionNames[region],
            Country = country,
            Currency = currency,
            StorageCapacity = storage * scale,
            InboundCapacity = inbound * scale,
            OutboundCapacity = outbound * scale,
            HoldingCostRate = holding,
        };

        Lane Lane(string from, string to, string mode, double days, double capacity, double cost) => new()
        {
            From = new(from), To = new(to), Mode = mode, LeadTime = days, Capacity = capacity * scale, CostPerPallet = cost, Currency = "EUR",
        };
    }

    public Location[] Locations { get; }

    public Lane[] Lanes { get; }

    public DemoCustomer[] Customers { get; }
}
