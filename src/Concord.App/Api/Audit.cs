using Concord.App.Security;
using Concord.Storage.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Concord.App.Api;

internal static class Audit
{
    private const int MostTaken = 500;

    public static void MapAudit(this RouteGroupBuilder api) =>
        api.MapGet("/audit", List).WithName("listAudit").WithTags("People").Needs(Permission.ReadAudit);

    /// <summary>The audit log, newest first: who changed what, when and from where, and what was refused.</summary>
    /// <param name="who">Only of the person with this name.</param>
    /// <param name="operation">Only this operation, by its operationId or the name of the command.</param>
    /// <param name="from">First day, UTC.</param>
    /// <param name="to">Last day, UTC.</param>
    /// <param name="skip">Rows to leave out at the start.</param>
    /// <param name="take">Rows to send, at most 500; 100 when left out.</param>
    public static Ok<AuditPage> List(
        AuditLog log, string? who = null, string? operation = null, DateOnly? from = null, DateOnly? to = null, int skip = 0, int take = 100)
    {
        Words.CheckWindow(skip, take, MostTaken);
        if (from > to)
            throw ProblemException.Invalid("from", $"{from:yyyy-MM-dd}", $"The first day, {from:yyyy-MM-dd}, is after the last, {to:yyyy-MM-dd}.", "Maybe they are interchanged.");
        if (to == DateOnly.MaxValue)
            to = null;
        return TypedResults.Ok(log.Read(new AuditQuery(Given(who), Given(operation), from, to, skip, take)));
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
