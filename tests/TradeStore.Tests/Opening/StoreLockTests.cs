using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Opening;

/// <summary>One opening at a time has a store, whatever becomes of its lock file.</summary>
internal sealed class StoreLockTests
{
    private TemporaryFolder _folder = null!;

    private string Root => Path.Combine(_folder.Path, "of", "store");

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task A_store_whose_lock_file_was_deleted_is_not_opened_a_second_time_in_the_process_by_any_name([Values("it", "a link to it", "a link to its parent")] string name)
    {
        if (name == "a link to its parent")
        {
            Directory.CreateDirectory(Path.Combine(_folder.Path, "of"));
            Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "link"), "of");
        }

        var store = await Store.OpenAsync(Root, Quick.Options());
        File.Delete(Path.Combine(Root, "store.lock"));
        if (name == "a link to it")
        {
            Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "link"), Root);
        }

        var other = name switch
        {
            "it" => Root,
            "a link to it" => Path.Combine(_folder.Path, "link"),
            _ => Path.Combine(_folder.Path, "link", "store"),
        };
        var error = await Assert.ThrowsAsync<StoreInUseException>(() => Store.OpenAsync(other, Quick.Options()));
        Assert.That(error!.HolderProcessId, Is.EqualTo(Environment.ProcessId));
        await store.Ticks.AppendAsync(Some.Quote(1));
        await store.DisposeAsync();

        await using var again = await Store.OpenAsync(other, Quick.Options());
        Assert.That(await again.Ticks.LatestAsync("NASDAQ", "AAPL"), Is.Not.Null);
    }

    [Test]
    public async Task A_closed_store_is_held_until_a_statement_has_ended_that_the_engine_cannot_interrupt()
    {
        var store = await Store.OpenAsync(Root, Quick.Options(), CancellationToken.None);
        var lease = await store.Parts.Readers!.LeaseAsync(CancellationToken.None);
        using var isRunning = new ManualResetEventSlim();
        using var mayEnd = new ManualResetEventSlim();
        var statement = lease.RunAsync(_ =>
        {
            isRunning.Set();
            mayEnd.Wait(CancellationToken.None);
            return 0;
        });
        isRunning.Wait(CancellationToken.None);
        await store.DisposeAsync();

        await Assert.ThrowsAsync<StoreInUseException>(() => Store.OpenAsync(Root, Quick.Options(), CancellationToken.None));
        mayEnd.Set();
        await statement;

        await using var again = await Store.OpenAsync(Root, Quick.Options(), CancellationToken.None);
        Assert.That(again.OpenReport.Findings, Is.Empty);
    }
}
