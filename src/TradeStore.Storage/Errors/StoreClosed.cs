namespace TradeStore.Storage.Errors;

/// <summary>What whoever uses a store that is closed, or closing, is told.</summary>
internal static class StoreClosed
{
    private const string Name = "store";

    public static ObjectDisposedException Error() => new(Name, "The store is closed.");

    public static ObjectDisposedException Error(Exception cause) => new($"The store is closed: {Name}.", cause);

    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    public static void ThrowIf(bool isClosed)
    {
        if (isClosed)
        {
            throw Error();
        }
    }
}
