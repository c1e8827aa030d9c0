using TradeStore.Storage.Configuration;
using TradeStore.Storage.Files;
using TradeStore.Storage.Opening;
using TradeStore.Storage.Tiers.Warm.Blocks;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiers.Warm.Blocks;

/// <summary>A store as it was when a checkpoint began, and what that checkpoint made of its database file; tests put together what a kill in between leaves.</summary>
internal sealed class InterruptedCheckpoint : IDisposable
{
    private const int Rows = 14_000;
    private readonly TemporaryFolder _before = new();
    private byte[] _after = [];
    private byte[] _record = [];
    private byte[] _old = [];

    private InterruptedCheckpoint()
    {
    }

    /// <summary>Gets the header in force before.</summary>
    public DatabaseHeader Header { get; private set; }

    /// <summary>Gets the blocks with metadata that the checkpoint has rewritten in place.</summary>
    public IReadOnlyList<MetadataBlock> Rewritten { get; private set; } = [];

    public static async Task<InterruptedCheckpoint> MakeAsync()
    {
        var made = new InterruptedCheckpoint();
        using var folder = new TemporaryFolder();
        var isWatched = false;
        await using (var store = await Quick.OpenAsync(folder, o => o.Writing.Reached = step =>
        {
            if (!isWatched || step is not (WritingStep.Checkpointing or WritingStep.Checkpointed))
            {
                return;
            }

            if (step == WritingStep.Checkpointing)
            {
                FolderImage.Copy(folder.Path, made._before.Path);
            }
            else
            {
                isWatched = false;
                made._after = ReadShared(Path.Combine(folder.Path, "store.duckdb"));
                made._record = ReadShared(Path.Combine(folder.Path, "store.blocks"));
            }
        }))
        {
            // Several partitions, checkpoints and times: live and free parts beside each other.
            for (var part = 0; part < 7; part++)
            {
                await store.Ticks.AppendAsync([.. Enumerable.Range(part * 2_000, 2_000).Select(i => Some.Quote(i, $"S{i % 5}", secondsApart: 60))]);
                await store.Bars.AppendAsync([.. Enumerable.Range(part * 10, 10).Select(i => Some.Bar(i * 10_000))]);
                isWatched = part == 6;
                await store.CheckpointAsync();
            }
        }

        made._old = await File.ReadAllBytesAsync(Path.Combine(made._before.Path, "store.duckdb"));
        var (header, _) = EngineFile.InForce(made._old.AsSpan(0, EngineFile.PagesSize))!.Value;
        made.Header = header;
        using var file = EngineFile.Open(Path.Combine(made._before.Path, "store.duckdb"), FileAccess.Read);
        made.Rewritten = [.. file.ReadMetadataBlocks(header)!.Where(b => !made.Old(b).SequenceEqual(made.New(b)))];
        Assert.That(made.Rewritten, Is.Not.Empty, "Without a block that is rewritten in place the tests test nothing.");
        return made;
    }

    /// <summary>Returns a block's bytes before the checkpoint.</summary>
    public ReadOnlySpan<byte> Old(MetadataBlock block) => _old.AsSpan(Offset(block), Header.BlockSize);

    /// <summary>Returns a block's bytes after the checkpoint.</summary>
    public ReadOnlySpan<byte> New(MetadataBlock block) => _after.AsSpan(Offset(block), Header.BlockSize);

    /// <summary>Returns a block of which the pages before one are as the checkpoint wrote them and the rest as it was, or the other way round.</summary>
    public byte[] Torn(MetadataBlock block, int page, bool isBackwards)
    {
        var first = isBackwards ? Old(block) : New(block);
        var second = isBackwards ? New(block) : Old(block);
        var at = page * EngineFile.PageSize;
        return [.. first[..at], .. second[at..]];
    }

    /// <summary>Puts the store, with other bytes in a block of its database, into a folder.</summary>
    public StoreFolder Leave(TemporaryFolder folder, MetadataBlock block, ReadOnlySpan<byte> bytes, bool hasRecord = true)
    {
        FolderImage.Copy(_before.Path, folder.Path);
        var store = new StoreFolder(folder.Path);
        File.Delete(store.CheckpointRecord);
        if (hasRecord)
        {
            File.WriteAllBytes(store.CheckpointRecord, _record);
        }

        using var file = EngineFile.Open(store.Database, FileAccess.ReadWrite);
        file.WriteStart(block.Id, Header.BlockSize, bytes);
        return store;
    }

    /// <summary>Opens the store and checks that it has every row.</summary>
    public static async Task<StoreOpenReport> OpenWholeAsync(TemporaryFolder folder)
    {
        await using var store = await Quick.OpenAsync(folder);
        Assert.That(
            await store.QueryAsync<string>($"SELECT count(*) || ' ' || count(DISTINCT sequence_number) || ' ' || sum(sequence_number) FROM market_ticks WHERE sequence_number < {Rows}"),
            Is.EqualTo(new[] { $"{Rows} {Rows} {(long)Rows * (Rows - 1) / 2}" }));
        Assert.That(await store.QueryAsync<long>("SELECT count(*) FROM ohlcv_bars"), Is.EqualTo(new[] { 70L }));
        Assert.That(store.OpenReport.Lost, Is.Empty);
        await store.Ticks.AppendAsync(Some.Quote(Rows));
        await store.CheckpointAsync();
        return store.OpenReport;
    }

    public void Dispose() => _before.Dispose();

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private int Offset(MetadataBlock block) => EngineFile.PagesSize + ((int)block.Id * Header.BlockSize);
}
