namespace TradeStore.Model;

/// <summary>Somebody, or some program, that an application in front of the store lets in. Stored in <c>users</c>, one row each.</summary>
public sealed record User
{
    /// <summary>Gets the name: 1 to 255 characters.</summary>
    public required string UserName { get; init; }

    /// <summary>Gets what the user may do at most.</summary>
    public required UserRole Role { get; init; }

    /// <summary>Gets what the user may do in particular, as JSON; its meaning is the application's.</summary>
    public string? Permissions { get; init; }

    /// <summary>Gets a value indicating whether the user is let in; <see langword="true"/> by default.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Gets when the user was made, UTC; filled in by the store.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>Gets when the row was changed last, UTC; filled in by the store.</summary>
    public DateTime UpdatedAt { get; init; }
}

/// <summary>What a user may do at most; stored by its lower-case name. The application that lets users in holds them to it.</summary>
public enum UserRole
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>reader</c>: asks.</summary>
    Reader,

    /// <summary><c>writer</c>: asks and writes.</summary>
    Writer,

    /// <summary><c>admin</c>: may do everything, and says what others may.</summary>
    Admin,
}

/// <summary>
/// A key by which a user is let in. Stored in <c>api_keys</c>, one row each: the part by which it is found, and a salted hash of the key, which SQL shows and this record does not. The key
/// itself is nowhere in the store.
/// </summary>
public sealed record ApiKey
{
    /// <summary>Gets the part of the key by which it is found and shown: 12 hexadecimal digits.</summary>
    public required string KeyPrefix { get; init; }

    /// <summary>Gets the user whose key it is.</summary>
    public required string UserName { get; init; }

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

    /// <summary>Gets the salt: 16 random bytes in hexadecimal digits.</summary>
    internal string Salt { get; init; } = "";

    /// <summary>Gets SHA-256 of the salt's bytes followed by the whole key in UTF-8, in hexadecimal digits.</summary>
    internal string Hash { get; init; } = "";
}

/// <summary>A key that was just issued.</summary>
/// <param name="Key">What the store keeps of it.</param>
/// <param name="Secret">The key itself, to be given to the user: it is not stored, and this is the only time it is seen.</param>
public sealed record IssuedApiKey(ApiKey Key, string Secret)
{
    /// <summary>Returns the part by which the key is found, so that no log gets the key by accident.</summary>
    public override string ToString() => Key.KeyPrefix;
}
