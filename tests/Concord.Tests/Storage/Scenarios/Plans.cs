using System.Collections.Immutable;
using Concord.Planning.Cube;
using Concord.Planning.Scenarios;

namespace Concord.Tests.Storage.Scenarios;

/// <summary>Short ways to make plans, and to say whether two are the same to the last bit.</summary>
internal static class Plans
{
    public static readonly DateTimeOffset Day = new(2026, 3, 2, 8, 30, 0, TimeSpan.Zero);

    public static PageAddress At(int bucket, int block = 0, string measure = "statistical_forecast", LayerKind kind = LayerKind.Values) => new(measure, kind, bucket, block);

    /// <summary>A page of so many series, each with what the function says.</summary>
    public static Page PageOf(int series, Func<int, double> value)
    {
        var values = new double[series];
        for (var i = 0; i < series; i++)
            values[i] = value(i);
        return new Page(values);
    }

    /// <summary>The state with some cells of a page changed.</summary>
    public static PlanState With(this PlanState state, PageAddress address, params ReadOnlySpan<(int Series, double Value)> cells)
    {
        var edit = new CubeEdit(state.Cube, _ => (address.Block + 1) * Page.Length);
        var page = edit.Write(address);
        foreach (var (series, value) in cells)
            page[series] = value;
        return state with { Cube = edit.Build() };
    }

    public static PlanState With(this PlanState state, PageAddress address, Page? page) => state with { Cube = state.Cube.With([(address, page)]) };

    public static PlanState With(this PlanState state, params ReadOnlySpan<Entry> entries) => state with { Entries = state.Entries.AddRange(entries.ToArray()) };

    public static Entry Entry(long id, double value = 5, string family = "Road Bikes") => new(
        id, "sales_input", Coordinates.Of(("family", family), ("region", "Europe")), 3, 5, EntryRule.Set, value, ValueUnit.PlanningUnits, "ann", Day.AddTicks(id))
    {
        Spread = EntrySpread.Like, Like = "statistical_forecast", Reason = "A \"promotion\" — Ærø 東京",
    };

    public static Revision Revision(long id, PlanState state, Revision? parent = null, DateTimeOffset? at = null, long? merged = null) => new(
        new RevisionInfo(
            id, [.. parent is null ? [] : (long[])[parent.Id], .. merged is { } other ? (long[])[other] : []],
            parent is null ? RevisionKind.Load : merged is null ? RevisionKind.Edit : RevisionKind.Merge, "ann", at ?? Day.AddSeconds(id), $"revision {id}"),
        state);

    /// <summary>Fails unless both hold the same: values to the last bit, entries and patches in order.</summary>
    public static void AssertSame(PlanState expected, PlanState actual)
    {
        Assert.Equal(Contents(expected), Contents(actual));
        Assert.Equal(expected.Entries, actual.Entries);
        Assert.Equal(expected.Patches.Select(Text), actual.Patches.Select(Text));
        Assert.Equal(expected.BasisId, actual.BasisId);
    }

    public static void AssertSame(RevisionInfo expected, RevisionInfo actual)
    {
        Assert.Equal(expected.Parents, actual.Parents);
        Assert.Equal(expected with { Parents = [] }, actual with { Parents = [] });
    }

    public static string Text(RecordPatch patch) =>
        $"{patch.Table}({string.Join(',', patch.Key)}): {(patch.Values is null ? "deleted" : string.Join(';', patch.Values.Select(v => $"{v.Key}={v.Value}")))}";

    public static RecordPatch Patch(string item, string? price) => new(
        "prices", [item], price is null ? null : ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("price", price));

    /// <summary>Every page as its address and the bits of its values.</summary>
    private static Dictionary<PageAddress, string> Contents(PlanState state) => state.Cube.Pages().ToDictionary(
        p => p.Address, p => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(p.Page.Values))));
}
