namespace TradeStore.DuckDb.Data.Columns;

/// <summary>INTERVAL without months, which have no length.</summary>
internal sealed unsafe class IntervalReader : ColumnReader<TimeSpan>
{
    private const int Size = 16;

    public override TimeSpan Read(int row)
    {
        var slot = Data + ((nint)row * Size);
        var months = *(int*)slot;
        var days = *(int*)(slot + sizeof(int));
        var microseconds = *(long*)(slot + (2 * sizeof(int)));
        return months == 0
            ? TimeSpan.FromDays(days) + TimeSpan.FromMicroseconds(microseconds)
            : throw new InvalidCastException("An INTERVAL with months has no fixed length; cast it in the query.");
    }
}
