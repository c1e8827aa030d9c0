namespace TradeStore.Storage.Tiers;

/// <summary>What is wrong with a file.</summary>
internal enum FileDamageKind
{
    /// <summary>It is not there.</summary>
    Missing = 0,

    /// <summary>It is longer or shorter than what was written.</summary>
    WrongSize,

    /// <summary>Its bytes are not those that were written.</summary>
    WrongChecksum,

    /// <summary>The system does not let it be read.</summary>
    Unreadable,
}
