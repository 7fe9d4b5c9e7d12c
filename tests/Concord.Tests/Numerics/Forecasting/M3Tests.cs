using System.Globalization;
using System.Runtime.CompilerServices;
using Concord.Numerics.Forecasting;

namespace Concord.Tests.Numerics.Forecasting;

/// <summary>
/// The M3 competition (Makridakis and Hibon, 2000), official split: sMAPE over all points of the test part, forecast once from the end of training. The figures to agree with are those of
/// R's forecast package 8.20 (thetaf, ets) on the same files.
/// </summary>
public sealed class M3Tests
{
    private static string Folder([CallerFilePath] string here = "") => Path.Combine(
        Environment.GetEnvironmentVariable("CONCORD_SHARED") is { Length: > 0 } given ? given : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../../../shared")), "data", "forecasting");

    private static double Smape(Forecaster forecaster, string group, int season, int every)
    {
        var file = Path.Combine(Folder(), $"m3_{group}.csv");
        if (!File.Exists(file))
            Assert.Skip($"The M3 series are not at {file}.");
        var (sum, count, scratch, parameters) = (0d, 0, new ForecastScratch(), new double[Forecaster.MostParameters]);
        foreach (var (series, number) in File.ReadLines(file).Skip(1).Select(l => l.Split(',')).GroupBy(c => c[0]).Select((g, i) => (g.OrderBy(c => int.Parse(c[1])).ToList(), i)))
        {
            if (number % every != 0)
                continue;
            double[] Part(string set) => [.. series.Where(c => c[2] == set).Select(c => double.Parse(c[3], CultureInfo.InvariantCulture))];
            var (train, test) = (Part("train"), Part("test"));
            var means = new double[test.Length];
            forecaster.Forecast(train, season, means, new double[test.Length], parameters, scratch);
            for (var step = 0; step < test.Length; step++)
                sum += 200 * Math.Abs(test[step] - means[step]) / (Math.Abs(test[step]) + Math.Abs(means[step]));
            count += test.Length;
        }

        return sum / count;
    }

    [Theory]
    [InlineData("yearly", 1, 16.76)]
    [InlineData("quarterly", 4, 9.20)]
    [InlineData("monthly", 12, 13.86)]
    [InlineData("other", 1, 4.92)]
    public void ThetaAgreesWithRToHalfAPercent(string group, int season, double smape) => Assert.Equal(1, Smape(new Theta(), group, season, 1) / smape, .005);

    [Theory]
    [InlineData("yearly", 1, 1, 17.00)]
    [InlineData("quarterly", 4, 1, 9.68)]
    [InlineData("monthly", 12, 5, 14.46)]
    [InlineData("other", 1, 1, 4.37)]
    public void EtsIsNoWorseThanRByMoreThanOnePercent(string group, int season, int every, double smape) =>
        Assert.True(Smape(new AutomaticSmoothing(), group, season, every) < 1.01 * smape);
}
