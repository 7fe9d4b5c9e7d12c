namespace Concord.Storage.Scenarios;

/// <summary>Tables of the plan: scenarios, revisions, pages, series, entries.</summary>
internal static class PlanSchema
{
    public const string Create = "SELECT 1;";
}
