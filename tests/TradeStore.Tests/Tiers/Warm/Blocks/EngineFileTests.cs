using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers.Warm;
using TradeStore.Storage.Tiers.Warm.Blocks;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiers.Warm.Blocks;

/// <summary>What is read of the engine's file is what the engine says of it, also where its lists take several parts.</summary>
internal sealed class EngineFileTests
{
    private TemporaryFolder _folder = null!;
    private string _path = null!;

    [SetUp]
    public void Make()
    {
        _folder = new TemporaryFolder();
        _path = Path.Combine(_folder.Path, "some.duckdb");
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void The_blocks_with_metadata_and_their_free_parts_are_those_that_the_engine_names([Values(16_384, 262_144)] int blockSize)
    {
        using var instance = DuckDbInstance.Open(":memory:");
        using var session = instance.Connect();
        session.Execute($"ATTACH '{_path}' AS other (BLOCK_SIZE {blockSize}); USE other");
        using var file = EngineFile.Open(_path, FileAccess.Read);
        for (var round = 0; round < 4; round++)
        {
            for (var table = 0; table < 40; table++)
            {
                session.Execute($"CREATE TABLE t{round}_{table} AS SELECT i, i * 1.5 AS x, 'text ' || i AS s FROM range({(table * 50) + 1}) r(i)");
            }

            session.Execute(round == 0 ? "CHECKPOINT" : $"{string.Concat(Enumerable.Range(0, 35).Select(t => $"DROP TABLE t{round - 1}_{t};"))} CHECKPOINT");
            Check(session, file, blockSize);
        }
    }

    [Test]
    public async Task A_file_that_ends_before_its_last_block_is_refused_before_anything_is_changed()
    {
        await using (var store = await Quick.OpenAsync(_folder))
        {
            await store.Ticks.AppendAsync(Some.Quotes(10_000));
            await store.CheckpointAsync();
        }

        var database = new StoreFolder(_folder.Path).Database;
        using (var file = File.OpenWrite(database))
        {
            file.SetLength(file.Length - 1);
        }

        var before = FolderImage.Of(_folder.Path);
        foreach (var policy in new[] { DamagePolicy.Refuse, DamagePolicy.AcceptDataLoss })
        {
            var options = Quick.Options();
            options.OnDamage = policy;
            var refusal = (await Assert.ThrowsAsync<StoreCorruptException>(() => Store.OpenAsync(_folder.Path, options)))!;
            Assert.That(refusal.Findings, Has.One.Contains("ends before the last of its blocks"));
            Assert.That(FolderImage.Of(_folder.Path), Is.EqualTo(before));
        }
    }

    [Test]
    public void Every_checkpoint_is_one_that_was_asked_for_and_only_then_is_the_file_written()
    {
        var folder = new StoreFolder(_folder.Path);
        DuckDbInstance.Open(folder.Database).Dispose();
        var before = Pages(folder);
        for (var opening = 0; opening < 3; opening++)
        {
            using var database = WarmDatabase.Open(folder, Quick.Options().Engine, 1L << 30);
            using var session = database.Connect();
            session.Execute($"CREATE TABLE t{opening} (i INTEGER); INSERT INTO t{opening} VALUES (1)");
        }

        Assert.That(Pages(folder), Is.EqualTo(before), "Neither closing nor replaying a log is a checkpoint.");
        Assert.That(File.Exists(folder.CheckpointRecord), Is.False);
        using (var database = WarmDatabase.Open(folder, Quick.Options().Engine, 1L << 30))
        using (var session = database.Connect())
        {
            database.Checkpoint.Run(session);
            Assert.That(session.QueryScalar<long>("SELECT count(*) FROM t0, t1, t2"), Is.EqualTo(1));
        }

        Assert.That(Pages(folder), Is.Not.EqualTo(before));
        Assert.That(CheckpointRecord.Read(folder.CheckpointRecord)!.Pages.ToArray(), Is.EqualTo(before), "The record is of what was there before.");
    }

    private static void Check(DuckDbSession session, EngineFile file, int blockSize)
    {
        var pages = file.ReadPages();
        var (header, _) = EngineFile.InForce(pages)!.Value;
        Assert.That(header.BlockSize, Is.EqualTo(blockSize));
        var said = session.QueryTexts("SELECT block_id || ': ' || free_list::VARCHAR FROM pragma_metadata_info() ORDER BY block_id", 1).ConvertAll(r => r[0]);
        var read = file.ReadMetadataBlocks(header)!.OrderBy(b => b.Id)
            .Select(b => $"{b.Id}: [{string.Join(", ", Enumerable.Range(0, MetadataBlock.Parts).Where(p => !b.IsLive(p)))}]");
        Assert.That(read, Is.EqualTo(said));
        Assert.That(file.ReadFreeBlocks(header)!.Count, Is.EqualTo(session.QueryScalar<long>("SELECT free_blocks FROM pragma_database_size() WHERE database_name = 'other'")));
        var block = new byte[blockSize];
        foreach (var id in file.ReadMetadataBlocks(header)!.Select(b => b.Id))
        {
            Assert.That(file.ReadBlock(id, block) && BlockChecksum.IsRight(block), Is.True, $"block {id}");
        }

        Assert.That(CheckpointRecord.Take(file, pages), Is.Not.Null);
        Assert.That(file.IsCut(header), Is.False);
    }

    private static byte[] Pages(StoreFolder folder)
    {
        using var file = EngineFile.Open(folder.Database, FileAccess.Read);
        return file.ReadPages();
    }
}
