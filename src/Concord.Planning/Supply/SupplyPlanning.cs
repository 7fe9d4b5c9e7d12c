using System.Globalization;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Supply;

/// <summary>
/// The stage supply: builds the model of a plan, finds the best plan for it, takes it down to items where families were planned, rounds purchases to what suppliers sell, and tells it in measures. The plan that is
/// written is always one by items, true to stock and material: what turned out not to be feasible is told, not hidden.
/// </summary>
public static class SupplyPlanning
{
    private const int MostTold = 1000;

    public static StageDefinition Definition { get; } = new(
        Stage.Supply, 4,
        ["consensus_demand", "order_backlog", "sales_history", "capacity", "safety_stock", "storage_capacity"],
        SupplyMeasuresWriter.Measures,
        [
            "items", "locations", "customers", "lanes", "item_locations", "restrictions", "unit_conversions", "suppliers", "supplier_items", "price_breaks", "supply_events", "resources", "capacity_exceptions",
            "routings", "bills_of_material", "stock", "sales_orders", "purchase_orders", "work_orders", "transfer_orders", "standard_costs", "exchange_rates", "prices",
        ],
        Run)
    {
        Drivers = [DriverKind.Capacity, DriverKind.LeadTime, DriverKind.Cost, DriverKind.SupplyEvents],
        ReadsOfRecord = ["production", "purchase", "transport"],
        ReadsEntries = true,
    };

    public static StageOutput Run(StageInput input, IProgress<StageProgress>? progress, CancellationToken token) => Run(input, null, progress, token).Output;

    /// <summary>Plans from where an earlier plan stopped: sooner when little changed. It may give another plan of the same worth than planning anew, so it is for trying things out, never for what is kept.</summary>
    /// <param name="warm">The basis of the earlier plan; null to plan anew.</param>
    /// <returns>The output, and the basis for the next trial.</returns>
    public static (StageOutput Output, SupplyBasis? Basis) Run(StageInput input, SupplyBasis? warm, IProgress<StageProgress>? progress, CancellationToken token)
    {
        Tell(progress, "The model of supply is built", 0);
        var (model, map) = SupplyModelBuilder.Build(input, input.Rules.Supply.Level);
        token.ThrowIfCancellationRequested();
        var outcome = SupplyPlanner.Plan(model, warm, progress is null ? null : new PlannerProgress(progress), token);
        Tell(progress, "The plan is taken down to items", 0.92);
        var (items, itemMap) = map.Families is { } down ? (down.Model, down.Map) : (model, map);
        var starts = map.Families is { } families ? Disaggregation.Starts(model, families, outcome.Plan) : (double[])outcome.Plan.Start.Clone();
        var lots = LotRounding.Round(items, itemMap, starts);
        var plan = PlanExecution.Run(items, starts, Deliveries(model, map, outcome.Plan), Disposals(model, map, outcome.Plan));
        var check = SupplyCheck.Check(items, plan);
        var broken = check.Breaches.Where(b => b.Family is "balance" or "demand" or "sign").ToList();
        if (broken.Count > 0)
            throw new InvalidOperationException($"The plan by items breaks {broken.Count} balances: {string.Join(' ', broken.Take(3).Select(b => b.Message))}");

        token.ThrowIfCancellationRequested();
        Tell(progress, "The measures of supply are written", 0.97);
        var written = new SupplyMeasuresWriter(input, items, itemMap, plan).Write();
        var facts = new ShortageFacts(input, model, map);
        var unbalanced = Unbalanced(model, map, outcome.Plan, plan, facts);
        var details = new SupplyDetails(
            map.Level, model.BucketLabels, check.Cost, SupplyCommitted.Of(items, itemMap, plan, Purchases(input)), outcome.Objective, outcome.Penalty, Shortages(model, outcome, facts), Bottlenecks(items, itemMap, outcome, plan, check), lots, [.. unbalanced.Take(MostTold)], outcome.Notes, outcome.Effort,
            [.. Findings(outcome, unbalanced, check), .. Overloads(items, itemMap, outcome.Plan, plan), .. map.Findings, .. Adjusted(input)])
        {
            Work = WorkOfResources.Of(input, items, itemMap, plan),
            ShortageTotals = Totals(model, outcome, unbalanced, facts),
        };
        return (new StageOutput(written, details), outcome.Basis);
    }

    private static Func<int, string[]> Purchases(StageInput input) => series => input.Structure.Of(MeasureRegistry.Measure("purchase")).Attributes.Catalog.Coordinate(series);

    private static List<DeliveryIntent> Deliveries(SupplyModel model, SupplyModelMap map, SupplyPlan plan)
    {
        var intents = new List<DeliveryIntent>();
        for (var d = 0; d < model.Demands.Count; d++)
        {
            int[] parts = map.Families is { } families ? families.Demands[d] : [d];
            double[] units = [.. parts.Select(p => map.Families is { } f ? f.Units[f.Model.Demands[p].Node] : 1)];
            intents.Add(new DeliveryIntent(parts, units, Row(plan.Delivered, d, model.Buckets), Row(plan.Lost, d, model.Buckets)));
        }

        return intents;
    }

