using Concord.App.Api;
using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Storage.People;
using Microsoft.AspNetCore.Identity;

namespace Concord.App.Security;

/// <summary>Signs people in and out, by password or, in the demo company, by choice; and makes the owner of a new server.</summary>
internal sealed class SignIn(
    SignInManager<Person> signIn, UserManager<Person> users, Accounts accounts, PeopleStore people, Access access, SignInGate gate, AuditNote note, IHttpContextAccessor http)
{
    /// <summary>Signs in with a password. Whether the name, the password or both were wrong is not told.</summary>
    /// <exception cref="ProblemException">401: it was wrong; 409: nobody signs in here; 429: too many failures.</exception>
    public async Task<Person> In(string name, string password, CancellationToken token)
    {
        if (access.Mode is AccessMode.Local or AccessMode.SetUp)
            throw NoAccounts();
        var person = await Checked(name, password, token);
        await signIn.SignInAsync(person, isPersistent: false);
        return person;
    }

    /// <summary>Becomes another of the demo company's people.</summary>
    /// <exception cref="ProblemException">404: nobody there has the name; 409: this is not the demo company on this machine.</exception>
    public async Task<Person> As(string name)
    {
        if (access.Mode != AccessMode.Demo)
            throw ProblemException.Conflict("Only a server of the demo company on this machine lets people in without a password.", "Maybe start it with --demo.", "no_demo");
        if (people.Find(users.NormalizeName(name) ?? "") is not { Demo: true, Disabled: false } person)
        {
            var near = Planning.Data.NearestName.Find(name, people.People().Where(p => p.Demo).Select(p => p.Name));
            throw new ProblemException(
                StatusCodes.Status404NotFound, "not_found", $"The demo company has nobody named '{name}'.", "name", name, near is null ? null : $"Maybe '{near}'?");
        }

        note.Who = person.Name;
        await signIn.SignInAsync(person, isPersistent: false);
        return person;
    }

    /// <summary>Makes the owner: an administrator and coordinator.</summary>
    /// <exception cref="ProblemException">400: code, name or password cannot be used; 409: the server has an owner, or needs none.</exception>
    public async Task<Person> SetUp(string code, string name, string displayName, string password, CancellationToken token)
    {
        using var turn = await gate.Enter(Address, token);
        if (access.Mode != AccessMode.SetUp)
            throw ProblemException.Conflict("The set-up of this server is done, or it needs none.", "Maybe sign in.", "no_set_up");
        if (!access.IsSetUpCode(code))
        {
            gate.CountFailure(Address);
            throw ProblemException.Invalid("code", null, "This is not the code of the set-up.", "Maybe the server was started anew since: the code stands in its terminal.");
        }

        var person = await accounts.Add(name, displayName, password, [new RoleAssignment(Role.Administrator, Coordinates.All), new RoleAssignment(Role.Coordinator, Coordinates.All)]);
        note.Who = person.Name;
        await signIn.SignInAsync(person, isPersistent: false);
        return person;
    }

    /// <summary>Changes one's own password. Other sessions of the person end.</summary>
    /// <exception cref="ProblemException">400: the new one cannot be used; 401: the current one is wrong; 429: too many failures.</exception>
    public async Task ChangePassword(Caller caller, string current, string changed, CancellationToken token)
    {
        if (caller.PersonId is null)
            throw NoAccounts();
        var person = await Checked(caller.Name, current, token);
        await accounts.SetPassword(person, changed);
        await signIn.SignInAsync(person, isPersistent: false);
    }

    public Task Out() => signIn.SignOutAsync();

    private string Address => $"{http.HttpContext?.Connection.RemoteIpAddress}";

    private static ProblemException NoAccounts() =>
        ProblemException.Conflict("Nobody has an account on this server yet.", "Maybe do the set-up first, or make the first account on the page People.", "no_accounts");

    private async Task<Person> Checked(string name, string password, CancellationToken token)
    {
        if (password.Length > Accounts.LongestPassword)
            throw ProblemException.Invalid("password", null, $"The password has more than {Accounts.LongestPassword} characters.");
        using var turn = await gate.Enter(Address, token);
        var person = await users.FindByNameAsync(name);
        DateTimeOffset? lockedUntil;
        if (person is { PasswordHash: not null, Disabled: false })
        {
            note.Who = person.Name;
            var result = await signIn.CheckPasswordSignInAsync(person, password, lockoutOnFailure: true);
            if (result.Succeeded)
                return person;
            lockedUntil = result.IsLockedOut ? person.LockedUntil : null;
        }
        else
        {
            // The name itself is not kept: people type passwords there.
            note.Who = "unknown name";
            lockedUntil = gate.FailForNobody(users.NormalizeName(name) ?? "", password);
        }

        gate.CountFailure(Address);
        note.Summary = lockedUntil is null ? """{"failed":"wrong name or password"}""" : """{"failed":"locked"}""";
        throw lockedUntil is { } until
            ? new ProblemException(
                StatusCodes.Status429TooManyRequests, "locked", $"Too many wrong passwords: this name is locked until {until:HH:mm:ss} UTC.",
                hint: "Maybe ask an administrator for a new password, which lifts the lock.")
            : new ProblemException(StatusCodes.Status401Unauthorized, "wrong_password", "Name or password is wrong.", hint: "Maybe caps lock is on.");
    }
}
