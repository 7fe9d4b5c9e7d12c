using System.Collections.Immutable;
using Concord.Planning.Cycle;
using Concord.Planning.Demand;
using Xunit;
using static Concord.Tests.Cycle.SmallCycle;

namespace Concord.Tests.Cycle;

/// <summary>A cycle opened on April 1st, 2026, made by hand; its steps are due on April 2, 6, 9, 14, 16 and 21.</summary>
public sealed class MinutesTests
{
    private static readonly DateOnly AsOf = new(2026, 4, 24);

    private static PlanningCycle Add(PlanningCycle cycle, RecordKind kind, string text, RecordStatus status, DateOnly? date = null, double? likelihood = null, double? effect = null, Actor? by = null) =>
        Recording.Add(cycle, new RecordDraft(kind, text, "nora", date, status, [], likelihood, effect, null), by ?? Coordinator, Now);

    private static Minutes Of(PlanningCycle cycle, PlanWaterfall? changed = null) => Minutes.Of(cycle, "2026-03", changed, AsOf);

    private static IReadOnlyList<IReadOnlyList<object?>> Rows(Minutes minutes, string table) => MinutesTables.Of(minutes).Single(t => t.Name == table).Rows;

    [Fact]
    public void A_step_is_late_by_the_days_after_its_due_date_until_it_closed_or_until_now()
    {
        var cycle = Open();
        cycle = Close(cycle, StepKind.Data);
        var held = Gates.Judge(cycle, StepKind.ProductReview, Good);
        cycle = Stepping.Close(cycle, held, "The launch is settled by mail", Coordinator, new DateTimeOffset(2026, 4, 9, 10, 0, 0, TimeSpan.Zero));
        var minutes = Of(cycle);
        Assert.Equal([0, 3, 15, 10, 8, 3], minutes.Steps.Select(s => s.DaysLate));
        Assert.Equal(("clara", "The launch is settled by mail"), (minutes.Steps[1].ClosedBy, minutes.Steps[1].Override!.Reason));
        Assert.Null(minutes.Steps[2].ClosedBy);

        var row = Rows(minutes, "steps")[1];
        Assert.Equal(["Product review", null, new DateOnly(2026, 4, 6), "clara", new DateOnly(2026, 4, 9), 3, "The launch is settled by mail", string.Join(" ", held.Reasons)], row);
    }

    [Fact]
    public void Records_stand_under_what_they_are_the_dearest_risk_and_the_next_action_first()
    {
        var cycle = Add(Open(), RecordKind.Decision, "Taken", RecordStatus.Done);
        cycle = Add(cycle, RecordKind.Decision, "Later", RecordStatus.Open, new(2026, 5, 1));
        cycle = Add(cycle, RecordKind.Decision, "Sooner", RecordStatus.Open, new(2026, 4, 10));
        cycle = Add(cycle, RecordKind.Decision, "Not taken", RecordStatus.Dropped);
        cycle = Add(cycle, RecordKind.Risk, "Unknown", RecordStatus.Open);
        cycle = Add(cycle, RecordKind.Risk, "Likely but cheap", RecordStatus.Open, likelihood: 0.9, effect: 1000);
        cycle = Add(cycle, RecordKind.Risk, "Rare but dear", RecordStatus.Open, likelihood: 0.1, effect: 100_000);
        cycle = Add(cycle, RecordKind.Action, "Done", RecordStatus.Done, new(2026, 4, 1));
        cycle = Add(cycle, RecordKind.Action, "Some day", RecordStatus.Open);
        cycle = Add(cycle, RecordKind.Action, "Next week", RecordStatus.Open, new(2026, 4, 28));
        cycle = Add(cycle, RecordKind.Assumption, "No strike", RecordStatus.Open);
        var minutes = Of(cycle);
        Assert.Equal(["Taken", "Not taken"], Texts(minutes.Decisions));
        Assert.Equal(["Sooner", "Later"], Texts(minutes.ToDecide));
        Assert.Equal(["Rare but dear", "Likely but cheap", "Unknown"], Texts(minutes.Risks));
        Assert.Equal(["Next week", "Some day", "Done"], Texts(minutes.Actions));

        var rows = Rows(minutes, "records");
        Assert.Equal(
            ["Sooner", "Later", "Taken", "Not taken", "No strike", "Rare but dear", "Likely but cheap", "Unknown", "Next week", "Some day", "Done"], rows.Select(r => r[2]));
        Assert.Equal(["risk", 7, "Rare but dear", "open", "nora", null, 0.1, 100_000.0, null, "clara"], rows[5]);

        static IEnumerable<string> Texts(ImmutableList<CycleRecord> records) => records.Select(r => r.Text);
    }

