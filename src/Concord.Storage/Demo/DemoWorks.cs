using Concord.Planning.Data;

namespace Concord.Storage.Demo;

/// <summary>Goods on their way from a plant to a warehouse.</summary>
internal readonly record struct Shipment(int Number, int Item, int Region, int Quantity, int Sent, int Due, int Arrives);

/// <summary>A released production order of a finished good, or a purchase of a traded one.</summary>
internal readonly record struct Order(int Number, int Item, int Quantity, int Released, int Due, int Done, Source? Source);

/// <summary>
/// The two works as they ran: every Monday planners compare stock with what they expect to sell and release orders, as far as the week's hours
/// (with overtime) reach; finished goods are sent to the warehouses by need. They do not know the future: their forecast is off by family and month,
/// lines stop, suppliers fail. Stock-outs are what follows, none is written by hand.
/// </summary>
internal sealed class DemoWorks
{
    /// <summary>Overtime and Saturday shifts the works can add in a week, on top of regular hours.</summary>
    private const double Stretch = 1.12;
    private const double SafetyFactor = 1.2;

    private readonly DemoPlan _plan;
    private readonly DemoCalendar _calendar;
    private readonly DemoItem[] _items;
    private readonly DemoParts _parts;
    private readonly DemoRandom _random;
    private readonly DemoSinks _sinks;
    private readonly List<Order>?[] _doneOn;
    private readonly List<Shipment>?[] _arrivingOn;
    private readonly double[] _hours;
    private readonly double[] _error;
    private readonly int[] _lineOf;
    private readonly int[] _want;
    private readonly double[] _urgency;
    private readonly int[] _stock;
    private readonly int[] _backlog;
    private int _orders;
    private int _shipments;

    /// <param name="stock">Stock of the warehouses, [item × regions + region]; kept by the order book.</param>
    /// <param name="backlog">Quantity due and not shipped, same layout.</param>
    public DemoWorks(DemoPlan plan, DemoSinks sinks, int[] stock, int[] backlog)
    {
        _plan = plan;
        _calendar = plan.Calendar;
        _items = plan.Products.Items;
        _sinks = sinks;
        _stock = stock;
        _backlog = backlog;
        _random = new DemoRandom(plan.Options.Seed, "works");
        _parts = new DemoParts(plan, sinks);
        var days = (_calendar.Weeks * 7) + 200;
        _doneOn = new List<Order>?[days];
        _arrivingOn = new List<Shipment>?[days];
        _hours = new double[plan.Production.Names.Length];
        _lineOf = [.. _items.Select(i => i.Made ? plan.Production.Index(i.Family.Template.Line!) : -1)];
        _want = new int[_items.Length];
        _urgency = new double[_items.Length];
        OnOrder = new int[_items.Length];
        InTransit = new int[_items.Length * DemoNetwork.Regions];
        _error = new double[plan.Products.Families.Length * _calendar.Months];
        for (var e = 0; e < _error.Length; e++)
            _error[e] = 1 + Math.Clamp(.07 * _random.Normal(), -.2, .2);
        for (var i = 0; i < _items.Length; i++)
        {
            for (var region = 0; region < DemoNetwork.Regions; region++)
                stock[(i * DemoNetwork.Regions) + region] = (int)Math.Ceiling((plan.Market.Expected(i, region, 0) * 4) + Safety(i, region, 0, 3));
        }
    }

    /// <summary>Released and not yet finished, by item.</summary>
    public int[] OnOrder { get; }

    public int[] InTransit { get; }

    /// <summary>Plans the week that begins with <paramref name="day"/>.</summary>
    public void PlanWeek(int day)
    {
        var week = day / 7;
        for (var r = 0; r < _hours.Length; r++)
        {
            _hours[r] = 0;
            for (var d = week * 7; d < (week * 7) + 7; d++)
                _hours[r] += Stretch * _plan.Production.Capacity(r, d);
            foreach (var stop in _plan.Events.Stops)
            {
                if (stop.Resource == _plan.Production.Names[r] && week >= stop.FirstWeek && week <= stop.LastWeek)
                    _hours[r] *= stop.Left;
            }
        }

        for (var i = 0; i < _items.Length; i++)
            Want(i, week);
        // Hours go to the items nearest to running dry first.
        for (var round = 0; round < 3; round++)
        {
            for (var n = 0; n < _items.Length; n++)
            {
                var i = (n + (week * 37)) % _items.Length;
                if (_want[i] > 0 && (round == 2 || _urgency[i] < (round == 0 ? .35 : .65)))
                    Release(i, day);
            }
        }

        _parts.Week(day);
    }

