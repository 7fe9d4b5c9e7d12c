using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Storage.People;

namespace Concord.App.Security;

/// <summary>The people of the demo company: every role at least once, and one whose right ends at a region.</summary>
internal static class DemoPeople
{
    /// <summary>Compared form of the name of who is let in first: somebody who may do most of what there is to try.</summary>
    public const string Default = "CLARA.HOLM";

    private static readonly (string Name, string DisplayName, RoleAssignment[] Roles)[] All =
    [
        ("clara.holm", "Clara Holm", [new(Role.Coordinator, Coordinates.All), new(Role.DemandPlanner, Coordinates.All)]),
        ("nora.lind", "Nora Lind", [new(Role.DemandPlanner, Coordinates.All)]),
        ("jonas.weber", "Jonas Weber", [new(Role.Sales, Coordinates.All)]),
        ("tom.ashby", "Tom Ashby", [new(Role.Sales, Coordinates.Of(("region", "British Isles")))]),
        ("marta.keller", "Marta Keller", [new(Role.Marketing, Coordinates.All)]),
        ("piet.jansen", "Piet Jansen", [new(Role.Product, Coordinates.All)]),
        ("sven.adler", "Sven Adler", [new(Role.SupplyPlanner, Coordinates.All)]),
        ("fiona.grant", "Fiona Grant", [new(Role.Finance, Coordinates.All)]),
        ("elena.rossi", "Elena Rossi", [new(Role.Executive, Coordinates.All)]),
        ("adam.novak", "Adam Novak", [new(Role.Administrator, Coordinates.All)]),
        ("vera.simon", "Vera Simon", [new(Role.Viewer, Coordinates.All)]),
    ];

    /// <summary>Adds those who are not there yet. They have no password.</summary>
    public static void Add(PeopleStore people)
    {
        foreach (var (name, displayName, roles) in All)
        {
            people.Add(new Person
            {
                Name = name, NormalName = name.ToUpperInvariant(), DisplayName = displayName, SecurityStamp = Guid.NewGuid().ToString("N"), Demo = true, Assignments = roles,
            });
        }
    }
}
