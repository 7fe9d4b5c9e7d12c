using System.Text.Json;
using System.Text.Json.Serialization;
using Concord.App.Data;
using Concord.App.Security;
using Concord.Storage.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

/// <param name="LastUsedAt">To the minute; null when it was never used.</param>
/// <param name="RevokedAt">Null unless it was revoked.</param>
public sealed record TokenInfo(
    long Id, string Name, TokenScope Scope, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt);

/// <param name="Name">What it is for.</param>
/// <param name="Days">Days until it expires, 1 to 366.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TokenOrder(string Name, TokenScope Scope, int Days = 90);

/// <param name="Secret">The token itself, sent as "Authorization: Bearer concord_…". It is never shown again.</param>
public sealed record NewToken(TokenInfo Token, string Secret);

internal static class Tokens
{
    private const int LongestName = 100;
    private const int MostDays = 366;

    public static void MapTokens(this RouteGroupBuilder api)
    {
        var tokens = api.MapGroup("/account/tokens").WithTags("Session");
        tokens.MapGet("", List).WithName("listTokens").Needs(Permission.OwnAccount).Problem(409);
        tokens.MapPost("", Create).WithName("createToken").Needs(Permission.OwnAccount).Problem(409);
        tokens.MapDelete("/{id}", Revoke).WithName("revokeToken").Needs(Permission.OwnAccount).Problem(404, 409);
    }

    /// <summary>One's own personal tokens, newest first.</summary>
    public static Ok<IReadOnlyList<TokenInfo>> List(Caller caller, PeopleStore people) =>
        TypedResults.Ok<IReadOnlyList<TokenInfo>>([.. people.Tokens(Owner(caller)).Select(Info)]);

    /// <summary>Makes a personal token for programs. It never may more than its person, and nothing of one's own account.</summary>
    public static Created<NewToken> Create(TokenOrder order, Caller caller, PeopleStore people, AuditNote note, TimeProvider time)
    {
        var name = order.Name.Trim();
        if (name.Length is 0 or > LongestName)
            throw ProblemException.Invalid("name", order.Name, $"A token needs a name of 1 to {LongestName} characters.", "Maybe name it after the program that uses it.");
        if (order.Days is < 1 or > MostDays)
            throw ProblemException.Invalid("days", $"{order.Days}", $"days is {order.Days}; it must be 1 to {MostDays}.");
        var secret = Callers.NewToken();
        var token = people.AddToken(Owner(caller), name, Callers.Hash(secret), Words.Spell(order.Scope), time.GetUtcNow().AddDays(order.Days));
        note.Summary = JsonSerializer.Serialize(new { token.Id, token.Name, order.Scope, order.Days }, JsonFormat.Options);
        return TypedResults.Created($"/api/v1/account/tokens/{token.Id}", new NewToken(Info(token), secret));
    }

    /// <summary>Revokes one of one's own tokens; it stops at once.</summary>
    public static NoContent Revoke(long id, Caller caller, PeopleStore people) =>
        people.Revoke(Owner(caller), id) > 0 ? TypedResults.NoContent() : throw ProblemException.NotFound("token", id, "Maybe it was revoked already.");

    private static long Owner(Caller caller) => caller.PersonId
        ?? throw ProblemException.Conflict("Tokens belong to accounts, and this server has none.", "Maybe make the first account on the page People.", "no_accounts");

    private static TokenInfo Info(PersonalToken t) =>
        new(t.Id, t.Name, Words.Parse<TokenScope>(t.Scope, "scope")!.Value, t.CreatedAt, t.ExpiresAt, t.LastUsedAt, t.RevokedAt);
}
