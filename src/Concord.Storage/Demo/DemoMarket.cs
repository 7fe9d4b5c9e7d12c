namespace Concord.Storage.Demo;

/// <summary>
/// The demand model: how many order lines each item gets in each segment (channel × region) in a week, and of what quantity.
/// rate = item's base × trend × life × cannibalisation × season(family, region) × weather × promotions × shifts × mix(category, channel) × region share.
/// The planners of the demo know the expectation; the order book draws around it, with a surprise per family and week that nobody knew.
/// </summary>
internal sealed class DemoMarket
{
    /// <summary>Share of a five-day week's orders by weekday, Monday first.</summary>
    public static readonly double[] WeekdayShare = [.23, .22, .20, .19, .16, 0, 0];

    /// <summary>Mean over all items at the start of the history, at every scale.</summary>
    private const double LinesPerItemAndWeek = 3.8;
    private const double WeatherEffect = .035;

    private static readonly double[] RegionShare = [.5, .27, .23];

    private readonly DemoCalendar _calendar;
    private readonly DemoEvents _events;
    private readonly DemoItem[] _items;
    private readonly DemoFamily[] _families;
    private readonly double[] _base;
    private readonly double[] _trend;
    private readonly int[] _victim;
    private readonly double[] _level;
    private readonly double[] _factor;
    private readonly double[] _season;
    private readonly float[] _surprise;
    private readonly float[] _expected;
    private readonly int _gapItem;
    private readonly int _gapFirst;
    private readonly int _gapLast;

    public DemoMarket(DemoOptions options, DemoCalendar calendar, DemoProducts products, DemoEvents events)
    {
        _calendar = calendar;
        _events = events;
        _items = products.Items;
        _families = products.Families;
        var random = new DemoRandom(options.Seed, "market");
        _gapItem = Array.FindIndex(_items, i => i.Id == DemoFaults.GapItem);
        _gapFirst = calendar.Day(calendar.MonthStart(DemoCalendar.HistoryMonths - 20)) / 7;
        _gapLast = _gapFirst + DemoFaults.GapWeeks - 1;

        _base = new double[_items.Length];
        _trend = new double[_items.Length];
        _victim = new int[_items.Length];
        var firstOfFamily = 0;
        for (var i = 0; i < _items.Length; i++)
        {
            var item = _items[i];
            var t = item.Family.Template;
            if (item.Rank == 0)
                firstOfFamily = i;
            var better = 1.9 / (1 + (.28 * (item.Rank % 10)));
            _base[i] = item.Life.Intermittent ? .06 : t.Popularity * better * random.Between(.85, 1.15);
            _trend[i] = t.Growth + random.Between(-.015, .015);
            _victim[i] = item.Life.Cannibalises < 0 ? -1 : firstOfFamily + item.Life.Cannibalises;
        }

        var perItem = LinesPerItemAndWeek * _items.Length / _base.Sum();
        for (var i = 0; i < _base.Length; i++)
            _base[i] *= perItem;

        MeanQuantity = new float[_items.Length * DemoNetwork.Channels];
        for (var i = 0; i < _items.Length; i++)
        {
            for (var channel = 0; channel < DemoNetwork.Channels; channel++)
            {
                double sum = 0;
                for (var n = 0; n < 64; n++)
                    sum += LineQuantity(i, channel, (n + .5) / 64);
                MeanQuantity[(i * DemoNetwork.Channels) + channel] = (float)(sum / 64);
            }
        }

        Weather = Anomalies(random);
        _season = Seasons();
        _surprise = Surprises(random);
        _level = new double[_items.Length];
        _factor = new double[_families.Length * DemoNetwork.Segments];
        _expected = new float[_items.Length * DemoNetwork.Regions * calendar.Weeks];
        Expect();
    }

    /// <summary>Mean quantity of an order line: [item × channels + channel].</summary>
    public float[] MeanQuantity { get; }

    /// <summary>Deviation of the temperature from its norm [K]: [month × regions + region], over the history.</summary>
    public double[] Weather { get; }

