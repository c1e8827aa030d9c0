using System.Text.Json;
using DuckDB.NET.Native;
using TradeStore.Auditing;
using TradeStore.DuckDb.Native;
using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Ingest;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Writing;

/// <summary>Ticks that a venue corrected or busted.</summary>
internal sealed class TickCorrectionTests
{
    private static readonly DateTime End = Some.Day.AddDays(2);
    private TemporaryFolder _folder = null!;
    private Store _store = null!;

    [SetUp]
    public async Task Open()
    {
        _folder = new TemporaryFolder();
        _store = await Quick.OpenAsync(_folder);
    }

    [TearDown]
    public async Task Close()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task A_corrected_tick_counts_as_it_was_corrected_and_the_audit_log_says_what_was_before_and_why()
    {
        await _store.Ticks.AppendAsync([Tick(1), Tick(2)]);
        var change = await _store.Ticks.CorrectAsync(Tick(2) with { LastPrice = 7, Conditions = ["late"] }, "wrong price", "ops");
        Assert.That(await CountingAsync(), Is.EqualTo(new (long?, decimal?)[] { (1, 5), (2, 7) }));
        Assert.That((change.Before.LastPrice, change.After!.LastPrice, change.Audit!.UserId, change.Audit.EventType), Is.EqualTo((5m, 7m, "ops", "tick_corrected")));
        using var details = JsonDocument.Parse(change.Audit.Details!);
        Assert.That(details.RootElement.GetProperty("before").GetProperty("last_price").GetDecimal(), Is.EqualTo(5));
        Assert.That(details.RootElement.GetProperty("after").GetProperty("last_price").GetDecimal(), Is.EqualTo(7));
        Assert.That(details.RootElement.GetProperty("reason").GetString(), Is.EqualTo("wrong price"));
        Assert.That((await _store.Audit.VerifyAsync()).RecordsChecked, Is.EqualTo(1));
        Assert.That((await _store.Ticks.LatestAsync("A", "X", TickKind.Trade))!.LastPrice, Is.EqualTo(7));

        var again = await _store.Ticks.CorrectAsync(Tick(2) with { LastPrice = 7, Conditions = ["late"] }, "wrong price");
        Assert.That((again.Audit, again.After!.LastPrice), Is.EqualTo(((AuditRecord?)null, 7m)), "the same again");
        change = await _store.Ticks.CorrectAsync(Tick(2) with { LastPrice = 8 }, "and again");
        Assert.That((change.Before.LastPrice, change.After!.LastPrice), Is.EqualTo((7m, 8m)));
        change = await _store.Ticks.BustAsync(TickKey.Of(Tick(2)), "busted after all");
        Assert.That((change.Before.LastPrice, change.After, change.Audit!.EventType), Is.EqualTo((8m, (Tick?)null, "tick_busted")));
        Assert.That(await CountingAsync(), Is.EqualTo(new (long?, decimal?)[] { (1, 5) }));
        Assert.That((await _store.Ticks.LatestAsync("A", "X"))!.SequenceNumber, Is.EqualTo(1));
        Assert.That((await _store.Ticks.Corrections().ToListAsync()).Single().Reason, Is.EqualTo("busted after all"));
        Assert.That(await _store.QueryAsync<long>("SELECT count(*) FROM tick_corrections WHERE is_busted"), Is.EqualTo(new[] { 1L }));
        Assert.That((await _store.Audit.VerifyAsync()).RecordsChecked, Is.EqualTo(3));
    }

    [Test]
    public async Task What_is_not_there_is_refused_by_its_name_and_nothing_is_written()
    {
        await _store.Ticks.AppendAsync([Tick(1)]);
        var unknown = await Assert.ThrowsAsync<UnknownReferenceException>(() => _store.Ticks.CorrectAsync(Tick(2), "x"));
        Assert.That(unknown!.Message, Does.Contain("A X 2024-03-05T00:00:02").And.Contain("number 2 (trade)"));
        var kind = await Assert.ThrowsAsync<UnknownReferenceException>(() => _store.Ticks.CorrectAsync(Tick(1) with { BidPrice = 3 }, "a trade is no quote"));
        Assert.That(kind!.Message, Does.Contain("whether it is a quote or a trade cannot be corrected"));
        await Assert.ThrowsAsync<UnknownReferenceException>(() => _store.Ticks.BustAsync(TickKey.Of(Tick(1)) with { IsQuote = true }, "x"));
        await Assert.ThrowsAsync<InvalidRowException>(() => _store.Ticks.CorrectAsync(Tick(1) with { SequenceNumber = null }, "x"));
        await Assert.ThrowsAsync<InvalidRowException>(() => _store.Ticks.CorrectAsync(Tick(1) with { LastSize = -1 }, "x"));
        await Assert.ThrowsAsync<ArgumentException>(() => _store.Ticks.CorrectAsync(Tick(1) with { LastPrice = 9 }, " "));
        await _store.Ticks.BustAsync(TickKey.Of(Tick(1)), "x");
        var busted = await Assert.ThrowsAsync<UnknownReferenceException>(() => _store.Ticks.BustAsync(TickKey.Of(Tick(1)), "x"));
        await Assert.ThrowsAsync<UnknownReferenceException>(() => _store.Ticks.CorrectAsync(Tick(1) with { LastPrice = 9 }, "x"));
        Assert.That(busted!.Message, Does.Contain("busted at").And.EndWith("and stays so."));
        Assert.That((await _store.Audit.VerifyAsync()).RecordsChecked, Is.EqualTo(1));
    }

