using Concord.Storage.Data;
using Concord.Storage.Scenarios;

namespace Concord.Tests.Storage.Scenarios;

/// <summary>The contract on SQLite, in a folder of its own.</summary>
public sealed class SqlitePlanStoreTests : PlanStoreContract, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("concord-plan-").FullName;
    private SqlitePlanStore _store;

    public SqlitePlanStoreTests() => _store = new SqlitePlanStore(Database.Open(_folder));

    protected override IPlanStore Store => _store;

    public void Dispose()
    {
        _store.Dispose();
        Database.Open(_folder).Close();
        Directory.Delete(_folder, recursive: true);
    }

    protected override void Reopen()
    {
        _store.Dispose();
        _store = new SqlitePlanStore(Database.Open(_folder));
    }

    protected override IPlanStore OpenAnother() => new SqlitePlanStore(Database.Open(_folder));
}
