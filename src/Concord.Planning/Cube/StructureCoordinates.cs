using Concord.Planning.Data;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Cube;

/// <summary>The leaf coordinates a dataset gives the plan, for every grain a measure has.</summary>
public static class StructureCoordinates
{
    /// <summary>Months after its launch in which an item that nobody has ordered yet still counts as new.</summary>
    private const int NewMonths = 12;

    private const Grain Demand = Grain.Item | Grain.Location | Grain.Customer;
    private const Grain Site = Grain.Item | Grain.Location;

    /// <summary>
    /// Reads them from the facts and the master data. Sorted by category, family, item, location, channel and region, so that the series of a family are
    /// neighbours; catalogs keep the order in which coordinates are added.
    /// <para>
    /// Demand: whatever sales history, sales orders, imported forecasts and item budgets name (see <see cref="DemandPlaces"/> for rows that leave
    /// something out). A new item that nobody has ordered gets the places of an item it resembles or replaces, else those of its family, so that its launch
    /// can be planned. Item at location: demand, stock and its history, stock policies, production, routings with their components, and all open orders.
    /// Lanes: the items that are known at both ends.
    /// </para>
    /// </summary>
    public static IReadOnlyDictionary<Grain, IReadOnlyList<string[]>> Of(Dataset dataset)
    {
        var order = dataset.Rows<Item>()
            .OrderBy(i => DemandPlaces.Named(i.Category), StringComparer.Ordinal).ThenBy(i => DemandPlaces.Named(i.Family), StringComparer.Ordinal)
            .ThenBy(i => i.Id.Value, StringComparer.Ordinal)
            .Select((item, rank) => (item.Id.Value, rank)).DistinctBy(i => i.Value).ToDictionary(i => i.Value, i => i.rank, StringComparer.Ordinal);
        var demand = OfDemand(dataset);
        var site = OfSites(dataset, demand);
        var coordinates = new Dictionary<Grain, IReadOnlyList<string[]>>();
        foreach (var grain in MeasureRegistry.All.Select(m => m.Grain & ~Grain.Bucket).Distinct())
        {
            var index = grain switch
            {
                Demand => demand,
                Site => site,
                Site | Grain.Supplier => OfSuppliers(dataset, site),
                Grain.Item | Grain.Supplier => OfSupplierItems(dataset),
                Grain.Item | Grain.Lane => OfLanes(dataset, site),
                _ => OfMembers(grain, dataset, demand),
            };
            coordinates[grain] = index.Sorted(item => order.GetValueOrDefault(item, int.MaxValue));
        }

        return coordinates;
    }

    private static SeriesIndex OfDemand(Dataset dataset)
    {
        var index = new SeriesIndex(Demand);
        var places = new DemandPlaces(dataset.Rows<Customer>(), index);
        AddDemand<SalesHistoryLine>(dataset, index, places, "location");
        AddDemand<SalesOrder>(dataset, index, places, "location");
        var ordered = index.Pairs.Select(p => p.Item).ToHashSet();
        AddDemand<ImportedForecast>(dataset, index, places, null);
        AddNewItems(dataset, index, ordered);
        var known = index.Pairs.Select(p => p.Item).ToHashSet();
        foreach (var line in dataset.Rows<BudgetLine>())
        {
            if (line.Item is { } item && !known.Contains(index.Item(item.Value)))
                index.Add(index.Item(item.Value), index.Place(SeriesAttribute.None, DemandPlaces.Named(line.Channel), DemandPlaces.Named(line.Region)));
        }

        return index;
    }

    private static void AddDemand<T>(Dataset dataset, SeriesIndex index, DemandPlaces places, string? location)
    {
        foreach (var batch in dataset.Batches(DataModel.Table<T>(), location is null ? ["item", "customer"] : ["item", "customer", location]))
        {
            var items = batch["item"];
            var codes = Array.ConvertAll(items.Dictionary, index.Item);
            var placeOf = new int[batch.RowCount];
            places.Of(location is null ? null : batch[location], batch["customer"], placeOf);
            for (var row = 0; row < batch.RowCount; row++)
            {
                if (items.Codes[row] >= 0)
                    index.Add(codes[items.Codes[row]], placeOf[row]);
            }
        }
    }

