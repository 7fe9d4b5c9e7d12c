using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;
using Concord.Tests.Data;
using FsCheck;
using FsCheck.Fluent;

namespace Concord.Tests.Cube;

public sealed class StructureTests
{
    [Fact]
    public void Every_grain_of_a_measure_has_coordinates()
    {
        var coordinates = StructureCoordinates.Of(FactCases.Dataset());
        Assert.Equal(MeasureRegistry.All.Select(m => m.Grain & ~Grain.Bucket).Distinct().Order(), coordinates.Keys.Order());
        Assert.Empty(Assert.Single(coordinates[Grain.None]));
    }

    [Fact]
    public void Series_of_a_family_are_neighbours()
    {
        var items = new[] { ("Z", "Bikes", "Road"), ("A", "Bikes", "Urban"), ("M", "Bikes", "Road"), ("B", "Accessories", "Locks") };
        object[] facts = [.. items.Select(i => Facts.Item(i.Item1) with { Category = i.Item2, Family = i.Item3 }), .. items.Select(i => Facts.Sale(i.Item1, Facts.CutOff))];
        var catalog = FactCases.Catalogs(FactCases.Dataset(facts))[FactCases.Demand];
        Assert.Equal(["B", "M", "Z", "A"], Enumerable.Range(0, catalog.Count).Select(s => catalog.Coordinate(s)[0]));
    }

    [Fact]
    public void New_items_stand_where_the_items_they_resemble_are_sold()
    {
        var launch = Facts.Item("NEW") with { Stage = LifecycleStage.Launch };
        object[] sold = [Facts.Item("OLD"), Facts.Item("OTHER"), Facts.Sale("OLD", Facts.CutOff) with { Location = new("W1") }, Facts.Sale("OTHER", Facts.CutOff) with { Location = new("W2") }];

        Assert.Equal(["W1"], Places([.. sold, launch, Facts.Relation("NEW", "OLD", RelationKind.LikeItem)]));
        Assert.Equal(["W1", "W2"], Places([.. sold, launch]));
        Assert.Equal(["(none)"], Places([launch]));

        // One opportunity in the CRM does not say that it is sold nowhere else.
        object[] hoped = [Facts.Customer("C9") with { Location = new("W9") }, new ImportedForecast { Source = "crm", Reference = "O1", Item = new("NEW"), Customer = new("C9"), Date = Facts.CutOff.AddDays(9), Quantity = 5, Probability = 1 }];
        Assert.Equal(["W1", "W9"], Places([.. sold, launch, .. hoped, Facts.Relation("NEW", "OLD", RelationKind.LikeItem)]).Order());
        Assert.Equal(["W9"], Places([.. sold, launch, .. hoped]));
        Assert.Empty(Places([.. sold, Facts.Item("NEW")]));
        Assert.Empty(Places([.. sold, launch with { EndOfLifeDate = Facts.CutOff }]));

        static IEnumerable<string> Places(object[] facts) =>
            StructureCoordinates.Of(FactCases.Dataset(facts))[FactCases.Demand].Where(c => c[0] == "NEW").Select(c => c[1]);
    }

    [Fact]
    public void Components_stand_where_their_parents_are_made_and_lanes_carry_what_both_ends_know()
    {
        var coordinates = StructureCoordinates.Of(FactCases.Dataset(
            Facts.Item("A"), Facts.Item("C"), Facts.Item("D"), Facts.Routing("A", "R1"), Facts.Bill("A", "C"), Facts.Bill("A", "D", location: "P9"),
            Facts.StockPolicy("A", "W1"), Facts.Lane("P1", "W1"), Facts.Lane("W1", "P1"), Facts.SupplierItem("S1", "C")));

        Assert.Equal(["A/P1", "A/W1", "C/P1"], Texts(FactCases.Site));
        Assert.Equal(["A/P1/W1/road", "A/W1/P1/road"], Texts(Grain.Item | Grain.Lane));
        Assert.Equal(["C/P1/S1"], Texts(FactCases.Site | Grain.Supplier));

        IEnumerable<string> Texts(Grain grain) => coordinates[grain].Select(c => string.Join('/', c));
    }

