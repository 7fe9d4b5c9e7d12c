using System.Globalization;
using System.Text;
using Concord.App.Plans;
using Concord.Planning.Cube;
using Concord.Planning.Cycle;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Demand;
using Concord.Planning.Finance;
using Concord.Planning.Kpi;
using Concord.Planning.Scenarios;
using Concord.Planning.Supply;

namespace Concord.App.Cycles;

/// <summary>What a planner would tell of a cycle on two pages, as Markdown: made from the plan alone.</summary>
/// <param name="data">What came in and how good it is.</param>
/// <param name="stages">What the stages of the plan said.</param>
internal sealed class RunReport(string cycle, string data, StageInput plan, IReadOnlyList<StageStatus> stages, ComparisonTable comparison, KpiTable kpis)
{
    private const int Most = 10, YearBuckets = 12;

    private readonly CleanseDetails? _cleansed = Of<CleanseDetails>(stages);
    private readonly ForecastDetails? _forecast = Of<ForecastDetails>(stages);
    private readonly SupplyDetails? _supply = Of<SupplyDetails>(stages);
    private readonly FinanceDetails? _finance = Of<FinanceDetails>(stages);

    private readonly StringBuilder _text = new();
    private readonly PlanStructure _structure = plan.Structure;

    public string Text()
    {
        Line($"# {cycle}");
        Line($"Cut-off {_structure.Horizon.CutOff:yyyy-MM-dd}; planned are {Buckets} buckets from {Label(0)} to {Label(Buckets - 1)}. Money is in {comparison.Currency}.");
        Line(data);
        Missing();
        Demand();
        Methods();
        Launches();
        Bottlenecks();
        Shortages();
        Lots();
        Scenarios();
        Money();
        KeyFigures(_text, kpis);
        return _text.ToString().TrimStart();
    }

    /// <summary>The key figures once time has told.</summary>
    public static string AfterText(DateOnly latest, IReadOnlyList<string> cycles, KpiTable kpis)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# What came of it by {latest:yyyy-MM-dd}\n\nPlans of record: {string.Join(", ", cycles)}.\n");
        KeyFigures(text, kpis);
        if (kpis.ValueAdded.Count > 0)
        {
            text.Append("\n## Forecast value added by step\n\n| step | lag | accuracy gained | cells |\n|---|---|---|---|\n");
            foreach (var step in kpis.ValueAdded)
                text.Append(CultureInfo.InvariantCulture, $"| {step.Step} | {step.Lag} | {(step.Value is { } value ? Number(value, "%") : "not measurable")} | {step.Cells:#,0} |\n");
        }

