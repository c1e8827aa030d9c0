namespace TradeStore.Tests.Tiering.Faults;

/// <summary>The steps that are due by age alone, with the places at which each can fail.</summary>
internal static class AgedScenarios
{
    public static AgedScenario Of(AgedCase aged) => aged switch
    {
        <= AgedCase.RemovedWithLateRowsToArchive => AgedRemovals.Of(aged),
        AgedCase.Archived or AgedCase.ArchivedInPlaceOfAnother or AgedCase.Compacted => AgedArchiving.Of(aged),
        _ => AgedReductions.Of(aged),
    };
}
