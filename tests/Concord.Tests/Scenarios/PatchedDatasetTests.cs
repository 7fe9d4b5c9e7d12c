using System.Collections.Immutable;
using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Scenarios;
using Concord.Tests.Cube;
using Concord.Tests.Data;

namespace Concord.Tests.Scenarios;

public sealed class PatchedDatasetTests
{
    private static readonly MemoryDataset Basis = FactCases.Dataset(
        Facts.Item("A"), Facts.Item("B"), Facts.Item("C"), Facts.Location("W1"), Facts.Price("A", 10), Facts.Price("A", 11, "2026-05-01"), Facts.Price("B", 20),
        new Unit { Id = new("EA"), Dimension = UnitDimension.Count }, Facts.Sale("A", Facts.CutOff));

    [Fact]
    public void Only_the_listed_records_differ_and_the_basis_does_not()
    {
        var before = Basis.Rows<Item>().ToList();
        var patched = new PatchedDataset(Basis, [
            Patch("items", ["A"], ("family", "Tyres"), ("launch_date", "2026-05-01"), ("weight_kg", "1.5"), ("stage", "Launch")),
            Patch("items", ["B"]), new RecordPatch("items", ["B"], null),
            Patch("items", ["D"], ("unit", "EA"), ("category", "Bikes")),
            Patch("prices", ["A", "", "", "", "2026-05-01"], ("price", "12"))]);

        var items = patched.Rows<Item>();
        Assert.Equal(["A", "C", "D"], items.Select(i => i.Id.Value));
        Assert.Equal(before[0] with { Family = "Tyres", LaunchDate = Facts.Day("2026-05-01"), Weight = 1.5, Stage = LifecycleStage.Launch }, items[0]);
        Assert.Equal(before[2], items[1]);
        Assert.Equal((ItemType.FinishedGood, ItemSource.Buy, "Bikes", null), (items[2].Type, items[2].Source, items[2].Category, items[2].Family));
        Assert.Equal([10, 12, 20], patched.Rows<Price>().Select(p => p.Amount));
        Assert.Equal(before, FactCases.Dataset([.. before]).Rows<Item>());
        Assert.Equal(before, Basis.Rows<Item>());
        Assert.Same(Basis.Rows<Location>(), patched.Rows<Location>());
        Assert.Equal([0, 1, 0], patched.Batches(DataModel.Table("items")).SelectMany(b => b.ImportIds));
        Assert.Empty(patched.WithoutEffect());
    }

    [Fact]
    public void A_later_patch_wins_and_an_empty_text_takes_a_value_away()
    {
        var patched = new PatchedDataset(Basis, [Patch("items", ["A"], ("family", "X"), ("category", "")), Patch("items", ["A"], ("family", "Y"))]);
        Assert.Equal(("Y", null), (patched.Rows<Item>()[0].Family, patched.Rows<Item>()[0].Category));
    }

