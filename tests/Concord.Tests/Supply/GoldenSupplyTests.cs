using Concord.Planning.Supply;

namespace Concord.Tests.Supply;

public sealed class GoldenSupplyTests
{
    private static readonly string Folder = Repository.PathOf("tests", "golden");

    public static TheoryData<string> Concepts => new(Directory.GetDirectories(Folder, "supply-*").Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Concepts))]
    public void A_golden_supply_plan_is_what_its_files_expect(string concept)
    {
        var golden = GoldenSupply.In(Path.Combine(Folder, concept));
        var mismatches = golden.Mismatches(SupplyPlanner.Plan(golden.Model, null, null, default));
        Assert.True(mismatches.Count == 0, string.Join('\n', mismatches));
        Assert.Contains("# ", File.ReadAllText(Path.Combine(Folder, concept, "why.md")));
    }

    [Theory]
    [MemberData(nameof(Concepts))]
    public void A_golden_supply_plan_with_anything_changed_is_refused(string concept)
    {
        var golden = GoldenSupply.In(Path.Combine(Folder, concept));
        var plan = SupplyPlanner.Plan(golden.Model, null, null, default).Plan;
        // Every number a plan states about itself is held against the others: none can be changed alone.
        foreach (var values in new[] { plan.Start, plan.Stock, plan.Disposal, plan.SafetyShortfall, plan.Delivered, plan.Backorders, plan.Lost, plan.Overtime, plan.Overload })
        {
            for (var i = 0; i < values.Length; i++)
            {
                var right = values[i];
                values[i] = right + 0.01;
                // A start whose arrival is after the horizon, and which takes nothing, moves nothing but cost.
                if (!(ReferenceEquals(values, plan.Start) && WithoutEffect(golden.Model, i)))
                    Assert.False(SupplyCheck.Check(golden.Model, plan).Passed, $"value {i} of {Array.IndexOf([plan.Start, plan.Stock, plan.Disposal, plan.SafetyShortfall, plan.Delivered, plan.Backorders, plan.Lost, plan.Overtime, plan.Overload], values)}");
                values[i] = right;
            }
        }

        Assert.True(SupplyCheck.Check(golden.Model, plan).Passed);
    }

    private static bool WithoutEffect(SupplyModel model, int start)
    {
        var activity = model.Activities[start / model.Buckets];
        return (start % model.Buckets) + activity.Lead >= model.Buckets && activity.Inputs.Count == 0;
    }
}
