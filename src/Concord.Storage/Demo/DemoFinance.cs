using Concord.Planning.Data;

namespace Concord.Storage.Demo;

/// <summary>
/// Costs are rolled up from purchase prices, bills and routing hours; prices follow from costs by the margin of the channel, so that margins
/// stay between 25 and 45 %. Both rise every January.
/// </summary>
internal sealed class DemoFinance
{
    /// <summary>Fixed overhead on top of variable cost.</summary>
    private const double Overhead = 1.14;

    /// <summary>The rate price lists and purchase contracts are made at.</summary>
    public const double PoundsPerEuro = 1 / 1.16;

    private static readonly double[] Margin = [.315, .355, .395, .34];

    private readonly DemoProducts _products;
    private readonly DemoCalendar _calendar;
    private readonly double[] _marginDeviation;
    private readonly double[] _priceFactor;
    private readonly double[] _costFactor;
    private readonly int _firstYear;

    public DemoFinance(DemoOptions options, DemoCalendar calendar, DemoProducts products, DemoProduction production)
    {
        _products = products;
        _calendar = calendar;
        _firstYear = calendar.Start.Year;
        var random = new DemoRandom(options.Seed, "finance");
        PartCost = new double[products.Parts.Length];
        foreach (var part in products.Parts.OrderByDescending(p => p.Level))
        {
            PartCost[part.Index] = part.Level == 3
                ? part.Price * 1.03
                : (Materials(part.Bill) + (production.PartHours[part.Index] * 1.08 * Rate(part.Resource!))) / part.Yield;
        }

        ItemCost = new double[products.Items.Length];
        _marginDeviation = new double[products.Items.Length];
        foreach (var item in products.Items)
        {
            ItemCost[item.Index] = Overhead * (item.Made
                ? (Materials(item.Bill) + (production.ItemHours[item.Index] * 1.08 * Rate(item.Family.Template.Line!)) + (production.ItemLabour[item.Index] * Rate(DemoProduction.LabourPool(item.Plant)))) / DemoProduction.ItemYield
                : TradedPrice(item));
            _marginDeviation[item.Index] = random.Between(-.02, .02);
        }

        var years = calendar.End.Year - _firstYear + 1;
        _priceFactor = new double[years];
        _costFactor = new double[years];
        double level = 1;
        for (var y = years - 2; y >= 0; y--)
        {
            _priceFactor[y] = level;
            _costFactor[y] = level * (1 + random.Between(-.012, .012));
            level /= 1 + random.Between(.02, .036);
        }

        _priceFactor[^1] = 1.028;
        _costFactor[^1] = 1.031;

        Rates = new double[DemoCalendar.HistoryMonths];
        var rate = 1 / PoundsPerEuro;
        for (var m = 0; m < Rates.Length; m++)
        {
            rate += (.25 * (1.16 - rate)) + (.006 * random.Normal());
            Rates[m] = Math.Round(rate, 4, MidpointRounding.AwayFromZero);
        }

        double Materials(BillLine[] bill) => bill.Sum(line => line.Quantity / (1 - line.Scrap) * PartCost[line.Part]);
        double Rate(string resource) => production.Resources[production.Index(resource)].Row.CostPerHour!.Value;
    }

    /// <summary>Variable cost of a part this year [EUR per base unit].</summary>
    public double[] PartCost { get; }

    /// <summary>Full standard cost of an item this year [EUR per unit].</summary>
    public double[] ItemCost { get; }

    /// <summary>Euro for one pound, by month of the history.</summary>
    public double[] Rates { get; }

    /// <summary>What a traded item costs from its supplier [EUR per unit].</summary>
    public static double TradedPrice(DemoItem item) => Math.Round(item.Family.Template.Value * item.Size, 2, MidpointRounding.AwayFromZero);

    /// <summary>Cost level of a year against this one.</summary>
    public double CostLevel(int year) => _costFactor[Math.Clamp(year - _firstYear, 0, _costFactor.Length - 1)];

    /// <summary>Net price without promotions [EUR or GBP per unit].</summary>
    public double NetPrice(int item, int channel, bool pounds, int year)
    {
        var euro = ItemCost[item] / (1 - Margin[channel] - _marginDeviation[item]) * _priceFactor[Math.Clamp(year - _firstYear, 0, _priceFactor.Length - 1)];
        return Math.Round(pounds ? euro * PoundsPerEuro : euro, 2, MidpointRounding.AwayFromZero);
    }

    /// <summary>Price lists: per channel, in euro for all, in pounds for the British Isles; the list of the coming year is already known.</summary>
    public IEnumerable<Price> Prices()
    {
        foreach (var item in _products.Items)
        {
            if (item.Id == DemoFaults.ItemWithoutPrice)
                continue;
            for (var channel = 0; channel < DemoNetwork.Channels; channel++)
            {
                for (var pounds = 0; pounds < 2; pounds++)
                {
                    for (var year = _firstYear; year <= _calendar.End.Year; year++)
                    {
                        yield return new Price
                        {
                            Item = new(item.Id),
                            Channel = DemoNetwork.ChannelNames[channel],
                            Region = pounds == 1 ? DemoNetwork.RegionNames[DemoNetwork.British] : null,
                            ValidFrom = new DateOnly(year, 1, 1),
                            ValidTo = year < _calendar.End.Year ? new DateOnly(year, 12, 31) : null,
                            Amount = NetPrice(item.Index, channel, pounds == 1, year),
                            Currency = pounds == 1 ? "GBP" : "EUR",
                        };
                    }
                }
            }
        }
    }

    /// <summary>Standard costs up to the year of the cut-off; the last stays valid until the next standards are set.</summary>
    public IEnumerable<StandardCost> Costs()
    {
        foreach (var item in _products.Items)
        {
            if (item.Id == DemoFaults.ItemWithoutCost)
                continue;
            foreach (var row in Rows(item.Id, ItemCost[item.Index], ItemCost[item.Index] / Overhead))
                yield return row;
        }

        foreach (var part in _products.Parts)
        {
            foreach (var row in Rows(part.Id, PartCost[part.Index], PartCost[part.Index]))
                yield return row;
        }

        IEnumerable<StandardCost> Rows(string id, double full, double variable)
        {
            for (var year = _firstYear; year <= _calendar.AsOf.Year; year++)
            {
                yield return new StandardCost
                {
                    Item = new(id),
                    ValidFrom = new DateOnly(year, 1, 1),
                    ValidTo = year < _calendar.AsOf.Year ? new DateOnly(year, 12, 31) : null,
                    Cost = Math.Round(full * CostLevel(year), 4, MidpointRounding.AwayFromZero),
                    VariableCost = Math.Round(variable * CostLevel(year), 4, MidpointRounding.AwayFromZero),
                    Currency = "EUR",
                };
            }
        }
    }

    public IEnumerable<ExchangeRate> ExchangeRates()
    {
        for (var m = 0; m < Rates.Length; m++)
        {
            yield return new ExchangeRate { From = "GBP", To = "EUR", ValidFrom = _calendar.MonthStart(m), Rate = Rates[m] };
            yield return new ExchangeRate { From = "EUR", To = "GBP", ValidFrom = _calendar.MonthStart(m), Rate = Math.Round(1 / Rates[m], 5, MidpointRounding.AwayFromZero) };
        }
    }
}
