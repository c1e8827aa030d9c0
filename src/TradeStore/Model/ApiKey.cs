namespace TradeStore.Model;

/// <summary>
/// A key by which a user is let in. Stored in <c>api_keys</c>, one row each: the part by which it is found, and a salted hash of the key. The key itself
/// is nowhere in the store.
/// </summary>
public sealed record ApiKey
{
    /// <summary>Gets the part of the key by which it is found and shown: 12 hexadecimal digits.</summary>
    public required string KeyPrefix { get; init; }

    /// <summary>Gets the user whose key it is.</summary>
    public required string UserName { get; init; }

    /// <summary>Gets the salt: 16 random bytes in hexadecimal digits.</summary>
    public required string Salt { get; init; }

    /// <summary>Gets SHA-256 of the salt's bytes followed by the whole key in UTF-8, in hexadecimal digits.</summary>
    public required string Hash { get; init; }

    /// <summary>Gets what the key is good for, each up to 255 characters; <see langword="null"/> for all that its user may do.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Gets when the key was issued, UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>Gets when the key stops letting anybody in, UTC; <see langword="null"/> for never.</summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>Gets when the key was used last, UTC, to a minute; <see langword="null"/> before the first time.</summary>
    public DateTime? LastUsed { get; init; }

    /// <summary>Gets when the key was revoked, UTC; <see langword="null"/> while it holds.</summary>
    public DateTime? RevokedAt { get; init; }
}
