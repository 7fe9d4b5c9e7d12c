using Concord.App.Api;
using Concord.Storage.People;
using Microsoft.AspNetCore.Identity;

namespace Concord.App.Security;

/// <summary>
/// What slows down who guesses passwords: attempts are checked one after the other, names that nobody has are locked like names that
/// somebody has, and an address with many failures has to wait. Kept in memory, but for the locks of people, which are in the database.
/// </summary>
internal sealed class SignInGate(TimeProvider time) : IDisposable
{
    /// <summary>Wrong passwords after which a name is locked.</summary>
    public const int MostFailures = 5;

    /// <summary>Failures of one address within <see cref="LockTime"/>, over all names.</summary>
    private const int MostFailuresOfAddress = 100;

    /// <summary>Names and addresses remembered; beyond it those whose time is over are forgotten, and then all.</summary>
    private const int MostRemembered = 10_000;

    public static readonly TimeSpan LockTime = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<string, (int Count, DateTimeOffset Until)> _failures = [];
    private readonly PasswordHasher<Person> _hasher = new();
    private readonly Person _nobody = new() { Name = "", DisplayName = "" };
    private string? _hashOfNobody;

    /// <summary>Waits for the turn to check a password; the caller disposes it.</summary>
    /// <exception cref="ProblemException">429: the address has failed too often.</exception>
    public async Task<IDisposable> Enter(string address, CancellationToken token)
    {
        if (Blocked($"address {address}", MostFailuresOfAddress) is { } until)
        {
            throw new ProblemException(
                StatusCodes.Status429TooManyRequests, "too_many_failures", $"Too many sign-ins from {address} have failed. The next is looked at after {until:HH:mm:ss} UTC.");
        }

        await _turn.WaitAsync(token);
        return new Turn(_turn);
    }

    public void CountFailure(string address) => Count($"address {address}");

    /// <summary>Checks a password for a name that nobody has: takes as long and locks as soon as for a name that somebody has.</summary>
    /// <returns>Until when the name is locked; null when it is not.</returns>
    public DateTimeOffset? FailForNobody(string normalName, string password)
    {
        var key = $"name {normalName}";
        if (Blocked(key, MostFailures) is { } until)
            return until;
        _hasher.VerifyHashedPassword(_nobody, _hashOfNobody ??= _hasher.HashPassword(_nobody, Guid.NewGuid().ToString()), password);
        Count(key);
        return Blocked(key, MostFailures);
    }

    public void Dispose() => _turn.Dispose();

    private DateTimeOffset? Blocked(string key, int most)
    {
        lock (_lock)
            return _failures.TryGetValue(key, out var entry) && entry.Until > time.GetUtcNow() && entry.Count >= most ? entry.Until : null;
    }

    private void Count(string key)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (_failures.Count >= MostRemembered)
            {
                foreach (var old in _failures.Where(f => f.Value.Until <= now).Select(f => f.Key).ToList())
                    _failures.Remove(old);
                if (_failures.Count >= MostRemembered)
                    _failures.Clear();
            }

            var count = _failures.TryGetValue(key, out var entry) && entry.Until > now ? entry.Count : 0;
            _failures[key] = (count + 1, now + LockTime);
        }
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
