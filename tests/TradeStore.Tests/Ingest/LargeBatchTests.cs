using DuckDB.NET.Native;
using TradeStore.Configuration;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;
using TradeStore.Storage.Journal;
using TradeStore.Storage.Opening;
using TradeStore.Tests.Journal;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Ingest;

/// <summary>A batch that the journal takes in slices, in a store: whole or not there, whatever comes between.</summary>
internal sealed class LargeBatchTests
{
    // Some 11 MB in segments of 1 MB.
    private const int Large = 140_000;
    private const int Before = 10;
    private Support.TemporaryFolder _folder = null!;
    private FailingStorage _disk = null!;

    [SetUp]
    public void Make()
    {
        _folder = new Support.TemporaryFolder();
        _disk = new FailingStorage(new StoreFolder(_folder.Path).Journal);
    }

    [TearDown]
    public void Remove()
    {
        _disk.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task A_kill_at_any_flush_leaves_the_whole_batch_or_none_of_it_and_no_finding()
    {
        using var copies = new Support.TemporaryFolder();
        var kills = new List<(string Path, bool IsPart)>();
        await using (var store = await OpenAsync())
        {
            await store.Ticks.AppendAsync(Some.Quotes(Before, first: Large));
            await store.CheckpointAsync();
            _disk.Flushing = () =>
            {
                kills.Add((Path.Combine(copies.Path, $"{kills.Count}"), Parts().Length == 1));
                FolderImage.Copy(_folder.Path, kills[^1].Path);
            };
            await store.Ticks.AppendAsync(Some.Quotes(Large)).Soon();
            _disk.Flushing = null;
        }

        // The header of the segment, at least two slices, the frame's header; then the folder, when it has its name.
        Assert.That(kills.Count(k => k.IsPart), Is.GreaterThanOrEqualTo(4));
        Assert.That(kills.Count(k => !k.IsPart), Is.EqualTo(1));
        foreach (var (path, isPart) in kills)
        {
            await CheckAsync(path, isPart ? Before : Before + Large);
        }

        await CheckAsync(_folder.Path, Before + Large);
    }

    [Test]
    public async Task A_batch_whose_caller_leaves_between_two_slices_is_written_whole()
    {
        using var cancellation = new CancellationTokenSource();
        await using (var store = await OpenAsync())
        {
            var flushes = 0;
            _disk.Flushing = () =>
            {
                if (++flushes == 2)
                {
                    cancellation.Cancel();
                }
            };
            await store.Ticks.AppendAsync(Some.Quotes(Large), cancellation.Token).Soon();
            Assert.That(cancellation.IsCancellationRequested);
            Assert.That(await CountAsync(store), Is.EqualTo(Large));
        }

        await CheckAsync(_folder.Path, Large);
    }

    [Test]
    public async Task The_engine_may_fail_and_be_opened_again_between_two_slices()
    {
        var (fails, flushes) = (false, 0);
        await using (var store = await OpenAsync(o => o.Writing.Reached = step =>
                     {
                         if (fails && step == WritingStep.Applying)
                         {
                             fails = false;
                             throw new DuckDbException(DuckDBErrorType.Fatal, "FATAL Error: injected.");
                         }
                     }))
        {
            await store.Ticks.AppendAsync(Some.Quotes(Before, first: Large));
            await store.CheckpointAsync();
            Task? between = null;
            _disk.Flushing = () =>
            {
                flushes += Parts().Length;
                if (flushes == 2 && between is null)
                {
                    fails = true;
                    between = store.Bots.RegisterAsync(Some.Bot("between"));
                }
                else if (flushes == 4)
                {
                    Assert.That(SpinWait.SpinUntil(() => store.GetHealth().Recoveries == 1, TimeSpan.FromSeconds(30)), Is.True);
                }
            };
            await store.Ticks.AppendAsync(Some.Quotes(Large)).Soon();
            _disk.Flushing = null;
            await between!.Soon();
            Assert.That((await CountAsync(store), store.GetHealth().Recoveries), Is.EqualTo((Before + Large, 1)));
        }

        await CheckAsync(_folder.Path, Before + Large);
    }

    [Test]
    public async Task A_disk_that_fills_up_in_the_middle_keeps_nothing_and_takes_the_batch_when_there_is_room()
    {
        await using (var store = await OpenAsync())
        {
            var flushes = 0;
            _disk.LetGo();
            _disk.Flushing = () =>
            {
                if (++flushes == 2)
                {
                    _disk.Fill();
                    _disk.LetGo();
                }
            };
            await Assert.ThrowsAsync<DiskFullException>(() => store.Ticks.AppendAsync(Some.Quotes(Large)).Soon());
            Assert.That(Parts(), Is.Empty, "its room on the disk is given back");
            _disk.MakeRoom();
            Assert.That(await CountAsync(store), Is.Zero);
            await store.Ticks.AppendAsync(Some.Quotes(Large)).Soon();
            Assert.That(await CountAsync(store), Is.EqualTo(Large));
        }

        await CheckAsync(_folder.Path, Large);
    }

    [Test]
    public async Task A_flipped_bit_in_any_slice_loses_the_batch_as_a_whole_and_by_its_number([Values(0, 1, 2)] int slice)
    {
        var isBroken = false;
        var store = await OpenAsync(o => o.Writing.Reached = step =>
        {
            // Nothing is applied, and the store is left as a killed process leaves it: with everything in the journal.
            if (isBroken && step is (WritingStep.Applying or WritingStep.Reopening))
            {
                throw new DuckDbException(DuckDBErrorType.Fatal, "FATAL Error: injected.");
            }
        });
        await store.Ticks.AppendAsync(Some.Quotes(Before, first: Large));
        await store.CheckpointAsync();
        isBroken = true;
        await store.Ticks.AppendAsync(Some.Quotes(Large)).Soon();
        var sequence = store.Parts.Journal!.LastSequence;
        await store.Ticks.AppendAsync(Some.Quotes(Before, first: Large + Before)).Soon();
        await store.DisposeAsync();

        var segment = Path.Combine(new StoreFolder(_folder.Path).Journal, JournalFileName.Of(sequence));
        using (var file = File.Open(segment, FileMode.Open))
        {
            file.Position = (slice * (4 << 20)) + 5_000;
            var value = file.ReadByte();
            file.Position--;
            file.WriteByte((byte)(value ^ 16));
        }

        await Assert.ThrowsAsync<StoreCorruptException>(() => OpenAsync());
        await using var again = await OpenAsync(o => o.OnDamage = DamagePolicy.AcceptDataLoss);
        Assert.That(again.OpenReport.Lost, Is.EqualTo(new[] { new LostSequences(sequence, sequence) }));
        Assert.That(await CountAsync(again), Is.EqualTo(2 * Before), "nothing of it, and all else");
    }

    private static async Task<long> CountAsync(Store store) => (await store.QueryAsync<long>("SELECT count(*) FROM market_ticks"))[0];

    private static async Task CheckAsync(string path, long ticks)
    {
        await using var store = await Store.OpenAsync(path, Quick.Options());
        Assert.That((store.OpenReport.Findings, store.OpenReport.Lost, store.OpenReport.SetAside), Is.EqualTo((Array.Empty<string>(), Array.Empty<LostSequences>(), Array.Empty<string>())));
        Assert.That(Directory.GetFiles(new StoreFolder(path).Journal, "*.part"), Is.Empty);
        Assert.That(await CountAsync(store), Is.EqualTo(ticks));
    }

    private string[] Parts() => Directory.GetFiles(new StoreFolder(_folder.Path).Journal, "*.part");

    private Task<Store> OpenAsync(Action<StoreOptions>? change = null) => Quick.OpenAsync(_folder, o =>
    {
        o.Journal.Durability = Durability.Fsync;
        o.Journal.FileSize = 1 << 20;
        o.Journal.Storage = _disk;
        change?.Invoke(o);
    });
}
