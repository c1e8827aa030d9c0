namespace TradeStore.Schema;

/// <summary>What becomes of a row whose key is there already.</summary>
public enum DuplicateRule
{
    /// <summary>The first row stays. A row with NULL in its key is never a duplicate.</summary>
    Ignore = 0,

    /// <summary>The newest row wins.</summary>
    Replace,

    /// <summary>Both stay.</summary>
    KeepBoth,
}
