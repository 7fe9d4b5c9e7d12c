using Concord.Planning.Data;
using Concord.Storage.Data;

namespace Concord.Storage.Demo;

/// <summary>
/// Plays 48 months day by day: customers order, the warehouses ship what they have when it is due, the rest waits in line for the next receipt.
/// Lines leave for the file in the order they were placed as soon as they are settled, so memory holds the open ones only.
/// </summary>
internal sealed class DemoOrderBook
{
    private const int Regions = DemoNetwork.Regions;

    /// <summary>Working days past due after which a customer gives up.</summary>
    private const int Patience = 22;

    private readonly DemoPlan _plan;
    private readonly DemoCalendar _calendar;
    private readonly DemoRandom _random;
    private readonly DemoWorks _works;
    private readonly CanonicalCsvWriter<SalesHistoryLine> _history;
    private readonly CanonicalCsvWriter<StockHistoryLine> _stockHistory;
    private readonly DemoLines _lines = new();
    private readonly List<OrderedLine> _today = [];
    private readonly int[] _dueHead;
    private readonly int[] _firstWaiting;
    private readonly int[] _lastWaiting;
    private readonly int[] _backlog;
    private readonly int[] _emptyDays;
    private readonly double[] _week;
    private readonly double[] _discount;
    private readonly double[] _price;
    private readonly ItemId[] _itemIds;
    private int _orders;
    private int _day;
    private int _pricesOf;

    public DemoOrderBook(DemoPlan plan, DemoSinks sinks)
    {
        _plan = plan;
        _calendar = plan.Calendar;
        _random = new DemoRandom(plan.Options.Seed, "promises");
        _history = sinks.Of<SalesHistoryLine>();
        _stockHistory = sinks.Of<StockHistoryLine>();
        var items = plan.Products.Items.Length;
        Stock = new int[items * Regions];
        _backlog = new int[items * Regions];
        _emptyDays = new int[items * Regions];
        _week = new double[items * Regions];
        WeeklySum = new double[items * Regions];
        WeeklySquares = new double[items * Regions];
        _firstWaiting = new int[items * Regions];
        _lastWaiting = new int[items * Regions];
        Array.Fill(_firstWaiting, -1);
        _dueHead = new int[(_calendar.Weeks * 7) + 200];
        Array.Fill(_dueHead, -1);
        _works = new DemoWorks(plan, sinks, Stock, _backlog);
        _discount = new double[plan.Products.Families.Length * DemoNetwork.Channels];
        _price = new double[items * DemoNetwork.Channels * 2];
        _itemIds = [.. plan.Products.Items.Select(i => new ItemId(i.Id))];
    }

    /// <summary>Stock of the warehouses, [item × regions + region].</summary>
    public int[] Stock { get; }

    /// <summary>Sum and sum of squares of weekly demand over the last 52 weeks, same layout.</summary>
    public double[] WeeklySum { get; }

    /// <inheritdoc cref="WeeklySum"/>
    public double[] WeeklySquares { get; }

    public DemoWorks Works => _works;

    /// <summary>Lines due by the cut-off.</summary>
    public long LinesDue { get; private set; }

    /// <summary>Of these, shipped in full by the day asked for.</summary>
    public long LinesOnTimeInFull { get; private set; }

    /// <summary>Lines neither shipped in full nor given up at the cut-off; filled when the history ends.</summary>
    public List<SalesOrder> Open { get; } = [];

    public void Play()
    {
        var planned = -1;
        for (_day = _calendar.FirstDay; _day <= _calendar.LastDay; _day++)
        {
            if (!_calendar.IsWorking(_day))
                continue;
            var week = _day / 7;
            if (week != planned)
            {
                planned = week;
                BeginWeek(week);
            }

            PricesOf(_calendar.Date(_day).Year);
            _works.Today(_day, Receive);
            ShipDue();
            _plan.Demand.Draw(_day, _today);
            Book();
            for (var key = 0; key < Stock.Length; key++)
            {
                if (Stock[key] == 0)
                    _emptyDays[key]++;
            }

            if (_calendar.AddWorking(_day, 1) / 7 != week || _calendar.AddWorking(_day, 1) > _calendar.LastDay)
                EndWeek();
            Drain(all: false);
        }

        Drain(all: true);
    }

    private void BeginWeek(int week)
    {
        _works.PlanWeek(_day);
        Array.Clear(_discount);
        foreach (var promotion in _plan.Events.Promotions)
        {
            if (week >= promotion.FirstWeek && week <= promotion.LastWeek)
                _discount[(promotion.Family * DemoNetwork.Channels) + promotion.Channel] = promotion.Discount;
        }
    }

    private void PricesOf(int year)
    {
        if (year == _pricesOf)
            return;
        _pricesOf = year;
        for (var i = 0; i < _itemIds.Length; i++)
        {
            for (var n = 0; n < DemoNetwork.Channels * 2; n++)
                _price[(i * DemoNetwork.Channels * 2) + n] = _plan.Finance.NetPrice(i, n / 2, n % 2 == 1, year);
        }
    }

