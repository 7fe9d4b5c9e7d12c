using Concord.Planning.Data;
using Concord.Planning.Data.Checks;
using Concord.Storage.Data;

namespace Concord.Tests.Storage.Data;

/// <summary>What an import does to the dataset: add, change, replace, refuse, undo, repair.</summary>
public sealed class ImporterTests
{
    private const string Ground = "units: unit,dimension / EA,count";
    private const string TwoItems = "items: item,unit,family / A,EA,Pumps / B,EA,Valves";

    [Fact]
    public void Every_accepted_row_carries_its_import_and_line()
    {
        using var test = new TestStore();
        var import = test.Import(Ground, TwoItems);

        Assert.Equal(["A,Pumps", "B,Valves"], test.Rows("items", "item,family"));
        var batch = Assert.Single(test.Store.Live(DateOnly.MaxValue).Batches(DataModel.Table("items")));
        Assert.All(batch.ImportIds, id => Assert.Equal(import.Id, id));
        Assert.Equal([2, 3], batch.Lines);
        var items = import.Tables.Single(t => t.Table == "items");
        Assert.Equal((2, 2, 0, 2), (items.Read, items.Accepted, items.Rejected, items.Added));
    }

    [Fact]
    public void A_few_columns_of_a_table_read_as_among_all_of_them()
    {
        using var test = new TestStore();
        test.Import(Ground, TwoItems, "customers: customer / C", "sales_history: order,line,item,customer,order_date,quantity / 1,1,A,C,2026-01-02,5 / 2,1,B,C,2026-03-02,7");
        var table = DataModel.Table("sales_history");
        var dataset = test.Store.Live(new DateOnly(2026, 2, 1));

        var all = Assert.Single(dataset.Batches(table));
        var few = Assert.Single(dataset.Batches(table, "item", "quantity"));
        Assert.Equal((1, "A", 5), (few.RowCount, few["item"].Text(0), few["quantity"].Numbers[0]));
        Assert.Equal(all.ImportIds, few.ImportIds);
        Assert.Empty(few["order"].Codes);
        Assert.Throws<ArgumentException>(() => dataset.Batches(table, "quantty").Any());
    }

    [Fact]
    public void The_same_file_twice_changes_nothing()
    {
        using var test = new TestStore();
        var first = test.Import(Ground, TwoItems);
        var second = test.Run(Ground, TwoItems);

        Assert.True(second.AlreadyImported);
        Assert.Equal(first.Id, second.Import.Id);
        Assert.Single(test.Store.Imports());
    }

    [Fact]
    public void A_table_emptied_by_an_extract_without_rows_is_told()
    {
        using var test = new TestStore();
        var stock = test.Import(Ground, TwoItems, "locations: location,type / P,plant", "stock!: item,location,quantity / A,P,5 / B,P,7");
        var failed = test.Import("stock!: item,location,quantity");

        Assert.Empty(test.Store.ImportFindings(stock.Id));
        var finding = Assert.Single(test.Store.ImportFindings(failed.Id));
        Assert.Equal(("MAPPING_TABLE_EMPTIED", Severity.Warning, "stock"), (finding.Code, finding.Severity, finding.Table));
        Assert.StartsWith("The 2 rows of stock are gone", finding.Message, StringComparison.Ordinal);
        Assert.Empty(test.Store.ImportFindings(test.Import("stock!: item,location").Id));
    }

    [Fact]
    public void A_date_in_another_format_is_refused_with_the_format_it_probably_has()
    {
        using var test = new TestStore();
        test.Import(Ground, "items: item,unit,launch_date / A,EA,31.12.2023");
        var problem = Assert.Single(Assert.Single(test.Store.RejectedRows(new RejectedRowQuery()).Rows).Problems);
        Assert.Equal("'31.12.2023' in 'launch_date' is not a date in the format yyyy-MM-dd. Maybe it is dd.MM.yyyy.", problem.Message);
    }

    [Fact]
    public void The_same_file_after_an_undo_is_a_new_import()
    {
        using var test = new TestStore();
        test.Store.Undo(test.Import(Ground, TwoItems).Id);
        var again = test.Run(Ground, TwoItems);

        Assert.False(again.AlreadyImported);
        Assert.Equal(2, test.Rows("items", "item").Count);
    }

