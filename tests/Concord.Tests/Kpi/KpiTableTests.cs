using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;
using Concord.Planning.Kpi;
using Concord.Planning.Scenarios;
using Concord.Tests.Cube;
using Concord.Tests.Data;

namespace Concord.Tests.Kpi;

/// <summary>A company cut off at the end of March 2026 (bucket 11 of <see cref="FactCases.Calendar"/>) that approved plans at the end of January and of February.</summary>
public sealed class KpiTableTests
{
    private static readonly object[] Master =
    [
        Facts.Item("A"), Facts.Item("B") with { Family = "Mountain Bikes" }, Facts.Location("W1"), Facts.Customer("C1") with { Location = new("W1") },
        Facts.Price("A"), Facts.Price("B"), Facts.StockPolicy("A", "W1"), Facts.StockPolicy("B", "W1"),
    ];

    private static SalesHistoryLine Line(string item, string due, double quantity, string? shipped, double? left = null) => Facts.Sale(item, Facts.Day(due), quantity) with
    {
        ShippedDate = shipped is null ? null : Facts.Day(shipped),
        ShippedQuantity = left,
    };

    /// <summary>February and March of both years; A sold 100 and 120, B 50 and 40.</summary>
    private static readonly SalesHistoryLine[] Sales =
    [
        Line("A", "2025-04-10", 10, "2025-04-10"), Line("A", "2026-02-10", 100, "2026-02-10"), Line("B", "2026-02-11", 50, "2026-02-20"),
        Line("A", "2026-03-10", 120, "2026-04-02"), Line("B", "2026-03-11", 40, "2026-03-11", 30), Line("A", "2026-05-11", 7, null),
    ];

    internal static MemoryDataset Data(IEnumerable<object> more) => FactCases.Dataset([.. Master, .. Sales, .. more]);

    internal static StageInput Now(IEnumerable<object> more, Action<CubeEdit, PlanStructure>? put = null, PlanState? record = null)
    {
        var dataset = Data(more);
        var structure = FactCases.Structure(dataset);
        var edit = new CubeEdit(FactCube.Load(dataset, structure, TestContext.Current.CancellationToken).Cube, structure.SeriesCount);
        put?.Invoke(edit, structure);
        var input = new StageInput(PlanState.Empty with { Cube = edit.Build() }, structure, dataset, PlanningRules.Standard) { PlanOfRecord = record };
        var output = KeyFigures.Run(input, null, TestContext.Current.CancellationToken);
        var cube = output.Written.Aggregate(input.Cube, (c, w) => c.With(w.Key, new MeasureLayers(w.Value, w.Value, Layer.Empty)));
        return input with { State = input.State with { Cube = cube } };
    }

    /// <summary>A plan of record cut off at the end of a month: values of A and B from its first bucket on.</summary>
    private static RecordedPlan Plan(string cutOff, params (string Measure, double[] A, double[] B)[] values)
    {
        var structure = StructureBuilder.Build(
            Data([]), FactCases.Calendar, new Horizon(Facts.Day(cutOff), 3, ZoneLength.Weeks(4), ZoneLength.Months(1)), FactCases.Catalogs(Data([])), "EUR");
        var edit = new CubeEdit(PlanCube.Empty, structure.SeriesCount);
        foreach (var (measure, a, b) in values)
        {
            for (var i = 0; i < a.Length; i++)
            {
                edit.Scatter(measure, LayerKind.Values, structure.FirstPlanned + i, [Series(structure, measure, "A")], [a[i]]);
                edit.Scatter(measure, LayerKind.Values, structure.FirstPlanned + i, [Series(structure, measure, "B")], [b[i]]);
            }
        }

        return new RecordedPlan(cutOff, PlanState.Empty with { Cube = edit.Build() }, structure);
    }

    internal static int Series(PlanStructure structure, string measure, string item)
    {
        var catalog = structure.Of(MeasureRegistry.Measure(measure)).Attributes.Catalog;
        return Enumerable.Range(0, catalog.Count).First(s => catalog.Coordinate(s)[0] == item);
    }

    internal static readonly RecordedPlan[] Plans =
    [
        Plan("2026-01-31", ("consensus_demand", [90, 110], [60, 60]), ("statistical_forecast", [80, 80], [60, 60]), ("sales_input", [95, double.NaN], [double.NaN, double.NaN])),
        Plan("2026-02-28", ("consensus_demand", [130, 100], [50, 50]), ("statistical_forecast", [100, 100], [60, 60])),
    ];

