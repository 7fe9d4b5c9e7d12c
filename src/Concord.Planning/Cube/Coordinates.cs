using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Concord.Planning.Cube;

/// <summary>A condition of <see cref="Coordinates"/>: the attribute has one of these members.</summary>
/// <param name="Attribute">Name of an attribute, such as <c>family</c>, <c>region</c> or <c>item</c>.</param>
/// <param name="Members">At least one, in ordinal order, each once.</param>
public sealed record Constraint(string Attribute, ImmutableArray<string> Members)
{
    public bool Equals(Constraint? other) => other is not null && Attribute == other.Attribute && Members.SequenceEqual(other.Members);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Attribute);
        foreach (var member in Members)
            hash.Add(member);
        return hash.ToHashCode();
    }

    public override string ToString() => $"{Attribute} {string.Join(", ", Members)}";
}

/// <summary>
/// A part of the plan, at any level: all series whose attributes meet every condition. Without a condition it is the grand total.
/// An entry, a filter and the part of the hierarchy a right holds for are all coordinates. Equal when they say the same.
/// </summary>
public sealed class Coordinates : IEquatable<Coordinates>
{
    public static Coordinates All { get; } = new([]);

    private Coordinates(ImmutableArray<Constraint> constraints) => Constraints = constraints;

    /// <summary>In ordinal order of the attributes, each attribute once.</summary>
    public ImmutableArray<Constraint> Constraints { get; }

    public bool IsAll => Constraints.IsEmpty;

    /// <exception cref="ArgumentException">An attribute without members.</exception>
    public static Coordinates Of(IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> members)
    {
        var constraints = members.GroupBy(m => m.Key, StringComparer.Ordinal)
            .Select(g => new Constraint(g.Key, [.. g.SelectMany(m => m.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]))
            .OrderBy(c => c.Attribute, StringComparer.Ordinal).ToImmutableArray();
        foreach (var constraint in constraints)
        {
            if (constraint.Members.IsEmpty)
                throw new ArgumentException($"The attribute '{constraint.Attribute}' has no member. Maybe leave it out to mean all of them.", nameof(members));
        }

        return constraints.IsEmpty ? All : new Coordinates(constraints);
    }

    public static Coordinates Of(params ReadOnlySpan<(string Attribute, string Member)> members)
    {
        var pairs = new List<KeyValuePair<string, IReadOnlyList<string>>>();
        foreach (var (attribute, member) in members)
            pairs.Add(new(attribute, [member]));
        return Of(pairs);
    }

    /// <summary>The same part, held to one member of an attribute.</summary>
    public Coordinates With(string attribute, string member) => Of(Constraints.Where(c => c.Attribute != attribute)
        .Select(c => new KeyValuePair<string, IReadOnlyList<string>>(c.Attribute, c.Members)).Append(new(attribute, [member])));

    /// <summary>The members an attribute is held to; false when it is free.</summary>
    public bool TryMembers(string attribute, [NotNullWhen(true)] out IReadOnlyList<string>? members)
    {
        foreach (var constraint in Constraints)
        {
            if (constraint.Attribute == attribute)
            {
                members = constraint.Members;
                return true;
            }
        }

        members = null;
        return false;
    }

    public bool Equals(Coordinates? other) => other is not null && Constraints.SequenceEqual(other.Constraints);

    public override bool Equals(object? obj) => Equals(obj as Coordinates);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var constraint in Constraints)
            hash.Add(constraint);
        return hash.ToHashCode();
    }

    /// <summary><c>family Road Bikes; region Europe</c>, or <c>grand total</c>.</summary>
    public override string ToString() => IsAll ? "grand total" : string.Join("; ", Constraints);
}
