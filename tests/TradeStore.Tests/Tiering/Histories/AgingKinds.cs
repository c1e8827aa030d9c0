using System.Globalization;
using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Schema;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering.Histories;

/// <summary>The tables whose aging is compared with a model: of each rule for duplicates, with keys in the order of time and without.</summary>
internal static class AgingKinds
{
    private static readonly string[] Symbols = ["AAPL", "MSFT", "日本"];
    private static readonly string[] Exchanges = ["NASDAQ", "XNYS"];
    private static readonly Timeframe[] Timeframes = [Timeframe.OneMinute, Timeframe.OneHour];

    /// <summary>Gets the tables that are not built in.</summary>
    public static IReadOnlyList<Table<Measure>> Declared { get; } =
    [
        Measure.Declare("measures_kept", DuplicateRule.KeepBoth),
        Measure.Declare("measures_replaced", DuplicateRule.Replace),
        Measure.Declare("measures_ignored", DuplicateRule.Ignore),
    ];

    /// <summary>Makes the model of each table, empty.</summary>
    /// <param name="from">When the history begins: the first of a month.</param>
    public static IReadOnlyList<AgingTable> All(DateTime from) =>
    [
        new AgingRows<Tick>(Ticks, from),
        new AgingRows<Bar>(Bars, from),
        .. DeclaredKinds.Select(kind => new AgingRows<Measure>(kind, from)),
    ];

    private static AgingKind<Tick> Ticks { get; } = new()
    {
        Table = TickTable.Definition,
        Make = NewTick,
        Time = t => t.Timestamp,
        Key = t => t.SequenceNumber is null ? null : $"{t.Exchange} {t.Symbol} {t.Timestamp:O} {t.SequenceNumber} {t.BidPrice is null}",
        Text = t => BatchText.Describe([t], now: 0)[0],
        Series = t => t.Symbol,
        Append = (store, rows) => store.Ticks.AppendAsync(rows).AsTask(),
        Get = (store, range, symbol) => store.Ticks.GetAsync(new TickQuery { From = range.From, To = range.To, Symbols = symbol is null ? [] : [symbol] }),
        Stream = (store, range) => store.Ticks.StreamAsync(new TickQuery { From = range.From, To = range.To, Columns = ["ts"] }),
        Query = store => store.Ticks.Query(),
        Newest = (store, row, range) => store.Ticks.LatestAsync(row.Exchange, row.Symbol),
        IsSame = (row, other) => (row.Exchange, row.Symbol) == (other.Exchange, other.Symbol),
        Condition = t => t.BidSize > 500,
        NumberColumn = "bid_size",
        Number = t => (long)t.BidSize!.Value,
    };

    private static AgingKind<Bar> Bars { get; } = new()
    {
        Table = BarTable.Definition,
        Make = NewBar,
        Time = b => b.Timestamp,
        Key = b => $"{b.Exchange} {b.Symbol} {b.Timeframe} {b.Timestamp:O}",
        Precedence = b => b.IsComplete ? 1 : 0,
        Text = b => BatchText.Describe([b])[0],
        Series = b => b.Symbol,
        Append = (store, rows) => store.Bars.AppendAsync(rows).AsTask(),
        Get = (store, range, symbol) => store.Bars.GetAsync(new BarQuery { From = range.From, To = range.To, Symbols = symbol is null ? [] : [symbol] }),
        Stream = (store, range) => store.Bars.StreamAsync(new BarQuery { From = range.From, To = range.To, Columns = ["ts"] }),
        Query = store => store.Bars.Query(),
        Newest = (store, row, range) => store.Bars.Query().Where(b => b.Symbol == row.Symbol && b.Timestamp < range.To).OrderByDescending(b => b.Timestamp).FirstOrDefaultAsync(),
        IsSame = (row, other) => row.Symbol == other.Symbol,
        Condition = b => b.TradeCount > 500,
        NumberColumn = "trade_count",
        Number = b => b.TradeCount!.Value,
    };

