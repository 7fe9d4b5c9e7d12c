using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Supply;

/// <summary>What customers ask of each node, by class.</summary>
internal static class SupplyDemands
{
    private const int UsualPriority = 5;

    /// <summary>
    /// Consensus demand of every series, grouped by node and priority. The priority of a series is the best (least) of the customers of its channel and region. Demand that names no location is served
    /// from the only location that can bring or has the item; where there are several or none it stands at a node without a source, so that it is seen.
    /// <para>
    /// Orders past due at the cut-off are opening backorders, and part of the consensus demand of the first bucket, which is never below the order backlog: they are taken from it, not added. Of a bucket that the
    /// cut-off splits, demand is consensus less sales to date, never below the orders still due in it.
    /// </para>
    /// </summary>
    public static void Add(SupplyDraft draft, SupplyTroubles troubles)
    {
        if (!draft.Input.Structure.Spaces.TryGetValue(Grain.Item | Grain.Location | Grain.Customer, out var space) || draft.Buckets == 0)
            return;
        var consensus = SeriesMatrix.From(draft.Input.Cube.Values("consensus_demand"), space.Count, draft.Days.First, draft.Buckets);
        var backlog = draft.Input.Cube.Values("order_backlog");
        var sales = draft.Input.Cube.Values("sales_history");
        var pastDue = PastDue(draft, space.Count);
        var priorities = Priorities(draft);
        var groups = new Dictionary<(int Node, int Priority), DemandGroup>();
        for (var series = 0; series < space.Count; series++)
        {
            if (!space.Attributes.Present[series])
                continue;
            var quantity = new double[draft.Buckets];
            for (var b = 0; b < quantity.Length; b++)
                quantity[b] = consensus.Row(series)[b] is > 0 and var asked ? asked : 0;
            var late = pastDue[series];
            var due = Math.Max(0, Known(backlog[series, draft.Days.First]) - late);
            quantity[0] = Math.Max(due, quantity[0] - (draft.Days.IsSplit ? Math.Max(0, Known(sales[series, draft.Days.First])) : late));
            if (late == 0 && !Array.Exists(quantity, q => q > 0))
                continue;
            var keys = space.Attributes.Catalog.Coordinate(series);
            var node = NodeOf(draft, troubles, keys[0], keys[1]);
            var priority = priorities.GetValueOrDefault((keys[2], keys[3]), UsualPriority);
            if (!groups.TryGetValue((node, priority), out var group))
            {
                groups.Add((node, priority), group = new DemandGroup(node, priority, draft.Buckets));
                draft.Demands.Add(group);
            }

            group.Members.Add(new DemandMember(series, quantity, late));
        }

        Value(draft, space);
    }

    private static double Known(double value) => double.IsNaN(value) ? 0 : value;

    private static double[] PastDue(SupplyDraft draft, int count)
    {
        var pastDue = new double[count];
        var scope = new FactScope(draft.Input.Dataset, draft.Input.Structure);
        var first = draft.Days.Start[0].DayNumber;
        foreach (var batch in draft.Input.Dataset.Batches(DataModel.Table<SalesOrder>()))
        {
            var series = new int[batch.RowCount];
            scope.DemandSeries(batch, "location", series);
            var (items, units, due) = (batch["item"], batch["unit"], batch["due_date"].Days);
            var (ordered, shipped) = (batch["quantity"].Numbers, batch["shipped_quantity"].Numbers);
            var toBase = scope.Units.Of(items, units);
            for (var row = 0; row < batch.RowCount; row++)
            {
                var open = ordered[row] - Known(shipped[row]);
                if (series[row] < 0 || due[row] == ColumnData.NoDate || due[row] >= first || !(open > 0))
                    continue;
                var quantity = open * toBase(items.Codes[row], units.Codes[row]);
                if (!double.IsNaN(quantity))
                    pastDue[series[row]] += quantity;
            }
        }

        return pastDue;
    }

    private static Dictionary<(string Channel, string Region), int> Priorities(SupplyDraft draft) => draft.Records.Dataset.Rows<Customer>()
        .GroupBy(c => (DemandPlaces.Named(c.Channel), DemandPlaces.Named(c.Region))).ToDictionary(g => g.Key, g => Math.Clamp(g.Min(c => c.Priority), 1, 9));

    private static int NodeOf(SupplyDraft draft, SupplyTroubles troubles, string item, string location)
    {
        if (draft.NodeOf.TryGetValue((item, location), out var known))
            return known;
        if (location == SeriesAttribute.None)
        {
            var fed = draft.Activities.Select(a => a.Node).ToHashSet();
            var able = Enumerable.Range(0, draft.Nodes.Count)
                .Where(n => draft.Nodes[n].Item.Value == item && draft.Nodes[n].Series >= 0 && (fed.Contains(n) || draft.Nodes[n].Opening > 0)).ToList();
            if (able is [var only])
            {
                draft.NodeOf.Add((item, location), only);
                return only;
            }

            draft.Assumed.Add(able.Count == 0 ? NoPlace : ManyPlaces, item);
        }

        return SupplyNodes.Add(draft, troubles, item, location, -1);
    }

    /// <summary>What a unit of a group brings: the mean of the net prices of its series by quantity, at the prices of the bucket; without a price the mean of all that have one.</summary>
    private static void Value(SupplyDraft draft, SeriesSpace space)
    {
        for (var b = 0; b < draft.Buckets; b++)
        {
            var prices = space.Units.Prices(draft.Days.First + b);
            double all = 0, units = 0;
            foreach (var group in draft.Demands)
            {
                double money = 0, weight = 0;
                foreach (var member in group.Members)
                {
                    var price = prices[member.Series];
                    var quantity = member.Quantity.Sum() + member.PastDue;
                    if (!(price > 0))
                    {
                        if (double.IsNaN(price))
                            draft.Assumed.Add(NoPrice, draft.Nodes[group.Node].Item.Value);
                        continue;
                    }

                    money += price * quantity;
                    weight += quantity;
                }

                group.Value[b] = weight > 0 ? money / weight : double.NaN;
                (all, units) = (all + money, units + weight);
            }

            foreach (var group in draft.Demands.Where(g => double.IsNaN(g.Value[b])))
                group.Value[b] = units > 0 ? all / units : 1;
        }
    }

    private static readonly Assumption NoPlace = new(
        "NO_SOURCE", Severity.Error, "item_locations", null, "items", "are asked for without a location, and no location can have them: nothing serves that demand.",
        "Maybe add routings, suppliers, or the location that serves the customers.");

    private static readonly Assumption ManyPlaces = new(
        "NO_LOCATION", Severity.Error, "customers", "location", "items", "are asked for without a location, and several locations have them: nothing serves that demand.",
        "Maybe add to the customers the location that normally serves them.");

    private static readonly Assumption NoPrice = new(
        "NO_PRICE", Severity.Warning, "prices", "price", "items", "have no price: when supply is short they count like the mean of the others.", "Maybe add prices.");
}
