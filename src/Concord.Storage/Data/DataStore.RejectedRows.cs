using System.Text.Json;
using Concord.Planning.Data;
using Dapper;

namespace Concord.Storage.Data;

/// <content>Rejected rows: listing, dismissing; their repair is the importer's.</content>
public sealed partial class DataStore
{
    // A rejected row waits while its import is live, no later import replaces its table, nobody dismissed it and no live repair took it in.
    private const string RejectedRowsView =
        """
        SELECT r.id, r.import_id AS ImportId, r.table_name AS TableName, r.file, r.line, r.cells, r.problems, r.first_code AS Code,
               r.repaired_by AS RepairedBy,
               CASE WHEN repair.status = 'live' THEN 'repaired' WHEN r.dismissed = 1 THEN 'dismissed' ELSE 'open' END AS State
        FROM rejected_rows r
        JOIN imports i ON i.id = r.import_id AND i.status = 'live'
        LEFT JOIN imports repair ON repair.id = r.repaired_by
        WHERE NOT EXISTS (
            SELECT 1 FROM import_tables t JOIN imports later ON later.id = t.import_id
            WHERE t.table_name = r.table_name AND t.mode = 'replace' AND later.status = 'live' AND later.sequence > i.sequence)
        """;

    /// <summary>One page of rejected rows, with the totals of the whole selection by table and by code.</summary>
    public RejectedRowPage RejectedRows(RejectedRowQuery query)
    {
        var from = $"""
            FROM ({RejectedRowsView})
            WHERE (@ImportId IS NULL OR ImportId = @ImportId) AND (@Table IS NULL OR TableName = @Table)
              AND (@Code IS NULL OR Code = @Code) AND (@State IS NULL OR State = @State)
            """;
        var parameters = new
        {
            query.ImportId,
            query.Table,
            query.Code,
            State = query.State is { } state ? Word(state) : null,
            query.Skip,
            query.Take,
        };
        using var connection = Database.Connect();
        using var transaction = connection.BeginTransaction(deferred: true); // one state for the page and its totals
        var byTable = connection.Query<(string, long)>($"SELECT TableName, COUNT(*) {from} GROUP BY TableName ORDER BY 2 DESC, 1", parameters, transaction).ToList();
        var byCode = connection.Query<(string, long)>($"SELECT Code, COUNT(*) {from} GROUP BY Code ORDER BY 2 DESC, 1", parameters, transaction).ToList();
        var rows = connection.Query<RejectedRowRecord>($"SELECT * {from} ORDER BY id LIMIT @Take OFFSET @Skip", parameters, transaction).Select(Read).ToList();
        return new RejectedRowPage(byTable.Sum(t => t.Item2), byTable.ToDictionary(), byCode.ToDictionary(), rows);
    }

    public RejectedRow? RejectedRow(long id)
    {
        using var connection = Database.Connect();
        return connection.Query<RejectedRowRecord>($"SELECT * FROM ({RejectedRowsView}) WHERE id = @id", new { id }).Select(Read).FirstOrDefault();
    }

    /// <summary>Marks rejected rows as not needed; unknown numbers are ignored.</summary>
    public void Dismiss(IReadOnlyList<long> ids) => SetDismissed(ids, 1);

    /// <summary>Takes a dismissal back.</summary>
    public void Reopen(IReadOnlyList<long> ids) => SetDismissed(ids, 0);

    private void SetDismissed(IReadOnlyList<long> ids, int dismissed)
    {
        using var connection = Database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        foreach (var id in ids)
            connection.Execute("UPDATE rejected_rows SET dismissed = @dismissed WHERE id = @id", new { id, dismissed }, transaction);
        transaction.Commit();
    }

    private static RejectedRow Read(RejectedRowRecord row) => new(
        row.Id, row.ImportId, row.TableName, row.File, (int)row.Line, JsonSerializer.Deserialize<Dictionary<string, string?>>(row.Cells, Json)!,
        JsonSerializer.Deserialize<RowProblem[]>(row.Problems, Json)!, FromWord<RejectedRowState>(row.State), row.RepairedBy);

    // Properties, not a constructor: of an empty result SQLite cannot say the type of a computed column, and Dapper would not find the constructor.
    private sealed class RejectedRowRecord
    {
        public long Id { get; init; }

        public long ImportId { get; init; }

        public string TableName { get; init; } = "";

        public string File { get; init; } = "";

        public long Line { get; init; }

        public string Cells { get; init; } = "";

        public string Problems { get; init; } = "";

        public long? RepairedBy { get; init; }

        public string State { get; init; } = "";
    }
}