    /// <summary>Finishes what is done today and sends it on; then hands over what arrives at the warehouses.</summary>
    public void Today(int day, Action<int, int> receive)
    {
        if (_doneOn[day] is { } done)
        {
            foreach (var order in done)
                Finish(order, day);
            _doneOn[day] = null;
        }

        if (_arrivingOn[day] is { } arriving)
        {
            foreach (var shipment in arriving)
            {
                var key = (shipment.Item * DemoNetwork.Regions) + shipment.Region;
                InTransit[key] -= shipment.Quantity;
                receive(key, shipment.Quantity);
            }

            _arrivingOn[day] = null;
        }
    }

    /// <summary>Orders released by the cut-off and not finished.</summary>
    public IEnumerable<Order> OpenOrders() => _doneOn.Where(l => l is not null).SelectMany(l => l!).OrderBy(o => o.Number);

    /// <summary>Shipments sent and not arrived.</summary>
    public IEnumerable<Shipment> OpenShipments() => _arrivingOn.Where(l => l is not null).SelectMany(l => l!).OrderBy(s => s.Number);

    public DemoParts Parts => _parts;

    private double Forecast(int item, int region, int week, int weeks)
    {
        double sum = 0;
        for (var w = week; w < week + weeks; w++)
            sum += _plan.Market.Expected(item, region, w);
        var month = Math.Clamp(_calendar.Month(_calendar.Date(week * 7)), 0, _calendar.Months - 1);
        return sum * _error[(_items[item].Family.Index * _calendar.Months) + month];
    }

    /// <summary>Stock against chance: grows with the square root of demand × line size × time.</summary>
    private double Safety(int item, int region, int week, int weeks) =>
        SafetyFactor * Math.Sqrt(Math.Max(.4, _plan.Market.Expected(item, region, week)) * weeks * _plan.MeanLine(item) * 1.7);

    private int Horizon(DemoItem item) =>
        item.Made ? (_lineOf[item.Index] >= 0 && _plan.Production.Resources[_lineOf[item.Index]].PeakLoad > 1 ? 6 : 4) : (_plan.Purchasing.ItemSources[item.Index][0].LeadDays / 7) + 4;

    private void Want(int item, int week)
    {
        _want[item] = 0;
        var weeks = Horizon(_items[item]);
        double target = 0, position = OnOrder[item];
        for (var region = 0; region < DemoNetwork.Regions; region++)
        {
            var key = (item * DemoNetwork.Regions) + region;
            var forecast = Forecast(item, region, week, weeks);
            if (forecast <= 0 && _backlog[key] == 0)
                continue;
            target += forecast + (forecast > 0 ? Safety(item, region, Math.Min(week + 2, _calendar.Weeks - 1), Math.Min(weeks, 5)) : 0);
            position += _stock[key] + InTransit[key] - _backlog[key];
        }

        if (position >= target)
            return;
        var batch = _items[item].Batch;
        _want[item] = (int)Math.Ceiling((target - position) / batch) * batch;
        _urgency[item] = position / target;
    }

