using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Cycle;

/// <summary>The scenarios a cycle starts with: central, cautious and ambitious. Their drivers are worked out from the plan and its data; each says its rule and values.</summary>
public static class ScenarioTemplates
{
    /// <summary>
    /// Central has no drivers: it is the plan as agreed. Cautious: each market segment at the low end of its 80 % interval, promotions as they did in the past where that was less, net prices as
    /// they were realised, lead times longer by one standard deviation, capacity less the breakdowns of the last year, costs up once more as in the last year, no more borrowing than the central plan
    /// needs, and all known supply events. Ambitious: each segment at the high end, promotions as they did where that was more, and no supply event. What the data do not tell is left out and noted.
    /// </summary>
    /// <param name="central">The central plan, its forecast computed; where its cash is computed too, it gives the cash ceiling.</param>
    public static IReadOnlyList<ScenarioTemplate> Standard(StageInput central)
    {
        var structure = central.Structure;
        var buckets = structure.Horizon.BucketsOf(structure.Calendar);
        var (first, last) = (buckets.Start.Value, buckets.End.Value - 1);
        List<Driver> cautious = [], ambitious = [];
        var notes = new List<string>();
        var cautiousNotes = new List<string>();
        if (last < first)
            return [new("central", "The plan as agreed.", []), new("cautious", "Demand and supply worse than thought.", []), new("ambitious", "Demand and supply better than thought.", [])];

        var segments = DemandSpread.Of(central);
        if (segments.Count == 0)
            notes.Add("Demand is as in the central plan: there is neither a forecast nor enough history to say how far it may miss.");
        foreach (var segment in segments)
        {
            Add(cautious, $"Low demand{segment.Suffix}", DriverKind.Demand, segment.Part, segment.Low, segment.Assumption("low", "lower"));
            Add(ambitious, $"High demand{segment.Suffix}", DriverKind.Demand, segment.Part, segment.High, segment.Assumption("high", "higher"));
        }

        if (PastPromotions.Of(central) is { } promotions)
        {
            if (promotions.Realised < 1)
                Add(cautious, "Weak promotions", DriverKind.Promotions, Coordinates.All, promotions.Realised, promotions.Assumption);
            else
                Add(ambitious, "Strong promotions", DriverKind.Promotions, Coordinates.All, promotions.Realised, promotions.Assumption);
        }
        else
        {
            notes.Add($"Promotions bring what is expected of them: fewer than {PastPromotions.Least} past ones can be measured against what was expected.");
        }

        AddFact(ScenarioFacts.Price(central), "Price erosion", DriverKind.Price);
        AddFact(ScenarioFacts.LeadTime(central.Dataset), "Long lead times", DriverKind.LeadTime);
        AddFact(ScenarioFacts.Capacity(central.Dataset), "Breakdowns", DriverKind.Capacity);
        AddFact(ScenarioFacts.Cost(central.Dataset), "Rising costs", DriverKind.Cost);
        AddFact(ScenarioFacts.Cash(central), "No further borrowing", DriverKind.CashCeiling);
        var events = central.Dataset.Rows<SupplyEvent>().Count(e => e.From <= structure.Horizon.Last && (e.To ?? DateOnly.MaxValue) >= structure.Horizon.First);
        if (events > 0)
        {
            Add(cautious, "Supply events", DriverKind.SupplyEvents, Coordinates.All, 1, $"All {events} supply events known in the horizon happen.");
            Add(ambitious, "No supply events", DriverKind.SupplyEvents, Coordinates.All, 0, $"None of the {events} supply events known in the horizon happens.");
        }

        return
        [
            new("central", "The plan as agreed.", []),
            new("cautious", "Demand and supply worse than thought, by what the data say of their uncertainty.", cautious) { Notes = [.. notes, .. cautiousNotes] },
            new("ambitious", "Demand and supply better than thought, by what the data say of their uncertainty.", ambitious) { Notes = notes },
        ];

        void Add(List<Driver> drivers, string name, DriverKind kind, Coordinates part, double value, string assumption) =>
            drivers.Add(new Driver(name, kind, part, first, last, value, assumption));

        void AddFact((double? Value, string Text) fact, string name, DriverKind kind)
        {
            if (fact.Value is { } value)
                Add(cautious, name, kind, Coordinates.All, value, fact.Text);
            else
                cautiousNotes.Add(fact.Text);
        }
    }
}
