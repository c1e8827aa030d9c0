using System.Text;
using TradeStore.CrashTests.Worker;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Columns;
using TradeStore.Storage.Files;
using TradeStore.Storage.Journal;
using TradeStore.Storage.Schema;
using TradeStore.Tables;

namespace TradeStore.CrashTests;

/// <summary>A store whose trading is in its journal only, none of it applied: tests damage copies of it.</summary>
internal sealed class TradingJournal : IDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(10);
    private readonly TemporaryFolder _folder = new();
    private TimeSpan _span;
    private int _copies;

    private TradingJournal()
    {
    }

    public TradingExpectation Expected { get; } = new();

    /// <summary>Gets the journal's sequence number of each call that leaves a row behind which nothing writes over.</summary>
    public Dictionary<string, long> Sequences { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets where each frame ends in its segment, and its sequence number.</summary>
    public List<(long End, long Sequence)> Frames { get; } = [];

    private StoreFolder Original => new(_folder["original"]);

    public static TradingJournal Make(int calls)
    {
        for (var attempt = 1; ; attempt++)
        {
            var journal = Trade(calls);
            if (journal._span < Delay / 2)
            {
                return journal;
            }

            // On a machine that was that slow some of it may be applied.
            journal.Dispose();
            Assert.That(attempt, Is.LessThan(10), $"{calls} calls take longer than the writer waits.");
        }
    }

    public static string SegmentOf(StoreFolder folder) => Directory.EnumerateFiles(folder.Journal, "*.log").Single();

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

    /// <summary>Returns what must be there when frames are lost.</summary>
    public TradingExpectation Without(Func<long, bool> isLost)
    {
        var expected = new TradingExpectation(Expected);
        expected.Allow(c => c.Kind == TradingCallKind.Mark || (Sequences.TryGetValue(c.Id, out var sequence) && isLost(sequence)));
        return expected;
    }

    public void Dispose() => _folder.Dispose();

    private static TradingJournal Trade(int calls)
    {
        var journal = new TradingJournal();
        var arguments = new WorkerArguments { Folder = journal.Original.Root, Producers = 0, Traders = 4, DelayMilliseconds = (int)Delay.TotalMilliseconds };
        using var worker = WorkerProcess.Run(arguments, w => w.AcknowledgedCalls.Count >= calls);
        journal.Expected.Add(worker);
        journal.Read(worker.Calls.SelectMany(c => c.Fills.Select(f => (f.ExecutionId, c.Id))).ToDictionary());
        Assert.That(
            worker.Calls.Where(c => worker.AcknowledgedCalls.Contains(c.Id) && c.Kind is TradingCallKind.Submit or TradingCallKind.Fill).Select(c => c.Id),
            Is.SubsetOf(journal.Sequences.Keys));
        return journal;
    }

    private void Read(Dictionary<Guid, string> calls)
    {
        var bytes = File.ReadAllBytes(SegmentOf(Original));
        for (long offset = JournalFileHeader.Size; BitConverter.ToUInt32(bytes, (int)offset) != 0;)
        {
            offset += BitConverter.ToUInt32(bytes, (int)offset + 4);
            Frames.Add((offset, Frames.Count + 1));
        }

        var copy = Copy();
        using (var journal = JournalLog.Open(new JournalSettings { Folder = copy.Journal, StoreId = new Guid(bytes.AsSpan(16, 16), bigEndian: true) }))
        {
            DateTimeOffset? first = null;
            foreach (var frame in journal.ReadFrom(1))
            {
                first ??= frame.Time;
                _span = frame.Time - first.Value;
                var sequence = frame.Sequence;
                foreach (var batch in FrameDecoder.Decode(frame, new TableCatalog(BuiltInTables.All)))
                {
                    Note(batch, sequence, calls);
                    batch.Dispose();
                }
            }
        }

        Directory.Delete(copy.Root, recursive: true);
    }

    private void Note(ColumnBatch batch, long sequence, Dictionary<Guid, string> calls)
    {
        for (var row = 0; row < batch.RowCount; row++)
        {
            if (batch.Table == ExecutionTable.Definition)
            {
                Sequences[calls[UuidConversion.FromStored(batch.Column(0).ValuesAs<Int128>()[row])]] = sequence;
            }
            else if (Text(batch, row) is { } id)
            {
                Sequences[id] = sequence;
            }
        }
    }

    // The call's id is the event's message, and the bot's name.
    private static string? Text(ColumnBatch batch, int row)
    {
        var column = batch.Table == OrderEventTable.Definition ? "message" : batch.Table == BotTable.Definition ? "name" : null;
        if (column is null)
        {
            return null;
        }

        var ordinal = batch.Table.Ordinal(column);
        ref readonly var data = ref batch.Column(ordinal);
        return data.IsNull(row)
            ? null
            : Encoding.UTF8.GetString(batch.Table.Columns[ordinal].Storage == StorageKind.DictionaryText ? data.DictionaryEntry(data.ValuesAs<int>()[row]) : data.PlainText(row));
    }
}