    private static KeyFigure Find(KpiTable table, string name, int lag = 0, string? family = null) =>
        table.Rows.Single(r => family is null ? r.Members.Length == 0 : r.Members is [var f] && f == family).Figures.Single(f => f.Name == name && f.Lag == lag);

    [Fact]
    public void Accuracy_bias_and_value_added_by_lag_from_two_stored_plans()
    {
        var now = Now([]);
        var table = KpiTable.Of(now, Plans, ["family"], Coordinates.All);

        // Lag 1: February by the plan of January (90, 60 against 100, 50), March by that of February (130, 50 against 120, 40): 40 off of 310, 20 too much.
        Assert.Equal(1 - (40d / 310), Find(table, "forecast_accuracy", 1).Value!.Value, 9);
        Assert.Equal(20d / 310, Find(table, "bias", 1).Value!.Value, 9);

        // Naive as somebody could have known: no bucket of a year before, so the last one: nothing in January, 100 and 50 in February. Off by 100, 50, 20, 10.
        Assert.Equal((180 - 40d) / 310, Find(table, "forecast_value_added", 1).Value!.Value, 9);

        // Lag 2: March by the plan of January: 110 and 60 against 120 and 40.
        Assert.Equal(1 - (30d / 160), Find(table, "forecast_accuracy", 2).Value!.Value, 9);
        Assert.Equal("no plan of record planned a bucket 3 ahead that is past now", Find(table, "forecast_accuracy", 3).NotMeasurable);
        Assert.Equal(1 - (20d / 220), Find(table, "forecast_accuracy", 1, "Road Bikes").Value!.Value, 9);
        Assert.Equal(1 - (20d / 150), Find(table, "forecast_accuracy", 1).ByBucket[^2]!.Value, 9);
    }

    [Fact]
    public void Each_step_is_measured_against_the_one_before()
    {
        var now = Now([]);
        var steps = KpiTable.Of(now, Plans, [], Coordinates.All).ValueAdded.Where(s => s.Lag == 1).ToList();

        // Statistics: off by 20, 10 in February and 20, 20 in March.
        Assert.Equal((180, 70), (steps[0].Before, steps[0].After));
        Assert.Equal((70, 40), (steps[1].Before, steps[1].After));
        Assert.Equal(30d / 310, steps[1].Value!.Value, 9);

        // Sales had one opinion: 95 where statistics said 80 and 100 were ordered.
        Assert.Equal(("Sales input against statistical forecast", 20, 5, 1), (steps[2].Step, steps[2].Before, steps[2].After, steps[2].Cells));
        Assert.Equal(0.15, steps[2].Value!.Value, 9);
    }

    [Fact]
    public void Fill_rate_counts_quantities_and_otif_lines()
    {
        // Due up to the cut-off: 10, 100 and 50 in their month, 120 after the cut-off, 30 of 40. In time and in full: April's and A's line of February.
        var table = KpiTable.Of(Now([]), [], [], Coordinates.All);
        Assert.Equal(190d / 320, Find(table, "fill_rate").Value!.Value, 9);
        Assert.Equal(2d / 5, Find(table, "otif").Value!.Value, 9);
        Assert.Equal(0.5, Find(table, "otif").ByBucket[^2]!.Value, 9);
    }

    [Fact]
    public void What_has_no_facts_is_not_measurable_and_says_why()
    {
        var dataset = FactCases.Dataset([.. Master, Facts.Sale("A", Facts.Day("2026-03-10"), 5)]);
        var structure = FactCases.Structure(dataset);
        var state = PlanState.Empty with { Cube = FactCube.Load(dataset, structure, TestContext.Current.CancellationToken).Cube };
        var input = new StageInput(state, structure, dataset, PlanningRules.Standard);
        var output = KeyFigures.Run(input, null, TestContext.Current.CancellationToken);
        Assert.Equal(4, output.Details.Findings.Count(f => f.Code == "NOT_MEASURABLE"));
        Assert.All(output.Written.Values, layer => Assert.Equal(0, layer.BucketCount));
        var row = KpiTable.Of(input, [], [], Coordinates.All, 1).Rows[0];
        Assert.Contains("day of shipment", row.Figures.Single(f => f.Name == "otif").NotMeasurable);
        Assert.Contains("no production history", row.Figures.Single(f => f.Name == "plan_adherence").NotMeasurable);
        Assert.Contains("no plan of record", row.Figures.Single(f => f.Name == "bias").NotMeasurable);
        Assert.Contains("customer orders", row.Figures.Single(f => f.Name == "order_backlog").NotMeasurable);
        Assert.All(row.Figures, f => Assert.True((f.Value is null) == (f.NotMeasurable is not null), f.Name));
    }

