using System.IO.Compression;
using TradeStore.Configuration;
using TradeStore.Storage.Layout;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Golden;

/// <summary>Writes the golden store of this version; README.md says when and how.</summary>
[Explicit("It writes a file among the sources.")]
internal sealed class GoldenMaker
{
    /// <summary>
    /// Writes most rows, has some partitions sealed and some exported, and closes the store; opens it again, has the rest acknowledged, and takes what a kill would leave before any of it
    /// is applied.
    /// </summary>
    [Test]
    public async Task Write()
    {
        using var folder = new TemporaryFolder();
        using var image = new TemporaryFolder();
        var half = GoldenRows.Ticks.Count / 2;
        await using (var store = await Store.OpenAsync(folder.Path, Options()))
        {
            await store.Ticks.AppendAsync(GoldenRows.Ticks.Take(half).ToList());
            await store.Bars.AppendAsync(GoldenRows.Bars);
            await GoldenTrading.WriteAsync(store);
            await GoldenStore.AgeAsync(store);
        }

        await using (var killed = await Store.OpenAsync(folder.Path, Options()))
        {
            // Some of the first half come a second time, and are ignored.
            var again = GoldenRows.Ticks.Take(half).Where(t => t.SequenceNumber is not null);
            await killed.Ticks.AppendAsync(again.Concat(GoldenRows.Ticks.Skip(half)).ToList());
            await killed.Bars.AppendAsync(GoldenRows.ReplacingBars);
            await GoldenTrading.WriteRestAsync(killed);
            FolderImage.Copy(folder.Path, image.Path);
        }

        await ZipFile.CreateFromDirectoryAsync(image.Path, GoldenStore.FileOf($"layout-{WarmSchema.Version}"));
    }

    private static StoreOptions Options() => new()
    {
        Journal = { FileSize = 1 << 20 },
        Writing = { MaximumDelay = TimeSpan.FromSeconds(10) },
        Engine = { Threads = 2, MemoryLimit = 1L << 30 },
    };
}
