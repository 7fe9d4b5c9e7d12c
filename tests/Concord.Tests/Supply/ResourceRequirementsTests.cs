using Concord.Planning.Supply;

namespace Concord.Tests.Supply;

public sealed class ResourceRequirementsTests
{
    private static readonly SupplyModel Model = GoldenSupply.Of("""
        {
          "buckets": ["jan", "feb", "mar"],
          "nodes": [{ "node": "frame@P", "opening": 5 }, { "node": "bike@P", "opening": 20, "safety": 10 }, { "node": "bike@W" }],
          "resources": [{ "kind": "machine", "name": "welding", "capacity": 1 }, { "kind": "machine", "name": "assembly", "capacity": 1 }],
          "activities": [
            { "kind": "make", "label": "frames", "node": "frame@P", "lead": 1, "yield": 0.8, "uses": { "welding": 2 } },
            { "kind": "make", "label": "bikes", "node": "bike@P", "inputs": { "frame@P": 1 }, "uses": { "assembly": 0.5 } },
            { "kind": "move", "label": "back", "node": "bike@P", "inputs": { "bike@W": 1 } },
            { "kind": "move", "label": "out", "node": "bike@W", "inputs": { "bike@P": 1 } }
          ],
          "demands": [{ "node": "bike@W", "quantity": [1, 1, 1] }, { "node": "bike@P", "quantity": 0 }]
        }
        """).Model;

    // Demand at W 30, 40, 50 is asked of P. P: 20 - 30 = -10, 20 bikes refill its safety stock of 10; then 40 and 50. Frames: 20 less 5 in stock, 40, 50, a month before and 0.8 good:
    // 15 / 0.8 = 18.75 overdue and 40 / 0.8 = 50 in January, 62.5 in February, no matter that welding has an hour.
    [Fact]
    public void Demand_is_exploded_level_by_level_without_regard_to_capacity()
    {
        var r = ResourceRequirements.Of(Model, [30, 40, 50, 0, 0, 0]);
        Assert.Equal([137.5, 125, 0, 10, 20, 25], r.Load);
        Assert.Equal([68.75, 62.5, 0, 20, 40, 50, 0, 0, 0, 30, 40, 50], r.Start);
        Assert.Equal([0.0, 0, 0, 10, 10, 10, 0, 0, 0], r.Stock);
        Assert.Equal([18.75, 0, 0], r.Overdue);
        Assert.All(r.Missing, m => Assert.Equal(0, m));
    }

    [Fact]
    public void Stock_beyond_what_is_needed_stays_and_what_nothing_brings_is_missing()
    {
        var model = Model with { Activities = [.. Model.Activities.Skip(1)] };
        var r = ResourceRequirements.Of(model, [0, 15, 0, 0, 0, 0]);
        Assert.Equal([20.0, 10, 10], r.Stock[3..6]);
        Assert.Equal([0.0, 0, 0], r.Missing[..3]);
        Assert.Equal([5.0, 0, 0], r.Stock[..3]);
        Assert.Equal(2.5, r.Load[4]);

        var more = ResourceRequirements.Of(model, [0, 17, 0, 0, 0, 0]);
        Assert.Equal([0.0, 2, 0], more.Missing[..3]);
        Assert.Throws<ArgumentException>(() => ResourceRequirements.Of(model, [1]));
    }
}
