using System.Collections.Immutable;
using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Cycle;

/// <summary>
/// The volume of a plan by series and bucket [base units], taken apart by what made it. The parts of a cell sum to its total:
/// statistical forecast + events + each function's share + drivers + order backlog = consensus as written; + entries = consensus; + supply limits = constrained demand.
/// </summary>
internal sealed class PlanVolume
{
    public const Grain Demand = Grain.Item | Grain.Location | Grain.Customer;

    /// <summary>Causes that are volume: all but the price.</summary>
    public const int Parts = (int)WaterfallCause.Price;

    private readonly double[][] _parts = new double[Parts][];
    private readonly double[] _total;
    private readonly double[] _price;
    private readonly bool[] _used;

    private PlanVolume(int series, int count)
    {
        Count = count;
        for (var part = 0; part < Parts; part++)
            _parts[part] = new double[series * count];
        _total = new double[series * count];
        _price = new double[series * count];
        _used = new bool[series];
    }

    /// <summary>Buckets.</summary>
    public int Count { get; }

    /// <summary>What is missing in the plan, and what was taken instead.</summary>
    public ImmutableList<string> Notes { get; private set; } = [];

    /// <summary>True when the series has nothing in any bucket.</summary>
    public bool IsEmpty(int series) => !_used[series];

    public double Part(int cause, int series, int column) => _parts[cause][(series * Count) + column];

    /// <summary>Constrained demand; consensus demand in a plan whose supply was never computed.</summary>
    public double Total(int series, int column) => _total[(series * Count) + column];

    /// <summary>Net price [reporting currency per base unit]: that of the plan's revenue where it has one, else that of the master data. NaN when neither is known.</summary>
    public double Price(int series, int column) => _price[(series * Count) + column];

    public static PlanVolume Of(WaterfallSide side, int series, int first, int count, DemandRules rules)
    {
        var cube = side.State.Cube;
        var volume = new PlanVolume(series, count);
        SeriesMatrix Read(string measure, LayerKind kind = LayerKind.Values) => SeriesMatrix.From(cube[measure][kind], series, first, count);
        var (statistical, events, written, consensus) = (Read("statistical_forecast"), Read("event_effect"), Read("consensus_demand", LayerKind.Written), Read("consensus_demand"));
        SeriesMatrix[] inputs = [Read("sales_input"), Read("marketing_input"), Read("finance_input")];
        double[] weights = [Math.Max(0, rules.SalesWeight), Math.Max(0, rules.MarketingWeight), Math.Max(0, rules.FinanceWeight)];
        var (constrained, revenue) = (Read("constrained_demand"), Read("revenue"));
        var isSupplied = Array.Exists(constrained.Values, v => !double.IsNaN(v));
        if (!Array.Exists(consensus.Values, v => !double.IsNaN(v)))
            volume.Notes = volume.Notes.Add($"{side.Name} has no consensus demand in these buckets.");
        else if (!isSupplied)
            volume.Notes = volume.Notes.Add($"{side.Name} has no supply plan in these buckets: all of its consensus demand is taken.");

        var space = side.Structure.Spaces.GetValueOrDefault(Demand);
        var factors = space is null ? null : Drivers.Factors(side.State, DriverKind.Price, space, first, count);
        var demand = space is null ? null : Drivers.Factors(side.State, DriverKind.Demand, space, first, count);
        for (var column = 0; column < count; column++)
        {
            var prices = space?.Units.Prices(first + column) ?? [];
            for (var row = 0; row < series; row++)
            {
                var at = (row * count) + column;
                var price = row < prices.Length ? prices[row] * (factors is null || row >= factors.Series ? 1 : factors.Values[at]) : double.NaN;
                var total = isSupplied ? OrZero(constrained.Values[at]) : OrZero(consensus.Values[at]);
                volume._price[at] = total != 0 && !double.IsNaN(revenue.Values[at]) ? revenue.Values[at] / total : price;
                volume._total[at] = total;
                volume._used[row] |= volume.TakeApart(at, statistical.Values[at], events.Values[at], written.Values[at], consensus.Values[at], total, inputs, weights);
                if (demand is not null && row < demand.Series)
                    volume.TakeApart(at, demand.Values[at]);
            }
        }

        return volume;
    }

    /// <returns>True when there is something.</returns>
    private bool TakeApart(int at, double statistical, double events, double written, double consensus, double total, SeriesMatrix[] inputs, double[] weights)
    {
        var (forecast, effect) = (OrZero(statistical), OrZero(events));
        var (byRule, agreed) = (OrZero(written), OrZero(consensus));

        // Without a consensus there is nothing its parts could add up to.
        if (double.IsNaN(written))
            (forecast, effect) = (0, 0);
        _parts[(int)WaterfallCause.StatisticalForecast][at] = forecast;
        _parts[(int)WaterfallCause.Events][at] = effect;
        double weight = 0, shares = 0;
        for (var i = 0; i < inputs.Length; i++)
            weight += double.IsNaN(inputs[i].Values[at]) ? 0 : weights[i];
        for (var i = 0; i < inputs.Length && weight > 0 && !double.IsNaN(written); i++)
        {
            if (double.IsNaN(inputs[i].Values[at]))
                continue;
            var share = weights[i] / weight * (inputs[i].Values[at] - forecast - effect);
            _parts[(int)WaterfallCause.SalesInput + i][at] = share;
            shares += share;
        }

        _parts[(int)WaterfallCause.OrderBacklog][at] = byRule - forecast - effect - shares;
        _parts[(int)WaterfallCause.Entries][at] = agreed - byRule;
        _parts[(int)WaterfallCause.SupplyLimits][at] = total - agreed;
        return forecast != 0 || effect != 0 || byRule != 0 || agreed != 0 || total != 0;
    }

    /// <summary>Takes what drivers of demand made out of what is left to the order backlog.</summary>
    private void TakeApart(int at, double factor)
    {
        var before = 0d;
        for (var part = 0; part < (int)WaterfallCause.Drivers; part++)
            before += _parts[part][at];
        _parts[(int)WaterfallCause.Drivers][at] = before * (factor - 1);
        _parts[(int)WaterfallCause.OrderBacklog][at] -= before * (factor - 1);
    }

    private static double OrZero(double value) => double.IsNaN(value) ? 0 : value;
}
