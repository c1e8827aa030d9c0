namespace TradeStore;

/// <summary>Where everything of a store lies.</summary>
internal sealed record StoreFolder(string Root)
{
    public string LockFile => Path.Combine(Root, "store.lock");

    public string Journal => Path.Combine(Root, "journal");

    public string Database => Path.Combine(Root, "store.duckdb");

    public string Quarantine => Path.Combine(Root, "quarantine");

    public string Temporary => Path.Combine(Root, "temp");
}
