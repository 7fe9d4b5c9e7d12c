namespace Concord.Planning.Cycle;

public enum ProductChoice
{
    /// <summary>The item stays as it is; the decision is kept so that it is not asked again.</summary>
    Keep,

    /// <summary>The item is sold from the date on.</summary>
    Launch,

    /// <summary>The item follows the related item from the date on.</summary>
    Replace,

    /// <summary>The date is the last day on which the item is sold.</summary>
    Delist,
}

/// <summary>What the product review decided about an item.</summary>
/// <param name="Item">The item spoken of: the launch, the successor.</param>
/// <param name="RelatedItem">Of a launch the item it is like; of a replacement the predecessor; null otherwise.</param>
/// <param name="Date">First day of sale of a launch or successor, last day of sale of what is delisted; null to keep.</param>
/// <param name="Share">Share of the related item's demand that is copied or moves [0..1].</param>
/// <param name="Reason">Why.</param>
public sealed record ProductDecision(ProductChoice Choice, string Item, string? RelatedItem, DateOnly? Date, double Share, string Reason)
{
    /// <summary>Its cycle; 0 as long as it is in none.</summary>
    public long Cycle { get; init; }

    /// <summary>Unique in its cycle, among records too; 0 as long as it is in none.</summary>
    public int Number { get; init; }

    /// <summary>Of a new item; null to take that of the item it is like.</summary>
    public string? Description { get; init; }

    public string By { get; init; } = "";

    public DateTimeOffset At { get; init; }

    /// <summary>The revision in which it came into the plan; null before.</summary>
    public long? AppliedIn { get; init; }

    /// <summary>Who took it back; null while it stands.</summary>
    public string? WithdrawnBy { get; init; }

    public bool IsWithdrawn => WithdrawnBy is not null;

    /// <summary>False when there is nothing to bring into the plan.</summary>
    public bool ChangesPlan => Choice != ProductChoice.Keep;

    /// <summary><c>replace OLD by NEW from 2026-07-01 on</c>.</summary>
    public override string ToString() => Choice switch
    {
        ProductChoice.Keep => $"keep {Item}",
        ProductChoice.Launch => $"launch {Item} on {Date:yyyy-MM-dd}{(RelatedItem is null ? "" : $", like {RelatedItem}")}",
        ProductChoice.Replace => $"replace {RelatedItem} by {Item} from {Date:yyyy-MM-dd} on",
        _ => $"delist {Item} after {Date:yyyy-MM-dd}",
    };
}
