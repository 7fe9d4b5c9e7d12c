using System.Collections.Concurrent;
using Concord.Planning.Data;

namespace Concord.Planning.Cube;

/// <summary>An attribute of every series of a grain.</summary>
/// <param name="Name">As coordinates and levels name it: <c>family</c>, <c>region</c>.</param>
/// <param name="Members">The distinct members in ordinal order; <see cref="None"/> stands for "not given".</param>
/// <param name="Codes">The member of each series; -1 for series that are not part of the plan.</param>
public sealed record SeriesAttribute(string Name, string[] Members, int[] Codes)
{
    /// <summary>The member of series whose master data leave the attribute empty.</summary>
    public const string None = "(none)";

    private readonly Lazy<(int[] Starts, int[] Series)> _byMember = new(() => ByMember(Members.Length, Codes));

    /// <summary>The code of a member; below zero when no series has it.</summary>
    public int Code(string member) => Array.BinarySearch(Members, member, StringComparer.Ordinal);

    /// <summary>The series of a member, ascending. Found without looking at the others.</summary>
    public ReadOnlySpan<int> SeriesOf(int code) => _byMember.Value.Series.AsSpan(_byMember.Value.Starts[code].._byMember.Value.Starts[code + 1]);

    private static (int[] Starts, int[] Series) ByMember(int members, int[] codes)
    {
        var starts = new int[members + 1];
        foreach (var code in codes)
        {
            if (code >= 0)
                starts[code + 1]++;
        }

        for (var code = 0; code < members; code++)
            starts[code + 1] += starts[code];
        var next = starts[..^1];
        var series = new int[starts[^1]];
        for (var i = 0; i < codes.Length; i++)
        {
            if (codes[i] >= 0)
                series[next[codes[i]]++] = i;
        }

        return (starts, series);
    }
}

/// <summary>
/// What hierarchies are made of: the attributes of the series of one grain, as the master data of a scenario have them. A hierarchy is an
/// ordered list of these attributes. Immutable; groups and selections are kept once made, for any number of threads.
/// </summary>
public sealed class SeriesAttributes
{
    private readonly Dictionary<string, SeriesAttribute> _byName;
    private readonly bool[] _present;
    private readonly ConcurrentDictionary<Coordinates, int[]> _selections = new();
    private readonly ConcurrentDictionary<(string Level, Coordinates Filter), Grouping> _groupings = new();

    /// <param name="catalog">The series.</param>
    /// <param name="attributes">Their attributes, each with a code for each series.</param>
    /// <param name="present">For each series whether it is part of the plan: its item and its other members are in the master data.</param>
    public SeriesAttributes(SeriesCatalog catalog, IReadOnlyList<SeriesAttribute> attributes, bool[] present)
    {
        (Catalog, All, _present) = (catalog, attributes, present);
        _byName = attributes.ToDictionary(a => a.Name, StringComparer.Ordinal);
    }

    public SeriesCatalog Catalog { get; }

    public int Count => Catalog.Count;

    public IReadOnlyList<SeriesAttribute> All { get; }

    public ReadOnlySpan<bool> Present => _present;

    public bool Has(string attribute) => _byName.ContainsKey(attribute);

    /// <summary>True when the grain has all attributes the coordinates name.</summary>
    public bool Has(Coordinates coordinates) => coordinates.Constraints.All(c => _byName.ContainsKey(c.Attribute));

    /// <exception cref="ArgumentException">No such attribute; the message lists near names.</exception>
    public SeriesAttribute Attribute(string name) => _byName.TryGetValue(name, out var attribute)
        ? attribute
        : throw new ArgumentException($"There is no attribute '{name}' here.{NearestName.MaybeHint(name, _byName.Keys)}", nameof(name));

