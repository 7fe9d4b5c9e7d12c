using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Kpi;

/// <summary>What the stage kpi says beside its measures: for each KPI that cannot be measured the reason, as findings.</summary>
public sealed record KeyFiguresDetails(IReadOnlyList<Finding> Findings) : StageDetails(Findings);

/// <summary>
/// The stage kpi: the sums that key figures are quotients of. Deliveries come from the sales history, forecast errors and plan adherence from the last plan of record for the buckets that have become past since,
/// turns, coverage and obsolescence from the plan. What cannot be measured has no value, and a finding says why. <see cref="KpiTable"/> makes the table of it.
/// </summary>
public static class KeyFigures
{
    private const string Demand = "sales_history", Site = "stock";

    public static StageDefinition Definition { get; } = new(
        Stage.Kpi, 2,
        ["sales_history", "actual_production", "actual_stock", "consensus_demand", "dependent_demand", "stock", "stock_value", "cost_of_sales"],
        [.. MeasureRegistry.All.Where(m => m.WrittenBy == Stage.Kpi && m.OverMembers != MemberAggregation.Ratio).Select(m => m.Name)],
        ["sales_history", "items", "customers", "locations", "unit_conversions"],
        Run)
    {
        ReadsOfRecord = ["consensus_demand", "production"],
    };

    public static StageOutput Run(StageInput input, IProgress<StageProgress>? progress, CancellationToken token)
    {
        var made = new Dictionary<string, SeriesMatrix>(StringComparer.Ordinal);
        var findings = new List<Finding>();
        if (input.Structure.SeriesCount(Demand) is var demand and > 0)
        {
            if (DeliveryFacts.WhyNot(input.Dataset) is { } why)
                findings.Add(NotMeasurable("Fill rate and OTIF", "sales_history", why, "Maybe map the days asked for and shipped."));
            else
                Deliveries(input, made, token);
            Errors(input, demand, made, findings);
        }

        progress?.Report(new StageProgress(Stage.Kpi, "Deliveries and forecast errors", 0.5));
        token.ThrowIfCancellationRequested();
        if (input.Structure.SeriesCount(Site) > 0)
        {
            Adherence(input, made, findings);
            Stock(input, made, findings);
        }

        progress?.Report(new StageProgress(Stage.Kpi, "Stock", 1));
        return new StageOutput(
            Definition.Writes.ToDictionary(m => m, m => made.TryGetValue(m, out var matrix) ? matrix.ToLayer(input.Cube[m].Written) : Layer.Empty, StringComparer.Ordinal),
            new KeyFiguresDetails(findings));
    }

    private static void Deliveries(StageInput input, Dictionary<string, SeriesMatrix> made, CancellationToken token)
    {
        var facts = new DeliveryFacts(input.Dataset, input.Structure);
        facts.Read(token);
        (made["asked_quantity"], made["delivered_in_time"], made["order_lines"], made["otif_lines"]) = (facts.Asked, facts.Delivered, facts.Lines, facts.InFull);
    }

    /// <summary>Errors of the plan of record, of the buckets it planned that are past now.</summary>
    private static void Errors(StageInput input, int series, Dictionary<string, SeriesMatrix> made, List<Finding> findings)
    {
        if (Past(input, "consensus_demand") is not { } past)
        {
            findings.Add(NotMeasurable("Forecast accuracy, bias and forecast value added", "plan of record", NoRecord(input), "Maybe approve a plan; its forecasts are measured when their buckets are past."));
            return;
        }

        var (first, end) = (past.Start.Value, past.End.Value);
        SeriesMatrix New() => new(series, first, end - first);
        var (error, absolute, naive, avoided) = (New(), New(), New(), New());
        for (var bucket = first; bucket < end; bucket++)
        {
            var actual = ForecastRecord.Actual(input.State, series, bucket);
            var simple = ForecastRecord.Naive(input.State, input.Structure, series, first, bucket);
            var planned = SeriesMatrix.From(input.PlanOfRecord!.Cube.Values("consensus_demand"), series, bucket, 1).Values;
            for (var s = 0; s < series; s++)
            {
                if (double.IsNaN(planned[s]) && actual[s] == 0)
                    continue;
                var off = (double.IsNaN(planned[s]) ? 0 : planned[s]) - actual[s];
                error.Row(s)[bucket - first] = off;
                absolute.Row(s)[bucket - first] = Math.Abs(off);
                naive.Row(s)[bucket - first] = Math.Abs(simple[s] - actual[s]);
                avoided.Row(s)[bucket - first] = Math.Abs(simple[s] - actual[s]) - Math.Abs(off);
            }
        }

        (made["forecast_error"], made["absolute_error"], made["naive_absolute_error"], made["avoided_error"]) = (error, absolute, naive, avoided);
    }

