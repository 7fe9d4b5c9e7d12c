using Concord.Planning.Scenarios;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Concord.Storage.Scenarios;

// Retention: the values of old revisions go, their log stays.
public sealed partial class SqlitePlanStore
{
    // Pages deleted in one transaction: a writer waits no longer than that takes.
    private const int PagesAtOnce = 64;

    // Pages of the file given back in one transaction [4 MB].
    private const int PagesGivenBackAtOnce = 512;

    public CompactionResult Compact(RetentionRule rule, DateTimeOffset now, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rule.KeepDays);
        var dropped = 0;
        while (true)
        {
            token.ThrowIfCancellationRequested();
            var plan = _readers.Use(reader => reader.InSnapshot(r => CompactionPlan.Make(r, rule, now, token)));
            lock (_writing)
            {
                if (!_writer.InTransaction(connection => Drop(connection, plan, rule, now)))
                    continue;
            }

            dropped += plan.Drop.Count;
            break;
        }

        DeleteUnnamedDetails(now.AddDays(-1));
        var (pages, bytes) = DeleteDoomedPages(token);
        GiveBack(token);
        return new CompactionResult(dropped, pages, bytes);
    }

    /// <summary>Drops what stages said of revisions whose values are gone.</summary>
    private void DeleteUnnamedDetails(DateTimeOffset before)
    {
        var named = _readers.Use(reader => reader.InSnapshot(r => CompactionPlan.RootedRevisions(r.Connection).Select(r.Outline).OfType<string>().Distinct()
            .SelectMany(PlanJson.DetailsOf).ToHashSet(StringComparer.Ordinal)));
        lock (_writing)
        {
            _writer.InTransaction(connection =>
            {
                foreach (var key in connection.Query<string>("SELECT key FROM stage_details WHERE at < @before", new { before = Text(before) }).Where(key => !named.Contains(key)).ToList())
                    connection.Execute("DELETE FROM stage_details WHERE key = @key", new { key });
                return true;
            });
        }
    }

    /// <summary>Drops what the plan says, unless what was written since it was made needs some of it.</summary>
    private bool Drop(SqliteConnection connection, CompactionPlan plan, RetentionRule rule, DateTimeOffset now)
    {
        if (plan.Drop.Count == 0)
            return true;
        // New ones by comparison, not by number: another process may be late with numbers it took before.
        var log = ReadLog(connection);
        var rooted = CompactionPlan.RootedRevisions(connection);
        rooted.ExceptWith(plan.Rooted);
        if (log.Any(info => rooted.Contains(info.Id) && info.Parents.Any(plan.Drop.Contains))
            || CompactionPlan.Kept(log, ReadScenarios(connection), PlansOfRecordOf(connection), rule, now).Overlaps(plan.Drop))
        {
            return false;
        }

        foreach (var revision in plan.NewCheckpoints)
            _writer.MakeCheckpoint(revision);
        foreach (var revision in plan.Drop)
            connection.Execute("DELETE FROM revision_roots WHERE revision = @revision", new { revision });

        // Pages that a commit took up again since the plan was made are reached after all.
        var reached = CompactionPlan.PagesOf(connection, rooted);
        var bases = CompactionPlan.Bases(connection);
        reached.UnionWith(reached.Where(bases.ContainsKey).Select(page => bases[page]).ToList());
        foreach (var page in plan.Unreached)
        {
            if (!reached.Contains(page))
                connection.Execute("INSERT INTO doomed_pages VALUES (@page) ON CONFLICT DO NOTHING", new { page });
        }

        return true;
    }

    private (long Pages, long Bytes) DeleteDoomedPages(CancellationToken token)
    {
        var (pages, bytes) = (0L, 0L);
        while (true)
        {
            token.ThrowIfCancellationRequested();
            lock (_writing)
            {
                var deleted = _writer.InTransaction(connection =>
                {
                    var doomed = connection.Query<long>($"SELECT id FROM doomed_pages LIMIT {PagesAtOnce}").AsList();
                    foreach (var id in doomed)
                    {
                        bytes += connection.ExecuteScalar<long?>("DELETE FROM pages WHERE id = @id RETURNING length(data)", new { id }) ?? 0;
                        connection.Execute("DELETE FROM doomed_pages WHERE id = @id", new { id });
                    }

                    return doomed.Count;
                });
                if (deleted == 0)
                    return (pages, bytes);
                pages += deleted;
            }

            // The next in line may write before the next few pages go.
            Thread.Sleep(1);
        }
    }

    private void GiveBack(CancellationToken token)
    {
        using var connection = _database.Connect();
        if (connection.ExecuteScalar<long>("PRAGMA auto_vacuum") == 2)
        {
            for (var left = connection.ExecuteScalar<long>("PRAGMA freelist_count"); left > 0 && !token.IsCancellationRequested; left -= PagesGivenBackAtOnce)
            {
                lock (_writing)
                    connection.Execute($"PRAGMA incremental_vacuum({PagesGivenBackAtOnce})");
                Thread.Sleep(1);
            }
        }

        connection.Execute("PRAGMA wal_checkpoint(PASSIVE)");
    }

    private static List<RevisionInfo> ReadLog(SqliteConnection connection)
    {
        using var rows = connection.ExecuteReader($"SELECT {LogColumns} FROM revisions ORDER BY id");
        var log = new List<RevisionInfo>();
        while (rows.Read())
            log.Add(ReadInfo(rows));
        return log;
    }

    private static List<long> PlansOfRecordOf(SqliteConnection connection) => connection.Query<long>("SELECT revision FROM plans_of_record").AsList();

    /// <summary>What a compaction is to do, worked out from one snapshot of the database beside running writers.</summary>
    private sealed record CompactionPlan(HashSet<long> Rooted, HashSet<long> Drop, List<long> NewCheckpoints, List<long> Unreached)
    {
        public static CompactionPlan Make(PlanReader reader, RetentionRule rule, DateTimeOffset now, CancellationToken token)
        {
            var connection = reader.Connection;
            var log = ReadLog(connection);
            var kept = Kept(log, ReadScenarios(connection), PlansOfRecordOf(connection), rule, now);
            var rooted = RootedRevisions(connection);
            var drop = rooted.Where(id => !kept.Contains(id)).ToHashSet();
            if (drop.Count == 0)
                return new CompactionPlan(rooted, drop, [], []);

            // A kept revision whose page table builds on one that goes gets a whole one.
            var checkpoints = connection.Query<long>("SELECT revision FROM revision_roots WHERE checkpoint = 1").ToHashSet();
            var newCheckpoints = log.Where(i => rooted.Contains(i.Id) && !drop.Contains(i.Id) && !checkpoints.Contains(i.Id) && drop.Contains(i.Parents[0]))
                .Select(i => i.Id).ToList();
            token.ThrowIfCancellationRequested();

            var reached = PagesOf(connection, rooted.Where(id => !drop.Contains(id) && !newCheckpoints.Contains(id)));
            foreach (var revision in newCheckpoints)
                reached.UnionWith(RootRow.PageTable(reader.Roots(revision)).Values);
            var bases = Bases(connection);
            reached.UnionWith(reached.Where(bases.ContainsKey).Select(page => bases[page]).ToList());
            var candidates = PagesOf(connection, drop);
            candidates.UnionWith(candidates.Where(bases.ContainsKey).Select(page => bases[page]).ToList());
            return new CompactionPlan(rooted, drop, newCheckpoints, [.. candidates.Where(page => !reached.Contains(page)).Order()]);
        }

        /// <summary>The revisions the rule keeps.</summary>
        public static HashSet<long> Kept(
            List<RevisionInfo> log, IReadOnlyList<Scenario> scenarios, IEnumerable<long> plansOfRecord, RetentionRule rule, DateTimeOffset now)
        {
            var since = now - TimeSpan.FromDays(rule.KeepDays);
            var kept = log.Where(i => i.At >= since).Select(i => i.Id).Concat(plansOfRecord).ToHashSet();
            kept.UnionWith(scenarios.SelectMany(s => (long[])[s.Head, s.Origin]));
            var graph = new RevisionGraph(log);
            long[] heads = [.. scenarios.Where(s => !s.Archived).Select(s => s.Head).Distinct()];
            for (var one = 0; one < heads.Length; one++)
            {
                for (var other = one + 1; other < heads.Length; other++)
                {
                    if (graph.CommonAncestor(heads[one], heads[other]) is { } parting)
                        kept.Add(parting);
                }
            }

            return kept;
        }

        public static HashSet<long> RootedRevisions(SqliteConnection connection) => connection.Query<long>("SELECT revision FROM revision_roots").ToHashSet();

        /// <summary>Every page that the tables of these revisions name.</summary>
        public static HashSet<long> PagesOf(SqliteConnection connection, IEnumerable<long> revisions)
        {
            var pages = new HashSet<long>();
            foreach (var revision in revisions)
            {
                var table = connection.ExecuteScalar<byte[]>("SELECT pages FROM revision_roots WHERE revision = @revision", new { revision });
                foreach (var (_, page) in RootCodec.Decode(revision, table!))
                    pages.Add(page);
            }

            return pages;
        }

        /// <summary>For each page that has one its base.</summary>
        public static Dictionary<long, long> Bases(SqliteConnection connection) =>
            connection.Query<(long Id, long Base)>("SELECT id, base FROM pages WHERE base IS NOT NULL").ToDictionary(p => p.Id, p => p.Base);
    }
}
