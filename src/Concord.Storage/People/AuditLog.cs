using System.Threading.Channels;
using Concord.Storage.Data;
using Dapper;

namespace Concord.Storage.People;

/// <summary>One change, or one that was refused: who, what, from where.</summary>
/// <param name="Who">Name of the person.</param>
/// <param name="Origin">Address, with the name of the token where one was used.</param>
/// <param name="Operation">Name of the operation as in the OpenAPI document, or of the command.</param>
/// <param name="Path">What it was done to: the path of the request, or the arguments of the command.</param>
/// <param name="Status">HTTP status it ended with: 2xx done, 4xx refused.</param>
/// <param name="Summary">What was asked for, as JSON; shortened, and never with a secret.</param>
public sealed record AuditEntry(string Who, string Origin, string Operation, string Path, int Status, string Summary);

/// <param name="At">When it ended.</param>
public sealed record AuditRow(long Id, DateTimeOffset At, string Who, string Origin, string Operation, string Path, int Status, string Summary);

/// <summary>Which rows of the audit log to read; null filters nothing.</summary>
/// <param name="From">First day, UTC.</param>
/// <param name="To">Last day, UTC, inclusive.</param>
public sealed record AuditQuery(string? Who = null, string? Operation = null, DateOnly? From = null, DateOnly? To = null, int Skip = 0, int Take = 100);

/// <param name="Total">Rows that pass the filter.</param>
public sealed record AuditPage(long Total, IReadOnlyList<AuditRow> Rows);

/// <summary>
/// The audit log, which is only added to. One writer per process takes all that waits into one transaction, so that many people at once
/// cost little more than one.
/// </summary>
public sealed class AuditLog : IAsyncDisposable
{
    private const int MostAtOnce = 500;

    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly Channel<(AuditEntry Entry, DateTimeOffset At, TaskCompletionSource Written)> _waiting =
        Channel.CreateUnbounded<(AuditEntry, DateTimeOffset, TaskCompletionSource)>(new UnboundedChannelOptions { SingleReader = true });

    private readonly Task _writer;

    public AuditLog(Database database, TimeProvider time)
    {
        (_database, _time) = (database, time);
        _writer = Task.Run(Write);
    }

    /// <summary>Adds an entry; done when it is durable.</summary>
    /// <exception cref="ObjectDisposedException">The log is closed.</exception>
    public Task Add(AuditEntry entry)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ObjectDisposedException.ThrowIf(!_waiting.Writer.TryWrite((entry, _time.GetUtcNow(), written)), this);
        return written.Task;
    }

    /// <summary>Rows, newest first.</summary>
    public AuditPage Read(AuditQuery query)
    {
        const string Where =
            """
            WHERE (@who IS NULL OR who = @who) AND (@operation IS NULL OR operation = @operation) AND (@from IS NULL OR at >= @from) AND (@to IS NULL OR at < @to)
            """;
        var parameters = new
        {
            who = query.Who,
            operation = query.Operation,
            from = query.From is { } from ? $"{from:yyyy-MM-dd}" : null,
            to = query.To is { } to ? $"{to.AddDays(1):yyyy-MM-dd}" : null,
            skip = query.Skip,
            take = query.Take,
        };
        using var connection = _database.Connect();
        using var transaction = connection.BeginTransaction(deferred: true);
        var total = connection.ExecuteScalar<long>($"SELECT count(*) FROM audit_log {Where}", parameters, transaction);
        var rows = connection.Query<(long Id, string At, string Who, string Origin, string Operation, string Path, long Status, string Summary)>(
            $"SELECT id, at, who, origin, operation, path, status, summary FROM audit_log {Where} ORDER BY id DESC LIMIT @take OFFSET @skip", parameters, transaction);
        return new AuditPage(
            total, [.. rows.Select(r => new AuditRow(r.Id, DataStore.Instant(r.At), r.Who, r.Origin, r.Operation, r.Path, (int)r.Status, r.Summary))]);
    }

    /// <summary>Writes what waits and takes no more.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writer;
    }

    private async Task Write()
    {
        var batch = new List<(AuditEntry Entry, DateTimeOffset At, TaskCompletionSource Written)>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MostAtOnce && _waiting.Reader.TryRead(out var next))
                batch.Add(next);
            try
            {
                using var connection = _database.Connect();
                using var transaction = connection.BeginTransaction(deferred: false);
                connection.Execute(
                    "INSERT INTO audit_log (at, who, origin, operation, path, status, summary) VALUES (@at, @Who, @Origin, @Operation, @Path, @Status, @Summary)",
                    batch.Select(b => new { at = DataStore.Text(b.At), b.Entry.Who, b.Entry.Origin, b.Entry.Operation, b.Entry.Path, b.Entry.Status, b.Entry.Summary }),
                    transaction);
                transaction.Commit();
                foreach (var one in batch)
                    one.Written.SetResult();
            }
            catch (Exception e)
            {
                foreach (var one in batch)
                    one.Written.TrySetException(e);
            }
        }
    }
}
