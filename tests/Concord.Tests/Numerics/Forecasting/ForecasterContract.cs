using Concord.Numerics.Forecasting;

namespace Concord.Tests.Numerics.Forecasting;

/// <summary>What every forecaster keeps, on every series.</summary>
public sealed class ForecasterContract
{
    private static readonly Forecaster[] All =
    [
        new SeasonalNaive(), new Theta(), new AutomaticSmoothing(), .. AutomaticSmoothing.Models, .. AutomaticSmoothing.Models.Select(m => new MeanOfMethods(m)),
        .. Enum.GetValues<IntermittentMethod>().Select(m => new Intermittent(m)),
    ];

    private static readonly (string Name, double[] Values)[] Series =
    [
        ("empty", []), ("one value", [7]), ("two values", [1, 9]), ("constant", [.. Enumerable.Repeat(5.0, 30)]), ("zeros", new double[40]),
        ("only gaps", [double.NaN, double.NaN]), ("gaps", [double.NaN, 3, double.NaN, 9, 4, double.PositiveInfinity, 6, 2, double.NaN]),
        ("negative", [.. Enumerable.Range(0, 40).Select(t => -10 - (t % 7.0))]), ("both signs", [.. Enumerable.Range(0, 40).Select(t => Math.Sin(t))]),
        ("huge", [.. Enumerable.Range(0, 40).Select(t => 1e300 * (1 + (t % 5)))]), ("tiny", [.. Enumerable.Range(0, 40).Select(t => 1e-300 * (1 + (t % 5)))]),
        ("one jump", [.. Enumerable.Range(0, 50).Select(t => t < 25 ? 1.0 : 1e9)]), ("one sale", [.. Enumerable.Range(0, 48).Select(t => t == 20 ? 3.0 : 0)]),
        ("falling to nothing", [.. Enumerable.Range(0, 48).Select(t => Math.Max(0, 40.0 - t))]), ("exponential", [.. Enumerable.Range(0, 48).Select(t => Math.Pow(1.5, t))]),
        ("season", Season(48)), ("three short seasons", Season(29)),
    ];

    public static TheoryData<int, int> Cases
    {
        get
        {
            var data = new TheoryData<int, int>();
            for (var f = 0; f < All.Length; f++)
            {
                for (var s = 0; s < Series.Length; s++)
                    data.Add(f, s);
            }

            return data;
        }
    }

    private static double[] Season(int length) => [.. Enumerable.Range(0, length).Select(t => 100 + t + (40 * Math.Sin(t * Math.PI / 6)) + (t * 7919 % 13))];

    private static (double[] Means, double[] Deviations) Run(Forecaster forecaster, double[] series, int season, int steps = 30)
    {
        var (means, deviations) = (new double[steps], new double[steps]);
        forecaster.Forecast(series, season, means, deviations, new double[Forecaster.MostParameters], new ForecastScratch());
        return (means, deviations);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void GivesNumbersForEverySeries(int forecaster, int series)
    {
        foreach (var season in new[] { 1, 4, 12, 52 })
        {
            var (means, deviations) = Run(All[forecaster], Series[series].Values, season);
            Assert.True(means.All(double.IsFinite), $"{All[forecaster].Name} of {Series[series].Name}, season {season}: {string.Join(' ', means)}");
            Assert.True(deviations.All(d => double.IsFinite(d) && d >= 0), $"{All[forecaster].Name} of {Series[series].Name}: {string.Join(' ', deviations)}");
        }
    }

    [Fact]
    public void TheSameSeriesGivesTheSameBitsWhateverTheMemoryHeld()
    {
        foreach (var forecaster in All)
        {
            var scratch = new ForecastScratch();
            var (first, second, deviations, parameters) = (new double[12], new double[12], new double[12], new double[Forecaster.MostParameters]);
            forecaster.Forecast(Season(48), 12, first, deviations, parameters, scratch);
            forecaster.Forecast(Season(29), 4, second, deviations, parameters, scratch);
            forecaster.Forecast(Season(48), 12, second, deviations, parameters, scratch);
            Assert.Equal(first, second);
        }
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(0.37)]
    [InlineData(1e6)]
    public void ForecastsOfAScaledSeriesScale(double factor)
    {
        foreach (var forecaster in All)
        {
            var (means, deviations) = Run(forecaster, Season(48), 12);
            var (scaled, spread) = Run(forecaster, [.. Season(48).Select(v => v * factor)], 12);
            for (var step = 0; step < means.Length; step++)
            {
                Assert.Equal(1, scaled[step] / factor / means[step], 2e-2);
                Assert.Equal(1, spread[step] / factor / deviations[step], 2e-2);
            }
        }
    }

    [Fact]
    public void ASeasonOfNothingAndTooLittleRoomAreTheCallersMistake()
    {
        Assert.Throws<ArgumentException>(() => new Theta().Forecast([1, 2], 0, new double[1], new double[1], new double[6], new ForecastScratch()));
        Assert.Throws<ArgumentException>(() => new Theta().Forecast([1, 2], 1, new double[3], new double[1], new double[6], new ForecastScratch()));
    }

    [Fact]
    public void TheChoiceOfMethodKeepsTheSameContract()
    {
        foreach (var (name, values) in Series)
        {
            var (means, deviations) = (new double[18], new double[18]);
            MethodChoice.Forecast(values, 12, [], 3, means, deviations, new double[Forecaster.MostParameters], new ForecastScratch());
            Assert.True(means.All(double.IsFinite) && deviations.All(d => double.IsFinite(d) && d >= 0), name);
        }
    }
}
