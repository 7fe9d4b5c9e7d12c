using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Storage.People;
using Concord.Tests.Storage.Data;
using Dapper;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Concord.Tests.Storage.People;

public sealed class PeopleStoreTests : IDisposable
{
    private readonly TestStore _store = new();
    private readonly StoppedClock _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly PeopleStore _people;

    public PeopleStoreTests() => _people = new PeopleStore(_store.Store.Database, _clock);

    public void Dispose() => _store.Dispose();

    private Person Added(string name, bool demo = false, params RoleAssignment[] roles)
    {
        var person = new Person { Name = name, NormalName = name.ToUpperInvariant(), DisplayName = name, SecurityStamp = "s", PasswordHash = demo ? null : "h", Demo = demo, Assignments = roles };
        Assert.True(_people.Add(person));
        return person;
    }

    [Fact]
    public void Roles_come_back_with_their_parts()
    {
        RoleAssignment[] roles =
        [
            new(Role.Viewer, Coordinates.All), new(Role.Sales, Coordinates.Of(("region", "Nord \"Ä\""), ("channel", "Retail"))),
        ];
        var id = Added("nora", false, roles).Id;
        Assert.Equal(roles, _people.Find(id)!.Assignments);
        Assert.Equal(roles, _people.Find("NORA")!.Assignments);
        Assert.Null(_people.Find("nora"));
    }

    [Fact]
    public void A_name_is_given_once()
    {
        Added("nora");
        Assert.False(_people.Add(new Person { Name = "Nora", NormalName = "NORA", DisplayName = "x", SecurityStamp = "s" }));
        Assert.Single(_people.People());
    }

    [Fact]
    public void The_last_administrator_who_can_sign_in_stays_one()
    {
        var admin = Added("a", false, new RoleAssignment(Role.Administrator, Coordinates.All));
        Added("demo", true, new RoleAssignment(Role.Administrator, Coordinates.All));
        admin.Disabled = true;
        Assert.False(_people.Save(admin, keepsAdministrator: true));
        Assert.False(_people.Find(admin.Id)!.Disabled);
        admin.Disabled = false;
        admin.Assignments = [];
        Assert.False(_people.Save(admin, keepsAdministrator: true));
        Assert.Equal(Role.Administrator, Assert.Single(_people.Find(admin.Id)!.Assignments).Role);
        Added("b", false, new RoleAssignment(Role.Administrator, Coordinates.All));
        Assert.True(_people.Save(admin, keepsAdministrator: true));
    }

    [Fact]
    public void People_of_the_demo_company_are_no_accounts()
    {
        Added("demo", demo: true);
        Assert.False(_people.HasAccounts());
        Added("nora");
        Assert.True(_people.HasAccounts());
    }

    [Fact]
    public void Wrong_passwords_at_the_same_time_are_all_counted_and_saving_a_person_forgets_none()
    {
        var person = Added("nora");
        Parallel.For(0, 20, _ => _people.CountFailure(person.Id));
        Assert.True(_people.Save(person));
        Assert.Equal(20, _people.Find(person.Id)!.FailedCount);
        _people.ForgetFailures(person.Id);
        Assert.Equal(0, _people.Find(person.Id)!.FailedCount);
    }

    [Fact]
    public void A_token_stops_when_it_expires_or_is_revoked_and_its_use_is_kept()
    {
        var person = Added("nora");
        var first = _people.AddToken(person.Id, "nightly", [1, 2], "read", _clock.GetUtcNow().AddDays(1));
        _people.AddToken(person.Id, "other", [3, 4], "edit", _clock.GetUtcNow().AddDays(9));
        Assert.Null(_people.UseToken([9]));
        Assert.Equal("nightly", _people.UseToken([1, 2])!.Name);
        Assert.Equal(_clock.GetUtcNow(), _people.Tokens(person.Id).Single(t => t.Id == first.Id).LastUsedAt);
        _clock.Now = _clock.Now.AddDays(1);
        Assert.Null(_people.UseToken([1, 2]));
        Assert.NotNull(_people.UseToken([3, 4]));
        Assert.Equal(0, _people.Revoke(person.Id + 1, null));
        Assert.Equal(2, _people.Revoke(person.Id, null));
        Assert.Null(_people.UseToken([3, 4]));
    }

    [Fact]
    public async Task The_audit_log_keeps_order_filters_and_is_never_changed()
    {
        await using (var log = new AuditLog(_store.Store.Database, _clock))
        {
            await Task.WhenAll(Enumerable.Range(0, 50).Select(i => log.Add(new AuditEntry(i % 2 == 0 ? "nora" : "tom", "127.0.0.1", $"op{i % 5}", $"/{i}", 200, "{}"))));
            _clock.Now = _clock.Now.AddDays(1);
            await log.Add(new AuditEntry("nora", "127.0.0.1", "later", "/", 403, "{}"));
            var all = log.Read(new AuditQuery(Take: 10));
            Assert.Equal(51, all.Total);
            Assert.Equal(10, all.Rows.Count);
            Assert.Equal("later", all.Rows[0].Operation);
            Assert.Equal(26, log.Read(new AuditQuery(Who: "nora")).Total);
            Assert.Equal(10, log.Read(new AuditQuery(Operation: "op3")).Total);
            Assert.Equal(50, log.Read(new AuditQuery(To: new DateOnly(2026, 3, 1))).Total);
            Assert.Equal(1, log.Read(new AuditQuery(From: new DateOnly(2026, 3, 2), To: new DateOnly(2026, 3, 2))).Total);
            Assert.Equal(51, log.Read(new AuditQuery(Skip: 50)).Total);
        }

        using var connection = _store.Store.Database.Connect();
        Assert.Throws<SqliteException>(() => connection.Execute("UPDATE audit_log SET who = 'nobody'"));
        Assert.Throws<SqliteException>(() => connection.Execute("DELETE FROM audit_log"));
        Assert.Equal(51, connection.ExecuteScalar<int>("SELECT count(*) FROM audit_log"));
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
