using DuckDB.NET.Native;
using TradeStore.DuckDb.Native;
using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Storage.Columns;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Health;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Journal;
using TradeStore.Storage.Opening;
using TradeStore.Tables;
using TradeStore.Tests.Journal;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Writing;

/// <summary>An acknowledged frame that the engine will never take: it is set aside, and everything else is there.</summary>
internal sealed class RefusedFrameTests
{
    private Support.TemporaryFolder _folder = null!;

    private string Quarantine => Path.Combine(_folder.Path, "quarantine");

    [SetUp]
    public void Make() => _folder = new Support.TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task A_refused_frame_is_set_aside_at_open_and_the_rest_opens([Values(1, 7, 12)] int refused, [Values] DamagePolicy policy)
    {
        long sequence;
        var isBroken = false;
        var store = await Quick.OpenAsync(_folder, o => o.Writing.Reached = step =>
        {
            // Nothing is applied, and the store is left as a killed process leaves it: with everything in the journal.
            if (isBroken && step is (WritingStep.Applying or WritingStep.Reopening))
            {
                throw new DuckDbException(DuckDBErrorType.Fatal, "FATAL Error: injected.");
            }
        });
        isBroken = true;
        sequence = 0;
        for (var i = 1; i <= 12; i++)
        {
            if (i == refused)
            {
                sequence = await WriteRefusedBarAsync(store, minute: 1_000);
            }
            else
            {
                await store.Bars.AppendAsync(Some.Bar(i));
            }
        }

        await store.DisposeAsync();

        await using (var again = await Quick.OpenAsync(_folder, o => o.OnDamage = policy))
        {
            Assert.That(again.OpenReport.Lost, Is.EqualTo(new[] { new LostSequences(sequence, sequence) }));
            Assert.That(again.OpenReport.Findings, Has.One.Contains($"sequence {sequence}").And.One.Contains("'ohlcv_bars'"));
            Assert.That(again.OpenReport.ReplayedBatches, Is.EqualTo(11));
            Assert.That(again.GetHealth().QuarantinedBatches, Is.EqualTo(1));
            Assert.That(await MinutesAsync(again), Is.EqualTo(Enumerable.Range(1, 12).Where(i => i != refused)));
        }

        var file = Directory.GetFiles(Quarantine, "*.frame").Single();
        Assert.That(File.ReadAllText($"{file}.reason.txt"), Does.Contain($"sequence {sequence}").And.Contain("open"));
        Assert.That(FrameHeader.TryRead(File.ReadAllBytes(file), out var header), Is.True);
        Assert.That((header.Sequence, header.RowCount, header.Length), Is.EqualTo((sequence, 1, (int)new FileInfo(file).Length)));

        await using var third = await Quick.OpenAsync(_folder);
        Assert.That((third.OpenReport.Lost, third.OpenReport.Findings, third.OpenReport.ReplayedBatches), Is.EqualTo((Array.Empty<LostSequences>(), Array.Empty<string>(), 0L)));
        Assert.That(third.GetHealth().QuarantinedBatches, Is.EqualTo(1));
        await third.Bars.AppendAsync(Some.Bar(50));
        Assert.That(await MinutesAsync(third), Has.Member(50));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_frame_that_is_refused_while_the_store_runs_is_set_aside_and_the_store_goes_on(bool isDirect)
    {
        var log = new LogList();
        long sequence;
        await using (var store = await Quick.OpenAsync(_folder, o => o.LoggerFactory = log))
        {
            await store.Bars.AppendAsync(Some.Bar(1));
            sequence = isDirect ? await WriteRefusedBarAsync(store, minute: 1_000) : await WriteRefusedFlowAsync(store);
            await store.Bars.AppendAsync(Some.Bar(2));
            await UntilReadAsync(store);
            Assert.That(await MinutesAsync(store), Is.EqualTo(new[] { 1, 2 }));
            await store.CheckpointAsync().Soon();
            Assert.That((store.GetHealth().State, store.GetHealth().QuarantinedBatches), Is.EqualTo((StoreState.Open, 1)));
            for (var i = 3; i < 20; i++)
            {
                // More than the engine may be opened again for failures of its own.
                await WriteRefusedBarAsync(store, minute: 1_000);
                await store.Bars.AppendAsync(Some.Bar(i));
                await UntilReadAsync(store);
            }

            Assert.That((store.GetHealth().State, store.GetHealth().QuarantinedBatches), Is.EqualTo((StoreState.Open, 18)));
            Assert.That(await MinutesAsync(store), Is.EqualTo(Enumerable.Range(1, 19)));
        }

        Assert.That(log.Of(4006).First(), Does.Contain($"sequence {sequence}"));
        await using var again = await Quick.OpenAsync(_folder);
        Assert.That(again.OpenReport.Lost, Is.Empty);
        Assert.That(await MinutesAsync(again), Is.EqualTo(Enumerable.Range(1, 19)));
    }

    [Test]
    public async Task A_frame_that_cannot_be_taken_apart_is_set_aside()
    {
        long sequence;
        await using (var store = await Quick.OpenAsync(_folder))
        {
            await store.Bars.AppendAsync(Some.Bar(1));
            await store.WaitUntilAppliedAsync();
            var payload = Enumerable.Repeat((byte)0xFF, 512).ToArray();
            sequence = store.Parts.Journal!.WriteGroup([new TestPayload("ohlcv_bars", 3, 2, 1, payload)]);
        }

        await using var again = await Quick.OpenAsync(_folder);
        Assert.That(again.OpenReport.Lost, Is.EqualTo(new[] { new LostSequences(sequence, sequence) }));
        Assert.That(await MinutesAsync(again), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task A_failing_engine_or_a_full_disk_sets_nothing_aside(
        [Values(DuckDBErrorType.Io, DuckDBErrorType.OutOfMemory, DuckDBErrorType.Fatal, DuckDBErrorType.Internal, DuckDBErrorType.Interrupt, DuckDBErrorType.Transaction, DuckDBErrorType.Catalog)]
        DuckDBErrorType type)
    {
        var left = 1;
        await using (var store = await Quick.OpenAsync(_folder, o => o.Writing.Reached = step =>
                     {
                         if (step == WritingStep.Committing && Interlocked.Decrement(ref left) == 0)
                         {
                             throw new DuckDbException(type, "injected");
                         }
                     }))
        {
            await store.Bars.AppendAsync(Some.Bar(1));
            await UntilReadAsync(store);
            Assert.That(await MinutesAsync(store), Is.EqualTo(new[] { 1 }));
            await store.CheckpointAsync().Soon();
            Assert.That((store.GetHealth().Recoveries, store.GetHealth().QuarantinedBatches), Is.EqualTo((1, 0)));
        }

        Assert.That(Directory.Exists(Quarantine) ? Directory.GetFiles(Quarantine) : [], Is.Empty);
    }

    [Test]
    public async Task A_frame_of_a_newer_version_keeps_the_store_closed_and_is_not_set_aside()
    {
        await using (var store = await Quick.OpenAsync(_folder))
        {
            await store.Bars.AppendAsync(Some.Bar(1));
            await store.WaitUntilAppliedAsync();
            _ = store.Parts.Journal!.WriteGroup([new TestPayload("ohlcv_bars", 3, 2, SchemaVersion: 999, new byte[512])]);
        }

        var error = await Assert.ThrowsAsync<TradeStoreException>(() => Quick.OpenAsync(_folder));
        Assert.That(error!.Code, Is.EqualTo(TradeStoreErrorCode.StoreTooNew));
        Assert.That(Directory.Exists(Quarantine), Is.False);
    }

    private static async Task<int[]> MinutesAsync(Store store) =>
        [.. (await store.Bars.GetAsync(new BarQuery())).Select(b => (int)(b.Timestamp - Some.Day).TotalMinutes)];

    // While the engine is opened again a read may be told so.
    private static async Task UntilReadAsync(Store store)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                _ = await store.Bars.GetAsync(new BarQuery(), limit.Token);
                return;
            }
            catch (TradeStoreException exception) when (exception.Code == TradeStoreErrorCode.EngineReopening)
            {
                await Task.Yield();
            }
        }
    }

