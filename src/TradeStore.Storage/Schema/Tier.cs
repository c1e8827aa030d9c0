namespace TradeStore.Storage.Schema;

/// <summary>Where rows lie, apart from what is kept in memory on the way.</summary>
public enum Tier
{
    /// <summary>In a table of the database file.</summary>
    Warm = 0,

    /// <summary>In Parquet files beside it.</summary>
    Cold,
}
