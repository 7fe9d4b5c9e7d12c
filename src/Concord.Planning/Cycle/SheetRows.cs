using Concord.Numerics.Cells;
using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Finance;
using Concord.Planning.Kpi;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Cycle;

/// <summary>Makes the rows of one family sheet. Works on arrays over the whole calendar; rows are cut to the buckets shown at the end.</summary>
internal sealed class SheetRows
{
    private const int CoverDays = 90;
    private const double MonthDays = 365.25 / 12;

    private static readonly string[] Read =
    [
        "consensus_demand", "sales_history", "constrained_demand", "shipments", "budget_quantity", "revenue", "actual_revenue", "budget_revenue", "production", "actual_production", "purchase",
        "stock", "actual_stock", "safety_stock", "dependent_demand", "order_backlog", "backorders",
    ];

    private static readonly string[] Planned = ["consensus_demand", "constrained_demand", "revenue", "production", "purchase", "stock", "safety_stock", "order_backlog", "backorders"];

    private readonly PlanStructure _structure;
    private readonly string _attribute;
    private readonly Coordinates _part;
    private readonly ValueUnit _unit;
    private readonly Dictionary<string, SheetValues> _now, _recorded, _before;
    private readonly int _count, _first;
    private readonly bool _split;

    /// <param name="Values">Over the calendar.</param>
    /// <param name="Why">Why there is none; null when there is one.</param>
    private sealed record SheetValues(double[] Values, string? Unit, string? Why, int Outside);

    public SheetRows(PlanState now, PlanStructure structure, IReadOnlyList<RecordedPlan> plans, string attribute, Coordinates part, ValueUnit unit, int lag)
    {
        (_structure, _attribute, _part, _unit) = (structure, attribute, part, unit);
        var calendar = structure.Calendar;
        (_count, _first) = (calendar.Count, structure.FirstPlanned);
        _split = _first < _count && calendar[_first].First < structure.Horizon.First;
        var yearBefore = _first < _count ? calendar.IndexOf(calendar[_first].First.AddYears(-1)) : 0;
        (First, Last) = (Math.Max(0, yearBefore), _count - 1);
        _now = Values(now.Cube, Read, 0, _count - 1);
        // Of several that start in one bucket the one approved last.
        Before = plans.Where(p => p.Structure.FirstPlanned < _first).OrderBy(p => p.Structure.FirstPlanned).LastOrDefault();
        _before = Before is null || _first > LastPlanned(Before) ? [] : Values(Before.State.Cube, Planned, _first, Math.Min(Last, LastPlanned(Before)));
        _recorded = Planned.ToDictionary(m => m, _ => new SheetValues(Empty(), null, null, 0), StringComparer.Ordinal);
        for (var bucket = First; bucket < _first; bucket++)
        {
            if (plans.Where(p => p.Structure.FirstPlanned + lag - 1 <= bucket && bucket <= LastPlanned(p)).OrderBy(p => p.Structure.FirstPlanned).LastOrDefault() is { } plan)
                InForce.Add(bucket, plan);
        }

        foreach (var buckets in InForce.GroupBy(p => p.Value, p => p.Key))
        {
            foreach (var (measure, values) in Values(buckets.Key.State.Cube, Planned, buckets.Min(), buckets.Max()))
            {
                foreach (var bucket in buckets)
                    _recorded[measure].Values[bucket] = values.Values[bucket];
            }
        }

        Backlogs = plans.Where(p => p.Structure.FirstPlanned > 0 && p.Structure.FirstPlanned <= _first)
            .GroupBy(p => p.Structure.FirstPlanned - 1).ToDictionary(g => g.Key, g => g.Last());
    }

    /// <summary>First bucket shown.</summary>
    public int First { get; }

    public int Last { get; }

    /// <summary>For past buckets the plan of record they are compared with.</summary>
    public SortedDictionary<int, RecordedPlan> InForce { get; } = [];

    public RecordedPlan? Before { get; }

    /// <summary>By the last bucket before it, a plan of record: it knows the orders that were open then.</summary>
    private Dictionary<int, RecordedPlan> Backlogs { get; }

    /// <summary>Of the quantities, or the currency; null where unlike units have no total.</summary>
    public string? Unit => Read.Where(m => _unit == ValueUnit.Money || MeasureRegistry.Measure(m).Unit != UnitKind.Money).Select(m => _now[m].Unit).FirstOrDefault(u => !string.IsNullOrEmpty(u));

    public IReadOnlyList<string> Notes
    {
        get
        {
            var outside = _now.Where(v => v.Value.Outside > 0).Select(v => $"{Title(v.Key)} leaves out {v.Value.Outside:#,0} series that cannot be stated in {Unit}.").ToList();
            return _split ? [.. outside, $"{_structure.Calendar[_first].Label} is planned from {_structure.Horizon.First:yyyy-MM-dd} on; what came before is beside it."] : outside;
        }
    }

