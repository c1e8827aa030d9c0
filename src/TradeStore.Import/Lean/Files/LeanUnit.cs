namespace TradeStore.Import.Lean.Files;

/// <summary>
/// The trade and the quote file of the same symbol and day (or history), read together: ticks so that they are stored in order of
/// time, bars because both make one row.
/// </summary>
internal sealed record LeanUnit(LeanSeries Series, DateOnly? Day, LeanFile? Trade, LeanFile? Quote)
{
    public IEnumerable<LeanFile> Files
    {
        get
        {
            if (Trade is not null)
            {
                yield return Trade;
            }

            if (Quote is not null)
            {
                yield return Quote;
            }
        }
    }
}
