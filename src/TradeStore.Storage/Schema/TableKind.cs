namespace TradeStore.Storage.Schema;

/// <summary>What a table is for.</summary>
public enum TableKind
{
    /// <summary>Rows with a time, partitioned by it, which age from tier to tier.</summary>
    Series = 0,

    /// <summary>Few rows that change, found by their key; never tiered.</summary>
    State,
}