    public IReadOnlyList<SheetRow> Make()
    {
        var (sold, came, budget) = _unit == ValueUnit.Money ? ("revenue", "actual_revenue", "budget_revenue") : ("constrained_demand", "shipments", "budget_quantity");
        List<SheetRow> rows =
        [
            Row("demand", "Demand", SheetBlock.Sales, "consensus_demand", "sales_history", null, toDate: false),
            Row("sales", "Sales", SheetBlock.Sales, sold, came, budget),
            Row("production", "Production", SheetBlock.Production, "production", "actual_production", null),
            Row("purchase", "Purchase", SheetBlock.Production, "purchase", null, null),
            OtherMovements(_now[sold].Values, _now[came].Values),
            Row("stock", "Stock", SheetBlock.Stock, "stock", "actual_stock", null, atEnd: true),
            Row("safety_stock", "Safety stock", SheetBlock.Stock, "safety_stock", null, null, atEnd: true),
            Coverage(),
            Row("booked_orders", "Booked orders due", SheetBlock.Backlog, "order_backlog", null, null),
            Row("backorders", "Backorders", SheetBlock.Backlog, "backorders", null, null, atEnd: true),
            Backlog(),
        ];

        // A family is made, or bought, or both: a row that never has a value says nothing beside the other.
        if (HasValues(rows[2]) != HasValues(rows[3]))
            rows.RemoveAt(HasValues(rows[2]) ? 3 : 2);
        return rows;
    }

    private static bool HasValues(SheetRow row) => Array.Exists(row.Plan, v => !double.IsNaN(v)) || Array.Exists(row.Actual, v => !double.IsNaN(v));

    private SheetRow Row(string name, string title, SheetBlock block, string measure, string? actual, string? budget, bool atEnd = false, bool toDate = true)
    {
        var (plan, came) = (Empty(), Empty());
        Array.Copy(_now[measure].Values, _first, plan, _first, _count - _first);
        if (actual is not null)
            Array.Copy(_now[actual].Values, 0, came, 0, _split && toDate && !atEnd ? _first + 1 : _first);
        var wanted = budget is null ? Empty() : _now[budget].Values;
        var row = Cut(name, title, block, atEnd, new PeriodValues(came, plan, wanted), _recorded.GetValueOrDefault(measure)?.Values ?? Empty(), _before.GetValueOrDefault(measure)?.Values ?? Empty());
        return row with
        {
            Measure = measure,
            ActualMeasure = actual,
            NoPlan = Array.TrueForAll(plan, double.IsNaN) ? _now[measure].Why ?? $"the plan has no {Lower(measure)} here" : null,
            NoActual = actual is null ? "nothing in the dataset tells it for the past" : Array.TrueForAll(came, double.IsNaN) ? _now[actual].Why ?? $"the dataset has no {Lower(actual)} here" : null,
            NoBudget = budget is null ? "a budget states sales only" : Array.TrueForAll(wanted, double.IsNaN) ? _now[budget].Why ?? "the budget has nothing here" : null,
        };
    }

    private SheetRow Cut(string name, string title, SheetBlock block, bool atEnd, PeriodValues values, double[] recorded, double[] before)
    {
        double[] Shown(double[] all) => all[First..(Last + 1)];
        var yearBefore = Empty();
        for (var bucket = First; bucket <= Last; bucket++)
        {
            if (ForecastRecord.YearBefore(_structure, bucket) is var same and >= 0)
                yearBefore[bucket] = same < _first ? values.Actual[same] : values.Plan[same];
        }

        return new SheetRow(
            name, title, block, null, null, atEnd, Shown(values.Plan), Shown(values.Actual), Shown(recorded), Shown(before), Shown(values.Budget), Shown(yearBefore),
            PeriodFigures.Of(values, _structure, _structure.Calendar.FiscalYears, First, atEnd), null, null, null);
    }

    /// <summary>What moves stock beside production, purchase and sales: use in production, disposal, goods on the way between locations; in the past also receipts of purchases, returns and corrections.</summary>
    private SheetRow OtherMovements(double[] planned, double[] came)
    {
        var (actual, plan) = (Empty(), Empty());
        var (stock, onHand) = (_now["stock"].Values, _now["actual_stock"].Values);
        var opening = _structure.Calendar.IndexOf(_structure.Horizon.CutOff);
        for (var bucket = 1; bucket < _count; bucket++)
        {
            var past = bucket < _first;
            var before = past ? onHand[bucket - 1] : bucket > _first ? stock[bucket - 1] : opening < 0 ? double.NaN : onHand[opening];
            var after = past ? onHand[bucket] : stock[bucket];
            (past ? actual : plan)[bucket] = past
                ? after - before - Zero(_now["actual_production"].Values[bucket]) + Zero(came[bucket])
                : after - before - Zero(_now["production"].Values[bucket]) - Zero(_now["purchase"].Values[bucket]) + Zero(planned[bucket]);
        }

        return Cut("other_movements", "Other movements", SheetBlock.Stock, false, new PeriodValues(actual, plan, Empty()), Empty(), Empty()) with
        {
            NoPlan = Array.TrueForAll(plan, double.IsNaN) ? "the plan has no stock here" : null,
            NoActual = Array.TrueForAll(actual, double.IsNaN) ? "the dataset has no stock history here" : null,
            NoBudget = "a budget states sales only",
        };
    }

