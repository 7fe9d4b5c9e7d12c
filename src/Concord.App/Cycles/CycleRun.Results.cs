using System.Text;
using Concord.App.Plans;
using Concord.Planning.Cube;
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
        WriteReviews(folder, central);
        var release = Release.Of(central);
        var released = folder.Below("release");
        var releaseTables = ReleaseFiles.Of(release);
        foreach (var table in releaseTables)
            released.Write(table);
        released.Write("checks.json", new { release.Passed, release.Checks, release.Findings });
        if (!release.Passed)
            _lines.Add($"{cycle.Name}: the release does not agree with the plan: {string.Join(" ", release.Checks.Where(c => !c.Passed).Select(c => c.Message))}");
        WriteWeeklyCheck(folder, approved, central);
        if (_approved is [.., var before])
        {
            folder.Write("waterfall.json", PlanWaterfall.Between(
                new WaterfallSide(before.Name, before.Revision.State, before.Structure), new WaterfallSide(approved.Name, approved.Revision.State, approved.Structure), _options.Rules.Demand));
        }

        var kpis = KpiTable.Of(central, Recorded(), ["family"], Coordinates.All);
        folder.Write("kpi.json", kpis);
        folder.Keep("plan.xlsx", file => ReportWorkbook.Write(file, [comparison.ToReport(), .. PlanTables.ByFamily(central.State, central.Structure), .. releaseTables]));
        folder.Keep("report.md", file => file.Write(Encoding.UTF8.GetBytes(new RunReport(cycle.Name, $"Import: {_imported}. {_quality}", central, _computations.Status(central.State), comparison, kpis).Text())));
    }

    /// <summary>What the meetings look at beside the plan: the load and stock that demand asks for before anybody planned it, demand beside budget and targets, and the bridge from the budget to the plan.</summary>
    private static void WriteReviews(RunFolder folder, StageInput plan)
    {
        var (structure, horizon) = (plan.Structure, plan.Structure.Horizon.BucketsOf(plan.Structure.Calendar));
        folder.Write("rough-load.json", RoughLoad.Of(plan));
        if (structure.SeriesCount("consensus_demand") == 0)
            return;
        folder.Write("demand-comparison.json", DemandComparison.Of(plan.Cube, structure, plan.Dataset.Rows<StrategicTarget>(), ["family"], Coordinates.All, ValueUnit.PlanningUnits));
        var product = plan.Dataset.Rows<BudgetLine>().Any(b => b.Item is null) ? "family" : "item";
        folder.Write("budget-bridge.json", BudgetBridge.Of(plan.Cube, structure, ["family"], Coordinates.All, product, horizon.Start.Value, horizon.End.Value - 1, plan.Rules.Finance.Decimals));
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
            folder.Write("reconciliation.json", FinanceReconciliation.Of(supply.Cost, supply.Committed, plan));
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

    /// <summary>The plans of record so far, oldest first.</summary>
    private IReadOnlyList<RecordedPlan> Recorded() => [.. _approved.Select(a => new RecordedPlan(a.Name, a.Revision.State, a.Structure))];

    /// <summary>
    /// Looks back from the last day the data know: how good the plans of record were. The facts of that day are taken into a branch of the last plan of record; only the stage kpi runs on it.
    /// </summary>
    private async Task LookBack(CancellationToken token)
    {
        var last = _approved[^1];
        if (_data.LatestFactDate() is not { } latest || latest <= last.CutOff)
        {
            _out.Write("kpi-after.json", new { notMeasurable = $"not measurable, because the data know nothing of the time after {last.CutOff:yyyy-MM-dd}" });
            _lines.Add("Key figures of the time after: not measurable, because the data end at the cut-off.");
            return;
        }

        Tell("Looking back", $"{latest:yyyy-MM-dd}", 0.95);
        _clock.Now = RunClock.MorningAfter(latest);
        var snapshot = _data.CreateSnapshot($"What came by {latest:yyyy-MM-dd}", latest, null, Author, null);
        var branch = _repository.Branch("Look back", "The last plan of record with the facts of the time after it", last.Revision.Id, Author);
        await _start.TakeSnapshot(branch.Id, _structures.BasisOf(last.Revision.State.BasisId) with { Id = 0, SnapshotId = snapshot.Id }, Author, token);
        var input = _computations.Input(_repository.Head(branch.Id).State);
        var now = input with { State = Pipeline.Run(input, [KeyFigures.Definition], _ => null, null, token).State };
        var kpis = KpiTable.Of(now, Recorded(), ["family"], Coordinates.All);
        _out.Write("kpi-after.json", kpis);
        var report = RunReport.AfterText(latest, _approved.Select(a => a.Name).ToList(), kpis);
        _out.Keep("after.md", file => file.Write(Encoding.UTF8.GetBytes(report)));
        _lines.Add($"Key figures by {latest:yyyy-MM-dd} over {_approved.Count} {(_approved.Count == 1 ? "plan" : "plans")} of record: {Headline(kpis)}");
    }

    private static string Headline(KpiTable kpis) => kpis.Rows.Count == 0 ? "none" : string.Join(", ", kpis.Rows[0].Figures
        .Where(f => f.Lag <= 1).Select(f => f.Value is { } value ? $"{f.Title}{(f.Lag > 0 ? $" (lag {f.Lag})" : "")} {RunReport.Number(value, f.Unit)}" : $"{f.Title} not measurable"));
}
