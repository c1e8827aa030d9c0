using TradeStore.DuckDb.Engine;
using TradeStore.Model;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Fingerprints;

internal sealed class DataFingerprintTests
{
    private static readonly string[] Tables = ["market_ticks", "ohlcv_bars"];
    private static readonly DateTime From = Some.Day.AddDays(-10);
    private static readonly DateTime To = Some.Day.AddDays(10);

    [Test]
    public async Task Equal_rows_give_an_equal_fingerprint_whatever_their_order_batches_memtables_and_files()
    {
        var random = Quick.Seeded(7);
        var ticks = Ticks();
        var expected = await MadeOfAsync(async store => await store.Ticks.AppendAsync(ticks));
        Assert.That(expected.Parts.Select(p => (p.Table, p.Partition, p.Rows)), Is.EqualTo(new[]
        {
            ("market_ticks", "20240305", 1_000L), ("market_ticks", "20240306", 1_000L), ("market_ticks", "20240307", 1_000L), ("ohlcv_bars", "202403", 50L),
        }));
        Assert.That(expected.Rows, Is.EqualTo(3_050));

        var shuffled = ticks.ToArray();
        random.Shuffle(shuffled);
        var inPieces = await MadeOfAsync(async store =>
        {
            foreach (var piece in shuffled.Chunk(211))
            {
                await store.Ticks.AppendAsync(piece);
            }
        });
        Assert.That(inPieces.Hash, Is.EqualTo(expected.Hash), "in pieces, shuffled, in memtables");

        var settled = await MadeOfAsync(async store =>
        {
            await store.Ticks.AppendAsync([.. ticks.Take(1_700)]);
            await store.CheckpointAsync();
            await store.Ticks.AppendAsync([.. ticks.Skip(1_500).Reverse()]);
            await store.Bars.AppendAsync([.. Enumerable.Range(0, 50).Select(i => Some.Bar(i, close: 101.5m, isComplete: false))]);
        });
        Assert.That(settled.Hash, Is.EqualTo(expected.Hash), "half in partitions, half in memtables, some twice, bars replaced by the final ones");

        var direct = await MadeOfAsync(async store => await store.Ticks.AppendAsync(ticks), directRows: 1);
        Assert.That(direct.Hash, Is.EqualTo(expected.Hash), "straight into partitions");
    }

    [Test]
    public async Task The_same_store_gives_the_same_before_and_after_a_checkpoint_and_reopening()
    {
        using var folder = new TemporaryFolder();
        DataFingerprint before;
        await using (var store = await Quick.OpenAsync(folder))
        {
            await store.Ticks.AppendAsync(Ticks());
            before = await store.Backtests.FingerprintAsync(Tables, From, To);
            await store.CheckpointAsync();
            Assert.That(await store.Backtests.CompareAsync(before), Is.Empty);
        }

        await using var reopened = await Quick.OpenAsync(folder);
        var after = await reopened.Backtests.FingerprintAsync(Tables, From, To);
        Assert.That(after.Hash, Is.EqualTo(before.Hash));
        Assert.That(after.Parts.Select(p => p.Segments.Count), Is.All.EqualTo(1));
    }

    [Test]
    public async Task One_row_more_or_less_or_changed_names_its_partition()
    {
        var ticks = Ticks();
        var whole = await MadeOfAsync(async store => await store.Ticks.AppendAsync(ticks));
        var missing = await MadeOfAsync(async store => await store.Ticks.AppendAsync([.. ticks.Where((_, i) => i != 1_234)]));
        var changed = await MadeOfAsync(async store => await store.Ticks.AppendAsync([.. ticks.Select((t, i) => i == 2_345 ? t with { BidSize = t.BidSize + 0.00000001m } : t)]));
        var more = await MadeOfAsync(async store => await store.Ticks.AppendAsync([.. ticks, Some.Quote(0) with { Timestamp = Some.Day.AddDays(3) }]));
        Assert.That(new[] { whole.Hash, missing.Hash, changed.Hash, more.Hash }, Is.Unique);
        Assert.That(Named(whole, missing), Is.EqualTo(new[] { "market_ticks 20240306: 1000 999" }));
        Assert.That(Named(whole, changed), Is.EqualTo(new[] { "market_ticks 20240307: 1000 1000" }));
        Assert.That(Named(whole, more), Is.EqualTo(new[] { "market_ticks 20240308:  1" }));
        Assert.That(Named(more, missing), Is.EqualTo(new[] { "market_ticks 20240306: 1000 999", "market_ticks 20240308: 1 " }));
        Assert.That(Named(whole, whole), Is.Empty);
    }

