using Concord.Planning.Cube;
using Concord.Planning.Scenarios;
using Concord.Storage.Data;
using Concord.Storage.Scenarios;
using Dapper;
using FsCheck;
using FsCheck.Fluent;
using static Concord.Tests.Storage.Scenarios.Plans;

namespace Concord.Tests.Storage.Scenarios;

/// <summary>The contract on SQLite, in a folder of its own.</summary>
public sealed class SqlitePlanStoreTests : PlanStoreContract, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("concord-plan-").FullName;
    private SqlitePlanStore _store;

    public SqlitePlanStoreTests() => _store = new SqlitePlanStore(Database.Open(_folder));

    protected override IPlanStore Store => _store;

    [Theory]
    [InlineData("UPDATE pages SET data = zeroblob(length(data)) WHERE id = 1", "Page 1")]
    [InlineData("UPDATE pages SET data = substr(data, 1, length(data) - 1) WHERE id = 1", "Page 1")]
    [InlineData("UPDATE pages SET data = substr(data, 1, 5) WHERE id = 1", "Page 1")]
    [InlineData("UPDATE pages SET data = (SELECT data FROM pages WHERE id = 2) WHERE id = 1", "Page 1")]
    [InlineData("UPDATE pages SET data = (SELECT data FROM pages WHERE id = 2) WHERE id = 3", "Page 3")]
    [InlineData("UPDATE pages SET base = 2 WHERE id = 3", "Page 3")]
    [InlineData("UPDATE pages SET base = NULL WHERE id = 3", "Page 3")]
    [InlineData("DELETE FROM pages WHERE id = 1", "page 1")]
    [InlineData("UPDATE revision_roots SET pages = x'0102030405' WHERE revision = 1", "revision 1")]
    [InlineData("UPDATE revision_roots SET pages = x'09' WHERE revision = 2", "revision 2")]
    [InlineData("DELETE FROM revision_roots WHERE revision = 1", "revision 1")]
    [InlineData("DELETE FROM entries", "Entry 1")]
    public void DamageIsFoundAndTold(string damage, string told)
    {
        var first = Revision(1, PlanState.Empty.With(At(0), PageOf(4096, i => Math.Sqrt(i + 2))).With(At(1), PageOf(4096, i => Math.Sqrt(i + 3))).With(Entry(1)));
        Assert.True(_store.TryCommit(null, null, [first, Revision(2, first.State.With(At(0), (1, 1)), first)]));
        _store.Dispose();
        using (var connection = Database.Open(_folder).Connect())
            Assert.NotEqual(0, connection.Execute($"PRAGMA foreign_keys = OFF; {damage}"));
        _store = new SqlitePlanStore(Database.Open(_folder));
        var error = Assert.Throws<PlanDamagedException>(() =>
        {
            foreach (var (_, page) in _store.Revision(2).State.Cube.Pages())
                _ = page.Values.Length;
        });
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.Contains("restore a backup", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_cell_costs_little()
    {
        var first = Revision(1, PlanState.Empty.With(At(0), PageOf(4096, i => Math.Sqrt(i + 2))));
        Assert.True(_store.TryCommit(null, null, [first]));
        var head = first;
        for (var id = 2; id <= 501; id++)
        {
            var next = Revision(id, head.State.With(At(0), (id * 7, id)), head);
            Assert.True(_store.TryCommit(null, head, [next]));
            head = next;
        }

        var size = _store.Size();
        Assert.InRange(size.PageBytes + size.RootBytes, 32_768, 500 * 1200);
        Assert.Equal(501, size.Pages);
        Assert.InRange(size.Differences, 480, 495);
        Assert.True(size.DatabaseBytes > size.PageBytes, size.ToString());
    }

    [Fact]
    public void A_page_that_is_about_to_go_is_not_taken_up_again()
    {
        var first = Revision(1, PlanState.Empty.With(At(0), PageOf(4096, i => Math.Sqrt(i + 2))));
        var second = Revision(2, first.State.With(At(0), PageOf(4096, i => Math.Sqrt(i + 3))), first);
        Assert.True(_store.TryCommit(null, null, [first, second]));

        // As a compaction leaves it whose process ended before the pages were deleted.
        var folder = Database.Open(_folder);
        using (var connection = folder.Connect())
            Assert.Equal(1, connection.Execute("INSERT INTO doomed_pages SELECT id FROM pages WHERE id = 1"));
        var third = Revision(3, first.State, second);
        Assert.True(_store.TryCommit(null, second, [third]));
        Assert.Equal(1, _store.Compact(new RetentionRule(1000), Day, CancellationToken.None).PagesDropped);
        Reopen();
        AssertSame(third.State, _store.Revision(3).State);
        AssertSame(second.State, _store.Revision(2).State);
    }

    [Fact]
    public void The_log_does_not_grow_for_as_long_as_writers_write()
    {
        var state = PlanState.Empty;
        for (var block = 0; block < 25; block++)
            state = state.With(At(0, block), PageOf(4096, i => Math.Sqrt(i + 2)));
        var head = Revision(1, state);
        Assert.True(_store.TryCommit(null, null, [head]));
        for (var id = 2; id <= 90; id++)
        {
            for (var block = 0; block < 25; block++)
                state = state.With(At(0, block), PageOf(4096, i => Math.Sqrt(i + id)));
            var next = Revision(id, state, head);
            Assert.True(_store.TryCommit(null, head, [next]));
            head = next;
        }

        Assert.True(_store.Size().PageBytes > 64 << 20);
        Assert.InRange(new FileInfo(Path.Combine(_folder, "concord.db-wal")).Length, 1, 48 << 20);
    }

    [Fact]
    public void Whatever_is_edited_comes_back_as_it_was_in_memory() =>
        Prop.ForAll(Edits.ToArbitrary(), edits =>
        {
            using var other = new SqlitePlanStore(Database.Open(_folder));
            var next = _store.NextIds().Revision;
            var head = Revision(next, PlanState.Empty.With(At(0), PageOf(300, i => i)));
            var made = new List<Revision> { head };
            Assert.True(_store.TryCommit(null, null, [head]));
            foreach (var edit in edits)
            {
                var state = edit.Length == 0 ? made[0].State : head.State;
                foreach (var (bucket, series, value) in edit)
                    state = state.With(At(bucket % 3, bucket % 2, kind: (LayerKind)(bucket % 3)), (series, BitConverter.Int64BitsToDouble(value)));
                head = Revision(++next, state, head);
                made.Add(head);
            }

            Assert.True(made.Count == 1 || _store.TryCommit(null, made[0], made[1..]));
            foreach (var revision in made)
                AssertSame(revision.State, other.Revision(revision.Id).State);
        }).QuickCheckThrowOnFailure();

    /// <summary>Batches of edits, each some cells with any bits; an empty one goes back to the first state.</summary>
    private static Gen<(int Bucket, int Series, long Bits)[][]> Edits =>
        from edits in (from bucket in Gen.Choose(0, 5)
                       from series in Gen.Choose(0, 299)
                       from bits in Gen.OneOf(Gen.Choose(int.MinValue, int.MaxValue).Select(i => (long)i << 32), Gen.Choose(0, 9).Select(i => BitConverter.DoubleToInt64Bits(i)))
                       select (bucket, series, bits)).ArrayOf().ArrayOf()
        select edits;

    public void Dispose()
    {
        _store.Dispose();
        Database.Open(_folder).Close();
        Directory.Delete(_folder, recursive: true);
    }

    protected override void Reopen()
    {
        _store.Dispose();
        _store = new SqlitePlanStore(Database.Open(_folder));
    }

    protected override IPlanStore OpenAnother() => new SqlitePlanStore(Database.Open(_folder));
}
