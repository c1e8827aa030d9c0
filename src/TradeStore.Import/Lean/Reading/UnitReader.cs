using TradeStore.Import.Lean.Files;
using TradeStore.Import.Lean.Lines;

namespace TradeStore.Import.Lean.Reading;

/// <summary>Reads a unit's files as batches of rows; what is wrong with them goes into the tally, never up as an exception.</summary>
internal static class UnitReader
{
    public static IEnumerable<RowBatch> Read(LeanUnit unit, LeanImportOptions options, UnitTally tally)
    {
        TimeZoneInfo zone;
        try
        {
            zone = LeanTimeZones.Of(unit.Series, options);
        }
        catch (InvalidDataException error)
        {
            foreach (var file in unit.Files)
            {
                tally.Fail(file, null, error.Message);
            }

            return [];
        }

        return unit.Series.Resolution == LeanResolution.Tick
            ? TickUnitReader.Read(unit, new LeanClock(unit.Day!.Value, zone), options, tally)
            : BarUnitReader.Read(unit, zone, options, tally);
    }

    /// <summary>Returns the file's text; <see langword="null"/> when there is none to be had, which the tally then says.</summary>
    public static byte[]? ReadBytes(LeanFile file, UnitTally tally)
    {
        try
        {
            return LeanZip.Read(file);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException)
        {
            tally.Fail(file, null, error.Message);
            return null;
        }
    }
}
