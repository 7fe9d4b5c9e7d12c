using System.Globalization;
using Concord.Planning.Data;
using Concord.Storage.Data;
using FsCheck;
using FsCheck.Fluent;

namespace Concord.Tests.Storage.Data;

/// <summary>
/// Random histories of imports, undos, restores, repairs and snapshots, compared after every step with a model that keeps every import as a dictionary
/// and plays them over each other in the order they were published.
/// </summary>
public sealed class ImportModelTests
{
    [Fact]
    public void The_store_agrees_with_imports_played_over_each_other_whatever_happens_in_whatever_order() =>
        Prop.ForAll(Arb.From(Histories, Shorter), Play).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    private static Gen<Step[]> Histories
    {
        get
        {
            var cells = Gen.Choose(0, 4).SelectMany(key => Gen.Choose(0, 3).Select(rate => new Cell((byte)key, (byte)rate)));
            var rows = Gen.Choose(0, 6).SelectMany(count => cells.ArrayOf(count));
            // Repairs need rejected rows to work on: more of them than of the rest.
            var steps = Gen.Elements((Act[])[.. Enum.GetValues<Act>(), Act.Repair, Act.Repair]).SelectMany(
                act => Gen.Choose(0, 255).SelectMany(pick => rows.SelectMany(first => rows.Select(second => new Step(act, (byte)pick, first, second)))));
            return Gen.Choose(1, 24).SelectMany(count => steps.ArrayOf(count));
        }
    }

    /// <summary>The history without one of its steps, or without one of its rows.</summary>
    private static IEnumerable<Step[]> Shorter(Step[] steps)
    {
        for (var i = 0; i < steps.Length; i++)
            yield return [.. steps[..i], .. steps[(i + 1)..]];
        for (var i = 0; i < steps.Length; i++)
        {
            var step = steps[i];
            foreach (var rows in Without(step.Rows))
                yield return [.. steps[..i], step with { Rows = rows }, .. steps[(i + 1)..]];
            foreach (var more in Without(step.More))
                yield return [.. steps[..i], step with { More = more }, .. steps[(i + 1)..]];
        }

        static IEnumerable<Cell[]> Without(Cell[] cells) => cells.Index().Select(c => (Cell[])[.. cells[..c.Index], .. cells[(c.Index + 1)..]]);
    }

    private static void Play(Step[] steps)
    {
        using var history = new History();
        foreach (var step in steps)
        {
            history.Do(step);
            history.Compare();
        }
    }

    public enum Act
    {
        Add,
        Replace,
        AddTwoFiles,
        ReplaceWithTwoFiles,
        AddWhileAnotherImportRuns,
        ReplaceWhileAnotherImportRuns,
        Undo,
        Restore,
        Repair,
        Dismiss,
        Snapshot,
        Restart,
    }

    /// <param name="Pick">Which import or rejected row, counted round.</param>
    public sealed record Step(Act Act, byte Pick, Cell[] Rows, Cell[] More)
    {
        public override string ToString() => $"{Act} {Pick} [{string.Join(' ', (object[])Rows)}] [{string.Join(' ', (object[])More)}]";
    }

    /// <summary>A row: its key is one of five, its rate one of three, or unreadable.</summary>
    public sealed record Cell(byte Key, byte Rate)
    {
        public string Currency => $"K{Key % 5}";

        public string Text => Rate % 4 == 3 ? "much" : (Rate % 4).ToString(CultureInfo.InvariantCulture);

        public bool Good => Rate % 4 != 3;

        public override string ToString() => $"{Currency}={Text}";
    }

    private sealed class Import(long id, bool replaces)
    {
        public long Id => id;

        public bool Replaces => replaces;

        public bool Live { get; set; } = true;

        public Dictionary<string, string> Rows { get; } = [];
    }

    private sealed class Rejected(Import import, string key, string rate)
    {
        public Import Import => import;

        public string Key => key;

        public string Rate { get; set; } = rate;

        public bool Dismissed { get; set; }

        public Import? Repair { get; set; }

        public override string ToString() => $"{import.Id}:{key}={Rate}";
    }

