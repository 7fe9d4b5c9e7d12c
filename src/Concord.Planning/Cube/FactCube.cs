using Concord.Planning.Data;

namespace Concord.Planning.Cube;

/// <summary>The facts of a dataset in a cube.</summary>
/// <param name="Cube">Values and written values are the same pages.</param>
/// <param name="Notes">What is left out, and why; empty when everything is in.</param>
public sealed record LoadedFacts(PlanCube Cube, IReadOnlyList<FactNote> Notes);

/// <summary>
/// Loads the measures that the dataset writes: sales history, shipments, actual revenue, imported forecast, order backlog, budget, actual production, actual
/// stock and open receipts; and what a plan starts from that master data give: safety stock, storage capacity and capacity, over the horizon. The rules are those of the measures'
/// descriptions, and of the readers.
/// </summary>
public static class FactCube
{
    /// <summary>The measures <see cref="Load"/> writes.</summary>
    public static IReadOnlyList<string> Measures { get; } =
    [
        "sales_history", "shipments", "actual_revenue", "imported_forecast", "order_backlog", "actual_production", "actual_stock", "open_receipts",
        .. FactBudget.Measures, "safety_stock", "storage_capacity", FactCapacity.Measure,
    ];

    /// <summary>One pass over the rows of each table. Equal datasets and structures give equal cubes, bit for bit.</summary>
    /// <param name="dataset">The facts.</param>
    /// <param name="structure">With all series of <see cref="StructureCoordinates.Of"/>; rows of others are left out, and noted.</param>
    public static LoadedFacts Load(Dataset dataset, PlanStructure structure, CancellationToken token = default)
    {
        var scope = new FactScope(dataset, structure);
        var pages = new Dictionary<string, FactPages>(StringComparer.Ordinal);
        foreach (var reader in FactReader.All(scope))
            Read(reader, pages, token);
        if (scope.Count(FactScope.Site) > 0)
            pages[FactStock.Measure] = new FactStock(scope).Load();
        token.ThrowIfCancellationRequested();
        var budget = new FactBudget(scope, (measure, sums) => AddYear(pages, measure, structure, dataset.AsOf, sums));
        foreach (var measure in FactBudget.Measures)
        {
            var parts = new FactPages(structure.Calendar.Count, scope.Count(FactScope.Demand));
            budget.Read(measure, null, (series, bucket, value, _, _) => parts.Add(bucket, series, value));
            pages[measure] = parts;
        }

        var cube = PlanCube.Empty;
        foreach (var (measure, values) in pages)
            cube = Written(cube, measure, Layer.Empty.With(values.Build()));
        return new LoadedFacts(Policies(cube, dataset, structure), scope.Notes.All());
    }

    private static void Read(FactReader reader, Dictionary<string, FactPages> pages, CancellationToken token)
    {
        int[] series = [], buckets = [];
        double[] values = [];
        foreach (var batch in reader.Scope.Dataset.Batches(reader.Table))
        {
            token.ThrowIfCancellationRequested();
            if (series.Length < batch.RowCount)
                (series, buckets, values) = (new int[batch.RowCount], new int[batch.RowCount], new double[batch.RowCount]);
            reader.Series(batch, series.AsSpan(0, batch.RowCount));
            foreach (var measure in reader.Measures)
            {
                if (!pages.TryGetValue(measure, out var sums))
                    pages.Add(measure, sums = new FactPages(reader.Scope.Structure.Calendar.Count, reader.Scope.Count(reader.Grain)));
                reader.Values(measure, batch, buckets.AsSpan(0, batch.RowCount), values.AsSpan(0, batch.RowCount));
                for (var row = 0; row < batch.RowCount; row++)
                {
                    if (buckets[row] < 0)
                        continue;
                    if (series[row] < 0)
                        reader.Scope.Notes.Count(FactGap.NoSeries, measure, batch, row);
                    else
                        sums.Add(buckets[row], series[row], values[row]);
                }
            }
        }
    }

    private static void AddYear(Dictionary<string, FactPages> pages, string measure, PlanStructure structure, DateOnly asOf, double[] sums)
    {
        if (!pages.TryGetValue(measure, out var values))
            return;
        var year = FactBudget.LastYear(structure, asOf);
        for (var bucket = year.Start.Value; bucket < year.End.Value; bucket++)
            values.AddTo(bucket, sums);
    }

