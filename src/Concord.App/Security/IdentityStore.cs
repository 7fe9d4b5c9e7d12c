using Concord.Storage.People;
using Microsoft.AspNetCore.Identity;

namespace Concord.App.Security;

/// <summary>
/// The people of the database as ASP.NET Core Identity asks for them. It has no part in roles, which are more than Identity's roles are,
/// and in deletion, which there is none of.
/// </summary>
internal sealed class IdentityStore(PeopleStore people) : IUserPasswordStore<Person>, IUserLockoutStore<Person>, IUserSecurityStampStore<Person>
{
    public Task<IdentityResult> CreateAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(people.Add(user) ? IdentityResult.Success : NameTaken(user));

    public Task<IdentityResult> UpdateAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(people.Save(user) ? IdentityResult.Success : NameTaken(user));

    public Task<IdentityResult> DeleteAsync(Person user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("People are disabled, never deleted: what they did keeps their name.");

    public Task<Person?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Task.FromResult(long.TryParse(userId, out var id) ? people.Find(id) : null);

    public Task<Person?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => Task.FromResult(people.Find(normalizedUserName));

    public Task<string> GetUserIdAsync(Person user, CancellationToken cancellationToken) => Task.FromResult($"{user.Id}");

    public Task<string?> GetUserNameAsync(Person user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Name);

    public Task SetUserNameAsync(Person user, string? userName, CancellationToken cancellationToken)
    {
        user.Name = userName ?? "";
        return Task.CompletedTask;
    }

    public Task<string?> GetNormalizedUserNameAsync(Person user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.NormalName);

    public Task SetNormalizedUserNameAsync(Person user, string? normalizedName, CancellationToken cancellationToken)
    {
        user.NormalName = normalizedName ?? "";
        return Task.CompletedTask;
    }

    public Task<string?> GetPasswordHashAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetPasswordHashAsync(Person user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash;
        return Task.CompletedTask;
    }

    public Task<string?> GetSecurityStampAsync(Person user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    public Task SetSecurityStampAsync(Person user, string stamp, CancellationToken cancellationToken)
    {
        user.SecurityStamp = stamp;
        return Task.CompletedTask;
    }

    public Task<int> GetAccessFailedCountAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(user.FailedCount);

    public Task<bool> GetLockoutEnabledAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <summary>Nobody is spared: the lock holds for all.</summary>
    public Task SetLockoutEnabledAsync(Person user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(user.LockedUntil);

    // Counts and locks go straight to the database: attempts at the same time must not take each other's count away.
    public Task<int> IncrementAccessFailedCountAsync(Person user, CancellationToken cancellationToken) =>
        Task.FromResult(user.FailedCount = people.CountFailure(user.Id));

    public Task ResetAccessFailedCountAsync(Person user, CancellationToken cancellationToken)
    {
        people.ForgetFailures(user.Id);
        user.FailedCount = 0;
        return Task.CompletedTask;
    }

    public Task SetLockoutEndDateAsync(Person user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken)
    {
        people.Lock(user.Id, lockoutEnd);
        user.LockedUntil = lockoutEnd;
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        // Nothing is held open.
    }

    private static IdentityResult NameTaken(Person user) => IdentityResult.Failed(new IdentityErrorDescriber().DuplicateUserName(user.Name));
}
