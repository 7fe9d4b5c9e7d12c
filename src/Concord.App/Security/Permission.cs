using System.Collections.Frozen;
using Concord.App.Api;
using Concord.Planning.Data.Measures;

namespace Concord.App.Security;

/// <summary>What an endpoint asks of whoever calls it. Which cells somebody may type into is finer: see <see cref="Concord.Planning.Scenarios.Rights"/>.</summary>
public enum Permission
{
    /// <summary>See data, plans and reference.</summary>
    View,

    /// <summary>Type into the plan; the rights of the person's roles say where.</summary>
    EditPlan,

    /// <summary>Create, merge and remove scenarios.</summary>
    ManageScenarios,

    /// <summary>Bring data in: uploads, imports, repairs of rejected rows, mappings.</summary>
    ImportData,

    /// <summary>Decide which data counts: undo imports, freeze snapshots, set thresholds and dates.</summary>
    ManageData,

    /// <summary>Open and close cycles, give steps to people, open steps again.</summary>
    RunCycle,

    /// <summary>Take part in a cycle: tick checklists, close one's steps, write decisions, assumptions, risks and actions. Whose step it is, the cycle decides.</summary>
    WorkOnCycle,

    /// <summary>Submit the input of a function, or take it back; which function, the cycle decides.</summary>
    SubmitInput,

    /// <summary>Decide which items are kept, launched, replaced and delisted.</summary>
    DecideProducts,

    /// <summary>Approve a plan, reject it, or send it back.</summary>
    ApprovePlan,

    /// <summary>Make accounts, give roles, revoke tokens of others.</summary>
    ManagePeople,

    /// <summary>Read the audit log.</summary>
    ReadAudit,

    /// <summary>Change one's own password and tokens. No token has it: a stolen one cannot make itself at home.</summary>
    OwnAccount,
}

/// <summary>What a token may be used for; never more than its person may.</summary>
public enum TokenScope
{
    /// <summary>See, change nothing.</summary>
    Read,

    /// <summary>See, type into the plan, manage scenarios, take part in cycles, and bring data in.</summary>
    Edit,

    /// <summary>All the person may, but for the person's own password and tokens.</summary>
    Administer,
}

/// <summary>The one table of who may what.</summary>
internal static class Permissions
{
    private static readonly FrozenDictionary<Role, Permission[]> ByRole = new Dictionary<Role, Permission[]>
    {
        [Role.Administrator] =
        [
            Permission.View, Permission.ManageScenarios, Permission.ImportData, Permission.ManageData, Permission.ManagePeople, Permission.ReadAudit, Permission.OwnAccount,
        ],
        [Role.Coordinator] =
        [
            Permission.View, Permission.EditPlan, Permission.ManageScenarios, Permission.ImportData, Permission.ManageData, Permission.ReadAudit, Permission.RunCycle, Permission.WorkOnCycle, Permission.SubmitInput, Permission.DecideProducts, Permission.OwnAccount,
        ],
        [Role.DemandPlanner] = [Permission.View, Permission.EditPlan, Permission.ManageScenarios, Permission.ImportData, Permission.WorkOnCycle, Permission.OwnAccount],
        [Role.Sales] = [Permission.View, Permission.EditPlan, Permission.ManageScenarios, Permission.WorkOnCycle, Permission.SubmitInput, Permission.OwnAccount],
        [Role.Marketing] = [Permission.View, Permission.EditPlan, Permission.ManageScenarios, Permission.WorkOnCycle, Permission.SubmitInput, Permission.OwnAccount],
        [Role.Product] = [Permission.View, Permission.EditPlan, Permission.ManageScenarios, Permission.WorkOnCycle, Permission.DecideProducts, Permission.OwnAccount],
        [Role.SupplyPlanner] = [Permission.View, Permission.EditPlan, Permission.ManageScenarios, Permission.ImportData, Permission.WorkOnCycle, Permission.OwnAccount],
        [Role.Finance] = [Permission.View, Permission.EditPlan, Permission.ManageScenarios, Permission.WorkOnCycle, Permission.SubmitInput, Permission.OwnAccount],
        [Role.Executive] = [Permission.View, Permission.EditPlan, Permission.ManageScenarios, Permission.WorkOnCycle, Permission.ApprovePlan, Permission.OwnAccount],
        [Role.Viewer] = [Permission.View, Permission.OwnAccount],
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<TokenScope, Permission[]> ByScope = new Dictionary<TokenScope, Permission[]>
    {
        [TokenScope.Read] = [Permission.View],
        [TokenScope.Edit] = [Permission.View, Permission.EditPlan, Permission.ManageScenarios, Permission.ImportData, Permission.WorkOnCycle, Permission.SubmitInput, Permission.DecideProducts],
        [TokenScope.Administer] = [.. Enum.GetValues<Permission>().Where(p => p != Permission.OwnAccount)],
    }.ToFrozenDictionary();

    /// <summary>What all these roles together may; nothing without a role.</summary>
    public static IReadOnlySet<Permission> Of(IEnumerable<Role> roles) => roles.SelectMany(r => ByRole[r]).ToHashSet();

    public static IReadOnlySet<Permission> Of(TokenScope scope) => ByScope[scope].ToHashSet();

    /// <summary>Why a caller who lacks a permission is refused, in a sentence.</summary>
    public static string Refusal(Caller caller, Permission needed)
    {
        var able = RolesWith(needed);
        return caller.Assignments.Any(a => able.Contains(a.Role))
            ? $"{caller.DisplayName} may do this, but not with this token: its scope is too small."
            : $"{caller.DisplayName} may not do this: it needs one of the roles {string.Join(", ", able.Select(r => Words.Spell(r).Replace('_', ' ')))}.";
    }

    /// <summary>The roles that have a permission, in the order of <see cref="Role"/>.</summary>
    public static IReadOnlyList<Role> RolesWith(Permission permission) => [.. Enum.GetValues<Role>().Where(r => ByRole[r].Contains(permission))];
}
