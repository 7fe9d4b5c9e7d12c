using Concord.Planning.Data;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;
using Xunit;

namespace Concord.Tests.Docs;

/// <summary>Code and glossary agree to the letter.</summary>
public sealed class GlossaryTests
{
    private static readonly string Text = File.ReadAllText(Repository.PathOf("docs", "glossary.md"));

    [Fact]
    public void Every_zone_has_its_row_with_the_fences() =>
        Assert.Equal(
            Enum.GetNames<Zone>(), Text.Split('\n').Where(l => l.StartsWith("| **", StringComparison.Ordinal) && l.Contains("time fence")).Select(l => l.Split("**")[1]));

    [Fact]
    public void Every_role_is_listed() =>
        Assert.Contains(": what a person does in the cycle: " + string.Join(", ", Enum.GetNames<Role>().Select(Words)) + ".", Text);

    [Fact]
    public void Every_stage_is_listed() =>
        Assert.Contains(
            "**Stage**: a step of the computation: " + string.Join(", ", Enum.GetValues<Stage>().Where(s => s != Stage.Data).Select(s => Words(s.ToString()))) + ".", Text);

    [Fact]
    public void Every_as_of_rule_is_listed() =>
        Assert.Contains("how a kind of fact is seen as of a date: " + string.Join(", ", Enum.GetNames<AsOfRule>().Select(Words)) + ".", Text);

    [Fact]
    public void Every_quality_dimension_is_listed()
    {
        var names = Enum.GetNames<QualityDimension>().Select(Words).ToArray();
        Assert.Contains($"{string.Join(", ", names[..^1])} and {names[^1]}", Text);
    }

    [Theory]
    [InlineData("items")]
    [InlineData("locations")]
    [InlineData("customers")]
    [InlineData("suppliers")]
    [InlineData("resources")]
    [InlineData("lanes")]
    [InlineData("bills_of_material")]
    [InlineData("routings")]
    [InlineData("unit_conversions")]
    [InlineData("demand_events")]
    [InlineData("supply_events")]
    public void Master_data_goes_by_the_name_of_its_table(string table)
    {
        var plural = DataModel.Table(table).Title;
        var singular = plural == "Bills of material" ? "Bill of material" : plural[..^1];
        Assert.Contains($"**{singular}**", Text);
    }

    [Theory]
    [InlineData("consensus_demand")]
    [InlineData("constrained_demand")]
    [InlineData("order_backlog")]
    [InlineData("load")]
    [InlineData("scrap")]
    [InlineData("disposal")]
    [InlineData("working_capital")]
    [InlineData("forecast_accuracy")]
    [InlineData("bias")]
    [InlineData("fill_rate")]
    [InlineData("otif")]
    [InlineData("plan_adherence")]
    [InlineData("utilisation")]
    public void A_measure_that_is_a_word_of_the_field_goes_by_its_title(string measure) =>
        Assert.Contains($"**{MeasureRegistry.Measure(measure).Title}**", Text);

    [Fact]
    public void No_word_is_defined_twice()
    {
        var defined = Text.Split('\n').Where(l => l.StartsWith("- **", StringComparison.Ordinal)).Select(l => l.Split("**")[1]).ToList();
        Assert.Equal(defined.Distinct(StringComparer.OrdinalIgnoreCase), defined);
        Assert.True(defined.Count > 40, $"only {defined.Count} words are defined");
    }

    private static string Words(string member) => ChoiceWords.Spell(member).Replace('_', ' ');
}
