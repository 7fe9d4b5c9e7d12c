using static Concord.Planning.Data.QualityDimension;
using static Concord.Planning.Data.Severity;

namespace Concord.Planning.Data.Checks;

/// <summary>The families, channels and regions that items, customers and locations have: what rows may name by text.</summary>
internal sealed class KnownMembers
{
    private readonly Dictionary<string, HashSet<string>> _known;

    public KnownMembers(CheckScope scope)
    {
        _known = new Dictionary<string, HashSet<string>>
        {
            ["family"] = Names(scope.Rows<Item>().Select(i => i.Family)),
            ["channel"] = Names(scope.Rows<Customer>().Select(c => c.Channel)),
            ["region"] = Names(scope.Rows<Customer>().Select(c => c.Region).Concat(scope.Rows<Location>().Select(l => l.Region))),
        };
    }

    /// <summary>Looks at the values a row names; each row that names an unknown one fails once. An empty value means "for all" and is not looked at.</summary>
    public void Look(CheckReport report, string table, string entity, params ReadOnlySpan<(string Field, string? Value)> values)
    {
        var looked = false;
        foreach (var (field, value) in values)
        {
            if (value is null)
                continue;
            if (!looked)
                report.Looked();
            looked = true;
            if (!_known[field].Contains(value))
            {
                report.Add(table, entity, $"{DataModel.Table(table).Title}: '{entity}' names the {field} '{value}', which does not exist.{NearestName.MaybeHint(value, _known[field])}", field, value);
                return;
            }
        }
    }

    private static HashSet<string> Names(IEnumerable<string?> names) => names.OfType<string>().ToHashSet(StringComparer.Ordinal);
}

internal sealed class EventMemberUnknown() : DataCheck(new(
    "EVENT_MEMBER_UNKNOWN", Error, DataArea.Demand, Consistency, "Demand event for an unknown family, channel or region",
    "The event moves nobody's demand, and its absence in the plan is not seen.",
    "Correct the name; case counts."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var known = new KnownMembers(scope);
        foreach (var e in scope.Rows<DemandEvent>())
            known.Look(report, "demand_events", e.Id ?? "*", ("family", e.Family), ("channel", e.Channel), ("region", e.Region));
    }
}

internal sealed class BudgetMemberUnknown() : DataCheck(new(
    "BUDGET_MEMBER_UNKNOWN", Error, DataArea.Finance, Consistency, "Budget for an unknown family, channel or region",
    "The amount is in no comparison of plan and budget: the gap is shown too small or too large.",
    "Correct the name; case counts."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var known = new KnownMembers(scope);
        foreach (var line in scope.Rows<BudgetLine>())
            known.Look(report, "budget", BudgetText.Key(line), ("family", line.Family), ("channel", line.Channel), ("region", line.Region));
    }
}

internal sealed class PriceMemberUnknown() : DataCheck(new(
    "PRICE_MEMBER_UNKNOWN", Warning, DataArea.Finance, Consistency, "Price for an unknown channel or region",
    "The price holds for nobody, and a more general one is used in its place.",
    "Correct the name; case counts."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var known = new KnownMembers(scope);
        foreach (var price in scope.Rows<Price>())
            known.Look(report, "prices", PriceText.Key(price), ("channel", price.Channel), ("region", price.Region));
    }
}

internal sealed class RestrictionMemberUnknown() : DataCheck(new(
    "RESTRICTION_MEMBER_UNKNOWN", Error, DataArea.Products, Consistency, "Restriction for an unknown family or region",
    "A regulatory or quality restriction that matches nothing is not kept.",
    "Correct the name; case counts."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var known = new KnownMembers(scope);
        foreach (var restriction in scope.Rows<Restriction>())
            known.Look(report, "restrictions", restriction.Id ?? "*", ("family", restriction.Family), ("region", restriction.Region));
    }
}