    [Fact]
    public void A_record_that_is_gone_from_the_basis_is_told()
    {
        var patched = new PatchedDataset(Basis, [Patch("items", ["GONE"], ("family", "X")), new RecordPatch("locations", ["W9"], null)]);
        Assert.Equal(3, patched.Rows<Item>().Count);
        Assert.Equal(2, patched.WithoutEffect().Count);
        Assert.Contains("'unit' is missing", patched.WithoutEffect()[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_item_and_a_moved_one_change_the_structure_and_no_number()
    {
        var catalogs = FactCases.Catalogs(Basis);
        var patched = new PatchedDataset(Basis, [Patch("items", ["D"], ("unit", "EA"), ("stage", "launch"), ("family", "Road Bikes")), Patch("items", ["A"], ("family", "Tyres"))]);
        var grown = StructureCoordinates.Of(patched).ToDictionary(c => c.Key, c => catalogs[c.Key].With(c.Value));
        var catalog = grown[FactCases.Demand];

        Assert.Equal(["A", "D"], Enumerable.Range(0, catalog.Count).Select(s => catalog.Coordinate(s)[0]));
        var horizon = new Horizon(Facts.CutOff, 6, ZoneLength.Weeks(4), ZoneLength.Months(2));
        var attributes = StructureBuilder.Build(patched, FactCases.Calendar, horizon, grown, "EUR").Spaces[FactCases.Demand].Attributes;
        Assert.Equal([0], attributes.Select(Coordinates.Of(("family", "Tyres"))));
        Assert.Equal([1], attributes.Select(Coordinates.Of(("family", "Road Bikes"))));
    }

    [Theory]
    [InlineData("itms", "A", "family", "X", "UNKNOWN_TABLE", "table", "Maybe 'items'?")]
    [InlineData("sales_history", "A", "quantity", "1", "NOT_MASTER_DATA", "table", "Maybe type an entry")]
    [InlineData("items", "A", "famly", "X", "UNKNOWN_COLUMN", "famly", "Maybe 'family'?")]
    [InlineData("items", "A", "weight_kg", "heavy", "NOT_A_NUMBER", "weight_kg", "Maybe")]
    [InlineData("items", "A", "weight_kg", "-1", "OUT_OF_RANGE", "weight_kg", "Maybe")]
    [InlineData("items", "A", "launch_date", "31.12.2026", "NOT_A_DATE", "launch_date", "Maybe")]
    [InlineData("items", "A", "stage", "lanch", "NOT_A_CHOICE", "stage", "Maybe 'launch'?")]
    [InlineData("items", "A", "unit", "", "MISSING_VALUE", "unit", "Maybe")]
    [InlineData("items", "A", "unit", "EB", "UNKNOWN_REFERENCE", "unit", "Maybe 'EA'?")]
    [InlineData("items", "A", "item", "Z", "KEY_COLUMN", "item", "Maybe delete")]
    [InlineData("items", "Z", "family", "X", "MISSING_VALUE", "unit", "Maybe the key is misspelt")]
    [InlineData("items", "", "family", "X", "MISSING_VALUE", "item", "Maybe")]
    [InlineData("items", "A|B", "family", "X", "WRONG_KEY", "key", "Maybe")]
    public void A_patch_that_cannot_be_is_refused_with_field_value_and_a_likely_cause(
        string table, string key, string column, string text, string code, string field, string advice)
    {
        var problem = Assert.Single(RecordPatches.Check(Basis, Patch(table, key.Split('|'), (column, text))));
        Assert.Equal((code, field), (problem.Code, problem.Field));
        Assert.Contains(advice, problem.Message + " " + problem.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Sound_patches_pass_and_may_name_what_earlier_ones_made()
    {
        Assert.Empty(RecordPatches.Check(Basis, Patch("items", ["A"], ("family", ""), ("launch_date", "2026-05-01"))));
        Assert.Empty(RecordPatches.Check(Basis, new RecordPatch("items", ["A"], null)));
        Assert.Equal("UNKNOWN_RECORD", Assert.Single(RecordPatches.Check(Basis, new RecordPatch("items", ["Z"], null))).Code);

        var price = Patch("prices", ["D", "", "", "", ""], ("price", "5"), ("currency", "EUR"));
        Assert.Equal("UNKNOWN_REFERENCE", Assert.Single(RecordPatches.Check(Basis, price)).Code);
        Assert.Empty(RecordPatches.Check(new PatchedDataset(Basis, [Patch("items", ["D"], ("unit", "EA"))]), price));
    }

    [Fact]
    public void A_value_that_cannot_be_read_names_its_field()
    {
        var thrown = Assert.Throws<ArgumentException>(() => new PatchedDataset(Basis, [Patch("items", ["A"], ("weight_kg", "heavy"))]));
        Assert.Contains("weight_kg", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("heavy", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Patches_that_come_to_the_same_have_one_fingerprint()
    {
        var one = RecordPatches.Fingerprint([Patch("items", ["A"], ("family", "X")), Patch("items", ["B"], ("family", "Y"))]);
        Assert.Equal(one, RecordPatches.Fingerprint([Patch("items", ["B"], ("family", "Y")), Patch("items", ["A"], ("family", "W")), Patch("items", ["A"], ("family", "X"))]));
        Assert.NotEqual(one, RecordPatches.Fingerprint([Patch("items", ["A"], ("family", "X")), Patch("items", ["B"], ("family", ""))]));
        Assert.NotEqual(RecordPatches.Fingerprint([new RecordPatch("items", ["A"], null)]), RecordPatches.Fingerprint([Patch("items", ["A"])]));
        Assert.Equal("", RecordPatches.Fingerprint([]));
    }

    private static RecordPatch Patch(string table, string[] key, params (string Column, string Text)[] values) =>
        new(table, [.. key], values.ToImmutableSortedDictionary(v => v.Column, v => v.Text));
}
