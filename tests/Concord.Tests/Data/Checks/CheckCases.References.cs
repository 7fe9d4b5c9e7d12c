using Concord.Planning.Data;
using static Concord.Tests.Data.Facts;

namespace Concord.Tests.Data.Checks;

internal static partial class CheckCases
{
    private static CheckCase[] References()
    {
        object[] ground = [new Unit { Id = new("EA"), Dimension = UnitDimension.Count }, Item("A"), Item("B"), Location("P1"), Location("W1"), Location("W2"), Customer("C1")];
        var resource = new Resource { Id = new("M1"), Location = new("P1"), Type = ResourceType.Machine, Headcount = 1, Efficiency = 1 };
        var supplier = new Supplier { Id = new("S1"), Active = true };
        return
        [
            new("PRODUCTS_REFERENCE_GONE", "names 'B', which is not in items any more",
                [ground[0], Item("A"), Relation("A", "B", RelationKind.Replacement)], [.. ground, Relation("A", "B", RelationKind.Replacement)]),
            new("NETWORK_REFERENCE_GONE", "names 'W2', which is not in locations any more", [Location("W1"), Lane("W1", "W2")], [.. ground, Lane("W1", "W2")]),
            new("PRODUCTION_REFERENCE_GONE", "names 'M1', which is not in resources any more",
                [.. ground, Routing("A", "M1")], [.. ground, resource, Routing("A", "M1")]),
            new("PURCHASING_REFERENCE_GONE", "names 'S1', which is not in suppliers any more",
                [.. ground, SupplierItem("S1", "A")], [.. ground, supplier, SupplierItem("S1", "A")]),
            new("STOCK_AND_ORDERS_REFERENCE_GONE", "names 'A', which is not in items any more", [Location("W1"), Stock("A", "W1", 1)], [.. ground, Stock("A", "W1", 1)]),
            new("DEMAND_REFERENCE_GONE", "names 'A', which is not in items any more", [.. ground.Skip(2), Sale("A", CutOff)], [.. ground, Sale("A", CutOff)]),
            new("FINANCE_REFERENCE_GONE", "names 'A', which is not in items any more", [Item("B"), Price("A")], [.. ground, Price("A")]),
        ];
    }
}
