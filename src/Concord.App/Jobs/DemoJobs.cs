using Concord.App.Cycles;
using Concord.App.Data;
using Concord.App.Security;
using Concord.Planning.Data.Mappings;
using Concord.Storage.Data;
using Concord.Storage.Data.Sources;
using Concord.Storage.Demo;
using Concord.Storage.People;

namespace Concord.App.Jobs;

/// <summary>Fills an empty data folder with the demo company.</summary>
internal sealed class DemoJobs(ServerSettings settings, JobQueue queue, DataStore store, LiveData data, ImportJobs imports, PeopleStore people, DemoCycles cycles)
{
    /// <summary>The setting that says the dataset is the demo company's; its value tells the seed.</summary>
    public const string Setting = "demo";

    private const long Seed = 7;

    /// <summary>Adds the demo company's people to a data folder that is empty or the demo company's. Somebody else's data gets none: they need no password.</summary>
    public void AddPeople()
    {
        if (!people.HasAccounts() && (IsEmpty() || store.Setting(Setting) is not null))
            DemoPeople.Add(people);
    }

    /// <summary>Queues the demo company, unless the folder holds an import already: a second start only makes up for what the first was kept from.</summary>
    public void StartIfEmpty()
    {
        if (!IsEmpty())
        {
            if (store.Setting(Setting) is not null && cycles.IsMissing)
                AddCycles();
            return;
        }

        queue.Add(JobKind.Demo, "Demo company", job =>
        {
            var folder = Path.Combine(Path.GetFullPath(settings.DataFolder), "demo-files");
            try
            {
                if (Directory.Exists(folder))
                    Directory.Delete(folder, recursive: true);
                job.Report("Writing the demo company", "", 0);
                var options = new DemoOptions(Seed);
                DemoCompany.Write(options, folder);
                job.Token.ThrowIfCancellationRequested();
                var files = SourceFile.FromFolder(folder);
                store.SaveSetting(Setting, $"seed {Seed}");

                // Not the newest fact: one of the faults planted in the company is an order from the future.
                data.SetAsOf(options.AsOf);
                imports.Run(job, ImportRequests.Of("Demo company", new ChosenMapping(Mapping.Canonical, Mapping.Canonical.Name, ""), files, null, Caller.Server));
                AddCycles();
            }
            catch
            {
                // Nothing of it is there, so nothing may say that it is.
                store.SaveSetting(Setting, null);
                data.SetAsOf(null);
                throw;
            }
            finally
            {
                if (Directory.Exists(folder))
                    Directory.Delete(folder, recursive: true);
            }
        });
    }

    /// <summary>A job of their own, so that the dataset can be looked at meanwhile.</summary>
    private void AddCycles() => queue.Add(JobKind.Demo, "Cycles of the demo company", cycles.Start);

    private bool IsEmpty() => !store.Imports().Any(i => i.Status is ImportStatus.Live or ImportStatus.Undone);
}
