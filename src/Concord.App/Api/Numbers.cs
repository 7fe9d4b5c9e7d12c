namespace Concord.App.Api;

/// <summary>Numbers as JSON has them: NaN, which means no value, is null.</summary>
internal static class Numbers
{
    public static double? Present(double value) => double.IsFinite(value) ? value : null;

    public static double?[] Present(ReadOnlySpan<double> values)
    {
        var present = new double?[values.Length];
        for (var i = 0; i < values.Length; i++)
            present[i] = Present(values[i]);
        return present;
    }
}