    [TestCase("INSERT INTO {0} SELECT * FROM {0} WHERE sequence_number = 1003", 1_001L)]
    [TestCase("INSERT INTO {0} SELECT * FROM {0}", 2_000L)]
    [TestCase("DELETE FROM {0} WHERE sequence_number = 1003", 999L)]
    [TestCase("UPDATE {0} SET ask_price = NULL WHERE sequence_number = 1003", 1_000L)]
    [TestCase("UPDATE {0} SET bid_price = ask_price, ask_price = bid_price", 1_000L)]
    public async Task A_file_that_was_tampered_with_shows(string change, long rows)
    {
        using var folder = new TemporaryFolder();
        DataFingerprint before;
        await using (var store = await Quick.OpenAsync(folder))
        {
            await store.Ticks.AppendAsync(Ticks());
            before = await store.Backtests.FingerprintAsync(Tables, From, To);
        }

        using (var database = DuckDbInstance.Open(Path.Combine(folder.Path, "store.duckdb")))
        using (var session = database.Connect())
        {
            var table = session.QueryScalar<string>("SELECT location FROM _segments WHERE table_name = 'market_ticks' AND partition = '20240306'")!;
            session.Execute(change.Replace("{0}", table, StringComparison.Ordinal));
        }

        await using var reopened = await Quick.OpenAsync(folder);
        var difference = (await reopened.Backtests.CompareAsync(before)).Single();
        Assert.That((difference.Table, difference.Partition, difference.Before!.Rows, difference.After!.Rows), Is.EqualTo(("market_ticks", "20240306", 1_000L, rows)));
    }

