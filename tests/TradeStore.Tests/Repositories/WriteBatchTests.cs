using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

internal sealed class WriteBatchTests
{
    internal static readonly Table<Note> Notes = new TableBuilder<Note>()
        .Timestamp(1, "ts", n => n.Timestamp)
        .Text(2, "text", n => n.Text, maximumLength: 100, isEmptyAllowed: true)
        .Build(new TableSettings { Name = "notes", TimeColumn = "ts", Key = ["ts"], Span = PartitionSpan.Day });

    private static readonly Table<Level> Levels = new TableBuilder<Level>()
        .Name(1, "name", l => l.Name)
        .Integer(2, "height", l => l.Height)
        .Build(new TableSettings { Name = "levels", Key = ["name"] });

    private TradingStore _trading = null!;

    private Store Store => _trading.Store;

    private long Frames => Store.Parts.Journal!.DurableSequence;

    [SetUp]
    public async Task OpenAsync() => _trading = await TradingStore.OpenAsync(options =>
    {
        options.Tables.Add(Notes);
        options.Tables.Add(Levels);
        options.Ingest.MaximumBatchRows = 1_000;
    });

    [TearDown]
    public Task CloseAsync() => _trading.DisposeAsync().AsTask();

    [Test]
    public async Task Rows_of_any_tables_are_one_frame_and_each_call_sees_those_before_it()
    {
        var before = Frames;
        var (order, fill, signal) = await Store.WriteAsync(batch =>
        {
            batch.Register(Some.Bot("second"));
            var proposed = batch.Record(Proposal());
            var submitted = batch.Submit(TradingStore.Order());
            var filled = batch.Record(Trading.Orders.Fill(submitted, 100, 10));
            var executed = batch.MarkExecuted(new SignalExecution(proposed.SignalId, submitted.OrderId));
            Assert.That(batch.Mark(new MarketPrice("NASDAQ", "AAPL", 11)).Single().Position.UnrealizedPnl, Is.EqualTo(100m));
            Assert.That(Enumerable.Range(0, 3).Select(_ => batch.Record(Audited()).SequenceNumber), Is.EqualTo(new[] { 1L, 2, 3 }));
            Assert.That(new[] { Configured(0), Configured(1) }.Select(c => batch.Put(c).Version), Is.EqualTo(new[] { 1L, 2 }));
            batch.Record(new AccountBalance { Timestamp = Some.Day, BotId = "second", Exchange = "NASDAQ", Currency = "USD", Balance = 10, SnapshotType = SnapshotType.Manual });
            var alert = batch.Raise(new Alert { Rule = "r", Severity = Severity.Info, State = AlertState.Raised, RaisedAt = Some.Day });
            batch.ResolveAlert(alert.AlertId);
            batch.Append(Some.Trade(1, sequence: 1), Some.Trade(2, sequence: 2));
            batch.Append(Some.Bar(1));
            batch.Append(Notes, new Note { Timestamp = Some.Day, Text = "one" });
            batch.Append(Levels, [new Level { Name = "a", Height = 1 }, new Level { Name = "a", Height = 2 }]);
            return (submitted, filled, executed);
        });

        Assert.That(Frames, Is.EqualTo(before + 1));
        await CheckAsync();
        await _trading.ReopenAsync();
        await CheckAsync();
        Assert.That((await Store.Audit.VerifyAsync()).RecordsChecked, Is.EqualTo(3));

        async Task CheckAsync()
        {
            Assert.That(await Store.Orders.FindAsync(order.OrderId), Is.EqualTo(fill.Order));
            Assert.That(_trading.Position().UnrealizedPnl, Is.EqualTo(100m));
            Assert.That(await Store.Signals.Query().ToListAsync(), Is.EqualTo(new[] { signal }));
            Assert.That((signal.Executed, signal.OrderId), Is.EqualTo((true, order.OrderId)));
            Assert.That(Store.Configurations.GetVersions(TradingStore.Bot).Select(c => c.EffectiveTo), Is.EqualTo(new DateTime?[] { Some.Day.AddDays(1), null }));
            Assert.That((Store.Bots.Find("second"), Store.Balances.GetLatest().Single().Balance, Store.Alerts.GetOpen().Count), Is.EqualTo((Some.Bot("second") with { RegisteredAt = _trading.Now }, 10m, 0)));
            Assert.That(await Store.Ticks.GetAsync(new TickQuery()), Has.Count.EqualTo(2));
            Assert.That(await Store.Bars.GetAsync(new BarQuery()), Has.Count.EqualTo(1));
            Assert.That((await Store.Series(Notes).GetAsync(Some.Day, Some.Day.AddDays(1))).Single().Text, Is.EqualTo("one"));
            Assert.That((await Store.State(Levels).FindAsync(l => l.Name == "a"))!.Height, Is.EqualTo(2));
        }
    }

