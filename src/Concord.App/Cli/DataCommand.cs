using System.CommandLine;
using Concord.Planning.Data;
using Concord.Storage.Data;

namespace Concord.App.Cli;

/// <summary><c>concord data imports</c>, <c>undo</c> and <c>restore</c>.</summary>
internal static class DataCommand
{
    public static Command Make() => new("data", "See, undo and restore imports.")
    {
        List(),
        Change("undo", "Take an import back: the dataset is as if it had never come.", (store, id) => store.Undo(id), "undoImport"),
        Change("restore", "Bring an undone import back.", (store, id) => store.Restore(id), "restoreImport"),
    };

    private static Command List()
    {
        var folder = CommandLine.DataFolder();
        var json = CommandLine.Json();
        var command = new Command("imports", "List the imports, newest first.") { folder, json };
        command.SetAction(parsed =>
        {
            using var store = CommandLine.OpenExisting(parsed.GetValue(folder)!);
            var imports = store.Imports();
            if (parsed.GetValue(json))
                Terminal.WriteJson(imports);
            else
            {
                foreach (var i in imports)
                    Terminal.Write($"{i.Id,5}  {i.CreatedAt:yyyy-MM-dd HH:mm}  {Status(i),-9}  {i.Accepted,12:N0} accepted{i.Rejected,10:N0} rejected  {i.Title}");
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Change(string name, string description, Func<DataStore, long, ImportInfo> change, string operation)
    {
        var id = new Argument<long>("ID") { Description = "Number of the import." };
        var folder = CommandLine.DataFolder();
        var json = CommandLine.Json();
        var command = new Command(name, description) { id, folder, json };
        command.SetAction(parsed =>
        {
            using var store = CommandLine.OpenExisting(parsed.GetValue(folder)!);
            var import = change(store, parsed.GetValue(id));
            CommandAudit.Keep(store, operation, new { import.Id, import.Title });
            if (parsed.GetValue(json))
                Terminal.WriteJson(import);
            else
                Terminal.Write($"Import {import.Id} ({import.Title}) is {Status(import)}.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Status(ImportInfo import) => ChoiceWords.Spell(import.Status.ToString());
}
