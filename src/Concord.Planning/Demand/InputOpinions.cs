using Concord.Planning.Cube;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Demand;

/// <summary>The inputs of sales, marketing and finance, as one opinion on each cell.</summary>
/// <param name="rules">Their weights; negative ones count as 0.</param>
/// <param name="inputs">In the order of <see cref="InputFunction"/> [base units], NaN where a function has no opinion.</param>
/// <param name="baseline">Statistical forecast.</param>
/// <param name="effect">Effect of events.</param>
/// <param name="byDrivers">What drivers of promotions change of it; null for nothing.</param>
internal sealed class InputOpinions(DemandRules rules, SeriesMatrix[] inputs, SeriesMatrix baseline, SeriesMatrix effect, SeriesMatrix? byDrivers)
{
    private readonly double[] _weights = [Math.Max(0, rules.SalesWeight), Math.Max(0, rules.MarketingWeight), Math.Max(0, rules.FinanceWeight)];

    /// <summary>Writes the mean opinion of each cell, forecast and events where nobody has one, times the factors of drivers, zero or more.</summary>
    public void Mean(SeriesMatrix consensus, ReadOnlySpan<bool> present, SeriesMatrix? factors)
    {
        var isPresent = present.ToArray();
        Parallel.For(0, consensus.Series, s =>
        {
            if (!isPresent[s])
                return;
            var row = consensus.Row(s);
            for (var b = 0; b < row.Length; b++)
            {
                var value = Opinion(s, b);
                value = double.IsNaN(value) ? WithoutOpinion(s, b) : value + (byDrivers?.Row(s)[b] ?? 0);
                if (factors is not null)
                    value *= factors.Row(s)[b];
                row[b] = value < 0 ? 0 : value;
            }
        });
    }

    /// <summary>How far each function moved each family away from forecast and events, by its share of the weights. Functions without an opinion are left out.</summary>
    public IReadOnlyList<InputEffect> Effects(SeriesSpace space)
    {
        var family = space.Attributes.Has("family") ? space.Attributes.Attribute("family") : null;
        var found = new SortedDictionary<(InputFunction Function, string Family), (double[] Gained, double[] Lost, int Cells)>();
        for (var s = 0; s < baseline.Series; s++)
        {
            if (!space.Attributes.Present[s])
                continue;
            var name = family is null ? SeriesAttribute.None : family.Members[family.Codes[s]];
            var unit = double.IsNaN(space.Units.PlanningFactors[s]) ? 1 : space.Units.PlanningFactors[s];
            for (var b = 0; b < baseline.Count; b++)
            {
                var weight = Weight(s, b);
                if (!(weight > 0))
                    continue;
                for (var f = 0; f < inputs.Length; f++)
                {
                    var opinion = inputs[f].Row(s)[b];
                    if (double.IsNaN(opinion) || _weights[f] == 0)
                        continue;
                    var key = ((InputFunction)f, name);
                    var sums = found.TryGetValue(key, out var known) ? known : (new double[baseline.Count], new double[baseline.Count], 0);
                    var moved = (opinion - Zero(WithoutOpinion(s, b)) + (byDrivers?.Row(s)[b] ?? 0)) * unit * _weights[f] / weight;
                    (moved >= 0 ? sums.Item1 : sums.Item2)[b] += moved;
                    found[key] = (sums.Item1, sums.Item2, sums.Item3 + 1);
                }
            }
        }

        return [.. found.Select(f => new InputEffect(f.Key.Function, f.Key.Family, f.Value.Gained, f.Value.Lost, f.Value.Cells))];
    }

    private double Opinion(int s, int b)
    {
        double sum = 0, weight = 0;
        for (var f = 0; f < inputs.Length; f++)
        {
            var value = inputs[f].Row(s)[b];
            if (double.IsNaN(value) || _weights[f] == 0)
                continue;
            sum += value * _weights[f];
            weight += _weights[f];
        }

        return weight > 0 ? sum / weight : double.NaN;
    }

    private double Weight(int s, int b)
    {
        var weight = 0d;
        for (var f = 0; f < inputs.Length; f++)
            weight += double.IsNaN(inputs[f].Row(s)[b]) ? 0 : _weights[f];
        return weight;
    }

    /// <summary>Forecast plus events; NaN where there is neither.</summary>
    private double WithoutOpinion(int s, int b)
    {
        var (forecast, change) = (baseline.Row(s)[b], effect.Row(s)[b]);
        return double.IsNaN(forecast) ? change : forecast + Zero(change);
    }

    private static double Zero(double value) => double.IsNaN(value) ? 0 : value;
}
