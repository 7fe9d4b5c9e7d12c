using Concord.Planning.Data;

namespace Concord.Storage.Demo;

/// <summary>
/// Assemblies, components, raw materials and packaging at the plants: made to cover what the week uses, bought when the position falls below its
/// reorder point. What is short comes by an express order, so that parts never stop a line in this company's past.
/// </summary>
internal sealed class DemoParts
{
    private const int Plants = 2;

    private readonly DemoPlan _plan;
    private readonly DemoCalendar _calendar;
    private readonly DemoPart[] _parts;
    private readonly DemoRandom _random;
    private readonly DemoSinks _sinks;
    private readonly double[] _use;
    private readonly double[] _average;
    private readonly double[] _onOrder;
    private readonly List<Purchase> _open = [];
    private readonly int[][] _byLevel;
    private readonly int _lastWorkingDay;
    private int _purchases;
    private int _confirmations;
    private int _month = -1;

    public DemoParts(DemoPlan plan, DemoSinks sinks)
    {
        _plan = plan;
        _calendar = plan.Calendar;
        _parts = plan.Products.Parts;
        _sinks = sinks;
        _random = new DemoRandom(plan.Options.Seed, "parts");
        _use = new double[_parts.Length * Plants];
        _average = new double[_parts.Length * Plants];
        _onOrder = new double[_parts.Length * Plants];
        Stock = new double[_parts.Length * Plants];
        _byLevel = [.. Enumerable.Range(1, 3).Select(level => _parts.Where(p => p.Level == level).Select(p => p.Index).ToArray())];
        _lastWorkingDay = _calendar.Day(_calendar.WorkingOnOrBefore(_calendar.AsOf));
    }

    /// <summary>Stock at the plants, [part × 2 + plant], base units.</summary>
    public double[] Stock { get; }

    /// <summary>Smoothed use of a week, same layout.</summary>
    public IReadOnlyList<double> Average => _average;

    private readonly record struct Purchase(int Number, int Key, Source Source, double Quantity, int Ordered, int Due, int Arrives);

    /// <summary>Notes what an order started this week takes from the plant's stock.</summary>
    public void Use(BillLine[] bill, double started, int plant)
    {
        foreach (var line in bill)
            _use[(line.Part * Plants) + plant] += started * line.Quantity / (1 - line.Scrap);
    }

    public void Week(int day)
    {
        Receive(day);
        foreach (var level in _byLevel)
        {
            foreach (var part in level)
            {
                for (var plant = 0; plant < Plants; plant++)
                {
                    var key = (part * Plants) + plant;
                    var use = _use[key];
                    _use[key] = 0;
                    if (use == 0 && _average[key] == 0)
                        continue;
                    _average[key] = _average[key] == 0 ? use : (.75 * _average[key]) + (.25 * use);
                    if (_parts[part].Level < 3)
                        Make(part, plant, key, use, day);
                    else
                        Buy(part, key, use, day);
                }
            }
        }

        var month = _calendar.Month(_calendar.Date(day));
        if (month != _month)
        {
            _month = month;
            RecordStock(day);
        }
    }

    /// <summary>Open purchases at the cut-off as order rows.</summary>
    public IEnumerable<PurchaseOrder> OpenPurchases() => _open.Where(p => p.Arrives > _calendar.LastDay).Select(p =>
        PurchaseRow(p.Number, "B", p.Source, DemoNetwork.Plants[p.Key % Plants], p.Quantity * p.Source.UnitSize, p.Ordered, p.Due, null));

    /// <summary>A purchase order row; without a day of receipt it is open.</summary>
    public PurchaseOrder PurchaseRow(int number, string series, Source source, string plant, double baseUnits, int ordered, int due, int? received)
    {
        var quantity = Math.Round(baseUnits / source.UnitSize, MidpointRounding.AwayFromZero);
        return new PurchaseOrder
        {
            Order = $"{series}{number:0000000}",
            Line = 1,
            Item = new(source.Item),
            Supplier = _plan.Purchasing.Suppliers[source.Supplier].Id,
            Location = new(plant),
            OrderDate = _calendar.Date(ordered),
            DueDate = _calendar.Date(due),
            ClosedDate = received is { } day ? _calendar.Date(day) : null,
            Quantity = quantity,
            ClosedQuantity = received is null ? 0 : quantity,
            Unit = source.Unit is null ? null : new(source.Unit),
            Price = Math.Round(source.Price * _plan.Finance.CostLevel(_calendar.Date(ordered).Year), 3, MidpointRounding.AwayFromZero),
            Currency = _plan.Purchasing.Suppliers[source.Supplier].Currency,
            Status = received is null ? OrderStatus.Open : OrderStatus.Closed,
        };
    }

