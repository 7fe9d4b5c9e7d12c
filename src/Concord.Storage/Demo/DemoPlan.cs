namespace Concord.Storage.Demo;

/// <summary>Everything about the company that is fixed before its history is played: who, what, where, how fast, at what price.</summary>
internal sealed class DemoPlan
{
    private readonly double[] _meanLine;

    public DemoPlan(DemoOptions options)
    {
        Options = options;
        Calendar = new DemoCalendar(options.AsOf);
        Network = new DemoNetwork(options);
        Products = new DemoProducts(options, Calendar);
        Events = new DemoEvents(options, Calendar, Products.Families);
        Market = new DemoMarket(options, Calendar, Products, Events);
        ExpectedByMonth = Market.ExpectedByMonth();
        Demand = new DemoDemand(options, Calendar, Network, Market, Products.Items.Length);
        DemandLastYear = Demand.LastYear();
        Production = new DemoProduction(options, Calendar, Products, ExpectedByMonth, DemandLastYear);
        Purchasing = new DemoPurchasing(options, Products);
        Finance = new DemoFinance(options, Calendar, Products, Production);
        _meanLine = new double[Products.Items.Length];
        for (var i = 0; i < _meanLine.Length; i++)
        {
            for (var channel = 0; channel < DemoNetwork.Channels; channel++)
                _meanLine[i] += Market.MeanQuantity[(i * DemoNetwork.Channels) + channel] / DemoNetwork.Channels;
        }
    }

    public DemoOptions Options { get; }

    public DemoCalendar Calendar { get; }

    public DemoNetwork Network { get; }

    public DemoProducts Products { get; }

    public DemoEvents Events { get; }

    public DemoMarket Market { get; }

    /// <summary>[item × months + month], base units.</summary>
    public double[] ExpectedByMonth { get; }

    public DemoDemand Demand { get; }

    /// <summary>Quantity ordered in the last twelve months, [item × 12 + month], base units.</summary>
    public double[] DemandLastYear { get; }

    public DemoProduction Production { get; }

    public DemoPurchasing Purchasing { get; }

    public DemoFinance Finance { get; }

    /// <summary>Mean quantity of an item's order lines over the channels [base units].</summary>
    public double MeanLine(int item) => _meanLine[item];
}
