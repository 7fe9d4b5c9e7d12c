using Concord.App.Api;
using Concord.Planning.Cube;
using Concord.Planning.Cycle;
using Concord.Planning.Scenarios;

namespace Concord.App.Cycles;

/// <summary>What the people of the demo company say, decide and leave open. The figures are computed from it like anybody's.</summary>
internal static class DemoStory
{
    public const string Coordinator = "clara.holm", Seller = "jonas.weber", ProductManager = "piet.jansen", Executive = "elena.rossi";
    public const string SalesComment = "Two retailers list our mowers from January on; the rest follows the forecast.";
    public const string Approval = "Approved as proposed.";

    private const string SupplyPlanner = "sven.adler", Finance = "fiona.grant";

    // From the start of the season on, as buckets after the first planned one.
    private const int FirstMonth = 2, LastMonth = 5;

    public static IReadOnlyDictionary<StepKind, string> Owners { get; } = new Dictionary<StepKind, string>
    {
        [StepKind.Data] = Coordinator,
        [StepKind.ProductReview] = ProductManager,
        [StepKind.DemandReview] = "nora.lind",
        [StepKind.SupplyReview] = SupplyPlanner,
        [StepKind.Reconciliation] = Finance,
        [StepKind.ExecutiveReview] = Executive,
    };

    private static readonly (string Family, double Factor, string Reason)[] Promised =
    [
        ("Robotic mowers", 1.9, "Two retailers list them from January on: letters of intent of October"),
        ("Ride-on mowers", 1.5, "The same two retailers, from their spring catalogue"),
        ("Electric mowers", 1.4, "Competitor's recall: dealers ask for ours"),
        ("Lawn fertilisers", 1.25, "Listed by the same retailers as an add-on"),
    ];

    /// <summary>What sales types into its input: more than the statistical forecast for what was promised.</summary>
    public static EntriesOrder SalesInput(PlanStructure structure) => new(
        [
            .. Promised.Select(p => new EntryOrder(
                "sales_input", structure.FirstPlanned + FirstMonth, Math.Min(structure.FirstPlanned + LastMonth, structure.Calendar.Count - 1), EntryRule.Copy, p.Factor,
                new Dictionary<string, IReadOnlyList<string>> { ["family"] = [p.Family] }, Like: "statistical_forecast", Reason: p.Reason)),
        ],
        Message: "Listings at two retailers");

    /// <summary>What an earlier cycle wrote down; what is open of it is carried on.</summary>
    public static IEnumerable<RecordDraft> Records(DateOnly cutOff)
    {
        yield return new(RecordKind.Decision, "The central plan is the plan of record.", Executive, cutOff.AddDays(20), RecordStatus.Done, [], null, null, null);
        yield return new(RecordKind.Assumption, $"No price changes before {cutOff.AddMonths(4):MMMM yyyy}.", Finance, null, RecordStatus.Done, [], null, null, "It held.");
        yield return new(RecordKind.Action, "Agree the freight rates of the next quarter.", SupplyPlanner, cutOff.AddDays(25), RecordStatus.Done, [], null, null, "Agreed.");
    }

    /// <summary>What is open in the cycle people find.</summary>
    public static IEnumerable<RecordDraft> OpenRecords(DateOnly today)
    {
        yield return new(RecordKind.Decision, "Does the assembly of mowers get more capacity for the season, by overtime or a second shift?", Executive, today.AddDays(10), RecordStatus.Open, [], null, null, null);
        yield return new(RecordKind.Assumption, "Both retailers list the robotic mowers from January on.", Seller, today.AddDays(21), RecordStatus.Open, [], null, null, null);
        yield return new(RecordKind.Risk, "The supplier of batteries cannot follow the higher demand for robotic mowers.", SupplyPlanner, today.AddDays(45), RecordStatus.Open, [], 0.3, 400_000, null);
        yield return new(RecordKind.Action, "Ask the works council for overtime in the season.", SupplyPlanner, today.AddDays(-1), RecordStatus.Open, [], null, null, null);
        yield return new(RecordKind.Action, "Get the order quantities of both retailers in writing.", Seller, today.AddDays(4), RecordStatus.Open, [], null, null, null);
    }

    /// <summary>What product management proposes: the weakest item goes, and the best seller of a family gets a sister.</summary>
    public static IEnumerable<ProductDecision> ProductDecisions(PlanState state, PlanStructure structure)
    {
        var (first, planned) = (structure.FirstPlanned, structure.Calendar.Buckets[structure.FirstPlanned].First);
        var sales = CellReader.Read(state.Cube, structure, new CellQuery(["sales_history"], ["family", "item"], Coordinates.All, Math.Max(0, first - 12), first - 1, ValueUnit.Money));
        var (width, values) = (Math.Min(12, first), sales.Measures[0].Values);
        var items = Enumerable.Range(0, sales.Rows.Count).Where(r => sales.Rows[r].Depth == 2)
            .Select(r => (Family: sales.Rows[r].Members[0], Item: sales.Rows[r].Members[1], Value: values.AsSpan(r * width, width).ToArray().Where(v => !double.IsNaN(v)).Sum()))
            .Where(i => i.Value > 0).OrderBy(i => i.Value).ThenBy(i => i.Item, StringComparer.Ordinal).ToList();
        if (items.Count == 0)
            yield break;
        yield return new(ProductChoice.Delist, items[0].Item, null, planned.AddMonths(5).AddDays(-1), 1, "The lowest sales of the whole range in the last twelve months.");
        if (items.FindLast(i => i.Family == Promised[0].Family).Item is { } star)
            yield return new(ProductChoice.Launch, $"{star}-CAM", star, planned.AddMonths(4), 0.4, "Retailers ask for a robotic mower with a camera.") { Description = "Robotic mower with camera" };
    }
}