    private static List<DisposalIntent> Disposals(SupplyModel model, SupplyModelMap map, SupplyPlan plan)
    {
        var intents = new List<DisposalIntent>();
        var members = map.Families is { } families ? Enumerable.Range(0, families.NodeOf.Length).ToLookup(n => families.NodeOf[n]) : null;
        for (var n = 0; n < model.Nodes.Count; n++)
        {
            var quantity = Row(plan.Disposal, n, model.Buckets);
            if (!Array.Exists(quantity, q => q > 0))
                continue;
            int[] nodes = members is null ? [n] : [.. members[n]];
            intents.Add(new DisposalIntent(nodes, [.. nodes.Select(i => map.Families?.Units[i] ?? 1)], quantity));
        }

        return intents;
    }

    private static double[] Row(double[] values, int member, int buckets) => values.AsSpan(member * buckets, buckets).ToArray();

    private static List<UnbalancedFamily> Unbalanced(SupplyModel model, SupplyModelMap map, SupplyPlan planned, SupplyPlan items, ShortageFacts facts)
    {
        var unbalanced = new List<UnbalancedFamily>();
        if (map.Families is not { } families)
            return unbalanced;
        for (var d = 0; d < model.Demands.Count; d++)
        {
            double open = 0, size = 0;
            for (var t = 0; t < model.Buckets; t++)
            {
                var before = open;
                open += planned.Delivered[(d * model.Buckets) + t];
                size += planned.Delivered[(d * model.Buckets) + t];
                foreach (var part in families.Demands[d])
                    open -= items.Delivered[(part * model.Buckets) + t] * families.Units[families.Model.Demands[part].Node];
                var (node, missing) = (model.Nodes[model.Demands[d].Node], Math.Max(0, open) - Math.Max(0, before));
                if (missing > 1e-4 * (1 + size))
                    unbalanced.Add(new UnbalancedFamily(node.Item, node.Site, model.Demands[d].Priority, model.BucketLabels[t], missing) { Value = facts.Worth(d, t, missing) });
            }
        }

        return [.. unbalanced.OrderByDescending(u => u.Quantity)];
    }

    private static List<NamedShortage> Shortages(SupplyModel model, SupplyOutcome outcome, ShortageFacts facts) =>
    [
        .. outcome.Shortages.OrderByDescending(s => s.Quantity * model.Demands[s.Demand].Value[s.Bucket]).Take(MostTold).Select(s => facts.Tell(s, new NamedShortage(
            model.Nodes[model.Demands[s.Demand].Node].Item, model.Nodes[model.Demands[s.Demand].Node].Site, model.Demands[s.Demand].Priority, model.BucketLabels[s.Bucket], s.Quantity, s.Lost, s.Cause, s.Name,
            model.BucketLabels[Math.Clamp(s.At, 0, model.Buckets - 1)], double.IsFinite(s.Relief) ? s.Relief : null, s.Message))),
    ];

    private static List<ShortageTotal> Totals(SupplyModel model, SupplyOutcome outcome, List<UnbalancedFamily> unbalanced, ShortageFacts facts) =>
    [
        .. outcome.Shortages.GroupBy(s => (s.Bucket, s.Cause)).OrderBy(g => g.Key.Bucket).ThenBy(g => g.Key.Cause)
            .Select(g => new ShortageTotal(model.BucketLabels[g.Key.Bucket], g.Key.Cause, g.Count(), g.Sum(s => facts.Worth(s.Demand, s.Bucket, s.Quantity) ?? 0))),
        .. unbalanced.GroupBy(u => u.Bucket, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new ShortageTotal(g.Key, null, g.Count(), g.Sum(u => u.Value ?? 0))),
    ];

    private static List<Bottleneck> Bottlenecks(SupplyModel items, SupplyModelMap map, SupplyOutcome outcome, SupplyPlan plan, SupplyCheckResult check)
    {
        var bottlenecks = new List<Bottleneck>();
        for (var r = 0; r < items.Resources.Count; r++)
        {
            var (resource, place) = (items.Resources[r], map.Resources[r]);
            for (var t = 0; t < items.Buckets; t++)
            {
                var at = (r * items.Buckets) + t;
                var (load, capacity) = (check.Load[at] + place.Firm[t], place.Capacity[t]);
                var relief = outcome.Prices.Resource[at];
                if (double.IsFinite(capacity) && load > 0 && (relief > 1e-6 || load > capacity * (1 + 1e-6)))
                    bottlenecks.Add(new Bottleneck(resource.Name, resource.Kind, items.BucketLabels[t], load, capacity, plan.Overtime[at] + place.FirmOvertime[t], plan.Overload[at], relief));
            }
        }

        return [.. bottlenecks.OrderByDescending(b => b.Relief).ThenByDescending(b => b.Overload).ThenBy(b => b.Resource, StringComparer.Ordinal).ThenBy(b => b.Bucket, StringComparer.Ordinal).Take(MostTold)];
    }