    /// <summary>The series of the coordinates, ascending; empty when there is none, as when a member is not known.</summary>
    /// <exception cref="ArgumentException">An attribute is not known.</exception>
    public int[] Select(Coordinates coordinates)
    {
        if (_selections.TryGetValue(coordinates, out var known))
            return known;
        var series = coordinates.IsAll ? Pick(_present) : Narrow(coordinates);

        // Small ones are found as fast as they are looked up; of the others no more are kept than a grid asks for.
        if (series.Length < WorthKeeping)
            return series;
        if (_selections.Count >= MostKept)
            _selections.Clear();
        return _selections.GetOrAdd(coordinates, series);
    }

    /// <summary>True when every series of <paramref name="inner"/> is one of <paramref name="outer"/>.</summary>
    /// <param name="inner">Ascending.</param>
    public bool Covers(Coordinates outer, int[] inner)
    {
        if (outer.IsAll)
            return true;
        var whole = Select(outer);
        var from = 0;
        foreach (var series in inner)
        {
            from = Array.BinarySearch(whole, from, whole.Length - from, series);
            if (from < 0)
                return false;
        }

        return true;
    }

    /// <summary>The series of a filter, grouped by the members of a level.</summary>
    /// <param name="level">Attributes, outermost first; empty for one group of all.</param>
    /// <param name="filter">Series outside of it are in no group.</param>
    /// <exception cref="ArgumentException">An attribute is not known.</exception>
    public Grouping Group(IReadOnlyList<string> level, Coordinates filter)
    {
        var key = (string.Join('\n', level), filter);
        if (_groupings.TryGetValue(key, out var known))
            return known;
        var grouping = Grouping.Of([.. level.Select(Attribute)], Mask(filter));
        if (_groupings.Count >= MostKept)
            _groupings.Clear();
        return _groupings.GetOrAdd(key, grouping);
    }

    private const int MostKept = 512, WorthKeeping = 256;

    /// <summary>The series of the condition that has the fewest, less those that another condition leaves out.</summary>
    private int[] Narrow(Coordinates coordinates)
    {
        var conditions = coordinates.Constraints.Select(c => (Attribute: Attribute(c.Attribute), c.Members)).Select(c =>
            (c.Attribute, Codes: c.Members.Select(c.Attribute.Code).Where(code => code >= 0).ToArray())).OrderBy(c => c.Codes.Sum(code => c.Attribute.SeriesOf(code).Length)).ToList();
        var (narrowest, members) = conditions[0];
        var wanted = conditions.Skip(1).Select(c => (c.Attribute.Codes, c.Codes)).ToArray();
        var series = new List<int>();
        foreach (var member in members)
        {
            foreach (var one in narrowest.SeriesOf(member))
            {
                if (_present[one] && Meets(one, wanted))
                    series.Add(one);
            }
        }

        if (members.Length > 1)
            series.Sort();
        return [.. series];
    }

    private static bool Meets(int series, (int[] CodeOf, int[] Wanted)[] conditions)
    {
        foreach (var (codeOf, wanted) in conditions)
        {
            if (Array.IndexOf(wanted, codeOf[series]) < 0)
                return false;
        }

        return true;
    }

    private bool[] Mask(Coordinates coordinates)
    {
        var mask = (bool[])_present.Clone();
        foreach (var constraint in coordinates.Constraints)
        {
            var attribute = Attribute(constraint.Attribute);
            var wanted = new bool[attribute.Members.Length];
            foreach (var member in constraint.Members)
            {
                var code = attribute.Code(member);
                if (code >= 0)
                    wanted[code] = true;
            }

            var codes = attribute.Codes;
            for (var series = 0; series < mask.Length; series++)
                mask[series] &= codes[series] >= 0 && wanted[codes[series]];
        }

        return mask;
    }

    private static int[] Pick(bool[] mask)
    {
        var count = 0;
        foreach (var wanted in mask)
            count += wanted ? 1 : 0;
        var picked = new int[count];
        var next = 0;
        for (var series = 0; series < mask.Length; series++)
        {
            if (mask[series])
                picked[next++] = series;
        }

        return picked;
    }
}
