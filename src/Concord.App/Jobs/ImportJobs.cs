using Concord.App.Api;
using Concord.App.Data;
using Concord.App.Security;
using Concord.Storage.Data;

namespace Concord.App.Jobs;

/// <summary>Imports of uploaded files as jobs.</summary>
internal sealed class ImportJobs(JobQueue queue, UploadFolder uploads, MappingShelf mappings, Importer importer, CheckJobs checks)
{
    /// <exception cref="ProblemException">400 or 404: upload or mapping cannot be used; 429: too many jobs wait.</exception>
    public Job Start(ImportOrder order, Caller caller)
    {
        uploads.Get(order.UploadId);
        var mapping = mappings.Choose(order.Mapping, order.MappingJson);
        return queue.Add(JobKind.Import, order.Title ?? $"Import through '{mapping.Name}'", job =>
        {
            using var lease = uploads.Use(order.UploadId);
            Run(job, ImportRequests.Of(order.Title, mapping, lease.Files, order.Parameters, caller));
        });
    }

    /// <summary>Imports within a job, and asks for the checks afterwards.</summary>
    public void Run(JobRun job, ImportRequest request)
    {
        var result = importer.Run(
            request, new DirectProgress<ImportProgress>(p => job.Report(p.Stage, ImportRequests.Detail(p), p.Share)), job.Token);
        job.Made(result.Import.Id, result.AlreadyImported);
        if (!result.AlreadyImported)
            checks.Request();
    }
}
