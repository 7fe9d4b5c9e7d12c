using System.Text.RegularExpressions;
using Concord.App.Api;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Storage.People;
using Microsoft.AspNetCore.Identity;

namespace Concord.App.Security;

/// <summary>Makes and changes accounts, for the API and the command line alike.</summary>
internal sealed partial class Accounts(UserManager<Person> users, PeopleStore people)
{
    public const int LongestPassword = 500;

    private const int LongestName = 100;

    /// <summary>Makes an account. The first of a server must be an administrator's: otherwise nobody could make the others.</summary>
    /// <exception cref="ProblemException">400: a name, the roles or the password cannot be used; 409: somebody has the name.</exception>
    public async Task<Person> Add(string name, string displayName, string password, IReadOnlyList<RoleAssignment> roles)
    {
        if (!Name().IsMatch(name))
            throw ProblemException.Invalid("name", name, $"'{name}' cannot be a name to sign in with: 2 to 64 letters, digits, dots, hyphens, underscores or @, beginning with a letter or digit.", "Maybe it has a space: first.last?");
        var person = new Person { Name = name, DisplayName = Display(displayName), Assignments = Distinct(roles) };
        if (!people.HasAccounts() && !IsAdministrator(roles))
        {
            throw ProblemException.Invalid(
                "roles", null, "The first account must have the role administrator: from then on sign-in is demanded, and nobody could make the others.");
        }

        CheckPassword(person, password);
        Check(await users.CreateAsync(person, password));
        return person;
    }

    /// <summary>Changes a person's name on screens and roles, and lets the person in or not. Who is disabled is signed out at once.</summary>
    /// <exception cref="ProblemException">404: no such person; 409: no administrator would be left.</exception>
    public Person Change(long id, string displayName, bool disabled, IReadOnlyList<RoleAssignment> roles)
    {
        var person = Find(id);
        person.DisplayName = Display(displayName);
        if (disabled && !person.Disabled)
            person.SecurityStamp = Guid.NewGuid().ToString("N");
        person.Disabled = disabled;
        person.Assignments = Distinct(roles);
        if (!people.Save(person, keepsAdministrator: people.HasAccounts()))
            throw ProblemException.Conflict("After this nobody who can sign in would be an administrator.", "Maybe make somebody else an administrator first.", "last_administrator");
        return person;
    }

    /// <summary>Gives a person a new password, lifts the lock, and ends the person's sessions.</summary>
    /// <exception cref="ProblemException">400: the password cannot be used; 404: no such person; 409: one of the demo company's people.</exception>
    public async Task SetPassword(long id, string password)
    {
        var person = Find(id);
        if (person.Demo)
            throw ProblemException.Conflict($"{person.DisplayName} is one of the demo company's people and has no password.");
        await SetPassword(person, password);
        people.ForgetFailures(id);
        people.Lock(id, null);
    }

    /// <summary>Gives a person a new password and ends the person's sessions.</summary>
    /// <exception cref="ProblemException">400: the password cannot be used.</exception>
    public async Task SetPassword(Person person, string password)
    {
        CheckPassword(person, password);
        foreach (var validator in users.PasswordValidators)
            Check(await validator.ValidateAsync(users, person, password));
        person.PasswordHash = users.PasswordHasher.HashPassword(person, password);
        Check(await users.UpdateSecurityStampAsync(person));
    }

    /// <exception cref="ProblemException">404: no such person.</exception>
    public Person Find(long id) => people.Find(id) ?? throw ProblemException.NotFound("person", id);

    private static bool IsAdministrator(IReadOnlyList<RoleAssignment> roles) => roles.Any(r => r.Role == Role.Administrator);

    private static IReadOnlyList<RoleAssignment> Distinct(IReadOnlyList<RoleAssignment> roles)
    {
        var limited = roles.Select((r, i) => (Role: r, Index: i)).FirstOrDefault(r => r.Role.Role == Role.Administrator && !r.Role.Part.IsAll);
        return limited.Role is null
            ? [.. roles.Distinct()]
            : throw ProblemException.Invalid($"roles[{limited.Index}].part", $"{limited.Role.Part}", "An administrator is one for the whole server, not for a part of the hierarchy.");
    }

    private static string Display(string displayName)
    {
        var name = displayName.Trim();
        return name.Length is > 0 and <= LongestName ? name : throw ProblemException.Invalid("displayName", displayName, $"A name for people has 1 to {LongestName} characters.");
    }

    private static void CheckPassword(Person person, string password)
    {
        if (password.Length > LongestPassword)
            throw ProblemException.Invalid("password", null, $"The password has more than {LongestPassword} characters.");
        if (person.Name.Length >= 4 && password.Contains(person.Name, StringComparison.OrdinalIgnoreCase))
            throw ProblemException.Invalid("password", null, "The password contains the name.", "Maybe take four words that have nothing to do with each other.");
    }

    /// <exception cref="ProblemException">What Identity has against it.</exception>
    private static void Check(IdentityResult result)
    {
        if (result.Succeeded)
            return;
        if (result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.DuplicateUserName)))
            throw new ProblemException(StatusCodes.Status409Conflict, "name_taken", "Somebody has this name already.", "name", hint: "Maybe add a number to it.");
        throw ProblemException.Invalid(
            result.Errors.First().Code.StartsWith("Password", StringComparison.Ordinal) ? "password" : "name", null,
            string.Join(' ', result.Errors.Select(e => e.Description)), "Maybe take four words that have nothing to do with each other.");
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._@-]{1,63}$")]
    private static partial Regex Name();
}
