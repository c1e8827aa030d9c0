using Microsoft.Extensions.Time.Testing;
using TradeStore.Import.Lean;
using TradeStore.Import.Tests.Support;

namespace TradeStore.Import.Tests.Lean;

internal sealed class ProgressAndCancellationTests
{
    [Test]
    public async Task Progress_is_told_at_intervals_and_at_the_end()
    {
        using var folder = Days(10);
        var clock = new FakeTimeProvider();
        var target = new RecordingTarget { OnAppend = () => clock.Advance(TimeSpan.FromMilliseconds(250)) };
        var progress = new ProgressList();
        await new LeanImporter(target, clock).ImportAsync(
            folder.Path, new LeanImportOptions { ProgressInterval = TimeSpan.FromSeconds(1), FilesAhead = 4 }, progress);

        var last = progress.Reports[^1];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(progress.Reports.Select(report => report.Rows), Is.EqualTo(new long[] { 12, 24, 30 }));
            Assert.That(progress.Reports[0].CurrentFile, Is.EqualTo("equity/usa/tick/ibm/20131004_trade.zip"));
            Assert.That((last.FilesDone, last.FilesTotal, last.RowsPerSecond, last.CurrentFile), Is.EqualTo((10, 10, 12d, (string?)null)));
            Assert.That((last.BytesDone, last.BytesTotal > 0), Is.EqualTo((last.BytesTotal, true)));
        }
    }

    [Test]
    public void Cancelling_stops_between_two_batches()
    {
        using var folder = Days(10);
        using var cancel = new CancellationTokenSource();
        var appends = 0;
        var target = new RecordingTarget
        {
            OnAppend = () =>
            {
                if (++appends == 2)
                {
                    cancel.Cancel();
                }
            },
        };

        Assert.That(
            async () => await new LeanImporter(target, null).ImportAsync(folder.Path, new LeanImportOptions { BatchRows = 1 }, null, cancel.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(target.Ticks, Has.Count.EqualTo(2));
    }

    [TestCase(1)]
    [TestCase(8)]
    public async Task Files_are_stored_in_order_however_many_are_read_ahead(int filesAhead)
    {
        using var folder = Days(20);
        var (target, report) = await ImportRun.OfAsync(folder, new LeanImportOptions { FilesAhead = filesAhead, BatchRows = 2 });

        Assert.That((report.Ticks, report.Files), Is.EqualTo((60L, 20)));
        Assert.That(target.Ticks.Select(tick => tick.Timestamp), Is.Ordered);
    }

    private static LeanTestFolder Days(int count)
    {
        var folder = new LeanTestFolder();
        for (var day = 1; day <= count; day++)
        {
            folder.Add($"equity/usa/tick/ibm/201310{day:00}_trade.zip", "1,10000,1,P,1,0\n2,10000,1,P,1,0\n3,10000,1,P,1,0\n");
        }

        return folder;
    }
}
