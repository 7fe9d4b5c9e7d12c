using Concord.Planning.Cube;

namespace Concord.Planning.Demand;

/// <summary>Holds the consensus to the booked orders, bucket by bucket, and keeps where they bound it.</summary>
/// <param name="space">Series of demand.</param>
/// <param name="consensus">Changed.</param>
/// <param name="booked">Booked orders [base units], NaN for none.</param>
internal sealed class BacklogFloors(SeriesSpace space, SeriesMatrix consensus, SeriesMatrix booked)
{
    private readonly List<BacklogFloor>[] _byFamily = new List<BacklogFloor>[consensus.Count];
    private readonly List<(double Gap, FloorCell Cell)>[] _cells = new List<(double, FloorCell)>[consensus.Count];

    /// <summary>By bucket, then by family.</summary>
    public IReadOnlyList<BacklogFloor> ByFamily => [.. _byFamily.SelectMany(f => f)];

    /// <summary>Largest gap first, in planning units.</summary>
    public IReadOnlyList<FloorCell> Largest => [.. _cells.SelectMany(c => c).OrderByDescending(c => c.Gap).Take(ConsensusDetails.MostCells).Select(c => c.Cell)];

    public void Apply(CancellationToken token)
    {
        var (items, families) = (ConsumptionGroups.Items(space), ConsumptionGroups.Families(space));
        Parallel.For(0, consensus.Count, new ParallelOptions { CancellationToken = token }, b =>
        {
            var (values, before, orders) = (new double[space.Count], new double[space.Count], new double[space.Count]);
            for (var s = 0; s < space.Count; s++)
                (values[s], orders[s]) = (consensus.Row(s)[b], space.Attributes.Present[s] ? booked.Row(s)[b] : double.NaN);
            values.CopyTo(before, 0);
            (_byFamily[b], _cells[b]) = ([], []);
            if (!ForecastConsumption.Apply(values, orders, items, families))
                return;
            for (var s = 0; s < space.Count; s++)
                consensus.Row(s)[b] = values[s];
            Keep(b, before, values, orders);
        });
    }

    private void Keep(int b, double[] before, double[] after, double[] orders)
    {
        var family = space.Attributes.Has("family") ? space.Attributes.Attribute("family") : null;
        var sums = new SortedDictionary<string, (int Series, double Raised, double Consumed)>(StringComparer.Ordinal);
        for (var s = 0; s < before.Length; s++)
        {
            var change = after[s] - (double.IsNaN(before[s]) ? 0 : before[s]);
            if (double.IsNaN(change) || change == 0)
                continue;
            var name = family is null ? SeriesAttribute.None : family.Members[family.Codes[s]];
            var unit = double.IsNaN(space.Units.PlanningFactors[s]) ? 1 : space.Units.PlanningFactors[s];
            var (series, raised, consumed) = sums.GetValueOrDefault(name);
            sums[name] = change > 0 ? (series + 1, raised + (change * unit), consumed) : (series, raised, consumed - (change * unit));
            if (change <= 0)
                continue;
            var c = space.Attributes.Catalog.Coordinate(s);
            _cells[b].Add((change * unit, new FloorCell(c[0], c[1], c[2], c[3], consensus.First + b, double.IsNaN(before[s]) ? 0 : before[s], orders[s])));
        }

        foreach (var (name, sum) in sums)
            _byFamily[b].Add(new BacklogFloor(name, consensus.First + b, sum.Series, sum.Raised, sum.Consumed));
    }
}
