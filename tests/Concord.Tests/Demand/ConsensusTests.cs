using System.Collections.Immutable;
using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;
using Concord.Planning.Demand;
using Concord.Planning.Scenarios;
using Concord.Tests.Cube;
using Concord.Tests.Data;
using FsCheck;
using FsCheck.Fluent;

namespace Concord.Tests.Demand;

public sealed class ConsensusTests
{
    private static readonly DateOnly CutOff = new(2025, 12, 31);

    /// <summary>Two road bikes and a mountain bike, forecast at 100, 50 and 30 in each planned bucket from January 2026 (bucket 12) on.</summary>
    private static SmallPlan Bikes()
    {
        var plan = new SmallPlan().Item("r1", "Road", price: 10).Item("r2", "Road", price: 20).Item("m1", "Mountain", price: 5).DemandFor("r1", "r2", "m1");
        for (var bucket = 12; bucket < 24; bucket++)
            plan.Put("statistical_forecast", bucket, 100, 50, 30);
        return plan;
    }

    private static (double[][] Consensus, double[][] Effect, ConsensusDetails Details) Run(
        SmallPlan plan, IEnumerable<object>? facts = null, PlanningRules? rules = null, IEnumerable<Driver>? drivers = null, IEnumerable<Entry>? entries = null)
    {
        object[] items = [.. ((string[])["r1", "r2", "m1"]).Select(i => Facts.Item(i) with { Family = i[0] == 'r' ? "Road" : "Mountain" })];
        var state = PlanState.Empty with { Cube = plan.Cube(), Drivers = [.. drivers ?? []], Entries = [.. entries ?? []] };
        var all = (facts ?? []).ToList();
        var own = all.OfType<Item>().Select(i => i.Id).ToHashSet();
        var dataset = new MemoryDataset(CutOff, items.Cast<Item>().Where(i => !own.Contains(i.Id)).Concat(all));
        var output = Consensus.Run(new StageInput(state, plan.Structure, dataset, rules ?? PlanningRules.Standard), null, TestContext.Current.CancellationToken);
        return (Rows(output.Written["consensus_demand"], plan), Rows(output.Written["event_effect"], plan), (ConsensusDetails)output.Details);
    }

    private static double[][] Rows(Layer layer, SmallPlan plan)
    {
        var matrix = SeriesMatrix.From(layer, plan.Catalog(SmallPlan.Demand).Count, 12, 12);
        return [.. Enumerable.Range(0, matrix.Series).Select(s => matrix.Row(s).ToArray())];
    }

    private static DemandEvent Event(string id, DemandEventKind kind, string from, string? to, double? percent = null, double? quantity = null) => new()
    {
        Id = id, Kind = kind, Family = "Road", From = Facts.Day(from), To = to is null ? null : Facts.Day(to), EffectPercent = percent, EffectQuantity = quantity,
    };

    [Fact]
    public void Without_events_inputs_and_orders_it_is_the_forecast()
    {
        var (consensus, effect, details) = Run(Bikes());
        Assert.All(consensus[0], v => Assert.Equal(100, v));
        Assert.All(effect[0], v => Assert.True(double.IsNaN(v)));
        Assert.Empty(details.Findings);
        Assert.Empty(details.Floors);
    }

    [Fact]
    public void A_percentage_acts_for_its_share_of_days_on_its_family_only()
    {
        // 20 % for the first 14 of the 28 days of February: 10 % of 100 and of 50.
        var (consensus, effect, details) = Run(Bikes(), [Event("E1", DemandEventKind.Promotion, "2026-02-01", "2026-02-14", percent: 20)]);
        Assert.Equal(10, effect[0][1], 9);
        Assert.Equal(5, effect[1][1], 9);
        Assert.True(double.IsNaN(effect[2][1]));
        Assert.Equal([100, 110, 100], consensus[0][..3]);
        var told = Assert.Single(details.Events);
        Assert.Equal(15, told.Quantity[1], 9);
        Assert.Equal((10 * 10) + (5 * 20), told.Money[1], 9);
        Assert.Equal("family Road", told.Part);
    }

