using static Concord.Planning.Data.QualityDimension;
using static Concord.Planning.Data.Severity;

namespace Concord.Planning.Data.Checks;

internal sealed class CurrencyCodeInvalid() : DataCheck(new(
    "CURRENCY_CODE_INVALID", Error, DataArea.Finance, Validity, "Currency code is not three capital letters",
    "Amounts in a currency that is written in two ways are not added up, and no exchange rate is found.",
    "Use the ISO 4217 code: EUR, USD. Maybe it is a currency sign or name."))
{
    /// <summary>Each code that a table uses is looked at once; the columns are found by name, so that a new table is checked from the start.</summary>
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var table in DataModel.Tables.OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            foreach (var column in table.Columns.Where(c => c.Name is "currency" or "from_currency" or "to_currency"))
            {
                foreach (var code in CurrencyUse.Codes(scope, table, column))
                {
                    report.Looked();
                    if (code.Length != 3 || !code.All(c => c is >= 'A' and <= 'Z'))
                        report.Add(table.Name, code, $"{table.Title}: '{code}' is no currency code.", column.Name, code);
                }
            }
        }
    }
}

internal sealed class CurrencyWithoutRate() : DataCheck(new(
    "CURRENCY_WITHOUT_RATE", Error, DataArea.Finance, Completeness, "Currency without exchange rate",
    "Amounts in it cannot be added to the company's: revenue and costs are too low.",
    "Add exchange rates to the company's currency that have started by the cut-off."))
{
    /// <summary>
    /// Looks at each currency the dataset uses, when it uses more than one. The currency that most tables use is taken as the company's (the first in the alphabet
    /// where several do); each other one must lead to it at the cut-off.
    /// </summary>
    public override void Run(CheckScope scope, CheckReport report)
    {
        var tables = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var table in DataModel.Tables)
        {
            if (table.Columns.FirstOrDefault(c => c.Name == "currency") is not { } column)
                continue;
            foreach (var code in CurrencyUse.Codes(scope, table, column))
            {
                if (!tables.TryGetValue(code, out var users))
                    tables.Add(code, users = []);
                users.Add(table.Name);
            }
        }

        if (tables.Count < 2)
            return;
        var home = tables.MaxBy(t => t.Value.Count).Key;
        foreach (var (currency, users) in tables.Where(t => t.Key != home))
        {
            report.Looked();
            if (scope.Rates.Find(currency, home, scope.AsOf) is null)
            {
                report.Add(
                    "exchange_rates", currency, $"Nothing says what one {currency} was worth in {home} at the cut-off {scope.AsOf:yyyy-MM-dd}; {string.Join(", ", users)} use it.",
                    "from_currency", currency);
            }
        }
    }
}

/// <summary>The rates of one pair of currencies, and how they stand in time.</summary>
internal sealed class ExchangeRateStale() : DataCheck(new(
    "EXCHANGE_RATE_STALE", Warning, DataArea.Finance, Timeliness, "Newest exchange rate older than 35 days",
    "The plan converts at a rate of the past; its gap to budget is partly an old rate.",
    "Import the current rates."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var pair in CurrencyUse.Pairs(scope))
        {
            var started = pair.Where(r => r.ValidFrom <= scope.AsOf).ToList();
            if (started.Count == 0)
                continue;
            report.Looked();
            var newest = started.Max(r => r.ValidFrom);
            var days = scope.AsOf.DayNumber - newest.DayNumber;
            if (days > 35)
            {
                report.Add(
                    "exchange_rates", $"{pair.Key.From} / {pair.Key.To}", $"The newest rate from {pair.Key.From} to {pair.Key.To} is of {newest:yyyy-MM-dd}, {days} days before the cut-off {scope.AsOf:yyyy-MM-dd}.",
                    "valid_from", $"{newest:yyyy-MM-dd}");
            }
        }
    }
}

