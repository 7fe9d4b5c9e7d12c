using Concord.Storage.Data;
using Dapper;

namespace Concord.Tests.Storage.Data;

/// <summary>Several programs on one data folder, on one machine or in containers: none takes the import of another for a leftover.</summary>
public sealed class SharedFolderTests
{
    private const string Units = "units: unit,dimension / EA,count / KG,mass";

    [Fact]
    public void An_import_that_runs_in_another_program_is_left_alone()
    {
        using var test = new TestStore();
        var request = test.Request(Units);
        var result = test.Importer.Run(
            request with
            {
                Open = token =>
                {
                    // Another program opens the folder: it knows of the import's process only what the file lock says.
                    using (var other = DataStore.Open(test.Folder, TimeProvider.System))
                        Assert.Equal(ImportStatus.Running, Assert.Single(other.Imports()).Status);
                    return request.Open(token);
                },
            }, null, TestContext.Current.CancellationToken);

        Assert.Equal((ImportStatus.Live, 2L), (result.Import.Status, result.Import.Accepted));
        Assert.Equal(["EA", "KG"], test.Rows("units", "unit"));
        Assert.Empty(Directory.GetFiles(Path.Combine(test.Folder, "tmp")));
    }

    [Fact]
    public void An_import_whose_process_is_gone_is_cleaned_away_at_the_next_start()
    {
        using var test = new TestStore();
        using (test.Store.BeginImport(ImportKind.Files, "test", "tester", "canonical"))
        {
            test.Reopen();
            Assert.Equal(ImportStatus.Running, Assert.Single(test.Store.Imports()).Status);
        }

        test.Reopen();
        Assert.Equal(ImportStatus.Failed, Assert.Single(test.Store.Imports()).Status);
    }

    [Fact]
    public void An_import_that_was_given_up_meanwhile_never_goes_live_with_half_its_rows()
    {
        using var test = new TestStore();
        var request = test.Request(Units);
        Assert.Throws<DataStoreException>(() => test.Importer.Run(
            request with
            {
                Open = token =>
                {
                    test.Store.AbandonImport(test.Store.Imports()[0].Id, ImportStatus.Failed, "Given up.");
                    return request.Open(token);
                },
            }, null, TestContext.Current.CancellationToken));

        var import = Assert.Single(test.Store.Imports());
        Assert.Equal((ImportStatus.Failed, "Given up."), (import.Status, import.Error));
        using var connection = test.Store.Database.Connect();
        Assert.Equal(0, connection.ExecuteScalar<int>("SELECT COUNT(*) FROM segments"));
    }

    [Fact]
    public void What_was_published_is_never_abandoned()
    {
        using var test = new TestStore();
        test.Store.AbandonImport(test.Import(Units).Id, ImportStatus.Failed, "Too late.");
        Assert.Equal(["EA", "KG"], test.Rows("units", "unit"));
    }
}
