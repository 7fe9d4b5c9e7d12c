using Concord.Planning.Data.Measures;

namespace Concord.Planning.Cube;

/// <summary>
/// Coordinates of a grain as pairs of small numbers, so that millions of rows find their series without touching text: the item, and the place,
/// which is all other keys together (location, channel and region; or lane; or resource). Written by one thread.
/// </summary>
internal sealed class SeriesIndex
{
    private readonly Dictionary<string, int> _items = new(StringComparer.Ordinal);
    private readonly List<string> _itemNames = [];
    private readonly Dictionary<(string, string, string), int> _places = [];
    private readonly List<(string, string, string)> _placeNames = [];
    private readonly Dictionary<long, int> _series = [];
    private readonly List<(int Item, int Place)> _pairs = [];
    private readonly bool _hasItem;
    private readonly int _placeKeys;

    public SeriesIndex(Grain grain)
    {
        var keys = SeriesCatalog.KeysOf(grain);
        _hasItem = grain.HasFlag(Grain.Item);
        _placeKeys = keys.Count - (_hasItem ? 1 : 0);
        if (_placeKeys > 3)
            throw new ArgumentException($"The grain {grain} has {keys.Count} keys; an item and three more can be told apart.", nameof(grain));
    }

    /// <summary>The index of a catalog: each coordinate has the number it has there.</summary>
    public SeriesIndex(SeriesCatalog catalog)
        : this(catalog.Grain)
    {
        var first = _hasItem ? 1 : 0;
        for (var series = 0; series < catalog.Count; series++)
        {
            Add(
                Item(_hasItem ? Member(0, series) : ""),
                Place(
                    _placeKeys > 0 ? Member(first, series) : "", _placeKeys > 1 ? Member(first + 1, series) : "", _placeKeys > 2 ? Member(first + 2, series) : ""));
        }

        string Member(int key, int series) => catalog.Members(key)[catalog.Codes(key)[series]];
    }

    /// <summary>Series so far.</summary>
    public int Count => _pairs.Count;

    /// <summary>Item and place of each series.</summary>
    public IReadOnlyList<(int Item, int Place)> Pairs => _pairs;

    /// <summary>The number of an item, a new one when it is new. Grains without items have one item without a name.</summary>
    public int Item(string item)
    {
        if (_items.TryGetValue(item, out var code))
            return code;
        _items.Add(item, _itemNames.Count);
        _itemNames.Add(item);
        return _itemNames.Count - 1;
    }

    /// <summary>The number of a place, a new one when it is new. Keys the grain does not have are empty.</summary>
    public int Place(string first, string second = "", string third = "")
    {
        if (_places.TryGetValue((first, second, third), out var code))
            return code;
        _places.Add((first, second, third), _placeNames.Count);
        _placeNames.Add((first, second, third));
        return _placeNames.Count - 1;
    }

    public string ItemName(int item) => _itemNames[item];

    public (string First, string Second, string Third) PlaceName(int place) => _placeNames[place];

    /// <summary>The number of the series, a new one when it is new.</summary>
    public int Add(int item, int place)
    {
        var key = ((long)item << 32) | (uint)place;
        if (_series.TryGetValue(key, out var series))
            return series;
        _series.Add(key, _pairs.Count);
        _pairs.Add((item, place));
        return _pairs.Count - 1;
    }

    /// <summary>The number of the series, or -1.</summary>
    public int Find(int item, int place) => _series.GetValueOrDefault(((long)item << 32) | (uint)place, -1);

    /// <summary>The number of the series by its names, or -1. Adds nothing, so that any number of threads may ask.</summary>
    public int TryFind(string item, (string First, string Second, string Third) place) =>
        _items.TryGetValue(item, out var code) && _places.TryGetValue(place, out var at) ? Find(code, at) : -1;

    /// <summary>The coordinates, with items in the order of their ranks and places in ordinal order within an item.</summary>
    /// <param name="rank">Rank of an item by its name; equal ranks are ordered by name.</param>
    public IReadOnlyList<string[]> Sorted(Func<string, int> rank)
    {
        var itemOrder = Positions([.. Enumerable.Range(0, _itemNames.Count).OrderBy(i => rank(_itemNames[i])).ThenBy(i => _itemNames[i], StringComparer.Ordinal)]);
        var placeOrder = Positions([.. Enumerable.Range(0, _placeNames.Count)
            .OrderBy(p => _placeNames[p].Item1, StringComparer.Ordinal).ThenBy(p => _placeNames[p].Item2, StringComparer.Ordinal).ThenBy(p => _placeNames[p].Item3, StringComparer.Ordinal)]);
        var keys = new long[_pairs.Count];
        var order = new int[_pairs.Count];
        for (var series = 0; series < order.Length; series++)
            (keys[series], order[series]) = (((long)itemOrder[_pairs[series].Item] << 32) | (uint)placeOrder[_pairs[series].Place], series);
        Array.Sort(keys, order);
        return Array.ConvertAll(order, series => Coordinate(_pairs[series]));
    }

    private string[] Coordinate((int Item, int Place) pair)
    {
        var (first, second, third) = _placeNames[pair.Place];
        string[] place = _placeKeys switch { 0 => [], 1 => [first], 2 => [first, second], _ => [first, second, third] };
        return _hasItem ? [_itemNames[pair.Item], .. place] : place;
    }

    private static int[] Positions(int[] order)
    {
        var positions = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
            positions[order[i]] = i;
        return positions;
    }
}