    [Fact]
    public void A_delta_adds_changes_and_repeats_rows_and_says_which()
    {
        using var test = new TestStore();
        test.Import(Ground, TwoItems);
        var delta = test.Import("items: item,unit,family / B,EA,Seals / A,EA,Pumps / C,EA,Pumps");

        var items = Assert.Single(delta.Tables);
        Assert.Equal((1, 1, 1), (items.Added, items.Changed, items.Unchanged));
        Assert.Equal(["A,Pumps", "B,Seals", "C,Pumps"], test.Rows("items", "item,family"));
    }

    [Fact]
    public void Undoing_a_delta_brings_back_what_it_had_replaced()
    {
        using var test = new TestStore();
        test.Import(Ground, TwoItems);
        var delta = test.Import("items: item,unit,family / B,EA,Seals / C,EA,Pumps");
        test.Store.Undo(delta.Id);
        Assert.Equal(["A,Pumps", "B,Valves"], test.Rows("items", "item,family"));

        test.Store.Restore(delta.Id);
        Assert.Equal(["A,Pumps", "B,Seals", "C,Pumps"], test.Rows("items", "item,family"));
    }

    [Fact]
    public void Undoing_an_older_import_leaves_the_newer_state_of_a_key()
    {
        using var test = new TestStore();
        test.Import(Ground);
        var first = test.Import(TwoItems);
        test.Import("items: item,unit,family / B,EA,Seals");
        test.Store.Undo(first.Id);

        Assert.Equal(["B,Seals"], test.Rows("items", "item,family"));
    }

    [Fact]
    public void A_replacing_import_removes_rows_it_does_not_name_until_it_is_undone()
    {
        using var test = new TestStore();
        test.Import(Ground, TwoItems);
        var replace = test.Import("items!: item,unit,family / B,EA,Valves");
        Assert.Equal(["B,Valves"], test.Rows("items", "item,family"));
        Assert.Equal(1, Assert.Single(replace.Tables).Unchanged);

        test.Store.Undo(replace.Id);
        Assert.Equal(["A,Pumps", "B,Valves"], test.Rows("items", "item,family"));
    }

