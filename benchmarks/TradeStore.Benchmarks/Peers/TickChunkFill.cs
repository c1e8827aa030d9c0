using System.Text;
using TradeStore.DuckDb.Vectors;
using TradeStore.Model;

namespace TradeStore.Benchmarks.Peers;

/// <summary>Fills a chunk of the raw table from tick records: what a program that has ticks would do without the store.</summary>
internal static class TickChunkFill
{
    private const int Precision = 18;
    private const int Scale = 8;

    public static void Fill(DataChunk chunk, ReadOnlySpan<Tick> ticks)
    {
        // Row by row over all columns at once: each record is then fetched from memory only once.
        var times = chunk.GetVector(0).Values<long>();
        var exchanges = chunk.GetVector(1);
        var symbols = chunk.GetVector(2);
        var bidPrices = chunk.GetVector(3).Values<long>();
        var askPrices = chunk.GetVector(4).Values<long>();
        var bidSizes = chunk.GetVector(5).Values<long>();
        var askSizes = chunk.GetVector(6).Values<long>();
        var lastPrices = chunk.GetVector(7).Values<long>();
        var lastSizes = chunk.GetVector(8).Values<long>();
        var volumes = chunk.GetVector(9).Values<Int128>();
        var sequences = chunk.GetVector(10).Values<long>();
        Span<byte> utf8 = stackalloc byte[64];
        for (var row = 0; row < ticks.Length; row++)
        {
            var tick = ticks[row];
            times[row] = TimestampConversion.ToMicroseconds(tick.Timestamp);
            exchanges.SetUtf8(row, utf8[..Encoding.UTF8.GetBytes(tick.Exchange, utf8)]);
            symbols.SetUtf8(row, utf8[..Encoding.UTF8.GetBytes(tick.Symbol, utf8)]);
            bidPrices[row] = Scaled(tick.BidPrice);
            askPrices[row] = Scaled(tick.AskPrice);
            bidSizes[row] = Scaled(tick.BidSize);
            askSizes[row] = Scaled(tick.AskSize);
            lastPrices[row] = Scaled(tick.LastPrice);
            lastSizes[row] = Scaled(tick.LastSize);
            volumes[row] = Scaled(tick.Volume);
            sequences[row] = tick.SequenceNumber.GetValueOrDefault();
        }
    }

    /// <summary>A number of a tick in units of 10^-8, exactly.</summary>
    public static long Scaled(decimal? value) => DecimalConversion.TryToScaled(value.GetValueOrDefault(), Precision, Scale, out var scaled)
        ? scaled
        : throw new InvalidOperationException("A benchmark tick does not fit its column.");
}
