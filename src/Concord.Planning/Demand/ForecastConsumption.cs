using Concord.Planning.Cube;

namespace Concord.Planning.Demand;

/// <summary>
/// Booked orders consume the forecast. A series has at least its orders. What they exceed its own forecast by is taken first from the unbooked forecast of the same item elsewhere, then from that of its
/// family, in proportion: so a group has the larger of its forecast and its orders, and never forecast plus the same orders.
/// Source: forecast consumption, APICS Dictionary; Vollmann, Berry, Whybark and Jacobs, Manufacturing Planning and Control, ch. on demand management (ATP and consuming the forecast).
/// </summary>
internal static class ForecastConsumption
{
    /// <summary>Raises the consensus of a bucket to its booked orders and takes the excess from the unbooked rest.</summary>
    /// <param name="consensus">By series [base units], zero or more, NaN for none; changed.</param>
    /// <param name="booked">By series [base units], NaN for none.</param>
    /// <param name="groups">The groups within which orders consume forecast, inner first.</param>
    /// <returns>True when an order was larger than its series' forecast.</returns>
    public static bool Apply(Span<double> consensus, ReadOnlySpan<double> booked, params ReadOnlySpan<ConsumptionGroups> groups)
    {
        var any = false;
        var excess = new double[consensus.Length];
        for (var s = 0; s < consensus.Length; s++)
        {
            if (!(booked[s] > 0) || consensus[s] >= booked[s])
                continue;
            excess[s] = booked[s] - (double.IsNaN(consensus[s]) ? 0 : consensus[s]);
            consensus[s] = booked[s];
            any = true;
        }

        if (!any)
            return false;
        foreach (var group in groups)
            Consume(consensus, booked, excess, group);
        return true;
    }

    /// <summary>Takes the excess of each group from its unbooked forecast; <paramref name="excess"/> keeps what that did not cover.</summary>
    private static void Consume(Span<double> consensus, ReadOnlySpan<double> booked, double[] excess, ConsumptionGroups groups)
    {
        var (over, free) = (new double[groups.Count], new double[groups.Count]);
        for (var s = 0; s < excess.Length; s++)
        {
            var group = groups.Of[s];
            if (group < 0)
                continue;
            over[group] += excess[s] * groups.Factors[s];
            free[group] += Free(consensus[s], booked[s]) * groups.Factors[s];
        }

        for (var s = 0; s < excess.Length; s++)
        {
            var group = groups.Of[s];
            if (group < 0 || !(over[group] > 0) || !(free[group] > 0))
                continue;
            if (Free(consensus[s], booked[s]) is var unbooked and > 0)
            {
                // All of it exactly, so that a group with more orders than forecast has just its orders.
                consensus[s] = over[group] >= free[group] ? consensus[s] - unbooked : consensus[s] - (unbooked * (over[group] / free[group]));
            }

            excess[s] = free[group] >= over[group] ? 0 : excess[s] * (1 - (free[group] / over[group]));
        }
    }

    private static double Free(double consensus, double booked) => double.IsNaN(consensus) ? 0 : Math.Max(0, consensus - (booked > 0 ? booked : 0));
}

/// <summary>Series whose orders consume each other's forecast.</summary>
/// <param name="Of">Group of each series; -1 for none.</param>
/// <param name="Count">Groups.</param>
/// <param name="Factors">By series: what its quantities are multiplied by so that those of a group add up.</param>
internal sealed record ConsumptionGroups(int[] Of, int Count, double[] Factors)
{
    /// <summary>One group for each item; all its series are in the same base unit.</summary>
    public static ConsumptionGroups Items(SeriesSpace space)
    {
        var of = new int[space.Count];
        space.Attributes.Catalog.Codes(0).CopyTo(of);
        LeaveOut(space, of);
        var factors = new double[of.Length];
        Array.Fill(factors, 1);
        return new ConsumptionGroups(of, space.Attributes.Catalog.Members(0).Length, factors);
    }

    /// <summary>One group for each family and planning unit. Items without a family or without a conversion are in none.</summary>
    public static ConsumptionGroups Families(SeriesSpace space)
    {
        var of = new int[space.Count];
        Array.Fill(of, -1);
        var factors = space.Units.PlanningFactors;
        if (!space.Attributes.Has("family"))
            return new ConsumptionGroups(of, 0, factors);
        var family = space.Attributes.Attribute("family");
        var none = family.Code(SeriesAttribute.None);
        var units = space.Units.PlanningUnits.Length;
        for (var s = 0; s < of.Length; s++)
        {
            if (family.Codes[s] >= 0 && family.Codes[s] != none && space.Units.PlanningUnitOf[s] >= 0 && factors[s] > 0)
                of[s] = (family.Codes[s] * units) + space.Units.PlanningUnitOf[s];
        }

        LeaveOut(space, of);
        return new ConsumptionGroups(of, family.Members.Length * units, factors);
    }

    private static void LeaveOut(SeriesSpace space, int[] of)
    {
        var present = space.Attributes.Present;
        for (var s = 0; s < of.Length; s++)
            of[s] = present[s] ? of[s] : -1;
    }
}
