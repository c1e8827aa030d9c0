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