    // Made once: each compiles its condition.
    private static IReadOnlyList<AgingKind<Measure>> DeclaredKinds { get; } = [.. Declared.Select(Measures)];

    private static AgingKind<Measure> Measures(Table<Measure> table) => new()
    {
        Table = table,
        Make = NewMeasure,
        Time = m => m.At,
        Key = m => m.Id is null || table.Duplicates == DuplicateRule.KeepBoth ? null : $"{m.Id} {m.At:O}",
        Text = m => string.Create(CultureInfo.InvariantCulture, $"{m.Id}|{m.At:O}|{m.Place}|{m.Value}|{m.Amount:0.00000000}|{(m.Tags is null ? "NULL" : string.Join(';', m.Tags))}"),
        Series = m => m.Place,
        Append = (store, rows) => store.Series(table).AppendAsync(rows).AsTask(),
        Get = (store, range, place) => store.Series(table).GetAsync(new RangeQuery(), new SeriesFilter(table, range.From, range.To).Where("place", place), default),
        Stream = (store, range) => store.Series(table).StreamAsync(range.From, range.To, ["at"]),
        Query = store => store.Series(table).Query(),
        Newest = (store, row, range) => store.Series(table).NewestAsync(new SeriesFilter(table, range.From, range.To).Where("place", row.Place), condition: null, default),
        IsSame = (row, other) => row.Place == other.Place,
        Condition = m => m.Value > 500,
        NumberColumn = "value",
        Number = m => m.Value,
    };

    private static Tick NewTick(Random random, DateTime from) => new()
    {
        Timestamp = Time(random, from),
        Exchange = Exchanges[random.Next(2)],
        Symbol = Symbols[random.Next(3)],
        SequenceNumber = random.Next(4) == 0 ? null : random.Next(3),
        BidPrice = random.Next(100_000) / 7m is var price && random.Next(3) == 0 ? null : decimal.Round(price, 8),
        BidSize = random.Next(1_000),
        Conditions = random.Next(3) switch { 0 => null, 1 => [], _ => ["@", $"{random.Next(10)}"] },
        LastPrice = 1,
        CorrelationId = random.Next(2) == 0 ? null : new Guid(random.Next(), 1, 2, [3, 4, 5, 6, 7, 8, 9, 255]),
        IngestionTime = from,
    };

    private static Bar NewBar(Random random, DateTime from) => new()
    {
        Exchange = Exchanges[random.Next(2)],
        Symbol = Symbols[random.Next(3)],
        Timeframe = Timeframes[random.Next(2)],
        Timestamp = from.AddMonths(random.Next(2)).AddHours(random.Next(8) * 2),
        Open = 100,
        High = 2_000,
        Low = 1,
        Close = 100 + random.Next(1_000),
        Volume = random.Next(1_000),
        TradeCount = random.Next(1_000),
        IsComplete = random.Next(2) == 0,
        Indicators = random.Next(3) == 0 ? null : $$"""{"sma":{{random.Next(100)}}}""",
    };

    private static Measure NewMeasure(Random random, DateTime from) => new()
    {
        Id = random.Next(8) == 0 ? null : new Guid(random.Next(6), 0, 0, new byte[8]),
        At = Time(random, from),
        Place = Symbols[random.Next(3)],
        Value = random.Next(1_000),
        Amount = random.Next(2) == 0 ? null : random.Next(1_000) / 8m,
        Tags = random.Next(3) switch { 0 => null, 1 => [], _ => ["a", $"{random.Next(10)}"] },
    };

    // Three days on both sides of a month's end; few enough minutes that keys come again.
    private static DateTime Time(Random random, DateTime from) => from.AddMonths(1).AddDays(random.Next(-2, 1)).AddMinutes(random.Next(12) * 120).AddMicroseconds(random.Next(2));
}
