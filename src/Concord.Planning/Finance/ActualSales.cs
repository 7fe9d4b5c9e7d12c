using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Planning.Supply;

namespace Concord.Planning.Finance;

/// <summary>What was sold before the cut-off, in money, as the plan states it after: revenue as it was invoiced, cost as shipments times the standard cost valid then. Lines, rounded.</summary>
/// <param name="Revenue">By series of demand; NaN for none.</param>
/// <param name="Cost">By series of demand; NaN for none, and where no cost is known.</param>
/// <param name="WithoutCost">Series with shipments whose cost is not known.</param>
internal sealed record ActualSales(SeriesMatrix Revenue, SeriesMatrix Cost, int WithoutCost)
{
    /// <param name="input">The plan with its facts.</param>
    /// <param name="money">How lines are rounded.</param>
    /// <param name="first">First bucket.</param>
    /// <param name="count">Buckets; those after the cut-off have no value.</param>
    public static ActualSales Of(StageInput input, MoneyLine money, int first, int count)
    {
        var space = input.Structure.Of(MeasureRegistry.Measure("revenue"));
        var revenue = SeriesMatrix.From(input.Cube.Values("actual_revenue"), space.Count, first, count);
        var shipped = SeriesMatrix.From(input.Cube.Values("shipments"), space.Count, first, count);
        var cost = new SeriesMatrix(space.Count, first, count);
        var rates = new CostRates(input, first..(first + count));
        var without = 0;
        for (var s = 0; s < space.Count; s++)
        {
            foreach (ref var value in revenue.Row(s))
                value = double.IsNaN(value) ? value : money.Round(value);
            var quantities = shipped.Row(s);
            if (quantities.IndexOfAnyExcept(double.NaN) < 0)
                continue;
            var c = space.Attributes.Catalog.Coordinate(s);
            var rate = rates.StandardCost(new ItemId(c[0]), new LocationId(c[1]));
            var unknown = false;
            for (var b = 0; b < count; b++)
            {
                cost.Row(s)[b] = double.IsNaN(quantities[b]) ? double.NaN : money.Of(quantities[b], rate[b]);
                unknown |= !double.IsNaN(quantities[b]) && double.IsNaN(cost.Row(s)[b]);
            }

            without += unknown ? 1 : 0;
        }

        return new ActualSales(revenue, cost, without);
    }
}
