using Concord.App.Plans;
using Concord.Planning.Cycle;
using Concord.Planning.Data;
using Concord.Planning.Demand;
using Concord.Planning.Execution;
using Concord.Planning.Finance;
using Concord.Planning.Kpi;
using Concord.Planning.Scenarios;
using Concord.Planning.Supply;
using Concord.Storage.Data;

namespace Concord.App.Cycles;

// What a cycle leaves behind: files for people and for other systems.
internal sealed partial class CycleRun
{
    private void Write(RunFolder folder, PlanningCycle cycle, ApprovedCycle approved, IReadOnlyList<Scenario> scenarios, CancellationToken token)
    {
        var plans = scenarios.Select(s => (Name: s.Name[(cycle.Name.Length + 2)..], Plan: _computations.Input(_repository.Head(s.Id).State))).ToList();
        folder.Write("cycle.json", cycle);
        var comparison = PlanComparison.Of(plans);
        folder.Write("comparison.json", comparison);
        folder.Write(comparison.ToReport());
        foreach (var (name, plan) in plans)
        {
            token.ThrowIfCancellationRequested();
            var below = folder.Below(name);
            foreach (var table in PlanTables.ByItem(plan.State, plan.Structure))
                below.Write(table);
            WriteDetails(below, plan);
        }

        var central = plans[0].Plan;
        var release = Release.Of(central);
        var released = folder.Below("release");
        var releaseTables = ReleaseFiles.Of(release);
        foreach (var table in releaseTables)
            released.Write(table);
        released.Write("checks.json", new { release.Passed, release.Checks, release.Findings });
        if (!release.Passed)
            _lines.Add($"{cycle.Name}: the release does not agree with the plan: {string.Join(" ", release.Checks.Where(c => !c.Passed).Select(c => c.Message))}");
        WriteWeeklyCheck(folder, approved, central);
        folder.Keep("plan.xlsx", file => ReportWorkbook.Write(file, [comparison.ToReport(), .. PlanTables.ByFamily(central.State, central.Structure), .. releaseTables]));
        Summarise(folder, cycle, comparison, central);
    }

    /// <summary>What the stages said of a plan: findings together, and each stage's details on its own.</summary>
    private void WriteDetails(RunFolder folder, StageInput plan)
    {
        var stages = _computations.Status(plan.State);
        folder.Write("findings.json", stages.Select(s => new { s.Definition.Stage, s.Freshness, plan.State.Stages[s.Definition.Stage].Fingerprint, findings = s.Details?.Findings ?? [] }));
        foreach (var stage in stages)
        {
            if (stage.Details is { } details)
                folder.Keep($"details-{ChoiceWords.Spell(stage.Definition.Stage.ToString())}.json", file => RunFolder.Serialize(file, details, details.GetType()));
        }

        if (Of<FinanceDetails>(stages) is not null && Of<SupplyDetails>(stages) is { } supply)
            folder.Write("reconciliation.json", FinanceReconciliation.Of(supply.Cost, plan));
        if (Of<KpiDetails>(stages) is { } kpi)
            folder.Write("kpi.json", kpi.Table);
        if (Of<ForecastDetails>(stages) is { } forecast)
        {
            folder.Write(new ReportTable(
                "forecast_methods", "How each series is forecast.",
                [
                    new("item", ReportFormat.Text, "Item."), new("location", ReportFormat.Text, "Location."), new("channel", ReportFormat.Text, "Channel."), new("region", ReportFormat.Text, "Region."),
                    new("class", ReportFormat.Text, "What the series is."), new("method", ReportFormat.Text, "The method chosen."), new("error", ReportFormat.Number, "MASE of the backtest."),
                    new("naive_error", ReportFormat.Number, "MASE of the seasonal naive forecast."), new("bias", ReportFormat.Percent, "Bias of the backtest."), new("reason", ReportFormat.Text, "Why."),
                ],
                [.. forecast.Series.Select(s => (IReadOnlyList<object?>)[.. s.Coordinate, ChoiceWords.Spell(s.Class.ToString()), s.Method, s.Error, s.NaiveError, s.Bias, s.Reason])]));
        }
    }

    private static T? Of<T>(IReadOnlyList<StageStatus> stages)
        where T : StageDetails => stages.Select(s => s.Details).OfType<T>().FirstOrDefault();

    /// <summary>The first weekly check: what the data know of the week after the cut-off, against the plan of record.</summary>
    private void WriteWeeklyCheck(RunFolder folder, ApprovedCycle approved, StageInput central)
    {
        var day = approved.CutOff.AddDays(7);
        if (_data.LatestFactDate() is not { } latest || latest < day)
        {
            folder.Write("weekly-check.json", new { asOf = day, notMeasurable = $"not measurable, because the data end on {_data.LatestFactDate():yyyy-MM-dd}, before the week after the cut-off is over" });
            return;
        }

        folder.Write("weekly-check.json", WeeklyCheck.Of(central, _data.Live(day)));
    }
}