    [Fact]
    public void A_quantity_is_cut_over_days_and_over_series_like_their_forecast()
    {
        // 180 over 31 days of March and 29 of April: 93 and 87; series get two thirds and one third.
        var (_, effect, _) = Run(Bikes(), [Event("E1", DemandEventKind.ChannelChange, "2026-03-01", "2026-04-29", quantity: 180)]);
        Assert.Equal(62, effect[0][2], 9);
        Assert.Equal(31, effect[1][2], 9);
        Assert.Equal(58, effect[0][3], 9);
        Assert.Equal(29, effect[1][3], 9);
    }

    [Fact]
    public void What_acts_at_the_cut_off_is_in_the_history_and_is_taken_back_after_its_end()
    {
        // +25 % since 2025 up to the end of June: the history is at 125 for 100. From July on it is 100 / 125 of the forecast: 20 % less. What has no end stays.
        var ends = Event("E1", DemandEventKind.CompetitorAction, "2025-03-01", "2026-06-30", percent: 25);
        var stays = Event("E2", DemandEventKind.ChannelChange, "2025-03-01", null, percent: 10);
        var (consensus, _, details) = Run(Bikes(), [ends, stays]);
        Assert.Equal(100, consensus[0][5], 9);
        Assert.Equal(80, consensus[0][6], 9);
        Assert.Equal(80, consensus[0][11], 9);
        Assert.Equal("E1", Assert.Single(details.Events).Event);
    }

    [Fact]
    public void A_promotion_across_the_cut_off_acts_as_stated_because_cleansing_took_it_out_of_the_history() =>
        Assert.Equal([120, 100], Run(Bikes(), [Event("E1", DemandEventKind.Promotion, "2025-12-01", "2026-01-31", percent: 20)]).Consensus[0][..2]);

    [Fact]
    public void A_price_change_without_stated_effect_moves_nothing_and_says_so()
    {
        var (consensus, _, details) = Run(Bikes(), [Event("E1", DemandEventKind.PriceChange, "2026-02-01", null) with { PriceChangePercent = -10 }]);
        Assert.Equal(100, consensus[0][1]);
        Assert.Equal("EVENT_WITHOUT_EFFECT", Assert.Single(details.Findings).Code);
    }

    [Fact]
    public void A_launch_that_the_item_dates_is_left_to_the_forecast()
    {
        var launch = Event("E1", DemandEventKind.Launch, "2026-02-01", null, percent: 50) with { Family = null, Item = new("r1") };
        var (consensus, _, details) = Run(Bikes(), [launch, Facts.Item("r1") with { Family = "Road", LaunchDate = Facts.Day("2026-02-01") }]);
        Assert.Equal(100, consensus[0][1]);
        Assert.Equal("EVENT_IN_FORECAST", Assert.Single(details.Findings).Code);
    }

    [Fact]
    public void An_event_of_an_unknown_family_is_a_finding()
    {
        var (_, _, details) = Run(Bikes(), [Event("E1", DemandEventKind.Promotion, "2026-02-01", "2026-02-28", percent: 20) with { Family = "Rode" }]);
        var finding = Assert.Single(details.Findings);
        Assert.Equal("EVENT_MOVES_NOTHING", finding.Code);
        Assert.Contains("family Rode", finding.Message);
    }

    [Fact]
    public void A_related_item_loses_its_share_of_what_a_promotion_gains()
    {
        var promotion = Event("E1", DemandEventKind.Promotion, "2026-02-01", "2026-02-28", percent: 40) with { Family = null, Item = new("r1"), RelatedItem = new("r2") };
        var relation = Facts.Relation("r1", "r2", RelationKind.Cannibalisation) with { Share = 0.25 };
        var (consensus, _, _) = Run(Bikes(), [promotion, relation]);
        Assert.Equal(140, consensus[0][1], 9);
        Assert.Equal(40, consensus[1][1], 9);
    }

