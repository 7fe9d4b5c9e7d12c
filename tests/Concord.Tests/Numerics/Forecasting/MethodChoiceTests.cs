using Concord.Numerics.Forecasting;

namespace Concord.Tests.Numerics.Forecasting;

public sealed class MethodChoiceTests
{
    private static (ChosenMethod Choice, double[] Means, double[] Deviations) Run(double[] series, int origins = 3, double[]? shape = null)
    {
        var (means, deviations) = (new double[12], new double[12]);
        return (MethodChoice.Forecast(series, 12, shape, origins, means, deviations, new double[Forecaster.MostParameters], new ForecastScratch()), means, deviations);
    }

    private static double Noise(int t) => (((t * 7919) % 101) - 50) / 50.0;

    [Fact]
    public void ATrendWithASeasonIsForecastBetterThanByTheSeasonalNaive()
    {
        double Truth(int t) => (200 + (3 * t)) * (1 + (.4 * Math.Sin(t * Math.PI / 6)));
        var (choice, means, _) = Run([.. Enumerable.Range(0, 60).Select(t => Truth(t) + (5 * Noise(t)))]);
        Assert.Equal(DemandPattern.Smooth, choice.Pattern);
        Assert.Equal(3, choice.Origins);
        Assert.True(choice.Error < choice.NaiveError);
        for (var step = 0; step < 12; step++)
            Assert.Equal(1, means[step] / Truth(60 + step), .1);
    }

    [Fact]
    public void IntermittentDemandIsNeverForecastAsZeroAndKeepsItsMean()
    {
        var (choice, means, _) = Run([.. Enumerable.Range(0, 48).Select(t => (t * 7 % 5) == 0 ? 8.0 : 0)]);
        Assert.Equal(DemandPattern.Intermittent, choice.Pattern);
        Assert.Equal(8 / 5.0, means.Average(), .4);
    }

    [Fact]
    public void TheKnownSeasonOfAGroupHelpsAShortSeries()
    {
        double[] shape = [.. Enumerable.Range(0, 12).Select(i => 1 + (.6 * Math.Cos(i * Math.PI / 6)))];
        double[] series = [.. Enumerable.Range(0, 11).Select(t => (100 + (4 * Noise(t))) * shape[t % 12])];
        var (choice, means, _) = Run(series, shape: shape);
        Assert.True(choice.WithShape);
        for (var step = 0; step < 12; step++)
            Assert.Equal(100 * shape[(11 + step) % 12], means[step], 12d);
    }

    [Fact]
    public void WithoutOriginsALevelIsTaken()
    {
        var (choice, means, _) = Run([9, 11, 10, 9, 11, 10, 10], origins: 0);
        Assert.Equal(0, choice.Origins);
        Assert.True(double.IsNaN(choice.Error));
        Assert.All(means, m => Assert.Equal(10, m, 1d));
    }

    [Fact]
    public void AShapeOfAnotherLengthIsTheCallersMistake() => Assert.Throws<ArgumentException>(() => Run(new double[30], shape: [1, 1]));
}
