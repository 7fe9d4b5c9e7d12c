using Concord.Numerics.Forecasting;

namespace Concord.Tests.Numerics.Forecasting;

/// <summary>Worked examples of the literature, and examples done by hand.</summary>
public sealed class TextbookForecastTests
{
    private static (double[] Means, double[] Parameters) Run(Forecaster forecaster, double[] series, int season, int steps)
    {
        var (means, parameters) = (new double[steps], new double[Forecaster.MostParameters]);
        forecaster.Forecast(series, season, means, new double[steps], parameters, new ForecastScratch());
        return (means, parameters);
    }

    /// <summary>Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 2nd ed., 7.1: oil production in Saudi Arabia 1996-2013 has α = 0.8339 and the forecast 542.68.</summary>
    [Fact]
    public void SimpleExponentialSmoothingOfOilProduction()
    {
        double[] oil =
        [
            445.36, 453.20, 454.41, 422.38, 456.04, 440.39, 425.19, 486.21, 500.43, 521.28, 508.95, 488.89, 509.87, 456.72, 473.82, 525.95, 549.83, 542.34,
        ];
        var (means, parameters) = Run(new ExponentialSmoothing(SmoothingTrend.None, SmoothingSeason.None), oil, 1, 3);
        Assert.Equal(.8339, parameters[0], .005);
        Assert.All(means, mean => Assert.Equal(542.68, mean, .1));
    }

    /// <summary>The same, 7.2: air passengers in Australia 1990-2016, Holt's method: 74.60, 76.70, 78.80, 80.91, 83.01 million.</summary>
    [Fact]
    public void HoltsTrendOfAirPassengers()
    {
        double[] passengers =
        [
            17.5534, 21.8601, 23.8866, 26.9293, 26.8885, 28.8314, 30.0751, 30.9535, 30.1857, 31.5797, 32.5776, 33.4774, 39.0216, 41.3864, 41.5966, 44.6573, 46.9517, 48.7288, 51.4884, 50.0269,
            60.6409, 63.3604, 66.3553, 68.1979, 68.1232, 69.7793, 72.5977,
        ];
        var (means, _) = Run(new ExponentialSmoothing(SmoothingTrend.Additive, SmoothingSeason.None), passengers, 1, 5);
        double[] expected = [74.60, 76.70, 78.80, 80.91, 83.01];
        for (var step = 0; step < 5; step++)
            Assert.Equal(expected[step], means[step], .15);
    }

    /// <summary>By hand: quarters at 80, 120, 60 and 140 % of a level that never moves are found exactly, and go on.</summary>
    [Fact]
    public void AMultiplicativeSeasonIsFoundAndContinued()
    {
        double[] shape = [.8, 1.2, .6, 1.4];
        double[] series = [.. Enumerable.Range(0, 24).Select(t => 50 * shape[t % 4])];
        var indices = new double[4];
        Assert.True(Decomposition.IsSeasonal(series, 4));
        Assert.True(Decomposition.Indices(series, multiplicative: true, indices));
        for (var i = 0; i < 4; i++)
            Assert.Equal(shape[i], indices[i], 1e-12);
        foreach (var forecaster in new Forecaster[] { new Theta(), new SeasonalNaive(), new ExponentialSmoothing(SmoothingTrend.None, SmoothingSeason.Multiplicative) })
        {
            var (means, _) = Run(forecaster, series, 4, 6);
            for (var step = 0; step < 6; step++)
                Assert.Equal(50 * shape[step % 4], means[step], .01);
        }
    }

    /// <summary>By hand: 10 in every second period is a size of 10 and an interval of 2, so Croston says 5, and Syntetos and Boylan (1 - α/2) of it.</summary>
    [Fact]
    public void CrostonAndItsCorrection()
    {
        double[] series = [.. Enumerable.Range(0, 40).Select(t => t % 2 == 1 ? 10.0 : 0)];
        Assert.Equal(5, Run(new Intermittent(IntermittentMethod.Croston), series, 1, 1).Means[0], 1e-9);
        var (means, parameters) = Run(new Intermittent(IntermittentMethod.SyntetosBoylan), series, 1, 1);
        Assert.Equal(5 * (1 - (parameters[0] / 2)), means[0], 1e-9);
    }

    /// <summary>Teunter, Syntetos and Babai: when demand stops, their forecast falls with every period; Croston's never learns of it.</summary>
    [Fact]
    public void OnlyTsbLearnsThatDemandStopped()
    {
        double[] alive = [.. Enumerable.Range(0, 40).Select(t => t % 3 == 0 ? 6.0 : 0)];
        double[] dead = [.. alive, .. new double[20]];
        double Last(IntermittentMethod method, double[] series) => Run(new Intermittent(method), series, 1, 1).Means[0];
        Assert.Equal(2, Last(IntermittentMethod.Croston, alive), .2);
        Assert.True(Last(IntermittentMethod.Croston, dead) > 1.2);
        Assert.True(Last(IntermittentMethod.TeunterSyntetosBabai, dead) < .7 * Last(IntermittentMethod.Croston, dead));
    }

    [Theory]
    [InlineData(new double[] { 10, 11, 9, 10, 12, 8 }, DemandPattern.Smooth)]
    [InlineData(new double[] { 1, 30, 2, 1, 40, 1 }, DemandPattern.Erratic)]
    [InlineData(new double[] { 0, 10, 0, 0, 10, 11 }, DemandPattern.Intermittent)]
    [InlineData(new double[] { 0, 1, 0, 40, 0, 1 }, DemandPattern.Lumpy)]
    [InlineData(new double[] { 0, 0 }, DemandPattern.Intermittent)]
    public void KindsOfDemand(double[] series, DemandPattern kind) => Assert.Equal(kind, DemandPatterns.Of(series));
}
