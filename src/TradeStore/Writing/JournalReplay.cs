using TradeStore.Configuration;
using TradeStore.Ingest;
using TradeStore.Journal;
using TradeStore.Schema.Tables;

namespace TradeStore.Writing;

/// <summary>Applies what the journal holds beyond the database.</summary>
internal sealed class JournalReplay(JournalLog journal, TableCatalog catalog, WritingOptions options)
{
    /// <summary>Writes frames up to a sequence number into their partitions.</summary>
    /// <returns>The frames and rows applied.</returns>
    public (long Frames, long Rows) Run(WarmWriter writer, long lastSequence) =>
        // Replaying has no reader to hurry for, so that small transactions would only make it slow.
        Run(writer, lastSequence, writer.Replay, Math.Max(options.TransactionRows, options.DirectRows));

    /// <summary>Applies frames up to a sequence number as far as they can be without room on the disk.</summary>
    public void RunInMemory(WarmWriter writer, long lastSequence) => Run(writer, lastSequence, writer.Apply, options.DirectRows);

    private (long Frames, long Rows) Run(WarmWriter writer, long lastSequence, Action<IReadOnlyList<PendingFrame>> apply, long groupRows)
    {
        var group = new List<PendingFrame>();
        long frames = 0, rows = 0, pending = 0;
        void Apply()
        {
            apply(group);
            group.ForEach(f => f.Release());
            group.Clear();
            pending = 0;
        }

        foreach (var frame in journal.ReadFrom(writer.Applied.Floor + 1).TakeWhile(f => f.Sequence <= lastSequence))
        {
            if (Missing(writer, frame) is not { Count: > 0 } batches)
            {
                continue;
            }

            var missing = new PendingFrame(frame.Sequence, batches, Write: null);
            group.Add(missing);
            frames++;
            rows += missing.RowCount;
            pending += missing.RowCount;

            if (pending >= groupRows)
            {
                Apply();
            }
        }

        if (group.Count > 0)
        {
            Apply();
        }

        return (frames, rows);
    }

    // What the database holds already of a frame is given back, and the rest returned.
    private List<ColumnBatch> Missing(WarmWriter writer, JournalFrame frame)
    {
        var missing = new List<ColumnBatch>();
        if (frame.Kind == FrameKind.Append && writer.Applied.Holds(frame.Table, frame.Sequence))
        {
            frame.Dispose();
            return missing;
        }

        foreach (var batch in FrameDecoder.Decode(frame, catalog))
        {
            if (writer.Applied.Holds(batch.Table.Name, frame.Sequence))
            {
                batch.Dispose();
            }
            else
            {
                missing.Add(batch);
            }
        }

        return missing;
    }
}
