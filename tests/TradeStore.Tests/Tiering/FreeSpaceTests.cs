using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;
using TradeStore.Storage.Tiering;
using TradeStore.Storage.Tiers;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering;

internal sealed class FreeSpaceTests
{
    [TestCase(1_000_000, 10_000_000_000, 500_000, 0.05, "MinimumFreeSpace", 500_000)]
    [TestCase(1_000_000, 10_000_000, 5_000_000, 0.05, "MinimumFreeFraction", 500_000)]
    public async Task Below_the_lower_of_the_two_floors_nothing_is_begun_and_writing_goes_on(
        long free, long total, long space, double fraction, string lower, long floor)
    {
        var disk = new DiskSpace(free, total);
        await using var aging = await ClockedStore.OpenAsync(o =>
        {
            (o.Tiering.MinimumFreeSpace, o.Tiering.MinimumFreeFraction) = (space, fraction);
            o.Tiering.Disk = () => disk;
        });
        await aging.Store.Ticks.AppendAsync(Some.Quotes(10_000));
        await aging.AdvanceAsync(TimeSpan.FromDays(2));
        var before = aging.Store.Parts.Maps!.Current.Segments(TickTable.Definition);

        var error = await Assert.ThrowsAsync<DiskFullException>(() => aging.Store.Tiering.RunAsync());
        Assert.That(error!.Message, Does.Contain("The disk has 1,000,000 bytes free.").And.Contain("To seal the partition 20240305 of 'market_ticks' takes about 640,000")
            .And.Contain($"and {floor:N0} are left free (Tiering.{lower})"));
        Assert.That(aging.Store.Parts.Maps!.Current.Segments(TickTable.Definition), Is.EqualTo(before));
        Assert.That(aging.Store.GetHealth().LastTieringFailure, Is.EqualTo(error.Message));
        await aging.Store.Ticks.AppendAsync(Some.Quotes(5, "MORE"));
        Assert.That(await aging.CountAsync("market_ticks"), Is.EqualTo(10_005));

        disk = disk with { Free = floor + (10_005 * 64) };
        Assert.That(await aging.AgeAsync(TimeSpan.Zero), Is.EqualTo(new[] { TieringAction.Seal }));
        Assert.That(aging.Store.GetHealth().LastTieringFailure, Is.Null);
    }

    [Test]
    public async Task What_makes_room_is_done_on_a_full_disk_and_the_rest_when_there_is_room()
    {
        var disk = new DiskSpace(long.MaxValue / 4, long.MaxValue / 2);
        await using var aging = await ClockedStore.OpenAsync(o => o.Tiering.Disk = () => disk);
        await aging.Store.OrderFlow.AppendAsync([new() { Timestamp = Some.Day, Exchange = "X", Symbol = "S", OfiValue = 1 }]);
        await aging.AgeAsync(TimeSpan.FromDays(10));
        disk = new DiskSpace(0, 1L << 40);
        await aging.AdvanceAsync(TimeSpan.FromDays(91));
        await aging.Store.Ticks.AppendAsync(Some.Quotes(10).ConvertAll(t => t with { Timestamp = t.Timestamp.AddDays(20) }));
        await aging.AdvanceAsync(TimeSpan.FromDays(1));

        await Assert.ThrowsAsync<DiskFullException>(() => aging.Store.Tiering.RunAsync());
        Assert.That((await aging.CountAsync("ofi_events"), await aging.CountAsync("market_ticks")), Is.EqualTo((0L, 10L)));
        Assert.That(aging.Store.Parts.Maps!.Current.Segments(TickTable.Definition).Single().State, Is.EqualTo(SegmentState.Open));
    }

    [Test]
    public async Task A_disk_that_does_not_tell_is_no_obstacle()
    {
        await using var aging = await ClockedStore.OpenAsync(o => o.Tiering.Disk = () => null);
        await aging.Store.Ticks.AppendAsync(Some.Quotes(10));
        Assert.That(await aging.AgeAsync(TimeSpan.FromDays(2)), Is.EqualTo(new[] { TieringAction.Seal }));
    }
}