    private static async Task<long> WriteRefusedBarAsync(Store store, int minute) => await WriteAsync(store, Without(BarTable.Definition, "open", [Some.Bar(minute)]));

    private static async Task<long> WriteRefusedFlowAsync(Store store) => await WriteAsync(store, Without(
        OfiEventTable.Definition, "ofi_value", [new OfiEvent { Timestamp = Some.Day, Exchange = "NASDAQ", Symbol = "AAPL", OfiValue = 1, BidVolume = 1, AskVolume = 1, Imbalance = 0 }]));

    // Past the rules that keep such rows out: a value that its column must have is missing.
    private static ColumnBatch Without<TRow>(Table<TRow> table, string column, IReadOnlyList<TRow> rows)
        where TRow : class
    {
        var whole = table.Encoder.Encode(rows, long.MaxValue / 2);
        var columns = Enumerable.Range(0, table.Columns.Count).Select(i => table.Columns[i].Name == column ? new ColumnData { IsAllNull = true } : whole.Column(i)).ToArray();
        return new ColumnBatch(table, rows.Count, columns, new BatchMemory());
    }

    private static async Task<long> WriteAsync(Store store, ColumnBatch batch)
    {
        var write = new PendingWrite(batch);
        await store.Parts.Lanes![batch.Table.Lane].EnqueueAsync(write, default);
        await write.Acknowledged.Soon();
        return write.Sequence;
    }
}
