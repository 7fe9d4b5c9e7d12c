using Concord.Numerics.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Concord.Tests.Numerics.Statistics;

public sealed class RobustStatisticsTests
{
    [Theory]
    [InlineData(new double[] { }, double.NaN)]
    [InlineData(new[] { double.NaN }, double.NaN)]
    [InlineData(new[] { 3.0 }, 3.0)]
    [InlineData(new[] { 3.0, 1.0 }, 2.0)]
    [InlineData(new[] { 5.0, double.NaN, 1.0, 9.0 }, 5.0)]
    [InlineData(new[] { double.PositiveInfinity, double.PositiveInfinity }, double.PositiveInfinity)]
    public void MedianSkipsWhatIsNotANumber(double[] values, double median) =>
        Assert.Equal(median, RobustStatistics.Median(values, new double[values.Length]));

    /// <summary>By hand: 1 1 2 2 4 6 9 has the median 2; the deviations 1 1 0 0 2 4 7 have the median 1.</summary>
    [Fact]
    public void MedianAbsoluteDeviationOfAnExampleDoneByHand()
    {
        double[] values = [1, 1, 2, 2, 4, 6, 9];

        Assert.Equal(1, RobustStatistics.MedianAbsoluteDeviation(values, RobustStatistics.Median(values, new double[7]), new double[7]));
    }

    [Fact]
    public void MedianIsThatOfTheSortedValuesAndLeavesThemAlone() =>
        Prop.ForAll(Gen.Choose(-9, 9).Select(i => i / 2.0).NonEmptyListOf().ToArbitrary(), list =>
        {
            var values = list.ToArray();
            var sorted = values.Order().ToArray();
            var expected = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

            Assert.Equal(expected, RobustStatistics.Median(values, new double[values.Length]));
            Assert.Equal(list, values);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void AWildValueScoresHighAndItsNeighboursDoNot()
    {
        double[] series = [10, 11, 9, 10, 100, 10, 9, 11, 10];
        var scores = new double[9];

        RobustStatistics.HampelScores(series, 3, 0.1, scores, new double[9], new double[9]);

        Assert.True(scores[4] > 50);
        Assert.All(scores.Where((_, t) => t != 4), score => Assert.InRange(score, -2, 2));
    }

    [Fact]
    public void AnEvenSeriesIsMeasuredByTheFloor()
    {
        double[] series = [10, 10, 10, 12, 10, 10, 10];
        var scores = new double[7];
        var spreads = new double[7];

        RobustStatistics.HampelScores(series, 3, 0.1, scores, spreads, new double[7]);
        Assert.Equal(2, scores[3]);
        Assert.Equal(1, spreads[3]);

        RobustStatistics.HampelScores(series, 3, 0, scores, spreads, new double[7]);
        Assert.Equal(double.PositiveInfinity, scores[3]);
        Assert.Equal(0, scores[0]);
    }

    [Fact]
    public void ScratchThatIsTooShortIsRefused() =>
        Assert.Throws<ArgumentException>(() => RobustStatistics.Median([1, 2, 3], new double[2]));
}