    /// <summary>Months that the stock lasts at the demand of the 90 days that follow, of as many as the plan has.</summary>
    private SheetRow Coverage()
    {
        var (actual, plan) = (Empty(), Empty());
        var (horizon, calendar) = (_structure.Horizon, _structure.Calendar);
        for (var bucket = 0; bucket < _count; bucket++)
        {
            var (need, days) = (0d, 0);
            for (var next = bucket + 1; next < _count && days < CoverDays; next++)
            {
                var demand = next < _first ? _now["sales_history"].Values[next] : PresentSums.Add(_now["consensus_demand"].Values[next], _now["dependent_demand"].Values[next]);
                var length = next < _first ? calendar[next].Days : calendar[next].DaysShared(horizon.First, calendar[next].Last);
                var counted = Math.Min(length, CoverDays - days);
                need += Zero(demand) * counted / length;
                days += counted;
            }

            var stock = bucket < _first ? _now["actual_stock"].Values[bucket] : _now["stock"].Values[bucket];
            if (need > 0)
                (bucket < _first ? actual : plan)[bucket] = stock / (need / days) / MonthDays;
        }

        return Cut("coverage", "Months of coverage", SheetBlock.Stock, true, new PeriodValues(actual, plan, Empty()), Empty(), Empty()) with
        {
            NoPlan = Array.TrueForAll(plan, double.IsNaN) ? "stock or the demand that follows is not planned" : null,
            NoActual = Array.TrueForAll(actual, double.IsNaN) ? "stock or the demand that followed is not known" : null,
            NoBudget = "a budget states sales only",
        };
    }

    /// <summary>All orders open at the end of a bucket: known at the cut-off, and at those of plans of record before.</summary>
    private SheetRow Backlog()
    {
        var actual = Empty();
        foreach (var (bucket, plan) in Backlogs)
            actual[bucket] = PeriodFigures.Over(Values(plan.State.Cube, ["order_backlog"], 0, _count - 1)["order_backlog"].Values, 0, _count - 1, false);
        if (_first > 0 && !_split)
            actual[_first - 1] = PeriodFigures.Over(_now["order_backlog"].Values, 0, _count - 1, false);
        return Cut("order_backlog", "Order backlog", SheetBlock.Backlog, true, new PeriodValues(actual, Empty(), Empty()), Empty(), Empty()) with
        {
            ActualMeasure = "order_backlog",
            NoPlan = "a plan knows when demand is due, not when its orders come in",
            NoActual = Array.TrueForAll(actual, double.IsNaN) ? _now["order_backlog"].Why ?? "a data snapshot knows the orders open at its cut-off only" : null,
            NoBudget = "a budget states sales only",
        };
    }

    private Dictionary<string, SheetValues> Values(PlanCube cube, string[] measures, int first, int last)
    {
        var table = Cube.CellReader.Read(cube, _structure, new CellQuery(measures, [], _part, first, last, _unit));
        return table.Measures.ToDictionary(c => c.Measure, c =>
        {
            var values = Empty();

            // Of a measure that is not told apart by the attribute no part is meant: its total would have what is not sold.
            if (c.Reason is null && !_structure.Of(MeasureRegistry.Measure(c.Measure)).Attributes.Has(_attribute))
                return new SheetValues(values, null, $"{Title(c.Measure)} is not told apart by {_attribute.Replace('_', ' ')}", 0);
            if (c.Reason is not null || table.Rows.Count == 0 || c.NoTotal[0] is not null)
                return new SheetValues(values, null, c.Reason ?? (table.Rows.Count == 0 ? null : c.NoTotal[0]), 0);
            c.Values.CopyTo(values, first);
            return new SheetValues(values, c.Units[0], null, c.Outside[0]);
        }, StringComparer.Ordinal);
    }

    private static int LastPlanned(RecordedPlan plan) => plan.Structure.Horizon.BucketsOf(plan.Structure.Calendar).End.Value - 1;

    private double[] Empty()
    {
        var values = new double[_count];
        Array.Fill(values, double.NaN);
        return values;
    }

    private static double Zero(double value) => double.IsNaN(value) ? 0 : value;

    private static string Title(string measure) => MeasureRegistry.Measure(measure).Title;

    private static string Lower(string measure) => PlanFigures.Lower(Title(measure));
}
