using System.Globalization;

namespace Concord.Planning.Data;

public enum NetworkNodeKind
{
    Supplier,
    Plant,
    Warehouse,
    Store,

    /// <summary>The customers of one region and channel.</summary>
    Market,
}

public enum NetworkEdgeKind
{
    Supply,
    Lane,
    Demand,
}

/// <summary>Something to show of a node: a name, a value in text, and its unit.</summary>
public sealed record NetworkFact(string Name, string Value, string? Unit);

/// <param name="Id">Unique over all kinds: the kind, a colon and the key.</param>
/// <param name="Key">Key of the supplier or location; "region / channel" of a market.</param>
public sealed record NetworkNode(string Id, NetworkNodeKind Kind, string Key, string Label, IReadOnlyList<NetworkFact> Facts);

/// <param name="Mode">Mode of transport of a lane.</param>
/// <param name="LeadTimeDays">Of a lane, or the longest of the items a supplier delivers there [calendar days].</param>
/// <param name="CostPerPallet">Freight cost of a lane [currency per pallet].</param>
/// <param name="Quantity">Of demand: ordered in the twelve months up to the as-of date, in the unit of <see cref="SupplyNetwork.UnitNote"/>.</param>
/// <param name="Items">Of supply and demand: how many items it is about.</param>
public sealed record NetworkEdge(
    string From, string To, NetworkEdgeKind Kind, string? Mode, double? LeadTimeDays, double? CostPerPallet, string? Currency, double? Quantity, int? Items);

/// <summary>Who supplies, what lies between, and where demand comes from.</summary>
/// <param name="UnitNote">The unit of demand quantities, and what is left out.</param>
public sealed record SupplyNetwork(IReadOnlyList<NetworkNode> Nodes, IReadOnlyList<NetworkEdge> Edges, string UnitNote)
{
    private const string Unnamed = "(none)";

    /// <summary>The network of the company, of one item with all its components, or of a family with theirs.</summary>
    public static SupplyNetwork Of(Dataset dataset, ItemId? item, string? family, CancellationToken token)
    {
        var all = dataset.Rows<Item>();
        var narrowed = item is not null || !string.IsNullOrEmpty(family);
        var sold = all.Where(i => (item is null || i.Id == item) && (string.IsNullOrEmpty(family) || i.Family == family)).ToList();
        var needed = narrowed ? WithComponents(dataset, sold.Select(i => i.Id)) : [.. all.Select(i => i.Id)];
        var unit = CommonUnit.Of(sold, new UnitConversions(dataset.Rows<UnitConversion>()));

        var locations = dataset.Rows<Location>().ToDictionary(l => l.Id.Value, l => KindOf(l.Type));
        var homes = Homes(dataset, needed);
        var edges = new List<NetworkEdge>();
        edges.AddRange(Supply(dataset, needed, homes, locations));
        edges.AddRange(Demand(dataset, sold, unit, locations, token, out var homeless));

        var used = edges.SelectMany(e => new[] { e.From, e.To }).ToHashSet();
        used.UnionWith(homes.Values.SelectMany(h => h).Select(l => LocationNode(locations, l)));
        foreach (var lane in dataset.Rows<Lane>())
        {
            var (from, to) = (LocationNode(locations, lane.From.Value), LocationNode(locations, lane.To.Value));
            if (!narrowed || (used.Contains(from) && used.Contains(to)))
                edges.Add(new NetworkEdge(from, to, NetworkEdgeKind.Lane, lane.Mode, lane.LeadTime, lane.CostPerPallet, lane.Currency, null, null));
        }

        used.UnionWith(edges.SelectMany(e => new[] { e.From, e.To }));
        var nodes = NodesOf(dataset, narrowed, used, homes);
        var note = homeless > 0
            ? $"{unit.Note} Demand of {homeless} order lines has no edge: neither the line nor its customer names a location."
            : unit.Note;
        return new SupplyNetwork(nodes, edges, note);
    }

    private static HashSet<ItemId> WithComponents(Dataset dataset, IEnumerable<ItemId> items)
    {
        var components = dataset.Rows<BillOfMaterialLine>().ToLookup(l => l.Item, l => l.Component);
        var needed = items.ToHashSet();
        var open = new Queue<ItemId>(needed);
        while (open.TryDequeue(out var next))
        {
            foreach (var component in components[next])
            {
                if (needed.Add(component))
                    open.Enqueue(component);
            }
        }

        return needed;
    }