    private void Book()
    {
        var taken = _orders;
        foreach (var ordered in _today)
        {
            var family = _plan.Products.Items[ordered.Item].Family;
            var key = (ordered.Item * Regions) + ordered.Region;
            var pounds = ordered.Region == DemoNetwork.British ? 1 : 0;
            var discount = 1 - _discount[(family.Index * DemoNetwork.Channels) + ordered.Channel];
            _orders = taken + ordered.Order;
            ref var line = ref _lines.Add(out var number);
            line = new DemoLine
            {
                Order = _orders,
                Number = ordered.Number,
                Item = ordered.Item,
                Customer = ordered.Customer,
                Region = ordered.Region,
                Quantity = ordered.Quantity,
                Case = ordered.Channel == 0 ? family.Template.CaseSize : 1,
                OrderDay = _day,
                DueDay = ordered.DueDay,
                PromisedDay = Stock[key] < ordered.Quantity && !ordered.Ahead ? _calendar.AddWorking(ordered.DueDay, 2 + _random.Below(6)) : ordered.DueDay,
                ShippedDay = -1,
                Price = Math.Round(_price[(ordered.Item * DemoNetwork.Channels * 2) + (ordered.Channel * 2) + pounds] * discount, 2, MidpointRounding.AwayFromZero),
                Next = _dueHead[ordered.LeavesDay],
            };
            _dueHead[ordered.LeavesDay] = number;
            _week[key] += ordered.Quantity;
        }
    }

    private void ShipDue()
    {
        var number = _dueHead[_day];
        while (number >= 0)
        {
            ref var line = ref _lines[number];
            var next = line.Next;
            var key = (line.Item * Regions) + line.Region;
            line.Next = -1;
            if (_firstWaiting[key] >= 0 || !Ship(ref line, key))
            {
                _backlog[key] += line.Quantity - line.Shipped;
                if (_firstWaiting[key] < 0)
                    _firstWaiting[key] = number;
                else
                    _lines[_lastWaiting[key]].Next = number;
                _lastWaiting[key] = number;
            }

            number = next;
        }
    }

    private void Receive(int key, int quantity)
    {
        Stock[key] += quantity;
        while (_firstWaiting[key] >= 0)
        {
            ref var line = ref _lines[_firstWaiting[key]];
            var before = line.Shipped;
            var complete = Ship(ref line, key);
            _backlog[key] -= line.Shipped - before;
            if (!complete)
                break;
            _firstWaiting[key] = line.Next;
        }
    }

    /// <summary>Ships what there is; a part only when it is worth a parcel: three tenths of the line, in whole cases. True when the line is complete.</summary>
    private bool Ship(ref DemoLine line, int key)
    {
        var open = line.Quantity - line.Shipped;
        var ships = Stock[key] >= open ? open : Stock[key] / line.Case * line.Case;
        if (ships < open && ships < .3 * line.Quantity)
            return false;
        Stock[key] -= ships;
        line.Shipped += ships;
        line.ShippedDay = _day;
        line.Settled = line.Shipped == line.Quantity;
        return line.Settled;
    }

    private void EndWeek()
    {
        for (var key = 0; key < Stock.Length; key++)
        {
            while (_firstWaiting[key] >= 0)
            {
                ref var line = ref _lines[_firstWaiting[key]];
                if (_calendar.AddWorking(line.DueDay, Patience) > _day)
                    break;
                line.Settled = true;
                _backlog[key] -= line.Quantity - line.Shipped;
                _firstWaiting[key] = line.Next;
            }

            if (_day > _calendar.LastDay - 364)
            {
                WeeklySum[key] += _week[key];
                WeeklySquares[key] += _week[key] * _week[key];
            }

            _week[key] = 0;
            var item = _plan.Products.Items[key / Regions];
            if (_day / 7 >= item.Life.LaunchWeek && _day / 7 <= item.Life.EndWeek)
            {
                _stockHistory.Write(new StockHistoryLine
                {
                    Item = _itemIds[key / Regions],
                    Location = _plan.Network.Locations[2 + (key % Regions)].Id,
                    Date = _calendar.Date(_day),
                    Quantity = Stock[key],
                    StockoutDays = _emptyDays[key],
                });
            }

            _emptyDays[key] = 0;
        }
    }

    private void Drain(bool all)
    {
        var id = "";
        var order = -1;
        while (_lines.Count > 0 && (all || _lines.First.Settled))
        {
            ref var line = ref _lines.First;
            if (line.Order != order)
            {
                order = line.Order;
                id = $"S{order:00000000}";
            }

            var customer = _plan.Network.Customers[line.Customer].Row;
            var inCases = line.Case > 1;
            DateOnly? shipped = line.ShippedDay < 0 ? null : _calendar.Date(line.ShippedDay);
            var row = new SalesHistoryLine
            {
                Order = id,
                Line = line.Number,
                Item = _itemIds[line.Item],
                Customer = customer.Id,
                Location = customer.Location,
                OrderDate = _calendar.Date(line.OrderDay),
                DueDate = _calendar.Date(line.DueDay),
                PromisedDate = _calendar.Date(line.PromisedDay),
                ShippedDate = shipped,
                Quantity = line.Quantity / line.Case,
                ShippedQuantity = line.Shipped / line.Case,
                Unit = inCases ? new("CS") : null,
                Price = inCases ? Math.Round(line.Price * line.Case, 2, MidpointRounding.AwayFromZero) : line.Price,
                Currency = customer.Currency,
            };
            _history.Write(row);
            if (line.DueDay <= _calendar.LastDay)
            {
                LinesDue++;
                if (line.Shipped == line.Quantity && line.ShippedDay <= line.DueDay)
                    LinesOnTimeInFull++;
            }

            if (!line.Settled)
            {
                Open.Add(new SalesOrder
                {
                    Order = row.Order, Line = row.Line, Item = row.Item, Customer = row.Customer, Location = row.Location, OrderDate = row.OrderDate, DueDate = row.DueDate!.Value,
                    PromisedDate = row.PromisedDate, ClosedDate = row.ShippedDate, Quantity = row.Quantity, ClosedQuantity = row.ShippedQuantity!.Value, Unit = row.Unit,
                    Price = row.Price, Currency = row.Currency, Status = OrderStatus.Open,
                });
            }

            _lines.RemoveFirst();
        }
    }
}
