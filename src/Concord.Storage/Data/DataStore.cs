using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Concord.Planning.Data;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Concord.Storage.Data;

/// <summary>
/// The dataset of one data folder: imports, rejected rows, snapshots, check runs, mappings and settings. Safe for use from many threads,
/// and from several processes on one machine (the server and the command line).
/// </summary>
public sealed partial class DataStore : IDisposable
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly TimeProvider _time;

    private DataStore(Database database, TimeProvider time)
    {
        Database = database;
        _time = time;
    }

    public Database Database { get; }

    /// <summary>Opens or creates the store of a folder, and removes what imports of processes that are gone have left behind.</summary>
    public static DataStore Open(string folder, TimeProvider time)
    {
        var store = new DataStore(Database.Open(folder), time);
        store.RemoveLeftovers();
        return store;
    }

    public void Dispose() => Database.Close();

    public string? Setting(string key)
    {
        using var connection = Database.Connect();
        return connection.ExecuteScalar<string?>("SELECT value FROM settings WHERE key = @key", new { key });
    }

    /// <summary>Keeps a setting; null removes it.</summary>
    public void SaveSetting(string key, string? value)
    {
        using var connection = Database.Connect();
        connection.Execute(
            value is null ? "DELETE FROM settings WHERE key = @key" : "INSERT INTO settings VALUES (@key, @value) ON CONFLICT DO UPDATE SET value = @value",
            new { key, value });
    }

    public IReadOnlyList<SavedMapping> Mappings()
    {
        using var connection = Database.Connect();
        return [.. connection.Query<(string Name, string Json, string Author, string UpdatedAt)>("SELECT name, json, author, updated_at FROM mappings ORDER BY name")
            .Select(m => new SavedMapping(m.Name, m.Json, m.Author, Instant(m.UpdatedAt)))];
    }

    public void SaveMapping(string name, string json, string author)
    {
        using var connection = Database.Connect();
        connection.Execute(
            """
            INSERT INTO mappings VALUES (@name, @json, @author, @now)
            ON CONFLICT DO UPDATE SET json = @json, author = @author, updated_at = @now
            """,
            new { name, json, author, now = Now() });
    }

    public void DeleteMapping(string name)
    {
        using var connection = Database.Connect();
        connection.Execute("DELETE FROM mappings WHERE name = @name", new { name });
    }

    /// <summary>Keeps the outcome of a run of the checks. Of older runs only the score is kept.</summary>
    /// <param name="fingerprint">The dataset it was run on: <see cref="StoredDataset.Fingerprint"/>.</param>
    /// <param name="overall">The overall data quality score, 0 to 100; null when not measurable.</param>
    /// <param name="results">What the run found, as JSON; the store does not look inside.</param>
    public void SaveCheckRun(DateTimeOffset checkedAt, string fingerprint, double? overall, string results)
    {
        using var connection = Database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        connection.Execute("UPDATE check_runs SET results = ''", transaction: transaction);
        connection.Execute(
            "INSERT INTO check_runs (checked_at, fingerprint, overall, results) VALUES (@at, @fingerprint, @overall, @results)",
            new { at = Text(checkedAt), fingerprint, overall, results }, transaction);
        transaction.Commit();
    }

    public StoredCheckRun? LatestCheckRun()
    {
        using var connection = Database.Connect();
        var run = connection.QueryFirstOrDefault<(string At, string Fingerprint, double? Overall, string Results)>(
            "SELECT checked_at, fingerprint, overall, results FROM check_runs ORDER BY id DESC LIMIT 1");
        return run.At is null ? null : new StoredCheckRun(Instant(run.At), run.Fingerprint, run.Overall, run.Results);
    }

    /// <summary>The scores of the last runs, oldest first.</summary>
    public IReadOnlyList<(DateTimeOffset CheckedAt, double? Overall)> CheckRunHistory(int take)
    {
        using var connection = Database.Connect();
        return [.. connection.Query<(string At, double? Overall)>("SELECT checked_at, overall FROM check_runs ORDER BY id DESC LIMIT @take", new { take })
            .Reverse().Select(r => (Instant(r.At), r.Overall))];
    }

    private string Now() => Text(_time.GetUtcNow());

    internal static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    internal static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    internal static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => ChoiceWords.Spell(value.ToString());

    internal static TEnum FromWord<TEnum>(string word)
        where TEnum : struct, Enum => Enum.GetValues<TEnum>().First(v => Word(v) == word);
}

/// <summary>The latest outcome of the checks, as it was saved.</summary>
public sealed record StoredCheckRun(DateTimeOffset CheckedAt, string Fingerprint, double? Overall, string Results);
