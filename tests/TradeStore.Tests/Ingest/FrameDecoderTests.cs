using System.Buffers.Binary;
using TradeStore.Model;
using TradeStore.Storage.Columns;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Journal;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Ingest;

internal sealed class FrameDecoderTests
{
    private const long Now = 1_900_000_000_000_000;

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Any_batch_of_ticks_comes_out_of_its_frame_as_it_went_in(int seed)
    {
        var random = Quick.Seeded(seed);
        foreach (var count in new[] { 1, 2, 63, 64, 65, 255, 256, 257, random.Next(1, 5000), 5000 })
        {
            var rows = new RandomRows(random).Ticks(count);
            using var batch = TickTable.Definition.Encoder.Encode(rows, Now);
            using var decoded = Frames.Decode(Frames.Of(batch));
            Assert.That(BatchText.Describe(decoded), Is.EqualTo(BatchText.Describe(rows, Now)), $"{count} rows");
        }
    }

    [TestCase(4)]
    [TestCase(5)]
    public void Any_batch_of_bars_comes_out_of_its_frame_as_it_went_in(int seed)
    {
        var random = Quick.Seeded(seed);
        foreach (var count in new[] { 1, 64, 65, random.Next(1, 5000) })
        {
            var rows = new RandomRows(random).Bars(count);
            using var batch = BarTable.Definition.Encoder.Encode(rows, Now);
            using var decoded = Frames.Decode(Frames.Of(batch));
            Assert.That(BatchText.Describe(decoded), Is.EqualTo(BatchText.Describe(rows)), $"{count} rows");
        }
    }

    [Test]
    public void A_batch_whose_optional_values_are_all_left_out_comes_out_so()
    {
        var rows = Enumerable.Range(0, 100).Select(i => new Tick { Timestamp = Some.Day.AddTicks(i * 10), Exchange = "X", Symbol = "Y", LastPrice = i }).ToList();
        using var batch = TickTable.Definition.Encoder.Encode(rows, Now);
        using var decoded = Frames.Decode(Frames.Of(batch));

        Assert.That(BatchText.Describe(decoded), Is.EqualTo(BatchText.Describe(rows, Now)));
    }

    [Test]
    public void The_same_rows_make_the_same_bytes_whatever_the_pooled_memory_held_before()
    {
        var rows = new RandomRows(Quick.Seeded(6)).Ticks(700);
        var before = Encode(rows);
        foreach (var _ in Enumerable.Range(0, 5))
        {
            Encode(new RandomRows(new Random(7)).Ticks(900));
            Assert.That(Encode(rows), Is.EqualTo(before));
        }
    }

    [Test]
    public void A_frame_of_an_unknown_table_is_too_new()
    {
        using var batch = TickTable.Definition.Encoder.Encode([Some.Quote(1)], Now);

        AssertTooNew(Frames.Of(batch, table: "order_books"), "order_books");
    }

    [Test]
    public void A_frame_of_a_newer_declaration_is_too_new()
    {
        using var batch = TickTable.Definition.Encoder.Encode([Some.Quote(1)], Now);

        AssertTooNew(Frames.Of(batch, version: (ushort)(TickTable.Definition.Version + 1)), $"version {TickTable.Definition.Version + 1}");
    }

    [Test]
    public void A_frame_of_an_unknown_kind_is_too_new()
    {
        using var batch = TickTable.Definition.Encoder.Encode([Some.Quote(1)], Now);

        AssertTooNew(Frames.Of(batch, kind: (FrameKind)9), "9");
    }

    [TestCase(0, (ushort)99, TestName = "A_field_that_the_table_does_not_have_is_too_new")]
    [TestCase(4, (ushort)0x1206, TestName = "A_field_of_another_type_is_too_new")]
    public void A_field_that_does_not_fit_is_too_new(int offset, ushort value)
    {
        using var batch = TickTable.Definition.Encoder.Encode([Some.Quote(1)], Now);
        var payload = Frames.Payload(batch);
        BinaryPrimitives.WriteUInt16LittleEndian(payload.AsSpan((3 * 32) + offset), value);

        AssertTooNew(Frames.Of(batch, payload: payload), "field");
    }

    [Test]
    public void A_column_that_an_older_frame_lacks_is_NULL()
    {
        using var batch = TickTable.Definition.Encoder.Encode([Some.Quote(1)], Now);
        var ts = batch.Column(0);
        var payload = new byte[40];
        ColumnDirectory.Write(TickTable.Definition, [ts], payload);
        ts.Values.CopyTo(payload.AsMemory(32));
        using var decoded = Frames.Decode(Frames.Of(batch, payload: payload, columns: 1));

        Assert.That(decoded.Column(0).ValuesAs<long>()[0], Is.EqualTo(ts.ValuesAs<long>()[0]));
        Assert.That(Enumerable.Range(1, 15).All(c => decoded.Column(c).IsNull(0)), Is.True);
    }

    private static void AssertTooNew(JournalFrame frame, string says)
    {
        using (frame)
        {
            var error = Assert.Throws<TradeStoreException>(() => Frames.Decode(frame));
            Assert.That(error!.Code, Is.EqualTo(TradeStoreErrorCode.StoreTooNew));
            Assert.That(error.Message, Does.Contain(says));
        }
    }

    private static byte[] Encode(List<Tick> rows)
    {
        using var batch = TickTable.Definition.Encoder.Encode(rows, Now);
        return Frames.Payload(batch);
    }
}