    /// <summary>For each item the locations that make, use or stock it.</summary>
    private static Dictionary<ItemId, HashSet<string>> Homes(Dataset dataset, HashSet<ItemId> needed)
    {
        var homes = new Dictionary<ItemId, HashSet<string>>();
        var makers = dataset.Rows<Routing>().ToLookup(r => r.Item, r => r.Location.Value);
        foreach (var routing in dataset.Rows<Routing>())
            Add(routing.Item, routing.Location.Value);
        foreach (var policy in dataset.Rows<ItemLocation>())
            Add(policy.Item, policy.Location.Value);
        foreach (var stock in dataset.Rows<StockOnHand>())
            Add(stock.Item, stock.Location.Value);
        foreach (var line in dataset.Rows<BillOfMaterialLine>())
        {
            if (line.Location is { } location)
                Add(line.Component, location.Value);
            else
            {
                foreach (var maker in makers[line.Item])
                    Add(line.Component, maker);
            }
        }

        return homes;

        void Add(ItemId item, string location)
        {
            if (!needed.Contains(item))
                return;
            if (!homes.TryGetValue(item, out var set))
                homes[item] = set = [];
            set.Add(location);
        }
    }

    /// <summary>An edge per supplier and location. A supplier item without a location goes to every home of the item, or to every plant when it has none.</summary>
    private static IEnumerable<NetworkEdge> Supply(
        Dataset dataset, HashSet<ItemId> needed, Dictionary<ItemId, HashSet<string>> homes, Dictionary<string, NetworkNodeKind> locations)
    {
        var sites = dataset.Rows<Location>().Where(l => l.Type == LocationType.Plant).Select(l => l.Id.Value).ToList();
        if (sites.Count == 0)
            sites = [.. dataset.Rows<Location>().Select(l => l.Id.Value)];
        var edges = new SortedDictionary<(string Supplier, string Location), (HashSet<ItemId> Items, double? LeadTime)>();
        foreach (var row in dataset.Rows<SupplierItem>())
        {
            if (!needed.Contains(row.Item))
                continue;
            IEnumerable<string> targets = row.Location is { } location ? [location.Value] : homes.TryGetValue(row.Item, out var home) ? home : sites;
            foreach (var target in targets)
            {
                var key = (row.Supplier.Value, target);
                var (items, leadTime) = edges.TryGetValue(key, out var known) ? known : ([], null);
                items.Add(row.Item);
                edges[key] = (items, leadTime is null || row.LeadTime > leadTime ? row.LeadTime ?? leadTime : leadTime);
            }
        }

        return edges.Select(e => new NetworkEdge(
            $"supplier:{e.Key.Supplier}", LocationNode(locations, e.Key.Location), NetworkEdgeKind.Supply, null, e.Value.LeadTime, null, null, null, e.Value.Items.Count));
    }

    private static IEnumerable<NetworkEdge> Demand(
        Dataset dataset, IEnumerable<Item> sold, CommonUnit unit, Dictionary<string, NetworkNodeKind> locations, CancellationToken token, out long homeless)
    {
        var customers = dataset.Rows<Customer>().ToDictionary(c => c.Id.Value);
        var wanted = sold.Select(i => i.Id.Value).ToHashSet();
        var from = dataset.AsOf.AddYears(-1).DayNumber;
        var edges = new SortedDictionary<(string Location, string Market), Flow>();
        var positions = new Dictionary<string, int>();
        homeless = 0;
        foreach (var batch in dataset.Batches(DataModel.Table<SalesHistoryLine>()))
        {
            token.ThrowIfCancellationRequested();
            var (items, customer, location, units) = (batch["item"], batch["customer"], batch["location"], batch["unit"]);
            var (days, quantities) = (batch["order_date"].Days, batch["quantity"].Numbers);

            // Texts are looked up once per dictionary entry or pair of them, not per row: a history has many millions of rows.
            var position = Array.ConvertAll(items.Dictionary, name => wanted.Contains(name) ? Position(name) : -1);
            var factors = Array.ConvertAll(items.Dictionary, name => unit.Factor(new ItemId(name), null));
            var flows = new Dictionary<(int Location, int Customer), Flow?>();
            for (var row = 0; row < batch.RowCount; row++)
            {
                var code = items.Codes[row];
                if (days[row] <= from || code < 0 || position[code] < 0 || customer.Codes[row] < 0)
                    continue;
                var pair = (location.Codes[row], customer.Codes[row]);
                if (!flows.TryGetValue(pair, out var flow))
                    flows[pair] = flow = FlowOf(location.Text(row), customer.Text(row)!);
                if (flow is null)
                {
                    homeless++;
                    continue;
                }

                var factor = units.Codes[row] < 0 ? factors[code] : unit.Factor(new ItemId(items.Dictionary[code]), units.Text(row));
                if (!double.IsNaN(factor))
                    flow.Quantity += quantities[row] * factor;
                flow.Items.Add(position[code]);
            }
        }

        return edges.Select(e => new NetworkEdge(
            LocationNode(locations, e.Key.Location), $"market:{e.Key.Market}", NetworkEdgeKind.Demand, null, null, null, null, e.Value.Quantity, e.Value.Items.Count));

        int Position(string name)
        {
            if (!positions.TryGetValue(name, out var position))
                positions[name] = position = positions.Count;
            return position;
        }

        Flow? FlowOf(string? location, string buyerId)
        {
            customers.TryGetValue(buyerId, out var buyer);
            if ((location ?? buyer?.Location?.Value) is not { } site)
                return null;
            var key = (site, MarketOf(buyer));
            if (!edges.TryGetValue(key, out var flow))
                edges[key] = flow = new Flow();
            return flow;
        }
    }

