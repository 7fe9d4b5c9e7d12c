using Concord.Planning.Supply;

namespace Concord.Tests.Supply;

/// <summary>Plans written by hand against the checker.</summary>
public sealed class SupplyCheckTests
{
    private static readonly SupplyModel Model = GoldenSupply.Of("""
        {
          "buckets": ["jan", "feb", "mar"],
          "nodes": [{ "node": "bike@P", "opening": 10, "life": 2, "disposal": 3, "safety": [0, 0, 4], "holding": 1, "storage": "hall" }],
          "resources": [{ "kind": "storage", "name": "hall", "capacity": 20 }, { "kind": "machine", "name": "line", "capacity": 10, "overtime": 2, "cost": 5, "overtimeCost": 8 }],
          "activities": [{ "kind": "make", "label": "assembly", "node": "bike@P", "uses": { "line": 1 }, "cost": 2, "fixed": [null, 6, null], "most": 11 }],
          "demands": [{ "node": "bike@P", "quantity": [8, 10, 10], "mostLate": 1, "value": 10 }]
        }
        """).Model;

    // Opening 10: 8 go, 2 stay. February: 6 made, 8 of 10 served. March: 11 made (one of overtime), 2 late ones and 9 of 10 served, 1 waits.
    private static SupplyPlan Good() => new(
        Start: [0, 6, 11], Stock: [2, 0, 0], Disposal: [0, 0, 0], SafetyShortfall: [0, 0, 4], Delivered: [8, 8, 11], Backorders: [0, 2, 1], Lost: [0, 0, 0],
        Overtime: [0, 0, 0, 0, 0, 1], Overload: [0, 0, 0, 0, 0, 0]);

    [Fact]
    public void A_plan_written_by_hand_passes_and_costs_what_it_costs()
    {
        var result = SupplyCheck.Check(Model, Good());
        Assert.Empty(result.Breaches);
        Assert.Equal([0.0, 12, 22], result.Cost.Making);
        Assert.Equal([0.0, 30, 50], result.Cost.Regular);
        Assert.Equal([0.0, 0, 8], result.Cost.Overtime);
        Assert.Equal([2.0, 0, 0], result.Cost.Holding);
        Assert.Equal(12 + 22 + 30 + 50 + 8 + 2, result.Cost.Total);
        Assert.Equal(3 * Model.Penalties.Late[0], result.Penalties.Late, 9);
        Assert.Equal(4 * Model.Penalties.SafetyStock[0], result.Penalties.SafetyStock, 9);
        Assert.Equal([2.0, 0, 0, 0, 6, 11], result.Load);
    }

    private static void Refused(string family, SupplyPlan plan, SupplyModel? model = null)
    {
        var breaches = SupplyCheck.Check(model ?? Model, plan).Breaches;
        Assert.Contains(breaches, b => b.Family == family);
        Assert.All(breaches, b => Assert.Contains(b.Member, b.Message));
    }

    [Fact]
    public void Each_kind_of_breach_is_found()
    {
        Refused("balance", Good() with { Stock = [3, 0, 0] });
        Refused("balance", Good() with { Stock = [2, 0, -1], Delivered = [8, 8, 12], Backorders = [0, 2, 0] });
        Refused("fixed", Good() with { Start = [0, 7, 11], Stock = [2, 1, 1] });
        Refused("limit", Good() with { Start = [0, 6, 12], Stock = [2, 0, 1], SafetyShortfall = [0, 0, 3], Overtime = [0, 0, 0, 0, 0, 2] });
        Refused("safety", Good() with { SafetyShortfall = [0, 0, 3] });
        Refused("demand", Good() with { Backorders = [0, 2, 0] });
        Refused("capacity", Good() with { Overtime = [0, 0, 0, 0, 0, 0] });
        Refused("capacity", Good() with { Overtime = [0, 0, 0, 0, 1, 1] });
        Refused("sign", Good() with { Lost = [0, -1, 0] });
        Refused("sign", Good() with { Overload = [double.NaN, 0, 0, 0, 0, 0] });
        // 18 of January wait for February; those not served then are two months late.
        Refused("lateness", Good() with { Delivered = [0, 7, 11], Stock = [10, 9, 9], Backorders = [8, 11, 10] });
        // 2 of the opening stock are still there when February ends.
        Refused("life", Good() with { Delivered = [3, 5, 11], Stock = [7, 8, 8], Backorders = [5, 10, 9], SafetyShortfall = [0, 0, 0] });
        var always = Model with { Demands = [Model.Demands[0] with { MostLate = int.MaxValue }] };
        Refused("lateness", Good() with { Lost = [0, 0, 1], Backorders = [0, 2, 0] }, always);
        var kept = Model with { Nodes = [Model.Nodes[0] with { ShelfLife = 0, DisposalCost = double.NaN }] };
        Refused("limit", Good() with { Disposal = [2, 0, 0], Stock = [0, 0, 0], Delivered = [8, 6, 11], Backorders = [0, 4, 3] }, kept);
    }

    [Fact]
    public void A_plan_of_another_model_is_no_plan_of_this_one() =>
        Assert.Throws<ArgumentException>(() => SupplyCheck.Check(Model, Good() with { Start = [1] }));
}
