using TradeStore.Import.Lean.Files;
using TradeStore.Import.Lean.Lines;
using TradeStore.Model;

namespace TradeStore.Import.Lean.Reading;

/// <summary>
/// Reads a day's trades and quotes of a symbol as one series in order of time. Where damage stops a file, the file is gone through once
/// before, so that a stopped file stores nothing; that costs less than keeping its rows would.
/// </summary>
internal static class TickUnitReader
{
    public static IEnumerable<RowBatch> Read(LeanUnit unit, LeanClock clock, LeanImportOptions options, UnitTally tally)
    {
        var cursors = new List<TickCursor>(2);
        foreach (var file in unit.Files)
        {
            if (UnitReader.ReadBytes(file, tally) is { } bytes && IsSound(file, bytes, clock, options, tally))
            {
                cursors.Add(new TickCursor(file, bytes, clock, options, tally));
            }
        }

        cursors.ForEach(cursor => cursor.MoveNext());
        var ticks = new List<Tick>();
        while (Next(cursors) is { } cursor)
        {
            ticks.Add(cursor.ToTick());
            cursor.MoveNext();
            if (ticks.Count == options.BatchRows)
            {
                yield return new TickBatch(unit, ticks.ToArray());
                ticks.Clear();
            }
        }

        if (ticks.Count > 0)
        {
            yield return new TickBatch(unit, ticks.ToArray());
        }
    }

    private static TickCursor? Next(List<TickCursor> cursors)
    {
        TickCursor? next = null;
        foreach (var cursor in cursors)
        {
            if (!cursor.IsAtEnd && (next is null || cursor.Key.CompareTo(next.Key) < 0))
            {
                next = cursor;
            }
        }

        return next;
    }

    private static bool IsSound(LeanFile file, byte[] bytes, LeanClock clock, LeanImportOptions options, UnitTally tally)
    {
        if (options.DamagedLines == DamagedLineRule.Skip)
        {
            return true;
        }

        var trial = new UnitTally();
        var cursor = new TickCursor(file, bytes, clock, options, trial);
        while (!cursor.IsAtEnd)
        {
            cursor.MoveNext();
        }

        tally.Failures.AddRange(trial.Failures);
        return trial.Failures.Count == 0;
    }
}
