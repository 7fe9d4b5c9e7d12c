using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Planning.Supply;

namespace Concord.Planning.Execution;

/// <summary>How far a bucket is: what the plan of record wanted by now, and what came. Arrays are by series; NaN in the plan or in the facts is zero here.</summary>
internal sealed class PlanProgress
{
    private readonly StageInput _record;
    private readonly PlanCube _facts;
    private readonly Bucket _bucket;
    private readonly bool _split;
    private readonly Lazy<double[]> _ahead;

    public PlanProgress(StageInput record, Dataset now, PlanCube facts, int bucket)
    {
        (_record, _facts, Bucket, Now) = (record, facts, bucket, now);
        _bucket = record.Structure.Calendar[bucket];
        _split = _bucket.First < record.Structure.Horizon.First;
        _ahead = new(() => OrderedAfter(Now));
        var first = _split ? record.Structure.Horizon.First : _bucket.First;
        var none = new HashSet<DateOnly>();
        Days = (now.AsOf.DayNumber - first.DayNumber + 1) / (double)(_bucket.Last.DayNumber - first.DayNumber + 1);
        var working = WorkingWeek.MondayToFriday.WorkingDays(first, _bucket.Last, none);
        WorkingDays = working == 0 ? Days : WorkingWeek.MondayToFriday.WorkingDays(first, now.AsOf, none) / (double)working;
        Rates = new CostRates(record);
    }

    public int Bucket { get; }

    public string Label => _bucket.Label;

    public Dataset Now { get; }

    public PlanStructure Structure => _record.Structure;

    public CostRates Rates { get; }

    public SupplyRecords Records => Rates.Records;

    /// <summary>Share of the planned calendar days that have passed, above 0 and at most 1.</summary>
    public double Days { get; }

    /// <summary>Share of the Mondays to Fridays that have passed.</summary>
    public double WorkingDays { get; }

    public int Count(string measure) => Structure.SeriesCount(measure);

    public SeriesSpace Space(string measure) => Structure.Of(MeasureRegistry.Measure(measure));

    /// <summary>The plan of record for the whole bucket.</summary>
    public double[] Planned(string measure, int? bucket = null) => Column(_record.Cube, measure, bucket ?? Bucket);

    /// <summary>The facts of now for the bucket.</summary>
    public double[] Actual(string measure) => Column(_facts, measure, Bucket);

    /// <summary>What the plan wanted by now of demand: of a bucket that its cut-off split what was asked for until then, and of the rest the share of days that has passed.</summary>
    public double[] DemandByNow()
    {
        var known = Planned("sales_history");
        if (_split)
        {
            var later = OrderedAfter(_record.Dataset);
            for (var series = 0; series < known.Length; series++)
                known[series] -= later[series];
        }

        return ByNow(Planned("consensus_demand"), known, Days);
    }

    /// <summary>What the plan wanted by now of production, by Mondays to Fridays.</summary>
    public double[] ProductionByNow() => ByNow(Planned("production"), Planned("actual_production"), WorkingDays);

    private double[] ByNow(double[] whole, double[] known, double share)
    {
        // Orders for a bucket that had not begun at the cut-off are no demand of days that have passed.
        if (!_split)
            Array.Clear(known);
        for (var series = 0; series < whole.Length; series++)
            whole[series] = known[series] + (Math.Max(0, whole[series] - known[series]) * share);
        return whole;
    }

    /// <summary>Where the plan has the stock by now: between the stock at its start of the bucket and at its end, by days. NaN where the plan states no stock.</summary>
    public double[] StockByNow()
    {
        var cutOff = Structure.Calendar.IndexOf(Structure.Horizon.CutOff);
        var first = Bucket == Structure.FirstPlanned;
        var start = first ? Column(_record.Cube, "actual_stock", cutOff) : Planned("stock", Bucket - 1);
        var end = _record.Cube.Values("stock");
        for (var series = 0; series < start.Length; series++)
            start[series] += (end[series, Bucket] - start[series]) * Days;
        return start;
    }

    /// <summary>True when the facts state anything of a measure in the bucket: without, it is not known, which is not nothing.</summary>
    public bool Knows(string measure) => _facts.Values(measure).BlockCount(Bucket) > 0;

    /// <summary>True when the facts state a stock of now: one that is in every series what it was at the cut-off is that of the cut-off, of an extract nobody made anew.</summary>
    public bool KnowsStock => Knows("actual_stock")
        && !Actual("actual_stock").AsSpan().SequenceEqual(Column(_record.Cube, "actual_stock", Structure.Calendar.IndexOf(Structure.Horizon.CutOff)));

    /// <summary>Orders that customers ask for on days of the bucket after the day of the facts, by demand series [base units].</summary>
    public double[] OrderedAhead => _ahead.Value;

    private double[] OrderedAfter(Dataset dataset)
    {
        var ahead = new double[Count("sales_history")];
        var reader = new SalesReader(new FactScope(dataset, Structure));
        foreach (var batch in dataset.Batches(DataModel.Table<SalesHistoryLine>()))
        {
            var (series, buckets, values) = (new int[batch.RowCount], new int[batch.RowCount], new double[batch.RowCount]);
            reader.Series(batch, series);
            reader.Values("sales_history", batch, buckets, values);
            var due = batch["due_date"].Days;
            for (var row = 0; row < batch.RowCount; row++)
            {
                if (series[row] >= 0 && buckets[row] == Bucket && due[row] > dataset.AsOf.DayNumber)
                    ahead[series[row]] += values[row];
            }
        }

        return ahead;
    }

    /// <summary>Net prices of demand series; standard costs where none is known [reporting currency per base unit]; NaN for neither.</summary>
    public double[] NetPrices()
    {
        var space = Space("consensus_demand");
        var prices = (double[])space.Units.Prices(Bucket).Clone();
        for (var series = 0; series < prices.Length; series++)
        {
            if (double.IsNaN(prices[series]) && space.Attributes.Catalog.Coordinate(series) is var key)
                prices[series] = Cost(key[0], key[1]);
        }

        return prices;
    }

    /// <summary>Standard costs of series whose first two keys are item and location.</summary>
    public double[] Costs(string measure)
    {
        var catalog = Space(measure).Attributes.Catalog;
        var costs = new double[catalog.Count];
        for (var series = 0; series < costs.Length; series++)
        {
            var key = catalog.Coordinate(series);
            costs[series] = Cost(key[0], key[1]);
        }

        return costs;
    }

    public double Cost(string item, string location) => Rates.StandardCost(new ItemId(item), new LocationId(location))[Bucket - Rates.First];

    private double[] Column(PlanCube cube, string measure, int bucket)
    {
        var values = new double[Count(measure)];
        var layer = cube.Values(measure);
        for (var series = 0; series < values.Length && bucket >= 0; series++)
            values[series] = layer[series, bucket] is var value && double.IsNaN(value) ? 0 : value;
        return values;
    }
}
