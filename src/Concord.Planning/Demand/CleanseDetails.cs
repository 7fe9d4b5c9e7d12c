using System.Globalization;
using Concord.Planning.Data;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Demand;

/// <summary>Why a value of the history was corrected.</summary>
public enum CorrectionReason
{
    /// <summary>More came back than was ordered: the return is set against earlier orders.</summary>
    Return,

    /// <summary>A demand event that is over moved demand for a while.</summary>
    Event,

    /// <summary>The item was out of stock, and clearly less was asked for than usual.</summary>
    StockOut,

    /// <summary>Far from its surroundings and from its season, and alone in that.</summary>
    Outlier,
}

/// <summary>A value of the history that was corrected.</summary>
/// <param name="Coordinate">Item, location, channel and region.</param>
/// <param name="Bucket">Label of the bucket, or of the first bucket of the week.</param>
/// <param name="Reason">Why.</param>
/// <param name="Before">Before this correction [base units].</param>
/// <param name="After">After it [base units].</param>
/// <param name="Cause">In words: the event, the days without stock, what was expected.</param>
public sealed record Correction(IReadOnlyList<string> Coordinate, string Bucket, CorrectionReason Reason, double Before, double After, string Cause);

/// <summary>What the stage cleanse did.</summary>
/// <param name="Findings">What could not be looked at.</param>
/// <param name="Corrections">By series, then by bucket; a bucket may have several, one after the other.</param>
public sealed record CleanseDetails(IReadOnlyList<Finding> Findings, IReadOnlyList<Correction> Corrections) : StageDetails(Findings)
{
    /// <inheritdoc/>
    public override IEnumerable<string> Explain(string measure, int series, IReadOnlyList<string> coordinate, string bucket) => Corrections
        .Where(c => c.Bucket == bucket && c.Coordinate.SequenceEqual(coordinate))
        .Select(c => string.Create(CultureInfo.InvariantCulture, $"Corrected from {c.Before:#,0.##} to {c.After:#,0.##}: {c.Cause}"));
}