    /// <summary>Demand on its way from a location to a market, while it is added up. Items are positions in the order they were met.</summary>
    private sealed class Flow
    {
        public double Quantity { get; set; }

        public HashSet<int> Items { get; } = [];
    }

    private static List<NetworkNode> NodesOf(
        Dataset dataset, bool usedOnly, HashSet<string> used, Dictionary<ItemId, HashSet<string>> homes)
    {
        var stocked = homes.SelectMany(h => h.Value).GroupBy(l => l).ToDictionary(g => g.Key, g => g.Count());
        var nodes = new List<NetworkNode>();
        foreach (var s in dataset.Rows<Supplier>().OrderBy(s => s.Id.Value, StringComparer.Ordinal))
        {
            AddNode(NetworkNodeKind.Supplier, s.Id.Value, s.Description,
                Fact("Country", s.Country), Fact("Currency", s.Currency), Number("Reliability", s.Reliability, "0..1"), Fact("Active", s.Active ? "yes" : "no"));
        }

        foreach (var l in dataset.Rows<Location>().OrderBy(l => l.Id.Value, StringComparer.Ordinal))
        {
            AddNode(KindOf(l.Type), l.Id.Value, l.Description,
                Fact("Region", l.Region), Fact("Country", l.Country), Number("Storage capacity", l.StorageCapacity, "pallets"),
                Number("Inbound capacity", l.InboundCapacity, "pallets per working day"), Number("Outbound capacity", l.OutboundCapacity, "pallets per working day"),
                Number("Items", stocked.TryGetValue(l.Id.Value, out var n) ? n : null, null));
        }

        foreach (var market in dataset.Rows<Customer>().GroupBy(MarketOf).OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            AddNode(NetworkNodeKind.Market, market.Key, market.Key,
                Number("Customers", market.Count(), null), Fact("Region", market.First().Region), Fact("Channel", market.First().Channel));
        }

        // Edges to something the master data does not know stay visible: the node says so.
        var known = nodes.Select(n => n.Id).ToHashSet();
        foreach (var id in used.Where(u => !known.Contains(u)).Order(StringComparer.Ordinal))
        {
            var key = id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..];
            var kind = id.StartsWith("supplier:", StringComparison.Ordinal) ? NetworkNodeKind.Supplier
                : id.StartsWith("market:", StringComparison.Ordinal) ? NetworkNodeKind.Market : NetworkNodeKind.Warehouse;
            nodes.Add(new NetworkNode(id, kind, key, key, [new NetworkFact("Master data", "missing", null)]));
        }

        return nodes;

        void AddNode(NetworkNodeKind kind, string key, string? label, params ReadOnlySpan<NetworkFact?> facts)
        {
            var id = $"{Prefix(kind)}:{key}";
            if (usedOnly && !used.Contains(id))
                return;
            var shown = new List<NetworkFact>();
            foreach (var fact in facts)
            {
                if (fact is not null)
                    shown.Add(fact);
            }

            nodes.Add(new NetworkNode(id, kind, key, label ?? key, shown));
        }
    }

    private static NetworkFact? Fact(string name, string? value) => string.IsNullOrEmpty(value) ? null : new NetworkFact(name, value, null);

    private static NetworkFact? Number(string name, double? value, string? unit) =>
        value is null ? null : new NetworkFact(name, value.Value.ToString("0.##", CultureInfo.InvariantCulture), unit);

    private static string MarketOf(Customer? customer) =>
        (customer?.Region, customer?.Channel) switch
        {
            ({ Length: > 0 } region, { Length: > 0 } channel) => $"{region} / {channel}",
            ({ Length: > 0 } region, _) => region,
            (_, { Length: > 0 } channel) => channel,
            _ => Unnamed,
        };

    private static NetworkNodeKind KindOf(LocationType type) => type switch
    {
        LocationType.Plant => NetworkNodeKind.Plant,
        LocationType.Store => NetworkNodeKind.Store,
        _ => NetworkNodeKind.Warehouse,
    };

    private static string Prefix(NetworkNodeKind kind) => ChoiceWords.Spell(kind.ToString());

    /// <summary>The node of a location; one the master data does not know counts as a warehouse.</summary>
    private static string LocationNode(Dictionary<string, NetworkNodeKind> locations, string location) =>
        $"{Prefix(locations.GetValueOrDefault(location, NetworkNodeKind.Warehouse))}:{location}";
}
