using Concord.Planning.Cube;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Scenarios;

/// <summary>A role a person has, and the part of the hierarchy it holds for.</summary>
/// <param name="Part"><see cref="Coordinates.All"/> when it holds everywhere.</param>
public sealed record RoleAssignment(Role Role, Coordinates Part)
{
    public override string ToString() => Part.IsAll ? Role.ToString() : $"{Role} ({Part})";
}

/// <summary>Decides whether a person may make an edit: role x measure x zone (<see cref="ZoneRules"/>) x part of the hierarchy.</summary>
public static class Rights
{
    /// <summary>
    /// May somebody with these roles type into this measure in these zones? Every zone must be open to one of the roles, in a part that
    /// holds the whole edit. Of several reasons to refuse, one that nobody may override comes first; then measure, role and zone come
    /// before the part.
    /// </summary>
    /// <param name="zones">The zone of each bucket the edit touches, null for buckets outside of the horizon. Without any, nothing is edited and the edit is allowed.</param>
    /// <param name="covers">Says whether a part holds every series the edit touches.</param>
    /// <returns>When refused, <see cref="EditVerdict.Overrides"/> names the roles that may make the whole edit all the same.</returns>
    public static EditVerdict Decide(
        IReadOnlyList<RoleAssignment> assignments, ZoneRules rules, MeasureDefinition measure, IEnumerable<Zone?> zones, Func<Coordinates, bool> covers)
    {
        if (assignments.Count == 0)
            return new EditVerdict(false, $"{measure.Title} is edited by people with a role, and you have none. Maybe ask an administrator for one.", []);
        var parts = Join(assignments).Select(a => (Assignment: a, Covers: a.Part.IsAll || covers(a.Part))).ToList();
        EditVerdict? allowed = null;
        EditVerdict? refused = null;
        foreach (var zone in zones.Distinct())
        {
            var verdict = InZone(parts, rules, measure, zone);
            if (verdict.Allowed)
                allowed ??= verdict;
            else
                refused = refused is null ? verdict : Both(refused, verdict);
        }

        return refused ?? allowed ?? new EditVerdict(true, $"Nothing of {measure.Title} is edited.", []);
    }

    /// <summary>May somebody with these roles make an edit all the same that <see cref="Decide"/> has refused?</summary>
    public static bool MayOverride(IReadOnlyList<RoleAssignment> assignments, EditVerdict refusal, Func<Coordinates, bool> covers) =>
        Join(assignments).Any(a => refusal.Overrides.Contains(a.Role) && (a.Part.IsAll || covers(a.Part)));

    private static EditVerdict InZone(
        List<(RoleAssignment Assignment, bool Covers)> parts, ZoneRules rules, MeasureDefinition measure, Zone? zone)
    {
        EditVerdict? best = null;
        List<RoleAssignment> elsewhere = [];
        foreach (var (assignment, covered) in parts)
        {
            var verdict = rules.Decide(zone, assignment.Role, measure);
            if (verdict.Allowed && covered)
                return verdict;
            if (verdict.Allowed)
                elsewhere.Add(assignment);

            // A role that edits the measure elsewhere explains more than one that never does; such a role is told by who may override.
            else if (best is null || (best.Overrides.Count == 0 && verdict.Overrides.Count > 0))
                best = verdict;
        }

        return elsewhere.Count > 0
            ? new EditVerdict(false, $"You edit {measure.Title} as {string.Join(", or ", elsewhere.Select(a => $"{Word(a.Role)} only for {a.Part}"))}.", [])
            : best!;
    }

    /// <summary>The refusal of two zones together: overridden only by who may override both.</summary>
    private static EditVerdict Both(EditVerdict a, EditVerdict b) =>
        new(false, (a.Overrides.Count > 0 && b.Overrides.Count == 0 ? b : a).Reason, [.. a.Overrides.Intersect(b.Overrides)]);

    /// <summary>A role given for Europe and once more for Asia holds for an edit across both: parts that differ in the members of one attribute are one part.</summary>
    private static IEnumerable<RoleAssignment> Join(IReadOnlyList<RoleAssignment> assignments) => assignments
        .GroupBy(a => (a.Role, Attribute: a.Part.Constraints.Length == 1 ? a.Part.Constraints[0].Attribute : null))
        .SelectMany(g => g.Key.Attribute is { } attribute
            ? [new RoleAssignment(g.Key.Role, Of(attribute, g.SelectMany(a => a.Part.Constraints[0].Members)))]
            : g.AsEnumerable());

    private static Coordinates Of(string attribute, IEnumerable<string> members) =>
        Coordinates.Of(new Dictionary<string, IReadOnlyList<string>> { [attribute] = [.. members] });

    private static string Word(Role role) => Data.ChoiceWords.Spell(role.ToString()).Replace('_', ' ');
}
