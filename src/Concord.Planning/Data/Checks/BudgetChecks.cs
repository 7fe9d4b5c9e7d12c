using static Concord.Planning.Data.QualityDimension;
using static Concord.Planning.Data.Severity;

namespace Concord.Planning.Data.Checks;

internal sealed class BudgetMonthsMissing() : DataCheck(new(
    "BUDGET_MONTHS_MISSING", Warning, DataArea.Finance, Completeness, "Budget with missing months",
    "The gap to budget of the year is wrong by the months that are not there.",
    "Add the months; a month without volume is a row with zero."))
{
    /// <summary>
    /// Each series (version, family or item, channel, region) is looked at. It must have every month from the first to the last month of its version,
    /// and a version must span a year: with fewer months the version's missing ones count as missing in each of its series.
    /// </summary>
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var version in scope.Rows<BudgetLine>().GroupBy(b => b.Version ?? "*").OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var first = version.Min(b => BudgetText.MonthOf(b.Month));
            var last = Math.Max(version.Max(b => BudgetText.MonthOf(b.Month)), first + 11);
            foreach (var series in version.GroupBy(b => $"{version.Key} / {b.Family ?? "*"} / {b.Item?.Value ?? "*"} / {b.Channel ?? "*"} / {b.Region ?? "*"}"))
            {
                report.Looked();
                var months = series.Select(b => BudgetText.MonthOf(b.Month)).ToHashSet();
                if (months.Count == last - first + 1)
                    continue;
                var missing = first;
                while (months.Contains(missing))
                    missing++;
                report.Add(
                    "budget", series.Key,
                    $"Budget '{series.Key}' has {months.Count} of the {last - first + 1} months from {BudgetText.Name(first)} to {BudgetText.Name(last)}; the first missing one is {BudgetText.Name(missing)}.",
                    "month", BudgetText.Name(missing));
            }
        }
    }
}

internal sealed class BudgetWithoutCurrency() : DataCheck(new(
    "BUDGET_WITHOUT_CURRENCY", Error, DataArea.Finance, Completeness, "Budget amount without currency",
    "An amount in no currency can be compared with nothing.",
    "State the currency of revenue and cost."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var line in scope.Rows<BudgetLine>().Where(b => (b.Revenue ?? b.Cost) is not null))
        {
            report.Looked();
            if (string.IsNullOrWhiteSpace(line.Currency))
                report.Add("budget", BudgetText.Key(line), $"Budget '{BudgetText.Key(line)}' states an amount of {line.Revenue ?? line.Cost:R} in no currency.", "currency");
        }
    }
}

internal sealed class BudgetMonthNotFirstDay() : DataCheck(new(
    "BUDGET_MONTH_NOT_FIRST_DAY", Warning, DataArea.Finance, Validity, "Budget month is not the first of a month",
    "Two rows of one month with different days count twice.",
    "Write the first day of the month. Maybe the budget is by week or by fiscal period: convert it in the mapping."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var line in scope.Rows<BudgetLine>())
        {
            report.Looked();
            if (line.Month.Day != 1)
                report.Add("budget", BudgetText.Key(line), $"Budget '{BudgetText.Key(line)}' is for {line.Month:yyyy-MM-dd}, not for the first of a month.", "month", $"{line.Month:yyyy-MM-dd}");
        }
    }
}

internal static class BudgetText
{
    public static string Key(BudgetLine line) =>
        $"{line.Version} / {line.Family ?? "*"} / {line.Item?.Value ?? "*"} / {line.Channel ?? "*"} / {line.Region ?? "*"} / {line.Month:yyyy-MM-dd}";

    public static int MonthOf(DateOnly day) => (day.Year * 12) + day.Month - 1;

    public static string Name(int month) => $"{month / 12:0000}-{(month % 12) + 1:00}";
}
