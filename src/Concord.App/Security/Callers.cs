using System.Security.Cryptography;
using System.Text;
using Concord.Storage.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Concord.App.Security;

/// <summary>Finds who sent a request: by token, by the cookie of the sign-in, or by the mode of the server.</summary>
internal sealed class Callers(Access access, PeopleStore people, IOptions<IdentityOptions> identity)
{
    public const string TokenPrefix = "concord_";

    private const string Bearer = "Bearer ";

    /// <summary>The caller, and why there is none when the request carries a token that cannot be used.</summary>
    public async Task<(Caller? Caller, string? BadToken)> Find(HttpContext http)
    {
        var mode = access.Mode;
        var address = $"{http.Connection.RemoteIpAddress}";
        var header = http.Request.Headers.Authorization.ToString();
        if (header.Length > 0)
            return OfToken(header, mode, address);
        if (mode == AccessMode.Local)
            return (Caller.Local(address), null);

        var person = mode == AccessMode.SetUp ? null : await OfCookie(http, mode);
        if (person is null && mode == AccessMode.Demo)
            person = access.DefaultDemoPerson is { Disabled: false } first ? first : null;
        return (person is null ? null : Of(person, address), null);
    }

    /// <summary>A person without a token.</summary>
    public static Caller Of(Person person, string from) => new(
        person.Id, person.Name, person.DisplayName, person.Assignments, Permissions.Of(person.Assignments.Select(a => a.Role)), from);

    /// <summary>A new token's text: 256 random bits.</summary>
    public static string NewToken() => TokenPrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>What of a token is kept. It needs no salt: the text is random.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private (Caller? Caller, string? BadToken) OfToken(string header, AccessMode mode, string address)
    {
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) || !header.AsSpan(Bearer.Length).Trim().StartsWith(TokenPrefix, StringComparison.Ordinal))
            return (null, $"The header Authorization must be 'Bearer {TokenPrefix}…'.");

        // Looked up by the hash: how long it takes tells nothing of the text.
        if (people.UseToken(Hash(header[Bearer.Length..].Trim())) is not { } token || people.Find(token.PersonId) is not { } person || !IsLetIn(person, mode))
            return (null, "The token is unknown, expired or revoked, or its person may no longer sign in.");
        var caller = Of(person, $"{address}, token '{token.Name}'");
        var scope = Permissions.Of(Api.Words.Parse<TokenScope>(token.Scope, "scope")!.Value);
        return (caller with { Permissions = caller.Permissions.Where(scope.Contains).ToHashSet() }, null);
    }

    /// <summary>The person of a valid cookie. Read from the database each time: who was disabled, or has other roles now, has so at once.</summary>
    private async Task<Person?> OfCookie(HttpContext http, AccessMode mode)
    {
        var ticket = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        if (!ticket.Succeeded)
            return null;
        var claims = identity.Value.ClaimsIdentity;
        var person = long.TryParse(ticket.Principal.FindFirst(claims.UserIdClaimType)?.Value, out var id) ? people.Find(id) : null;
        return person is not null && IsLetIn(person, mode) && person.SecurityStamp == ticket.Principal.FindFirst(claims.SecurityStampClaimType)?.Value ? person : null;
    }

    /// <summary>Disabled people are not let in, and people of the demo company only where it is shown.</summary>
    private static bool IsLetIn(Person person, AccessMode mode) => !person.Disabled && (!person.Demo || mode == AccessMode.Demo);
}
