using TradeStore.Storage.Columns;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Writing;

/// <summary>Notes, before rows can be seen, what they add to what is known of their segment.</summary>
internal static class GrowingNotes
{
    private const int MostOnStack = 1_024;

    /// <summary>Notes rows of a segment.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="runs">The rows.</param>
    /// <param name="lastSequence">The sequence number of the last frame that they come from.</param>
    public static void Note(Segment segment, IReadOnlyList<RowRun> runs, long lastSequence)
    {
        if (segment.Growing is not { } growing)
        {
            return;
        }

        growing.Note(lastSequence, runs.Sum(run => (long)run.Count));
        for (var depth = 0; depth < growing.Depths; depth++)
        {
            foreach (var run in runs)
            {
                Note(growing, depth, run, run.Batch.Column(segment.Table.ClusterTexts[depth]));
            }
        }
    }

    private static void Note(GrowingContent growing, int depth, RowRun run, in ColumnData column)
    {
        if (run.Count == run.Batch.RowCount)
        {
            // The texts of the batch are those of the run.
            for (var code = 0; code < column.DictionarySize; code++)
            {
                growing.Note(depth, column.DictionaryEntry(code));
            }

            return;
        }

        var seen = column.DictionarySize <= MostOnStack ? stackalloc bool[column.DictionarySize] : new bool[column.DictionarySize];
        foreach (var code in column.ValuesAs<int>()[run.Start..run.End])
        {
            if (!seen[code])
            {
                seen[code] = true;
                growing.Note(depth, column.DictionaryEntry(code));
            }
        }
    }
}
