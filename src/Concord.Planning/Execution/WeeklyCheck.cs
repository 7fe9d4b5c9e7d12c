using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Execution;

/// <summary>What kind of deviation an exception is.</summary>
public enum ExceptionKind
{
    /// <summary>Orders to date against the part of consensus demand that was to come by now.</summary>
    DemandPace,

    /// <summary>Orders booked for the bucket, days to come included, above all of its consensus demand.</summary>
    OrdersBeyondPlan,

    /// <summary>Production to date against the part of the plan that was to be made by now.</summary>
    Production,

    /// <summary>Stock now above where the plan has it.</summary>
    StockAbovePlan,

    /// <summary>Stock now below where the plan has it.</summary>
    StockBelowPlan,

    /// <summary>Open orders of suppliers, plants and transports that are past due.</summary>
    LateReceipts,

    /// <summary>With the stock of now and the rest of the plan, stock does not last to the end of the bucket.</summary>
    SupplyAtRisk,
}

/// <summary>A part of an exception: an item, or an order.</summary>
/// <param name="Money">Deviation [reporting currency]; NaN where neither price nor cost is known.</param>
public sealed record ExceptionItem(string Entity, double Planned, double Actual, double Deviation, string Unit, double Money);

/// <summary>A deviation of reality from the plan of record, of a family, a supplier or a plant.</summary>
/// <param name="Id">The same each time the same exception is found: kind, entity and bucket.</param>
/// <param name="Level">Attribute of the entity: family, supplier or location.</param>
/// <param name="Planned">By now, in <paramref name="Unit"/>.</param>
/// <param name="Actual">In <paramref name="Unit"/>.</param>
/// <param name="Deviation">Actual less planned.</param>
/// <param name="Unit">A planning unit where the items have one in common, else the reporting currency.</param>
/// <param name="Relative">Deviation over planned; infinite where nothing was planned.</param>
/// <param name="Money">Deviation at net price (demand, supply at risk) or standard cost [reporting currency].</param>
/// <param name="Items">The largest parts, largest first.</param>
/// <param name="MoreItems">Parts that are not listed.</param>
public sealed record ExceptionLine(
    string Id, ExceptionKind Kind, string Level, string Entity, string BucketLabel, double Planned, double Actual, double Deviation, string Unit, double Relative, double Money,
    string Message, string Advice, IReadOnlyList<ExceptionItem> Items, int MoreItems)
{
    /// <summary>The action it raised; null for none.</summary>
    public long? Action { get; init; }

    /// <summary>What to do about it, by what the facts state; empty where they lead to nothing.</summary>
    public IReadOnlyList<WeeklyStep> Steps { get; init; } = [];
}

/// <summary>What makes a deviation an exception: it must pass all thresholds of its kind.</summary>
public sealed record WeeklyCheckRules
{
    /// <summary>Least deviation, of what was planned.</summary>
    public double Relative { get; init; } = 0.15;

    /// <summary>Least deviation, of the money of all that was planned of the kind; what is late or at risk is held to demand's.</summary>
    public double Share { get; init; } = 0.005;

    /// <summary>Least deviation [reporting currency].</summary>
    public double Money { get; init; }

    /// <summary>Most exceptions listed.</summary>
    public int Most { get; init; } = 40;

    /// <summary>Most items listed in an exception.</summary>
    public int MostItems { get; init; } = 5;
}

