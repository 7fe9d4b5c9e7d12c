using System.Text.Json.Nodes;
using Concord.App.Cli;
using Concord.App.Plans;
using Concord.Storage.Data;
using Concord.Storage.Scenarios;
using Microsoft.Data.Sqlite;

namespace Concord.App.Cycles;

/// <summary>
/// Runs whole cycles on files, without a server: import, checks, data snapshot, all stages, scenarios side by side, comparison, approval of the central one, release; at the end the key figures of what the
/// data know of the time after. The same functions as behind the pages; nobody is asked anything, and where a person would have been, the records say so.
/// </summary>
internal sealed partial class CycleRun : IAsyncDisposable
{
    /// <summary>The file that marks a folder of results.</summary>
    public const string Marker = "run.json";

    private readonly RunOptions _options;
    private readonly Action<string, string, double> _progress;
    private readonly string? _temporary;
    private readonly RunClock _clock;
    private readonly DataStore _data;
    private readonly SqlitePlanStore _store;
    private readonly PlanRepository _repository;
    private readonly PlanStructures _structures;
    private readonly PlanStart _start;
    private readonly PlanComputations _computations;
    private readonly RunFolder _out;
    private readonly List<string> _lines = [];

    private CycleRun(RunOptions options, Action<string, string, double> progress)
    {
        (_options, _progress) = (options, progress);
        _temporary = options.DataFolder is null ? Directory.CreateTempSubdirectory("concord-run-").FullName : null;
        _clock = new RunClock(RunClock.MorningAfter(options.CutOffs[0]));
        _data = DataStore.Open(options.DataFolder ?? _temporary!, _clock);
        _store = new SqlitePlanStore(_data.Database);
        _repository = PlanRepository.Open(_store, _clock);
        _structures = new PlanStructures(_data, _store);
        _start = new PlanStart(_data, _repository, _structures);
        _computations = new PlanComputations(_data, _repository, _structures, _clock);
        _computations.SaveRules(options.Rules);
        _out = new RunFolder(options.Out);
    }

    /// <param name="progress">Told what is done, of what, and the share of the whole [0..1].</param>
    /// <exception cref="CommandException">Wrong input; the message says what.</exception>
    public static async Task<RunSummary> Run(RunOptions options, Action<string, string, double> progress, CancellationToken token)
    {
        await using var run = new CycleRun(options, progress);
        run.Import(token);
        for (var i = 0; i < options.CutOffs.Count; i++)
            await run.Cycle(i, token);
        await run.LookBack(token);
        run.Mark();
        return new RunSummary(run._lines);
    }

    /// <summary>Takes the results of an earlier run away: what its marker names, and nothing else.</summary>
    private static void Clear(string folder)
    {
        var marker = Path.Combine(folder, Marker);
        if (!File.Exists(marker))
            return;
        foreach (var name in JsonNode.Parse(File.ReadAllText(marker))?["results"]?.AsArray().Select(n => (string?)n).OfType<string>() ?? [])
        {
            // Names only, as they were written: never a way out of the folder.
            if (Path.GetFileName(name) != name || name is "." or "..")
                continue;
            if (File.Exists(Path.Combine(folder, name)))
                File.Delete(Path.Combine(folder, name));
            else if (Directory.Exists(Path.Combine(folder, name)))
                Directory.Delete(Path.Combine(folder, name), recursive: true);
        }
    }

    /// <summary>Says which files and folders are results, so that a later run may take their place.</summary>
    private void Mark() => _out.Write(Marker, new
    {
        cutOffs = _options.CutOffs,
        approved = _approved.Select(a => new { a.Name, revision = a.Revision.Id }),
        results = Directory.EnumerateFileSystemEntries(_out.Path).Select(e => Path.GetFileName(e)).Where(n => n != Marker).Order(StringComparer.Ordinal),
    });

    public async ValueTask DisposeAsync()
    {
        await _repository.DisposeAsync();
        _store.Dispose();
        _data.Dispose();
        if (_temporary is not null)
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(_temporary, recursive: true);
        }
    }
}
