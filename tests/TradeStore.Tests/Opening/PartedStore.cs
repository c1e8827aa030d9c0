using TradeStore.Configuration;
using TradeStore.Model;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Files;
using TradeStore.Storage.Journal;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Opening;

/// <summary>
/// A store at three times of its life: closed after 20 batches, killed after 60, of which the database holds 20, and killed after 80, of which it holds 60.
/// Each batch is one of the journal's, has a symbol of its own, and two thirds of them are in files at the end.
/// </summary>
internal sealed class PartedStore : IDisposable
{
    public const int RowsOfABatch = 1000;
    private readonly TemporaryFolder _folder = new();

    private PartedStore()
    {
    }

    public string Closed => Path.Combine(_folder.Path, "closed");

    public string Killed => Path.Combine(_folder.Path, "killed");

    public string Late => Path.Combine(_folder.Path, "late");

    /// <summary>Makes one.</summary>
    /// <param name="keepsJournal">Whether the journal is kept beyond checkpoints.</param>
    public static async Task<PartedStore> MakeAsync(bool keepsJournal)
    {
        var parted = new PartedStore();
        var live = Path.Combine(parted._folder.Path, "live");
        await using (var store = await Store.OpenAsync(live, Options(keepsJournal)))
        {
            await AppendAsync(store, 1, 20, Some.Day);
            await ExportAsync(store, Some.Day);
        }

        FolderImage.Copy(live, parted.Closed);
        using var letGo = new ManualResetEventSlim(initialState: true);
        var options = Options(keepsJournal);
        options.Writing.Reached = step =>
        {
            if (step == WritingStep.Applying)
            {
                letGo.Wait();
            }
        };
        await using (var store = await Store.OpenAsync(live, options))
        {
            letGo.Reset();
            await AppendAsync(store, 21, 60, Some.Day.AddDays(1));
            FolderImage.Copy(live, parted.Killed);
            letGo.Set();
            await ExportAsync(store, Some.Day.AddDays(1));
            letGo.Reset();
            await AppendAsync(store, 61, 80, Some.Day.AddDays(2));
            FolderImage.Copy(live, parted.Late);
            letGo.Set();
        }

        return parted;
    }

    public static StoreOptions Options(bool keepsJournal = true, DamagePolicy onDamage = DamagePolicy.Refuse) => Quick.Options(o =>
    {
        o.OnDamage = onDamage;
        o.Journal.FileSize = 1 << 20;
        o.Writing.MaximumDelay = TimeSpan.FromSeconds(10);
        if (!keepsJournal)
        {
            (o.Journal.RetentionTime, o.Journal.RetentionSize) = (TimeSpan.Zero, 0);
        }
    });

    /// <summary>Returns a copy of an image, to damage.</summary>
    public StoreFolder Copy(string image)
    {
        var copy = new StoreFolder(Path.Combine(_folder.Path, $"{Guid.NewGuid():N}"));
        FolderImage.Copy(image, copy.Root);
        return copy;
    }

    public static async Task AppendAsync(Store store, int from, int to, DateTime day)
    {
        for (var batch = from; batch <= to; batch++)
        {
            await store.Ticks.AppendAsync([.. Enumerable.Range(0, RowsOfABatch).Select(row => new Tick
            {
                Exchange = "X",
                Symbol = $"B{batch:D3}",
                Timestamp = day.AddMilliseconds((batch * 1000) + row),
                LastPrice = row,
                LastSize = 1,
                SequenceNumber = row,
            })]);
        }
    }

    /// <summary>Returns the batches that are there, each of which must be whole.</summary>
    public static async Task<List<int>> BatchesAsync(Store store)
    {
        var counts = await store.QueryAsync<BatchRows>("SELECT symbol, count(*) AS row_count FROM market_ticks GROUP BY symbol ORDER BY symbol");
        Assert.That(counts.Select(c => c.RowCount), Has.All.EqualTo(RowsOfABatch));
        return [.. counts.Select(c => int.Parse(c.Symbol[1..], System.Globalization.CultureInfo.InvariantCulture))];
    }

    /// <summary>Returns the journal's files, oldest first, each with its first sequence number.</summary>
    public static List<(string File, long First)> Segments(StoreFolder folder) =>
        [.. Directory.EnumerateFiles(folder.Journal, "*.log").Order(StringComparer.Ordinal).Select(f => (f, JournalFileName.NumberOf(Path.GetFileName(f))!.Value))];

    public static IEnumerable<int> Numbers(long from, long to) => Enumerable.Range((int)from, (int)Math.Max(0, to - from + 1));

    public void Dispose() => _folder.Dispose();

    private sealed record BatchRows(string Symbol, long RowCount);

    private static async Task ExportAsync(Store store, DateTime day)
    {
        await store.CheckpointAsync();
        Assert.That((await store.Tiering.ExportAsync("market_ticks", day, day.AddDays(1))).Done, Has.Count.EqualTo(1));
        await store.CheckpointAsync();
    }
}
