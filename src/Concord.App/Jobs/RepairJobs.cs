using System.Text;
using Concord.App.Api;
using Concord.App.Data;
using Concord.App.Security;
using Concord.Planning.Data;
using Concord.Planning.Data.Mappings;
using Concord.Storage.Data;
using Concord.Storage.Data.Sources;

namespace Concord.App.Jobs;

/// <summary>Repairs of many rejected rows: all that wait, tried again as they are, or those of a corrected file.</summary>
internal sealed class RepairJobs(JobQueue queue, DataStore store, Importer importer, UploadFolder uploads, CheckJobs checks)
{
    /// <summary>Most rows submitted again at once; they are held in memory.</summary>
    private const int MostRows = 200_000;

    private const int Page = 1000;
    private const string IdColumn = "rejected_row";

    /// <summary>Columns of an exported file that say something about a row and are no part of it.</summary>
    private static readonly string[] Notes = [IdColumn, "file", "line", "problems"];

    public Job Start(ResubmitOrder order, Caller caller) => queue.Add(JobKind.Repair, "Rejected rows submitted again", job =>
    {
        var corrections = new List<RowCorrection>();
        while (corrections.Count < MostRows)
        {
            job.Token.ThrowIfCancellationRequested();
            var page = store.RejectedRows(new RejectedRowQuery(order.ImportId, order.Table, order.Code, RejectedRowState.Open, corrections.Count, Page));
            corrections.AddRange(page.Rows.Select(r => new RowCorrection(r.Id, r.Values)));
            if (page.Rows.Count < Page)
                break;
        }

        if (corrections.Count == 0)
        {
            job.Report("Done", "No rejected row waits.", 1);
            return;
        }

        var result = importer.Repair(
            corrections, caller.Name, new DirectProgress<ImportProgress>(p => job.Report(p.Stage, ImportRequests.Detail(p), p.Share)), job.Token);
        job.Report("Done", $"{result.Repaired.Count:N0} of {corrections.Count:N0} rows accepted", 1);
        if (result.Import is { } import)
        {
            job.Made(import.Id, alreadyImported: false);
            checks.Request();
        }
    });

    /// <summary>Submits the rows of a corrected file; each names its rejected row.</summary>
    /// <exception cref="ProblemException">400: a line names no rejected row, or a column is not the table's; 404: no such rejected row.</exception>
    public Task<RepairResult> RepairFile(HttpRequest request, Caller caller, CancellationToken token) =>
        uploads.ReceiveOne(request, file => importer.Repair(Corrections(file, token), caller.Name, null, token), token);

    private List<RowCorrection> Corrections(SourceFile file, CancellationToken token)
    {
        using var rows = Open(file, token);
        var id = rows.Headers.TakeWhile(h => h != IdColumn).Count();
        if (id == rows.Headers.Count)
        {
            throw ProblemException.Invalid(
                "file", file.Name, $"{file.Name} has no column '{IdColumn}'.", "Maybe it is not a file of rejected rows: export them first, correct the file, and send it back.");
        }

        var corrections = new List<RowCorrection>();
        while (rows.Read())
        {
            token.ThrowIfCancellationRequested();
            if (corrections.Count == RejectedRows.MostCorrections)
                throw ProblemException.Invalid("file", file.Name, $"{file.Name} has more than {RejectedRows.MostCorrections:N0} rows.", "Maybe split it.");
            var text = Cell(rows, id);
            if (!long.TryParse(text, out var number) || store.RejectedRow(number) is not { } row)
            {
                throw ProblemException.Invalid(
                    $"{file.Name}:{rows.Line}", text, $"Line {rows.Line}: there is no rejected row '{text}'.", "Maybe its import was undone, or the column was changed.");
            }

            var columns = DataModel.Table(row.Table).Columns.Select(c => c.Name).ToHashSet();
            var values = new Dictionary<string, string?>();
            for (var i = 0; i < rows.Headers.Count; i++)
            {
                var name = rows.Headers[i];
                if (columns.Contains(name) && !(Notes.Contains(name) && i >= id))
                    values[name] = Cell(rows, i) is { Length: > 0 } value ? value : null;
            }

            corrections.Add(new RowCorrection(number, values));
        }

        return corrections;
    }

    private static ForeignRows Open(SourceFile file, CancellationToken token)
    {
        var format = SourceFormat.Default;
        var parser = new ValueParser(format.Values);
        if (!file.IsWorkbook(ImportLimits.Default))
            return new CsvRows(file, format, TextEncoding.Detect(file, ImportLimits.Default, token, out _), parser, 1, ImportLimits.Default);
        WorkbookGuard.Check(file, ImportLimits.Default, token);
        return new XlsxRows(file, null, format, parser, 1, ImportLimits.Default);
    }

    /// <summary>The text of a cell. The apostrophe that keeps a spreadsheet from taking exported text for a formula is taken off again.</summary>
    private static string Cell(ForeignRows rows, int column)
    {
        var text = Encoding.UTF8.GetString(rows.Text(column)).Trim();
        return text.Length > 1 && text[0] == '\'' && text[1] is ('=' or '+' or '-' or '@') ? text[1..] : text;
    }
}
