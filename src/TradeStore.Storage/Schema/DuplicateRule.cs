namespace TradeStore.Storage.Schema;

/// <summary>What becomes of a row whose key is there already.</summary>
public enum DuplicateRule
{
    /// <summary>The first row stays. A row with NULL in its key is never a duplicate.</summary>
    Ignore = 0,

    /// <summary>The newest row wins; where the table declares a <see cref="TableSettings.Precedence"/>, the newest of those with its greatest value.</summary>
    Replace,

    /// <summary>Both stay.</summary>
    KeepBoth,
}
