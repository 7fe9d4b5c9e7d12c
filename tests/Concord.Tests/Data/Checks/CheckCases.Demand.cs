using Concord.Planning.Data;
using static Concord.Tests.Data.Facts;

namespace Concord.Tests.Data.Checks;

internal static partial class CheckCases
{
    private const double None = double.NaN;

    /// <summary>Three years of a season: 10 in most months, 40 in the sixth of each twelve.</summary>
    private static double[] Seasonal(params (int Month, double Quantity)[] changes)
    {
        var months = Enumerable.Range(0, 36).Select(m => m % 12 == 5 ? 40.0 : 10 + (m % 3)).ToArray();
        foreach (var (month, quantity) in changes)
            months[month] = quantity;
        return months;
    }

    private static CheckCase[] Demand() =>
    [
        new("HISTORY_GAP", "'A' sold nothing from 2025-10 to 2025-11 (2 months); otherwise it sells at least every month",
            [Item("A"), .. MonthlySales("A", 9, 9, 9, 9, 9, None, None, 9, 9, 9, 9)],
            [Item("A"), .. MonthlySales("A", 9, None, None, 9, None, None, 9, None, None, 9, None, None, None, None, 9, None, None, 9, None, None, 9)]),
        new("HISTORY_MONTH_EMPTY", "No item has a sale in 2026-02", [Item("A"), .. MonthlySales("A", 9, None, 9)], [Item("A"), Item("B"), .. MonthlySales("A", 9, None, 9), .. MonthlySales("B", 9, 9)]),
        new("HISTORY_OUTLIER", "'A' sold 400 in 2025-10; the months around it have a median of",
            [Item("A"), .. MonthlySales("A", Seasonal((30, 400)))],
            [Item("A"), .. MonthlySales("A", Seasonal()), Item("B") with { Family = "Wheels" }, .. MonthlySales("B", Seasonal((30, 400))),
                Event("E1") with { Family = "Wheels", From = Day("2025-09-20"), To = Day("2025-10-10"), EffectPercent = 4000 }]),
        new("HISTORY_SHORT", "'A' first sold on 2025-11-25, less than a year", [Item("A"), .. MonthlySales("A", 9, 9, 9, 9, 9)], [Item("A"), .. MonthlySales("A", [.. Enumerable.Repeat(9.0, 14)])]),
        new("ACTIVE_WITHOUT_SALES", "'A' is active and was last sold on 2025-02-25",
            [Item("A"), Item("B"), .. MonthlySales("A", [9, .. Enumerable.Repeat(None, 13)]), .. MonthlySales("B", [.. Enumerable.Repeat(9.0, 14)])],
            [Item("A"), .. MonthlySales("A", [.. Enumerable.Repeat(9.0, 14)]), Item("B") with { LaunchDate = Day("2026-01-01") }]),
        new("SOLD_AFTER_END_OF_LIFE", "'A' ended on 2026-01-31, and 2 lines were sold later, the last on 2026-03-25",
            [Item("A") with { EndOfLifeDate = Day("2026-01-31") }, .. MonthlySales("A", 9, 9, 9)],
            [Item("A") with { EndOfLifeDate = Day("2026-01-31") }, .. MonthlySales("A", 9, None, -3)]),
        new("SOLD_BEFORE_LAUNCH", "'A' was launched on 2026-03-01, and 2 lines were sold earlier, the first on 2026-01-25",
            [Item("A") with { LaunchDate = Day("2026-03-01") }, .. MonthlySales("A", 9, 9, 9)], [Item("A") with { LaunchDate = Day("2026-01-15") }, .. MonthlySales("A", 9, 9, 9)]),
        new("DUE_DATE_MISSING", "1 of 2 sales lines (50 %) have no due date", [Item("A"), Sale("A", CutOff), Sale("A", CutOff) with { Line = 2, DueDate = null }], [Item("A"), Sale("A", CutOff)]),
        new("HISTORY_STALE", "The newest sale is of 2026-02-15, 44 days before", [Item("A"), Sale("A", Day("2026-02-15"))], [Item("A"), Sale("A", Day("2026-02-24"))]),
        new("FACTS_AFTER_CUT_OFF", "Sales history: 1 rows are dated after the cut-off 2026-03-31 and left out, the latest on 2026-04-01",
            [Item("A"), Sale("A", CutOff), Sale("A", CutOff.AddDays(1))], [Item("A"), Sale("A", CutOff)]),
        new("HISTORY_UNIT_UNCONVERTIBLE", "1 of 2 sales lines of item 'A' are in a unit that cannot be converted to 'EA'",
            [Item("A"), Sale("A", CutOff), Sale("A", CutOff) with { Line = 2, Unit = new("CS") }], [Item("A"), Sale("A", CutOff) with { Unit = new("CS") }, Conversion("CS", "EA", 12)]),
        new("SALES_PRICE_FAR_FROM_LIST", "'A' sold at 40 EUR on average over the last year (2 lines); its price is 100 EUR",
            [Item("A"), Price("A"), Sale("A", CutOff) with { Price = 30, Currency = "EUR" }, Sale("A", CutOff) with { Line = 2, Price = 50, Currency = "EUR" }],
            [Item("A"), Price("A"), Rate("EUR", "USD", 1.1), Sale("A", CutOff) with { Price = 1100, Currency = "USD", Unit = new("CS") }, Conversion("CS", "EA", 12)]),
        new("EVENT_MEMBER_UNKNOWN", "'E1' names the channel 'retail', which does not exist. Maybe 'Retail'?",
            [Item("A"), Customer("C1"), Event("E1") with { Channel = "retail" }], [Item("A"), Customer("C1"), Event("E1") with { Channel = "Retail" }]),
        new("EVENT_WITHOUT_EFFECT", "'E1' (promotion, from 2026-04-01) states no effect", [Event("E1") with { EffectPercent = null }], [Event("E1")]),
        new("EVENT_WITHOUT_END", "began on 2026-01-01, before the cut-off 2026-03-31", [Event("E1") with { From = Day("2026-01-01"), To = null }], [Event("E1") with { From = Day("2026-01-01") }]),
        new("IMPORTED_FORECAST_STALE", "that 'crm' forecasts begins on 2026-02-01",
            [new ImportedForecast { Source = "crm", Item = new("A"), Date = Day("2026-02-01"), Quantity = 5, Probability = 1 }],
            [new ImportedForecast { Source = "crm", Item = new("A"), Date = Day("2026-03-01"), Quantity = 5, Probability = 1 }]),
        new("INDICATOR_STALE", "'pmi / *' is of 2025-11-01, 150 days",
            [new Indicator { Name = "pmi", Date = Day("2025-11-01"), Value = 50 }], [new Indicator { Name = "pmi", Date = Day("2026-02-01"), Value = 50 }]),
        new("DEMAND_VALIDITY_REVERSED", "'E1' holds from 2026-04-01 to 2026-03-01", [Event("E1") with { To = Day("2026-03-01") }], [Event("E1")]),
    ];

