using System.Buffers.Binary;
using System.Diagnostics;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Files;
using TradeStore.Storage.Tiers.Warm.Blocks;

namespace TradeStore.CrashTests.Worker;

/// <summary>
/// Ends the process while the engine writes a block with live metadata in place: watches the blocks' checksums, which are the first of what is written.
/// </summary>
/// <param name="folder">The store's folder.</param>
/// <param name="checkpoint">The how manieth checkpoint.</param>
/// <param name="microseconds">How long after the first change.</param>
internal sealed class DeathInABlock(string folder, int checkpoint, int microseconds)
{
    private int _left = checkpoint;

    public void At(WritingStep reached)
    {
        if (reached == WritingStep.Checkpointing && Interlocked.Decrement(ref _left) == 0)
        {
            using var isWatched = new ManualResetEventSlim();
            new Thread(() => Watch(isWatched)) { IsBackground = true, Priority = ThreadPriority.Highest }.Start();
            isWatched.Wait();
        }
    }

    private void Watch(ManualResetEventSlim isWatched)
    {
        using var self = Process.GetCurrentProcess();
        using var file = EngineFile.Open(new StoreFolder(folder).Database, FileAccess.Read);
        var header = EngineFile.InForce(file.ReadPages())!.Value.Header;
        List<(long Id, ulong Checksum)> blocks = [.. file.ReadMetadataBlocks(header)!.Where(b => b.Free != 0).Select(b => (b.Id, Checksum(b.Id)))];
        isWatched.Set();
        while (true)
        {
            foreach (var (id, checksum) in blocks)
            {
                if (Checksum(id) != checksum)
                {
                    var seen = Stopwatch.GetTimestamp();
                    while (Stopwatch.GetElapsedTime(seen).TotalMicroseconds < microseconds)
                    {
                    }

                    self.Kill();
                }
            }
        }

        ulong Checksum(long id)
        {
            Span<byte> bytes = stackalloc byte[BlockChecksum.Size];
            file.ReadStart(id, header.BlockSize, bytes);
            return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        }
    }
}
