using System.Text.Json;
using Concord.App.Api;
using Concord.App.Security;
using Concord.Storage.Data;

namespace Concord.App.Data;

/// <summary>Makes data snapshots, behind the data gate: the checks run on exactly what is to be frozen.</summary>
internal sealed class SnapshotMaker(DataStore store, CheckRuns checks)
{
    private const int LongestName = 200;

    /// <exception cref="ProblemException">400: no name, or an override without a reason; 409: the gate is held, or the name is taken.</exception>
    public DataSnapshot Create(SnapshotOrder order, Caller caller, CancellationToken token)
    {
        var name = order.Name.Trim();
        if (name.Length is 0 or > LongestName)
            throw ProblemException.Invalid("name", order.Name, name.Length == 0 ? "A snapshot needs a name." : $"The name is longer than {LongestName} characters.", name.Length == 0 ? "Maybe name it after the cycle, as in 'Cycle 2026-03'." : null);
        if (store.Snapshots().Any(s => s.Name == name))
            throw ProblemException.Conflict($"There is a data snapshot '{name}' already, and snapshots never change.", "Maybe add the date or a number to the name.", "name_taken");
        if (order.Override && string.IsNullOrWhiteSpace(order.Reason))
            throw ProblemException.Invalid("reason", order.Reason, "Overriding the gate needs a reason; it is kept with the snapshot.");

        var run = checks.Judge(order.AsOf, null, token);
        var gate = checks.Gate(run);
        var reasons = gate.Reasons.Select(r => r.Text).ToArray();
        if (gate.IsHeld && !order.Override)
        {
            throw new ProblemException(
                StatusCodes.Status409Conflict, "gate_held", $"The data gate is held as of {order.AsOf:yyyy-MM-dd}: {string.Join(' ', reasons)}",
                hint: "Maybe mend what the findings name first; or make the snapshot all the same, with override and a reason.",
                errors: new Dictionary<string, string[]> { ["gate"] = reasons });
        }

        var quality = new QualityAtSnapshot(
            run.Score.Overall, run.Score.Areas.ToDictionary(a => a.Area, a => a.Score), !gate.IsHeld, reasons, gate.IsHeld, gate.IsHeld ? order.Reason!.Trim() : null);
        return store.CreateSnapshot(name, order.AsOf, order.Note, caller.Name, JsonSerializer.Serialize(quality, JsonFormat.Options));
    }
}
