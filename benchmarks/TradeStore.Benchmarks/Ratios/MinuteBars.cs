using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Reading;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>Makes 1-minute bars of ticks that come by time, as columns.</summary>
internal sealed class MinuteBars
{
    private const long Minute = 60_000_000;
    private const int Scale = 8;

    private readonly List<MinuteBar> _bars = [];
    private long _minute = long.MinValue;
    private long _open;
    private long _high;
    private long _low;
    private long _close;
    private long _volume;

    /// <summary>The columns it needs, in this order.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["ts", "last_price", "last_size"];

    public void Add(ColumnChunk chunk)
    {
        var times = chunk.Values<long>(0);
        var prices = chunk.Values<long>(1);
        var sizes = chunk.Values<long>(2);
        for (var row = 0; row < times.Length; row++)
        {
            var price = prices[row];
            if (times[row] >= _minute + Minute)
            {
                Close();
                _minute = times[row] - (times[row] % Minute);
                (_open, _high, _low, _volume) = (price, price, price, 0);
            }

            _high = Math.Max(_high, price);
            _low = Math.Min(_low, price);
            _close = price;
            _volume += sizes[row];
        }
    }

    public IReadOnlyList<MinuteBar> Finish()
    {
        Close();
        return _bars;
    }

    private void Close()
    {
        if (_minute != long.MinValue)
        {
            _bars.Add(new MinuteBar(TimestampConversion.FromMicroseconds(_minute), Price(_open), Price(_high), Price(_low), Price(_close), Price(_volume)));
        }
    }

    private static decimal Price(long scaled) => DecimalConversion.FromScaled(scaled, Scale);
}