    private static void AddNewItems(Dataset dataset, SeriesIndex index, HashSet<int> ordered)
    {
        var placesOf = index.Pairs.GroupBy(p => p.Item).ToDictionary(g => index.ItemName(g.Key), g => g.Select(p => p.Place).ToArray(), StringComparer.Ordinal);
        var models = dataset.Rows<ItemRelation>()
            .Where(r => r.Kind is RelationKind.LikeItem or RelationKind.Replacement).ToLookup(r => r.Item.Value, r => r.RelatedItem.Value, StringComparer.Ordinal);
        var families = new Lazy<ILookup<string, int>>(() => dataset.Rows<Item>()
            .Where(i => i.Family is not null && placesOf.ContainsKey(i.Id.Value))
            .SelectMany(i => placesOf[i.Id.Value].Select(place => (Family: i.Family!, Place: place))).Distinct().ToLookup(f => f.Family, f => f.Place, StringComparer.Ordinal));
        foreach (var item in dataset.Rows<Item>())
        {
            if (ordered.Contains(index.Item(item.Id.Value)) || !IsNew(item, dataset.AsOf))
                continue;
            int[] places = [.. models[item.Id.Value].SelectMany(m => placesOf.GetValueOrDefault(m, [])).Distinct()];

            // An imported forecast, such as one opportunity of the CRM, says where somebody hopes to sell, not that it is sold nowhere else.
            if (places.Length == 0 && placesOf.ContainsKey(item.Id.Value))
                continue;
            if (places.Length == 0 && item.Family is not null)
                places = [.. families.Value[item.Family]];
            if (places.Length == 0)
                places = [index.Place(SeriesAttribute.None, SeriesAttribute.None, SeriesAttribute.None)];
            foreach (var place in places)
                index.Add(index.Item(item.Id.Value), place);
        }
    }

    private static bool IsNew(Item item, DateOnly asOf) =>
        item.Type == ItemType.FinishedGood && !(item.EndOfLifeDate <= asOf)
        && (item.Stage is LifecycleStage.Development or LifecycleStage.Launch || item.LaunchDate > asOf.AddMonths(-NewMonths));

    private static SeriesIndex OfSites(Dataset dataset, SeriesIndex demand)
    {
        var index = new SeriesIndex(Site);
        foreach (var (item, place) in demand.Pairs)
        {
            if (demand.PlaceName(place).First is var location && location != SeriesAttribute.None)
                index.Add(index.Item(demand.ItemName(item)), index.Place(location));
        }

        AddSites<StockOnHand>(dataset, index);
        AddSites<StockHistoryLine>(dataset, index);
        AddSites<ProductionHistoryLine>(dataset, index);
        AddSites<ItemLocation>(dataset, index);
        AddSites<PurchaseOrder>(dataset, index);
        AddSites<WorkOrder>(dataset, index);
        AddSites<TransferOrder>(dataset, index, "from_location");
        AddSites<TransferOrder>(dataset, index, "to_location");
        AddSites<Routing>(dataset, index);
        var plants = dataset.Rows<Routing>().Select(r => (Item: r.Item.Value, Location: r.Location.Value)).Distinct().ToLookup(r => r.Item, r => r.Location, StringComparer.Ordinal);
        foreach (var line in dataset.Rows<BillOfMaterialLine>())
        {
            foreach (var plant in plants[line.Item.Value])
            {
                if (line.Location is null || line.Location.Value.Value == plant)
                    index.Add(index.Item(line.Component.Value), index.Place(plant));
            }
        }

        return index;
    }

