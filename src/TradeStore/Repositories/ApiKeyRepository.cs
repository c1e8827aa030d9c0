using TradeStore.Access;
using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Storage.Schema;
using TradeStore.Tables;

namespace TradeStore.Repositories;

/// <summary>Keys by which users are let in. Only salted hashes are stored: a key that is lost cannot be read back, only replaced.</summary>
public class ApiKeyRepository
{
    private readonly RepositoryContext _context = null!;
    private readonly LiveState _live = null!;
    private readonly ApiKeyDecisions _decisions = null!;

    /// <summary>For fakes: tests override what they use; any other member fails.</summary>
    protected ApiKeyRepository()
    {
    }

    internal ApiKeyRepository(RepositoryContext context)
    {
        _context = context;
        _live = context.Live;
        _decisions = new ApiKeyDecisions(_live);
    }

    /// <summary>Issues a key; durable when the task completes. The key itself is returned this once and not stored.</summary>
    /// <param name="userName">Whose key it is.</param>
    /// <param name="scopes">What it is good for, each up to 255 characters; all that the user may do when left out.</param>
    /// <param name="expiresAt">When it stops letting anybody in, UTC, later than now; never when left out.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the key is written.</param>
    /// <exception cref="UnknownReferenceException">There is no such user.</exception>
    /// <exception cref="InvalidRowException">A value breaks a rule, or the key would have expired already; nothing was stored.</exception>
    public virtual Task<IssuedApiKey> IssueAsync(
        string userName, IReadOnlyList<string>? scopes = null, DateTime? expiresAt = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(userName);
        return _live.Gate.DecideAsync(decision => _decisions.Issue(decision, userName, scopes, expiresAt), cancellationToken);
    }

    /// <summary>
    /// Returns the row of a key that is good: it is the key itself, neither revoked nor expired by the store's clock, and its user is active. <see langword="null"/>
    /// otherwise, for whatever reason. Decided from memory; that it was used is stored at most once a minute, durable when the task completes.
    /// </summary>
    /// <param name="secret">The key, as a request brings it: any text.</param>
    /// <param name="cancellationToken">Stops waiting for room.</param>
    public virtual async ValueTask<ApiKey?> AuthenticateAsync(string? secret, CancellationToken cancellationToken = default)
    {
        if (secret is null || !ApiKeyText.TryGetPrefix(secret, out var prefix) || _live.ApiKeys.Find(prefix) is not { } key || !ApiKeyText.IsKey(key, secret))
        {
            return null;
        }

        var now = _context.Clock.GetUtcMicroseconds();
        if (!ApiKeyDecisions.IsGood(key, _live.Users.Find(key.UserName), now))
        {
            return null;
        }

        return ApiKeyDecisions.IsNoted(key, now)
            ? key
            : await _live.Gate.DecideAsync(decision => _decisions.Use(decision, prefix), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a key good for nothing, for ever; durable when the task completes. A second time changes nothing.</summary>
    /// <param name="keyPrefix">The part by which the key is found.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the change is written.</param>
    /// <returns>The row as it is stored.</returns>
    /// <exception cref="UnknownReferenceException">There is no such key.</exception>
    public virtual Task<ApiKey> RevokeAsync(string keyPrefix, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keyPrefix);
        return _live.Gate.DecideAsync(decision => _decisions.Revoke(decision, keyPrefix), cancellationToken);
    }

    /// <summary>Makes keys good for nothing, for ever, all or none: those of a user who has left, say. Durable when the task completes.</summary>
    /// <param name="keyPrefixes">The parts by which the keys are found.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the changes are written.</param>
    /// <returns>The rows as they are stored.</returns>
    /// <inheritdoc cref="RevokeAsync(string, CancellationToken)" path="/exception"/>
    public virtual Task<IReadOnlyList<ApiKey>> RevokeAsync(IReadOnlyList<string> keyPrefixes, CancellationToken cancellationToken = default) =>
        _live.Gate.DecideEachAsync(keyPrefixes, _decisions.Revoke, cancellationToken);

    /// <summary>Returns the rows of a user's keys, from memory, oldest first: those that are good and those that were.</summary>
    /// <param name="userName">The user.</param>
    public virtual IReadOnlyList<ApiKey> GetByUser(string userName) =>
        [.. _live.ApiKeys.Rows.Where(k => k.UserName == userName).OrderBy(k => k.CreatedAt).ThenBy(k => k.KeyPrefix, StringComparer.Ordinal)];

    /// <summary>Asks for rows of keys.</summary>
    public virtual TableQuery<ApiKey> Query() => _context.Query(ApiKeyTable.Definition);
}
