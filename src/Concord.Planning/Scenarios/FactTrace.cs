using System.Runtime.InteropServices;
using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Scenarios;

/// <summary>What one import brought to a value.</summary>
/// <param name="Table">The table of the rows.</param>
/// <param name="ImportId">The import; 0 for records made or changed in the scenario.</param>
/// <param name="Rows">Rows that count.</param>
/// <param name="Value">Their sum, in the unit asked for.</param>
public sealed record ImportShare(string Table, long ImportId, long Rows, double Value);

/// <summary>A row of the dataset that is part of a value.</summary>
/// <param name="Table">Its table.</param>
/// <param name="ImportId">The import that brought it; 0 for a record made or changed in the scenario.</param>
/// <param name="Line">Its line in the file of that import; 0 when it came from no file.</param>
/// <param name="Key">Its key, for people.</param>
/// <param name="Date">The day that puts it into its bucket; null where it has none.</param>
/// <param name="Bucket">The bucket it counts in.</param>
/// <param name="Value">What it brings, in the unit asked for. Of a row that is spread, as those of the budget are, the part that falls on the series asked for.</param>
public sealed record SourceRow(string Table, long ImportId, int Line, string Key, DateOnly? Date, int Bucket, double Value);

/// <summary>Where a value of the dataset comes from: the imports and the largest rows.</summary>
/// <param name="Value">The sum of all rows, in the unit asked for: what the cells show, to rounding. NaN when no row counts.</param>
/// <param name="Rows">Rows that count.</param>
/// <param name="Imports">By table and import, the largest first.</param>
/// <param name="Largest">The rows with the largest values, whatever their sign.</param>
public sealed record FactTrace(double Value, long Rows, IReadOnlyList<ImportShare> Imports, IReadOnlyList<SourceRow> Largest)
{
    /// <summary>True for measures that <see cref="Of"/> can trace: those of <see cref="FactCube"/>, without capacity, which is no sum of rows.</summary>
    public static bool Traces(MeasureDefinition measure) => measure.Name != FactCapacity.Measure && FactCube.Measures.Contains(measure.Name);

    /// <summary>Scans the rows of the measure's tables once. Of states over several buckets the last one counts.</summary>
    /// <param name="dataset">The dataset of the plan, with its patches.</param>
    /// <param name="structure">Made from that dataset.</param>
    /// <param name="cube">The plan: its history says how a budget is spread.</param>
    /// <param name="measure">One that <see cref="Traces"/>.</param>
    /// <param name="series">Ascending.</param>
    /// <param name="first">First bucket.</param>
    /// <param name="last">Last bucket, inclusive.</param>
    /// <param name="unit">What quantities are stated in; money and budget volume are converted as cells are.</param>
    /// <param name="most">Most rows in <see cref="Largest"/>, 0 or more.</param>
    /// <exception cref="ArgumentException">The measure does not come from the dataset.</exception>
    public static FactTrace Of(
        Dataset dataset, PlanStructure structure, PlanCube cube, MeasureDefinition measure, ReadOnlySpan<int> series, int first, int last, ValueUnit unit, int most,
        CancellationToken token)
    {
        if (!Traces(measure))
            throw new ArgumentException($"{measure.Title} does not come from the dataset; the stage {measure.WrittenBy} writes it.", nameof(measure));
        var scope = new FactScope(dataset, structure);
        var wanted = new bool[structure.SeriesCount(measure.Name)];
        foreach (var one in series)
            wanted[one] = true;
        var weights = UnitFactors.Of(structure.Of(measure), measure, unit);
        var sums = new Sums(measure.Name, wanted, Enumerable.Range(first, last - first + 1).ToDictionary(b => b, b => weights?.Of(b)), most);
        if (measure.Name == FactStock.Measure)
        {
            new FactStock(scope).Trace(last, (at, value, batch, row) => sums.Add(at, last, value, batch, row));
        }
        else if (FactBudget.Measures.Contains(measure.Name))
        {
            var budget = new FactBudget(scope, (name, year) => AddYear(cube.Values(name), structure, dataset.AsOf, year));
            for (var bucket = first; bucket <= last; bucket++)
                budget.Read(measure.Name, bucket, sums.Add);
        }
        else if (measure.OverTime == TimeAggregation.Last)
        {
            Copies(scope, measure, last, sums);
        }
        else
        {
            foreach (var reader in FactReader.All(scope).Where(r => r.Measures.Contains(measure.Name)))
                Scan(reader, measure.Name, sums, token);
        }

        return sums.Build();
    }

    private static void Scan(FactReader reader, string measure, Sums sums, CancellationToken token)
    {
        int[] series = [], buckets = [];
        double[] values = [];
        foreach (var batch in reader.Scope.Dataset.Batches(reader.Table))
        {
            token.ThrowIfCancellationRequested();
            if (series.Length < batch.RowCount)
                (series, buckets, values) = (new int[batch.RowCount], new int[batch.RowCount], new double[batch.RowCount]);
            reader.Series(batch, series.AsSpan(0, batch.RowCount));
            reader.Values(measure, batch, buckets.AsSpan(0, batch.RowCount), values.AsSpan(0, batch.RowCount));
            for (var row = 0; row < batch.RowCount; row++)
            {
                if (buckets[row] >= 0 && series[row] >= 0)
                    sums.Add(series[row], buckets[row], values[row], batch, row);
            }
        }
    }