    /// <summary>Quantity the market is expected to order of an item in a week of five working days [base units].</summary>
    public double Expected(int item, int region, int week) => _expected[(((item * DemoNetwork.Regions) + region) * _calendar.Weeks) + Math.Min(week, _calendar.Weeks - 1)];

    /// <summary>Expected quantity of an item in a month, over all regions [base units]: [item × months + month].</summary>
    public double[] ExpectedByMonth()
    {
        var months = _calendar.Months;
        var result = new double[_items.Length * months];
        for (var day = _calendar.FirstDay; day < _calendar.Weeks * 7; day++)
        {
            var month = _calendar.Month(_calendar.Date(day));
            if (!_calendar.IsWorking(day) || month >= months)
                continue;
            var share = WeekdayShare[day % 7];
            for (var i = 0; i < _items.Length; i++)
            {
                for (var region = 0; region < DemoNetwork.Regions; region++)
                    result[(i * months) + month] += share * Expected(i, region, day / 7);
            }
        }

        return result;
    }

    /// <summary>The quantity of an order line [base units], for a uniform draw: skewed, at least 1, whole cases from retailers.</summary>
    public int LineQuantity(int item, int channel, double draw)
    {
        var t = _items[item].Family.Template;
        var mean = DemoNetwork.LineQuantity[channel] * t.LineSize * (_items[item].Life.Intermittent ? 2.5 : 1);
        var quantity = mean * (.3 + (2.1 * draw * draw));
        return channel == 0 && t.CaseSize > 1
            ? t.CaseSize * Math.Max(1, (int)((quantity / t.CaseSize) + .5))
            : Math.Max(1, (int)(quantity + .5));
    }

    /// <summary>Prepares <see cref="Rates"/> for a week.</summary>
    public void Enter(int week)
    {
        var years = week / 52.18;
        for (var i = 0; i < _items.Length; i++)
            _level[i] = _base[i] * (1 + (_trend[i] * years)) * _items[i].Life.Level(week);
        for (var i = 0; i < _items.Length; i++)
        {
            if (_victim[i] >= 0)
                _level[_victim[i]] *= 1 - (_items[i].Life.Share * _items[i].Life.Ramp(week));
        }

        if (_gapItem >= 0 && week >= _gapFirst && week <= _gapLast)
            _level[_gapItem] = 0;

        for (var f = 0; f < _families.Length; f++)
        {
            for (var segment = 0; segment < DemoNetwork.Segments; segment++)
            {
                int channel = segment / DemoNetwork.Regions, region = segment % DemoNetwork.Regions;
                _factor[(f * DemoNetwork.Segments) + segment] =
                    Mix(_families[f].Template.Category, channel) * RegionShare[region] * _season[(((f * DemoNetwork.Regions) + region) * _calendar.Weeks) + week];
            }
        }

        foreach (var promotion in _events.Promotions)
        {
            var after = week - promotion.LastWeek;
            var effect = week < promotion.FirstWeek || after > 2 ? 1 : after <= 0 ? 1 + promotion.Uplift : 1 - DemoEvents.Dip;
            if (effect != 1)
                Multiply(promotion.Family, promotion.Channel, -1, effect);
        }

        foreach (var shift in _events.Shifts)
        {
            if (week >= shift.FirstWeek && week <= shift.LastWeek)
                Multiply(shift.Family, shift.Channel, shift.Region, 1 + shift.Effect);
        }
    }

    /// <summary>Order lines of the week that was entered, cumulated over the items: [n] = lines of items 0 … n. Returns the total.</summary>
    public double Rates(int segment, int week, Span<double> cumulated)
    {
        double sum = 0;
        for (var i = 0; i < cumulated.Length; i++)
        {
            var family = _items[i].Family.Index;
            sum += _level[i] * _factor[(family * DemoNetwork.Segments) + segment] * _surprise[(family * _calendar.Weeks) + week];
            cumulated[i] = sum;
        }

        return sum;
    }

