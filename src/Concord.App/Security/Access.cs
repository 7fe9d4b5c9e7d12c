using System.Security.Cryptography;
using System.Text;
using Concord.Storage.People;

namespace Concord.App.Security;

/// <summary>How a server lets people in.</summary>
public enum AccessMode
{
    /// <summary>Nobody has an account and the server answers only this machine: whoever asks may do everything, as "local".</summary>
    Local,

    /// <summary>The demo company on this machine: its people are let in without a password.</summary>
    Demo,

    /// <summary>Nobody has an account yet: the set-up makes the first one, and nothing else answers.</summary>
    SetUp,

    /// <summary>People sign in.</summary>
    Accounts,
}

/// <summary>How this server lets people in at the moment, and the one-time code of its set-up.</summary>
internal sealed class Access(ServerSettings settings, PeopleStore people)
{
    // No letters or digits that are taken for each other.
    private const string CodeLetters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    private readonly Lock _lock = new();
    private bool _hasAccounts;
    private string? _code;

    /// <summary>The mode now: it changes when the first account is made, here or by the command line.</summary>
    public AccessMode Mode
    {
        get
        {
            if (settings is { Demo: true, OnlyThisMachine: true } && DefaultDemoPerson is not null)
                return AccessMode.Demo;

            // Accounts are never deleted: once there is one, there always is.
            if (_hasAccounts || (_hasAccounts = people.HasAccounts()))
                return AccessMode.Accounts;
            return settings.OnlyThisMachine ? AccessMode.Local : AccessMode.SetUp;
        }
    }

    /// <summary>Who is let in to the demo company without choosing anybody; null when it has no people.</summary>
    public Person? DefaultDemoPerson => people.Find(DemoPeople.Default) is { Demo: true } person ? person : null;

    /// <summary>The code that the set-up asks for, made anew with each start; shown in the terminal only.</summary>
    public string SetUpCode
    {
        get
        {
            lock (_lock)
                return _code ??= string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(CodeLetters, 4)));
        }
    }

    /// <summary>True when the text is the code; the time it takes does not tell how near it is.</summary>
    public bool IsSetUpCode(string text) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(text.Trim().ToUpperInvariant())), SHA256.HashData(Encoding.UTF8.GetBytes(SetUpCode)));
}