    private static void Adherence(StageInput input, Dictionary<string, SeriesMatrix> made, List<Finding> findings)
    {
        var none = input.Cube.Values("actual_production").BucketCount == 0;
        if (none || Past(input, "production") is not { } past)
        {
            findings.Add(NotMeasurable("Plan adherence", none ? "production_history" : "plan of record", none ? "there is no production history" : NoRecord(input), "Maybe import what was produced."));
            return;
        }

        var (first, count) = (past.Start.Value, past.End.Value - past.Start.Value);
        var series = input.Structure.SeriesCount(Site);
        var recorded = SeriesMatrix.From(input.PlanOfRecord!.Cube.Values("production"), series, first, count);
        var actual = SeriesMatrix.From(input.Cube.Values("actual_production"), series, first, count);
        var (plan, deviation) = (new SeriesMatrix(series, first, count), new SeriesMatrix(series, first, count));
        for (var i = 0; i < plan.Values.Length; i++)
        {
            if (double.IsNaN(recorded.Values[i]) && double.IsNaN(actual.Values[i]))
                continue;
            plan.Values[i] = double.IsNaN(recorded.Values[i]) ? 0 : recorded.Values[i];
            deviation.Values[i] = Math.Abs(plan.Values[i] - (double.IsNaN(actual.Values[i]) ? 0 : actual.Values[i]));
        }

        (made["recorded_production"], made["production_deviation"]) = (plan, deviation);
    }

    private static void Stock(StageInput input, Dictionary<string, SeriesMatrix> made, List<Finding> findings)
    {
        var horizon = input.Structure.Horizon.BucketsOf(input.Structure.Calendar);
        var figures = new StockFigures(input, input.Structure.Of(MeasureRegistry.Measure(Site)), horizon.Start.Value, horizon.End.Value - horizon.Start.Value);
        if (!figures.HasStock)
        {
            findings.Add(NotMeasurable("Turns, coverage and obsolescence", "plan", "the plan has no projected stock", "Maybe run the stage supply first."));
            return;
        }

        made["annual_cost_of_sales"] = figures.AnnualCostOfSales();
        made["average_stock_value"] = figures.AverageStockValue();
        made["daily_demand"] = figures.DailyDemand();
        made["obsolete_stock_value"] = figures.ObsoleteStockValue();
    }

    /// <summary>The buckets the plan of record has planned and that are past as a whole now; null when there are none.</summary>
    private static Range? Past(StageInput input, string measure)
    {
        if (input.PlanOfRecord is not { } record)
            return null;
        var complete = ForecastRecord.CompleteBuckets(input.Structure);
        var layer = record.Cube.Values(measure);
        var first = 0;
        while (first < complete && layer.BlockCount(first) == 0)
            first++;
        return first < complete ? first..complete : null;
    }

    private static string NoRecord(StageInput input) => input.PlanOfRecord is null ? "there is no plan of record yet" : "no bucket of the plan of record is past yet";

    private static Finding NotMeasurable(string what, string table, string why, string advice) =>
        new("NOT_MEASURABLE", Severity.Info, table, what, null, null, $"{what}: not measurable, because {why}.", advice);
}
