namespace Concord.App.Security;

/// <summary>Who acts. One person without a name as long as the server knows no accounts and answers only on this machine.</summary>
internal static class CurrentUser
{
    public const string Name = "local";
}