/// <summary>The result of a weekly check.</summary>
/// <param name="AsOf">Last day whose facts were looked at.</param>
/// <param name="BucketLabel">The bucket it lies in; null when it is not in the horizon of the plan.</param>
/// <param name="Elapsed">Share of the planned days of the bucket that have passed, 0 to 1.</param>
/// <param name="Exceptions">Largest in money first.</param>
/// <param name="NotListed">Exceptions beyond the most that are listed.</param>
/// <param name="Findings">What could not be compared.</param>
public sealed record WeeklyCheckResult(
    DateOnly AsOf, string? BucketLabel, double Elapsed, string Currency, IReadOnlyList<ExceptionLine> Exceptions, int NotListed, IReadOnlyList<Finding> Findings)
{
    /// <summary>A row for each exception, then its items.</summary>
    public ReportTable ToReport() => new(
        "exceptions", "Exceptions of the weekly check, largest first.",
        [
            new("kind", ReportFormat.Text, "What deviates."), new("level", ReportFormat.Text, "Family, supplier or location; item or order for parts of the exception above."), new("entity", ReportFormat.Text, "Which one."),
            new("bucket", ReportFormat.Text, "The bucket."), new("planned", ReportFormat.Quantity, "By now."), new("actual", ReportFormat.Quantity, "Actual."), new("deviation", ReportFormat.Quantity, "Actual less planned."),
            new("unit", ReportFormat.Text, "Of the three."), new("relative", ReportFormat.Percent, "Deviation over planned."), new("money", ReportFormat.Money, "Deviation in the reporting currency."),
            new("message", ReportFormat.Text, "In words."), new("advice", ReportFormat.Text, "What to do."),
        ],
        [
            .. Exceptions.SelectMany(e => e.Items
                .Select(i => (IReadOnlyList<object?>)[Word(e.Kind), "part", i.Entity, e.BucketLabel, i.Planned, i.Actual, i.Deviation, i.Unit, null, ReportTable.Cell(i.Money), null, null])
                .Prepend([Word(e.Kind), e.Level, e.Entity, e.BucketLabel, e.Planned, e.Actual, e.Deviation, e.Unit, ReportTable.Cell(e.Relative), ReportTable.Cell(e.Money), e.Message, e.Advice])),
        ]);

    private static string Word(ExceptionKind kind) => ChoiceWords.Spell(kind.ToString());
}

/// <summary>Sales and operations execution (S&amp;OE): holds newer facts against the plan of record and tells the few deviations that matter.</summary>
public static class WeeklyCheck
{
    /// <summary>
    /// Compares the bucket of the newer cut-off. Demand and stock are prorated by calendar days, production by Mondays to Fridays; of a bucket that the cut-off of the plan split, what was known then
    /// counts in full. Deviations are judged by family first; items stand inside. docs/model/release.md has the rules.
    /// </summary>
    /// <param name="record">The plan of record with its structure and dataset.</param>
    /// <param name="now">The dataset as of a later day.</param>
    /// <param name="rules">Thresholds; null for the standard ones.</param>
    public static WeeklyCheckResult Of(StageInput record, Dataset now, WeeklyCheckRules? rules = null, CancellationToken token = default)
    {
        rules ??= new WeeklyCheckRules();
        var structure = record.Structure;
        var currency = structure.Spaces.Values.Select(s => s.Units.Currency).FirstOrDefault("");
        var bucket = structure.Calendar.IndexOf(now.AsOf);
        if (now.AsOf < structure.Horizon.First || bucket < 0 || structure.Zones[bucket] is null)
            return new WeeklyCheckResult(now.AsOf, null, 0, currency, [], 0,
            [
                new Finding("NOTHING_TO_COMPARE", Severity.Info, "plan", $"{now.AsOf:yyyy-MM-dd}", null, null,
                    $"The facts end on {now.AsOf:yyyy-MM-dd}; the plan covers {structure.Horizon.First:yyyy-MM-dd} to {structure.Horizon.Last:yyyy-MM-dd}.", "Maybe import newer facts first."),
            ]);

        var facts = FactCube.Load(now, structure, token);
        var progress = new PlanProgress(record, now, facts.Cube, bucket);
        var found = new ExceptionFinder(progress, rules, currency);
        found.Demand();
        found.Production();
        found.Stock();
        found.LateReceipts();
        found.SupplyAtRisk();
        var findings = facts.Notes.Where(n => n.Code == "NO_SERIES").Select(n => new Finding(
            "NOT_IN_PLAN", Severity.Warning, n.Table, n.Measure, null, null, $"{n.Rows} rows are of items or places the plan of record does not know: {n.Message}", "Maybe they are new; the next cycle plans them."));
        var all = found.Lines.OrderByDescending(e => Math.Abs(e.Money)).ThenBy(e => e.Kind).ThenBy(e => e.Entity, StringComparer.Ordinal).ToList();
        var advice = new WeeklyAdvice(progress);
        return new WeeklyCheckResult(
            now.AsOf, structure.Calendar[bucket].Label, progress.Days, currency, [.. all.Take(rules.Most).Select(e => e with { Steps = advice.For(e) })], Math.Max(0, all.Count - rules.Most), [.. findings, .. found.Findings]);
    }
}