    private void Multiply(int family, int channel, int region, double by)
    {
        for (var f = family < 0 ? 0 : family; f < (family < 0 ? _families.Length : family + 1); f++)
        {
            for (var segment = 0; segment < DemoNetwork.Segments; segment++)
            {
                if ((channel < 0 || segment / DemoNetwork.Regions == channel) && (region < 0 || segment % DemoNetwork.Regions == region))
                    _factor[(f * DemoNetwork.Segments) + segment] *= by;
            }
        }
    }

    private void Expect()
    {
        for (var week = 0; week < _calendar.Weeks; week++)
        {
            Enter(week);
            for (var i = 0; i < _items.Length; i++)
            {
                var family = _items[i].Family.Index;
                for (var region = 0; region < DemoNetwork.Regions; region++)
                {
                    double quantity = 0;
                    for (var channel = 0; channel < DemoNetwork.Channels; channel++)
                        quantity += _factor[(family * DemoNetwork.Segments) + (channel * DemoNetwork.Regions) + region] * MeanQuantity[(i * DemoNetwork.Channels) + channel];
                    _expected[(((i * DemoNetwork.Regions) + region) * _calendar.Weeks) + week] = (float)(quantity * _level[i]);
                }
            }
        }
    }

    private static double Mix(string category, int channel) => (category switch
    {
        "Lawn machines" => (double[])[.26, .40, .20, .14],
        "Handheld power tools" => [.28, .34, .22, .16],
        "Lawn care" => [.46, .12, .18, .24],
        "Hand tools" => [.42, .18, .26, .14],
        "Outdoor living" => [.42, .12, .40, .06],
        "Watering" => [.40, .16, .30, .14],
        _ => [.34, .22, .32, .12],
    })[channel];

    private double[] Anomalies(DemoRandom random)
    {
        var result = new double[_calendar.Months * DemoNetwork.Regions];
        var common = 0.0;
        for (var month = 0; month < _calendar.Months; month++)
        {
            common = (.4 * common) + (1.1 * random.Normal());
            for (var region = 0; region < DemoNetwork.Regions; region++)
                result[(month * DemoNetwork.Regions) + region] = Math.Round(common + (.5 * random.Normal()) + .4, 1, MidpointRounding.AwayFromZero);
        }

        return result;
    }

    /// <summary>Season × weather: [(family × regions + region) × weeks + week]. Spring comes two weeks earlier in the south, one later on the Isles. Weather beyond the cut-off is the norm.</summary>
    private double[] Seasons()
    {
        int[] shiftDays = [0, -7, 14];
        var result = new double[_families.Length * DemoNetwork.Regions * _calendar.Weeks];
        for (var f = 0; f < _families.Length; f++)
        {
            var season = _families[f].Template.Season;
            var profile = DemoFamilies.Profile(season);
            for (var region = 0; region < DemoNetwork.Regions; region++)
            {
                for (var week = 0; week < _calendar.Weeks; week++)
                {
                    var middle = _calendar.Date((week * 7) + 3);
                    var place = middle.AddDays(shiftDays[region]);
                    var within = (place.Day - .5) / DateTime.DaysInMonth(place.Year, place.Month);
                    var neighbour = within < .5 ? (place.Month + 10) % 12 : place.Month % 12;
                    var weight = Math.Abs(within - .5);
                    var value = (profile[place.Month - 1] * (1 - weight)) + (profile[neighbour] * weight);
                    var month = _calendar.Month(middle);
                    if (season is Season.Spring or Season.EarlySpring or Season.Summer && month >= 0 && month < DemoCalendar.HistoryMonths)
                        value *= 1 + (WeatherEffect * Weather[(month * DemoNetwork.Regions) + region]);
                    result[(((f * DemoNetwork.Regions) + region) * _calendar.Weeks) + week] = value;
                }
            }
        }

        return result;
    }

    private float[] Surprises(DemoRandom random)
    {
        var result = new float[_families.Length * _calendar.Weeks];
        for (var f = 0; f < _families.Length; f++)
        {
            var state = 0.0;
            for (var week = 0; week < _calendar.Weeks; week++)
            {
                state = (.5 * state) + (.05 * random.Normal());
                result[(f * _calendar.Weeks) + week] = (float)(1 + Math.Clamp(state, -.3, .3));
            }
        }

        return result;
    }
}
