using TradeStore.Tests.Support;

namespace TradeStore.Tests.Opening;

// It looks at the whole process.
[NonParallelizable]
internal sealed class LeftoverTests
{
    [Test]
    public async Task Opening_and_closing_leaves_no_threads_and_no_open_files_behind()
    {
        using var folder = new TemporaryFolder();
        await OpenAndCloseAsync();
        var (threads, files) = (Own(), OpenFiles());
        for (var i = 0; i < 20; i++)
        {
            await OpenAndCloseAsync();
        }

        Assert.That(Own(), Is.EqualTo(threads).Within(8), "threads");
        Assert.That(OpenFiles(), Is.EqualTo(files).Within(4), "files");

        async Task OpenAndCloseAsync()
        {
            await using var store = await Quick.OpenAsync(folder);
            await store.QueryAsync<int>("SELECT 1");
        }

        static int Own()
        {
            using var process = System.Diagnostics.Process.GetCurrentProcess();
            return process.Threads.Count - ThreadPool.ThreadCount;
        }

        static int OpenFiles() => Directory.Exists("/proc/self/fd") ? Directory.GetFiles("/proc/self/fd").Length : 0;
    }
}
