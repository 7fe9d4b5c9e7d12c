using Concord.Planning.Data;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Supply;

/// <summary>Tells what machines and labour work for: the hours of each family in the plan by items, and the hours demand would ask for if nothing limited it.</summary>
internal static class WorkOfResources
{
    public static IReadOnlyList<ResourceWork> Of(StageInput input, SupplyModel model, SupplyModelMap map, SupplyPlan plan)
    {
        var t = model.Buckets;
        var asked = new double[model.Demands.Count * t];
        for (var d = 0; d < model.Demands.Count; d++)
            model.Demands[d].Quantity.CopyTo(asked, d * t);
        var wanted = ResourceRequirements.Of(model, asked).Load;
        var familyOf = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var item in input.Dataset.Rows<Item>())
            familyOf.TryAdd(item.Id.Value, item.Family is { Length: > 0 } ? item.Family : null);

        var hours = new Dictionary<(int Resource, string Family), double[]>();
        for (var a = 0; a < model.Activities.Count; a++)
        {
            var activity = model.Activities[a];
            foreach (var use in activity.Uses)
            {
                if (IsHours(model.Resources[use.Index]))
                    AddTo(use.Index, familyOf.GetValueOrDefault(model.Nodes[activity.Node].Item) ?? "", plan.Start.AsSpan(a * t, t), use.Quantity);
            }
        }

        var work = new List<ResourceWork>();
        for (var r = 0; r < model.Resources.Count; r++)
        {
            if (!IsHours(model.Resources[r]))
                continue;
            AddTo(r, "", map.Resources[r].Firm, 1);
            var total = new double[t];
            for (var b = 0; b < t; b++)
                total[b] = Rounded(wanted[(r * t) + b] + map.Resources[r].Firm[b]);
            work.Add(new ResourceWork(model.Resources[r].Name, total, [.. hours.Where(h => h.Key.Resource == r && Array.Exists(h.Value, v => v > 0))
                .OrderByDescending(h => h.Value.Sum()).ThenBy(h => h.Key.Family, StringComparer.Ordinal)
                .Select(h => new FamilyHours(h.Key.Family.Length == 0 ? null : h.Key.Family, Array.ConvertAll(h.Value, Rounded)))]));
        }

        return work;

        void AddTo(int resource, string family, ReadOnlySpan<double> units, double each)
        {
            if (!hours.TryGetValue((resource, family), out var sum))
                hours.Add((resource, family), sum = new double[t]);
            for (var b = 0; b < t; b++)
                sum[b] += each * units[b];
        }
    }

    private static bool IsHours(SupplyResource resource) => resource.Kind is SupplyResourceKind.Machine or SupplyResourceKind.Labour;

    private static double Rounded(double hours) => Math.Round(hours, 4);
}
