using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Demand;

/// <summary>Something that moves the demand of a part of the plan, on a time line.</summary>
/// <param name="Id">Number of the event; of a date of the master data the item.</param>
/// <param name="Part">What it moves, for people.</param>
/// <param name="To">Last day; null while it lasts.</param>
/// <param name="EffectPercent">Stated change of demand [%].</param>
/// <param name="Quantity">What it moves over the horizon, all of it and not only the part asked for [planning units]; null when the stage consensus says nothing of it.</param>
/// <param name="Money">The same at net prices [reporting currency].</param>
/// <param name="IsStated">False for launches and ends of life that stand on the item alone.</param>
public sealed record TimelineEvent(
    string Id, DemandEventKind Kind, string? Description, string Part, DateOnly From, DateOnly? To, double? EffectPercent, double? Quantity, double? Money, bool IsStated);

/// <summary>Events, launches and ends of life that touch a part of the plan.</summary>
public static class EventTimeline
{
    /// <summary>Those that fall into the calendar of the plan, in the order they begin.</summary>
    /// <param name="consensus">What the stage consensus said; null when it was not computed.</param>
    public static IReadOnlyList<TimelineEvent> Of(StageInput input, ConsensusDetails? consensus, Coordinates filter)
    {
        if (input.Structure.SeriesCount("consensus_demand") == 0)
            return [];
        var attributes = input.Structure.Of(MeasureRegistry.Measure("consensus_demand")).Attributes;
        var wanted = new bool[attributes.Count];
        foreach (var series in attributes.Select(filter))
            wanted[series] = true;
        var (first, last) = (input.Structure.Calendar.First, input.Structure.Calendar.Last);
        var customers = input.Dataset.Rows<Customer>().DistinctBy(c => c.Id).ToDictionary(c => c.Id);
        var effects = (consensus?.Events ?? []).GroupBy(e => e.Event, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var events = new List<TimelineEvent>();
        var stated = new HashSet<(DemandEventKind, string)>();
        foreach (var e in input.Dataset.Rows<DemandEvent>())
        {
            if (e.Item is { } item && e.Kind is DemandEventKind.Launch or DemandEventKind.EndOfLife)
                stated.Add((e.Kind, item.Value));
            if (e.From > last || e.To < first || PartOf(e, customers) is not { } part || !attributes.Has(part) || !Touches(attributes.Select(part)))
                continue;
            var effect = effects.GetValueOrDefault(e.Id);
            events.Add(new TimelineEvent(
                e.Id, e.Kind, e.Description, part.IsAll ? "everything" : part.ToString(), e.From, e.To, e.EffectPercent, effect?.Quantity.Sum(), effect?.Money.Sum(), true));
        }

        var items = attributes.Attribute("item");
        foreach (var item in input.Dataset.Rows<Item>().DistinctBy(i => i.Id))
        {
            if ((item.LaunchDate is null && item.EndOfLifeDate is null) || items.Code(item.Id.Value) is not (>= 0 and var code) || !Touches(items.SeriesOf(code)))
                continue;
            Date(DemandEventKind.Launch, item.LaunchDate);
            Date(DemandEventKind.EndOfLife, item.EndOfLifeDate);

            void Date(DemandEventKind kind, DateOnly? day)
            {
                if (day >= first && day <= last && !stated.Contains((kind, item.Id.Value)))
                    events.Add(new TimelineEvent(item.Id.Value, kind, item.Description, $"item {item.Id}", day.Value, day, null, null, null, false));
            }
        }

        return [.. events.OrderBy(e => e.From).ThenBy(e => e.Id, StringComparer.Ordinal)];

        bool Touches(ReadOnlySpan<int> series)
        {
            foreach (var one in series)
            {
                if (wanted[one])
                    return true;
            }

            return false;
        }
    }

    /// <summary>The part an event moves; null when its customer is not known.</summary>
    private static Coordinates? PartOf(DemandEvent e, Dictionary<CustomerId, Customer> customers)
    {
        Customer? customer = null;
        if (e.Customer is { } id && !customers.TryGetValue(id, out customer))
            return null;
        var parts = new List<(string Attribute, string Member)>();
        Add("item", e.Item?.Value);
        Add("family", e.Item is null ? e.Family : null);
        Add("channel", customer is null ? e.Channel : Named(customer.Channel));
        Add("region", customer is null ? e.Region : Named(customer.Region));
        return Coordinates.Of(parts.ToArray());

        void Add(string attribute, string? member)
        {
            if (!string.IsNullOrEmpty(member))
                parts.Add((attribute, member));
        }
    }

    private static string Named(string? member) => string.IsNullOrEmpty(member) ? SeriesAttribute.None : member;
}
