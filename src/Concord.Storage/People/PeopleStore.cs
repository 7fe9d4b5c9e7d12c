using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Storage.Data;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Concord.Storage.People;

/// <summary>People, their roles and tokens. Safe for use from many threads and processes.</summary>
public sealed class PeopleStore(Database database, TimeProvider time)
{
    private const string Columns =
        "id, name, normal_name, display_name, password_hash, security_stamp, failed_count, locked_until, disabled, demo, created_at";

    /// <summary>True when somebody has an account, disabled or not. People of the demo company are none.</summary>
    public bool HasAccounts()
    {
        using var connection = database.Connect();
        return connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM people WHERE demo = 0)");
    }

    /// <summary>Everybody, in the order of their names.</summary>
    public IReadOnlyList<Person> People()
    {
        using var connection = database.Connect();
        return Read(connection, "ORDER BY normal_name", null);
    }

    public Person? Find(long id)
    {
        using var connection = database.Connect();
        return Read(connection, "WHERE id = @id", new { id }).FirstOrDefault();
    }

    /// <param name="normalName">The name as it is compared: <see cref="Person.NormalName"/>.</param>
    public Person? Find(string normalName)
    {
        using var connection = database.Connect();
        return Read(connection, "WHERE normal_name = @normalName", new { normalName }).FirstOrDefault();
    }

    /// <summary>Saves a new person with the roles it carries, and gives it its number.</summary>
    /// <returns>False when somebody has the name already.</returns>
    public bool Add(Person person)
    {
        using var connection = database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        var id = connection.ExecuteScalar<long?>(
            """
            INSERT INTO people (name, normal_name, display_name, password_hash, security_stamp, disabled, demo, created_at)
            VALUES (@Name, @NormalName, @DisplayName, @PasswordHash, @SecurityStamp, @Disabled, @Demo, @now) ON CONFLICT DO NOTHING RETURNING id
            """,
            new { person.Name, person.NormalName, person.DisplayName, person.PasswordHash, person.SecurityStamp, person.Disabled, person.Demo, now = Now() },
            transaction);
        if (id is null)
            return false;
        person.Id = id.Value;
        SaveRoles(connection, transaction, person);
        transaction.Commit();
        return true;
    }

    /// <summary>Saves what changed of a person, with the roles. Counts of wrong passwords and the lock are left as they are.</summary>
    /// <param name="keepsAdministrator">True to refuse a change after which no account that can sign in is an administrator.</param>
    /// <returns>False when it was refused, or when somebody else has the name.</returns>
    public bool Save(Person person, bool keepsAdministrator = false)
    {
        using var connection = database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        var saved = connection.Execute(
            """
            UPDATE OR IGNORE people SET name = @Name, normal_name = @NormalName, display_name = @DisplayName, password_hash = @PasswordHash,
                security_stamp = @SecurityStamp, disabled = @Disabled WHERE id = @Id
            """,
            new { person.Name, person.NormalName, person.DisplayName, person.PasswordHash, person.SecurityStamp, person.Disabled, person.Id }, transaction);
        connection.Execute("DELETE FROM role_assignments WHERE person_id = @Id", new { person.Id }, transaction);
        SaveRoles(connection, transaction, person);
        if (saved == 0 || (keepsAdministrator && !HasAdministrator(connection, transaction)))
            return false;
        transaction.Commit();
        return true;
    }

    /// <summary>Counts one more wrong password; concurrent ones are all counted.</summary>
    /// <returns>How many there were since the last right one.</returns>
    public int CountFailure(long id)
    {
        using var connection = database.Connect();
        return connection.ExecuteScalar<int>("UPDATE people SET failed_count = failed_count + 1 WHERE id = @id RETURNING failed_count", new { id });
    }

    public void ForgetFailures(long id)
    {
        using var connection = database.Connect();
        connection.Execute("UPDATE people SET failed_count = 0 WHERE id = @id AND failed_count > 0", new { id });
    }

    /// <summary>Locks a person out until an instant; null lifts the lock.</summary>
    public void Lock(long id, DateTimeOffset? until)
    {
        using var connection = database.Connect();
        connection.Execute("UPDATE people SET locked_until = @until WHERE id = @id", new { id, until = until is { } u ? DataStore.Text(u) : null });
    }

    /// <param name="hash">SHA-256 of the token's text.</param>
    public PersonalToken AddToken(long personId, string name, byte[] hash, string scope, DateTimeOffset expiresAt)
    {
        using var connection = database.Connect();
        var id = connection.ExecuteScalar<long>(
            "INSERT INTO tokens (person_id, name, hash, scope, created_at, expires_at) VALUES (@personId, @name, @hash, @scope, @now, @expires) RETURNING id",
            new { personId, name, hash, scope, now = Now(), expires = DataStore.Text(expiresAt) });
        return Tokens(personId).First(t => t.Id == id);
    }

    /// <summary>A person's tokens, newest first, expired and revoked ones too.</summary>
    public IReadOnlyList<PersonalToken> Tokens(long personId)
    {
        using var connection = database.Connect();
        return [.. connection.Query<TokenRow>("SELECT * FROM tokens WHERE person_id = @personId ORDER BY id DESC", new { personId }).Select(t => t.Token())];
    }

    /// <summary>The token with a hash, unless it is expired or revoked. That it was used is kept, once a minute.</summary>
    public PersonalToken? UseToken(byte[] hash)
    {
        using var connection = database.Connect();
        var now = time.GetUtcNow();
        var row = connection.QueryFirstOrDefault<TokenRow>("SELECT * FROM tokens WHERE hash = @hash AND revoked_at IS NULL", new { hash });
        if (row?.Token() is not { } token || token.ExpiresAt <= now)
            return null;
        if (token.LastUsedAt is not { } last || now - last >= TimeSpan.FromMinutes(1))
            connection.Execute("UPDATE tokens SET last_used_at = @now WHERE id = @Id", new { token.Id, now = DataStore.Text(now) });
        return token;
    }

    /// <summary>Revokes a token of a person, or all of them for null.</summary>
    /// <returns>How many were revoked; those that were before do not count.</returns>
    public int Revoke(long personId, long? tokenId)
    {
        using var connection = database.Connect();
        return connection.Execute(
            "UPDATE tokens SET revoked_at = @now WHERE person_id = @personId AND (@tokenId IS NULL OR id = @tokenId) AND revoked_at IS NULL",
            new { personId, tokenId, now = Now() });
    }

    private static bool HasAdministrator(SqliteConnection connection, SqliteTransaction transaction) => connection.ExecuteScalar<bool>(
        """
        SELECT EXISTS (SELECT 1 FROM people p JOIN role_assignments r ON r.person_id = p.id
                       WHERE r.role = @role AND p.disabled = 0 AND p.demo = 0 AND p.password_hash IS NOT NULL)
        """,
        new { role = DataStore.Word(Role.Administrator) }, transaction);

    private static void SaveRoles(SqliteConnection connection, SqliteTransaction transaction, Person person) => connection.Execute(
        "INSERT INTO role_assignments VALUES (@Id, @position, @role, @part)",
        person.Assignments.Select((a, position) => new { person.Id, position, role = DataStore.Word(a.Role), part = Person.Spell(a.Part) }), transaction);

    private static List<Person> Read(SqliteConnection connection, string where, object? parameters)
    {
        var people = connection.Query<PersonRow>($"SELECT {Columns} FROM people {where}", parameters).Select(r => r.Person()).ToList();
        foreach (var person in people)
        {
            person.Assignments = [.. connection.Query<(string Role, string Part)>(
                "SELECT role, part FROM role_assignments WHERE person_id = @Id ORDER BY position", new { person.Id })
                .Select(r => new RoleAssignment(DataStore.FromWord<Role>(r.Role), Part(r.Part)))];
        }

        return people;
    }

    private static Coordinates Part(string json) => Person.ReadPart(json);

    private static DateTimeOffset? Instant(string? text) => text is null ? null : DataStore.Instant(text);

    private string Now() => DataStore.Text(time.GetUtcNow());

    // The names are those of the columns.
#pragma warning disable IDE1006
    private sealed record PersonRow(
        long id, string name, string normal_name, string display_name, string? password_hash, string security_stamp, long failed_count,
        string? locked_until, long disabled, long demo, string created_at)
    {
        public Person Person() => new()
        {
            Id = id, Name = name, NormalName = normal_name, DisplayName = display_name, PasswordHash = password_hash, SecurityStamp = security_stamp,
            FailedCount = (int)failed_count, LockedUntil = Instant(locked_until), Disabled = disabled != 0, Demo = demo != 0,
            CreatedAt = DataStore.Instant(created_at),
        };
    }

    private sealed record TokenRow(
        long id, long person_id, string name, byte[] hash, string scope, string created_at, string expires_at, string? last_used_at, string? revoked_at)
    {
        public PersonalToken Token() => new(
            id, person_id, name, scope, DataStore.Instant(created_at), DataStore.Instant(expires_at), Instant(last_used_at), Instant(revoked_at));
    }
#pragma warning restore IDE1006
}
