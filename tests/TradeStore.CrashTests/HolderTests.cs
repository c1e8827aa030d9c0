using TradeStore.CrashTests.Worker;
using TradeStore.Storage.Errors;

namespace TradeStore.CrashTests;

/// <summary>Two processes at one folder.</summary>
internal sealed class HolderTests
{
    [Test]
    public async Task A_second_process_is_told_which_process_holds_the_store_and_gets_it_when_that_one_is_dead()
    {
        using var folder = new TemporaryFolder();
        StoreInUseException? refused = null;
        using var worker = WorkerProcess.Run(new WorkerArguments { Folder = folder.Path }, w =>
        {
            if (w.Phase == "open")
            {
                refused ??= Refused(folder.Path);
            }

            return w.Acknowledged.Count > 0;
        });
        Assert.That(refused?.HolderProcessId, Is.EqualTo(worker.ProcessId));
        Assert.That(refused!.Message, Does.Contain($"process {worker.ProcessId}"));

        // The operating system has let go of a dead holder's lock.
        await using var store = await Store.OpenAsync(folder.Path);
    }

    [Test]
    public async Task A_store_whose_lock_file_was_deleted_is_not_taken_from_the_process_that_has_it()
    {
        using var folder = new TemporaryFolder();
        TradeStoreException? refused = null;
        var holder = "";
        using var worker = WorkerProcess.Run(new WorkerArguments { Folder = folder.Path }, w =>
        {
            if (refused is null && w.Acknowledged.Count > 0)
            {
                File.Delete(Path.Combine(folder.Path, "store.lock"));
                refused = Assert.CatchAsync<TradeStoreException>(() => Store.OpenAsync(folder.Path)).GetAwaiter().GetResult();
                holder = File.ReadAllText(Path.Combine(folder.Path, "store.holder"));
                return false;
            }

            return refused is not null && w.Acknowledged.Count > 3;
        });
        Assert.That(refused!.Code, Is.EqualTo(TradeStoreErrorCode.StoreInaccessible), refused.Message);
        Assert.That(refused.Message, Does.Contain($"{worker.ProcessId}"), "the engine knows who has the file");
        Assert.That(holder, Does.StartWith($"{worker.ProcessId} "), "who has the store still says so");

        await using var store = await Store.OpenAsync(folder.Path);
        Assert.That(store.OpenReport.SetAside, Is.Empty);
        Assert.That(store.OpenReport.Lost, Is.Empty);
    }

    private static StoreInUseException? Refused(string path)
    {
        try
        {
            Store.OpenAsync(path).GetAwaiter().GetResult();
            return null;
        }
        catch (StoreInUseException exception)
        {
            return exception;
        }
    }
}
