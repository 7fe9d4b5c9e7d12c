using System.Globalization;
using System.Text.Json;
using Concord.Planning.Supply;

namespace Concord.Tests.Supply;

/// <summary>A supply model written for people, and what its plan must be: tests/golden/README.md has the format.</summary>
internal sealed record GoldenSupply(SupplyModel Model, JsonElement Expected, IReadOnlyDictionary<string, int> Nodes)
{
    private static readonly JsonDocumentOptions Relaxed = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static GoldenSupply In(string folder)
    {
        var of = Of(File.ReadAllText(Path.Combine(folder, "model.json")));
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")), Relaxed);
        return of with { Expected = expected.RootElement.Clone() };
    }

    public static GoldenSupply Of(string json)
    {
        using var document = JsonDocument.Parse(json, Relaxed);
        var root = document.RootElement;
        var labels = root.GetProperty("buckets").EnumerateArray().Select(b => b.GetString()!).ToArray();
        var buckets = labels.Length;

        double[] Series(JsonElement of, string name, double otherwise)
        {
            if (!of.TryGetProperty(name, out var value))
                return [.. Enumerable.Repeat(otherwise, buckets)];
            double[] series = value.ValueKind == JsonValueKind.Array
                ? [.. value.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Null ? otherwise : v.GetDouble())]
                : [.. Enumerable.Repeat(value.GetDouble(), buckets)];
            Assert.Equal(buckets, series.Length);
            return series;
        }

        double Number(JsonElement of, string name, double otherwise) => of.TryGetProperty(name, out var value) ? value.GetDouble() : otherwise;
        string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;
        JsonElement.ArrayEnumerator List(string name) => root.TryGetProperty(name, out var list) ? list.EnumerateArray() : default;

        var resources = List("resources").Select(r =>
        {
            var cost = Series(r, "cost", 0);
            return new SupplyResource(
                Enum.Parse<SupplyResourceKind>(Text(r, "kind"), ignoreCase: true), Text(r, "name"), Series(r, "capacity", double.PositiveInfinity), Series(r, "overtime", 0), cost,
                r.TryGetProperty("overtimeCost", out _) ? Series(r, "overtimeCost", 0) : cost);
        }).ToArray();
        var resourceAt = resources.Select((r, i) => (r.Name, i)).ToDictionary(x => x.Name, x => x.i);

        var nodes = List("nodes").Select(n =>
        {
            var key = Text(n, "node").Split('@');
            return new SupplyNode(
                key[0], key[1], Number(n, "opening", 0), Series(n, "receipts", 0), Series(n, "safety", 0), Number(n, "end", 0), Series(n, "holding", 0), (int)Number(n, "life", 0),
                Number(n, "disposal", double.NaN), n.TryGetProperty("storage", out var storage) ? resourceAt[storage.GetString()!] : -1, Number(n, "storageUse", 1));
        }).ToArray();
        var nodeAt = nodes.Select((n, i) => (Key: $"{n.Item}@{n.Site}", i)).ToDictionary(x => x.Key, x => x.i);

        static PerUnit[] Parts(JsonElement of, string name, Dictionary<string, int> at) =>
            of.TryGetProperty(name, out var parts) ? [.. parts.EnumerateObject().Select(p => new PerUnit(at[p.Name], p.Value.GetDouble()))] : [];

        var activities = List("activities").Select(a => new SupplyActivity(
            Enum.Parse<ActivityKind>(Text(a, "kind"), ignoreCase: true), Text(a, "label"), nodeAt[Text(a, "node")], Parts(a, "inputs", nodeAt), Parts(a, "uses", resourceAt), Number(a, "yield", 1),
            (int)Number(a, "lead", 0), Number(a, "late", 0), Series(a, "cost", 0), Series(a, "fixed", double.NaN), a.TryGetProperty("fixedBy", out var by) ? by.GetString() : null,
            Series(a, "most", double.PositiveInfinity))).ToArray();
        var demands = List("demands").Select(d => new SupplyDemand(
            nodeAt[Text(d, "node")], (int)Number(d, "priority", 1), Series(d, "quantity", 0), Number(d, "backorders", 0), (int)Number(d, "mostLate", int.MaxValue), Series(d, "value", 0))).ToArray();
        var model = new SupplyModel
        {
            BucketLabels = labels, Nodes = nodes, Activities = activities, Resources = resources, Demands = demands, Penalties = SupplyPenaltyRule.From(nodes, activities, resources, demands),
        };
        return new GoldenSupply(model, default, nodeAt);
    }

    /// <summary>Differences between the plan made for the model and what is expected; a quantity that is not named is not compared.</summary>
    public List<string> Mismatches(SupplyOutcome outcome)
    {
        var found = new List<string>();
        var plan = outcome.Plan;
        string NodeName(int n) => $"{Model.Nodes[n].Item}@{Model.Nodes[n].Site}";
        string[] nodes = [.. Enumerable.Range(0, Model.Nodes.Count).Select(NodeName)];
        string[] demands = [.. Model.Demands.Select(d => $"{NodeName(d.Node)}/{d.Priority}")];
        string[] resources = [.. Model.Resources.Select(r => r.Name)];
        foreach (var part in Expected.EnumerateObject())
        {
            switch (part.Name)
            {
                case "start": Compare([.. Model.Activities.Select(a => a.Label)], plan.Start); break;
                case "stock": Compare(nodes, plan.Stock); break;
                case "disposal": Compare(nodes, plan.Disposal); break;
                case "safetyShortfall": Compare(nodes, plan.SafetyShortfall); break;
                case "delivered": Compare(demands, plan.Delivered); break;
                case "backorders": Compare(demands, plan.Backorders); break;
                case "lost": Compare(demands, plan.Lost); break;
                case "overtime": Compare(resources, plan.Overtime); break;
                case "overload": Compare(resources, plan.Overload); break;
                case "cost":
                    if (Math.Abs(part.Value.GetDouble() - outcome.Cost.Total) > 1e-3)
                        found.Add($"cost is {outcome.Cost.Total}, not {part.Value}");
                    break;
                case "shortages": Same(part.Value.EnumerateArray().Select(s => s.GetString()!), outcome.Shortages.Select(s => $"{s.Cause} {s.Name}: {s.Message}")); break;
                case "notes": Same(part.Value.EnumerateArray().Select(s => s.GetString()!), outcome.Notes); break;
                default: throw new InvalidDataException($"{part.Name} is nothing a plan has.");
            }

            void Compare(string[] names, double[] values)
            {
                foreach (var member in part.Value.EnumerateObject())
                {
                    var at = Array.IndexOf(names, member.Name);
                    if (at < 0)
                        throw new InvalidDataException($"{member.Name} is not in the model.");
                    var (wanted, buckets) = (member.Value.EnumerateArray().Select(v => v.GetDouble()).ToArray(), Model.Buckets);
                    Assert.Equal(buckets, wanted.Length);
                    for (var t = 0; t < buckets; t++)
                    {
                        if (Math.Abs(values[(at * buckets) + t] - wanted[t]) > 1e-4)
                            found.Add(string.Create(CultureInfo.InvariantCulture, $"{part.Name} of {member.Name} in {Model.BucketLabels[t]} is {values[(at * buckets) + t]}, not {wanted[t]}"));
                    }
                }
            }
        }

        return found;

        void Same(IEnumerable<string> wanted, IEnumerable<string> have)
        {
            string[] left = [.. wanted], right = [.. have];
            found.AddRange(left.Except(right).Select(w => $"missing: {w}"));
            found.AddRange(right.Except(left).Select(h => $"not expected: {h}"));
        }
    }
}
