using Microsoft.Extensions.Time.Testing;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Schema;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Ingest;

internal sealed class IngestLaneTests
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _clock = Some.Clock();
    private int _rings;

    [Test]
    public async Task The_trading_lane_is_served_first_then_the_market_then_telemetry()
    {
        using var lanes = new IngestLanes(new IngestOptions(), _clock);
        PendingWrite[] writes = [Write(), Write(), Write(), Write()];
        await lanes[Lane.Telemetry].EnqueueAsync(writes[0], default);
        await lanes[Lane.Market].EnqueueAsync(writes[1], default);
        await lanes[Lane.Market].EnqueueAsync(writes[2], default);
        await lanes[Lane.Trading].EnqueueAsync(writes[3], default);

        var group = new List<PendingWrite>();
        lanes.TakeGroup(group, long.MaxValue);

        Assert.That(group, Is.EqualTo(new[] { writes[3], writes[1], writes[2], writes[0] }));
    }

    [Test]
    public async Task A_group_ends_when_it_is_large_enough()
    {
        using var lanes = new IngestLanes(new IngestOptions(), _clock);
        PendingWrite[] writes = [Write(), Write(), Write()];
        foreach (var write in writes)
        {
            await lanes[Lane.Market].EnqueueAsync(write, default);
        }

        var group = new List<PendingWrite>();
        lanes.TakeGroup(group, writes[0].Bytes + 1);

        Assert.That(group, Is.EqualTo(writes.Take(2)));
    }

    [Test]
    public async Task A_full_lane_lets_writers_wait_and_in_again_in_their_order()
    {
        var (first, second, third, small) = (Write(100), Write(100), Write(100), Write(1));
        var lane = LaneOf(first.Bytes + 8);
        await lane.EnqueueAsync(first, default);
        var waiting = new[] { second, third, small }.Select(w => lane.EnqueueAsync(w, default).AsTask()).ToList();
        Assert.That(waiting.Exists(w => w.IsCompleted), Is.False);

        foreach (var (write, next) in new[] { (first, 0), (second, 1), (third, 2) })
        {
            Assert.That(lane.TryTake(out var taken), Is.True);
            Assert.That(taken, Is.SameAs(write));
            taken!.Release();
            await waiting[next].Soon();
            Assert.That(waiting.Skip(next + 1).Any(w => w.IsCompleted), Is.False);
        }

        Assert.That(_rings, Is.GreaterThanOrEqualTo(4));
    }

    [Test]
    public async Task A_writer_does_not_overtake_those_that_wait()
    {
        var (first, large, small) = (Write(100), Write(200), Write(1));
        var lane = LaneOf(first.Bytes + small.Bytes);
        await lane.EnqueueAsync(first, default);
        var waitsLarge = lane.EnqueueAsync(large, default).AsTask();
        var waitsSmall = lane.EnqueueAsync(small, default).AsTask();

        Assert.That(waitsSmall.IsCompleted, Is.False);
        Take(lane, first).Release();
        await waitsLarge.Soon();
        Take(lane, large).Release();
        await waitsSmall.Soon();
        Take(lane, small).Release();
    }

    [Test]
    public async Task Room_for_several_lets_several_in()
    {
        var (large, second, third) = (Write(300), Write(100), Write(100));
        var lane = LaneOf(large.Bytes);
        await lane.EnqueueAsync(large, default);
        Task[] waiting = [lane.EnqueueAsync(second, default).AsTask(), lane.EnqueueAsync(third, default).AsTask()];

        Take(lane, large).Release();

        await Task.WhenAll(waiting).Soon();
        Assert.That(lane.Depth, Is.EqualTo(2));
    }

    [Test]
    public async Task A_writer_that_finds_no_room_in_time_is_told_the_settings_and_takes_no_room()
    {
        var (first, second) = (Write(), Write());
        var lane = LaneOf(first.Bytes);
        await lane.EnqueueAsync(first, default);
        var waiting = lane.EnqueueAsync(second, default).AsTask();

        _clock.Advance(Wait - TimeSpan.FromMilliseconds(1));
        Assert.That(waiting.IsCompleted, Is.False);
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        var error = await Assert.ThrowsAsync<TradeStoreException>(() => waiting.Soon());
        Assert.That(error!.Code, Is.EqualTo(TradeStoreErrorCode.IngestTimeout));
        Assert.That(error.IsTransient, Is.True);
        Assert.That(error.Message, Does.Contain("Ingest.LaneCapacity").And.Contain("Ingest.MaximumWait").And.Contain("Market"));
        Take(lane, first).Release();
        await AssertHasRoomAsync(lane, first.Bytes);
    }

    [Test]
    public async Task A_wait_is_not_made_longer_by_others()
    {
        var (first, large) = (Write(100), Write(300));
        var lane = LaneOf(large.Bytes);
        await lane.EnqueueAsync(first, default);
        var waiting = lane.EnqueueAsync(large, default).AsTask();
        _clock.Advance(Wait / 2);
        var another = Write(1);
        var waitsBehind = lane.EnqueueAsync(another, default).AsTask();
        _clock.Advance(Wait / 2);

        var error = await Assert.ThrowsAsync<TradeStoreException>(() => waiting.Soon());
        Assert.That(error!.Code, Is.EqualTo(TradeStoreErrorCode.IngestTimeout));
        await waitsBehind.Soon();
    }

    [Test]
    public async Task A_writer_that_gives_up_while_it_waits_takes_no_room()
    {
        var (first, second, third) = (Write(), Write(), Write());
        var lane = LaneOf(first.Bytes);
        using var cancel = new CancellationTokenSource();
        await lane.EnqueueAsync(first, default);
        var givesUp = lane.EnqueueAsync(second, cancel.Token).AsTask();
        var stays = lane.EnqueueAsync(third, default).AsTask();

        await cancel.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => givesUp.Soon());
        Take(lane, first).Release();
        await stays.Soon();

        Take(lane, third).Release();
        await AssertHasRoomAsync(lane, first.Bytes);
    }

    [Test]
    public async Task Closing_fails_those_that_wait_and_those_that_come_but_not_what_is_queued()
    {
        var (first, second) = (Write(), Write());
        var lane = LaneOf(first.Bytes);
        await lane.EnqueueAsync(first, default);
        var waiting = lane.EnqueueAsync(second, default).AsTask();

        lane.Close(new ObjectDisposedException("Store"));

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.Soon());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => lane.EnqueueAsync(Write(), default).Soon());
        Assert.That(Take(lane, first), Is.SameAs(first));
        Assert.That(lane.TryTake(out _), Is.False);
    }

    [Test]
    public async Task A_batch_larger_than_its_lane_is_taken_when_the_lane_is_empty()
    {
        var lane = LaneOf(8);
        var large = Write(1000);

        await lane.EnqueueAsync(large, default);

        Take(lane, large).Release();
    }

    [Test]
    public async Task Telemetry_drops_the_oldest_and_counts_it()
    {
        PendingWrite[] writes = [Write(), Write(), Write(), Write()];
        var lane = new IngestLane(Lane.Telemetry, writes[0].Bytes * 2, Wait, _clock, () => { });
        foreach (var write in writes)
        {
            var enqueued = lane.EnqueueAsync(write, default);
            Assert.That(enqueued.IsCompletedSuccessfully, Is.True);
            await enqueued;
        }

        Assert.That(lane.Dropped, Is.EqualTo(2));
        Assert.That(writes.Select(w => w.Acknowledged.IsCompletedSuccessfully), Is.EqualTo(new[] { true, true, false, false }));
        Take(lane, writes[2]).Release();
        Take(lane, writes[3]).Release();
    }

    private static PendingWrite Take(IngestLane lane, PendingWrite expected)
    {
        Assert.That(lane.TryTake(out var taken), Is.True);
        Assert.That(taken, Is.SameAs(expected));
        return taken!;
    }

    private static PendingWrite Write(int rows = 10) => new(TickTable.Definition.Encoder.Encode(Some.Quotes(rows), long.MaxValue / 2));

    private static async Task AssertHasRoomAsync(IngestLane lane, long bytes)
    {
        var last = Write();
        Assert.That(last.Bytes, Is.EqualTo(bytes));
        await lane.EnqueueAsync(last, default).Soon();
        Take(lane, last).Release();
    }

    private IngestLane LaneOf(long capacity) => new(Lane.Market, capacity, Wait, _clock, () => _rings++);
}
