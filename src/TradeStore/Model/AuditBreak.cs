namespace TradeStore.Model;

/// <summary>What is wrong with the audit chain where it breaks.</summary>
public enum AuditBreak
{
    /// <summary>Nothing: the chain holds.</summary>
    None = 0,

    /// <summary>The record's fields do not give its hash: the record was changed.</summary>
    Hash,

    /// <summary>The record is not tied to the one before: that one was changed and given a hash that fits.</summary>
    Link,

    /// <summary>The record is missing: it was removed, or its number was changed.</summary>
    Gap,

    /// <summary>The number stands in more than one record, or is below 1.</summary>
    Order,
}
