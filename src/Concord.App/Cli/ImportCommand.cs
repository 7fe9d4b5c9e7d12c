using System.CommandLine;
using Concord.App.Data;
using Concord.App.Security;
using Concord.Planning.Data;
using Concord.Planning.Data.Mappings;
using Concord.Storage.Data;
using Concord.Storage.Data.Sources;

namespace Concord.App.Cli;

/// <summary><c>concord import</c>: files through a mapping into the dataset.</summary>
internal static class ImportCommand
{
    public static Command Make()
    {
        var files = new Argument<string[]>("FILES") { Description = "CSV and XLSX files, or folders of them.", Arity = ArgumentArity.OneOrMore };
        var mapping = new Option<string>("--mapping")
        {
            Description = "A mapping file, or the name of a mapping.", DefaultValueFactory = _ => Mapping.Canonical.Name, HelpName = "FILE|NAME",
        };
        var parameters = new Option<string[]>("--param") { Description = "A value for a parameter of the mapping; repeatable.", HelpName = "NAME=VALUE" };
        var title = new Option<string?>("--title") { Description = "Name of the import for people; made of the file names when left out." };
        var folder = CommandLine.DataFolder();
        var json = CommandLine.Json();
        var command = new Command("import", "Import files. All or nothing; the same files twice change nothing.") { files, mapping, parameters, title, folder, json };
        command.SetAction((parsed, token) => Task.FromResult(Import(
            parsed.GetValue(files)!, parsed.GetValue(mapping)!, parsed.GetValue(parameters) ?? [], parsed.GetValue(title), parsed.GetValue(folder)!,
            parsed.GetValue(json), token)));
        return command;
    }

    private static int Import(
        string[] paths, string mapping, string[] parameters, string? title, string folder, bool json, CancellationToken token)
    {
        var files = Files(paths);
        var values = Parameters(parameters);
        using var store = DataStore.Open(folder, TimeProvider.System);
        var result = new Importer(store).Run(
            ImportRequests.Of(title, Chosen(mapping, store), files, values, Caller.CommandLine),
            new DirectProgress<ImportProgress>(p => Terminal.Progress(p.Stage, ImportRequests.Detail(p), p.Share)), token);
        CommandAudit.Keep(store, "startImport", new { result.Import.Id, result.Import.Title, result.Import.Accepted, result.Import.Rejected, result.AlreadyImported });
        if (json)
        {
            Terminal.WriteJson(result);
            return ExitCode.Ok;
        }

        Terminal.Write(result.AlreadyImported
            ? $"Nothing was changed: these files are in the dataset already, as import {result.Import.Id} ({result.Import.Title})."
            : $"Import {result.Import.Id} ({result.Import.Title}): {result.Import.Accepted:N0} rows accepted, {result.Import.Rejected:N0} rejected.");
        if (!result.AlreadyImported)
        {
            foreach (var table in result.Import.Tables)
                Terminal.Write($"  {table.Table,-22}{table.Added,12:N0} new{table.Changed,12:N0} changed{table.Unchanged,12:N0} as before{table.Rejected,10:N0} rejected");
            WriteRejected(store, result.Import);
            foreach (var finding in store.ImportFindings(result.Import.Id).Where(f => f.Severity != Severity.Info).Take(20))
                Terminal.Write($"  {finding.Message}");
        }

        return ExitCode.Ok;
    }

    /// <summary>Why rows were rejected: how often each reason came, with the first row of it as an example.</summary>
    private static void WriteRejected(DataStore store, ImportInfo import)
    {
        if (import.Rejected == 0)
            return;
        var reasons = store.RejectedRows(new RejectedRowQuery(import.Id, Take: 0)).ByCode;
        foreach (var (code, count) in reasons)
        {
            var example = store.RejectedRows(new RejectedRowQuery(import.Id, Code: code, Take: 1)).Rows[0];
            Terminal.Write($"  Rejected {count,12:N0}  {code}, e.g. {example.File}, line {example.Line} ({example.Table}): {example.Problems[0].Message}");
        }

        Terminal.Write("  Rejected rows wait for repair. See them all with `concord serve`, page Rejected rows.");
    }

    /// <summary>Parameters as they are given on the command line, by name.</summary>
    /// <exception cref="CommandException">One is not of the form name=value.</exception>
    public static Dictionary<string, string> Parameters(IEnumerable<string> parameters)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            var sign = parameter.IndexOf('=', StringComparison.Ordinal);
            if (sign < 1)
                throw new CommandException($"--param {parameter} is not of the form name=value.", ExitCode.Usage);
            values[parameter[..sign]] = parameter[(sign + 1)..];
        }

        return values;
    }

    /// <summary>The files a command line names, those of folders in the order of their names.</summary>
    /// <exception cref="CommandException">There is no such file, or none at all.</exception>
    public static List<SourceFile> Files(IEnumerable<string> paths)
    {
        var files = new List<SourceFile>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                files.AddRange(Directory.EnumerateFiles(path).Where(IsData).Order(StringComparer.Ordinal).Select(f => SourceFile.FromPath(f)));
                continue;
            }

            if (!File.Exists(path))
                throw new CommandException($"There is no file '{path}'.{Near(path)}", ExitCode.Usage);
            files.Add(SourceFile.FromPath(path));
        }

        return files.Count > 0 ? files : throw new CommandException($"There is no CSV or XLSX file in {string.Join(", ", paths)}.", ExitCode.Usage);
    }

    private static bool IsData(string path) => Path.GetExtension(path).ToLowerInvariant() is ".csv" or ".tsv" or ".txt" or ".xlsx";

    private static string Near(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return Directory.Exists(folder) ? NearestName.MaybeHint(Path.GetFileName(path), Directory.EnumerateFileSystemEntries(folder).Select(f => Path.GetFileName(f))) : "";
    }

    /// <summary>A mapping file, or a mapping by its name.</summary>
    public static ChosenMapping Chosen(string mapping, DataStore store)
    {
        if (!File.Exists(mapping))
            return new MappingShelf(store).Choose(mapping, null);
        var text = File.ReadAllText(mapping);
        var read = MappingReader.Read(text);
        return new ChosenMapping(read, read.Name, text);
    }
}
