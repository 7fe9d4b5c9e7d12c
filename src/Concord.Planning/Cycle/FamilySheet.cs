using Concord.Planning.Cube;
using Concord.Planning.Finance;
using Concord.Planning.Kpi;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Cycle;

/// <summary>The four questions of a family sheet.</summary>
public enum SheetBlock
{
    Sales,

    /// <summary>What is made, and what is bought.</summary>
    Production,
    Stock,
    Backlog,
}

/// <summary>A row of a family sheet. Arrays have a value for each bucket of the sheet; NaN for none.</summary>
/// <param name="Name">Stable name: of the row, not of a measure.</param>
/// <param name="Title">For people.</param>
/// <param name="Measure">The measure planned; null for a row that is computed from others.</param>
/// <param name="ActualMeasure">The measure that tells what came; null for none.</param>
/// <param name="AtEnd">True for what stands at the end of a bucket, so that it does not add up over time.</param>
/// <param name="Plan">Planned, from the cut-off on.</param>
/// <param name="Actual">What came; of a bucket that the cut-off splits what came so far.</param>
/// <param name="Recorded">In past buckets what the plan of record in force had planned.</param>
/// <param name="Before">What the last plan of record before this plan has for the buckets planned now.</param>
/// <param name="Budget">The budget of the bucket.</param>
/// <param name="YearBefore">What came, or is planned, in the same season a year before.</param>
/// <param name="Years">By fiscal year: actual to date and plan to go.</param>
/// <param name="NoPlan">Why nothing is planned; null when something is.</param>
/// <param name="NoActual">Why there is nothing to compare a past plan with.</param>
/// <param name="NoBudget">Why there is no budget.</param>
public sealed record SheetRow(
    string Name, string Title, SheetBlock Block, string? Measure, string? ActualMeasure, bool AtEnd, double[] Plan, double[] Actual, double[] Recorded, double[] Before, double[] Budget,
    double[] YearBefore, IReadOnlyList<PeriodFigures> Years, string? NoPlan, string? NoActual, string? NoBudget);

/// <summary>The plan of record a past bucket is compared with.</summary>
/// <param name="Lag">Buckets between the plan and what it planned: 1 is its first bucket.</param>
public sealed record SheetPlan(int Bucket, string Name, int Lag);

/// <summary>
/// The sheet of a family, or of all that is sold: sales, production and purchase, stock, backlog, past and planned, beside the plans of record and the budget. Stock closes:
/// stock = stock before + production + purchase - sales + other movements, in every bucket.
/// </summary>
/// <param name="Part">What it shows: the member, or all members that are sold.</param>
/// <param name="Unit">What quantities are stated in; null when nothing of the sheet has a unit.</param>
/// <param name="First">First bucket shown: a year before the plan.</param>
/// <param name="Last">Last bucket shown.</param>
/// <param name="Plans">For past buckets the plan of record they are compared with; those without one are left out.</param>
/// <param name="Before">Name of the last plan of record before this plan; null for none.</param>
/// <param name="Notes">What the figures leave out.</param>
public sealed record FamilySheet(
    string Attribute, string? Member, Coordinates Part, string? Unit, int First, int Last, IReadOnlyList<SheetRow> Rows, IReadOnlyList<SheetPlan> Plans, string? Before, IReadOnlyList<string> Notes)
{
    /// <summary>The members of an attribute that are sold, in ordinal order; empty when demand is not told apart by it.</summary>
    public static string[] Members(PlanStructure structure, string attribute) =>
        structure.Spaces.TryGetValue(PlanVolume.Demand, out var space) && space.Attributes.Has(attribute) ? space.Attributes.Attribute(attribute).Members : [];

    /// <summary>Makes the sheet.</summary>
    /// <param name="now">The plan.</param>
    /// <param name="plans">Plans of record in the order they were approved; series and buckets have the same numbers in all.</param>
    /// <param name="attribute">An attribute of demand.</param>
    /// <param name="member">One of its <see cref="Members"/>; null for all of them together.</param>
    /// <param name="unit">Quantities, or money: sales are revenue then, the rest is at net prices.</param>
    /// <param name="lag">Past buckets are compared with the newest plan of record that planned them so many buckets ahead or more; 1 or more.</param>
    public static FamilySheet Of(PlanState now, PlanStructure structure, IReadOnlyList<RecordedPlan> plans, string attribute, string? member, ValueUnit unit, int lag = 1)
    {
        var members = Members(structure, attribute);
        var part = member is not null ? Coordinates.Of((attribute, member))
            : structure.Spaces.Values.All(s => OnlySold(s.Attributes)) ? Coordinates.All
            : Coordinates.Of([new KeyValuePair<string, IReadOnlyList<string>>(attribute, members)]);
        var rows = new SheetRows(now, structure, plans, attribute, part, unit, lag);
        return new FamilySheet(
            attribute, member, part, rows.Unit, rows.First, rows.Last, rows.Make(), [.. rows.InForce.Select(p => new SheetPlan(p.Key, p.Value.Name, p.Key - p.Value.Structure.FirstPlanned + 1))],
            rows.Before?.Name, rows.Notes);

        // Components that nobody buys are in families of their own, or in none: they are in no total of sales, and so in none of stock.
        bool OnlySold(SeriesAttributes space) => !space.Has(attribute) || space.Attribute(attribute).Members.All(m => Array.BinarySearch(members, m, StringComparer.Ordinal) >= 0);
    }
}