    [Test]
    public async Task A_row_that_may_come_twice_counts_each_time()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder);
        var run = await store.Backtests.RecordAsync(new Backtest { Name = "n", Strategy = "s", StartDate = From, EndDate = Some.Day, InitialCapital = 1 });
        var trade = new BacktestTrade
        {
            TradeId = Guid.NewGuid(), BacktestId = run.BacktestId, Timestamp = Some.Day, Symbol = "AAPL", Direction = TradeDirection.Long, Quantity = 1, EntryPrice = 1, ExitPrice = 1, Pnl = 0,
        };
        var hashes = new HashSet<string>();
        for (var i = 0; i < 4; i++)
        {
            Assert.That(hashes.Add((await store.Backtests.FingerprintAsync(["backtest_trades"], From, To)).Hash), Is.True);
            await store.Backtests.AppendTradesAsync([trade]);
        }
    }

    [Test]
    public async Task Rows_of_other_symbols_and_times_do_not_count()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder);
        await store.Ticks.AppendAsync(Some.Quotes(100));
        var to = Some.Day.AddSeconds(50);
        var before = await store.Backtests.FingerprintAsync(["market_ticks", "market_ticks"], From, to, ["MSFT", "AAPL", "AAPL"]);
        Assert.That((before.Rows, before.Tables.Count, string.Join(' ', before.Symbols)), Is.EqualTo((50L, 1, "AAPL MSFT")));
        await store.Ticks.AppendAsync([.. Some.Quotes(100, "GOOG"), Some.Quote(1_000), Some.Quote(0) with { Timestamp = From.AddMicroseconds(-1) }]);
        Assert.That(await store.Backtests.CompareAsync(before), Is.Empty);
        await store.Ticks.AppendAsync(Some.Quote(0, "MSFT"));
        Assert.That(await store.Backtests.CompareAsync(before), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_fingerprint_is_kept_with_its_backtest_as_json()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder);
        await store.Ticks.AppendAsync(Ticks());
        var made = await store.Backtests.FingerprintAsync(Tables, From, To, ["AAPL"]);
        var run = await store.Backtests.RecordAsync(
            new Backtest { Name = "n", Strategy = "s", StartDate = From, EndDate = Some.Day, InitialCapital = 1, DataFingerprint = made.ToJson() });
        var kept = DataFingerprint.Parse((await store.Backtests.FindAsync(run.BacktestId))!.DataFingerprint!);
        Assert.That((kept.Hash, kept.From, kept.To, kept.ToJson()), Is.EqualTo((made.Hash, From, To, made.ToJson())));
        Assert.That(await store.Backtests.CompareAsync(kept), Is.Empty);
        Assert.That(await store.QueryAsync<string>("SELECT data_fingerprint->>'hash' FROM backtests"), Is.EqualTo(new[] { made.Hash }));
    }

    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("[1")]
    [TestCase("""{"algorithm":"XXH128","tables":[],"symbols":[],"from":"2024-03-05T00:00:00Z","to":"2024-03-05T00:00:00Z","parts":null}""")]
    [TestCase("""{"algorithm":"XXH128","tables":[],"symbols":[],"from":"2024-03-05T00:00:00Z","to":"2024-03-05T00:00:00Z","parts":[null]}""")]
    [TestCase("""{"algorithm":"XXH128","tables":[],"symbols":[],"from":"2024-03-05T00:00:00Z","to":"2024-03-05T00:00:00Z","parts":[{"table":"t"}]}""")]
    [TestCase("""{"tables":[],"symbols":[],"from":"2024-03-05T00:00:00Z","to":"2024-03-05T00:00:00Z","parts":[]}""")]
    public void What_is_no_fingerprint_is_refused(string json) => Assert.That(() => DataFingerprint.Parse(json), Throws.TypeOf<FormatException>());

    [Test]
    public async Task Rows_that_were_hashed_by_another_algorithm_are_not_called_changed()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder);
        await store.Ticks.AppendAsync(Some.Quotes(10));
        var now = await store.Backtests.FingerprintAsync(["market_ticks"], From, To);
        Assert.That(now.Algorithm, Is.EqualTo("XXH128"));

        var other = DataFingerprint.Parse(now.ToJson().Replace("XXH128", "MD5", StringComparison.Ordinal));

        Assert.That(async () => await store.Backtests.CompareAsync(other), Throws.ArgumentException.With.Message.Contains("cannot be compared").And.Message.Contains("MD5").And.Message.Contains("XXH128"));
        Assert.That(() => DataFingerprint.Compare(other, now), Throws.ArgumentException.With.Message.Contains("cannot be compared"));
        Assert.That(() => DataFingerprint.Compare(now, other), Throws.ArgumentException.With.Message.Contains("cannot be compared"));
        Assert.That(DataFingerprint.Compare(other, other), Is.Empty);
        Assert.That(other.Hash, Is.Not.EqualTo(now.Hash));
    }

    [Test]
    public async Task What_cannot_be_read_is_refused()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder);
        Assert.That(async () => await store.Backtests.FingerprintAsync([], From, To), Throws.InstanceOf<ArgumentException>());
        Assert.That(async () => await store.Backtests.FingerprintAsync(["market_ticks", "orders"], From, To), Throws.ArgumentException.With.Message.Contains("'orders'"));
        Assert.That(async () => await store.Backtests.FingerprintAsync(["system_metrics"], From, To, ["AAPL"]), Throws.ArgumentException.With.Message.Contains("neither symbols"));
        Assert.That(async () => await store.Backtests.FingerprintAsync(["market_ticks"], To, From), Throws.ArgumentException);
        Assert.That(async () => await store.Backtests.FingerprintAsync(["market_ticks"], DateTime.SpecifyKind(From, DateTimeKind.Local), To), Throws.ArgumentException);
        var empty = await store.Backtests.FingerprintAsync(["market_ticks"], From, To);
        Assert.That((empty.Rows, empty.Parts.Count), Is.EqualTo((0L, 0)));
    }

    private static List<Tick> Ticks() =>
        [.. Enumerable.Range(0, 3_000).Select(i => i % 3 == 0 ? Some.Trade(i, sequence: i) with { Timestamp = At(i) } : Some.Quote(i, i % 2 == 0 ? "AAPL" : "MSFT") with { Timestamp = At(i) })];

    private static DateTime At(int number) => Some.Day.AddDays(number / 1_000).AddSeconds(number % 1_000);

    private static IEnumerable<string> Named(DataFingerprint before, DataFingerprint after) =>
        DataFingerprint.Compare(before, after).Select(d => $"{d.Table} {d.Partition}: {d.Before?.Rows} {d.After?.Rows}");

    private static async Task<DataFingerprint> MadeOfAsync(Func<Store, Task> write, int? directRows = null)
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder, o => o.Writing.DirectRows = directRows ?? o.Writing.DirectRows);
        await write(store);
        await store.Bars.AppendAsync([.. Enumerable.Range(0, 50).Select(i => Some.Bar(i))]);
        return await store.Backtests.FingerprintAsync(Tables, From, To);
    }
}