internal sealed class EventWithoutEffect() : DataCheck(new(
    "EVENT_WITHOUT_EFFECT", Warning, DataArea.Demand, Completeness, "Demand event without effect",
    "It is known that something happens and not how much: the forecast goes on as if nothing did.",
    "State the expected change in percent or in quantity, or the change of the price."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var e in scope.Rows<DemandEvent>().Where(e => !(e.To < scope.AsOf) && e.Kind is not (DemandEventKind.Launch or DemandEventKind.EndOfLife)))
        {
            report.Looked();
            if ((e.EffectPercent ?? e.EffectQuantity ?? e.PriceChangePercent) is null)
            {
                report.Add(
                    "demand_events", e.Id ?? "*", $"Demand event '{e.Id}' ({ChoiceWords.Spell(e.Kind.ToString())}, from {e.From:yyyy-MM-dd}) states no effect on demand.", "effect_percent");
            }
        }
    }
}

internal sealed class EventWithoutEnd() : DataCheck(new(
    "EVENT_WITHOUT_END", Warning, DataArea.Demand, Completeness, "Past promotion or competitor action without end",
    "An event without a last day lasts for ever: its effect goes into every month to come.",
    "Enter the last day of the event."))
{
    /// <summary>Launches, ends of life and changes of price or channel last by their nature and are not looked at.</summary>
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var e in scope.Rows<DemandEvent>().Where(e => e.Kind is DemandEventKind.Promotion or DemandEventKind.CompetitorAction && e.From < scope.AsOf))
        {
            report.Looked();
            if (e.To is null)
            {
                report.Add(
                    "demand_events", e.Id ?? "*",
                    $"Demand event '{e.Id}' ({ChoiceWords.Spell(e.Kind.ToString())}) began on {e.From:yyyy-MM-dd}, before the cut-off {scope.AsOf:yyyy-MM-dd}, and has no last day.", "to_date");
            }
        }
    }
}

internal sealed class ForecastInThePast() : DataCheck(new(
    "IMPORTED_FORECAST_STALE", Warning, DataArea.Demand, Timeliness, "Imported forecasts of a source end before the cut-off",
    "The source says nothing of the months to come, so that its customer or sales team is missing in the consensus.",
    "Ask for a new forecast, or undo the import of the old one."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var latest = new SortedDictionary<string, DateOnly>(StringComparer.Ordinal);
        foreach (var forecast in scope.Stream<ImportedForecast>())
        {
            var source = forecast.Source ?? "*";
            if (!latest.TryGetValue(source, out var date) || forecast.Date > date)
                latest[source] = forecast.Date;
        }

        foreach (var (source, date) in latest)
        {
            report.Looked();
            if ((date.Year * 12) + date.Month < (scope.AsOf.Year * 12) + scope.AsOf.Month)
                report.Add("imported_forecasts", source, $"The newest period that '{source}' forecasts begins on {date:yyyy-MM-dd}, before the month of the cut-off {scope.AsOf:yyyy-MM-dd}.", "date", $"{date:yyyy-MM-dd}");
        }
    }
}

internal sealed class IndicatorStale() : DataCheck(new(
    "INDICATOR_STALE", Info, DataArea.Demand, Timeliness, "Indicator without a value for 100 days",
    "A forecast that uses the series has to guess its newest values.",
    "Import the newest values of the series."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var latest = new SortedDictionary<string, DateOnly>(StringComparer.Ordinal);
        foreach (var row in scope.Stream<Indicator>())
        {
            var series = $"{row.Name} / {row.Region ?? "*"}";
            if (!latest.TryGetValue(series, out var date) || row.Date > date)
                latest[series] = row.Date;
        }

        foreach (var (series, date) in latest)
        {
            report.Looked();
            var days = scope.AsOf.DayNumber - date.DayNumber;
            if (days > 100)
                report.Add("indicators", series, $"The newest value of '{series}' is of {date:yyyy-MM-dd}, {days} days before the cut-off {scope.AsOf:yyyy-MM-dd}.", "date", $"{date:yyyy-MM-dd}");
        }
    }
}
