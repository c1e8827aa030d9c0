namespace TradeStore.Statistics.Daily;

/// <summary>What a UTC day changed.</summary>
/// <param name="Realized">The P&amp;L realised, net.</param>
/// <param name="Unrealized">The change of the unrealised P&amp;L.</param>
internal readonly record struct DayChange(decimal Realized, decimal Unrealized)
{
    public decimal Total => Realized + Unrealized;

    public static DayChange operator +(DayChange left, DayChange right) => new(left.Realized + right.Realized, left.Unrealized + right.Unrealized);
}