        return text.ToString();
    }

    /// <summary>A value with its unit, for people.</summary>
    public static string Number(double value, string unit) => unit == "%"
        ? string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.0} %")
        : string.Create(CultureInfo.InvariantCulture, $"{value:#,0.##} {unit}");

    private int Buckets => _structure.Horizon.BucketsOf(_structure.Calendar) is var horizon ? horizon.End.Value - horizon.Start.Value : 0;

    private string Label(int bucket) => _structure.Calendar[_structure.FirstPlanned + bucket].Label;

    private static T? Of<T>(IReadOnlyList<StageStatus> stages)
        where T : StageDetails => stages.Select(s => s.Details).OfType<T>().FirstOrDefault();

    private void Missing()
    {
        var findings = stages.SelectMany(s => (s.Details?.Findings ?? []).Where(f => f.Severity != Severity.Info).Select(f => (s.Definition.Stage, Finding: f)))
            .GroupBy(f => (f.Stage, f.Finding.Code, f.Finding.Severity)).OrderByDescending(g => g.Key.Severity).ThenBy(g => g.Key.Stage).ToList();
        if (findings.Count == 0)
            return;
        Line("## What is missing or in doubt");
        foreach (var group in findings)
            Row($"- {Word(group.Key.Severity)}, {Word(group.Key.Stage)}: {Plain(group.First().Finding.Message)}{(group.Count() > 1 ? $" And {group.Count() - 1:#,0} more of the kind ({group.Key.Code})." : "")} {group.First().Finding.Advice}");
    }

    /// <summary>A name or message in a line or a cell of a table: what would break it is left out.</summary>
    private static string Plain(string text) => text.ReplaceLineEndings(" ").Replace("|", "/", StringComparison.Ordinal);

    private void Demand()
    {
        Line("## Demand by family");
        var ahead = Math.Min(YearBuckets, Buckets);
        var past = Math.Min(ahead, _structure.FirstPlanned);
        Line($"Sales history of the last {past} buckets, consensus demand of the next {ahead}, in planning units; revenue of these {ahead} from the plan.");
        Rows("| family | unit | sales history | consensus demand | change | served | revenue |", "|---|---|---:|---:|---:|---:|---:|");
        var rows = Sums("family", _structure.FirstPlanned - past, _structure.FirstPlanned - 1, "sales_history");
        var next = Sums("family", _structure.FirstPlanned, _structure.FirstPlanned + ahead - 1, "consensus_demand", "constrained_demand", "revenue");
        foreach (var (family, unit, values) in next.OrderByDescending(r => r.Values[2]))
        {
            var before = rows.FirstOrDefault(r => r.Member == family).Values?[0] ?? 0;
            if (before == 0 && values[0] == 0)
                continue;
            Row($"| {Plain(family)} | {unit} | {before:#,0} | {values[0]:#,0} | {(before > 0 ? Number((values[0] / before) - 1, "%") : "")} | {(values[0] > 0 ? Number(values[1] / values[0], "%") : "")} | {values[2]:#,0} |");
        }
    }

    private void Methods()
    {
        if (_forecast is null || _forecast.Series.Count == 0)
            return;
        Line("## How it was forecast");
        Rows("| class | method | series | median MASE | median MASE of seasonal naive |", "|---|---|---:|---:|---:|");
        foreach (var group in _forecast.Series.GroupBy(s => (s.Class, s.Method)).OrderBy(g => g.Key.Class).ThenByDescending(g => g.Count()).ThenBy(g => g.Key.Method, StringComparer.Ordinal))
            Row($"| {Word(group.Key.Class)} | {group.Key.Method} | {group.Count():#,0} | {Median(group.Select(s => s.Error))} | {Median(group.Select(s => s.NaiveError))} |");
        if (_cleansed is { Corrections.Count: > 0 })
            Line($"Cleansing corrected {_cleansed.Corrections.Count:#,0} values of the history: {string.Join(", ", _cleansed.Corrections.GroupBy(c => c.Reason).OrderBy(g => g.Key).Select(g => $"{g.Count():#,0} for {Word(g.Key)}"))}.");
    }

    private void Launches()
    {
        var items = plan.Dataset.Rows<Item>().Where(i => i.LaunchDate > _structure.Horizon.CutOff.AddYears(-1) && i.Type == ItemType.FinishedGood).ToList();
        if (items.Count == 0)
            return;
        Line("## Launches of the last year");
        var (from, to) = (Math.Max(0, _structure.FirstPlanned - 9), _structure.FirstPlanned + Math.Min(Buckets, YearBuckets) - 1);
        Line("Sales history up to the cut-off, statistical forecast after it, by family.");
        var launched = items.Select(i => i.Id.Value).ToHashSet(StringComparer.Ordinal);
        var labels = Enumerable.Range(from, to - from + 1).Select(b => _structure.Calendar[b].Label).ToList();
        Rows($"| family | {string.Join(" | ", labels)} |", $"|---|{string.Concat(Enumerable.Repeat("---:|", labels.Count))}");
        var known = _structure.Of(MeasureRegistry.Measure("sales_history")).Attributes.Attribute("item").Members.Where(launched.Contains).ToList();
        if (known.Count == 0)
            return;
        var part = Coordinates.Of([new KeyValuePair<string, IReadOnlyList<string>>("item", known)]);
        var cells = CellReader.Read(plan.Cube, _structure, new CellQuery(["sales_history", "statistical_forecast"], ["family"], part, from, to, ValueUnit.PlanningUnits));
        for (var row = 0; row < cells.Rows.Count; row++)
        {
            if (!cells.Measures.Any(m => Enumerable.Range(0, labels.Count).Any(b => m.Values[(row * labels.Count) + b] > 0)))
                continue;
            Row($"| {Plain(cells.Rows[row].Members[^1])} | {string.Join(" | ", Enumerable.Range(0, labels.Count).Select(b => Text(cells.Measures[from + b < _structure.FirstPlanned ? 0 : 1].Values[(row * labels.Count) + b])))} |");
        }

        static string Text(double value) => double.IsNaN(value) ? "" : value.ToString("#,0", CultureInfo.InvariantCulture);
    }

    private void Bottlenecks()
    {
        if (_supply is null)
            return;
        Line("## Bottlenecks");
        if (_supply.Bottlenecks.Count == 0)
        {
            Line("No resource is full.");
        }
        else
        {
            Rows("| resource | bucket | load | capacity | overtime | overload | worth of one more unit |", "|---|---|---:|---:|---:|---:|---:|");
            foreach (var b in _supply.Bottlenecks.Take(2 * Most))
                Row($"| {Plain(b.Resource)} | {b.Bucket} | {b.Load:#,0} | {b.Capacity:#,0} | {b.Overtime:#,0} | {b.Overload:#,0} | {b.Relief:#,0.00} |");
            if (_supply.Bottlenecks.Count > 2 * Most)
                Line($"And {_supply.Bottlenecks.Count - (2 * Most)} more.");
        }

        var count = _structure.SeriesCount("load");
        if (count == 0)
            return;
        Line("Utilisation of every resource over the horizon, and its highest:");
        Rows("| resource | average | highest | in |", "|---|---:|---:|---|");
        var (load, capacity) = (Matrix("load", count), Matrix(ResourceUse.CapacityOf(plan.Cube), count));
        var catalog = _structure.Of(MeasureRegistry.Measure("load")).Attributes.Catalog;
        for (var resource = 0; resource < count; resource++)
        {
            var use = Enumerable.Range(0, Buckets).Select(b => load.Row(resource)[b] / capacity.Row(resource)[b]).ToArray();
            if (use.All(u => !double.IsFinite(u)))
                continue;
            var peak = Enumerable.Range(0, Buckets).Where(b => double.IsFinite(use[b])).MaxBy(b => use[b]);
            Row($"| {catalog.Coordinate(resource)[0]} | {Number(use.Where(double.IsFinite).Average(), "%")} | {Number(use[peak], "%")} | {Label(peak)} |");
        }
    }

    private void Shortages()
    {
        if (_supply is null)
            return;
        Line("## Shortages");
        SafetyStock();
        if (_supply.Unbalanced.Count > 0)
            Line($"Going down from families to items, deliveries of {_supply.Unbalanced.Select(u => u.Family).Distinct(StringComparer.Ordinal).Count():#,0} families come late: {_supply.Unbalanced.Sum(u => u.Quantity):#,0} planning units that stock or production of another item cannot serve.");
        if (_supply.Shortages.Count == 0)
        {
            Line(_supply.Unbalanced.Count > 0 ? "As far as families go, all of the consensus demand is served in time." : "All of the consensus demand is served in time.");
            return;
        }

        Line($"{_supply.Shortages.Count:#,0} in all: {string.Join(", ", _supply.Shortages.GroupBy(s => s.Cause).OrderByDescending(g => g.Count()).Select(g => $"{g.Count():#,0} by {Word(g.Key)}"))}. The largest:");
        foreach (var shortage in _supply.Shortages.Take(Most))
            Row($"- {Plain(shortage.Message)}");
    }

    /// <summary>How much of the safety stock the plan does not hold.</summary>
    private void SafetyStock()
    {
        var count = _structure.SeriesCount("stock");
        if (count == 0 || Buckets == 0)
            return;
        var (stock, safety) = (Matrix("stock", count), Matrix("safety_stock", count));
        List<int> short0 = [], shortEnd = [];
        for (var series = 0; series < count; series++)
        {
            if (stock.Row(series)[0] < safety.Row(series)[0] * 0.999)
                short0.Add(series);
            if (stock.Row(series)[^1] < safety.Row(series)[^1] * 0.999)
                shortEnd.Add(series);
        }

        if (short0.Count + shortEnd.Count > 0)
            Line($"Below their safety stock are {short0.Count:#,0} items at their locations at the end of {Label(0)} and {shortEnd.Count:#,0} at the end of {Label(Buckets - 1)}; items that nobody asks for are held to none.");
    }

    private void Lots()
    {
        if (_supply is null || _supply.LotStock.Count == 0)
            return;
        Line("## Stock that order quantities cause");
        Rows("| supplier | item | minimum | multiple | orders | average extra units | their value |", "|---|---|---:|---:|---:|---:|---:|");
        foreach (var lot in _supply.LotStock.Take(Most))
            Row($"| {Plain(lot.Supplier)} | {Plain(lot.Item)} | {lot.MinimumLot:#,0.##} | {lot.LotMultiple:#,0.##} | {lot.Orders} | {lot.Units:#,0} | {lot.Value:#,0} |");
        Line($"All {_supply.LotStock.Count:#,0} together: {_supply.LotStock.Sum(l => l.Value):#,0} {comparison.Currency} on average.");
    }

    private void Scenarios()
    {
        Line("## Scenarios side by side");
        for (var i = 0; i < comparison.Plans.Count; i++)
        {
            foreach (var driver in comparison.Drivers[i])
                Row($"- **{comparison.Plans[i]}**, {driver.Name}: {driver.Assumption}");
        }

        Rows($"\n| figure | {string.Join(" | ", comparison.Plans)} | target |", $"|---|{string.Concat(Enumerable.Repeat("---:|", comparison.Plans.Count + 1))}");
        foreach (var row in comparison.Rows)
        {
            Row($"| {row.Title} | {string.Join(" | ", row.Plans.Select(p => p.Horizon.Value is { } value ? Figure(value, row.Unit) + (p.Horizon.Note is { } note ? $" ({note})" : "") : p.Horizon.NotMeasurable ?? ""))} | {(row.Target is { } target ? Figure(target.Value, row.Unit) : "")} |");
        }
    }

    private void Money()
    {
        if (_finance is null)
            return;
        Line("## Money over the horizon");
        Rows("| measure | total |", "|---|---:|");
        foreach (var measure in (string[])["revenue", "cost_of_sales", "margin", "production_cost", "overtime_cost", "purchase_cost", "transport_cost", "holding_cost", "cash_flow"])
            Row($"| {MeasureRegistry.Measure(measure).Title} | {_finance.Sum(measure):#,0.00}{(_finance.Missing.Any(m => m.Measure == measure) ? " (in part: see below)" : "")} |");
        Line($"Funding need: {_finance.FundingNeed:#,0.00}{(_finance.FundingBucket >= 0 ? $" in {_structure.Calendar[_finance.FundingBucket].Label}" : "")}.");
        foreach (var missing in _finance.Missing)
            Row($"- {missing.Measure} lacks the {missing.Lacks} of {missing.Series:#,0} series ({Number(missing.Share, "%")} of the quantity), as {string.Join(", ", missing.Examples.Take(3))}.");
    }

    private static void KeyFigures(StringBuilder text, KpiTable kpis)
    {
        if (kpis.Rows.Count == 0)
            return;
        text.Append("\n## Key figures\n\n| figure | value | target | owner |\n|---|---|---:|---|\n");
        foreach (var figure in kpis.Rows[0].Figures)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {figure.Title}{(figure.Lag > 0 ? $", lag {figure.Lag}" : "")} | {(figure.Value is { } value ? Number(value, figure.Unit) : $"not measurable, because {figure.NotMeasurable}")} | ");
            text.Append(CultureInfo.InvariantCulture, $"{(figure.TargetValue is { } target ? Number(target, figure.Unit) : "")} | {figure.Owner} |\n");
        }
    }

    private SeriesMatrix Matrix(string measure, int count) => SeriesMatrix.From(plan.Cube.Values(measure), count, _structure.FirstPlanned, Buckets);

    /// <summary>Sums over buckets by member of an attribute, in planning units; members without a total in it are left out.</summary>
    private List<(string Member, string Unit, double[] Values)> Sums(string attribute, int from, int to, params string[] measures)
    {
        if (to < from || measures.Any(m => _structure.SeriesCount(m) == 0))
            return [];
        var cells = CellReader.Read(plan.Cube, _structure, new CellQuery(measures, [attribute], Coordinates.All, from, to, ValueUnit.PlanningUnits));
        return [.. cells.Rows.Select((row, r) => (row.Members[^1], cells.Measures[0].Units[r] ?? "", cells.Measures
            .Select(m => Enumerable.Range(0, cells.Buckets).Sum(b => double.IsNaN(m.Values[(r * cells.Buckets) + b]) ? 0 : m.Values[(r * cells.Buckets) + b])).ToArray()))];
    }

    private static string Figure(double value, UnitKind unit) => unit switch
    {
        UnitKind.Percent => Number(value, "%"),
        UnitKind.Money => value.ToString("#,0", CultureInfo.InvariantCulture),
        _ => value.ToString("#,0.##", CultureInfo.InvariantCulture),
    };

    private static string Median(IEnumerable<double?> values)
    {
        var known = values.OfType<double>().Order().ToList();
        return known.Count == 0 ? "" : known[known.Count / 2].ToString("0.00", CultureInfo.InvariantCulture);
    }

    private static string Word<T>(T value)
        where T : struct, Enum => ChoiceWords.Spell(value.ToString()).Replace('_', ' ');

    private void Line(FormattableString text) => _text.Append('\n').Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private void Line(string text) => _text.Append('\n').Append(text).Append('\n');

    private void Row(FormattableString text) => _text.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private void Rows(string head, string rule) => _text.Append('\n').Append(head).Append('\n').Append(rule).Append('\n');
}
