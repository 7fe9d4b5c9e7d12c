using System.Text.Json.Serialization;
using Concord.App.Security;
using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Storage.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

/// <summary>A role, and the part of the hierarchy it holds for.</summary>
/// <param name="Part">By attribute the members, as in {"region": ["Europe"]}; empty or left out when the role holds everywhere.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RoleInPart(Role Role, IReadOnlyDictionary<string, IReadOnlyList<string>>? Part = null);

/// <param name="Id">Null for the one person of a server without accounts.</param>
public sealed record SignedIn(long? Id, string Name, string DisplayName, IReadOnlyList<RoleInPart> Roles);

/// <summary>Somebody of the demo company whom one can become.</summary>
public sealed record DemoPerson(string Name, string DisplayName, IReadOnlyList<RoleInPart> Roles);

/// <summary>How the server lets people in, and who is asking.</summary>
/// <param name="Person">Null when nobody is signed in.</param>
/// <param name="Permissions">What the person may; none when nobody is signed in.</param>
/// <param name="Refusals">For each permission the person lacks, why, in a sentence.</param>
/// <param name="DemoPeople">Whom one can become; empty unless the mode is demo.</param>
public sealed record SessionInfo(AccessMode Mode, SignedIn? Person, IReadOnlyList<Permission> Permissions, IReadOnlyDictionary<Permission, string> Refusals,
    IReadOnlyList<DemoPerson> DemoPeople);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SignInOrder(string Name, string Password);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SwitchOrder(string Name);

/// <param name="Code">The code that stands in the server's terminal.</param>
/// <param name="Name">The name to sign in with.</param>
/// <param name="Password">At least 12 characters.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SetUpOrder(string Code, string Name, string DisplayName, string Password);

/// <param name="Password">At least 12 characters.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PasswordOrder(string Password);

/// <param name="Password">The new one, at least 12 characters.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PasswordChange(string Current, string Password);

internal static class Sessions
{
    public static void MapSessions(this RouteGroupBuilder api)
    {
        var session = api.MapGroup("").WithTags("Session");
        session.MapGet("/session", Get).WithName("getSession").Anonymous();
        session.MapPost("/session", SignIn).WithName("signIn").Anonymous().HidesBody().Problem(401, 409, 429);
        session.MapDelete("/session", SignOut).WithName("signOut").Anonymous();
        session.MapPost("/session/demo", Switch).WithName("switchPerson").Anonymous().Problem(404, 409);
        session.MapPost("/setup", SetUp).WithName("setUp").Anonymous().HidesBody().Problem(409, 429);
        session.MapPut("/account/password", ChangePassword).WithName("changePassword").Needs(Permission.OwnAccount).HidesBody().Problem(401, 409, 429);
    }

    /// <summary>How the server lets people in, who is signed in, and what that person may.</summary>
    public static Ok<SessionInfo> Get(HttpContext http, Access access, PeopleStore people) => TypedResults.Ok(Info(http.Features.Get<Caller>(), access, people));

    /// <summary>Signs in with name and password; the answer sets a cookie. Five wrong passwords lock a name for five minutes.</summary>
    public static async Task<Ok<SessionInfo>> SignIn(SignInOrder order, HttpContext http, SignIn signIn, Access access, PeopleStore people, CancellationToken token) =>
        TypedResults.Ok(Info(Callers.Of(await signIn.In(order.Name, order.Password, token), From(http)), access, people));

    /// <summary>Ends the session.</summary>
    public static async Task<NoContent> SignOut(SignIn signIn)
    {
        await signIn.Out();
        return TypedResults.NoContent();
    }

    /// <summary>Becomes another of the demo company's people, where the server shows it on this machine.</summary>
    public static async Task<Ok<SessionInfo>> Switch(SwitchOrder order, HttpContext http, SignIn signIn, Access access, PeopleStore people) =>
        TypedResults.Ok(Info(Callers.Of(await signIn.As(order.Name), From(http)), access, people));

    /// <summary>Makes the owner of a server that has no accounts, with the one-time code that stands in its terminal, and signs the owner in.</summary>
    public static async Task<Ok<SessionInfo>> SetUp(SetUpOrder order, HttpContext http, SignIn signIn, Access access, PeopleStore people, CancellationToken token) =>
        TypedResults.Ok(Info(Callers.Of(await signIn.SetUp(order.Code, order.Name, order.DisplayName, order.Password, token), From(http)), access, people));

    /// <summary>Changes one's own password. Other sessions end; tokens stay.</summary>
    public static async Task<NoContent> ChangePassword(PasswordChange order, Caller caller, SignIn signIn, CancellationToken token)
    {
        await signIn.ChangePassword(caller, order.Current, order.Password, token);
        return TypedResults.NoContent();
    }

    /// <summary>Roles as the API tells them.</summary>
    internal static IReadOnlyList<RoleInPart> Roles(IReadOnlyList<RoleAssignment> assignments) =>
        [.. assignments.Select(a => new RoleInPart(a.Role, a.Part.Constraints.ToDictionary(c => c.Attribute, c => (IReadOnlyList<string>)c.Members)))];

    /// <summary>Roles as the API takes them.</summary>
    /// <exception cref="ProblemException">400: an attribute without a member.</exception>
    internal static IReadOnlyList<RoleAssignment> Assignments(IReadOnlyList<RoleInPart> roles) => [.. roles.Select((role, i) =>
    {
        var empty = role.Part?.FirstOrDefault(p => p.Value.Count == 0 || p.Value.Any(string.IsNullOrWhiteSpace)).Key;
        return empty is null
            ? new RoleAssignment(role.Role, Coordinates.Of(role.Part ?? new Dictionary<string, IReadOnlyList<string>>()))
            : throw ProblemException.Invalid($"roles[{i}].part.{empty}", null, $"The part names no member of '{empty}'.", "Maybe leave the attribute out to mean all of them.");
    })];

    private static string From(HttpContext http) => $"{http.Connection.RemoteIpAddress}";

    private static SessionInfo Info(Caller? caller, Access access, PeopleStore people) => new(
        access.Mode,
        caller is null ? null : new SignedIn(caller.PersonId, caller.Name, caller.DisplayName, Roles(caller.Assignments)),
        [.. (caller?.Permissions ?? Permissions.Of([])).Order()],
        caller is null ? new Dictionary<Permission, string>() : Enum.GetValues<Permission>().Where(p => !caller.May(p)).ToDictionary(p => p, p => Permissions.Refusal(caller, p)),
        access.Mode == AccessMode.Demo ? [.. people.People().Where(p => p is { Demo: true, Disabled: false }).OrderBy(p => p.Id).Select(p => new DemoPerson(p.Name, p.DisplayName, Roles(p.Assignments)))] : []);
}
