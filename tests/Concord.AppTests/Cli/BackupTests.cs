using System.Diagnostics;
using System.Text.Json.Nodes;
using Concord.Storage.Data;
using Concord.Storage.Scenarios;

namespace Concord.AppTests.Cli;

public sealed class BackupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("concord-backup-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ABackupOfARunningServerAnswersTheSame()
    {
        string before;
        await using (var server = await RunningServer.Start(PathOf("data")))
        {
            await server.Http.Imported(SmallCompany.MasterData);
            before = (await server.Http.Get("/tables")).ToJsonString();
            var backup = ConcordProgram.Run("backup", "--data-dir", PathOf("data"), "--to", PathOf("copy.db"), "--json");
            Assert.True(backup.Code == 0, backup.Err);
            Assert.Equal(new FileInfo(PathOf("copy.db")).Length, (long)JsonNode.Parse(backup.Out)!["bytes"]!);
            Assert.Contains("--force", ConcordProgram.Run("backup", "--data-dir", PathOf("data"), "--to", PathOf("copy.db")).Err, StringComparison.Ordinal);
            Assert.Equal(0, ConcordProgram.Run("backup", "--data-dir", PathOf("data"), "--to", PathOf("copy.db"), "--force").Code);

            var refused = ConcordProgram.Run("restore", "--from", PathOf("copy.db"), "--data-dir", PathOf("data"), "--force");
            Assert.Equal(3, refused.Code);
            Assert.Contains("another server", refused.Err, StringComparison.Ordinal);
        }

        Assert.Contains("not empty", ConcordProgram.Run("restore", "--from", PathOf("copy.db"), "--data-dir", PathOf("data")).Err, StringComparison.Ordinal);
        Assert.Equal(0, ConcordProgram.Run("restore", "--from", PathOf("copy.db"), "--data-dir", PathOf("new")).Code);
        await using (var restored = await RunningServer.Start(PathOf("new")))
            Assert.Equal(before, (await restored.Http.Get("/tables")).ToJsonString());

        // Over a database that is there: it is put aside, and still a database.
        var forced = ConcordProgram.Run("restore", "--from", PathOf("copy.db"), "--data-dir", PathOf("new"), "--force", "--json");
        Assert.True(forced.Code == 0, forced.Err);
        var aside = (string)JsonNode.Parse(forced.Out)!["putAside"]!;
        Assert.Equal(0, ConcordProgram.Run("restore", "--from", aside, "--data-dir", PathOf("again")).Code);
        Assert.Equal(
            ConcordProgram.Run("data", "imports", "--data-dir", PathOf("new"), "--json").Out, ConcordProgram.Run("data", "imports", "--data-dir", PathOf("again"), "--json").Out);
        Assert.Empty(Directory.EnumerateFiles(_folder, "*.partial*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task ABackupWhileWritersWriteIsOneMomentOfThePlan()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])[RunningServer.Program, "endure", "--data-dir", PathOf("data")])
            start.ArgumentList.Add(argument);
        using (var writers = Process.Start(start)!)
        {
            try
            {
                for (var edits = 0; edits < 20; edits++)
                    Assert.NotNull(await writers.StandardOutput.ReadLineAsync());
                _ = writers.StandardOutput.ReadToEndAsync();
                Assert.Equal(0, ConcordProgram.Run("backup", "--data-dir", PathOf("data"), "--to", PathOf("copy.db")).Code);
            }
            finally
            {
                writers.Kill();
                await writers.WaitForExitAsync();
            }
        }

        Assert.Equal(0, ConcordProgram.Run("restore", "--from", PathOf("copy.db"), "--data-dir", PathOf("restored")).Code);
        using var store = new SqlitePlanStore(Database.Open(PathOf("restored")));
        var head = store.Revision(store.Scenarios().Single().Head);
        Assert.True(store.Log().Count > 20);
        foreach (var entry in head.State.Entries)
        {
            // A writer's cells and its entry say the same: the copy has no edit by halves.
            var writer = int.Parse(entry.Author["writer ".Length..], System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(entry.Value, head.State.Cube.Values(entry.Measure)[writer * 300, 0]);
            Assert.Equal(entry.Value, head.State.Cube.Values(entry.Measure)[(writer * 300) + 299, 3]);
        }

        Database.Open(PathOf("restored")).Close();

        // The original, under the same head, holds the same.
        using var original = new SqlitePlanStore(Database.Open(PathOf("data")));
        Assert.Equal(original.Log().Take(store.Log().Count).Select(i => i.Message), store.Log().Select(i => i.Message));
        var compact = ConcordProgram.Run("compact", "--data-dir", PathOf("data"), "--keep-days", "0", "--json");
        Assert.True(compact.Code == 0, compact.Err);
        Assert.True((int)JsonNode.Parse(compact.Out)!["revisionsDropped"]! >= 0);
        Assert.Equal(2, ConcordProgram.Run("compact", "--data-dir", PathOf("data"), "--keep-days", "-1").Code);
        Database.Open(PathOf("data")).Close();
    }

    [Fact]
    public void WhatIsNoBackupIsRefused()
    {
        File.WriteAllText(PathOf("text.db"), new string('x', 5000));
        using (var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={PathOf("other.db")};Pooling=False"))
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = "CREATE TABLE imports (a); PRAGMA user_version = 1";
            command.ExecuteNonQuery();
        }

        AssertRefused("no file", "missing.db");
        AssertRefused("not a database", "text.db");
        AssertRefused("no data of Concord", "other.db");
        Database.Open(PathOf("source")).Close();
        using (var newer = Database.Open(PathOf("source")).Connect())
        {
            using var command = newer.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        AssertRefused("newer Concord", "source/concord.db");
        Assert.Equal(2, ConcordProgram.Run("backup", "--data-dir", PathOf("nowhere"), "--to", PathOf("x.db")).Code);
        Assert.Equal(2, ConcordProgram.Run("backup", "--data-dir", PathOf("nowhere")).Code);
    }

    private void AssertRefused(string why, string file)
    {
        var result = ConcordProgram.Run("restore", "--from", PathOf(file), "--data-dir", PathOf("target"));
        Assert.Equal(3, result.Code);
        Assert.Contains(why, result.Err, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Err, StringComparison.Ordinal);
        Assert.False(File.Exists(PathOf("target/concord.db")));
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}