    [Fact]
    public void A_launch_to_come_takes_its_share_of_the_related_item_and_no_more_than_it_sells()
    {
        // r2 is launched in March and is forecast at 50: 30 % of r1 is 30, 80 % of it would be more than r2 sells.
        object[] Launch(double share) =>
            [Facts.Relation("r2", "r1", RelationKind.Cannibalisation) with { Share = share }, Facts.Item("r2") with { Family = "Road", LaunchDate = Facts.Day("2026-03-01") }];
        Assert.Equal([100, 100, 70], Run(Bikes(), Launch(0.3)).Consensus[0][..3]);
        Assert.Equal([100, 100, 50], Run(Bikes(), Launch(0.8)).Consensus[0][..3]);
    }

    [Fact]
    public void An_event_for_one_customer_reaches_its_share_of_the_channel_and_region()
    {
        var plan = new SmallPlan().Item("r1", "Road", price: 10).Series(SmallPlan.Demand, "r1", "L", "Retail", "Europe").Put("statistical_forecast", 13, 100);
        object[] facts =
        [
            Facts.Customer("C1"), Facts.Customer("C2"),
            Facts.Sale("r1", Facts.Day("2025-06-01"), 30), Facts.Sale("r1", Facts.Day("2025-07-01"), 10) with { Customer = new("C2") },
            Event("E1", DemandEventKind.Promotion, "2026-02-01", "2026-02-28", percent: 20) with { Customer = new("C1") },
        ];
        Assert.Equal(115, Run(plan, facts).Consensus[0][1], 9);
    }

    [Fact]
    public void Events_take_no_more_than_there_is()
    {
        var (consensus, effect, _) = Run(Bikes(), [Event("E1", DemandEventKind.CompetitorAction, "2026-02-01", "2026-02-28", quantity: -600)]);
        Assert.Equal(0, consensus[0][1]);
        Assert.Equal(-100, effect[0][1]);
    }

    [Fact]
    public void Opinions_count_by_their_weights_and_only_where_there_are_some()
    {
        var plan = Bikes().Put("sales_input", 12, 120, double.NaN, double.NaN).Put("finance_input", 12, 90, 40, double.NaN);
        var rules = new PlanningRules { Demand = new DemandRules { SalesWeight = 2, FinanceWeight = 1 } };
        var (consensus, _, details) = Run(plan, rules: rules);
        Assert.Equal(110, consensus[0][0], 9);
        Assert.Equal(40, consensus[1][0], 9);
        Assert.Equal(30, consensus[2][0], 9);
        var sales = details.Inputs.Single(i => i.Function == InputFunction.Sales);
        Assert.Equal(40d / 3, sales.Gained[0], 9);
        var finance = details.Inputs.Single(i => i.Function == InputFunction.Finance);
        Assert.Equal((-10d / 3) - 10, finance.Lost[0], 9);
        Assert.Equal(2, finance.Cells);

        // What the functions moved, together, is what the consensus differs from the forecast by.
        Assert.Equal(110 + 40 - 150, sales.Gained[0] + finance.Lost[0], 9);
    }

    [Fact]
    public void Opinions_replace_the_effect_of_events_and_promotion_drivers_move_it()
    {
        var promotion = Event("E1", DemandEventKind.Promotion, "2026-01-01", "2026-01-31", percent: 20);
        var driver = new Driver("More promotion", DriverKind.Promotions, Coordinates.All, 12, 23, 1.5, "a second wave");
        var plan = Bikes().Put("sales_input", 12, 130);
        Assert.Equal(130, Run(plan, [promotion]).Consensus[0][0], 9);
        var (consensus, effect, _) = Run(plan, [promotion], drivers: [driver]);
        Assert.Equal(140, consensus[0][0], 9);
        Assert.Equal(65, consensus[1][0], 9);
        Assert.Equal(30, effect[0][0], 9);
    }

