using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Demand;

/// <summary>
/// The stage cleanse: the sales history as the forecast reads it. Returns are set against orders, events that pass are taken back, stock-outs are filled up, outliers are brought to
/// what their neighbours and season suggest. The ramp of a launch and levels that shifted stay. Every correction is told.
/// </summary>
public static class Cleansing
{
    public static StageDefinition Definition { get; } = new(
        Stage.Cleanse, 1, ["sales_history"], ["cleansed_history", "history_correction", "corrected_series"], ["items", "customers", "demand_events", "stock_history", "sales_history"], Run);

    private static StageOutput Run(StageInput input, IProgress<StageProgress>? progress, CancellationToken token)
    {
        var structure = input.Structure;
        var findings = new List<Finding>();
        if (!structure.Spaces.TryGetValue(MeasureRegistry.Measure("sales_history").Grain & ~Grain.Bucket, out var space))
            return new StageOutput(new Dictionary<string, Layer>(), new CleanseDetails(findings, []));
        progress?.Report(new StageProgress(Stage.Cleanse, "Reading the history", 0));
        var count = space.Count;
        var catalog = space.Attributes.Catalog;
        var periods = new SeasonPeriods(structure);
        var sold = SeriesMatrix.From(input.Cube.Values("sales_history"), count, 0, structure.FirstPlanned);
        var folded = periods.Fold(sold);
        var cleansed = new SeriesMatrix(count, 0, folded.Count);
        folded.Values.CopyTo(cleansed.Values.AsSpan());
        var stockOuts = new StockOuts(input.Dataset, periods, token);
        if (!stockOuts.Any)
        {
            findings.Add(new Finding(
                "STOCK_OUTS_UNKNOWN", Severity.Info, "stock_history", "stock_history", null, null,
                "There is no stock history: months in which little was sold because nothing was there cannot be told from months of little demand.",
                "Import the stock history. Maybe the ERP keeps it as month-end stock."));
        }

        var shares = CustomerShares.Of(input.Dataset, structure, token);
        var events = new PastEvents(input.Dataset, catalog, space.Attributes.Present, periods, folded, shares.In);
        var corrections = new List<SeriesCorrection>[count];
        var present = space.Attributes.Present.ToArray();
        progress?.Report(new StageProgress(Stage.Cleanse, "Correcting the history", .3));
        Parallel.For(0, count, new ParallelOptions { CancellationToken = token }, series =>
        {
            if (!present[series])
                return;
            var found = new List<SeriesCorrection>();
            HistoryCorrection.Correct(
                cleansed.Row(series), periods.Season, events.On(series),
                stockOuts.At(catalog.Members(0)[catalog.Codes(0)[series]], catalog.Members(1)[catalog.Codes(1)[series]]), found);
            if (found.Count > 0)
                corrections[series] = found;
        });

        progress?.Report(new StageProgress(Stage.Cleanse, "Writing the history", .9));
        return new StageOutput(
            Write(input.Cube, sold, folded, cleansed, periods),
            new CleanseDetails(findings, [.. from series in Enumerable.Range(0, count)
                                            where corrections[series] is not null
                                            let coordinate = catalog.Coordinate(series)
                                            from c in corrections[series]
                                            select new Correction(coordinate, structure.Calendar[periods.Buckets(c.Period).Start].Label, c.Reason, c.Before, c.After, c.Cause)]));
    }

    /// <summary>Corrected periods go back to their buckets in proportion to what was sold in them, by days where nothing was.</summary>
    private static Dictionary<string, Layer> Write(PlanCube cube, SeriesMatrix sold, SeriesMatrix folded, SeriesMatrix cleansed, SeasonPeriods periods)
    {
        var history = new SeriesMatrix(sold.Series, 0, sold.Count);
        var correction = new SeriesMatrix(sold.Series, 0, sold.Count);
        var corrected = new SeriesMatrix(sold.Series, 0, sold.Count);
        sold.Values.CopyTo(history.Values.AsSpan());
        Parallel.For(0, sold.Series, series =>
        {
            var before = folded.Row(series);
            var now = cleansed.Row(series);
            var row = history.Row(series);
            var change = correction.Row(series);
            var mark = corrected.Row(series);
            for (var period = 0; period < periods.Past; period++)
            {
                if (CubeEdit.Same(before[period], now[period]))
                    continue;
                var (first, end) = (periods.Buckets(period).Start.Value, periods.Buckets(period).End.Value);
                for (var bucket = first; bucket < end; bucket++)
                {
                    var was = row[bucket];
                    row[bucket] = end - first == 1 ? now[period] : before[period] > 0 ? (double.IsNaN(was) ? 0 : was) * now[period] / before[period] : double.NaN;
                }

                if (end - first > 1 && !(before[period] > 0))
                    periods.Spread(period, now[period], row, 0);
                for (var bucket = first; bucket < end; bucket++)
                    mark[bucket] = 1;
            }

            var original = sold.Row(series);
            for (var bucket = 0; bucket < row.Length; bucket++)
            {
                if (!double.IsNaN(row[bucket]))
                    change[bucket] = row[bucket] - (double.IsNaN(original[bucket]) ? 0 : original[bucket]);
            }
        });

        return new Dictionary<string, Layer>(StringComparer.Ordinal)
        {
            ["cleansed_history"] = history.ToLayer(cube["cleansed_history"].Written),
            ["history_correction"] = correction.ToLayer(cube["history_correction"].Written),
            ["corrected_series"] = corrected.ToLayer(cube["corrected_series"].Written),
        };
    }
}
