using System.Text.RegularExpressions;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Xunit;

namespace Concord.Tests.Data.Measures;

public sealed partial class MeasureRegistryTests
{
    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    private static partial Regex Name();

    [Fact]
    public void The_committed_document_is_current() => Repository.AssertCurrent(MeasuresDocument.Write(), "docs", "measures.md");

    [Fact]
    public void The_document_has_a_row_for_every_measure() =>
        Assert.All(MeasureRegistry.All, m => Assert.Contains($"\n| **{m.Title}**<br>`{m.Name}` | {m.Description} |", MeasuresDocument.Write()));

    [Fact]
    public void Names_and_titles_are_unique_and_definitions_are_sentences()
    {
        Assert.Equal(MeasureRegistry.All.Count, MeasureRegistry.All.Select(m => m.Name).Distinct().Count());
        Assert.Equal(MeasureRegistry.All.Count, MeasureRegistry.All.Select(m => m.Title).Distinct().Count());
        Assert.All(MeasureRegistry.All, m =>
        {
            Assert.Matches(Name(), m.Name);
            Assert.EndsWith(".", m.Description);
            Assert.DoesNotContain("|", m.Description);
            Assert.True(m.Grain.HasFlag(Grain.Bucket), $"{m.Name} has no bucket");
        });
    }

    [Fact]
    public void A_ratio_names_two_additive_measures_of_the_pipeline_at_its_grain()
    {
        foreach (var measure in MeasureRegistry.All)
        {
            var ratio = measure.OverMembers == MemberAggregation.Ratio;
            Assert.Equal(ratio, measure.OverTime == TimeAggregation.Ratio);
            Assert.Equal(ratio, measure.Numerator is not null && measure.Denominator is not null);
            if (!ratio)
                continue;
            foreach (var part in new[] { MeasureRegistry.Measure(measure.Numerator!), MeasureRegistry.Measure(measure.Denominator!) })
            {
                Assert.Equal(MemberAggregation.Sum, part.OverMembers);
                Assert.True(part.Grain == measure.Grain, $"{measure.Name} is by {measure.Grain}, its part {part.Name} by {part.Grain}");
                Assert.True(part.WrittenBy <= measure.WrittenBy, $"{measure.Name} reads {part.Name} of a later stage");
            }
        }
    }

    [Fact]
    public void What_is_typed_says_how_it_is_spread_and_what_is_not_typed_says_nothing()
    {
        foreach (var measure in MeasureRegistry.All)
        {
            Assert.Equal(measure.Editable, measure.Spread != SpreadRule.None);
            Assert.Equal(measure.Editable, measure.EditZones.Count > 0);
            Assert.Equal(measure.Spread == SpreadRule.ProportionalToMeasure, measure.SpreadBy is not null && measure.Spread != SpreadRule.Proportional);
            if (measure.SpreadBy is not null)
                Assert.Equal(MemberAggregation.Sum, MeasureRegistry.Measure(measure.SpreadBy).OverMembers);
            Assert.False(measure.Editable && measure.WrittenBy == Stage.Data, $"{measure.Name} is a fact, yet edited");
        }
    }

    [Fact]
    public void Quantiles_and_ratios_are_not_summed() =>
        Assert.All(
            MeasureRegistry.All.Where(m => m.Name.StartsWith("forecast_low", StringComparison.Ordinal) || m.Name.StartsWith("forecast_high", StringComparison.Ordinal) || m.Unit is UnitKind.Percent or UnitKind.Ratio or UnitKind.Days),
            m => Assert.NotEqual(MemberAggregation.Sum, m.OverMembers));

    [Theory]
    [InlineData("stock", TimeAggregation.Last)]
    [InlineData("backorders", TimeAggregation.Last)]
    [InlineData("working_capital", TimeAggregation.Last)]
    [InlineData("consensus_demand", TimeAggregation.Sum)]
    [InlineData("load", TimeAggregation.Sum)]
    [InlineData("fill_rate", TimeAggregation.Ratio)]
    public void States_take_the_last_value_and_flows_the_sum(string name, TimeAggregation overTime) =>
        Assert.Equal(overTime, MeasureRegistry.Measure(name).OverTime);

    [Fact]
    public void An_unknown_measure_gets_a_hint()
    {
        Assert.Contains("Maybe 'fill_rate'?", Assert.Throws<ArgumentException>(() => MeasureRegistry.Measure("filrate")).Message);
        Assert.False(MeasureRegistry.TryMeasure("filrate", out _));
    }

    [Fact]
    public void The_target_example_of_the_data_model_is_a_measure()
    {
        var example = DataModel.Table<StrategicTarget>().Column("measure").Example!;
        Assert.True(MeasureRegistry.TryMeasure(example, out _));
    }
}
