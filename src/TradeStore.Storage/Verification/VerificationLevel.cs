namespace TradeStore.Storage.Verification;

/// <summary>How much a verification looks at; each level includes those before it.</summary>
public enum VerificationLevel
{
    /// <summary>The manifest against the disk: every file is there with its size, every table is there, and none that the manifest does not name. Milliseconds.</summary>
    Files = 0,

    /// <summary>Also the SHA-256 of every file, which finds every flipped bit. As long as reading all files takes.</summary>
    Checksums,

    /// <summary>Also what the engine reads of every sealed part, in files and in the database: its rows, its first and last time, and a sum of hashes, one of all columns of each row.</summary>
    Content,

    /// <summary>
    /// Also what another implementation of Parquet than the engine's (Parquet.Net) reads of every file: each value, by the same hashes. Files that were written before
    /// these were recorded are verified up to <see cref="Content"/>, and named (<see cref="VerificationFindingKind.LevelNotReached"/>).
    /// </summary>
    Independent,
}