    [Fact]
    public void The_stage_measures_the_last_plan_of_record()
    {
        var now = Now([], record: Plans[1].State);
        var a = Series(now.Structure, "forecast_error", "A");
        Assert.Equal(10, now.Cube.Values("forecast_error")[a, 11]);
        Assert.Equal(10, now.Cube.Values("absolute_error")[a, 11]);
        Assert.Equal(20, now.Cube.Values("naive_absolute_error")[a, 11]);
        Assert.Equal(10, now.Cube.Values("avoided_error")[a, 11]);
        Assert.True(double.IsNaN(now.Cube.Values("forecast_error")[a, 10]));
    }

    [Fact]
    public void Adherence_compares_production_with_the_first_bucket_of_each_plan()
    {
        var made = new ProductionHistoryLine { Order = "M1", Date = Facts.Day("2026-03-20"), Item = new("A"), Location = new("W1"), Quantity = 80 };
        var now = Now([made]);
        var plan = Plan("2026-02-28", ("production", [100, 100], [20, 20]));

        // March: 80 for 100, nothing for 20.
        Assert.Equal(1 - (40d / 120), Find(KpiTable.Of(now, [plan], [], Coordinates.All), "plan_adherence").Value!.Value, 9);
    }

    [Fact]
    public void Turns_coverage_and_obsolescence_of_a_planned_stock()
    {
        var now = Now([Facts.Stock("A", "W1", 60)], (edit, structure) =>
        {
            var (site, demand) = (Series(structure, "stock", "A"), Series(structure, "consensus_demand", "A"));
            for (var b = 12; b < 18; b++)
            {
                var days = structure.Calendar[b].Days;
                edit.Scatter("stock", LayerKind.Values, b, [site], [60]);
                edit.Scatter("stock_value", LayerKind.Values, b, [site], [600]);
                edit.Scatter("consensus_demand", LayerKind.Values, b, [demand], [2.0 * days]);
                edit.Scatter("cost_of_sales", LayerKind.Values, b, [demand], [20.0 * days]);
            }

            edit.Scatter("stock", LayerKind.Values, 17, [site], [1460]);
            edit.Scatter("stock_value", LayerKind.Values, 17, [site], [14600]);
        });
        var table = KpiTable.Of(now, [], [], Coordinates.All);

        // 20 a day are 7,300 a year, on 600 of stock. Demand of 2 a day: 60 last 30 days.
        Assert.Equal(7300d / 600, Find(table, "turns").ByBucket[0]!.Value, 9);
        Assert.Equal(30, Find(table, "coverage").ByBucket[0]!.Value, 9);
        Assert.Null(Find(table, "coverage").ByBucket[5]);

        // At the end 1,460 lie there; a year asks for 730 at the pace of the horizon: half is too much.
        Assert.Equal(0, Find(table, "obsolescence").ByBucket[0]!.Value, 9);
        Assert.Equal(0.5, Find(table, "obsolescence").Value!.Value, 9);
    }

    [Fact]
    public void Buckets_the_plan_does_not_reach_have_no_coverage_and_are_not_taken_for_buckets_without_demand()
    {
        // Newer facts have moved the horizon: its last two buckets are not planned yet. In bucket 15 there is demand and no stock.
        var now = Now([], (edit, structure) =>
        {
            var (site, demand) = (Series(structure, "stock", "A"), Series(structure, "consensus_demand", "A"));
            for (var b = 12; b < 16; b++)
            {
                edit.Scatter("consensus_demand", LayerKind.Values, b, [demand], [2.0 * structure.Calendar[b].Days]);
                edit.Scatter("stock", LayerKind.Values, b, [site], [b == 14 ? double.NaN : 730]);
                edit.Scatter("stock_value", LayerKind.Values, b, [site], [b == 14 ? double.NaN : 7300]);
            }
        });
        var table = KpiTable.Of(now, [], [], Coordinates.All);
        var coverage = Find(table, "coverage");
        Assert.Equal(365, coverage.ByBucket[0]!.Value, 9);
        Assert.Equal(365, coverage.ByBucket[1]!.Value, 9);
        Assert.Equal([null, null, null, null], coverage.ByBucket[2..]);
        Assert.Equal(365, coverage.Value!.Value, 9);

        // A year asks for all of the 730.
        Assert.Equal(0, Find(table, "obsolescence").Value!.Value, 9);
        Assert.All(table.Rows.SelectMany(r => r.Figures), f => Assert.DoesNotContain(f.ByBucket.Append(f.Value), v => v is { } number && !double.IsFinite(number)));
    }

