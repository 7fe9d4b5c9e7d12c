using Concord.Planning.Data;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Supply;

/// <summary>A node while the model is built.</summary>
internal sealed class NodeDraft(string item, string site, int series, Item? master, ItemLocation? policy, int buckets)
{
    public ItemId Item { get; } = new(item);

    public LocationId Site { get; } = new(site);

    /// <summary>Its series in the grain item x location; -1 for demand that names no location.</summary>
    public int Series { get; } = series;

    public Item? Master { get; } = master;

    public ItemLocation? Policy { get; } = policy;

    public string? Family => Master?.Family;

    public double Opening { get; set; }

    /// <summary>What open orders still bring [units].</summary>
    public double[] Receipts { get; } = new double[buckets];

    /// <summary>Of these, what work orders complete [units].</summary>
    public double[] FirmMade { get; } = new double[buckets];

    /// <summary>Stock on hand that may not be used yet or at all, and is part of the stock all the same [units].</summary>
    public double[] Held { get; } = new double[buckets];

    /// <summary>Buckets in which the item may not be stocked here.</summary>
    public bool[] Blocked { get; set; } = new bool[buckets];

    public double[] SafetyStock { get; set; } = new double[buckets];

    public double EndStock { get; set; }

    /// <summary>Mean of what demand and production ask of the node in a bucket [units].</summary>
    public double Requirement { get; set; }

    public string Name => $"{Item} at {Site}";
}

/// <summary>An activity while the model is built.</summary>
internal sealed class ActivityDraft
{
    public required ActivityKind Kind { get; init; }

    public required string Label { get; init; }

    public required int Node { get; init; }

    /// <summary>The node it moves from; -1 for others.</summary>
    public int From { get; init; } = -1;

    /// <summary>Its series in production, purchase or transport.</summary>
    public required int Series { get; init; }

    public IReadOnlyList<PerUnit> Inputs { get; init; } = [];

    public List<PerUnit> Uses { get; init; } = [];

    public double Yield { get; init; } = 1;

    /// <summary>Calendar days from start to use.</summary>
    public required double LeadDays { get; init; }

    public required double[] Cost { get; init; }

    public required double[] Most { get; init; }

    public double[] Fixed { get; set; } = [];

    public string? FixedBy { get; set; }

    public double MinimumLot { get; init; }

    public double LotMultiple { get; init; }

    public double MaximumLot { get; init; } = double.PositiveInfinity;

    public SupplierId? Supplier { get; init; }

    /// <summary>1 is preferred.</summary>
    public int Priority { get; init; } = 1;

    public bool IsOpen(int bucket) => Most[bucket] > 0;
}

/// <summary>A resource while the model is built.</summary>
internal sealed class ResourceDraft(SupplyResourceKind kind, string name, int buckets)
{
    public SupplyResourceKind Kind { get; } = kind;

    public string Name { get; } = name;

    /// <summary>Its series in capacity, or in storage capacity; -1 for others.</summary>
    public int Series { get; init; } = -1;

    public double[] Capacity { get; set; } = [.. Enumerable.Repeat(double.PositiveInfinity, buckets)];

    public double[] Overtime { get; set; } = new double[buckets];

    public double[] Cost { get; set; } = new double[buckets];

    public double[] OvertimeCost { get; set; } = new double[buckets];

    /// <summary>Capacity before work orders are taken from it.</summary>
    public double[]? Whole { get; set; }

    /// <summary>What released work orders take already.</summary>
    public double[] Firm { get; } = new double[buckets];

    /// <summary>Of the firm load, what is beyond capacity: worked in overtime.</summary>
    public double[] FirmOvertime { get; } = new double[buckets];
}

/// <summary>A supply model under construction, by items; each of its parts is added by a class of its own.</summary>
internal sealed class SupplyDraft(StageInput input)
{
    public StageInput Input { get; } = input;

    public CostRates Rates { get; } = new(input);

    public SupplyRecords Records => Rates.Records;

    public SupplyDays Days { get; } = new(input.Structure);

    public Assumptions Assumed { get; } = new();

    public int Buckets => Days.Count;

    public SupplyRules Rules => Input.Rules.Supply;

    public List<NodeDraft> Nodes { get; } = [];

    public List<ActivityDraft> Activities { get; } = [];

    public List<ResourceDraft> Resources { get; } = [];

    public Dictionary<ResourceId, int> ResourceOf { get; } = [];

    public Dictionary<(string Item, string Site), int> NodeOf { get; } = [];

    public List<DemandGroup> Demands { get; } = [];

    /// <summary>Open purchase orders: series of purchase, bucket, quantity [units].</summary>
    public List<(int Series, int Bucket, double Quantity)> FirmPurchases { get; } = [];

    public int FindNode(ItemId item, LocationId site) => NodeOf.GetValueOrDefault((item.Value, site.Value), -1);

    public LeadBuckets Lead(double days) => LeadBuckets.Of(days, Days.Mean);

    /// <summary>The bucket of the horizon in which most of what starts in a bucket arrives; the last one for what arrives later.</summary>
    public int ArrivalOf(int bucket, double leadDays) => Math.Min(Buckets - 1, bucket + (int)Math.Round(leadDays / Days.Mean));

    /// <summary>Orders activities so that of the ways to a node the preferred one comes first: what makes or buys before what moves, then by priority.</summary>
    public void PreferredFirst()
    {
        var ordered = Activities.OrderBy(a => a.Kind == ActivityKind.Move).ThenBy(a => a.Priority).ToList();
        Activities.Clear();
        Activities.AddRange(ordered);
    }
}

/// <summary>The demand of one class at a node, with the series it is made of.</summary>
internal sealed class DemandGroup(int node, int priority, int buckets)
{
    public int Node { get; } = node;

    public int Priority { get; } = priority;

    public List<DemandMember> Members { get; } = [];

    public double[] Value { get; } = new double[buckets];
}

/// <summary>What a series of demand asks for.</summary>
/// <param name="Series">In the grain of demand.</param>
/// <param name="Quantity">By bucket [units].</param>
/// <param name="PastDue">Orders due before the horizon and still open [units].</param>
public sealed record DemandMember(int Series, double[] Quantity, double PastDue);