    [Test]
    public async Task Whatever_is_wrong_nothing_is_kept_and_memory_is_as_it_was()
    {
        var frames = Frames;
        var overfilled = await RefusesAsync<OverfillException>(batch => batch.Record(Trading.Orders.Fill(batch.Submit(TradingStore.Order()), 101, 10)));
        Assert.That(overfilled.OrderQuantity, Is.EqualTo(100m));
        var crossed = await RefusesAsync<InvalidRowException>(batch => batch.Append(Some.Trade(1), Some.Trade(2) with { Symbol = "" }));
        Assert.That((crossed.Table, crossed.RowIndex, crossed.Column), Is.EqualTo(("market_ticks", 1, "symbol")));
        var second = await RefusesAsync<InvalidRowException>(batch => batch.Submit(TradingStore.Order() with { FilledQuantity = 1 }), orders: 1);
        Assert.That((second.Table, second.RowIndex, second.Column), Is.EqualTo(("orders", 1, "filled_quantity")));
        var large = await RefusesAsync<TradeStoreException>(batch => batch.Append(Notes, [.. Enumerable.Range(0, 1_001).Select(i => new Note { Timestamp = Some.Day.AddSeconds(i), Text = "" })]));
        Assert.That(large.Code, Is.EqualTo(TradeStoreErrorCode.BatchTooLarge));
        Assert.That(large.Message, Does.Contain("1,002 rows for 'notes'"));
        await RefusesAsync<ArgumentException>(batch => batch.Append(new TableBuilder<Level>().Name(1, "name", l => l.Name).Build(new TableSettings { Name = "others", Key = ["name"] }), new Level { Name = "" }));
        await RefusesAsync<ArgumentException>(batch => batch.Append(Store.OrderFlow.Table, []));
        await RefusesAsync<UnknownReferenceException>(batch => batch.MarkExecuted(new SignalExecution(Guid.NewGuid(), Guid.NewGuid())));
        await RefusesAsync<UnknownReferenceException>(batch => batch.Append(new MarketSnapshot { Timestamp = Some.Day, MarketId = "nowhere" }));
        await RefusesAsync<NotSupportedException>(_ => throw new NotSupportedException());
        await RefusesAsync<InvalidOperationException>(_ => Store.Alerts.ResolveAsync(Guid.NewGuid()).GetAwaiter().GetResult());
        await RefusesAsync<DuplicateKeyException>(batch =>
        {
            try
            {
                batch.Register(Some.Bot(TradingStore.Bot));
            }
            catch (DuplicateKeyException)
            {
                batch.Register(Some.Bot("another"));
            }
        });
        await Assert.ThrowsAsync<ArgumentException>(() => Store.WriteAsync(async batch =>
        {
            batch.Submit(TradingStore.Order());
            await Task.Yield();
        }));
        Assert.That((Frames, Store.Orders.GetOpen().Count), Is.EqualTo((frames, 0)));

        // What is decided next is decided as if none of it had been.
        Assert.That((await Store.Audit.RecordAsync(Audited())).SequenceNumber, Is.EqualTo(1));
        Assert.That((await Store.Configurations.PutAsync(TradingStore.Bot, "{}")).Version, Is.EqualTo(1));
    }

