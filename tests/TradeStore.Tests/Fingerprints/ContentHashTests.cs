using System.IO.Hashing;
using System.Text;
using TradeStore.Model;
using TradeStore.Storage.Schema;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Fingerprints;

internal sealed class ContentHashTests
{
    private static IEnumerable<TableSchema> SeriesTables => BuiltInTables.All.Where(t => t.Kind == TableKind.Series);

    [TestCaseSource(nameof(SeriesTables))]
    public void Each_value_of_a_row_counts_and_so_does_its_absence(TableSchema table)
    {
        using var hashed = new HashedTable(table, TableRows.Of(table).Full(Quick.Seeded(table.Name.Length)));
        var columns = table.Columns.Where(c => c.Name != "ingestion_time").ToList();
        var hashes = columns.Select(c => hashed.HashWith(c.Name, Different(c)))
            .Concat(columns.Where(c => c.Name != table.Columns[table.TimeColumn].Name).Select(c => hashed.HashWith(c.Name, "NULL")))
            .Append(hashed.Hash());
        Assert.That(hashes, Is.Unique);
    }

    [Test]
    public void Null_is_not_zero_and_a_value_in_another_column_is_another_row()
    {
        var quote = new Tick { Timestamp = Some.Day, Exchange = "X", Symbol = "Y", BidPrice = 1, IngestionTime = Some.Day };
        string[] hashes =
        [
            Hash(quote), Hash(quote with { AskPrice = 0 }), Hash(quote with { BidSize = 0 }), Hash(quote with { BidPrice = null, AskPrice = 1 }),
            Hash(quote with { Tape = "X" }), Hash(quote with { Source = "X" }), Hash(quote with { Conditions = [] }), Hash(quote with { Conditions = [""] }),
            Hash(quote with { Conditions = ["a", "b"] }), Hash(quote with { Conditions = ["ab"] }), Hash(quote with { Conditions = ["b", "a"] }), Hash(quote with { Volume = 0 }),
        ];
        Assert.That(hashes, Is.Unique);
    }

    [Test]
    public void Doubles_count_by_their_bits()
    {
        var flow = new OfiEvent { Timestamp = Some.Day, Exchange = "X", Symbol = "Y", OfiValue = 0, BidVolume = 1, AskVolume = 1, Imbalance = 0.0 };
        Assert.That(new[] { Hash(flow), Hash(flow with { Imbalance = -0.0 }), Hash(flow with { Imbalance = double.Epsilon }) }, Is.Unique);
    }

    [Test]
    public void When_a_tick_was_taken_in_does_not_count()
    {
        var quote = Some.Quote(1) with { IngestionTime = Some.Day };
        Assert.That(Hash(quote with { IngestionTime = Some.Day.AddSeconds(1) }), Is.EqualTo(Hash(quote)));
    }

    [Test]
    public void The_documented_encoding_gives_the_hash()
    {
        var trade = new BacktestTrade
        {
            TradeId = new Guid("00112233-4455-6677-8899-aabbccddeeff"),
            BacktestId = new Guid("ffeeddcc-bbaa-9988-7766-554433221100"),
            Timestamp = Some.Day,
            Symbol = "ÄÖ",
            Direction = TradeDirection.Short,
            Quantity = 1.5m,
            EntryPrice = -2m,
            ExitPrice = 0,
            Pnl = 0.00000001m,
        };
        using var bytes = new MemoryStream();
        void Field(ushort number, byte[] value)
        {
            bytes.Write(BitConverter.GetBytes(number));
            bytes.Write(BitConverter.GetBytes(value.Length));
            bytes.Write(value);
        }

        Field(1, Convert.FromHexString("00112233445566778899aabbccddeeff"));
        Field(2, Convert.FromHexString("ffeeddccbbaa99887766554433221100"));
        Field(3, BitConverter.GetBytes((Some.Day - DateTime.UnixEpoch).Ticks / 10));
        Field(4, Encoding.UTF8.GetBytes("ÄÖ"));
        Field(5, "short"u8.ToArray());
        Field(6, BitConverter.GetBytes((Int128)150_000_000));
        Field(7, BitConverter.GetBytes(-200_000_000L));
        Field(8, BitConverter.GetBytes(0L));
        Field(9, BitConverter.GetBytes(Int128.One));
        Field(10, BitConverter.GetBytes(Int128.Zero));
        var row = XxHash128.HashToUInt128(bytes.ToArray());
        Assert.That(Hash(trade), Is.EqualTo($"{row:x32}"));
        Assert.That(HashedTable.HashOf(BacktestTradeTable.Definition, trade, trade), Is.EqualTo($"{unchecked(row + row):x32}"), "hashes add up");
    }

    private static string Different(ColumnDefinition column)
    {
        var name = TableDefinitionSql.Quote(column.Name);
        return column.Type switch
        {
            ColumnType.Boolean => $"NOT {name}",
            ColumnType.Timestamp => $"{name} + INTERVAL 1 MICROSECOND",
            ColumnType.Uuid => "'00000000-0000-7000-8000-000000000001'",
            ColumnType.Text => $"{name} || 'x'",
            ColumnType.Json => "'{}'",
            ColumnType.TextList => $"list_append({name}, 'x')",
            _ => $"{name} + 1",
        };
    }

    private static string Hash(Tick row) => HashedTable.HashOf(TickTable.Definition, row);

    private static string Hash(OfiEvent row) => HashedTable.HashOf(OfiEventTable.Definition, row);

    private static string Hash(BacktestTrade row) => HashedTable.HashOf(BacktestTradeTable.Definition, row);
}
