using Concord.Planning.Data;
using Xunit;

namespace Concord.Tests.Data;

public sealed class DataModelDocumentTests
{
    [Fact]
    public void The_committed_document_is_current() => Repository.AssertCurrent(DataModelDocument.Write(), "docs", "data-model.md");

    [Fact]
    public void Every_column_of_every_table_is_in_it()
    {
        var sections = DataModelDocument.Write().Split("\n### ").Skip(1).ToDictionary(s => s[(s.IndexOf("(`", StringComparison.Ordinal) + 2)..s.IndexOf("`)", StringComparison.Ordinal)]);
        Assert.Equal(DataModel.Tables.Select(t => t.Name).Order(), sections.Keys.Order());
        foreach (var table in DataModel.Tables)
            Assert.All(table.Columns, c => Assert.Contains($"\n| `{c.Name}` |", sections[table.Name]));
    }

    [Fact]
    public void A_row_says_type_unit_default_range_and_choices()
    {
        var text = DataModelDocument.Write();
        Assert.Contains("| `factor` | number | to_unit per from_unit | yes | One from_unit is this many to_unit. At least 0. Example: `12`. |", text);
        Assert.Contains("| `type` | choice |  | default `machine` | Machine line or labour pool. One of `machine`, `labour`. |", text);
        Assert.Contains("Key: `item`, `location`, `lot`, `status`. As of a date: state, by `stock_date`. An import states the whole table", text);
    }
}
