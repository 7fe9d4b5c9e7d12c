using Concord.Planning.Data;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Demand;

/// <summary>What the stage consensus says beside its measures. Arrays over buckets start with the first bucket of the horizon; quantities are in planning units.</summary>
/// <param name="FirstBucket">Index in the calendar of the first value of each array.</param>
/// <param name="Events">What each demand event that moves something does, by number of the event.</param>
/// <param name="Inputs">Where a function moved demand away from forecast and events, by function and family.</param>
/// <param name="Floors">Where booked orders are more than consensus, by family and bucket.</param>
/// <param name="LargestFloors">The single cells with the largest gap, <see cref="MostCells"/> at most.</param>
public sealed record ConsensusDetails(
    IReadOnlyList<Finding> Findings, int FirstBucket, IReadOnlyList<EventEffect> Events, IReadOnlyList<InputEffect> Inputs,
    IReadOnlyList<BacklogFloor> Floors, IReadOnlyList<FloorCell> LargestFloors) : StageDetails(Findings)
{
    public const int MostCells = 100;
}

/// <summary>What a demand event adds to the baseline, or takes from it, before the rule that demand is not below zero.</summary>
/// <param name="Event">Number of the event; of a cannibalisation that no event tells of, the two items.</param>
/// <param name="Part">What it moves, for people.</param>
/// <param name="Quantity">By bucket [planning units].</param>
/// <param name="Money">By bucket, at net prices [reporting currency]; series without a price are not in it.</param>
/// <param name="Unpriced">Series moved that have no price.</param>
public sealed record EventEffect(string Event, DemandEventKind Kind, string? Description, string Part, double[] Quantity, double[] Money, int Unpriced);

/// <summary>The functions that give an input.</summary>
public enum InputFunction
{
    Sales,
    Marketing,
    Finance,
}

/// <summary>How far the input of a function moved the consensus of a family.</summary>
/// <param name="Gained">By bucket, over the series the input raised [planning units]: each function's opinion less forecast and events, times its weight.</param>
/// <param name="Lost">By bucket, over those it lowered [planning units], zero or below.</param>
/// <param name="Cells">Series and buckets with an opinion.</param>
public sealed record InputEffect(InputFunction Function, string Family, double[] Gained, double[] Lost, int Cells);

/// <summary>Booked orders that bound the consensus of a family in a bucket from below.</summary>
/// <param name="Bucket">Index in the calendar.</param>
/// <param name="Series">Series raised to their orders.</param>
/// <param name="Raised">By how much they were raised [planning units].</param>
/// <param name="Consumed">What these orders consumed of the forecast of other series of the same item or family [planning units].</param>
public sealed record BacklogFloor(string Family, int Bucket, int Series, double Raised, double Consumed);

/// <summary>A series raised to its booked orders.</summary>
/// <param name="Before">Consensus without the bound [base units].</param>
/// <param name="Booked">Booked orders [base units].</param>
public sealed record FloorCell(string Item, string Location, string Channel, string Region, int Bucket, double Before, double Booked);
