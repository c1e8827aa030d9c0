using System.Reflection;
using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tests.Support;

/// <summary>Rows that every rule of their table lets in, made of a seed: with every column set, or with none that may be missing.</summary>
internal sealed class SampleRows(Random random)
{
    private static readonly string[] Texts = ["NASDAQ", "AAPL", "EUR/USD", "it's \"quoted\"", "日本株式会社", "momentum-1"];
    private DateTime _time;

    /// <summary>Returns a row with every column set.</summary>
    public TRow Full<TRow>(Table<TRow> table)
        where TRow : class => (TRow)Complete(Fill(table, isFull: true));

    /// <summary>Returns a row without any value that may be missing.</summary>
    public TRow Minimal<TRow>(Table<TRow> table)
        where TRow : class => (TRow)Reduce(Fill(table, isFull: false));

    private TRow Fill<TRow>(Table<TRow> table, bool isFull)
        where TRow : class
    {
        _time = Some.Day.AddMicroseconds(random.Next(1_000_000));
        var row = Activator.CreateInstance<TRow>();
        foreach (var column in table.TypedColumns)
        {
            var property = (PropertyInfo)column.Member.Member;
            property.SetValue(row, isFull || !column.Definition.IsNullable ? Value(column.Definition, Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) : null);
        }

        return row;
    }

    // Times go on from column to column, as those of a life do.
    private object Value(ColumnDefinition column, Type type) => column.Type switch
    {
        _ when type.IsEnum => Enum.ToObject(type, random.Next(1, Enum.GetValues(type).Length)),
        ColumnType.Boolean => true,
        ColumnType.Integer => random.Next(1, 1_000),
        ColumnType.BigInt => (long)random.Next(1, 1_000),
        ColumnType.Double => random.NextDouble(),
        ColumnType.Decimal18 or ColumnType.Decimal38 => random.Next(1, int.MaxValue) / 100_000m,
        ColumnType.Timestamp => _time = _time.AddMicroseconds(1 + random.Next(1_000_000)),
        ColumnType.Date => DateOnly.FromDateTime(Some.Day).AddDays(-random.Next(1_000)),
        ColumnType.Uuid => new Guid(random.Next(), 1, 2, [3, 4, 5, 6, 7, 8, 9, 255]),
        ColumnType.Json => $"{{\"number\":{random.Next()},\"text\":\"ü\"}}",
        ColumnType.TextList => Enumerable.Range(0, random.Next(4)).Select(_ => Texts[random.Next(Texts.Length)]).ToArray(),
        _ => Texts[random.Next(Texts.Length)],
    };

    private object Complete(object row) => row switch
    {
        Bar b => b with { Low = 1, Open = 2, Close = 3, High = 4 },
        MarketSnapshot m => m with { YesPrice = 0.25m, NoPrice = 0.75m },
        PredictionMarket m => m with { YesPrice = 0, NoPrice = 1 },
        AuditRecord a => a with { Hash = Hash(), PreviousHash = Hash() },
        Order o => o with { Type = OrderType.StopLimit, FilledQuantity = o.Quantity },
        Trade t => t with { Side = PositionSide.Short, Status = TradeStatus.Closed, ExitQuantity = t.Quantity },
        PositionSnapshot p => p with { Side = PositionSide.Short },
        Position p => p with { Side = PositionSide.Long },
        RiskMetrics r => r with { NumTrades = r.WinningTrades + r.LosingTrades },
        Alert a => a with { State = AlertState.Resolved },
        ApiKey k => k with { Hash = Hash() },
        _ => row,
    };

    private object Reduce(object row) => row switch
    {
        Tick t => t with { LastPrice = -37.63m },
        Bar or RiskMetrics => Complete(row),
        AuditRecord a => a with { Hash = Hash() },
        Order o => o with { Type = OrderType.Market, FilledQuantity = 0 },
        Trade t => t with { Symbol = "AAPL", Action = TradeAction.Sell, Side = PositionSide.Long, Status = TradeStatus.Open, ExitQuantity = 0 },
        Signal s => s with { MarketId = "0x1", Executed = false },
        PositionSnapshot p => p with { Side = PositionSide.Flat, Quantity = 0 },
        Position p => p with { Side = PositionSide.Flat, Quantity = 0 },
        Alert a => a with { State = AlertState.Raised },
        ApiKey => Complete(row),
        _ => row,
    };

    private string Hash() => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(random.Next())));
}
