using TradeStore.Storage.Configuration;
using static TradeStore.Tests.Tiering.Faults.FaultPlaces;

namespace TradeStore.Tests.Tiering.Faults;

/// <summary>What is too old is removed: from tables and files, with an archive and without.</summary>
internal static class AgedRemovals
{
    public static AgedScenario Of(AgedCase aged) => aged switch
    {
        AgedCase.RemovedFromDatabase => AgedQuotes.Removal(isWarm: true) with
        {
            PlacesBefore = [new(null, WritingStep.Switching)],
            PlacesBehind = [.. Points(TieringPoint.Removed), new(null, WritingStep.Switched), new(null, WritingStep.Dropping)],
        },
        AgedCase.RemovedFile => AgedQuotes.Removal(isWarm: false) with
        {
            PlacesBefore = [new(null, WritingStep.Switching)],
            PlacesBehind = [.. Points(TieringPoint.Removed), new(null, WritingStep.Switched), new(null, WritingStep.Deleting)],
        },
        AgedCase.RemovedFromDatabaseToArchive => AgedQuotes.Removal(isWarm: true) with
        {
            HasArchive = true,
            Archived = AgedQuotes.Quotes,
            PlacesBefore = [.. Points(TieringPoint.Published, TieringPoint.Switched), new(TieringPoint.Published, WritingStep.Switching), new(TieringPoint.Published, WritingStep.Switched), .. ToArchive],
            PlacesBehind = [.. BehindArchive, new(null, WritingStep.Deleting)],
        },
        AgedCase.RemovedFileToArchive => AgedQuotes.Removal(isWarm: false) with
        {
            HasArchive = true,
            Archived = AgedQuotes.Quotes,
            Prepare = async store =>
            {
                await AgedQuotes.AppendAsync(store, TimeSpan.FromDays(10));
                Directory.Delete(Path.Combine(store.Archive, AgedQuotes.Table), recursive: true);
                await store.AdvanceAsync(AgedQuotes.Kept);
            },
            PlacesBefore = ToArchive,
            PlacesBehind = [.. BehindArchive, new(null, WritingStep.Deleting)],
        },
        _ => AgedQuotes.Removal(isWarm: false) with
        {
            HasArchive = true,
            Before = [.. AgedQuotes.Quotes, .. AgedQuotes.Late],
            NeverLacking = AgedQuotes.Quotes,
            Archived = [.. AgedQuotes.Quotes, .. AgedQuotes.Late],
            Prepare = async store =>
            {
                await AgedQuotes.AppendAsync(store, TimeSpan.FromDays(10));
                await AgedQuotes.AppendLateAsync(store);
                await store.Store.CheckpointAsync();
                await store.Store.Parts.Tiering!.AskAsync(writer => writer.Changes.TryClose([store.Partitions[0]]));
                await store.AdvanceAsync(AgedQuotes.Kept);
            },
            PlacesBefore = [.. OfFiles, new(TieringPoint.Published, WritingStep.Switched), .. Points(TieringPoint.Switched, TieringPoint.CopyDeleted), .. ToArchive],
            PlacesBehind = BehindArchive,
        },
    };
}