    private static IEnumerable<Finding> Findings(SupplyOutcome outcome, List<UnbalancedFamily> unbalanced, SupplyCheckResult check)
    {
        foreach (var family in unbalanced.GroupBy(u => (u.Family, u.Site)).OrderByDescending(g => g.Sum(u => u.Quantity)))
        {
            var (sum, worst) = (family.Sum(u => u.Quantity), family.MaxBy(u => u.Quantity)!);
            yield return new Finding(
                "FAMILY_NOT_FEASIBLE", Severity.Warning, "items", $"{family.Key.Family} at {family.Key.Site}", "family", Text(sum),
                $"{family.Key.Family} at {family.Key.Site}: {Text(sum)} planning units that the family could deliver are late, because its items differ in stock and supply; most in {worst.Bucket} ({Text(worst.Quantity)}).",
                "Maybe plan this family by items.");
        }

        if (outcome.Notes.Count > 0)
        {
            yield return new Finding(
                "NOT_KEPT", Severity.Warning, "plan", outcome.Notes.Count.ToString(CultureInfo.InvariantCulture), null, null,
                $"{outcome.Notes.Count.ToString(CultureInfo.InvariantCulture)} things asked of the plan cannot be kept. The first: {outcome.Notes[0]}", "Maybe change what was typed, or release the frozen zone.");
        }

        foreach (var kind in check.Breaches.Where(b => b.Family is "life" or "limit").GroupBy(b => b.Family).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            yield return new Finding(
                kind.Key == "life" ? "EXPIRES" : "LIMIT_EXCEEDED", Severity.Warning, "plan", kind.First().Member, null, kind.Count().ToString(CultureInfo.InvariantCulture),
                $"In {kind.Count().ToString(CultureInfo.InvariantCulture)} cells the plan by items goes beyond the plan it was made from. The first: {kind.First().Message}", "Maybe plan by items.");
        }
    }

    /// <summary>Resources with work beyond capacity and overtime, of more than a thousandth of a bucket; and how much of it the plan had before it was taken down to items and lots.</summary>
    private static IEnumerable<Finding> Overloads(SupplyModel items, SupplyModelMap map, SupplyPlan planned, SupplyPlan plan)
    {
        for (var r = 0; r < items.Resources.Count; r++)
        {
            double sum = 0, before = 0;
            var (buckets, worst) = (0, -1);
            for (var t = 0; t < items.Buckets; t++)
            {
                var at = (r * items.Buckets) + t;
                if (!(plan.Overload[at] > 1e-3 * map.Resources[r].Capacity[t]))
                    continue;
                sum += plan.Overload[at];
                before += Math.Min(plan.Overload[at], planned.Overload[at]);
                buckets++;
                if (worst < 0 || plan.Overload[at] > plan.Overload[(r * items.Buckets) + worst])
                    worst = t;
            }

            if (worst < 0)
                continue;
            var (name, most) = (items.Resources[r].Name, plan.Overload[(r * items.Buckets) + worst]);
            yield return new Finding(
                "OVERLOAD", Severity.Warning, "resources", name, items.BucketLabels[worst], Text(sum),
                $"{name}: the plan by items asks for {Text(sum)} more than capacity and overtime in {Text(buckets)} buckets, most in {items.BucketLabels[worst]} ({Text(most)} above {Text(map.Resources[r].Capacity[worst])}); {Text(before)} of it were so before going down to items and lots.",
                before < sum / 2 ? "Maybe plan by items: a family takes the hours of its mean item, and in single buckets other items are made." : "Maybe release fewer work orders, allow overtime, or change what is fixed.");
        }
    }

    private static IEnumerable<Finding> Adjusted(StageInput input)
    {
        foreach (var entry in input.State.Entries.Where(e => e.Rule is Cube.EntryRule.Add or Cube.EntryRule.Multiply && SupplyMeasuresWriter.Measures.Contains(e.Measure)))
        {
            yield return new Finding(
                "ENTRY_NOT_PLANNED", Severity.Warning, "plan", entry.Id.ToString(CultureInfo.InvariantCulture), entry.Measure, entry.Value.ToString(CultureInfo.InvariantCulture),
                $"An entry on {entry.Measure} adds to or multiplies what the plan says; the plan does not know of it, and stock does not follow.", "Maybe set the value instead: the plan is then held to it.");
        }
    }

    private static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static void Tell(IProgress<StageProgress>? progress, string message, double share) => progress?.Report(new StageProgress(Stage.Supply, message, share));

    private sealed class PlannerProgress(IProgress<StageProgress> progress) : IProgress<double>
    {
        public void Report(double value) => Tell(progress, "The linear program is solved", 0.1 + (0.8 * value));
    }
}
