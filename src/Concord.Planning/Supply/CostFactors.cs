using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Supply;

/// <summary>The drivers of costs as factors, by bucket of the horizon; null where none moves the cost, which is the usual case.</summary>
internal sealed class CostFactors
{
    private readonly (SeriesMatrix Factors, SeriesIndex Index)? _site, _purchase, _lane, _resource;

    public CostFactors(StageInput input, int first, int count)
    {
        _site = Of(Grain.Item | Grain.Location);
        _purchase = Of(Grain.Item | Grain.Location | Grain.Supplier);
        _lane = Of(Grain.Item | Grain.Lane);
        _resource = Of(Grain.Resource);

        (SeriesMatrix, SeriesIndex)? Of(Grain grain) =>
            input.Structure.Spaces.TryGetValue(grain, out var space) && Drivers.Factors(input.State, DriverKind.Cost, space, first, count) is { } factors
                ? (factors, new SeriesIndex(space.Attributes.Catalog)) : null;
    }

    public static double[]? None => null;

    public double[]? OfSite(string item, string location) => Row(_site, item, (location, "", ""));

    public double[]? OfPurchase(string item, string location, string supplier) => Row(_purchase, item, (location, supplier, ""));

    public double[]? OfLane(string item, string from, string to, string mode) => Row(_lane, item, (from, to, mode));

    public double[]? OfResource(string resource) => Row(_resource, "", (resource, "", ""));

    private static double[]? Row((SeriesMatrix Factors, SeriesIndex Index)? of, string item, (string First, string Second, string Third) place)
    {
        if (of is not { } known)
            return null;

        // Looked up, never added: the index is shared by threads.
        var series = known.Index.TryFind(item, place);
        return series < 0 ? null : known.Factors.Row(series).ToArray();
    }
}