    [Fact]
    public void Attributes_come_from_the_master_data_and_own_ones_do_not_hide_them()
    {
        var item = Facts.Item("A") with { Brand = null, Description = "Road bike" };
        var structure = FactCases.Structure(FactCases.Dataset(
            item, Facts.Location("W1") with { Country = "FR" }, Facts.Customer("C1"), Facts.Sale("A", Facts.CutOff) with { Location = new("W1") },
            Facts.Sale("GHOST", Facts.CutOff), Own("color", "Red"), Own("region", "home")));
        var attributes = structure.Spaces[FactCases.Demand].Attributes;

        Assert.Equal(
            "category Bikes, family Road Bikes, brand (none), item_type finished_good, item_source buy, stage maturity, planning_unit EA, color Red, item_region home, item A, "
            + "location_type warehouse, location_region Europe, country FR, location W1, channel Retail, region Europe",
            string.Join(", ", attributes.All.Select(a => $"{a.Name} {a.Members[a.Codes[0]]}")));
        Assert.Equal([true, false], attributes.Present.ToArray());
        Assert.Equal(["A"], attributes.Attribute("item").Members);
        Assert.Equal("Road bike", structure.Titles["item"]["A"]);

        static ItemAttribute Own(string name, string value) => new() { Item = new("A"), Attribute = name, Value = value };
    }

    [Fact]
    public void Units_are_those_of_the_item()
    {
        var structure = FactCases.Structure(FactCases.Dataset(
            Facts.Item("A") with { PlanningUnit = new("PU") }, Facts.Item("B"), Facts.Item("C") with { PlanningUnit = new("LOST") }, Facts.Conversion("PU", "EA", 4),
            Facts.Sale("A", Facts.CutOff), Facts.Sale("B", Facts.CutOff), Facts.Sale("C", Facts.CutOff)));
        var units = structure.Spaces[FactCases.Demand].Units;

        Assert.Equal([0.25, 1, double.NaN], units.PlanningFactors);
        Assert.Equal(["PU", "EA", "LOST"], units.PlanningUnitOf.Select(u => units.PlanningUnits[u]));
        Assert.Equal([0, 0, 0], units.BaseUnitOf);
        Assert.Equal([-1], structure.Spaces[Grain.None].Units.BaseUnitOf);
    }

    [Fact]
    public void Without_a_planning_unit_bikes_and_tyres_have_no_total_in_pieces()
    {
        var plan = FactCases.Load(
            Facts.Item("R") with { Category = "Bikes", Family = "Road" }, Facts.Item("C") with { Category = "Bikes", Family = "City" }, Facts.Item("T") with { Category = "Tyres" },
            Facts.Sale("R", Facts.CutOff), Facts.Sale("C", Facts.CutOff), Facts.Sale("T", Facts.CutOff));
        var bucket = plan.Structure.FirstPlanned - 1;
        foreach (var unit in new[] { ValueUnit.ItemUnits, ValueUnit.PlanningUnits })
        {
            var column = CellReader.Read(
                plan.Facts.Cube, plan.Structure, new CellQuery(["sales_history"], ["category"], Coordinates.All, bucket, bucket, unit) { Subtotals = true }).Measures[0];
            Assert.StartsWith("Items of different categories do not add up in EA", column.NoTotal[0], StringComparison.Ordinal);
            Assert.Equal("none, EA, EA", string.Join(", ", column.Units.Select(u => u ?? "none")));
            Assert.True(double.IsNaN(column.Values[0]) && column.Values[1] > 0 && column.Values[2] > 0);
        }
    }