    [Fact]
    public void Undo_of_what_is_not_live_is_refused_with_a_reason()
    {
        using var test = new TestStore();
        var import = test.Import(Ground);
        test.Store.Undo(import.Id);

        Assert.Contains("undone, not live", Assert.Throws<DataStoreException>(() => test.Store.Undo(import.Id)).Message, StringComparison.Ordinal);
        Assert.Contains("no import 99", Assert.Throws<DataStoreException>(() => test.Store.Undo(99)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("items: item,unit / ,EA", RowProblemCode.MissingValue, "item")]
    [InlineData("items: item,unit / X,KG", RowProblemCode.UnknownReference, "unit")]
    [InlineData("items: item,unit,type / X,EA,gadget", RowProblemCode.NotAChoice, "type")]
    [InlineData("items: item,unit,launch_date / X,EA,31.12.2025", RowProblemCode.NotADate, "launch_date")]
    [InlineData("items: item,unit,weight_kg / X,EA,heavy", RowProblemCode.NotANumber, "weight_kg")]
    [InlineData("items: item,unit,weight_kg / X,EA,-1", RowProblemCode.OutOfRange, "weight_kg")]
    [InlineData("customers: customer,priority / X,1.5", RowProblemCode.NotWhole, "priority")]
    [InlineData("suppliers: supplier,active / X,perhaps", RowProblemCode.NotABoolean, "active")]
    public void A_row_that_fails_a_check_is_rejected_with_the_field_and_kept(string rows, string code, string field)
    {
        using var test = new TestStore();
        test.Import(Ground);
        var import = test.Import(rows);

        Assert.Equal(1, import.Rejected);
        var rejected = Assert.Single(test.Store.RejectedRows(new RejectedRowQuery()).Rows);
        Assert.Equal((import.Id, 2), (rejected.ImportId, rejected.Line));
        var problem = Assert.Single(rejected.Problems);
        Assert.Equal((code, field), (problem.Code, problem.Field));
        Assert.NotEmpty(problem.Advice);
    }

    [Fact]
    public void A_text_over_the_limit_is_rejected()
    {
        using var test = new TestStore();
        test.Import(Ground);
        test.Import($"items: item,unit,description / X,EA,{new string('x', RowIntakeLimit + 1)}");
        Assert.Equal(RowProblemCode.TextTooLong, Assert.Single(test.Store.RejectedRows(new RejectedRowQuery()).Rows).Problems[0].Code);
    }

    private const int RowIntakeLimit = 4_000;

    [Fact]
    public void All_problems_of_a_row_are_named_at_once()
    {
        using var test = new TestStore();
        test.Import("items: item,unit,type,weight_kg / X,KG,gadget,heavy");
        var rejected = Assert.Single(test.Store.RejectedRows(new RejectedRowQuery()).Rows);
        Assert.Equal(["type", "unit", "weight_kg"], rejected.Problems.Select(p => p.Field!));
    }

    [Fact]
    public void A_reference_that_is_nearly_right_is_guessed()
    {
        using var test = new TestStore();
        test.Import(Ground, "items: item,unit / PUMP-100,EA");
        test.Import("item_attributes: item,attribute,value / PUMP-10O,color,red");
        Assert.Equal("Maybe 'PUMP-100'?", Assert.Single(test.Store.RejectedRows(new RejectedRowQuery()).Rows).Problems[0].Advice);
    }

    [Fact]
    public void Of_two_rows_with_one_key_the_equal_one_is_dropped_and_the_other_rejected()
    {
        using var test = new TestStore();
        var import = test.Import(Ground, "items: item,unit,family / A,EA,Pumps / A,EA,Pumps / A,EA,Seals / B,EA,Pumps");

        var items = import.Tables.Single(t => t.Table == "items");
        Assert.Equal((4, 2, 1, 1), (items.Read, items.Accepted, items.Rejected, items.Duplicates));
        Assert.Equal(["A,Pumps", "B,Pumps"], test.Rows("items", "item,family"));
        var rejected = Assert.Single(test.Store.RejectedRows(new RejectedRowQuery()).Rows);
        Assert.Equal(RowProblemCode.DuplicateKey, rejected.Problems[0].Code);
        Assert.Equal(("Seals", 4, "items.csv"), (rejected.Values["family"], rejected.Line, rejected.File));
    }

    [Fact]
    public void A_row_that_repeats_a_key_of_another_segment_names_the_line_that_was_taken()
    {
        using var test = new TestStore();
        var many = Enumerable.Range(0, 70_000).Select(n => $"I{n},EA,Pumps");
        test.Import(Ground, $"items: item,unit,family / {string.Join(" / ", many)} / I69999,EA,Seals / I5,EA,Seals / I69998,EA,Seals");

        Assert.Equal(
            [(70_002, "line 70001 was taken"), (70_003, "line 7 was taken"), (70_004, "line 70000 was taken")],
            test.Store.RejectedRows(new RejectedRowQuery()).Rows.Select(r => (r.Line, r.Problems[0].Message.Split(": ")[1].Split(',')[0])));
    }

    [Fact]
    public void A_repeated_row_names_its_own_file_even_when_another_name_begins_the_same()
    {
        using var test = new TestStore();
        var request = test.Request(Ground, "items: item,unit,family / A,EA,Pumps / A,EA,Seals");
        var master = request.Files[0] with { Name = "items" };
        test.Importer.Run(request with { Files = [master, request.Files[1]] }, null, TestContext.Current.CancellationToken);
        Assert.Equal("items.csv", Assert.Single(test.Store.RejectedRows(new RejectedRowQuery()).Rows).File);
    }

    [Fact]
    public void An_empty_key_column_is_a_key_value_of_its_own()
    {
        using var test = new TestStore();
        test.Import(Ground, "units: unit / CS", TwoItems, "unit_conversions: item,from_unit,to_unit,factor / ,CS,EA,12 / A,CS,EA,6");
        Assert.Equal([",12", "A,6"], test.Rows("unit_conversions", "item,factor"));
    }

    [Fact]
    public void A_bill_may_name_one_component_at_two_positions()
    {
        using var test = new TestStore();
        test.Import(Ground, TwoItems, "bills_of_material: item,component,position,quantity / A,B,0010,4 / A,B,0020,6");
        Assert.Equal(["0010,4", "0020,6"], test.Rows("bills_of_material", "position,quantity"));
    }

    [Fact]
    public void A_rejected_row_is_repaired_and_its_import_can_be_undone()
    {
        using var test = new TestStore();
        test.Import(Ground, "items: item,unit,family / A,EA,Pumps / B,EQ,Valves");
        var rejected = Assert.Single(test.Store.RejectedRows(new RejectedRowQuery()).Rows);

        var repair = test.Importer.Repair([Correct(rejected, "unit", "EA")], "tester", null, TestContext.Current.CancellationToken);

        Assert.Equal([rejected.Id], repair.Repaired);
        Assert.Equal(["A,Pumps", "B,Valves"], test.Rows("items", "item,family"));
        Assert.Equal(0, test.Store.RejectedRows(new RejectedRowQuery()).Total);
        var now = test.Store.RejectedRow(rejected.Id)!;
        Assert.Equal((RejectedRowState.Repaired, repair.Import!.Id), (now.State, now.RepairedBy));

        test.Store.Undo(repair.Import.Id);
        Assert.Equal(1, test.Store.RejectedRows(new RejectedRowQuery()).Total);
        Assert.Equal(["A,Pumps"], test.Rows("items", "item,family"));
    }

    [Fact]
    public void A_correction_that_fails_again_keeps_the_new_values_and_problems()
    {
        using var test = new TestStore();
        test.Import(Ground, "items: item,unit,weight_kg / B,EQ,1 / C,EQ,1");
        var rows = test.Store.RejectedRows(new RejectedRowQuery()).Rows;

        var repair = test.Importer.Repair(
            [Correct(rows[0], "unit", "EA"), Correct(rows[1], "unit", "EX")], "tester", null, TestContext.Current.CancellationToken);

        Assert.Equal([rows[0].Id], repair.Repaired);
        var still = Assert.Single(repair.StillRejected);
        Assert.Equal((rows[1].Id, "EX", RejectedRowState.Open), (still.Id, still.Values["unit"], still.State));
        Assert.Equal(still.Id, Assert.Single(test.Store.RejectedRows(new RejectedRowQuery()).Rows).Id);
    }

    [Fact]
    public void A_repair_in_which_every_row_fails_leaves_no_import()
    {
        using var test = new TestStore();
        test.Import(Ground, "items: item,unit / B,EQ");
        var rejected = Assert.Single(test.Store.RejectedRows(new RejectedRowQuery()).Rows);
        var repair = test.Importer.Repair([Correct(rejected, "unit", "XX")], "tester", null, TestContext.Current.CancellationToken);

        Assert.Null(repair.Import);
        Assert.Single(test.Store.Imports());
        Assert.Equal(rejected.Id, Assert.Single(test.Store.RejectedRows(new RejectedRowQuery()).Rows).Id);
    }

    [Fact]
    public void Of_two_corrections_with_one_key_the_second_stays_rejected()
    {
        using var test = new TestStore();
        test.Import(Ground, "items: item,unit,family / B,EQ,Pumps / C,EQ,Seals");
        var rows = test.Store.RejectedRows(new RejectedRowQuery()).Rows;
        RowCorrection AsA(RejectedRow row) => new(row.Id, new Dictionary<string, string?>(row.Values) { ["unit"] = "EA", ["item"] = "A" });

        var repair = test.Importer.Repair([AsA(rows[0]), AsA(rows[1])], "tester", null, TestContext.Current.CancellationToken);

        Assert.Equal([rows[0].Id], repair.Repaired);
        var still = Assert.Single(repair.StillRejected);
        Assert.Equal((rows[1].Id, RowProblemCode.DuplicateKey, RejectedRowState.Open), (still.Id, still.Problems[0].Code, still.State));
        Assert.Equal((1, 1, 0), (repair.Import!.Tables[0].Read, repair.Import.Accepted, repair.Import.Rejected));
    }

    [Fact]
    public void A_row_that_somebody_else_repairs_meanwhile_is_not_repaired_twice()
    {
        using var test = new TestStore();
        test.Import(Ground, "items: item,unit,family / B,EQ,Pumps");
        var row = Assert.Single(test.Store.RejectedRows(new RejectedRowQuery()).Rows);
        var other = new Meanwhile(() => test.Importer.Repair([Correct(row, "unit", "EA")], "other", null, TestContext.Current.CancellationToken));
        RowCorrection late = new(row.Id, new Dictionary<string, string?>(row.Values) { ["unit"] = "EA", ["family"] = "Seals" });

        var refusal = Assert.Throws<DataStoreException>(() => test.Importer.Repair([late], "tester", other, TestContext.Current.CancellationToken));

        Assert.Contains($"Rejected row {row.Id} is no longer open", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["B,Pumps"], test.Rows("items", "item,family"));
    }

    [Fact]
    public void A_row_corrected_at_the_source_and_exported_again_waits_no_longer()
    {
        using var test = new TestStore();
        test.Import(Ground, "items: item,unit / B,EQ / C,EQ");
        var again = test.Import("items: item,unit / B,EA");
        var waiting = Assert.Single(test.Store.RejectedRows(new RejectedRowQuery()).Rows);
        Assert.Equal("C", waiting.Values["item"]);

        test.Store.Undo(again.Id);
        Assert.Equal(2, test.Store.RejectedRows(new RejectedRowQuery()).Total);
    }

    [Fact]
    public void A_table_is_not_emptied_by_a_new_state_of_which_every_row_was_rejected()
    {
        using var test = new TestStore();
        test.Import(Ground, TwoItems, "locations: location,type / P1,plant");
        test.Import("stock!: item,location,quantity / A,P1,10");
        var broken = test.Import("stock!: item,location,quantity / A,P1,ten / B,P1,six");

        Assert.Equal(ImportMode.Delta, Assert.Single(broken.Tables).Mode);
        Assert.Equal(["A,10"], test.Rows("stock", "item,quantity"));
        Assert.Equal(2, test.Store.RejectedRows(new RejectedRowQuery()).Total);
    }

    [Fact]
    public void Dismissed_rows_wait_no_longer_until_reopened()
    {
        using var test = new TestStore();
        test.Import("items: item,unit / B,EQ");
        var id = Assert.Single(test.Store.RejectedRows(new RejectedRowQuery()).Rows).Id;
        test.Store.Dismiss([id]);
        Assert.Equal(0, test.Store.RejectedRows(new RejectedRowQuery()).Total);
        test.Store.Reopen([id]);
        Assert.Equal(1, test.Store.RejectedRows(new RejectedRowQuery()).Total);
    }

    [Fact]
    public void Rejected_rows_of_an_undone_or_replaced_import_do_not_count()
    {
        using var test = new TestStore();
        test.Import(Ground, TwoItems, "locations: location,type / P1,plant");
        var broken = test.Import("stock!: item,location,quantity / A,P1,ten");
        Assert.Equal(1, test.Store.RejectedRows(new RejectedRowQuery()).Total);
        test.Import("stock!: item,location,quantity / A,P1,10");
        Assert.Equal(0, test.Store.RejectedRows(new RejectedRowQuery()).Total);
        Assert.Equal(1, broken.Rejected);
    }

    [Fact]
    public void A_snapshot_never_changes()
    {
        using var test = new TestStore();
        var first = test.Import(Ground, TwoItems);
        var snapshot = test.Store.CreateSnapshot("October", new DateOnly(2026, 10, 31), null, "tester", null);
        test.Import("items: item,unit,family / B,EA,Seals / C,EA,Pumps");
        test.Store.Undo(first.Id);
        test.Reopen();

        Assert.Equal(["A,Pumps", "B,Valves"], TestStore.Rows(test.Store.Open(test.Store.Snapshot(snapshot.Id)!), "items", "item,family"));
        Assert.Equal(["B,Seals", "C,Pumps"], test.Rows("items", "item,family"));
    }

    [Fact]
    public async Task Imports_at_once_are_all_there_and_agree_on_the_last_state()
    {
        using var test = new TestStore();
        test.Import(Ground);
        var token = TestContext.Current.CancellationToken;
        await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(
            () => test.Importer.Run(test.Request($"items: item,unit,family / SHARED,EA,F{n} / OWN{n},EA,F{n}"), null, token), token)));

        Assert.Equal(7, test.Rows("items", "item").Count);
        var newest = test.Store.Imports().First(i => i.Id == Batch(test, "SHARED"));
        Assert.Equal(ImportStatus.Live, newest.Status);
        Assert.Equal(1, test.Rows("items", "item").Count(i => i == "SHARED"));
    }

