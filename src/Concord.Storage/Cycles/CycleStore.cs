using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Concord.Planning.Cycle;
using Concord.Planning.Data;
using Concord.Storage.Data;
using Concord.Storage.Scenarios;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Concord.Storage.Cycles;

/// <summary>
/// Keeps cycles, and with them what was approved. A change is read, made and kept in one transaction: of two at the same time the second sees the first. What a
/// method has returned from is durable. Safe for many threads and processes.
/// </summary>
public sealed class CycleStore(Database database)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>All cycles, oldest first.</summary>
    public IReadOnlyList<PlanningCycle> Cycles()
    {
        using var connection = database.Connect();
        return [.. connection.Query<(long Id, string Json)>("SELECT id, json FROM cycles ORDER BY id").Select(c => Read(c.Id, c.Json))];
    }

    /// <summary>A cycle; null when there is no such.</summary>
    public PlanningCycle? Find(long id)
    {
        using var connection = database.Connect();
        return Find(connection, id);
    }

    /// <summary>
    /// Keeps a new cycle. Its predecessor, which has its plan of record, is closed with it.
    /// </summary>
    /// <param name="open">Makes the cycle from the one before it: the newest of all, null for the first. What it throws is passed on, and nothing is kept.</param>
    /// <returns>It, with its number.</returns>
    /// <exception cref="CycleRefusalException">The name is taken.</exception>
    public PlanningCycle Open(Func<PlanningCycle?, PlanningCycle> open, Actor by, DateTimeOffset at) => InTransaction(connection =>
    {
        var last = connection.ExecuteScalar<long?>("SELECT max(id) FROM cycles");
        var before = last is { } id ? Find(connection, id) : null;
        var cycle = open(before);
        if (connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM cycles WHERE name = @Name)", new { cycle.Name }))
            throw new CycleRefusalException("name_taken", $"There is a cycle '{cycle.Name}' already.", "Maybe name it after its month.");
        if (before is { State: CycleState.Approved })
            Write(connection, Opening.Close(before, null, by, at));
        cycle = cycle with
        {
            Id = connection.ExecuteScalar<long>(
                "INSERT INTO cycles (name, state, predecessor, json) VALUES (@Name, @state, @Predecessor, '') RETURNING id", new { cycle.Name, state = Word(cycle.State), cycle.Predecessor }),
        };
        Write(connection, cycle);
        return cycle;
    });

    /// <summary>Changes a cycle.</summary>
    /// <param name="change">A pure function; what it throws is passed on, and nothing is kept.</param>
    /// <exception cref="CycleRefusalException">There is no such cycle.</exception>
    public PlanningCycle Change(long id, Func<PlanningCycle, PlanningCycle> change) => InTransaction(connection =>
    {
        var cycle = change(Find(connection, id) ?? throw Unknown(id));
        Write(connection, cycle);
        return cycle;
    });

    /// <summary>
    /// Changes a cycle by a verdict. When that makes a plan of record, the revision is kept as one, with what was approved of it, in the same transaction: a crash leaves all of it or
    /// nothing.
    /// </summary>
    /// <exception cref="CycleRefusalException">There is no such cycle.</exception>
    /// <exception cref="PlanStoreException">The revision is a plan of record already, or its values are gone.</exception>
    public PlanningCycle Judge(long id, Func<PlanningCycle, PlanningCycle> judge) => InTransaction(connection =>
    {
        var before = Find(connection, id) ?? throw Unknown(id);
        var cycle = judge(before);
        if (before.PlanOfRecord is null && cycle.PlanOfRecord is { } approval)
        {
            SqlitePlanStore.AddPlanOfRecord(connection, approval.Revision, cycle.Name, approval.By, approval.At);
            connection.Execute(
                "INSERT INTO approved_plans VALUES (@Id, @Revision, @Fingerprint, @json)",
                new { cycle.Id, approval.Revision, approval.Fingerprint, json = JsonSerializer.Serialize(new ApprovedPlan(cycle.Id, cycle.Name, cycle.SnapshotId, approval), Json) });
        }

        Write(connection, cycle);
        return cycle;
    });

    /// <summary>What was approved, oldest first.</summary>
    public IReadOnlyList<ApprovedPlan> ApprovedPlans()
    {
        using var connection = database.Connect();
        return [.. connection.Query<string>("SELECT json FROM approved_plans ORDER BY cycle").Select(json => JsonSerializer.Deserialize<ApprovedPlan>(json, Json)!)];
    }

    private T InTransaction<T>(Func<SqliteConnection, T> change)
    {
        using var connection = database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        var result = change(connection);
        transaction.Commit();
        return result;
    }

    private static PlanningCycle? Find(SqliteConnection connection, long id) =>
        connection.ExecuteScalar<string?>("SELECT json FROM cycles WHERE id = @id", new { id }) is { } json ? Read(id, json) : null;

    private static PlanningCycle Read(long id, string json) => JsonSerializer.Deserialize<PlanningCycle>(json, Json)! with { Id = id };

    private static void Write(SqliteConnection connection, PlanningCycle cycle) => connection.Execute(
        "UPDATE cycles SET name = @Name, state = @state, json = @json WHERE id = @Id", new { cycle.Id, cycle.Name, state = Word(cycle.State), json = JsonSerializer.Serialize(cycle, Json) });

    private static string Word(CycleState state) => ChoiceWords.Spell(state.ToString());

    private static CycleRefusalException Unknown(long id) => new("no_such_cycle", $"There is no cycle {id}.", "Maybe it belongs to another data folder.", kind: RefusalKind.Unknown);
}
