using Concord.Planning.Data;
using Concord.Planning.Data.Checks;
using FsCheck;
using FsCheck.Fluent;
using static Concord.Tests.Data.Facts;

namespace Concord.Tests.Data.Checks;

public sealed class BillCyclesTests
{
    [Fact]
    public void TheWholePathIsNamedFromItsSmallestItem() =>
        Assert.Equal(["A -> B -> C -> A"], Paths(Bill("C", "A"), Bill("B", "C"), Bill("A", "B"), Bill("X", "A"), Bill("C", "Y")));

    [Fact]
    public void AnItemMadeOfItselfIsACircle() => Assert.Equal(["A -> A"], Paths(Bill("A", "A"), Bill("A", "B")));

    [Fact]
    public void CirclesThatShareAnItemAreBothReportedOnce() =>
        Assert.Equal(["A -> B -> A", "A -> C -> D -> A"], Paths(Bill("A", "B"), Bill("B", "A"), Bill("A", "C"), Bill("C", "D"), Bill("D", "A")));

    [Fact]
    public void LinesThatNeverHoldOnTheSameDayMakeNoCircle()
    {
        Assert.Empty(Paths(Bill("A", "B", to: "2026-05-31"), Bill("B", "A", from: "2026-06-01")));
        Assert.Equal(["A -> B -> A"], Paths(Bill("A", "B", to: "2026-06-01"), Bill("B", "A", from: "2026-06-01")));
    }

    [Fact]
    public void ACircleThatEndedBeforeTheCutOffIsHistory() => Assert.Empty(Paths(Bill("A", "B", to: "2026-03-30"), Bill("B", "A")));

    [Fact]
    public void LinesOfDifferentPlantsMakeNoCircle()
    {
        Assert.Empty(Paths(Bill("A", "B", location: "P1"), Bill("B", "A", location: "P2")));
        Assert.Equal(["A -> B -> A"], Paths(Bill("A", "B", location: "P1"), Bill("B", "A")));
    }

    [Fact]
    public void ACircleThroughAnAlternateBillNamesIt()
    {
        var result = DataChecks.Run(
            DataChecks.All.Single(c => c.Definition.Code == "BILL_CYCLE"),
            new CheckScope(new MemoryDataset(CutOff, [Bill("A", "B"), Bill("B", "C"), Bill("B", "A", alternate: "rework")])));

        Assert.Equal("The bill of material runs in a circle on 2026-03-31: A -> B -> A, through bill 'rework' of 'B'.", Assert.Single(result.Findings).Message);
    }

    [Fact]
    public void AHundredThousandSoundLinesAndADeepBillAreRead()
    {
        var chain = Enumerable.Range(0, 100_000).Select(i => Bill($"I{i}", $"I{i + 1}")).ToArray();

        Assert.Empty(Paths(chain));
        Assert.Equal(100_001, Assert.Single(BillCycles.Find([.. chain, Bill("I100000", "I0")], CutOff)).Lines.Count);
    }

    /// <summary>A circle is reported if and only if a plain depth-first search finds one on some day and plant, and each reported one is real.</summary>
    [Fact]
    public void FindsACircleExactlyWhenThereIsOne()
    {
        var bills =
            from size in Gen.Choose(0, 10)
            from lines in Line.ListOf(size)
            select lines.ToArray();

        Prop.ForAll(bills.ToArbitrary(), lines =>
        {
            var cycles = BillCycles.Find(lines, CutOff);
            Assert.Equal(HasCircle(lines), cycles.Count > 0);
            Assert.Equal(cycles.Count, cycles.Select(c => c.Path).Distinct().Count());
            foreach (var cycle in cycles)
            {
                for (var i = 0; i < cycle.Lines.Count; i++)
                {
                    var line = cycle.Lines[i];
                    Assert.Equal(line.Component, cycle.Lines[(i + 1) % cycle.Lines.Count].Item);
                    Assert.True(Holds(line, cycle.From, cycle.Lines.FirstOrDefault(l => l.Location is not null)?.Location));
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    private static Gen<BillOfMaterialLine> Line =>
        from parent in Gen.Choose(0, 5)
        from component in Gen.Choose(0, 5)
        from plant in Gen.Elements(null, null, "P1", "P2")
        from first in Gen.Elements(null, "2026-01-01", "2026-05-01", "2026-07-01")
        from last in Gen.Elements(null, "2026-03-01", "2026-05-01", "2026-06-30")
        select Bill($"I{parent}", $"I{component}", first, last, location: plant);

    private static bool HasCircle(BillOfMaterialLine[] lines)
    {
        var days = lines.Select(l => l.ValidFrom ?? CutOff).Append(CutOff).Where(d => d >= CutOff);
        var plants = lines.Select(l => l.Location).Append(null).ToList();
        return days.Any(day => plants.Any(plant =>
        {
            var here = lines.Where(l => Holds(l, day, plant)).ToLookup(l => l.Item, l => l.Component);
            return here.Any(start => Reaches(here, start.Key, start.Key, []));
        }));
    }

    private static bool Holds(BillOfMaterialLine line, DateOnly day, LocationId? plant) =>
        (line.Location is null || line.Location == plant) && !(line.ValidFrom > day) && !(line.ValidTo < day);

    private static bool Reaches(ILookup<ItemId, ItemId> lines, ItemId from, ItemId goal, HashSet<ItemId> seen) =>
        lines[from].Any(next => next == goal || (seen.Add(next) && Reaches(lines, next, goal, seen)));

    private static IEnumerable<string> Paths(params BillOfMaterialLine[] lines) => BillCycles.Find(lines, CutOff).Select(c => c.Path);
}
