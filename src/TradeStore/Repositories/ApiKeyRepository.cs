using TradeStore.Access;
using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Reading.Typed;
using TradeStore.Schema.Tables;
using TradeStore.Trading;

namespace TradeStore.Repositories;

/// <summary>Keys by which users are let in. Only salted hashes are stored: a key that is lost cannot be read back, only replaced.</summary>
public sealed class ApiKeyRepository
{
    // Every request is a use; one row a minute says as much.
    private static readonly TimeSpan NoteUseEvery = TimeSpan.FromMinutes(1);
    private readonly RepositoryContext _context;
    private readonly LiveState _live;

    internal ApiKeyRepository(RepositoryContext context)
    {
        _context = context;
        _live = context.Live;
    }

    /// <summary>Issues a key; durable when the task completes. The key itself is returned this once and not stored.</summary>
    /// <param name="userName">Whose key it is.</param>
    /// <param name="scopes">What it is good for, each up to 64 characters; all that the user may do when left out.</param>
    /// <param name="expiresAt">When it stops letting anybody in, UTC, later than now; never when left out.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the key is written.</param>
    /// <exception cref="UnknownReferenceException">There is no such user.</exception>
    /// <exception cref="InvalidRowException">A value breaks a rule, or the key would have expired already; nothing was stored.</exception>
    public Task<IssuedApiKey> IssueAsync(
        string userName, IReadOnlyList<string>? scopes = null, DateTime? expiresAt = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(userName);
        return _live.Gate.DecideAsync(
            decision =>
            {
                var now = decision.Time;
                if (decision.Find(_live.Users, userName) is null)
                {
                    throw new UnknownReferenceException(ApiKeyTable.Definition.Name, "user_name", userName);
                }

                if (expiresAt <= now)
                {
                    throw new InvalidRowException(ApiKeyTable.Definition.Name, 0, "expires_at", expiresAt, "the key would have expired already.");
                }

                var (prefix, secret) = ApiKeyText.Make();
                var salt = ApiKeyText.MakeSalt();
                var key = new ApiKey
                {
                    KeyPrefix = prefix, UserName = userName, Salt = salt, Hash = ApiKeyText.Hash(salt, secret), Scopes = scopes, CreatedAt = now, ExpiresAt = expiresAt,
                };
                if (decision.Find(_live.ApiKeys, prefix) is not null)
                {
                    throw new DuplicateKeyException(ApiKeyTable.Definition.Name, "key_prefix", prefix);
                }

                decision.Put(_live.ApiKeys, key);
                return new IssuedApiKey(key, secret);
            },
            cancellationToken);
    }

    /// <summary>
    /// Returns the row of a key that is good: it is the key itself, neither revoked nor expired by the store's clock, and its user is active. <see langword="null"/>
    /// otherwise, for whatever reason. Decided from memory; that it was used is stored at most once a minute, durable when the task completes.
    /// </summary>
    /// <param name="secret">The key, as a request brings it: any text.</param>
    /// <param name="cancellationToken">Stops waiting for room.</param>
    public async ValueTask<ApiKey?> AuthenticateAsync(string? secret, CancellationToken cancellationToken = default)
    {
        if (secret is null || !ApiKeyText.TryGetPrefix(secret, out var prefix) || _live.ApiKeys.Find(prefix) is not { } key || !ApiKeyText.IsKey(key, secret))
        {
            return null;
        }

        var now = _context.Clock.GetUtcMicroseconds();
        if (!IsGood(key, now, _live.Users.Find(key.UserName)) || now - key.LastUsed < NoteUseEvery)
        {
            return IsGood(key, now, _live.Users.Find(key.UserName)) ? key : null;
        }

        return await _live.Gate.DecideAsync(
            decision =>
            {
                // It may have been revoked in between.
                var current = decision.Find(_live.ApiKeys, prefix)!;
                var used = current with { LastUsed = decision.Time };
                if (!IsGood(current, used.LastUsed.Value, decision.Find(_live.Users, current.UserName)))
                {
                    return null;
                }

                decision.Put(_live.ApiKeys, used);
                return used;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a key good for nothing, for ever; durable when the task completes. A second time changes nothing.</summary>
    /// <param name="keyPrefix">The part by which the key is found.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the change is written.</param>
    /// <returns>The row as it is stored.</returns>
    /// <exception cref="UnknownReferenceException">There is no such key.</exception>
    public Task<ApiKey> RevokeAsync(string keyPrefix, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keyPrefix);
        return _live.Gate.DecideAsync(
            decision =>
            {
                var key = decision.Find(_live.ApiKeys, keyPrefix) ?? throw new UnknownReferenceException(ApiKeyTable.Definition.Name, "key_prefix", keyPrefix);
                if (key.RevokedAt is null)
                {
                    key = key with { RevokedAt = decision.Time };
                    decision.Put(_live.ApiKeys, key);
                }

                return key;
            },
            cancellationToken);
    }

    /// <summary>Returns the rows of a user's keys, from memory, oldest first: those that are good and those that were.</summary>
    /// <param name="userName">The user.</param>
    public IReadOnlyList<ApiKey> GetByUser(string userName) =>
        [.. _live.ApiKeys.Rows.Where(k => k.UserName == userName).OrderBy(k => k.CreatedAt).ThenBy(k => k.KeyPrefix, StringComparer.Ordinal)];

    /// <summary>Asks for rows of keys.</summary>
    public TableQuery<ApiKey> Query() => _context.Query(ApiKeyTable.Definition);

    private static bool IsGood(ApiKey key, DateTime now, User? user) => key.RevokedAt is null && !(key.ExpiresAt <= now) && user is { IsActive: true };
}
