using System.Globalization;
using Concord.App.Api;
using Concord.App.Cli;
using Concord.App.Data;
using Concord.App.Security;
using Concord.Storage.Data;

namespace Concord.App.Cycles;

// The first step: files become a dataset, the dataset is judged and frozen.
internal sealed partial class CycleRun
{
    private const string GateReason = "A run from the command line: nobody is there to mend the data first; what the gate said is in the findings.";
    private const int MostExamples = 20;

    private string _imported = "", _quality = "";

    private void Import(CancellationToken token)
    {
        var files = ImportCommand.Files(_options.Files);
        var mapping = ImportCommand.Chosen(_options.Mapping, _data);
        Clear(_out.Path);
        Mark();
        var result = new Importer(_data).Run(
            ImportRequests.Of(null, mapping, files, _options.Parameters, Caller.CommandLine),
            new DirectProgress<ImportProgress>(p => Tell("Importing", ImportRequests.Detail(p), 0.1 * p.Share)), token);
        var import = result.Import;
        var rejected = _data.RejectedRows(new RejectedRowQuery(import.Id, Take: MostExamples));
        _out.Write("import.json", new
        {
            import.Title, import.Mapping, import.Accepted, import.Rejected, import.Tables,
            rejectedBy = rejected.ByCode,
            rejectedRows = rejected.Rows.Select(r => new { r.File, r.Line, r.Table, r.Problems }),
            findings = _data.ImportFindings(import.Id),
        });
        _imported = $"{import.Accepted:N0} rows accepted, {import.Rejected:N0} rejected{(rejected.ByCode.Count == 0 ? "" : $" ({string.Join(", ", rejected.ByCode.Select(r => $"{r.Value:N0} {r.Key}"))})")}";
        _lines.Add($"Import: {_imported}.");
    }

    /// <summary>Judges the dataset as of the cut-off and freezes it.</summary>
    private DataSnapshot Freeze(string name, DateOnly asOf, RunFolder folder, CancellationToken token)
    {
        var checks = new CheckRuns(_data, new LiveData(_data, _clock), _clock);
        var run = checks.Judge(asOf, null, token);
        var gate = checks.Gate(run);
        folder.Write("data-findings.json", new
        {
            run.AsOf, run.Score, gateHeld = gate.IsHeld, gate.Reasons,
            checks = run.Results.Where(r => r.Failed > 0).Select(r => new { r.Definition.Code, r.Definition.Severity, r.Population, r.Failed, findings = r.Findings.Take(MostExamples) }),
        });
        _quality = string.Create(CultureInfo.InvariantCulture, $"Data quality {run.Score.Overall:0.0} of 100, {run.Results.Sum(r => r.Failed):N0} findings")
            + (gate.IsHeld ? $"; the data gate is held: {string.Join(" ", gate.Reasons.Select(r => r.Text))} Overridden on record, as nobody is there to mend the data first." : "; the data gate is open.");
        _lines.Add($"{name}: {_quality}");
        return new SnapshotMaker(_data, checks).Create(new SnapshotOrder(name, asOf, null, gate.IsHeld, gate.IsHeld ? GateReason : null), Caller.CommandLine, token);
    }

    private void Tell(string stage, string detail, double share) => _progress(stage, detail, share);
}