    private sealed class History : IDisposable
    {
        private readonly TestStore _test = new();
        private readonly List<Import> _published = [];
        private readonly List<Rejected> _rejected = [];
        private readonly List<(DataSnapshot Snapshot, IReadOnlyList<string> Rows)> _snapshots = [];
        private int _runs;

        private IEnumerable<Rejected> Open => _rejected.Where(r =>
            r.Import.Live && !r.Dismissed && r.Repair is not { Live: true } && !_published.Skip(_published.IndexOf(r.Import) + 1).Any(i => i.Live && i.Replaces));

        private Dictionary<string, string> Visible()
        {
            var rows = new Dictionary<string, string>();
            foreach (var import in _published.Where(i => i.Live))
            {
                if (import.Replaces)
                    rows.Clear();
                foreach (var (key, rate) in import.Rows)
                    rows[key] = rate;
            }

            return rows;
        }

        public void Do(Step step)
        {
            var replaces = step.Act is Act.Replace or Act.ReplaceWithTwoFiles or Act.ReplaceWhileAnotherImportRuns;
            switch (step.Act)
            {
                case Act.Add or Act.Replace:
                    Publish(replaces, [step.Rows], null);
                    break;
                case Act.AddTwoFiles or Act.ReplaceWithTwoFiles:
                    Publish(replaces, [step.Rows, step.More], null);
                    break;
                case Act.AddWhileAnotherImportRuns or Act.ReplaceWhileAnotherImportRuns:
                    Publish(step.Pick % 2 == 0, [step.Rows], () => Publish(replaces, [step.More], null));
                    break;
                case Act.Undo when _published.Count > 0:
                    SetLive(_published[step.Pick % _published.Count], false, _test.Store.Undo);
                    break;
                case Act.Restore when _published.Count > 0:
                    SetLive(_published[step.Pick % _published.Count], true, _test.Store.Restore);
                    break;
                case Act.Repair:
                    Repair(step.Pick, step.Rows);
                    break;
                case Act.Dismiss when Open.ToList() is { Count: > 0 } open:
                    var row = open[step.Pick % open.Count];
                    _test.Store.Dismiss([Stored(row).Id]);
                    row.Dismissed = true;
                    break;
                case Act.Snapshot:
                    _snapshots.Add((_test.Store.CreateSnapshot("test", new DateOnly(2026, 1, 31), null, "tester", null), Text(Visible())));
                    break;
                case Act.Restart:
                    _test.Reopen();
                    break;
            }
        }

        public void Compare()
        {
            Assert.Equal(Text(Visible()), _test.Rows("exchange_rates", "from_currency,rate"));
            Assert.Equal(Visible().Count, _test.Store.Counts().GetValueOrDefault("exchange_rates")?.Rows ?? 0);
            var page = _test.Store.RejectedRows(new RejectedRowQuery(Take: 10_000));
            Assert.Equal(Text(Open), page.Rows.Select(Text).Order(StringComparer.Ordinal));
            Assert.Equal(page.Rows.Count, page.Total);
            foreach (var (snapshot, rows) in _snapshots)
            {
                Assert.Equal(rows, TestStore.Rows(_test.Store.Open(_test.Store.Snapshot(snapshot.Id)!), "exchange_rates", "from_currency,rate"));
                Assert.Equal(snapshot.Fingerprint, _test.Store.Snapshot(snapshot.Id)!.Fingerprint);
            }
        }

        public void Dispose() => _test.Dispose();

