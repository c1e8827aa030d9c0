using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;
using TradeStore.Storage.Tiers.Warm.Blocks;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiers.Warm.Blocks;

/// <summary>
/// The write of a block that holds live metadata is torn at each of its pages. Here each is mended, and some are opened; with
/// <c>TRADESTORE_EVERY_PAGE</c> set all are opened.
/// </summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class TornBlocksTests
{
    private static readonly int[] OpenedPages = [1, 21, 63];
    private InterruptedCheckpoint _checkpoint = null!;
    private TemporaryFolder _folder = null!;

    private MetadataBlock Block => _checkpoint.Rewritten[0];

    [OneTimeSetUp]
    public async Task Interrupt() => _checkpoint = await InterruptedCheckpoint.MakeAsync();

    [OneTimeTearDown]
    public void Forget() => _checkpoint.Dispose();

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void A_block_torn_at_any_page_gets_the_right_checksum_and_keeps_the_rest([Values] bool isBackwards)
    {
        var store = _checkpoint.Leave(_folder, Block, _checkpoint.Old(Block));
        var untouched = FolderImage.Of(_folder.Path);
        using var file = EngineFile.Open(store.Database, FileAccess.ReadWrite);
        var bytes = new byte[_checkpoint.Header.BlockSize];
        var torn = 0;
        for (var page = 0; page <= bytes.Length / EngineFile.PageSize; page++)
        {
            var left = _checkpoint.Torn(Block, page, isBackwards);
            file.WriteStart(Block.Id, left.Length, left);
            var isTorn = !BlockChecksum.IsRight(left);
            var blocks = new TornBlocks(store);

            blocks.Mend(hasLog: true);

            Assert.That(blocks.Mended, Has.Count.EqualTo(isTorn ? 1 : 0), $"page {page}");
            file.ReadBlock(Block.Id, bytes);
            Assert.That(BlockChecksum.IsRight(bytes), Is.True, $"page {page}");
            Assert.That(bytes.AsSpan(BlockChecksum.Size).SequenceEqual(left.AsSpan(BlockChecksum.Size)), Is.True, $"page {page}");
            blocks.Undo();
            file.ReadBlock(Block.Id, bytes);
            Assert.That(bytes.AsSpan().SequenceEqual(left), Is.True, $"page {page} after it was undone");
            torn += isTorn ? 1 : 0;
        }

        TestContext.Out.WriteLine($"{torn} pages, {_checkpoint.Rewritten.Count} blocks rewritten");
        Assert.That(torn, Is.Positive);
        file.WriteStart(Block.Id, bytes.Length, _checkpoint.Old(Block));
        Assert.That(FolderImage.Of(_folder.Path), Is.EqualTo(untouched));
    }

    [Test]
    public async Task A_store_whose_block_is_torn_opens_with_every_row([Values] bool isBackwards, [Values] bool hasRecord)
    {
        var pages = Effort.IsLong || Environment.GetEnvironmentVariable("TRADESTORE_EVERY_PAGE") is { Length: > 0 }
            ? Enumerable.Range(1, (_checkpoint.Header.BlockSize / EngineFile.PageSize) - 1)
            : OpenedPages;
        var torn = 0;
        foreach (var page in pages)
        {
            using var folder = new TemporaryFolder();
            var left = _checkpoint.Torn(Block, page, isBackwards);
            _checkpoint.Leave(folder, Block, left, hasRecord);

            var report = await InterruptedCheckpoint.OpenWholeAsync(folder);

            var isTorn = !BlockChecksum.IsRight(left);
            Assert.That(report.Findings.Count(f => f.Contains("torn", StringComparison.Ordinal)), Is.EqualTo(isTorn ? 1 : 0), $"page {page}: {string.Join(" ", report.Findings)}");
            Assert.That((await InterruptedCheckpoint.OpenWholeAsync(folder)).Findings, Is.Empty, $"page {page}, opened again");
            torn += isTorn ? 1 : 0;
        }

        TestContext.Out.WriteLine($"{torn} of {pages.Count()} opened torn");
        Assert.That(torn, Is.Positive);
    }

    [Test]
    public async Task A_torn_block_whose_live_parts_have_changed_is_refused_and_left_as_it_is([Values] bool hasRecord)
    {
        var torn = _checkpoint.Torn(Block, 21, isBackwards: false);
        var live = Enumerable.Range(0, MetadataBlock.Parts).First(Block.IsLive);
        MetadataBlock.Part(torn, live)[8..].Fill(0xA5);
        await RefusedAsync(torn, hasRecord);
    }

    [Test]
    public async Task A_flipped_bit_in_a_live_part_is_no_torn_write()
    {
        byte[] flipped = [.. _checkpoint.Old(Block)];
        var live = Enumerable.Range(0, MetadataBlock.Parts).First(Block.IsLive);
        MetadataBlock.Part(flipped, live)[100] ^= 1;
        await RefusedAsync(flipped, hasRecord: true);
    }

    [Test]
    public async Task Without_a_record_and_a_log_no_checkpoint_explains_the_damage()
    {
        var store = _checkpoint.Leave(_folder, Block, _checkpoint.Torn(Block, 21, isBackwards: false), hasRecord: false);
        File.Delete(store.Database + ".wal");
        var before = FolderImage.Of(_folder.Path);
        await Assert.ThrowsAsync<StoreCorruptException>(() => Quick.OpenAsync(_folder));
        Assert.That(FolderImage.Of(_folder.Path), Is.EqualTo(before));
    }

    [Test]
    public void Without_a_record_other_damage_keeps_a_torn_block_from_being_mended()
    {
        var store = _checkpoint.Leave(_folder, Block, _checkpoint.Torn(Block, 21, isBackwards: false), hasRecord: false);
        using (var file = EngineFile.Open(store.Database, FileAccess.ReadWrite))
        {
            var free = file.ReadFreeBlocks(_checkpoint.Header)!;
            var metadata = file.ReadMetadataBlocks(_checkpoint.Header)!.Select(b => b.Id).ToHashSet();
            var data = Enumerable.Range(0, (int)_checkpoint.Header.BlockCount).First(b => !free.Contains(b) && !metadata.Contains(b));
            file.WriteStart(data, _checkpoint.Header.BlockSize, new byte[16]);
        }

        var before = FolderImage.Of(_folder.Path);
        var blocks = new TornBlocks(store);
        blocks.Mend(hasLog: true);
        Assert.That(blocks.Mended, Is.Empty);
        Assert.That(FolderImage.Of(_folder.Path), Is.EqualTo(before));
    }

    [Test]
    public void A_record_of_another_checkpoint_mends_nothing()
    {
        var store = _checkpoint.Leave(_folder, Block, _checkpoint.Torn(Block, 21, isBackwards: false));
        var record = File.ReadAllBytes(store.CheckpointRecord);
        using (var file = EngineFile.Open(store.Database, FileAccess.ReadWrite))
        {
            // Both headers are whole, and the one that is not in force is another one.
            var pages = file.ReadPages();
            var (header, page) = EngineFile.InForce(pages)!.Value;
            var other = pages.AsSpan((3 - page) * EngineFile.PageSize, EngineFile.PageSize).ToArray();
            BitConverter.TryWriteBytes(other.AsSpan(8), header.Iteration - 3);
            BlockChecksum.Set(other);
            using var handle = File.OpenHandle(store.Database, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            RandomAccess.Write(handle, other, (3 - page) * EngineFile.PageSize);
        }

        var blocks = new TornBlocks(store);
        blocks.Mend(hasLog: true);
        Assert.That(blocks.Mended, Is.Empty);
        Assert.That(File.ReadAllBytes(store.CheckpointRecord), Is.EqualTo(record));
    }

    [Test]
    public async Task A_block_that_is_torn_when_the_engine_fails_is_mended_when_it_is_opened_again()
    {
        using var logs = new LogList();
        var isToFail = false;
        await using (var store = await Quick.OpenAsync(_folder, options =>
        {
            options.LoggerFactory = logs;
            options.Writing.Reached = step =>
            {
                if (step == WritingStep.Checkpointing && isToFail)
                {
                    isToFail = false;
                    throw new IOException("injected");
                }

                if (step == WritingStep.Reopening)
                {
                    Tear(new StoreFolder(_folder.Path));
                }
            };
        }))
        {
            await store.Ticks.AppendAsync(Some.Quotes(100));
            await store.CheckpointAsync();
            await store.Ticks.AppendAsync(Some.Quotes(100, first: 100));
            isToFail = true;
            await Assert.CatchAsync(() => store.CheckpointAsync());
            Assert.That(SpinWait.SpinUntil(() => store.Parts.Recovery!.Recoveries == 1, TimeSpan.FromSeconds(30)), Is.True);
            Assert.That(await store.QueryAsync<long>("SELECT count(*) FROM market_ticks"), Is.EqualTo(new[] { 200L }));
            Assert.That(logs.Of(4007).Single(), Does.Contain("was torn"));
        }

        await using var again = await Quick.OpenAsync(_folder);
        Assert.That(again.OpenReport.Findings, Is.Empty);
        Assert.That(await again.QueryAsync<long>("SELECT count(*) FROM market_ticks"), Is.EqualTo(new[] { 200L }));
    }

    // As a checkpoint leaves it that has written something into a free part and did not end.
    private static void Tear(StoreFolder store)
    {
        using var file = EngineFile.Open(store.Database, FileAccess.ReadWrite);
        var pages = file.ReadPages();
        CheckpointRecord.Take(file, pages)!.Write(store.CheckpointRecord);
        var (header, _) = EngineFile.InForce(pages)!.Value;
        var block = file.ReadMetadataBlocks(header)!.First(b => b.Free != 0);
        var bytes = new byte[header.BlockSize];
        file.ReadBlock(block.Id, bytes);
        MetadataBlock.Part(bytes, Enumerable.Range(0, MetadataBlock.Parts).First(p => !block.IsLive(p)))[^1] ^= 0x5A;
        file.WriteStart(block.Id, bytes.Length, bytes);
    }

    private async Task RefusedAsync(byte[] bytes, bool hasRecord)
    {
        _checkpoint.Leave(_folder, Block, bytes, hasRecord);
        var before = FolderImage.Of(_folder.Path);
        var error = await Assert.ThrowsAsync<StoreCorruptException>(() => Quick.OpenAsync(_folder));
        Assert.That(error!.Message, Does.Contain("store.duckdb"));
        Assert.That(FolderImage.Of(_folder.Path), Is.EqualTo(before));
    }
}
