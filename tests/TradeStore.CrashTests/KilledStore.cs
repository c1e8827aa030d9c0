using TradeStore.Configuration;
using TradeStore.CrashTests.Worker;
using TradeStore.Storage.Columns;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Files;
using TradeStore.Storage.Journal;
using TradeStore.Storage.Schema;
using TradeStore.Tables;

namespace TradeStore.CrashTests;

/// <summary>A store whose worker was killed under load: rows in the database, in the engine's log, and in the journal only. Tests damage copies of it.</summary>
internal sealed class KilledStore : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _copies;

    private KilledStore()
    {
    }

    public Expectation Expected { get; } = new();

    /// <summary>Gets the journal's sequence number of each batch that it still has.</summary>
    public Dictionary<BatchId, long> Sequences { get; } = [];

    public StoreFolder Original => new(_folder["original"]);

    /// <summary>Makes one whose engine's log has at least a size.</summary>
    public static KilledStore Make(int batches = 60, long logSize = 50_000, WorkerArguments? arguments = null)
    {
        var store = new KilledStore();
        arguments = (arguments ?? new WorkerArguments { Folder = "", TransactionRows = 2_000, DelayMilliseconds = 0, JournalFileMegabytes = 4 })
            with { Folder = store.Original.Root };

        // The first run closes the store, so that the database holds the older half of the journal for certain.
        using (var first = WorkerProcess.Run(arguments with { CloseAfter = batches / 2 }, _ => false))
        {
            Assert.That(first.Phase, Is.EqualTo("closed"));
            store.Expected.AddExactly(first.Acknowledged);
        }

        arguments = arguments with { Run = arguments.Run + 1 };
        using var worker = WorkerProcess.Run(arguments, w => w.Acknowledged.Count >= batches && LogSize(store.Original) >= logSize);
        Assert.That(LogSize(store.Original), Is.GreaterThanOrEqualTo(logSize), "Without a log of the engine the test tests nothing.");
        store.Expected.Add(arguments.Run, worker.Acknowledged);
        store.ReadSequences();
        Assert.That(worker.Acknowledged, Is.SubsetOf(store.Sequences.Keys));
        return store;
    }

    public static string LogFile(StoreFolder folder) => folder.Database + ".wal";

    public StoreFolder Copy()
    {
        var copy = new StoreFolder(_folder[$"copy{Interlocked.Increment(ref _copies)}"]);
        foreach (var file in Directory.EnumerateFiles(Original.Root, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy.Root, Path.GetRelativePath(Original.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    public static StoreOptions Options(DamagePolicy onDamage = DamagePolicy.Refuse) => new()
    {
        OnDamage = onDamage,
        Journal = new JournalOptions { FileSize = 1 << 20, Durability = Durability.Os },
        Engine = new EngineOptions { Threads = 1, MemoryLimit = 512L << 20 },
    };

    /// <summary>Compares an opened copy with what must be there but for batches that may be lost.</summary>
    public async Task<IReadOnlyList<string>> CheckAsync(Store store, Func<long, bool>? isLost = null)
    {
        var expected = new Expectation(Expected);
        if (isLost is not null)
        {
            expected.Allow(b => isLost(Sequences.GetValueOrDefault(b)));
        }

        return await expected.CheckAsync(store);
    }

    public void Dispose() => _folder.Dispose();

    private static long LogSize(StoreFolder folder) => new FileInfo(LogFile(folder)) is { Exists: true } file ? file.Length : 0;

    private void ReadSequences()
    {
        var copy = Copy();
        using (var header = File.OpenRead(Directory.EnumerateFiles(copy.Journal).Order(StringComparer.Ordinal).First()))
        {
            var bytes = new byte[JournalFileHeader.Size];
            header.ReadExactly(bytes);
            using var journal = JournalLog.Open(new JournalSettings { Folder = copy.Journal, StoreId = new Guid(bytes.AsSpan(16, 16), bigEndian: true) });
            foreach (var frame in journal.ReadFrom(1))
            {
                var sequence = frame.Sequence;
                using var batch = FrameDecoder.Decode(frame, new TableCatalog(BuiltInTables.All)).Single();
                var id = batch.Table == TickTable.Definition
                    ? batch.Column(batch.Table.Ordinal("bid_size")).ValuesAs<long>()[0] / 100_000_000
                    : batch.Column(batch.Table.Ordinal("trade_count")).ValuesAs<long>()[0];
                Sequences.Add(new BatchId((int)id), sequence);
            }
        }

        Directory.Delete(copy.Root, recursive: true);
    }
}
