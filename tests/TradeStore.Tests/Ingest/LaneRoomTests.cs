using System.Collections;
using TradeStore.Model;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Schema;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Ingest;

/// <summary>Room is taken before rows are encoded.</summary>
internal sealed class LaneRoomTests
{
    private const int Rows = 2_000;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Who_waits_for_room_has_encoded_nothing()
    {
        var estimate = TickTable.Definition.Encoder.Estimate(Some.Quotes(Rows));
        var lane = LaneOf(estimate * 4);
        var writer = Writer(lane);
        var producers = Enumerable.Range(0, 300).Select(_ => new CountedRows(Some.Quotes(Rows))).ToList();

        var appends = producers.ConvertAll(p => writer.AppendAsync(p, default).AsTask());

        var withRoom = producers.Count(p => p.Enumerations > 0);
        Assert.That(lane.Bytes, Is.LessThanOrEqualTo(lane.Capacity));
        Assert.That(withRoom, Is.InRange(4, (int)(lane.Capacity / Bytes(Rows))), "what is encoded takes less than was expected, so that a few more may come in");
        Assert.That(producers.Skip(withRoom).Select(p => p.Enumerations), Is.All.Zero);
        while (!appends.TrueForAll(a => a.IsCompleted))
        {
            while (lane.TryTake(out var write))
            {
                Assert.That(lane.Bytes, Is.LessThanOrEqualTo(lane.Capacity));
                write.Acknowledge();
                write.Release();
            }

            await Task.Yield();
        }

        await Task.WhenAll(appends);
        Assert.That(lane.Bytes, Is.Zero);
    }

    [Test]
    public async Task A_batch_larger_than_the_lane_passes_alone()
    {
        var lane = LaneOf(8);
        var writer = Writer(lane);
        var first = writer.AppendAsync(Some.Quotes(Rows), default).AsTask();
        var second = writer.AppendAsync(Some.Quotes(Rows), default).AsTask();
        Assert.That(lane.Depth, Is.EqualTo(1));
        Acknowledge(lane);
        await first.Soon();
        await UntilAsync(() => lane.Depth == 1);
        Acknowledge(lane);
        await second.Soon();
    }

    [Test]
    public async Task Writes_that_waited_are_queued_in_the_order_in_which_they_came_whichever_is_encoded_first()
    {
        var (first, second, third) = (Write(), Write(), Write());
        var lane = LaneOf(first.Bytes);
        await lane.EnqueueAsync(first, default);
        var waitsFirst = lane.ReserveAsync(second.Bytes / 2, keepsPlace: true, default).AsTask();
        var waitsSecond = lane.ReserveAsync(third.Bytes / 2, keepsPlace: true, default).AsTask();
        Take(lane, first).Release();
        var (roomOfSecond, roomOfThird) = (await waitsFirst.Soon(), await waitsSecond.Soon());

        lane.Enqueue(third, roomOfThird);
        Assert.That(lane.TryTake(out _), Is.False);
        lane.Enqueue(second, roomOfSecond);

        Take(lane, second).Release();
        Take(lane, third).Release();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_place_that_is_given_up_or_closed_keeps_nobody_waiting(bool isClosed)
    {
        var (first, second) = (Write(), Write());
        var lane = LaneOf(first.Bytes);
        await lane.EnqueueAsync(first, default);
        var waitsFirst = lane.ReserveAsync(8, keepsPlace: true, default).AsTask();
        var waitsSecond = lane.ReserveAsync(8, keepsPlace: true, default).AsTask();
        Take(lane, first).Release();
        var room = await waitsFirst.Soon();
        lane.Enqueue(second, await waitsSecond.Soon());
        Assert.That(lane.TryTake(out _), Is.False);

        if (isClosed)
        {
            lane.Close(new ObjectDisposedException("Store"));
        }
        else
        {
            room.Dispose();
        }

        Take(lane, second).Release();
        Assert.That(() => lane.Enqueue(Write(), room), isClosed ? Throws.TypeOf<ObjectDisposedException>() : Throws.Nothing);
        room.Dispose();
        Assert.That(lane.Bytes, Is.Zero);
    }

    [Test]
    public async Task A_refused_row_gives_the_room_back()
    {
        var lane = LaneOf(1 << 20);
        var writer = Writer(lane);
        await Assert.ThrowsAsync<InvalidRowException>(async () => await writer.AppendAsync([Some.Quote(1) with { Exchange = "" }], default));
        Assert.That(lane.Bytes, Is.Zero);
    }

    [Test]
    public async Task Telemetry_keeps_within_its_bound_when_the_engine_takes_nothing()
    {
        var write = Write();
        var lane = new IngestLane(Lane.Telemetry, write.Bytes * 2, Wait, Some.Clock(), () => { });
        for (var i = 0; i < 10; i++)
        {
            await lane.EnqueueAsync(Write(), default);
            // Journalled, and not applied: its room does not come back.
            _ = lane.TryTake(out _);
        }

        Assert.That(lane.Bytes, Is.LessThanOrEqualTo(lane.Capacity));
        Assert.That(lane.Dropped, Is.EqualTo(8));
        write.Release();
    }

    [Test]
    public void The_estimate_covers_what_is_encoded()
    {
        var bars = Enumerable.Range(0, Rows).Select(i => Some.Bar(i)).ToList();
        var ticks = Enumerable.Range(0, Rows).Select(i => Some.Trade(i)).ToArray();
        using var encodedBars = BarTable.Definition.Encoder.Encode(bars, long.MaxValue / 2);
        using var encodedTicks = TickTable.Definition.Encoder.Encode(ticks, long.MaxValue / 2);
        Assert.That(BarTable.Definition.Encoder.Estimate(bars), Is.GreaterThanOrEqualTo(encodedBars.PayloadLength));
        Assert.That(TickTable.Definition.Encoder.Estimate(ticks) * 1.2, Is.GreaterThanOrEqualTo(encodedTicks.PayloadLength));
    }

    private static long Bytes(int rows)
    {
        using var batch = TickTable.Definition.Encoder.Encode(Some.Quotes(rows), long.MaxValue / 2);
        return batch.PayloadLength;
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!isSo())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static PendingWrite Take(IngestLane lane, PendingWrite expected)
    {
        Assert.That(lane.TryTake(out var taken), Is.True);
        Assert.That(taken, Is.SameAs(expected));
        return taken!;
    }

    private static void Acknowledge(IngestLane lane)
    {
        Assert.That(lane.TryTake(out var write), Is.True);
        write!.Acknowledge();
        write.Release();
    }

    private static PendingWrite Write() => new(TickTable.Definition.Encoder.Encode(Some.Quotes(10), long.MaxValue / 2));

    private static IngestLane LaneOf(long capacity) => new(Lane.Market, capacity, Wait, Some.Clock(), () => { });

    private static TableWriter<Tick> Writer(IngestLane lane) => new(TickTable.Definition, lane, new IngestOptions(), Some.Clock());

    /// <summary>Rows that tell when they are read.</summary>
    private sealed class CountedRows(List<Tick> rows) : IReadOnlyList<Tick>
    {
        public int Enumerations { get; private set; }

        public int Count => rows.Count;

        public Tick this[int index] => rows[index];

        public IEnumerator<Tick> GetEnumerator()
        {
            Enumerations++;
            return rows.GetEnumerator();
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