    [Fact]
    public void Stock_of_an_item_at_its_end_of_life_is_obsolete_beyond_what_is_still_asked_for()
    {
        var items = Facts.Item("A") with { EndOfLifeDate = Facts.Day("2026-05-31") };
        var dataset = FactCases.Dataset([items, .. Master[1..], .. Sales]);
        var structure = FactCases.Structure(dataset);
        var edit = new CubeEdit(FactCube.Load(dataset, structure, TestContext.Current.CancellationToken).Cube, structure.SeriesCount);
        edit.Scatter("stock", LayerKind.Values, 12, [Series(structure, "stock", "A")], [50]);
        edit.Scatter("stock_value", LayerKind.Values, 12, [Series(structure, "stock", "A")], [500]);
        edit.Scatter("consensus_demand", LayerKind.Values, 13, [Series(structure, "consensus_demand", "A")], [31]);
        var input = new StageInput(PlanState.Empty with { Cube = edit.Build() }, structure, dataset, PlanningRules.Standard);
        var output = KeyFigures.Run(input, null, TestContext.Current.CancellationToken);
        Assert.Equal(190, output.Written["obsolete_stock_value"][Series(structure, "stock", "A"), 12], 9);
    }

    [Fact]
    public void Targets_say_who_owns_a_figure_and_how_it_stands()
    {
        static StrategicTarget Target(string measure, double value, double threshold, string? level = null, string? member = null) =>
            new() { Measure = measure, Level = level, Member = member, From = Facts.Day("2025-01-01"), Value = value, Threshold = threshold, Owner = "Ann" };
        var now = Now(
        [
            Target("fill_rate", 0.95, 0.5), Target("otif", 0.9, 0.8), Target("bias", 0, 0.05), Target("forecast_accuracy", 0.8, 0.6), Target("forecast_accuracy", 0.95, 0.93, "family", "Road Bikes"), Target("filrate", 1, 0),
        ]);
        var table = KpiTable.Of(now, Plans, ["family"], Coordinates.All);
        Assert.Equal((KpiStatus.Near, "Ann"), (Find(table, "fill_rate").Status, Find(table, "fill_rate").Owner));
        Assert.Equal(KpiStatus.Missed, Find(table, "otif").Status);
        Assert.Equal(KpiStatus.Missed, Find(table, "bias", 1).Status);
        Assert.Equal(KpiStatus.Met, Find(table, "forecast_accuracy", 1).Status);
        Assert.Equal(KpiStatus.Missed, Find(table, "forecast_accuracy", 1, "Road Bikes").Status);
        Assert.Equal(KpiStatus.Open, Find(table, "fill_rate", 0, "Road Bikes").Status);
        Assert.Equal("TARGET_OF_UNKNOWN_KPI", Assert.Single(table.Findings).Code);
    }

    [Fact]
    public void Utilisation_and_backlog_of_the_plan()
    {
        var now = Now(
            [Facts.Resource("R1", "W1"), Facts.SalesOrder("O1", "A") with { Quantity = 4 }],
            (edit, structure) =>
            {
                edit.Scatter("load", LayerKind.Values, 12, [0], [90]);
                edit.Scatter("capacity", LayerKind.Values, 12, [0], [100]);
            });
        var table = KpiTable.Of(now, [], ["channel"], Coordinates.All);
        Assert.Equal(0.9, Find(table, "utilisation").Value!.Value, 9);
        Assert.Equal(400, Find(table, "order_backlog").Value!.Value, 9);
        Assert.Contains("not told apart by channel", table.Rows[1].Figures.Single(f => f.Name == "utilisation").NotMeasurable);
    }
}
