using TradeStore.Storage.Files;

namespace TradeStore.Storage.Tiers.Warm;

/// <summary>
/// Whether the disk has room for a checkpoint. The engine survives a transaction that finds none, but not a checkpoint: that invalidates the instance, and
/// everything has to be opened again.
/// </summary>
internal sealed class CheckpointRoom(StoreFolder folder)
{
    // What is in the log takes about as much in the file, and new blocks and metadata come in pieces of 256 KB.
    private const long Reserve = 4L << 20;
    private const long UsualFactor = 2;
    private const long MostFactor = 64;
    private long _factor = UsualFactor;

    /// <summary>Gets a value indicating whether there is room, as far as can be known before.</summary>
    public bool IsEnough => DiskSpace.Of(folder.Root) is not { } disk || disk.Free >= Volatile.Read(ref _factor) * (Log + (Reserve / UsualFactor));

    private long Log => new FileInfo(folder.Database + ".wal") is { Exists: true } file ? file.Length : 0;

    /// <summary>Notes that a checkpoint found less than it needed: the next one waits for more.</summary>
    public void WasTooLittle() => Volatile.Write(ref _factor, Math.Min(Volatile.Read(ref _factor) * 2, MostFactor));

    /// <summary>Notes that one was made.</summary>
    public void Was() => Volatile.Write(ref _factor, UsualFactor);
}