    [Fact]
    public void People_are_told_by_what_they_did_and_what_was_carried_over_was_not_done_now()
    {
        var before = Add(Open(), RecordKind.Action, "Ask the supplier", RecordStatus.Open, by: Viewer);
        var cycle = Open(Opening.Close(before, "Given up", Coordinator, Now), "2026-05", 4);
        cycle = Recording.Submit(cycle, InputFunction.Sales, 1, 20, null, Sales, Now);
        cycle = Recording.Withdraw(cycle, InputFunction.Sales, null, Sales, Now);
        cycle = Recording.Submit(cycle, InputFunction.Finance, 1, 20, null, SmallCycle.Finance, Now);
        cycle = Add(cycle, RecordKind.Risk, "A strike", RecordStatus.Open, by: SmallCycle.Finance);
        cycle = Recording.Decide(cycle, new ProductDecision(ProductChoice.Keep, "A", null, null, 1, "It carries the family"), Product, Now);
        cycle = Recording.Acknowledge(cycle, AcknowledgementKind.Finding, "NO_SOURCE", 3, "Delisted soon", SmallCycle.Finance, Now);
        var people = Of(cycle).People;
        Assert.Equal(["fiona", "clara", "jonas", "piet"], people.Select(p => p.Name));
        Assert.Equal([InputFunction.Finance], people[0].Submitted);
        Assert.Equal((1, 1, 0), (people[0].Records, people[0].Acknowledged, people[0].Verdicts));
        Assert.Empty(people[2].Submitted);
        Assert.Equal(1, people[3].ProductDecisions);
        Assert.DoesNotContain(people, p => p.Name == "vera");
    }

    [Fact]
    public void Verdicts_stand_with_each_figure_and_changes_bar_by_bar()
    {
        var cycle = Approving.Judge(Ready(Open()), Verdict.SentBack, Proposal(), "Show us overtime", null, Executive, Now);
        var changed = new PlanWaterfall(
            "March", "April", 3, 14, "2026-04", "2027-03",
            [new Waterfall(true, "EUR", 100, 130, [new WaterfallBar(WaterfallCause.Events, 40), new WaterfallBar(WaterfallCause.Entries, -10)], 0)], []);
        var minutes = Of(cycle, changed);
        Assert.Equal(
            ["sent back", 40L, "elena", new DateOnly(2026, 4, 1), "Show us overtime", null, "Revenue", "FY 2026", 1_250_000.0, "EUR", new string('a', 64)], Assert.Single(Rows(minutes, "verdicts")));
        Assert.Equal(
            [("March", 100.0), ("events", 40.0), ("entries", -10.0), ("April", 130.0)], Rows(minutes, "changes").Select(r => ((string)r[2]!, (double)r[3]!)));
        Assert.All(Rows(minutes, "changes"), r => Assert.Equal(("revenue", "EUR"), ((string)r[0]!, (string)r[1]!)));
    }

    [Fact]
    public void A_table_without_rows_is_left_out_and_products_say_how_far_they_are()
    {
        Assert.Equal(["steps"], MinutesTables.Of(Of(Open())).Select(t => t.Name));
        var cycle = Open();
        foreach (var item in new[] { "A", "B", "C" })
            cycle = Recording.Decide(cycle, new ProductDecision(ProductChoice.Delist, item, null, new(2026, 12, 31), 1, "It fades"), Product, Now);
        cycle = Recording.Decide(cycle, new ProductDecision(ProductChoice.Keep, "D", null, null, 1, "It sells"), Product, Now);
        cycle = Recording.Applied(cycle, 1, 41, Product, Now);
        cycle = cycle with { ProductDecisions = cycle.ProductDecisions.SetItem(1, cycle.ProductDecisions[1] with { WithdrawnBy = "piet" }) };
        var rows = Rows(Of(cycle), "product_decisions");
        Assert.Equal(["in the plan, revision 41", "withdrawn", "waiting", "nothing to change"], rows.Select(r => r[4]));
        Assert.Equal([1, "delist A after 2026-12-31", "It fades", "piet"], rows[0].Take(4));
    }
}
