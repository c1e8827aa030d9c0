namespace TradeStore.Storage.Verification;

/// <summary>What a verification found.</summary>
public enum VerificationFindingKind
{
    /// <summary>A file is not there.</summary>
    MissingFile = 0,

    /// <summary>A file is longer or shorter than what was written.</summary>
    WrongSize,

    /// <summary>A file's SHA-256 is not that of what was written.</summary>
    WrongChecksum,

    /// <summary>A file or table cannot be read.</summary>
    Unreadable,

    /// <summary>A table of the database is not there.</summary>
    MissingTable,

    /// <summary>The rows read are not those that were written.</summary>
    WrongContent,

    /// <summary>An earlier verification found the file damaged, and it was not repaired since.</summary>
    KnownDamage,

    /// <summary>A file in <c>cold/</c> that the manifest does not name. It does no harm; the next opening moves it to <c>quarantine/</c> if the store has made it, and leaves it alone otherwise.</summary>
    UnknownFile,

    /// <summary>A table among the partitions' that the manifest does not name. It does no harm; the next opening drops it.</summary>
    UnknownTable,

    /// <summary>A file of an earlier version of the store could not be verified at the level that was asked for, and was at the one before. No damage.</summary>
    LevelNotReached,
}