    [Fact]
    public void Demand_drivers_multiply_their_part()
    {
        var driver = new Driver("Weak mountain", DriverKind.Demand, Coordinates.Of(("family", "Mountain")), 13, 14, 0.5, "a wet spring");
        var (consensus, _, _) = Run(Bikes(), drivers: [driver]);
        Assert.Equal([30, 15, 15, 30], consensus[2][..4]);
        Assert.Equal(100, consensus[0][1]);
    }

    [Fact]
    public void What_people_typed_on_the_effect_of_events_counts()
    {
        var typed = new Entry(1, "event_effect", Coordinates.Of(("family", "Road")), 13, 13, EntryRule.Add, 30, ValueUnit.ItemUnits, "marketing", DateTimeOffset.UnixEpoch);
        var (consensus, effect, _) = Run(Bikes(), [Event("E1", DemandEventKind.Promotion, "2026-02-01", "2026-02-28", percent: 20)], entries: [typed]);
        Assert.Equal(20, effect[0][1], 9);
        Assert.Equal(140, consensus[0][1], 9);
        Assert.Equal(70, consensus[1][1], 9);
    }

    [Fact]
    public void Orders_consume_the_forecast_of_their_item_then_of_their_family()
    {
        // r1 has two places of 100 each. 150 ordered at one: the other gives its 50 up. r2's order of 70 exceeds its 50 and takes 20 from what r1 has not booked.
        var plan = new SmallPlan().Item("r1", "Road").Item("r2", "Road")
            .Series(SmallPlan.Demand, "r1", "L", "Retail", "R").Series(SmallPlan.Demand, "r1", "L", "Web", "R").Series(SmallPlan.Demand, "r2", "L", "Web", "R")
            .Put("statistical_forecast", 12, 100, 100, 50).Put("order_backlog", 12, 150, double.NaN, 70);
        var (consensus, _, details) = Run(plan);
        Assert.Equal([150, 30, 70], consensus.Select(c => Math.Round(c[0], 9)));
        var floor = Assert.Single(details.Floors);
        Assert.Equal(("Road", 12, 2), (floor.Family, floor.Bucket, floor.Series));
        Assert.Equal(70, floor.Raised, 9);
        Assert.Equal(70, floor.Consumed, 9);
        Assert.Equal(new FloorCell("r1", "L", "Retail", "R", 12, 100, 150), details.LargestFloors[0]);
    }

    [Fact]
    public void More_orders_than_forecast_leave_just_the_orders()
    {
        var plan = Bikes().Put("order_backlog", 12, 400, 20, double.NaN);
        var (consensus, _, _) = Run(plan);
        Assert.Equal([400d, 20d, 30d], consensus.Select(c => c[0]));
    }

