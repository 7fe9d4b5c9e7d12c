using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Demand;

/// <summary>
/// The stage consensus: statistical forecast, events and the inputs of sales, marketing and finance become one demand plan.
/// <para>
/// Where functions have an opinion, consensus is the mean of theirs by the weights of <see cref="DemandRules"/>; elsewhere it is forecast plus events, with what people typed on the effect of events.
/// Inputs have the events in them already; what a driver of promotions changes of these events is added to them. Drivers of demand multiply the result. Booked orders bound it from below
/// (<see cref="ForecastConsumption"/>): the order backlog of the bucket, and in a bucket the cut-off splits also what is ordered of it to date. It is not below zero.
/// </para>
/// A cell without forecast, opinion, event or order has no value.
/// </summary>
public static class Consensus
{
    private static readonly string[] Inputs = ["sales_input", "marketing_input", "finance_input"];

    public static StageDefinition Definition { get; } = new(
        Stage.Consensus, 1,
        ["statistical_forecast", "sales_input", "marketing_input", "finance_input", "order_backlog", "sales_history"],
        ["event_effect", "consensus_demand"],
        ["demand_events", "item_relations", "items", "customers", "prices", "sales_history"],
        Run)
    {
        Drivers = [DriverKind.Demand, DriverKind.Promotions],
        ReadsEntries = true,
        EntriesRead = ["event_effect"],
    };

    public static StageOutput Run(StageInput input, IProgress<StageProgress>? progress, CancellationToken token)
    {
        var horizon = input.Structure.Horizon.BucketsOf(input.Structure.Calendar);
        var (first, count) = (horizon.Start.Value, horizon.End.Value - horizon.Start.Value);
        if (input.Structure.SeriesCount("consensus_demand") == 0)
        {
            return new StageOutput(
                new Dictionary<string, Layer>(StringComparer.Ordinal) { ["event_effect"] = Layer.Empty, ["consensus_demand"] = Layer.Empty },
                new ConsensusDetails([NoDemand()], first, [], [], [], []));
        }

        var space = input.Structure.Of(MeasureRegistry.Measure("consensus_demand"));
        SeriesMatrix Values(string measure) => SeriesMatrix.From(input.Cube.Values(measure), space.Count, first, count);
        var baseline = Values("statistical_forecast");
        var events = new EventEffects(input, space, baseline);
        events.Compute(token);
        progress?.Report(new StageProgress(Stage.Consensus, "Events", 0.4));
        var written = Nothing(events.Effect).ToLayer(input.Cube["event_effect"].Written);
        var effect = SeriesMatrix.From(WithEntries(input, written), space.Count, first, count);

        var consensus = new SeriesMatrix(space.Count, first, count);
        var opinions = new InputOpinions(input.Rules.Demand, [.. Inputs.Select(Values)], baseline, effect, events.ByDrivers);
        opinions.Mean(consensus, space.Attributes.Present, Drivers.Factors(input.State, DriverKind.Demand, space, first, count));
        token.ThrowIfCancellationRequested();
        progress?.Report(new StageProgress(Stage.Consensus, "Order backlog", 0.7));
        var floors = new BacklogFloors(space, consensus, Booked(input, space, first, count));
        floors.Apply(token);
        var findings = events.Findings.Concat(Missing(input, space, consensus)).ToList();
        progress?.Report(new StageProgress(Stage.Consensus, "Consensus", 1));
        return new StageOutput(
            new Dictionary<string, Layer>(StringComparer.Ordinal)
            {
                ["event_effect"] = written,
                ["consensus_demand"] = consensus.ToLayer(input.Cube["consensus_demand"].Written),
            },
            new ConsensusDetails(findings, first, events.Effects, opinions.Effects(space), floors.ByFamily, floors.Largest));
    }

    /// <summary>What people typed on the effect of events counts, on top of what was computed just now.</summary>
    private static Layer WithEntries(StageInput input, Layer written)
    {
        if (!input.State.Entries.Exists(e => e.Measure == "event_effect"))
            return written;
        var cube = input.Cube.With("event_effect", new MeasureLayers(written, written, Layer.Empty));
        return Respreading.OnNewFacts(input.State with { Cube = cube }, input.Structure, input.Structure, ["event_effect"]).State.Cube.Values("event_effect");
    }

    /// <summary>Booked orders of each bucket. In one the cut-off splits all that is ordered of it counts, shipped or not.</summary>
    private static SeriesMatrix Booked(StageInput input, SeriesSpace space, int first, int count)
    {
        var booked = SeriesMatrix.From(input.Cube.Values("order_backlog"), space.Count, first, count);
        if (count == 0 || input.Structure.Calendar[first].First >= input.Structure.Horizon.First)
            return booked;
        var ordered = SeriesMatrix.From(input.Cube.Values("sales_history"), space.Count, first, 1);
        for (var s = 0; s < space.Count; s++)
        {
            if (ordered.Values[s] > 0 && !(booked.Row(s)[0] >= ordered.Values[s]))
                booked.Row(s)[0] = ordered.Values[s];
        }

        return booked;
    }

    private static SeriesMatrix Nothing(SeriesMatrix effect)
    {
        var matrix = new SeriesMatrix(effect.Series, effect.First, effect.Count);
        for (var i = 0; i < effect.Values.Length; i++)
            matrix.Values[i] = effect.Values[i] == 0 ? double.NaN : effect.Values[i];
        return matrix;
    }

    /// <summary>Series that had demand in the last year and have none in the plan: a forecast that is missing, not a zero.</summary>
    private static IEnumerable<Finding> Missing(StageInput input, SeriesSpace space, SeriesMatrix consensus)
    {
        var year = Math.Max(0, consensus.First - 12);
        var history = SeriesMatrix.From(input.Cube.Values("sales_history"), space.Count, year, consensus.First - year);
        var missing = new List<int>();
        for (var s = 0; s < space.Count; s++)
        {
            if (space.Attributes.Present[s] && consensus.Row(s).IndexOfAnyExcept(double.NaN) < 0 && history.Row(s).IndexOfAnyExcept(double.NaN, 0d) >= 0)
                missing.Add(s);
        }

        if (missing.Count > 0)
        {
            var example = string.Join(" / ", space.Attributes.Catalog.Coordinate(missing[0]));
            yield return new Finding(
                "DEMAND_WITHOUT_FORECAST", Severity.Warning, "sales_history", example, null, null,
                $"{missing.Count} series with orders in the last year have neither a forecast nor an input, first {example}: consensus demand has no value there.",
                "Maybe run the stage forecast first, or type an input.");
        }
    }

    private static Finding NoDemand() => new(
        "NO_DEMAND_SERIES", Severity.Error, "sales_history", "*", null, null, "The plan has no series of demand: there is nothing to agree on.", "Maybe import the sales history.");
}
