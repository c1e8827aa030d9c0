using TradeStore.Storage.Journal;

namespace TradeStore.Tests.Journal;

/// <summary>What tests of the journal share: a store, a clock, and frames compared by what they say.</summary>
internal abstract class JournalTestBase
{
    protected static readonly Guid StoreId = new("0b0e6a3c-5a7d-4a55-9f5e-1c2d3e4f5061");

    protected ManualTime Time { get; } = new();

    protected JournalSettings Settings(MemoryStorage storage, long segmentBytes = 8192) => new()
    {
        Folder = "memory", StoreId = StoreId, FileBytes = segmentBytes, Storage = storage, TimeProvider = Time,
    };

    protected JournalLog Open(MemoryStorage storage, long segmentBytes = 8192) => JournalLog.Open(Settings(storage, segmentBytes));

    protected static SortedDictionary<long, string> ReadAll(JournalLog log, long first = 1)
    {
        var frames = new SortedDictionary<long, string>();
        long previous = 0;
        foreach (var frame in log.ReadFrom(first))
        {
            using (frame)
            {
                Assert.That(frame.Sequence, Is.GreaterThan(previous));
                previous = frame.Sequence;
                frames.Add(frame.Sequence, TestPayload.Describe(frame));
            }
        }

        return frames;
    }

    protected static void Write(JournalLog log, SortedDictionary<long, string> written, params TestPayload[] group)
    {
        var sequence = log.WriteGroup(group);
        foreach (var payload in group)
        {
            written.Add(sequence++, payload.ToString());
        }
    }

    /// <summary>Settings by which a frame of more than 700 bytes is large, and written in slices of 300.</summary>
    protected JournalSettings Slicing(MemoryStorage storage, long segmentBytes = 2048) => Settings(storage, segmentBytes) with { GroupBytes = 700, SliceBytes = 300 };

    /// <summary>Writes a large frame, with whatever goes between its slices.</summary>
    protected static void WriteLarge(JournalLog log, SortedDictionary<long, string> written, TestPayload payload, Action? between = null)
    {
        using var frame = log.Begin(payload);
        while (!frame.IsWritten)
        {
            between?.Invoke();
            log.WriteSlice(frame);
        }

        between?.Invoke();
        written.Add(log.Complete(frame), payload.ToString());
    }

    protected static SortedDictionary<long, string> Fill(JournalLog log, Random random, int groups, int maxFrames = 6, int maxLength = 2000)
    {
        var written = new SortedDictionary<long, string>();
        for (var group = 0; group < groups; group++)
        {
            Write(log, written, TestPayload.Group(random, maxFrames, maxLength));
        }

        return written;
    }

    protected static Random Seeded(int seed)
    {
        TestContext.Out.WriteLine($"seed {seed}");
        return new Random(seed);
    }
}