    [Test]
    public async Task Another_write_of_the_delegate_is_refused_with_the_batch_on_whatever_thread_and_keeps_nobody_waiting()
    {
        var frames = Frames;
        await RefusesAsync<InvalidOperationException>(_ => Store.Ticks.AppendAsync(Some.Trade(1)).AsTask().GetAwaiter().GetResult());
        await RefusesAsync<InvalidOperationException>(_ => Store.Bars.AppendAsync([Some.Bar(1)]).AsTask().GetAwaiter().GetResult());
        await RefusesAsync<InvalidOperationException>(_ => Store.Ticks.AppendCountedAsync([Some.Trade(1)]).AsTask().GetAwaiter().GetResult());
        await RefusesAsync<InvalidOperationException>(_ => Store.Series(Notes).AppendAsync(new Note { Timestamp = Some.Day, Text = "" }).AsTask().GetAwaiter().GetResult());
        await RefusesAsync<InvalidOperationException>(_ => Task.Run(() => Store.Bots.HeartbeatAsync(TradingStore.Bot)).GetAwaiter().GetResult());
        await RefusesAsync<InvalidOperationException>(_ => Store.WriteAsync(batch => batch.Append(Some.Trade(1))).GetAwaiter().GetResult());
        await RefusesAsync<InvalidOperationException>(_ => Assert.That(() => Store.Ticks.AppendAsync(Some.Trade(1)), Throws.InvalidOperationException)); // Caught by the delegate.
        Assert.That(Frames, Is.EqualTo(frames));

        await Store.WriteAsync(batch => batch.Append(Some.Trade(1)));
        await Store.Ticks.AppendAsync(Some.Trade(2));
        Assert.That(Frames, Is.EqualTo(frames + 2), "what comes after is taken");
    }

    [Test]
    public async Task A_delegate_that_would_go_on_later_is_refused_before_it_runs()
    {
        var frames = Frames;
        await Assert.ThrowsAsync<ArgumentException>(() => Store.WriteAsync<ValueTask>(async batch => await AppendLaterAsync(batch)));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.WriteAsync(batch => new ValueTask<int>(AppendLaterAsync(batch))));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.WriteAsync(batch => (Task)AppendLaterAsync(batch)));
#pragma warning disable MA0147 // It is what must not be written, and is refused.
        Action<WriteBatch> nobodyWaitsFor = async batch => await AppendLaterAsync(batch);
