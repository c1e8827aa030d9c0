using TradeStore.Storage.Columns;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Journal;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Writing;

/// <summary>
/// Applies what the journal holds beyond the database. A frame that the engine refuses is found by halving what was written with it, and
/// set aside; the others go on.
/// </summary>
internal sealed class JournalReplay(JournalLog journal, TableCatalog catalog, FrameQuarantine quarantine, WritingOptions options)
{
    /// <summary>Writes frames up to a sequence number into their partitions.</summary>
    /// <returns>The frames and rows applied.</returns>
    public (long Frames, long Rows) Run(WarmWriter writer, long lastSequence) =>
        // Replaying has no reader to hurry for, so that small transactions would only make it slow.
        Run(writer, lastSequence, group => Apply(writer, group), Math.Max(options.TransactionRows, options.DirectRows));

    /// <summary>Applies frames up to a sequence number as far as they can be without room on the disk.</summary>
    public void RunInMemory(WarmWriter writer, long lastSequence) => Run(
        writer,
        lastSequence,
        group =>
        {
            // Not in one transaction, so that nothing of it can be applied a second time without what is refused.
            writer.Apply(group);
            return Counted(group);
        },
        options.DirectRows);

    private (long Frames, long Rows) Run(WarmWriter writer, long lastSequence, Func<List<PendingFrame>, (long Frames, long Rows)> apply, long groupRows)
    {
        var group = new List<PendingFrame>();
        long frames = 0, rows = 0, pending = 0;
        foreach (var frame in journal.ReadFrom(writer.Applied.Floor + 1).TakeWhile(f => f.Sequence <= lastSequence))
        {
            List<ColumnBatch> batches;
            try
            {
                batches = Missing(writer, frame);
            }
            catch (Exception refusal) when (FrameRefusal.IsOfFrame(refusal))
            {
                // In the order of the sequence numbers: what is passed over is said to be applied, and all before it, too.
                ApplyAll();
                frame.Dispose();
                quarantine.Take(frame.Sequence, refusal);
                writer.PassOver(frame.Sequence);
                continue;
            }

            if (batches.Count == 0)
            {
                continue;
            }

            group.Add(new PendingFrame(frame.Sequence, batches, Write: null));
            pending += group[^1].RowCount;

            if (pending >= groupRows)
            {
                ApplyAll();
            }
        }

        ApplyAll();
        return (frames, rows);

        void ApplyAll()
        {
            if (group.Count == 0)
            {
                return;
            }

            var (f, r) = apply(group);
            (frames, rows, pending) = (frames + f, rows + r, 0);
            group.ForEach(g => g.Release());
            group.Clear();
        }
    }

    // Returns the frames and rows that were taken.
    private (long Frames, long Rows) Apply(WarmWriter writer, List<PendingFrame> group)
    {
        try
        {
            writer.Replay(group);
            return Counted(group);
        }
        catch (Exception refusal) when (FrameRefusal.IsOfRows(refusal))
        {
            if (group.Count == 1)
            {
                quarantine.Take(group[0].Sequence, refusal);
                writer.PassOver(group[0].Sequence);
                return default;
            }
        }

        var first = Apply(writer, group[..(group.Count / 2)]);
        var second = Apply(writer, group[(group.Count / 2)..]);
        return (first.Frames + second.Frames, first.Rows + second.Rows);
    }

    private static (long Frames, long Rows) Counted(List<PendingFrame> group) => (group.Count, group.Sum(f => (long)f.RowCount));

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
