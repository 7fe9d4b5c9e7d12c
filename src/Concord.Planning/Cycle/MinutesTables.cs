using Concord.Planning.Data;

namespace Concord.Planning.Cycle;

/// <summary>Minutes as tables, for a workbook.</summary>
public static class MinutesTables
{
    /// <summary>The steps, the records, and the verdicts with the figures that were judged. A table without rows is left out.</summary>
    public static IReadOnlyList<ReportTable> Of(Minutes minutes)
    {
        List<ReportTable> tables = [Steps(minutes), Records(minutes), Products(minutes), Verdicts(minutes), Changes(minutes)];
        return [.. tables.Where(t => t.Rows.Count > 0)];
    }

    private static ReportTable Steps(Minutes minutes) => new(
        "steps", "The steps of the cycle.",
        [Text("step", "The step."), Text("owner", "Who is responsible."), Day("due", "The day by which it should be closed."), Text("closed_by", "Who closed it; empty while it is open."),
            Day("closed_on", "When."), new("days_late", ReportFormat.Whole, "Days after the due date."), Text("overridden_because", "Why it was closed although its gate was held."),
            Text("held_by", "What held the gate then.")],
        [.. minutes.Steps.Select(s => (IReadOnlyList<object?>)[
            s.Title, s.Owner, s.Due, s.ClosedBy, s.ClosedAt is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : null, s.DaysLate, s.Override?.Reason,
            s.Override is { } held ? string.Join(" ", held.Reasons) : null])]);

    private static ReportTable Records(Minutes minutes) => new(
        "records", "Decisions, assumptions, risks and actions.",
        [Text("kind", "Decision, assumption, risk or action."), new("number", ReportFormat.Whole, "In the cycle."), Text("text", "What it says."), Text("status", "Open, done or dropped."),
            Text("owner", "Who is responsible."), Day("date", "Taken or due on."), new("likelihood", ReportFormat.Percent, "Of a risk."),
            new("effect", ReportFormat.Money, "Margin lost when a risk comes true."), Text("outcome", "What became of it."), Text("written_by", "Who wrote it.")],
        [.. new[] { minutes.ToDecide, minutes.Decisions, minutes.Assumptions, minutes.Risks, minutes.Actions }.SelectMany(part => part).Select(r => (IReadOnlyList<object?>)[
            Gates.Word(r.Kind), r.Number, r.Text, Gates.Word(r.Status), r.Owner, r.Date, r.Likelihood, r.Effect, r.Outcome, r.Author])]);

    private static ReportTable Products(Minutes minutes) => new(
        "product_decisions", "What the product review decided.",
        [new("number", ReportFormat.Whole, "In the cycle."), Text("decision", "What was decided."), Text("reason", "Why."), Text("by", "Who decided."), Text("state", "In the plan, withdrawn, or waiting.")],
        [.. minutes.ProductDecisions.Select(d => (IReadOnlyList<object?>)[
            d.Number, d.ToString(), d.Reason, d.By, d.IsWithdrawn ? "withdrawn" : d.AppliedIn is { } revision ? $"in the plan, revision {revision}" : d.ChangesPlan ? "waiting" : "nothing to change"])]);

    private static ReportTable Verdicts(Minutes minutes) => new(
        "verdicts", "What executives said of plans, with the figures they saw.",
        [Text("verdict", "Approved, rejected or sent back."), new("revision", ReportFormat.Whole, "Of the plan."), Text("by", "The executive."), Day("on", "When."), Text("comment", "What was said."),
            Text("despite", "What stood against it, and why that did not matter."), Text("figure", "A headline figure."), Text("period", "A fiscal year or the horizon."),
            new("value", ReportFormat.Number, "In the unit beside it; a share is 1 for 100 %."), Text("unit", "Of the value."), Text("fingerprint", "SHA-256 of the plan.")],
        [.. minutes.Verdicts.SelectMany(v => v.Figures.DefaultIfEmpty().Select(f => (IReadOnlyList<object?>)[
            Gates.Word(v.Verdict), v.Revision, v.By, DateOnly.FromDateTime(v.At.UtcDateTime), v.Comment,
            v.Despite.IsEmpty ? null : $"{string.Join(" ", v.Despite)} {v.DespiteReason}", f?.Title, f?.Period, f?.Value, f?.Unit, v.Fingerprint]))]);

    private static ReportTable Changes(Minutes minutes) => new(
        "changes", "What changed since the last plan of record, in the buckets both plan.",
        [Text("of", "Volume or revenue."), Text("unit", "Of the values."), Text("bar", "What made the difference; the two totals at the ends."), new("value", ReportFormat.Number, "In the unit.")],
        [.. (minutes.Changed?.Waterfalls ?? []).SelectMany(w => (IReadOnlyList<IReadOnlyList<object?>>)[
            [Of(w), w.Unit, minutes.Changed!.From, (double)w.From], .. w.Bars.Select(b => (IReadOnlyList<object?>)[Of(w), w.Unit, Gates.Word(b.Cause), (double)b.Value]),
            [Of(w), w.Unit, minutes.Changed.To, (double)w.To]])]);

    private static string Of(Waterfall waterfall) => waterfall.IsRevenue ? "revenue" : "volume";

    private static ReportColumn Text(string name, string description) => new(name, ReportFormat.Text, description);

    private static ReportColumn Day(string name, string description) => new(name, ReportFormat.Date, description);
}