    private static void AddSites<T>(Dataset dataset, SeriesIndex index, string location = "location")
    {
        foreach (var batch in dataset.Batches(DataModel.Table<T>(), "item", location))
        {
            var (items, locations) = (batch["item"], batch[location]);
            var codes = Array.ConvertAll(items.Dictionary, index.Item);
            var places = Array.ConvertAll(locations.Dictionary, l => index.Place(l));
            for (var row = 0; row < batch.RowCount; row++)
            {
                if (items.Codes[row] >= 0 && locations.Codes[row] >= 0)
                    index.Add(codes[items.Codes[row]], places[locations.Codes[row]]);
            }
        }
    }

    private static SeriesIndex OfSuppliers(Dataset dataset, SeriesIndex site)
    {
        var index = new SeriesIndex(Site | Grain.Supplier);
        var locations = site.Pairs.ToLookup(p => site.ItemName(p.Item), p => site.PlaceName(p.Place).First, StringComparer.Ordinal);
        foreach (var row in dataset.Rows<SupplierItem>())
        {
            foreach (var location in row.Location is { } one ? [one.Value] : locations[row.Item.Value])
                index.Add(index.Item(row.Item.Value), index.Place(location, row.Supplier.Value));
        }

        foreach (var row in dataset.Rows<PurchaseOrder>())
            index.Add(index.Item(row.Item.Value), index.Place(row.Location.Value, row.Supplier.Value));
        return index;
    }

    private static SeriesIndex OfSupplierItems(Dataset dataset)
    {
        var index = new SeriesIndex(Grain.Item | Grain.Supplier);
        foreach (var row in dataset.Rows<SupplierItem>())
            index.Add(index.Item(row.Item.Value), index.Place(row.Supplier.Value));
        foreach (var row in dataset.Rows<PurchaseOrder>())
            index.Add(index.Item(row.Item.Value), index.Place(row.Supplier.Value));
        return index;
    }

    private static SeriesIndex OfLanes(Dataset dataset, SeriesIndex site)
    {
        var index = new SeriesIndex(Grain.Item | Grain.Lane);
        var itemsAt = site.Pairs.GroupBy(p => site.PlaceName(p.Place).First, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(p => site.ItemName(p.Item)).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var lane in dataset.Rows<Lane>())
        {
            if (!itemsAt.TryGetValue(lane.From.Value, out var sent) || !itemsAt.TryGetValue(lane.To.Value, out var received))
                continue;
            var place = index.Place(lane.From.Value, lane.To.Value, lane.Mode);
            foreach (var item in received)
            {
                if (sent.Contains(item))
                    index.Add(index.Item(item), place);
            }
        }

        return index;
    }

    /// <summary>Grains without items: the members of the master data; channels and regions of customers and of demand; one series for the company.</summary>
    private static SeriesIndex OfMembers(Grain grain, Dataset dataset, SeriesIndex demand)
    {
        var index = new SeriesIndex(grain);
        var company = index.Item("");
        IEnumerable<(string, string)> members = grain switch
        {
            Grain.None => [("", "")],
            Grain.Location => dataset.Rows<Location>().Select(l => (l.Id.Value, "")),
            Grain.Resource => dataset.Rows<Resource>().Select(r => (r.Id.Value, "")),
            Grain.Supplier => dataset.Rows<Supplier>().Select(s => (s.Id.Value, "")),
            Grain.Customer => dataset.Rows<Customer>().Select(c => (DemandPlaces.Named(c.Channel), DemandPlaces.Named(c.Region)))
                .Concat(demand.Pairs.Select(p => (demand.PlaceName(p.Place).Second, demand.PlaceName(p.Place).Third))),
            _ => throw new ArgumentException($"Nothing in the dataset is of the grain {grain}.", nameof(grain)),
        };
        foreach (var (first, second) in members)
            index.Add(company, index.Place(first, second));
        return index;
    }
}
