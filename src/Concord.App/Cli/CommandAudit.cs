using System.Text.Json;
using Concord.App.Data;
using Concord.App.Security;
using Concord.Storage.Data;
using Concord.Storage.People;

namespace Concord.App.Cli;

/// <summary>Keeps what commands change in the audit log, under the name of the system's user.</summary>
internal static class CommandAudit
{
    /// <param name="operation">As the API names it.</param>
    /// <param name="what">What was asked for, without a secret.</param>
    public static Task Keep(AuditLog log, string operation, object what) => log.Add(new AuditEntry(
        Caller.CommandLine.Name, Caller.CommandLine.From, operation, "", StatusCodes.Status200OK, JsonSerializer.Serialize(what, JsonFormat.Options)));

    /// <summary>As above, for commands that open a store and nothing else.</summary>
    public static void Keep(DataStore store, string operation, object what)
    {
        var log = new AuditLog(store.Database, TimeProvider.System);
        Keep(log, operation, what).GetAwaiter().GetResult();
        log.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
