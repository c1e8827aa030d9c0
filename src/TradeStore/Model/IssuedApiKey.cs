namespace TradeStore.Model;

/// <summary>A key that was just issued.</summary>
/// <param name="Key">What the store keeps of it.</param>
/// <param name="Secret">The key itself, to be given to the user: it is not stored, and this is the only time it is seen.</param>
public sealed record IssuedApiKey(ApiKey Key, string Secret)
{
    /// <summary>Returns the part by which the key is found, so that no log gets the key by accident.</summary>
    public override string ToString() => Key.KeyPrefix;
}
