using Concord.Planning.Cube;
using Concord.Planning.Scenarios;

namespace Concord.Tests.Cube;

public sealed class LayerTests
{
    private static Page Of(double value) => new([value]);

    [Fact]
    public void A_layer_is_the_same_however_it_came_about()
    {
        var never = Layer.Empty.With([(0, 0, Of(1)), (1, 1, Of(2))]);
        var gone = Layer.Empty.With([(0, 0, Of(1)), (1, 1, Of(2)), (1, 2, Of(3)), (3, 0, Of(4))]).With([(1, 2, null), (3, 0, null)]);
        Assert.Equal(2, gone.BucketCount);
        Assert.Equal(2, gone.BlockCount(1));
        Assert.Equal(Fingerprint(never), Fingerprint(gone));
        Assert.Equal(Fingerprint(never), Fingerprint(never.With([(0, 1, Of(double.NaN)), (5, 0, Of(double.NaN))])));
        Assert.Equal(0, gone.With([(0, 0, null), (1, 1, null)]).BucketCount);

        static string Fingerprint(Layer layer) => Fingerprints.OfPlan(PlanState.Empty with { Cube = PlanCube.Empty.With("production", new MeasureLayers(layer, layer, Layer.Empty)) });
    }
}
