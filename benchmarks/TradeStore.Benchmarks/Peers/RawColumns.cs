using System.Text;
using TradeStore.DuckDb.Vectors;
using TradeStore.Model;

namespace TradeStore.Benchmarks.Peers;

/// <summary>A batch of ticks as DuckDB stores them, converted beforehand: filling a chunk from it is copying.</summary>
internal sealed class RawColumns(Tick[] ticks)
{
    private const decimal Unit = 100_000_000m;

    private static readonly Func<Tick, decimal?>[] Decimals =
    [
        tick => tick.BidPrice, tick => tick.AskPrice, tick => tick.BidSize, tick => tick.AskSize, tick => tick.LastPrice, tick => tick.LastSize,
    ];

    private static readonly Dictionary<string, byte[]> Known = [];

    private readonly long[] _times = [.. ticks.Select(tick => TimestampConversion.ToMicroseconds(tick.Timestamp))];
    private readonly byte[][] _exchanges = [.. ticks.Select(tick => Utf8(tick.Exchange))];
    private readonly byte[][] _symbols = [.. ticks.Select(tick => Utf8(tick.Symbol))];
    private readonly long[][] _decimals = [.. Decimals.Select(value => ticks.Select(tick => (long)(value(tick).GetValueOrDefault() * Unit)).ToArray())];
    private readonly Int128[] _volumes = [.. ticks.Select(tick => (Int128)(tick.Volume.GetValueOrDefault() * Unit))];
    private readonly long[] _sequences = [.. ticks.Select(tick => tick.SequenceNumber.GetValueOrDefault())];

    public int Count => _times.Length;

    public void Fill(DataChunk chunk, int first, int rows)
    {
        _times.AsSpan(first, rows).CopyTo(chunk.GetVector(0).Values<long>());
        Texts(chunk.GetVector(1), _exchanges.AsSpan(first, rows));
        Texts(chunk.GetVector(2), _symbols.AsSpan(first, rows));
        for (var column = 0; column < _decimals.Length; column++)
        {
            _decimals[column].AsSpan(first, rows).CopyTo(chunk.GetVector(3 + column).Values<long>());
        }

        _volumes.AsSpan(first, rows).CopyTo(chunk.GetVector(9).Values<Int128>());
        _sequences.AsSpan(first, rows).CopyTo(chunk.GetVector(10).Values<long>());
    }

    private static byte[] Utf8(string text) => Known.TryGetValue(text, out var utf8) ? utf8 : Known[text] = Encoding.UTF8.GetBytes(text);

    private static void Texts(Vector vector, ReadOnlySpan<byte[]> texts)
    {
        for (var row = 0; row < texts.Length; row++)
        {
            vector.SetUtf8(row, texts[row]);
        }
    }
}
