using Concord.App.Api;
using Concord.App.Security;
using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.App.Plans;

/// <summary>The right to change cells by other means than typing: taking a change back, or merging, changes values as typing does.</summary>
internal static class ChangeRights
{
    /// <exception cref="ProblemException">403: the caller may not edit one of the measures there.</exception>
    public static void Check(PlanState from, PlanState to, PlanStructure structure, Caller caller, string field)
    {
        foreach (var cells in PlanCube.Differences(from.Cube, to.Cube).Where(a => a.Kind != LayerKind.Written).GroupBy(a => a.Measure))
        {
            var measure = MeasureRegistry.Measure(cells.Key);
            if (!measure.Editable)
                continue;
            var attributes = structure.Of(measure).Attributes;
            var changes = cells.Select(a => (a.Bucket, Series: Changed(from.Cube, to.Cube, a))).Where(c => c.Series.Count > 0).ToList();
            int[] series = [.. changes.SelectMany(c => c.Series).Distinct().Order()];
            bool Covers(Coordinates part) => attributes.Has(part) && attributes.Covers(part, series);
            var verdict = Rights.Decide(caller.Assignments, ZoneRules.Standard, measure, changes.Select(c => structure.Zones[c.Bucket]), Covers);
            if (!verdict.Allowed && !Rights.MayOverride(caller.Assignments, verdict, Covers))
                throw new ProblemException(StatusCodes.Status403Forbidden, "not_editable", verdict.Reason, field, measure.Title);
        }
    }

    private static List<int> Changed(PlanCube one, PlanCube other, PageAddress address)
    {
        var changed = new List<int>();
        ReadOnlySpan<double> a = one.PageAt(address) is { } x ? x.Values : [], b = other.PageAt(address) is { } y ? y.Values : [];
        for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            if (!CubeEdit.Same(i < a.Length ? a[i] : double.NaN, i < b.Length ? b[i] : double.NaN))
                changed.Add((address.Block * Page.Length) + i);
        }

        if (address.Kind != LayerKind.Values || changed.Count == 0)
            return changed;

        // A value that only follows the master data it is a copy of was not typed by anybody.
        var (layers, was) = (other[address.Measure], one[address.Measure]);
        changed.RemoveAll(s => !CubeEdit.Same(was.Written[s, address.Bucket], layers.Written[s, address.Bucket])
            && CubeEdit.Same(layers.Values[s, address.Bucket], layers.Written[s, address.Bucket]));
        return changed;
    }
}