    [Fact]
    public void The_most_specific_valid_price_counts_and_else_what_customers_paid()
    {
        // Sold in the last year: 2 cases of 10 at 50 EUR and 10 at 6 USD, half a EUR each: (100 + 30) / 30.
        var structure = FactCases.Structure(FactCases.Dataset(
            Facts.Item("A"), Facts.Item("B"), Facts.Item("C"), Facts.Customer("C1"), Facts.Customer("C2") with { Channel = "Web" }, Facts.Conversion("CS", "EA", 10),
            Facts.Rate("USD", "EUR", 0.5, "2025-01-01"),
            Facts.Price("A", 10), Facts.Price("A", 9) with { Channel = "Web" }, Facts.Price("A", 8, "2026-05-01") with { Region = "Europe" }, Facts.Price("A", 1) with { Customer = new("C1") },
            Facts.Price("A", 7, "2026-06-01") with { Channel = "Web", Region = "Europe", Currency = "USD" }, Facts.Price("A", 3) with { Channel = "Nowhere" },
            Facts.Sale("A", Facts.CutOff), Facts.Sale("A", Facts.CutOff) with { Order = "2", Customer = new("C2") },
            Facts.Sale("B", Facts.CutOff, 2) with { Unit = new("CS"), Price = 50 }, Facts.Sale("B", Facts.Day("2025-04-02"), 10) with { Price = 6, Currency = "USD" },
            Facts.Sale("B", Facts.Day("2025-03-31"), 10) with { Price = 1000 }, Facts.Sale("C", Facts.CutOff)));
        var prices = structure.Spaces[FactCases.Demand].Units.Prices;

        Assert.Equal([10, 9, 130 / 30d, double.NaN], At("2026-04-01"));
        Assert.Equal([8, 9, 130 / 30d, double.NaN], At("2026-05-01"));
        Assert.Equal([8, 3.5, 130 / 30d, double.NaN], At("2026-06-01"));
        Assert.Same(prices(12), prices(12));
        Assert.Same(prices(11), prices(12));

        double[] At(string day) => prices(structure.Calendar.IndexOf(Facts.Day(day)));
    }

    [Fact]
    public void An_item_that_moves_to_another_family_keeps_its_number()
    {
        object[] Company(string family) =>
            [Facts.Item("A") with { Family = family }, Facts.Item("B"), Facts.Item("C"), Facts.Sale("A", Facts.CutOff), Facts.Sale("B", Facts.CutOff), Facts.Sale("C", Facts.CutOff)];
        var before = FactCases.Dataset(Company("Aerial"));
        var after = FactCases.Dataset(Company("Zeppelins"));
        var catalogs = FactCases.Catalogs(before);
        var grown = StructureCoordinates.Of(after).ToDictionary(c => c.Key, c => catalogs[c.Key].With(c.Value));

        Assert.All(catalogs, c => Assert.Same(c.Value, grown[c.Key]));
        var horizon = new Horizon(Facts.CutOff, 6, ZoneLength.Weeks(4), ZoneLength.Months(2));
        var space = StructureBuilder.Build(after, FactCases.Calendar, horizon, grown, "EUR").Spaces[FactCases.Demand];
        Assert.Equal([0], space.Attributes.Select(Coordinates.Of(("family", "Zeppelins"))));
        Assert.Equal([1, 2], space.Attributes.Select(Coordinates.Of(("family", "Road Bikes"))));
    }

    /// <summary>Whatever families items move to: the catalogs stay as they are, and each family has exactly the series of its items.</summary>
    [Fact]
    public void Moves_in_the_hierarchy_change_codes_and_never_numbers() => Prop.ForAll<byte[], byte[]>((before, after) =>
    {
        Item[] Items(byte[] families) => [.. Enumerable.Range(0, 12).Select(i => Facts.Item($"I{i}") with { Family = families.Length == 0 ? null : $"F{families[i % families.Length] % 5}" })];
        var sales = Enumerable.Range(0, 30).Select(i => Facts.Sale($"I{i % 12}", Facts.CutOff) with { Order = $"{i}", Location = new($"W{i % 3}") }).ToList();
        object[] ground = [.. Enumerable.Range(0, 3).Select(i => Facts.Location($"W{i}")), .. sales];
        var catalogs = FactCases.Catalogs(FactCases.Dataset([.. Items(before), .. ground]));
        var moved = FactCases.Dataset([.. Items(after), .. ground]);
        var grown = StructureCoordinates.Of(moved).ToDictionary(c => c.Key, c => catalogs[c.Key].With(c.Value));
        var horizon = new Horizon(Facts.CutOff, 6, ZoneLength.Weeks(4), ZoneLength.Months(2));
        var space = StructureBuilder.Build(moved, FactCases.Calendar, horizon, grown, "EUR").Spaces[FactCases.Demand];
        var families = Items(after).ToDictionary(i => i.Id.Value, i => i.Family ?? SeriesAttribute.None);
        return catalogs.All(c => ReferenceEquals(c.Value, grown[c.Key]))
            && Enumerable.Range(0, space.Count).All(s => space.Attributes.Select(Coordinates.Of(("family", families[grown[FactCases.Demand].Coordinate(s)[0]]))).Contains(s))
            && families.Values.Distinct().Sum(f => space.Attributes.Select(Coordinates.Of(("family", f))).Length) == space.Count;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));
}
