using System.Diagnostics.CodeAnalysis;
using Concord.App.Api;
using Concord.Planning.Cube;
using Concord.Planning.Scenarios;

namespace Concord.App.Plans;

/// <summary>What the API says of plans.</summary>
internal static class PlanInfo
{
    public static RevisionSummary Of(RevisionInfo info) => new(info.Id, info.Parents, info.Kind, info.Author, info.At, info.Message, info.Reverts);

    public static ScenarioInfo Of(Scenario s, RevisionInfo head) =>
        new(s.Id, s.Name, s.Description, s.Head, s.Origin, s.Author, s.CreatedAt, s.Archived, Of(head));

    public static PatchInfo Of(RecordPatch patch) => new(patch.Table, patch.Key, patch.Values);

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Members(Coordinates part) =>
        part.Constraints.ToDictionary(c => c.Attribute, c => (IReadOnlyList<string>)c.Members, StringComparer.Ordinal);

    [return: NotNullIfNotNull(nameof(entry))]
    public static EntryInfo? Of(Entry? entry, PlanStructure structure) => entry is null ? null : new EntryInfo(
        entry.Id, entry.Measure, Members(entry.Coordinates), $"{entry.Coordinates}", entry.FirstBucket, entry.LastBucket, Label(entry.FirstBucket, structure),
        Label(entry.LastBucket, structure), entry.Rule, entry.Value, entry.Unit, entry.Total, entry.Spread, entry.Like, entry.Shift, entry.Whole, entry.Reason, entry.Expires,
        entry.Author, entry.At, entry.Override);

    private static string Label(int bucket, PlanStructure structure) => bucket < structure.Calendar.Count ? structure.Calendar[bucket].Label : $"{bucket}";
}
