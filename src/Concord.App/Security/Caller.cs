using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;

namespace Concord.App.Security;

/// <summary>Who acts. Endpoints take it as a parameter; it is made once for each request.</summary>
/// <param name="PersonId">The person's number; null for the one person of a server without accounts, and for the command line.</param>
/// <param name="Name">The name to sign in with: what authors and the audit log show.</param>
/// <param name="DisplayName">The name as people say it.</param>
/// <param name="Assignments">The roles, each with the part of the hierarchy it holds for.</param>
/// <param name="Permissions">What the caller may: those of the roles, cut to the scope of the token where one is used.</param>
/// <param name="From">Where from: the address, and the name of the token.</param>
internal sealed record Caller(
    long? PersonId, string Name, string DisplayName, IReadOnlyList<RoleAssignment> Assignments, IReadOnlySet<Permission> Permissions, string From)
{
    private static readonly RoleAssignment[] EveryRole = [.. Enum.GetValues<Role>().Select(r => new RoleAssignment(r, Coordinates.All))];

    /// <summary>The one person of a server that knows no accounts and answers only on this machine.</summary>
    public static Caller Local(string from) => Everything("local", from);

    /// <summary>Whoever started a command on this machine, by the name of the system's user.</summary>
    public static Caller CommandLine { get; } = Everything($"cli:{Environment.UserName}", "command line");

    /// <summary>The server itself, when it fills the demo company.</summary>
    public static Caller Server { get; } = Everything("concord", "server");

    public bool May(Permission permission) => Permissions.Contains(permission);

    private static Caller Everything(string name, string from) => new(null, name, name, EveryRole, Enum.GetValues<Permission>().ToHashSet(), from);
}
