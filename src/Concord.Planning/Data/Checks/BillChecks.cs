using static Concord.Planning.Data.QualityDimension;
using static Concord.Planning.Data.Severity;

namespace Concord.Planning.Data.Checks;

internal sealed class BillCycleCheck() : DataCheck(new(
    "BILL_CYCLE", Error, DataArea.Production, Consistency, "Bill of material in a circle",
    "An item that needs itself needs infinitely much: requirements, costs and lead times of every item of the circle cannot be computed.",
    "Remove one line of the circle. Maybe a rework or a returned part was entered as a component."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        report.Looked(scope.Rows<BillOfMaterialLine>().Count(l => DayRange.Of(l.ValidFrom, l.ValidTo).HoldsFrom(scope.AsOf)));
        foreach (var cycle in BillCycles.Find(scope.Rows<BillOfMaterialLine>(), scope.AsOf))
        {
            var alternates = cycle.Lines.Where(l => l.Alternate != "1").Select(l => $"bill '{l.Alternate}' of '{l.Item}'").Distinct().ToList();
            var through = alternates.Count == 0 ? "" : $", through {string.Join(", ", alternates)}";
            var plant = cycle.Lines.FirstOrDefault(l => l.Location is not null)?.Location is { } at ? $" at '{at}'" : "";
            report.Add(
                "bills_of_material", cycle.Path, $"The bill of material runs in a circle{plant} on {cycle.From:yyyy-MM-dd}: {cycle.Path}{through}.", "component");
        }
    }
}

internal sealed class MadeItemWithoutBill() : DataCheck(new(
    "MADE_ITEM_WITHOUT_BILL", Error, DataArea.Production, Completeness, "Made item without bill of material",
    "Its production would need no material: components are neither planned nor bought, and its cost is too low.",
    "Add the bill of material, or set the source of the item to buy."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var lines = scope.Rows<BillOfMaterialLine>().ToLookup(l => l.Item);
        foreach (var item in scope.Rows<Item>().Where(i => i.Source == ItemSource.Make && !scope.HasEnded(i)))
        {
            report.Looked();
            if (lines[item.Id].Any(l => DayRange.Of(l.ValidFrom, l.ValidTo).HoldsFrom(scope.AsOf)))
                continue;
            var ended = lines[item.Id].Count();
            report.Add(
                "items", $"{item.Id}", $"Item '{item.Id}' is made, but has no bill of material{(ended > 0 ? $" any more: its {ended} lines have ended" : "")}.",
                "source", "make");
        }
    }
}

internal sealed class BillComponentEnded() : DataCheck(new(
    "BILL_COMPONENT_ENDED", Warning, DataArea.Production, Consistency, "Bill of material uses an ended item",
    "The component can no longer be had, so the plan builds on a part that will not come.",
    "End the line and add its successor. Maybe the component's end of life date is that of its sale as a spare part."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var line in scope.Rows<BillOfMaterialLine>().Where(l => DayRange.Of(l.ValidFrom, l.ValidTo).HoldsFrom(scope.AsOf)))
        {
            if (!scope.Items.TryGetValue(line.Item, out var parent) || scope.HasEnded(parent) || !scope.Items.TryGetValue(line.Component, out var component))
                continue;
            report.Looked();
            if (scope.HasEnded(component))
            {
                var since = component.EndOfLifeDate is { } end ? $" on {end:yyyy-MM-dd}" : "";
                report.Add(
                    "bills_of_material", BillText.Key(line), $"Item '{line.Item}' is made of '{line.Component}', whose life ended{since}.",
                    "component", $"{line.Component}");
            }
        }
    }
}

internal sealed class BillUnitUnconvertible() : DataCheck(new(
    "BILL_UNIT_UNCONVERTIBLE", Error, DataArea.Production, Consistency, "Bill line in a unit that cannot be converted",
    "The need for the component cannot be computed in the unit it is stocked and bought in.",
    "Add a unit conversion for the component, or state the line in its base unit."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var line in scope.Rows<BillOfMaterialLine>())
        {
            if (line.Unit is not { } unit || !scope.Items.TryGetValue(line.Component, out var component) || unit == component.Unit)
                continue;
            report.Looked();
            if (scope.Units.Factor(component.Id, unit, component.Unit) is null)
            {
                report.Add(
                    "bills_of_material", BillText.Key(line),
                    $"Item '{line.Item}' needs {line.Quantity:R} '{unit}' of '{line.Component}', which is stocked in '{component.Unit}'; no conversion leads from one to the other.",
                    "unit", $"{unit}");
            }
        }
    }
}

internal sealed class BillValidityOverlap() : DataCheck(new(
    "BILL_VALIDITY_OVERLAP", Warning, DataArea.Production, Consistency, "Bill lines of one component overlap in time",
    "On the days of both lines the component would be needed twice.",
    "End the earlier line on the day before the later one starts. Maybe one of them belongs to an alternate bill."))
{
    public override void Run(CheckScope scope, CheckReport report) =>
        DayRange.ReportOverlaps(
            scope.Rows<BillOfMaterialLine>(),
            l => $"{l.Item} / {l.Component} / {l.Location?.Value ?? "*"} / {l.Alternate} / {l.Position ?? "*"}",
            l => DayRange.Of(l.ValidFrom, l.ValidTo),
            report,
            (first, second, key) => report.Add(
                "bills_of_material", BillText.Key(second),
                $"Bill lines '{key}' overlap: {DayRange.Of(first.ValidFrom, first.ValidTo)} ({first.Quantity:R}) and {DayRange.Of(second.ValidFrom, second.ValidTo)} ({second.Quantity:R}).",
                "valid_from", second.ValidFrom?.ToString("yyyy-MM-dd")));
}

internal sealed class BillQuantityZero() : DataCheck(new(
    "BILL_QUANTITY_ZERO", Warning, DataArea.Production, Validity, "Bill line without quantity",
    "The component is named, but none of it would be planned.",
    "State the quantity, or remove the line. Maybe the source rounds small quantities to zero."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var line in scope.Rows<BillOfMaterialLine>())
        {
            report.Looked();
            if (!(line.Quantity > 0))
            {
                report.Add(
                    "bills_of_material", BillText.Key(line), $"Item '{line.Item}' needs {line.Quantity:R} of '{line.Component}'.", "quantity", $"{line.Quantity:R}");
            }
        }
    }
}

internal static class BillText
{
    public static string Key(BillOfMaterialLine line) =>
        $"{line.Item} / {line.Component} / {line.Location?.Value ?? "*"} / {line.Alternate} / {line.Position ?? "*"} / {line.ValidFrom?.ToString("yyyy-MM-dd") ?? "*"}";
}
