using System.CommandLine;
using System.Text;
using Concord.App.Api;
using Concord.App.Security;
using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
using Concord.Planning.Scenarios;
using Concord.Storage.People;

namespace Concord.App.Cli;

/// <summary><c>concord person add</c>, <c>reset-password</c> and <c>list</c>. Passwords are asked for, or read from stdin; they are never arguments.</summary>
internal static class PersonCommand
{
    public static Command Make() => new("person", "Make and see accounts.") { Add(), ResetPassword(), List() };

    private static Command Add()
    {
        var name = new Option<string>("--name") { Description = "The name to sign in with.", Required = true };
        var displayName = new Option<string?>("--display-name") { Description = "The name as people say it; the same when left out.", HelpName = "TEXT" };
        var roles = new Option<string[]>("--role")
        {
            Description = "A role; repeatable. For a part of the hierarchy only: sales:region=North, with commas between members and semicolons between attributes.",
            HelpName = "ROLE[:PART]", Arity = ArgumentArity.OneOrMore, Required = true,
        };
        var folder = CommandLine.DataFolder();
        var command = new Command("add", "Make an account. The first must be an administrator's.") { name, displayName, roles, folder };
        command.SetAction((parsed, token) => With(parsed.GetValue(folder)!, async services =>
        {
            var assignments = parsed.GetValue(roles)!.Select(ReadRole).ToList();
            var person = await services.GetRequiredService<Accounts>().Add(
                parsed.GetValue(name)!, parsed.GetValue(displayName) ?? parsed.GetValue(name)!, ReadPassword(), assignments);
            await CommandAudit.Keep(services.GetRequiredService<AuditLog>(), "createPerson", new { person.Name, Roles = assignments.Select(a => $"{a}") });
            Terminal.Write($"{person.Name} has an account now: {string.Join(", ", parsed.GetValue(roles)!)}.");
        }));
        return command;
    }

    private static Command ResetPassword()
    {
        var name = new Argument<string>("NAME") { Description = "The name to sign in with." };
        var folder = CommandLine.DataFolder();
        var command = new Command("reset-password", "Give a person a new password; it lifts the lock and ends the person's sessions.") { name, folder };
        command.SetAction((parsed, token) => With(parsed.GetValue(folder)!, async services =>
        {
            var person = Find(services.GetRequiredService<PeopleStore>(), parsed.GetValue(name)!);
            await services.GetRequiredService<Accounts>().SetPassword(person.Id, ReadPassword());
            await CommandAudit.Keep(services.GetRequiredService<AuditLog>(), "resetPassword", new { person.Name });
            Terminal.Write($"{person.Name} has a new password.");
        }));
        return command;
    }

    private static Command List()
    {
        var folder = CommandLine.DataFolder();
        var json = CommandLine.Json();
        var command = new Command("list", "List the people with their roles.") { folder, json };
        command.SetAction(parsed =>
        {
            using var store = CommandLine.OpenExisting(parsed.GetValue(folder)!);
            var people = new PeopleStore(store.Database, TimeProvider.System).People();
            if (parsed.GetValue(json))
                Terminal.WriteJson(people.Select(p => new { p.Name, p.DisplayName, p.Disabled, p.Demo, Roles = Sessions.Roles(p.Assignments) }));
            else
            {
                foreach (var p in people)
                    Terminal.Write($"  {p.Name,-20}{(p.Disabled ? "disabled" : p.Demo ? "demo" : ""),-10}{p.DisplayName}: {string.Join(", ", p.Assignments)}");
            }

            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>Runs work with the accounts of a data folder; a server may be serving it meanwhile.</summary>
    private static async Task<int> With(string folder, Func<IServiceProvider, Task> work)
    {
        await using var app = Server.Build(new ServerSettings(folder, ServerSettings.DefaultUrls, false, ServerSettings.DefaultMaxUploadBytes));
        await using var scope = app.Services.CreateAsyncScope();
        await work(scope.ServiceProvider);
        return ExitCode.Ok;
    }

    private static Person Find(PeopleStore people, string name)
    {
        var all = people.People();
        return all.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new CommandException($"Nobody is named '{name}'.{Planning.Data.NearestName.MaybeHint(name, all.Select(p => p.Name))}", ExitCode.Usage);
    }

    /// <summary><c>demand_planner</c>, <c>demand-planner</c>, or <c>sales:region=North,South;channel=Retail</c>.</summary>
    private static RoleAssignment ReadRole(string text)
    {
        var sign = text.IndexOf(':', StringComparison.Ordinal);
        var role = Words.Parse<Role>((sign < 0 ? text : text[..sign]).Replace('-', '_').ToLowerInvariant(), "role")
            ?? throw new CommandException("--role names no role.", ExitCode.Usage);
        if (sign < 0)
            return new RoleAssignment(role, Coordinates.All);
        var part = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var condition in text[(sign + 1)..].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var pair = condition.Split('=', 2, StringSplitOptions.TrimEntries);
            var members = pair.Length == 2 ? pair[1].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];
            if (pair[0].Length == 0 || members.Length == 0)
                throw new CommandException($"'{condition}' in --role {text} names no part of the hierarchy. Maybe attribute=member, as in region=North?", ExitCode.Usage);
            part[pair[0]] = members;
        }

        return new RoleAssignment(role, Coordinates.Of(part));
    }

    /// <summary>Asks twice without showing what is typed; takes the first line of stdin where that is no terminal.</summary>
    private static string ReadPassword()
    {
        if (Console.IsInputRedirected)
            return Console.In.ReadLine() ?? throw new CommandException("There is no password on stdin.", ExitCode.Usage);
        var first = Ask("Password: ");
        return first == Ask("Once more: ") ? first : throw new CommandException("The two passwords differ.", ExitCode.Usage);
    }

    private static string Ask(string prompt)
    {
        Console.Error.Write(prompt);
        var text = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key != ConsoleKey.Backspace)
                text.Append(key.KeyChar);
            else if (text.Length > 0)
                text.Length--;
        }

        Console.Error.WriteLine();
        return text.ToString();
    }
}
