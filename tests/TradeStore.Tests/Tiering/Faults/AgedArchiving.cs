using TradeStore.Storage.Configuration;
using TradeStore.Storage.Tiering;
using TradeStore.Tests.Support;
using static TradeStore.Tests.Tiering.Faults.FaultPlaces;

namespace TradeStore.Tests.Tiering.Faults;

/// <summary>Files are copied to the archive, and few large ones take the place of many small ones.</summary>
internal static class AgedArchiving
{
    public static AgedScenario Of(AgedCase aged) => aged switch
    {
        AgedCase.Archived => Archiving() with { PlacesBehind = Points(TieringPoint.Copied, TieringPoint.Archived, TieringPoint.Settled) },
        AgedCase.ArchivedInPlaceOfAnother => Archiving() with
        {
            Before = [.. AgedQuotes.Quotes, .. AgedQuotes.Late],
            Behind = [.. AgedQuotes.Quotes, .. AgedQuotes.Late],
            NeverLacking = AgedQuotes.Quotes,
            Archived = [.. AgedQuotes.Quotes, .. AgedQuotes.Late],
            Prepare = async store =>
            {
                await AgedQuotes.AppendAsync(store, TimeSpan.FromDays(10));
                await AgedQuotes.AppendLateAsync(store);
                await store.Store.Tiering.ExportAsync(AgedQuotes.Table, Some.Day, Some.Day.AddDays(1));
            },
            PlacesBehind = Points(TieringPoint.Copied, TieringPoint.Archived, TieringPoint.CopyDeleted, TieringPoint.Settled),
        },
        _ => Archiving() with
        {
            Action = TieringAction.Compact,
            NeverLacking = AgedQuotes.Quotes,
            Prepare = store => InSmallFilesAsync(store, rows: 4),
            PlacesBefore = OfFiles,
            PlacesBehind = BehindFiles,
        },
    };

    private static AgedScenario Archiving() => AgedQuotes.Removal(isWarm: false) with
    {
        Action = TieringAction.Archive,
        Behind = AgedQuotes.Quotes,
        HasArchive = true,
        Archived = AgedQuotes.Quotes,
        Prepare = async store =>
        {
            await InSmallFilesAsync(store, rows: 8);
            Directory.Delete(Path.Combine(store.Archive, AgedQuotes.Table), recursive: true);
        },
    };

    private static async Task InSmallFilesAsync(AgedStore store, long rows)
    {
        var usual = store.Options.Tiering.FileRows;
        store.Options.Tiering.FileRows = rows;
        await AgedQuotes.AppendAsync(store, TimeSpan.FromDays(10));
        store.Options.Tiering.FileRows = usual;
        Assert.That(store.Partitions[0].Segments, Has.Length.EqualTo((AgedQuotes.Quotes.Count + rows - 1) / rows));
    }
}