    [Fact]
    public void In_every_group_consensus_is_the_larger_of_forecast_and_orders() => Prop.ForAll(
        Gen.Choose(0, 40).Select(i => i * 5.0).ArrayOf(12).Zip(Gen.Choose(0, 30).Select(i => i * 5.0).ArrayOf(12)).ToArbitrary(),
        sample =>
        {
            var plan = new SmallPlan();
            var places = (string[])["A", "B"];
            for (var i = 0; i < 6; i++)
                plan.Item($"i{i}", i < 3 ? "F" : "G");
            plan.Series(SmallPlan.Demand, Enumerable.Range(0, 12).Select(s => (string[])[$"i{s / 2}", "L", places[s % 2], "R"]));
            plan.Put("statistical_forecast", 12, sample.Item1).Put("order_backlog", 12, sample.Item2);
            var consensus = Run(plan).Consensus.Select(c => c[0]).ToArray();
            bool Holds(Func<int, int> group) => Enumerable.Range(0, 12).GroupBy(group).All(g =>
            {
                var (forecast, booked, agreed) = (g.Sum(s => sample.Item1[s]), g.Sum(s => sample.Item2[s]), g.Sum(s => consensus[s]));
                return agreed >= booked - 1e-9 && agreed <= Math.Max(forecast, booked) + 1e-9;
            });
            return Enumerable.Range(0, 12).All(s => consensus[s] >= sample.Item2[s] - 1e-9 && consensus[s] >= 0) && Holds(s => s / 6);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void In_a_bucket_the_cut_off_splits_what_is_ordered_to_date_counts()
    {
        var dataset = FactCases.Dataset(Facts.Item("A"), Facts.Location("W1"), Facts.Customer("C1") with { Location = new("W1") }, Facts.Sale("A", Facts.Day("2026-03-05"), 70));
        var calendar = new PlanningCalendar(new Months(new FiscalYear()), new DateOnly(2025, 4, 1), new DateOnly(2026, 9, 30));
        var structure = StructureBuilder.Build(
            dataset, calendar, new Horizon(new DateOnly(2026, 3, 10), 6, ZoneLength.Weeks(4), ZoneLength.Months(2)), FactCases.Catalogs(dataset), "EUR");
        var cube = FactCube.Load(dataset, structure, TestContext.Current.CancellationToken).Cube;
        var edit = new CubeEdit(cube, structure.SeriesCount);
        for (var bucket = structure.FirstPlanned; bucket < 18; bucket++)
            edit.Scatter("statistical_forecast", LayerKind.Values, bucket, [0], [40]);
        var output = Consensus.Run(
            new StageInput(PlanState.Empty with { Cube = edit.Build() }, structure, dataset, PlanningRules.Standard), null, TestContext.Current.CancellationToken);
        Assert.Equal(70, output.Written["consensus_demand"][0, structure.FirstPlanned]);
        Assert.Equal(40, output.Written["consensus_demand"][0, structure.FirstPlanned + 1]);
    }

    [Fact]
    public void A_plan_without_demand_says_so()
    {
        var structure = new SmallPlan().Structure;
        var output = Consensus.Run(
            new StageInput(PlanState.Empty, structure, new MemoryDataset(CutOff, []), PlanningRules.Standard), null, TestContext.Current.CancellationToken);
        Assert.Equal("NO_DEMAND_SERIES", Assert.Single(output.Details.Findings).Code);
    }

    [Fact]
    public void A_series_with_orders_and_without_forecast_is_a_finding_and_no_zero()
    {
        var plan = Bikes().Item("x").Series(SmallPlan.Demand, "x", "L", "C", "R").Put("sales_history", 6, 1, 1, 1, 7);
        var (consensus, _, details) = Run(plan);
        Assert.All(consensus[3], v => Assert.True(double.IsNaN(v)));
        Assert.Contains("x / L / C / R", Assert.Single(details.Findings).Message);
    }

    [Fact]
    public void Budget_and_targets_stand_beside_the_consensus()
    {
        var plan = Bikes().Put("consensus_demand", 12, 100, 50, 30).Put("budget_quantity", 12, 120, 40, double.NaN);
        StrategicTarget[] targets =
        [
            new() { Measure = "revenue", From = Facts.Day("2026-01-01"), To = Facts.Day("2026-01-31"), Value = 9 },
            new() { Measure = "fill_rate", Level = "family", Member = "Road", From = Facts.Day("2026-01-01"), Value = 0.97 },
        ];
        var comparison = DemandComparison.Of(plan.Cube(), plan.Structure, targets, ["family"], Coordinates.All, ValueUnit.PlanningUnits);
        Assert.Null(comparison.NoBudget);
        var road = comparison.Rows.Single(r => r.Members is ["Road"]);
        Assert.Equal((150, 160, -10), (road.Consensus[0], road.Budget[0], road.Gap[0]));
        Assert.Equal("fill_rate", Assert.Single(road.Targets).Target.Measure);
        var company = comparison.Rows.Single(r => r.Members.Length == 0);
        Assert.Equal([9, double.NaN], Assert.Single(company.Targets).Values[..2]);
        Assert.NotNull(DemandComparison.Of(Bikes().Cube(), plan.Structure, targets, [], Coordinates.All, ValueUnit.PlanningUnits).NoBudget);
    }
}
