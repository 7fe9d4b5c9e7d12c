using System.Text.Json.Serialization;
using Concord.App.Security;
using Concord.Storage.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

/// <param name="LockedUntil">No password is accepted before; null when none was wrong too often.</param>
/// <param name="Demo">True for the demo company's people, who have no password.</param>
/// <param name="Tokens">Personal tokens that can be used.</param>
public sealed record PersonInfo(
    long Id, string Name, string DisplayName, bool Disabled, bool Demo, DateTimeOffset? LockedUntil, DateTimeOffset CreatedAt, IReadOnlyList<RoleInPart> Roles, int Tokens);

/// <param name="Name">The name to sign in with; it stays.</param>
/// <param name="DisplayName">The name as people say it.</param>
/// <param name="Password">The first password, at least 12 characters.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PersonOrder(string Name, string DisplayName, string Password, IReadOnlyList<RoleInPart> Roles);

/// <param name="Disabled">True to let the person in no longer; sessions and tokens stop at once.</param>
/// <param name="Roles">All roles the person has from now on.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PersonChange(string DisplayName, bool Disabled, IReadOnlyList<RoleInPart> Roles);

internal static class People
{
    public static void MapPeople(this RouteGroupBuilder api)
    {
        var people = api.MapGroup("/people").WithTags("People");
        people.MapGet("", List).WithName("listPeople").Needs(Permission.ManagePeople);
        people.MapPost("", Create).WithName("createPerson").Needs(Permission.ManagePeople).HidesBody().Problem(409);
        people.MapPut("/{id}", Change).WithName("changePerson").Needs(Permission.ManagePeople).Problem(404, 409);
        people.MapPut("/{id}/password", ResetPassword).WithName("resetPassword").Needs(Permission.ManagePeople).HidesBody().Problem(404, 409);
        people.MapDelete("/{id}/tokens", RevokeTokens).WithName("revokeTokensOfPerson").Needs(Permission.ManagePeople).Problem(404);
    }

    /// <summary>Everybody, with the roles.</summary>
    public static Ok<IReadOnlyList<PersonInfo>> List(PeopleStore people, TimeProvider time) =>
        TypedResults.Ok<IReadOnlyList<PersonInfo>>([.. people.People().Select(p => Info(p, people, time))]);

    /// <summary>Makes an account. The first one must be an administrator's: from then on sign-in is demanded.</summary>
    public static async Task<Created<PersonInfo>> Create(PersonOrder order, Accounts accounts, AuditNote note, PeopleStore people, TimeProvider time)
    {
        var person = await accounts.Add(order.Name, order.DisplayName, order.Password, Sessions.Assignments(order.Roles));
        note.Summary = System.Text.Json.JsonSerializer.Serialize(new { order.Name, order.DisplayName, order.Roles }, Data.JsonFormat.Options);
        return TypedResults.Created($"/api/v1/people/{person.Id}", Info(accounts.Find(person.Id), people, time));
    }

    /// <summary>Changes a person's name on screens and roles, and whether the person is let in. The last administrator stays one.</summary>
    public static Ok<PersonInfo> Change(long id, PersonChange order, Accounts accounts, PeopleStore people, TimeProvider time) =>
        TypedResults.Ok(Info(accounts.Change(id, order.DisplayName, order.Disabled, Sessions.Assignments(order.Roles)), people, time));

    /// <summary>Gives a person a new password, lifts the lock, and ends the person's sessions.</summary>
    public static async Task<NoContent> ResetPassword(long id, PasswordOrder order, Accounts accounts)
    {
        await accounts.SetPassword(id, order.Password);
        return TypedResults.NoContent();
    }

    /// <summary>Revokes all tokens of a person.</summary>
    public static NoContent RevokeTokens(long id, Accounts accounts, PeopleStore people)
    {
        people.Revoke(accounts.Find(id).Id, null);
        return TypedResults.NoContent();
    }

    private static PersonInfo Info(Person p, PeopleStore people, TimeProvider time)
    {
        var now = time.GetUtcNow();
        return new PersonInfo(
            p.Id, p.Name, p.DisplayName, p.Disabled, p.Demo, p.LockedUntil > now ? p.LockedUntil : null, p.CreatedAt, Sessions.Roles(p.Assignments),
            people.Tokens(p.Id).Count(t => t.RevokedAt is null && t.ExpiresAt > now));
    }
}