    private static CheckCase[] Finance() =>
    [
        new("FINISHED_GOOD_WITHOUT_PRICE", "'A' has no price that is valid at the cut-off 2026-03-31", [Item("A"), Price("A", to: "2026-01-31")], [Item("A"), Price("A")]),
        new("ITEM_WITHOUT_COST", "'A' has no standard cost", [Item("A")], [Item("A"), Cost("A", from: "2026-01-01")]),
        new("PRICE_BELOW_COST", "'A' is sold at 100 EUR and costs 120 EUR",
            [Item("A"), Price("A"), Cost("A") with { Cost = 132, Currency = "USD" }, Rate("EUR", "USD", 1.1)], [Item("A"), Price("A"), Cost("A")]),
        new("PRICES_OVERLAP", "'A / * / * / *' overlap: 100 EUR always to open, and 110 EUR 2026-01-01 to open",
            [Price("A"), Price("A", 110, from: "2026-01-01")], [Price("A", to: "2025-12-31"), Price("A", 110, from: "2026-01-01"), Price("A", 90) with { Channel = "Retail" }]),
        new("COSTS_OVERLAP", "'A / *' overlap", [Cost("A"), Cost("A", 61, from: "2026-01-01")], [Cost("A", to: "2025-12-31"), Cost("A", 61, from: "2026-01-01")]),
        new("PRICE_NOT_POSITIVE", "'A' has a price of 0 EUR", [Price("A", 0)], [Price("A")]),
        new("COST_NOT_POSITIVE", "'A' has a standard cost of -1 EUR", [Cost("A", -1)], [Cost("A")]),
        new("VARIABLE_COST_ABOVE_COST", "'A' costs 60 EUR, of which 70 are variable", [Cost("A") with { VariableCost = 70 }], [Cost("A") with { VariableCost = 40 }]),
        new("COST_STALE", "'A' is of 2024-08-31, over 18 months", [Item("A"), Cost("A", from: "2024-08-31")], [Item("A"), Cost("A", from: "2024-09-30")]),
        new("PRICE_MEMBER_UNKNOWN", "names the region 'Asia'", [Customer("C1"), Price("A") with { Region = "Asia" }], [Customer("C1"), Price("A") with { Region = "Europe" }]),
        new("CURRENCY_CODE_INVALID", "Prices: 'Euro' is no currency code", [Price("A") with { Currency = "Euro" }], [Price("A"), Rate("EUR", "USD", 1.1)]),
        new("CURRENCY_WITHOUT_RATE", "what one USD was worth in EUR at the cut-off 2026-03-31; sales_history use it",
            [Item("A"), Price("A"), Cost("A"), Sale("A", CutOff) with { Price = 5, Currency = "USD" }, Rate("USD", "EUR", 0.9, "2026-04-15")],
            [Item("A"), Price("A"), Cost("A"), Sale("A", CutOff) with { Price = 5, Currency = "USD" }, Rate("EUR", "USD", 1.1)]),
        new("EXCHANGE_RATE_STALE", "from EUR to USD is of 2026-01-31, 59 days", [Rate("EUR", "USD", 1.1, "2026-01-31"), Rate("EUR", "USD", 1.1, "2026-05-01")], [Rate("EUR", "USD", 1.1)]),
        new("EXCHANGE_RATE_GAP", "starts between 2025-08-01 and 2025-12-01 (122 days; usual are 31)",
            [Rate("EUR", "USD", 1, "2025-05-01"), Rate("EUR", "USD", 1, "2025-06-01"), Rate("EUR", "USD", 1, "2025-07-01"), Rate("EUR", "USD", 1, "2025-08-01"), Rate("EUR", "USD", 1, "2025-12-01")],
            [Rate("EUR", "USD", 1, "2025-01-01"), Rate("EUR", "USD", 1, "2025-04-01"), Rate("EUR", "USD", 1, "2025-07-01"), Rate("EUR", "USD", 1, "2025-10-01")]),
        new("EXCHANGE_RATE_NOT_POSITIVE", "One EUR is 0 USD", [Rate("EUR", "USD", 0)], [Rate("EUR", "USD", 1.1)]),
        new("EXCHANGE_RATE_NOT_INVERSE", "one EUR is 1.25 USD, but one USD is 0.9 EUR; 0.8 was expected",
            [Rate("EUR", "USD", 1.25), Rate("USD", "EUR", 0.9)], [Rate("EUR", "USD", 1.25), Rate("USD", "EUR", 0.805)]),
        new("BUDGET_MONTHS_MISSING", "'2026 / Road Bikes / * / * / *' has 11 of the 12 months from 2026-01 to 2026-12; the first missing one is 2026-04",
            [.. BudgetYear("Road Bikes").Where(b => b.Month.Month != 4)], [.. BudgetYear("Road Bikes")]),
        new("BUDGET_WITHOUT_CURRENCY", "states an amount of 1000 in no currency", [.. BudgetYear("Road Bikes").Select(b => b with { Currency = null })], [.. BudgetYear("Road Bikes")]),
        new("BUDGET_MONTH_NOT_FIRST_DAY", "is for 2026-01-15, not for the first of a month", [Budget("Road Bikes", Day("2026-01-15"))], [.. BudgetYear("Road Bikes")]),
        new("BUDGET_MEMBER_UNKNOWN", "names the family 'Gravel'", [Item("A"), Budget("Gravel", Day("2026-01-01"))], [Item("A"), .. BudgetYear("Road Bikes")]),
        new("FINANCE_VALIDITY_REVERSED", "holds from 2026-02-01 to 2026-01-01", [Price("A", 100, "2026-02-01", "2026-01-01")], [Price("A", 100, "2026-01-01", "2026-02-01")]),
    ];
}