internal sealed class ExchangeRateGap() : DataCheck(new(
    "EXCHANGE_RATE_GAP", Warning, DataArea.Finance, Completeness, "Hole in a series of exchange rates",
    "Past revenue of the hole is converted at an older rate, so that trends in money are bent.",
    "Import the missing rates."))
{
    /// <summary>A pair with four rates or more is looked at. A hole is an interval of over 35 days that is also over three times the median interval of the pair.</summary>
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var pair in CurrencyUse.Pairs(scope))
        {
            var days = pair.Select(r => r.ValidFrom.DayNumber).Distinct().Order().ToArray();
            if (days.Length < 4)
                continue;
            report.Looked();
            var intervals = days.Zip(days.Skip(1), (a, b) => b - a).ToArray();
            var usual = intervals.Order().ElementAt(intervals.Length / 2);
            var longest = Array.IndexOf(intervals, intervals.Max());
            if (intervals[longest] > 35 && intervals[longest] > 3 * usual)
            {
                var from = DateOnly.FromDayNumber(days[longest]);
                report.Add(
                    "exchange_rates", $"{pair.Key.From} / {pair.Key.To}",
                    $"No rate from {pair.Key.From} to {pair.Key.To} starts between {from:yyyy-MM-dd} and {DateOnly.FromDayNumber(days[longest + 1]):yyyy-MM-dd} ({intervals[longest]} days; usual are {usual}).",
                    "valid_from", $"{from:yyyy-MM-dd}");
            }
        }
    }
}

internal sealed class ExchangeRateNotPositive() : DataCheck(new(
    "EXCHANGE_RATE_NOT_POSITIVE", Error, DataArea.Finance, Validity, "Exchange rate zero or negative",
    "Amounts converted with it vanish; planning leaves the rate out.",
    "Correct the rate."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var rate in scope.Rows<ExchangeRate>())
        {
            report.Looked();
            if (!(rate.Rate > 0))
            {
                report.Add(
                    "exchange_rates", $"{rate.From} / {rate.To} / {rate.ValidFrom:yyyy-MM-dd}", $"One {rate.From} is {rate.Rate:R} {rate.To} from {rate.ValidFrom:yyyy-MM-dd} on.",
                    "rate", $"{rate.Rate:R}");
            }
        }
    }
}

internal sealed class ExchangeRateNotInverse() : DataCheck(new(
    "EXCHANGE_RATE_NOT_INVERSE", Warning, DataArea.Finance, Consistency, "Exchange rates there and back disagree",
    "The same amount converted there and back is another one. Over 2 % is more than a margin between buying and selling.",
    "Keep one of the two directions, or correct the rate."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var rates = new Dictionary<(string, string, DateOnly), double>();
        foreach (var rate in scope.Rows<ExchangeRate>().Where(r => r.From is not null && r.To is not null))
            rates[(rate.From, rate.To, rate.ValidFrom)] = rate.Rate;
        foreach (var ((from, to, day), rate) in rates)
        {
            if (string.CompareOrdinal(from, to) > 0 || !rates.TryGetValue((to, from, day), out var back))
                continue;
            report.Looked();
            if (!(Math.Abs((rate * back) - 1) <= 0.02))
            {
                report.Add(
                    "exchange_rates", $"{from} / {to} / {day:yyyy-MM-dd}", $"From {day:yyyy-MM-dd} one {from} is {rate:R} {to}, but one {to} is {back:R} {from}; {1 / rate:0.######} was expected.",
                    "rate", $"{back:R}");
            }
        }
    }
}

internal static class CurrencyUse
{
    public static IEnumerable<IGrouping<(string From, string To), ExchangeRate>> Pairs(CheckScope scope) =>
        scope.Rows<ExchangeRate>().Where(r => r.From is not null && r.To is not null && r.From != r.To).GroupBy(r => (r.From, r.To));

    /// <summary>The distinct codes of a currency column, sorted. The sales history's come from its summary, which reads priced lines only.</summary>
    public static IEnumerable<string> Codes(CheckScope scope, TableDefinition table, ColumnDefinition column)
    {
        if (table.Record == typeof(SalesHistoryLine))
            return scope.History.Currencies.Select(c => c.Currency).Order(StringComparer.Ordinal);
        var codes = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var batch in scope.Dataset.Batches(table))
        {
            var data = batch.Columns[column.Index];
            for (var row = 0; row < batch.RowCount; row++)
            {
                if (data.Text(row) is { } code)
                    codes.Add(code);
            }
        }

        return codes;
    }
}