    private void Release(int i, int day)
    {
        var item = _items[i];
        var quantity = _want[i];
        foreach (var stop in _plan.Events.Stops)
        {
            if (stop.Family is { } code && item.Made && item.Family.Code == code && day / 7 >= stop.FirstWeek && day / 7 <= stop.LastWeek)
                quantity = (int)(quantity * stop.Left);
        }

        int due, done;
        Source? source = null;
        if (item.Made)
        {
            var perUnit = _plan.Production.ItemHours[i] * 1.08 / DemoProduction.ItemYield;
            quantity = Math.Min(quantity, (int)(_hours[_lineOf[i]] / perUnit));
            if (quantity <= 0)
                return;
            _hours[_lineOf[i]] -= quantity * perUnit;
            due = _calendar.AddWorking(day, 6);
            done = _random.Chance(.08) ? _calendar.AddWorking(day, 7 + _random.Below(5)) : _calendar.AddWorking(day, 4 + _random.Below(3));
            _parts.Use(item.Bill, quantity / DemoProduction.ItemYield, item.Plant);
        }
        else
        {
            var sources = _plan.Purchasing.ItemSources[i];
            source = sources[0];
            quantity = (int)source.OrderFor(quantity);
            if (quantity <= 0)
                return;
            due = _calendar.AddCalendar(day, source.LeadDays);
            done = _random.Chance(_plan.Purchasing.Suppliers[source.Supplier].Reliability!.Value) ? due : _calendar.AddWorking(due, 2 + _random.Below(18));
            foreach (var stop in _plan.Events.Stops)
            {
                if (stop.Family == item.Family.Code && done / 7 >= stop.FirstWeek && done / 7 <= stop.LastWeek)
                    done = _calendar.AddWorking((stop.LastWeek + 1) * 7, _random.Below(5));
            }
        }

        _want[i] = 0;
        OnOrder[i] += quantity;
        (_doneOn[done] ??= []).Add(new Order(++_orders, i, quantity, day, due, done, source));
    }

    private void Finish(Order order, int day)
    {
        var item = _items[order.Item];
        OnOrder[order.Item] -= order.Quantity;
        if (order.Source is { } source)
        {
            _sinks.Of<PurchaseOrder>().Write(_parts.PurchaseRow(order.Number, "Q", source, DemoNetwork.Plants[item.Plant], order.Quantity, order.Released, order.Due, day));
        }
        else
        {
            var started = Math.Round(order.Quantity / DemoProduction.ItemYield, MidpointRounding.AwayFromZero);
            var hours = _plan.Production.ItemHours[order.Item];
            _sinks.Of<ProductionHistoryLine>().Write(new ProductionHistoryLine
            {
                Order = $"M{order.Number:0000000}",
                Date = _calendar.Date(day),
                Item = new(item.Id),
                Location = new(DemoNetwork.Plants[item.Plant]),
                Resource = new(item.Family.Template.Line!),
                Quantity = order.Quantity,
                Scrap = started - order.Quantity,
                Hours = Math.Round((started * hours) + DemoProduction.Setup(hours, item.Batch), 2, MidpointRounding.AwayFromZero),
            });
        }

        Send(order.Item, order.Quantity, day);
    }

    /// <summary>Divides a quantity among the warehouses by what each lacks.</summary>
    private void Send(int item, int quantity, int day)
    {
        Span<double> need = stackalloc double[DemoNetwork.Regions];
        double total = 0;
        for (var region = 0; region < need.Length; region++)
        {
            var key = (item * DemoNetwork.Regions) + region;
            need[region] = Math.Max(.001, Forecast(item, region, day / 7, 5) + Safety(item, region, day / 7, 4) - _stock[key] - InTransit[key] + _backlog[key]);
            total += need[region];
        }

        var left = quantity;
        for (var region = 0; region < need.Length; region++)
        {
            var part = region == need.Length - 1 ? left : Math.Min(left, (int)Math.Round(quantity * need[region] / total, MidpointRounding.AwayFromZero));
            left -= part;
            if (part <= 0)
                continue;
            var due = _calendar.AddCalendar(day, DemoNetwork.LeadTime[_items[item].Plant, region]);
            var arrives = _random.Chance(.06) ? _calendar.AddWorking(due, 1 + _random.Below(3)) : due;
            arrives = Math.Max(arrives, _calendar.AddWorking(day, 1));
            InTransit[(item * DemoNetwork.Regions) + region] += part;
            (_arrivingOn[arrives] ??= []).Add(new Shipment(++_shipments, item, region, part, day, due, arrives));
        }
    }
}