    /// <summary>
    /// The cube after a change of master data: what it copies from them is loaded again where it differs, values and written values alike. Pages that say the same stay
    /// shared. Entries on top have to be spread again.
    /// </summary>
    /// <param name="cube">The plan.</param>
    /// <param name="dataset">With the changed master data.</param>
    /// <param name="structure">Made from that dataset.</param>
    /// <param name="tables">The tables that changed.</param>
    /// <returns>The cube, and the measures of which something changed.</returns>
    public static (PlanCube Cube, IReadOnlyList<string> Changed) WithMasterData(PlanCube cube, Dataset dataset, PlanStructure structure, IReadOnlySet<string> tables)
    {
        var changed = new List<string>();
        if (!Sources.Any(s => tables.Contains(s.Table)))
            return (cube, changed);
        var fresh = Policies(PlanCube.Empty, dataset, structure);
        foreach (var measure in Sources.Where(s => tables.Contains(s.Table)).Select(s => s.Measure).Distinct())
        {
            var (layers, loaded) = (cube[measure], fresh[measure].Written);
            var pages = Layer.Differences(loaded, layers.Written)
                .Where(at => !SameValues(loaded.PageAt(at.Bucket, at.Block), layers.Written.PageAt(at.Bucket, at.Block)))
                .Select(at => (at.Bucket, at.Block, loaded.PageAt(at.Bucket, at.Block))).ToList();
            if (pages.Count == 0)
                continue;
            changed.Add(measure);
            cube = cube.With(measure, layers with { Written = layers.Written.With(pages), Values = layers.Values.With(pages) });
        }

        return (cube, changed);
    }

    /// <summary>Which tables the copies of master data come from.</summary>
    private static readonly (string Measure, string Table)[] Sources =
    [
        ("safety_stock", "item_locations"), ("storage_capacity", "locations"),
        (FactCapacity.Measure, "resources"), (FactCapacity.Measure, "capacity_calendars"), (FactCapacity.Measure, "capacity_exceptions"),
    ];

    private static bool SameValues(Page? one, Page? other)
    {
        ReadOnlySpan<double> a = one is null ? [] : one.Values, b = other is null ? [] : other.Values;
        for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            if (!CubeEdit.Same(i < a.Length ? a[i] : double.NaN, i < b.Length ? b[i] : double.NaN))
                return false;
        }

        return true;
    }

    /// <summary>What master data give for the horizon. The buckets of a state share their pages.</summary>
    private static PlanCube Policies(PlanCube cube, Dataset dataset, PlanStructure structure)
    {
        if (structure.Spaces.TryGetValue(FactScope.Site, out var site))
        {
            var index = new SeriesIndex(site.Attributes.Catalog);
            var stocks = new FactPages(1, site.Count);
            foreach (var policy in dataset.Rows<ItemLocation>())
            {
                if (policy.SafetyStock is { } stock && index.Find(index.Item(policy.Item.Value), index.Place(policy.Location.Value)) is var series and >= 0)
                    stocks.Cell(0, series) = stock;
            }

            cube = Repeated(cube, "safety_stock", stocks, structure);
        }

        if (structure.Spaces.TryGetValue(Data.Measures.Grain.Location, out var locations))
        {
            var places = new FactPages(1, locations.Count);
            foreach (var location in dataset.Rows<Location>())
            {
                if (location.StorageCapacity is { } capacity && locations.Attributes.Catalog.Find([location.Id.Value]) is var series and >= 0)
                    places.Cell(0, series) = capacity;
            }

            cube = Repeated(cube, "storage_capacity", places, structure);
        }

        if (structure.Spaces.TryGetValue(Data.Measures.Grain.Resource, out var resources))
        {
            var hours = new FactPages(structure.Calendar.Count, resources.Count);
            var planned = structure.Horizon.BucketsOf(structure.Calendar);
            FactCapacity.Load(dataset, structure.Calendar, resources.Attributes.Catalog, planned.Start.Value, planned.End.Value, hours);
            cube = Written(cube, FactCapacity.Measure, Layer.Empty.With(hours.Build()));
        }

        return cube;
    }

    private static PlanCube Repeated(PlanCube cube, string measure, FactPages pages, PlanStructure structure)
    {
        var once = pages.Build().ToList();
        var (first, end) = (structure.FirstPlanned, structure.Horizon.BucketsOf(structure.Calendar).End.Value);
        return Written(cube, measure, Layer.Empty.With(
            Enumerable.Range(first, Math.Max(0, end - first)).SelectMany(bucket => once.Select(p => (bucket, p.Block, p.Page)))));
    }

    private static PlanCube Written(PlanCube cube, string measure, Layer layer) =>
        layer.BucketCount == 0 ? cube : cube.With(measure, new MeasureLayers(layer, layer, Layer.Empty));
}
