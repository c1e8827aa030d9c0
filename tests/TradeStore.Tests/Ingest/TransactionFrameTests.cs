using System.Buffers.Binary;
using TradeStore.Storage.Columns;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Journal;
using TradeStore.Storage.Schema;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Ingest;

internal sealed class TransactionFrameTests
{
    private const long Now = 1_900_000_000_000_000;
    private const int SecondVersion = 10;

    [TestCase(1)]
    [TestCase(2)]
    public void Batches_of_several_tables_come_out_of_one_frame_as_they_went_in(int seed)
    {
        var random = new RandomRows(Quick.Seeded(seed));
        foreach (var count in new[] { 1, 63, 700 })
        {
            var (ticks, bars) = (random.Ticks(count), random.Bars(count + 1));
            using var first = TickTable.Definition.Encoder.Encode(ticks, Now);
            using var second = BarTable.Definition.Encoder.Encode(bars, Now);
            var decoded = Decode(Frames.OfTransaction([first, second]));

            Assert.That(decoded.Select(b => b.Table.Name), Is.EqualTo(new[] { "market_ticks", "ohlcv_bars" }));
            Assert.That(BatchText.Describe(decoded[0]), Is.EqualTo(BatchText.Describe(ticks, Now)));
            Assert.That(BatchText.Describe(decoded[1]), Is.EqualTo(BatchText.Describe(bars)));
            decoded.ToList().ForEach(b => b.Dispose());
        }
    }

    [Test]
    public void The_frame_counts_its_rows_and_parts()
    {
        using var first = TickTable.Definition.Encoder.Encode(Some.Quotes(3), Now);
        using var second = BarTable.Definition.Encoder.Encode([Some.Bar(0)], Now);
        var payload = new TransactionPayload([first, second]);

        Assert.That((payload.Kind, payload.Table, payload.RowCount, payload.ColumnCount, payload.SchemaVersion), Is.EqualTo((FrameKind.Transaction, "", 4, (ushort)2, (ushort)1)));
        Assert.That(payload.PayloadLength % 8, Is.Zero);
    }

    [Test]
    public void The_memory_goes_back_when_the_last_part_is_disposed_of()
    {
        using var batch = TickTable.Definition.Encoder.Encode([Some.Quote(1)], Now);
        var frame = Frames.OfTransaction([batch, batch, batch]);
        var parts = Decode(frame);
        parts[1].Dispose();
        parts[1].Dispose();
        parts[0].Dispose();

        Assert.That(() => frame.Payload, Throws.Nothing, "A part that is disposed of twice counts once.");
        Assert.That(parts[2].Column(0).ValuesAs<long>()[0], Is.EqualTo(batch.Column(0).ValuesAs<long>()[0]));
        parts[2].Dispose();
        Assert.That(() => frame.Payload, Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void A_part_of_an_unknown_table_makes_the_frame_too_new() =>
        AssertTooNew(Pair(change: (payload, second) => payload[second + 16] = (byte)'O'), "Ohlcv_bars");

    [Test]
    public void A_part_of_a_newer_declaration_makes_the_frame_too_new() =>
        AssertTooNew(Pair(change: (payload, second) => BinaryPrimitives.WriteUInt16LittleEndian(payload.AsSpan(second + SecondVersion), 9)), "'ohlcv_bars' version 9");

    [Test]
    public void A_newer_layout_of_transactions_is_too_new() => AssertTooNew(Pair(version: 2), "layout 2");

    private static JournalFrame Pair(ushort? version = null, Action<byte[], int>? change = null)
    {
        using var first = TickTable.Definition.Encoder.Encode(Some.Quotes(3), Now);
        using var second = BarTable.Definition.Encoder.Encode([Some.Bar(0)], Now);
        var start = (int)(16 + FrameHeader.Padded("market_ticks".Length) + first.PayloadLength);
        return Frames.OfTransaction([first, second], version, payload => change?.Invoke(payload, start));
    }

    private static void AssertTooNew(JournalFrame frame, string says)
    {
        using (frame)
        {
            var error = Assert.Throws<TradeStoreException>(() => Decode(frame));
            Assert.That(error!.Code, Is.EqualTo(TradeStoreErrorCode.StoreTooNew));
            Assert.That(error.Message, Does.Contain(says));
            Assert.That(() => frame.Payload, Throws.Nothing, "What was not decoded is the caller's still.");
        }
    }

    private static IReadOnlyList<ColumnBatch> Decode(JournalFrame frame) => FrameDecoder.Decode(frame, new TableCatalog(BuiltInTables.All));
}