    [Fact]
    public void A_cancelled_import_leaves_nothing_but_its_record()
    {
        using var test = new TestStore();
        using var cancel = new CancellationTokenSource();
        var request = test.Request(Ground);
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() => test.Importer.Run(
            request with { Open = token => { token.ThrowIfCancellationRequested(); return request.Open(token); } }, null, cancel.Token));
        Assert.Empty(test.Rows("units", "unit"));
    }

    [Fact]
    public void A_source_that_breaks_half_way_leaves_nothing_but_the_reason()
    {
        using var test = new TestStore();
        var request = test.Request(Ground, TwoItems) with { Open = _ => new OpenedSources([new TextRows(Ground), new Breaking(TwoItems)], () => []) };
        Assert.Throws<ImportFormatException>(() => test.Importer.Run(request, null, TestContext.Current.CancellationToken));

        Assert.Empty(test.Rows("units", "unit"));
        var import = Assert.Single(test.Store.Imports());
        Assert.Equal((ImportStatus.Failed, "Line 2 is broken."), (import.Status, import.Error));
    }

    [Fact]
    public void More_rows_than_a_segment_holds_keep_their_values_and_lines()
    {
        using var test = new TestStore();
        const int Count = 150_000;
        test.Import(Ground, "items: item,unit / " + string.Join(" / ", Enumerable.Range(0, Count).Select(n => $"I{n},EA")));

        var batches = test.Store.Live(DateOnly.MaxValue).Batches(DataModel.Table("items")).ToList();
        Assert.Equal(Count, batches.Sum(b => b.RowCount));
        Assert.All(batches, b => Assert.True(b.RowCount <= 65_536));
        Assert.Equal("I149999", batches[^1]["item"].Text(batches[^1].RowCount - 1));
        Assert.Equal(Count + 1, batches[^1].Lines[batches[^1].RowCount - 1]);

        var delta = test.Import("items: item,unit / I70000,EA / NEW,EA");
        Assert.Equal((1, 1), (delta.Tables[0].Added, delta.Tables[0].Unchanged));
        Assert.Equal(Count + 1, test.Store.Counts()["items"].Rows);
    }

    private static long Batch(TestStore test, string item)
    {
        foreach (var batch in test.Store.Live(DateOnly.MaxValue).Batches(DataModel.Table("items")))
        {
            for (var row = 0; row < batch.RowCount; row++)
            {
                if (batch["item"].Text(row) == item)
                    return batch.ImportIds[row];
            }
        }

        return -1;
    }

    private static RowCorrection Correct(RejectedRow row, string field, string value) =>
        new(row.Id, new Dictionary<string, string?>(row.Values, StringComparer.Ordinal) { [field] = value });

    /// <summary>Does something at the first report of progress, while the import runs.</summary>
    private sealed class Meanwhile(Action act) : IProgress<ImportProgress>
    {
        private Action? _act = act;

        public void Report(ImportProgress value) => Interlocked.Exchange(ref _act, null)?.Invoke();
    }

    private sealed class Breaking(string text) : RowSource
    {
        private readonly TextRows _rows = new(text);

        public override TableDefinition Table => _rows.Table;

        public override string File => _rows.File;

        public override ValueFormats Formats => _rows.Formats;

        public override double Progress => 0;

        public override int Line => _rows.Line;

        public override bool Delivers(int column) => _rows.Delivers(column);

        public override bool IsRaw(int column) => true;

        public override bool Read() => _rows.Read() && _rows.Line > 1 ? throw new ImportFormatException("Line 2 is broken.") : false;

        public override ReadOnlySpan<byte> Value(int column) => _rows.Value(column);
    }
}
