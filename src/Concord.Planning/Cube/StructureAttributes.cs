using Concord.Planning.Data;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Cube;

/// <summary>What the master data of one dataset say of the members of keys: their attributes, their titles, and which of them exist.</summary>
internal sealed class StructureAttributes
{
    /// <summary>Attributes that are derived from each key, in the order in which screens offer them.</summary>
    private readonly Dictionary<string, List<(string Name, Dictionary<string, string?> Members)>> _derived = new(StringComparer.Ordinal);

    /// <summary>Members of keys whose existence the master data decide.</summary>
    private readonly Dictionary<string, HashSet<string>> _known = new(StringComparer.Ordinal);
    private readonly HashSet<(string, string, string)> _lanes;

    public StructureAttributes(Dataset dataset)
    {
        var items = dataset.Rows<Item>();
        Derive("item", items, i => i.Id.Value,
            ("category", i => i.Category), ("family", i => i.Family), ("brand", i => i.Brand), ("item_type", i => Word(i.Type)), ("item_source", i => Word(i.Source)),
            ("stage", i => Word(i.Stage)), ("planning_unit", i => (i.PlanningUnit ?? i.Unit).Value));
        Derive("location", dataset.Rows<Location>(), l => l.Id.Value,
            ("location_type", l => Word(l.Type)), ("location_region", l => l.Region), ("country", l => l.Country));
        Derive("supplier", dataset.Rows<Supplier>(), s => s.Id.Value, ("supplier_country", s => s.Country));
        var locations = dataset.Rows<Location>().DistinctBy(l => l.Id).ToDictionary(l => l.Id);
        Derive("resource", dataset.Rows<Resource>(), r => r.Id.Value,
            ("resource_type", r => Word(r.Type)), ("location", r => r.Location.Value), ("location_type", r => locations.GetValueOrDefault(r.Location) is { } l ? Word(l.Type) : null),
            ("location_region", r => locations.GetValueOrDefault(r.Location)?.Region), ("country", r => locations.GetValueOrDefault(r.Location)?.Country));
        DeriveOwn(dataset.Rows<ItemAttribute>());
        _known["from_location"] = _known["to_location"] = _known["location"];
        _known["location"] = [.. _known["location"], SeriesAttribute.None];
        _lanes = [.. dataset.Rows<Lane>().Select(l => (l.From.Value, l.To.Value, l.Mode))];
        var locationTitles = TitlesOf(dataset.Rows<Location>(), l => l.Id.Value, l => l.Description);
        Titles = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal)
        {
            ["item"] = TitlesOf(items, i => i.Id.Value, i => i.Description),
            ["location"] = locationTitles,
            ["from_location"] = locationTitles,
            ["to_location"] = locationTitles,
            ["supplier"] = TitlesOf(dataset.Rows<Supplier>(), s => s.Id.Value, s => s.Description),
            ["resource"] = TitlesOf(dataset.Rows<Resource>(), r => r.Id.Value, r => r.Description),
            ["planning_unit"] = TitlesOf(dataset.Rows<Unit>(), u => u.Id.Value, u => u.Description),
        };
    }

    /// <summary>What people read beside a member: its description, by attribute and member. Members without one are left out.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Titles { get; }

    /// <summary>The attributes of the series of a catalog.</summary>
    public SeriesAttributes Of(SeriesCatalog catalog)
    {
        var present = Present(catalog);
        var attributes = new List<SeriesAttribute>();
        for (var key = 0; key < catalog.Keys.Count; key++)
        {
            // The hierarchy comes before the member itself: category, family, item.
            var derived = _derived.GetValueOrDefault(catalog.Keys[key]) ?? [];
            foreach (var (name, members) in derived)
                attributes.Add(Attribute(name, catalog, key, member => members.GetValueOrDefault(member), present));
            attributes.Add(Attribute(catalog.Keys[key], catalog, key, member => member, present));
        }

        return new SeriesAttributes(catalog, attributes, present);
    }

    private bool[] Present(SeriesCatalog catalog)
    {
        var present = new bool[catalog.Count];
        Array.Fill(present, true);
        for (var key = 0; key < catalog.Keys.Count; key++)
        {
            if (!_known.TryGetValue(catalog.Keys[key], out var known))
                continue;
            var members = catalog.Members(key);
            var exists = new bool[members.Length];
            for (var code = 0; code < exists.Length; code++)
                exists[code] = known.Contains(members[code]);
            var codes = catalog.Codes(key);
            for (var series = 0; series < present.Length; series++)
                present[series] &= exists[codes[series]];
        }

        if (catalog.Grain.HasFlag(Grain.Lane))
        {
            var first = catalog.Grain.HasFlag(Grain.Item) ? 1 : 0;
            for (var series = 0; series < present.Length; series++)
            {
                if (present[series] && catalog.Coordinate(series) is var c)
                    present[series] = _lanes.Contains((c[first], c[first + 1], c[first + 2]));
            }
        }

        return present;
    }

    private static SeriesAttribute Attribute(string name, SeriesCatalog catalog, int key, Func<string, string?> memberOf, bool[] present)
    {
        var keys = catalog.Members(key);
        var codes = catalog.Codes(key);
        var used = new bool[keys.Length];
        for (var series = 0; series < present.Length; series++)
            used[codes[series]] |= present[series];
        var texts = new string[keys.Length];
        for (var code = 0; code < texts.Length; code++)
            texts[code] = used[code] ? DemandPlaces.Named(memberOf(keys[code])) : "";
        string[] members = [.. texts.Where((_, code) => used[code]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var position = members.Index().ToDictionary(m => m.Item, m => m.Index, StringComparer.Ordinal);
        var codeOf = Array.ConvertAll(texts, text => position.GetValueOrDefault(text, -1));
        var of = new int[present.Length];
        for (var series = 0; series < of.Length; series++)
            of[series] = present[series] ? codeOf[codes[series]] : -1;
        return new SeriesAttribute(name, members, of);
    }

    private void Derive<T>(string key, IReadOnlyList<T> rows, Func<T, string> id, params ReadOnlySpan<(string Name, Func<T, string?> Member)> attributes)
    {
        var derived = new List<(string, Dictionary<string, string?>)>();
        foreach (var (name, member) in attributes)
        {
            var members = new Dictionary<string, string?>(rows.Count, StringComparer.Ordinal);
            foreach (var row in rows)
                members[id(row)] = member(row);
            derived.Add((name, members));
        }

        _derived[key] = derived;
        _known[key] = rows.Select(id).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Adds a company's own attributes of items. One with the name of another attribute is told apart by <c>item_</c> before it.</summary>
    private void DeriveOwn(IReadOnlyList<ItemAttribute> rows)
    {
        var taken = _derived.Values.SelectMany(d => d.Select(a => a.Name)).Concat(_derived.Keys)
            .Concat(["channel", "region", "from_location", "to_location", "mode"]).ToHashSet(StringComparer.Ordinal);
        foreach (var group in rows.GroupBy(r => r.Attribute, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var members = new Dictionary<string, string?>(StringComparer.Ordinal);
            foreach (var row in group)
                members[row.Item.Value] = row.Value;
            var name = group.Key;
            while (!taken.Add(name))
                name = $"item_{name}";
            _derived["item"].Add((name, members));
        }
    }

    private static Dictionary<string, string> TitlesOf<T>(IReadOnlyList<T> rows, Func<T, string> id, Func<T, string?> title)
    {
        var titles = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (title(row) is { Length: > 0 } text)
                titles[id(row)] = text;
        }

        return titles;
    }

    private static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => ChoiceWords.Spell(value.ToString());
}
