namespace TradeStore.Storage.Configuration;

/// <summary>What the engine may use of the machine.</summary>
public sealed class EngineOptions
{
    /// <summary>Gets or sets the engine's memory in bytes: by default 8 GB or 60 % of the machine, the lower; 64 MB to 16 TB.</summary>
    public long MemoryLimit { get; set; } = Math.Min(8L << 30, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 10 * 6);

    /// <summary>Gets or sets the engine's threads: the number of cores by default, 1 to 1,024.</summary>
    public int Threads { get; set; } = Environment.ProcessorCount;

    /// <summary>Gets or sets the memory for replaying the engine's log; most of the machine when <see langword="null"/>.</summary>
    internal long? RecoveryMemoryLimit { get; set; }
}
