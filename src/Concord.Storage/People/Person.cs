using System.Text.Json;
using Concord.Planning.Cube;
using Concord.Planning.Scenarios;

namespace Concord.Storage.People;

/// <summary>Somebody who uses Concord. Not a value: sign-in changes it step by step before it is saved.</summary>
public sealed class Person
{
    /// <summary>0 before it is saved.</summary>
    public long Id { get; set; }

    /// <summary>The name to sign in with; authors and the audit log show it.</summary>
    public required string Name { get; set; }

    /// <summary>The name as it is compared: two people never share it.</summary>
    public string NormalName { get; set; } = "";

    /// <summary>The name as people say it.</summary>
    public required string DisplayName { get; set; }

    /// <summary>Null when the person cannot sign in with a password.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Changes with the password and when the person is disabled: sessions that carry another one have ended.</summary>
    public string SecurityStamp { get; set; } = "";

    /// <summary>Wrong passwords since the last right one. Only <see cref="PeopleStore.CountFailure"/> and its like change it in the database.</summary>
    public int FailedCount { get; set; }

    /// <summary>No password is accepted before this; null when none was wrong too often.</summary>
    public DateTimeOffset? LockedUntil { get; set; }

    public bool Disabled { get; set; }

    /// <summary>One of the demo company's people.</summary>
    public bool Demo { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public IReadOnlyList<RoleAssignment> Assignments { get; set; } = [];

    /// <summary>A part of the hierarchy as JSON, such as <c>{"region":["Europe"]}</c>.</summary>
    internal static string Spell(Coordinates part) =>
        JsonSerializer.Serialize(part.Constraints.ToDictionary(c => c.Attribute, c => c.Members.ToArray()), Data.DataStore.Json);

    internal static Coordinates ReadPart(string json) => Coordinates.Of(
        JsonSerializer.Deserialize<Dictionary<string, string[]>>(json, Data.DataStore.Json)!
            .Select(p => new KeyValuePair<string, IReadOnlyList<string>>(p.Key, p.Value)));
}

/// <summary>A personal token as it is kept: the text itself is known to its owner alone.</summary>
/// <param name="Scope">What it may be used for; the store does not look inside.</param>
/// <param name="LastUsedAt">To the minute; null when it was never used.</param>
public sealed record PersonalToken(
    long Id, long PersonId, string Name, string Scope, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt);
