using System.Diagnostics;
using System.Globalization;
using System.Text;
using Concord.Planning.Data;
using Concord.Planning.Data.Checks;
using Concord.Planning.Data.Mappings;
using Concord.Storage.Data;
using Concord.Storage.Data.Sources;

namespace Concord.App.Bench;

/// <summary>
/// Measures an import of sales history from CSV to queryable history with all row checks, against <c>sqlite3 .import</c> of the same file into a bare table
/// in the same run, and its memory against that for a file twice as large.
/// </summary>
internal static class ImportBench
{
    private const int Items = 2_000;
    private const int Customers = 500;
    private static readonly DateOnly FirstDay = new(2022, 11, 1);
    private static readonly DateOnly LastDay = FirstDay.AddDays(1459);

    public static BenchResult Run(int rows, Action<string> log, CancellationToken token)
    {
        var folder = Directory.CreateTempSubdirectory("concord-bench-").FullName;
        try
        {
            var master = WriteMasterData(folder);
            Measure(folder, master, 50_000, log, token); // compiles the code, so that neither size below pays for it
            var full = Measure(folder, master, rows, log, token);
            var sqlite = SqliteImport(folder, full.File, log);
            var twice = Measure(folder, master, 2 * rows, log, token);
            var growth = (twice.Peak - twice.Before) / (double)Math.Max(1, full.Peak - full.Before);
            return new BenchResult($"import of {rows} sales history rows", BenchResult.ThisMachine(), [
                new("file size", full.Bytes / 1e6, "MB"),
                new("Concord: CSV to queryable history, row checks included", full.Seconds, "s"),
                new("Concord: rows a second", rows / full.Seconds, "rows/s"),
                new("sqlite3 .import of the same file into a bare table", sqlite, "s"),
                new("sqlite3: rows a second", rows / sqlite, "rows/s"),
                new("Concord's rate as a multiple of sqlite3's", sqlite / full.Seconds, "x", ">=", 1),
                new("Concord: the dataset checks over it", full.CheckSeconds, "s"),
                new("Concord's rate with the dataset checks, as a multiple of sqlite3's", sqlite / (full.Seconds + full.CheckSeconds), "x", ">=", 1),
                new("first query: monthly quantity by item over all rows", full.QuerySeconds, "s"),
                new("the query's total against the total written", full.Total - full.Expected, "units", "==", 0),
                new("rows read back of rows written", full.RowsBack / (double)rows, "share", "==", 1),
                new("peak memory above the start", (full.Peak - full.Before) / 1e6, "MB"),
                new("peak memory above the start, a file twice as large", (twice.Peak - twice.Before) / 1e6, "MB"),
                new("memory for the file twice as large, as a multiple", growth, "x", "<=", 1.25),
                new("allocated on the managed heap, in all, per row", full.Allocated / (double)rows, "bytes"),
                new("database size per row", full.DatabaseBytes / (double)rows, "bytes"),
                new("the same file again: nothing to do", full.AgainSeconds, "s"),
            ]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed record Measured(
        string File, long Bytes, double Seconds, long Allocated, double CheckSeconds, double QuerySeconds, double AgainSeconds, double Total, double Expected, long RowsBack, long Before, long Peak,
        long DatabaseBytes);

    private static Measured Measure(string folder, IReadOnlyList<SourceFile> master, int rows, Action<string> log, CancellationToken token)
    {
        log($"Writing {rows:N0} rows …");
        var file = Path.Combine(folder, $"sales_history_{rows}.csv");
        var expected = WriteHistory(file, rows);
        var data = Path.Combine(folder, $"data-{rows}");
        using var store = DataStore.Open(data, TimeProvider.System);
        var importer = new Importer(store);
        importer.Run(ImportRequest.Through(Mapping.Canonical, "canonical", master, "master data", "bench"), null, token);

        using var memory = new PeakMemory();
        var request = ImportRequest.Through(Mapping.Canonical, "canonical", [SourceFile.FromPath(file, "sales_history.csv")], "history", "bench");
        var allocated = GC.GetTotalAllocatedBytes();
        var clock = Stopwatch.StartNew();
        var import = importer.Run(request, null, token).Import;
        var seconds = clock.Elapsed.TotalSeconds;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        var peak = memory.Peak;
        log($"Concord: {import.Accepted:N0} rows accepted, {import.Rejected:N0} rejected in {seconds:0.00} s");

        clock.Restart();
        DataChecks.Run(store.Live(LastDay), null, token);
        var checks = clock.Elapsed.TotalSeconds;
        clock.Restart();
        var (total, back) = MonthlyTotals(store);
        var query = clock.Elapsed.TotalSeconds;
        clock.Restart();
        var again = importer.Run(request, null, token);
        if (!again.AlreadyImported)
            throw new InvalidOperationException("The same file was imported twice.");
        return new Measured(
            file, new FileInfo(file).Length, seconds, allocated, checks, query, clock.Elapsed.TotalSeconds, total, expected, back, memory.Before, peak,
            Directory.GetFiles(data, "concord.db*").Sum(f => new FileInfo(f).Length));
    }

    /// <summary>Reads all of the history once: quantity by item and month. Answers its grand total and the number of rows.</summary>
    private static (double Total, long Rows) MonthlyTotals(DataStore store)
    {
        var totals = new Dictionary<string, double[]>(StringComparer.Ordinal);
        var rows = 0L;
        foreach (var batch in store.Live(DateOnly.MaxValue).Batches(DataModel.Table<SalesHistoryLine>()))
        {
            var items = batch["item"];
            var months = Array.ConvertAll(items.Dictionary, item => totals.TryGetValue(item, out var known) ? known : totals[item] = new double[64]);
            var days = batch["order_date"].Days;
            var quantities = batch["quantity"].Numbers;
            for (var row = 0; row < batch.RowCount; row++)
            {
                var date = DateOnly.FromDayNumber(days[row]);
                months[items.Codes[row]][((date.Year - FirstDay.Year) * 12) + date.Month - 1] += quantities[row];
            }

            rows += batch.RowCount;
        }

        return (totals.Values.Sum(m => m.Sum()), rows);
    }

    private static double SqliteImport(string folder, string file, Action<string> log)
    {
        var database = Path.Combine(folder, "bare.db");
        var clock = Stopwatch.StartNew();
        // As documented for the sqlite3 shell: a table that does not exist is created with the header's columns, all TEXT, no index.
        using var shell = Process.Start(new ProcessStartInfo("sqlite3")
        {
            ArgumentList = { database, "-cmd", ".mode csv", $".import \"{file}\" sales_history" },
            RedirectStandardError = true,
            UseShellExecute = false,
        }) ?? throw new InvalidOperationException("sqlite3 did not start. Maybe install the Debian package sqlite3.");
        var errors = shell.StandardError.ReadToEnd();
        shell.WaitForExit();
        if (shell.ExitCode != 0 || errors.Length > 0)
            throw new InvalidOperationException($"sqlite3 .import failed: {errors}");
        log($"sqlite3 .import: {clock.Elapsed.TotalSeconds:0.00} s");
        return clock.Elapsed.TotalSeconds;
    }

    private static List<SourceFile> WriteMasterData(string folder)
    {
        return [
            Write("units", "unit,description\nEA,Each\n"),
            Write("locations", "location,type\nW1,warehouse\nW2,warehouse\nW3,warehouse\n"),
            Write("items", $"item,unit,family\n{string.Concat(Enumerable.Range(0, Items).Select(i => $"ITEM-{i:0000},EA,Family {i % 24}\n"))}"),
            Write("customers", $"customer,channel\n{string.Concat(Enumerable.Range(0, Customers).Select(c => $"C{c:0000},Channel {c % 4}\n"))}"),
        ];

        SourceFile Write(string table, string text)
        {
            var path = Path.Combine(folder, $"{table}.csv");
            File.WriteAllText(path, text);
            return SourceFile.FromPath(path);
        }
    }

    /// <summary>Order lines with due, promised and shipped dates, a price and a unit, in order of date; answers the total quantity.</summary>
    private static double WriteHistory(string file, int rows)
    {
        using var writer = new StreamWriter(file, false, new UTF8Encoding(false), 1 << 20);
        writer.NewLine = "\n";
        writer.WriteLine("order,line,item,customer,location,order_date,due_date,promised_date,shipped_date,quantity,shipped_quantity,unit,price,currency");
        var total = 0d;
        var state = 42u;
        for (var row = 0; row < rows; row++)
        {
            state = (state * 1664525) + 1013904223; // Numerical Recipes' linear congruential generator: fast, and the same everywhere
            var quantity = 1 + (int)(state >> 16) % 40;
            var day = FirstDay.AddDays((int)((long)row * 1460 / rows));
            var due = day.AddDays(3 + (int)(state >> 8) % 7);
            total += quantity;
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"SO{row / 3:0000000},{(row % 3) + 1},ITEM-{state % Items:0000},C{(state >> 4) % Customers:0000},W{(state % 3) + 1},{day:yyyy-MM-dd},{due:yyyy-MM-dd},{due:yyyy-MM-dd},{due.AddDays((int)(state % 3)):yyyy-MM-dd},{quantity},{quantity},EA,{(state % 10000) / 100m:0.00},EUR"));
        }

        return total;
    }
}
