using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Finance;

/// <summary>Which totals a line that has no rate is missing from: purchases without a price are missing from what suppliers are owed and from cash, too.</summary>
public static class MoneyGaps
{
    private static readonly (string Line, string Quantity, string[] Totals)[] Lines =
    [
        ("revenue", "constrained_demand", ["margin", "contribution_margin", "budget_gap", "budget_margin_gap", "receivables", "working_capital", "cash_flow", "cash"]),
        ("cost_of_sales", "constrained_demand", ["margin", "budget_margin_gap"]),
        ("variable_cost_of_sales", "constrained_demand", ["contribution_margin"]),
        ("production_cost", "load", ["cash_flow", "cash"]),
        ("overtime_cost", "overtime", ["cash_flow", "cash"]),
        ("purchase_cost", "purchase", ["payables", "working_capital", "cash_flow", "cash"]),
        ("transport_cost", "transport", ["cash_flow", "cash"]),
        ("stock_value", "stock", ["holding_cost", "working_capital"]),
    ];

    /// <summary>The totals that lack what a line lacks; empty for what is no line.</summary>
    public static IReadOnlyList<string> TotalsOf(string line) => Array.Find(Lines, l => l.Line == line).Totals ?? [];

    /// <summary>What a total of a plan leaves out, for people: how many series have a quantity and no money; null for nothing.</summary>
    /// <param name="first">First bucket.</param>
    /// <param name="count">Buckets.</param>
    public static string? Note(PlanCube cube, PlanStructure structure, string measure, int first, int count)
    {
        var notes = new List<string>();
        foreach (var (line, quantity, totals) in Lines)
        {
            if ((line != measure && !totals.Contains(measure)) || structure.SeriesCount(line) is not (var series and > 0))
                continue;
            var (money, quantities) = (SeriesMatrix.From(cube.Values(line), series, first, count), SeriesMatrix.From(cube.Values(quantity), series, first, count));
            if (money.Values.AsSpan().IndexOfAnyExcept(double.NaN) < 0)
                continue;
            var without = 0;
            for (var s = 0; s < series; s++)
            {
                var has = money.Row(s);
                var wanted = quantities.Row(s);
                for (var b = 0; b < count; b++)
                {
                    if (!double.IsNaN(has[b]) || double.IsNaN(wanted[b]) || wanted[b] == 0)
                        continue;
                    without++;
                    break;
                }
            }

            if (without > 0)
                notes.Add(FormattableString.Invariant($"without {without} of {series} series whose {MeasureRegistry.Measure(line).Title.ToLowerInvariant()} is not known"));
        }

        return notes.Count == 0 ? null : string.Join("; ", notes);
    }
}