    /// <summary>Takes in what has arrived up to the cut-off; call once more when the history ends.</summary>
    public void Receive(int day)
    {
        var kept = 0;
        for (var n = 0; n < _open.Count; n++)
        {
            var purchase = _open[n];
            if (purchase.Arrives > day)
            {
                _open[kept++] = purchase;
                continue;
            }

            var quantity = purchase.Quantity * purchase.Source.UnitSize;
            Stock[purchase.Key] += quantity;
            _onOrder[purchase.Key] -= quantity;
            _sinks.Of<PurchaseOrder>().Write(PurchaseRow(purchase.Number, "B", purchase.Source, DemoNetwork.Plants[purchase.Key % Plants], quantity, purchase.Ordered, purchase.Due, purchase.Arrives));
        }

        _open.RemoveRange(kept, _open.Count - kept);
    }

    private void Make(int index, int plant, int key, double use, int day)
    {
        var part = _parts[index];
        var lacking = use + _average[key] - Stock[key];
        Stock[key] -= use;
        if (lacking <= 0)
            return;
        var quantity = Math.Ceiling(lacking / part.Batch) * part.Batch;
        var started = quantity / part.Yield;
        Stock[key] += quantity;
        Use(part.Bill, started, plant);
        var hours = _plan.Production.PartHours[index];
        _sinks.Of<ProductionHistoryLine>().Write(new ProductionHistoryLine
        {
            Order = $"K{++_confirmations:0000000}",
            Date = _calendar.Date(Math.Min(_calendar.AddWorking(day, _random.Below(4)), _lastWorkingDay)),
            Item = new(part.Id),
            Location = new(DemoNetwork.Plants[plant]),
            Resource = new(part.Resource!),
            Quantity = quantity,
            Scrap = Math.Round(started - quantity, MidpointRounding.AwayFromZero),
            Hours = Math.Round((started * hours) + (quantity / part.Batch * DemoProduction.Setup(hours, part.Batch)), 2, MidpointRounding.AwayFromZero),
        });
    }

    private void Buy(int part, int key, double use, int day)
    {
        var sources = _plan.Purchasing.PartSources[part];
        if (Stock[key] + _onOrder[key] == 0)
            Stock[key] = Math.Ceiling(use * 6);
        Stock[key] -= use;
        var source = sources[0];
        if (Stock[key] < 0)
        {
            // Express: the nearest multiple, here by the end of the day it is asked for.
            var express = source.OrderFor(-Stock[key] + use);
            Stock[key] += express * source.UnitSize;
            _sinks.Of<PurchaseOrder>().Write(PurchaseRow(++_purchases, "B", source, DemoNetwork.Plants[key % Plants], express * source.UnitSize, day, _calendar.AddWorking(day, 1) is var due && due <= _lastWorkingDay ? due : day, Math.Min(_calendar.AddWorking(day, 1), _lastWorkingDay)));
        }

        var weeks = (source.LeadDays / 7.0) + 2.5;
        var position = Stock[key] + _onOrder[key];
        if (position >= _average[key] * weeks)
            return;
        if (sources.Length > 1 && _random.Chance(.2))
            source = sources[1];
        var quantity = source.OrderFor((_average[key] * (weeks + 2)) - position);
        var dueDay = _calendar.AddCalendar(day, source.LeadDays);
        var arrives = _random.Chance(_plan.Purchasing.Suppliers[source.Supplier].Reliability!.Value) ? dueDay : _calendar.AddWorking(dueDay, 4 + _random.Below(26));
        _onOrder[key] += quantity * source.UnitSize;
        _open.Add(new Purchase(++_purchases, key, source, quantity, day, dueDay, arrives));
    }

    private void RecordStock(int day)
    {
        var writer = _sinks.Of<StockHistoryLine>();
        for (var key = 0; key < Stock.Length; key++)
        {
            if (_average[key] > 0)
            {
                writer.Write(new StockHistoryLine
                {
                    Item = new(_parts[key / Plants].Id), Location = new(DemoNetwork.Plants[key % Plants]), Date = _calendar.Date(day), Quantity = Math.Floor(Stock[key]),
                });
            }
        }
    }
}