    /// <summary>The master data that are copied into every bucket of the horizon.</summary>
    private static void Copies(FactScope scope, MeasureDefinition measure, int bucket, Sums sums)
    {
        var planned = scope.Structure.Horizon.BucketsOf(scope.Structure.Calendar);
        if (bucket < planned.Start.Value || bucket >= planned.End.Value)
            return;
        var sites = measure.Grain.HasFlag(Grain.Item);
        foreach (var batch in scope.Dataset.Batches(sites ? DataModel.Table<ItemLocation>() : DataModel.Table<Location>()))
        {
            var values = batch[sites ? "safety_stock" : "storage_capacity_pallets"].Numbers;
            var series = new int[batch.RowCount];
            if (sites)
                scope.SiteSeries(batch, "location", series);
            for (var row = 0; row < batch.RowCount; row++)
            {
                var at = sites ? series[row] : scope.Structure.Of(measure).Attributes.Catalog.Find([batch["location"].Text(row)!]);
                if (at >= 0)
                    sums.Add(at, bucket, values[row], batch, row);
            }
        }
    }

    private static void AddYear(Layer layer, PlanStructure structure, DateOnly asOf, double[] sums)
    {
        var year = FactBudget.LastYear(structure, asOf);
        for (var bucket = year.Start.Value; bucket < year.End.Value; bucket++)
        {
            for (var block = 0; block < layer.BlockCount(bucket); block++)
            {
                var values = layer.PageAt(bucket, block) is { } page ? page.Values : [];
                for (var i = 0; i < values.Length; i++)
                {
                    if (!double.IsNaN(values[i]))
                        sums[(block * Page.Length) + i] += values[i];
                }
            }
        }
    }

    /// <summary>Adds up rows by import and keeps the largest. A row that comes in parts, one after another, is one row.</summary>
    private sealed class Sums(string measure, bool[] wanted, Dictionary<int, double[]?> weights, int most)
    {
        private readonly Dictionary<(string Table, long Import), (long Rows, double Value)> _imports = [];
        private readonly PriorityQueue<SourceRow, double> _largest = new();
        private (TableBatch? Batch, int Row, int Bucket, double Value) _open;

        public void Add(int series, int bucket, double value, TableBatch batch, int row)
        {
            if (!wanted[series] || !weights.TryGetValue(bucket, out var factors))
                return;
            value *= factors is null ? 1 : factors[series];
            if (double.IsNaN(value))
                return;
            if (!ReferenceEquals(_open.Batch, batch) || _open.Row != row || _open.Bucket != bucket)
            {
                Close();
                _open = (batch, row, bucket, 0);
            }

            _open.Value += value;
        }

        public FactTrace Build()
        {
            Close();
            ImportShare[] imports = [.. _imports.Select(i => new ImportShare(i.Key.Table, i.Key.Import, i.Value.Rows, i.Value.Value))
                .OrderByDescending(i => Math.Abs(i.Value)).ThenBy(i => i.Table, StringComparer.Ordinal).ThenBy(i => i.ImportId)];
            SourceRow[] largest = [.. _largest.UnorderedItems.Select(i => i.Element)
                .OrderByDescending(r => Math.Abs(r.Value)).ThenBy(r => r.Table, StringComparer.Ordinal).ThenBy(r => r.ImportId).ThenBy(r => r.Line).ThenBy(r => r.Key, StringComparer.Ordinal)];
            return new FactTrace(imports.Length == 0 ? double.NaN : imports.Sum(i => i.Value), imports.Sum(i => i.Rows), imports, largest);
        }

        private void Close()
        {
            if (_open.Batch is not { } batch)
                return;
            ref var share = ref CollectionsMarshal.GetValueRefOrAddDefault(_imports, (batch.Table.Name, batch.ImportIds[_open.Row]), out _);
            share = (share.Rows + 1, share.Value + _open.Value);
            var size = Math.Abs(_open.Value);
            if (_largest.Count < most || (_largest.TryPeek(out _, out var smallest) && size > smallest))
            {
                _largest.Enqueue(new SourceRow(batch.Table.Name, batch.ImportIds[_open.Row], batch.Lines[_open.Row], batch.KeyText(_open.Row), Day(batch, _open.Row), _open.Bucket, _open.Value), size);
                if (_largest.Count > most)
                    _largest.Dequeue();
            }

            _open = default;
        }

        private DateOnly? Day(TableBatch batch, int row)
        {
            string[] columns = [.. measure is "shipments" or "actual_revenue" ? ["shipped_date"] : Array.Empty<string>(), "due_date", "order_date", "date", "month", "stock_date"];
            return columns.Where(c => batch.Table.Columns.Any(k => k.Name == c)).Select(c => batch[c].Date(row)).FirstOrDefault(d => d is not null);
        }
    }
}
