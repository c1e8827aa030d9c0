using TradeStore.Storage.Errors;
using TradeStore.Storage.Opening;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Opening;

/// <summary>A part that cannot be closed keeps no other from being closed.</summary>
internal sealed class ClosingFailureTests
{
    [Test]
    public async Task A_part_that_fails_to_close_is_told_and_the_folder_can_be_opened_again(
        [Values(
            nameof(StoreParts.TieringRun), nameof(StoreParts.Verification), nameof(StoreParts.GroupCommit), nameof(StoreParts.Applier), nameof(StoreParts.Recovery), nameof(StoreParts.Readers),
            nameof(StoreParts.TieringReaders), nameof(StoreParts.Lanes), nameof(StoreParts.Journal), nameof(StoreParts.Mark), nameof(StoreParts.Lock), nameof(StoreParts.Telemetry))] string part)
    {
        using var folder = new TemporaryFolder();
        var closed = new List<string>();
        var store = await Quick.OpenAsync(folder, o => o.Closed = name =>
        {
            closed.Add(name);
            if (name == part)
            {
                throw new InvalidOperationException($"injected: {name}");
            }
        });
        await store.Ticks.AppendAsync(Some.Quotes(100));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => store.DisposeAsync().AsTask().Soon());

        Assert.That(error!.Message, Is.EqualTo($"injected: {part}"));
        Assert.That(closed, Has.Member(nameof(StoreParts.Lock)).And.Member(nameof(StoreParts.Telemetry)).And.Count.EqualTo(13));
        await using var again = await Quick.OpenAsync(folder);
        Assert.That((await again.QueryAsync<long>("SELECT count(*) FROM market_ticks"))[0], Is.EqualTo(100));
    }

    [Test]
    public async Task Several_parts_that_fail_tell_the_first_failure()
    {
        using var folder = new TemporaryFolder();
        var store = await Quick.OpenAsync(folder, o => o.Closed = name => throw new InvalidOperationException(name));
        Assert.That((await Assert.ThrowsAsync<InvalidOperationException>(() => store.DisposeAsync().AsTask().Soon()))!.Message, Is.EqualTo(nameof(StoreParts.TieringRun)));
        await store.DisposeAsync();
        await using var again = await Quick.OpenAsync(folder);
        Assert.That(again.OpenReport.ReplayedBatches, Is.Zero);
    }

    [Test]
    public void Each_part_of_a_whole_is_disposed_and_the_first_failure_thrown()
    {
        var disposed = new List<int>();
        var parts = Enumerable.Range(0, 4).Select(i => new Part(() =>
        {
            disposed.Add(i);
            if (i is 1 or 2)
            {
                throw new IOException($"{i}");
            }
        })).ToArray();
        Assert.That(() => Disposal.Of(parts[0], parts[1], null, parts[2], parts[3]), Throws.TypeOf<IOException>().With.Message.EqualTo("1"));
        Assert.That(disposed, Is.EqualTo(new[] { 0, 1, 2, 3 }));
    }

    private sealed class Part(Action dispose) : IDisposable
    {
        public void Dispose() => dispose();
    }
}
