using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;

namespace TradeStore.Access;

/// <summary>Decides about API keys: issued, used, revoked, and never good again.</summary>
internal sealed class ApiKeyDecisions(LiveState state)
{
    private const string Table = "api_keys";

    // Every request is a use; one row a minute says as much.
    private static readonly TimeSpan NoteUseEvery = TimeSpan.FromMinutes(1);

    /// <summary>Tells whether a key lets its user in at a time.</summary>
    public static bool IsGood(ApiKey key, User? user, DateTime now) => key.RevokedAt is null && !(key.ExpiresAt <= now) && user is { IsActive: true };

    /// <summary>Tells whether a use of a key was noted so short a time ago that another needs no note.</summary>
    public static bool IsNoted(ApiKey key, DateTime now) => now - key.LastUsed < NoteUseEvery;

    /// <summary>Makes a key.</summary>
    public IssuedApiKey Issue(Decision decision, string userName, IReadOnlyList<string>? scopes, DateTime? expiresAt)
    {
        UserDecisions.CheckKnown(decision, state, Table, userName);
        if (expiresAt <= decision.Time)
        {
            throw new InvalidRowException(Table, 0, "expires_at", expiresAt, "the key would have expired already.");
        }

        var (prefix, secret) = ApiKeyText.Make();
        if (decision.Find(state.ApiKeys, prefix) is not null)
        {
            throw new DuplicateKeyException(Table, "key_prefix", prefix);
        }

        var salt = ApiKeyText.MakeSalt();
        var key = new ApiKey
        {
            KeyPrefix = prefix,
            UserName = userName,
            Salt = salt,
            Hash = ApiKeyText.Hash(salt, secret),
            Scopes = scopes,
            CreatedAt = decision.Time,
            ExpiresAt = expiresAt,
        };
        return new IssuedApiKey(Put(decision, key), secret);
    }

    /// <summary>Notes that a key was used, unless that was done within the minute.</summary>
    /// <returns>The key as it is stored; <see langword="null"/> when it is good no longer.</returns>
    public ApiKey? Use(Decision decision, string keyPrefix)
    {
        // It may have been revoked, or its use noted, since the caller found it.
        var key = Issued(decision, keyPrefix);
        if (!IsGood(key, decision.Find(state.Users, key.UserName), decision.Time))
        {
            return null;
        }

        return IsNoted(key, decision.Time) ? key : Put(decision, key with { LastUsed = decision.Time });
    }

    /// <summary>Makes a key good for nothing; a second time changes nothing.</summary>
    public ApiKey Revoke(Decision decision, string keyPrefix)
    {
        var key = Issued(decision, keyPrefix);
        return key.RevokedAt is null ? Put(decision, key with { RevokedAt = decision.Time }) : key;
    }

    private ApiKey Issued(Decision decision, string keyPrefix) =>
        decision.Find(state.ApiKeys, keyPrefix) ?? throw UnknownReferenceException.Changed(Table, "key_prefix", keyPrefix);

    private ApiKey Put(Decision decision, ApiKey key)
    {
        return decision.Put(state.ApiKeys, key);
    }
}