    [Test]
    public async Task A_tick_that_comes_again_changes_nothing_of_what_was_corrected_and_is_counted_as_a_conflict()
    {
        await _store.Ticks.AppendAsync([Tick(1), Tick(2), Tick(3)]);
        await _store.Ticks.CorrectAsync(Tick(1) with { LastPrice = 6 }, "x");
        await _store.Ticks.BustAsync(TickKey.Of(Tick(2)), "x");
        Assert.That((await _store.Ticks.AppendCountedAsync([Tick(1), Tick(1) with { LastPrice = 6 }, Tick(2), Tick(3)])).Counts, Is.EqualTo(new AppendCounts { AlreadyThere = 2, InConflict = 2 }));
        await _store.Tiering.ExportAsync("market_ticks", Some.Day, End);
        Assert.That((await _store.Ticks.AppendCountedAsync([Tick(1), Tick(2), Tick(3)])).Counts, Is.EqualTo(new AppendCounts { AlreadyThere = 1, InConflict = 2 }));
        Assert.That((await _store.Ticks.GetAsync(new TickQuery())).Select(t => t.LastPrice), Is.EqualTo(new[] { 6m, 5m }));
    }

    [Test]
    public async Task Two_that_correct_one_tick_at_once_see_each_other()
    {
        await _store.Ticks.AppendAsync([Tick(1)]);
        var changes = await Task.WhenAll(Enumerable.Range(10, 20).Select(price => _store.Ticks.CorrectAsync(Tick(1) with { LastPrice = price }, "x")));
        var before = changes.Select(c => c.Before.LastPrice!.Value).Order().ToList();
        var last = (await _store.Ticks.GetAsync(new TickQuery())).Single().LastPrice!.Value;
        Assert.That(before, Is.EqualTo(Enumerable.Range(10, 20).Select(p => (decimal)p).Append(5m).Where(p => p != last).Order()), "each takes the place of another");
    }

    [Test]
    public async Task What_was_acknowledged_of_corrections_is_there_once_after_a_crash()
    {
        await _store.DisposeAsync();
        var isBroken = false;
        _store = await Quick.OpenAsync(_folder, o => o.Writing.Reached = step =>
        {
            // Nothing is applied any more, so that all of it comes from the journal.
            if (isBroken && step is (WritingStep.Applying or WritingStep.Reopening))
            {
                throw new DuckDbException(DuckDBErrorType.Fatal, "FATAL Error: injected.");
            }
        });
        await _store.Ticks.AppendAsync([Tick(1), Tick(2), Tick(3)]);
        var stored = await _store.Ticks.GetAsync(new TickQuery());
        var decisions = new TickCorrectionDecisions(_store.Live);
        isBroken = true;
        await _store.Live.Gate.DecideAsync(d => decisions.Change(d, TickKey.Of(stored[0]), stored[0], isOtherKind: false, Tick(1) with { LastPrice = 6 }, "x", userId: null), CancellationToken.None);
        await _store.Live.Gate.DecideAsync(d => decisions.Change(d, TickKey.Of(stored[1]), stored[1], isOtherKind: false, corrected: null, "x", userId: null), CancellationToken.None);
        await _store.Ticks.AppendAsync([Tick(4)]);
        await _store.DisposeAsync();
        _store = await Quick.OpenAsync(_folder);
        Assert.That(await CountingAsync(), Is.EqualTo(new (long?, decimal?)[] { (1, 6), (3, 5), (4, 5) }));
        Assert.That((await _store.Audit.VerifyAsync()).RecordsChecked, Is.EqualTo(2));
        await Assert.ThrowsAsync<UnknownReferenceException>(() => _store.Ticks.BustAsync(TickKey.Of(Tick(2)), "x"));
    }

    private static Tick Tick(int number) => new()
    {
        Timestamp = Some.Day.AddSeconds(number), Exchange = "A", Symbol = "X", LastPrice = 5, LastSize = 3, Conditions = ["x"], SequenceNumber = number,
    };

    private async Task<IEnumerable<(long?, decimal?)>> CountingAsync() => (await _store.Ticks.GetAsync(new TickQuery())).Select(t => (t.SequenceNumber, t.LastPrice));
}
