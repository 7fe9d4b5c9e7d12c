namespace Concord.Planning.Data;

/// <summary>
/// What one currency is worth in another on a day: the newest rate that has started, stated directly, as the inverse, or through one other
/// currency, tried in this order. Rates that are not positive finite numbers are left out. Immutable, for any number of threads.
/// </summary>
public sealed class CurrencyRates
{
    private readonly Dictionary<(string From, string To), (int Day, double Rate)[]> _rates;
    private readonly string[] _currencies;

    public CurrencyRates(IEnumerable<ExchangeRate> rates)
    {
        _rates = rates
            .Where(r => r.From is not null && r.To is not null && r.Rate > 0 && double.IsFinite(r.Rate))
            .GroupBy(r => (r.From, r.To))
            .ToDictionary(g => g.Key, g => g.Select(r => (r.ValidFrom.DayNumber, r.Rate)).OrderBy(r => r.DayNumber).ToArray());
        _currencies = [.. _rates.Keys.SelectMany(k => new[] { k.From, k.To }).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>One <paramref name="from"/> in <paramref name="to"/> on a day; 1 for the same currency; null when no rate had started.</summary>
    public double? Find(string from, string to, DateOnly day)
    {
        if (from == to)
            return 1;
        if (OneStep(from, to, day) is { } direct)
            return direct;
        foreach (var middle in _currencies)
        {
            if (middle != from && middle != to && OneStep(from, middle, day) is { } first && OneStep(middle, to, day) is { } second)
                return first * second;
        }

        return null;
    }

    private double? OneStep(string from, string to, DateOnly day) => Stated(from, to, day) ?? 1 / Stated(to, from, day);

    private double? Stated(string from, string to, DateOnly day)
    {
        if (!_rates.TryGetValue((from, to), out var rates))
            return null;
        for (var i = rates.Length - 1; i >= 0; i--)
        {
            if (rates[i].Day <= day.DayNumber)
                return rates[i].Rate;
        }

        return null;
    }
}