        private void Publish(bool replaces, Cell[][] files, Action? meanwhile)
        {
            // Imports with a number of their own in the mapping are never "the same files again".
            var request = _test.Request([.. files.Select(f => $"exchange_rates{(replaces ? "!" : "")}: from_currency,to_currency,valid_from,rate"
                + string.Concat(f.Select(c => $" / {c.Currency},EUR,2026-01-01,{c.Text}")))]);
            var result = _test.Importer.Run(
                request with
                {
                    MappingText = $"{_runs++}",
                    Open = token =>
                    {
                        meanwhile?.Invoke();
                        return request.Open(token);
                    },
                }, null, TestContext.Current.CancellationToken);

            var before = Visible();
            var waiting = Open.ToList();
            // A table is not emptied by rows that were all rejected.
            var cells = files.SelectMany(f => f).ToList();
            replaces &= cells.Count == 0 || cells.Exists(c => c.Good);
            var import = new Import(result.Import.Id, replaces);
            var (read, rejected, duplicates) = (0, 0, 0);
            foreach (var cell in cells)
            {
                read++;
                if (cell.Good && import.Rows.TryAdd(cell.Currency, cell.Text))
                    continue;
                if (cell.Good && import.Rows[cell.Currency] == cell.Text)
                {
                    duplicates++;
                    continue;
                }

                rejected++;
                _rejected.Add(new Rejected(import, cell.Currency, cell.Text));
            }

            foreach (var row in waiting.Where(r => import.Rows.ContainsKey(r.Key)))
                row.Repair = import;
            _published.Add(import);
            var unchanged = import.Rows.Count(r => before.TryGetValue(r.Key, out var rate) && rate == r.Value);
            var added = import.Rows.Count(r => !before.ContainsKey(r.Key));
            Assert.Equal(
                new ImportTableCounts(
                    "exchange_rates", replaces ? ImportMode.Replace : ImportMode.Delta, read, import.Rows.Count, rejected, duplicates,
                    added, import.Rows.Count - added - unchanged, unchanged),
                Assert.Single(result.Import.Tables));
        }

        private void SetLive(Import import, bool live, Func<long, ImportInfo> change)
        {
            if (import.Live == live)
                Assert.Throws<DataStoreException>(() => change(import.Id));
            else
                change(import.Id);
            import.Live = live;
        }

        /// <summary>Submits the picked open row and those after it, one for each cell, with the cell's rate and, at times, its key.</summary>
        private void Repair(byte pick, Cell[] cells)
        {
            var open = Open.ToList();
            var attempts = cells.Take(open.Count).Select((cell, i) => (
                Row: open[(pick + i) % open.Count], Key: cell.Key % 2 == 0 ? open[(pick + i) % open.Count].Key : cell.Currency, cell.Text, cell.Good)).ToList();
            var stored = attempts.ConvertAll(a => Stored(a.Row));
            var result = _test.Importer.Repair(
                [.. attempts.Zip(stored, (a, s) => new RowCorrection(
                    s.Id, new Dictionary<string, string?>(s.Values) { ["from_currency"] = a.Key, ["rate"] = a.Text }))],
                "tester", null, TestContext.Current.CancellationToken);
            if (!attempts.Exists(a => a.Good))
                Assert.Null(result.Import);

            var import = new Import(result.Import?.Id ?? 0, replaces: false);
            var (repaired, still) = (new List<long>(), new List<long>());
            foreach (var (attempt, number) in attempts.Zip(stored.Select(s => s.Id)))
            {
                var row = attempt.Row;
                if (attempt.Good && (import.Rows.TryAdd(attempt.Key, attempt.Text) || import.Rows[attempt.Key] == attempt.Text))
                {
                    row.Repair = import;
                    repaired.Add(number);
                    continue;
                }

                _rejected[_rejected.IndexOf(row)] = new Rejected(row.Import, attempt.Key, attempt.Text) { Repair = row.Repair };
                still.Add(number);
            }

            if (import.Rows.Count > 0)
                _published.Add(import);
            Assert.Equal(repaired.Order(), result.Repaired.Order());
            Assert.Equal(still.Order(), result.StillRejected.Select(r => r.Id).Order());
        }

        /// <summary>The stored row that the model's row stands for; rows that look the same are told apart by their place among each other.</summary>
        private RejectedRow Stored(Rejected row) => _test.Store.RejectedRows(new RejectedRowQuery(row.Import.Id, Take: 10_000)).Rows
            .Where(r => Text(r) == row.ToString()).ElementAt(Open.Where(r => r.ToString() == row.ToString()).ToList().IndexOf(row));

        private static IReadOnlyList<string> Text(Dictionary<string, string> rows) => [.. rows.Select(r => $"{r.Key},{r.Value}").Order(StringComparer.Ordinal)];

        private static IEnumerable<string> Text(IEnumerable<Rejected> rows) => rows.Select(r => r.ToString()).Order(StringComparer.Ordinal);

        private static string Text(RejectedRow row) => $"{row.ImportId}:{row.Values["from_currency"]}={row.Values["rate"]}";
    }
}