#pragma warning restore MA0147
        await Assert.ThrowsAsync<ArgumentException>(() => Store.WriteAsync(nobodyWaitsFor));
        Assert.That(Frames, Is.EqualTo(frames));

        static async Task<int> AppendLaterAsync(WriteBatch batch)
        {
            batch.Append(Some.Trade(1));
            await Task.Yield();
            return 1;
        }
    }

    [Test]
    public async Task An_empty_batch_writes_nothing_and_one_that_is_over_takes_nothing()
    {
        var frames = Frames;
        WriteBatch? kept = null;
        await Store.WriteAsync(batch =>
        {
            kept = batch;
            batch.Append(Notes, []);
        });

        Assert.That(Frames, Is.EqualTo(frames));
        Assert.That(() => kept!.Submit(TradingStore.Order()), Throws.InvalidOperationException.With.Message.Contains("over"));
        Assert.That(() => kept!.Append(Some.Trade(1)), Throws.InvalidOperationException);
        Assert.That(() => kept!.Append(Notes, new Note { Timestamp = Some.Day, Text = "" }), Throws.InvalidOperationException);
    }

    [Test]
    public async Task What_only_the_database_has_is_read_and_the_delegate_is_run_again()
    {
        var orders = await Store.Orders.SubmitAsync([TradingStore.Order(), TradingStore.Order(), TradingStore.Order()]);
        var early = await Store.Executions.RecordAsync(Trading.Orders.Fill(orders[0], 40, 10));
        await Store.Orders.CancelAsync([.. orders.Select(o => o.OrderId)]);
        var frames = Frames;
        var runs = 0;
        var fills = await Store.WriteAsync(batch =>
        {
            runs++;
            batch.Record(Audited());
            return orders.Select(o => batch.Record(Trading.Orders.Fill(o, 10, 10))).Append(batch.Record(early.Execution)).ToList();
        });

        Assert.That((runs, Frames), Is.EqualTo((5, frames + 1)));
        Assert.That(fills.Select(f => (f.IsRepeated, f.Order?.FilledQuantity)), Is.EqualTo(new (bool, decimal?)[] { (false, 50), (false, 10), (false, 10), (true, null) }));
        Assert.That((_trading.Position().Quantity, (await Store.Audit.Query().ToListAsync()).Count), Is.EqualTo((70m, 1)));
        var ended = await Assert.ThrowsAsync<IllegalTransitionException>(() => Store.WriteAsync(batch => batch.Cancel(orders[1].OrderId)));
        Assert.That((ended!.From, ended.OrderId), Is.EqualTo((OrderStatus.Cancelled, orders[1].OrderId)));
        var other = await Assert.ThrowsAsync<DuplicateKeyException>(() => Store.WriteAsync(batch => batch.Record(early.Execution with { Quantity = 41 })));
        Assert.That(other!.Stored, Is.EqualTo(early.Execution));
        await _trading.HoldsAfterReopeningAsync();
    }

    [Test]
    public async Task Ticks_of_a_batch_value_positions_as_those_of_a_feed_do()
    {
        await using var trading = await TradingStore.OpenAsync(options => (options.Trading.MarkFromTicks, options.Trading.MarkInterval) = (true, TimeSpan.FromSeconds(1)));
        await trading.TradeAsync(OrderSide.Buy, 10, 100);
        await trading.Store.WriteAsync(batch => batch.Append(Some.Trade(0) with { LastPrice = 105 }));
        trading.Clock.Advance(TimeSpan.FromSeconds(1));
        await trading.Store.DisposeAsync();
        await trading.ReopenAsync();
        Assert.That(trading.Position().CurrentPrice, Is.EqualTo(105m));
    }

    private static Signal Proposal() => new() { Timestamp = Some.Day, BotId = TradingStore.Bot, Symbol = "AAPL", Action = TradeAction.Buy, Valid = true };

    private static AuditRecord Audited() => new() { EventType = "batch", Severity = Severity.Info, Component = "test", BotId = TradingStore.Bot };

    private static BotConfiguration Configured(int day) => new() { BotId = TradingStore.Bot, Configuration = "{}", EffectiveFrom = Some.Day.AddDays(day) };

    // Each fails behind rows of every kind.
    private Task<TException> RefusesAsync<TException>(Action<WriteBatch> last, int orders = 0)
        where TException : Exception => _trading.RefusesAsync<TException>(async () =>
    {
        try
        {
            await Store.WriteAsync(batch =>
            {
                batch.Append(Notes, new Note { Timestamp = Some.Day, Text = "" });
                batch.Put(Configured(0));
                batch.Record(Audited());
                for (var i = 0; i < orders; i++)
                {
                    batch.Submit(TradingStore.Order());
                }

                last(batch);
            });
        }
        finally
        {
            Assert.That(await Store.Series(Notes).GetAsync(Some.Day, Some.Day.AddDays(1)), Is.Empty);
            Assert.That(await Store.Ticks.GetAsync(new TickQuery()), Is.Empty);
            Assert.That(await Store.Audit.Query().ToListAsync(), Is.Empty);
            Assert.That(Store.Configurations.GetVersions(TradingStore.Bot), Is.Empty);
        }
    });

    internal sealed record Note
    {
        public required DateTime Timestamp { get; init; }

        public required string Text { get; init; }
    }

    internal sealed record Level
    {
        public required string Name { get; init; }

        public int Height { get; init; }
    }
}
