namespace Concord.Storage.Demo;

/// <summary>A line as a customer orders it. Quantity in base units.</summary>
/// <param name="Order">Number of the order within its day, from 1.</param>
/// <param name="Customer">Position in <see cref="DemoNetwork.Customers"/>.</param>
/// <param name="Ahead">True when placed long before the goods are wanted.</param>
/// <param name="LeavesDay">Day it leaves when there is stock: the due day, or later by the carrier's fault.</param>
internal readonly record struct OrderedLine(int Order, int Number, int Item, int Customer, int Channel, int Region, int Quantity, int DueDay, bool Ahead, int LeavesDay);

/// <summary>
/// Draws what customers order. A day's orders depend on the seed and the day alone (each day has a random stream of its own), never on what could be
/// shipped; so they can be drawn for one year to calibrate the works, and again when the history is played.
/// </summary>
internal sealed class DemoDemand
{
    private const int Regions = DemoNetwork.Regions;
    private const double LateByCarrier = .018;

    private readonly DemoOptions _options;
    private readonly DemoCalendar _calendar;
    private readonly DemoMarket _market;
    private readonly double[][] _cumulated;
    private readonly double[] _total;
    private readonly int[][] _customersOf;
    private readonly double[][] _customerWeights;
    private int _week = -1;

    public DemoDemand(DemoOptions options, DemoCalendar calendar, DemoNetwork network, DemoMarket market, int items)
    {
        _options = options;
        _calendar = calendar;
        _market = market;
        _cumulated = [.. Enumerable.Range(0, DemoNetwork.Segments).Select(_ => new double[items])];
        _total = new double[DemoNetwork.Segments];
        _customersOf = new int[DemoNetwork.Segments][];
        _customerWeights = new double[DemoNetwork.Segments][];
        for (var segment = 0; segment < DemoNetwork.Segments; segment++)
        {
            var at = segment;
            _customersOf[segment] = [.. Enumerable.Range(0, network.Customers.Length).Where(c => network.Customers[c].Segment == at)];
            double sum = 0;
            _customerWeights[segment] = [.. _customersOf[segment].Select(c => sum += network.Customers[c].Weight)];
        }
    }

    /// <summary>Fills a list with the lines ordered on a working day, in the order they are placed.</summary>
    public void Draw(int day, List<OrderedLine> into)
    {
        into.Clear();
        if (day / 7 != _week)
        {
            _week = day / 7;
            _market.Enter(_week);
            for (var segment = 0; segment < DemoNetwork.Segments; segment++)
                _total[segment] = _market.Rates(segment, _week, _cumulated[segment]);
        }

        var random = new DemoRandom(_options.Seed, $"orders of day {day}");
        var share = DemoMarket.WeekdayShare[day % 7];
        var orders = 0;
        for (var segment = 0; segment < DemoNetwork.Segments; segment++)
            Segment(segment, day, random.Poisson(_total[segment] * share), random, into, ref orders);
    }

    /// <summary>Quantity ordered of each item in each of the last twelve months: [item × 12 + month], base units.</summary>
    public double[] LastYear()
    {
        var result = new double[_cumulated[0].Length * 12];
        var lines = new List<OrderedLine>();
        var from = _calendar.MonthStart(DemoCalendar.HistoryMonths - 12);
        for (var day = _calendar.Day(from); day <= _calendar.LastDay; day++)
        {
            var month = _calendar.Month(_calendar.Date(day)) - (DemoCalendar.HistoryMonths - 12);
            if (!_calendar.IsWorking(day) || month > 11)
                continue;
            Draw(day, lines);
            foreach (var line in lines)
                result[(line.Item * 12) + month] += line.Quantity;
        }

        return result;
    }

    private void Segment(int segment, int day, int lines, DemoRandom random, List<OrderedLine> into, ref int orders)
    {
        int channel = segment / Regions, region = segment % Regions;
        while (lines > 0)
        {
            var customer = _customersOf[segment][Find(_customerWeights[segment], random.Uniform())];
            var usual = DemoNetwork.OrderLines[channel];
            var count = Math.Min(lines, usual == 1 ? 1 : 1 + random.Below((2 * usual) - 1));
            // Retailers and public buyers place part of their orders long before they want the goods.
            var ahead = channel is 0 or 3 && random.Chance(.06) ? 15 + random.Below(25) : 0;
            var due = _calendar.AddWorking(day, DemoNetwork.DueDays[channel] + ahead + random.Below(3));
            orders++;
            for (var n = 1; n <= count; n++)
            {
                var item = Find(_cumulated[segment], random.Uniform());
                var quantity = _market.LineQuantity(item, channel, random.Uniform());
                var leaves = random.Chance(LateByCarrier) ? _calendar.AddWorking(due, 1 + random.Below(4)) : due;
                into.Add(new OrderedLine(orders, n, item, customer, channel, region, quantity, due, ahead > 0, leaves));
            }

            lines -= count;
        }
    }

    /// <summary>The position whose share of a cumulated total a uniform draw falls into.</summary>
    private static int Find(double[] cumulated, double draw)
    {
        var target = draw * cumulated[^1];
        int low = 0, high = cumulated.Length - 1;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (cumulated[middle] > target)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}
