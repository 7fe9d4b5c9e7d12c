using System.Collections.Immutable;
using Concord.Planning.Data;
using Concord.Planning.Data.Checks;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Cycle;

/// <summary>Brings product decisions into a plan, as changes of its master data.</summary>
public static class ProductPatches
{
    /// <summary>What cannot be used of a decision; null when it can.</summary>
    /// <param name="dataset">The master data it would change.</param>
    public static RowProblem? Problem(ProductDecision decision, Dataset dataset)
    {
        var items = dataset.Rows<Item>().Select(i => i.Id.Value).ToHashSet(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(decision.Item))
            return new RowProblem(RowProblemCode.MissingValue, "item", null, "A product decision is about an item.", "Maybe the field is misspelt.");
        if (decision.RelatedItem is { } related && !items.Contains(related))
            return Unknown("relatedItem", related, items);
        if (decision.RelatedItem == decision.Item)
            return new RowProblem("SAME_ITEM", "relatedItem", decision.Item, $"'{decision.Item}' cannot be launched like itself, nor replace itself.", "Maybe another item was meant.");
        if (decision.Choice is ProductChoice.Keep or ProductChoice.Delist && !items.Contains(decision.Item))
            return Unknown("item", decision.Item, items);
        if (decision.Choice == ProductChoice.Replace && decision.RelatedItem is null)
            return new RowProblem(RowProblemCode.MissingValue, "relatedItem", null, $"What does '{decision.Item}' replace?", "Maybe it is a launch.");
        if (decision.Choice == ProductChoice.Launch && decision.RelatedItem is null && !items.Contains(decision.Item))
        {
            return new RowProblem(
                RowProblemCode.MissingValue, "relatedItem", null, $"'{decision.Item}' is new: name an item it is like, whose master data and demand it takes after.", "Maybe the item was misspelt.");
        }

        if (decision.ChangesPlan && decision.Date is null)
            return new RowProblem(RowProblemCode.MissingValue, "date", null, $"When? '{decision.Item}' needs a date.", "Maybe the first day of a month.");
        return decision.Share is >= 0 and <= 1
            ? null
            : new RowProblem(RowProblemCode.OutOfRange, "share", FormattableString.Invariant($"{decision.Share}"), $"A share of {decision.Share} is outside of 0 to 1.", "Maybe it was meant in percent.");
    }

    /// <summary>
    /// The patches of a decision. A new item gets every record of master data that its related item has (stock policies, prices, costs, bills of material, routings,
    /// suppliers …), and a relation that says whose demand it takes after. Life-cycle dates and events follow; an item's stage follows the date, as seen from the cut-off.
    /// </summary>
    /// <param name="decision">One without a <see cref="Problem"/>.</param>
    /// <param name="dataset">The master data the plan stands on, earlier patches included.</param>
    /// <returns>In the order they apply; none to keep an item.</returns>
    public static ImmutableList<RecordPatch> Of(ProductDecision decision, Dataset dataset)
    {
        if (decision is not { ChangesPlan: true, Date: { } date })
            return [];
        var (item, related) = (decision.Item, decision.RelatedItem);
        var patches = ImmutableList.CreateBuilder<RecordPatch>();
        var known = dataset.Rows<Item>().ToDictionary(i => i.Id.Value, StringComparer.Ordinal);
        if (decision.Choice == ProductChoice.Delist)
        {
            End(item, date);
            return patches.ToImmutable();
        }

        if (related is not null && !known.ContainsKey(item))
            patches.AddRange(Copies(dataset, related, item));
        List<(string, string)> start = [("launch_date", Text(date)), ("stage", date > dataset.AsOf ? "development" : "launch")];
        if (!known.ContainsKey(item))
            start.AddRange([("end_of_life_date", ""), ("description", decision.Description ?? known[related!].Description ?? "")]);
        patches.Add(Patch("items", [item], [.. start]));
        if (related is not null)
        {
            var kind = decision.Choice == ProductChoice.Replace ? "replacement" : "like_item";
            patches.Add(Patch("item_relations", [item, related, kind], [("share", FormattableString.Invariant($"{decision.Share:R}")), ("valid_from", Text(date))]));
        }

        patches.Add(Event(DemandEventKind.Launch, item, date, related));
        if (decision.Choice == ProductChoice.Replace)
            End(related!, date.AddDays(-1));
        return patches.ToImmutable();

        void End(string what, DateOnly last)
        {
            patches.Add(Patch("items", [what], [("end_of_life_date", Text(last)), ("stage", last > dataset.AsOf ? "decline" : "end_of_life")]));
            patches.Add(Event(DemandEventKind.EndOfLife, what, last.AddDays(1), null));
        }

        RecordPatch Event(DemandEventKind kind, string what, DateOnly from, string? other) => Patch(
            "demand_events", [$"C{decision.Cycle}-{decision.Number}-{ChoiceWords.Spell(kind.ToString())}"],
            [
                ("kind", ChoiceWords.Spell(kind.ToString())), ("description", $"Product review: {decision}"), ("item", what), ("from_date", Text(from)),
                .. other is null ? ((string, string)[])[] : [("related_item", other)],
            ]);
    }

    /// <summary>Tables of master data whose records belong to one item, but for those that relate it to others or state somebody's plan for it.</summary>
    private static IEnumerable<TableDefinition> TablesOfItems { get; } = DataModel.Tables.Where(t => t.AsOf == AsOfRule.Always
        && t.Name is not ("item_relations" or "budget") && t.Key.Any(c => c is { Name: "item", References: "items" } || (t.Name == "items" && c.Name == "item"))).ToList();

    private static IEnumerable<RecordPatch> Copies(Dataset dataset, string from, string to)
    {
        foreach (var table in TablesOfItems)
        {
            var place = table.Key.ToList().FindIndex(c => c.Name == "item");
            foreach (var batch in dataset.Batches(table))
            {
                var items = batch[table.Key[place].Name];
                for (var row = 0; row < batch.RowCount; row++)
                {
                    if (items.Text(row) != from)
                        continue;
                    var at = row;
                    var values = table.Columns.Where(c => !table.Key.Contains(c)).Select(c => (c.Name, Value: batch.Cell(at, c))).Where(v => v.Value is not null);
                    yield return Patch(table.Name, [.. table.Key.Select((c, i) => i == place ? to : batch.Cell(at, c) ?? "")], [.. values.Select(v => (v.Name, v.Value!))]);
                }
            }
        }
    }

    private static RecordPatch Patch(string table, ImmutableArray<string> key, (string Column, string Value)[] values) =>
        new(table, key, values.ToImmutableSortedDictionary(v => v.Column, v => v.Value, StringComparer.Ordinal));

    private static RowProblem Unknown(string field, string item, IEnumerable<string> known) =>
        new(RowProblemCode.UnknownReference, field, item, $"There is no item '{item}'.", NearestName.MaybeHint(item, known) is { Length: > 0 } hint ? hint.Trim() : "Maybe it is not imported yet.");

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
