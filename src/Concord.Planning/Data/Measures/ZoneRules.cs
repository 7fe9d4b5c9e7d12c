using Concord.Planning.Data.Calendar;

namespace Concord.Planning.Data.Measures;

/// <summary>A company's own rule on who may change what, on top of what the measure registry says. Null means any.</summary>
/// <param name="Reason">Shown to whom the rule refuses, and kept with the edit it allows.</param>
public sealed record ZoneRule(Zone? Zone, Role? Role, string? Measure, bool Allowed, string Reason)
{
    /// <summary>Rules that name more win: the measure counts most, then the role, then the zone.</summary>
    internal int Weight => (Measure is null ? 0 : 4) + (Role is null ? 0 : 2) + (Zone is null ? 0 : 1);

    internal bool Matches(Zone zone, Role role, string measure) =>
        (Zone is null || Zone == zone) && (Role is null || Role == role) && (Measure is null || Measure == measure);
}

/// <summary>Whether an edit is allowed, and why (not).</summary>
/// <param name="Overrides">Roles that may make the edit all the same, on record with a reason; empty when nobody may.</param>
public sealed record EditVerdict(bool Allowed, string Reason, IReadOnlyList<Role> Overrides);

/// <summary>
/// Who may change what in which zone. The measure registry is the ground: its editors and zones. A company's rules allow or refuse
/// within it: a rule that allows opens a zone to the measure's editors, and to another role only by naming it. The past, what a stage
/// computes and what is a fact stay closed to all, and everything to viewers.
/// </summary>
/// <param name="rules">In the order the company wrote them: among rules that name equally much the last wins.</param>
/// <param name="authority">Roles that may override the frozen zone.</param>
public sealed class ZoneRules(IReadOnlyList<ZoneRule> rules, IReadOnlyList<Role> authority)
{
    /// <summary>The registry alone; coordinator and executive may override the frozen zone.</summary>
    public static ZoneRules Standard { get; } = new([], [Role.Coordinator, Role.Executive]);

    /// <summary>May this role type a value of this measure in this zone?</summary>
    /// <param name="zone">Null for buckets outside of the horizon, which nobody edits.</param>
    public EditVerdict Decide(Zone? zone, Role role, MeasureDefinition measure)
    {
        if (zone is not { } inZone)
            return Refused($"{measure.Title} is edited within the horizon only: this bucket is past, or after its end.");
        if (!measure.Editable)
        {
            return Refused(measure.WrittenBy == Stage.Data
                ? $"{measure.Title} is a fact of the dataset: an import changes it, nobody types it."
                : $"{measure.Title} is computed by the stage {ChoiceWords.Spell(measure.WrittenBy.ToString())}: nobody types it. Maybe change what it is computed from?");
        }

        var rule = rules.Where(r => r.Matches(inZone, role, measure.Name)).OrderBy(r => r.Weight).LastOrDefault();
        if (role == Role.Viewer || (!measure.Editors.Contains(role) && rule is not { Allowed: true, Role: not null }))
            return Refused($"{measure.Title} is edited by {string.Join(", ", measure.Editors.Select(Word))}, not by {Word(role)}.");
        if (rule is not null)
            return rule.Allowed ? new EditVerdict(true, rule.Reason, []) : new EditVerdict(false, rule.Reason, OverridesOf(inZone));
        if (!measure.EditZones.Contains(inZone))
        {
            return new EditVerdict(
                false, $"{measure.Title} does not change in the {Word(inZone)} zone: its orders are released and its capacity is committed.", OverridesOf(inZone));
        }

        return new EditVerdict(true, $"{Word(role)} edits {measure.Title} in the {Word(inZone)} zone.", []);
    }

    private static EditVerdict Refused(string reason) => new(false, reason, []);

    private IReadOnlyList<Role> OverridesOf(Zone zone) => zone == Zone.Frozen ? authority : [];

    private static string Word<T>(T member)
        where T : struct, Enum => ChoiceWords.Spell(member.ToString()).Replace('_', ' ');
}
