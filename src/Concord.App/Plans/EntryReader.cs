using System.Text.Json;
using Concord.App.Api;
using Concord.App.Security;
using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.App.Plans;

/// <summary>Turns what a caller sends into entries, and checks that the caller may make them.</summary>
internal static class EntryReader
{
    private const int LongestReason = 1000;

    /// <exception cref="ProblemException">400: a field cannot be used; 403: the caller may not make the edit.</exception>
    public static Entry Read(EntryOrder order, int index, long id, PlanStructure structure, Caller caller, DateTimeOffset now)
    {
        var at = $"entries[{index}]";
        var measure = PlanFields.Measure(order.Measure, $"{at}.measure");
        var part = PlanFields.Part(order.Coordinates, $"{at}.coordinates", structure);
        if (order.From < 0 || order.To < order.From || order.To >= structure.Calendar.Count)
            throw ProblemException.Invalid($"{at}.from", $"{order.From}", $"The buckets {order.From} to {order.To} are not in the planning calendar, 0 to {structure.Calendar.Count - 1}.");
        if (order.Rule is EntryRule.Set or EntryRule.Add or EntryRule.Multiply or EntryRule.Copy && !double.IsFinite(order.Value ?? (order.Rule == EntryRule.Copy ? 1 : double.NaN)))
            throw ProblemException.Invalid($"{at}.value", $"{order.Value}", $"The rule {Words.Spell(order.Rule)} needs a value.");
        if (order.Like is { } like)
            PlanFields.Measure(like, $"{at}.like");
        if (order.Spread == EntrySpread.Like && order.Like is null)
            throw ProblemException.Invalid($"{at}.like", null, "An entry that is spread like a measure needs the measure.");
        if (order.Reason?.Length > LongestReason)
            throw ProblemException.Invalid($"{at}.reason", $"{order.Reason.Length} characters", $"The reason is longer than {LongestReason} characters.");
        if (order.Shift < 0)
            throw ProblemException.Invalid($"{at}.shift", $"{order.Shift}", "shift counts buckets back; it is 0 or more.");
        if (order.Expires < DateOnly.FromDateTime(now.UtcDateTime))
            throw ProblemException.Invalid($"{at}.expires", $"{order.Expires:yyyy-MM-dd}", $"The entry would have ended on {order.Expires:yyyy-MM-dd} already.", "Maybe the year is wrong.");
        var isOverride = CheckRight(order, index, part, structure, caller);
        return new Entry(id, measure.Name, part, order.From, order.To, order.Rule, order.Rule == EntryRule.Copy ? order.Value ?? 1 : order.Value ?? 0, order.Unit, caller.Name, now)
        {
            Total = order.Total, Spread = order.Spread, Like = order.Like, Shift = order.Shift, Whole = order.Whole, Reason = string.IsNullOrWhiteSpace(order.Reason) ? null : order.Reason.Trim(),
            Expires = order.Expires, Override = isOverride,
        };
    }

    /// <returns>True when the caller may only because of an authority, which is used with a reason.</returns>
    /// <exception cref="ProblemException">403: the caller may not make the edit in a plan of that structure.</exception>
    public static bool CheckRight(EntryOrder order, int index, Coordinates part, PlanStructure structure, Caller caller)
    {
        var (at, measure) = ($"entries[{index}]", MeasureRegistry.Measure(order.Measure));
        if (!structure.Spaces.TryGetValue(measure.Grain & ~Grain.Bucket, out var space) || !space.Attributes.Has(part))
            return false;
        int[]? series = null;
        bool Covers(Coordinates outer) => space.Attributes.Has(outer) && space.Attributes.Covers(outer, series ??= space.Attributes.Select(part));
        var zones = Enumerable.Range(order.From, Math.Min(order.To, structure.Zones.Count - 1) - order.From + 1).Select(bucket => structure.Zones[bucket]);
        var verdict = Rights.Decide(caller.Assignments, ZoneRules.Standard, measure, zones, Covers);
        if (verdict.Allowed)
            return false;
        var mayOverride = Rights.MayOverride(caller.Assignments, verdict, Covers);
        if (mayOverride && order.Override && !string.IsNullOrWhiteSpace(order.Reason))
            return true;
        throw new ProblemException(
            StatusCodes.Status403Forbidden, "not_editable", verdict.Reason, at, $"{measure.Title}, {part}",
            mayOverride ? (order.Override ? "Maybe give a reason: an override is kept with it." : "Maybe override it, with a reason.")
            : verdict.Overrides.Count > 0 ? $"Maybe ask {string.Join(" or ", verdict.Overrides.Select(r => Words.Spell(r).Replace('_', ' ')))} to override it." : null);
    }
}

/// <summary>Reads fields that several requests about plans share.</summary>
internal static class PlanFields
{
    /// <exception cref="ProblemException">400: no such measure.</exception>
    public static MeasureDefinition Measure(string name, string field) => MeasureRegistry.TryMeasure(name, out var measure)
        ? measure
        : throw ProblemException.Invalid(field, name, $"There is no measure '{name}'.", Hint(name, MeasureRegistry.All.Select(m => m.Name)));

    /// <exception cref="ProblemException">400: an attribute is not known, or has no members.</exception>
    public static Coordinates Part(IReadOnlyDictionary<string, IReadOnlyList<string>>? members, string field, PlanStructure structure)
    {
        foreach (var (attribute, values) in members ?? new Dictionary<string, IReadOnlyList<string>>())
        {
            Attribute(attribute, field, structure);
            if (values is null || values.Count == 0 || values.Contains(null!))
                throw ProblemException.Invalid($"{field}.{attribute}", null, $"The attribute '{attribute}' has no member.", "Maybe leave it out to mean all of them.");
        }

        return members is null ? Coordinates.All : Coordinates.Of(members);
    }

    /// <summary>A part as addresses carry it: a JSON object of members by attribute; everything when it is left out.</summary>
    /// <exception cref="ProblemException">400: no such object, or an attribute is not known or has no members.</exception>
    public static Coordinates Filter(string? json, PlanStructure structure, string field = "filter")
    {
        if (string.IsNullOrWhiteSpace(json))
            return Coordinates.All;
        try
        {
            var members = JsonSerializer.Deserialize<Dictionary<string, string[]>>(json);
            return Part(members?.ToDictionary(m => m.Key, m => (IReadOnlyList<string>)m.Value, StringComparer.Ordinal), field, structure);
        }
        catch (JsonException)
        {
            throw ProblemException.Invalid(field, json, "The filter is no JSON object of members by attribute.", """Maybe {"family":["Road Bikes"]}?""");
        }
    }

    /// <exception cref="ProblemException">400: no such attribute.</exception>
    public static void Attribute(string attribute, string field, PlanStructure structure)
    {
        if (!structure.Attributes.Contains(attribute))
            throw ProblemException.Invalid(field, attribute, $"There is no attribute '{attribute}'.", Hint(attribute, structure.Attributes));
    }

    private static string? Hint(string name, IEnumerable<string> known) => NearestName.Find(name, known) is { } near ? $"Maybe '{near}'?" : null;
}
