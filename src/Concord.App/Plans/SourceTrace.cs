using Concord.App.Api;
using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Storage.Data;
using Concord.Storage.Scenarios;

namespace Concord.App.Plans;

/// <summary>The imports and source rows a fact comes from.</summary>
internal sealed record SourceTrace(IReadOnlyList<SourceInfo> Sources, IReadOnlyList<SourceRowInfo> Rows, IReadOnlyList<string> Notes)
{
    private const int MostRows = 20;

    /// <summary>Empty for measures that do not come from the dataset.</summary>
    /// <param name="hasTotal">False when the rows are of unlike units: then they are listed, not added up.</param>
    public static SourceTrace Of(
        OpenPlan plan, PlanStructures structures, DataStore data, MeasureDefinition measure, Coordinates part, ExplainOrder order, bool hasTotal, CancellationToken token)
    {
        if (!FactTrace.Traces(measure))
            return new SourceTrace([], [], []);
        var dataset = structures.Dataset(plan.State);
        var trace = FactTrace.Of(
            dataset, plan.Structure, plan.State.Cube, measure, plan.Structure.Of(measure).Attributes.Select(part), order.From, order.To, order.Unit, MostRows, token);
        IReadOnlyList<string> notes = trace.Rows <= MostRows ? [] : [$"{trace.Rows:#,0} source rows; the {MostRows} with the largest values are shown."];
        return new SourceTrace(
            [.. trace.Imports.Select(i => new SourceInfo(i.ImportId, $"{Title(data, i.ImportId)}: {DataModel.Table(i.Table).Title}", checked((int)i.Rows), hasTotal ? Numbers.Present(i.Value) : null))],
            [.. trace.Largest.Select(r => new SourceRowInfo(r.Table, r.ImportId, r.Line, r.Key, r.Date, Numbers.Present(r.Value)))], notes);
    }

    private static string Title(DataStore data, long import) =>
        import == 0 ? "Master data of the scenario" : data.Import(import)?.Title ?? $"Import {import}";
}
